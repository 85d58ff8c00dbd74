"""How the money set aside for a list becomes its gifts: in the order of the list, in the order of the allocations."""

from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from programmes.rules.problems import Problem
from programmes.standards.money import with_unit


class Payment(NamedTuple):
    """So many đồng of a donation become (part of) a gift; both by id."""

    gift: int
    donation: int
    amount_vnd: int


def check_funded(gift_list, cost_vnd, funded_vnd):
    """Nothing is handed over that nobody has paid for."""
    if cost_vnd > funded_vnd:
        yield Problem(
            "lines",
            "not_funded",
            _(
                "Danh sách %(list)s mới có %(funded)s cho các suất đã nhận trị giá %(cost)s; phân bổ thêm "
                "%(short)s rồi mới đóng buổi trao."
            )
            % {
                "list": gift_list,
                "funded": with_unit(funded_vnd),
                "cost": with_unit(cost_vnd),
                "short": with_unit(cost_vnd - funded_vnd),
            },
        )


def split(gifts, funding):
    """Yield each Payment: a gift is paid in full, by one donation or by the last of one and the next.

    `gifts` are (id, cost) in order, `funding` is {donation: đồng} in order, together at least the cost of all.
    """
    sources = iter(funding.items())
    donation, left = None, 0
    for gift, cost in gifts:
        while cost:
            if not left:
                donation, left = next(sources)
            amount = min(cost, left)
            yield Payment(gift, donation, amount)
            cost, left = cost - amount, left - amount


def surplus(funding, waiting_vnd):
    """Yield (donation, đồng) to be released, the last allocation first, so that `waiting_vnd` stay set aside."""
    excess = sum(funding.values()) - waiting_vnd
    for donation, amount in reversed(funding.items()):
        if excess > 0:
            yield donation, min(amount, excess)
            excess -= amount
