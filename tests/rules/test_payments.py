"""How money becomes gifts: in the order of list and allocations, to the đồng; what is left over goes the other way."""

import pytest

from programmes.rules.payments import check_funded, split, surplus
from programmes.standards.money import with_unit

FUNDING = {"first": 100, "second": 50, "third": 70}


@pytest.mark.parametrize(
    ("waiting", "released"),
    [
        (220, []),
        (221, []),
        (219, [("third", 1)]),
        (150, [("third", 70)]),
        (149, [("third", 70), ("second", 1)]),
        (60, [("third", 70), ("second", 50), ("first", 40)]),
        (0, [("third", 70), ("second", 50), ("first", 100)]),
    ],
)
def test_what_nobody_waits_for_goes_back_to_the_last_allocation_first(waiting, released):
    assert list(surplus(FUNDING, waiting)) == released


@pytest.mark.parametrize(
    ("gifts", "paid"),
    [
        ([], []),
        ([("a", 0)], []),
        ([("a", 30), ("b", 70)], [("a", "first", 30), ("b", "first", 70)]),
        ([("a", 99), ("b", 2)], [("a", "first", 99), ("b", "first", 1), ("b", "second", 1)]),
        ([("a", 220)], [("a", "first", 100), ("a", "second", 50), ("a", "third", 70)]),
    ],
)
def test_each_gift_is_paid_in_full_by_the_first_allocation_that_has_money(gifts, paid):
    assert list(split(gifts, FUNDING)) == paid


def test_a_list_is_handed_over_on_the_last_dong_and_not_on_one_less():
    assert not [*check_funded("danh sách", 220, 220), *check_funded("danh sách", 219, 220)]
    (problem,) = check_funded("danh sách", 221, 220)
    assert problem.code == "not_funded"
    assert f"phân bổ thêm {with_unit(1)} rồi" in str(problem.message)
