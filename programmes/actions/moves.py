"""Move approved donations to another donor, programme, round or province: one officer proposes, another does it."""

from django.db import transaction

from programmes.actions import audit, books, donations, proposals, rights, sealed_records
from programmes.models import Correction, DonationMove, bulk
from programmes.models.moves import BEFORE, MOVED
from programmes.rules import approvals, moves, periods, public_texts
from programmes.rules.problems import insist
from programmes.totals import apply, years

CORRECTED = ("donation", "year", "month", "state")
AUDITED = ("donation", *(f"{name}{ending}" for name in MOVED for ending in (BEFORE, "")), "state")


@transaction.atomic
def propose(donation, *, reason, by, **after):
    """Ask to move a donation to what `after` says of MOVED. Nothing changes until another officer approves it."""
    donation = donations.locked(donation)
    move = DonationMove(donation=donation, reason=reason, proposed_by=by)
    for name in MOVED:
        setattr(move, f"{name}{BEFORE}", getattr(donation, name))
        setattr(move, name, after.get(name, getattr(donation, name)))
    offices = {donation.office, *({move.donor.office} if move.donor != donation.donor else ())}
    insist(rights.check(by, "reverse_donation", *offices))
    insist(moves.check_proposal(donation))
    insist([*moves.check_move(move), *public_texts.settle(move)])
    return proposals.enter(move, AUDITED)


def _locked(move):
    found = proposals.held(move)
    found.donation = donations.locked(found.donation)
    return found


@transaction.atomic
def approve(move, *, by):
    """Do what was proposed. In a closed period it is a correction, public with the figures before and after."""
    bulk.hold("periods")
    books.hold_means()
    move, transition = _locked(move), approvals.DONATION_MOVE["approve"]
    donation, day = move.donation, move.donation.received_on
    is_correction = periods.closed_on(day) is not None
    insist(rights.check(by, transition.permission, donation.office))
    insist(rights.check(by, "approve_correction", donation.office) if is_correction else ())
    insist(approvals.check_move(move, by), moves.check_is_as_proposed(move), moves.check_move(move))
    figures = years.figures(day.year) if is_correction else {}
    proposals.decide(move, transition, by)
    with sealed_records.moved_with(day, donation=donation, by=by):
        _move(move, by)
        if is_correction:
            _tell(move, figures)
    return move


def _move(move, by):
    donation = move.donation
    before = audit.values(donation, MOVED)
    for name, value in move.after.items():
        setattr(donation, name, value)
    donation.save(update_fields=[*MOVED, "updated_at"])
    audit.note("move", donation, by=by, before=before, after=audit.values(donation, MOVED))
    apply.donation_moved(donation, move.before)


def _tell(move, before):
    day = move.donation.received_on
    correction = Correction(
        donation=move.donation,
        move=move,
        year=day.year,
        month=day.month,
        reason=move.reason,
        figures=years.changes(before, years.figures(day.year)),
        state=Correction.State.APPROVED,
        proposed_by=move.proposed_by,
        decided_at=move.decided_at,
        decided_by=move.decided_by,
    )
    correction.full_clean(exclude=["proposed_by"])
    correction.save(force_insert=True)
    Correction.objects.filter(pk=correction.pk).update(proposed_at=move.proposed_at)
    audit.note("approve", correction, by=move.decided_by, after=audit.values(correction, CORRECTED))


@transaction.atomic
def refuse(move, *, reason, by):
    """Decline a proposal; the donation stays as it is."""
    move, transition = _locked(move), approvals.DONATION_MOVE["refuse"]
    insist(rights.check(by, transition.permission, move.donation.office), approvals.check_move(move, by, "refuse"))
    return proposals.decide(move, transition, by, reason)


@transaction.atomic
def withdraw(move, *, reason, by):
    """Whoever proposed a move takes it back while nobody has decided; the trail keeps what it was."""
    move = _locked(move)
    insist(rights.check(by, "reverse_donation", move.donation.office))
    insist(approvals.check_withdrawal(move, by))
    proposals.take_back(move, "withdraw_move", AUDITED, reason=reason, by=by)
