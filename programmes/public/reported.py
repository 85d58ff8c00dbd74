"""Published figures as the pages draw them. The only reading of PublishedFigure for sentences, axes and charts."""

import re
from datetime import date
from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _

from programmes.models import PublishedFigure
from programmes.public.periods import period, whole_year
from programmes.public.sentences import NO_BREAK

Qualifier, Unit = PublishedFigure.Qualifier, PublishedFigure.Unit

# "hơn 52,5 tỷ đồng", "185.055" and "hơn 2.000" stand in a frame; what follows is text.
_NUMBER = re.compile(r"(\D*\d[\d.,]*(?: (?:tỷ|triệu|nghìn)(?: đồng)?)?)(.*)", re.DOTALL)

# How the right edge of a frame is drawn: where the source is exact, where it says "more than", where "nearly".
CLOSED, OPEN, DASHED = "closed", "open", "dashed"
_EDGES = {
    Qualifier.OVER: OPEN,
    Qualifier.AT_LEAST: OPEN,
    Qualifier.NEARLY: DASHED,
    Qualifier.ABOUT: DASHED,
}


class Reported(NamedTuple):
    """A published figure: `number` as its source writes it, with its qualifier and without its unit (`rest`)."""

    code: str
    indicator: str
    programme: str
    label: str
    year: int | None
    period: str
    qualifier: str
    value: int | None
    unit: str
    number: str
    rest: str
    publisher: str
    published_on: date
    href: str

    @property
    def words(self):
        return f"{self.number} {self.rest}".strip()

    @property
    def short(self):
        """ "gần 12 nghìn sổ": the number with its unit alone, where there is one."""
        if self.value is None or self.unit == Unit.VND:
            return self.words if self.value is None else self.number
        return f"{self.number}{NO_BREAK}{_(str(Unit(self.unit).label))}"

    @property
    def edge(self):
        return _EDGES.get(self.qualifier, CLOSED)


def read(figures):
    return [_read(figure) for figure in figures]


def _read(figure):
    number, rest = split(figure.wording)
    return Reported(
        code=figure.code,
        indicator=figure.indicator,
        programme=figure.programme.slug if figure.programme else "",
        label=figure.get_indicator_display(),
        year=whole_year(figure),
        period=period(figure),
        qualifier=figure.qualifier,
        value=figure.value,
        unit=figure.unit,
        number=number,
        rest=rest,
        publisher=figure.source_publisher,
        published_on=figure.as_of,
        href=address(figure.code),
    )


def address(code):
    """Where the figure stands with its source and its history."""
    return f"{reverse('public:published')}#{code}"


def split(wording):
    """The number with its qualifier, and the rest; a wording without a number is one as a whole."""
    found = _NUMBER.fullmatch(wording)
    return (found[1].strip(), found[2].strip()) if found else (wording, "")


def sources(figures):
    """ "Vietnam+ (TTXVN), 4/3/2026", each once: (publisher, day)."""
    return list(dict.fromkeys((figure.publisher, figure.published_on) for figure in figures))
