"""The country at one glance: what was received and handed over in a year, against targets, and what is missed."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from programmes.access import roles
from programmes.actions import donations, gift_lists
from programmes.models import Donation, DonationTotal
from programmes.rules.renewals import month_after, months_ending
from programmes.standards.dates import today_in_vietnam
from tests import factories as f
from tests.admin.pages import rows, text_of

pytestmark = pytest.mark.django_db
COUNTRY = reverse("admin:country")


def headquarters_officer():
    return f.an_officer(roles.HEADQUARTERS_OFFICER, f.headquarters())


def a_year_at_work():
    """2025: two offices received money, Nghệ An handed over one list and has one more that waits."""
    given = f.an_approved_list(gifts=2)
    programme = given.round.programme
    f.a_handover([given])
    f.an_approved_list(gifts=1, round=given.round)
    f.an_approved_donation(programme=programme, amount_vnd=30_000_000)
    f.an_approved_donation(
        office=f.headquarters(), programme=programme, amount_vnd=7_000_000, form="in_kind", goods="Gạo"
    )
    f.a_donation(programme=programme, amount_vnd=4_000_000)
    f.a_target(programme=programme, target_vnd=100_000_000, target_gifts=4)
    return programme


def seen(client, year=2025):
    return client.get(COUNTRY, {"nam": year})


def test_the_numbers_of_a_year_add_up_by_programme_place_and_month(at):
    programme = a_year_at_work()
    shown = seen(at(headquarters_officer()))
    told, whole = shown.context, shown.context["whole"]
    received = sum(Donation.objects.approved().values_list("amount_vnd", flat=True))
    assert whole.money.received_vnd == received
    for part in ("programmes", "places"):
        for name in ("given_vnd", "set_aside_vnd", "left_vnd", "goods_vnd"):
            assert sum(getattr(line.money, name) for line in told[part]) == getattr(whole.money, name)
        assert sum(line.gifts.quantity for line in told[part]) == whole.gifts.quantity == 2
    assert told["chart"].rows[-1] == (12, received, whole.gifts.cost_vnd)
    (line,) = [line for line in told["programmes"] if line.name == programme.name]
    assert (line.target_vnd, line.gift_share) == (100_000_000, 50)
    assert "Đã nhận, chờ duyệt: 1 khoản , 4.000.000 đồng" in text_of(shown).replace("\xa0", " ")


def test_each_number_leads_to_the_rows_that_it_counts(at):
    a_year_at_work()
    client = at(headquarters_officer())
    told = seen(client).context
    for line in [told["whole"], *told["programmes"], *told["places"]]:
        amounts = [donation.amount_vnd for donation in rows(client.get(line.urls["received"]))]
        assert sum(amounts) == line.money.received_vnd
        if line.urls["given"]:
            events = rows(client.get(line.urls["given"]))
            assert sum(event.gifts.count() for event in events) == line.gifts.quantity
    for _round, line in told["rounds"]:
        assert [client.get(url).status_code for url in line.urls.values()] == [200, 200, 200]
    for _label, count, _vnd, url in told["not_added"]:
        assert len(rows(client.get(url))) == count


@pytest.mark.one_database
def test_what_was_reversed_is_received_no_more_as_on_the_public_page(at):
    reversal = donations.reverse(f.an_approved_donation(), reason="Chuyển nhầm", by=f.the_maker())
    donations.approve(reversal, by=f.the_checker())
    whole = seen(at(headquarters_officer())).context["whole"]
    assert whole.money.received_vnd == sum(DonationTotal.objects.values_list("amount_vnd", flat=True)) == 0


def test_lists_without_a_hand_over_are_counted_by_age_and_lead_to_themselves(at, monkeypatch):
    lists, now = [f.a_submitted_list(gifts=1) for _age in range(5)], timezone.now()
    for gift_list, days in zip(lists, (0, 7, 8, 60, 61), strict=True):
        monkeypatch.setattr(timezone, "now", lambda days=days: now - timedelta(days=days))
        f.approved(gift_list)
    monkeypatch.undo()
    client = at(headquarters_officer())
    ages = client.get(COUNTRY).context["ages"]
    assert [row[1] for row in ages["rows"]] == [2, 1, 1, 1]
    assert [len(rows(client.get(row[3]))) for row in ages["rows"]] == [2, 1, 1, 1]
    assert ages["lists"] == len(rows(client.get(ages["url"]))) == 5


def test_targets_of_provinces_stand_beside_theirs_and_are_not_added_to_that_of_the_country(at):
    programme, place = a_year_at_work(), f.a_province()
    for each, gifts in ((programme, 3), (f.a_programme(), 5)):
        f.a_target(programme=each, province=place, target_vnd=50_000_000, target_gifts=gifts)
    told = seen(at(headquarters_officer())).context
    (line,) = [line for line in told["places"] if line.name == place.name]
    assert (line.target_vnd, line.target_gifts) == (100_000_000, 8)
    assert line.gift_share == line.gifts.quantity * 100 // 8
    assert told["whole"].target_vnd == 100_000_000


def test_a_province_has_one_target_of_a_programme_in_a_year():
    target = f.a_target(province=f.a_province())
    f.a_target(programme=target.programme)
    with pytest.raises(ValidationError, match="Tỉnh này đã có chỉ tiêu"):
        f.a_target(programme=target.programme, province=f.a_province())


@pytest.mark.one_database
def test_of_many_rounds_those_due_first_are_shown_and_the_others_are_led_to(at, monkeypatch):
    monkeypatch.setattr("programmes.admin.country.ROUNDS", 2)
    programme = f.a_programme()
    _last, first, second = (f.a_round(programme=programme, due_on=date(2025, month, 1)) for month in (12, 10, 11))
    f.an_approved_donation(round=first)
    shown = seen(at(headquarters_officer()))
    assert [round_ for round_, _line in shown.context["rounds"]] == [first, second]
    assert "Xem các đợt khác" in text_of(shown)


def a_card_until(month, person=None, *, gift_list=None):
    """A card of a year that ends with this month; on an event of its own unless it stays on `gift_list`."""
    draft = gift_list or f.a_gift_list()
    f.a_gift(draft, recipient=person or f.a_recipient(), months=12, starts_on=month_after(month, -11))
    if not gift_list:
        f.a_handover([f.approved(gift_lists.submit(draft, by=f.the_maker(draft.office)))])


def test_cards_that_end_soon_are_counted_with_those_that_have_a_next_one(at):
    month, again = months_ending(today_in_vietnam())[0], f.a_recipient()
    a_card_until(month_after(month, -1))
    a_card_until(month)
    a_card_until(month, again)
    a_card_until(month_after(month, 12), again, gift_list=f.a_gift_list())
    client = at(headquarters_officer())
    row = client.get(COUNTRY).context["cards"]["rows"][0]
    assert (row["all"], row["have"], row["lack"]) == (2, 1, 1)
    assert [len(rows(client.get(row[name]))) for name in ("all_url", "have_url", "lack_url")] == [2, 1, 1]


def test_a_province_that_entered_nothing_for_a_month_is_named(at):
    f.an_office(f.DIEN_BIEN)
    a_year_at_work()
    silent = seen(at(headquarters_officer())).context["silent"]
    assert [(line.name, line.told) for line in silent] == [("Điện Biên", "chưa ghi gì")]


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("role", "office", "status"),
    [
        (roles.AUDITOR, f.headquarters, 200),
        (roles.APPROVER, f.headquarters, 200),
        (roles.ADMINISTRATOR, f.headquarters, 403),
        (roles.PROVINCIAL_OFFICER, f.an_office, 403),
        (roles.AUDITOR, f.an_office, 403),
    ],
)
def test_only_headquarters_reads_the_country(at, role, office, status):
    assert at(f.an_officer(role, office())).get(COUNTRY).status_code == status


@pytest.mark.one_database
def test_a_year_without_numbers_is_refused_with_the_years_that_have_some(at):
    shown = at(headquarters_officer()).get(COUNTRY, {"nam": "1066"})
    assert shown.context["year"] == today_in_vietnam().year
    assert shown.context["year_form"].errors["nam"]


def test_the_page_costs_at_most_25_queries_however_much_there_is(at):
    a_year_at_work()
    client, counts = at(headquarters_officer()), []
    for _again in range(3):
        with CaptureQueriesContext(connection) as queries:
            seen(client)
        counts.append(len(queries))
        for code in (f.DIEN_BIEN, f.HA_NOI):
            f.an_approved_donation(office=f.an_office(code))
            f.an_approved_list(gifts=1)
    assert counts[1] == counts[2] <= 25
