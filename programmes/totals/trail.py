"""The trail of one donation: what each of its đồng became, read from the books in a constant number of statements.

Two sources must agree to the đồng: the entries say what was received, set aside and spent, the payments of the gifts
say what was spent on what. No recipient is read; the finest place is the province.
"""

from datetime import date
from typing import NamedTuple

from django.db.models import BooleanField, Case, Count, Exists, F, OuterRef, Q, Sum, Value, When
from django.utils import timezone

from programmes.models import ROUTES, Account, Donation, Gift, GiftPayment, LedgerEntry


class Given(NamedTuple):
    """Gifts of a kind handed over in a province on a day; `day` is the first of the month where they were few.

    `quantity` counts gifts paid whole or for the greater part, `shared` those of them that others helped to pay;
    `amount_vnd` also holds small parts of gifts that count for another donation.
    """

    kind: str
    kind_name: str
    province: str
    day: date
    is_month: bool
    quantity: int
    shared: int
    amount_vnd: int


class Waiting(NamedTuple):
    """Đồng allocated to the lists of a round in a province and not yet handed over."""

    round: str
    province: str
    amount_vnd: int


class Trail(NamedTuple):
    """All amounts in đồng; `reversed_on` is None unless the donation was reversed."""

    donation: Donation
    received_vnd: int
    reversed_vnd: int
    reversed_on: date | None
    left_vnd: int
    waiting: tuple
    given: tuple

    @property
    def waiting_vnd(self):
        return sum(part.amount_vnd for part in self.waiting)

    @property
    def given_vnd(self):
        return sum(part.amount_vnd for part in self.given)

    @property
    def allocated_vnd(self):
        """Set aside for lists or already spent on their gifts."""
        return self.waiting_vnd + self.given_vnd

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


def read(donation, *, few):
    """The Trail of a donation; three statements. Hand-overs of at most `few` people are told by their month only."""
    sums, waiting = _entries(donation)
    reversal = getattr(donation, "reversal", None)
    is_reversed = reversal is not None and reversal.state == Donation.State.APPROVED
    return Trail(
        donation=donation,
        received_vnd=sums["received"],
        reversed_vnd=sums["reversed"],
        reversed_on=timezone.localdate(reversal.approved_at) if is_reversed else None,
        left_vnd=sums["left"],
        waiting=waiting,
        given=_given(donation, few),
    )


def _sign(kind, account):
    """What an entry of this kind does to accounts of that kind: 1 into them, -1 out of them, 0."""
    source, target = ROUTES[kind]
    return (target == account) - (source == account)


def _entries(donation):
    """(sums of received, reversed and left, Waiting parts) from the entries."""
    rows = LedgerEntry.objects.filter(donation=donation).order_by()
    rows = rows.values_list("kind", "gift_list__round__name", "gift_list__province__name")
    sums, waiting = {"received": 0, "reversed": 0, "left": 0}, {}
    for kind, round_, province, amount in rows.annotate(sum=Sum("amount_vnd")):
        sums["left"] += _sign(kind, Account.Kind.DONATION) * amount
        if kind in sums:
            sums[kind] += amount
        if on_waiting := _sign(kind, Account.Kind.FUNDING):
            waiting[round_, province] = waiting.get((round_, province), 0) + on_waiting * amount
    return sums, tuple(Waiting(*where, amount) for where, amount in sorted(waiting.items()) if amount)


def _given(donation, few):
    """Given parts from the payments of gifts that are still handed over, the latest first."""
    paid = GiftPayment.objects.filter(donation=donation, gift__event__isnull=False)
    others = GiftPayment.objects.filter(gift=OuterRef("gift")).exclude(donation=donation)
    bigger = others.filter(
        Q(amount_vnd__gt=OuterRef("amount_vnd")) | Q(amount_vnd=OuterRef("amount_vnd"), pk__lt=OuterRef("pk"))
    )
    whole = When(amount_vnd=F("gift__donor_cost_vnd"), then=Value(True))
    rows = paid.annotate(
        is_whole=Case(whole, default=Value(False), output_field=BooleanField()),
        leads=Case(whole, default=~Exists(bigger), output_field=BooleanField()),
    )
    keys = ("gift__kind", "gift__gift_list__province__name", "gift__event__held_on")
    rows = rows.order_by().values(*keys, "is_whole", "leads")
    rows = list(rows.annotate(sum=Sum("amount_vnd"), quantity=Sum("gift__quantity"), gifts=Count("pk")))
    small = _small(donation, {row["gift__event__held_on"] for row in rows}, few)
    found = {}
    for row in rows:
        kind, province, day = (row[key] for key in keys)
        is_month = (kind, province, day) in small
        _add(found, (kind, province, day.replace(day=1) if is_month else day, is_month), row)
    return tuple(sorted((_part(key, sums) for key, sums in found.items()), key=_place, reverse=True))


def _add(found, key, row):
    quantity, shared, amount = found.get(key, (0, 0, 0))
    counted = row["quantity"] if row["leads"] else 0
    found[key] = (quantity + counted, shared + (0 if row["is_whole"] else counted), amount + row["sum"])


def _part(key, sums):
    kind, province, day, is_month = key
    return Given(kind, Gift(kind=kind).get_kind_display(), province, day, is_month, *sums)


def _place(part):
    return part.day, part.province, part.kind


def _small(donation, days, few):
    """(kind, province, day) of which all donors together gave at most `few`."""
    provinces = GiftPayment.objects.filter(donation=donation).values("gift__gift_list__province")
    given = Gift.objects.filter(event__held_on__in=days, gift_list__province__in=provinces).order_by()
    rows = given.values_list("kind", "gift_list__province__name", "event__held_on").annotate(sum=Sum("quantity"))
    return {(kind, province, day) for kind, province, day, quantity in rows if quantity <= few}
