from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programmes.standards import dates
from programmes.standards.dates import (
    excel_serial_day,
    format_day,
    format_day_padded,
    parse_birth,
    parse_day,
)

from .codes import code_of

DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))
TODAY = date(2026, 3, 4)


@pytest.fixture
def on_4_march_2026(monkeypatch):
    monkeypatch.setattr(dates, "today_in_vietnam", lambda: TODAY)


@pytest.mark.parametrize(
    "text",
    [
        "04/03/2026",
        "4/3/2026",
        "04.03.2026",
        "4-3-2026",
        "2026-03-04",
        "4/3/26",
        " 04/03/2026 ",
        "'04/03/2026",
        "4 / 3 / 2026",
    ],
)
def test_the_day_comes_before_the_month(text):
    assert parse_day(text) == date(2026, 3, 4)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("31/02/2025", "date_impossible"),
        ("29/2/2025", "date_impossible"),
        ("12/25/2025", "date_impossible"),
        ("00/12/2025", "date_impossible"),
        ("2025-13-01", "date_impossible"),
        ("", "date_form"),
        ("2025", "date_form"),
        ("12/2025", "date_form"),
        ("25/12-2025", "date_form"),
        ("25/12/0205", "date_form"),
        ("25/12/205", "date_form"),
        ("26-thg 9", "date_form"),
        ("45000", "date_form"),
    ],
)
def test_a_day_that_is_none_is_refused_with_its_reason(text, code):
    assert code_of(parse_day, text) == code


@pytest.mark.usefixtures("on_4_march_2026")
def test_two_digits_of_a_year_reach_one_year_ahead_and_then_fall_into_the_last_century():
    assert parse_day("4/3/27") == date(2027, 3, 4)
    assert parse_day("6/3/27") == date(1927, 3, 6)
    assert parse_day("1/1/00") == date(2000, 1, 1)
    assert parse_day("1/1/56") == date(1956, 1, 1)


@given(DAYS)
def test_a_day_written_by_us_is_read_back(day):
    assert parse_day(format_day(day)) == parse_day(format_day_padded(day)) == parse_day(day.isoformat()) == day


@given(DAYS, st.sampled_from("/.-"))
def test_day_and_month_never_change_places(day, mark):
    assert parse_day(day.strftime(f"%d{mark}%m{mark}%Y")) == day


@pytest.mark.parametrize(
    ("text", "birth", "precision"),
    [
        ("25/12/1956", date(1956, 12, 25), "day"),
        ("5/2/56", date(1956, 2, 5), "day"),
        ("1/1/27", date(1927, 1, 1), "day"),
        ("1956-12-25", date(1956, 12, 25), "day"),
        ("03/1956", date(1956, 3, 1), "month"),
        ("3-1956", date(1956, 3, 1), "month"),
        ("  /03/1956", date(1956, 3, 1), "month"),
        ("00/03/1956", date(1956, 3, 1), "month"),
        ("1956", date(1956, 1, 1), "year"),
        ("  /  /1956", date(1956, 1, 1), "year"),
        ("00/00/1956", date(1956, 1, 1), "year"),
        ("'1956", date(1956, 1, 1), "year"),
        ("04/03/2026", TODAY, "day"),
        ("1900", date(1900, 1, 1), "year"),
    ],
)
@pytest.mark.usefixtures("on_4_march_2026")
def test_a_birth_known_only_by_its_year_or_month_says_so(text, birth, precision):
    assert parse_birth(text) == (birth, precision)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("05/03/2026", "birth_out_of_range"),
        ("2027", "birth_out_of_range"),
        ("31/12/1899", "birth_out_of_range"),
        ("1899", "birth_out_of_range"),
        ("31/02/1956", "date_impossible"),
        ("13/1956", "date_impossible"),
        ("", "date_form"),
        ("56", "date_form"),
        ("không rõ", "date_form"),
    ],
)
@pytest.mark.usefixtures("on_4_march_2026")
def test_a_birth_that_cannot_be_is_refused_with_its_reason(text, code):
    assert code_of(parse_birth, text) == code


def test_serial_numbers_of_excel_are_days():
    assert excel_serial_day(1) == date(1900, 1, 1)
    assert excel_serial_day(59) == date(1900, 2, 28)
    assert excel_serial_day(61) == date(1900, 3, 1)
    assert excel_serial_day(46085) == date(2026, 3, 4)
    assert excel_serial_day(2_958_465) == date(9999, 12, 31)


@pytest.mark.parametrize("number", [0, -1, 60, 2_958_466])
def test_a_serial_number_that_names_no_day_is_refused(number):
    assert code_of(excel_serial_day, number) == "date_impossible"


@given(st.integers(61, 73_000))
def test_the_next_serial_number_is_the_next_day(number):
    assert excel_serial_day(number + 1) - excel_serial_day(number) == timedelta(days=1)
