"""Whether the words of a published figure say its number, unit and qualifier, and where; how its number is written."""

import re
from fractions import Fraction
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from programmes.models import HAPPENED, VOCABULARY, Measure, PublishedFigure
from programmes.rules.problems import Problem
from programmes.standards.money import format_hundredths, format_number
from programmes.standards.names import tidy
from programmes.standards.wordings import AIM, CHANGE, DENIED, VND, has_digits, read_quantities

QUALIFIER = PublishedFigure.Qualifier
_COMPARISON = re.compile(r"kế hoạch|mục tiêu|chỉ tiêu|so với|cùng kỳ|năm trước|tăng")


def written_number(number, measure):
    """185055 -> "185.055"; of a measure with hundredths 3598 -> "35,98"."""
    if not Measure(measure).has_hundredths:
        return format_number(number)
    return format_hundredths(number)


def names_what(figure):
    """Whether the words name what is counted, as "185.055 sổ và thẻ" does and "185.055" does not."""
    measure, words = Measure(figure.measure), set(re.findall(r"[^\W\d_]+", tidy(figure.wording).lower()))
    parts = [Measure(part) for part in measure.parts] or [measure]
    return all(any(words.issuperset(unit.split()) for unit in part.words) for part in parts)


def compares(wording):
    """Whether the words hold the number against a plan or an earlier one: "đạt 120 % kế hoạch"."""
    return bool(_COMPARISON.search(tidy(wording).lower()))


class Parts(NamedTuple):
    """A wording in three: together they are the whole of it, with its spaces.

    `number` has its qualifier; with its unit as well where that is money or stands before the qualifier (`has_unit`).
    """

    before: str
    number: str
    rest: str
    has_unit: bool

    @property
    def whole(self):
        return f"{self.before}{self.number}{self.rest}"


def parts(figure):
    """The Parts of the wording; one that does not say the number of the figure is a number as a whole."""
    wording = tidy(figure.wording)
    try:
        told = _saying(figure, read_quantities(wording, VOCABULARY))
    except ValidationError:
        told = []
    if not told:
        return Parts("", wording, "", has_unit=True)
    qualified = [each for each in told if _qualifier(each) == figure.qualifier]
    found = (qualified or told)[0]
    return Parts(wording[: found.start], wording[found.start : found.end], wording[found.end :], found.has_unit)


def _saying(figure, told):
    """Those of the quantities of the words that are the number of the figure."""
    if figure.qualifier in PublishedFigure.WITHOUT_NUMBER:
        return []
    return _worded(_meant(figure, told), *_number(figure))


def _meant(figure, told):
    """Those that may be its number, by their unit; foreign money is told with its currency."""
    if figure.foreign_amount is not None:
        return [each for each in told if each.unit == figure.currency]
    unit = VND if figure.measure == Measure.MONEY else figure.measure
    return [each for each in told if each.unit == unit] or [each for each in told if not each.unit]


def _number(figure):
    """(number, upper end of a range or None, how many of it make one of the unit)."""
    if figure.foreign_amount is not None:
        return figure.foreign_amount, None, 1
    return figure.value, figure.value_to, 100 if Measure(figure.measure).has_hundredths else 1


def _qualifier(quantity):
    return quantity.qualifier or QUALIFIER.EXACT.value


def check(figure):
    """Problems between the words of a figure and its number, unit and qualifier."""
    try:
        told = read_quantities(figure.wording, VOCABULARY)
    except ValidationError as error:
        yield Problem("wording", error.code, error.messages[0])
        return
    if figure.qualifier in PublishedFigure.WITHOUT_NUMBER:
        yield from _check_says_no_number(figure, told)
        return
    if figure.foreign_amount is not None:
        yield from _check_foreign(figure, told)
        return
    if figure.value is None:
        return  # said already by the check of the number
    if meant := _meant(figure, told):
        yield from _check_number(figure, meant)
    elif told:
        yield Problem(
            "wording",
            "wording_other_unit",
            _("Cách nêu ghi “%(words)s” nhưng đơn vị của chỉ tiêu là “%(unit)s”; sửa chỉ tiêu hoặc cách nêu.")
            % {"words": told[0].text, "unit": figure.unit},
        )
    else:
        yield Problem(
            "wording",
            "wording_without_value",
            _("Cách nêu không có con số của giá trị; ghi số bằng chữ số như nguồn nêu, ví dụ “hơn 2.000 suất”."),
        )


def _check_says_no_number(figure, told):
    if any(each.unit in (figure.measure, "") or each.unit == VND for each in told):
        yield Problem(
            "wording",
            "wording_has_number",
            _("Cách nêu có con số “%s”; ghi số đó vào giá trị và chọn mức độ của nó.") % told[0].text,
        )
    elif has_digits(figure.wording) and figure.qualifier == QUALIFIER.ORDER_OF_MAGNITUDE and told:
        yield Problem(
            "wording",
            "magnitude_is_number",
            _("Độ lớn được nêu bằng chữ, ví dụ “hàng chục nghìn người”; “%s” là một con số.") % told[0].text,
        )


def _check_foreign(figure, told):
    of_currency = _meant(figure, told)
    if not of_currency:
        yield Problem(
            "wording",
            "wording_other_currency",
            _("Cách nêu không có số tiền bằng %(code)s; ghi như nguồn nêu, ví dụ “khoảng 160.000 USD”.")
            % {"code": figure.currency},
        )
        return
    yield from _check_number(figure, of_currency)
    in_dong = [each for each in told if each.unit == VND]
    if figure.value is not None and in_dong:
        if not (fitting := _worded(in_dong, figure.value, figure.value_to, 1)):
            yield _other_value(figure, in_dong, figure.value)
        yield from _check_alone(in_dong, fitting)


def _check_number(figure, meant):
    """Problems of the number with the quantities of the words that may be it."""
    value, value_to, hundredths = _number(figure)
    fitting = _worded(meant, value, value_to, hundredths)
    if not fitting:
        if any(each.is_range for each in meant) and value_to is None:
            yield Problem(
                "value_to",
                "wording_is_range",
                _("Cách nêu là một khoảng “%s”; ghi số đầu vào giá trị và số cuối vào giá trị đến.") % meant[0].text,
            )
            return
        yield _other_value(figure, meant, value)
        return
    yield from _check_alone(meant, fitting)
    yield from _check_turns(figure, fitting)
    told = {_qualifier(each) for each in fitting}
    if figure.qualifier not in told:
        words = QUALIFIER(told.pop())
        yield Problem(
            "qualifier",
            "wording_other_qualifier",
            _("Cách nêu “%(wording)s” có mức độ “%(told)s”, không phải “%(chosen)s”; sửa mức độ hoặc cách nêu.")
            % {"wording": figure.wording, "told": words.label, "chosen": QUALIFIER(figure.qualifier).label},
        )


def _check_alone(meant, fitting):
    """Another number of the same unit may be the true one; without a unit it may count something else."""
    if fitting and (others := [each for each in meant if each.unit and each not in fitting]):
        yield Problem(
            "wording",
            "wording_second_value",
            _("Cách nêu có thêm con số “%(other)s” cùng đơn vị; bỏ số đó, ghi nó vào ghi chú hoặc thành số liệu riêng.")
            % {"other": others[0].text},
        )


def _check_turns(figure, fitting):
    """The number of the words is that of the figure: neither denied, nor a change, nor an aim told as a deed."""
    turns = {each.turn for each in fitting}
    if DENIED in turns:
        words = _("không phải")
    elif CHANGE in turns and not Measure(figure.measure).has_hundredths:
        words = _("tăng, giảm")
    elif AIM in turns and figure.stage in HAPPENED:
        words = _("mục tiêu, kế hoạch, dự kiến")
    else:
        return
    yield Problem(
        "wording",
        "wording_turned",
        _("Lời trước con số nói “%s”, nên đó không phải số của chỉ tiêu này; sửa cách nêu, giai đoạn hoặc giá trị.")
        % words,
    )


def _worded(quantities, value, value_to, hundredths):
    """Those of the quantities whose words fit the number, both ends of it."""
    value = Fraction(value, hundredths)
    end = value if value_to is None else Fraction(value_to, hundredths)
    return [
        each
        for each in quantities
        if each.is_range == (value_to is not None)
        and each.is_worded(value, written=each.low)
        and each.is_worded(end, written=each.high)
    ]


def _other_value(figure, meant, value):
    return Problem(
        "wording",
        "wording_other_value",
        _("Cách nêu ghi “%(words)s” nhưng giá trị là %(value)s; sửa giá trị hoặc cách nêu cho khớp.")
        % {"words": meant[0].text, "value": written_number(value, figure.measure)},
    )
