"""What a layout is: the columns of a file, how its rows are judged, stored and written again."""

from collections.abc import Callable
from typing import Any, NamedTuple


class Task(NamedTuple):
    """Who imports what for where: the circumstances under which rows are judged."""

    officer: Any
    office: Any
    round: Any
    lookups: Any
    on: Any


class Layout(NamedTuple):
    """`judge(rows, task, tally)` -> plan; `store(plan, by, batch)` -> {"new": n, "changed": n}.

    `rows` are (line, values) with values in the order of `columns`, None where the cell is empty. `export` takes
    the officer's queryset and yields the cells of a row; `records` narrows all records by round and year.
    """

    key: str
    title: str
    model: type
    permission: str
    columns: tuple
    judge: Callable
    store: Callable
    records: Callable
    export: Callable
