"""A year month by month, as lines whose geometry is in attributes; the numbers stand in a table too."""

from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from programmes.standards.dates import today_in_vietnam
from programmes.standards.money import format_hundredths

LEFT, RIGHT, TOP, BOTTOM = 40, 364, 14, 182  # of the field, in the units of the picture
BILLION = 10**9
MONTHS = range(1, 13)
ROOM = 16  # between two labels at the end of a line


class Chart(NamedTuple):
    """`grid` are (y, text), `lines` (mark, points), `ends` (y, text), `rows` (month, received, given) in whole đồng."""

    grid: list
    months: list
    lines: list
    ends: list
    rows: list
    told: str


def months_chart(year, money, gifts, target_vnd):
    """The Chart of Money and Gifts by month, summed up to each; None where there is nothing in the year."""
    today = today_in_vietnam()
    last = 12 if year < today.year else today.month
    received = _summed([money[month].received_vnd for month in MONTHS])
    given = _summed([gifts[month].cost_vnd for month in MONTHS])
    if not (received[-1] or given[-1]):
        return None
    # A day after today would be a mistake; what it holds is in the last month that is drawn.
    received, given = ([*line[: last - 1], line[-1]] for line in (received, given))
    top = _top(max(received[-1], given[-1], target_vnd or 0, *received, *given))
    lines = [("received", _points(received, top)), ("given", _points(given, top))]
    ends = [
        (_y(received[-1], top), _("Nhận %s") % _billions(received[-1])),
        (_y(given[-1], top), _("Trao %s") % _billions(given[-1])),
    ]
    if target_vnd:
        lines.append(("target", f"{LEFT},{BOTTOM} {RIGHT},{_y(target_vnd, top)}"))
        ends.append((_y(target_vnd, top), _("Chỉ tiêu %s") % _billions(target_vnd)))
    told = _("Lũy kế năm %(year)s đến hết tháng %(month)s, tỷ đồng: tiếp nhận %(received)s, đã trao %(given)s.") % {
        "year": year,
        "month": last,
        "received": _billions(received[-1]),
        "given": _billions(given[-1]),
    }
    grid = [(_y(top * step // 4, top), _billions(top * step // 4)) for step in range(5)]
    months = [(_x(month), f"T{month}") for month in (1, 3, 6, 9, 12)]
    rows = list(zip(MONTHS, received, given, strict=False))
    return Chart(grid, months, lines, _apart(ends), rows, told)


def _summed(amounts):
    return [sum(amounts[: place + 1]) for place in range(len(amounts))]


def _billions(amount):
    return format_hundredths(round(amount * 100 / BILLION)) if amount >= 0 else f"-{_billions(-amount)}"


def _top(most):
    """A round number not below the most: 1, 2, 4 or 8 times a power of ten, so that quarters are short."""
    power = 1
    while True:
        for step in (1, 2, 4, 8):
            if step * power >= most:
                return step * power
        power *= 10


def _x(month):
    return LEFT + (RIGHT - LEFT) * month // 12


def _y(amount, top):
    return BOTTOM - (BOTTOM - TOP) * max(amount, 0) // top


def _points(line, top):
    return " ".join(
        [f"{LEFT},{BOTTOM}", *(f"{_x(month)},{_y(vnd, top)}" for month, vnd in zip(MONTHS, line, strict=False))]
    )


def _apart(ends):
    """The labels at the ends of the lines, so far from one another that each can be read."""
    placed = []
    for y, text in sorted(ends, reverse=True, key=lambda end: end[0]):
        placed.append((min(y, placed[-1][0] - ROOM) if placed else y, text))
    return placed
