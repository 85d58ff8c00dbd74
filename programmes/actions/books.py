"""Write the books: one entry between two accounts, inside the transaction of an action that holds the donation.

Who moves money holds the list first, then the donations by number: so two acts never wait for each other.
"""

from django.utils import timezone

from programmes.models import ROUTES, Account, LedgerEntry, bulk

Kind = Account.Kind


def hold_means():
    """Whoever approves a list counts what is free and what is owed: no money goes from the one or the other between."""
    bulk.hold("means", shared=True)


def post(kind, donation, amount_vnd, *, by, gift_list=None, event=None, happened_on=None, reason="", token=None):
    """Move `amount_vnd` đồng of a donation. The database moves the balances and refuses what would overdraw one."""
    source, target = (_account(end, donation, gift_list) for end in ROUTES[kind])
    return LedgerEntry.objects.create(
        kind=kind,
        from_account=source,
        to_account=target,
        amount_vnd=amount_vnd,
        happened_on=happened_on or timezone.localdate(),
        donation=donation,
        gift_list=gift_list,
        event=event,
        reason=reason,
        token=token,
        entered_by=by,
    )


def _account(kind, donation, gift_list):
    key = Account.key_of(kind, donation, gift_list)
    of_list = kind in {Kind.FUNDING, Kind.SPENT}
    values = {
        "kind": kind,
        "form": donation.form,
        "donation": None if kind == Kind.OUTSIDE else donation,
        "gift_list": gift_list if of_list else None,
    }
    return Account.objects.get_or_create(key=key, defaults=values)[0]
