"""The money of a list as its page shows it: a bar, a table by what became of the gifts, one by where the đồng are."""

from typing import NamedTuple

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from programmes.access.people import is_at_work_on_list
from programmes.models import Category, GiftKind
from programmes.standards.money import format_number
from programmes.totals.list_money import parts_of, sources_of, sum_of_parts

WIDTH = 1000  # of the bar, in its own units
GAP = 3


class Row(NamedTuple):
    """A line of a table: what it is, figures as (heading, text), and what is to be said of it below.

    The heading is "" where a narrow screen need not repeat it; `mark` is that of the bar.
    """

    label: str
    figures: tuple
    told: str = ""
    mark: str = ""


class Piece(NamedTuple):
    """A piece of the bar, of a kind that the style sheet colours."""

    mark: str
    x: int
    width: int


def money_page(gift_list, officer):
    """What the template shows, {} of a list without gifts."""
    by_category = is_at_work_on_list(officer, gift_list) or officer.has_perm("programmes.approve_giftlist")
    parts = parts_of(gift_list, by_category=by_category)
    if not parts:
        return {}
    total, sources = sum_of_parts(parts), sources_of(gift_list)
    is_approved = sources is not None
    return {
        "is_approved": is_approved,
        "bar": _bar(total) if is_approved else [],
        "outcomes": _outcomes(total, sources) if is_approved else [],
        "sources": _sources(sources) if is_approved else [],
        "enough": _enough(sources) if is_approved else "",
        "lacks": bool(is_approved and sources.lacking_vnd),
        "parts": [_part(part, is_approved, _name(part, parts)) for part in parts],
        "parts_total": _part(total, is_approved, _("Cộng"), costs=False),
        "columns": _columns(is_approved),
        "by_category": by_category,
    }


def _bar(total):
    """Pieces as wide as their đồng, a gap between them; none where the list costs nothing."""
    pieces, x = [], 0
    amounts = (("given", total.given_vnd), ("waiting", total.waiting_vnd), ("returned", total.returned_vnd))
    shown = [(mark, amount) for mark, amount in amounts if amount]
    room = WIDTH - GAP * (len(shown) - 1)
    for mark, amount in shown:
        width = max(round(room * amount / total.cost_vnd), 2)
        pieces.append(Piece(mark, x, width))
        x += width + GAP
    return pieces


def _figures(*numbers):
    return tuple(("", format_number(number)) for number in numbers)


def _outcomes(total, sources):
    """What became of the gifts; the last line is the sum of those before it."""
    waiting = []
    if total.absent:
        waiting.append(_("%s vắng mặt, chờ trao lại") % format_number(total.absent))
    if total.waiting_vnd and sources.lacking_vnd:
        waiting.append(_("còn thiếu %s đồng") % format_number(sources.lacking_vnd))
    returned = ""
    if total.returned:
        returned = (
            _("tiền về khoản ủng hộ khi ghi nhận buổi trao") if sources.to_come_back_vnd else _("không cần tiền nữa")
        )
    return [
        Row(_("Đã trao"), _figures(total.given, total.given_vnd), mark="given"),
        Row(_("Chờ trao"), _figures(total.waiting, total.waiting_vnd), "; ".join(map(str, waiting)), "waiting"),
        Row(_("Trả lại"), _figures(total.returned, total.returned_vnd), returned, "returned"),
        Row(_("Giá trị được duyệt"), _figures(total.quantity, sources.value_vnd)),
    ]


def _sources(sources):
    """Where the đồng are; the last line is the sum of those before it."""
    moved = ""
    if sources.came_back_vnd:
        moved = _("đã phân bổ %(allocated)s, trong đó %(back)s đã về khoản ủng hộ") % {
            "allocated": format_number(sources.allocated_vnd),
            "back": format_number(sources.came_back_vnd),
        }
    goods = _("trong đó hiện vật %s") % format_number(sources.goods_vnd) if sources.goods_vnd else ""
    rows = [
        Row(_("Đã trao"), _figures(sources.spent_vnd), str(goods)),
        Row(_("Đang giữ cho suất chờ trao"), _figures(sources.held_vnd - sources.to_come_back_vnd), str(moved)),
        Row(_("Giữ cho suất trả lại, sẽ về khoản ủng hộ"), _figures(sources.to_come_back_vnd)),
        Row(_("Còn thiếu"), _figures(sources.lacking_vnd)),
        Row(_("Suất trả lại, không cần tiền nữa"), _figures(sources.needed_no_more_vnd)),
    ]
    always = {0, 1, 3}
    shown = [row for place, row in enumerate(rows) if place in always or row.figures != _figures(0)]
    return [*shown, Row(_("Giá trị được duyệt"), _figures(sources.value_vnd))]


def _enough(sources):
    """Whether the list is paid for, in a sentence."""
    told = {"aside": format_number(sources.set_aside_vnd), "lacking": format_number(sources.lacking_vnd)}
    if sources.lacking_vnd:
        return _("Chưa đủ tiền: đã phân bổ %(aside)s đồng, còn thiếu %(lacking)s đồng.") % told
    return _("Đủ tiền: đã phân bổ %(aside)s đồng, bằng đã trao cộng đang giữ. Còn thiếu 0 đồng.") % told


def _name(part, parts):
    """Kind and category of a part; the kind alone is left out where it is the same everywhere."""
    kind, category = GiftKind(part.kind).label, dict(Category.choices).get(part.category, "")
    one_kind = len({each.kind for each in parts}) == 1
    if one_kind and category:
        return capfirst(category)
    return capfirst(f"{kind} · {category}" if category else str(kind))


def _part(part, is_approved, name, *, costs=True):
    """A line by category: quantity, what one costs, given, waiting, returned, sum."""
    least, most = format_number(part.least_vnd), format_number(part.most_vnd)
    one = (least if least == most else f"{least} – {most}") if costs else ""
    became = (part.given, part.waiting, part.returned) if is_approved else ()
    texts = (format_number(part.quantity), one, *map(format_number, (*became, part.cost_vnd)))
    return Row(name, tuple(zip(_columns(is_approved), texts, strict=True)))


def _columns(is_approved):
    """Headings of the figures of a part."""
    became = (_("Đã trao"), _("Chờ trao"), _("Trả lại")) if is_approved else ()
    return (_("Số lượng"), _("Mức một suất"), *became, _("Thành tiền"))
