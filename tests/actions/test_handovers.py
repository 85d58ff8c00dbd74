"""Plan a hand-over, change the plan, declare it done."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from programmes.actions import handovers
from programmes.models import Disclosure, GiftList, HandoverEvent
from programmes.totals.rebuild import differences
from tests import factories as f
from tests import told
from tests.actions.refusals import refused

pytestmark = pytest.mark.django_db


def noted(event):
    """The event with every gift noted as received."""
    handovers.note_the_rest(event, by=f.the_maker(event.office))
    return event


def test_gifts_count_in_public_once_they_are_handed_over_and_not_before():
    gift_list = f.an_approved_list(gifts=3)
    event = f.a_planned_handover([gift_list])
    assert told.count() == 0
    f.fund(gift_list)
    handovers.note_the_rest(event, by=f.the_maker())
    handovers.hand_over(event, by=f.the_maker())
    assert told.handed_over() == {(2025, gift_list.round_id, "40", "hi_card"): (3, 3 * 379_080)}
    assert Disclosure.objects.get().state_support_vnd == 3 * 884_520
    assert GiftList.objects.get().state == "handed_over"
    assert differences() == []


def test_a_gift_counts_in_the_year_of_its_hand_over():
    f.a_handover(held_on=timezone.localdate().replace(month=1, day=1))
    assert [year for year, *_cell in told.handed_over()] == [timezone.localdate().year]


def test_an_event_is_done_once():
    event = f.a_handover()
    with refused("wrong_state"):
        handovers.hand_over(event, by=f.the_maker())
    assert told.count() == 2


def test_a_list_that_nobody_approved_is_not_handed_over():
    event = noted(f.a_planned_handover([f.a_submitted_list()]))
    with refused("list_not_approved"):
        handovers.hand_over(event, by=f.the_maker())
    assert told.count() == 0


def test_an_event_without_a_list_is_not_done():
    event = f.a_planned_handover([])
    with refused("no_list"):
        handovers.hand_over(event, by=f.the_maker())


def test_an_event_of_tomorrow_is_not_done_today():
    event = noted(f.a_planned_handover(held_on=timezone.localdate() + timedelta(days=1)))
    with refused("held_in_future"):
        handovers.hand_over(event, by=f.the_maker())


def test_a_list_belongs_to_one_event():
    gift_list = f.an_approved_list()
    f.a_planned_handover([gift_list])
    with pytest.raises(ValidationError, match="đã thuộc một buổi trao khác"):
        f.a_planned_handover([gift_list])
    assert HandoverEvent.objects.count() == 1


def test_a_list_of_another_round_or_province_is_refused():
    event = f.a_planned_handover()
    with refused("list_of_other_round"):
        handovers.add_list(event, f.an_approved_list(), by=f.the_maker())
    elsewhere = f.an_approved_list(round=event.round, office=f.an_office("11"))
    with refused("list_of_other_province"):
        handovers.add_list(event, elsewhere, by=f.the_maker(f.headquarters()))


def test_an_event_moved_to_another_round_is_not_done_with_its_old_lists():
    event = noted(f.a_planned_handover())
    event.round = f.a_round()
    handovers.correct(event, by=f.the_maker())
    with refused("list_of_other_round"):
        handovers.hand_over(event, by=f.the_maker())


def test_what_is_done_is_not_changed():
    event = f.a_handover()
    with refused("handover_is_done"):
        handovers.correct(event, by=f.the_maker())
    with refused("handover_is_done"):
        handovers.add_list(event, f.an_approved_list(round=event.round), by=f.the_maker())
    with refused("handover_is_done"):
        handovers.drop_list(event.lines.get(), by=f.the_maker())


def test_a_list_can_be_taken_off_a_plan_and_go_to_another():
    gift_list = f.an_approved_list()
    event = f.a_planned_handover([gift_list])
    handovers.note_the_rest(event, by=f.the_maker())
    handovers.drop_list(event.lines.get(), by=f.the_maker())
    assert set(gift_list.gifts.values_list("outcome", flat=True)) == {""}
    assert f.a_handover([gift_list]).state == "done"


def test_a_list_that_is_handed_over_goes_to_no_further_event():
    gift = f.a_handover().gifts.first()
    handovers.take_back(gift, reason="Trả lại", by=f.an_officer())
    with refused("list_is_handed_over"):
        f.a_planned_handover([GiftList.objects.get(pk=gift.gift_list_id)])


@pytest.mark.parametrize("outcome", ["handed_over", "by_proxy", "absent"])
def test_a_gift_noted_as_returned_is_not_given_after_all_where_its_months_were_given_anew(outcome):
    person, maker = f.a_recipient(), f.the_maker()
    first = f.a_gift(recipient=person)
    event = f.a_planned_handover([f.approved(f.gift_lists.submit(first.gift_list, by=maker))])
    handovers.note_outcomes(event, [first.pk], "returned", by=maker)
    f.gift_lists.submit(f.a_gift(recipient=person).gift_list, by=maker)
    with refused("months_taken_meanwhile"):
        handovers.note_outcomes(event, [first.pk], outcome, by=maker)
    first.refresh_from_db()
    assert first.outcome == "returned"


def test_a_gift_noted_as_returned_by_mistake_is_noted_anew():
    gift = f.a_gift()
    event = f.a_planned_handover([f.approved(f.gift_lists.submit(gift.gift_list, by=f.the_maker()))])
    handovers.note_outcomes(event, [gift.pk], "returned", by=f.the_maker())
    assert handovers.note_outcomes(event, [gift.pk], "handed_over", by=f.the_maker()) == 1


def test_a_photo_taken_away_meanwhile_does_not_come_back_with_a_correction():
    event = f.a_planned_handover()
    stale = HandoverEvent.objects.get(pk=event.pk)
    stale.photo, stale.photo_caption, stale.photo_consented_on = "x.jpg", "Ảnh cũ", event.held_on
    handovers.correct(stale, by=f.the_maker())
    event.refresh_from_db()
    assert (event.photo.name, event.photo_caption, event.photo_consented_on) == ("", "", None)
