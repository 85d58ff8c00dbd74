"""The day is that of Vietnam: at six in the morning of 1 February it is still January in Greenwich."""

from datetime import UTC, date, datetime

import pytest

from programmes.actions import allocations, donations, look_ups, periods
from programmes.models import BankLine, ClosedPeriod, Donation, HandoverEvent
from programmes.rules import bank_matching, handovers
from programmes.rules import donations as donation_rules
from programmes.rules.look_ups import asked_today
from programmes.totals import trail
from tests import factories as f
from tests.actions.refusals import refused
from tests.architecture.sources import name_of, product

TODAY, TOMORROW = date(2026, 2, 1), date(2026, 2, 2)


def at(patch, *utc):
    patch.setattr("django.utils.timezone.now", lambda: datetime(*utc, tzinfo=UTC))


@pytest.fixture
def _six_in_the_morning(monkeypatch):
    at(monkeypatch, 2026, 1, 31, 23)


def codes(problems):
    return {problem.code for problem in problems}


CHECKS = {
    "pledged_in_future": lambda day: donation_rules.check(Donation(pledged_on=day)),
    "received_in_future": lambda day: donation_rules.check(Donation(received_on=day)),
    "day_of_thanks": lambda day: donation_rules.check_day_of_thanks(Donation(received_on=TODAY), day),
    "booked_in_future": lambda day: bank_matching.check_line(BankLine(booked_on=day)),
    "consent_in_future": lambda day: handovers.check_photo(HandoverEvent(), b"JPEG", day),
    "held_in_future": lambda day: handovers.check_hand_over(HandoverEvent(held_on=day), []),
}


@pytest.mark.django_db
@pytest.mark.usefixtures("_six_in_the_morning")
@pytest.mark.parametrize("code", CHECKS)
def test_what_is_of_today_in_vietnam_is_no_future_and_tomorrow_is(code):
    assert code not in codes(CHECKS[code](TODAY))
    assert code in codes(CHECKS[code](TOMORROW))


@pytest.mark.django_db
@pytest.mark.usefixtures("_six_in_the_morning")
def test_a_month_is_over_when_it_is_over_in_vietnam():
    desk = f.the_maker(f.headquarters())
    with refused("period_not_over"):
        periods.close(ClosedPeriod(year=2026, month=2), by=desk)
    assert periods.close(ClosedPeriod(year=2026, month=1), by=desk).pk


@pytest.mark.django_db
def test_the_year_that_ends_in_greenwich_seven_hours_later_is_over(monkeypatch):
    at(monkeypatch, 2025, 12, 31, 17)
    assert periods.close(ClosedPeriod(year=2025), by=f.the_maker(f.headquarters())).pk


@pytest.mark.django_db
@pytest.mark.usefixtures("_six_in_the_morning")
def test_money_moves_and_donors_are_told_on_the_day_of_vietnam():
    gift_list = f.an_approved_list()
    donation = Donation.objects.get()
    assert allocations.allocate(donation, gift_list, 1, by=f.the_maker(f.headquarters())).happened_on == TODAY
    other = f.an_approved_donation()
    donations.approve(donations.reverse(other, reason="Ghi trùng", by=f.the_maker()), by=f.the_checker())
    assert trail.read(Donation.objects.get(pk=other.pk)).reversed_on == TODAY


@pytest.mark.django_db
def test_look_ups_are_counted_from_midnight_in_vietnam(monkeypatch):
    officer = f.the_maker()
    for hour, counted in ((16, 1), (17, 1), (18, 2)):  # one before midnight, two after
        at(monkeypatch, 2026, 1, 31, hour)
        look_ups.ask([f.a_citizen_number()], by=officer)
        assert asked_today(officer) == counted


def test_no_day_is_cut_off_a_time():
    """A time knows its day only with its zone: `timezone.localdate`, or `standards/dates.py`."""
    cut = [source.at(call) for source in product() for call in source.calls
           if name_of(call.func) == "date" and not (call.args or call.keywords)]  # fmt: skip
    assert [place for place in cut if not place.startswith("programmes/standards/dates.py")] == []
