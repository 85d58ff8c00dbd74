"""What an officer chooses for an upload: how it is read, its control totals, good rows only.

All that leads to another reading is one form of the page, so that no part of it is lost by sending another.
"""

from dataclasses import replace

from django import forms
from django.utils.translation import gettext_lazy as _

from programmes.admin.batch_answers import AnswerForm
from programmes.admin.choices import UNUSED, ChoiceForm
from programmes.admin.forms import MoneyField, WholeNumberField
from programmes.exchange.desk.questions import question_key
from programmes.exchange.options import NO_HEADER, NO_HEADER_LABEL, Options
from programmes.standards.money import format_number

ASKED = (
    "header_line",
    "text",
    "decimal",
    "exchanged",
    "parts",
    "left_out",
    "zeros",
    "costs",
    "answered",
    "take_good",
)


class ColumnForm(ChoiceForm):
    """For each heading of the file its column; once the file is stored the office keeps what was changed."""

    def build(self):
        self.headings, self.mapped = self.report.get("headings", []), self.report.get("mapped", {})
        names = [column.name for column in self.layout.columns]
        choices = [(UNUSED, _("— không dùng —"))]
        choices += [(str(place), column.heading) for place, column in enumerate(self.layout.columns)]
        lettered = self.report.get("lettered", {})
        for number, heading in enumerate(self.headings):
            example, likely = lettered.get(heading, ("", ""))
            name = self.mapped.get(heading) or likely
            told = _("ô đầu ghi “%s”; đề xuất theo nội dung cột") if likely else _("ô đầu ghi “%s”")
            self.fields[f"column-{number}"] = forms.ChoiceField(
                label=heading,
                choices=choices,
                required=False,
                initial=str(names.index(name)) if name else UNUSED,
                help_text=told % example if example else "",
            )

    def clean(self):
        """A column is chosen once; headings that already make one together (family name, given name) may stay."""
        data = super().clean()
        chosen = [value for value in data.values() if value]
        touched = {value for name, value in data.items() if value != (self.fields[name].initial or UNUSED)}
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
            if f"column-{number}" not in self.data:
                continue
            chosen = self.cleaned_data[f"column-{number}"]
            name = self.layout.columns[int(chosen)].name if chosen else ""
            if name != self.mapped.get(heading, ""):
                changed[heading] = name
        return changed

    def choices_made(self, options):
        return {"mapping": {**options.mapping, **self._changed()}}


class HeaderForm(ChoiceForm):
    """Which of the first rows of a sheet is its header, where none was found or not the right one."""

    def build(self):
        self.rows = self.report.get("head", ())
        if self.rows:
            self.fields["header_line"] = forms.TypedChoiceField(
                choices=[
                    *((line, _("Dòng %s là tiêu đề") % place) for line, place, _cells in self.rows),
                    (NO_HEADER, NO_HEADER_LABEL),
                ],
                coerce=int,
                widget=forms.RadioSelect,
                initial=self.options.header_line,
                required=False,
                empty_value=self.options.header_line,
            )

    def radio_rows(self):
        """(radio button, cells) of each row, and of the answer that none of them is the header."""
        cells_of = {line: cells for line, _place, cells in self.rows}
        return [(radio, cells_of.get(radio.data["value"], ())) for radio in self["header_line"]] if self.rows else ()

    def choices_made(self, options):
        line = self.cleaned_data.get("header_line", options.header_line)
        if line == options.header_line:
            return {}
        label = dict(self.fields["header_line"].choices)[line]
        answered = {**options.answered, question_key("header_line", ""): str(label)}
        return {"header_line": line, "answered": answered}


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

    def choices_made(self, options):
        return {name: value for name, value in self.cleaned_data.items() if name in self.data}


class GoodRowsForm(ChoiceForm):
    """Store the good rows without the refused ones, or the whole file or nothing."""

    take_good = forms.BooleanField(required=False)

    def choices_made(self, options):
        return self.cleaned_data


class StartAgainForm(ChoiceForm):
    """Forget the answers; the file asks again."""

    def choices_made(self, options):
        asked = Options()
        return {name: getattr(asked, name) for name in ASKED} | {"values": options.known_meanings}


READ_AGAIN = {"answers": AnswerForm, "header": HeaderForm, "columns": ColumnForm, "controls": ControlForm}
CHOICES = {"doc-lai": READ_AGAIN, "dong-dung": {"take_good": GoodRowsForm}, "hoi-lai": {"start": StartAgainForm}}
READ_AGAIN_BY = ("doc-lai", "hoi-lai")


def chosen(batch, forms_sent):
    """The Options of an upload with what valid forms of its page change of them, one after the other."""
    options = Options.from_json(batch.options)
    for form in forms_sent:
        options = replace(options, **form.choices_made(options))
    return options


def is_touched(batch, drafts, sent, forms_sent):
    """Whether valid forms of the page that lead to another reading say, of what was `sent`, anything but what they did.

    What stands in a box untouched, such as a guess, is no choice before the file has been read with it.
    """
    fresh = [form(batch=batch, drafts=drafts) for form in READ_AGAIN.values()]
    boxes = {box.html_name: box.value() for form in fresh for box in form}
    left = {name: value for name, value in boxes.items() if name in sent and value is not None}
    untouched = [form(left, batch=batch, drafts=drafts) for form in READ_AGAIN.values()]
    return all(form.is_valid() for form in untouched) and chosen(batch, forms_sent) != chosen(batch, untouched)
