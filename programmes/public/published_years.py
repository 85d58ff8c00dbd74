"""The published years: one axis for each unit that the sources count in, and no bar where there are only words."""

from typing import NamedTuple

from django.utils.translation import gettext as _

from programmes.models import Measure, Stage
from programmes.public import charts

ITEMS, PERSONS = (Measure.BOOKS, Measure.CARDS, Measure.BOOKS_AND_CARDS), (Measure.PEOPLE,)


class Part(NamedTuple):
    """`title` says what the sources count, `unit` what the axis is in."""

    title: str
    unit: str
    block: charts.Block


class PublishedYears(NamedTuple):
    """`worded` are figures of which there are only words."""

    parts: tuple
    worded: tuple


def published_years(figures):
    """Of `Reported` figures, those of whole years that count what was given; None where there is no chart to draw."""
    figures = [figure for figure in figures if Stage.GIVEN in figure.indicator]
    worded = tuple(figure for figure in figures if figure.value is None and figure.measure in (*ITEMS, *PERSONS))
    parts = [
        _part(title, [figure for figure in figures if figure.measure in measures and figure.value and figure.year])
        for title, measures in ((_("Nguồn đếm sổ và thẻ"), ITEMS), (_("Nguồn đếm người thụ hưởng"), PERSONS))
    ]
    parts = tuple(part for part in parts if part)
    return PublishedYears(parts, worded) if parts or worded else None


def _part(title, figures):
    if not figures:
        return None
    ordered = sorted(figures, key=lambda figure: (-figure.year, -figure.value))
    block = charts.block([(figure, figure.value) for figure in ordered])
    return Part(title, {1: "", 10**3: _("nghìn"), 10**6: _("triệu"), 10**9: _("tỷ")}[block.scale], block)
