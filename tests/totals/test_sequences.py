"""After any sequence of acts the totals are what a recount of the facts gives."""

from datetime import date

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from hypothesis.strategies import data, dates, integers, sampled_from

from programmes.access.roles import APPROVER
from programmes.actions import donations, gift_lists, gifts, handovers
from programmes.models import Donation, DonationTotal, Gift, GiftKind, GiftList, GiftTotal
from programmes.totals import apply, definitions
from programmes.totals.rebuild import differences, rebuild
from tests import factories as f

pytestmark = pytest.mark.django_db

DAYS = dates(date(2024, 12, 30), date(2025, 1, 2))


def never_reversed():
    return Donation.objects.approved().filter(reverses__isnull=True, reversal__isnull=True)


class AYearOfWork(RuleBasedStateMachine):
    """Officers record, approve, reverse, issue, correct, withdraw, submit, return, approve and hand over."""

    @initialize()
    def open_the_office(self):
        self.year = transaction.atomic()
        self.year.__enter__()
        self.programmes = [f.a_programme(), f.a_programme()]
        self.rounds = [f.a_round(programme=programme) for programme in self.programmes]
        self.offices = [f.an_office("40"), f.an_office("11")]
        self.checker = f.an_officer(APPROVER)
        self.donors = [f.a_donor(), f.a_person()]
        self.raised = 0

    def pick(self, chooser, records):
        return chooser.draw(sampled_from(sorted(records, key=lambda record: record.pk)))

    @rule(chooser=data(), day=DAYS, amount=integers(1, 10**9))
    def record(self, chooser, day, amount):
        programme, donor = chooser.draw(sampled_from(self.programmes)), chooser.draw(sampled_from(self.donors))
        f.a_donation(programme=programme, donor=donor, received_on=day, amount_vnd=amount)

    @precondition(lambda self: Donation.objects.filter(state="received").exists())
    @rule(chooser=data())
    def approve(self, chooser):
        self.raised += donations.approve(
            self.pick(chooser, Donation.objects.filter(state="received")), by=self.checker
        ).amount_vnd

    @precondition(lambda self: never_reversed().exists())
    @rule(chooser=data())
    def reverse(self, chooser):
        donations.reverse(self.pick(chooser, never_reversed()), reason="Nhầm", by=f.the_maker())

    @rule(chooser=data(), make=sampled_from([f.a_gift_list, f.an_approved_list, f.an_approved_list]))
    def draw_up(self, chooser, make):
        office, round_ = chooser.draw(sampled_from(self.offices)), chooser.draw(sampled_from(self.rounds))
        make(office=office, round=round_)

    @precondition(lambda self: GiftList.objects.filter(state="draft").exists())
    @rule(chooser=data(), quantity=integers(1, 300), cost=integers(0, 10**7))
    def issue(self, chooser, quantity, cost):
        gift_list = self.pick(chooser, GiftList.objects.filter(state="draft"))
        kind = chooser.draw(sampled_from([GiftKind.TET_PACKAGE, GiftKind.HEALTH_CHECK]))
        f.a_gift(gift_list, kind=kind, group_name=f"Nhóm {f.a_number()}", quantity=quantity, donor_cost_vnd=cost)

    @precondition(lambda self: Gift.objects.filter(gift_list__state="draft").exists())
    @rule(chooser=data(), cost=integers(0, 10**7), keep=sampled_from([True, False]))
    def correct_or_withdraw(self, chooser, cost, keep):
        gift = self.pick(chooser, Gift.objects.filter(gift_list__state="draft"))
        if keep:
            gift.donor_cost_vnd = cost
            gifts.correct(gift, by=f.the_maker())
        else:
            gifts.withdraw(gift, by=f.the_maker())

    @precondition(lambda self: GiftList.objects.filter(state="draft", gifts__isnull=False).exists())
    @rule(chooser=data(), returned=sampled_from([False, False, True]))
    def submit_and_judge(self, chooser, returned):
        drafts = GiftList.objects.filter(state="draft", gifts__isnull=False).distinct()
        gift_list = gift_lists.submit(self.pick(chooser, drafts), by=f.the_maker())
        if returned:
            gift_lists.send_back(gift_list, reason="Thiếu quyết định", by=self.checker)
        else:
            gift_lists.approve(gift_list, by=self.checker)

    @precondition(lambda self: GiftList.objects.filter(state="approved", handover_lines__isnull=True).exists())
    @rule(chooser=data(), day=DAYS)
    def hand_over(self, chooser, day):
        ready = GiftList.objects.filter(state="approved", handover_lines__isnull=True)
        event = f.a_planned_handover([self.pick(chooser, ready)], held_on=day)
        handovers.hand_over(event, by=f.the_maker())

    @invariant()
    def totals_are_the_sum_of_the_facts(self):
        assert differences() == []
        if hasattr(self, "raised"):
            assert sum(DonationTotal.objects.values_list("amount_vnd", flat=True)) == self.raised

    def teardown(self):
        if hasattr(self, "year"):
            transaction.set_rollback(True)
            self.year.__exit__(None, None, None)


def test_after_any_sequence_of_acts_the_totals_are_the_sum_of_the_facts():
    run_state_machine_as_test(
        AYearOfWork,
        settings=settings(
            max_examples=8, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )


def a_little_of_everything():
    f.an_approved_donation(amount_vnd=5_000_000)
    f.a_handover()
    f.a_gift()


def test_a_rebuild_after_ordinary_work_finds_nothing_wrong_and_changes_no_number():
    a_little_of_everything()
    before = [
        list(total.model.objects.order_by(*total.keys).values(*total.keys, *total.measures))
        for total in definitions.TOTALS
    ]
    assert rebuild() == []
    after = [
        list(total.model.objects.order_by(*total.keys).values(*total.keys, *total.measures))
        for total in definitions.TOTALS
    ]
    assert before == after
    assert all(before)


def test_a_second_hand_over_adds_its_own_gifts_to_the_cell_in_the_year_it_was_held():
    round_ = f.a_round()
    f.a_handover([f.an_approved_list(round=round_, gifts=1)], held_on=date(2024, 12, 31))
    f.a_handover([f.an_approved_list(round=round_, gifts=2)], held_on=date(2025, 1, 1))
    f.a_handover([f.an_approved_list(round=round_, gifts=3)], held_on=date(2025, 1, 2))
    assert list(GiftTotal.objects.order_by("year").values_list("year", "quantity")) == [(2024, 1), (2025, 5)]


@pytest.mark.parametrize("total", definitions.TOTALS, ids=lambda total: total.model.__name__)
@pytest.mark.parametrize("fault", ["wrong number", "lost cell", "extra cell"])
def test_a_planted_fault_in_any_total_is_found_and_mended(total, fault):
    a_little_of_everything()
    cell = total.model.objects.first()
    if fault == "wrong number":
        setattr(cell, total.measures[-1], getattr(cell, total.measures[-1]) + 1)
        cell.save()
    elif fault == "lost cell":
        cell.delete()
    else:
        extra = {name: getattr(cell, name) for name in (*total.keys, *total.measures)}
        key = "year" if "year" in total.keys else "kind"
        extra[key] = 1999 if key == "year" else GiftKind.RELIEF
        total.model.objects.create(**extra)
    assert [difference.table for difference in differences()] == [total.model.__name__]
    rebuild()
    assert differences() == []


def test_reported_figures_are_never_part_of_a_total():
    f.a_published_figure(value=54_380_000_000)
    assert not DonationTotal.objects.exists()
    assert not GiftTotal.objects.exists()
    assert differences() == []


def test_the_totals_of_a_list_and_what_is_handed_over_are_two_numbers():
    f.a_gift()
    assert not GiftTotal.objects.exists()


def test_adding_to_many_cells_is_one_statement_each_and_adds_up():
    programme = f.a_programme()
    cell = {"year": 2025, "programme_id": programme.pk, "form": "cash", "donations": 1, "amount_vnd": 10}
    apply.add(definitions.DONATIONS, [cell, cell, {**cell, "year": 2026}])
    assert list(DonationTotal.objects.order_by("year").values_list("year", "donations", "amount_vnd")) == [
        (2025, 2, 20),
        (2026, 1, 10),
    ]
    DonationTotal.objects.all().delete()
