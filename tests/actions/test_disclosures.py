"""What the publishing step leaves in the table, in the transaction of the hand-over, and after an upgrade."""

import importlib
from datetime import date, timedelta

import pytest
from django.apps import apps
from django.core.management import call_command
from django.utils import timezone

from programmes.actions import disclosures, handovers, periods
from programmes.models import AuditEvent, ClosedPeriod, Disclosure, Rate
from programmes.totals import rebuild
from tests import factories as f
from tests.guards import break_by_hand

pytestmark = pytest.mark.django_db
Height = Disclosure.Height
LAST = date(2025, 5, 31)


def told():
    return list(Disclosure.objects.order_by("pk").values_list("quantity", "height", "block"))


def given(gifts, round_):
    return f.a_handover([f.an_approved_list(gifts=gifts, round=round_)])


def test_what_waited_is_told_in_one_block_with_what_came_to_it():
    round_ = f.a_round()
    given(6, round_)
    assert told() == [(6, Height.WAITING, None)]
    given(12, round_)
    given(6, round_)
    first, large, _last = Disclosure.objects.order_by("pk")
    assert told() == [(6, Height.ROUND, first.pk), (12, Height.EVENT, large.pk), (6, Height.ROUND, first.pk)]
    assert not Disclosure.objects.filter(disclosed_at=None).exists()


def test_a_gift_that_came_back_is_a_row_below_zero_and_the_facts_are_the_sum():
    event = given(12, f.a_round())
    handovers.take_back(event.gifts.first(), reason="Trả lại", by=f.an_officer())
    assert [row[:2] for row in told()] == [(12, Height.EVENT), (-1, Height.WAITING)]
    assert rebuild.untold_differences() == []


def test_closing_a_year_tells_or_keeps_back_what_waits_in_it_and_closing_a_month_does_not():
    desk = f.the_maker(f.headquarters())
    programme = f.a_programme()
    for _each in "12":
        given(6, f.a_round(programme=programme))
    periods.close(ClosedPeriod(year=2025, month=12), by=desk)
    assert {row[1] for row in told()} == {Height.WAITING}
    periods.close(ClosedPeriod(year=2025), by=desk)
    assert {row[1] for row in told()} == {Height.PROGRAMME}


def test_an_upgrade_decides_as_if_each_hand_over_had_come_on_its_day():
    round_, other = f.a_round(), f.a_round()
    for gifts, where in ((6, round_), (12, round_), (6, other), (6, round_)):
        given(gifts, where)
    before = told()
    break_by_hand("UPDATE programmes_disclosure SET height = 'new', block = NULL, disclosed_at = NULL")
    call_command("migrate", verbosity=0)
    assert told() == before
    assert disclosures.catch_up() == 0


def test_an_upgrade_knows_which_hand_overs_were_before_the_closing_of_their_year():
    programme = f.a_programme()
    for _each in "12":
        given(6, f.a_round(programme=programme))
    periods.close(ClosedPeriod(year=2025), by=f.the_maker(f.headquarters()))
    late = Disclosure.objects.last()
    break_by_hand("UPDATE programmes_disclosure SET height = 'new', block = NULL, disclosed_at = NULL")
    break_by_hand(
        "UPDATE programmes_disclosure SET created_at = %s WHERE id = %s", [timezone.now() + timedelta(days=1), late.pk]
    )
    disclosures.catch_up()
    assert [row[1] for row in told()] == [Height.KEPT, Height.WAITING]


@pytest.mark.parametrize(
    ("starts", "end", "height"),
    [((1,), None, Height.PROGRAMME), ((1, 7), None, Height.KEPT), ((1,), date(2025, 6, 30), Height.KEPT)],
    ids=["one own rate", "two in a year", "one that has ended"],
)
def test_what_waits_under_two_tariffs_is_never_told_after_an_upgrade(starts, end, height):
    programme, topup = f.a_programme(), {"family": "bhyt_local_topup", "province": f.a_province(), "effective_to": end}
    for month in starts:
        Rate.objects.create(code=f"T{month}", value="0.1", effective_from=date(2025, month, 1), **topup)
    for _each in "12":
        given(6, f.a_round(programme=programme))
    break_by_hand("UPDATE programmes_disclosure SET tariff = '2024-07-01/40'")
    importlib.import_module("programmes.migrations.0009_mixed_tariffs_wait_apart").part(apps, None)
    assert {row[1] for row in told()} == {Height.WAITING}
    periods.close(ClosedPeriod(year=2025), by=f.the_maker(f.headquarters()))
    assert {row[1] for row in told()} == {height}


def test_an_upgrade_changes_nothing_that_is_told():
    round_ = f.a_round()
    for gifts in (12, 6, 6):
        given(gifts, round_)
    break_by_hand("UPDATE programmes_disclosure SET tariff = '2024-07-01/40'")
    Rate.objects.create(code="T1", family="base_salary", value="1", effective_from=date(2024, 7, 1), effective_to=LAST)
    before = list(Disclosure.objects.values())
    importlib.import_module("programmes.migrations.0009_mixed_tariffs_wait_apart").part(apps, None)
    assert list(Disclosure.objects.values()) == before


def test_the_hand_over_stands_in_the_trail_before_it_is_told():
    event = given(12, f.a_round())
    assert AuditEvent.objects.get(verb="hand_over", target_type="handoverevent").target_id == str(event.pk)
    assert Disclosure.objects.get().height == Height.EVENT
