"""Cells of published figures: what is counted, numbers with hundredths, lists of codes."""

import re
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from programmes.exchange.columns import choices
from programmes.models import SUBJECTS, Measure, Stage, Subject, indicator_words
from programmes.standards.money import parse_dong
from programmes.standards.names import fold, tidy

_RATIO = re.compile(r"(.+?)\s*(?:%|phần trăm|lần)", re.IGNORECASE)
_HUNDREDTHS = re.compile(r"(\d+)(?:,(\d{1,2}))?", re.ASCII)
_NEGATIVE = re.compile(r"[-−–]\s?\d.*")
_VERSION = re.compile(r"[1-9]\d{0,3}", re.ASCII)
_LARGEST_RATIO = 10**6  # a million percent, or a million times
_CODES = re.compile(r"[;,\s]+")
_NONE = {"khong", "khong co"}


class Indicator(NamedTuple):
    """What a cell says is counted; `stage` and `subject` are "" where it does not say them."""

    measure: str
    stage: str = ""
    subject: str = ""


class Hundredths(int):
    """A number that was written with its "%" or "lần": 35,98 % is 3598."""


# How files called them that had one column for all three.
FORMER_INDICATORS = {
    "amount_raised": Indicator("money", "raised"),
    "books_and_cards_given": Indicator("books_and_cards", "given"),
    "value_books_and_cards_given": Indicator("money", "value", "books_and_cards"),
    "tet_gifts_given": Indicator("packages", "given"),
    "suất quà Tết đã trao": Indicator("packages", "given"),
    "beneficiaries": Indicator("people", "given"),
    "books_given": Indicator("books", "given"),
    "cards_given": Indicator("cards", "given"),
    "delegation_trips": Indicator("delegations", "given"),
}
FORMER_STAGES = {Measure.DELEGATIONS: Stage.GIVEN}  # "đoàn công tác" alone, as those files wrote it


def _in_words():
    """Every indicator as the public reads it, folded."""
    for measure in Measure:
        subjects = {Subject.NONE: ("",), Subject.MAY: ("", *SUBJECTS), Subject.MUST: SUBJECTS}[measure.subject]
        for stage in measure.stages:
            for subject in subjects:
                yield fold(str(indicator_words(measure, stage, subject))), Indicator(measure, stage, subject)


_INDICATORS = {**dict(_in_words()), **{fold(words): each for words, each in FORMER_INDICATORS.items()}}


def indicator(text):
    """What is counted, alone ("thẻ BHYT") or with its stage ("thẻ BHYT đã trao")."""
    if found := _INDICATORS.get(fold(text)):
        return found
    return Indicator(choices.measure(text))


def number(text):
    """A whole number or đồng as parse_dong reads it; Hundredths where "%" or "lần" stands behind.

    Raises `figure_negative`, `ratio_negative`, `ratio_form`, `ratio_too_large`, else as parse_dong.
    """
    found = _RATIO.fullmatch(tidy(text))
    return _ratio(found[1]) if found else whole_number(text)


def whole_number(text):
    """Money in any currency, or what is counted. Raises `figure_negative`, else as parse_dong."""
    if _NEGATIVE.fullmatch(tidy(text)):
        raise ValidationError(_("Số liệu không được âm; xem lại dấu."), code="figure_negative")
    return parse_dong(text)


def _ratio(text):
    if _NEGATIVE.fullmatch(text):
        raise ValidationError(_("Tỷ lệ không được âm; xem lại dấu."), code="ratio_negative")
    found = _HUNDREDTHS.fullmatch(text)
    if not found:
        raise ValidationError(
            _("Tỷ lệ viết dấu phẩy trước phần thập phân, tối đa hai chữ số thập phân, ví dụ 35,98 % hoặc 2,5 lần."),
            code="ratio_form",
        )
    if len(found[1]) > 18 or int(found[1]) > _LARGEST_RATIO:
        raise ValidationError(_("Số quá lớn; xem lại số chữ số."), code="ratio_too_large")
    return Hundredths(int(found[1]) * 100 + int((found[2] or "").ljust(2, "0")))


def version(text):
    """The number of a version."""
    if not _VERSION.fullmatch(text):
        raise ValidationError(_("Phiên bản là số từ 1, ví dụ 1 hoặc 2."), code="version_form")
    return int(text)


def as_counted(told, measure):
    """The number as the books hold it. A percentage is written with its sign, so that 35 is not taken for 0,35 %."""
    measure = Measure(measure)
    if isinstance(told, Hundredths) != measure.has_hundredths:
        raise ValidationError(
            _("Số của “%(what)s” viết như %(example)s; hãy viết lại số này."),
            code="number_of_other_form",
            params={
                "what": measure.label,
                "example": f"35,98 {measure.unit}" if measure.has_hundredths else "185.055",
            },
        )
    return int(told)


def codes(text):
    """Codes of other figures, apart by ";" or ","; "không" is none."""
    return [] if fold(text) in _NONE else list(dict.fromkeys(filter(None, _CODES.split(text))))


def currency(text):
    """The ISO code, in capitals. Raises `currency_form`."""
    if not re.fullmatch(r"[A-Za-z]{3}", text):
        raise ValidationError(_("Ghi mã ngoại tệ ba chữ, ví dụ USD."), code="currency_form")
    return text.upper()
