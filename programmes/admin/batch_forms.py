"""What an officer chooses for an upload: answers to its questions, columns, control totals, good rows only.

Each form has `choices_made()`, the options of exchange/options.py that it changes; `again` where the file has to be
read again with them.
"""

from dataclasses import replace

from django import forms
from django.utils.translation import gettext_lazy as _

from programmes.admin.forms import MoneyField, WholeNumberField
from programmes.exchange.desk.questions import question_key
from programmes.exchange.layouts import LAYOUTS
from programmes.exchange.options import Options
from programmes.standards.money import format_number

UNUSED = ""


class ChoiceForm(forms.Form):
    """A form over an upload and what has been chosen for it so far."""

    again = False

    def __init__(self, data=None, *, batch, **kwargs):
        super().__init__(data, **kwargs)
        self.report, self.layout = batch.report, LAYOUTS[batch.layout]
        self.options = Options.from_json(batch.options)
        self.build()

    def build(self):
        """Fields that depend on the file."""


class QuestionForm(ChoiceForm):
    """One group of radio buttons for each open question; any of them may be left for later."""

    again = True

    def build(self):
        self.questions = self.report.get("questions", [])
        for number, question in enumerate(self.questions):
            choices = [(str(place), label) for place, (_value, label) in enumerate(question["choices"])]
            self.fields[f"question-{number}"] = forms.ChoiceField(
                label=question["message"], choices=choices, widget=forms.RadioSelect, required=False
            )

    def choices_made(self):
        made = {"answered": dict(self.options.answered)}
        for number, question in enumerate(self.questions):
            if chosen := self.cleaned_data.get(f"question-{number}"):
                value, label = question["choices"][int(chosen)]
                made["answered"][question_key(question["option"], question["key"])] = label
                self._set(made, question["option"], question["key"], value)
        return made

    def _set(self, made, option, key, value):
        current = made.get(option, getattr(self.options, option, None))
        if current is None:
            return  # the answer itself is what was asked for
        if isinstance(current, dict):
            made[option] = {**current, key: value}
        elif isinstance(current, bool):
            made[option] = str(value).lower() in {"1", "true"}
        else:
            made[option] = value


class ColumnForm(ChoiceForm):
    """For each heading of the file its column; once the file is stored the office keeps what was changed."""

    again = True

    def build(self):
        self.headings, self.mapped = self.report.get("headings", []), self.report.get("mapped", {})
        self._ask_common()
        names = [column.name for column in self.layout.columns]
        choices = [(UNUSED, _("— không dùng —"))]
        choices += [(str(place), column.heading) for place, column in enumerate(self.layout.columns)]
        for number, heading in enumerate(self.headings):
            name = self.mapped.get(heading)
            self.fields[f"column-{number}"] = forms.ChoiceField(
                label=heading, choices=choices, required=False, initial=str(names.index(name)) if name else UNUSED
            )

    def _ask_common(self):
        """A column that the file does not have may be one value throughout."""
        self.common = {
            f"common-{column.name}": column.name
            for column in self.layout.columns
            if column.common and column.name not in self.mapped.values()
        }
        for field, name in self.common.items():
            column = next(column for column in self.layout.columns if column.name == name)
            self.fields[field] = forms.ChoiceField(
                label=_("%s của cả tệp") % column.heading,
                choices=[(UNUSED, _("— theo cột trong tệp —")), *column.common.choices],
                required=False,
                initial=self.options.common.get(name, UNUSED),
            )

    def common_fields(self):
        """The fields of what holds for the whole file."""
        return [self[name] for name in self.common]

    def heading_fields(self):
        """The fields of the headings, in the order of the file."""
        return [self[name] for name in self.fields if name not in self.common]

    def clean(self):
        """A column is chosen once; headings that already make one together (family name, given name) may stay."""
        data = super().clean()
        columns = {name: value for name, value in data.items() if name not in self.common}
        chosen = [value for value in columns.values() if value]
        touched = {value for name, value in columns.items() if value != (self.fields[name].initial or UNUSED)}
        for value in touched - {UNUSED}:
            if chosen.count(value) > 1:
                raise forms.ValidationError(
                    _("Hai cột của tệp cùng được chọn là “%s”; mỗi cột trong sổ chỉ chọn một lần.")
                    % self.layout.columns[int(value)].heading,
                    code="column_chosen_twice",
                )
        return data

    def _changed(self):
        changed = {}
        for number, heading in enumerate(self.headings):
            chosen = self.cleaned_data.get(f"column-{number}", UNUSED)
            name = self.layout.columns[int(chosen)].name if chosen else ""
            if name != self.mapped.get(heading, ""):
                changed[heading] = name
        return changed

    def choices_made(self):
        common = {name: self.cleaned_data.get(field) for field, name in self.common.items()}
        mapping = {**self.options.mapping, **self._changed()}
        return {
            "mapping": mapping,
            "common": {name: value for name, value in common.items() if value and name not in mapping.values()},
        }


class ControlForm(ChoiceForm):
    """The totals that the office has counted itself, of the sums that a file of this layout has."""

    control_people = WholeNumberField(label=_("Tổng số người"), required=False)
    control_vnd = MoneyField(label=_("Tổng số đồng"), required=False)

    def build(self):
        people, dong = self.options.control_people, self.options.control_vnd
        self.fields["control_people"].initial = None if people is None else format_number(people)
        self.fields["control_vnd"].initial = None if dong is None else format_number(dong)
        for name, sum_ in (("control_people", "people"), ("control_vnd", "donor_cost_vnd")):
            if sum_ not in self.layout.sums:
                del self.fields[name]

    def choices_made(self):
        return self.cleaned_data


class GoodRowsForm(ChoiceForm):
    """Store the good rows without the refused ones, or the whole file or nothing."""

    take_good = forms.BooleanField(required=False)

    def choices_made(self):
        return self.cleaned_data


class StartAgainForm(ChoiceForm):
    """Forget the answers; the file asks again."""

    again = True

    def choices_made(self):
        asked = Options()
        forgotten = replace(
            self.options,
            text=asked.text,
            decimal=asked.decimal,
            zeros=asked.zeros,
            answered=asked.answered,
            take_good=asked.take_good,
        )
        return forgotten.as_json()


CHOICE_FORMS = {
    "cau-hoi": QuestionForm,
    "cot": ColumnForm,
    "doi-chieu": ControlForm,
    "dong-dung": GoodRowsForm,
    "hoi-lai": StartAgainForm,
}
