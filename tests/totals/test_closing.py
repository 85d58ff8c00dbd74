"""What a period holds when it is closed, and what waits in it: every figure, and nothing of the months around it."""

from datetime import date

import pytest

from programmes.actions import allocations, bank_lines, donations, handovers
from programmes.models import ClosedPeriod, Gift
from programmes.totals import closing
from tests import factories as f

pytestmark = pytest.mark.django_db

MARCH, APRIL = date(2025, 3, 31), date(2025, 4, 1)
CARD_VND = 379_080


def a_month_of_work(day):
    """Two donations, one of them taken back, one that waits, gifts handed over or not, a line told in part."""
    f.an_approved_donation(received_on=day, amount_vnd=5_000_000)
    wrong = f.an_approved_donation(received_on=day, amount_vnd=900_000)
    donations.approve(donations.reverse(wrong, reason="Ghi trùng", by=f.the_maker()), by=f.the_checker())
    waits = f.a_donation(received_on=day, amount_vnd=70_000)
    f.a_handover([f.an_approved_list(gifts=1)], held_on=day)
    waiting = f.a_planned_handover([f.an_approved_list(gifts=3)], held_on=day)
    gift = Gift.objects.filter(gift_list__handover_lines__event=waiting).first()
    handovers.note_outcomes(waiting, [gift.pk], Gift.Outcome.RETURNED, by=f.the_maker())
    bank_lines.link(f.a_bank_line(booked_on=day, amount_vnd=9_000), waits, 1_000, by=f.the_maker())


def test_the_figures_of_a_month_and_of_its_year_are_those_of_their_days():
    for day in (MARCH, APRIL):
        a_month_of_work(day)
    held = {"donations": 1, "raised_vnd": 5_000_000, "gifts": 1, "given_vnd": CARD_VND}
    waiting = {"waiting_donations": 1, "waiting_vnd": 70_000, "waiting_events": 1, "waiting_gifts": 2}
    waiting |= {"waiting_lines": 1, "unexplained_vnd": 8_000}
    month = closing.of(ClosedPeriod(year=2025, month=3))._asdict()
    assert {name: month[name] for name in held | waiting} == held | waiting
    year = closing.of(ClosedPeriod(year=2025))._asdict()
    means = {"donations": 4, "raised_vnd": 2 * 4 * CARD_VND}  # for the four lists, received on 2/1/2025
    twice = {name: 2 * value + means.get(name, 0) for name, value in (held | waiting).items()}
    assert {name: year[name] for name in twice} == twice


def test_money_set_aside_and_released_is_counted_on_its_day():
    desk, gift_list = f.the_maker(f.headquarters()), f.fund(f.an_approved_list(gifts=2))
    entry = gift_list.entries.get()
    allocations.release(entry.donation, gift_list, 80_000, reason="Thử rút", by=desk)
    found = closing.of(ClosedPeriod(year=entry.happened_on.year, month=entry.happened_on.month))
    assert (found.allocations, found.allocated_vnd, found.releases, found.released_vnd) == (1, 758_160, 1, 80_000)
    assert closing.of(ClosedPeriod(year=entry.happened_on.year - 1)).allocations == 0
