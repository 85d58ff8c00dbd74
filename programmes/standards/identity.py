"""The citizen number (số định danh cá nhân, CCCD): form, what it says, masking.

Sources: NĐ 137/2015/NĐ-CP for the twelve digits, TT 59/2021/TT-BCA for the province
prefixes. It has no check digit. Messages never repeat the number.
"""

import re
from functools import lru_cache
from typing import Literal, NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .dates import today_in_vietnam
from .names import tidy

Sex = Literal["male", "female"]

_SCIENTIFIC = re.compile(r"\d([.,]\d+)?E\+?\d+", re.ASCII | re.IGNORECASE)
_REPEATED = re.compile(r"(\d{1,4})\1{2,}|0{5,}\d+|(\d)\2+\d", re.ASCII)
_RUNS = "0123456789" * 3
_FILLER_OF_PEOPLE = re.compile(r"000|\d{6}000000$", re.ASCII)  # of no province; the first of its year is 000001
_FILLERS = str.maketrans("", "", " .'’‘`-–_")


class CitizenFacts(NamedTuple):
    """What the first six digits say; the prefix is the place of birth registration, not of residence."""

    prefix: str
    sex: Sex
    birth_year: int


def compact(text: str) -> str:
    """An identifier without the spaces, dots, dashes and apostrophes that spreadsheets and people put in."""
    return tidy(text).translate(_FILLERS)


def check_citizen_number(text: str) -> str:
    """The twelve digits as text.

    Raises `citizen_lost_digits`, `citizen_lost_zero`, `citizen_old_id`, `citizen_form`,
    `citizen_filler`, and `citizen_future` when the digits name a year of birth after the current one.
    """
    number = text if _is_digits(text, 12) else _written_number(text)
    if _FILLER_OF_PEOPLE.match(number) or is_filler(number):
        raise ValidationError(
            _("Đây là số điền cho đủ, không phải số định danh; hãy ghi số trên căn cước, chưa có thì để trống ô này."),
            code="citizen_filler",
        )
    if number[3] > "1" and _birth_year(number) > today_in_vietnam().year:
        raise ValidationError(
            _("Số định danh cho năm sinh ở tương lai; hãy đối chiếu từng chữ số với căn cước."),
            code="citizen_future",
        )
    return number


def is_filler(digits: str) -> bool:
    """Whether digits were but typed to fill a cell: 1111111111, 1212121212, 1234567890, 9876543210, 0000000001."""
    return bool(_REPEATED.fullmatch(digits)) or digits in _RUNS or digits[::-1] in _RUNS


def lost_digits(text: str) -> bool:
    """Whether Excel has written a number as 3,8E+10."""
    return bool(_SCIENTIFIC.fullmatch(tidy(text).strip("' ")))


def is_citizen_number(digits: str) -> bool:
    """Whether digits look like a citizen number: twelve, of a province, of a century that has been."""
    return _is_digits(digits, 12) and "001" <= digits[:3] <= "099" and digits[3] <= "3"


def _is_digits(text: str, length: int) -> bool:
    return len(text) == length and text.isascii() and text.isdigit()


def _written_number(text: str) -> str:
    if lost_digits(text):
        raise ValidationError(
            _(
                "Excel đã đổi số định danh thành dạng 3,8E+10 và làm mất chữ số; "
                "hãy đổi cột sang dạng Văn bản rồi nhập lại đủ 12 chữ số từ căn cước."
            ),
            code="citizen_lost_digits",
        )
    number = compact(text)
    if _is_digits(number, 12):
        return number
    if _is_digits(number, 11):
        raise ValidationError(
            _(
                "Số định danh chỉ có 11 chữ số, có lẽ Excel đã bỏ số 0 ở đầu; "
                "hãy thêm số 0 vào trước và đối chiếu với căn cước."
            ),
            code="citizen_lost_zero",
        )
    if _is_digits(number, 9):
        raise ValidationError(
            _(
                "Đây là số chứng minh nhân dân 9 chữ số, không còn giá trị từ ngày 1/1/2025; "
                "hãy nhập số định danh 12 chữ số trên căn cước."
            ),
            code="citizen_old_id",
        )
    raise ValidationError(
        _(
            "Số định danh phải có đúng 12 chữ số; hãy chép lại từ căn cước "
            "và để cột ở dạng Văn bản để giữ các số 0 ở đầu."
        ),
        code="citizen_form",
    )


def _birth_year(number: str) -> int:
    return 1900 + int(number[3]) // 2 * 100 + int(number[4:6])


def read_citizen_number(number: str) -> CitizenFacts:
    """What a number that passed `check_citizen_number` says."""
    return CitizenFacts(number[:3], "female" if int(number[3]) % 2 else "male", _birth_year(number))


@lru_cache(maxsize=1000)
def _said_digits(birth_year: int, sex: Sex) -> str:
    """Digits four to six of a person of this year and sex."""
    return f"{(birth_year // 100 - 19) * 2 + (sex == 'female')}{birth_year % 100:02}"


def contradictions(number: str, *, birth_year: int | None = None, sex: Sex | None = None) -> list[str]:
    """Codes of what the number says otherwise than the row: `citizen_birth_year`, `citizen_sex`."""
    if birth_year is not None and sex is not None and number[3:6] == _said_digits(birth_year, sex):
        return []
    facts = read_citizen_number(number)
    found = []
    if birth_year is not None and birth_year != facts.birth_year:
        found.append("citizen_birth_year")
    if sex is not None and sex != facts.sex:
        found.append("citizen_sex")
    return found


def mask(number: str) -> str:
    """ "038•••••0901": the first three and last four of twelve; anything shorter is hidden whole."""
    if len(number) < 12:
        return "•" * len(number)
    return f"{number[:3]}{'•' * (len(number) - 7)}{number[-4:]}"
