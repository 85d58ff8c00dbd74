"""The number of a bank account, or the name of letters and digits that a bank gives in its place."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .identity import compact, lost_digits
from .names import tidy

# With a digit at least, so that the name of a bank is none; not of zeros alone, which fill a cell.
_ACCOUNT = re.compile(r"(?!0+$)(?=[A-Z]*\d)[A-Z\d]{6,19}", re.ASCII)


def mask_account(number: str) -> str:
    """ "•••••••456": the last three alone."""
    return f"{'•' * (len(number) - 3)}{number[-3:]}"


def bare_account(text: str) -> str:
    """In capitals, the digits without the spaces, dots and dashes that part them; letters stand in one word."""
    digits = compact(text)
    return digits if digits.isdigit() else tidy(text).upper()


def check_account(text: str) -> str:
    """The number as "0011000000001" or "HOAMINH88".

    Letters apart from the digits are the name of a bank or of the holder: with them the number would be another one.
    Raises `account_lost_digits`, `account_form`.
    """
    number = bare_account(text)
    if _ACCOUNT.fullmatch(number):
        return number
    if lost_digits(text):
        raise ValidationError(
            _(
                "Excel đã đổi số tài khoản thành dạng 1,1E+12 và làm mất chữ số; "
                "hãy đổi cột sang dạng Văn bản rồi nhập lại đủ số."
            ),
            code="account_lost_digits",
        )
    raise ValidationError(
        _(
            "Chỉ ghi một số tài khoản gồm 6 đến 19 chữ số (hoặc chữ cái không dấu và chữ số viết liền), "
            "ví dụ 0011 0000 00001; tên ngân hàng, chủ tài khoản ghi vào ô “Ghi chú”."
        ),
        code="account_form",
    )
