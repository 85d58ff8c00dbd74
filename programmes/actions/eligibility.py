"""Conflicts over overlapping months: opened when a list is submitted, proposed by one officer, decided by a second."""

from django.db import transaction
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from programmes.actions import audit, proposals, rights
from programmes.models import Conflict, bulk
from programmes.rules import approvals, eligibility
from programmes.rules.problems import insist
from programmes.rules.versions import as_seen

LOCK = "eligibility"  # two lists that are submitted at once would not see each other's months


def open_conflicts(gift_list):
    """Bring the conflicts of a list in step with its months; how many are new. What was decided stands.

    A decision was made on the gifts as they were: where one of them changed since, it is asked for again.
    """
    bulk.hold(LOCK)
    found = set(eligibility.overlaps_of_list(gift_list))
    known = Conflict.objects.filter(gift__gift_list=gift_list)
    decided = Coalesce("decided_at", "proposed_at", "created_at")
    changed = Q(gift__updated_at__gt=F("moment")) | Q(other__updated_at__gt=F("moment"))
    stale = set(known.annotate(moment=decided).filter(changed).values_list("pk", flat=True))
    stale |= {pk for pk, *pair in known.values_list("pk", "gift", "other") if tuple(pair) not in found}
    Conflict.objects.filter(pk__in=stale).delete()
    settled = set(known.values_list("gift", "other")) | _allowed_by_other_lists(gift_list)
    fresh = sorted(found - settled)
    return bulk.insert([Conflict(gift_id=gift, other_id=other) for gift, other in fresh])


def _allowed_by_other_lists(gift_list):
    """Pairs that were allowed from the side of the other list, and have not changed since."""
    allowed = Conflict.objects.filter(other__gift_list=gift_list, state=Conflict.State.ALLOWED)
    still = allowed.filter(gift__updated_at__lte=F("decided_at"), other__updated_at__lte=F("decided_at"))
    return set(still.values_list("other", "gift"))


def forget_undecided_over(gift_list):
    """A list that goes back to draft takes no months; whoever waits for it need not decide any more."""
    Conflict.objects.filter(other__gift_list=gift_list).exclude(state=Conflict.State.ALLOWED).exclude(
        gift__gift_list=gift_list
    ).delete()


def forget(gifts):
    """Gifts that go take the conflicts over them with them; call before they are deleted."""
    Conflict.objects.filter(Q(gift__in=gifts) | Q(other__in=gifts)).delete()


def _held(conflict):
    conflicts = Conflict.objects.select_for_update(of=("self",)).select_related("gift__gift_list__office")
    return as_seen(conflicts.get(pk=conflict.pk), conflict)


def _check_right(conflict, verb, by):
    return rights.check(by, approvals.CONFLICT[verb].permission, conflict.gift.gift_list.office)


@transaction.atomic
def propose(conflict, *, reason, by):
    """The list's office proposes to give in spite of the overlap."""
    conflict = _held(conflict)
    insist(_check_right(conflict, "propose", by), approvals.check_conflict_proposal(conflict, by))
    conflict.reason, conflict.proposed_at, conflict.proposed_by = reason, timezone.now(), by
    before, conflict.state = conflict.state, approvals.CONFLICT["propose"].target
    conflict.save()
    told = {"before": {"state": before}, "after": {"state": conflict.state}, "reason": reason}
    audit.note("propose", conflict, by=by, **told)
    return conflict


@transaction.atomic
def decide(conflict, *, by):
    """A second officer, who made no part of the gift or its list, agrees. Who does not agree returns the list."""
    conflict = _held(conflict)
    insist(_check_right(conflict, "decide", by), approvals.check_conflict_decision(conflict, by))
    return proposals.decide(conflict, approvals.CONFLICT["decide"], by)
