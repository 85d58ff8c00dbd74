"""The sentence that opens the home page and that of a year: what was raised and given, as published."""

from typing import NamedTuple

from django.utils.html import format_html
from django.utils.translation import gettext as _

from programmes.models import Measure, Stage
from programmes.public.sentences import enumeration, fill, text_of

RAISED = (Measure.MONEY, Stage.RAISED, "")
GIVEN = (Measure.BOOKS_AND_CARDS, Stage.GIVEN, "")
VALUE = (Measure.MONEY, Stage.VALUE, Measure.BOOKS_AND_CARDS)
PACKAGES = (Measure.PACKAGES, Stage.GIVEN, "")
INDICATORS = (RAISED, GIVEN, VALUE, PACKAGES)
PROGRAMMES = {GIVEN: "tang-so-the", VALUE: "tang-so-the", PACKAGES: "tet-am"}  # which alone does what is counted there


class Headline(NamedTuple):
    """The figures of one year by indicator; `others` are what other sources say of the same."""

    year: int
    figures: dict
    others: tuple

    @property
    def sources(self):
        return "; ".join(dict.fromkeys(figure.source for figure in self.figures.values()))

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
        return _("%(sentence)s Số công bố; nguồn: %(sources)s") % {
            "sentence": text_of(self.sentence),
            "sources": self.sources,
        }

    def _framed(self, indicator):
        if not (figure := self.figures.get(indicator)):
            return None
        before, number, rest, _has_unit = figure.parts
        return format_html('{}<a class="said" href="{}">{}</a>{}', before, figure.href, number, rest)

    def _raised(self):
        raised = self._framed(RAISED)
        return raised and fill(_("huy động %(money)s"), money=raised)

    def _given(self):
        given, value = (
            self._framed(GIVEN),
            self._framed(VALUE),
        )
        if given and value:
            return fill(_("trao tặng %(gifts)s trị giá %(money)s"), gifts=given, money=value)
        if given:
            return fill(_("trao tặng %(gifts)s"), gifts=given)
        return value and fill(_("trao tặng sổ và thẻ trị giá %(money)s"), money=value)

    def _packages(self):
        packages = self._framed(PACKAGES)
        return packages and fill(_("tặng %(gifts)s"), gifts=packages)


def headline(figures, year=None):
    """Of the `Reported` figures, the better first, those that make the sentence of a year; None without one.

    By default it is the latest year of which the money raised is known. Where sources differ, the first is in the
    sentence and the others are named below it.
    """
    wanted = [figure for figure in figures if figure.indicator in INDICATORS]
    years = [figure.year for figure in wanted if figure.indicator == RAISED]
    year = year or max(years, default=None)
    first, others = {}, []
    for figure in wanted:
        if year and figure.year == year and first.setdefault(figure.indicator, figure) is not figure:
            others.append(figure)
    chosen = {name: first[name] for name in INDICATORS if name in first}
    return Headline(year, chosen, tuple(others)) if chosen else None
