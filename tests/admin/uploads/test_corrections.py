"""A file that tells of gifts which the books hold already: their list is said, and what is meant asked."""

import pytest

from programmes.exchange.desk import unattended
from programmes.exchange.layouts import LAYOUTS
from programmes.models import Gift, GiftList
from tests import sheets
from tests.admin.pages import page as address_of
from tests.admin.pages import text_of
from tests.admin.test_imports import confirm, send
from tests.admin.uploads.forms import choose, page_of

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

HELD = {"Số quyết định": "77/QĐ-BHXH"}
LATER = {"Từ tháng": "03/2027", "Số tiền (đồng)": "400.000"}


@pytest.fixture
def held(client, round_):
    """A draft of decision 77 with the cards of two people."""
    confirm(client, send(client, *(sheets.a_line(number, **HELD) for number in (1, 2)), round=round_.pk)[0])
    return GiftList.objects.get()


def test_gifts_on_the_list_of_another_decision_are_not_changed_before_their_officer_says_so(client, round_, held):
    lines = [sheets.a_line(number, **LATER) for number in (1, 2, 3)]
    batch, page = send(client, *lines, round=round_.pk)
    wanted = f"2 dòng có người, loại quà đã có trong đợt này: 2 ở danh sách “{held}”"
    assert wanted in text_of(page)
    choose(client, batch, "doc-lai", gift_list="new")
    confirm(client, batch)
    assert batch.state == "previewed"
    assert {str(gift.starts_on) for gift in held.gifts.all()} == {"2025-12-01"}


def test_a_second_gift_is_kept_apart_and_told_to_go_into_another_round(client, round_, held):
    batch, _page = send(client, *(sheets.a_line(number, **LATER) for number in (1, 2, 3)), round=round_.pk)
    choose(client, batch, "doc-lai", gift_list="new", **{"question-0": "1"})
    assert (batch.report["new"], batch.report["changed"], batch.report["rejected"]) == (1, 0, 2)
    assert "nhập dòng này vào đợt khác" in page_of(client, batch)
    choose(client, batch, "dong-dung", take_good="on")
    confirm(client, batch)
    assert [str(gift.starts_on) for gift in Gift.objects.order_by("pk")] == ["2025-12-01", "2025-12-01", "2027-03-01"]


def test_a_correction_that_is_meant_so_is_told_with_its_list_and_made(client, round_, held):
    batch, _page = send(client, *(sheets.a_line(number, **LATER) for number in (1, 2)), round=round_.pk)
    page = choose(client, batch, "doc-lai", **{"question-0": "0"})
    assert f"2 dòng đã có ở danh sách {held} sẽ được sửa." in page
    confirm(client, batch)
    assert {str(gift.starts_on) for gift in held.gifts.all()} == {"2027-03-01"}


@pytest.mark.parametrize(
    ("over", "asked"),
    [
        ({**HELD, "Số tiền (đồng)": "400.000"}, 0),
        ({**HELD, "Từ tháng": "03/2027"}, 1),
        ({"Số tiền (đồng)": "400.000"}, 1),
        ({"Điện thoại": "0912000001"}, 0),
    ],
    ids=["same decision", "other months", "no decision", "only the person"],
)
def test_only_a_change_that_may_be_a_second_gift_is_asked_about(client, round_, held, over, asked):
    batch, page = send(client, sheets.a_line(1, **over), round=round_.pk)
    assert (batch.report["changed"], len(batch.report["questions"])) == (1, asked)
    is_of_gift = "Điện thoại" not in over
    assert (f'<a href="{address_of(held)}">{held}</a>' in page.content.decode()) == is_of_gift


def test_a_file_without_a_page_changes_no_gift_of_another_list_unanswered(officer, round_, held, tmp_path):
    path = sheets.a_csv(tmp_path, [sheets.a_line(1, **LATER)])

    def stored(**answers):
        return unattended.store_unattended(
            path, LAYOUTS["gifts"], filename=path.name, by=officer, round_=round_, answers=answers
        )

    assert [problem.code for problem in stored().problems] == ["answer_missing"]
    assert str(held.gifts.earliest("pk").starts_on) == "2025-12-01"
    assert not stored(left_out={"suất đã có trong đợt": ""}).problems
    assert str(held.gifts.earliest("pk").starts_on) == "2027-03-01"
