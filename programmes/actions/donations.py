"""Record, receive, approve, thank for and reverse donations; take back what nobody has approved."""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from programmes.actions import audit, books, rights
from programmes.models import BankLine, Donation, LedgerEntry, Office, bulk, keyed_hash
from programmes.rules import approvals, donations, funding, public_texts, thanks, trails
from programmes.rules.problems import Problem, insist
from programmes.rules.versions import as_seen
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
TYPED = (
    *("office_id", "donor_id", "programme_id", "round_id", "earmark_id", "form", "route", "amount_vnd", "goods"),
    *("pledged_on", "received_on", "is_anonymous"),
)


def locked(donation):
    """The donation as it is now, held. One that was taken back meanwhile is refused."""
    found = Donation.objects.select_for_update(of=("self",)).filter(pk=donation.pk).first()
    if found is None:
        insist([Problem("", "donation_gone", _("Khoản này vừa bị hủy; tải lại danh sách để xem."))])
    return as_seen(found, donation)


def _with_original(donation):
    """The donation and, where it is a reversal, its original, both held; the older one first, so nobody waits twice."""
    originals = Donation.objects.filter(pk=donation.pk).values("reverses")
    wanted = Donation.objects.filter(Q(pk=donation.pk) | Q(pk__in=originals)).order_by("pk")
    held = {each.pk: each for each in wanted.select_for_update(of=("self",))}
    stored = held.get(donation.pk) or locked(donation)
    return as_seen(stored, donation), held.get(stored.reverses_id)


def _sent_before(donation):
    """The donation that the same form has entered already; another content under its token is refused."""
    if not donation.token:
        return None
    bulk.hold(f"donation token {donation.token}")
    known = Donation.objects.filter(token=donation.token).first()
    if known:
        insist(approvals.check_token(known, **{name: getattr(donation, name) for name in TYPED}))
    return known


@transaction.atomic
def record(donation, *, by):
    """Enter a donation in the books. It counts in no public total until a second officer has approved it.

    Returns the donation, or the one recorded before where it carries the token of a form that was sent already.
    """
    rights.admit(donation, by)
    if known := _sent_before(donation):
        return known
    given_code, donation.code = donation.code, donation.code or f"moi-{by.pk}"
    insist([*donations.check(donation), *donations.check_donor(donation)])
    donation.full_clean(exclude=["entered_by"])
    donation.save(force_insert=True)
    if not given_code:
        donation.code = code_of(donation.pk)
        donation.save(update_fields=["code"])
    audit.note("record", donation, by=by, after=audit.values(donation, AUDITED))
    return donation


def code_of(number):
    """ "UH-0000012", of a donation without a voucher of its own."""
    return f"UH-{number:07}"


@transaction.atomic
def correct(donation, *, by):
    """Store changes of a donation that nobody has approved yet; whoever changes it becomes its maker."""
    stored = locked(donation)
    insist(rights.check(by, "change_donation", stored.office, donation.office), donations.check(stored))
    insist(
        [
            *donations.check(donation),
            *donations.check_donor(donation, stored),
            *donations.check_change(stored, donation),
        ]
    )
    donation.entered_by, donation.confirmed_vnd = by, stored.confirmed_vnd
    donation.full_clean()
    donation.save()
    before, after = audit.values(stored, AUDITED), audit.values(donation, AUDITED)
    audit.note("correct", donation, by=by, before=before, after=after)
    return donation


@transaction.atomic
def receive(donation, *, received_on, by):
    """The money of a pledge has come; whoever notes it is a maker of the donation like who entered the pledge."""
    donation, transition = locked(donation), approvals.DONATION["receive"]
    insist(rights.check(by, transition.permission, donation.office), approvals.check(donation, transition, by))
    before = audit.values(donation, AUDITED)
    donation.state, donation.received_on, donation.entered_by = transition.target, received_on, by
    insist(donations.check(donation))
    donation.full_clean()
    donation.save()
    audit.note("receive", donation, by=by, before=before, after=audit.values(donation, AUDITED))
    return donation


@transaction.atomic
def annul(donation, *, reason, by):
    """Take back an entry that nobody has approved; returns the original of a reversal, else None."""
    donation, original = _with_original(donation)
    insist(rights.check(by, "change_donation", donation.office), donations.check_annulment(donation))
    return _remove("annul", donation, original, reason, by)


@transaction.atomic
def refuse(donation, *, reason, by):
    """An approver does not accept what others entered: it goes, with the reason; returns as `annul`."""
    donation, original = _with_original(donation)
    insist(rights.check(by, "approve_donation", donation.office), donations.check_refusal(donation, by))
    return _remove("refuse", donation, original, reason, by)


def _remove(verb, donation, original, reason, by):
    """Delete the row; the audit trail keeps it, the line of the bank statement waits for an explanation again."""
    before = audit.values(donation, AUDITED)
    for target in filter(None, (donation, original)):
        audit.note(verb, target, by=by, before=before, reason=reason)
    unmatch(donation.bank_matches.all(), by=by)
    donation.delete()
    return original


def unmatch(matches, *, by):
    """Take back matches of donations that are held: the database lets their lines wait again."""
    told = [
        (line, {"donation": donation, "amount_vnd": amount_vnd}, {})
        for line, donation, amount_vnd in matches.values_list("line", "donation", "amount_vnd")
    ]
    matches.delete()
    audit.note_many("unlink", BankLine, told, by=by)


@transaction.atomic
def thank(donation, *, thanked_on, thanked_how, by):
    """Note when and how the donor was thanked for an approved donation."""
    donation = locked(donation)
    insist(rights.check(by, "change_donation", donation.office), donations.check_thanks(donation))
    insist(donations.check_day_of_thanks(donation, thanked_on))
    before = audit.values(donation, ("thanked_on", "thanked_how"))
    donation.thanked_on, donation.thanked_how = thanked_on, thanked_how
    donation.full_clean()
    donation.save(update_fields=["thanked_on", "thanked_how", "updated_at"])
    after = audit.values(donation, ("thanked_on", "thanked_how"))
    audit.note("thank", donation, by=by, before=before if before["thanked_on"] else None, after=after)
    return donation


@transaction.atomic
def thank_many(ids, *, thanked_on, thanked_how, by):
    """Note the same thanks of several donations, all or none; returns of how many. Statements do not grow with them."""
    wanted = Donation.objects.filter(pk__in=ids).select_related("donor").order_by("pk")
    held = list(wanted.select_for_update(of=("self",)))
    offices = Office.objects.filter(pk__in={donation.office_id for donation in held})
    insist(rights.check(by, "change_donation", *offices))
    insist(problem for _donation, found in thanks.judged(held) for problem in found)
    insist(dict.fromkeys(one for donation in held for one in donations.check_day_of_thanks(donation, thanked_on)))
    told = {"thanked_on": thanked_on, "thanked_how": Donation.Thanks(thanked_how)}
    Donation.objects.filter(pk__in=[donation.pk for donation in held]).update(**told, updated_at=timezone.now())
    after = {name: audit.plain(value) for name, value in told.items()}
    audit.note_many("thank", Donation, [(donation.pk, {}, after) for donation in held], by=by)
    return len(held)


@transaction.atomic
def approve(donation, *, by, as_correction=False):
    """A second officer confirms; from now on the donation is in the books, counts in public and is never edited.

    `as_correction` is said by actions/corrections.py only: the way into a closed period.
    """
    bulk.hold("periods", shared=True)
    books.hold_means()
    donation, original = _with_original(donation)
    insist(rights.check(by, approvals.DONATION["approve"].permission, donation.office))
    insist(approvals.check_donation_approval(donation, by, as_correction=as_correction))
    if original:
        insist(funding.check_reversal_left(original, -donation.amount_vnd))
    else:
        donation.trail_hash = keyed_hash(trails.code_of(donation))
    donation.state, donation.approved_at, donation.approved_by = Donation.State.APPROVED, timezone.now(), by
    donation.save()
    _post(donation, original, by)
    if original:
        unmatch(original.bank_matches.all(), by=by)
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
    donation, transition = locked(donation), approvals.DONATION["reverse"]
    insist(rights.check(by, transition.permission, donation.office), approvals.check(donation, transition, by))
    insist(donations.check_reversal(donation))
    opposite = Donation.objects.get(pk=donation.pk)
    opposite.pk, opposite._state.adding = None, True
    opposite.code = _code_of_reversal(donation)
    opposite.amount_vnd, opposite.reverses, opposite.reason = -donation.amount_vnd, donation, reason
    opposite.state, opposite.approved_at, opposite.approved_by = Donation.State.RECEIVED, None, None
    opposite.entered_by, opposite.batch, opposite.token, opposite.trail_hash = by, None, None, None
    opposite.thanked_on, opposite.thanked_how, opposite.confirmed_vnd = None, "", 0
    insist(public_texts.settle(opposite, {"reason"}))
    opposite.full_clean()
    opposite.save(force_insert=True)
    audit.note("reverse", donation, by=by, after=audit.values(opposite, AUDITED), reason=reason)
    return opposite
