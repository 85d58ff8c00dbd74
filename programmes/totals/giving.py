"""What one donor has given: by year and form, and what it became. Queries do not grow with the donations."""

from collections import defaultdict
from typing import NamedTuple

from django.db.models import Count, Q, Sum
from django.db.models.functions import Coalesce, ExtractYear

from programmes.models import Account, Donation, GiftPayment

Kind, State = Account.Kind, Donation.State
DAY = Coalesce("received_on", "pledged_on")


class Year(NamedTuple):
    """Đồng of one year and form; approved = given + waiting + left, reversals are within."""

    year: int
    form: str
    pledged_vnd: int
    received_vnd: int
    approved_vnd: int
    given_vnd: int
    waiting_vnd: int
    left_vnd: int


def by_year(donations):
    """The Years of these donations, the latest first and money before goods; two queries."""
    sums = defaultdict(int)
    rows = donations.order_by().annotate(year=ExtractYear(DAY)).values_list("year", "form", "state")
    for year, form, state, amount in rows.annotate(sum=Sum("amount_vnd")):
        sums[year, form, state] += amount
    held = Account.objects.filter(donation__in=donations.order_by().values("pk")).exclude(kind=Kind.OUTSIDE)
    held = held.order_by().annotate(year=ExtractYear("donation__received_on")).values_list("year", "form", "kind")
    for year, form, kind, amount in held.annotate(sum=Sum("balance_vnd")):
        sums[year, form, kind] += amount
    names = (State.PLEDGED, State.RECEIVED, State.APPROVED, Kind.SPENT, Kind.FUNDING, Kind.DONATION)
    cells = sorted({key[:2] for key in sums}, key=lambda cell: (-cell[0], cell[1]))
    return [Year(*cell, *(sums[*cell, name] for name in names)) for cell in cells]


class Giver(NamedTuple):
    """What one donor gave, less what was cancelled: donations, đồng of money, đồng that goods are worth."""

    donor_id: int
    donations: int
    money_vnd: int
    goods_vnd: int


def by_giver(donations):
    """The Giver of each donor of these donations, joined records as one donor; one query."""
    counted = donations.approved().filter(reverses=None).exclude(reversal__state=State.APPROVED)
    rows = counted.order_by().annotate(giver=Coalesce("donor__same_as", "donor")).values_list("giver")
    is_goods = Q(form=Donation.Form.IN_KIND)
    rows = rows.annotate(
        count=Count("pk"),
        money=Sum("amount_vnd", filter=~is_goods, default=0),
        goods=Sum("amount_vnd", filter=is_goods, default=0),
    )
    return [Giver(*row) for row in rows]


def with_parts(donations):
    """Each donation with `given_vnd`, `waiting_vnd` and `left_vnd`."""
    parts = {"given_vnd": Kind.SPENT, "waiting_vnd": Kind.FUNDING, "left_vnd": Kind.DONATION}
    sums = {
        name: Sum("accounts__balance_vnd", filter=Q(accounts__kind=kind), default=0) for name, kind in parts.items()
    }
    return donations.annotate(**sums)


def events_of(donations):
    """(place, day, gifts that were helped with, đồng) of the hand-overs that were paid for, the latest first."""
    paid = GiftPayment.objects.filter(donation__in=donations.order_by().values("pk"), amount_vnd__gt=0)
    rows = paid.order_by("-event__held_on", "-event").values_list("event", "event__place", "event__held_on")
    return [row[1:] for row in rows.annotate(gifts=Count("gift", distinct=True), sum=Sum("amount_vnd"))]
