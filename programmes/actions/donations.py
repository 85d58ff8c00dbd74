"""Record, approve and reverse donations."""

from django.db import transaction
from django.utils import timezone

from programmes.actions import audit, books
from programmes.models import Donation, LedgerEntry, keyed_hash
from programmes.rules import approvals, donations, funding, trails
from programmes.rules.problems import insist
from programmes.totals import apply

AUDITED = (
    "office",
    "code",
    "donor",
    "programme",
    "round",
    "amount_vnd",
    "state",
    "received_on",
    "is_anonymous",
    "entered_by",
)


def _locked(donation):
    return Donation.objects.select_for_update(of=("self",)).get(pk=donation.pk)


@transaction.atomic
def record(donation, *, by):
    """Enter a donation in the books. It counts in no public total until a second officer has approved it."""
    donation.entered_by = by
    donation.office = donation.office if donation.office_id else by.office
    given_code, donation.code = donation.code, donation.code or f"moi-{by.pk}"
    insist(donations.check(donation))
    donation.full_clean(exclude=["entered_by"])
    donation.save(force_insert=True)
    if not given_code:
        donation.code = f"UH-{donation.pk:07}"
        donation.save(update_fields=["code"])
    audit.note("record", donation, by=by, after=audit.values(donation, AUDITED))
    return donation


@transaction.atomic
def correct(donation, *, by):
    """Store changes of a donation that nobody has approved yet; whoever changes it becomes its maker."""
    stored = _locked(donation)
    insist(donations.check(stored))
    insist(donations.check(donation))
    donation.entered_by = by
    donation.full_clean()
    donation.save()
    before, after = audit.values(stored, AUDITED), audit.values(donation, AUDITED)
    audit.note("correct", donation, by=by, before=before, after=after)
    return donation


@transaction.atomic
def approve(donation, *, by):
    """A second officer confirms; from now on the donation is in the books, counts in public and is never edited."""
    original = _locked(donation.reverses) if donation.reverses_id else None
    donation = _locked(donation)
    insist(approvals.check_donation_approval(donation, by))
    if original:
        insist(funding.check_reversal_left(original, -donation.amount_vnd))
    else:
        donation.trail_hash = keyed_hash(trails.code_of(donation))
    donation.state, donation.approved_at, donation.approved_by = Donation.State.APPROVED, timezone.now(), by
    donation.save()
    _post(donation, original, by)
    audit.note("approve", donation, by=by, after=audit.values(donation, AUDITED))
    apply.donation_approved(donation)
    return donation


def _post(donation, original, by):
    kind = LedgerEntry.Kind.REVERSED if original else LedgerEntry.Kind.RECEIVED
    books.post(
        kind,
        original or donation,
        abs(donation.amount_vnd),
        happened_on=donation.received_on,
        reason=donation.reason,
        by=by,
    )


def _code_of_reversal(donation):
    """The voucher with a mark; a voucher that leaves no room for it, or whose marked form is taken, by its number."""
    code = f"{donation.code}-DAO"
    has_room = len(code) <= Donation._meta.get_field("code").max_length
    taken = Donation.objects.filter(office=donation.office_id, code=code).exists()
    return code if has_room and not taken else f"DAO-{donation.pk}"


@transaction.atomic
def reverse(donation, *, reason, by):
    """Enter the opposite of an approved donation. It waits for a second officer, who approves it like any other."""
    donation = _locked(donation)
    insist([*approvals.check(donation, approvals.DONATION["reverse"], by), *donations.check_reversal(donation)])
    opposite = Donation.objects.get(pk=donation.pk)
    opposite.pk, opposite._state.adding = None, True
    opposite.code = _code_of_reversal(donation)
    opposite.amount_vnd, opposite.reverses, opposite.reason = -donation.amount_vnd, donation, reason
    opposite.state, opposite.approved_at, opposite.approved_by = Donation.State.RECEIVED, None, None
    opposite.entered_by, opposite.batch, opposite.token, opposite.trail_hash = by, None, None, None
    opposite.thanked_on, opposite.thanked_how = None, ""
    opposite.full_clean()
    opposite.save(force_insert=True)
    audit.note("reverse", donation, by=by, after=audit.values(opposite, AUDITED), reason=reason)
    return opposite
