"""The years, months and days by which a long list is narrowed: those of the calendar, from its first row to its last.

Django looks in which of them a list has rows; SQLite, which asks Python about each row, takes 8 s for a million.
"""

from calendar import monthrange
from datetime import date
from itertools import takewhile

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

PARTS = ("year", "month", "day")


def days_of(shown):
    """What Django's template of days shows of a list page: the way back, if any, and the choices."""
    name, rows = shown.date_hierarchy, shown.model._default_manager
    ends = [rows.order_by(order).values_list(name, flat=True).first() for order in (name, f"-{name}")]
    if None in ends:
        return {}
    first, last = (localtime(end).timetuple()[: len(PARTS)] for end in ends)
    asked = (shown.params.get(f"{name}__{part}") for part in PARTS)
    chosen = tuple(map(int, takewhile(bool, asked)))
    offered = [day for day in _below(chosen, first, last) if first[: len(day)] <= day <= last[: len(day)]]
    return {
        "back": {"title": _title(chosen[:-1]), "link": _address(shown, chosen[:-1])} if chosen else None,
        "choices": [{"title": _title(day), "link": day != chosen and _address(shown, day)} for day in offered],
    }


def _below(chosen, first, last):
    """The years, the months of a year, the days of a month; a day alone."""
    if len(chosen) == len(PARTS):
        return [chosen]
    if len(chosen) == 2:
        return [(*chosen, day) for day in range(1, monthrange(*chosen)[1] + 1)]
    return [(*chosen, part) for part in (range(1, 13) if chosen else range(first[0], last[0] + 1))]


def _title(day):
    if not day:
        return _("All dates")
    if len(day) == 1:
        return str(day[0])
    written = "YEAR_MONTH_FORMAT" if len(day) == 2 else "MONTH_DAY_FORMAT"
    return capfirst(date_format(date(*day, *(1,) * (len(PARTS) - len(day))), written))


def _address(shown, day):
    name = f"{shown.date_hierarchy}__"
    return shown.get_query_string({f"{name}{part}": value for part, value in zip(PARTS, day, strict=False)}, [name])
