"""What the officer has chosen for one file: kept with its ImportBatch, the same for preview and for storing."""

from dataclasses import asdict, dataclass, field

from django.utils.translation import gettext_lazy as _

COMPLETED = ":"  # a meaning that ends so is completed by the text that it is told of
NO_HEADER, NO_HEADER_LABEL = -1, _("Tệp không có dòng tiêu đề")


@dataclass(frozen=True)
class Options:
    """`mapping`: heading as the file writes it -> name of a column of the layout, "" for none; `remembered`: the part
    of it that the office had chosen for files stored before.
    `header_line`: the line of the header, 0 where it is to be found, NO_HEADER where the file has none.
    `text`: "tcvn3" or "vni", the old alphabet to convert from, "none" where it is Unicode, "" while nobody has said.
    `decimal`: column name -> "," or ".", where the column itself cannot tell. `exchanged`: column name -> "1" where
    what its cells confuse is exchanged back: day and month, or the two codes of the sexes.
    `zeros`: put back a zero that Excel ate from the number of a person. `control_people` and `control_vnd`: the totals
    that the officer typed. `take_good`: store the good rows though others are refused.
    `answered`: what was asked and answered, question_key -> label of the choice, also where the answer changes no
    option: most rows are repetitions, or sheets are not read, and it is meant.
    `parts`: heading of money that is a sum -> that of the part of it which the programme pays, "" for all of it.
    `left_out`: what is left out of the file by its answer, the key of the question -> "1"; "" for what is read.
    `gift_list`: the code of the draft that takes the new gifts, NEW_LIST for none that the books hold, "" for the
    newest of the same decision; `lists`: what that came to when the file was confirmed, (round, province, office,
    decision number, id of the draft or None) of each home.
    `common`: column name -> text that every row of a column says whose own cell, or whose column, is not there.
    `costs`: sort of gifts whose cost no rate tells, folded (desk/costs.py) -> text of the đồng that one of them costs.
    `values`: column name -> text of the file, as Column.key -> text that is meant by it, or that is to stand before it
    (COMPLETED); `known` the part of it that the office had told for files stored before, each with the ISO day on which
    it did.
    """

    mapping: dict = field(default_factory=dict)
    header_line: int = 0
    text: str = ""
    decimal: dict = field(default_factory=dict)
    exchanged: dict = field(default_factory=dict)
    parts: dict = field(default_factory=dict)
    left_out: dict = field(default_factory=dict)
    zeros: bool = False
    control_people: int | None = None
    control_vnd: int | None = None
    take_good: bool = False
    answered: dict = field(default_factory=dict)
    common: dict = field(default_factory=dict)
    costs: dict = field(default_factory=dict)
    gift_list: str = ""
    lists: list = field(default_factory=list)
    values: dict = field(default_factory=dict)
    remembered: dict = field(default_factory=dict)
    known: dict = field(default_factory=dict)

    @property
    def chosen(self):
        """The part of the mapping that the officer has chosen for this file."""
        return {title: name for title, name in self.mapping.items() if self.remembered.get(title) != name}

    @property
    def known_meanings(self):
        """The values that the office had told before, without their days."""
        return {
            column: {text: meaning for text, (meaning, _since) in texts.items()} for column, texts in self.known.items()
        }

    @property
    def told(self):
        """The part of the values, told for this file, that is kept for later ones: (column, text) -> text meant."""
        return {
            (column, text): meaning
            for column, meanings in self.values.items()
            for text, meaning in meanings.items()
            if meaning and not meaning.endswith(COMPLETED)
            if self.known.get(column, {}).get(text, ("",))[0] != meaning
        }

    def answer(self, option, key, value, made=None):
        """The options that an answer changes, as a dict; `made` are those that answers before it changed.

        Of a question that is its own answer, such as whether sheets may stay out, none.
        """
        current = (made or {}).get(option, getattr(self, option, None))
        if current is None or option == "answered":
            return {}
        if isinstance(current, dict):
            return {option: {**current, key: value}}
        return {option: str(value).lower() in {"1", "true"} if isinstance(current, bool) else value}

    @classmethod
    def from_json(cls, stored):
        """From ImportBatch.options; names that are not known any more are passed over."""
        return cls(**{name: value for name, value in stored.items() if name in cls.__dataclass_fields__})

    def as_json(self):
        return asdict(self)
