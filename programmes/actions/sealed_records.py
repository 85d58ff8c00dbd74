"""Seal approved lists, closed periods and published figures; the audit trail keeps every seal (totals/sealed_*.py)."""

from contextlib import contextmanager

from django.db import transaction
from django.db.models import Q

from programmes.actions import audit
from programmes.models import ClosedPeriod, GiftList, PublishedFigure
from programmes.totals import sealed_lists, sealed_records
from programmes.totals.sealed_records import KEPT, PARTS, VERB, Sealed


def seal_period(period, *, by):
    """Seal a period as it is at its closing."""
    _note(period, sealed_records.sealed_of(period), by)


def _note(period, sealed, by):
    rows = sum(one.sum.rows for one in sealed.values())
    audit.note(VERB, period, by=by, after={"rows": rows, KEPT: sealed_records.written(sealed)})


@contextmanager
def moved_with(day, *, by, donation=None, event=None):
    """What is done meanwhile to a donation or event of this day is lawful, and moves the seals of its closed periods.

    They move by what these records were and have become: what somebody changed past the verbs stays missed. Whoever
    comes here holds "periods", so seals move one after another.
    """
    of_day = Q(month=day.month) | Q(month__isnull=True)
    periods = list(ClosedPeriod.objects.filter(of_day, year=day.year))
    sealed = sealed_records.standing(ClosedPeriod, target_id__in=[str(period.pk) for period in periods])
    subject = {"donation": donation} if donation else {"event": event}
    before = {period.pk: _sums(period, sealed.get(period.pk, {}), **subject) for period in periods}
    yield
    for period in periods:
        was = sealed.get(period.pk, {})
        after = _sums(period, was, **subject)
        now = {
            name: Sealed(one.sum.moved(before[period.pk][name], after[name]), one.columns) if name in after else one
            for name, one in was.items()
        }
        if now != was:
            _note(period, now, by)


def _sums(period, sealed, **subject):
    """{part: Sum} of the rows that an act over this record may change."""
    ((kind, record),) = subject.items()
    found = {}
    for part in PARTS:
        paths = getattr(part, kind)
        if paths and part.name in sealed:
            rows = part.within(period).filter(Q.create([(path, record.pk) for path in paths], connector=Q.OR))
            found[part.name] = sealed_records.sum_of(part.model, sealed[part.name].columns, rows)
    return found


def seal_lists(lists, *, by):
    """Seal lists as they are approved, a queryset of them."""
    _note_many(GiftList, sealed_lists.sealed_of(lists), by)


def seal_figures(figures, *, by):
    """Seal figures as they are published."""
    wanted = PublishedFigure.objects.filter(pk__in=[figure.pk for figure in figures])
    _note_many(PublishedFigure, sealed_records.sealed_figures(wanted), by)


def _note_many(model, found, by):
    changes = [(pk, {}, {KEPT: sealed_records.written(sealed)}) for pk, sealed in found.items()]
    audit.note_many(VERB, model, changes, by=by)


@transaction.atomic
def begin():
    """Seal, as it stands, what was approved, closed and published before there were seals."""
    approved = GiftList.objects.filter(state__in=sealed_lists.SETTLED)
    known = sealed_records.standing(GiftList)
    missing = set(approved.values_list("pk", flat=True)) - known.keys()
    seal_lists(approved.filter(pk__in=missing) if known else approved, by=None)
    known = sealed_records.standing(ClosedPeriod)
    for period in ClosedPeriod.objects.exclude(pk__in=known):
        seal_period(period, by=None)
    known = sealed_records.standing(PublishedFigure)
    seal_figures(PublishedFigure.objects.published().exclude(pk__in=known), by=None)
