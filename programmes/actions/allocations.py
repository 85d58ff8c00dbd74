"""Allocate money of a donation to an approved gift list, and release what is not spent."""

from django.db import transaction

from programmes.actions import audit, books, rights
from programmes.actions.gift_lists import locked
from programmes.models import Account, Donation, LedgerEntry
from programmes.rules import approvals, funding
from programmes.rules.problems import insist
from programmes.rules.rights_requests import check_list_restrictions
from programmes.totals import apply

RIGHT = "allocate_giftlist"


def _held(donation, gift_list, by):
    """Both as they are now, held, for an officer who may move money between them."""
    books.hold_means()
    gift_list = locked(gift_list)
    donation = Donation.objects.select_for_update(of=("self",)).get(pk=donation.pk)
    insist(rights.check(by, RIGHT, donation.office, gift_list.office))
    return donation, gift_list


def _known(token, kind, donation, gift_list, amount_vnd):
    """The entry that this token has made already; another content under the same token is refused."""
    known = LedgerEntry.objects.filter(token=token).first() if token else None
    if known:
        said = {"kind": kind, "donation_id": donation.pk, "gift_list_id": gift_list.pk, "amount_vnd": amount_vnd}
        insist(approvals.check_token(known, **said))
    return known


@transaction.atomic
def allocate(donation, gift_list, amount_vnd, *, by, token=None):
    """Set `amount_vnd` đồng aside for a list. The same `token` acts once; with other content it is refused."""
    entry, is_new = _allocate(donation, gift_list, amount_vnd, by, token)
    if is_new:
        apply.set_aside_moved(gift_list, [entry])
    return entry


@transaction.atomic
def allocate_many(gift_list, shares, *, by):
    """Several donations towards one list, all or none; `shares` are (donation, đồng, token)."""
    books.hold_means()
    insist(rights.check(by, RIGHT, locked(gift_list).office))
    in_order = sorted(shares, key=lambda share: share[0].pk)
    done = [_allocate(donation, gift_list, amount_vnd, by, token) for donation, amount_vnd, token in in_order]
    apply.set_aside_moved(gift_list, [entry for entry, is_new in done if is_new])
    return [entry for entry, _is_new in done]


def _allocate(donation, gift_list, amount_vnd, by, token):
    """(entry, whether it is new)."""
    donation, gift_list = _held(donation, gift_list, by)
    known = _known(token, LedgerEntry.Kind.ALLOCATED, donation, gift_list, amount_vnd)
    if known:
        return known, False
    left = Account.balance_of(Account.Kind.DONATION, donation)
    insist(funding.check_allocation(donation, gift_list, amount_vnd, left_vnd=left))
    insist(check_list_restrictions(gift_list))
    entry = books.post(LedgerEntry.Kind.ALLOCATED, donation, amount_vnd, gift_list=gift_list, by=by, token=token)
    audit.note("allocate", gift_list, by=by, after={"donation": donation.pk, "amount_vnd": amount_vnd})
    return entry, True


@transaction.atomic
def release(donation, gift_list, amount_vnd, *, reason, by, token=None):
    """Give back to a donation what was set aside for a list and is not spent. The same `token` acts once."""
    donation, gift_list = _held(donation, gift_list, by)
    known = _known(token, LedgerEntry.Kind.RELEASED, donation, gift_list, amount_vnd)
    if known:
        return known
    insist(funding.check_release(donation, gift_list, amount_vnd))
    entry = books.post(
        LedgerEntry.Kind.RELEASED, donation, amount_vnd, gift_list=gift_list, by=by, reason=reason, token=token
    )
    audit.note("release", gift_list, by=by, before={"donation": donation.pk, "amount_vnd": amount_vnd}, reason=reason)
    apply.set_aside_moved(gift_list, [entry])
    return entry
