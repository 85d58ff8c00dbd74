"""The preview says on which lists the new gifts go, and there they go; the result names those lists."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from programmes.actions import gift_lists, imports
from programmes.admin.destinations import SHOWN_HOMES
from programmes.exchange.desk.store import store_upload
from programmes.models import Gift, GiftList
from tests import sheets
from tests.admin.pages import page, text_of
from tests.admin.test_imports import address, confirm, send
from tests.admin.uploads.forms import choose, page_of
from tests.factories import DIEN_BIEN, a_gift, a_gift_list, a_round, an_office, headquarters, the_maker

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

DECISION = "12/QĐ-BHXH"


def under(decision, *numbers):
    """Lines of a file under this decision."""
    return [sheets.a_line(number, **{"Số quyết định": decision}) for number in numbers]


def lists_of(batch):
    return set(GiftList.objects.filter(gifts__batch=batch))


def test_where_the_books_have_no_draft_a_list_will_be_opened_and_is(client, round_):
    batch, preview = send(client, *under(DECISION, 1, 2), sheets.a_line(3), round=round_.pk)
    shown = text_of(preview)
    assert f"2 dòng: sẽ mở danh sách mới của Nghệ An, đợt “Sổ, thẻ 2025”, quyết định {DECISION}." in shown
    assert "1 dòng: sẽ mở danh sách mới của Nghệ An, đợt “Sổ, thẻ 2025”, chưa có số quyết định." in shown
    assert not GiftList.objects.exists(), "a preview opens nothing"
    result = confirm(client, batch)
    assert {one.decision_number: one.gifts.count() for one in lists_of(batch)} == {DECISION: 2, "": 1}
    assert all(f'<a href="{page(one)}">{one}</a>' in result.content.decode() for one in lists_of(batch))


def test_the_one_draft_of_the_decision_is_named_with_what_it_holds_and_gets_the_gifts(client, round_):
    newest = a_gift_list(round=round_, decision_number=DECISION)
    a_gift(newest, group_name="Người cao tuổi", quantity=1200)
    batch, preview = send(client, *under(DECISION, 1, 2), round=round_.pk)
    wanted = f"2 dòng: sẽ ghi vào danh sách {newest} (đang lập, đã có 1.200 suất), quyết định {DECISION}."
    assert wanted in text_of(preview)
    day = f"{timezone.localdate():%d/%m/%Y}"
    assert f"{newest}, lập ngày {day}, đã có 1.200 suất" in text_of(preview)
    assert f'<a href="{page(newest)}">{newest}</a>' in preview.content.decode()
    confirm(client, batch)
    assert lists_of(batch) == {newest}


@pytest.mark.parametrize(
    "over",
    [
        lambda: {"decision_number": "13/QĐ-BHXH"},
        lambda: {"decision_number": ""},
        lambda: {"round": a_round(name="Đợt khác")},
        lambda: {"office": headquarters(), "province": an_office().province},
        lambda: {"office": an_office(DIEN_BIEN)},
    ],
    ids=["other decision", "no decision", "other round", "other office", "other province"],
)
def test_a_draft_of_another_home_is_neither_named_nor_filled(client, round_, over):
    other = a_gift_list(**{"round": round_, "decision_number": DECISION, **over()})
    batch, preview = send(client, *under(DECISION, 1), round=round_.pk)
    assert "1 dòng: sẽ mở danh sách mới của Nghệ An" in text_of(preview)
    assert str(other) not in text_of(preview)
    confirm(client, batch)
    assert not other.gifts.exists()


def test_a_submitted_list_is_neither_named_nor_filled(client, officer, round_):
    submitted = a_gift_list(round=round_, decision_number=DECISION)
    a_gift(submitted, group_name="Người cao tuổi", quantity=3)
    gift_lists.submit(submitted, by=officer)
    batch, preview = send(client, *under(DECISION, 1), round=round_.pk)
    assert "sẽ mở danh sách mới" in text_of(preview)
    confirm(client, batch)
    assert submitted.gifts.count() == 1


def test_a_list_that_a_colleague_opens_meanwhile_is_named_when_the_page_is_read_again(client, round_):
    batch, preview = send(client, *under(DECISION, 1), round=round_.pk)
    assert "sẽ mở danh sách mới" in text_of(preview)
    opened = a_gift_list(round=round_, decision_number=DECISION)
    assert f"sẽ ghi vào danh sách {opened} (đang lập, chưa có suất nào)" in page_of(client, batch)
    confirm(client, batch)
    assert lists_of(batch) == {opened}


def test_refused_and_known_lines_go_nowhere(client, round_):
    confirm(client, send(client, *under("1/QĐ", 1), round=round_.pk)[0])
    wrong = sheets.a_line(2, **{"Số quyết định": "2/QĐ", "Số tháng": "0"})
    batch, _preview = send(client, *under("1/QĐ", 1), wrong, *under("3/QĐ", 3), round=round_.pk)
    shown = choose(client, batch, "dong-dung", take_good="on")
    assert "1 dòng: sẽ mở danh sách mới của Nghệ An, đợt “Sổ, thẻ 2025”, quyết định 3/QĐ." in shown
    assert "quyết định 1/QĐ" not in shown
    assert "quyết định 2/QĐ" not in shown
    _again, preview = send(client, *under("1/QĐ", 1), round=round_.pk)
    assert "ghi vào danh sách nào" not in text_of(preview)


def test_of_many_lists_the_first_are_named_and_the_others_counted(client, round_):
    lines = [line for number in range(1, 25) for line in under(f"{number}/QĐ", number, number + 100)]
    batch, preview = send(client, *lines, round=round_.pk)
    shown = text_of(preview)
    assert shown.count("sẽ mở danh sách mới") == SHOWN_HOMES == 10
    assert "28 dòng: vào 14 danh sách khác." in shown
    assert len(batch.report["homes"]) == 24
    result = confirm(client, batch).content.decode()
    named = [one for one in lists_of(batch) if f'href="{page(one)}"' in result]
    assert (len(named), len(lists_of(batch))) == (20, 24)
    assert "và 4 danh sách khác" in result


def test_naming_the_lists_takes_as_many_queries_for_many_and_neither_writes_nor_locks(client, round_):
    taken = []
    for decisions in (1, 9):
        lines = [line for number in range(decisions) for line in under(f"{decisions}.{number}/QĐ", number, number + 50)]
        batch, _preview = send(client, *lines, round=round_.pk)
        a_gift_list(round=round_, decision_number=f"{decisions}.0/QĐ")
        with CaptureQueriesContext(connection) as queries:
            shown = page_of(client, batch)
        assert shown.count("sẽ ghi vào danh sách") == 1
        assert shown.count("sẽ mở danh sách mới") == decisions - 1
        said = " ".join(query["sql"] for query in queries)
        assert [word for word in ("INSERT", "UPDATE", "DELETE") if word in said] == []
        taken.append(len(queries))
    assert taken[0] == taken[1]
    assert not Gift.objects.exists()


def test_headquarters_read_the_province_of_each_list(at, round_):
    an_office(DIEN_BIEN)
    an_office()
    client = at(the_maker(headquarters()))
    there = sheets.a_line(2, **{"Tỉnh/TP": "Điện Biên"})
    batch, preview = send(client, sheets.a_line(1), there, round=round_.pk)
    shown = text_of(preview)
    assert "sẽ mở danh sách mới của Nghệ An" in shown
    assert "sẽ mở danh sách mới của Điện Biên" in shown
    confirm(client, batch)
    assert {one.office.code for one in lists_of(batch)} == {"40", "11"}


def test_a_preview_made_before_lists_were_told_is_still_shown(client, round_):
    batch, _preview = send(client, *under(DECISION, 1), round=round_.pk)
    batch.report = {name: value for name, value in batch.report.items() if name not in {"homes", "home_count"}}
    batch.save()
    answer = client.get(address("importbatch", "change", batch.pk))
    assert "Xác nhận ghi 1 dòng" in answer.content.decode()


# The officer chooses


def chosen(client, batch, **answer):
    return choose(client, batch, "doc-lai", **answer)


def test_a_file_without_a_decision_goes_where_its_officer_says(client, round_):
    named = a_gift_list(round=round_, decision_number=DECISION)
    batch, preview = send(client, sheets.a_line(1), round=round_.pk)
    assert f"Sổ, thẻ 2025 · Nghệ An · QĐ {DECISION}, lập ngày" in text_of(preview)
    assert f"sẽ ghi vào danh sách {named}" in chosen(client, batch, gift_list=named.code)
    confirm(client, batch)
    assert lists_of(batch) == {named}


def test_every_draft_up_to_fifty_may_be_chosen_and_older_ones_are_counted(client, round_):
    drafts = [a_gift_list(round=round_, decision_number=f"{number}/QĐ") for number in range(53)]
    batch, preview = send(client, sheets.a_line(1), round=round_.pk)
    box = preview.context["forms"]["answers"]["gift_list"]
    assert [code for code, _label in box.field.choices] == ["", *(one.code for one in drafts[:2:-1]), "new"]
    assert '<select name="gift_list"' in preview.content.decode()
    assert "Còn 3 danh sách khác: nhập tệp từ trang của danh sách đó." in text_of(preview)
    assert f"sẽ ghi vào danh sách {drafts[5]}" in chosen(client, batch, gift_list=drafts[5].code)


def test_nothing_is_stored_until_one_of_several_drafts_is_chosen(client, round_):
    drafts = [a_gift_list(round=round_, decision_number=DECISION) for _ in range(2)]
    batch, preview = send(client, *under(DECISION, 1), round=round_.pk)
    assert "1 dòng: chờ bạn trả lời câu “Ghi vào danh sách nào?”" in text_of(preview)
    assert preview.context["forms"]["answers"]["gift_list"].value() == ""
    assert "Chưa rõ các dòng mới vào danh sách nào" in text_of(confirm(client, batch))
    assert not Gift.objects.exists()
    assert "Chưa rõ" not in chosen(client, batch, gift_list=drafts[0].code)
    confirm(client, batch)
    assert lists_of(batch) == {drafts[0]}


def test_a_list_without_a_decision_is_not_taken_for_that_of_another_file_without_one(client, round_):
    confirm(client, send(client, sheets.a_line(1), sheets.a_line(2), round=round_.pk)[0])
    draft = GiftList.objects.get()
    batch, preview = send(client, sheets.a_line(3), round=round_.pk)
    assert (
        f"Sổ, thẻ 2025 · Nghệ An · danh sách số 1, Xã Minh Họa 1, Xã Minh Họa 2, chưa có số quyết định, lập ngày "
        f"{timezone.localdate():%d/%m/%Y}, đã có 2 suất, từ tệp “danh-sach.csv”"
    ) in text_of(preview)
    confirm(client, batch)
    assert (batch.state, draft.gifts.count()) == ("previewed", 2)


def test_the_page_asks_once_which_drafts_could_take_the_gifts(client, round_):
    a_gift_list(round=round_, decision_number=DECISION)
    batch, _preview = send(client, *under(DECISION, 1), round=round_.pk)
    with CaptureQueriesContext(connection) as queries:
        page_of(client, batch)
    asked = [query["sql"] for query in queries if '"programmes_giftlist"."state" = \'draft\'' in query["sql"]]
    assert len(asked) == 1


def test_lines_of_several_decisions_go_each_on_its_own_list_where_their_officer_says_so(client, round_):
    drafts = [a_gift_list(round=round_, decision_number=number) for number in ("1/QĐ", "1/QĐ", "2/QĐ")]
    batch, _preview = send(client, *under("1/QĐ", 1), *under("2/QĐ", 2), round=round_.pk)
    confirm(client, batch)
    assert not Gift.objects.exists()
    chosen(client, batch, gift_list="each")
    confirm(client, batch)
    assert lists_of(batch) == set(drafts[1:])


def test_a_new_list_is_opened_beside_the_draft_where_its_officer_says_so(client, round_):
    draft = a_gift_list(round=round_, decision_number=DECISION)
    batch, _preview = send(client, *under(DECISION, 1), round=round_.pk)
    chosen(client, batch, gift_list="new")
    confirm(client, batch)
    assert draft not in lists_of(batch)
    assert GiftList.objects.count() == 2


def test_what_was_seen_is_what_is_filled_whatever_a_colleague_opens_before_it_is_stored(client, officer, round_):
    batch, _preview = send(client, *under(DECISION, 1), round=round_.pk)
    imports.confirm(batch, by=officer)
    later = a_gift_list(round=round_, decision_number=DECISION)
    batch.refresh_from_db()
    store_upload(batch)
    assert lists_of(batch) == {GiftList.objects.exclude(pk=later.pk).get()}


def test_a_list_that_was_submitted_before_its_gifts_are_stored_stops_them(client, officer, round_):
    draft = a_gift_list(round=round_, decision_number=DECISION)
    a_gift(draft, group_name="Người cao tuổi", quantity=3)
    batch, _preview = send(client, *under(DECISION, 1), round=round_.pk)
    imports.confirm(batch, by=officer)
    gift_lists.submit(draft, by=officer)
    batch.refresh_from_db()
    store_upload(batch)
    assert batch.state == "previewed"
    assert f"Danh sách “{draft}” chờ duyệt nên không sửa được" in page_of(client, batch)
    assert draft.gifts.count() == 1
    chosen(client, batch, gift_list="new")
    confirm(client, batch)
    assert (batch.state, lists_of(batch)) == ("stored", {GiftList.objects.exclude(pk=draft.pk).get()})


def test_a_list_of_another_round_takes_nothing_and_says_so(client, round_):
    other = a_gift_list(round=a_round(name="Đợt khác"), decision_number=DECISION)
    batch, _preview = send(client, *under(DECISION, 1), round=round_.pk)
    batch.options = {**batch.options, "gift_list": other.code}
    batch.save()
    assert f"Danh sách “{other}” không nhận được các dòng của tệp" in page_of(client, batch)


def test_a_decision_told_for_the_file_opens_its_list_where_nobody_chose_another(client, round_):
    a_gift_list(round=round_)
    batch, _preview = send(client, sheets.a_line(1), round=round_.pk)
    shown = chosen(client, batch, **{"common-decision_number": DECISION})
    assert f"sẽ mở danh sách mới của Nghệ An, đợt “Sổ, thẻ 2025”, quyết định {DECISION}." in shown
    assert "chọn danh sách khác" not in shown
