"""Formatting for templates: numbers, đồng, days. Never a query, never a judgement."""

import datetime

from django import template
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from programmes.papers.qr import qr_svg
from programmes.rules.privacy import rounded_down
from programmes.standards.dates import format_day, format_day_in_table
from programmes.standards.languages import in_english
from programmes.standards.money import format_number, format_short, with_unit
from programmes.standards.sizes import format_size

register = template.Library()
UNKNOWN = "–"


@register.filter
def number(value):
    """185055 -> "185.055"; a hidden number says so in its own words."""
    return format_number(value) if isinstance(value, int) else value


@register.filter
def rounded(count):
    """A count of rows as the public may know it: "khoảng 2.200", "dưới 100", "0"."""
    shown = rounded_down(count)
    return _("khoảng %(count)s") % {"count": number(shown)} if shown and isinstance(shown, int) else number(shown)


@register.filter
def dong(value):
    """1263600 -> "1.263.600 đồng"."""
    return with_unit(value) if isinstance(value, int) else value


@register.filter
def size(value):
    """735 -> "0,7 KB"."""
    return format_size(value)


@register.filter
def short_dong(value):
    """54380000000 -> "54,38 tỷ đồng"."""
    return format_short(value) if isinstance(value, int) else value


@register.filter(expects_localtime=True)
def day(value):
    """For running text: "4/3/2026"."""
    return format_day(value) if value else ""


@register.filter
def shown(value):
    """A public.tables.Value as the tables write it."""
    raw, form = value.raw, value.column.form
    if raw is None or raw == "":
        return UNKNOWN
    if isinstance(raw, datetime.date):
        return format_day_in_table(raw)
    if form == "name" and in_english():
        return format_html('<span lang="vi">{}</span>', raw)
    return format_number(raw) if form in {"dong", "count"} and isinstance(raw, int) else raw


@register.filter
def legend_row(number, below=0):
    """The height at which the key of a class stands in the diagram: the middle of it is empty on the left."""
    return 258 + 20 * number + below


@register.filter
def qr(address):
    """An address as a QR code, to stand in a paper."""
    return mark_safe(qr_svg(address))  # noqa: S308  segno's own picture: of the text only black and white is left
