"""Months of insurance as Vietnamese offices write them: the first, how many, from when to when."""

import re
from datetime import date, timedelta
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from . import periods
from .dates import MONTH_NAME, MONTHS_BY_NAME, coarse_span, in_figures, on_calendar, written_day
from .names import fold, tidy

MOST_MONTHS = 120

_LEAD = re.compile(r"(?:bat dau )?(?:ke )?(?:tu )?(?:ngay )?")
_WORD = r"(?:thang|thg|th|t)\.?"
_MONTH = re.compile(rf"(0?1[/.-])?({_WORD})?(\d{{1,2}})(?:[/.-]|nam)([12]\d{{3}}|\d{{2}})", re.ASCII)
_WITHOUT_YEAR = re.compile(rf"({_WORD})?(\d{{1,2}})", re.ASCII)
_YEAR_FIRST = re.compile(r"([12]\d{3})[-/](\d{1,2})(?:-01)?", re.ASCII)
_NAMED_MONTH = re.compile(rf"{MONTH_NAME}[-/.,]?(?:20)?(\d{{2}})", re.ASCII)
_NUMBERS = {
    "mot": 1,
    "hai": 2,
    "ba": 3,
    "bon": 4,
    "tu": 4,
    "nam": 5,
    "sau": 6,
    "bay": 7,
    "tam": 8,
    "chin": 9,
    "muoi": 10,
    "muoi mot": 11,
    "muoi hai": 12,
    "ca": 1,
    "tron": 1,
}
_UNITS = {
    **dict.fromkeys(("thang", "thg", "th", "tg", "t", "month", "months"), 1),
    "quy": 3,
    "nam": 12,
    "year": 12,
}
_UNIT = "|".join(sorted(_UNITS, key=len, reverse=True))
_COUNT = re.compile(
    rf"(?:du |tron )?(?:(\d{{1,4}})(?:[.,]0{{1,2}})? ?({_UNIT})?\.?|({'|'.join(_NUMBERS)}) ({_UNIT}))"
    r"(?: ?/ ?(?:nguoi|the|so|suat))?",
    re.ASCII,
)
_YEARS_AND_MONTHS = re.compile(r"(\d{1,2}) ?nam (\d{1,2}) ?(?:thang|thg|th|t)", re.ASCII)
_SPACED_SPAN = re.compile(r"(.*\d) ?(?: [-–—] |[-=]>|→|~| den(?: het)? | toi )(?=.*\d) ?(.+)", re.ASCII)
_SPAN = re.compile(r"([^-–—]+)(?:[-–—]|den)([^-–—]+)")
_NAMED_PERIOD = re.compile(r"(?:quy|q\d|nua|\d+ ?t(?:hang)? (?:dau|cuoi)|ca nam|nam \d{4}$)")
_BESIDE = re.compile(r"(.*\S) ?\((.+)\)")


class Span(NamedTuple):
    """The first day of some time, and how many months it lasts: 0 where it is no whole number of them."""

    start: date
    months: int


def parse_month(text: str) -> date:
    """The first day of "12/2025", "T12/25", "tháng 12/2025", "01/12/2025", "từ 1/12/25", "2025-12", "202512", "Dec-25".

    A span may stand beside it in brackets, as `parse_months_count` has it.
    Raises `month_form` when unreadable or any other day of a month, `month_without_year`, `date_impossible` for
    month 13, `month_disagrees` where the span begins otherwise.
    """
    text, span = _beside(text)
    month = _written_month(text)
    if month is None:
        raise _unreadable(text)
    if span and month != (start := read_span(span).start).replace(day=1):
        raise ValidationError(
            _("Tháng bắt đầu ghi “%(text)s” nhưng thời hạn “%(span)s” bắt đầu từ %(start)s; hãy sửa cho khớp."),
            code="month_disagrees",
            params={"text": text, "span": span, "start": f"{start.month}/{start.year}"},
        )
    return month


def _unreadable(text):
    if _WITHOUT_YEAR.fullmatch(_squeezed(text)):
        return ValidationError(
            _("“%s” chưa có năm; hãy viết theo tháng/năm, ví dụ 12/2025.") % text, code="month_without_year"
        )
    return ValidationError(
        _("Không đọc được tháng “%s”; hãy viết theo tháng/năm, ví dụ 12/2025 (nếu ghi ngày thì phải là ngày 01).")
        % text,
        code="month_form",
    )


def _squeezed(text):
    folded = fold(text).removeprefix("'")
    return folded[_LEAD.match(folded).end() :].replace(" ", "")


def _written_month(text):
    """Its first day; None where the text is no month of a year."""
    squeezed = _squeezed(in_figures(text) or text)
    if written := _MONTH.fullmatch(squeezed):
        day, word, month, year = written.groups()
        if len(year) == 4:
            return on_calendar(int(year), int(month), 1)
        is_sure = day or word or int(year) > 12  # "5/12" is the fifth of December
        return on_calendar(2000 + int(year), int(month), 1) if is_sure else None
    if iso := _YEAR_FIRST.fullmatch(squeezed):
        return on_calendar(int(iso[1]), int(iso[2]), 1)
    if named := _NAMED_MONTH.fullmatch(squeezed):
        return on_calendar(2000 + int(named[2]), MONTHS_BY_NAME[named[1][:3]], 1)
    return None


def parse_months_count(text: str) -> int:
    """Months of insurance, 1 to 120: "12", "12.0", "03 tháng", "6T", "một năm", "2 quý", and what `read_span` reads.

    The same may stand behind it in brackets: "12 (01/2026 - 12/2026)", "12 tháng (1 năm)".
    Raises `months_range` for any other number and when unreadable, `months_disagree` where the brackets say otherwise,
    `months_not_whole` for a span that is no whole number of months; the months of a span raise as `parse_month`.
    """
    if text.isascii() and text.isdigit() and len(text) < 5:
        return _in_range(int(text), text)
    said, beside = _beside(text)
    count = _in_range(_written_count(said), text)
    if beside and count != (other := _written_count(beside)):
        raise ValidationError(
            _("Số tháng ghi “%(text)s” nhưng “%(beside)s” là %(other)s tháng; hãy sửa cho khớp."),
            code="months_disagree",
            params={"text": said, "beside": beside, "other": other},
        )
    return count


def _in_range(count, text):
    if 1 <= count <= MOST_MONTHS:
        return count
    raise ValidationError(
        _("Số tháng phải từ 1 đến %(most)s, ô này ghi “%(text)s”; hãy viết như 12, 12 tháng hoặc T12/2025-T11/2026."),
        code="months_range",
        params={"most": MOST_MONTHS, "text": tidy(text)},
    )


def _beside(text):
    """(text, number or span in brackets behind it, "" for none)."""
    text = tidy(text)
    both = _BESIDE.fullmatch(text)
    return (both[1], both[2]) if both and (read_span(both[2]) or _counted(both[2])) else (text, "")


def span_in(text: str) -> str:
    """The span that a text is, or holds in brackets behind a number or a month; "" for none. Raises as `read_span`."""
    text, beside = _beside(text)
    return next((one for one in (beside, text) if one and read_span(one)), "")


def _counted(text):
    """A number of months that is told as such; 0 when nothing can be read, which no gift has."""
    folded = fold(text).removeprefix("'")
    if folded == "nua nam":
        return 6
    if both := _YEARS_AND_MONTHS.fullmatch(folded):
        return 12 * int(both[1]) + int(both[2])
    if not (written := _COUNT.fullmatch(folded)):
        return 0
    number, unit, word, unit_of_word = written.groups()
    return int(number) * _UNITS.get(unit, 1) if number else _NUMBERS[word] * _UNITS[unit_of_word]


def _written_count(text):
    if (count := _counted(text)) or not (span := read_span(text)):
        return count
    if not span.months:
        raise ValidationError(
            _("Thời hạn “%s” không tròn tháng; hãy sửa ngày đầu hoặc ngày cuối, ví dụ 01/01/2026 - 31/12/2026.")
            % tidy(text),
            code="months_not_whole",
        )
    return span.months


def read_span(text: str) -> Span | None:
    """What "01/12/2025 - 30/11/2026", "từ T1 đến T12/2026", "quý I/2026", "6 tháng đầu năm 2026" tell; None for none.

    Raises `date_impossible` for what is on no calendar, and as `periods.read` for a quarter or a half that is none.
    """
    folded = fold(text).removeprefix("'").removeprefix("tu ")
    if _NAMED_PERIOD.match(folded):
        try:
            period = periods.read(folded)
        except ValidationError as error:
            if error.code == "period_form":
                return None
            raise
        return Span(period.start, _months_between(period.start, period.end))
    ends = _SPACED_SPAN.fullmatch(folded) or _SPAN.fullmatch(folded.replace(" ", ""))
    last = ends and _days_of(ends[2])
    first = last and (_days_of(ends[1]) or _in_the_year_of(last[1], ends[1]))
    return Span(first[0], _months_between(first[0], last[1])) if first else None


def _days_of(text):
    """The first and the last day of an end of a span, which is a day or a month; None for neither."""
    if day := written_day(text, date.max):
        return day, day
    month = _written_month(text)
    return month and coarse_span(month, "month")


def _in_the_year_of(last, text):
    """The same of a month without a year, before a month that has one: "T1 - T12/2026"."""
    written = _WITHOUT_YEAR.fullmatch(text.replace(" ", ""))
    is_before = written and written[1] and 1 <= int(written[2]) <= last.month
    return coarse_span(last.replace(month=int(written[2]), day=1), "month") if is_before else None


def _months_between(start, last):
    """How many whole months these two days are the first and the last of; 0 for none."""
    end = last + timedelta(days=1)
    return max(0, (end.year - start.year) * 12 + end.month - start.month) if end.day == start.day else 0
