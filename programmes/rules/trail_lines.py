"""What a donor's trail tells of what was spent: large shares by event, the events helped, and all the rest in one sum.

The rest is neither split nor named, so that it holds what waits, what came back and every share of few people alike.
"""

from typing import NamedTuple

from programmes.rules.privacy import FEW_AT_MOST, part_may_be_told, shares_may_be_told


class Lines(NamedTuple):
    """`told` are spendings with their numbers, `helped` those without; received - reversed = left + told + rest."""

    told: tuple
    helped: tuple
    told_vnd: int
    left_vnd: int
    rest_vnd: int


def lines_of(trail):
    """The Lines of a totals.trail.Trail.

    What is left counts as it was before anything was released or came back: that a few gifts came back does not show.
    """
    whole_vnd = trail.received_vnd - trail.reversed_vnd
    left_vnd = max(0, whole_vnd - trail.allocated_vnd)
    told, helped, told_vnd = [], [], 0
    for spending in trail.spent:
        fits = told_vnd + spending.amount_vnd <= whole_vnd - left_vnd
        if spending.people > FEW_AT_MOST and shares_may_be_told(spending.shares) and fits:
            told.append(spending)
            told_vnd += spending.amount_vnd
        elif part_may_be_told(spending.donations, sum(spending.shares)):
            helped.append(spending)
    return Lines(tuple(told), tuple(helped), told_vnd, left_vnd, whole_vnd - left_vnd - told_vnd)
