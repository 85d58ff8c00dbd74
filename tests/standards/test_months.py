from datetime import date

import pytest

from programmes.standards.months import parse_month, parse_months_count, read_span

from .codes import code_of


@pytest.mark.parametrize(
    "text",
    [
        "12/2025",
        "T12/2025",
        "t12.2025",
        "tháng 12/2025",
        "Tháng 12 năm 2025",
        "01/12/2025",
        "1/12/2025",
        "2025-12",
        "2025-12-01",
        "2025/12",
        "T12/25",
        "th 12/2025",
        "Th.12/25",
        "1/12/25",
        "từ 1/12/25",
        "kể từ tháng 12/2025",
        "Dec-25",
    ],
)
def test_a_month_is_its_first_day(text):
    assert parse_month(text) == date(2025, 12, 1)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("13/2025", "date_impossible"),
        ("15/12/2025", "month_form"),
        ("2025", "month_form"),
        ("", "month_form"),
        ("5/12", "month_form"),
        ("T12", "month_without_year"),
        ("tháng 12", "month_without_year"),
        ("12", "month_without_year"),
    ],
)
def test_a_text_that_is_no_month_is_refused(text, code):
    assert code_of(parse_month, text) == code


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("12", 12),
        ("12 tháng", 12),
        ("03 tháng", 3),
        ("3THÁNG", 3),
        ("1 năm", 12),
        ("12.0", 12),
        ("12,0", 12),
        ("6T", 6),
        ("10 năm", 120),
        ("T12/2025-T11/2026", 12),
        ("T12/2025 – T11/2026", 12),
        ("tháng 12/2025 đến tháng 02/2026", 3),
        ("T1/2026-T1/2026", 1),
        ("12 th", 12),
        ("12 thg.", 12),
        ("12 months", 12),
        ("đủ 12 tháng", 12),
        ("12 tháng/người", 12),
        ("12,00", 12),
        ("một năm", 12),
        ("cả năm", 12),
        ("nửa năm", 6),
        ("năm tháng", 5),
        ("mười hai tháng", 12),
        ("1 năm 6 tháng", 18),
        ("02 quý", 6),
        ("12 tháng (1 năm)", 12),
        ("12 (01/2026 - 12/2026)", 12),
        ("T1 - T12/2026", 12),
        ("từ tháng 1 đến tháng 12 năm 2026", 12),
        ("T1/26 ~ T12/26", 12),
        ("1/1/26 - 31/12/26", 12),
        ("6 tháng đầu năm 2026", 6),
        ("6T cuối năm 2026", 6),
        ("Quý I/2026", 3),
        ("cả năm 2026", 12),
    ],
)
def test_months_are_counted(text, count):
    assert parse_months_count(text) == count


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("0", "months_range"),
        ("121", "months_range"),
        ("11 năm", "months_range"),
        ("-3", "months_range"),
        ("1,5 năm", "months_range"),
        ("12.5", "months_range"),
        ("12/12", "months_range"),
        ("T12", "months_range"),
        ("12.000", "months_range"),
        ("T12/2026-T11/2025", "months_not_whole"),
        ("01/01/2026 - 30/12/2026", "months_not_whole"),
        ("01-12/2026", "months_range"),
        ("T1 - T12", "months_range"),
        ("12 tháng (6 tháng)", "months_disagree"),
        ("6 (01/2026 - 12/2026)", "months_disagree"),
        ("quý V/2026", "period_quarter"),
        ("9" * 5000, "months_range"),
        ("", "months_range"),
        ("T13/2025-T11/2026", "date_impossible"),
        ("quý I-quý II", "months_range"),
    ],
)
def test_a_number_of_months_outside_1_to_120_is_refused(text, code):
    assert code_of(parse_months_count, text) == code


@pytest.mark.parametrize(
    ("text", "start", "months"),
    [
        ("từ 15/12/2025 đến 14/06/2026", date(2025, 12, 15), 6),
        ("T1 - T12/2026", date(2026, 1, 1), 12),
        ("quý IV/2026", date(2026, 10, 1), 3),
        ("6 tháng cuối năm 2026", date(2026, 7, 1), 6),
        ("01/2026 - 31/12/2026", date(2026, 1, 1), 12),
        ("01/01/2026 - 01/01/2027", date(2026, 1, 1), 0),
    ],
)
def test_a_span_says_when_it_begins_and_how_many_months_it_lasts(text, start, months):
    assert read_span(text) == (start, months)


@pytest.mark.parametrize(
    "text", ["12/2025", "01-2026", "2026", "2025-2026", "12 tháng", "01/12/2025", "4-3-2026", "1-12"]
)
def test_what_names_one_month_or_a_number_is_no_span(text):
    assert read_span(text) is None


def test_a_month_beside_a_span_that_begins_otherwise_is_refused_with_both():
    assert parse_month("01/2026 (01/2026 - 12/2026)") == date(2026, 1, 1)
    assert code_of(parse_month, "02/2026 (01/2026 - 12/2026)") == "month_disagrees"
