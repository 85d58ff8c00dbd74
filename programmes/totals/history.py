"""What counted numbers were when a period was closed.

A moment is known only where the office has closed a period: what was public at any other moment would tell, by
comparing two of them, of the few people of a hand-over in between.
"""

from collections import defaultdict
from datetime import datetime
from typing import NamedTuple

from django.db.models import Case, CharField, Count, F, IntegerField, JSONField, Q, Sum, Value, When

from programmes.models import (
    ClosedPeriod,
    Correction,
    Disclosure,
    Donation,
    DonationMove,
    DonationTotal,
    total_vnd,
)
from programmes.models.moves import BEFORE
from programmes.totals import open_data
from programmes.totals.read import GivenCell

NOW = -1
CORRECTED, CLOSED = "corrected", "closed"


class Closing(NamedTuple):
    """A period and when it was closed; `month` is None for a year."""

    year: int
    month: int | None
    at: datetime


class Corrected(NamedTuple):
    """A correction of a closed period; `figures` as of models.Correction."""

    at: datetime
    reason: str
    figures: list


def of_periods(year=None):
    """(Closings, Corrected) of a year and its months, or the Closings of all whole years; by time, in one query."""
    empty = Value("", output_field=CharField()), Value([], output_field=JSONField())
    closed = ClosedPeriod.objects.filter(**({"year": year} if year else {"month": None})).order_by()
    closed = closed.annotate(side=Value(CLOSED), moment=F("closed_at"), words=empty[0], told=empty[1])
    corrected = Correction.objects.filter(state=Correction.State.APPROVED, is_public=True, year=year or 0).order_by()
    corrected = corrected.annotate(side=Value(CORRECTED), moment=F("decided_at"), words=F("reason"), told=F("figures"))
    columns = ("side", "year", "month", "moment", "words", "told")
    rows = sorted(
        corrected.values_list(*columns).union(closed.values_list(*columns), all=True),
        key=lambda row: (row[3], row[2] or 13),
    )
    return (
        [Closing(*row[1:4]) for row in rows if row[0] == CLOSED],
        [Corrected(*row[3:]) for row in rows if row[0] == CORRECTED],
    )


def _first_after(field, closings):
    """The number of the first closing at which the moment of a field lay behind; len(closings) where none."""
    if not closings:
        return Value(0)
    behind = [When(**{f"{field}__lte": closing.at}, then=Value(number)) for number, closing in enumerate(closings)]
    return Case(*behind, default=Value(len(closings)), output_field=IntegerField())


def raised(closings, *, year=None, programme=""):
    """(now, [at each closing]) in đồng, of a year and a programme where told; in one query."""
    where = {"programme__slug": programme} if programme else {}
    totals = DonationTotal.objects.filter(**where, **({"year": year} if year else {})).order_by()
    totals = totals.annotate(since=Value(NOW)).values_list("since").annotate(sum=Sum("amount_vnd"))
    if closings:
        totals = totals.union(*_receipts(closings, year, **where), all=True)
    sums = _added(totals)
    return sums.pop(NOW, 0), _running(sums, closings)


def raised_by(donor, closings, *, year=None):
    """What the donor of this number had given by name at each closing, in đồng."""
    if not closings:
        return []
    now, *moves = _receipts(closings, year, donor__in=open_data.records_of(donor), is_anonymous=False)
    return _running(_added(now.union(*moves, all=True)), closings)


def _receipts(closings, year, **where):
    """(number of a closing, đồng) as several querysets: what was approved since, as it is now, and what moved since."""
    rows = Donation.objects.approved().filter(**where, **({"received_on__year": year} if year else {})).order_by()
    rows = rows.annotate(since=_first_after("approved_at", closings))
    return [
        rows.values_list("since").annotate(sum=Sum("amount_vnd")),
        *(_moves(closings, year, where) if where else ()),
    ]


def _moves(closings, year, where):
    """Until its move a donation counted where it was before, and not where it went."""
    done = DonationMove.objects.filter(state=DonationMove.State.APPROVED).order_by()
    done = done.filter(donation__received_on__year=year) if year else done
    for ending, sign in ((BEFORE, 1), ("", -1)):
        sides = {"__".join([f"{head}{ending}", *rest]): value for (head, *rest), value in _paths(where)}
        for moment, turn in (("donation__approved_at", sign), ("decided_at", -sign)):
            rows = done.filter(**sides).annotate(since=_first_after(moment, closings))
            yield rows.values_list("since").annotate(sum=turn * Sum("donation__amount_vnd"))


def _paths(where):
    return ((path.split("__"), value) for path, value in where.items())


def _added(rows):
    """{key: sum} of (key, đồng) pairs."""
    sums = defaultdict(int)
    for key, amount in rows:
        sums[key] += amount or 0
    return sums


def _running(sums, closings):
    return [sum(sums.get(earlier, 0) for earlier in range(number + 1)) for number in range(len(closings))]


class PastCell(NamedTuple):
    """A GivenCell of now, and the first closings at which it was told and at which it was there at all."""

    told: int
    there: int
    cell: GivenCell


def gifts(closings, **where):
    """PastCells of Disclosure; `where` are fields of it. One query."""
    rows = Disclosure.objects.filter(**where).order_by()
    rows = rows.annotate(told=_first_after("disclosed_at", closings), there=_first_after("created_at", closings))
    keys = ("year", "round__programme__slug", "round__slug", "province__slug", "kind", "height")
    rows = rows.values_list("told", "there", *keys).annotate(
        rows=Count("pk", filter=Q(quantity__gt=0)),
        people=Sum("quantity"),
        cost=Sum("donor_cost_vnd"),
        total=Sum(total_vnd()),
    )
    return [PastCell(told, there, GivenCell(*cell)) for told, there, *cell in rows]


def at_closing(cells, number):
    """GivenCells as they were public at a closing: what was not told yet waited."""
    return [
        past.cell if past.told <= number else past.cell._replace(height=Disclosure.Height.WAITING)
        for past in cells
        if past.there <= number
    ]
