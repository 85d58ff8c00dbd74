"""Keep the log of breaches of personal data, and the file on the impact of processing them."""

from django.db import transaction
from django.utils import timezone

from programmes.actions import audit, codes, rights
from programmes.models import Breach
from programmes.rules import breaches as rules
from programmes.rules.problems import insist
from programmes.rules.versions import as_seen

AUDITED = ("code", "found_at", "account", "seen_from", "seen_to", "reported_to", "reported_at", "closed_at")
FREE = ("what", "whose", "measures")
OF_FILE = ("made_on", "contact", "sent_to", "sent_on")


def _locked(breach):
    return as_seen(Breach.objects.select_for_update(of=("self",)).get(pk=breach.pk), breach)


def code_of(number):
    """ "VV-000012"."""
    return f"VV-{number:06}"


@transaction.atomic
def enter(breach, *, by):
    """Write a breach down; it stands on the front page until it is closed."""
    insist(rights.check(by, "add_breach"), rules.check_breach(breach))
    breach.entered_by = by
    codes.give([breach], code_of)
    breach.full_clean(exclude=["entered_by"])
    breach.save(force_insert=True)
    audit.note("enter_breach", breach, by=by, after=audit.values(breach, AUDITED))
    return breach


@transaction.atomic
def correct(breach, *, by):
    """Store what became known since; what stood there before is in the trail, free texts by their field."""
    stored = _locked(breach)
    insist(rights.check(by, "change_breach"), rules.check_open(stored), rules.check_breach(breach))
    breach.full_clean()
    breach.save()
    names = [name for name in (*AUDITED, *FREE) if getattr(stored, name) != getattr(breach, name)]
    audit.note("correct", breach, by=by, before=audit.values(stored, names), after=audit.values(breach, names))
    return breach


@transaction.atomic
def close(breach, *, by):
    """The breach was reported and dealt with."""
    breach = _locked(breach)
    insist(rights.check(by, "change_breach"), rules.check_close(breach))
    breach.closed_at, breach.closed_by = timezone.now(), by
    breach.save()
    audit.note("close_breach", breach, by=by, after=audit.values(breach, ("closed_at",)))
    return breach


@transaction.atomic
def keep_assessment(assessment, *, by):
    """Store what the office writes in its file on the impact of processing."""
    is_new = assessment._state.adding
    insist(rights.check(by, f"{'add' if is_new else 'change'}_impactassessment"))
    if is_new:
        assessment.entered_by = by
    assessment.full_clean(exclude=["entered_by"])
    assessment.save()
    audit.note("register" if is_new else "correct", assessment, by=by, after=audit.values(assessment, OF_FILE))
    return assessment
