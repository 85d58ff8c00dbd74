"""What became of the gifts of an event, counted by list and kind: it adds up before it is closed, and stays then."""

from typing import NamedTuple

from django.db.models import Count, Q, Sum

from programmes.models import Account, Gift, GiftKind, HandoverEvent, HandoverOutcome
from programmes.models.gift_lists import NAME_FROM, list_name

RECEIVED = Q(outcome__in=Gift.RECEIVED)


class OutcomeRow(NamedTuple):
    """Gifts of one list and kind: in all, and by outcome; `open` have none yet. `paid_vnd` are of those received."""

    gift_list: str
    kind: str
    expected: int
    handed_over: int
    by_proxy: int
    absent: int
    returned: int
    open: int
    paid_vnd: int

    @property
    def noted(self):
        return self.expected - self.open


def gifts_of(event):
    """The gifts an event is about: those nobody has received yet while it is a plan, those it was closed with later."""
    if event.state == HandoverEvent.State.DONE:
        return Gift.objects.filter(pk__in=told_of(event).values("gift"))
    return Gift.objects.not_received().filter(gift_list__handover_lines__event=event)


def told_of(event):
    """What a closed event was closed with, one row for each gift; no later act changes it."""
    return HandoverOutcome.objects.filter(event=event, at_closing=True)


def of_event(event):
    """One OutcomeRow for each list and kind, in one query; of a closed event as it was closed."""
    rows, gift = (told_of(event), "gift__") if event.state == HandoverEvent.State.DONE else (gifts_of(event), "")
    outcomes = {value: Count("pk", filter=Q(outcome=value)) for value in Gift.Outcome.values}
    names = [f"{gift}gift_list__{name}" for name in NAME_FROM]
    rows = (
        rows.order_by(f"{gift}gift_list__code", f"{gift}kind")
        .values_list(*names, f"{gift}kind")
        .annotate(
            expected=Count("pk"),
            **outcomes,
            open=Count("pk", filter=Q(outcome="")),
            paid_vnd=Sum(f"{gift}donor_cost_vnd", filter=RECEIVED, default=0),
        )
    )
    end = len(NAME_FROM)
    return [OutcomeRow(list_name(*row[:end]), GiftKind(row[end]).label, *row[end + 1 :]) for row in rows]


def sum_of_rows(rows):
    """All rows as one, without list and kind."""
    return OutcomeRow("", "", *(sum(column) for column in list(zip(*rows, strict=True))[2:] or [()] * 7))


class Money(NamedTuple):
    """What closing a planned event does with the money of its lists, in đồng, as far as its gifts are noted."""

    paid_vnd: int
    released_vnd: int
    kept_vnd: int
    lacking_vnd: int


def money_of(event):
    """The Money of a planned event; list by list, for what one has too much another does not get. Two queries."""
    received = Sum("donor_cost_vnd", filter=RECEIVED, default=0)
    waiting = Sum("donor_cost_vnd", filter=Q(outcome__in=("", Gift.Outcome.ABSENT)), default=0)
    costs = gifts_of(event).order_by().values_list("gift_list").annotate(received=received, waiting=waiting)
    accounts = Account.objects.filter(kind=Account.Kind.FUNDING, gift_list__handover_lines__event=event).order_by()
    there = dict(accounts.values_list("gift_list").annotate(sum=Sum("balance_vnd")))
    sums = [(received, waiting, there.get(pk, 0) - received) for pk, received, waiting in costs]
    return Money(
        paid_vnd=sum(received for received, _waiting, _left in sums),
        released_vnd=sum(max(left - waiting, 0) for _received, waiting, left in sums),
        kept_vnd=sum(min(max(left, 0), waiting) for _received, waiting, left in sums),
        lacking_vnd=sum(max(-left, 0) for _received, _waiting, left in sums),
    )
