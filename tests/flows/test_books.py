"""No đồng is lost, whatever the officers do and in whatever order; and the test that says so can fail."""

from contextlib import nullcontext

import pytest
from django.db import IntegrityError
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import RULE_MARKER, run_state_machine_as_test

from programmes.actions import books, donations, gifts, handovers, sealed_records
from programmes.models import LedgerEntry
from programmes.rules import approvals, funding, periods
from programmes.totals import apply
from tests.flows.a_year_of_work import AYearOfWork

pytestmark = pytest.mark.django_db

QUIET = {"deadline": None, "database": None, "report_multiple_bugs": False, "suppress_health_check": list(HealthCheck)}


def only(acts):
    """A year in which these rules alone are drawn, and donations recorded: that is always possible."""
    acts = {"record_a_donation", *acts}
    others = [name for name, act in vars(AYearOfWork).items() if hasattr(act, RULE_MARKER) and name not in acts]
    return type("AShortYear", (AYearOfWork,), dict.fromkeys(others))


def work(office, **how):
    run_state_machine_as_test(office.year_of_its_own, settings=settings(**QUIET, **how))


def test_whatever_is_done_in_a_year_every_dong_is_accounted_for():
    work(AYearOfWork().open_the_office(), max_examples=12, stateful_step_count=30)


def a_lost_reversal(patch):
    post = books.post

    def forgetful(kind, *args, **rest):
        return None if kind == LedgerEntry.Kind.REVERSED else post(kind, *args, **rest)

    patch.setattr(books, "post", forgetful)


def a_double_release(patch):
    post = books.post

    def twice(kind, donation, amount_vnd, **rest):
        if kind == LedgerEntry.Kind.RELEASED:
            post(kind, donation, amount_vnd, **rest)
        return post(kind, donation, amount_vnd, **rest)

    patch.setattr(books, "post", twice)


def a_sign_error(patch):
    count = apply.donation_approved

    def always_more(donation):
        donation.amount_vnd = abs(donation.amount_vnd)
        count(donation)

    patch.setattr(donations.apply, "donation_approved", always_more)


def a_join_that_is_not_counted(patch):
    patch.setattr(apply, "donors_joined", lambda records: None)


def a_move_that_is_not_counted(patch):
    patch.setattr(apply, "donation_moved", lambda donation, before: None)


def a_seal_that_does_not_move(patch):
    patch.setattr(sealed_records, "moved_with", lambda day, **_what: nullcontext())


def a_skipped_disclosure(patch):
    patch.setattr(handovers.disclosures, "handed_over", lambda event: None)


def a_next_list_that_is_not_counted(patch):
    patch.setattr(gifts, "_changed", lambda gift_list: None)


def an_edit_of_an_approved_gift(patch):
    patch.setattr(gifts.gifts, "check_list_is_open", lambda gift_list: ())


def a_maker_approving(patch):
    check = approvals.check

    def blind(record, transition, by, *_makers):
        return check(record, transition._replace(makers=()), by)

    patch.setattr(approvals, "check", blind)


def a_donation_spent_twice(patch):
    patch.setattr(handovers.handover_money, "pay", lambda event, gift_list, gifts, by: [])


def an_allocation_that_nobody_checks(patch):
    patch.setattr(funding, "check_allocation", lambda *_what, **_left: ())


def a_closed_year_that_is_open(patch):
    patch.setattr(periods, "check_is_open", lambda day, **_how: ())


# Each with the acts among which it shows: of all acts together a short year need not come to the one in question.
BUGS = {
    a_lost_reversal: ("ask_for_a_reversal", "approve_a_donation"),
    a_double_release: ("release_half",),
    a_sign_error: ("ask_for_a_reversal", "approve_a_donation"),
    a_move_that_is_not_counted: ("approve_a_donation", "move_a_donation"),
    a_seal_that_does_not_move: ("close_a_year", "approve_a_donation"),
    a_join_that_is_not_counted: ("join_the_givers_or_part_them",),
    a_skipped_disclosure: ("close_an_event",),
    a_next_list_that_is_not_counted: ("draw_up_the_next_list",),
    an_edit_of_an_approved_gift: ("try_to_change_an_approved_gift",),
    a_maker_approving: ("try_to_approve_ones_own_donation",),
    a_donation_spent_twice: ("close_an_event",),
    an_allocation_that_nobody_checks: ("try_to_allocate_too_much",),
    a_closed_year_that_is_open: ("close_a_year", "approve_a_donation"),
}


@pytest.mark.one_database  # the plants are in Python
@pytest.mark.parametrize("bug", BUGS, ids=lambda bug: bug.__name__)
def test_a_planted_bug_is_caught(bug, monkeypatch):
    how = {"stateful_step_count": 10, "phases": [Phase.generate], "derandomize": True}
    office = only(BUGS[bug])().open_the_office()
    work(office, max_examples=3, **how)
    bug(monkeypatch)
    with pytest.raises((AssertionError, pytest.fail.Exception, IntegrityError)):  # an equation, or no refusal
        work(office, max_examples=30, **how)
