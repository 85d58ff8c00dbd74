"""Numbers that BHXH Việt Nam gives: the social-insurance number and the health-card number.

Sources: QĐ 1351/QĐ-BHXH (2015) for the old card of 15 characters, QĐ 1666/QĐ-BHXH for the
new one of 10 digits. Neither has a published check digit.
"""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .identity import compact

_SI_NUMBER = re.compile(r"\d{10}", re.ASCII)
_HI_CARD = re.compile(r"[A-Z]{2}[1-5]\d{2}\d{10}|\d{10}", re.ASCII)


def check_si_number(text: str) -> str:
    """The ten digits of a mã số BHXH as text. Raises `si_number_form`."""
    if _SI_NUMBER.fullmatch(text):
        return text
    number = compact(text)
    if _SI_NUMBER.fullmatch(number):
        return number
    raise ValidationError(
        _("Mã số BHXH phải có đúng 10 chữ số; nếu thiếu một chữ số, có lẽ Excel đã bỏ số 0 ở đầu, hãy thêm lại."),
        code="si_number_form",
    )


def check_hi_card_number(text: str) -> str:
    """The number of a thẻ BHYT: 15 characters in capitals (old) or 10 digits. Raises `hi_card_form`."""
    if _HI_CARD.fullmatch(text):
        return text
    number = compact(text).replace("-", "").upper()
    if _HI_CARD.fullmatch(number):
        return number
    raise ValidationError(
        _(
            "Mã thẻ BHYT phải là 10 chữ số, hoặc 15 ký tự như trên thẻ cũ "
            "(hai chữ cái rồi 13 chữ số); hãy chép lại từ thẻ."
        ),
        code="hi_card_form",
    )
