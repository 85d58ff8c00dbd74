"""What an officer chooses for an upload: answers to its questions, columns, control totals, good rows only.

Each form has `choices_made()`, the options of exchange/options.py that it changes; `again` where the file has to be
read again with them.
"""

from dataclasses import replace
from datetime import date
from typing import NamedTuple

from django import forms
from django.utils.translation import gettext_lazy as _

from programmes.admin.destinations import list_choices
from programmes.admin.forms import MoneyField, WholeNumberField
from programmes.exchange.desk.questions import question_key
from programmes.exchange.layouts import LAYOUTS
from programmes.exchange.options import COMPLETED, NO_HEADER, NO_HEADER_LABEL, Options
from programmes.models import GiftList
from programmes.rules.batches import lists_of
from programmes.rules.gifts import NEW_LIST
from programmes.standards.dates import format_day_padded
from programmes.standards.money import format_number
from programmes.standards.names import fold, tidy

UNUSED = ""
SELECTS, OPTIONS = 20, 1_000  # a list of choices in each box of more would be a large page


class Told(NamedTuple):
    """A text of the file that an officer tells the meaning of: where it stands, whether he has, what we guess.

    `likely` is "" where nothing is; `alike` are the labels of what is offered for this text alone.
    """

    column: str
    heading: str
    text: str
    rows: int
    is_told: bool
    likely: str
    since: str
    alike: list

    @property
    def is_of_new(self):
        """Whether what we guess is that nobody is meant whom the books hold."""
        return self.likely.endswith(COMPLETED)

    @property
    def since_day(self):
        """ "12/10/2026"."""
        return format_day_padded(date.fromisoformat(self.since))


class ChoiceForm(forms.Form):
    """A form over an upload and what has been chosen for it so far."""

    again = False

    def __init__(self, data=None, *, batch, **kwargs):
        super().__init__(data, **kwargs)
        self.batch, self.report, self.layout = batch, batch.report, LAYOUTS[batch.layout]
        self.options = Options.from_json(batch.options)
        self.build()

    def build(self):
        """Fields that depend on the file."""


class OfferField(forms.CharField):
    """A text among those offered, sent as what the column reads or as its label; in a long page a box that suggests."""

    def __init__(self, *, offers, datalist="", empty_label="", **kwargs):
        self.offers, self.datalist = offers, datalist
        if not datalist:
            kwargs["widget"] = forms.Select(choices=[(UNUSED, empty_label), *offers])
        else:
            kwargs["widget"] = forms.TextInput(attrs={"list": datalist})
        super().__init__(required=False, **kwargs)

    def prepare_value(self, value):
        return dict(self.offers).get(value, value) if self.datalist else value

    def to_python(self, value):
        text = super().to_python(value)
        if text in dict(self.offers):
            return text
        found = [offered for offered, label in self.offers if fold(text) in (fold(offered), fold(label))]
        if text and not found:
            told = _("Không có “%s” để chọn; hãy chọn trong danh sách gợi ý.") % text
            raise forms.ValidationError(told, code="not_offered")
        return found[0] if text else ""


class ToldField(forms.CharField):
    """A text that must be readable as a cell of its column is."""

    def __init__(self, *, parse, **kwargs):
        self.parse = parse
        super().__init__(required=False, max_length=200, **kwargs)

    def validate(self, value):
        super().validate(value)
        if value and self.parse:
            self.parse(tidy(value))


class AnswerForm(ChoiceForm):
    """What only the officer can tell: questions, what unknown texts mean, what holds for the whole file.

    Any of it may be left for later; nothing holds before the button.
    """

    again = True

    def build(self):
        self._ask_list()
        self._ask_questions()
        self._ask_values()
        self._ask_common()

    def _ask_list(self):
        """The draft that takes the new gifts; asked where the books hold one that could."""
        choices = list_choices(self.batch)
        if not (choices or self.options.gift_list or self.options.lists):
            return
        now = {pk for *_home, pk in lists_of(self.batch)} - {None}
        codes = dict(GiftList.objects.filter(pk__in=now).values_list("pk", "code")) if len(now) == 1 else {}
        initial = next(iter(codes.values()), "" if now else NEW_LIST)
        by_rule = [("", _("Mỗi dòng vào danh sách của tỉnh và quyết định ghi ở dòng"))] if len(now) > 1 else []
        self.fields["gift_list"] = forms.ChoiceField(
            label=_("Ghi vào danh sách nào?"),
            choices=[*by_rule, *choices, (NEW_LIST, _("Danh sách mới"))],
            initial=initial,
            widget=forms.RadioSelect,
            required=False,
        )

    def _ask_questions(self):
        self.questions = self.report.get("questions", [])
        for number, question in enumerate(self.questions):
            choices = [(str(place), label) for place, (_value, label) in enumerate(question["choices"])]
            self.fields[f"question-{number}"] = forms.ChoiceField(
                label=question["message"], choices=choices, widget=forms.RadioSelect, required=False
            )

    def _ask_values(self):
        """One box for each text; many boxes share one list of suggestions."""
        self.values, self.datalists = {}, {}
        boxes = sum(len(values["texts"]) for values in self.report.get("values", ()))
        for values in self.report.get("values", ()):
            column = values["column"]
            is_long = boxes > SELECTS or boxes * len(values["choices"]) > OPTIONS
            datalist = f"offers-{column}" if is_long else ""
            if datalist:
                self.datalists[datalist] = [label for _value, label in values["choices"]]
            for text, rows, meaning, likely, since, own in values["texts"]:
                name, alike = f"value-{len(self.values)}", [label for _value, label in own]
                self.values[name] = Told(column, values["heading"], text, rows, bool(meaning), likely, since, alike)
                self.fields[name] = OfferField(
                    offers=[*own, *(offer for offer in values["choices"] if offer not in own)],
                    datalist=datalist,
                    empty_label=_("— chưa rõ, để dòng bị từ chối —"),
                    initial=meaning or likely,
                    label=text,
                )

    def _ask_common(self):
        columns = {column.name: column for column in self.layout.columns}
        self.common = {}
        for one in self.report.get("common", ()):
            column = columns[one["column"]]
            name = f"common-{column.name}"
            initial = one["value"] or one["proposed"]
            if one["choices"]:
                field = OfferField(offers=one["choices"], empty_label=_("— không —"), initial=initial)
            else:
                field = ToldField(parse=column.parse, initial=initial)
            field.label = column.heading
            self.common[name], self.fields[name] = one, field

    @property
    def title(self):
        """What the officer is asked to do."""
        return _("Cần bạn trả lời, một lần cho cả tệp") if self.is_asking else _("Trả lời cho cả tệp")

    @property
    def is_asking(self):
        """Whether a question is open, or a text waits for its meaning."""
        return bool(self.questions) or not all(told.is_told for told in self.values.values())

    @property
    def unlisted(self):
        """How many texts are not asked about: too many for choices."""
        return sum(values["left"] for values in self.report.get("values", ()))

    @property
    def is_common_needed(self):
        """Whether the file cannot be read without, or a row is refused for what could be told once for all."""
        lacking = {error["column"] for error in self.report["errors"] if "missing" in error["code"]}
        headings = {one["heading"] for one in self.common.values()}
        proposed = any(one["proposed"] and not one["value"] for one in self.common.values())
        return "rows" not in self.report or proposed or not lacking.isdisjoint(headings)

    def radio_fields(self):
        """The groups of radio buttons: the list that takes the gifts, then one for each question."""
        return [self[name] for name, field in self.fields.items() if isinstance(field.widget, forms.RadioSelect)]

    def value_fields(self):
        """(Told, box) of each text."""
        return [(told, self[name]) for name, told in self.values.items()]

    def common_fields(self):
        """(what is lacking, box) of each column that may be told once."""
        return [(one, self[name]) for name, one in self.common.items()]

    def choices_made(self):
        made = {"answered": dict(self.options.answered)}
        for number, question in enumerate(self.questions):
            if chosen := self.cleaned_data.get(f"question-{number}"):
                value, label = question["choices"][int(chosen)]
                made["answered"][question_key(question["option"], question["key"])] = label
                made |= self.options.answer(question["option"], question["key"], value, made)
        if "gift_list" in self.cleaned_data and self["gift_list"].initial != self.cleaned_data["gift_list"]:
            made["gift_list"] = self.cleaned_data["gift_list"]
        return made | self._values_told() | self._common_told()

    def _values_told(self):
        columns = {column.name: column for column in self.layout.columns}
        values = {column: dict(texts) for column, texts in self.options.values.items()}
        for name, told in self.values.items():
            if name in self.data:
                values.setdefault(told.column, {})[columns[told.column].key(told.text)] = self.cleaned_data[name]
        return {"values": values}

    def _common_told(self):
        told = {self.common[name]["column"]: self.cleaned_data[name] for name in self.common if name in self.data}
        common = {**self.options.common, **told}
        return {"common": {column: text for column, text in common.items() if text}}


class ColumnForm(ChoiceForm):
    """For each heading of the file its column; once the file is stored the office keeps what was changed."""

    again = True

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
            chosen = self.cleaned_data.get(f"column-{number}", UNUSED)
            name = self.layout.columns[int(chosen)].name if chosen else ""
            if name != self.mapped.get(heading, ""):
                changed[heading] = name
        return changed

    def choices_made(self):
        return {"mapping": {**self.options.mapping, **self._changed()}}


class HeaderForm(ChoiceForm):
    """Which of the first rows of a sheet is its header, where none was found or not the right one."""

    again = True

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
            )

    def radio_rows(self):
        """(radio button, cells) of each row, and of the answer that none of them is the header."""
        cells = [*(cells for _line, _place, cells in self.rows), ()]
        return zip(self["header_line"], cells, strict=True) if self.rows else ()

    def choices_made(self):
        line = self.cleaned_data["header_line"]
        label = dict(self.fields["header_line"].choices)[line]
        answered = {**self.options.answered, question_key("header_line", ""): str(label)}
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
            header_line=asked.header_line,
            text=asked.text,
            decimal=asked.decimal,
            exchanged=asked.exchanged,
            parts=asked.parts,
            left_out=asked.left_out,
            zeros=asked.zeros,
            answered=asked.answered,
            values=Options(known=self.options.known).known_meanings,
            take_good=asked.take_good,
        )
        return forgotten.as_json()


CHOICE_FORMS = {
    "cau-hoi": AnswerForm,
    "cot": ColumnForm,
    "tieu-de": HeaderForm,
    "doi-chieu": ControlForm,
    "dong-dung": GoodRowsForm,
    "hoi-lai": StartAgainForm,
}
