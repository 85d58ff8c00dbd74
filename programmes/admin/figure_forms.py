"""The form of a published figure: the period in words, numbers in their own unit, days as far as they are known."""

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.translation import gettext_lazy as _

from programmes.admin.forms import RecordForm
from programmes.exchange.columns import figures
from programmes.models import Measure, Relation
from programmes.rules import published as rules
from programmes.rules.figure_words import written_number
from programmes.standards import periods
from programmes.standards.dates import format_day_padded, parse_coarse_day


class _ReadField(forms.CharField):
    """A text that a parser reads; `written` says how a value stands in the form."""

    def __init__(self, parse, **kwargs):
        kwargs.setdefault("empty_value", None)
        super().__init__(**kwargs)
        self.parse = parse

    def to_python(self, value):
        text = super().to_python(value)
        return self.parse(text) if isinstance(text, str) and text else text


class FigureNumberField(_ReadField):
    """A number as `parse` reads it: a whole one, or one with its "%" or "lần"."""

    def __init__(self, parse=figures.number, **kwargs):
        super().__init__(parse, widget=forms.TextInput(attrs={"class": "vNumber"}), **kwargs)


def _coarse(day, precision):
    written = format_day_padded(day) if day else ""
    return written[{"day": 0, "month": 3, "year": 6}.get(precision, 0) :]


NUMBERS = {
    "value": _("Giá trị"),
    "value_to": _("Giá trị đến"),
    "value_low": _("Cận dưới"),
    "value_high": _("Cận trên"),
}


class FigureForm(RecordForm):
    rules = (rules.check,)
    shown_at = {
        **dict.fromkeys(("period_kind", "period_start", "period_end"), "period"),
        "source_date": "published_on",
        "as_of": "as_of_day",
    }

    period = _ReadField(
        periods.read,
        label=_("Kỳ"),
        help_text=_("Ví dụ: 2025; 6 tháng đầu năm 2025; quý I/2026; Tết Bính Ngọ 2026; đến ngày 4/3/2026."),
    )
    value = FigureNumberField(label=NUMBERS["value"], required=False, help_text=_("Tỷ lệ thì ghi kèm dấu: 35,98 %."))
    value_to = FigureNumberField(label=NUMBERS["value_to"], required=False, help_text=_("Số cuối của một khoảng."))
    value_low = FigureNumberField(label=NUMBERS["value_low"], required=False)
    value_high = FigureNumberField(label=NUMBERS["value_high"], required=False)
    currency = _ReadField(
        figures.currency, label=_("Ngoại tệ"), required=False, empty_value="", help_text=_("Mã ISO 4217, ví dụ USD.")
    )
    foreign_amount = FigureNumberField(figures.whole_number, label=_("Số ngoại tệ"), required=False)
    published_on = _ReadField(
        parse_coarse_day, label=_("Ngày nguồn công bố"), required=False, help_text=_("4/3/2026, 3/2026 hoặc 2026.")
    )
    as_of_day = _ReadField(
        parse_coarse_day, label=_("Số liệu đến ngày"), required=False, help_text=_("4/3/2026, 3/2026 hoặc 2026.")
    )
    part_of = _ReadField(figures.codes, label=_("Là một phần của"), required=False, help_text=_("Mã, ngăn bằng ;"))
    contains = _ReadField(figures.codes, label=_("Bao gồm"), required=False)
    conflicts_with = _ReadField(figures.codes, label=_("Mâu thuẫn với"), required=False)
    corrected_by = _ReadField(figures.codes, label=_("Được đính chính bởi"), required=False)
    corrects = _ReadField(figures.codes, label=_("Đính chính cho"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        figure = self.instance
        if not figure.pk:
            return
        self.initial |= {"period": periods.words(figure.period)}
        self.initial |= {name: self._written(getattr(figure, name)) for name in NUMBERS}
        self.initial |= {
            "published_on": _coarse(figure.source_date, figure.source_precision),
            "as_of_day": _coarse(figure.as_of, figure.as_of_precision),
        }
        self.initial |= {kind: "; ".join(figure.relations.get(kind, [])) for kind in Relation.values}
        if "code" in self.fields and figure.version > 1:
            self.fields["code"].disabled = True

    def _written(self, value):
        if value is None:
            return ""
        measure = Measure(self.instance.measure)
        written = written_number(value, measure)
        return f"{written} {measure.unit}" if measure.has_hundredths else written

    def clean(self):
        cleaned = super().clean()
        figure = self.instance
        if cleaned.get("period"):
            figure.period = cleaned["period"]
        figure.source_date, figure.source_precision = cleaned.get("published_on") or (None, "")
        figure.as_of, figure.as_of_precision = cleaned.get("as_of_day") or (None, "")
        told = {kind: cleaned.get(kind) for kind in Relation.values}
        figure.relations = {kind: codes for kind, codes in told.items() if codes}
        for name in NUMBERS:
            if cleaned.get(name) is not None and cleaned.get("measure"):
                try:
                    cleaned[name] = figures.as_counted(cleaned[name], cleaned["measure"])
                except ValidationError as error:
                    self.add_error(name, error)
        return cleaned

    def _update_errors(self, errors):
        """A constraint says again, at no field, what a rule says at the field that is meant."""
        if not self.errors and any(problem for rule in self.rules for problem in rule(self.instance)):
            errors.error_dict.pop(NON_FIELD_ERRORS, None)
        super()._update_errors(errors)
