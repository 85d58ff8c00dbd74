"""An approved donation of a wrong donor, programme, round or province is moved by two persons; its đồng stay."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from programmes.actions import allocations, donations, moves, periods, reminders
from programmes.models import Account, AuditEvent, ClosedPeriod, Correction, Donation, DonationTotal, DonorTotal
from programmes.rules.problems import RuleViolation
from programmes.totals import history, invariants
from programmes.totals.rebuild import differences
from tests import factories as f
from tests.actions.refusals import refused, refused_by_the_database

pytestmark = pytest.mark.django_db
WHY = "Sao kê ghi chương trình khác"


def propose(donation, by=None, **after):
    return moves.propose(donation, reason=WHY, by=by or f.the_maker(), **after)


def move(donation, **after):
    return moves.approve(propose(donation, **after), by=f.the_checker())


def raised():
    cells = DonationTotal.objects.values_list("programme", "donations", "amount_vnd")
    return {programme: (count, amount) for programme, count, amount in cells if count or amount}


def test_a_move_takes_the_public_totals_along_and_leaves_everything_else():
    donation = f.an_approved_donation(amount_vnd=5_000_000)
    before, code = raised(), donation.trail_hash
    programme, donor = f.a_programme(), f.a_donor()
    waits = propose(donation, programme=programme, donor=donor)
    assert raised() == before
    moves.approve(waits, by=f.the_checker())
    donation.refresh_from_db()
    assert (donation.programme, donation.donor, donation.amount_vnd, donation.trail_hash) == (
        programme,
        donor,
        5_000_000,
        code,
    )
    assert raised() == {programme.pk: (1, 5_000_000)}
    assert [cell for cell in DonorTotal.objects.values_list("donor", "amount_vnd") if cell[1]] == [
        (donor.pk, 5_000_000)
    ]
    assert differences() == []
    event = AuditEvent.objects.get(verb="move")
    assert (event.before["programme"], event.after["programme"]) == (waits.programme_before_id, programme.pk)
    assert (event.target_id, AuditEvent.objects.get(target_type="donationmove", verb="propose").reason) == (
        str(donation.pk),
        WHY,
    )
    assert [rule()[1] for rule in (invariants.approvers, invariants.frozen, invariants.means)] == [0, 0, 0]


def test_neither_who_proposed_nor_who_entered_the_donation_approves_its_move():
    maker, proposer = f.a_maker_and_checker(), f.a_maker_and_checker()
    waits = propose(f.an_approved_donation(by=maker), by=proposer, programme=f.a_programme())
    for officer in (maker, proposer):
        with refused("maker_is_checker"):
            moves.approve(waits, by=officer)
    assert moves.approve(waits, by=f.the_checker()).state == "approved"


def test_only_an_approved_donation_that_stands_is_moved_and_once_at_a_time():
    programme = f.a_programme()
    with refused("move_of_unapproved"):
        propose(f.a_donation(), programme=programme)
    donation = f.an_approved_donation()
    with refused("nothing_to_move"):
        propose(donation)
    with refused("round_of_other_programme"):
        propose(donation, round=f.a_round())
    with refused("anonymous_donor"):
        propose(donation, donor=f.a_donor(kind="anonymous", name="Ẩn danh"))
    waits = propose(donation, programme=programme)
    with refused("move_waits"):
        propose(donation, programme=programme)
    donations.reverse(donation, reason="Nhầm", by=f.the_maker())
    with refused("move_of_reversed"):
        moves.approve(waits, by=f.the_checker())
    assert moves.refuse(waits, reason="Đã đảo", by=f.the_checker()).state == "refused"


def test_who_proposed_takes_the_proposal_back_and_nobody_else():
    waits = propose(f.an_approved_donation(), programme=f.a_programme())
    with refused("withdrawal_of_others"):
        moves.withdraw(waits, reason="Nhầm", by=f.an_officer())
    moves.withdraw(waits, reason="Nhầm", by=f.the_maker())
    assert AuditEvent.objects.get(verb="withdraw_move").before["programme"] == waits.programme_id


def test_of_a_proposal_that_waits_the_proposer_reminds_and_of_one_that_is_decided_nobody():
    waits, stranger = propose(f.an_approved_donation(), programme=f.a_programme()), f.an_office(f.DIEN_BIEN)
    with refused("right_of_other_office"):
        reminders.remind(waits, by=f.an_officer(office=stranger))
    reminders.remind(waits, by=f.the_maker())
    with refused("reminded_today"):
        reminders.remind(waits, by=f.an_officer())
    with refused("nobody_to_remind"):
        reminders.remind(moves.refuse(waits, reason="Đúng rồi", by=f.the_checker()), by=f.the_maker())


def test_money_that_waits_for_a_list_stays_where_the_list_is_and_its_donor_may_be_another():
    gift_list = f.fund(f.an_approved_list())
    donation = Donation.objects.get(round=gift_list.round)
    desk = f.the_maker(f.headquarters())
    elsewhere = f.a_round()
    for after in (
        {"programme": elsewhere.programme, "round": elsewhere},
        {"round": f.a_round(programme=gift_list.round.programme)},
        {"earmark": f.a_province("11")},
    ):
        with pytest.raises(RuleViolation, match=rf"\(“{gift_list}”\): 758.160.*đồng chờ trao") as refusal:
            propose(donation, by=desk, **after)
        assert [problem.code for problem in refusal.value.problems] == ["move_breaks_lists"]
    moved = move(donation, by=desk, donor=f.a_donor(), round=None)
    assert moved.donation.round is None
    left = Account.balance_of(Account.Kind.FUNDING, donation, gift_list)
    allocations.release(donation, gift_list, left, reason="Chuyển nguồn", by=desk)
    assert move(donation, by=desk, programme=f.a_programme()).state == "approved"
    assert invariants.means()[1] == 0
    assert differences() == []


def test_a_move_in_a_closed_period_is_a_correction_with_its_figures_and_the_past_stays_as_it_was():
    donation = f.an_approved_donation(amount_vnd=5_000_000)
    old, new = donation.programme, f.a_programme()
    periods.close(ClosedPeriod(year=2025), by=f.the_maker(f.headquarters()))
    waits = move(donation, programme=new)
    correction = Correction.objects.get()
    assert (correction.move, correction.year, correction.month, correction.reason) == (waits, 2025, 3, WHY)
    assert (correction.proposed_by, correction.decided_by) == (f.the_maker(), f.the_checker())
    told = {(change["figure"], change["of"]): (change["old"], change["new"]) for change in correction.figures}
    assert told == {("raised_vnd", old.slug): (5_000_000, 0), ("raised_vnd", new.slug): (0, 5_000_000)}
    closings, _corrected = history.of_periods(2025)
    past = [history.raised(closings, year=2025, programme=programme.slug) for programme in (old, new)]
    assert past == [(0, [5_000_000]), (5_000_000, [0])]
    move(donation, programme=old, donor=f.a_donor())
    past = [history.raised(closings, year=2025, programme=programme.slug) for programme in (old, new)]
    assert past == [(5_000_000, [5_000_000]), (0, [0])]
    donors = [
        history.raised_by(donor.pk, closings, year=2025) for donor in (waits.donor_before, donation.moves.first().donor)
    ]
    assert donors == [[5_000_000], [0]]


def test_the_database_lets_an_approved_donation_change_only_as_its_latest_approved_move_says():
    donation, programme = f.an_approved_donation(), f.a_programme()
    waits = propose(donation, programme=programme)
    with refused_by_the_database("an approved donation is not changed"):
        Donation.objects.filter(pk=donation.pk).update(programme=programme)
    moves.approve(waits, by=f.the_checker())
    with refused_by_the_database("an approved donation is not changed"):
        Donation.objects.filter(pk=donation.pk).update(programme=waits.programme_before)
    with pytest.raises(IntegrityError, match="decided on is not deleted"), transaction.atomic():
        type(waits).objects.filter(pk=waits.pk)._raw_delete("default")


def test_a_donation_goes_there_and_back_again_and_counts_once():
    donation = f.an_approved_donation(amount_vnd=5_000_000, received_on=date(2025, 3, 4))
    home, away = donation.programme, f.a_programme()
    for programme in (away, home):
        move(donation, programme=programme)
        assert raised() == {programme.pk: (1, 5_000_000)}
    assert differences() == []
