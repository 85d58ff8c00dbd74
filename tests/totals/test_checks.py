"""Every invariant of the books: green after honest work, red as soon as somebody breaks it in the database."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.utils import timezone

from programmes.access import roles
from programmes.actions import allocations, bank_lines, donations, gift_lists, gifts, handovers, periods
from programmes.models import (
    Account,
    BookCheck,
    Category,
    ClosedPeriod,
    Conflict,
    Donation,
    Gift,
    GiftList,
    GiftListTotal,
    LedgerEntry,
)
from programmes.totals import checks, guards
from tests import factories as f
from tests.guards import break_by_hand, lowered

pytestmark = pytest.mark.django_db
BY_CODE = {check.code: check for check in checks.CHECKS}


@pytest.fixture
def books():
    """A bit of everything: goods, a reversal, money released, gifts handed over, absent and taken back, a pledge."""
    f.an_approved_donation(form=Donation.Form.IN_KIND, goods="Gạo", amount_vnd=900_000)
    wrong = f.an_approved_donation(amount_vnd=700_000)
    donations.approve(donations.reverse(wrong, reason="Ghi trùng", by=f.the_maker()), by=f.the_checker())
    f.a_donation(amount_vnd=123_000)
    gift_list = f.an_approved_list(gifts=4)
    f.fund(gift_list)
    donation = Donation.objects.filter(round=gift_list.round).get()
    by = f.the_maker(f.headquarters())
    allocations.release(donation, gift_list, 50_000, reason="Thử rút", by=by)
    allocations.allocate(donation, gift_list, 50_000, by=by)
    event = f.a_planned_handover([gift_list])
    absent = gift_list.gifts.order_by("pk").last()
    handovers.note_outcomes(event, [absent.pk], Gift.Outcome.ABSENT, by=f.the_maker())
    handovers.note_the_rest(event, by=f.the_maker())
    handovers.hand_over(event, by=f.the_maker())
    gift = gift_list.gifts.filter(event=event).first()
    handovers.take_back(gift, reason="Trả lại", by=by)
    f.a_gift()
    f.a_paper(gift_list)
    f.a_published_figure()
    f.a_letter()
    periods.close(ClosedPeriod(year=2024), by=f.the_maker(f.headquarters()))
    return gift_list


def failures(*, but=("sealed_lists",)):
    """{code: failures} of the checks that are red now. That of approved lists sees every cell of them that was changed
    beside the check that is meant (test_sealed_lists.py).
    """
    return {check.code: found for check in checks.CHECKS if check.code not in but and (found := check.count()[1])}


def test_honest_work_leaves_every_check_green_and_each_has_looked_at_rows(books):
    assert failures(but=()) == {}
    f.an_approved_donation()
    blind = {check.code for check in checks.CHECKS if not check.count()[0]}
    assert blind == set()


def one(model, **where):
    return model.objects.filter(**where).order_by("pk").first().pk


def test_a_balance_that_was_changed_is_seen(books):
    account = one(Account, kind="spent")
    break_by_hand("UPDATE programmes_account SET balance_vnd = balance_vnd + 1 WHERE id = %s", [account])
    assert failures() == {"accounts": 1, "forms": 1, "donations": 1, "spent": 1}


def test_an_entry_that_was_lost_is_seen(books):
    entry = one(LedgerEntry, kind="released", reason="Thử rút")
    assert break_by_hand("DELETE FROM programmes_ledgerentry WHERE id = %s", [entry]) == 1
    assert failures() == {"accounts": 2, "list_funding": 1}


def test_an_entry_whose_amount_was_changed_is_seen(books):
    entry = one(LedgerEntry, kind="reversed")
    break_by_hand("UPDATE programmes_ledgerentry SET amount_vnd = amount_vnd - 1 WHERE id = %s", [entry])
    assert failures() == {"accounts": 2, "receipts": 1}


def test_an_entry_that_went_another_way_is_seen(books):
    entry = one(LedgerEntry, kind="received")
    break_by_hand("UPDATE programmes_ledgerentry SET kind = 'allocated' WHERE id = %s", [entry])
    assert failures() == {"routes": 1, "receipts": 1, "entry_days": 1}


@pytest.mark.parametrize("kind", LedgerEntry.Kind)
def test_an_entry_that_was_put_on_another_day_is_seen(kind, books):
    """Whatever the month of its day, closed or open."""
    days = {"sqlite": "date(happened_on, '-1 day')", "postgresql": "happened_on - 1"}
    entry, day = one(LedgerEntry, kind=kind), days[connection.vendor]
    break_by_hand(f"UPDATE programmes_ledgerentry SET happened_on = {day} WHERE id = %s", [entry])
    assert failures() == {"entry_days": 1}


def test_another_approver_than_the_trail_names_is_seen(books):
    other = f.an_officer(roles.APPROVER)
    for model in (Donation, GiftList):
        changed = one(model, approved_by=f.the_checker())
        break_by_hand(f"UPDATE {model._meta.db_table} SET approved_by_id = %s WHERE id = %s", [other.pk, changed])
    assert failures() == {"approvers": 2}


def test_an_entry_under_the_name_of_another_donation_is_seen(books):
    entry, other = one(LedgerEntry, kind="spent"), f.an_approved_donation().pk
    break_by_hand("UPDATE programmes_ledgerentry SET donation_id = %s WHERE id = %s", [other, entry])
    assert failures() == {"routes": 1}


def test_a_donation_that_was_approved_past_the_books_is_seen(books):
    donation = f.a_donation()
    break_by_hand(
        "UPDATE programmes_donation SET state = 'approved', approved_at = %s, approved_by_id = %s WHERE id = %s",
        [timezone.now(), f.the_checker().pk, donation.pk],
    )
    red = failures()
    assert (red["receipts"], red["donations"], red["in_the_trail"]) == (1, 1, 1)
    assert red["public_totals"] >= 1


def test_an_approved_amount_that_was_changed_is_seen(books):
    donation = one(Donation, state="approved", reverses=None, reversal=None, form="cash")
    break_by_hand("UPDATE programmes_donation SET amount_vnd = amount_vnd + 1 WHERE id = %s", [donation])
    red = failures()
    assert (red["receipts"], red["donations"], red["frozen"]) == (1, 1, 1)


def test_a_list_value_that_was_changed_is_seen(books):
    break_by_hand("UPDATE programmes_giftlist SET value_vnd = value_vnd + 1 WHERE id = %s", [books.pk])
    assert failures() == {"list_values": 1}


def test_a_gift_that_is_wrongly_noted_as_of_another_value_is_seen_and_one_that_is_not_noted(books):
    gift = one(Gift, event__isnull=False)
    break_by_hand("UPDATE programmes_gift SET differs = true WHERE id = %s", [gift])
    assert failures() == {"list_values": 1}
    f.the_rates()
    f.a_gift(category=Category.NEAR_POOR, donor_cost_vnd=400_000)
    break_by_hand("UPDATE programmes_gift SET differs = NOT differs WHERE differs")
    assert failures() == {"list_values": 1}


def test_a_gift_of_an_approved_list_that_became_dearer_is_seen(books):
    gift = one(Gift, event__isnull=False)
    break_by_hand("UPDATE programmes_gift SET donor_cost_vnd = donor_cost_vnd + 1 WHERE id = %s", [gift])
    red = failures()
    assert (red["list_values"], red["gift_payments"]) == (1, 1)
    assert "public_totals" in red


def test_a_funding_that_was_changed_is_seen(books):
    break_by_hand("UPDATE programmes_giftlist SET funded_vnd = funded_vnd - 1 WHERE id = %s", [books.pk])
    assert failures() == {"list_funding": 1}


def approved_past_the_means(monkeypatch, **over):
    """A list that was approved without a look at the money there is."""
    with monkeypatch.context() as patch:
        patch.setattr(gift_lists.funding, "check_means", lambda *_what: ())
        return gift_lists.approve(f.a_submitted_list(**over), by=f.the_checker())


@pytest.mark.parametrize("where", ["same province", "other province", "earmark of another province"])
def test_lists_approved_on_the_same_money_are_seen_until_there_is_money_for_both(where, monkeypatch):
    first = f.an_approved_list()
    over = {"office": f.an_office(f.DIEN_BIEN)} if "other" in where else {}
    if where == "earmark of another province":
        f.an_approved_donation(round=first.round, earmark=first.province)
        over["gifts"] = 3
    second = approved_past_the_means(monkeypatch, round=first.round, **over)
    assert failures() == {"means": 1}
    f.fund(first)
    assert failures() == {"means": 1}
    f.a_handover([first])
    assert failures() == {"means": 1}
    f.means_for(second)
    assert failures() == {}


def test_a_list_approved_on_no_money_or_made_dearer_afterwards_is_seen(books, monkeypatch):
    other = approved_past_the_means(monkeypatch, gifts=1)
    assert failures() == {"means": 1}
    f.means_for(other)
    break_by_hand("UPDATE programmes_giftlist SET value_vnd = value_vnd + 1 WHERE id = %s", [other.pk])
    assert failures() == {"means": 1, "list_values": 1}


def test_money_that_went_elsewhere_after_the_approval_breaks_no_promise_of_the_approver():
    gift_list, by = f.a_submitted_list(), f.the_maker(f.headquarters())
    common, mistaken = (
        f.an_approved_donation(programme=gift_list.round.programme, amount_vnd=379_080) for _each in "12"
    )
    gift_lists.approve(gift_list, by=f.the_checker())
    elsewhere = f.an_approved_list(round=f.a_round(programme=gift_list.round.programme))
    allocations.allocate(common, elsewhere, 379_080, by=by)
    donations.approve(donations.reverse(mistaken, reason="Ghi trùng", by=f.the_maker()), by=f.the_checker())
    assert failures() == {}


def test_a_payment_that_was_lost_is_seen(books):
    gift = one(Gift, event__isnull=False)
    break_by_hand("DELETE FROM programmes_giftpayment WHERE gift_id = %s", [gift])
    assert failures() == {"gift_payments": 1, "spent": 1}


def test_a_payment_of_a_gift_that_nobody_received_is_seen(books):
    gift, absent = one(Gift, event__isnull=False), one(Gift, outcome="absent")
    break_by_hand("UPDATE programmes_giftpayment SET gift_id = %s WHERE gift_id = %s", [absent, gift])
    assert failures() == {"gift_payments": 2}


def test_a_payment_by_a_donation_that_never_spent_is_seen(books):
    gift, other = one(Gift, event__isnull=False), f.an_approved_donation().pk
    break_by_hand("UPDATE programmes_giftpayment SET donation_id = %s WHERE gift_id = %s", [other, gift])
    assert failures() == {"spent": 2}


def test_a_public_total_that_was_changed_is_seen(books):
    total = GiftListTotal.objects.earliest("pk")
    break_by_hand("UPDATE programmes_giftlisttotal SET quantity = quantity + 1 WHERE id = %s", [total.pk])
    assert failures() == {"public_totals": 1}


@pytest.mark.parametrize(
    ("changed", "wrong"),
    [
        ("height = 'programme' WHERE quantity = 6", 2),  # the other row of its block is still told by the round
        ("height = 'programme' WHERE quantity = 12", 0),
        ("year = 2024 WHERE quantity = 6", 1),
        ("height = 'new', block = NULL, disclosed_at = NULL WHERE quantity = 12", 1),
        ("quantity = quantity + 1 WHERE quantity = 6", 1),
    ],
)
def test_what_is_told_of_gifts_otherwise_than_its_block_or_its_event_is_seen(changed, wrong):
    round_ = f.a_round()
    for size in (6, 12, 7):  # the first waits and is told together with the last
        f.a_handover([f.an_approved_list(gifts=size, round=round_)])
    assert failures() == {}
    break_by_hand(f"UPDATE programmes_disclosure SET {changed}")
    assert failures() == ({"disclosures": wrong} if wrong else {})


def test_an_approver_who_entered_a_gift_of_the_list_is_seen(books):
    break_by_hand("UPDATE programmes_gift SET entered_by_id = %s", [f.the_checker().pk])
    assert failures() == {"approvers": 1}


def test_an_approver_who_once_entered_the_donation_is_seen(books):
    donation = f.a_donation()
    donations.correct(donation, by=f.an_officer(office=donation.office))
    donations.approve(donation, by=f.the_checker())
    assert failures() == {}
    break_by_hand("UPDATE programmes_donation SET approved_by_id = %s WHERE id = %s", [f.the_maker().pk, donation.pk])
    assert failures() == {"approvers": 1}


def test_an_approver_who_once_entered_a_gift_is_seen():
    gift_list = f.a_gift_list()
    gift = f.a_gift(gift_list)
    gifts.correct(gift, by=f.an_officer(office=gift_list.office))
    gift_list.refresh_from_db()
    f.gift_lists.submit(gift_list, by=f.an_officer(office=gift_list.office))
    f.means_for(gift_list)
    f.gift_lists.approve(gift_list, by=f.the_checker())
    assert failures() == {}
    other = f.an_officer(office=gift_list.office)
    break_by_hand("UPDATE programmes_giftlist SET entered_by_id = %s", [other.pk])
    break_by_hand("UPDATE programmes_giftlist SET approved_by_id = %s", [f.the_maker().pk])
    assert failures() == {"approvers": 2}  # the list, which another approved, and the gift


def test_a_gift_that_came_into_an_approved_list_is_seen(books):
    outsider = Gift.objects.exclude(gift_list=books).get()
    break_by_hand("UPDATE programmes_gift SET gift_list_id = %s WHERE id = %s", [books.pk, outsider.pk])
    assert failures()["frozen"] == 1


def test_a_gift_that_was_changed_after_the_approval_is_seen(books):
    later = timezone.now() + timedelta(minutes=1)
    gift = one(Gift, event__isnull=False)
    break_by_hand("UPDATE programmes_gift SET note = 'sửa', updated_at = %s WHERE id = %s", [later, gift])
    assert failures() == {"frozen": 1}


def test_the_same_months_twice_are_seen(books):
    first, second = Gift.objects.filter(gift_list=books, event__isnull=False)[:2]
    other_round = f.a_round()
    break_by_hand(
        "UPDATE programmes_gift SET recipient_id = %s, round_id = %s WHERE id = %s",
        [first.recipient_id, other_round.pk, second.pk],
    )
    assert failures() == {"insured_months": 1}


@pytest.mark.parametrize("order", [1, -1], ids=["the later gift's", "the earlier gift's"])
def test_the_same_months_twice_are_right_where_two_have_decided(books, order):
    first, second = Gift.objects.filter(gift_list=books, event__isnull=False).order_by("pk")[:2]
    break_by_hand(
        "UPDATE programmes_gift SET recipient_id = %s, round_id = %s WHERE id = %s",
        [first.recipient_id, f.a_round().pk, second.pk],
    )
    other, gift = (first, second)[::order]
    said = {"proposed_by": f.the_maker(), "decided_by": f.the_checker(), "reason": "Thẻ cũ hỏng"}
    now = timezone.now()
    conflict = Conflict(gift=gift, other=other, state=Conflict.State.ALLOWED, proposed_at=now, decided_at=now, **said)
    conflict.save()
    assert failures() == {}


def test_months_after_one_another_are_no_overlap(books):
    first, second = Gift.objects.filter(gift_list=books, event__isnull=False)[:2]
    break_by_hand(
        "UPDATE programmes_gift SET recipient_id = %s, round_id = %s, starts_on = '2026-12-01' WHERE id = %s",
        [first.recipient_id, f.a_round().pk, second.pk],
    )
    assert failures() == {}


@pytest.mark.parametrize(
    ("table", "wrong"),
    [("bankmatch SET amount_vnd", 2), ("bankline SET matched_vnd", 1), ("donation SET confirmed_vnd", 1)],
)
def test_a_match_or_a_sum_of_matches_that_was_changed_is_seen(table, wrong):
    bank_lines.link(f.a_bank_line(), f.a_donation(), 4_000, by=f.the_maker())
    assert failures() == {}
    break_by_hand(f"UPDATE programmes_{table} = 3999")
    assert failures() == {"bank_matches": wrong}


def test_a_line_that_was_cut_out_of_the_audit_trail_is_seen(books):
    break_by_hand(
        "DELETE FROM programmes_auditevent WHERE verb = 'approve' AND target_type = 'giftlist'",
    )
    assert failures() == {"in_the_trail": 1}


@pytest.mark.parametrize("name", ["ledger_moves", "donation_frozen", "audit"])
def test_a_guard_that_was_removed_is_seen(name, books):
    kind = guards.OF_APPEND_ONLY[connection.vendor][1]
    name = f"programmes_auditevent_{kind}" if name == "audit" else name
    with connection.cursor() as cursor:
        cursor.execute(drop(name))
    assert failures() == {"database_guards": 1}
    assert guards.missing() == {name}


def drop(name):
    if connection.vendor == "sqlite":
        return f"DROP TRIGGER {name}"
    table = name if "auditevent" in name else {"ledger_moves": "ledgerentry", "donation_frozen": "donation"}[name]
    return f"DROP TRIGGER {name} ON programmes_{table.split('_')[1] if '_' in table else table}"


def test_a_guard_that_was_switched_off_is_seen():
    if connection.vendor == "sqlite":
        with lowered():
            assert failures() == {"database_guards": len(guards.expected())}
        return
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE programmes_ledgerentry DISABLE TRIGGER ledger_moves")
    assert failures() == {"database_guards": 1}


def test_the_guards_looked_for_are_those_that_the_migrations_raise():
    assert guards.expected() == guards.standing()


def test_each_result_is_kept_with_its_time_and_its_rows(books):
    assert checks.are_due()
    result = checks.run(BY_CODE["accounts"])
    checks.run(BY_CODE["accounts"])
    stored = BookCheck.objects.get(code="accounts")
    assert (stored.rows, stored.failures) == (Account.objects.count(), 0)
    assert result.is_good
    assert not checks.Result(BY_CODE["forms"], None).is_good


def test_the_checks_are_due_when_the_oldest_result_is_a_day_old():
    for check in checks.CHECKS:
        checks.run(check)
    assert not checks.are_due()
    assert checks.are_due(now=timezone.now() + timedelta(hours=25))
    BookCheck.objects.filter(code="spent").delete()
    assert checks.are_due()


def looked_at_today(code):
    """(rows, failures) of a check after the run of the day."""
    found = {result.check.code: result.found for result in checks.run_all(whole=False)}[code]
    return found.rows, found.failures


def a_payment_is_made_more(gift, vnd):
    break_by_hand("UPDATE programmes_giftpayment SET amount_vnd = amount_vnd + %s WHERE gift_id = %s", [vnd, gift.pk])


def test_what_is_sealed_is_left_out_each_day_and_looked_at_each_week_and_as_long_as_it_is_wrong():
    of_last_year, of_this_year = f.an_approved_list(gifts=3), f.an_approved_list(gifts=2)
    f.a_handover([of_last_year])
    f.a_handover([of_this_year], held_on=date(2026, 1, 5))
    periods.close(ClosedPeriod(year=2025), by=f.the_maker(f.headquarters()))
    assert looked_at_today("gift_payments") == (5, 0)  # for the first time
    gift = of_last_year.gifts.first()
    a_payment_is_made_more(gift, 1)
    assert looked_at_today("gift_payments") == (2, 0)
    BookCheck.objects.update(whole_at=timezone.now() - timedelta(days=7))
    assert [looked_at_today("gift_payments"), looked_at_today("gift_payments")] == [(5, 1), (5, 1)]
    assert BookCheck.objects.get(code="sealed_periods").failures == 1
    a_payment_is_made_more(gift, -1)
    assert [looked_at_today("gift_payments"), looked_at_today("gift_payments")] == [(5, 0), (2, 0)]


def test_each_day_is_seen_what_is_wrong_in_a_list_that_is_not_wholly_sealed():
    waits = f.an_approved_list(gifts=2)
    event = f.a_planned_handover([waits])
    f.fund(waits)
    handovers.note_outcomes(event, [waits.gifts.first().pk], Gift.Outcome.ABSENT, by=f.the_maker())
    handovers.note_the_rest(event, by=f.the_maker())
    handovers.hand_over(event, by=f.the_maker())
    periods.close(ClosedPeriod(year=2025), by=f.the_maker(f.headquarters()))
    assert looked_at_today("gift_payments") == (2, 0)
    a_payment_is_made_more(waits.gifts.get(event=event), 1)
    assert looked_at_today("gift_payments") == (2, 1)


def test_each_day_is_seen_that_somebody_has_the_months_of_a_sealed_gift_again():
    sealed, other = f.an_approved_list(gifts=1), f.an_approved_list(gifts=2, office=f.an_office(f.DIEN_BIEN))
    f.a_handover([sealed])
    periods.close(ClosedPeriod(year=2025), by=f.the_maker(f.headquarters()))
    assert looked_at_today("insured_months") == (3, 0)
    person = sealed.gifts.get().recipient_id
    break_by_hand(
        "UPDATE programmes_gift SET recipient_id = %s, round_id = %s WHERE id = %s",
        [person, f.a_round().pk, other.gifts.first().pk],
    )
    assert looked_at_today("insured_months") == (3, 1)


def test_a_check_takes_as_many_statements_for_many_rows_as_for_few(books, django_assert_max_num_queries):
    with django_assert_max_num_queries(100):
        for check in checks.CHECKS:
            check.count()
