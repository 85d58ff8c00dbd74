"""Tết by the rule of the calendar, held against the list that the offices use."""

import csv
from datetime import date
from pathlib import Path

import pytest

from programmes.standards.lunar import tet_day, tet_season, year_name

LIST = Path(__file__).parents[3] / "shared/domain/tet_dates.csv"


def test_tet_falls_on_the_days_of_the_official_list():
    if not LIST.exists():
        pytest.skip(f"the list of days is not here: {LIST}")
    with LIST.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            assert tet_day(int(row["year"])) == date.fromisoformat(row["tet_date"])
            assert f"Tết {year_name(int(row['year']))} {row['year']}" == row["season_label_vi"]


@pytest.mark.parametrize(
    ("year", "day"),
    [
        (2007, date(2007, 2, 17)),  # a day before the Chinese new year
        (2010, date(2010, 2, 14)),
        (2019, date(2019, 2, 5)),
        (2026, date(2026, 2, 17)),
        (2030, date(2030, 2, 2)),  # a day before the Chinese new year
    ],
)
def test_tet_goes_by_the_clock_of_vietnam(year, day):
    assert tet_day(year) == day


def test_the_season_ends_on_the_eve_of_tet():
    assert tet_season(2026) == (date(2025, 10, 1), date(2026, 2, 16))


def test_no_day_is_told_for_a_year_that_the_rule_does_not_reach():
    with pytest.raises(ValueError, match="2034"):
        tet_day(2034)
