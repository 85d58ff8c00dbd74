"""Where the money is: raised, set aside for approved lists, given, and what is left."""

from typing import NamedTuple

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from programmes.public import charts, registry
from programmes.public.figure_ids import address
from programmes.public.figures import COUNTED, DONG, Column, Value, table


class InHand(NamedTuple):
    """The whole book to date, in đồng: `aside` is set aside for lists and not given yet; `given` may be Hidden."""

    raised: int
    aside: int
    given: object

    @property
    def left(self):
        """Neither given nor set aside."""
        return self.raised - self.given - self.aside if isinstance(self.given, int) else None


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
NOTE = _("Tiền đã phân bổ được làm tròn đến 100 triệu đồng.")


def money(found):
    """The states in their order, in đồng: what was raised is the sum of the others."""
    amount = COLUMNS[1]
    rows = [
        ((str(title), Value(amount, raw, "" if raw is None else address(measure))),)
        for state, (title, measure) in STATES.items()
        for raw in [getattr(found, state)]
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
    given = found.given * 100 // found.raised
    aside = found.aside * 100 // found.raised
    sentence = gettext(
        "Cứ 100 đồng huy động: %(given)s đồng đã trao, %(aside)s đồng đã phân bổ và chờ trao, "
        "%(left)s đồng chưa phân bổ."
    ) % {"given": given, "aside": aside, "left": 100 - given - aside}
    parts = charts.strip(found.raised, (("aside", found.given + found.aside), ("given", found.given)))
    return Strip(tuple(STATES), sentence, parts)
