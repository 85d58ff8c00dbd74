"""Đồng: reading what offices write, writing what the public reads. Always whole đồng, always `int`."""

import re
from collections.abc import Iterable
from typing import Literal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from .languages import in_english
from .names import fold, tidy

LARGEST = 10**15
HUNDRED_MILLION = 10**8

_GROUPED = {mark: re.compile(rf"[1-9]\d{{0,2}}(?:[{mark}]\d{{3}})+", re.ASCII) for mark in ". ,"}
_NUMBER_AND_UNIT = re.compile(r"([0-9](?:[0-9., ]*[0-9])?) ?([^\W\d_][^\d,-]*|₫)?")
_WITH_DECIMALS = re.compile(r"([\d., ]*\d)([.,])(\d+)", re.ASCII)
_RATE = re.compile(r"[\d., ]*\d ?(?:%|phần trăm)|0[.,](?!\d{3}$)\d*[1-9]\d*", re.ASCII | re.IGNORECASE)
_SHORT = re.compile(r"(\d{1,3}) ?(ty|ti|trieu|tr) ?(\d|\d{3})", re.ASCII)  # of two figures one may be left out
_PART = re.compile(r"(\d{1,3}) ?(nghin|ngan|trieu|ty|ti|tr|ng|k)", re.ASCII)
_PARTS = re.compile(rf"(?:{_PART.pattern}[ ,]*){{2,}}(?:d|dong|vnd)?", re.ASCII)
_AROUND = re.compile(r"^vn[dđ]:? ?(?=\d)|(?<=\w) chẵn$", re.IGNORECASE)
_NEGATIVE = re.compile(r"[-−–] ?\d.*|\(.*\d.*\)", re.ASCII)

_SCALES = {
    scale + currency: factor
    for scale, factor in {
        "": 1,
        "k": 10**3,
        "ng": 10**3,
        "nghin": 10**3,
        "ngan": 10**3,
        "tr": 10**6,
        "trieu": 10**6,
        "ty": 10**9,
        "ti": 10**9,
        "nghinty": 10**12,
        "nganty": 10**12,
    }.items()
    for currency in ("", "d", "dong", "vnd", "₫")
}


def parse_dong(text: str, *, decimal: str | None = None) -> int:
    """Whole đồng from any form in which offices write money.

    `decimal` is the decimal sign of the column ("." or ","), the opposite of what
    `decide_separator` found; without it each text is read by its own form, and "1.263"
    is 1263. "1263600.00" is whole: two zeros are no fraction of a đồng. "1,263 triệu"
    is refused without `decimal`: it may be 1.263.000 or 1.263.000.000 đồng; "1.263 triệu"
    is the latter, the dot being the national sign for thousands. "1tr2" and "1 triệu 200 nghìn"
    are 1.200.000, "1tr264" is 1.264.000; "1tr25" is refused, it may be 1.250.000 or 1.025.000.

    Raises `money_empty`, `money_negative`, `money_rate` (70%, 0,7), `money_form`, `money_fraction`,
    `money_too_large` (above 10**15).
    """
    if text.isascii():
        if text.isdigit() and len(text) < 16:
            return int(text)
        mark = "," if decimal == "." else "."
        if len(text) < 20 and _GROUPED[mark].fullmatch(text):
            return int(text.replace(mark, ""))
    return _parse_written(tidy(text), decimal)


def _parse_written(text: str, decimal: str | None) -> int:
    if not text:
        raise ValidationError(_("Chưa có số tiền; hãy ghi số đồng, ví dụ 1.263.600."), code="money_empty")
    if _NEGATIVE.fullmatch(text):
        raise ValidationError(
            _("Số tiền “%s” không được âm; nếu cần giảm một khoản đã ghi, hãy dùng bút toán đảo.") % text,
            code="money_negative",
        )
    if _RATE.fullmatch(text):
        raise ValidationError(
            _("“%s” là tỷ lệ; cột này ghi số đồng, không ghi tỷ lệ. Hãy tính ra tiền rồi ghi, ví dụ 884.520.") % text,
            code="money_rate",
        )
    if amount := _told_in_parts(fold(text)):
        return amount
    number, scale = _number_and_scale(_AROUND.sub("", text))
    whole, fraction = _whole_and_fraction(number, decimal, scaled=scale > 1)
    whole = whole.lstrip("0") or "0"
    if len(whole) > 16:
        raise _too_large()
    return _whole_dong(whole, fraction, scale)


def _told_in_parts(text: str) -> int:
    """Đồng of "1tr2" and of "1 triệu 264 nghìn"; 0 for what is not told in parts of falling size."""
    if short := _SHORT.fullmatch(text):
        return int(short[1]) * _SCALES[short[2]] + int(short[3].ljust(3, "0")) * _SCALES[short[2]] // 1000
    parts = [(int(number), _SCALES[unit or ""]) for number, unit in _PART.findall(text)]
    is_falling = all(
        number * scale < before for (number, scale), (_more, before) in zip(parts[1:], parts, strict=False)
    )
    return (
        sum(number * scale for number, scale in parts)
        if len(parts) > 1 and is_falling and _PARTS.fullmatch(text)
        else 0
    )


def _number_and_scale(text: str) -> tuple[str, int]:
    written = _NUMBER_AND_UNIT.fullmatch(text)
    if not written:
        raise _unreadable(text)
    number, unit = written.groups(default="")
    scale = _SCALES.get(fold(unit).replace(" ", "").replace(".", ""))
    if scale is None:
        raise _unreadable(text)
    return number, scale


def _whole_and_fraction(number: str, decimal: str | None, *, scaled: bool) -> tuple[str, str]:
    whole = _ungrouped(number, decimal)
    if whole:
        if scaled and decimal is None and number.count(",") == 1:
            raise _unreadable(number)
        return whole, ""
    parts = _WITH_DECIMALS.fullmatch(number)
    if not parts or (decimal and parts[2] != decimal):
        raise _unreadable(number)
    whole = _ungrouped(parts[1], parts[2])
    if not whole or not (scaled or decimal or len(parts[3]) <= 2):
        raise _unreadable(number)
    return whole, parts[3]


def _ungrouped(number: str, decimal: str | None) -> str:
    """The digits of a plain or properly grouped number; empty for anything else."""
    if number.isdigit():
        return number
    for mark, grouped in _GROUPED.items():
        if mark != decimal and grouped.fullmatch(number):
            return number.replace(mark, "")
    return ""


def _whole_dong(whole: str, fraction: str, scale: int) -> int:
    near, beyond = fraction[:15], fraction[15:]
    amount, rest = divmod(int(whole + near) * scale, 10 ** len(near))
    if rest or beyond.strip("0") or (scale == 1 and fraction not in ("", "00")):
        raise ValidationError(
            _("Số tiền có phần lẻ của đồng; hãy ghi số đồng nguyên, ví dụ 1.263.600, hoặc ghi rõ đơn vị như 54,38 tỷ."),
            code="money_fraction",
        )
    if amount > LARGEST:
        raise _too_large()
    return amount


def _unreadable(text: str) -> ValidationError:
    return ValidationError(
        _(
            "Không đọc chắc chắn được số tiền “%s”; hãy ghi số đồng nguyên "
            "với dấu chấm ngăn từng ba chữ số, ví dụ 1.263.600."
        )
        % text,
        code="money_form",
    )


def _too_large() -> ValidationError:
    return ValidationError(
        _("Số tiền vượt quá một triệu tỷ đồng; hãy xem lại đơn vị tính và số chữ số."), code="money_too_large"
    )


def decide_separator(texts: Iterable[str]) -> Literal[".", ",", None]:
    """Which sign separates the thousands in a column of money.

    "1.263.600" and "54,38" are evidence for the dot, "1,263,600" and "54.38" for the
    comma. Values like "1.263" or "1,263" are none: three digits may be thousands or
    decimals. None means that there was no evidence, or evidence for both: if any value
    has a dot or a comma the officer must be asked.
    """
    found = {_thousands_mark(text) for text in texts if not text.isdigit()} - {None}
    return found.pop() if len(found) == 1 else None


_MARKED = re.compile(r"\d+(?:[.,]\d+)+", re.ASCII)
_OTHER = {".": ",", ",": "."}


def _thousands_mark(text: str) -> Literal[".", ",", None]:
    run = _MARKED.search(text.replace(" ", "").replace("\u00a0", ""))
    if not run:
        return None
    number = run.group()
    if "." in number and "," in number:
        return _OTHER[max(".,", key=number.rfind)]
    mark = "." if "." in number else ","
    if number.count(mark) > 1:
        return mark
    whole, fraction = number.split(mark)
    is_decimal = len(fraction) < 3 or (len(fraction) == 3 and (len(whole) > 3 or whole[0] == "0"))
    return _OTHER[mark] if is_decimal else None


def format_number(n: int) -> str:
    """185055 -> "185.055", in English "185,055"; also đồng where the unit stands in the heading."""
    return f"{n:,}" if in_english() else f"{n:,}".replace(",", ".")


def in_hundred_millions(amount: int) -> int:
    """To whole hundreds of million đồng, the half upward: as exact as money set aside for lists may be told."""
    return (amount + HUNDRED_MILLION // 2) // HUNDRED_MILLION * HUNDRED_MILLION


def with_unit(amount: int) -> str:
    """Đồng in a sentence: 1263600 -> "1.263.600 đồng", which no line break parts."""
    return f"{format_number(amount)}\u00a0{gettext('đồng')}"


def format_short(amount: int) -> str:
    """A headline: "54,38 tỷ đồng", "379,08 triệu đồng", "94.770 đồng"; in English "54.38 billion đồng".

    Below a million the amount is exact. The unit is chosen after rounding, so there is
    no "1.000 triệu".
    """
    step = _last_place(amount)
    if step == 1:
        return with_unit(amount)
    unit = pgettext("số tiền", "triệu đồng") if step == 10**4 else pgettext("số tiền", "tỷ đồng")
    sign = "-" if amount < 0 else ""
    return f"{sign}{format_hundredths(abs(_rounded(amount, step)))}\u00a0{unit}"


def in_short_if_whole(amount: int) -> str:
    """As a headline where that says all of it, else every đồng."""
    return with_unit(amount) if amount % _last_place(amount) else format_short(amount)


def _last_place(amount: int) -> int:
    """What the last digit of its headline counts: đồng, or the hundredth of a million or of a billion."""
    if abs(amount) < 10**6:
        return 1
    return 10**4 if abs(_rounded(amount, 10**4)) < 1000 * 100 else 10**7


def _rounded(amount: int, step: int) -> int:
    """In steps, the half upward."""
    return (amount + step // 2) // step


def format_hundredths(hundredths: int) -> str:
    """5438 -> "54,38", 5250 -> "52,5", 5200 -> "52"; with a decimal point in English."""
    whole, rest = divmod(hundredths, 100)
    point = "." if in_english() else ","
    decimals = f"{point}{rest:02}".rstrip("0") if rest else ""
    return f"{format_number(whole)}{decimals}"
