"""What an address of the API may ask for: strictly, so that a slip is told and never answered with other rows."""

from dataclasses import dataclass
from typing import NamedTuple

from django.core.exceptions import TooManyFieldsSent
from django.utils.translation import gettext as _

from programmes.public.data.table import LONGEST_TEXT, Type

LIMIT, AFTER = "limit", "after"
USUAL_LIMIT, HIGHEST_LIMIT = 100, 1000
STATUS_OF = {  # code of a refusal -> HTTP status
    "unknown_parameter": 400,
    "repeated_parameter": 400,
    "bad_value": 400,
    "too_many_parameters": 400,
    "not_found": 404,
    "method_not_allowed": 405,
}


@dataclass
class RefusedError(Exception):
    """A request that is not answered; `parameter` is the name it is about, "" for none."""

    code: str
    detail: str
    parameter: str = ""


class Asked(NamedTuple):
    """Rows that have these values, behind this id, so many at most."""

    where: dict
    after: str
    limit: int


def asked(table, request):
    """What the request asks of a table; RefusedError for anything else."""
    given = _once_each(request)
    return Asked(_where(table, given, (*table.filters, AFTER, LIMIT)), _after(given), _limit(given))


def asked_of_all(table, request):
    """What the request asks of all rows of a table, column key -> value; RefusedError for anything else."""
    return _where(table, _once_each(request), tuple(table.filters))


def _where(table, given, known):
    for name in given:
        if name not in known:
            raise RefusedError(
                "unknown_parameter",
                _("Không có tham số này. Các tham số dùng được: %(names)s.") % {"names": ", ".join(known)},
                name,
            )
    return {name: _value(table.filters[name], text) for name, text in given.items() if name in table.filters}


def insist_on_none(request):
    """For an address that knows no parameters."""
    for name in _once_each(request):
        raise RefusedError("unknown_parameter", _("Địa chỉ này không nhận tham số nào."), name)


def _once_each(request):
    try:
        lists = dict(request.GET.lists())
    except TooManyFieldsSent as error:
        raise RefusedError("too_many_parameters", _("Quá nhiều tham số.")) from error
    for name, values in lists.items():
        if len(values) > 1:
            raise RefusedError("repeated_parameter", _("Mỗi tham số chỉ ghi một lần."), name)
    return {name: values[0] for name, values in lists.items()}


def _value(column, text):
    value = column.type.read(text)
    if column.values and text not in column.values:
        choices = ", ".join(column.values)
        raise _bad_value(column.key, _("Giá trị phải là một trong: %(choices)s.") % {"choices": choices})
    if value is None:
        raise _bad_value(column.key, _("Giá trị chưa đúng dạng; dạng đúng: %(form)s.") % {"form": _form(column.type)})
    return value


def _form(type_):
    return {
        Type.STRING: _("từ 1 đến %(longest)s ký tự") % {"longest": LONGEST_TEXT},
        Type.INTEGER: _("số nguyên, tối đa 15 chữ số"),
        Type.DECIMAL: _("số thập phân, dấu chấm"),
        Type.BOOLEAN: _("true hoặc false"),
        Type.DATE: _("ngày dạng 2025-03-04"),
        Type.MONTH: _("tháng dạng 2025-03"),
    }[type_]


def _after(given):
    if AFTER not in given:
        return ""
    if Type.STRING.read(given[AFTER]) is None:
        raise _bad_value(AFTER, _("Ghi id của dòng cuối ở trang trước, hoặc dùng địa chỉ ở “next”."))
    return given[AFTER]


def _limit(given):
    if LIMIT not in given:
        return USUAL_LIMIT
    number = Type.INTEGER.read(given[LIMIT])
    if number is None or not 1 <= number <= HIGHEST_LIMIT:
        raise _bad_value(LIMIT, _("Số dòng mỗi trang từ 1 đến %(highest)s.") % {"highest": HIGHEST_LIMIT})
    return number


def _bad_value(name, detail):
    return RefusedError("bad_value", detail, name)
