"""What became of a gift at a closed event is corrected: a step of a correction, which two persons have decided on."""

from programmes.actions import audit, books, disclosures, handover_money, handovers
from programmes.actions.eligibility import LOCK as ELIGIBILITY
from programmes.actions.gift_lists import locked
from programmes.models import Gift, HandoverEvent, HandoverLine, bulk
from programmes.rules import eligibility
from programmes.rules import handovers as rules
from programmes.rules.problems import insist
from programmes.totals import apply
from programmes.totals.definitions import event_facts

Outcome = Gift.Outcome


def change(gift, outcome, *, proxy=("", ""), reason, by):
    """Put another outcome in the place of the one that counts, with its money, what is told of it, and its list.

    What was received and was not returns its đồng; what is received after all, or waited for again, is paid for.
    """
    books.hold_means()
    gift_list = locked(gift.gift_list)
    gift = Gift.objects.select_for_update(of=("self",)).select_related("event").get(pk=gift.pk)
    told = rules.last_told(gift)
    insist(rules.check_change(gift, told, outcome, proxy))
    event, before, cost = told.event, told.outcome, gift.donor_cost_vnd
    was_received, is_received = before in Gift.RECEIVED, outcome in Gift.RECEIVED
    if before == Outcome.RETURNED:
        bulk.hold(ELIGIBILITY)
        insist(eligibility.check_months_still_free([gift.pk]))
        if cost:
            handover_money.find_again(gift_list, cost, reason=reason, by=by)
    if was_received and not is_received:
        amounts = handover_money.take_back(gift, gift_list, reason=reason, by=by)
        disclosures.taken_back(gift)
        gift.event = None
        if outcome == Outcome.ABSENT:
            handover_money.set_aside_again(gift_list, amounts, reason=reason, by=by)
    if is_received and not was_received:
        handover_money.hold_donations([gift_list])
        handover_money.pay(event, gift_list, Gift.objects.filter(pk=gift.pk), by)
        gift.event = event
    gift.outcome, (gift.proxy_name, gift.proxy_kin) = outcome, proxy
    _store(gift, gift_list)
    handovers.keep_corrected(event, gift)
    if is_received and not was_received:
        disclosures.publish(event, event_facts(Gift.objects.filter(pk=gift.pk)))
    if outcome == Outcome.ABSENT:
        handovers.reopen_list(gift_list, by)
    else:
        handovers.close_list(gift_list, by)
    apply.touch()
    audit.note(
        "change_outcome",
        gift,
        by=by,
        before={"event": event.pk, "outcome": before},
        after={"event": event.pk, "outcome": outcome},
        reason=reason,
    )
    return gift


def _store(gift, gift_list):
    """Whoever waits again is expected at once where their list has its next event already."""
    planned = HandoverLine.objects.filter(gift_list=gift_list, event__state=HandoverEvent.State.PLANNED)
    noted = "" if gift.outcome == Outcome.ABSENT and planned.exists() else gift.outcome
    Gift.objects.filter(pk=gift.pk).update(
        event=gift.event, outcome=noted, proxy_name=gift.proxy_name, proxy_kin=gift.proxy_kin
    )
