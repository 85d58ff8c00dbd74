"""The number that BHXH Việt Nam gives a person: the social-insurance number, which has no published check digit."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .identity import compact

_SI_NUMBER = re.compile(r"\d{10}", re.ASCII)


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
