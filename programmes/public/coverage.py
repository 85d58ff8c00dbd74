"""What the records hold of a published figure: both on one axis, and the share in words that stay true."""

from typing import NamedTuple

from django.utils.translation import gettext as _

from programmes.models import Measure
from programmes.public import charts
from programmes.public.reported import Qualifier, Reported
from programmes.public.sentences import NO_BREAK
from programmes.rules.privacy import Hidden
from programmes.standards.money import format_hundredths, format_number, with_unit


class Pair(NamedTuple):
    """`counted` and `share` are words; `gauge` is drawn, None where a number is lacking."""

    figure: Reported
    counted: str
    share: str
    gauge: object


def pair(figure, counted):
    """`counted` is int, Hidden, or None where the records have none."""
    is_number = isinstance(counted, int) and bool(figure.value)
    return Pair(
        figure,
        counted_words(figure.measure, counted),
        share(figure.qualifier, counted, figure.value) if is_number else "",
        charts.gauge(counted, figure.value, figure.edge) if is_number else None,
    )


def counted_words(measure, counted):
    if counted is None:
        return _("chưa có hồ sơ")
    if isinstance(counted, Hidden):
        return str(counted)
    if measure is Measure.MONEY:
        return with_unit(counted)
    return f"{format_number(counted)}{NO_BREAK}{measure.unit}"


def share(qualifier, counted, value):
    """ "0,7%"; under "hơn" the share is at most, under "gần" at least what the numbers say."""
    if qualifier in (Qualifier.OVER, Qualifier.AT_LEAST):
        return _("dưới %(share)s") % {"share": _percent(-(-counted * 1000 // value))}
    if qualifier == Qualifier.NEARLY:
        return _("ít nhất %(share)s") % {"share": _percent(counted * 1000 // value)}
    tenths = (counted * 2000 + value) // (2 * value)
    if counted and not tenths:
        return _("dưới %(share)s") % {"share": _percent(1)}
    if qualifier == Qualifier.ABOUT:
        return _("khoảng %(share)s") % {"share": _percent(tenths)}
    return _percent(tenths)


def _percent(tenths):
    return f"{format_hundredths(tenths * 10)}%"
