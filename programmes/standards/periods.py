"""Periods that figures are told for, in the words of Vietnamese reports: "6 tháng đầu năm 2025", "quý I/2026".

What a text says is read back from what is written: read(words(period)) == period.
"""

import re
from calendar import monthrange
from datetime import date
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from .dates import ENGLISH_MONTHS, format_day, parse_day
from .languages import in_english
from .lunar import FIRST_YEAR, LAST_YEAR, tet_season, year_name
from .names import fold, tidy

YEAR, HALF, QUARTER, MONTH, SEASON, SPAN, DAY, AS_OF = (
    "year",
    "half",
    "quarter",
    "month",
    "season",
    "span",
    "day",
    "as_of",
)
ROMAN = ("I", "II", "III", "IV")

_YEAR = r"((?:19|20)\d\d)"
_ONE_YEAR = re.compile(rf"(?:(?:ca )?nam )?{_YEAR}")
_YEARS = re.compile(rf"(?:(?:giai doan|(?:tu )?nam) )?{_YEAR} ?(?:[-–]|den(?: nam)?) ?{_YEAR}")
_MONTHS_OF_YEAR = re.compile(rf"(\d{{1,2}}) ?(?:thang|t) (dau|cuoi) nam {_YEAR}")
_HALF_OF_YEAR = re.compile(rf"nua (dau|cuoi) nam {_YEAR}")
_QUARTER = re.compile(rf"(?:quy|q) ?([ivx]+|\d+)(?: nam |[ /.-]+){_YEAR}")
_ISO_QUARTER = re.compile(rf"{_YEAR}[ -]?q([1-4])")
_MONTH = re.compile(rf"(?:thang |t)?(\d{{1,2}})(?: nam |[/.-]){_YEAR}")
_ISO_MONTH = re.compile(rf"{_YEAR}-(0[1-9]|1[0-2])")
_SEASON = re.compile(rf"tet(?: nguyen dan)?(?: (?P<name>[a-z]+ [a-z]+?))?(?: nam)? (?P<year>{_YEAR})")
_AS_OF = re.compile(r"(?:tinh )?den (?:het )?(?:ngay )?(.+)")
_SPAN = re.compile(r"tu (?:ngay )?(.+?) den (?:het )?(?:ngay )?(.+)|(.+?) ?[–-] ?(.+)")


class Period(NamedTuple):
    """`start` and `end` are its first and last day; what is counted up to a day ("as of") has that day twice."""

    kind: str
    start: date
    end: date

    @property
    def years(self):
        return range(self.start.year, self.end.year + 1)


def of_year(year: int) -> Period:
    return Period(YEAR, date(year, 1, 1), date(year, 12, 31))


def of_months(year: int, first: int, last: int) -> Period:
    """Whole months of one year: a month, a quarter, a half, the year, or else a span."""
    start, end = date(year, first, 1), date(year, last, monthrange(year, last)[1])
    return Period(_kind_of(start, end), start, end)


def of_season(year: int) -> Period:
    return Period(SEASON, *tet_season(year))


def of_days(start: date, end: date) -> Period:
    """The kind that two days say by themselves; a season or "as of" is never guessed."""
    return Period(_kind_of(start, end), start, end)


def _kind_of(start, end):
    if start == end:
        return DAY
    months = _whole_months(start, end)
    if start.year != end.year or not months:
        return SPAN
    first, last = months
    by_length = {(1, 12): YEAR, (1, 6): HALF, (7, 12): HALF}
    if first == last:
        return MONTH
    if last - first == 2 and first % 3 == 1:
        return QUARTER
    return by_length.get((first, last), SPAN)


def _whole_months(start, end):
    """(first month, last month) where the days begin and end months; else None."""
    is_whole = start.day == 1 and end.day == monthrange(end.year, end.month)[1]
    return (start.month, end.month) if is_whole else None


def fits(period: Period) -> bool:
    """Whether the days are those that the kind names."""
    kind, start, end = period
    if start > end:
        return False
    if kind == AS_OF:
        return start == end
    if kind == SEASON:
        return FIRST_YEAR <= end.year <= LAST_YEAR and (start, end) == tet_season(end.year)
    return kind == _kind_of(start, end)


def words(period: Period) -> str:
    """As a table or a sentence names it: "2025", "tháng 12/2025", "Tết Bính Ngọ 2026", "đến ngày 4/3/2026"."""
    return _WORDS[period.kind](period.start, period.end)


def words_of_books(year: int, month: int | None) -> str:
    """A period of the books, a month or a whole year: "tháng 3/2025", "năm 2025"."""
    return words(of_months(year, month, month)) if month else _("năm %(year)s") % {"year": year}


def _half_words(start, end):
    return _("6 tháng đầu năm %(year)s") % {"year": end.year} if start.month == 1 else _last_months(6, end.year)


def _quarter_words(start, end):
    return _("quý %(number)s/%(year)s") % {"number": ROMAN[start.month // 3], "year": end.year}


def _month_words(start, end):
    if in_english():
        return f"{ENGLISH_MONTHS[start.month - 1]} {end.year}"
    return _("tháng %(month)s/%(year)s") % {"month": start.month, "year": end.year}


def _season_words(start, end):
    return _("Tết %(name)s %(year)s") % {"name": year_name(end.year), "year": end.year}


def _day_words(start, end):
    return _("ngày %(day)s") % {"day": format_day(start)}


def _as_of_words(start, end):
    return _("đến ngày %(day)s") % {"day": format_day(end)}


def _last_months(count, year):
    return _("%(count)s tháng cuối năm %(year)s") % {"count": count, "year": year}


def _span_words(start, end):
    months = _whole_months(start, end)
    if months == (1, 12):
        return f"{start.year}-{end.year}"
    if months and start.year == end.year and months[0] == 1:
        return _("%(count)s tháng đầu năm %(year)s") % {"count": months[1], "year": end.year}
    if months and start.year == end.year and months[1] == 12:
        return _last_months(13 - months[0], end.year)
    return _("từ %(first)s đến %(last)s") % {"first": format_day(start), "last": format_day(end)}


_WORDS = {
    YEAR: lambda start, end: str(end.year),
    HALF: _half_words,
    QUARTER: _quarter_words,
    MONTH: _month_words,
    SEASON: _season_words,
    SPAN: _span_words,
    DAY: _day_words,
    AS_OF: _as_of_words,
}


def read(text: str) -> Period:
    """The period that a text names.

    Raises `period_form` where it names none, `period_month`, `period_quarter`, `period_in_order`, `date_impossible` and
    `season_year` where a part of it cannot be, `season_name` where Tết has the name of another year.
    """
    plain = fold(tidy(text)).strip(" .")
    for reader in (_read_year, _read_months, _read_season, _read_days):
        if found := reader(plain):
            return found
    raise _unreadable()


def _unreadable():
    return ValidationError(
        _(
            "Không đọc được kỳ; hãy viết như 2025, 2020-2021, 6 tháng đầu năm 2025, quý I/2026, tháng 12/2025, "
            "Tết Bính Ngọ 2026, từ 1/3/2025 đến 15/4/2025, ngày 4/3/2026 hoặc đến ngày 4/3/2026."
        ),
        code="period_form",
    )


def _read_year(text):
    if found := _ONE_YEAR.fullmatch(text):
        return of_year(int(found[1]))
    if (found := _YEARS.fullmatch(text)) and found[1] < found[2]:
        return Period(SPAN, date(int(found[1]), 1, 1), date(int(found[2]), 12, 31))
    return None


def _read_months(text):
    return _read_count(text) or _read_quarter(text) or _read_month(text)


def _read_count(text):
    if found := _MONTHS_OF_YEAR.fullmatch(text):
        count, year = _month_number(found[1]), int(found[3])
        return of_months(year, 1, count) if found[2] == "dau" else of_months(year, 13 - count, 12)
    if found := _HALF_OF_YEAR.fullmatch(text):
        return of_months(int(found[2]), *((1, 6) if found[1] == "dau" else (7, 12)))
    return None


def _read_quarter(text):
    if found := _QUARTER.fullmatch(text):
        return _of_quarter(int(found[2]), found[1])
    if found := _ISO_QUARTER.fullmatch(text):
        return _of_quarter(int(found[1]), found[2])
    return None


def _read_month(text):
    if found := _MONTH.fullmatch(text):
        return of_months(int(found[2]), *[_month_number(found[1])] * 2)
    if found := _ISO_MONTH.fullmatch(text):
        return of_months(int(found[1]), int(found[2]), int(found[2]))
    return None


def _month_number(written):
    if not 1 <= int(written) <= 12:
        raise ValidationError(_("Số tháng là từ 1 đến 12; xem lại tháng."), code="period_month")
    return int(written)


def _of_quarter(year, written):
    roman = dict(zip(ROMAN, range(1, 5), strict=True))
    number = int(written) if written.isdigit() else roman.get(written.upper(), 0)
    if not 1 <= number <= 4:
        raise ValidationError(_("Quý là từ I đến IV; xem lại quý."), code="period_quarter")
    return of_months(year, 3 * number - 2, 3 * number)


def _read_season(text):
    found = _SEASON.fullmatch(text)
    if not found:
        return None
    year = int(found["year"])
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValidationError(
            _("Chỉ tính được Tết các năm %(first)s–%(last)s; xem lại năm, hoặc ghi kỳ bằng hai ngày."),
            code="season_year",
            params={"first": FIRST_YEAR, "last": LAST_YEAR},
        )
    if found["name"] and found["name"] != fold(year_name(year)):
        raise ValidationError(
            _("Tết năm %(year)s là Tết %(name)s; hãy sửa tên hoặc năm."),
            code="season_name",
            params={"year": year, "name": year_name(year)},
        )
    return of_season(year)


def _read_days(text):
    if day := _one_day(text.removeprefix("ngay ")):
        return Period(DAY, day, day)
    try:
        if found := _AS_OF.fullmatch(text):
            return Period(AS_OF, *[_last_day(found[1])] * 2)
        if found := _SPAN.fullmatch(text):
            first, last = (found[1], found[2]) if found[1] else (found[3], found[4])
            return _of_days_in_order(_first_day(first), _last_day(last))
    except ValidationError as error:
        if error.code == "date_form":
            return None
        raise
    return None


def _of_days_in_order(start, end):
    if start > end:
        raise ValidationError(_("Kỳ kết thúc trước khi bắt đầu; đổi lại hai ngày."), code="period_in_order")
    return of_days(start, end)


def _one_day(text):
    try:
        return parse_day(text)
    except ValidationError as error:
        if error.code == "date_form":
            return None
        raise


def _first_day(text):
    found = _read_months(text) or _read_year(text)
    return found.start if found else parse_day(text)


def _last_day(text):
    found = _read_months(text) or _read_year(text)
    return found.end if found else parse_day(text)
