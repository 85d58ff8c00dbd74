"""The money of a list as its page shows it: a bar, a table by what became of the gifts, one by where the đồng are."""

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from programmes.access.people import is_at_work_on_list
from programmes.admin.parts import Row, bar_of, row_of
from programmes.models import Category, GiftKind
from programmes.standards.money import format_number
from programmes.totals.list_money import parts_of, sources_of, sum_of_parts


def money_page(gift_list, officer):
    """What the template shows, {} of a list without gifts."""
    by_category = is_at_work_on_list(officer, gift_list) or officer.has_perm("programmes.approve_giftlist")
    parts = parts_of(gift_list, by_category=by_category)
    if not parts:
        return {}
    total, sources = sum_of_parts(parts), sources_of(gift_list)
    is_approved = sources is not None
    page = {
        "is_approved": is_approved,
        "parts": [_part(part, is_approved, _name(part, parts)) for part in parts],
        "parts_total": _part(total, is_approved, _("Cộng"), costs=False),
        "columns": _columns(is_approved),
        "by_category": by_category,
        "one_kind": capfirst(GiftKind(parts[0].kind).label) if by_category and _is_of_one_kind(parts) else "",
    }
    return page | _money(total, sources) if is_approved else page


def _money(total, sources):
    """What is told of an approved list besides its parts."""
    bar = (("given", total.given_vnd), ("waiting", total.waiting_vnd), ("returned", total.returned_vnd))
    return {
        "bar": bar_of(bar),
        "outcomes": _outcomes(total, sources),
        "sources": _sources(sources),
        "enough": _enough(sources),
        "lacks": bool(sources.lacking_vnd),
    }


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
        row_of(_("Đã trao"), (total.given, total.given_vnd), mark="given"),
        row_of(_("Chờ trao"), (total.waiting, total.waiting_vnd), told="; ".join(map(str, waiting)), mark="waiting"),
        row_of(_("Trả lại"), (total.returned, total.returned_vnd), told=returned, mark="returned"),
        row_of(_("Giá trị được duyệt"), (total.quantity, sources.value_vnd)),
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
    waiting_vnd = sources.held_vnd - sources.to_come_back_vnd
    lines = (  # the last says whether it stands there with 0 too
        (_("Đã trao"), sources.spent_vnd, goods, True),
        (_("Đang giữ cho suất chờ trao"), waiting_vnd, moved, True),
        (_("Giữ cho suất trả lại, sẽ về khoản ủng hộ"), sources.to_come_back_vnd, "", False),
        (_("Còn thiếu"), sources.lacking_vnd, "", True),
        (_("Suất trả lại, không cần tiền nữa"), sources.needed_no_more_vnd, "", False),
        (_("Giá trị được duyệt"), sources.value_vnd, "", True),
    )
    return [row_of(label, [vnd], told=told) for label, vnd, told, always in lines if vnd or always]


def _enough(sources):
    """Whether the list is paid for, in a sentence."""
    told = {"aside": format_number(sources.set_aside_vnd), "lacking": format_number(sources.lacking_vnd)}
    if sources.lacking_vnd:
        return _("Chưa đủ tiền: đã phân bổ %(aside)s đồng, còn thiếu %(lacking)s đồng.") % told
    return _("Đủ tiền: đã phân bổ %(aside)s đồng, bằng đã trao cộng đang giữ. Còn thiếu 0 đồng.") % told


def _name(part, parts):
    """Kind and category of a part; the kind is left out where it is the same everywhere, and stands above."""
    kind, category = GiftKind(part.kind).label, dict(Category.choices).get(part.category, "")
    if _is_of_one_kind(parts) and category:
        return capfirst(category)
    return capfirst(f"{kind} · {category}" if category else str(kind))


def _is_of_one_kind(parts):
    return len({part.kind for part in parts}) == 1


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
