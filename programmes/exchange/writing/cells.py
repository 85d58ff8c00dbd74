"""Values of the database to cells of a file, a whole column at a time."""

from collections.abc import Callable
from functools import lru_cache, partial, reduce
from operator import add
from typing import NamedTuple

from django.utils.translation import get_language

from programmes.models.fields import decrypt_column
from programmes.models.gift_lists import NAME_FROM, list_name


class Cells(NamedTuple):
    """Where the cells of a column come from: `paths` from the record, and `write(*values of the paths)` -> cells.

    Values come as the database has them: a day as a date or as ISO text, a truth as a bool or as 0 and 1.
    """

    paths: tuple
    write: Callable


def text(path):
    """Free text; where the path leads to no record, an empty cell."""
    return Cells((path,), lambda values: [value or "" for value in values] if None in values else values)


def blank():
    """A column that only files from elsewhere fill."""
    return Cells(("pk",), lambda values: [""] * len(values))


def number(path):
    """A whole number; 0 is one."""
    return Cells((path,), lambda values: ["" if value is None else value for value in values])


def total(*paths):
    """The sum of numbers that are always there."""
    return Cells(paths, lambda *values: list(reduce(partial(map, add), values)))


def day(path):
    """dd/mm/yyyy."""
    return Cells((path,), lambda values: list(map(_padded, values)))


def month(path):
    """mm/yyyy."""
    return Cells((path,), lambda values: [_padded(value)[3:] for value in values])


def birth(path, precision):
    """As much of a day as is known."""
    start = {"month": 3, "year": 6}

    def write(days, precisions):
        written = list(map(_padded, days))
        if start.keys().isdisjoint(precisions):
            return written
        return [cell[start.get(kept, 0) :] for cell, kept in zip(written, precisions, strict=True)]

    return Cells((path, precision), write)


def label(path, choices):
    """What the officer reads for a code; a code that nobody knows any more as it is."""

    def write(values):
        words = _words(choices, get_language())
        written = list(map(words.get, values))
        return [words.get(value, value) for value in values] if None in written else written

    return Cells((path,), write)


def tick(path):
    """An x for yes."""
    return Cells((path,), lambda values: ["x" if value else "" for value in values])


def gift_list(path):
    """A list as a person calls it; where the path leads to none, an empty cell."""
    paths = tuple(f"{path}__{part}" for part in NAME_FROM)
    return Cells(paths, lambda *values: [list_name(*told) if told[-1] else "" for told in zip(*values, strict=True)])


def encrypted(path):
    """A number that lies encrypted, in the clear."""
    return Cells((path,), decrypt_column)


@lru_cache
def _words(choices, _language):
    return {None: "", "": "", **{code: str(words) for code, words in choices.choices if code}}


def _padded(value):
    if value is None:
        return ""
    iso = str(value)
    return f"{iso[8:10]}/{iso[5:7]}/{iso[:4]}"
