"""Recompute every total from the facts; say where the tables differ."""

from typing import NamedTuple

from django.db import transaction

from programmes.totals.apply import add, touch
from programmes.totals.definitions import DISCLOSURES, TOTALS, disclosures


class Difference(NamedTuple):
    """A cell whose stored measures are not the sum of the facts; None where a side has no such cell."""

    table: str
    cell: dict
    stored: dict | None
    counted: dict | None


def _by_cell(rows, total):
    return {tuple(row[name] for name in total.keys): {name: row[name] for name in total.measures} for row in rows}


def _compared(total, stored):
    stored, counted = _by_cell(stored, total), _by_cell(total.facts(), total)
    for cell in sorted(stored.keys() | counted.keys(), key=str):
        old, new = stored.get(cell), counted.get(cell)
        if old != new and any((old or {}).values()) | any((new or {}).values()):
            yield Difference(total.model.__name__, dict(zip(total.keys, cell, strict=True)), old, new)


def differences():
    """All cells that are wrong. A cell of zeros and no cell at all are the same."""
    stored = ((total, total.model.objects.values(*total.keys, *total.measures)) for total in TOTALS)
    return [one for total, rows in stored for one in _compared(total, rows)]


def untold_differences():
    """Events and kinds of which the rows told and waiting are not the gifts handed over.

    No rebuilding mends them: what was published is published.
    """
    return list(_compared(DISCLOSURES, disclosures()))


@transaction.atomic
def rebuild():
    """Throw the totals away and count them again; returns what was wrong before."""
    found = differences()
    for total in TOTALS:
        total.model.objects.all().delete()
        add(total, total.facts())
    touch()
    return found
