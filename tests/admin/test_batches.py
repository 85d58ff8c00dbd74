"""The page of an upload: what the officer reads, chooses, confirms and takes back; who may, and until when."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from programmes.access import roles
from programmes.actions import gift_lists
from programmes.admin.batch_forms import ColumnForm
from programmes.exchange.desk.preview import preview_upload
from programmes.exchange.layouts import LAYOUTS
from programmes.exchange.options import NO_HEADER
from programmes.models import (
    AuditEvent,
    Category,
    Donation,
    Donor,
    Gift,
    GiftList,
    HeadingMemory,
    ImportBatch,
    ValueMemory,
)
from tests import sheets
from tests.admin.pages import said, text_of
from tests.admin.test_imports import address, confirm, send
from tests.exchange.doors import import_file
from tests.factories import a_donor, a_programme, a_round, an_officer, the_maker
from tests.museum.builders import protected, workbook

pytestmark = pytest.mark.django_db

WRONG = {"Số tháng": "0"}


@pytest.fixture
def officer(db):
    return the_maker()


@pytest.fixture
def client(at, officer):
    return at(officer)


@pytest.fixture
def round_(db):
    return a_round(slug="so-the-2025", name="Sổ, thẻ 2025")


def choose(client, batch, part, **data):
    """Send one of the forms of the page; what the officer then reads."""
    answer = client.post(address("importbatch", "choose", batch.pk, part), data, follow=True)
    batch.refresh_from_db()
    return text_of(answer)


def told(batch, **report):
    """The batch with a report that says so."""
    batch.report = {**batch.report, **report}
    batch.save()
    return batch


def page_of(client, batch):
    return text_of(client.get(address("importbatch", "change", batch.pk)))


def kept_columns(page):
    """The form of the columns as it stands."""
    form = page.context["forms"]["cot"]
    return {name: field.initial or "" for name, field in form.fields.items()}


def numbered(count):
    return list(enumerate(sheets.lines(count)))


# Good rows, or all or nothing


def test_all_or_nothing_is_the_default_and_good_rows_alone_are_a_choice(client, round_):
    batch, page = send(client, sheets.a_line(1), sheets.a_line(2, **WRONG), sheets.a_line(3), round=round_.pk)
    assert "Mặc định là ghi tất cả hoặc không ghi gì" in text_of(page)
    confirm(client, batch)
    assert not Gift.objects.exists()
    assert "Xác nhận ghi 2 dòng" not in page.content.decode()
    page = choose(client, batch, "dong-dung", take_good="on")
    assert "Chỉ ghi dòng đúng, bỏ qua 1 dòng bị từ chối" in page
    confirm(client, batch)
    assert (batch.state, batch.report["new"], batch.report["rejected"]) == ("stored", 2, 1)
    assert Gift.objects.count() == 2


def test_a_stored_file_leads_to_its_list(client, round_):
    batch, _page = send(client, sheets.a_line(1), round=round_.pk)
    confirm(client, batch)
    assert f"Mở danh sách {GiftList.objects.get().code}" in page_of(client, batch)


def test_the_choice_of_good_rows_can_be_taken_back(client, round_):
    batch, _page = send(client, sheets.a_line(1), sheets.a_line(2, **WRONG), round=round_.pk)
    choose(client, batch, "dong-dung", take_good="on")
    assert "Còn dòng bị từ chối" in choose(client, batch, "dong-dung")
    confirm(client, batch)
    assert not Gift.objects.exists()


def test_where_no_row_is_good_there_is_nothing_to_take(client, round_):
    batch, _page = send(client, sheets.a_line(1, **WRONG), round=round_.pk)
    assert "Tệp không có gì mới để ghi" in choose(client, batch, "dong-dung", take_good="on")


def test_the_page_promises_to_store_only_what_can_be_stored(client, round_):
    batch, page = send(client, sheets.a_line(1), round=round_.pk)
    assert "Nếu xác nhận, sẽ ghi" in text_of(page)
    confirm(client, batch)
    _again, page = send(client, sheets.a_line(1), round=round_.pk)
    assert "Tệp không có gì mới để ghi" in text_of(page)
    assert "Nếu xác nhận, sẽ ghi" not in text_of(page)
    assert "Kết quả đọc tệp" in text_of(page)


# Control totals


def test_a_file_is_not_stored_while_the_officers_totals_differ(client, round_):
    batch, _page = send(client, *sheets.lines(3), round=round_.pk)
    told(batch, people=3, donor_cost_vnd=1_137_240)
    page = choose(client, batch, "doi-chieu", control_people="4", control_vnd="1.137.240")
    assert "Không khớp số người: tổng ghi 4, đếm được 3" in page
    confirm(client, batch)
    assert (batch.state, Gift.objects.count()) == ("previewed", 0)
    assert "Không khớp" not in choose(client, batch, "doi-chieu", control_people="3", control_vnd="1.137.240")
    confirm(client, batch)
    assert batch.state == "stored"


def test_the_totals_row_of_the_file_counts_like_the_officers_word(client, round_):
    batch, _page = send(client, *sheets.lines(3), round=round_.pk)
    told(batch, people=3, donor_cost_vnd=1_137_240, control={"people": 3, "donor_cost_vnd": 1_137_241})
    assert "Không khớp số đồng: tổng ghi 1.137.241, đếm được 1.137.240" in page_of(client, batch)
    confirm(client, batch)
    assert not Gift.objects.exists()
    assert "Không khớp" not in choose(client, batch, "doi-chieu", control_vnd="1.137.240")


def test_the_totals_of_donations_are_held_against_the_money_alone(client, officer):
    a_donor(by=officer, code="NHT-1")
    a_programme(slug="tang-so-the", name="Tặng sổ, thẻ")
    gift = {"Số chứng từ": "PT-1", "Nhà hảo tâm": "NHT-1", "Số tiền": "50.000.000", "Ngày nhận": "4/3/2026"}
    total = dict.fromkeys(gift, "") | {"Số chứng từ": "Tổng cộng", "Số tiền": "60.000.000"}
    batch, page = send(client, {**gift, "Chương trình": "tang-so-the"}, total, model="donation")
    assert "Không khớp số đồng: tổng ghi 60.000.000, đếm được 50.000.000" in text_of(page)
    assert [*page.context["forms"]["doi_chieu"].fields] == ["control_vnd"]
    confirm(client, batch)
    assert not Donation.objects.exists()
    assert "Không khớp" not in choose(client, batch, "doi-chieu", control_vnd="50.000.000")
    confirm(client, batch)
    assert Donation.objects.count() == 1


def test_a_register_of_donors_has_no_totals_to_compare(client):
    _batch, page = send(client, {"Tên nhà hảo tâm": "Công ty Minh Họa", "Loại": "doanh nghiệp"}, model="donor")
    assert "Đối chiếu với số tổng của bạn" not in text_of(page)


def test_a_total_that_is_no_number_is_refused(client, round_):
    batch, _page = send(client, *sheets.lines(1), round=round_.pk)
    assert "Hãy ghi số nguyên" in choose(client, batch, "doi-chieu", control_people="ba")
    assert batch.options.get("control_people") is None


def summed_to(written, *refused, good=4):
    """Good lines of 379.080 đồng, refused ones after them, and the totals row of the file."""
    return [*sheets.lines(good), *refused, {"Họ và tên": "Tổng cộng", "Số tiền (đồng)": written}]


@pytest.mark.parametrize(
    "over",
    [
        {"Ngày sinh": "31/02/1956"},
        {"Số tháng": "0"},
        {"Ngày sinh": "31/02/1956", "Họ và tên": ""},
        {"STT": "", **WRONG},
    ],
)
def test_one_bad_row_does_not_hide_that_the_total_of_the_file_is_wrong(client, round_, over):
    batch, _page = send(client, *summed_to("9.895.400", sheets.a_line(5, **over)), round=round_.pk)
    page = choose(client, batch, "dong-dung", take_good="on")
    assert "Không khớp số đồng: tổng ghi 9.895.400, đếm được 1.895.400, trong đó 379.080 ở dòng bị từ chối" in page
    assert "Đối chiếu tổng" in page
    assert "Số đồng 9.895.400 1.895.400 379.080 không khớp, lệch 8.000.000" in page
    confirm(client, batch)
    assert (batch.state, Gift.objects.count()) == ("previewed", 0)


def test_good_rows_of_a_file_that_adds_up_with_its_refused_ones_are_stored(client, round_):
    repeated = sheets.a_line(1)
    lines = summed_to("2.274.480", sheets.a_line(5, **WRONG), repeated)
    batch, page = send(client, *lines, round=round_.pk)
    assert "Không khớp" not in text_of(page), "that rows are refused is no reason for the total to differ"
    choose(client, batch, "dong-dung", take_good="on")
    stored = text_of(confirm(client, batch))
    assert (batch.state, Gift.objects.count()) == ("stored", 4)
    assert "Số đồng 2.274.480 2.274.480 758.160 khớp" in stored


def test_a_row_refused_for_what_the_books_hold_counts_in_the_total_too(client, round_):
    confirm(client, send(client, sheets.a_line(5), round=round_.pk)[0])
    stranger = sheets.a_line(5, **{"Họ và tên": "Vừ A Ba"})
    batch, page = send(client, *summed_to("1.895.400", stranger), round=round_.pk)
    assert batch.report["rejected"] == 1
    assert "Không khớp" not in text_of(page)


def test_where_an_amount_cannot_be_read_the_officer_states_the_total_of_the_others(client, round_):
    unread = sheets.a_line(5, **{"Số tiền (đồng)": "ba trăm nghìn"})
    batch, _page = send(client, *summed_to("1.895.400", unread), round=round_.pk)
    page = choose(client, batch, "dong-dung", take_good="on")
    assert "tổng ghi 1.895.400, đếm được 1.516.320, chưa kể 1 dòng bị từ chối không đọc được" in page
    confirm(client, batch)
    assert not Gift.objects.exists()
    assert "Không khớp" not in choose(client, batch, "doi-chieu", control_vnd="1.516.320")
    confirm(client, batch)
    assert (batch.state, Gift.objects.count()) == ("stored", 4)


# Columns


def mapped(client, batch, heading, wanted):
    """Say on the page of the upload that `heading` stands for the column `wanted`; what the officer then reads."""
    form = client.get(address("importbatch", "change", batch.pk)).context["forms"]["cot"]
    data = {f"column-{n}": form.fields[f"column-{n}"].initial for n in range(len(form.headings))}
    place = form.headings.index(heading)
    chosen = next(value for value, label in form.fields[f"column-{place}"].choices if label == wanted)
    return choose(client, batch, "cot", **{**data, f"column-{place}": chosen})


REMEMBERED = "Đang dùng cách ghép cột đã nhớ của cơ quan: “Diễn giải lạ” → “Ghi chú”"


def test_a_column_is_given_another_meaning_and_the_office_keeps_it_once_the_file_is_stored(client, officer, round_):
    line = sheets.a_line(1, **{"Diễn giải lạ": "x"})
    batch, page = send(client, line, round=round_.pk)
    assert "Cột không dùng tới: Diễn giải lạ" in text_of(page)
    assert "cách ghép cột đã nhớ" not in mapped(client, batch, "Diễn giải lạ", "Ghi chú"), "it was chosen here"
    assert batch.options["mapping"] == {"Diễn giải lạ": "note"}
    confirm(client, batch)
    memory = HeadingMemory.objects.get()
    assert (memory.office, memory.layout, memory.heading, memory.column) == (
        officer.office,
        "gifts",
        "Diễn giải lạ",
        "note",
    )
    later, page = send(client, line, round=round_.pk)
    assert later.options["mapping"] == {"Diễn giải lạ": "note"}
    assert REMEMBERED in text_of(page)
    assert "cách ghép cột đã nhớ" not in text_of(send(client, sheets.a_line(2), round=round_.pk)[1])


def test_a_choice_made_for_a_file_that_was_dropped_is_not_remembered(client, round_):
    line = sheets.a_line(1, **{"Diễn giải lạ": "x"})
    batch, _page = send(client, line, round=round_.pk)
    mapped(client, batch, "Diễn giải lạ", "Ghi chú")
    client.post(address("importbatch", "cancel", batch.pk))
    _later, page = send(client, line, round=round_.pk)
    assert "Cột không dùng tới: Diễn giải lạ" in text_of(page)
    assert not HeadingMemory.objects.exists()


def test_a_remembered_choice_that_is_changed_is_remembered_as_changed(client, round_):
    first, _page = send(client, sheets.a_line(1, **{"Diễn giải lạ": "x"}), round=round_.pk)
    mapped(client, first, "Diễn giải lạ", "Ghi chú")
    confirm(client, first)
    second, _page = send(client, sheets.a_line(2, **{"Diễn giải lạ": "x"}), round=round_.pk)
    assert "cách ghép cột đã nhớ" not in mapped(client, second, "Diễn giải lạ", "— không dùng —")
    assert HeadingMemory.objects.get().column == "note"
    confirm(client, second)
    assert HeadingMemory.objects.get().column == ""
    _third, page = send(client, sheets.a_line(3, **{"Diễn giải lạ": "x"}), round=round_.pk)
    assert "“Diễn giải lạ” → không dùng" in text_of(page)


def test_a_known_heading_that_one_file_has_no_use_for_is_read_again_in_the_next(client, round_):
    line = sheets.a_line(1, **{"Ghi chú": "x", "Diễn giải lạ": "y"})
    first, _page = send(client, line, round=round_.pk)
    mapped(client, first, "Ghi chú", "— không dùng —")
    mapped(client, first, "Diễn giải lạ", "Điện thoại")
    mapped(client, first, "Diễn giải lạ", "— không dùng —")
    confirm(client, first)
    assert [*HeadingMemory.objects.values_list("heading", "column")] == [("Diễn giải lạ", "")]
    second, _page = send(client, line, round=round_.pk)
    assert second.report["mapped"]["Ghi chú"] == "note"


def test_the_command_line_tells_of_a_remembered_choice_too(client, officer, round_, tmp_path):
    first, _page = send(client, sheets.a_line(1, **{"Diễn giải lạ": "x"}), round=round_.pk)
    mapped(client, first, "Diễn giải lạ", "Ghi chú")
    confirm(client, first)
    path = sheets.a_csv(tmp_path, [sheets.a_line(2, **{"Diễn giải lạ": "x"})])
    for arguments in (["--dry-run"], []):
        _status, told = import_file("gifts", path, officer, "--round", round_.slug, *arguments)
        assert [REMEMBERED in warning["message"] for warning in told["warnings"]] == [True]


def test_two_columns_of_the_file_are_not_the_same_one(client, round_):
    batch, page = send(client, *sheets.lines(1), round=round_.pk)
    form = page.context["forms"]["cot"]
    data = {f"column-{n}": "0" for n in range(len(form.headings))}
    assert "mỗi cột trong sổ chỉ chọn một lần" in choose(client, batch, "cot", **data)
    assert not HeadingMemory.objects.exists()


@pytest.mark.parametrize(
    ("change", "heading", "code"),
    [
        ({"Loại quà": None, "Quà gì": "thẻ BHYT"}, "Quà gì", "Thiếu cột “Loại quà”"),
        ({"Kinh phí": "1"}, "Số tiền (đồng)", "cùng là “Số tiền (đồng)”"),
    ],
)
def test_a_file_whose_columns_are_not_understood_is_mapped_and_previewed_again(client, round_, change, heading, code):
    line = {name: cell for name, cell in {**sheets.a_line(1), **change}.items() if cell is not None}
    batch, page = send(client, line, round=round_.pk)
    assert batch.state == "failed"
    assert code in text_of(page)
    form = page.context["forms"]["cot"]
    assert "Đổi cách hiểu" in text_of(page)
    data = {f"column-{n}": form.fields[f"column-{n}"].initial for n in range(len(form.headings))}
    place = form.headings.index(heading)
    wanted = {"Quà gì": "Loại quà"}.get(heading, heading)
    chosen = next(value for value, label in form.fields[f"column-{place}"].choices if label == wanted)
    choose(client, batch, "cot", **{**data, f"column-{place}": chosen})
    assert (batch.state, batch.report["new"], batch.report["rejected"]) == ("previewed", 1, 0)


def test_only_gifts_are_counted_as_given_before(client, round_):
    _batch, page = send(client, sheets.a_line(1), round=round_.pk)
    assert "Trong đó đã tặng" in text_of(page)
    _batch, page = send(client, {"Tên nhà hảo tâm": "Nguyễn Văn A", "Loại": "cá nhân"}, model="donor")
    assert "Bị từ chối" in text_of(page)
    assert "Trong đó đã tặng" not in text_of(page)


def test_the_first_rows_show_the_gift_and_what_changes(client, round_):
    first, _page = send(client, *sheets.lines(2), round=round_.pk)
    confirm(client, first)
    changed = sheets.a_line(1, **{"Số tháng": "6", "Số tiền (đồng)": "189.540", "Xã/Phường": "Xã Mới"})
    _batch, page = send(client, changed, sheets.a_line(2), sheets.a_line(3), round=round_.pk)
    shown = text_of(page)
    assert "thẻ BHYT, 12 tháng, 379.080 đồng" in shown
    assert "xã, phường, đặc khu: Xã Minh Họa 1 → Xã Mới; số tháng: 12 → 6" in shown
    assert "379.080 → 189.540" in shown


def test_a_file_without_a_kind_of_gift_is_of_the_one_kind_that_its_officer_names(client, round_):
    lines = [{**line, "Ghi chú": "Minh họa"} for line in sheets.lines(3)]
    for line in lines:
        del line["Loại quà"]
    batch, page = send(client, *lines, round=round_.pk)
    assert batch.state == "failed"
    assert "Nếu mọi dòng như nhau, điền ở “Một giá trị cho cả tệp” dưới đây." in text_of(page)
    choose(client, batch, "cau-hoi", **{"common-kind": "tet_package"})
    assert (batch.state, batch.report["new"], batch.options["common"]) == ("previewed", 3, {"kind": "tet_package"})
    confirm(client, batch)
    assert batch.state == "stored"
    assert set(Gift.objects.values_list("kind", flat=True)) == {"tet_package"}


@pytest.mark.parametrize(
    "data",
    [protected(), sheets.csv_text(sheets.table(sheets.lines(1))).encode()],
    ids=("password", "csv"),
)
def test_no_choice_is_offered_for_a_file_that_could_not_be_opened(client, round_, data):
    file = SimpleUploadedFile("danh-sach.xlsx", data)
    page = text_of(client.post(address("giftlist", "import"), {"file": file, "round": round_.pk}, follow=True))
    assert ImportBatch.objects.get().state == "failed"
    assert "của cả tệp" not in page
    assert "Xem trước lại" not in page


def test_a_sheet_with_people_stays_out_only_once_its_officer_says_so(client, round_):
    rows = sheets.table(sheets.lines(2))
    lacking = [["Quà gì" if cell == "Loại quà" else cell for cell in row] for row in sheets.table([sheets.a_line(3)])]
    file = SimpleUploadedFile("danh-sach.xlsx", workbook(rows, lacking))
    page = client.post(address("giftlist", "import"), {"file": file, "round": round_.pk}, follow=True)
    batch = ImportBatch.objects.get()
    assert "Trang “Trang 2” có danh sách người nhưng không được đọc" in text_of(page)
    confirm(client, batch)
    assert batch.state == "previewed"
    assert "Bạn đã chọn: Bỏ qua, chỉ nhập các trang đọc được." in choose(
        client, batch, "cau-hoi", **{"question-0": "0"}
    )
    confirm(client, batch)
    assert (batch.state, Gift.objects.count()) == ("stored", 2)


def test_what_holds_for_the_whole_file_fills_blanks_and_changes_nothing_that_is_written(client, round_):
    lines = sheets.lines(3)
    lines[1]["Loại quà"], lines[1]["Số tháng"] = "", ""
    batch, page = send(client, *lines, round=round_.pk)
    assert (batch.report["new"], batch.report["rejected"]) == (2, 1)
    assert "trống ở 1 dòng" in text_of(page)
    choose(client, batch, "cau-hoi", **{"common-kind": "hi_card", "common-months": "6 tháng"})
    assert (batch.report["new"], batch.report["rejected"]) == (3, 0)
    confirm(client, batch)
    assert list(Gift.objects.order_by("pk").values_list("kind", "months")) == [
        ("hi_card", 12),
        ("hi_card", 6),
        ("hi_card", 12),
    ]


def test_what_holds_for_the_whole_file_is_read_as_a_cell_is(client, round_):
    batch, _page = send(client, {**sheets.a_line(1), "Số tháng": ""}, round=round_.pk)
    page = choose(client, batch, "cau-hoi", **{"common-months": "mười hai"})
    assert (batch.options.get("common", {}), batch.report["rejected"]) == ({}, 1)
    assert "Số tháng phải từ 1 đến 120" in page


def test_the_refused_rows_of_a_file_of_one_kind_can_be_sent_again(client, round_):
    lines = [{**line, **(WRONG if n == 1 else {})} for n, line in numbered(3)]
    for line in lines:
        del line["Loại quà"]
    batch, _page = send(client, *lines, round=round_.pk)
    choose(client, batch, "cau-hoi", **{"common-kind": "hi_card"})
    file = client.post(address("importbatch", "errors", batch.pk, "csv"))
    head, row = b"".join(file.streaming_content).decode("utf-8-sig").splitlines()
    assert "Loại quà,Lỗi cần sửa" in head
    assert "thẻ BHYT" in row


def test_a_file_that_names_its_kinds_is_not_asked_for_one(client, round_):
    _batch, page = send(client, sheets.a_line(1), round=round_.pk)
    assert "Loại quà của cả tệp" not in text_of(page)


def test_a_kind_that_no_gift_has_is_not_taken_for_the_file(client, round_):
    line = sheets.a_line(1)
    del line["Loại quà"]
    batch, _page = send(client, line, round=round_.pk)
    choose(client, batch, "cau-hoi", **{"common-kind": "xe_dap"})
    assert (batch.state, batch.options.get("common", {})) == ("failed", {})


def test_an_officer_points_at_the_header_of_a_file_and_says_what_its_columns_are(client, round_):
    lines = [{"Wer": name, "Was": "quà Tết", "Bis": "x"} for name in ("Lò Thị Mỷ", "Vừ A Ba")]
    batch, page = send(client, *lines, round=round_.pk)
    assert (batch.state, "Dòng 1 là tiêu đề Wer Was Bis" in text_of(page)) == ("failed", True)
    choose(client, batch, "tieu-de", header_line="1")
    assert (batch.options["header_line"], batch.report["headings"]) == (1, ["Wer", "Was", "Bis"])
    names = [column.name for column in LAYOUTS["gifts"].columns]
    chosen = [str(names.index(name)) for name in ("full_name", "kind", "note")]
    page = choose(client, batch, "cot", **{f"column-{place}": column for place, column in enumerate(chosen)})
    assert (batch.state, batch.report["rows"], "Bạn đã chọn: Dòng 1 là tiêu đề" in page) == ("previewed", 2, True)
    choose(client, batch, "hoi-lai")
    assert batch.options["header_line"] == 0


def test_a_file_without_a_header_is_mapped_by_letters_and_its_errors_come_back_with_headings(client, round_):
    people = [list(line.values()) for line in (sheets.a_line(1, **{"Tỉnh/TP": "Hà Tiên"}), *sheets.lines(3)[1:])]
    file = SimpleUploadedFile("danh-sach.csv", sheets.csv_text(people).encode())
    page = client.post(address("giftlist", "import"), {"file": file, "round": round_.pk}, follow=True)
    batch = ImportBatch.objects.latest("pk")
    assert (batch.state, "Tệp không có dòng tiêu đề" in text_of(page)) == ("failed", True)
    choose(client, batch, "tieu-de", header_line=str(NO_HEADER))
    form = ColumnForm(batch=batch)
    assert "đề xuất theo nội dung cột" in form.fields["column-1"].help_text
    proposed = {name: field.initial for name, field in form.fields.items()}
    names = [column.name for column in LAYOUTS["gifts"].columns]
    chosen = {5: "province", 9: "months", 10: "starts_on", 11: "donor_cost_vnd"}
    chosen = {f"column-{place}": str(names.index(name)) for place, name in chosen.items()}
    page = choose(client, batch, "cot", **{**proposed, **chosen})
    assert (batch.state, batch.report["rows"], batch.report["rejected"]) == ("previewed", 3, 1)
    assert "Bạn đã chọn: Tệp không có dòng tiêu đề" in page
    file = client.post(address("importbatch", "errors", batch.pk, "csv"))
    head, row = b"".join(file.streaming_content).decode("utf-8-sig").splitlines()
    assert head.startswith(",Họ và tên,Ngày sinh,Giới tính,Số định danh/CCCD,")
    assert "Lò" in row


# Texts that nobody knows

UNKNOWN = {"Đối tượng": "Hộ gia đình loại CN"}


def test_an_unknown_word_in_many_rows_costs_one_answer_and_none_the_next_month(client, round_):
    lines = [{**line, **UNKNOWN} for line in sheets.lines(261)]
    batch, page = send(client, *lines, round=round_.pk)
    assert (batch.report["new"], batch.report["rejected"]) == (0, 261)
    (told, box), *others = page.context["forms"]["cau_hoi"].value_fields()
    assert (told.text, told.rows, others) == ("Hộ gia đình loại CN", 261, [])
    choose(client, batch, "cau-hoi", **{box.name: Category.NEAR_POOR})
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
        page.context["forms"]["cau_hoi"].value_fields(), key=lambda pair: pair[0].likely
    )
    assert (like.alike, first.initial, second.initial) == (["NHT-1 Công ty Sông Lam"], "", "mới, doanh nghiệp:")
    assert "chưa có trong sổ; loại đoán theo tên" in text_of(page)
    choose(client, batch, "cau-hoi", **{first.name: "NHT-1", second.name: "mới, doanh nghiệp:"})
    assert (batch.report["new"], Donor.objects.count()) == (2, 1)
    confirm(client, batch)
    assert {donation.donor.name for donation in Donation.objects.all()} == {"Công ty Sông Lam", "Công ty MH"}


def test_the_likeliest_meaning_is_shown_and_never_applied_unasked(client, round_):
    batch, page = send(client, {**sheets.a_line(1), "Đối tượng": "Người cao tuổi neo đơn"}, round=round_.pk)
    (_told, box), *_others = page.context["forms"]["cau_hoi"].value_fields()
    assert (box.initial, batch.report["new"], batch.report["rejected"]) == ("elderly", 0, 1)


def test_what_the_office_knows_can_be_told_anew(client, round_):
    batch, page = send(client, {**sheets.a_line(1), **UNKNOWN}, round=round_.pk)
    (_told, box), *_others = page.context["forms"]["cau_hoi"].value_fields()
    choose(client, batch, "cau-hoi", **{box.name: Category.POOR})
    confirm(client, batch)
    batch, page = send(client, {**sheets.a_line(2), **UNKNOWN}, round=round_.pk)
    (told, box), *_others = page.context["forms"]["cau_hoi"].value_fields()
    assert (told.is_told, box.initial) == (True, Category.POOR)
    choose(client, batch, "cau-hoi", **{box.name: Category.NEAR_POOR})
    confirm(client, batch)
    assert ValueMemory.objects.get().meaning == Category.NEAR_POOR
    assert Gift.objects.get(recipient__full_name=sheets.a_line(2)["Họ và tên"]).category == Category.NEAR_POOR


def test_a_page_of_three_hundred_unknown_words_stays_small(client, round_):
    lines = [{**line, "Đối tượng": f"diện đặc biệt số {n}"} for n, line in numbered(300)]
    _batch, page = send(client, *lines, round=round_.pk)
    assert len(page.context["forms"]["cau_hoi"].value_fields()) == 300
    assert len(page.content) < 200_000


def test_a_text_too_long_to_be_asked_about_is_told_as_an_error_beside_those_that_are(client, round_):
    long_one = {**sheets.a_line(2), "Đối tượng": "diện " + "đặc biệt " * 30}
    _batch, page = send(client, {**sheets.a_line(1), **UNKNOWN}, long_one, round=round_.pk)
    assert [error["line"] for error in page.context["errors"]] == [3]


# Repairs


def test_each_repair_of_a_usual_file_is_on_the_page_with_what_was_amiss(client, round_):
    lines = [
        {**line, "Họ và tên": f"Ðặng Thị Ân {'ABCDEFGHIJ'[n // 10]}{'ABCDEFGHIJ'[n % 10]}"} for n, line in numbered(60)
    ]
    _batch, page = send(client, *lines, round=round_.pk)
    assert text_of(page).count("chữ Đ gõ bằng ký tự khác") == 60


def test_of_too_many_repairs_each_kind_has_its_share_of_the_page(client, round_):
    lines = [{**line, "Họ và tên": "Ðặng Thị Ân"} for _n, line in numbered(260)]
    lines[259]["Điện thoại"] = "912000001"
    _batch, page = send(client, *lines, round=round_.pk)
    assert text_of(page).count("chữ Đ gõ bằng ký tự khác") == 100
    assert text_of(page).count("mất số 0 ở đầu") == 1
    assert "Đã sửa giúp khi đọc (261)" in text_of(page)


# Questions

QUESTION = {"option": "decimal", "key": "donor_cost_vnd", "message": "1.263 là bao nhiêu?", "choices": [[",", "1263"]]}


def test_an_open_question_stops_the_file_until_it_is_answered(client, round_):
    batch, _page = send(client, *sheets.lines(1), round=round_.pk)
    told(batch, questions=[QUESTION])
    assert "Còn câu hỏi chưa trả lời" in page_of(client, batch)
    confirm(client, batch)
    assert not Gift.objects.exists()
    choose(client, batch, "cau-hoi", **{"question-0": "0"})
    assert batch.options["decimal"] == {"donor_cost_vnd": ","}
    assert batch.report["questions"] == []
    assert "Bạn đã chọn: 1263" in page_of(client, batch)
    confirm(client, batch)
    assert batch.state == "stored"


def test_people_whom_the_file_calls_dead_are_left_out_where_its_officer_says_so(client, round_):
    lines = [{**line, "Kết quả": result} for line, result in zip(sheets.lines(2), ("Đã cấp", "Đã chết"), strict=True)]
    batch, page = send(client, *lines, round=round_.pk)
    assert "Cột “Kết quả” ghi: “Đã chết” (1 dòng). Có ghi những người này vào sổ không?" in text_of(page)
    page = choose(client, batch, "cau-hoi", **{"question-0": "0"})
    assert "Bạn đã chọn: Không, bỏ qua 1 dòng này (cột “Kết quả”)" in page
    confirm(client, batch)
    assert [gift.recipient.full_name for gift in Gift.objects.all()] == [lines[0]["Họ và tên"]]


def test_answers_can_be_forgotten(client, round_):
    batch, _page = send(client, *sheets.lines(1), round=round_.pk)
    told(batch, questions=[QUESTION])
    choose(client, batch, "cau-hoi", **{"question-0": "0"})
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
    choose(client, batch, "cau-hoi", **{"question-0": answer})
    assert not batch.options.get("decimal")


def test_a_file_of_repetitions_asks_before_it_is_stored(client, round_):
    confirm(client, send(client, *sheets.lines(4), round=round_.pk)[0])
    batch, page = send(client, *sheets.lines(6), round=round_.pk)
    assert "4 trên 6 dòng lặp lại hoặc đã có trong sổ" in text_of(page)
    confirm(client, batch)
    assert Gift.objects.count() == 4
    page = choose(client, batch, "cau-hoi", **{"question-0": "0"})
    assert "repeats:" in batch.options["answered"]
    assert "Bạn đã chọn: Đúng, vẫn nhập các dòng còn lại" in page
    confirm(client, batch)
    assert Gift.objects.count() == 6


# Owner, time, tabs


def test_only_the_owner_chooses(client, round_, at):
    batch, _page = send(client, sheets.a_line(1), sheets.a_line(2, **WRONG), round=round_.pk)
    colleague = at(an_officer())
    for part in ("cau-hoi", "cot", "doi-chieu", "dong-dung", "hoi-lai"):
        assert "Chỉ người tải tệp lên" in choose(colleague, batch, part, take_good="on")
    assert batch.options == {}
    assert "Chỉ ghi 1 dòng đúng" not in page_of(colleague, batch)


def test_there_is_no_other_choice(client, round_):
    batch, _page = send(client, *sheets.lines(1), round=round_.pk)
    assert client.post(address("importbatch", "choose", batch.pk, "khac")).status_code == 404
    assert client.get(address("importbatch", "choose", batch.pk, "cot")).status_code == 405


def test_a_preview_of_yesterday_is_not_stored(client, round_):
    batch, _page = send(client, *sheets.lines(2), round=round_.pk)
    ImportBatch.objects.update(created_at=timezone.now() - timedelta(hours=24, minutes=1))
    answer = confirm(client, batch)
    assert "Tệp đã tải lên quá 24 giờ" in text_of(answer)
    assert (batch.state, Gift.objects.count()) == ("previewed", 0)


def test_what_a_second_tab_has_changed_is_read_before_it_is_stored(client, round_):
    batch, page = send(client, sheets.a_line(1), sheets.a_line(2, **WRONG), round=round_.pk)
    seen = page.context["mark"]
    choose(client, batch, "dong-dung", take_good="on")
    answer = client.post(address("importbatch", "confirm", batch.pk), {"mark": seen})
    assert said(answer) == ["Bản xem trước đã khác với bản bạn vừa đọc; xem lại rồi xác nhận."]
    assert not Gift.objects.exists()


def test_nothing_is_chosen_after_the_file_is_stored(client, round_):
    batch, _page = send(client, *sheets.lines(2), round=round_.pk)
    confirm(client, batch)
    assert "Tệp đang được xử lý hoặc đã xong" in choose(client, batch, "dong-dung", take_good="on")
    assert batch.state == "stored"


# Progress


def test_the_page_of_a_file_at_work_shows_how_far_it_is_with_and_without_a_script(client, round_):
    batch, _page = send(client, *sheets.lines(2), round=round_.pk)
    ImportBatch.objects.update(state="confirmed", rows_done=1)
    page = client.get(address("importbatch", "change", batch.pk)).content.decode()
    assert '<noscript><meta http-equiv="refresh" content="2"></noscript>' in page
    assert '<progress id="progress" max="100" value="50">' in page
    answer = client.get(address("importbatch", "progress", batch.pk))
    assert answer.json() == {"working": True, "percent": 50, "text": "Đã đọc 1 dòng."}
    ImportBatch.objects.update(state="stored")
    assert client.get(address("importbatch", "progress", batch.pk)).json()["working"] is False


# Taking back


def test_a_stored_file_is_taken_back_with_a_reason(client, round_):
    batch, _page = send(client, *sheets.lines(2), round=round_.pk)
    stored = confirm(client, batch)
    assert "Rút lại lần nhập này" in text_of(stored)
    where = address("importbatch", "verb", batch.pk, "rut-lai")
    asked = text_of(client.get(where))
    assert "suất quà được rút 2" in asked
    assert "người nhận được xóa khỏi sổ 2" in asked
    assert "Bắt buộc nhập ô này" in text_of(client.post(where, {"reason": ""}))
    page = text_of(client.post(where, {"reason": "Nhầm đợt"}, follow=True))
    assert "Lý do: Nhầm đợt" in page
    assert "2 suất quà được rút" in page
    assert not Gift.objects.exists()
    again, _page = send(client, *sheets.lines(2), round=round_.pk)
    confirm(client, again)
    assert Gift.objects.count() == 2


def test_the_page_says_before_that_corrections_stay(client, round_):
    confirm(client, send(client, sheets.a_line(1), round=round_.pk)[0])
    lines = (sheets.a_line(1, **{"Số tiền (đồng)": "400.000"}), sheets.a_line(2))
    batch, _page = send(client, *lines, round=round_.pk)
    confirm(client, batch)
    asked = text_of(client.get(address("importbatch", "verb", batch.pk, "rut-lai")))
    assert "dòng đã sửa bản ghi cũ, không hoàn lại 1" in asked


def test_a_submitted_list_keeps_its_file(client, officer, round_):
    batch, _page = send(client, *sheets.lines(2), round=round_.pk)
    confirm(client, batch)
    gift_lists.submit(GiftList.objects.get(), by=officer)
    assert "Không rút lại được: Danh sách" in page_of(client, batch)
    client.post(address("importbatch", "verb", batch.pk, "rut-lai"), {"reason": "Nhầm"})
    assert Gift.objects.count() == 2


def test_another_officer_takes_nothing_back(client, round_, at):
    batch, _page = send(client, *sheets.lines(2), round=round_.pk)
    confirm(client, batch)
    for stranger in (an_officer(), an_officer(roles.AUDITOR)):
        at(stranger).post(address("importbatch", "verb", batch.pk, "rut-lai"), {"reason": "Nhầm"})
    assert Gift.objects.count() == 2
    assert not AuditEvent.objects.filter(verb="undo_import").exists()


# Size


def test_the_page_stays_small_whatever_is_wrong(client, officer, round_):
    lines = [
        sheets.a_line(n, **{"Số CCCD": "1" * 300, "Loại quà": f"quà lạ {n} " + "x" * 500, "Ngày sinh": "31/02/1956"})
        for n in range(3000)
    ]
    lines[0].update({f"Cột thừa {n} " + "y" * 150: "z" for n in range(80)})
    batch, page = send(client, *lines, round=round_.pk)
    assert (batch.report["rejected"], batch.state) == (3000, "previewed")
    assert len(page.content) < 200_000
    assert ">100 lỗi đầu" not in page.content.decode()
    assert "dưới đây là 100 lỗi đầu" in text_of(page)


def test_the_page_asks_the_database_as_often_for_many_rows(client, round_):
    taken = []
    for first, count in ((1, 3), (100, 300)):
        batch, _page = send(client, *(sheets.a_line(n) for n in range(first, first + count)), round=round_.pk)
        with CaptureQueriesContext(connection) as queries:
            page_of(client, batch)
        taken.append(len(queries))
    assert taken[0] == taken[1] <= 15


def test_a_preview_made_again_forgets_what_was_wrong(client, round_):
    batch, _page = send(client, *sheets.lines(2), round=round_.pk)
    told(batch, questions=[QUESTION], rejected=5)
    preview_upload(batch)
    assert (batch.report["questions"], batch.report["rejected"]) == ([], 0)
