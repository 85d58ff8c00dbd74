"""Telephone numbers of a person or an office, as they are dialled."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .identity import lost_digits
from .names import fold, tidy

_PHONE = re.compile(r"\(?\+?\(?\d(?:[ .()-]{0,2}\d){6,14}", re.ASCII)  # the shortest that is dialled has seven
_WHOLE = re.compile(r"\d(?:[ .()-]?\d){6,10}", re.ASCII)
_IN_WORDS = re.compile(r"(?<!\d)\(?\+?\d(?:[ .()-]?\d){6,13}\)?(?!\d)", re.ASCII)
_DIALLED = re.compile(r"(?:0|84|840)?(?:[35789]\d{8}|2\d{8,9})", re.ASCII)
_ABROAD = re.compile(r"840?(\d{9,10})")
_LABEL = re.compile(r"(?:so )?(?:s?dt(?:dd)?|tel|phone|mobile|zalo|dien thoai|di dong)(?: (?:so|lien he))?")
_NONE = re.compile(
    r"(?:khong|ko|k|chua)(?: (?:co|ro|cap|biet|nho|dung|su dung))*(?: (?:so|s?dt|dien thoai|di dong|zalo))*(?: rieng)?"
    r"|n/?a|null|none|trong"
)
_BRACKETS = re.compile(r"[()\[\]]")
_SIGNS_BETWEEN = " -–—/:;,.|"
_MOST_FIGURES_OF_WORDS = 4
_FILLER = re.compile(r"(?:0|84)?(\d)\1{7,}|0?123456789?0?", re.ASCII)


def mask_phone(number: str) -> str:
    """ "•••••••678": the last three alone."""
    return f"{'•' * (len(number) - 3)}{number[-3:]}"


def dialled(number: str) -> str:
    """The figures that are dialled within the country, equal however the number is written."""
    figures = re.sub(r"\D", "", number)
    from_abroad = _ABROAD.fullmatch(figures)
    return f"0{from_abroad[1]}" if from_abroad else figures


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


def with_words(text: str) -> tuple[str, str]:
    """(the one number, the words beside it) of "0912 345 678 (con gái)"; no number where there are but words.

    A label such as "Zalo:" is no words, nor is "không có số". The text itself, and no words, where it holds
    figures that are not one number.
    """
    if not any(map(str.isalpha, text)) or lost_digits(text):
        return text, ""
    if _NONE.fullmatch(fold(text)):
        return "", ""
    numbers = _IN_WORDS.findall(text)
    if not numbers:
        return ("", text) if sum(map(str.isdigit, text)) <= _MOST_FIGURES_OF_WORDS else (text, "")
    is_within = numbers[0].endswith(")") or ")" not in numbers[0]
    number = numbers[0].strip("()") if is_within else numbers[0]
    words = tidy(_BRACKETS.sub(" ", text.replace(number, " ", 1))).strip(_SIGNS_BETWEEN)
    is_one = len(numbers) == 1 and _DIALLED.fullmatch(re.sub(r"\D", "", number))
    if not (is_one and any(map(str.isalpha, words))):
        return text, ""
    return number, "" if _LABEL.fullmatch(fold(words)) else words


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
