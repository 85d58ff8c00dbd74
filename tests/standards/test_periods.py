"""Periods of figures in the words of Vietnamese reports."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from programmes.standards import periods
from programmes.standards.periods import Period, fits, read, words


@pytest.mark.parametrize(
    ("text", "kind", "first", "last", "written"),
    [
        ("2025", "year", "2025-01-01", "2025-12-31", "2025"),
        ("cả năm 2025", "year", "2025-01-01", "2025-12-31", "2025"),
        ("giai đoạn 2020-2021", "span", "2020-01-01", "2021-12-31", "2020-2021"),
        ("6 tháng đầu năm 2025", "half", "2025-01-01", "2025-06-30", "6 tháng đầu năm 2025"),
        ("nửa cuối năm 2025", "half", "2025-07-01", "2025-12-31", "6 tháng cuối năm 2025"),
        ("9 tháng đầu năm 2024", "span", "2024-01-01", "2024-09-30", "9 tháng đầu năm 2024"),
        ("3 tháng cuối năm 2025", "quarter", "2025-10-01", "2025-12-31", "quý IV/2025"),
        ("Quý 1 năm 2026", "quarter", "2026-01-01", "2026-03-31", "quý I/2026"),
        ("2022-Q1", "quarter", "2022-01-01", "2022-03-31", "quý I/2022"),
        ("T12/2025", "month", "2025-12-01", "2025-12-31", "tháng 12/2025"),
        ("2022-12", "month", "2022-12-01", "2022-12-31", "tháng 12/2022"),
        ("Tết Bính Ngọ 2026", "season", "2025-10-01", "2026-02-16", "Tết Bính Ngọ 2026"),
        ("Tết Nguyên đán 2024", "season", "2023-10-01", "2024-02-09", "Tết Giáp Thìn 2024"),
        ("từ 1/3/2025 đến 15/4/2025", "span", "2025-03-01", "2025-04-15", "từ 1/3/2025 đến 15/4/2025"),
        ("2022-12-17", "day", "2022-12-17", "2022-12-17", "ngày 17/12/2022"),
        ("tính đến hết tháng 12/2022", "as_of", "2022-12-31", "2022-12-31", "đến ngày 31/12/2022"),
    ],
)
def test_a_period_is_read_as_it_is_written_in_reports(text, kind, first, last, written):
    period = read(text)
    assert period == (kind, date.fromisoformat(first), date.fromisoformat(last))
    assert words(period) == written


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "period_form"),
        ("năm ngoái", "period_form"),
        ("2025-2020", "period_in_order"),
        ("quý 5/2025", "period_quarter"),
        ("quý V/2025", "period_quarter"),
        ("31/2/2025", "date_impossible"),
        ("từ 1/2/2025 đến 31/2/2025", "date_impossible"),
        ("đến ngày 31/2/2025", "date_impossible"),
        ("13 tháng đầu năm 2025", "period_month"),
        ("tháng 13/2025", "period_month"),
        ("Tết 2034", "season_year"),
        ("Tết 1999", "season_year"),
        ("Tết Bính Ngọ 2025", "season_name"),
    ],
)
def test_what_is_no_period_is_refused(text, code):
    with pytest.raises(ValidationError) as refusal:
        read(text)
    assert refusal.value.code == code


DAYS = st.dates(date(2001, 1, 1), date(2032, 12, 31))
ANY = st.one_of(
    st.builds(periods.of_year, st.integers(2001, 2032)),
    st.builds(periods.of_season, st.integers(2001, 2032)),
    st.builds(lambda day: Period("as_of", day, day), DAYS),
    st.builds(lambda day, more: periods.of_days(day, day + timedelta(more)), DAYS, st.integers(0, 900)),
    st.builds(
        lambda year, months: periods.of_months(year, min(months), max(months)),
        st.integers(2001, 2032),
        st.tuples(st.integers(1, 12), st.integers(1, 12)),
    ),
)


@given(ANY)
def test_what_is_written_is_read_back_as_the_same_period(period):
    assert fits(period)
    assert read(words(period)) == period
