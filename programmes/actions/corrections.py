"""Corrections of closed periods: proposed by one officer with a reason, done by the approval of another one."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from programmes.actions import donations, handovers, outcomes, proposals, rights, sealed_records
from programmes.models import Correction, Gift, GiftKind, bulk
from programmes.rules import approvals, periods, public_texts
from programmes.rules import handovers as handover_rules
from programmes.rules.problems import Problem, insist
from programmes.totals import years

AUDITED = ("donation", "event", "gift", "outcome", "year", "month", "state")


@transaction.atomic
def propose(*, reason, by, donation=None, event=None, gift=None, outcome="", proxy_name="", proxy_kin=""):
    """Ask to approve a donation or to close an event of a period that is closed, or to correct what became of a gift.

    Without an `outcome` the gift is taken back.
    """
    donation, event, gift = (proposals.held(each) if each else None for each in (donation, event, gift))
    told = handover_rules.last_told(gift) if gift else None
    event = told.event if told else event
    correction = Correction(donation=donation, event=event, gift=gift, reason=reason, proposed_by=by)
    if gift:
        correction.outcome = outcome or Gift.Outcome.RETURNED
        if correction.outcome == Gift.Outcome.BY_PROXY:
            correction.proxy_name, correction.proxy_kin = proxy_name, proxy_kin
    insist(_check_right(by, correction), _check_right_of_proposer(correction))
    if gift:
        insist(handover_rules.check_change(gift, told, correction.outcome, _proxy(correction)))
    insist([*public_texts.settle(correction), *periods.check_proposal(correction)])
    day = periods.day_of(correction)
    correction.year, correction.month = day.year, day.month
    correction.is_public = periods.closed_on(day) is not None
    return proposals.enter(correction, AUDITED)


def _proxy(correction):
    return correction.proxy_name, correction.proxy_kin


def _check_right(by, correction):
    """Who proposes about a gift has the right where its list is."""
    office = correction.gift.gift_list.office if correction.gift else periods.office_of(correction)
    return rights.check(by, "add_correction", office)


def _check_right_of_proposer(correction):
    """An event is closed, and a gift taken back, in the name of who proposes it."""
    changed = correction.gift.gift_list if correction.gift else correction.event
    return rights.check(correction.proposed_by, handovers.RIGHT, changed.office) if changed else ()


def _check_proposer(correction):
    """As on the day of the proposal: the approver is told that it is not the own right that is missing."""
    if any(_check_right_of_proposer(correction)):
        yield Problem(
            "",
            "proposer_without_right",
            _("Người đề nghị không còn quyền ghi nhận việc trao; bấm “Không đồng ý”, rồi người có quyền đề nghị lại."),
        )


@transaction.atomic
def approve(correction, *, by):
    """Do what was proposed, and keep the figures of its year before and after. Alone: no other act comes between."""
    bulk.hold("periods")
    correction, transition = proposals.held(correction), approvals.CORRECTION["approve"]
    insist(rights.check(by, transition.permission, periods.office_of(correction)))
    insist(approvals.check_correction(correction, by))
    insist(periods.check_is_as_proposed(correction), _check_proposer(correction))
    day, subject = periods.day_of(correction), {"donation": correction.donation, "event": correction.event}
    correction.is_public = periods.closed_on(day) is not None  # perhaps closed since
    with sealed_records.moved_with(day, **subject, by=by):
        before, given = years.figures(correction.year), years.given(correction.year)
        _perform(correction, by)
        found = years.changes(before, years.figures(correction.year))
        correction.figures = [*found, *_untold(given, years.given(correction.year), found)]
        return proposals.decide(correction, transition, by)


def _perform(correction, by):
    """The donation is approved by who approves the correction; an event is closed by who proposed it."""
    if correction.donation_id:
        donations.approve(correction.donation, by=by, as_correction=True)
    elif correction.gift_id:
        said = {"reason": correction.reason, "by": correction.proposed_by}
        outcomes.change(correction.gift, correction.outcome, proxy=_proxy(correction), **said)
    else:
        handovers.hand_over(correction.event, by=correction.proposed_by, as_correction=True)


def _untold(before, after, told):
    """Kinds whose people or pieces changed in the books and in no figure that is told: for the officers alone."""
    kinds = {change["of"] for change in told if change["figure"] == years.GIVEN}
    for kind in after:
        old, new = before.get(kind, 0), after[kind]
        if old != new and kind not in kinds:
            unit = GiftKind(kind).unit
            yield {"figure": years.GIVEN, "of": kind, "unit": unit, "old": old, "new": new, "is_hidden": True}


@transaction.atomic
def refuse(correction, *, reason, by):
    """Decline a proposal; nothing changes and nothing is published."""
    correction, transition = proposals.held(correction), approvals.CORRECTION["refuse"]
    insist(rights.check(by, transition.permission, periods.office_of(correction)))
    insist(approvals.check_correction(correction, by, "refuse"))
    return proposals.decide(correction, transition, by, reason)


@transaction.atomic
def withdraw(correction, *, reason, by):
    """Whoever proposed it takes it back while nobody has decided; the trail keeps what it was."""
    correction = proposals.held(correction)
    insist(_check_right(by, correction))
    insist(approvals.check_withdrawal(correction, by))
    proposals.take_back(correction, "withdraw_correction", AUDITED, reason=reason, by=by)
