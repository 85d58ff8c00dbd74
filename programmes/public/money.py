"""Where the money is: raised, set aside for approved lists, given, and what waits."""

from typing import NamedTuple

from django.utils.translation import gettext as _

from programmes.public import charts
from programmes.public.figures import COUNTED, DONG, Column, table


class InHand(NamedTuple):
    """The whole book to date, in đồng. `aside` is None where it is not told, `given` may be Hidden."""

    raised: int
    aside: int | None
    given: object

    @property
    def waiting(self):
        """Raised and not given yet."""
        return self.raised - self.given if isinstance(self.given, int) else None


def in_hand(receipts, given):
    """From the totals of receipts and the sums of gifts handed over, over all years."""
    raised = sum(row.amount_vnd or 0 for row in receipts)
    return InHand(raised, None, given.of().donor_cost_vnd)


def money(found):
    """The states in their order; what is not told has no row."""
    columns = (Column("state", _("Trạng thái")), Column("amount_vnd", _("Số tiền"), DONG, _("đồng")))
    names = {
        "raised": _("Huy động"),
        "aside": _("Đã phân bổ"),
        "given": _("Đã trao"),
        "waiting": _("Còn chờ"),
    }
    rows = [((names[state], getattr(found, state)),) for state in states(found)]
    note = _("“Đã phân bổ” là tiền dành cho danh sách đã duyệt, gồm cả phần đã trao; “còn chờ” là tiền chưa trao.")
    return table("money", _("Tiền đang ở đâu"), COUNTED, columns, rows, note)


def states(found):
    """ "raised", "aside", "given", "waiting": those that are told."""
    return [state for state in ("raised", "aside", "given", "waiting") if getattr(found, state) is not None]


class Strip(NamedTuple):
    """`sentence` says the shares of a hundred đồng and `parts` are drawn, where that can be; `states` are keys."""

    states: tuple
    sentence: str = ""
    parts: tuple = ()


def strip(found):
    """How the money is drawn; in words alone where there is none, or where what was given is not told."""
    known = tuple(states(found))
    if not found.raised or not isinstance(found.given, int):
        return Strip(known)
    given = found.given * 100 // found.raised
    if found.aside is None:
        sentence = _("Cứ 100 đồng huy động: %(given)s đồng đã trao, %(waiting)s đồng còn chờ.")
        parts = charts.strip(found.raised, (("given", found.given),))
        return Strip(known, sentence % {"given": given, "waiting": 100 - given}, parts)
    aside = max(found.aside * 100 // found.raised - given, 0)
    sentence = _(
        "Cứ 100 đồng huy động: %(given)s đồng đã trao, %(aside)s đồng đã phân bổ và chờ trao, "
        "%(left)s đồng chưa phân bổ."
    ) % {"given": given, "aside": aside, "left": 100 - given - aside}
    parts = charts.strip(found.raised, (("aside", max(found.aside, found.given)), ("given", found.given)))
    return Strip(known, sentence, parts)
