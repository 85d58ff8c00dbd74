"""What the records hold of a published figure: both on one axis, and the share in words that stay true."""

from typing import NamedTuple

from django.utils.translation import gettext as _

from programmes.models import Measure
from programmes.models.base import of_each
from programmes.public import charts
from programmes.public.reported import Qualifier, Reported
from programmes.public.sentences import NO_BREAK
from programmes.rules.privacy import Hidden
from programmes.standards.money import format_hundredths, format_number, with_unit

WHOLE = 1000  # shares are told in tenths of a percent


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
        share(figure, counted) if is_number else "",
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


def share(figure, counted):
    """ "0,7%": what part `counted` is of the number of a figure, in words that stay true.

    Of "hơn 2.000" it is less than of 2.000, of "gần 2.000" more. Only what is all is 100%, and only nothing is 0%.
    """
    if not counted:
        return _percent(0)
    return _SHARES[figure.qualifier](counted, figure.value, figure.value_to or figure.value)


def _exactly(counted, low, high):
    if low < high:
        return _("từ %(first)s đến %(last)s") % {
            "first": _percent(_down(counted, high)),
            "last": _percent(_up(counted, low)),
        }
    tenths = _nearest(counted, low)
    if tenths == 0:
        return _below(counted, low, high)
    if tenths == WHOLE and counted != low:
        return _above(counted, low, high)
    return _percent(tenths)


def _about(counted, low, high):
    if low < high:
        return _("khoảng %(share)s") % {"share": _exactly(counted, low, high)}
    tenths = _nearest(counted, low)
    return _("khoảng %(share)s") % {"share": _percent(tenths)} if tenths else _below(counted, low, high)


def _below(counted, low, _high):
    return _("dưới %(share)s") % {"share": _percent(_up(counted, low))}


def _above(counted, _low, high):
    return _("trên %(share)s") % {"share": _percent(_down(counted, high))}


def _at_most(counted, low, _high):
    return _("nhiều nhất %(share)s") % {"share": _percent(_up(counted, low))}


def _at_least(counted, low, high):
    tenths = _down(counted, high)
    return _("ít nhất %(share)s") % {"share": _percent(tenths)} if tenths else _above(counted, low, high)


def _untold(_counted, _low, _high):
    return ""


_SHARES = of_each(
    Qualifier,
    {
        Qualifier.EXACT: _exactly,
        Qualifier.ABOUT: _about,
        Qualifier.OVER: _below,
        Qualifier.AT_LEAST: _at_most,
        Qualifier.NEARLY: _at_least,
        Qualifier.UNDER: _at_least,
        Qualifier.AT_MOST: _at_least,
        Qualifier.ORDER_OF_MAGNITUDE: _untold,
        Qualifier.NOT_COUNTED: _untold,
    },
)


def _nearest(counted, value):
    return (counted * WHOLE * 2 + value) // (2 * value)


def _down(counted, value):
    return counted * WHOLE // value


def _up(counted, value):
    return -(-counted * WHOLE // value)


def _percent(tenths):
    return f"{format_hundredths(tenths * 10)}%"
