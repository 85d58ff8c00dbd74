"""The country in one year, read for headquarters: its money and its gifts by programme, office, month and round.

Received in the year = given + set aside + left, as the books hold it now; a reversal is taken from the donation that it
reverses. Gifts handed over count in the year of their event, whenever their money came in.
"""

from collections import defaultdict
from typing import NamedTuple

from django.db.models import Count, Max, Q, Sum

from programmes.models import (
    Account,
    Disclosure,
    Donation,
    DonationTotal,
    GiftList,
    HandoverEvent,
    ImportBatch,
)

KINDS = (Account.Kind.SPENT, Account.Kind.FUNDING, Account.Kind.DONATION)


class Money(NamedTuple):
    """Đồng received: given, set aside for lists, left; `goods_vnd` of them are the value of goods."""

    given_vnd: int = 0
    set_aside_vnd: int = 0
    left_vnd: int = 0
    goods_vnd: int = 0

    @property
    def received_vnd(self):
        return self.given_vnd + self.set_aside_vnd + self.left_vnd

    def plus(self, other):
        return Money(*map(sum, zip(self, other, strict=True)))


class Gifts(NamedTuple):
    """Gifts handed over: how many, and đồng of the programmes."""

    quantity: int = 0
    cost_vnd: int = 0

    def plus(self, other):
        return Gifts(*map(sum, zip(self, other, strict=True)))


class Parts(NamedTuple):
    """One sum in parts: by key of programme, of place (an office, or a province), and by month, 1 to 12."""

    whole: tuple
    by_programme: dict
    by_place: dict
    by_month: dict


def _in_parts(cells, nothing):
    """Parts of (programme, place, month, Money or Gifts); `nothing` is the empty one."""
    by = [defaultdict(lambda: nothing) for _part in ("programme", "place", "month")]
    whole = nothing
    for *keys, one in cells:
        whole = whole.plus(one)
        for part, key in zip(by, keys, strict=True):
            part[key] = part[key].plus(one)
    return Parts(whole, *by)


def _money(kind, form, amount):
    at = KINDS.index(kind)
    parts = [amount if at == place else 0 for place in range(len(KINDS))]
    return Money(*parts, goods_vnd=amount if form == Donation.Form.IN_KIND else 0)


def money_of(year):
    """Parts of Money: what was received in a year, by programme, office and month; one query."""
    held = Account.objects.filter(kind__in=KINDS, donation__received_on__year=year).order_by()
    names = ("donation__programme", "donation__office", "donation__received_on__month", "kind", "form")
    rows = held.values_list(*names).annotate(sum=Sum("balance_vnd"))
    return _in_parts(((*keys, _money(kind, form, sum)) for *keys, kind, form, sum in rows), Money())


def gifts_of(year):
    """Parts of Gifts: what was handed over in a year, by programme, province and month; one query."""
    names = ("round__programme", "province", "event__held_on__month")
    rows = Disclosure.objects.filter(year=year).order_by().values_list(*names)
    sums = rows.annotate(sum_quantity=Sum("quantity"), sum_cost=Sum("donor_cost_vnd"))
    return _in_parts(((*keys, Gifts(quantity, cost)) for *keys, quantity, cost in sums), Gifts())


def of_rounds(rounds):
    """(Money by round, Gifts by round) of all years; two queries."""
    held = Account.objects.filter(kind__in=KINDS, donation__round__in=rounds).order_by()
    money, gifts = defaultdict(Money), defaultdict(Gifts)
    for key, kind, form, amount in held.values_list("donation__round", "kind", "form").annotate(sum=Sum("balance_vnd")):
        money[key] = money[key].plus(_money(kind, form, amount))
    told = Disclosure.objects.filter(round__in=rounds).order_by().values_list("round")
    for key, *sums in told.annotate(sum_quantity=Sum("quantity"), sum_cost=Sum("donor_cost_vnd")):
        gifts[key] = Gifts(*sums)
    return money, gifts


def years():
    """Years in which something was received or handed over, the latest first; one query."""
    rows = DonationTotal.objects.exclude(amount_vnd=0).order_by().values_list("year")
    return sorted((year for (year,) in rows.union(Disclosure.objects.order_by().values_list("year"))), reverse=True)


def lists_by_age(gift_lists, spans):
    """(lists, đồng) of approved lists for each (after, until) of `spans`, moments of approval or None; one query."""
    measures = {}
    for place, (after, until) in enumerate(spans):
        condition = Q(approved_at__gte=after) if after else Q(approved_at__isnull=False)
        condition &= Q(approved_at__lt=until) if until else Q()
        measures |= {f"n{place}": Count("pk", filter=condition)}
        measures |= {f"vnd{place}": Sum("value_vnd", filter=condition, default=0)}
    row = gift_lists.order_by().aggregate(**measures)
    return [(row[f"n{place}"], row[f"vnd{place}"]) for place in range(len(spans))]


def last_entries():
    """office -> when it last entered something: a donation, a list, an event, a file; one query."""
    first, *others = (
        rows.order_by().values_list("office").annotate(last=Max(moment))
        for rows, moment in (
            (Donation.objects.all(), "created_at"),
            (GiftList.objects.all(), "created_at"),
            (GiftList.objects.filter(submitted_at__isnull=False), "submitted_at"),
            (HandoverEvent.objects.all(), "updated_at"),
            (ImportBatch.objects.all(), "created_at"),
        )
    )
    found = {}
    for office, last in first.union(*others, all=True):
        found[office] = max(last, found.get(office, last))
    return found
