"""The page of an upload: totals that the officer has counted are held against its rows."""

import pytest

from programmes.models import (
    Donation,
    Gift,
)
from tests import sheets
from tests.admin.pages import text_of
from tests.admin.test_imports import confirm, send
from tests.admin.uploads.forms import WRONG, choose, page_of, told
from tests.factories import a_donor, a_programme

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_a_file_is_not_stored_while_the_officers_totals_differ(client, round_):
    batch, _page = send(client, *sheets.lines(3), round=round_.pk)
    told(batch, people=3, donor_cost_vnd=1_137_240)
    page = choose(client, batch, "doc-lai", control_people="4", control_vnd="1.137.240")
    assert "Không khớp số người: tổng ghi 4, đếm được 3" in page
    confirm(client, batch)
    assert (batch.state, Gift.objects.count()) == ("previewed", 0)
    assert "Không khớp" not in choose(client, batch, "doc-lai", control_people="3", control_vnd="1.137.240")
    confirm(client, batch)
    assert batch.state == "stored"


def test_the_totals_row_of_the_file_counts_like_the_officers_word(client, round_):
    batch, _page = send(client, *sheets.lines(3), round=round_.pk)
    told(batch, people=3, donor_cost_vnd=1_137_240, control={"people": 3, "donor_cost_vnd": 1_137_241})
    assert "Không khớp số đồng: tổng ghi 1.137.241, đếm được 1.137.240" in page_of(client, batch)
    confirm(client, batch)
    assert not Gift.objects.exists()
    assert "Không khớp" not in choose(client, batch, "doc-lai", control_vnd="1.137.240")


def test_the_totals_of_donations_are_held_against_the_money_alone(client, officer):
    a_donor(by=officer, code="NHT-1")
    a_programme(slug="tang-so-the", name="Tặng sổ, thẻ")
    gift = {"Số chứng từ": "PT-1", "Nhà hảo tâm": "NHT-1", "Số tiền": "50.000.000", "Ngày nhận": "4/3/2026"}
    total = dict.fromkeys(gift, "") | {"Số chứng từ": "Tổng cộng", "Số tiền": "60.000.000"}
    batch, page = send(client, {**gift, "Chương trình": "tang-so-the"}, total, model="donation")
    assert "Không khớp số đồng: tổng ghi 60.000.000, đếm được 50.000.000" in text_of(page)
    assert [*page.context["forms"]["controls"].fields] == ["control_vnd"]
    confirm(client, batch)
    assert not Donation.objects.exists()
    assert "Không khớp" not in choose(client, batch, "doc-lai", control_vnd="50.000.000")
    confirm(client, batch)
    assert Donation.objects.count() == 1


def test_a_register_of_donors_has_no_totals_to_compare(client):
    _batch, page = send(client, {"Tên nhà hảo tâm": "Công ty Minh Họa", "Loại": "doanh nghiệp"}, model="donor")
    assert "Đối chiếu với số tổng của bạn" not in text_of(page)


def test_a_total_that_is_no_number_is_refused(client, round_):
    batch, _page = send(client, *sheets.lines(1), round=round_.pk)
    assert "Hãy ghi số nguyên" in choose(client, batch, "doc-lai", control_people="ba")
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
    assert "Không khớp" not in choose(client, batch, "doc-lai", control_vnd="1.516.320")
    confirm(client, batch)
    assert (batch.state, Gift.objects.count()) == ("stored", 4)
