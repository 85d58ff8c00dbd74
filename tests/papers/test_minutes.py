"""Minutes say what the books say: how many gifts went to how many at an event, what a donor handed in."""

import pytest
from django.urls import reverse

from programmes.models import Donation, Gift
from programmes.papers.minutes import handover_minutes, is_handed_in
from tests import factories as f
from tests.admin.pages import text_of

pytestmark = pytest.mark.django_db
PLACE = {"office_above": "", "office": "", "number": "", "place": "", "day": None, "note": ""}


@pytest.fixture
def an_event():
    draft = f.a_gift_list()
    gifts = [f.a_gift(draft) for _number in range(4)]
    f.an_approved_donation(office=f.headquarters(), round=draft.round)
    approved = f.gift_lists.approve(f.gift_lists.submit(draft, by=f.the_maker()), by=f.the_checker())
    event = f.a_planned_handover([approved])
    outcomes = dict(zip(("handed_over", "by_proxy", "absent"), ([gift.pk] for gift in gifts), strict=False))
    f.handovers.note_sheet(event, outcomes, {}, by=f.the_maker())
    return event


def test_minutes_of_a_hand_over_count_each_outcome_and_pay_for_what_was_received_alone(an_event):
    told = handover_minutes(an_event, head=PLACE)
    counted = (told.expected_sum, told.handed_over_sum, told.by_proxy_sum, told.absent_sum, told.returned_sum)
    assert counted == (4, 1, 1, 1, 0)
    received = Gift.objects.filter(outcome__in=Gift.RECEIVED)
    assert told.paid_sum_vnd == sum(gift.donor_cost_vnd for gift in received) > 0
    assert told.paid_sum_vnd == sum(line.paid_vnd for line in told.lines)


def test_minutes_say_that_they_are_a_draft_while_a_gift_is_without_its_outcome(an_event, at):
    address = reverse("admin:programmes_handoverevent_minutes", args=[an_event.pk])
    client = at(f.the_maker())
    assert "Bản thảo: còn 1 suất chưa ghi kết quả" in text_of(client.get(address))
    left = Gift.objects.get(outcome="")
    f.handovers.note_sheet(an_event, {"returned": [left.pk]}, {}, by=f.the_maker())
    assert "Bản thảo" not in text_of(client.get(address))


def test_minutes_of_a_hand_over_name_nobody(an_event, at):
    told = text_of(at(f.the_maker()).get(reverse("admin:programmes_handoverevent_minutes", args=[an_event.pk])))
    assert not any(gift.recipient.full_name in told for gift in Gift.objects.select_related("recipient"))


@pytest.mark.parametrize(
    ("said", "sentences"),
    [
        ({"form": "in_kind", "route": "in_kind", "goods": "20 xe đạp"}, ["giao nhận hiện vật", "Hiện vật 20 xe đạp"]),
        ({"form": "cash", "route": "counter"}, ["giao nhận tiền ủng hộ", "Số tiền"]),
    ],
    ids=["goods", "cash at the counter"],
)
def test_what_a_donor_hands_in_has_minutes_for_both_sides(said, sentences, at):
    donation = f.a_donation(**said)
    client = at(f.the_maker())
    links = text_of(client.get(reverse("admin:programmes_donation_change", args=[donation.pk])))
    assert "In biên bản giao nhận" in links
    told = text_of(client.get(reverse("admin:programmes_donation_minutes", args=[donation.pk]))).casefold()
    assert [sentence for sentence in sentences if sentence.casefold() not in told] == []


def test_money_by_the_bank_has_no_minutes(at):
    donation = f.a_donation(form="cash", route="via_bhxh")
    assert not is_handed_in(Donation.objects.get(pk=donation.pk))
    address = reverse("admin:programmes_donation_minutes", args=[donation.pk])
    assert at(f.the_maker()).get(address).status_code == 404
