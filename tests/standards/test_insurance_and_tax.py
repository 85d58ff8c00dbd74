import pytest
from hypothesis import given
from hypothesis import strategies as st

from programmes.standards.insurance import check_si_number
from programmes.standards.tax import check_tax_code

from .codes import code_of


def test_a_social_insurance_number_has_ten_digits():
    assert check_si_number("0123456780") == "0123456780"
    assert check_si_number("'012 345 6780") == "0123456780"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        *((text, "si_number_form") for text in ("", "01234567890", "012345678A")),
        ("123456780", "si_lost_zero"),
        ("1,2E+9", "si_lost_digits"),
        ("0123456789", "si_filler"),
    ],
)
def test_another_social_insurance_number_is_refused(text, code):
    assert code_of(check_si_number, text) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("0100233488", "0100233488"),
        ("0100 233 488", "0100233488"),
        ("0100233488-001", "0100233488-001"),
        ("0100233488001", "0100233488-001"),
        ("038056000001", "038056000001"),
    ],
)
def test_a_tax_code_is_read_in_its_three_forms(text, code):
    assert check_tax_code(text) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "tax_code_form"),
        ("100233488", "tax_code_form"),
        ("0100233488-000", "tax_code_form"),
        ("0100233488-01", "tax_code_form"),
        ("0100000000", "tax_code_form"),
        ("0100233480", "tax_code_check"),
        ("0100233480-001", "tax_code_check"),
    ],
)
def test_another_tax_code_is_refused_with_its_reason(text, code):
    assert code_of(check_tax_code, text) == code


@given(st.integers(0, 9), st.integers(0, 9))
def test_one_mistyped_digit_of_a_tax_code_is_noticed(position, digit):
    mistyped = f"{'0100233488'[:position]}{digit}{'0100233488'[position + 1 :]}"
    if mistyped != "0100233488":
        assert code_of(check_tax_code, mistyped) == "tax_code_check"
