"""The publishing step: what is told at once, what waits, and how far up it is told when its year is closed."""

from typing import NamedTuple

import pytest

from programmes.models import Disclosure, GiftKind, Rate
from programmes.rules import rates
from programmes.rules.disclosure import Pools, tariff
from tests import factories as f

Height = Disclosure.Height


class Row(NamedTuple):
    event_id: int
    quantity: int
    programme_id: int = 1
    round_id: int = 11
    province_id: str = "40"
    kind: str = "hi_card"
    year: int = 2025
    tariff: str = ""


def told(pools, *rows):
    """(height, people) of each block told with these rows."""
    blocks = filter(None, [pools.add(row) for row in rows])
    return [(block.height, sum(row.quantity for row in block.rows)) for block in blocks]


def closed(*rows):
    """{height: people} of what is told or kept when the year is closed after these rows."""
    pools = Pools()
    assert told(pools, *rows) == []
    found = {}
    for height, members in pools.close(2025):
        found[height] = found.get(height, 0) + sum(row.quantity for row in members)
    return found


def test_more_than_ten_are_told_at_once_and_ten_wait():
    pools = Pools()
    assert told(pools, Row(1, 11)) == [(Height.EVENT, 11)]
    assert told(pools, Row(2, 10)) == []


def test_small_numbers_of_a_round_and_province_are_told_together_when_that_is_safe():
    assert told(Pools(), Row(1, 5), Row(2, 4), Row(3, 3)) == [(Height.ROUND, 12)]


@pytest.mark.parametrize(
    "other",
    [{"round_id": 12}, {"province_id": "14"}, {"kind": "si_book"}, {"year": 2024}, {"tariff": "2024-07-01"}],
    ids=lambda other: next(iter(other)),
)
def test_small_numbers_that_are_shown_or_paid_for_apart_wait_apart(other):
    assert told(Pools(), Row(1, 6), Row(2, 6, **other)) == []


def test_a_pool_that_was_told_begins_anew():
    pools = Pools()
    assert told(pools, Row(1, 6), Row(2, 6), Row(3, 6)) == [(Height.ROUND, 12)]
    assert told(pools, Row(4, 6)) == [(Height.ROUND, 12)]


def test_when_its_year_is_closed_what_waits_is_told_by_programme():
    assert closed(Row(1, 6), Row(2, 6, round_id=12)) == {Height.PROGRAMME: 12}


def test_else_by_province():
    assert closed(Row(1, 6), Row(2, 6, programme_id=2, round_id=21)) == {Height.PROVINCE: 12}


def test_else_in_the_whole_country():
    assert closed(Row(1, 6), Row(2, 6, province_id="14")) == {Height.COUNTRY: 12}


def test_else_it_is_kept_back():
    assert closed(Row(1, 10), Row(2, 10, province_id="14")) == {Height.KEPT: 20}


def test_where_the_rates_differ_nothing_is_told_together():
    """Else the đồng would tell how many came from each."""
    assert closed(Row(1, 6), Row(2, 6, province_id="46", tariff="2025-07-01/46")) == {Height.KEPT: 12}


def test_what_comes_late_to_a_closed_year_does_not_join_what_was_kept_back():
    pools = Pools()
    assert told(pools, Row(1, 10)) == []
    pools.close(2025)
    assert told(pools, Row(2, 6)) == []
    assert told(pools, Row(3, 6)) == [(Height.ROUND, 12)]


def test_gifts_taken_back_wait_until_they_are_more_than_ten():
    pools = Pools()
    told(pools, Row(1, 100))
    assert told(pools, *[Row(1, -1)] * 10) == []
    assert told(pools, Row(1, -1)) == [(Height.ROUND, -11)]


def test_gifts_taken_back_are_not_told_where_few_would_be_left():
    pools = Pools()
    told(pools, Row(1, 15))
    assert told(pools, *[Row(1, -1)] * 14) == []
    assert told(pools, Row(1, -1)) == [(Height.ROUND, -15)]


def test_a_large_group_taken_back_is_told_at_once():
    pools = Pools()
    told(pools, Row(1, 100))
    assert told(pools, Row(1, -60)) == [(Height.ROUND, -60)]


def test_gifts_taken_back_are_subtracted_when_the_year_is_closed():
    assert closed(Row(1, 8), Row(2, 8, round_id=12), Row(1, -1)) == {Height.PROGRAMME: 15}


def a_rate(start, end=None, *, province=None, category="near_poor", family=rates.CARD_TOPUP):
    return Rate(family=family, category_code=category, province_id=province, effective_from=start, effective_to=end)


NATIONAL = (
    a_rate(f.date(2024, 7, 1), f.date(2025, 6, 30), family=rates.BASE_SALARY),
    a_rate(f.date(2025, 7, 1), family=rates.BASE_SALARY),
)
MARCH, JUNE, AUGUST, DECEMBER = (f.date(2025, month, 15) for month in (3, 6, 8, 12))


def card(day, *own, province="40"):
    return tariff(GiftKind.HI_CARD, province, day, (*NATIONAL, *own))


def test_insurance_is_paid_by_the_rates_of_its_day():
    assert (card(f.date(2025, 6, 30)), card(f.date(2025, 7, 1))) == ("2024-07-01", "2025-07-01")
    assert tariff(GiftKind.TET_PACKAGE, "40", DECEMBER, NATIONAL) == ""


def test_a_province_with_a_rate_of_its_own_has_a_tariff_of_its_own():
    own = a_rate(f.date(2024, 1, 1), province="40")
    assert (card(MARCH, own), card(AUGUST, own)) == ("2024-07-01/40+1", "2025-07-01/40+1")
    assert card(MARCH, own, province="46") == card(MARCH)


@pytest.mark.parametrize("end", [None, f.date(2025, 2, 28)], ids=["that goes on", "that has an end"])
def test_two_rates_of_its_own_in_one_year_are_two_tariffs(end):
    first, second = a_rate(f.date(2025, 1, 1), end, province="40"), a_rate(f.date(2025, 3, 1), province="40")
    assert len({card(day, first, second) for day in (f.date(2025, 2, 15), MARCH)}) == 2


def test_a_rate_of_its_own_that_has_ended_is_none():
    own = a_rate(f.date(2025, 3, 1), f.date(2025, 5, 31), province="40")
    assert card(MARCH, own) == "2025-03-01/40+1"
    assert card(JUNE, own) == card(f.date(2025, 2, 28), own) == "2024-07-01"


def test_the_end_of_one_of_several_own_rates_is_another_tariff():
    lasting = a_rate(f.date(2024, 1, 1), province="40")
    ended = a_rate(f.date(2024, 1, 1), f.date(2025, 5, 31), province="40", category="household")
    assert card(MARCH, lasting, ended) != card(JUNE, lasting, ended)


def test_a_national_rate_that_ends_without_another_is_another_tariff():
    ended = a_rate(f.date(2024, 7, 1), f.date(2025, 5, 31), family=rates.CARD_SUPPORT)
    assert (card(MARCH, ended), card(JUNE, ended)) == ("2024-07-01", "2025-06-01")


def test_a_rate_that_is_published_late_under_an_earlier_day_makes_another_tariff():
    first = a_rate(f.date(2025, 7, 1), province="40")
    late = a_rate(f.date(2025, 7, 1), province="40", category="household")
    assert card(AUGUST, first) != card(AUGUST, first, late)
