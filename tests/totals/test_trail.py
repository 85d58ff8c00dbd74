"""The trail of a donation tells every đồng once, and nobody who received."""

import pytest
from django.utils import timezone

from programmes.actions import donations, handovers
from programmes.models import Donation, Gift, GiftKind, GiftPayment, keyed_hash
from programmes.rules import trails
from programmes.rules.trail_lines import lines_of
from programmes.totals import trail
from tests import factories as f
from tests.guards import break_by_hand

pytestmark = pytest.mark.django_db
CARD = 379_080


def read(donation):
    return trail.read(Donation.objects.select_related("reversal").get(pk=donation.pk))


def lines(donation):
    """(people told, đồng told, all other đồng) of what the trail tells."""
    found = lines_of(read(donation))
    return [part.people for part in found.told], found.told_vnd, found.other_vnd


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


def test_a_new_donation_is_left_whole():
    f.an_approved_donation(amount_vnd=7_000_000)
    donation = f.an_approved_donation(amount_vnd=5_000_000)
    assert lines(donation) == ([], 0, 5_000_000)
    assert read(donation).adds_up


def test_what_is_allocated_and_what_was_handed_over_to_few_are_told_alike():
    gift_list, (donation,) = an_approved_list_of(money=[2 * CARD + 100])
    f.fund(gift_list)
    before = lines(donation)
    hand_over(gift_list)
    assert lines(donation) == before == ([], 0, 2 * CARD + 100)


def test_what_was_handed_over_to_many_is_told_with_its_event():
    gift_list, (donation,) = an_approved_list_of(11, money=[11 * CARD + 7])
    f.fund(gift_list)
    event = hand_over(gift_list)
    (part,) = read(donation).spent
    assert (part.kind_name, part.event, part.province, part.day) == ("thẻ BHYT", event.pk, "Nghệ An", event.held_on)
    assert (part.people, part.amount_vnd, part.shares) == (11, 11 * CARD, (11, 0))
    assert lines(donation) == ([11], 11 * CARD, 7)


def test_who_was_absent_waits_in_the_rest():
    gift_list, (donation,) = an_approved_list_of(12, money=[23 * CARD])
    f.fund(gift_list)
    hand_over(gift_list, absent=1)
    assert lines(donation) == ([11], 11 * CARD, 12 * CARD)


@pytest.mark.parametrize(
    ("more", "told"), [(0, [11]), (CARD - 1, [11]), (CARD, []), (5 * CARD - 1, []), (5 * CARD, [11])]
)
def test_a_number_is_told_where_what_stays_pays_for_nobody_or_for_five_and_more(more, told):
    gift_list, (donation,) = an_approved_list_of(11, money=[11 * CARD + more])
    f.fund(gift_list)
    hand_over(gift_list)
    assert lines(donation)[0] == told
    assert sum(lines(donation)[1:]) == 11 * CARD + more


def test_a_small_share_is_not_told_and_the_large_one_that_would_give_it_away_neither():
    gift_list, (large, small) = an_approved_list_of(15, money=[12 * CARD, 3 * CARD])
    f.fund(gift_list)
    hand_over(gift_list)
    assert [lines(donation)[0] for donation in (large, small)] == [[], []]
    assert [[part.people for part in lines_of(read(each)).helped] for each in (large, small)] == [[12], []]


def test_small_shares_that_cover_one_another_let_the_large_one_be_told():
    gift_list, givers = an_approved_list_of(27, money=[12 * CARD, 8 * CARD, 7 * CARD])
    f.fund(gift_list)
    hand_over(gift_list)
    assert [lines(donation)[0] for donation in givers] == [[12], [], []]


def test_gifts_that_nobody_paid_for_are_a_share_too():
    gift_list, (donation,) = an_approved_list_of(12, money=[12 * CARD])
    f.fund(gift_list)
    event = hand_over(gift_list)
    break_by_hand("UPDATE programmes_disclosure SET quantity = 15 WHERE event_id = %s", [event.pk])
    assert read(donation).spent[0].shares == (12, 3)
    assert lines(donation)[0] == []


def test_a_shared_gift_counts_for_who_paid_the_greater_part():
    gift_list, (less, more) = an_approved_list_of(24, money=[12 * CARD + 100_000, 12 * CARD - 100_000])
    f.fund(gift_list)
    hand_over(gift_list)
    (first,), (second,) = read(less).spent, read(more).spent
    assert (first.people, first.is_shared, first.amount_vnd) == (12, False, 12 * CARD + 100_000)
    assert (second.people, second.is_shared, second.amount_vnd) == (12, True, 12 * CARD - 100_000)


def test_a_group_counts_its_people():
    gift_list = f.a_gift_list()
    f.a_gift(gift_list, group_name="Khám bệnh tại xã", quantity=120, donor_cost_vnd=6_000_000)
    f.gift_lists.submit(gift_list, by=f.the_maker())
    donation = f.means_for(gift_list)
    f.gift_lists.approve(gift_list, by=f.the_checker())
    f.fund(gift_list)
    hand_over(gift_list)
    (part,) = read(donation).spent
    assert (part.kind, part.people, part.amount_vnd) == (GiftKind.HEALTH_CHECK, 120, 6_000_000)


def test_a_gift_that_came_back_or_money_that_was_released_does_not_show():
    gift_list, (donation,) = an_approved_list_of(12, money=[24 * CARD])
    f.fund(gift_list)
    event = hand_over(gift_list)
    before = lines(donation)
    handovers.take_back(event.gifts.first(), reason="Trả lại", by=f.an_officer())
    assert lines(donation) == before == ([12], 12 * CARD, 12 * CARD)
    assert (read(donation).left_vnd, read(donation).adds_up) == (13 * CARD, True)


def test_money_that_came_back_and_is_spent_again_is_never_told_twice():
    gift_list, (donation,) = an_approved_list_of(12, money=[12 * CARD])
    f.fund(gift_list)
    event = hand_over(gift_list)
    by = f.an_officer()
    for gift in event.gifts.all():
        handovers.take_back(gift, reason="Trả lại", by=by)
    other = f.a_submitted_list(gifts=12, round=gift_list.round)
    f.gift_lists.approve(other, by=f.the_checker())
    f.fund(other)
    hand_over(other)
    assert lines(donation) == ([12], 12 * CARD, 0)
    assert read(donation).adds_up


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
    with django_assert_num_queries(6):
        trail.read(trail.find(keyed_hash(trails.code_of(donation))))


def test_a_code_finds_its_donation_and_no_other_key_does():
    donation = f.an_approved_donation()
    assert trail.find(keyed_hash(trails.code_of(donation))) == donation
    assert trail.find(keyed_hash("A" * 16)) is None
    assert f.a_donation().trail_hash is None
