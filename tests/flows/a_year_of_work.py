"""Officers at work in any order Hypothesis thinks of; after every act the equations are computed in plain Python."""

from collections import Counter
from copy import deepcopy
from datetime import date

import pytest
from django.db import transaction
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from hypothesis.strategies import booleans, data, dates, integers, sampled_from

from programmes.access.roles import APPROVER, HEADQUARTERS_OFFICER
from programmes.actions import (
    allocations,
    corrections,
    donations,
    donor_joins,
    gift_lists,
    gifts,
    handovers,
    moves,
    periods,
    renewals,
)
from programmes.actions import drafts as ways_back
from programmes.models import (
    Account,
    Category,
    ClosedPeriod,
    Correction,
    Donation,
    DonationTotal,
    Donor,
    Gift,
    GiftKind,
    GiftList,
    GiftPayment,
    HandoverEvent,
    HandoverOutcome,
    LedgerEntry,
)
from programmes.rules import funding
from programmes.rules.handovers import last_told
from programmes.rules.problems import RuleViolation
from programmes.rules.renewals import month_after, months_ending
from programmes.standards.dates import today_in_vietnam
from programmes.totals import invariants, sealed_records
from programmes.totals.rebuild import differences
from tests import factories as f
from tests import told
from tests.flows.plain_books import PlainBooks, PlainGift

ENDS = months_ending(today_in_vietnam())[-1]  # the first may be over before its tests
DAYS = dates(date(2024, 12, 30), date(2025, 1, 2))
GROUPS = sampled_from([GiftKind.TET_PACKAGE, GiftKind.HEALTH_CHECK])
OUTCOMES = sampled_from(["handed_over", "handed_over", "by_proxy", "absent", "returned"])


def waiting_for_approval():
    return Donation.objects.filter(state="received")


def free_donations():
    return Donation.objects.approved().filter(reverses__isnull=True).with_left().filter(left_vnd__gt=0)


def whole_donations():
    """Approved, not reversed, nothing of them allocated."""
    return [d for d in free_donations().filter(reversal__isnull=True) if d.left_vnd == d.amount_vnd]


def standing_donations():
    return Donation.objects.approved().filter(reverses__isnull=True, reversal__isnull=True)


def group_gifts():
    return Gift.objects.filter(gift_list__state="draft", recipient=None)


def approved_lists(round_):
    return GiftList.objects.filter(state="approved", round=round_)


def drafts():
    return GiftList.objects.filter(state="draft", gifts__isnull=False).distinct()


def without_event():
    return GiftList.objects.filter(state="approved").exclude(handover_lines__event__state="planned")


def planned():
    return HandoverEvent.objects.filter(state="planned")


def settled_gifts():
    return Gift.objects.filter(gift_list__state__in=["approved", "handed_over"])


class AYearOfWork(RuleBasedStateMachine):
    """Acts of officers, forbidden ones among them; what belongs to a closed year takes a correction."""

    def open_the_office(self):
        """Once for many years: each is another `year_of_its_own`."""
        self.books = PlainBooks()
        self.round, self.elsewhere = f.a_round(), f.a_round()
        self.offices = [f.an_office("40"), f.an_office("11")]
        self.checker, self.money = f.an_officer(APPROVER), f.the_maker(f.headquarters())
        self.taker = f.an_officer(HEADQUARTERS_OFFICER, f.headquarters())
        self.closed = set()
        self.givers = [f.a_donor(), f.a_donor()]
        for amount in (3_000_000, 9_000_000):
            self._approve(self._record(date(2025, 1, 1), amount))
        self._record(date(2024, 12, 30), 400_000)  # waits, and the year may be closed before it is approved
        mistake = self._record(date(2025, 1, 2), 500_000)
        self._approve(mistake)
        donations.reverse(mistake, reason="Nhầm", by=f.the_maker())
        for office in self.offices:
            gift_list = f.a_gift_list(office=office, round=self.round)
            for number, cost in enumerate((700_000, 0, 1_100_000), start=1):
                self._issue(gift_list, GiftKind.TET_PACKAGE, number, cost)
        self._ready_to_be_handed_over(gift_list)
        self._give_a_card_that_ends_soon()
        f.the_rates()
        return self

    def year_of_its_own(self):
        """This office as it was opened; what is done in the year is undone at its end."""
        another = type(self)()
        for name in ("round", "elsewhere", "offices", "checker", "money", "taker", "givers", "card"):
            setattr(another, name, getattr(self, name))
        another.books, another.closed = deepcopy(self.books), set()
        another.year = transaction.atomic()
        another.year.__enter__()
        return another

    def _ready_to_be_handed_over(self, gift_list):
        """So that a closed event is one step away: two donations pay for the list, its people are expected."""
        approved = gift_lists.approve(gift_lists.submit(gift_list, by=f.the_maker(gift_list.office)), by=self.checker)
        for donation, amount in zip(free_donations().order_by("pk"), (1_000_000, 800_000), strict=False):
            self._allocate(donation, approved, amount)
        f.a_planned_handover([approved], held_on=date(2025, 1, 1))

    def _give_a_card_that_ends_soon(self):
        """In the other round, whose money has paid for it: who holds it may be proposed again in this one."""
        gift_list = f.a_gift_list(office=self.offices[0], round=self.elsewhere)
        self.card = f.a_gift(gift_list, months=12, starts_on=month_after(ENDS, -11), category=Category.NEAR_POOR)
        self._keep(self.card).outcome = "handed_over"
        cost = self.card.donor_cost_vnd
        donation = f.a_donation(round=self.elsewhere, received_on=date(2025, 1, 1), amount_vnd=cost)
        self._approve(donation)
        gift_lists.approve(self._submit(gift_list), by=self.checker)
        self._allocate(donation, gift_list, cost)
        event = f.a_planned_handover([gift_list], held_on=date(2025, 1, 1))
        handovers.note_the_rest(event, by=f.the_maker(gift_list.office))
        handovers.hand_over(event, by=f.the_maker(gift_list.office))
        self.books.close(gift_list.pk, event.held_on)

    def pick(self, chooser, records):
        return chooser.draw(sampled_from(sorted(records, key=lambda record: record.pk)))

    # Money

    def _record(self, day, amount):
        giver = Donor.objects.select_related("same_as").get(pk=self.givers[amount > 5_000_000].pk).of_office
        return f.a_donation(round=self.round, donor=giver, received_on=day, amount_vnd=amount)

    def _approve(self, donation):
        if donation.received_on.year in self.closed:
            with pytest.raises(RuleViolation):
                donations.approve(donation, by=self.checker)
            self._correct(donation=donation)
            approved = Donation.objects.get(pk=donation.pk)
        else:
            approved = donations.approve(donation, by=self.checker)
        self.books.raised[approved.received_on.year, approved.programme_id] += approved.amount_vnd
        if approved.reverses_id:
            self.books.move("reversed", approved.reverses_id, None, -approved.amount_vnd)
        else:
            self.books.move("received", approved.pk, None, approved.amount_vnd)

    @rule(day=DAYS, amount=integers(1, 10**7))
    def record_a_donation(self, day, amount):
        self._record(day, amount)

    @precondition(lambda self: waiting_for_approval().exists())
    @rule(chooser=data())
    def approve_a_donation(self, chooser):
        donation = self.pick(chooser, waiting_for_approval())
        if donation.reverses_id and self.books.left(donation.reverses_id) < -donation.amount_vnd:
            with pytest.raises(RuleViolation):
                donations.approve(donation, by=self.checker)
        else:
            self._approve(donation)

    @precondition(lambda self: whole_donations())
    @rule(chooser=data())
    def ask_for_a_reversal(self, chooser):
        donations.reverse(self.pick(chooser, whole_donations()), reason="Nhầm", by=f.the_maker())

    @rule()
    def join_the_givers_or_part_them(self):
        first, second = Donor.objects.filter(pk__in=[donor.pk for donor in self.givers]).order_by("pk")
        asked = {"other": first, "is_apart": second.same_as_id is not None, "reason": "Đã hỏi", "by": self.money}
        donor_joins.approve(donor_joins.propose(second, **asked), by=self.checker)

    @precondition(lambda self: standing_donations().exists())
    @rule(chooser=data())
    def move_a_donation(self, chooser):
        """To the other round and programme; while it pays for lists of its own one it stays there."""
        donation = self.pick(chooser, standing_donations())
        there = self.round if donation.round_id == self.elsewhere.pk else self.elsewhere
        after = {"programme": there.programme, "round": there, "reason": "Ghi nhầm", "by": self.money}
        if Account.objects.filter(donation=donation, kind__in=["funding", "spent"], balance_vnd__gt=0).exists():
            with pytest.raises(RuleViolation):
                moves.propose(donation, **after)
            return
        told = Correction.objects.count()
        moves.approve(moves.propose(donation, **after), by=self.checker)
        year = donation.received_on.year
        assert Correction.objects.count() == told + (year in self.closed)
        self.books.raised[year, donation.programme_id] -= donation.amount_vnd
        self.books.raised[year, there.programme_id] += donation.amount_vnd

    @precondition(lambda self: waiting_for_approval().exists())
    @rule(chooser=data())
    def try_to_approve_ones_own_donation(self, chooser):
        donation = self.pick(chooser, waiting_for_approval())
        maker = f.a_superuser()
        Donation.objects.filter(pk=donation.pk).update(entered_by=maker)
        with pytest.raises(RuleViolation):
            donations.approve(donation, by=maker)

    # Closed years

    @precondition(lambda self: not self.closed)
    @rule()
    def close_a_year(self):
        periods.close(ClosedPeriod(year=2024), by=self.money)
        self.closed.add(2024)

    def _correct(self, **what):
        corrections.approve(corrections.propose(reason="Nhập muộn", by=self.money, **what), by=self.checker)

    # Lists

    @rule(chooser=data())
    def draw_up_a_list(self, chooser):
        f.a_gift_list(office=chooser.draw(sampled_from(self.offices)), round=self.round)

    @precondition(lambda self: GiftList.objects.filter(state="draft").exists())
    @rule(chooser=data(), kind=GROUPS, quantity=integers(1, 300), cost=integers(0, 2_000_000))
    def issue_a_gift(self, chooser, kind, quantity, cost):
        gift_list = self.pick(chooser, GiftList.objects.filter(state="draft"))
        self._issue(gift_list, kind, quantity, cost)

    def _issue(self, gift_list, kind, quantity, cost):
        name = f"Nhóm {f.a_number()}"
        self._keep(f.a_gift(gift_list, kind=kind, group_name=name, quantity=quantity, donor_cost_vnd=cost))

    def _keep(self, gift):
        cell = (gift.gift_list.round_id, gift.gift_list.province_id, gift.kind)
        kept = PlainGift(gift.gift_list_id, cell, gift.quantity, gift.donor_cost_vnd)
        self.books.gifts[gift.pk] = kept
        return kept

    @rule()
    def draw_up_the_next_list(self):
        """Who holds the card and has no next one is on a new draft; else nobody is left to propose."""
        has_next = any(gift.cell[-1] == GiftKind.HI_CARD for pk, gift in self.books.gifts.items() if pk != self.card.pk)
        where = self.round, self.card.gift_list.province, ENDS
        maker = f.the_maker(self.card.gift_list.office)
        if has_next or not self.books.gifts[self.card.pk].given:
            with pytest.raises(RuleViolation):
                renewals.draw_up_next(*where, by=maker)
        else:
            (gift,) = renewals.draw_up_next(*where, by=maker).gifts.all()
            assert (gift.recipient, gift.starts_on) == (self.card.recipient, month_after(ENDS, 1))
            assert self._keep(gift).cost > 0

    @precondition(lambda self: group_gifts().exists())
    @rule(chooser=data(), cost=integers(0, 2_000_000))
    def correct_a_gift(self, chooser, cost):
        """Of a group: what a card costs the rates say."""
        gift = self.pick(chooser, group_gifts())
        gift.donor_cost_vnd = self.books.gifts[gift.pk].cost = cost
        gifts.correct(gift, by=f.the_maker(gift.gift_list.office))

    @precondition(lambda self: Gift.objects.filter(gift_list__state="draft").exists())
    @rule(chooser=data())
    def withdraw_a_gift(self, chooser):
        gift = self.pick(chooser, Gift.objects.filter(gift_list__state="draft"))
        del self.books.gifts[gift.pk]
        gifts.withdraw(gift, by=f.the_maker(gift.gift_list.office))

    def _submit(self, gift_list):
        return gift_lists.submit(gift_list, by=f.the_maker(gift_list.office))

    @precondition(lambda self: drafts().exists())
    @rule(chooser=data())
    def submit_and_return_a_list(self, chooser):
        submitted = self._submit(self.pick(chooser, drafts()))
        gift_lists.send_back(submitted, reason="Thiếu quyết định", by=self.checker)

    @precondition(lambda self: drafts().exists())
    @rule(chooser=data(), is_open=booleans())
    def submit_and_recall_a_list(self, chooser, is_open):
        submitted = self._submit(self.pick(chooser, drafts()))
        maker = f.the_maker(submitted.office)
        if is_open:
            gift_lists.open_decision(submitted, by=self.checker)
            with pytest.raises(RuleViolation):
                gift_lists.recall(submitted, reason="Ghi sai thôn", by=maker)
            gift_lists.put_off(submitted, by=self.checker)
        gift_lists.recall(submitted, reason="Ghi sai thôn", by=maker)

    @precondition(lambda self: GiftList.objects.filter(state="draft").exists())
    @rule(chooser=data())
    def move_a_list_to_another_round_and_back(self, chooser):
        gift_list = self.pick(chooser, GiftList.objects.filter(state="draft"))
        for round_ in (f.a_round(), self.round):
            maker = f.the_maker(gift_list.office)
            gift_list = ways_back.change_round(gift_list, round=round_, reason="Sai đợt", by=maker)

    @precondition(lambda self: GiftList.objects.filter(state="draft").exists())
    @rule(chooser=data())
    def cancel_a_list(self, chooser):
        gift_list = self.pick(chooser, GiftList.objects.filter(state="draft"))
        for pk in self.books.of_list(gift_list.pk):
            del self.books.gifts[pk]
        ways_back.cancel(gift_list, reason="Lập nhầm", by=f.the_maker(gift_list.office))

    @precondition(lambda self: drafts().exists())
    @rule(chooser=data())
    def submit_and_approve_a_list(self, chooser):
        submitted = self._submit(self.pick(chooser, drafts()))
        cost = sum(gift.cost for gift in self.books.of_list(submitted.pk).values())
        if any(funding.check_means(submitted, cost)):
            with pytest.raises(RuleViolation):
                gift_lists.approve(submitted, by=self.checker)
            gift_lists.send_back(submitted, reason="Chưa đủ nguồn", by=self.checker)
        else:
            assert gift_lists.approve(submitted, by=self.checker).value_vnd == cost

    @precondition(lambda self: drafts().exists())
    @rule(chooser=data())
    def try_to_approve_a_list_of_ones_own_gift(self, chooser):
        gift_list, maker = self.pick(chooser, drafts()), f.a_superuser()
        Gift.objects.filter(gift_list=gift_list).update(entered_by=maker)
        submitted = self._submit(gift_list)
        with pytest.raises(RuleViolation):
            gift_lists.approve(submitted, by=maker)
        gift_lists.send_back(submitted, reason="Người nhập tự duyệt", by=self.checker)

    @precondition(lambda self: settled_gifts().exists())
    @rule(chooser=data())
    def try_to_change_an_approved_gift(self, chooser):
        gift = self.pick(chooser, settled_gifts())
        gift.donor_cost_vnd += 1
        with pytest.raises(RuleViolation):
            gifts.correct(gift, by=f.the_maker(gift.gift_list.office))
        with pytest.raises(RuleViolation):
            gifts.withdraw(gift, by=f.the_maker(gift.gift_list.office))

    # From money to gifts

    def usable(self):
        return free_donations().filter(round=self.round)

    @precondition(lambda self: self.usable().exists() and approved_lists(self.round).exists())
    @rule(chooser=data(), share=sampled_from([1, 2, 3]))
    def allocate(self, chooser, share):
        donation = self.pick(chooser, self.usable())
        gift_list = self.pick(chooser, approved_lists(self.round))
        amount = min(donation.left_vnd, funding.still_needed(gift_list)) // share
        if amount > 0:
            self._allocate(donation, gift_list, amount)

    def _allocate(self, donation, gift_list, amount):
        allocations.allocate(donation, gift_list, amount, by=self.money)
        self.books.allocate(donation.pk, gift_list.pk, amount)

    @precondition(lambda self: self.usable().exists() and approved_lists(self.round).exists())
    @rule(chooser=data())
    def try_to_allocate_too_much(self, chooser):
        donation = self.pick(chooser, self.usable())
        gift_list = self.pick(chooser, approved_lists(self.round))
        amount = max(min(donation.left_vnd, funding.still_needed(gift_list)), 0) + 1
        with pytest.raises(RuleViolation):
            allocations.allocate(donation, gift_list, amount, by=self.money)

    @precondition(lambda self: Account.objects.filter(kind="funding", balance_vnd__gt=1).exists())
    @rule(chooser=data())
    def release_half(self, chooser):
        account = self.pick(chooser, Account.objects.filter(kind="funding", balance_vnd__gt=1))
        amount = account.balance_vnd // 2
        allocations.release(account.donation, account.gift_list, amount, reason="Chuyển nguồn", by=self.money)
        self.books.move("released", account.donation_id, account.gift_list_id, amount)

    @precondition(lambda self: without_event().exists())
    @rule(chooser=data(), day=DAYS)
    def plan_a_hand_over(self, chooser, day):
        gift_list = self.pick(chooser, without_event())
        f.a_planned_handover([gift_list], held_on=day)
        for gift in self.books.of_list(gift_list.pk).values():
            gift.outcome = "" if gift.outcome == "absent" else gift.outcome

    @precondition(lambda self: planned().exists())
    @rule(chooser=data(), outcome=OUTCOMES)
    def note_an_outcome(self, chooser, outcome):
        event = self.pick(chooser, planned())
        expected = Gift.objects.expected().filter(gift_list__handover_lines__event=event)
        if expected.exists():
            gift = self.pick(chooser, expected)
            handovers.note_outcomes(event, [gift.pk], outcome, by=f.the_maker(event.office))
            self.books.gifts[gift.pk].outcome = outcome

    @precondition(lambda self: planned().exists())
    @rule(chooser=data())
    def close_an_event(self, chooser):
        event = self.pick(chooser, planned())
        (gift_list,) = GiftList.objects.filter(handover_lines__event=event)
        handovers.note_the_rest(event, by=f.the_maker(event.office))
        here = self.books.of_list(gift_list.pk).values()
        for gift in here:
            gift.outcome = gift.outcome or "handed_over"
        received = sum(g.cost for g in here if g.given is None and g.outcome in {"handed_over", "by_proxy"})
        there = sum(self.books.set_aside(d, gift_list.pk) for d in self.books.funding_order[gift_list.pk])
        if received > there:
            with pytest.raises(RuleViolation):
                handovers.hand_over(event, by=f.the_maker(event.office))
        else:
            if event.held_on.year in self.closed:
                with pytest.raises(RuleViolation):
                    handovers.hand_over(event, by=f.the_maker(event.office))
                self._correct(event=event)
            else:
                handovers.hand_over(event, by=f.the_maker(event.office))
            self.books.close(gift_list.pk, event.held_on)

    @precondition(lambda self: Gift.objects.filter(event__isnull=False).exists())
    @rule(chooser=data())
    def take_a_gift_back(self, chooser):
        gift = self.pick(chooser, Gift.objects.filter(event__isnull=False))
        if gift.event.held_on.year in self.closed:
            with pytest.raises(RuleViolation):
                handovers.take_back(gift, reason="Người nhận trả lại", by=self.taker)
            corrections.approve(corrections.propose(gift=gift, reason="Trả lại", by=self.taker), by=self.checker)
        else:
            handovers.take_back(gift, reason="Người nhận trả lại", by=self.taker)
        self.books.take_back(gift.pk)

    @precondition(lambda self: HandoverOutcome.objects.exists())
    @rule(chooser=data(), outcome=OUTCOMES)
    def correct_an_outcome(self, chooser, outcome):
        gift = self.pick(chooser, Gift.objects.filter(handover_outcomes__isnull=False).distinct())
        told, cost, gift_list = last_told(gift), gift.donor_cost_vnd, gift.gift_list
        there = sum(self.books.set_aside(d, gift_list.pk) for d in self.books.funding_order[gift_list.pk])
        if told.outcome == "returned":
            is_refused = bool(cost and any(funding.check_means_again(gift_list, cost)))
        else:
            is_refused = told.outcome == "absent" and outcome in Gift.RECEIVED and cost > there
        if is_refused or told.outcome == outcome:
            with pytest.raises(RuleViolation), transaction.atomic():
                self._correct(gift=gift, outcome=outcome)
        else:
            is_planned = planned().filter(lines__gift_list=gift_list).exists()
            usable = free_donations().filter(round=gift_list.round)  # what was moved to another round pays no more
            usable = set(usable.values_list("pk", flat=True))
            self._correct(gift=gift, outcome=outcome)
            self.books.change(gift.pk, outcome, told.event.held_on, is_planned, usable)

    @precondition(lambda self: planned().exists())
    @rule(chooser=data())
    def withdraw_a_plan(self, chooser):
        event = self.pick(chooser, planned())
        if event.corrections.exists():
            return
        for pk in (
            Gift.objects.not_received().filter(gift_list__handover_lines__event=event).values_list("pk", flat=True)
        ):
            self.books.gifts[pk].outcome = ""
        handovers.withdraw(event, reason="Lập nhầm", by=f.the_maker(event.office))

    # The equations

    @invariant()
    def the_books_are_those_of_plain_python(self):
        stored = Counter()
        for kind, donation, gift_list, amount in LedgerEntry.objects.values_list(
            "kind", "donation", "gift_list", "amount_vnd"
        ):
            stored[kind, donation, gift_list] += amount
        assert +stored == +self.books.moved

    @invariant()
    def every_balance_is_what_went_in_less_what_went_out(self):
        balances = {(a.kind, a.donation_id, a.gift_list_id): a.balance_vnd for a in Account.objects.all()}
        assert sum(balances.values()) == 0
        for (kind, donation, gift_list), balance in balances.items():
            match kind:
                case "donation":
                    assert balance == self.books.left(donation)
                case "funding":
                    assert balance == self.books.set_aside(donation, gift_list)
                case "spent":
                    assert balance == self.books.spent(donation, gift_list)
        for donation in {d for _kind, d, _l in balances if d}:
            came = self.books.moved["received", donation, None] - self.books.moved["reversed", donation, None]
            assert came == sum(balance for (_kind, d, _l), balance in balances.items() if d == donation)

    @invariant()
    def each_gift_is_paid_for_once_and_in_full(self):
        stored = Counter()
        for gift, donation, amount in GiftPayment.objects.values_list("gift", "donation", "amount_vnd"):
            stored[gift, donation] += amount
        assert +stored == +self.books.paid
        per_gift = Counter()
        for (gift, _donation), amount in self.books.paid.items():
            per_gift[gift] += amount
        for pk, gift in self.books.gifts.items():
            assert per_gift[pk] == (gift.cost if gift.given else 0)

    @invariant()
    def no_list_is_funded_beyond_its_value(self):
        for gift_list in GiftList.objects.filter(state__in=["approved", "handed_over"]):
            gifts_here = self.books.of_list(gift_list.pk).values()
            assert gift_list.value_vnd == sum(gift.cost for gift in gifts_here)
            assert 0 <= gift_list.funded_vnd <= gift_list.value_vnd

    @invariant()
    def public_totals_are_the_sum_of_the_acts(self):
        assert differences() == []
        raised = Counter()
        for year, programme, amount in DonationTotal.objects.values_list("year", "programme", "amount_vnd"):
            raised[year, programme] += amount
        assert {cell: sum_ for cell, sum_ in raised.items() if sum_} == {
            cell: sum_ for cell, sum_ in self.books.raised.items() if sum_
        }
        assert told.handed_over() == self.books.given()

    @invariant()
    def closed_years_are_as_they_were_sealed(self):
        assert sealed_records.faults()[1] == []

    def teardown(self):
        _lists, beyond_means = invariants.means()
        transaction.set_rollback(True)
        self.year.__exit__(None, None, None)
        assert not beyond_means  # honest work approves no list beyond the money there is
