"""The trail of a donation tells every đồng once, and nobody who received."""

from datetime import date

import pytest
from django.utils import timezone

from programmes.actions import allocations, donations, handovers
from programmes.models import Donation, Gift, GiftKind, GiftPayment, keyed_hash
from programmes.rules import privacy, trails
from programmes.totals import trail
from tests import factories as f
from tests.guards import break_by_hand

pytestmark = pytest.mark.django_db
CARD = 379_080


def read(donation):
    return trail.read(Donation.objects.select_related("reversal").get(pk=donation.pk), few=privacy.FEW_AT_MOST)


def an_approved_list_of(gifts=2, **over):
    """An approved list that no donation pays for yet, and a donation per amount in `money`."""
    money = over.pop("money")
    gift_list = f.a_submitted_list(gifts=gifts, **over)
    found = [
        f.an_approved_donation(office=f.headquarters(), round=gift_list.round, amount_vnd=amount) for amount in money
    ]
    return f.gift_lists.approve(gift_list, by=f.the_checker()), found


def hand_over(gift_list, *, absent=0, **over):
    event = f.a_planned_handover([gift_list], **over)
    ids = gift_list.gifts.filter(outcome="").order_by("-pk").values_list("pk", flat=True)[:absent]
    if absent:
        handovers.note_outcomes(event, list(ids), Gift.Outcome.ABSENT, by=f.the_maker())
    handovers.note_the_rest(event, by=f.the_maker())
    return handovers.hand_over(event, by=f.the_maker())


def test_a_new_donation_waits_whole():
    f.an_approved_donation(amount_vnd=7_000_000)
    told = read(f.an_approved_donation(amount_vnd=5_000_000))
    assert (told.received_vnd, told.left_vnd, told.waiting, told.given) == (5_000_000, 5_000_000, (), ())
    assert told.adds_up


def test_what_is_allocated_waits_for_its_province():
    gift_list, (donation,) = an_approved_list_of(money=[2 * CARD + 100])
    allocations.allocate(donation, gift_list, CARD, by=f.the_maker(f.headquarters()))
    told = read(donation)
    assert (told.left_vnd, told.waiting_vnd, told.allocated_vnd) == (CARD + 100, CARD, CARD)
    assert told.waiting == (trail.Waiting(gift_list.round.name, "Nghệ An", CARD),)
    assert told.adds_up


def test_what_was_handed_over_is_told_by_kind_province_and_day():
    gift_list, (donation,) = an_approved_list_of(11, money=[11 * CARD + 7])
    f.fund(gift_list)
    hand_over(gift_list)
    told = read(donation)
    assert told.given == (trail.Given("hi_card", "thẻ BHYT", "Nghệ An", date(2025, 12, 20), False, 11, 0, 11 * CARD),)
    assert (told.left_vnd, told.waiting_vnd, told.adds_up) == (7, 0, True)


def test_a_hand_over_of_few_people_is_told_by_its_month():
    gift_list, (donation,) = an_approved_list_of(2, money=[2 * CARD])
    f.fund(gift_list)
    hand_over(gift_list)
    (part,) = read(donation).given
    assert (part.day, part.is_month, part.quantity) == (date(2025, 12, 1), True, 2)


def test_who_was_absent_is_still_waited_for():
    gift_list, (donation,) = an_approved_list_of(3, money=[3 * CARD])
    f.fund(gift_list)
    hand_over(gift_list, absent=1)
    told = read(donation)
    assert (told.given_vnd, told.waiting_vnd, told.adds_up) == (2 * CARD, CARD, True)


def test_a_shared_gift_counts_once_for_who_paid_the_greater_part():
    gift_list, (less, more) = an_approved_list_of(2, money=[CARD + 100_000, CARD - 100_000])
    f.fund(gift_list)
    hand_over(gift_list)
    first, second = read(less), read(more)
    assert (first.given[0].quantity, first.given[0].shared, first.given_vnd) == (1, 0, CARD + 100_000)
    assert (second.given[0].quantity, second.given[0].shared, second.given_vnd) == (1, 1, CARD - 100_000)
    assert first.adds_up
    assert second.adds_up


def test_two_equal_halves_count_once():
    gift_list, givers = an_approved_list_of(1, money=[CARD // 2, CARD // 2])
    f.fund(gift_list)
    hand_over(gift_list)
    assert sorted(read(donation).given[0].quantity for donation in givers) == [0, 1]


def test_a_group_counts_its_people():
    gift_list = f.a_gift_list()
    f.a_gift(gift_list, group_name="Khám bệnh tại xã", quantity=120, donor_cost_vnd=6_000_000)
    f.gift_lists.submit(gift_list, by=f.the_maker())
    donation = f.means_for(gift_list)
    f.gift_lists.approve(gift_list, by=f.the_checker())
    f.fund(gift_list)
    hand_over(gift_list)
    (part,) = read(donation).given
    assert (part.kind, part.quantity, part.amount_vnd) == (GiftKind.HEALTH_CHECK, 120, 6_000_000)


def test_a_gift_that_came_back_waits_again_on_the_donation():
    gift_list, (donation,) = an_approved_list_of(2, money=[2 * CARD])
    f.fund(gift_list)
    event = hand_over(gift_list)
    handovers.take_back(event.gifts.first(), reason="Trả lại", by=f.an_officer())
    told = read(donation)
    assert (told.given_vnd, told.left_vnd, told.adds_up) == (CARD, CARD, True)


def test_a_reversed_donation_says_so():
    donation = f.an_approved_donation(amount_vnd=700_000)
    opposite = donations.reverse(donation, reason="Ghi trùng", by=f.the_maker())
    assert read(donation).reversed_on is None
    opposite = donations.approve(opposite, by=f.the_checker())
    told = read(donation)
    assert (told.reversed_vnd, told.left_vnd, told.adds_up) == (700_000, 0, True)
    assert told.reversed_on == timezone.localdate(opposite.approved_at)


def test_a_payment_that_was_lost_leaves_the_trail_short():
    gift_list, (donation,) = an_approved_list_of(2, money=[2 * CARD])
    f.fund(gift_list)
    hand_over(gift_list)
    break_by_hand("DELETE FROM programmes_giftpayment WHERE id = %s", [GiftPayment.objects.first().pk])
    told = read(donation)
    assert not told.adds_up
    assert told.missing_vnd == CARD


def test_a_trail_takes_as_many_statements_for_many_gifts_as_for_few(django_assert_num_queries):
    gift_list, (donation,) = an_approved_list_of(12, money=[12 * CARD])
    f.fund(gift_list)
    hand_over(gift_list)
    with django_assert_num_queries(4):
        trail.read(trail.find(keyed_hash(trails.code_of(donation))), few=privacy.FEW_AT_MOST)


def test_a_code_finds_its_donation_and_no_other_key_does():
    donation = f.an_approved_donation()
    assert trail.find(keyed_hash(trails.code_of(donation))) == donation
    assert trail.find(keyed_hash("A" * 16)) is None
    assert f.a_donation().trail_hash is None
