"""What officers type: money, counts, months, days of birth."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from programmes.admin.forms import BirthField, MoneyField, MonthField, WholeNumberField, written_birth


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("1.263.600", 1_263_600),
        ("1263600", 1_263_600),
        ("94.770", 94_770),
        ("185.000", 185_000),
        ("54,38 tỷ", 54_380_000_000),
    ],
)
def test_money_keeps_its_thousands(typed, amount):
    assert MoneyField().clean(typed) == amount


@pytest.mark.parametrize(
    ("typed", "code", "word"),
    [
        ("54,38", "money_fraction", "phần lẻ"),
        ("-5.000", "money_negative", "âm"),
        ("năm nghìn", "money_form", "dấu chấm"),
    ],
)
def test_money_that_is_no_whole_dong_is_refused_in_vietnamese(typed, code, word):
    with pytest.raises(ValidationError) as refusal:
        MoneyField().clean(typed)
    assert refusal.value.code == code
    assert word in refusal.value.messages[0]


@pytest.mark.parametrize(("typed", "number"), [("185.055", 185_055), ("185.000", 185_000), ("12", 12), ("0", 0)])
def test_a_count_keeps_its_thousands(typed, number):
    assert WholeNumberField().clean(typed) == number


@pytest.mark.parametrize("typed", ["1,5", "1.5", "-3", "12.00", "1.2345", "mười"])
def test_a_count_that_is_no_whole_number_is_refused(typed):
    with pytest.raises(ValidationError, match="số nguyên"):
        WholeNumberField().clean(typed)


def test_numbers_are_written_back_grouped_and_unchanged():
    field = MoneyField()
    assert field.prepare_value(1_263_600) == "1.263.600"
    assert field.has_changed(1_263_600, "1.263.600") is False
    assert field.has_changed(1_263_600, "1.263.601") is True


@pytest.mark.parametrize("typed", ["12/2025", "T12/2025", "01/12/2025"])
def test_a_month_is_its_first_day(typed):
    assert MonthField().clean(typed) == date(2025, 12, 1)
    assert MonthField().prepare_value(date(2025, 12, 1)) == "12/2025"


@pytest.mark.parametrize(
    ("typed", "birth"),
    [
        ("4/3/1956", (date(1956, 3, 4), "day")),
        ("03/1956", (date(1956, 3, 1), "month")),
        ("1956", (date(1956, 1, 1), "year")),
        ("", (None, "")),
    ],
)
def test_a_birth_may_be_known_by_year_only(typed, birth):
    assert BirthField(required=False).clean(typed) == birth
    assert BirthField(required=False).clean(written_birth(*birth)) == birth
