"""What the open data read besides the totals: receipts one by one, money set aside, hand-overs, norms and places."""

from calendar import monthrange
from datetime import date
from typing import NamedTuple

from django.db.models import Case, F, Q, Sum, When
from django.db.models.functions import Coalesce, ExtractYear

from programmes.models import (
    Disclosure,
    Donation,
    Donor,
    DonorTotal,
    FormerProvince,
    HandoverEvent,
    LedgerEntry,
    Programme,
    Province,
    Rate,
    Round,
    total_vnd,
)
from programmes.standards.money import in_hundred_millions
from programmes.totals.definitions import ONE_DONOR
from programmes.totals.read import if_named

SET_ASIDE = Case(
    When(kind=LedgerEntry.Kind.ALLOCATED, then=F("amount_vnd")),
    When(kind=LedgerEntry.Kind.RELEASED, then=-F("amount_vnd")),
)


class Receipt(NamedTuple):
    """An approved donation or a reversal (amount below 0), the day of what that reverses; "" where unnamed."""

    pk: int
    reverses: int | None
    reversed_of: date | None
    programme: str
    round: str | None
    form: str
    amount_vnd: int
    donor: str
    donor_name: str
    donor_kind: str


def months_of_receipts(**where):
    """First days of the months in which anything was received, in their order; `where` are fields of Donation."""
    days = Donation.objects.approved().filter(**where).order_by().values_list("received_on", flat=True).distinct()
    return sorted({day.replace(day=1) for day in days})


def receipts_of(month, may_be_named, **where):
    """Each Receipt of a month (its first day); donors outside `may_be_named` (a Q over Donation) have no name."""
    days = (month, month.replace(day=monthrange(month.year, month.month)[1]))
    found = Donation.objects.approved().filter(received_on__range=days, **where).order_by()
    columns = ("pk", "reverses", "reverses__received_on", "programme__slug", "round__slug", "form", "amount_vnd")
    of_donor = (ONE_DONOR, Coalesce("donor__same_as__name", "donor__name"), "donor__kind")
    rows = found.values_list(*columns, *(if_named(may_be_named, name) for name in of_donor))
    return [Receipt(*row) for row in rows.iterator()]


def records_of(donor):
    """Ids of all records of the donor of this number, as a query."""
    return Donor.objects.filter(Q(pk=donor) | Q(same_as=donor)).values("pk")


def named_donors(may_be_named):
    """Numbers of the donors who are named anywhere."""
    return DonorTotal.objects.filter(may_be_named).order_by().values_list("donor_id", flat=True).distinct()


def set_aside(entries=None):
    """(year, programme, round, đồng set aside for lists less đồng taken back), of all entries or of a queryset of them.

    By slugs, and in whole hundreds of million đồng.
    """
    rows = LedgerEntry.objects.all() if entries is None else entries
    rows = rows.filter(kind__in=(LedgerEntry.Kind.ALLOCATED, LedgerEntry.Kind.RELEASED)).order_by()
    keys = ("year", "gift_list__round__programme__slug", "gift_list__round__slug")
    sums = rows.annotate(year=ExtractYear("happened_on")).values_list(*keys).annotate(sum=Sum(SET_ASIDE))
    return [(*row, in_hundred_millions(int(amount))) for *row, amount in sums]


def handovers():
    """Hand-overs that are done, with province, round and programme."""
    done = HandoverEvent.objects.done()
    return list(done.select_related("province", "round__programme").order_by("held_on", "pk"))


class Line(NamedTuple):
    """What one hand-over gave of one kind; the measures are None where its number is hidden."""

    event: int
    kind: str
    quantity: int | None
    donor_cost_vnd: int | None
    total_vnd: int | None


def handover_lines():
    """Each Line of every hand-over, as told when it took place."""
    rows = Disclosure.objects.filter(quantity__gt=0).order_by().annotate(total=total_vnd())
    found = rows.values_list("event", "kind", "height", "quantity", "donor_cost_vnd", "total")
    return [
        Line(event, kind, *(measures if height == Disclosure.Height.EVENT else (None,) * len(measures)))
        for event, kind, height, *measures in found
    ]


def rates():
    return list(Rate.objects.select_related("province").order_by("code"))


def provinces():
    return list(Province.objects.order_by("code"))


def former_provinces():
    return list(FormerProvince.objects.select_related("successor").order_by("code"))


def programmes():
    return list(Programme.objects.order_by("slug"))


def rounds():
    return list(Round.objects.select_related("programme").order_by("slug"))
