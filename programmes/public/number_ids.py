"""Names of counted numbers in addresses: "the-bhyt.2025.nghe-an". One number has one name, and is at one address."""

import re
from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _

from programmes.public.parameters import LONGEST, NoSuchNumberError
from programmes.public.registry import (
    DONOR,
    HANDOVER,
    MEASURES,
    PROGRAMME,
    PROVINCE,
    ROUND,
    TITLES,
    YEAR,
    Dimension,
    PublicMeasure,
)

PREFIXES = {PROGRAMME: "chuong-trinh-", ROUND: "dot-", DONOR: "nha-hao-tam-", HANDOVER: "buoi-trao-", PROVINCE: ""}
_YEAR, _NUMBER, _SLUG = re.compile(r"(?!0000)[0-9]{4}"), re.compile(r"[1-9][0-9]{0,17}"), re.compile(r"[-a-zA-Z0-9_]+")
EXAMPLE = "the-bhyt.2025.nghe-an"


class NumberId(NamedTuple):
    """A measure and the values that it is cut by, {Dimension: int or slug}."""

    measure: PublicMeasure
    where: dict

    def __str__(self):
        parts = (_written(name, self.where[name]) for name in Dimension if name in self.where)
        return ".".join((self.measure.slug, *parts))

    @property
    def address(self):
        return reverse("public:number", args=[str(self)])


def number_id(measure, **where):
    """The id of a number; of what is None or "" it is the sum. None where the measure is not cut so."""
    where = {Dimension(name): value for name, value in where.items() if value}
    return NumberId(measure, where) if measure.may_be_cut_by(where) else None


def address(measure, **where):
    """Where a number stands by itself; "" for one without an address."""
    found = number_id(measure, **where)
    return found.address if found else ""


def _written(name, value):
    return f"{value:04}" if name == YEAR else f"{PREFIXES[name]}{value}"


def read(text):
    """The NumberId that a text names; raises NoSuchNumberError unless it is written in the one way."""
    first, *parts = text.split(".")
    measure = MEASURES.get(first)
    if measure is None:
        raise NoSuchNumberError(
            _("Không có số liệu tên “%(asked)s”. Tên là một trong: %(known)s.")
            % {"asked": first[:LONGEST], "known": ", ".join(MEASURES)}
        )
    where = {}
    for part in parts:
        name, value = _read_part(part)
        if name is None or name in where:
            raise NoSuchNumberError(_unreadable(part))
        where[name] = value
    found = NumberId(measure, where)
    if not measure.may_be_cut_by(where):
        raise NoSuchNumberError(_not_cut_so(measure))
    if str(found) != text:
        raise NoSuchNumberError(
            _("Mỗi số có một địa chỉ, các phần theo thứ tự. Địa chỉ đúng là %(right)s.") % {"right": found}
        )
    return found


def _read_part(text):
    if _YEAR.fullmatch(text):
        return YEAR, int(text)
    for name, prefix in PREFIXES.items():  # a province last: it has no prefix
        value = text.removeprefix(prefix)
        if text.startswith(prefix) and (_NUMBER if name == HANDOVER else _SLUG).fullmatch(value):
            return name, int(value) if name == HANDOVER else value
    return None, None


def _unreadable(part):
    return _("Không đọc được “%(part)s” trong địa chỉ. Viết như %(example)s: số liệu, năm, nơi.") % {
        "part": part[:LONGEST],
        "example": EXAMPLE,
    }


def _not_cut_so(measure):
    cuts = [", ".join(str(TITLES[name]) for name in cut) for cut in measure.cuts if cut]
    if not cuts:
        return _("“%(title)s” chỉ có một số chung, không chia theo năm hay nơi.") % {"title": measure.title}
    return _("“%(title)s” chia được theo: %(cuts)s.") % {"title": measure.title, "cuts": _(" hoặc ").join(cuts)}
