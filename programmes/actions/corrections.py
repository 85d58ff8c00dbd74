"""Corrections of closed periods: proposed by one officer with a reason, done by the approval of another one."""

from django.db import transaction
from django.utils import timezone

from programmes.actions import audit, donations, handovers, rights
from programmes.models import Correction, bulk
from programmes.rules import approvals, periods, privacy, public_texts
from programmes.rules import handovers as handover_rules
from programmes.rules.problems import insist
from programmes.totals import read, years

AUDITED = ("donation", "event", "gift", "year", "month", "state")


@transaction.atomic
def propose(*, reason, by, donation=None, event=None, gift=None):
    """Ask to approve a donation, to close an event or to take a gift back, in a period that is closed."""
    event = gift.event if gift else event
    correction = Correction(donation=donation, event=event, gift=gift, reason=reason, proposed_by=by)
    if gift:
        insist(handover_rules.check_take_back(gift, by, as_correction=True))
    insist(
        [
            *rights.check(by, "add_correction", periods.office_of(correction)),
            *periods.check_proposal(correction),
            *public_texts.check(correction),
        ]
    )
    day = periods.day_of(correction)
    correction.year, correction.month = day.year, day.month
    correction.full_clean(exclude=["proposed_by"])
    correction.save(force_insert=True)
    audit.note("propose", correction, by=by, after=audit.values(correction, AUDITED), reason=reason)
    return correction


def _locked(correction):
    return Correction.objects.select_for_update(of=("self",)).get(pk=correction.pk)


def _office(correction, by):
    return rights.check_office(by, periods.office_of(correction))


def _decide(correction, verb, by, reason=""):
    correction.state = approvals.CORRECTION[verb].target
    correction.decided_at, correction.decided_by = timezone.now(), by
    correction.save()
    before, after = {"state": Correction.State.PROPOSED}, {"state": correction.state}
    audit.note(verb, correction, by=by, before=before, after=after, reason=reason)
    return correction


@transaction.atomic
def approve(correction, *, by):
    """Do what was proposed, and keep the figures of its year before and after. Alone: no other act comes between."""
    bulk.hold("periods")
    correction = _locked(correction)
    insist([*approvals.check_correction(correction, by), *_office(correction, by)])
    insist(periods.check_is_as_proposed(correction))
    before, cells = years.figures(correction.year), read.given()[1]
    _perform(correction, by)
    found = years.changes(before, years.figures(correction.year))
    hidden = privacy.hidden_changes(correction.year, years.kinds_changed(found), cells, read.given()[1])
    correction.figures = [{**change, "is_hidden": _is_hidden(change, hidden)} for change in found]
    return _decide(correction, "approve", by)


def _perform(correction, by):
    """The donation is approved by who approves the correction; an event is closed by who proposed it."""
    if correction.donation_id:
        donations.approve(correction.donation, by=by, as_correction=True)
    elif correction.gift_id:
        handovers.take_back(correction.gift, reason=correction.reason, by=correction.proposed_by, as_correction=True)
    else:
        handovers.hand_over(correction.event, by=correction.proposed_by, as_correction=True)


def _is_hidden(change, hidden):
    """The cost of all kinds together would give away that of a hidden one."""
    if change["figure"] == years.RAISED:
        return False
    return change["of"] in hidden or (not change["of"] and bool(hidden))


@transaction.atomic
def refuse(correction, *, reason, by):
    """Decline a proposal; nothing changes and nothing is published."""
    correction = _locked(correction)
    insist([*approvals.check_correction(correction, by, "refuse"), *_office(correction, by)])
    return _decide(correction, "refuse", by, reason)
