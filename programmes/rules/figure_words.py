"""Whether the words of a published figure say its number, unit and qualifier; and how its number is written."""

from fractions import Fraction

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from programmes.models import VOCABULARY, Measure, PublishedFigure
from programmes.rules.problems import Problem
from programmes.standards.money import format_hundredths, format_number
from programmes.standards.wordings import VND, has_digits, read_quantities

QUALIFIER = PublishedFigure.Qualifier


def written_number(number, measure):
    """185055 -> "185.055"; of a measure with hundredths 3598 -> "35,98"."""
    if not Measure(measure).has_hundredths:
        return format_number(number)
    return format_hundredths(number)


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
    unit = VND if figure.measure == Measure.MONEY else figure.measure
    meant = [each for each in told if each.unit == unit] or [each for each in told if not each.unit]
    if figure.value is None:
        return  # said already by the check of the number
    if meant:
        yield from _check_meant(figure, meant)
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
    of_currency = [each for each in told if each.unit == figure.currency]
    if not of_currency:
        yield Problem(
            "wording",
            "wording_other_currency",
            _("Cách nêu không có số tiền bằng %(code)s; ghi như nguồn nêu, ví dụ “khoảng 160.000 USD”.")
            % {"code": figure.currency},
        )
        return
    yield from _check_one(figure, of_currency, figure.foreign_amount, None)
    in_dong = [each for each in told if each.unit == VND]
    if figure.value is not None and in_dong and not _worded(in_dong, figure.value, figure.value_to, 1):
        yield _other_value(figure, in_dong, figure.value)


def _check_meant(figure, meant):
    hundredths = 100 if Measure(figure.measure).has_hundredths else 1
    yield from _check_one(figure, meant, figure.value, figure.value_to, hundredths)


def _check_one(figure, meant, value, value_to, hundredths=1):
    """Problems of the number with the quantities of the words that may be it."""
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
    told = {each.qualifier or QUALIFIER.EXACT.value for each in fitting}
    if figure.qualifier not in told:
        words = QUALIFIER(told.pop())
        yield Problem(
            "qualifier",
            "wording_other_qualifier",
            _("Cách nêu “%(wording)s” có mức độ “%(told)s”, không phải “%(chosen)s”; sửa mức độ hoặc cách nêu.")
            % {"wording": figure.wording, "told": words.label, "chosen": QUALIFIER(figure.qualifier).label},
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
