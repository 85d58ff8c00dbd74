"""The tax code (mã số thuế) of organisations and persons.

Ten digits with a check digit, 10-3 for a branch, or the twelve digits of a citizen
number. The check rule is the one published in python-stdnum, `stdnum.vn.mst`.
"""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .identity import compact

_WEIGHTS = (31, 29, 23, 19, 17, 13, 7, 5, 3)
_CODE = re.compile(r"(\d{2}(?!0{7})\d{8})(?:-?((?!000)\d{3}))?", re.ASCII)
_PERSONAL = re.compile(r"\d{12}", re.ASCII)


def check_tax_code(text: str) -> str:
    """The code as "0100233488", "0100233488-001" or twelve digits.

    Raises `tax_code_form` for another shape, `tax_code_check` when the tenth digit is wrong.
    """
    code = compact(text)
    if _PERSONAL.fullmatch(code) and "-" not in text:  # behind a dash stands the number of a branch, of three figures
        return code
    parts = _CODE.fullmatch(code)
    if not parts:
        raise ValidationError(
            _(
                "Mã số thuế phải có 10 chữ số, 10 chữ số kèm mã chi nhánh như 0100233488-001, "
                "hoặc 12 chữ số của số định danh; hãy xem lại, kể cả số 0 ở đầu."
            ),
            code="tax_code_form",
        )
    number, branch = parts.groups()
    if _check_digit(number) != int(number[9]):
        raise ValidationError(
            _("Mã số thuế sai chữ số kiểm tra, có lẽ gõ nhầm một chữ số; hãy đối chiếu với giấy đăng ký thuế."),
            code="tax_code_check",
        )
    return f"{number}-{branch}" if branch else number


def _check_digit(number: str) -> int:
    """10 when the first nine digits can belong to no code."""
    return 10 - sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, number, strict=False)) % 11
