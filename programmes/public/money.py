"""Where the money is: raised, set aside for approved lists, given, and what is left."""

from typing import NamedTuple

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from programmes.public import charts, registry
from programmes.public.number_ids import address
from programmes.public.tables import COUNTED, DONG, Column, Value, table
from programmes.rules.privacy import Hidden
from programmes.standards.money import HUNDRED_MILLION, in_hundred_millions


class InHand(NamedTuple):
    """The whole book to date, in đồng: `given` may be Hidden.

    `aside` is set aside for lists and not given yet, in whole hundreds of millions, or all that is not given.
    """

    raised: int
    aside: int
    given: object

    @property
    def left(self):
        """Neither given nor set aside."""
        return self.raised - self.given - self.aside if isinstance(self.given, int) else None

    def told(self, state):
        """The amount of a state as the public is told it; what one is rounded by, the other is too."""
        amount = getattr(self, state)
        if amount is None:
            return Hidden.WITHHELD
        if state not in ROUNDED or self.raised == self.given:
            return amount
        return in_hundred_millions(amount) or Hidden.LITTLE


ROUNDED = ("aside", "left")


def in_hand(receipts, set_aside, given):
    """From the totals of receipts, what `read` says is set aside, and the sums of gifts handed over of all years."""
    raised, spent = sum(row.amount_vnd or 0 for row in receipts), given.of().donor_cost_vnd
    most = raised - spent if isinstance(spent, int) else raised
    return InHand(raised, max(0, min(set_aside, most)), spent)


STATES = {
    "raised": (registry.RAISED.title, registry.RAISED),
    "aside": (registry.ASIDE.title, registry.ASIDE),
    "given": (_("Đã trao"), registry.COST),
    "left": (registry.LEFT.title, registry.LEFT),
}
COLUMNS = (Column("state", _("Trạng thái")), Column("amount_vnd", _("Số tiền"), DONG, _("đồng")))
NOTE = _("Tiền đã phân bổ và tiền chưa phân bổ được làm tròn đến 100 triệu đồng.")


def money(found):
    """The states in their order, in đồng: what was raised is the sum of the others, but for what is rounded."""
    amount = COLUMNS[1]
    rows = [
        ((str(title), Value(measure.described(amount), found.told(state), address(measure))),)
        for state, (title, measure) in STATES.items()
    ]
    return table("money", _("Tiền đang ở đâu"), COUNTED, COLUMNS, rows, NOTE)


class Strip(NamedTuple):
    """`sentence` says the shares of a hundred đồng and `parts` are drawn, where that can be; `states` are keys."""

    states: tuple
    sentence: str = ""
    parts: tuple = ()


def strip(found):
    """How the money is drawn; in words alone where there is none, or where what was given is not told."""
    if not found.raised or not isinstance(found.given, int):
        return Strip(tuple(STATES))
    sentence = gettext(
        "Cứ 100 đồng huy động: %(given)s đồng đã trao, %(aside)s đồng đã phân bổ và chờ trao, "
        "%(left)s đồng chưa phân bổ."
    ) % _of_a_hundred(found)
    parts = charts.strip(found.raised, (("aside", found.given + found.aside), ("given", found.given)))
    return Strip(tuple(STATES), sentence, parts)


def _of_a_hundred(found):
    """Whole shares that add up to 100, by the largest remainder; "dưới 1" of what is there and rounds to nothing."""
    shares = {state: getattr(found, state) * 100 for state in ("given", "aside", "left")}
    whole = {state: share // found.raised for state, share in shares.items()}
    by_remainder = sorted(shares, key=lambda state: shares[state] % found.raised, reverse=True)
    for state in by_remainder[: 100 - sum(whole.values())]:
        whole[state] += 1
    return {state: number or _next_to_nothing(found, state) for state, number in whole.items()}


def _next_to_nothing(found, state):
    told = found.told(state)
    if not told:
        return 0
    most = -(-HUNDRED_MILLION * 50 // found.raised) if told is Hidden.LITTLE else 1
    return gettext("dưới %(count)s") % {"count": min(most, 100)}
