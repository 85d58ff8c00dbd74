"""The parts of which papers are made. A part says what it tells of values; how that looks is the business of a form.

In a template `{amount_vnd}` stands for the field of that name and `*…*` for bold. A text of which every field is empty
is left out, so is a pair without a value: a paper shows no label of nothing.
"""

import re
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from programmes.papers.values import spoken
from programmes.standards.dates import format_day_on_paper
from programmes.standards.names import slug

_PIECES = re.compile(r"(\*|\{[a-z_]+\})")


class Run(NamedTuple):
    """A stretch of text in one weight; `name` is the field that it tells, "" where it is the paper's own words."""

    text: str
    is_bold: bool
    name: str


@cache
def _pieces(template):
    return _PIECES.split(template)


def runs(template, values):
    """The runs of a template, told of `values`."""
    found, is_bold = [], False
    for piece in _pieces(template):
        if piece == "*":
            is_bold = not is_bold
        elif piece.startswith("{"):
            name = piece[1:-1]
            found.append(Run(spoken(values, name), is_bold, name))
        elif piece:
            found.append(Run(piece, is_bold, ""))
    return found


def tells_something(found):
    """Whether runs say more than the paper's own words with holes in them."""
    told = [run.text for run in found if run.name]
    return not told or any(told)


class Column(NamedTuple):
    """Of a table: heading, template of the cell, share of the width; numbers stand to the right."""

    heading: str
    template: str
    width: int
    is_number: bool = False


@dataclass(frozen=True)
class Text:
    """A paragraph. Styles: "title", "centre", "mark" (boxed), "small", "" as a letter runs."""

    template: str
    style: str = ""

    def of(self, values):
        found = runs(self.template, values)
        return [{"part": "text", "style": self.style, "runs": found}] if tells_something(found) else []


@dataclass(frozen=True)
class Pairs:
    """What is told beside its label, as on a receipt: (label, template) each."""

    rows: tuple

    def of(self, values):
        told = [(label, runs(template, values)) for label, template in self.rows]
        kept = [{"label": label, "runs": found} for label, found in told if tells_something(found)]
        return [{"part": "pairs", "rows": kept}] if kept else []


@dataclass(frozen=True)
class Items:
    """One paragraph for each line of `lines`."""

    lines: str
    template: str

    def of(self, values):
        told = [runs(self.template, line) for line in getattr(values, self.lines)]
        return [{"part": "items", "lines": self.lines, "texts": told}] if told else []


@dataclass(frozen=True)
class Table:
    """The lines of `lines` below the headings of `columns`, numbered; `total` is the last row, a template a column.

    Without a line there is no table. One that `is_signed` leaves room to sign in each row.
    """

    lines: str
    columns: tuple
    total: tuple = ()
    is_signed: bool = False

    def of(self, values):
        rows = [self._row([column.template for column in self.columns], line) for line in getattr(values, self.lines)]
        head = [column._asdict() for column in self.columns]
        told = {"part": "table", "lines": self.lines, "columns": head, "rows": rows, "is_signed": self.is_signed}
        return [{**told, "total": self._row(self.total, values)}] if rows else []

    def _row(self, templates, values):
        sides = [column.is_number for column in self.columns]
        return [
            {"runs": runs(template, values), "is_number": is_number}
            for template, is_number in zip(templates, sides, strict=False)
        ]


@dataclass(frozen=True)
class Signatures:
    """Who signs, from left to right: (title, hint) each; an empty title leaves the place free."""

    who: tuple

    def of(self, _values):
        return [{"part": "signatures", "who": [{"title": title, "hint": hint} for title, hint in self.who]}]


@dataclass(frozen=True)
class QrCode:
    """The address in field `address` as a QR code, beside it the paragraphs of `texts`."""

    address: str
    texts: tuple

    def of(self, values):
        address = getattr(values, self.address)
        beside = [runs(template, values) for template in self.texts]
        return [{"part": "qr", "address": address, "beside": beside}] if address else []


@dataclass(frozen=True)
class PaperKind:
    """A paper: what it is called, the dataclass of what it tells, and its parts below the head."""

    key: str
    label: str
    values: type
    parts: tuple
    is_landscape: bool = False
    with_state_title: bool = True  # Quốc hiệu and tiêu ngữ; a receipt at the counter goes without
    is_numbered: bool = False  # it gets a number of the office's register

    @property
    def slug(self):
        """What it is called in addresses and names of files: "thu-cam-on"."""
        return slug(str(self.label))


class Sheet(NamedTuple):
    """A paper of which it is known what stands on it."""

    kind: PaperKind
    head: dict
    parts: list


def sheet(kind, values):
    """What a paper of this kind says of `values`: the texts of its head, and its parts in their order."""
    if not isinstance(values, kind.values):
        raise TypeError(f"{kind.key} tells {kind.values.__name__}, not {type(values).__name__}")
    head = {
        "office_above": values.office_above,
        "office": values.office,
        "number": values.number if kind.is_numbered else "",
        "note": values.note,
        "written": f"{values.place}, {format_day_on_paper(values.day)}",
    }
    return Sheet(kind, head, [told for part in kind.parts for told in part.of(values)])
