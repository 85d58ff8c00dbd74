"""Who is proposed for commendation gave so much by the books, and wishes to be named."""

from datetime import date

import pytest
from django.urls import reverse

from programmes.actions import donations
from programmes.models import Donation
from programmes.papers.commendations import commendation
from tests import factories as f
from tests.admin.pages import text_of

pytestmark = pytest.mark.django_db
HEAD = {"office_above": "", "office": "", "number": "", "place": "", "day": date(2026, 3, 4), "note": ""}
PERIOD = date(2025, 1, 1), date(2025, 12, 31)


def proposed(least):
    told = commendation(Donation.objects.all(), *PERIOD, least, head=HEAD)
    return told, [(each.donor, each.donations, each.money_vnd, each.goods_vnd) for each in told.lines]


def gave(name, *amounts, **said):
    donor = f.a_donor(name=name)
    return [f.an_approved_donation(donor=donor, amount_vnd=amount, **said) for amount in amounts]


def test_money_and_goods_are_told_apart_and_either_may_be_enough():
    gave("Công ty Đại Nghĩa", 60_000_000, 40_000_000)
    gave("Công ty An Khang", 100_000_000, form="in_kind", goods="xe đạp")
    gave("Công ty Bình Minh", 99_999_999)
    told, lines = proposed(100_000_000)
    assert lines == [("Công ty An Khang", 1, 0, 100_000_000), ("Công ty Đại Nghĩa", 2, 100_000_000, 0)]
    assert (told.donors, told.money_sum_vnd, told.goods_sum_vnd) == (2, 100_000_000, 100_000_000)


def test_what_was_cancelled_or_came_on_another_day_does_not_count():
    [wrong] = gave("Công ty Ghi Nhầm", 100_000_000)
    back = donations.reverse(wrong, reason="ghi nhầm", by=f.the_maker(wrong.office))
    donations.approve(back, by=f.the_checker())
    gave("Công ty Năm Trước", 100_000_000, received_on=date(2024, 12, 31))
    assert proposed(1)[1] == []


def test_who_gave_without_a_name_is_counted_and_not_named():
    gave("Người Kín Tiếng", 100_000_000, is_anonymous=True)
    told, lines = proposed(100_000_000)
    assert lines == []
    assert told.unnamed == "Ngoài ra có 1 nhà hảo tâm đạt mức trên mà không nêu tên."


def test_an_officer_asks_for_a_span_and_a_sum_in_words_of_the_office(at):
    [given] = gave("Công ty Đại Nghĩa", 100_000_000)
    client, address = at(f.the_maker(given.office)), reverse("admin:programmes_donor_commendation")
    asked = {"tu": "01/01/2025", "den": "31/12/2025", "muc": "100 triệu"}
    assert "Lập đề nghị" in client.get(address).content.decode()
    assert "Công ty Đại Nghĩa" in text_of(client.get(address, asked))
    assert "Không có nhà hảo tâm được nêu tên nào đạt mức này" in text_of(client.get(address, asked | {"muc": "1 tỷ"}))
