"""The page of an upload: what only its officer can tell, and what was mended unasked."""

import pytest

from programmes.admin.batch_answers import AnswerForm
from programmes.exchange.desk.preview import preview_upload
from programmes.models import (
    Category,
    Donation,
    Donor,
    Gift,
    GiftList,
    ValueMemory,
)
from tests import sheets
from tests.admin.pages import text_of
from tests.admin.test_imports import confirm, send
from tests.admin.uploads.forms import choose, numbered, page_of, told
from tests.factories import a_donor, a_gift_list, a_programme, a_round

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


# Texts that nobody knows

UNKNOWN = {"Đối tượng": "Hộ gia đình loại CN"}


def test_an_unknown_word_in_many_rows_costs_one_answer_and_none_the_next_month(client, round_):
    lines = [{**line, **UNKNOWN} for line in sheets.lines(261)]
    batch, page = send(client, *lines, round=round_.pk)
    assert (batch.report["new"], batch.report["rejected"]) == (0, 261)
    (told, box), *others = page.context["forms"]["answers"].value_fields()
    assert (told.text, told.rows, others) == ("Hộ gia đình loại CN", 261, [])
    choose(client, batch, "doc-lai", **{box.name: Category.NEAR_POOR})
    assert (batch.report["new"], batch.report["rejected"]) == (261, 0)
    confirm(client, batch)
    assert set(Gift.objects.values_list("category", flat=True)) == {Category.NEAR_POOR}
    _batch, page = send(client, {**sheets.a_line(300), "Đối tượng": "HỘ GIA ĐÌNH LOẠI CN"}, round=round_.pk)
    assert "“HỘ GIA ĐÌNH LOẠI CN” là “hộ cận nghèo”, 1 dòng" in text_of(page)
    assert (_batch.report["new"], _batch.report["questions"]) == (1, [])


def test_a_donor_whom_nobody_knows_is_registered_with_the_file_that_its_officer_confirms(client, officer):
    a_programme(slug="tang-so-the")
    a_donor(by=officer, code="NHT-1", name="Công ty Sông Lam")
    gift = {"Số tiền": "5.000.000", "Ngày nhận": "04/03/2025", "Chương trình": "tang-so-the"}
    lines = [
        {"Số chứng từ": f"PT-{n}", "Nhà hảo tâm": f"Công ty {name}", **gift} for n, name in ((1, "MH"), (2, "Lam"))
    ]
    batch, page = send(client, *lines, model="donation")
    (like, first), (new, second) = sorted(
        page.context["forms"]["answers"].value_fields(), key=lambda pair: pair[0].likely
    )
    assert (like.alike, first.initial, second.initial) == (["NHT-1 Công ty Sông Lam"], "", "mới, doanh nghiệp:")
    assert "chưa có trong sổ; loại đoán theo tên" in text_of(page)
    choose(client, batch, "doc-lai", **{first.name: "NHT-1", second.name: "mới, doanh nghiệp:"})
    assert (batch.report["new"], Donor.objects.count()) == (2, 1)
    confirm(client, batch)
    assert {donation.donor.name for donation in Donation.objects.all()} == {"Công ty Sông Lam", "Công ty MH"}


def test_the_likeliest_meaning_is_shown_and_never_applied_unasked(client, round_):
    batch, page = send(client, {**sheets.a_line(1), "Đối tượng": "Người cao tuổi neo đơn"}, round=round_.pk)
    (_told, box), *_others = page.context["forms"]["answers"].value_fields()
    assert (box.initial, batch.report["new"], batch.report["rejected"]) == ("elderly", 0, 1)


def test_what_the_office_knows_can_be_told_anew(client, round_):
    batch, page = send(client, {**sheets.a_line(1), **UNKNOWN}, round=round_.pk)
    (_told, box), *_others = page.context["forms"]["answers"].value_fields()
    choose(client, batch, "doc-lai", **{box.name: Category.POOR})
    confirm(client, batch)
    batch, page = send(client, {**sheets.a_line(2), **UNKNOWN}, round=round_.pk)
    (told, box), *_others = page.context["forms"]["answers"].value_fields()
    assert (told.is_told, box.initial) == (True, Category.POOR)
    choose(client, batch, "doc-lai", gift_list="new", **{box.name: Category.NEAR_POOR})
    confirm(client, batch)
    assert ValueMemory.objects.get().meaning == Category.NEAR_POOR
    assert Gift.objects.get(recipient__full_name=sheets.a_line(2)["Họ và tên"]).category == Category.NEAR_POOR


def test_a_remembered_word_waits_for_no_answer_and_stands_in_a_fold_of_its_own(client, round_):
    batch, page = send(client, {**sheets.a_line(1), **UNKNOWN}, round=round_.pk)
    assert "Các cách ghi sau nghĩa là gì?" in text_of(page)
    choose(client, batch, "doc-lai", **{"value-0": Category.POOR})
    confirm(client, batch)
    _batch, page = send(client, {**sheets.a_line(2), **UNKNOWN}, round=a_round(name="Đợt khác").pk)
    shown = text_of(page)
    assert "Các cách ghi sau nghĩa là gì?" not in shown
    assert "Cần bạn trả lời" not in shown
    assert "Cách ghi đã trả lời, đã nhớ" in shown
    assert "nhớ từ" in shown


def test_where_one_box_answers_all_rows_it_is_open_and_named_before_the_file(client, round_):
    lines = [{name: cell for name, cell in line.items() if name != "Xã/Phường"} for line in sheets.lines(2)]
    for line in lines:
        line |= {"Số CCCD": "", "Không có giấy tờ": "chưa làm"}
    _batch, page = send(client, *lines, round=round_.pk)
    told = "Còn dòng bị từ chối vì thiếu “Xã/Phường”: nếu mọi dòng như nhau, ghi ở “Điền chung cho cả tệp”"
    assert told in text_of(page)
    assert page.context["forms"]["answers"].is_common_needed


def test_the_list_is_asked_for_with_the_first_reading_though_no_row_can_be_taken_yet(client, round_):
    draft = a_gift_list(round=round_)
    batch, page = send(client, {**sheets.a_line(1), **UNKNOWN}, round=round_.pk)
    assert batch.report["new"] == 0
    assert "Ghi vào danh sách nào?" in text_of(page)
    choose(client, batch, "doc-lai", gift_list=draft.code, **{"value-0": Category.POOR})
    confirm(client, batch)
    assert draft.gifts.count() == 1


def test_a_page_of_three_hundred_unknown_words_stays_small(client, round_):
    lines = [{**line, "Đối tượng": f"diện đặc biệt số {n}"} for n, line in numbered(300)]
    _batch, page = send(client, *lines, round=round_.pk)
    assert len(page.context["forms"]["answers"].value_fields()) == 300
    assert len(page.content) < 200_000


def test_a_text_too_long_to_be_asked_about_is_told_as_an_error_beside_those_that_are(client, round_):
    long_one = {**sheets.a_line(2), "Đối tượng": "diện " + "đặc biệt " * 30}
    _batch, page = send(client, {**sheets.a_line(1), **UNKNOWN}, long_one, round=round_.pk)
    assert [error["line"] for error in page.context["errors"]] == [3]
    assert "lỗi của cách ghi chưa rõ nghĩa chờ câu trả lời ở dưới" in text_of(page)


def test_a_word_that_was_left_unknown_is_an_error_of_the_file_that_is_stored_without_it(client, round_):
    batch, _page = send(client, sheets.a_line(1), {**sheets.a_line(2), **UNKNOWN}, round=round_.pk)
    choose(client, batch, "dong-dung", take_good="on")
    stored = confirm(client, batch)
    assert [error["line"] for error in stored.context["errors"]] == [3]
    assert "chờ câu trả lời" not in text_of(stored)


def test_all_that_a_file_lacks_is_asked_together(client, round_):
    lines = [{**line, **UNKNOWN, "Kết quả": "Đã chết"} for line in sheets.lines(3)]
    for line in lines:
        del line["Loại quà"], line["Số tháng"], line["Từ tháng"]
    lines[0]["Kết quả"] = "Đã cấp"
    batch, page = send(client, *lines)
    assert "Cần bạn trả lời, một lần cho cả tệp" in text_of(page)
    form = page.context["forms"]["answers"]
    assert [told.text for told, _box in form.value_fields()] == [UNKNOWN["Đối tượng"]]
    assert [question["option"] for question in form.questions] == ["left_out"]
    told = {"common-kind": "hi_card", "common-months": "12", "common-starts_on": "12/2025", "question-0": "0"}
    choose(client, batch, "doc-lai", **told, **{"common-round": round_.slug, "value-0": Category.NEAR_POOR})
    assert (batch.state, batch.report["new"], batch.report["rejected"]) == ("previewed", 1, 0)
    confirm(client, batch)
    assert batch.state == "stored"


# Repairs


def test_each_repair_of_a_usual_file_is_on_the_page_under_what_was_amiss(client, round_):
    lines = [
        {**line, "Họ và tên": f"Ðặng Thị Ân {'ABCDEFGHIJ'[n // 10]}{'ABCDEFGHIJ'[n % 10]}"} for n, line in numbered(60)
    ]
    _batch, page = send(client, *lines, round=round_.pk)
    assert "Chữ Đ gõ bằng ký tự khác: 60 chỗ, cột “Họ và tên”" in text_of(page)
    assert text_of(page).count("(đọc như nhau") == 60


def test_of_too_many_repairs_each_kind_has_its_share_of_the_page(client, round_):
    lines = [{**line, "Họ và tên": "Ðặng Thị Ân"} for _n, line in numbered(260)]
    lines[259]["Điện thoại"] = "912000001"
    _batch, page = send(client, *lines, round=round_.pk)
    assert "Chữ Đ gõ bằng ký tự khác: 260 chỗ, cột “Họ và tên” 100 chỗ đầu" in text_of(page)
    assert text_of(page).count("(đọc như nhau") == 100
    assert "Mất số 0 ở đầu: 1 chỗ, cột “Điện thoại”" in text_of(page)
    assert "Ô hệ thống tự sửa khi đọc (261)" in text_of(page)


# Questions

QUESTION = {"option": "decimal", "key": "donor_cost_vnd", "message": "1.263 là bao nhiêu?", "choices": [[",", "1263"]]}


def test_an_open_question_stops_the_file_until_it_is_answered(client, round_):
    batch, _page = send(client, *sheets.lines(1), round=round_.pk)
    told(batch, questions=[QUESTION])
    assert "Còn câu hỏi chưa trả lời" in page_of(client, batch)
    confirm(client, batch)
    assert not Gift.objects.exists()
    choose(client, batch, "doc-lai", **{"question-0": "0"})
    assert batch.options["decimal"] == {"donor_cost_vnd": ","}
    assert batch.report["questions"] == []
    assert "Bạn đã chọn: 1263" in page_of(client, batch)
    confirm(client, batch)
    assert batch.state == "stored"


def test_people_whom_the_file_calls_dead_are_left_out_where_its_officer_says_so(client, round_):
    lines = [{**line, "Kết quả": result} for line, result in zip(sheets.lines(2), ("Đã cấp", "Đã chết"), strict=True)]
    batch, page = send(client, *lines, round=round_.pk)
    assert "Cột “Kết quả” ghi: “Đã chết” (1 dòng). Có ghi những người này vào sổ không?" in text_of(page)
    page = choose(client, batch, "doc-lai", **{"question-0": "0"})
    assert "Bạn đã chọn: Không, bỏ qua 1 dòng này (cột “Kết quả”)" in page
    confirm(client, batch)
    assert [gift.recipient.full_name for gift in Gift.objects.all()] == [lines[0]["Họ và tên"]]


def test_answers_can_be_forgotten(client, round_):
    batch, _page = send(client, *sheets.lines(1), round=round_.pk)
    told(batch, questions=[QUESTION])
    choose(client, batch, "doc-lai", **{"question-0": "0"})
    choose(client, batch, "hoi-lai")
    assert (batch.options["decimal"], batch.options["answered"]) == ({}, {})


def test_forgetting_the_answers_keeps_what_was_never_asked(client, round_):
    batch, _page = send(client, *sheets.lines(1), round=round_.pk)
    told(batch, questions=[QUESTION])
    batch.options = {**batch.options, "gift_list": "new", "common": {"kind": "hi_card"}}
    batch.save()
    choose(client, batch, "hoi-lai")
    assert (batch.options["gift_list"], batch.options["common"]) == ("new", {"kind": "hi_card"})


@pytest.mark.parametrize("answer", ["", "7", "x"])
def test_an_answer_that_was_not_offered_changes_nothing(client, round_, answer):
    batch, _page = send(client, *sheets.lines(1), round=round_.pk)
    told(batch, questions=[QUESTION])
    choose(client, batch, "doc-lai", **{"question-0": answer})
    assert not batch.options.get("decimal")


def test_a_file_of_repetitions_asks_before_it_is_stored(client, round_):
    confirm(client, send(client, *sheets.lines(4), round=round_.pk)[0])
    batch, page = send(client, *sheets.lines(6), round=round_.pk)
    assert "4 trên 6 dòng lặp lại hoặc đã có trong sổ" in text_of(page)
    confirm(client, batch)
    assert Gift.objects.count() == 4
    page = choose(client, batch, "doc-lai", gift_list="new", **{"question-0": "0"})
    assert "repeats:" in batch.options["answered"]
    assert "Bạn đã chọn: Đúng, vẫn nhập các dòng còn lại" in page
    confirm(client, batch)
    assert Gift.objects.count() == 6


def test_a_preview_made_again_forgets_what_was_wrong(client, round_):
    batch, _page = send(client, *sheets.lines(2), round=round_.pk)
    told(batch, questions=[QUESTION], rejected=5)
    preview_upload(batch)
    assert (batch.report["questions"], batch.report["rejected"]) == ([], 0)


def test_a_file_whose_gifts_no_rate_prices_waits_for_what_one_of_them_costs(client, round_):
    lines = [{**line, "Loại quà": "suất quà Tết", "Số tiền (đồng)": "", "NSNN hỗ trợ": ""} for line in sheets.lines(2)]
    batch, page = send(client, *lines, round=round_.pk)
    assert batch.report["rejected"] == 2
    assert "Số tiền chưa tính được" in text_of(page)
    assert "Còn dòng chưa có số tiền" in text_of(page)
    choose(client, batch, "doc-lai", **{"cost-0": "500.000"})
    assert (batch.report["new"], batch.report["rejected"]) == (2, 0)
    confirm(client, batch)
    assert {*Gift.objects.values_list("donor_cost_vnd", flat=True)} == {500_000}


def test_a_word_that_was_understood_may_be_said_to_mean_another_choice_in_this_file_alone(client, round_):
    lines = [{**line, "Đối tượng": "đồng bào dân tộc thiểu số"} for line in sheets.lines(2)]
    batch, page = send(client, *lines, round=round_.pk)
    assert "Cách ghi đã hiểu" in text_of(page)
    (name,) = [field for field, told in understood(batch) if told == "đồng bào dân tộc thiểu số"]
    choose(client, batch, "doc-lai", **{field: as_it_is(batch, field) for field, _text in understood(batch)})
    assert batch.options["values"] == {}
    page = choose(client, batch, "doc-lai", **{name: "near_poor_household"})
    assert "riêng trong tệp này “đồng bào dân tộc thiểu số” là “hộ cận nghèo”, 2 dòng" in page
    confirm(client, batch)
    assert {*Gift.objects.values_list("category", flat=True)} == {"near_poor_household"}
    assert not ValueMemory.objects.exists()
    later, page = send(client, {**sheets.a_line(3), "Đối tượng": "Đồng bào dân tộc thiểu số"}, round=round_.pk)
    assert "Dùng câu trả lời đã nhớ" not in text_of(page)
    choose(client, later, "doc-lai", gift_list=GiftList.objects.get().code)
    confirm(client, later)
    assert Gift.objects.filter(category="near_poor_household").count() == 2


def understood(batch):
    """(box, text) of each text that the portal understood by itself."""
    return [(name, told.text) for name, told in AnswerForm(batch=batch, drafts=[]).understood.items()]


def as_it_is(batch, name):
    """What a box says that nobody has touched."""
    return AnswerForm(batch=batch, drafts=[])[name].initial


@pytest.mark.parametrize(("answer", "new"), [("0", 3), ("1", 1)])
def test_gifts_that_cost_the_programme_nothing_are_decided_on_before_they_are_stored(client, round_, answer, new):
    free = {"Đối tượng": "hộ nghèo", "Số tiền (đồng)": "0", "NSNN hỗ trợ": "1.263.600"}
    lines = [sheets.a_line(1), *({**sheets.a_line(number), **free} for number in (2, 3))]
    batch, page = send(client, *lines, round=round_.pk)
    assert "2 dòng là quà 0 đồng: thẻ BHYT, hộ nghèo, 12 tháng (2 dòng)" in text_of(page)
    confirm(client, batch)
    assert batch.state == "previewed"
    choose(client, batch, "doc-lai", **{"question-0": answer})
    assert (batch.report["new"], batch.report["rejected"]) == (new, 3 - new)
    if batch.report["rejected"]:
        choose(client, batch, "dong-dung", take_good="on")
    confirm(client, batch)
    assert (batch.state, Gift.objects.count()) == ("stored", new)
