"""Days and months as Vietnamese offices write them: the day comes first."""

import re
from calendar import monthrange
from datetime import date, datetime, time, timedelta, timezone
from typing import Literal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .languages import in_english
from .names import fold, tidy

VIETNAM = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")
EARLIEST_BIRTH = date(1900, 1, 1)

Precision = Literal["day", "month", "year"]

_DAY_FIRST = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2([12]\d{3}|\d{2})", re.ASCII)
_ISO = re.compile(r"([12]\d{3})-(\d{1,2})-(\d{1,2})", re.ASCII)
_COARSE_BIRTH = re.compile(r"(?:(?:0{0,2}[/.-])?(\d{0,2})[/.-])?([12]\d{3})", re.ASCII)

ENGLISH_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)

MONTHS_BY_NAME = {name[:3].casefold(): number for number, name in enumerate(ENGLISH_MONTHS, 1)}
MONTH_NAME = "(" + "|".join(f"{name[:3]}(?:{name[3:]})?" for name in map(str.casefold, ENGLISH_MONTHS)) + r"|sept)\.?"
_AFTER_WORDS = re.compile(r"(?:ngaysinh|sinhngay|ngay|sinh|sn):?(\d.*)", re.ASCII)
_IN_WORDS = re.compile(
    r"(\d{1,2})[-/.,]?(?:thang|thg|th)\.?[-/.]?(\d{1,2})[-/.,]?(?:nam)?[-/.]?(\d{4}|\d{2})", re.ASCII
)
_DAY_OF_NAMED_MONTH = re.compile(rf"(\d{{1,2}})[-/.,]?{MONTH_NAME}[-/.,]?(\d{{4}}|\d{{2}})", re.ASCII)
_NAMED_MONTH_FIRST = re.compile(rf"{MONTH_NAME}[-/.]?(\d{{1,2}}),(\d{{4}})", re.ASCII)
_YEAR_FIRST = re.compile(r"([12]\d{3})([/.])(\d{1,2})\2(\d{1,2})", re.ASCII)
_OF_MACHINE = re.compile(r"([12]\d{3})(?:(0\d|1[0-2])([0-3]\d)|-(\d\d)-(00)|-(\d\d)|(0\d|1[0-2]))", re.ASCII)
_WITHOUT_MARKS = re.compile(r"([0-3]\d)(0\d|1[0-2])((?:19|20)\d\d)", re.ASCII)
_DAY_OR_MONTH_FIRST = re.compile(
    r"(?:0\d|[12]\d|3[01])(?:0[1-9]|1[0-2])\d\d", re.ASCII
)  # "200112": 12/2001 or 20/1/2012
_CLOCK = re.compile(r"(?<=\d)[T ] ?\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?(?:AM|PM|SA|CH))?$", re.ASCII | re.IGNORECASE)
_INSTANT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)", re.ASCII)
_ONLY_YEAR = re.compile(r"(?:khoang|uoc|chung|~|sinhnam|namsinh|sn|nam)(?:nam)?[.:]?([12]\d{3})", re.ASCII)
_ONLY_MONTH = re.compile(r"(?:thang|thg|t)\.?(\d{1,2})(?:[-/.,]|,?nam)([12]\d{3})", re.ASCII)

_EXCEL_LEAP_DAY = 60
_EXCEL_LAST = 2_958_465
_LAST_PADDED_MONTH = 2


def today_in_vietnam() -> date:
    return datetime.now(VIETNAM).date()


def days_left(due: date) -> int:
    """Days from today, in Vietnam, until something is due; below 0 it is late."""
    return (due - today_in_vietnam()).days


def start_of_day(moment: datetime) -> datetime:
    """The midnight with which the day of a moment begins, where its clock shows that."""
    return moment.replace(hour=0, minute=0, second=0, microsecond=0)


def parse_day(text: str) -> date:
    """The day meant by dd/mm/yyyy, d/m/yy, with dots or hyphens, by yyyy-mm-dd, or in words as `in_figures` reads them.

    Two digits of a year mean 20yy, unless that lies more than a year ahead: then 19yy.
    Raises `date_form` when unreadable, `date_impossible` for 31/02 and the like.
    """
    day = _padded_day(text)
    if day:
        return day
    day = written_day(text, today_in_vietnam() + timedelta(days=366))
    if day is None:
        raise _unreadable(text)
    return day


def in_figures(text: str) -> str:
    """A day in words or as programs write it as d/m/y; "" for any other.

    "17 tháng 5 năm 1954", "16-Apr-53", "ngày 18/6/1955", "1952/03/15", "19520315", "15031952", "1952-03-15T00:00:00".
    Of a coarse one as much as is told: "khoảng 1952" and "19520000" are "1952", "tháng 3 năm 1956" is "3/1956".
    """
    if _INSTANT.fullmatch(text):
        return _of_instant(text)
    without_clock = _CLOCK.sub("", text)
    squeezed = _squeeze(fold(without_clock))
    if after := _AFTER_WORDS.fullmatch(squeezed):
        is_day = _DAY_FIRST.fullmatch(after[1]) or _ISO.fullmatch(after[1]) or _COARSE_BIRTH.fullmatch(after[1])
        return after[1] if is_day else in_figures(after[1])
    if found := _day_in_words(squeezed) or _of_machine(squeezed):
        return found
    if without_clock != text:
        iso = _ISO.fullmatch(squeezed)
        return "/".join(reversed(iso.groups())) if iso else squeezed if _DAY_FIRST.fullmatch(squeezed) else ""
    coarse = _ONLY_YEAR.fullmatch(squeezed) or _ONLY_MONTH.fullmatch(squeezed)
    return "/".join(coarse.groups()) if coarse else ""


def _day_in_words(squeezed):
    if written := _IN_WORDS.fullmatch(squeezed):
        return "/".join(written.groups())
    if named := _DAY_OF_NAMED_MONTH.fullmatch(squeezed):
        return f"{named[1]}/{MONTHS_BY_NAME[named[2][:3]]}/{named[3]}"
    if named := _NAMED_MONTH_FIRST.fullmatch(squeezed):
        return f"{named[2]}/{MONTHS_BY_NAME[named[1][:3]]}/{named[3]}"
    if year_first := _YEAR_FIRST.fullmatch(squeezed):
        return f"{year_first[4]}/{year_first[3]}/{year_first[1]}"
    return ""


def _of_machine(text):
    """As in_figures, of figures without marks and of parts that are 00; "" where they may be read in two ways."""
    if (found := _OF_MACHINE.fullmatch(text)) and not _DAY_OR_MONTH_FIRST.fullmatch(text):
        year, *rest = filter(None, found.groups())
    elif found := _WITHOUT_MARKS.fullmatch(text):
        day, month, year = found.groups()
        rest = month, day
    else:
        return ""
    told = [str(int(part)) for part in rest]
    while told and told[-1] == "0":  # the day, or the month too, is not known
        told.pop()
    return "/".join([*reversed(told), year])


def _of_instant(text):
    """The day in Vietnam of a moment that is told with its zone; "" where another may be meant.

    Some programs write the hour of Vietnam as that of London: of another day, only its midnight here is sure.
    """
    try:
        written = datetime.fromisoformat(text)
    except ValueError:
        return ""
    here = written.astimezone(VIETNAM)
    is_sure = here.date() == written.date() or here.time() == time()
    return format_day_padded(here.date()) if is_sure else ""


def _padded_day(text: str) -> date | None:
    """The quick way for dd/mm/yyyy; whatever else is left to the patterns to judge."""
    if len(text) == 10 and text[2] == "/" == text[5] and text[6] in "12":
        try:
            return date.fromisoformat(f"{text[6:]}-{text[3:5]}-{text[:2]}")
        except ValueError:
            return None
    return None


def _squeeze(text: str) -> str:
    return tidy(text).replace(" ", "").removeprefix("'")


def written_day(text: str, latest: date) -> date | None:
    """The day of a text; None for none. `latest` is the last that a two-digit year may mean in this century."""
    text = in_figures(text) or _squeeze(text)
    written = _DAY_FIRST.fullmatch(text)
    if written:
        day, _mark, month, year = written.groups()
        if len(year) == 4:
            return on_calendar(int(year), int(month), int(day))
        found = on_calendar(2000 + int(year), int(month), int(day))
        return found if found <= latest else on_calendar(1900 + int(year), int(month), int(day))
    iso = _ISO.fullmatch(text)
    return on_calendar(*map(int, iso.groups())) if iso else None


def on_calendar(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise _impossible(f"{day}/{month}/{year}") from None


def _impossible(written: object) -> ValidationError:
    return ValidationError(
        _("Ngày “%s” không có trong lịch; hãy xem lại ngày và tháng, rồi viết theo ngày/tháng/năm, ví dụ 25/12/2025.")
        % written,
        code="date_impossible",
    )


def _unreadable(text: str) -> ValidationError:
    return ValidationError(
        _("Không đọc được ngày “%s”; hãy viết theo ngày/tháng/năm, ví dụ 25/12/2025.") % tidy(text), code="date_form"
    )


def parse_birth(text: str) -> tuple[date, Precision]:
    """A day of birth and how much of it is known.

    "1956" is (1956-01-01, "year") and "03/1956" is (1956-03-01, "month"); the day or
    month left blank or written 00 is unknown. Two digits of a year never mean the future.
    Raises `birth_out_of_range` before 1900 and after today, else as `parse_day`.
    """
    today = today_in_vietnam()
    padded = _padded_day(text)
    birth, precision = (padded, "day") if padded else _written_birth(text, today)
    if not EARLIEST_BIRTH <= birth <= today:
        raise ValidationError(
            _("Ngày sinh phải từ năm 1900 đến hôm nay; hãy đối chiếu với giấy tờ của người nhận."),
            code="birth_out_of_range",
        )
    return birth, precision


def _written_birth(text: str, today: date) -> tuple[date, Precision]:
    if coarse := _coarse(in_figures(text) or _squeeze(text)):
        return coarse
    day = written_day(text, today)
    if day is None:
        raise _unreadable(text)
    return day, "day"


def _coarse(text: str) -> tuple[date, Precision] | None:
    """A year, or a month of one; None for a whole day."""
    written = _COARSE_BIRTH.fullmatch(text)
    if not written:
        return None
    month, year = written.groups()
    if not (month or "").strip("0"):
        return on_calendar(int(year), 1, 1), "year"
    return on_calendar(int(year), int(month), 1), "month"


def parse_coarse_day(text: str) -> tuple[date, Precision]:
    """A day and how much of it is told: "4/3/2026", "3/2026" (its first day, "month"), "2026" (its first, "year").

    Raises as `parse_day`.
    """
    return _coarse(in_figures(text) or _squeeze(text)) or (parse_day(text), "day")


def format_coarse_day(day: date, precision: Precision) -> str:
    """As much of a day as is told, for running text: "4/3/2026", "tháng 3/2026", "năm 2026"."""
    if precision == "day":
        return format_day(day)
    if in_english():
        return str(day.year) if precision == "year" else f"{ENGLISH_MONTHS[day.month - 1]} {day.year}"
    return str(_("năm %s")) % day.year if precision == "year" else str(_("tháng %s")) % f"{day.month}/{day.year}"


def coarse_span(day: date, precision: Precision) -> tuple[date, date]:
    """The first and the last day that a coarse day may mean."""
    if precision == "year":
        return day.replace(month=1, day=1), day.replace(month=12, day=31)
    if precision == "month":
        return day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])
    return day, day


def excel_serial_day(number: int, calendar: int = 1900) -> date:
    """The day of an Excel serial number (1900 system: 1 is 1/1/1900, 61 is 1/3/1900; 1904 system: 0 is 1/1/1904).

    In the first Excel counts a 29/02/1900 that never was, as number 60: that raises
    `date_impossible`, as do numbers outside Excel's calendar (1 to 2,958,465).
    """
    if not 1 <= number <= _EXCEL_LAST or number == _EXCEL_LEAP_DAY:
        raise _impossible(number)
    if calendar == 1904:
        return date(1904, 1, 1) + timedelta(days=number)
    return date(1899, 12, 30 if number > _EXCEL_LEAP_DAY else 31) + timedelta(days=number)


def format_day(d: date) -> str:
    """For running text: "4/3/2026", in English "4 March 2026"."""
    return f"{d.day} {ENGLISH_MONTHS[d.month - 1]} {d.year}" if in_english() else f"{d.day}/{d.month}/{d.year}"


def format_day_padded(d: date) -> str:
    """For files and the tables of officers: "04/03/2026"."""
    return f"{d.day:02}/{d.month:02}/{d.year}"


def format_day_in_table(d: date) -> str:
    """For the public tables: "4/3/2026", in English "4 Mar 2026"."""
    return f"{d.day} {ENGLISH_MONTHS[d.month - 1][:3]} {d.year}" if in_english() else format_day(d)


def format_day_on_paper(d: date) -> str:
    """As official papers write it (NĐ 30/2020/NĐ-CP, phụ lục I): "ngày 04 tháng 3 năm 2026", "… tháng 02 năm 2026"."""
    month = f"{d.month:02}" if d.month <= _LAST_PADDED_MONTH else d.month
    return f"ngày {d.day:02} tháng {month} năm {d.year}"
