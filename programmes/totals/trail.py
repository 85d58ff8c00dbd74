"""The trail of one donation: what each of its đồng became, read from the books in a constant number of statements.

Two sources must agree to the đồng: the entries say what was received, set aside and spent, the payments of the gifts
say what was spent on what. No recipient is read. What of it is told, `rules.trail_lines` says.
"""

from collections import defaultdict
from datetime import date
from typing import NamedTuple

from django.db.models import Case, Exists, F, Max, Min, OuterRef, Q, Sum, When
from django.utils import timezone

from programmes.models import ROUTES, Account, Disclosure, Donation, DonationMove, GiftKind, GiftPayment, LedgerEntry
from programmes.models.moves import BEFORE, PURPOSE


class Spending(NamedTuple):
    """What a donation spent on gifts of a kind at an event whose number is told, as it was when they were handed over.

    A gift that several donations paid for counts for the one that paid most. `people` are those of this donation,
    `is_shared` whether another helped with one of them; `shares` are those of every donation that paid, and of
    all gifts that cost nobody anything: together the number of the event.
    """

    kind: str
    kind_name: str
    event: int
    place: str
    province: str
    day: date
    people: int
    is_shared: bool
    amount_vnd: int
    shares: tuple
    donations: int


class Trail(NamedTuple):
    """All amounts in đồng; `allocated_vnd` is all that was ever set aside, `waiting_vnd` and `given_vnd` are of today.

    `reversed_on` is None unless the donation was reversed. `spent` is what may be told at all, the latest last. Of one
    gift that it paid for the whole cost was from `cheapest_vnd` to `dearest_vnd`, 0 where it paid for none. `moves` are
    those to another programme, round or province; whose the donation is, its trail does not tell.
    """

    donation: Donation
    received_vnd: int
    reversed_vnd: int
    reversed_on: date | None
    allocated_vnd: int
    left_vnd: int
    waiting_vnd: int
    given_vnd: int
    cheapest_vnd: int
    dearest_vnd: int
    spent: tuple
    moves: tuple

    @property
    def missing_vnd(self):
        """What the parts lack of the receipt; 0, or the books are wrong."""
        return self.received_vnd - self.reversed_vnd - self.left_vnd - self.waiting_vnd - self.given_vnd

    @property
    def adds_up(self):
        return self.missing_vnd == 0


def find(trail_hash):
    """The approved donation with this key, None where there is none; one statement."""
    found = Donation.objects.approved().filter(trail_hash=trail_hash)
    return found.select_related("donor", "programme", "round", "earmark", "office", "reversal").first()


def read(donation):
    """The Trail of a donation; five statements."""
    sums, paid = _entries(donation), _paid(donation)
    reversal = getattr(donation, "reversal", None)
    is_reversed = reversal is not None and reversal.state == Donation.State.APPROVED
    return Trail(
        donation=donation,
        received_vnd=sums["received"],
        reversed_vnd=sums["reversed"],
        reversed_on=timezone.localdate(reversal.approved_at) if is_reversed else None,
        allocated_vnd=sums["allocated"],
        left_vnd=sums["left"],
        waiting_vnd=sums["waiting"],
        given_vnd=paid["sum"],
        cheapest_vnd=paid["cheapest"],
        dearest_vnd=paid["dearest"],
        spent=_spent(donation),
        moves=_moves(donation),
    )


def _moves(donation):
    """The moves that are told; of another donor alone nothing is."""
    done = donation.moves.filter(state=DonationMove.State.APPROVED).order_by("pk")
    return tuple(
        move
        for move in done.select_related("programme_before", "programme")
        if any(getattr(move, f"{name}_id") != getattr(move, f"{name}{BEFORE}_id") for name in PURPOSE)
    )


def _sign(kind, account):
    """What an entry of this kind does to accounts of that kind: 1 into them, -1 out of them, 0."""
    source, target = ROUTES[kind]
    return (target == account) - (source == account)


def _entries(donation):
    """Sums of received, reversed and allocated, and of what is left and waits now."""
    sums = dict.fromkeys((*LedgerEntry.Kind.values, "left", "waiting"), 0)
    rows = LedgerEntry.objects.filter(donation=donation).order_by().values_list("kind")
    for kind, amount in rows.annotate(sum=Sum("amount_vnd")):
        sums[kind] += amount
        sums["left"] += _sign(kind, Account.Kind.DONATION) * amount
        sums["waiting"] += _sign(kind, Account.Kind.FUNDING) * amount
    return sums


def _paid(donation):
    """What it paid for gifts, and what one gift of those cost: of a group, for one of its people."""
    cost = F("gift__donor_cost_vnd") / F("gift__quantity")
    return GiftPayment.objects.filter(donation=donation).aggregate(
        sum=Sum("amount_vnd", default=0), cheapest=Min(cost, default=0), dearest=Max(cost, default=0)
    )


def _spent(donation):
    """The Spendings of a donation whose numbers are told, by the day of the event."""
    paid = GiftPayment.objects.filter(donation=donation, amount_vnd__gt=0)
    told = Disclosure.objects.filter(
        height=Disclosure.Height.EVENT, event__in=paid.values("event"), kind__in=paid.values("gift__kind")
    ).select_related("event__province")
    told = {(row.event_id, row.kind): row for row in told}
    shares = _shares({event for event, _kind in told})
    own = [(told[key], shares[key]) for key in told if donation.pk in shares[key]]
    spent = [_spending(donation, row, of_all) for row, of_all in own]
    return tuple(sorted(spent, key=lambda one: (one.day, one.event, one.kind)))


def _spending(donation, row, of_all):
    people, alone, amount_vnd = of_all[donation.pk]
    counts = [each.people for each in of_all.values()]
    unpaid = row.quantity - sum(counts)
    return Spending(
        kind=row.kind,
        kind_name=GiftKind(row.kind).label,
        event=row.event_id,
        place=row.event.place,
        province=row.event.province.name,
        day=row.event.held_on,
        people=people,
        is_shared=alone < people,
        amount_vnd=amount_vnd,
        shares=(*counts, unpaid),
        donations=len(of_all),
    )


class _Share(NamedTuple):
    """People for whom a donation paid most, those for whom it alone paid, and all that it paid."""

    people: int
    alone: int
    amount_vnd: int


def _shares(events):
    """{(event, kind): {donation: _Share}} of what was paid when these events were closed."""
    others = GiftPayment.objects.filter(gift=OuterRef("gift"), event=OuterRef("event"), amount_vnd__gt=0)
    bigger = others.filter(
        Q(amount_vnd__gt=OuterRef("amount_vnd")) | Q(amount_vnd=OuterRef("amount_vnd"), pk__lt=OuterRef("pk"))
    )
    is_whole = Q(amount_vnd=F("gift__donor_cost_vnd"))
    rows = GiftPayment.objects.filter(event__in=events, amount_vnd__gt=0).order_by()
    rows = rows.values_list("event", "gift__kind", "donation").annotate(
        people=Sum(Case(When(is_whole | ~Exists(bigger), then="gift__quantity"), default=0)),
        alone=Sum(Case(When(is_whole, then="gift__quantity"), default=0)),
        sum=Sum("amount_vnd"),
    )
    found = defaultdict(dict)
    for event, kind, donation, *share in rows:
        found[event, kind][donation] = _Share(*share)
    return found
