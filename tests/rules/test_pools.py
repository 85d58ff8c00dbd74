"""What is called safe leaves five values to somebody who tries every history there can be."""

from itertools import product

import pytest

from programmes.rules import pools
from programmes.rules.pools import Gifts, Returns, is_safe, may_be_taken_off, together

FEW = range(1, 11)


def histories(rows):
    """Numbers of so many rows for which nothing was told before the last of them came."""
    for numbers in product(FEW, repeat=rows):
        sums = [sum(numbers[:count]) for count in range(1, rows)]
        if not any(is_safe(Gifts(count), total) for count, total in enumerate(sums, 1)):
            yield numbers


def fewest(worlds):
    """The fewest values that a row has in all these worlds."""
    return min(len(set(values)) for values in zip(*worlds, strict=True)) if worlds else 0


@pytest.mark.parametrize("rows", [1, 2, 3, 4])
def test_a_sum_is_told_just_when_every_row_keeps_five_values_for_who_knows_the_rule(rows):
    by_total = {}
    for numbers in histories(rows):
        by_total.setdefault(sum(numbers), []).append(numbers)
    for total, worlds in by_total.items():
        assert is_safe(Gifts(rows), total) is (total > 10 and fewest(worlds) >= 5), total


def test_at_the_closing_of_a_year_it_counts_that_each_pool_was_not_safe_by_itself():
    alone = [numbers for numbers in histories(2) if not is_safe(Gifts(2), sum(numbers))]
    pool, by_total = together([Gifts(2), Gifts(1)]), {}
    for pair, single in product(alone, FEW):
        by_total.setdefault(sum(pair) + single, []).append((*pair, single))
    for total, worlds in by_total.items():
        assert is_safe(pool, total) is (total > 10 and fewest(worlds) >= 5), total


def test_what_was_not_safe_by_programme_is_known_when_the_province_is_tried():
    part = together([Gifts(1), Gifts(1)])
    pairs = [pair for pair in product(FEW, repeat=2) if not is_safe(part, sum(pair))]
    pool, by_total = together([part, together([Gifts(1)])]), {}
    for pair, single in product(pairs, FEW):
        by_total.setdefault(sum(pair) + single, []).append((*pair, single))
    for total, worlds in by_total.items():
        assert is_safe(pool, total) is (total > 10 and fewest(worlds) >= 5), total


def test_the_order_of_pools_tells_nothing():
    assert together([Gifts(1), Returns(2), Gifts(3)]) == together([Gifts(3), Gifts(1), Returns(2)])


def test_two_tens_are_not_told_and_two_eights_are():
    assert not is_safe(Gifts(2), 20)
    assert is_safe(Gifts(2), 16)
    assert not is_safe(Gifts(2), 17)
    assert not is_safe(Gifts(2), 10)


def test_gifts_taken_back_lower_a_sum_that_is_told():
    assert is_safe(together([Gifts(1), Gifts(1), Returns(1)]), 14)
    assert not is_safe(together([Gifts(1), Returns(1)]), 9)


@pytest.mark.parametrize("events", [1, 2, 3])
def test_people_taken_back_one_by_one_leave_five_values_to_each_event(events):
    total = next(total for total in range(40) if may_be_taken_off(events, total))
    shares = [split for split in product(range(1, total + 1), repeat=events) if sum(split) == total]
    assert total > 10
    assert events == 1 or fewest(shares) >= 5


def test_many_events_with_one_each_wait_until_some_have_more():
    assert not may_be_taken_off(12, 16)
    assert may_be_taken_off(12, 17)


@pytest.mark.parametrize(
    "pool",
    [*map(Gifts, range(1, 13)), *map(Returns, (1, 2, 5, 11)), together([Gifts(2), together([Gifts(1), Returns(3)])])],
    ids=repr,
)
def test_that_a_pool_waits_leaves_five_values_too(pool):
    assert pools._choices(pool, pools._hidden(pool)) >= 5
