"""Closed periods: nothing changes their figures but a correction of two persons with a reason."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from programmes.access import roles
from programmes.actions import corrections, donations, handovers, periods
from programmes.models import AuditEvent, ClosedPeriod, Correction, Donation, Gift, HandoverEvent
from programmes.totals import rebuild, years
from tests import factories as f
from tests.actions.refusals import refused

pytestmark = pytest.mark.django_db


def close(year=2025, month=None):
    return periods.close(ClosedPeriod(year=year, month=month), by=f.the_maker(f.headquarters()))


def an_approver():
    return f.an_officer(roles.APPROVER)


def test_headquarters_closes_a_month_and_a_year():
    assert str(close(month=3)) == "3/2025"
    assert str(close()) == "2025"
    assert AuditEvent.objects.filter(verb="close_period").count() == 2


def test_a_period_that_is_not_over_is_not_closed():
    by = f.the_maker(f.headquarters())
    with refused("period_not_over"):
        periods.close(ClosedPeriod(year=2099, month=12), by=by)


def test_a_month_of_a_closed_year_needs_no_closing():
    close()
    by = f.the_maker(f.headquarters())
    with refused("year_is_closed"):
        periods.close(ClosedPeriod(year=2025, month=4), by=by)


@pytest.mark.parametrize("month", [3, None])
def test_a_donation_of_a_closed_period_is_not_approved(month):
    donation = f.a_donation(received_on=date(2025, 3, 4))
    close(month=month)
    with refused("period_is_closed"):
        donations.approve(donation, by=f.the_checker())
    assert Donation.objects.get(pk=donation.pk).state == Donation.State.RECEIVED


def test_another_month_stays_open():
    donation = f.a_donation(received_on=date(2025, 3, 4))
    close(month=4)
    close(year=2024)
    assert donations.approve(donation, by=f.the_checker()).state == Donation.State.APPROVED


def test_a_reversal_counts_in_the_closed_period_of_its_donation():
    donation = f.an_approved_donation(received_on=date(2025, 3, 4))
    close()
    opposite = donations.reverse(donation, reason="Ghi trùng", by=f.the_maker())
    with refused("period_is_closed"):
        donations.approve(opposite, by=f.the_checker())


def a_ready_event(gifts=2):
    event = f.a_planned_handover([f.an_approved_list(gifts=gifts)])
    for line in event.lines.all():
        f.fund(line.gift_list)
    handovers.note_the_rest(event, by=f.the_maker())
    return event


def test_a_hand_over_in_a_closed_period_is_not_closed():
    event = a_ready_event()
    close(month=12)
    with refused("period_is_closed"):
        handovers.hand_over(event, by=f.the_maker())


def test_a_gift_handed_over_in_a_closed_period_is_not_taken_back():
    gift = f.a_handover().gifts.first()
    close()
    with refused("period_is_closed"):
        handovers.take_back(gift, reason="Trả lại", by=f.an_officer())
    gift.refresh_from_db()
    assert gift.event is not None


def test_the_refusal_says_how_to_go_on():
    donation = f.a_donation(received_on=date(2025, 3, 4))
    close(month=3)
    with pytest.raises(Exception, match="04/03/2025 thuộc kỳ 3/2025 đã khóa sổ nên cần đính chính: người nhập"):
        donations.approve(donation, by=f.the_checker())


def test_a_correction_approves_the_donation_and_keeps_both_figures():
    programme = f.a_programme(slug="so-the")
    f.an_approved_donation(amount_vnd=3_000_000, programme=programme)
    donation = f.a_donation(amount_vnd=5_000_000, programme=programme)
    close()
    proposed = corrections.propose(donation=donation, reason="Sao kê về muộn", by=f.the_maker())
    done = corrections.approve(proposed, by=f.the_checker())
    assert Donation.objects.get(pk=donation.pk).state == Donation.State.APPROVED
    assert (done.state, done.year, done.month) == (Correction.State.APPROVED, 2025, 3)
    assert done.figures == [
        {"figure": "raised_vnd", "of": of, "unit": "đồng", "old": 3_000_000, "new": 8_000_000, "is_hidden": False}
        for of in ("", "so-the")
    ]
    assert rebuild.differences() == []


def test_a_correction_reverses_a_donation_of_a_closed_period():
    donation = f.an_approved_donation()
    close()
    opposite = donations.reverse(donation, reason="Ghi trùng", by=f.the_maker())
    done = corrections.approve(
        corrections.propose(donation=opposite, reason="Ghi trùng", by=f.the_maker()), by=f.the_checker()
    )
    assert [(change["old"], change["new"]) for change in done.figures] == [(5_000_000, 0)] * 2


def test_a_correction_closes_a_hand_over():
    event = a_ready_event(gifts=12)
    close()
    done = corrections.approve(
        corrections.propose(event=event, reason="Biên bản về muộn", by=f.the_maker()), by=f.the_checker()
    )
    assert HandoverEvent.objects.get(pk=event.pk).state == HandoverEvent.State.DONE
    assert ("given", 0, 12) in {(change["figure"], change["old"], change["new"]) for change in done.figures}
    assert rebuild.differences() == []


def test_a_correction_takes_a_gift_back():
    gift = f.a_handover().gifts.first()
    close()
    proposed = corrections.propose(gift=gift, reason="Người nhận đã có thẻ", by=f.an_officer())
    done = corrections.approve(proposed, by=f.the_checker())
    gift.refresh_from_db()
    assert (gift.event, gift.outcome) == (None, Gift.Outcome.RETURNED)
    hidden = {"figure": "given", "of": "hi_card", "unit": "thẻ", "old": 2, "new": 1, "is_hidden": True}
    assert done.figures == [hidden], "for the officers"
    assert rebuild.differences() == rebuild.untold_differences() == []


def test_a_change_of_a_few_people_is_not_told_in_figures():
    gift = f.a_handover().gifts.first()
    close()
    proposed = corrections.propose(gift=gift, reason="Người nhận đã có thẻ", by=f.an_officer())
    assert {change["is_hidden"] for change in corrections.approve(proposed, by=f.the_checker()).figures} == {True}


def test_a_change_of_many_people_is_told_in_figures():
    gift_list = f.a_gift_list()
    f.a_gift(gift_list, group_name="Khám bệnh tại xã", quantity=120)
    f.gift_lists.submit(gift_list, by=f.the_maker())
    f.means_for(gift_list)
    f.gift_lists.approve(gift_list, by=f.the_checker())
    event = f.a_planned_handover([gift_list])
    f.fund(gift_list)
    handovers.note_the_rest(event, by=f.the_maker())
    close()
    proposed = corrections.propose(event=event, reason="Biên bản về muộn", by=f.the_maker())
    assert {change["is_hidden"] for change in corrections.approve(proposed, by=f.the_checker()).figures} == {False}


def test_who_proposed_does_not_approve():
    officer = f.a_superuser()
    donation = f.a_donation()
    close()
    proposed = corrections.propose(donation=donation, reason="Sao kê về muộn", by=officer)
    with refused("maker_is_checker"):
        corrections.approve(proposed, by=officer)


def test_who_entered_the_donation_does_not_approve_its_correction():
    maker = f.a_superuser()
    donation = f.a_donation(by=maker)
    close()
    proposed = corrections.propose(donation=donation, reason="Sao kê về muộn", by=f.the_maker(f.headquarters()))
    with refused("maker_is_checker"):
        corrections.approve(proposed, by=maker)


def test_who_planned_the_hand_over_does_not_approve_its_correction():
    maker = f.a_superuser()
    event = f.a_planned_handover([], by=maker)
    close()
    proposed = corrections.propose(event=event, reason="Biên bản về muộn", by=f.the_maker(f.headquarters()))
    with refused("maker_is_checker"):
        corrections.approve(proposed, by=maker)


def test_the_database_refuses_the_proposer_too():
    officer = f.the_maker()
    donation = f.a_donation()
    close()
    proposed = corrections.propose(donation=donation, reason="Sao kê về muộn", by=officer)
    decided = {"state": "refused", "decided_at": proposed.proposed_at, "decided_by": officer}
    with pytest.raises(IntegrityError), transaction.atomic():
        Correction.objects.filter(pk=proposed.pk).update(**decided)


def test_a_proposal_is_made_once_and_only_where_it_is_needed():
    donation, by = f.a_donation(), f.the_maker()
    with refused("period_is_open"):
        corrections.propose(donation=donation, reason="x", by=by)
    close()
    corrections.propose(donation=donation, reason="x", by=by)
    with refused("correction_waits"):
        corrections.propose(donation=donation, reason="x", by=by)
    approved = f.an_approved_donation(received_on=date(2024, 1, 2))
    close(year=2024)
    with refused("nothing_to_correct"):
        corrections.propose(donation=approved, reason="x", by=by)


def test_the_database_lets_one_proposal_wait():
    donation, by = f.a_donation(), f.the_maker()
    close()
    said = {"donation": donation, "year": 2025, "month": 3, "reason": "x", "proposed_by": by}
    Correction.objects.create(**said)
    with pytest.raises(IntegrityError, match="correction_of_donation_one_waits|donation_id"), transaction.atomic():
        Correction.objects.create(**said)


def test_who_proposed_withdraws_while_nobody_has_decided_and_nobody_else():
    donation, by = f.a_donation(), f.the_maker()
    close()
    waits = corrections.propose(donation=donation, reason="x", by=by)
    with refused("withdrawal_of_others"):
        corrections.withdraw(waits, reason="Nhầm", by=f.an_officer())
    corrections.withdraw(waits, reason="Nhầm", by=by)
    event = AuditEvent.objects.get(verb="withdraw_correction")
    assert (event.before["donation"], event.reason) == (donation.pk, "Nhầm")
    declined = corrections.refuse(
        corrections.propose(donation=donation, reason="x", by=by), reason="Chưa rõ", by=f.the_checker()
    )
    with refused("wrong_state"):
        corrections.withdraw(declined, reason="Nhầm", by=by)


def test_another_office_does_not_propose():
    donation = f.a_donation()
    close()
    by = f.an_officer(office=f.an_office(f.DIEN_BIEN))
    with refused("right_of_other_office"):
        corrections.propose(donation=donation, reason="x", by=by)


def test_a_refused_proposal_changes_nothing():
    donation = f.a_donation()
    close()
    proposed = corrections.propose(donation=donation, reason="x", by=f.the_maker())
    before = years.figures(2025)
    declined = corrections.refuse(proposed, reason="Không đủ chứng từ", by=f.the_checker())
    assert (declined.state, declined.figures) == (Correction.State.REFUSED, [])
    assert years.figures(2025) == before
    with refused("wrong_state"):
        corrections.approve(declined, by=an_approver())


def test_a_correction_whose_act_fails_leaves_nothing():
    event = f.a_planned_handover()
    close()
    proposed = corrections.propose(event=event, reason="x", by=f.the_maker())
    with refused("outcomes_missing"):
        corrections.approve(proposed, by=f.the_checker())
    assert Correction.objects.get(pk=proposed.pk).state == Correction.State.PROPOSED


@pytest.mark.parametrize("over", [{"received_on": date(2024, 3, 4)}, {"amount_vnd": 900_000_000}])
def test_a_donation_changed_after_the_proposal_is_not_corrected_by_it(over):
    donation = f.a_donation(received_on=date(2025, 3, 4))
    close()
    close(year=2024)
    proposed = corrections.propose(donation=donation, reason="Sao kê về muộn", by=f.the_maker())
    for name, value in over.items():
        setattr(donation, name, value)
    donations.correct(donation, by=f.the_maker())
    with refused("changed_since_proposed"):
        corrections.approve(proposed, by=f.the_checker())
    assert years.figures(2024) == {("raised_vnd", "", "đồng"): 0, ("given_vnd", "", "đồng"): 0}


def test_an_event_moved_to_another_closed_year_is_not_corrected_by_the_old_proposal():
    event = a_ready_event()
    close()
    close(year=2024)
    proposed = corrections.propose(event=event, reason="Biên bản về muộn", by=f.the_maker())
    event.held_on = date(2024, 12, 20)
    handovers.correct(event, by=f.the_maker())
    with refused("changed_since_proposed"):
        corrections.approve(proposed, by=f.the_checker())


@pytest.mark.parametrize("who", ["planned", "corrected"])
def test_who_made_any_version_of_the_event_does_not_approve_its_correction(who):
    officers = {"planned": f.a_superuser(), "corrected": f.a_superuser()}
    event = f.a_planned_handover([], by=officers["planned"])
    handovers.correct(event, by=officers["corrected"])
    close()
    proposed = corrections.propose(event=event, reason="Biên bản về muộn", by=f.the_maker(f.headquarters()))
    with refused("maker_is_checker"):
        corrections.approve(proposed, by=officers[who])
