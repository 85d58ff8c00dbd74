"""Telephone numbers of a person or an office, as they are dialled."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .identity import lost_digits
from .names import tidy

_PHONE = re.compile(r"\(?\+?\(?\d(?:[ .()-]{0,2}\d){4,14}", re.ASCII)
_WHOLE = re.compile(r"\d(?:[ .()-]?\d){6,10}", re.ASCII)
_FILLER = re.compile(r"(?:0|84)?(\d)\1{7,}|0?123456789?0?", re.ASCII)


def check_phone(text: str) -> str:
    """One number as written, with the spaces, dots and hyphens that part it.

    Raises `phone_lost_digits`, `phone_several`, `phone_form`, `phone_filler`.
    """
    number = tidy(text)
    if not _PHONE.fullmatch(number):
        raise _unreadable(number)
    if _FILLER.fullmatch(re.sub(r"\D", "", number)):
        raise ValidationError(
            _("Đây là số điền cho đủ, không phải số điện thoại; hãy ghi số đúng, chưa có thì để trống ô này."),
            code="phone_filler",
        )
    return number


def _unreadable(text: str) -> ValidationError:
    if lost_digits(text):
        return ValidationError(
            _(
                "Excel đã đổi số điện thoại thành dạng 9,12E+08 và làm mất chữ số; "
                "hãy đổi cột sang dạng Văn bản rồi nhập lại đủ số."
            ),
            code="phone_lost_digits",
        )
    if len(_WHOLE.findall(text)) > 1:
        return ValidationError(
            _("Ô này có nhiều số điện thoại; chỉ ghi một số điện thoại, số khác ghi vào cột “Ghi chú”."),
            code="phone_several",
        )
    return ValidationError(
        _("Chỉ ghi một số điện thoại, ví dụ 0912 345 678; lời kèm theo ghi vào cột “Ghi chú”."), code="phone_form"
    )
