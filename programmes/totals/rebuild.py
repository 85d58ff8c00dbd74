"""Recompute every total from the facts; say where the tables differ."""

from typing import NamedTuple

from django.db import connection, transaction

from programmes.totals.apply import add_counted, touch
from programmes.totals.definitions import DISCLOSURES, TOTALS


class Difference(NamedTuple):
    """A cell whose stored measures are not the sum of the facts; None where a side has no such cell."""

    table: str
    cell: dict
    stored: dict | None
    counted: dict | None


def _compared(total):
    """The cells of which what is stored and what is counted are not the same sum, all found by one statement."""
    quote = connection.ops.quote_name
    keys, measures = ([quote(name) for name in names] for names in (total.keys, total.measures))
    told, parameters = total.facts().query.sql_with_params()
    sides = f"SELECT {', '.join(keys + measures)}, 1 AS stored FROM {quote(total.model._meta.db_table)}"
    sides = f"{sides} UNION ALL SELECT cells.*, 0 FROM ({told}) cells"
    sums = [f"SUM(CASE stored WHEN {side} THEN {name} END)" for side in (1, 0) for name in measures]
    differs = " OR ".join(f"SUM(CASE stored WHEN 1 THEN {name} ELSE -{name} END) <> 0" for name in measures)
    cell = ", ".join(keys)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {cell}, {', '.join(sums)} FROM ({sides}) sides GROUP BY {cell} HAVING {differs} ORDER BY {cell}",
            parameters,
        )
        return [_difference(total, row) for row in cursor.fetchall()]


def _difference(total, row):
    fields = map(total.model._meta.get_field, total.columns + total.measures)
    values = [field.to_python(value) for field, value in zip(fields, row, strict=True)]
    keys, sums = values[: len(total.keys)], values[len(total.keys) :]
    stored, counted = sums[: len(total.measures)], sums[len(total.measures) :]
    return Difference(
        total.model.__name__,
        dict(zip(total.keys, keys, strict=True)),
        *(dict(zip(total.measures, side, strict=True)) if None not in side else None for side in (stored, counted)),
    )


def differences():
    """All cells that are wrong. A cell of zeros and no cell at all are the same."""
    return [one for total in TOTALS for one in _compared(total)]


def untold_differences():
    """Events and kinds of which the rows told and waiting are not the gifts handed over.

    No rebuilding mends them: what was published is published.
    """
    return _compared(DISCLOSURES)


@transaction.atomic
def rebuild():
    """Throw away the totals that are wrong and count them again; returns what was wrong before."""
    found = differences()
    wrong = {one.table for one in found}
    for total in (total for total in TOTALS if total.model.__name__ in wrong):
        total.model.objects.all().delete()
        add_counted(total, total.facts())
    touch()
    return found
