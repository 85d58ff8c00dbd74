"""The few published figures that open the home page, each with its own words, source and date."""

import re
from typing import NamedTuple

from programmes.models import PublishedFigure
from programmes.public.periods import whole_year

# "hơn 52,5 tỷ đồng", "185.055" and "hơn 2.000" are large; what follows is small.
_LARGE = re.compile(r"(\D*\d[\d.,]*(?: (?:tỷ|triệu|nghìn)(?: đồng)?)?)(.*)", re.DOTALL)


class HeadlineFigure(NamedTuple):
    large: str
    small: str
    indicator: str
    source: str
    as_of: object


class Headline(NamedTuple):
    year: int
    figures: tuple

    @property
    def sources(self):
        return list(dict.fromkeys((figure.source, figure.as_of) for figure in self.figures))


def headline(figures, indicators):
    """The figures of `indicators` for the latest whole year that has the first of them; None without one."""
    wanted = [figure for figure in figures if figure.indicator in indicators and figure.value is not None]
    years = [whole_year(figure) for figure in wanted if figure.indicator == indicators[0] and whole_year(figure)]
    if not years:
        return None
    latest = max(years)
    first = {}
    for figure in wanted:
        if whole_year(figure) == latest:
            first.setdefault(figure.indicator, figure)
    return Headline(latest, tuple(_figure(first[name]) for name in indicators if name in first))


def _figure(figure):
    large, small = split(figure.wording)
    return HeadlineFigure(
        large,
        small,
        PublishedFigure.Indicator(figure.indicator).label,
        f"{figure.source_title}. {figure.source_publisher}",
        figure.as_of,
    )


def split(wording):
    """The number with its qualifier, and the rest; a wording without a number is large as a whole."""
    found = _LARGE.fullmatch(wording)
    return (found[1].strip(), found[2].strip()) if found else (wording, "")
