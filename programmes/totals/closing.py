"""What a month or a year holds when it is closed, and what still waits in it, read from the facts."""

from typing import NamedTuple

from django.db.models import Count, F, Q, Sum

from programmes.models import BankLine, Donation, Gift, HandoverEvent, LedgerEntry

RECEIVED, APPROVED = Q(state=Donation.State.RECEIVED), Q(state=Donation.State.APPROVED)
ALLOCATED, RELEASED = Q(kind=LedgerEntry.Kind.ALLOCATED), Q(kind=LedgerEntry.Kind.RELEASED)
EXPECTED = Q(lines__gift_list__gifts__event=None) & ~Q(lines__gift_list__gifts__outcome=Gift.Outcome.RETURNED)


class Closing(NamedTuple):
    """Counts and đồng of one period. A reversal takes its donation from the count, and đồng from the sum."""

    donations: int
    raised_vnd: int
    gifts: int
    given_vnd: int
    allocations: int
    allocated_vnd: int
    releases: int
    released_vnd: int
    waiting_donations: int
    waiting_vnd: int
    waiting_events: int
    waiting_gifts: int
    waiting_lines: int
    unexplained_vnd: int


def of(period):
    """The figures of a period, in five queries whatever it holds."""
    donations = Donation.objects.filter(_within(period, "received_on")).aggregate(
        receipts=Count("pk", filter=APPROVED & Q(reverses=None)),
        reversals=Count("pk", filter=APPROVED & Q(reverses__isnull=False)),
        raised_vnd=Sum("amount_vnd", filter=APPROVED, default=0),
        waiting_donations=Count("pk", filter=RECEIVED),
        waiting_vnd=Sum("amount_vnd", filter=RECEIVED, default=0),
    )
    gifts = Gift.objects.filter(_within(period, "event__held_on")).aggregate(
        gifts=Sum("quantity", default=0), given_vnd=Sum("donor_cost_vnd", default=0)
    )
    entries = LedgerEntry.objects.filter(_within(period, "happened_on")).aggregate(
        allocations=Count("pk", filter=ALLOCATED),
        allocated_vnd=Sum("amount_vnd", filter=ALLOCATED, default=0),
        releases=Count("pk", filter=RELEASED),
        released_vnd=Sum("amount_vnd", filter=RELEASED, default=0),
    )
    planned = HandoverEvent.objects.filter(_within(period, "held_on"), state=HandoverEvent.State.PLANNED)
    events = planned.aggregate(
        waiting_events=Count("pk", distinct=True),
        waiting_gifts=Sum("lines__gift_list__gifts__quantity", filter=EXPECTED, default=0),
    )
    unexplained = BankLine.objects.filter(_within(period, "booked_on"), state=BankLine.State.UNEXPLAINED)
    left = Sum(F("amount_vnd") - F("matched_vnd"), default=0)
    lines = unexplained.aggregate(waiting_lines=Count("pk"), unexplained_vnd=left)
    net = donations.pop("receipts") - donations.pop("reversals")
    return Closing(donations=net, **donations, **gifts, **entries, **events, **lines)


def _within(period, day):
    month = {f"{day}__month": period.month} if period.month else {}
    return Q(**{f"{day}__year": period.year}, **month)
