"""Plan a hand-over event, note what became of each gift, and close it: what was received is paid for and counts."""

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from programmes.actions import audit, disclosures, handover_money, rights, stored_files
from programmes.actions.eligibility import LOCK as ELIGIBILITY
from programmes.actions.gift_lists import locked
from programmes.actions.visits import people_of
from programmes.models import Gift, GiftList, HandoverEvent, HandoverLine, HandoverOutcome, bulk
from programmes.rules import approvals, eligibility, handovers, public_texts
from programmes.rules.problems import first_of, insist
from programmes.rules.versions import as_seen
from programmes.totals import apply
from programmes.totals.outcomes import gifts_of

AUDITED = ("office", "round", "province", "title", "place", "held_on", "state", "entered_by")
KEPT = ("state", "photo", "photo_caption", "photo_consented_on")  # other acts change these, perhaps just now
PHOTO_AUDITED = ("photo_caption", "photo_consented_on")
RIGHT = "hand_over_handoverevent"


def _locked(event):
    return as_seen(HandoverEvent.objects.select_for_update(of=("self",)).get(pk=event.pk), event)


@transaction.atomic
def plan(event, gift_lists=(), *, by):
    """Enter an event with the lists to be handed over at it."""
    rights.admit(event, by)
    insist(public_texts.settle(event))
    insist(problem for gift_list in gift_lists for problem in handovers.check_line(event, gift_list))
    event.full_clean(exclude=["entered_by"])
    event.save(force_insert=True)
    for gift_list in gift_lists:
        add_list(event, gift_list, by=by)
    audit.note("plan", event, by=by, after=audit.values(event, AUDITED))
    return event


@transaction.atomic
def correct(event, *, by):
    """Store changed particulars of a planned event; whoever changes it becomes its maker."""
    stored = _locked(event)
    insist(rights.check(by, "change_handoverevent", stored.office, event.office), handovers.check_is_planned(stored))
    for name in KEPT:
        setattr(event, name, getattr(stored, name))
    insist(public_texts.settle(event))
    event.entered_by = by
    event.full_clean()
    event.save()
    audit.note("correct", event, by=by, before=audit.values(stored, AUDITED), after=audit.values(event, AUDITED))
    return event


@transaction.atomic
def add_list(event, gift_list, *, by):
    """Add a list to a planned event; whoever was absent at an earlier one is expected again."""
    event = _locked(event)
    insist(rights.check(by, "add_handoverline", event.office, gift_list.office), handovers.check_is_planned(event))
    insist([*handovers.check_line(event, gift_list), *handovers.check_is_free(gift_list)])
    line = HandoverLine(event=event, gift_list=gift_list)
    line.full_clean()
    line.save(force_insert=True)
    Gift.objects.filter(gift_list=gift_list, outcome=Gift.Outcome.ABSENT).update(outcome="")
    audit.note("add_list", event, by=by, after={"gift_list": gift_list.pk})
    return line


@transaction.atomic
def drop_list(line, *, by):
    """Take a list off a planned event."""
    event = _locked(line.event)
    insist(rights.check(by, "delete_handoverline", event.office), handovers.check_is_planned(event))
    audit.note("drop_list", event, by=by, before={"gift_list": line.gift_list_id})
    _forget_notes([line.gift_list_id])
    line.delete()


def check_withdrawal(event, by):
    """Problems of `by` withdrawing the event."""
    return first_of(rights.check(by, "change_handoverevent", event.office), handovers.check_withdrawal(event))


@transaction.atomic
def withdraw(event, *, reason, by):
    """Remove an event that was planned by mistake; its lists wait for another one, and the audit trail keeps it."""
    event = _locked(event)
    insist(check_withdrawal(event, by))
    lists = list(event.lines.order_by("gift_list").values_list("gift_list", flat=True))
    before = {**audit.values(event, AUDITED), "gift_lists": lists}
    audit.note("withdraw_event", event, by=by, before=before, reason=reason)
    _forget_notes(lists)
    stored_files.drop(event.photo)
    event.delete()


def _forget_notes(gift_lists):
    """What was noted at a plan goes with it."""
    noted = Gift.objects.not_received().filter(gift_list__in=gift_lists).exclude(outcome="")
    noted.update(outcome="", proxy_name="", proxy_kin="")


@transaction.atomic
def note_outcomes(event, gift_ids, outcome, *, by):
    """Note what became of these gifts of a planned event; returns how many."""
    return _note(_held_plan(event, by), gift_ids, outcome, by)


def _note(event, gift_ids, outcome, by):
    gifts = gifts_of(event).filter(pk__in=gift_ids)
    insist(handovers.check_outcome(outcome, expected=gifts.count(), named=len(set(gift_ids))))
    if outcome in Gift.RECEIVED:
        insist(handovers.check_issued(gifts.refused().count()))
    anew = list(gifts.given_back().values_list("pk", flat=True))
    noted = Gift.objects.filter(pk__in=gifts.values("pk")).update(outcome=outcome, proxy_name="", proxy_kin="")
    if anew and outcome != Gift.Outcome.RETURNED:
        bulk.hold(ELIGIBILITY)
        insist(eligibility.check_months_still_free(anew))
    audit.note("note_outcomes", event, by=by, after={"outcome": outcome, "gifts": noted})
    return noted


def _held_plan(event, by):
    """The planned event whose outcomes this officer may note."""
    event = _locked(event)
    insist(rights.check(by, RIGHT, event.office), handovers.check_is_planned(event))
    return event


@transaction.atomic
def note_sheet(event, outcomes, deliveries, proxies=None, *, by):
    """Note a sheet of a planned event: {outcome: gift ids} and {delivery: gift ids}; returns how many outcomes.

    `proxies` says who came for whose gift: {gift id: (name, Kin or "")}; of a gift noted otherwise it says nothing.
    """
    event = _held_plan(event, by)
    for delivery, ids in deliveries.items():
        gifts = gifts_of(event).filter(pk__in=ids)
        insist(handovers.check_delivery(delivery, expected=gifts.count(), named=len(set(ids))))
        noted = Gift.objects.filter(pk__in=gifts.values("pk")).update(delivery=delivery)
        audit.note("note_outcomes", event, by=by, after={"delivery": delivery, "gifts": noted})
    noted = sum(_note(event, ids, outcome, by) for outcome, ids in outcomes.items())
    _note_proxies(event, proxies or {}, by)
    return noted


def _note_proxies(event, proxies, by):
    here = gifts_of(event).filter(outcome=Gift.Outcome.BY_PROXY, pk__in=proxies)
    rows = [(*proxies[pk], pk) for pk in here.values_list("pk", flat=True)]
    insist(problem for *proxy, _pk in rows for problem in handovers.check_proxy(*proxy))
    if bulk.change(Gift, ("proxy_name", "proxy_kin"), rows):
        audit.note("note_outcomes", event, by=by, after={"proxies": len(rows)})


@transaction.atomic
def note_the_rest(event, *, by):
    """Note every gift of a planned event that has no outcome yet as handed over; returns how many.

    Those whose card or book was refused are left to be decided on.
    """
    event = _held_plan(event, by)
    rest = _undecided(event)
    return _note_all(event, rest.exclude(pk__in=rest.refused().values("pk")), Gift.Outcome.HANDED_OVER, by)


@transaction.atomic
def note_refused(event, *, by):
    """Note as returned every gift of a planned event that has no outcome yet and no card or book; returns how many."""
    event = _held_plan(event, by)
    return _note_all(event, _undecided(event).refused(), Gift.Outcome.RETURNED, by)


def _undecided(event):
    return Gift.objects.expected().filter(gift_list__handover_lines__event=event, outcome="")


def _note_all(event, gifts, outcome, by):
    noted = Gift.objects.filter(pk__in=gifts.values("pk")).update(outcome=outcome)
    audit.note("note_outcomes", event, by=by, after={"outcome": outcome, "gifts": noted})
    return noted


@transaction.atomic
def hand_over(event, *, by, as_correction=False):
    """Close the event: each gift received is paid for to the đồng, what came back is released, and it counts."""
    bulk.hold("periods", shared=True)
    event, transition = _locked(event), approvals.HANDOVER["hand_over"]
    # Before the lists are held: who takes a gift of a closed event back holds its list, and wants the event.
    insist(rights.check(by, transition.permission, event.office), approvals.check(event, transition, by))
    gift_lists = list(
        GiftList.objects.select_for_update(of=("self",)).filter(handover_lines__event=event).order_by("pk")
    )
    insist(handovers.check_hand_over(event, gift_lists, as_correction=as_correction))
    handover_money.hold_donations(gift_lists)
    received = Gift.objects.expected().filter(outcome__in=Gift.RECEIVED)
    paid = [
        payment
        for gift_list in gift_lists
        for payment in handover_money.pay(event, gift_list, received.filter(gift_list=gift_list), by)
    ]
    _keep_outcomes(event)
    event.state = transition.target
    event.save()
    received.filter(gift_list__in=gift_lists).update(event=event)
    for gift_list in gift_lists:
        close_list(gift_list, by)
    after = {"gift_lists": [each.pk for each in gift_lists], "paid_vnd": sum(each.amount_vnd for each in paid)}
    audit.note("hand_over", event, by=by, after=after)
    disclosures.handed_over(event)
    apply.touch()
    return event


def close_list(gift_list, by):
    """Release what nobody is waiting for; a list is handed over when nobody is expected any more."""
    handover_money.release_surplus(gift_list, by)
    is_over = not Gift.objects.not_received().filter(gift_list=gift_list).exists()
    if is_over and gift_list.state == GiftList.State.APPROVED:
        _move_list(gift_list, "hand_over", GiftList.State.HANDED_OVER, by)


def reopen_list(gift_list, by):
    """Somebody of a list waits again: it is approved, and may come to another event."""
    if gift_list.state == GiftList.State.HANDED_OVER:
        _move_list(gift_list, "reopen", GiftList.State.APPROVED, by)


def _move_list(gift_list, verb, state, by):
    before, gift_list.state = gift_list.state, state
    gift_list.save(update_fields=["state", "updated_at"])
    audit.note(verb, gift_list, by=by, before={"state": before}, after={"state": gift_list.state})


def _keep_outcomes(event):
    """What the event is closed with stays on its page for ever, whatever later acts do."""
    told = gifts_of(event).order_by("gift_list", "pk").values_list("pk", "outcome", "proxy_name", "proxy_kin")
    columns = ("event", "gift", "outcome", "proxy_name", "proxy_kin", "at_closing", "noted_at")
    at = bulk.moment(timezone.now())
    bulk.load(HandoverOutcome, columns, [(event.pk, *row, True, at) for row in told])


def keep_corrected(event, gift):
    """What became of a gift at a closed event after all, beside what it was closed with."""
    HandoverOutcome.objects.create(
        event=event,
        gift=gift,
        outcome=gift.outcome or Gift.Outcome.ABSENT,
        proxy_name=gift.proxy_name,
        proxy_kin=gift.proxy_kin,
        at_closing=False,
    )


@transaction.atomic
def take_back(gift, *, reason, by):
    """A gift that was handed over came back: its đồng return to their donations, and it no longer counts."""
    bulk.hold("periods", shared=True)
    gift_list = locked(gift.gift_list)
    gift = as_seen(Gift.objects.select_for_update(of=("self",)).select_related("event").get(pk=gift.pk), gift)
    insist(rights.check(by, RIGHT, gift_list.office))
    insist(handovers.check_take_back(gift, by))
    event = gift.event
    handover_money.take_back(gift, gift_list, reason=reason, by=by)
    if disclosures.taken_back(gift):
        apply.touch()
    gift.event, gift.outcome, gift.proxy_name, gift.proxy_kin = None, Gift.Outcome.RETURNED, "", ""
    gift.save(update_fields=["event", "outcome", "proxy_name", "proxy_kin", "updated_at"])
    keep_corrected(event, gift)
    audit.note("take_back", gift, by=by, before={"event": event.pk}, reason=reason)
    return gift


@transaction.atomic
def note_printed(event, count, *, by):
    """A sheet with the persons of this event was made for printing."""
    insist(rights.check(by, "view_recipient", event.office))
    return audit.note("print_sheet", event, by=by, after={"gifts": count, "people": people_of(gifts_of(event))})


@transaction.atomic
def show_photo(event, content=None, *, caption, consented_on, by):
    """Set the photo of an event (bytes of a JPEG; None keeps the stored one), its caption and the day of consent.

    Without a day of consent it is no longer public, from this moment on.
    """
    event = _locked(event)
    insist(rights.check(by, "change_handoverevent", event.office), handovers.check_photo(event, content, consented_on))
    before = {**audit.values(event, PHOTO_AUDITED), "photo": bool(event.photo)}
    event.photo_caption, event.photo_consented_on = caption, consented_on
    insist(public_texts.settle(event, {"photo_caption"}))
    if content:
        _replace_photo(event, content)
    event.full_clean()
    event.save()
    after = {**audit.values(event, PHOTO_AUDITED), "photo": bool(event.photo)}
    audit.note("show_photo", event, by=by, before=before, after=after)
    apply.touch()
    return event


@transaction.atomic
def remove_photo(event, *, reason, by):
    """Take the photo away for good, the file too."""
    event = _locked(event)
    insist(rights.check(by, "change_handoverevent", event.office))
    before = {**audit.values(event, PHOTO_AUDITED), "photo": bool(event.photo)}
    stored_files.drop(event.photo)
    event.photo, event.photo_caption, event.photo_consented_on = "", "", None
    event.save()
    audit.note("show_photo", event, by=by, before=before, after={"photo": False}, reason=reason)
    apply.touch()
    return event


def hide_photo(event, *, by):
    """A person who may be on the photo no longer agrees: it is public no more, whichever office held the event."""
    event = _locked(event)
    before = audit.values(event, PHOTO_AUDITED)
    event.photo_consented_on = None
    event.save()
    audit.note("show_photo", event, by=by, before=before, after=audit.values(event, PHOTO_AUDITED))
    apply.touch()


def _replace_photo(event, content):
    stored_files.drop(event.photo)
    event.photo.save(f"{event.pk}.jpg", ContentFile(content), save=False)
