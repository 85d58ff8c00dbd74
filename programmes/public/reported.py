"""Published figures as the pages draw them. The only reading of PublishedFigure for sentences, axes and charts."""

from typing import NamedTuple

from django.utils.translation import gettext as _

from programmes.models import Measure, PublishedFigure
from programmes.models.base import of_each
from programmes.public import published
from programmes.public.sentences import NO_BREAK
from programmes.rules.figure_words import Parts
from programmes.standards import periods

Qualifier = PublishedFigure.Qualifier

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
    """A published figure: `parts` are those of its wording, of which the number stands in a frame.

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
    value_to: int | None
    measure: Measure
    parts: Parts
    publisher: str
    published_on: str | None
    href: str

    @property
    def words(self):
        return self.parts.whole

    @property
    def short(self):
        """ "gần 12 nghìn sổ": the number with its unit alone, where there is one."""
        if self.value is None or self.measure.has_hundredths:
            return self.words
        return self.parts.number if self.parts.has_unit else f"{self.parts.number}{NO_BREAK}{self.measure.unit}"

    @property
    def edge(self):
        """Of a range the frame holds the lower end, and more may be beyond it."""
        return OPEN if self.value_to else _EDGES[self.qualifier]

    @property
    def source(self):
        """ "Vietnam+ (TTXVN), công bố 4/3/2026"."""
        if not self.published_on:
            return self.publisher
        return _("%(publisher)s, công bố %(day)s") % {"publisher": self.publisher, "day": self.published_on}


def read(figures):
    return [_read(figure) for figure in figures]


def _read(figure):
    return Reported(
        code=figure.code,
        indicator=(figure.measure, figure.stage, figure.subject),
        label=str(figure.indicator),
        place=published.place(figure),
        year=figure.whole_year,
        period=periods.words(figure.period),
        qualifier=figure.qualifier,
        value=figure.value,
        value_to=figure.value_to,
        measure=Measure(figure.measure),
        parts=published.parts(figure),
        publisher=figure.source_publisher,
        published_on=published.source_date(figure),
        href=published.address(figure.code),
    )
