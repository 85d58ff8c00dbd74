"""The number that BHXH Việt Nam gives a person, which has no published check digit, and those of cards and books."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .identity import compact, is_filler, lost_digits

_SI_NUMBER = re.compile(r"\d{10}", re.ASCII)
_CARD_NUMBER = re.compile(r"[A-Z]{2}[1-5]\d{12}", re.ASCII)


def check_si_number(text: str) -> str:
    """The ten digits of a mã số BHXH as text.

    Raises `si_filler`, `si_lost_digits`, `si_lost_zero`, `si_number_form`.
    """
    number = text if _SI_NUMBER.fullmatch(text) else compact(text)
    if _SI_NUMBER.fullmatch(number):
        if is_filler(number):
            raise ValidationError(
                _("Đây là số điền cho đủ, không phải mã số BHXH; hãy ghi số trên thẻ, chưa có thì để trống ô này."),
                code="si_filler",
            )
        return number
    if lost_digits(text):
        raise ValidationError(
            _(
                "Excel đã đổi mã số BHXH thành dạng 1,2E+09 và làm mất chữ số; "
                "hãy đổi cột sang dạng Văn bản rồi nhập lại đủ 10 chữ số."
            ),
            code="si_lost_digits",
        )
    if number.isascii() and number.isdigit() and len(number) == 9:
        raise ValidationError(
            _(
                "Mã số BHXH chỉ có 9 chữ số, có lẽ Excel đã bỏ số 0 ở đầu; "
                "hãy thêm số 0 vào trước và đối chiếu với thẻ."
            ),
            code="si_lost_zero",
        )
    raise ValidationError(
        _("Mã số BHXH phải có đúng 10 chữ số; hãy chép lại từ thẻ và để cột ở dạng Văn bản."), code="si_number_form"
    )


def check_issued_number(text: str) -> str:
    """The number of a card or book: the ten digits of the person, before which older cards have five signs more.

    Those are the object, the level of benefit and the province (QĐ 1351/QĐ-BHXH; ten digits alone: QĐ 1666/QĐ-BHXH).
    Raises `card_number_form`, and what `check_si_number` does.
    """
    number = compact(text).upper()
    if _CARD_NUMBER.fullmatch(number):
        check_si_number(number[-10:])
        return number
    if number[:1].isalpha():
        raise ValidationError(
            _(
                "Số thẻ BHYT có 2 chữ cái, 1 chữ số mức hưởng (1 đến 5) và 12 chữ số, hoặc chỉ 10 chữ số; "
                "hãy chép lại từ thẻ."
            ),
            code="card_number_form",
        )
    return check_si_number(text)


def mask_insured(number: str) -> str:
    """ "••••••4567": the last four alone."""
    return f"{'•' * (len(number) - 4)}{number[-4:]}"
