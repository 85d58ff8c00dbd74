"""Published figures as the pages draw them. The only reading of PublishedFigure for sentences, axes and charts."""

import re
from typing import NamedTuple

from django.utils.translation import gettext as _

from programmes.models import Measure, PublishedFigure
from programmes.models.base import of_each
from programmes.public import published
from programmes.public.sentences import NO_BREAK
from programmes.standards import periods

Qualifier = PublishedFigure.Qualifier

# "hơn 52,5 tỷ đồng", "185.055" and "hơn 2.000" stand in a frame; what follows is text.
_NUMBER = re.compile(r"(\D*\d[\d.,]*(?:[ \u00a0](?:tỷ|triệu|nghìn|million|billion)(?:[ \u00a0]đồng)?)?)(.*)", re.DOTALL)

# How the right edge of a frame is drawn: where the source is exact, where it says "more than", where "nearly".
CLOSED, OPEN, DASHED = "closed", "open", "dashed"
_EDGES = of_each(
    Qualifier,
    {
        Qualifier.EXACT: CLOSED,
        Qualifier.OVER: OPEN,
        Qualifier.AT_LEAST: OPEN,
        Qualifier.NEARLY: DASHED,
        Qualifier.ABOUT: DASHED,
        Qualifier.AT_MOST: CLOSED,
        Qualifier.UNDER: DASHED,
        Qualifier.ORDER_OF_MAGNITUDE: CLOSED,  # never drawn
        Qualifier.NOT_COUNTED: CLOSED,  # never drawn
    },
)


class Reported(NamedTuple):
    """A published figure: `number` as its source writes it, with its qualifier and without its unit (`rest`).

    `indicator` is its measure, stage and subject; `year` is None unless its period is one calendar year.
    """

    code: str
    indicator: tuple
    label: str
    place: str
    year: int | None
    period: str
    qualifier: str
    value: int | None
    measure: Measure
    number: str
    rest: str
    publisher: str
    published_on: str | None
    href: str

    @property
    def words(self):
        return f"{self.number} {self.rest}".strip()

    @property
    def short(self):
        """ "gần 12 nghìn sổ": the number with its unit alone, where there is one."""
        if self.value is None or self.measure.has_hundredths:
            return self.words
        if self.measure is Measure.MONEY:
            return self.number
        return f"{self.number}{NO_BREAK}{self.measure.unit}"

    @property
    def edge(self):
        return _EDGES[self.qualifier]

    @property
    def source(self):
        """ "Vietnam+ (TTXVN), công bố 4/3/2026"."""
        if not self.published_on:
            return self.publisher
        return _("%(publisher)s, công bố %(day)s") % {"publisher": self.publisher, "day": self.published_on}


def read(figures):
    return [_read(figure) for figure in figures]


def _read(figure):
    number, rest = split(published.wording(figure))
    return Reported(
        code=figure.code,
        indicator=(figure.measure, figure.stage, figure.subject),
        label=str(figure.indicator),
        place=published.place(figure),
        year=figure.whole_year,
        period=periods.words(figure.period),
        qualifier=figure.qualifier,
        value=figure.value,
        measure=Measure(figure.measure),
        number=number,
        rest=rest,
        publisher=figure.source_publisher,
        published_on=published.source_date(figure),
        href=published.address(figure.code),
    )


def split(wording):
    """The number with its qualifier, and the rest; a wording without a number is one as a whole."""
    found = _NUMBER.fullmatch(wording)
    return (found[1].strip(), found[2].strip()) if found else (wording, "")
