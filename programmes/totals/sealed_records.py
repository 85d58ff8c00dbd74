"""What is sealed of a closed period and of a published figure, and whether it is still as it was sealed.

Each row has a mark over its columns that nobody makes without DATA_INDEX_KEY; a period is sealed by the sum of the
marks of its rows. So a lawful change adds the marks of what it leaves and takes away those of what it found
(`actions/sealed_records.py`), and a cell that was changed past the verbs is missed in the sum ever after. The seals
stand in the audit trail, which is sealed itself: docs/decisions/0049.
"""

import json
from calendar import monthrange
from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple

from django.db import models
from django.db.models import Exists, OuterRef, Q

from programmes.models import (
    AuditEvent,
    ClosedPeriod,
    Correction,
    Donation,
    Gift,
    GiftList,
    GiftPayment,
    HandoverEvent,
    HandoverLine,
    HandoverOutcome,
    LedgerEntry,
    PublishedFigure,
)
from programmes.models.audit import mark_bytes
from programmes.models.fields import MARK_BYTES, marker
from programmes.models.streams import blocks

VERB, KEPT = "seal", "marks"
WRAP = 1 << 8 * MARK_BYTES

ERASED = "a name in it is taken out where its person asks for it (actions/erasures.py)"
THANKED = "thanks come after the approval"
PHOTO = "a photo comes later, and goes where somebody on it no longer agrees"
SAVED = "moves with what may change"


class Part(NamedTuple):
    """A table of which rows are sealed: those of a period are `where` their `day`, or that of their event, lies in it.

    `may_change` says of every other column why it is not. `donation` and `event` are the lookups by which all rows are
    found, perhaps with others, that an act over such a record may change; without one it changes none.
    """

    model: type[models.Model]
    may_change: dict[str, str]
    day: str = ""
    where: Q = Q()
    donation: tuple = ()
    event: tuple = ()

    @property
    def name(self):
        return self.model._meta.model_name

    @property
    def columns(self):
        """The columns that a new seal holds, the id first."""
        fields = self.model._meta.concrete_fields
        return [field.attname for field in fields if field.attname not in self.may_change]

    def within(self, period):
        """The rows of a period."""
        if self.model is ClosedPeriod:
            return self.model.objects.filter(pk=period.pk)
        if self.day:
            return self.model.objects.filter(self.where, **{f"{self.day}__range": days_of(period)})
        if self.model is Correction:
            month = {"month": period.month} if period.month else {}
            return self.model.objects.filter(self.where, year=period.year, **month)
        # Not by a join: SQLite would make an index of each event's payments first.
        events = HandoverEvent.objects.done().filter(held_on__range=days_of(period))
        return self.model.objects.filter(event__in=events)


PARTS = (
    Part(ClosedPeriod, {}),
    Part(
        Donation,
        {
            "note": ERASED,
            **dict.fromkeys(("thanked_on", "thanked_how"), THANKED),
            "confirmed_vnd": "lines of bank statements are matched at any time (invariant bank_matches)",
            "updated_at": SAVED,
        },
        "received_on",
        Q(state=Donation.State.APPROVED),
        donation=("pk",),
    ),
    Part(
        HandoverEvent,
        {
            **dict.fromkeys(("title", "place", "delegation", "note"), ERASED),
            **dict.fromkeys(("photo", "photo_caption", "photo_consented_on"), PHOTO),
            "updated_at": SAVED,
        },
        "held_on",
        Q(state=HandoverEvent.State.DONE),
        event=("pk",),
    ),
    Part(HandoverLine, {}, event=("event",)),
    Part(Gift, dict.fromkeys(("note", "proxy_name", "proxy_kin"), ERASED), event=("event",)),
    Part(HandoverOutcome, dict.fromkeys(("proxy_name", "proxy_kin"), ERASED), event=("event",)),
    Part(GiftPayment, {}, event=("gift__gift_list__handover_lines__event",)),  # by its own event it has no index
    Part(LedgerEntry, {}, "happened_on", donation=("donation", "donation__reversal"), event=("event",)),
    Part(
        Correction,
        dict.fromkeys(("reason", "proxy_name", "proxy_kin"), ERASED),
        where=Q(state=Correction.State.APPROVED),
        donation=("donation",),
        event=("event",),
    ),
)
OF_EACH_GIFT = (Gift, HandoverOutcome, GiftPayment)
FIGURES = Part(PublishedFigure, {}, where=Q(state=PublishedFigure.State.PUBLISHED))


class Sum(NamedTuple):
    """So many rows, and their marks added up."""

    rows: int = 0
    marks: int = 0

    def moved(self, before, after):
        """With the rows of `after` in the place of those of `before`."""
        return Sum(self.rows - before.rows + after.rows, (self.marks - before.marks + after.marks) % WRAP)


class Sealed(NamedTuple):
    """A Sum with the columns that it is over: a later release may seal more of them."""

    sum: Sum
    columns: list


class Fault(NamedTuple):
    """A part of a period that is not as it was sealed; where none is named the whole seal or its period is missing."""

    period: str
    part: str
    sealed: int | None
    found: int | None


def days_of(period):
    """The first and the last day of a month or a year."""
    last = monthrange(period.year, period.month)[1] if period.month else 31
    return date(period.year, period.month or 1, 1), date(period.year, period.month or 12, last)


def marked(model, columns, rows) -> Iterable[tuple[tuple, int]]:
    """(row, mark) of rows of a table over these columns. How a value is written depends on no setting."""
    start = marker(b"sealed row")
    start.update(model._meta.model_name.encode() + b"|")
    kinds = [type(model._meta.get_field(name)) for name in columns]
    written = [_WRITTEN.get(kind) for kind in kinds]
    read = [AsText(name) if kind in AS_TEXT else name for name, kind in zip(columns, kinds, strict=True)]
    for block in blocks(rows.order_by(), read):
        told = [column if write is None else _each(column, write) for column, write in zip(block, written, strict=True)]
        for row in zip(*told, strict=True):
            mark = start.copy()
            mark.update(ascii(row).encode())
            yield row, int.from_bytes(mark.digest())


def marks(model, columns, rows):
    """(id, mark) of rows of a table over these columns, the id first."""
    return ((row[0], mark) for row, mark in marked(model, columns, rows))


class AsText(models.Func):
    """A day or time as the database writes it: much faster than an object for each row. On PostgreSQL a time is that of
    UTC, whatever the zone of the session.
    """

    output_field = models.CharField()
    template = "%(expressions)s"

    def as_sqlite(self, compiler, connection):
        return self.as_sql(compiler, connection, template="(%(expressions)s || '')")  # no column, so not converted

    def as_postgresql(self, compiler, connection):
        (source,) = self.get_source_expressions()
        if not isinstance(source.output_field, models.DateTimeField):
            return self.as_sql(compiler, connection)
        written = """to_char(%(expressions)s AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US')"""
        return self.as_sql(compiler, connection, template=written)


def _each(column, write):
    """A column as it is written; in a block most days and moments are the same."""
    known = {value: value if value is None else write(value) for value in set(column)}
    return [known[value] for value in column]


def _moment(value):
    """SQLite gives a time of UTC, without saying so; what somebody has put there by hand may be no time."""
    try:
        return datetime.fromisoformat(value).isoformat(timespec="microseconds")
    except ValueError:
        return value


def _json(value):
    return json.dumps(json.loads(value), sort_keys=True)


AS_TEXT = {models.DateField, models.DateTimeField}
_WRITTEN = {models.DateField: str, models.DateTimeField: _moment, models.JSONField: _json}


def sum_of(model, columns, rows):
    """The Sum over these columns of rows of a table."""
    number = total = 0
    for _row, mark in marked(model, columns, rows):
        number += 1
        total += mark
    return Sum(number, total % WRAP)


def sealed_of(period):
    """{part: Sealed} of a period as its records are."""
    return {part.name: Sealed(sum_of(part.model, part.columns, part.within(period)), part.columns) for part in PARTS}


def sealed_figures(figures):
    """{id: {part: Sealed}} of published figures as they are."""
    columns = FIGURES.columns
    return {pk: {FIGURES.name: Sealed(Sum(1, mark), columns)} for pk, mark in marks(PublishedFigure, columns, figures)}


def written(sealed):
    """{part: Sealed} as the trail keeps it."""
    return {name: [one.sum.rows, f"{one.sum.marks:064x}", one.columns] for name, one in sealed.items()}


def standing(model, **which):
    """{id of a record: {part: Sealed}} as it was sealed last; what bears no true mark was slipped into the trail."""
    events = AuditEvent.objects.filter(verb=VERB, target_type=model._meta.model_name, **which).order_by("pk")
    true = (event for event in events if mark_bytes(event.mark) == event.due_mark())
    return {
        int(event.target_id): {
            name: Sealed(Sum(rows, int(total, 16)), columns)
            for name, (rows, total, columns) in event.after[KEPT].items()
        }
        for event in true
    }


def open_lists():
    """The lists of which a gift may lie in no sealed period: not handed over yet, or at an event of an open day."""
    closed = Q.create([("event__held_on__range", days_of(period)) for period in ClosedPeriod.objects.all()], "OR")
    lines = HandoverLine.objects.filter(gift_list=OuterRef("pk"))
    is_sealed = Exists(lines.filter(closed)) & ~Exists(lines.exclude(closed)) if closed else Q(pk__in=())
    return GiftList.objects.exclude(Q(is_sealed, state=GiftList.State.HANDED_OVER))


def faults(*, whole=True):
    """(rows looked at, Faults of the closed periods), without OF_EACH_GIFT unless the `whole` is asked for.

    Looked at twice: a correction may come between.
    """
    parts = [part for part in PARTS if whole or part.model not in OF_EACH_GIFT]
    rows, found = _faults(parts)
    return rows, [fault for fault in _faults(parts)[1] if fault in found] if found else []


def _faults(parts):
    sealed, rows, found = standing(ClosedPeriod), 0, []
    for period in ClosedPeriod.objects.all():
        told = sealed.pop(period.pk, None)
        if told is None:
            found.append(Fault(str(period), "", None, None))
            continue
        for part in parts:
            if was := told.get(part.name):
                now = sum_of(part.model, was.columns, part.within(period))
                rows += now.rows
                if now != was.sum:
                    found.append(Fault(str(period), part.model._meta.verbose_name_plural, was.sum.rows, now.rows))
    found += [Fault(f"số {pk}", "", None, None) for pk in sealed]
    return rows, found


def changed_figures():
    """(published figures looked at, ids of those that are not as they were sealed, or gone, or never sealed)."""
    published = PublishedFigure.objects.published()
    there = set(published.values_list("pk", flat=True))  # asked first: whoever publishes just now has sealed as well
    was = {pk: told[FIGURES.name] for pk, told in standing(PublishedFigure).items()}
    now = {
        (pk, columns): mark
        for columns in {tuple(one.columns) for one in was.values()}
        for pk, mark in marks(PublishedFigure, columns, published)
    }
    changed = {pk for pk, one in was.items() if now.get((pk, tuple(one.columns))) != one.sum.marks}
    return len(there), changed | (there - was.keys())
