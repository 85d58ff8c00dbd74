"""Publish what was handed over or taken back: decide what is told now, in the transaction of the fact."""

from functools import cache, partial

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from programmes.models import ClosedPeriod, Disclosure, Gift, GiftKind, Rate, bulk
from programmes.rules.disclosure import Pools, tariff
from programmes.totals import apply
from programmes.totals.definitions import GIFT_MEASURES, event_facts

Height = Disclosure.Height
DECIDED = ("tariff", "height", "block", "disclosed_at")


def handed_over(event):
    """Tell of an event that has just been done what may be told."""
    publish(event, event_facts(Gift.objects.filter(event=event)))


def taken_back(gift):
    """Take a gift off what is told, once that tells of nobody; called while it still names its event.

    Returns whether a public number changed.
    """
    facts = event_facts(Gift.objects.filter(pk=gift.pk))
    return publish(gift.event, [{**cell, **{name: -cell[name] for name in GIFT_MEASURES}} for cell in facts])


def close_year(year, closed_at):
    """Tell what still waits of a year as far up as it may be told; the rest is kept back for good."""
    pools = Pools(_waiting(year=year))
    return _store(pools.close(year), at=closed_at)


@transaction.atomic
def catch_up():
    """Decide on rows that came with an upgrade, as if each had come on its day. Returns how many there were."""
    bulk.hold("periods")
    new = sorted(_rows(height=Height.NEW), key=lambda row: (row.created_at, row.pk))
    if not new:
        return 0
    closings = _closings(new)
    pools, blocks = Pools(_waiting(), _shown()), []
    for row in _with_tariff(new):
        blocks += _closed_before(row.created_at, closings, pools)
        row.height = Height.WAITING
        blocks += filter(None, [pools.add(row)])
    blocks += _closed_before(timezone.now(), closings, pools)
    _store(blocks, new)
    apply.touch()
    return len(new)


def _closings(rows):
    """When the years of these rows were closed, year -> moment, where that was after one of them."""
    first = {row.year: row.created_at for row in reversed(rows)}
    closed = ClosedPeriod.objects.filter(month=None, year__in=first).order_by("closed_at")
    return {period.year: period.closed_at for period in closed if period.closed_at > first[period.year]}


def _closed_before(moment, closings, pools):
    """The blocks of the years that were closed before a moment; each year is closed once."""
    blocks = []
    for year in [year for year, closed_at in closings.items() if closed_at < moment]:
        del closings[year]
        blocks += pools.close(year)
    return blocks


def publish(event, facts):
    """Whether anything is told with these new rows of an event, which are dicts of totals.definitions.event_facts."""
    bulk.hold(f"disclosures {event.round_id} {event.province_id}")
    place = {"year": event.held_on.year, "round": event.round, "province_id": event.province_id}
    rows = [Disclosure(**place, **cell) for cell in sorted(facts, key=lambda cell: cell["kind"])]
    pools = Pools(_waiting(**place), _shown(**place))
    for row in rows:
        row.event, row.height = event, Height.WAITING
    bulk.insert(_with_tariff(rows))
    return _store(list(filter(None, map(pools.add, rows))))


def _rows(**where):
    return Disclosure.objects.filter(**where).select_related("round", "event").order_by("pk")


def _waiting(**where):
    return _rows(height=Height.WAITING, **where)


def _shown(**where):
    """People shown of each year, round, province and kind."""
    rows = Disclosure.objects.filter(height__in=(Height.EVENT, Height.ROUND), **where).order_by()
    rows = rows.values_list("year", "round_id", "province_id", "kind").annotate(sum=Sum("quantity"))
    return {tuple(cell): people for *cell, people in rows}


def _with_tariff(rows):
    of = cache(partial(tariff, known=list(Rate.objects.all())))
    for row in rows:
        row.tariff = of(GiftKind(row.kind), row.province_id, row.event.held_on)
    return rows


def _store(blocks, others=(), at=None):
    """Note what became of the rows of these blocks, and of the others; returns whether any of them is told.

    What is told because a year is closed is told at the moment of closing (totals/history.py).
    """
    at = at or timezone.now()
    for height, rows in blocks:
        is_told = height not in Disclosure.HIDDEN
        for row in rows:
            row.height, row.block = height, rows[0].pk if is_told else None
            row.disclosed_at = at if is_told else None
    decided = [*others, *(row for block in blocks for row in block.rows)]
    bulk.update(list({row.pk: row for row in decided}.values()), DECIDED)
    return any(block.height not in Disclosure.HIDDEN for block in blocks)
