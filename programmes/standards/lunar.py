"""Tết Nguyên đán and the season that leads up to it.

The Vietnamese calendar counts new moons and solar terms by the clock of UTC+7. The first month of the year is that in
which the sun reaches 330° of longitude (Vũ Thủy); Tết is the day of the new moon that begins it. Longitude and new moon
are computed with the leading terms of J. Meeus, Astronomical Algorithms (2nd ed.), chapters 25 and 49, good to minutes.
"""

from datetime import date, timedelta
from functools import lru_cache
from math import floor, radians, sin

FIRST_YEAR, LAST_YEAR = 2000, 2033  # in the winter of 2033-2034 two terms fall into one month, and the rule needs more

STEMS = ("Canh", "Tân", "Nhâm", "Quý", "Giáp", "Ất", "Bính", "Đinh", "Mậu", "Kỷ")
BRANCHES = ("Thân", "Dậu", "Tuất", "Hợi", "Tý", "Sửu", "Dần", "Mão", "Thìn", "Tỵ", "Ngọ", "Mùi")

_NOON_OF_DAY_ZERO = 1_721_425  # Julian day at noon of the day before date.min, where ordinals begin
_ZONE = 7 / 24
_CLOCK_DRIFT = 0.0008  # days between dynamical and civil time in this century
_VU_THUY = 330


def year_name(year: int) -> str:
    """2026 -> "Bính Ngọ"."""
    return f"{STEMS[year % 10]} {BRANCHES[year % 12]}"


@lru_cache(maxsize=200)
def tet_day(year: int) -> date:
    """The first day of the lunar year that begins in `year`, from 2000 to 2033; ValueError outside."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(f"Tết is computed for {FIRST_YEAR} to {LAST_YEAR}, not for {year}.")
    term = next(day for day in _days_from(date(year, 2, 15)) if _sun_after(day) >= _VU_THUY)
    moons = (_new_moon(number) for number in _moons_around(year))
    return max(day for day in moons if day <= term)


def tet_season(year: int) -> tuple[date, date]:
    """First and last day of the season of that Tết: from 1 October before it to its eve.

    The plans for it are drawn up in October (KH 2716/KH-BHXH of 23/10/2025 for Tết Bính Ngọ 2026), and a gift belongs
    to the Tết that it precedes.
    """
    return date(year - 1, 10, 1), tet_day(year) - timedelta(days=1)


def _days_from(first):
    return (first + timedelta(days=step) for step in range(10))


def _moons_around(year):
    """Numbers of the new moons of the winter before and the spring of `year`; number 0 is that of 6 January 2000."""
    first = floor((year - 2000) * 12.3685)
    return range(first - 2, first + 4)


def _new_moon(number):
    """Its day by the clock of Vietnam."""
    sun, moon = radians(2.5534 + 29.10535670 * number), radians(201.5643 + 385.81693528 * number)
    node = radians(160.7108 + 390.67050284 * number)
    moment = 2_451_550.09766 + 29.530588861 * number - _CLOCK_DRIFT
    moment += -0.40720 * sin(moon) + 0.17241 * sin(sun) + 0.01608 * sin(2 * moon) + 0.01039 * sin(2 * node)
    moment += 0.00739 * sin(moon - sun) - 0.00514 * sin(moon + sun) + 0.00208 * sin(2 * sun)
    moment += -0.00111 * sin(moon - 2 * node) - 0.00057 * sin(moon + 2 * node)
    return date.fromordinal(floor(moment + 0.5 + _ZONE) - _NOON_OF_DAY_ZERO)


def _sun_after(day):
    """Apparent longitude of the sun at the end of the day, in degrees."""
    centuries = (day.toordinal() + _NOON_OF_DAY_ZERO + 0.5 - _ZONE + _CLOCK_DRIFT - 2_451_545) / 36_525
    anomaly = radians(357.52911 + 35_999.05029 * centuries)
    centre = 1.914602 * sin(anomaly) + 0.019993 * sin(2 * anomaly) + 0.000289 * sin(3 * anomaly)
    mean = 280.46646 + 36_000.76983 * centuries
    return (mean + centre - 0.00569 - 0.00478 * sin(radians(125.04 - 1934.136 * centuries))) % 360
