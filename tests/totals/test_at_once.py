"""Several officers at the same instant: real threads, real transactions."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from programmes.access.roles import APPROVER
from programmes.actions import donations, gifts, handovers
from programmes.models import Donation, DonationTotal, Gift, GiftTotal, HandoverEvent
from programmes.rules.approvals import former_makers
from programmes.totals.rebuild import differences
from tests import factories as f

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts):
    """Run the acts in threads of their own that start together; what each returned or was refused with."""
    start = Barrier(len(acts))

    def run(act):
        try:
            start.wait(timeout=30)
            return act()
        except ValidationError as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def test_eight_approvals_of_one_donation_count_it_once():
    donation = f.a_donation(amount_vnd=5_000_000)
    officers = [f.an_officer(APPROVER) for _each in range(8)]
    seen = [Donation.objects.get(pk=donation.pk) for _each in officers]  # each has the page open
    results = at_once(
        *(lambda o=one, by=by: donations.approve(o, by=by) for one, by in zip(seen, officers, strict=True))
    )
    assert sum(isinstance(result, Donation) for result in results) == 1
    assert [(t.donations, t.amount_vnd) for t in DonationTotal.objects.all()] == [(1, 5_000_000)]


def test_eight_donations_approved_together_are_all_counted_in_one_cell():
    programme, donor, checker = f.a_programme(), f.a_donor(), f.the_checker()
    waiting = [f.a_donation(programme=programme, donor=donor, amount_vnd=10**n) for n in range(8)]
    at_once(*(lambda one=one: donations.approve(one, by=checker) for one in waiting))
    assert DonationTotal.objects.get().amount_vnd == 11_111_111
    assert differences() == []


def test_a_donation_is_reversed_once_however_many_ask():
    donation, maker = f.an_approved_donation(), f.the_maker()
    seen = [Donation.objects.get(pk=donation.pk) for _each in range(6)]
    at_once(*(lambda one=one: donations.reverse(one, reason="Nhầm", by=maker) for one in seen))
    assert Donation.objects.filter(reverses=donation).count() == 1


def test_an_event_declared_done_by_several_counts_once():
    event, maker = f.a_ready_handover(), f.the_maker()
    seen = [HandoverEvent.objects.get(pk=event.pk) for _each in range(6)]
    at_once(*(lambda one=one: handovers.hand_over(one, by=maker) for one in seen))
    assert GiftTotal.objects.get().quantity == 2
    assert differences() == []


def test_everyone_who_corrects_a_gift_at_once_stays_one_of_its_makers():
    gift = f.a_gift()
    officers = [f.an_officer() for _each in range(6)]
    seen = [Gift.objects.get(pk=gift.pk) for _each in officers]
    at_once(*(lambda one=one, by=by: gifts.correct(one, by=by) for one, by in zip(seen, officers, strict=True)))
    makers = former_makers("gift", [str(gift.pk)]) | {Gift.objects.get().entered_by_id}
    assert makers == {gift.entered_by_id, *(officer.pk for officer in officers)}
