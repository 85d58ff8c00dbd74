"""What the books hold, read for the officers: balances by donation, round, earmark and list; cash and goods apart.

For every donation received - reversed = left + set aside + spent: the three accounts that `Balance` names.
"""

from typing import NamedTuple

from django.db.models import Count, OuterRef, Q, Sum
from django.db.models.lookups import GreaterThan

from programmes.models import Account, Donation, GiftList, LedgerEntry, lacking_vnd
from programmes.models.sums import sum_of

Kind, Entry = Account.Kind, LedgerEntry.Kind


class Balance(NamedTuple):
    """Đồng of one form: free, set aside for lists, and become gifts."""

    form: str
    name: str
    left_vnd: int
    set_aside_vnd: int
    spent_vnd: int

    @property
    def received_vnd(self):
        """Received less reversed."""
        return self.left_vnd + self.set_aside_vnd + self.spent_vnd


class DonationAccount(NamedTuple):
    """One donation in the books: received - reversed = left + set aside + spent."""

    received_vnd: int
    reversed_vnd: int
    left_vnd: int
    set_aside_vnd: int
    spent_vnd: int


def of_donation(donation):
    """The account of one donation, in two queries."""
    held = dict(donation.accounts.order_by().values_list("kind").annotate(sum=Sum("balance_vnd")))
    moved = dict(donation.entries.order_by().values_list("kind").annotate(sum=Sum("amount_vnd")))
    return DonationAccount(
        moved.get(Entry.RECEIVED, 0),
        moved.get(Entry.REVERSED, 0),
        *(held.get(kind, 0) for kind in (Kind.DONATION, Kind.FUNDING, Kind.SPENT)),
    )


def of_lists(donation):
    """Its accounts with lists that hold anything: set aside for one, or spent on it. In one query."""
    held = donation.accounts.filter(gift_list__isnull=False, balance_vnd__gt=0)
    return held.select_related("gift_list").order_by("gift_list", "kind")


def donations_with_left(donations):
    """Approved receipts that still have something free, the oldest first; each with `left_vnd`."""
    found = donations.approved().filter(reverses__isnull=True).with_left()
    return found.filter(left_vnd__gt=0).order_by("received_on", "pk")


def _by(accounts, name):
    """Balances of accounts by form and by a name of their donation, in one query."""
    sums = accounts.exclude(kind=Kind.OUTSIDE).order_by().values_list("form", name, "kind")
    cells = {}
    for form, key, kind, amount in sums.annotate(sum=Sum("balance_vnd")):
        cells.setdefault((form, key or ""), {})[kind] = amount
    return [
        Balance(form, key, *(held.get(kind, 0) for kind in (Kind.DONATION, Kind.FUNDING, Kind.SPENT)))
        for (form, key), held in sorted(cells.items())
    ]


def of_donations(donations):
    """What these donations come to, cash and goods together, in one query."""
    held = _accounts_of(donations).exclude(kind=Kind.OUTSIDE).order_by().values_list("kind")
    sums = dict(held.annotate(sum=Sum("balance_vnd")))
    return Balance("", "", *(sums.get(kind, 0) for kind in (Kind.DONATION, Kind.FUNDING, Kind.SPENT)))


def not_added(donations):
    """state -> (donations, đồng) of those promised or waiting for approval, reversals apart; one query."""
    waiting = donations.exclude(state=Donation.State.APPROVED).filter(reverses__isnull=True).order_by()
    rows = waiting.values_list("state").annotate(count=Count("pk"), sum=Sum("amount_vnd"))
    nothing = {Donation.State.PLEDGED: (0, 0), Donation.State.RECEIVED: (0, 0)}
    return nothing | {state: (count, amount) for state, count, amount in rows}


def by_programme(donations):
    return _by(_accounts_of(donations), "donation__programme__name")


def by_round(donations):
    """Balances by round; "" is for the whole programme."""
    return _by(_accounts_of(donations), "donation__round__name")


def by_earmark(donations):
    """Balances by the province a donation is meant for; "" is for any."""
    return _by(_accounts_of(donations), "donation__earmark__name")


def _accounts_of(donations):
    return Account.objects.filter(donation__in=donations.order_by().values("pk"))


def lacks_money():
    """Condition over gift lists: approved, and what is still to be handed over is not funded in full."""
    return Q(state=GiftList.State.APPROVED) & GreaterThan(lacking_vnd(), 0)


def lists_with_money(gift_lists):
    """Approved lists, each with `spent_vnd`, `goods_vnd` (of what funds it, in kind) and `lacking_vnd`."""
    spent, goods = Account.objects.filter(kind=Kind.SPENT), Account.objects.filter(form=Donation.Form.IN_KIND)
    return gift_lists.filter(approved_at__isnull=False).annotate(
        spent_vnd=sum_of(spent, "balance_vnd", gift_list=OuterRef("pk")),
        goods_vnd=sum_of(goods, "balance_vnd", gift_list=OuterRef("pk")),
        lacking_vnd=lacking_vnd(),
    )


def funding_of(gift_list):
    """What each donation has set aside for a list and not spent, and what it has spent, in the order of allocation."""
    spent = sum_of(
        Account.objects.filter(kind=Kind.SPENT, gift_list=gift_list), "balance_vnd", donation=OuterRef("donation")
    )
    accounts = Account.objects.filter(kind=Kind.FUNDING, gift_list=gift_list).select_related("donation__donor")
    return list(accounts.annotate(spent_vnd=spent).order_by("pk"))
