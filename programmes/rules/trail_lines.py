"""What a donor's trail tells of what was spent: large shares by event, the events helped, and all else in one sum.

Whoever holds the code knows that sum to the đồng: it is what was received less what is told. So it is neither split nor
named, and numbers are told only while it pays for no gift or for LEAST_CHOICE and more: else who knows what a gift
costs would know how many few people it became.
"""

from typing import NamedTuple

from programmes.rules.privacy import FEW_AT_MOST, LEAST_CHOICE, part_may_be_told, shares_may_be_told


class Lines(NamedTuple):
    """`told` are spendings with their numbers, `helped` those without; received - reversed = told_vnd + other_vnd."""

    told: tuple
    helped: tuple
    told_vnd: int
    other_vnd: int


def lines_of(trail):
    """The Lines of a totals.trail.Trail: of the large shares the first ones, as many as leave room."""
    whole_vnd = trail.received_vnd - trail.reversed_vnd
    large, small = [], []
    for spending in trail.spent:
        is_large = spending.people > FEW_AT_MOST and shares_may_be_told(spending.shares)
        (large if is_large else small).append(spending)
    first = (large[:count] for count in range(len(large), -1, -1))
    told = next((some for some in first if _leaves_room(whole_vnd - _amount(some), trail)), [])
    may_help = _leaves_choice(whole_vnd - _amount(large), trail)  # for small shares, whichever large ones are told
    helped = [each for each in small if may_help and part_may_be_told(each.donations, sum(each.shares))]
    return Lines(tuple(told), tuple(helped), _amount(told), whole_vnd - _amount(told))


def _leaves_room(left_vnd, trail):
    return _leaves_choice(left_vnd, trail) or 0 <= left_vnd < trail.cheapest_vnd


def _leaves_choice(amount_vnd, trail):
    """Whether it is as much as LEAST_CHOICE of the dearest gifts that the donation paid for."""
    return amount_vnd >= LEAST_CHOICE * trail.dearest_vnd


def _amount(spendings):
    return sum(spending.amount_vnd for spending in spendings)
