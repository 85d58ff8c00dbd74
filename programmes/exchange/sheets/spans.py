"""From when to when a gift insures: in two columns or in one cell, of which the first month and their number follow."""

import re
from itertools import repeat

from django.core.exceptions import ValidationError

from programmes.exchange.columns.column import AS_ABOVE
from programmes.standards.months import span_in
from programmes.standards.names import tidy

SHORTEST_SPAN = len("Q1/2026")
MONTH_BY_ITS_FIRST = re.compile(r"0?1[/.-](\d{1,2}[/.-]\d{4})", re.ASCII)


def with_spans(months, starts, last_months, last_days):
    """(months, starts) of the rows: texts of the columns that tell how many months, and from when.

    A span in a cell of either is told in the other too, and one that the columns of the ends tell in that of the
    months. What stands there already is kept, with the span behind it in brackets, which must not say otherwise.
    Each of the four is None where there is no such column.
    """
    texts = {text for text in {*(months or ()), *(starts or ())} if len(text) >= SHORTEST_SPAN}
    if spans := {text: span for text in texts if (span := _span_in(text))}:
        blank = [""] * len(months or starts)
        rows = list(zip(months or blank, starts or blank, strict=True))
        months = [_beside(count, start, spans) for count, start in rows]
        starts = [_beside(start, count, spans) for count, start in rows]
    if starts and last_months:
        months = list(map(_until, months or repeat(""), starts, map(_month_by_its_first, last_months)))
    if starts and last_days:
        months = list(map(_until, months or repeat(""), starts, last_days))
    return months, starts


def _span_in(text):
    """The span that a text is or holds, even one that cannot be; "" for none."""
    try:
        return span_in(text)
    except ValidationError:
        return tidy(text)


def _beside(text, other, spans):
    if other not in spans or text in spans:
        return text
    return f"{tidy(text)} ({spans[other]})" if text.strip() else spans[other]


def _month_by_its_first(text):
    """A month for the first day that a spreadsheet keeps of it, where it ends a span."""
    first = MONTH_BY_ITS_FIRST.fullmatch(tidy(text))
    return first[1] if first else text


def _until(months, start, end):
    """The months of a row, with the span that two other cells tell."""
    months, start, end = map(tidy, (months, start, end))
    if not (start and end.strip("-–—./ ")):
        return months
    if AS_ABOVE.fullmatch(start) and AS_ABOVE.fullmatch(end):
        return months or end
    span = f"{start} - {end}"
    return f"{months} ({span})" if months else span
