"""What a layout is: the columns of a file, how its rows are judged, stored and written again."""

from collections.abc import Callable
from typing import Any, NamedTuple

from programmes.models import ImportBatch


class Task(NamedTuple):
    """Who imports what for where: the circumstances under which rows are judged.

    Where they are judged `to_store`, what they are compared with is held until the transaction ends.
    """

    officer: Any
    office: Any
    round: Any
    lookups: Any
    options: Any
    to_store: bool


class List(NamedTuple):
    """What an export needs of a Layout, for records that no file brings in."""

    key: str
    title: str
    model: type
    columns: tuple
    records: Callable


class Layout(NamedTuple):
    """`judge(task, findings)` -> a judge; `store(plan, by, batch)` -> how many are new and changed.

    A judge's `begin(body)` is told of each table before its rows, and `ask()` says what its officer must be asked when
    all are read, (key, message, choices) as in desk.questions. Its `judge(rows)` looks at (line, values) by
    themselves, values in the order of `columns` and None where the cell is empty; its `judge_unread(rows)` at rows with
    a cell that cannot be read, (line, values, names of such cells); its `decide()` holds them against the books and
    returns the Decision. `records` narrows the officer's queryset by round and year and puts it in order. `sums` are
    the sums of the Decision that a totals row may be held against, each with the column that it is the sum of. Where it
    `is_by_province` its judge knows the `homes` of its lines before it decides.
    """

    key: str
    model: type
    columns: tuple
    judge: Callable
    store: Callable
    records: Callable
    sums: dict
    is_by_province: bool = False

    @property
    def title(self):
        """What such files are called."""
        return ImportBatch.Layout(self.key).label

    @property
    def counts_people(self):
        """Whether its rows are people, or counted groups of people."""
        return "people" in self.sums
