"""What a page answers, in words: sentences whose numbers stand out, and the same sentences as plain text."""

from html import unescape

from django.utils import timezone
from django.utils.html import conditional_escape, format_html, strip_tags
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from programmes.models import GiftKind
from programmes.rules.privacy import Hidden
from programmes.standards.dates import format_day
from programmes.standards.money import format_number, with_unit

NO_BREAK = "\u00a0"


def fill(words, **parts):
    """A translated sentence with %(name)s in it, as HTML: parts that are no HTML yet are escaped."""
    escaped = {name: conditional_escape(part) for name, part in parts.items()}
    return SafeString(conditional_escape(words) % escaped)


def text_of(html):
    """The sentence without tags, for descriptions and citations."""
    return unescape(strip_tags(html))


def counted(text, href=""):
    """A number that the records show, in the form that tells it from a published one; it leads to its own address."""
    if href:
        return format_html('<a class="counted" href="{}">{}</a>', href, text)
    return format_html('<span class="counted">{}</span>', text)


def enumeration(parts):
    """ "a, b và c"."""
    *first, last = parts
    if not first:
        return last
    return fill(_("%(first)s và %(last)s"), first=SafeString(", ".join(map(conditional_escape, first))), last=last)


def name_of(kind):
    """What stands after the number: "thẻ BHYT", "suất quà Tết", "suất hỗ trợ bão lũ"."""
    unit, name = _(kind.unit), str(kind.label)
    return name if unit in name.split() else _("%(unit)s %(name)s") % {"unit": unit, "name": name}


def handed_over(kind):
    """What a number of gifts is of: "thẻ BHYT đã trao", "người được khám bệnh miễn phí"."""
    if _is_service(kind):
        return _("%(unit)s được %(service)s") % {"unit": _(kind.unit), "service": kind.label}
    return _("%(gifts)s đã trao") % {"gifts": name_of(kind)}


def _is_service(kind):
    return kind.unit == "người"


def gifts(quantities):
    """ "361 thẻ BHYT, dưới 11 sổ BHXH và khám bệnh miễn phí cho 330 người" of {kind: number or Hidden}; "" of none."""
    parts = [_gift(GiftKind(kind), quantity) for kind, quantity in quantities.items() if quantity]
    return enumeration(parts) if parts else ""


def _gift(kind, quantity):
    is_service = _is_service(kind)
    if quantity == Hidden.WITHHELD and is_service:
        return fill(_("%(service)s cho một số người (không nêu số)"), service=kind.label)
    if quantity == Hidden.WITHHELD:
        return fill(_("một số %(gifts)s (không nêu số)"), gifts=name_of(kind))
    number = counted(quantity if isinstance(quantity, Hidden) else format_number(quantity))
    if is_service:
        return fill(_("%(service)s cho %(number)s người"), service=kind.label, number=number)
    return fill("%(number)s%(space)s%(gifts)s", number=number, space=NO_BREAK, gifts=name_of(kind))


def as_of(at):
    """ "theo hồ sơ tính đến 4/3/2026", "theo hồ sơ" before the first record; `at` is a moment or None."""
    return _("theo hồ sơ tính đến %(day)s") % {"day": format_day(timezone.localdate(at))} if at else _("theo hồ sơ")


def money(amount):
    """ "367.998.550 đồng"; "" of nothing and of what is hidden."""
    return counted(with_unit(amount)) if isinstance(amount, int) and amount else ""


def given(place, quantities, cost, *, year=None):
    """What a province or a round received: {kind: number or Hidden}, and its đồng; of one year, or of all."""
    words = gifts(quantities)
    if not words:
        empty = _("Năm %(year)s, hồ sơ trong cổng chưa có quà nào đã trao: %(place)s.")
        if not year:
            empty = _("Hồ sơ trong cổng chưa có quà nào đã trao: %(place)s.")
        return fill(empty, year=year, place=place)
    start = _("Năm %(year)s, %(place)s nhận %(gifts)s") if year else _("%(place)s đã nhận %(gifts)s")
    start = fill(start, year=year, place=place, gifts=words)
    spent = money(cost)
    return (
        fill(_("%(start)s; từ tiền ủng hộ: %(money)s."), start=start, money=spent)
        if spent
        else fill("%(start)s.", start=start)
    )
