"""A tidy table as data: what it holds, column by column, and how its rows are read. One observation a row."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum

from programmes.totals import read

ID = "id"
LONGEST_TEXT = 200  # characters of a text that a filter may ask for: those of the longest name


class Type(Enum):
    """What a column holds, as a Table Schema names it, as JSON has it, and how a filter must write it."""

    STRING = "string", "string", rf"[^\x00-\x1f]{{1,{LONGEST_TEXT}}}"
    INTEGER = "integer", "integer", r"-?(?:0|[1-9][0-9]{0,14})"
    DECIMAL = "number", "string", r"-?[0-9]{1,15}(?:\.[0-9]{1,9})?"  # exact: as text in JSON
    BOOLEAN = "boolean", "boolean", r"true|false"
    DATE = "date", "string", r"[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])"
    MONTH = "yearmonth", "string", r"[0-9]{4}-(?:0[1-9]|1[0-2])"

    def __init__(self, schema, json, pattern):
        self.schema, self.json, self.pattern = schema, json, pattern

    def read(self, text):
        """The value that a text of an address stands for; None where it is not of this type."""
        if not re.fullmatch(self.pattern, text, re.ASCII):
            return None
        if self is Type.INTEGER:
            return int(text)
        return text == "true" if self is Type.BOOLEAN else text


@dataclass(frozen=True)
class Column:
    """`meaning` is a sentence for who reads the dictionary. `values` are all that can stand in it, where they are few.

    `is_filter`: rows may be asked for by a value of it. `is_empty`: it may hold nothing.
    """

    key: str
    type: Type
    meaning: str
    unit: str = ""
    values: tuple = ()
    is_filter: bool = False
    is_empty: bool = False


@dataclass(frozen=True)
class Table:
    """Its first column is `id`: unique, and the order of the rows (by code points).

    `read(where, after)` yields tuples of str, int, bool and None, days as ISO text, in that order. It may leave out
    what `where` (column key -> value) and `after` (an id) rule out, where that saves work; `rows` does the rest.
    `month` is the key of the column by whose months the table is cut into files, "" for none.
    """

    key: str
    title: str
    description: str
    columns: tuple
    read: Callable
    month: str = ""
    places: dict = field(init=False, repr=False)

    def __post_init__(self):
        object.__setattr__(self, "places", {column.key: place for place, column in enumerate(self.columns)})

    @property
    def filters(self):
        """Columns by whose values rows may be asked for, by key."""
        return {column.key: column for column in self.columns if column.is_filter or column.key == ID}

    def rows(self, where=None, after=""):
        """The rows behind the id `after` that have the values of `where`, in their order."""
        where = where or {}
        asked = [(self.places[key], value) for key, value in where.items()]
        return (
            row
            for row in self.read(where, after)
            if row[0] > after and all(row[place] == value for place, value in asked)
        )

    def record(self, row):
        """A row as a dict by column."""
        return dict(zip(self.places, row, strict=True))


def in_order(rows):
    """Rows that were computed all together, in the order of their ids."""
    return iter(sorted(rows, key=lambda row: row[0]))


def are_samples():
    """Whether the records are invented ones, shown as an example."""
    return read.state().is_sample
