"""Plan a hand-over event, change the plan, and declare it done."""

from django.db import transaction

from programmes.actions import audit
from programmes.models import GiftList, HandoverEvent, HandoverLine
from programmes.rules import approvals, handovers
from programmes.rules.problems import insist
from programmes.totals import apply

AUDITED = ("round", "province", "title", "place", "held_on", "state")


def _locked(event):
    return HandoverEvent.objects.select_for_update(of=("self",)).get(pk=event.pk)


@transaction.atomic
def plan(event, gift_lists=(), *, by):
    """Enter an event with the lists to be handed over at it."""
    event.entered_by = by
    event.office = event.office if event.office_id else by.office
    insist(problem for gift_list in gift_lists for problem in handovers.check_line(event, gift_list))
    event.full_clean(exclude=["entered_by"])
    event.save(force_insert=True)
    for gift_list in gift_lists:
        add_list(event, gift_list, by=by)
    audit.note("plan", event, by=by, after=audit.values(event, AUDITED))
    return event


@transaction.atomic
def correct(event, *, by):
    """Store changed particulars of a planned event."""
    stored = _locked(event)
    insist(handovers.check_is_planned(stored))
    event.state = stored.state
    event.full_clean()
    event.save()
    audit.note("correct", event, by=by, before=audit.values(stored, AUDITED), after=audit.values(event, AUDITED))
    return event


@transaction.atomic
def add_list(event, gift_list, *, by):
    """Add a list to a planned event."""
    insist(handovers.check_is_planned(_locked(event)))
    insist(handovers.check_line(event, gift_list))
    line = HandoverLine(event=event, gift_list=gift_list)
    line.full_clean()
    line.save(force_insert=True)
    audit.note("add_list", event, by=by, after={"gift_list": gift_list.pk})
    return line


@transaction.atomic
def drop_list(line, *, by):
    """Take a list off a planned event."""
    insist(handovers.check_is_planned(_locked(line.event)))
    audit.note("drop_list", line.event, by=by, before={"gift_list": line.gift_list_id})
    line.delete()


@transaction.atomic
def hand_over(event, *, by):
    """Declare the event done: its lists are handed over and their gifts count in public."""
    event, transition = _locked(event), approvals.HANDOVER["hand_over"]
    gift_lists = list(GiftList.objects.select_for_update(of=("self",)).filter(handover_line__event=event))
    insist(approvals.check(event, transition, by))
    insist(handovers.check_hand_over(event, gift_lists))
    event.state = transition.target
    event.save()
    for gift_list in gift_lists:
        gift_list.state = approvals.GIFT_LIST["hand_over"].target
    GiftList.objects.bulk_update(gift_lists, ["state"])
    audit.note("hand_over", event, by=by, after={"gift_lists": [gift_list.pk for gift_list in gift_lists]})
    apply.handed_over(event)
    return event
