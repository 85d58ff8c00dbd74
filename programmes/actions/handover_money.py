"""The money of a hand-over: what is received is paid for, what comes back returns, what nobody waits for is released.

Steps of acts that have asked for the right and hold the list. Each gift is paid to the đồng by GiftPayment rows, and
the entries of the books say the same of its donations.
"""

from collections import defaultdict

from django.db.models import Sum

from programmes.actions import books
from programmes.models import Account, Donation, Gift, GiftPayment, LedgerEntry, bulk
from programmes.rules import funding, payments
from programmes.rules.problems import insist

Kind = LedgerEntry.Kind


def hold_donations(gift_lists):
    """Hold what pays for these lists, all at once by number: list by list two officers could wait for each other."""
    ids = Account.objects.filter(gift_list__in=gift_lists, kind=Account.Kind.FUNDING).values("donation")
    list(Donation.objects.select_for_update(of=("self",)).filter(pk__in=ids).order_by("pk"))


def set_aside_for(gift_list):
    """What is set aside for a list, by donation, in the order of the allocations."""
    accounts = Account.objects.filter(gift_list=gift_list, kind=Account.Kind.FUNDING, balance_vnd__gt=0)
    return dict(accounts.order_by("pk").values_list("donation_id", "balance_vnd"))


def pay(event, gift_list, gifts, by):
    """Payments of these gifts of a list, in the order of the list and of its funding; and the entries."""
    gifts = list(gifts.filter(donor_cost_vnd__gt=0).order_by("pk").values_list("pk", "donor_cost_vnd"))
    there = set_aside_for(gift_list)
    insist(payments.check_funded(gift_list, sum(cost for _pk, cost in gifts), sum(there.values())))
    paid = list(payments.split(gifts, there))
    spent = defaultdict(int)
    for payment in paid:
        spent[payment.donation] += payment.amount_vnd
    bulk.load(GiftPayment, ("event", *payments.Payment._fields), ((event.pk, *payment) for payment in paid))
    _post(Kind.SPENT, spent, gift_list, by, event=event, happened_on=event.held_on)
    return paid


def take_back(gift, gift_list, *, reason, by):
    """The đồng of a gift that was received return to their donations: {donation: đồng}."""
    paid = gift.payments.order_by().values("donation").annotate(sum=Sum("amount_vnd"))
    amounts = {row["donation"]: row["sum"] for row in paid if row["sum"]}
    list(Donation.objects.select_for_update(of=("self",)).filter(pk__in=amounts).order_by("pk"))
    event = gift.event
    bulk.insert([GiftPayment(gift=gift, donation_id=d, event=event, amount_vnd=-sum_) for d, sum_ in amounts.items()])
    _post(Kind.RETURNED, amounts, gift_list, by, event=event, reason=reason)
    return amounts


def set_aside_again(gift_list, amounts, *, reason, by):
    """What has just come back waits for the same person still."""
    _post(Kind.ALLOCATED, amounts, gift_list, by, reason=reason)


def find_again(gift_list, cost_vnd, *, reason, by):
    """Set money aside for a gift whose money had gone back, from donations that may pay for the list, its own first."""
    insist(funding.check_means_again(gift_list, cost_vnd))
    own = set(Account.objects.filter(gift_list=gift_list).values_list("donation", flat=True))
    usable = list(funding.usable_for(gift_list).filter(left_vnd__gt=0).values_list("pk", flat=True))
    list(Donation.objects.select_for_update(of=("self",)).filter(pk__in=usable).order_by("pk"))
    amounts, lacking = {}, cost_vnd
    for donation, left in sorted(funding.left_on(usable).items(), key=lambda each: (each[0] not in own, each[0])):
        if amount := min(left, lacking):
            amounts[donation] = amount
            lacking -= amount
    _post(Kind.ALLOCATED, amounts, gift_list, by, reason=reason)


def release_surplus(gift_list, by):
    """Release what nobody is waiting for any more."""
    waits = Gift.objects.not_received().filter(gift_list=gift_list)
    waiting = waits.aggregate(sum=Sum("donor_cost_vnd"))["sum"] or 0
    surplus = dict(payments.surplus(set_aside_for(gift_list), waiting))
    _post(Kind.RELEASED, surplus, gift_list, by, reason="suất quà trả lại")


def _post(kind, amounts, gift_list, by, **said):
    donations = Donation.objects.in_bulk(amounts)
    for donation, amount in amounts.items():
        books.post(kind, donations[donation], amount, gift_list=gift_list, by=by, **said)
