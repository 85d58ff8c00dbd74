"""What only the officer can tell of an upload: its questions, what its unknown texts mean, what holds for all of it."""

from datetime import date
from typing import NamedTuple

from django import forms
from django.utils.translation import gettext_lazy as _

from programmes.admin.choices import ChoiceForm, OfferField, ToldField
from programmes.admin.destinations import list_choices
from programmes.exchange.desk.questions import question_key
from programmes.exchange.options import COMPLETED
from programmes.rules.batches import homes_to_ask, lacking_for_all
from programmes.rules.gifts import EACH_LIST, NEW_LIST, drafts_for, has_open_list
from programmes.standards.dates import format_day_padded
from programmes.standards.money import parse_dong
from programmes.standards.names import fold

SELECTS, OPTIONS = 20, 1_000  # a list of choices in each box of more would be a large page
RADIOS = 7  # of more lists one is chosen in a box


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


class AnswerForm(ChoiceForm):
    """What only the officer can tell: questions, what unknown texts mean, what holds for the whole file.

    Any of it may be left for later; nothing holds before the button.
    """

    def build(self):
        self._ask_list()
        self._ask_questions()
        self._ask_values()
        self._ask_understood()
        self._ask_costs()
        self._ask_common()

    def _ask_list(self):
        """The draft that takes the new gifts; asked where the books hold one that could, and preset only where it is
        the one of the same decision, or was chosen.
        """
        chosen, (choices, self.other_drafts) = self.options.gift_list, list_choices(self.batch, self.drafts)
        homes = homes_to_ask(self.batch)
        self.is_list_open = has_open_list(homes, self.drafts, self.batch.options)
        if not (choices or chosen or self.options.lists):
            return
        found = drafts_for(homes, self.drafts, self.batch.options)
        now = {found[home].pk if home in found else None for home in homes}
        by_rule = [(EACH_LIST, _("Mỗi dòng vào danh sách của tỉnh và quyết định ghi ở dòng"))] if len(now) > 1 else []
        codes = {draft.pk: draft.code for draft in self.drafts}
        settled = codes.get(*now, NEW_LIST) if len(now) == 1 else EACH_LIST
        initial, is_long = chosen or ("" if self.is_list_open else settled), len(choices) > RADIOS
        unsaid = [("", _("— chọn danh sách —"))] if is_long and not initial else []
        self.fields["gift_list"] = forms.ChoiceField(
            label=_("Ghi vào danh sách nào?"),
            choices=[*unsaid, *by_rule, *choices, (NEW_LIST, _("Danh sách mới"))],
            initial=initial,
            widget=forms.Select({"aria-label": _("Ghi vào danh sách nào?")}) if is_long else forms.RadioSelect,
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

    def _ask_understood(self):
        """One box for each text that was understood, with what it was taken for; it counts where that is changed."""
        self.understood = {}
        for values in self.report.get("understood", ()):
            for text, rows, meaning, *_more in values["texts"]:
                name = f"understood-{len(self.understood)}"
                self.understood[name] = Told(values["column"], values["heading"], text, rows, True, meaning, "", [])
                self.fields[name] = OfferField(offers=values["choices"], initial=meaning, label=text)
                self.fields[name].widget.choices = values["choices"]

    def _ask_costs(self):
        """One box for what a gift costs of each sort of which no rate tells it."""
        self.costs = {f"cost-{number}": one for number, one in enumerate(self.report.get("costs", ()))}
        for name, one in self.costs.items():
            self.fields[name] = ToldField(parse=parse_dong, initial=one["told"], label=one["what"])

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
        return _("Cần bạn trả lời, một lần cho cả tệp") if self.is_asking else _("Cách đọc tệp này")

    @property
    def is_asking(self):
        """Whether a question is open, a text waits for its meaning, gifts for what they cost, or rows for what could
        be told once for all.
        """
        is_asked = self.is_list_open or self.questions or (self.common and self.is_common_needed)
        is_told = all(told.is_told for told in self.values.values()) and all(one["told"] for one in self.costs.values())
        return bool(is_asked) or not is_told

    @property
    def unlisted(self):
        """How many texts are not asked about: too many for choices."""
        return sum(values["left"] for values in self.report.get("values", ()))

    @property
    def is_common_needed(self):
        """Whether the file cannot be read without, or a row is refused for what could be told once for all."""
        proposed = any(one["proposed"] and not one["value"] for one in self.common.values())
        return "rows" not in self.report or proposed or bool(lacking_for_all(self.report))

    def question_fields(self):
        """The list that takes the gifts, then each question."""
        return [self[name] for name in self.fields if name == "gift_list" or name.startswith("question-")]

    def value_fields(self):
        """(Told, box) of each text."""
        return [(told, self[name]) for name, told in self.values.items()]

    def open_fields(self):
        """Those of texts that wait for their meaning."""
        return [(told, field) for told, field in self.value_fields() if not told.is_told]

    def told_fields(self):
        """Those of texts whose meaning was told, of this file or before."""
        return [(told, field) for told, field in self.value_fields() if told.is_told]

    def understood_fields(self):
        """(Told, box) of each text that was understood."""
        return [(told, self[name]) for name, told in self.understood.items()]

    def cost_fields(self):
        """(UnknownCost, box) of each sort of gifts."""
        return [(one, self[name]) for name, one in self.costs.items()]

    def common_fields(self):
        """(what is lacking, box) of each column that may be told once."""
        return [(one, self[name]) for name, one in self.common.items()]

    def choices_made(self, options):
        made = {"answered": dict(options.answered)}
        for number, question in enumerate(self.questions):
            if chosen := self.cleaned_data.get(f"question-{number}"):
                value, label = question["choices"][int(chosen)]
                made["answered"][question_key(question["option"], question["key"])] = label
                made |= options.answer(question["option"], question["key"], value, made)
        gift_list = self.cleaned_data.get("gift_list")
        if gift_list and gift_list != self["gift_list"].initial:
            made["gift_list"] = gift_list
        return made | self._values_told(options) | self._costs_told(options) | self._common_told(options)

    def _values_told(self, options):
        columns = {column.name: column for column in self.layout.columns}
        values = {column: dict(texts) for column, texts in options.values.items()}
        changed = {name: told for name, told in self.understood.items() if self.cleaned_data[name] != told.likely}
        for name, told in {**self.values, **changed}.items():
            if name in self.data:
                values.setdefault(told.column, {})[columns[told.column].key(told.text)] = self.cleaned_data[name]
        return {"values": values}

    def _costs_told(self, options):
        told = {fold(one["what"]): self.cleaned_data[name] for name, one in self.costs.items() if name in self.data}
        return {"costs": {what: text for what, text in {**options.costs, **told}.items() if text}}

    def _common_told(self, options):
        told = {self.common[name]["column"]: self.cleaned_data[name] for name in self.common if name in self.data}
        common = {**options.common, **told}
        return {"common": {column: text for column, text in common.items() if text}}
