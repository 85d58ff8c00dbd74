"""Several officers at the same instant: real threads, real transactions."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from programmes.access.roles import APPROVER
from programmes.actions import allocations, bank_lines, corrections, donations, gift_lists, gifts, handovers, periods
from programmes.models import (
    AuditEvent,
    BankLine,
    ClosedPeriod,
    Donation,
    DonationTotal,
    Gift,
    HandoverEvent,
)
from programmes.rules import funding
from programmes.rules.approvals import former_makers
from programmes.totals import invariants
from programmes.totals.rebuild import differences
from tests import factories as f
from tests import told
from tests.colleagues import meet, needs_postgresql

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


ROUNDS = 3


def test_a_form_sent_twice_at_the_same_instant_enters_one_donation_each_time():
    donor, programme, maker = f.a_donor(), f.a_programme(), f.the_maker()
    what = {"donor": donor, "programme": programme, "received_on": date(2025, 3, 4), "office": maker.office}
    for n in range(1, ROUNDS + 1):
        sent = [Donation(**what, amount_vnd=n, token=f"{n:032}") for _each in range(2)]
        results = at_once(*(lambda one=one: donations.record(one, by=maker).pk for one in sent))
        assert results == [Donation.objects.get(amount_vnd=n).pk] * 2
    assert AuditEvent.objects.filter(target_type="donation", verb="record").count() == ROUNDS


def test_a_token_with_two_contents_at_the_same_instant_is_one_donation_and_one_refusal():
    what = {"donor": f.a_donor(), "programme": f.a_programme(), "received_on": date(2025, 3, 4)}
    maker = f.the_maker()
    for n in range(1, ROUNDS + 1):
        sent = [Donation(**what, office=maker.office, amount_vnd=n * 100 + each, token=f"{n:032}") for each in (0, 1)]
        results = at_once(*(lambda one=one: donations.record(one, by=maker) for one in sent))
        assert [error.code for each in results if isinstance(each, ValidationError) for error in each.error_list] == [
            "token_reused"
        ]
    assert Donation.objects.count() == ROUNDS


def test_a_line_of_a_statement_linked_by_two_at_once_explains_one_donation():
    maker = f.the_maker()
    line, pledges = f.a_bank_line(), [f.a_pledge(), f.a_pledge()]
    results = at_once(*(lambda one=one: bank_lines.link(line, one, by=maker) for one in pledges))
    assert sum(isinstance(each, BankLine) for each in results) == 1
    assert sorted(Donation.objects.values_list("state", flat=True)) == ["pledged", "received"]


def test_of_lines_and_donations_matched_in_parts_at_once_none_is_overdrawn():
    maker = f.the_maker()
    line, pledges = f.a_bank_line(), [f.a_pledge(amount_vnd=3_000_000) for _each in "123"]
    results = at_once(*(lambda one=one: bank_lines.link(line, one, 3_000_000, by=maker) for one in pledges))
    assert sorted(codes(each) for each in results if isinstance(each, ValidationError)) == [["line_has_less"]] * 2
    pledge, lines = f.a_pledge(amount_vnd=9_000_000), [f.a_bank_line() for _each in "123"]
    results = at_once(*(lambda one=one: bank_lines.link(one, pledge, by=maker) for one in lines))
    assert sorted(codes(each) for each in results if isinstance(each, ValidationError)) == [["bank_amount_differs"]] * 2
    assert invariants.bank_matches()[1] == 0


def test_an_entry_annulled_while_another_approves_is_either_gone_or_in_the_books():
    maker, checker = f.the_maker(), f.the_checker()
    for _each in range(ROUNDS):
        donation = f.a_donation()
        seen = [Donation.objects.get(pk=donation.pk) for _each in range(2)]
        at_once(
            lambda one=seen[0]: donations.annul(one, reason="Nhầm", by=maker),
            lambda one=seen[1]: donations.approve(one, by=checker),
        )
        left = Donation.objects.filter(pk=donation.pk).values_list("state", flat=True)
        assert list(left) in ([], ["approved"])
    assert differences() == []


def test_an_event_declared_done_by_several_counts_once():
    event, maker = f.a_ready_handover(), f.the_maker()
    seen = [HandoverEvent.objects.get(pk=event.pk) for _each in range(6)]
    at_once(*(lambda one=one: handovers.hand_over(one, by=maker) for one in seen))
    assert told.count() == 2
    assert differences() == []


def codes(refusal):
    return [error.code for error in refusal.error_list]


@needs_postgresql
def test_of_two_lists_on_the_same_money_that_meet_one_is_approved():
    round_, checker = f.a_round(), f.the_checker()
    lists = [f.a_submitted_list(gifts=1, round=round_) for _each in "12"]
    f.means_for(lists[0])
    approvals = (lambda one=one: gift_lists.approve(one, by=checker) for one in lists)
    approved, refusal = meet(*approvals, at=(funding, "check_means"))
    assert (approved.state, codes(refusal)) == ("approved", ["beyond_means"])


@needs_postgresql
def test_what_meets_the_closing_of_its_month_is_refused():
    maker, desk, checker = f.the_maker(), f.the_maker(f.headquarters()), f.the_checker()
    donation, event = f.a_donation(received_on=date(2025, 1, 31)), f.a_ready_handover(held_on=date(2025, 2, 28))
    gift = f.a_handover(held_on=date(2025, 3, 31)).gifts.first()
    acts = (
        lambda: donations.approve(donation, by=checker),
        lambda: handovers.hand_over(event, by=maker),
        lambda: handovers.take_back(gift, reason="Trả lại", by=f.an_officer()),
    )
    for month, act in enumerate(acts, start=1):
        month = ClosedPeriod(year=2025, month=month)
        _closed, refusal = meet(lambda month=month: periods.close(month, by=desk), act, at=(periods.audit, "note"))
        assert codes(refusal) == ["period_is_closed"]


@needs_postgresql
def test_of_two_officers_who_propose_to_correct_one_gift_at_once_the_second_is_told_that_it_waits():
    gift = f.a_handover().gifts.first()
    acts = (
        lambda by=by: corrections.propose(gift=gift, reason="Trả lại", by=by) for by in (f.an_officer(), f.an_officer())
    )
    proposed, refusal = meet(*acts, at=(corrections.periods, "check_proposal"))
    assert (proposed.state, codes(refusal)) == ("proposed", ["correction_waits"])


def test_everyone_who_corrects_a_gift_at_once_stays_one_of_its_makers():
    gift = f.a_gift()
    officers = [f.an_officer() for _each in range(6)]
    seen = [Gift.objects.get(pk=gift.pk) for _each in officers]
    at_once(*(lambda one=one, by=by: gifts.correct(one, by=by) for one, by in zip(seen, officers, strict=True)))
    makers = former_makers("gift", [str(gift.pk)]) | {Gift.objects.get().entered_by_id}
    assert makers == {gift.entered_by_id, *(officer.pk for officer in officers)}


@needs_postgresql
def test_who_hands_two_lists_over_and_who_allocates_never_wait_for_each_other():
    maker, round_ = f.the_maker(f.headquarters()), f.a_round()
    first, second = (f.an_approved_donation(round=round_, office=maker.office) for _each in "12")
    lists = [f.an_approved_list(round=round_) for _each in range(3)]
    for gift_list, donation in zip(lists, (second, first), strict=False):
        allocations.allocate(donation, gift_list, gift_list.value_vnd, by=maker)
    event = f.a_planned_handover(lists[:2], by=maker)
    handovers.note_the_rest(event, by=maker)
    shares = [(first, 1, None), (second, 1, None)]
    entries, done = meet(
        lambda: allocations.allocate_many(lists[2], shares, by=maker),
        lambda: handovers.hand_over(event, by=maker),
        at=(allocations.audit, "note"),  # the first of the two is allocated
    )
    assert (len(entries), done.state) == (2, "done")


@needs_postgresql
def test_who_closes_an_event_again_and_who_takes_a_gift_of_it_back_never_wait_for_each_other():
    maker, other, event = f.the_maker(), f.an_officer(), f.a_handover()
    gift = event.gifts.first()
    taken, refusal = meet(
        lambda: handovers.take_back(gift, reason="Trả lại", by=other),
        lambda: handovers.hand_over(event, by=maker),
        at=(handovers, "locked"),  # the list is held
    )
    assert (taken.outcome, codes(refusal)) == ("returned", ["wrong_state"])
