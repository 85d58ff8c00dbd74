"""A wrong outcome of a closed event is corrected by two persons, with its money and what is told of it."""

from itertools import permutations

import pytest

from programmes.actions import allocations, corrections, handovers, periods
from programmes.models import ClosedPeriod, Correction, Donation, Gift, GiftList, HandoverOutcome
from programmes.totals import checks, read
from programmes.totals.rebuild import differences
from tests import factories as f
from tests import told
from tests.actions.refusals import refused

pytestmark = pytest.mark.django_db
OUTCOMES = ("handed_over", "by_proxy", "absent", "returned")


def closed_with(*outcomes):
    """The gifts of an event that was closed with these outcomes, in their order."""
    event = f.a_planned_handover([f.fund(f.an_approved_list(gifts=len(outcomes)))])
    found = list(Gift.objects.filter(gift_list__handover_lines__event=event).order_by("pk"))
    for gift, outcome in zip(found, outcomes, strict=True):
        handovers.note_outcomes(event, [gift.pk], outcome, by=f.the_maker())
    handovers.hand_over(event, by=f.the_maker())
    return found


def change(gift, outcome, **said):
    proposed = corrections.propose(gift=gift, outcome=outcome, reason="Ghi nhầm dòng", by=f.the_maker(), **said)
    return corrections.approve(proposed, by=f.the_checker())


@pytest.mark.parametrize(("before", "after"), list(permutations(OUTCOMES, 2)))
def test_any_outcome_becomes_any_other_with_its_money_its_list_and_its_numbers(before, after):
    gift, _other = closed_with(before, "handed_over")
    change(gift, after)
    gift.refresh_from_db()
    is_received = after in Gift.RECEIVED
    assert (gift.outcome, gift.event is not None) == (after, is_received)
    assert sum(gift.payments.values_list("amount_vnd", flat=True)) == (gift.donor_cost_vnd if is_received else 0)
    assert told.count() == 1 + is_received
    assert GiftList.objects.get().state == ("approved" if after == "absent" else "handed_over")
    assert differences() == []
    assert {each.code for each in checks.CHECKS if each.count()[1]} == set()


def test_what_the_event_was_closed_with_stays_beside_the_correction():
    gift, _other = closed_with("handed_over", "absent")
    change(gift, "by_proxy", proxy_name="Lò Văn Ví Dụ", proxy_kin="child")
    rows = HandoverOutcome.objects.filter(gift=gift).order_by("pk")
    assert [(row.outcome, row.proxy_name, row.at_closing) for row in rows] == [
        ("handed_over", "", True),
        ("by_proxy", "Lò Văn Ví Dụ", False),
    ]


def test_one_person_does_not_correct_an_outcome_alone():
    gift, _other = closed_with("handed_over", "absent")
    proposed = corrections.propose(gift=gift, outcome="absent", reason="Ghi nhầm", by=f.the_maker())
    with refused("no_right"):
        corrections.approve(proposed, by=f.the_maker())
    maker = f.a_superuser()
    Correction.objects.update(proposed_by=maker)
    with refused("maker_is_checker"):
        corrections.approve(proposed, by=maker)
    assert Gift.objects.get(pk=gift.pk).outcome == "handed_over"


def test_whoever_waits_again_is_handed_the_gift_at_a_later_event():
    gift, _other = closed_with("handed_over", "returned")
    change(gift, "absent")
    later = f.a_planned_handover([GiftList.objects.get()])
    handovers.note_the_rest(later, by=f.the_maker())
    handovers.hand_over(later, by=f.the_maker())
    assert Gift.objects.get(pk=gift.pk).event == later
    with refused("outcome_is_the_same"):
        change(gift, "handed_over")


@pytest.mark.parametrize("before", ["absent", "returned"])
def test_who_waited_again_is_noted_as_returned_at_a_later_event_and_may_be_noted_anew(before):
    gift, _other = closed_with(before, "handed_over")
    if before == "returned":
        change(gift, "absent")
    later = f.a_planned_handover([GiftList.objects.get()])
    handovers.note_outcomes(later, [gift.pk], "returned", by=f.the_maker())
    assert handovers.note_outcomes(later, [gift.pk], "handed_over", by=f.the_maker()) == 1
    handovers.note_outcomes(later, [gift.pk], "returned", by=f.the_maker())
    handovers.hand_over(later, by=f.the_maker())
    assert later.outcomes.get().outcome == "returned"
    assert GiftList.objects.get().state == "handed_over"
    assert differences() == []


def test_a_gift_whose_money_has_gone_elsewhere_is_not_handed_over_after_all():
    gift, _other = closed_with("returned", "handed_over")
    other = f.a_submitted_list(gifts=1, round=gift.round)
    f.gift_lists.approve(other, by=f.the_checker())
    with refused("means_gone"):
        change(gift, "handed_over")
    assert Gift.objects.get(pk=gift.pk).outcome == "returned"


def test_money_that_went_back_is_found_again_with_the_donations_of_the_list_first():
    gift_list = f.an_approved_list(gifts=1)
    gift = gift_list.gifts.get()
    own = f.an_approved_donation(round=gift_list.round, amount_vnd=gift.donor_cost_vnd - 1)
    allocations.allocate(own, gift_list, own.amount_vnd, by=f.the_maker(f.headquarters()))
    event = f.a_planned_handover([GiftList.objects.get()])
    handovers.note_outcomes(event, [gift.pk], "returned", by=f.the_maker())
    handovers.hand_over(event, by=f.the_maker())
    change(gift, "handed_over")
    older = Donation.objects.exclude(pk=own.pk).get()
    assert dict(gift.payments.values_list("donation", "amount_vnd")) == {own.pk: own.amount_vnd, older.pk: 1}


def test_a_correction_of_an_open_period_is_told_to_nobody_and_one_of_a_closed_period_is():
    gift, other = closed_with("handed_over", "handed_over")
    change(gift, "absent")
    assert read.corrections() == []
    periods.close(ClosedPeriod(year=2025), by=f.the_maker(f.headquarters()))
    done = change(other, "absent")
    assert read.corrections() == [done]


def test_a_gift_that_was_at_no_event_has_no_outcome_to_correct():
    with refused("gift_of_no_event"):
        corrections.propose(gift=f.a_gift(), outcome="absent", reason="Ghi nhầm", by=f.the_maker())


def test_a_plan_made_by_mistake_is_withdrawn_and_its_lists_wait_for_another():
    event = f.a_planned_handover()
    handovers.note_the_rest(event, by=f.the_maker())
    gift_list = event.lines.get().gift_list
    handovers.withdraw(event, reason="Lập nhầm", by=f.the_maker())
    assert set(gift_list.gifts.values_list("outcome", flat=True)) == {""}
    assert f.a_planned_handover([gift_list]).lines.count() == 1
    with refused("done_is_not_withdrawn"):
        handovers.withdraw(f.a_handover(), reason="Lập nhầm", by=f.the_maker())


def test_what_was_noted_as_returned_at_a_plan_goes_with_the_list_that_leaves_it():
    event = f.a_planned_handover()
    gift = event.lines.get().gift_list.gifts.first()
    handovers.note_outcomes(event, [gift.pk], "returned", by=f.the_maker())
    handovers.drop_list(event.lines.get(), by=f.the_maker())
    assert Gift.objects.get(pk=gift.pk).outcome == ""
