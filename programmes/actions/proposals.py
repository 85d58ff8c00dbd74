"""What one officer proposes and another decides on: entered, held, decided on, taken back. Steps of acts that asked."""

from django.utils import timezone

from programmes.actions import audit
from programmes.rules.versions import as_seen


def enter(proposal, audited):
    """Keep what the rules let through; `audited` are the fields that the trail tells of it."""
    proposal.full_clean(exclude=["proposed_by"])
    proposal.save(force_insert=True)
    told = {"after": audit.values(proposal, audited), "reason": proposal.reason}
    audit.note("propose", proposal, by=proposal.proposed_by, **told)
    return proposal


def held(proposal):
    """The proposal, or what one is about, as it is now, held; refused where the page has shown another version."""
    return as_seen(type(proposal).objects.select_for_update(of=("self",)).get(pk=proposal.pk), proposal)


def decide(proposal, transition, by, reason=""):
    """Note the decision of an officer, which is a Transition of rules/approvals.py."""
    before, proposal.state = proposal.state, transition.target
    proposal.decided_at, proposal.decided_by = timezone.now(), by
    proposal.save()
    told = {"before": {"state": before}, "after": {"state": proposal.state}, "reason": reason}
    audit.note(transition.verb, proposal, by=by, **told)
    return proposal


def take_back(proposal, verb, audited, *, reason, by):
    """Delete it; the trail keeps what it was."""
    audit.note(verb, proposal, by=by, before=audit.values(proposal, audited), reason=reason)
    proposal.delete()
