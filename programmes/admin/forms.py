"""Form fields that read what offices write, and the form that asks the rules."""

import re

from django import forms
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from programmes.models import Kin
from programmes.models.fields import Unreadable
from programmes.rules.problems import Problem
from programmes.standards.dates import format_day_padded, parse_birth
from programmes.standards.money import format_number, parse_dong
from programmes.standards.months import parse_month
from programmes.standards.names import tidy

_WHOLE = re.compile(r"\d{1,15}|[1-9]\d{0,2}(\.\d{3}){1,4}", re.ASCII)


class WholeNumberField(forms.CharField):
    """A whole number as offices write it: 185055 or 185.055. Django's own field reads "185.000" as 185."""

    def __init__(self, *, empty_value=None, **kwargs):
        kwargs.setdefault("widget", forms.TextInput(attrs={"class": "vNumber", "inputmode": "numeric"}))
        super().__init__(empty_value=empty_value, **kwargs)

    def to_python(self, value):
        text = super().to_python(value)
        return text if text is None or isinstance(text, int) else self.parse(text)

    def parse(self, text):
        if not _WHOLE.fullmatch(text):
            raise ValidationError(_("Hãy ghi số nguyên, không âm, ví dụ 185055 hoặc 185.055."), code="number_form")
        return int(text.replace(".", ""))

    def prepare_value(self, value):
        return format_number(value) if isinstance(value, int) else value


class MoneyField(WholeNumberField):
    """Whole đồng: 1.263.600, 1263600 đ, "1,5 triệu"; refuses what has a part of a đồng, such as 54,38."""

    def parse(self, text):
        return parse_dong(text)


class MonthField(forms.CharField):
    """A month, kept as its first day: 12/2025."""

    def to_python(self, value):
        text = super().to_python(value)
        return parse_month(text) if text else None

    def prepare_value(self, value):
        return f"{value:%m/%Y}" if hasattr(value, "month") else value


class RecordSelect(AutocompleteSelect):
    """A box that looks records up. What was sent and names none is left out when the box is shown again.

    It asks with the values of the fields of the form that it `fits` (js/record_boxes.js).
    """

    def __init__(self, field, admin_site, *, fits=(), choices=()):
        super().__init__(field, admin_site, {"aria-label": capfirst(field.verbose_name)}, choices)
        self.fits = fits

    @property
    def media(self):
        own = ["admin/js/jquery.init.js", "admin/js/autocomplete.js", "programmes/js/record_boxes.js"]
        return super().media + forms.Media(js=own)

    def build_attrs(self, base_attrs, extra_attrs=None):
        """Asks by POST: an address is no place for what somebody types."""
        attrs = {**super().build_attrs(base_attrs, extra_attrs), "data-ajax--type": "POST"}
        return {**attrs, "data-fits": " ".join(self.fits)} if self.fits else attrs

    def optgroups(self, name, value, attr=None):
        return super().optgroups(name, [key for key in value if row_id(key) is not None], attr)


class ProxyFields(forms.Form):
    """Who came for somebody else's gift; both may be unknown."""

    proxy_name = forms.CharField(label=_("Người nhận thay"), required=False, max_length=100)
    proxy_kin = forms.ChoiceField(label=_("Quan hệ"), required=False, choices=[("", _("chưa rõ")), *Kin.choices])

    def clean_proxy_name(self):
        return tidy(self.cleaned_data["proxy_name"])


class RecordsField(forms.ModelMultipleChoiceField):
    """Records as boxes to tick."""

    widget = forms.CheckboxSelectMultiple

    def clean(self, value):
        for key in value or ():
            if row_id(str(key)) is None:
                raise ValidationError(self.error_messages["invalid_pk_value"], "invalid_pk_value", {"pk": key})
        return super().clean(value)


class BirthField(forms.CharField):
    """A day of birth, or only its month or year; cleaned to (date or None, precision)."""

    def to_python(self, value):
        text = super().to_python(value)
        return parse_birth(text) if text else (None, "")


def row_id(text):
    """The id that a sent text names; None for what is none or no database holds."""
    return int(text) if text.isdecimal() and len(text) <= 18 else None


def written_birth(day, precision):
    """How a birth is written back: 25/12/1956, 12/1956 or 1956."""
    if day is None:
        return ""
    return {"year": f"{day:%Y}", "month": f"{day:%m/%Y}"}.get(precision) or format_day_padded(day)


def problems_of(error):
    """The problems that a refusal of an action tells of, each with its field."""
    if hasattr(error, "problems"):
        return error.problems
    by_field = error.error_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.error_list}
    return [
        Problem("" if field == NON_FIELD_ERRORS else field, one.code, one.messages[0])
        for field, errors in by_field.items()
        for one in errors
    ]


class AsksOnce:
    """Form mixin: what looks like a slip is asked about before it is saved; sent again as it is, it is confirmed.

    `doubts()` are Problems that forbid nothing; `asked`, a hidden field, is what was asked the last time. `asks` is
    what is asked now: (label of the field, its id, sentence) each.
    """

    asks = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["asked"] = forms.CharField(required=False, widget=forms.HiddenInput)

    def _post_clean(self):
        super()._post_clean()
        before = self.cleaned_data.pop("asked", "")
        found = [] if self.errors else list(self.doubts())
        asked = " ".join(f"{problem.code}:{self.data.get(self.add_prefix(problem.field), '')}" for problem in found)
        if not found or asked == before:
            return
        for problem in found:
            self.add_error(problem.field, ValidationError(problem.message, code=problem.code))
        self.asks = [(self[each.field].label, self[each.field].id_for_label, each.message) for each in found]
        self.add_error(None, ValidationError(ASKED_ONCE, code="asked_once"))
        self.data = {**self.data.dict(), "asked": asked}


ASKED_ONCE = _("Chưa lưu: hãy xem lại các chỗ nêu dưới đây; nếu đúng như đã ghi, bấm lưu lần nữa.")


class RecordForm(forms.ModelForm):
    """A form of one record: shape by the model, then the rules, then what an action refused when it was sent.

    `rules` are functions of rules/ over the record; `shown_at` maps a field of the model to the field of the
    form that stands for it; `refusal` is set by the admin when it shows the form again, `officer` whenever it does.
    `seen` is the version of the record that the officer has read: who saves over somebody else's change is told
    (PortalAdmin.save_model).
    """

    rules = ()
    shown_at = {}
    refusal = None
    officer = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._name_parts()
        self._kept = set()
        for name in list(self.fields):
            if isinstance(stored := vars(self.instance).get(name), Unreadable):
                self._keep(name, stored)
        if self.instance.pk and hasattr(self.instance, "updated_at"):
            version = self.instance.updated_at.isoformat()
            self.fields["seen"] = forms.CharField(required=False, widget=forms.HiddenInput, initial=version)

    def _name_parts(self):
        """The two fields of a moment stand without a label for those who hear the page."""
        for field in self.fields.values():
            if isinstance(field, forms.SplitDateTimeField):
                for widget, part in zip(field.widget.widgets, (_("ngày"), _("giờ")), strict=True):
                    widget.attrs["aria-label"] = f"{field.label}, {part}"

    def _keep(self, name, shown):
        """Show so much of what is stored, beside an empty field: what is stored stays unless something is typed."""
        self._kept.add(name)
        self.initial[name] = ""
        self.fields[name].help_text = _("Đang lưu %s; chỉ ghi khi thay, để trống thì giữ giá trị đang lưu.") % shown

    def clean(self):
        cleaned = super().clean()
        for name in self._kept & cleaned.keys():
            cleaned[name] = cleaned[name] or getattr(self.instance, name)
        return cleaned

    def _post_clean(self):
        rules = () if self.errors else self.rules  # a rule cannot judge a record of which a field could not be read
        super()._post_clean()
        wrong = set(self.errors)
        for rule in rules:
            self._show(problem for problem in rule(self.instance) if self._place(problem) not in wrong)
        if self.refusal:
            self._show(problems_of(self.refusal))

    def mask(self, shown):
        """Show these stored values masked, field -> what is shown of it; one stays unless another is typed."""
        for name, value in shown.items():
            if value and name in self.fields:
                self._keep(name, value)

    def _place(self, problem):
        field = self.shown_at.get(problem.field, problem.field)
        return field if field in self.fields else NON_FIELD_ERRORS

    def _show(self, problems):
        for problem in problems:
            field = self._place(problem)
            if str(problem.message) not in self.errors.get(field, ()):
                self.add_error(field, ValidationError(problem.message, code=problem.code))
