"""The sentence that opens the home page and that of a year: what was raised and given, as published."""

from typing import NamedTuple

from django.utils.html import format_html
from django.utils.translation import gettext as _

from programmes.models import PublishedFigure
from programmes.public import reported
from programmes.public.sentences import enumeration, fill, text_of
from programmes.standards.dates import format_day

Indicator = PublishedFigure.Indicator
INDICATORS = (
    Indicator.AMOUNT_RAISED,
    Indicator.BOOKS_AND_CARDS_GIVEN,
    Indicator.VALUE_BOOKS_AND_CARDS_GIVEN,
    Indicator.TET_GIFTS_GIVEN,
)


class Headline(NamedTuple):
    """The figures of one year by indicator; `sources` are (publisher, day), each once."""

    year: int
    figures: dict

    @property
    def sources(self):
        return reported.sources(self.figures.values())

    @property
    def large(self):
        """The first figure, for the picture of the page."""
        return next(iter(self.figures.values())).words

    @property
    def sentence(self):
        """HTML, each number in a frame that leads to its own address."""
        clauses = [clause for clause in (self._raised(), self._given(), self._packages()) if clause]
        return fill(_("Năm %(year)s, ngành Bảo hiểm xã hội %(clauses)s."), year=self.year, clauses=enumeration(clauses))

    @property
    def said(self):
        """The sentence to quote, with its sources."""
        sources = "; ".join(f"{publisher}, {format_day(day)}" for publisher, day in self.sources)
        return _("%(sentence)s Số công bố; nguồn: %(sources)s") % {
            "sentence": text_of(self.sentence),
            "sources": sources,
        }

    def _framed(self, indicator):
        figure = self.figures.get(indicator)
        return figure and format_html(
            '<a class="said" href="{}">{}</a>{}', figure.href, figure.number, figure.rest and f" {figure.rest}"
        )

    def _raised(self):
        raised = self._framed(Indicator.AMOUNT_RAISED)
        return raised and fill(_("huy động %(money)s"), money=raised)

    def _given(self):
        given, value = (
            self._framed(Indicator.BOOKS_AND_CARDS_GIVEN),
            self._framed(Indicator.VALUE_BOOKS_AND_CARDS_GIVEN),
        )
        if given and value:
            return fill(_("trao tặng %(gifts)s trị giá %(money)s"), gifts=given, money=value)
        if given:
            return fill(_("trao tặng %(gifts)s"), gifts=given)
        return value and fill(_("trao tặng sổ và thẻ trị giá %(money)s"), money=value)

    def _packages(self):
        packages = self._framed(Indicator.TET_GIFTS_GIVEN)
        return packages and fill(_("tặng %(gifts)s"), gifts=packages)


def headline(figures, year=None):
    """Of the `Reported` figures those that make the sentence of a year, by default the latest; None without one.

    The latest year is one of which the money raised is known.
    """
    wanted = [figure for figure in figures if figure.indicator in INDICATORS and figure.value is not None]
    years = [figure.year for figure in wanted if figure.indicator == INDICATORS[0] and figure.year]
    year = year or max(years, default=None)
    first = {}
    for figure in wanted:
        if year and figure.year == year:
            first.setdefault(figure.indicator, figure)
    return Headline(year, {name: first[name] for name in INDICATORS if name in first}) if first else None
