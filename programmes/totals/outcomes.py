"""What became of the gifts of an event, counted by list and kind: what must add up before it is closed."""

from typing import NamedTuple

from django.db.models import Count, Q

from programmes.models import Gift, GiftKind, HandoverEvent
from programmes.models.gift_lists import NAME_FROM, list_name


class OutcomeRow(NamedTuple):
    """Gifts of one list and kind: in all, and by outcome; `open` have none yet."""

    gift_list: str
    kind: str
    expected: int
    handed_over: int
    by_proxy: int
    absent: int
    returned: int
    open: int


def gifts_of(event):
    """The gifts an event is about: those nobody has received yet while it is a plan, those received once it is done."""
    if event.state == HandoverEvent.State.DONE:
        return Gift.objects.filter(event=event)
    return Gift.objects.not_received().filter(gift_list__handover_lines__event=event)


def of_event(event):
    """One OutcomeRow for each list and kind, in one query."""
    outcomes = {value: Count("pk", filter=Q(outcome=value)) for value in Gift.Outcome.values}
    rows = (
        gifts_of(event)
        .order_by("gift_list__code", "kind")
        .values_list(*(f"gift_list__{name}" for name in NAME_FROM), "kind")
        .annotate(expected=Count("pk"), **outcomes, open=Count("pk", filter=Q(outcome="")))
    )
    end = len(NAME_FROM)
    return [OutcomeRow(list_name(*row[:end]), GiftKind(row[end]).label, *row[end + 1 :]) for row in rows]
