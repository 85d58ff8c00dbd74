import pytest

from programmes.standards.accounts import check_account

from .codes import code_of


@pytest.mark.parametrize(
    ("text", "account"),
    [
        ("0011000000001", "0011000000001"),
        ("0011 0000.00-001", "0011000000001"),
        ("123456", "123456"),
        ("9" * 19, "9" * 19),
        ("hoaminh88", "HOAMINH88"),
    ],
)
def test_an_account_is_its_digits_or_one_word_of_letters_and_digits(text, account):
    assert check_account(text) == account


@pytest.mark.parametrize(
    ("text", "code"),
    [
        *((text, "account_form") for text in ("", "12345", "9" * 20, "000000000", "Vietcombank", "hòaminh88")),
        *((text, "account_form") for text in ("VCB 0011000000001", "0011000000001; 0011000000002", "••••••••••001")),
        ("1,1E+12", "account_lost_digits"),
    ],
)
def test_what_is_no_account_is_told(text, code):
    assert code_of(check_account, text) == code
