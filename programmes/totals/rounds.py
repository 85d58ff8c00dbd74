"""What a round has: the money that was given for it, and the gifts of its lists, each in parts that add up."""

from typing import NamedTuple

from django.db.models import Sum

from programmes.models import Disclosure, Donation, GiftList, GiftListTotal
from programmes.totals import balances

State = GiftList.State
APPROVED = (State.APPROVED, State.HANDED_OVER)


class RoundTotals(NamedTuple):
    """`raised` holds a balances.Balance for each form of approved donations for this round.

    `pledged_vnd` and `received_vnd` wait outside of it. Gifts are (how many, đồng of the programme): approved = given +
    not given yet; drafts and submitted ones stand beside. `funded_vnd` is set aside for its lists, whatever it was
    given for.
    """

    raised: list
    pledged_vnd: int
    received_vnd: int
    approved: tuple
    given: tuple
    submitted: tuple
    drafts: tuple
    value_vnd: int
    funded_vnd: int

    @property
    def raised_vnd(self):
        return sum(balance.received_vnd for balance in self.raised)


def of_round(donations, gift_lists, events):
    """The RoundTotals of what these querysets hold, in five queries."""
    not_added, by_state = balances.not_added(donations), {}
    totals = GiftListTotal.objects.filter(gift_list__in=gift_lists.order_by().values("pk")).order_by()
    for state, quantity, cost in totals.values_list("gift_list__state").annotate(
        sum_quantity=Sum("quantity"), sum_cost=Sum("donor_cost_vnd")
    ):
        by_state[state] = (quantity, cost)
    told = Disclosure.objects.filter(event__in=events.order_by().values("pk"))
    given = told.aggregate(quantity=Sum("quantity", default=0), cost=Sum("donor_cost_vnd", default=0))
    money = gift_lists.filter(state__in=APPROVED).aggregate(
        value=Sum("value_vnd", default=0), funded=Sum("funded_vnd", default=0)
    )
    return RoundTotals(
        balances.by_round(donations),
        not_added[Donation.State.PLEDGED][1],
        not_added[Donation.State.RECEIVED][1],
        _sum([by_state.get(state, (0, 0)) for state in APPROVED]),
        (given["quantity"], given["cost"]),
        by_state.get(State.SUBMITTED, (0, 0)),
        by_state.get(State.DRAFT, (0, 0)),
        money["value"],
        money["funded"],
    )


def _sum(pairs):
    return tuple(sum(each) for each in zip(*pairs, strict=True))
