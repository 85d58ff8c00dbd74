"""Record, correct, approve and reverse donations."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db.models import Sum
from django.utils import timezone

from programmes.access.roles import APPROVER, HEADQUARTERS_OFFICER
from programmes.actions import donations
from programmes.models import Account, AuditEvent, Donation, DonationTotal, Donor, DonorTotal, Programme
from programmes.totals.rebuild import differences
from tests import factories as f
from tests.actions.refusals import refused, refused_by_the_database

pytestmark = pytest.mark.django_db


def raised():
    return DonationTotal.objects.aggregate(sum=Sum("amount_vnd"))["sum"] or 0


# What is recorded


def test_a_recorded_donation_waits_and_counts_in_no_public_total():
    donation = f.a_donation(amount_vnd=5_000_000)
    assert donation.state == Donation.State.RECEIVED
    assert raised() == 0


def test_a_donation_without_a_code_gets_one():
    first, second = f.a_donation(), f.a_donation()
    assert first.code == f"UH-{first.pk:07}"
    assert first.code != second.code


def test_the_same_code_twice_in_an_office_is_refused_and_in_another_office_is_not():
    f.a_donation(code="PT-01")
    with pytest.raises(ValidationError, match="Số chứng từ này đã có"):
        f.a_donation(code="PT-01")
    assert f.a_donation(code="PT-01", office=f.an_office("11")).code == "PT-01"


@pytest.mark.parametrize("amount", [0, -1, 10**15 + 1])
def test_an_amount_out_of_range_is_refused_by_form_and_database(amount):
    with pytest.raises(ValidationError, match="số đồng nguyên, lớn hơn 0"):
        f.a_donation(amount_vnd=amount)
    donation = f.a_donation()
    with refused_by_the_database("donation_amount_in_range"):
        Donation.objects.filter(pk=donation.pk).update(amount_vnd=amount)


def test_money_received_in_the_future_is_refused():
    with refused("received_in_future"):
        f.a_donation(received_on=timezone.localdate() + timedelta(days=1))


def test_a_round_of_another_programme_is_refused():
    with refused("round_of_other_programme"):
        f.a_donation(round=f.a_round(), programme=f.a_programme())


def test_goods_are_named_and_money_has_none():
    with refused("goods_and_form"):
        f.a_donation(form=Donation.Form.IN_KIND)
    with refused("goods_and_form"):
        f.a_donation(goods="200 suất quà")
    assert f.a_donation(form=Donation.Form.IN_KIND, goods="200 suất quà").goods == "200 suất quà"


def test_an_anonymous_donor_is_named_by_no_donation():
    donor = f.a_donor(kind="anonymous", name="Nhà hảo tâm ẩn danh")
    with refused("anonymous_donor"):
        f.a_donation(donor=donor)
    assert f.a_donation(donor=donor, is_anonymous=True).is_anonymous


# Two persons


def test_the_maker_may_not_approve_even_with_the_right_to():
    maker = f.a_maker_and_checker()
    donation = f.a_donation(by=maker)
    with refused("maker_is_checker"):
        donations.approve(donation, by=maker)
    assert raised() == 0


def test_a_superuser_may_not_approve_what_he_entered():
    superuser = f.a_superuser()
    with refused("maker_is_checker"):
        donations.approve(f.a_donation(by=superuser), by=superuser)


def test_the_database_itself_refuses_a_maker_as_checker():
    donation = f.a_donation()
    with refused_by_the_database("donation_approver_is_not_maker"):
        Donation.objects.filter(pk=donation.pk).update(
            state="approved", approved_at=timezone.now(), approved_by=donation.entered_by
        )


def test_the_database_refuses_an_approval_without_its_time_or_its_person():
    donation = f.a_donation()
    with refused_by_the_database("donation_approved"):
        Donation.objects.filter(pk=donation.pk).update(state="approved")
    with refused_by_the_database("donation_approved_pair"):
        Donation.objects.filter(pk=donation.pk).update(state="approved", approved_at=timezone.now())


def test_who_corrects_a_donation_becomes_its_maker():
    donation = f.a_donation()
    colleague = f.a_maker_and_checker()
    donation.note = "Biên lai số 7"
    donations.correct(donation, by=colleague)
    with refused("maker_is_checker"):
        donations.approve(donation, by=colleague)


def test_the_first_maker_may_not_approve_after_a_colleagues_correction():
    maker = f.a_maker_and_checker(f.headquarters())
    donation = f.a_donation(by=maker, office=f.an_office())
    donation.note = "Biên lai số 7"
    donations.correct(donation, by=f.an_officer())
    with refused("maker_is_checker"):
        donations.approve(donation, by=maker)
    assert donations.approve(donation, by=f.the_checker()).state == "approved"


def test_a_donation_is_approved_once():
    donation = f.an_approved_donation(amount_vnd=5_000_000)
    with refused("wrong_state"):
        donations.approve(donation, by=f.an_officer(APPROVER))
    assert raised() == 5_000_000


def test_a_pledge_is_not_approved_before_the_money_is_there():
    pledge = f.a_donation(state="pledged", received_on=None, pledged_on=date(2025, 3, 1))
    with refused("wrong_state"):
        donations.approve(pledge, by=f.the_checker())


# What was approved stays


def test_an_approved_donation_cannot_be_edited():
    donation = f.an_approved_donation()
    donation.amount_vnd = 6_000_000
    with refused("donation_is_approved"):
        donations.correct(donation, by=f.the_maker())
    donation.refresh_from_db()
    assert donation.amount_vnd == 5_000_000


def test_an_approved_donation_cannot_be_edited_by_calling_it_received():
    donation = f.an_approved_donation()
    donation.state, donation.approved_at, donation.approved_by = "received", None, None
    with refused("donation_is_approved"):
        donations.correct(donation, by=f.the_maker())


def test_nothing_is_recorded_as_already_approved():
    with refused("donation_is_approved"):
        f.a_donation(state="approved")


# Reversal


def test_a_reversal_nets_to_zero_once_a_second_officer_has_approved_it():
    donation = f.an_approved_donation(amount_vnd=5_000_000)
    reversal = donations.reverse(donation, reason="Nhập nhầm", by=f.the_maker())
    assert (reversal.amount_vnd, reversal.state, raised()) == (-5_000_000, "received", 5_000_000)
    donations.approve(reversal, by=f.the_checker())
    assert raised() == 0
    assert list(DonorTotal.objects.values_list("donations", "amount_vnd")) == [(0, 0)]
    assert differences() == []


def test_both_entries_of_a_reversal_stay_readable():
    donation = f.an_approved_donation()
    reversal = donations.reverse(donation, reason="Nhập nhầm", by=f.the_maker())
    donation.refresh_from_db()
    assert (donation.state, donation.amount_vnd) == ("approved", 5_000_000)
    assert (reversal.code, reversal.reason, reversal.reverses) == (f"{donation.code}-DAO", "Nhập nhầm", donation)


@pytest.mark.parametrize("code", ["PT-" + "0" * 37, "PT-01"])
def test_a_voucher_whose_mark_has_no_room_or_is_taken_is_reversed_all_the_same(code):
    donation = f.an_approved_donation(code=code)
    f.a_donation(code="PT-01-DAO")
    reversal = donations.reverse(donation, reason="Nhập nhầm", by=f.the_maker())
    assert (reversal.code, reversal.reverses) == (f"DAO-{donation.pk}", donation)


def test_who_reverses_may_not_approve_the_reversal():
    officer = f.an_officer(HEADQUARTERS_OFFICER)
    officer.groups.add(Group.objects.get(name=APPROVER.name))
    reversal = donations.reverse(f.an_approved_donation(), reason="Nhập nhầm", by=officer)
    with refused("maker_is_checker"):
        donations.approve(reversal, by=officer)


def test_a_donation_is_reversed_once_and_a_reversal_never():
    donation = f.an_approved_donation()
    reversal = donations.reverse(donation, reason="Nhập nhầm", by=f.the_maker())
    with refused("reversed_already"):
        donations.reverse(donation, reason="Lần nữa", by=f.the_maker())
    with refused("reversal_of_reversal"):
        donations.reverse(donations.approve(reversal, by=f.the_checker()), reason="Lần nữa", by=f.the_maker())


def test_the_database_refuses_a_second_reversal():
    donation = f.an_approved_donation()
    reversal = donations.reverse(donation, reason="Nhập nhầm", by=f.the_maker())
    reversal.pk, reversal.code, reversal._state.adding = None, "KHAC", True
    with refused_by_the_database("reverses_id"):
        reversal.save(force_insert=True)


def test_what_was_never_approved_is_not_reversed():
    with refused("wrong_state"):
        donations.reverse(f.a_donation(), reason="Nhập nhầm", by=f.the_maker())


def test_the_amount_of_a_reversal_cannot_be_changed():
    reversal = donations.reverse(f.an_approved_donation(), reason="Nhập nhầm", by=f.the_maker())
    reversal.amount_vnd = -1
    with refused("reversal_is_fixed"):
        donations.correct(reversal, by=f.the_maker())


def test_a_reversal_carries_nothing_over_from_its_original():
    donation = donations.record(unsaved(token="a" * 32), by=f.the_maker())
    donations.thank(approved(donation), thanked_on=date(2025, 3, 5), thanked_how="letter", by=f.the_maker())
    reversal = donations.reverse(donation, reason="Nhập nhầm", by=f.the_maker())
    assert (reversal.token, reversal.trail_hash, reversal.thanked_on, reversal.thanked_how) == (None, None, None, "")


def test_money_set_aside_for_a_list_is_not_reversed_neither_asked_for_nor_approved():
    gift_list = f.an_approved_list()
    donation = Donation.objects.get(round=gift_list.round)
    asked_before = donations.reverse(donation, reason="Nhập nhầm", by=f.the_maker(f.headquarters()))
    f.fund(gift_list)
    with refused("reversal_of_allocated"):
        donations.approve(asked_before, by=f.the_checker())
    donations.annul(asked_before, reason="Để sau", by=f.the_maker(f.headquarters()))
    with refused("reversal_of_allocated"):
        donations.reverse(donation, reason="Nhập nhầm", by=f.the_maker(f.headquarters()))


def test_the_original_is_the_one_on_record_whatever_the_approver_holds():
    donation = f.an_approved_donation(amount_vnd=5_000_000)
    reversal = donations.reverse(donation, reason="Nhập nhầm", by=f.the_maker())
    reversal.reverses = None  # an old or altered copy in somebody's hands
    donations.approve(reversal, by=f.the_checker())
    assert Account.balance_of("donation", donation) == raised() == 0


# Pledges


def test_a_pledge_becomes_a_receipt_on_the_day_the_money_came():
    pledge = f.a_pledge()
    donation = donations.receive(pledge, received_on=date(2025, 3, 9), by=f.an_officer())
    assert (donation.state, donation.received_on, donation.pledged_on) == (
        "received",
        date(2025, 3, 9),
        date(2025, 3, 1),
    )
    with refused("wrong_state"):
        donations.receive(pledge, received_on=date(2025, 3, 9), by=f.the_maker())
    told = AuditEvent.objects.get(verb="receive")
    assert (told.before["state"], told.after["state"], told.after["received_on"]) == (
        "pledged",
        "received",
        "2025-03-09",
    )


def test_neither_who_entered_a_pledge_nor_who_received_it_approves_it():
    first, second = f.a_maker_and_checker(), f.a_maker_and_checker()
    donation = donations.receive(f.a_pledge(by=first), received_on=date(2025, 3, 9), by=second)
    for maker in (first, second):
        with refused("maker_is_checker"):
            donations.approve(donation, by=maker)


def test_nothing_is_pledged_or_received_tomorrow():
    tomorrow = timezone.localdate() + timedelta(days=1)
    with refused("pledged_in_future"):
        f.a_pledge(pledged_on=tomorrow)
    with refused("received_in_future"):
        donations.receive(f.a_pledge(), received_on=tomorrow, by=f.the_maker())


# One form, one donation


def unsaved(**over):
    """The same donation each time, not yet recorded."""
    donor = Donor.objects.first() or f.a_donor()
    programme = Programme.objects.first() or f.a_programme()
    over = {"donor": donor, "programme": programme, "amount_vnd": 5_000_000, "received_on": date(2025, 3, 4), **over}
    return Donation(**over)


def approved(donation):
    return donations.approve(donation, by=f.the_checker())


def test_a_form_that_is_sent_twice_enters_one_donation():
    first = donations.record(unsaved(token="a" * 32), by=f.the_maker())
    again = donations.record(unsaved(token="a" * 32), by=f.the_maker())
    assert (again.pk, Donation.objects.count()) == (first.pk, 1)
    assert AuditEvent.objects.filter(target_type="donation").count() == 1


@pytest.mark.parametrize(
    "other", [{"amount_vnd": 5_000_001}, {"received_on": date(2025, 3, 5)}, {"is_anonymous": True}]
)
def test_a_form_that_comes_back_with_other_content_is_refused(other):
    donations.record(unsaved(token="a" * 32), by=f.the_maker())
    with refused("token_reused"):
        donations.record(unsaved(token="a" * 32, **other), by=f.the_maker())


# What nobody approved is taken back


def test_an_unapproved_donation_is_taken_back_with_a_reason_and_the_trail_keeps_it():
    donation = f.a_donation(code="PT-01", amount_vnd=5_000_000)
    key = str(donation.pk)
    assert donations.annul(donation, reason="Nhập hai lần", by=f.the_maker()) is None
    event = AuditEvent.objects.get(verb="annul", target_id=key)
    assert (event.before["amount_vnd"], event.before["code"], event.reason) == (5_000_000, "PT-01", "Nhập hai lần")
    assert not Donation.objects.exists()


def test_an_approver_refuses_what_others_entered_and_not_the_own():
    with refused("refusal_of_own"):
        officer = f.a_maker_and_checker()
        donations.refuse(f.a_donation(by=officer), reason="Sai", by=officer)
    donation = f.a_donation(code="PT-02")
    donations.refuse(donation, reason="Không có giấy báo có", by=f.the_checker())
    assert not Donation.objects.filter(code="PT-02").exists()


def test_a_wrong_reversal_goes_and_the_original_can_be_reversed_again():
    donation = f.an_approved_donation()
    reversal = donations.reverse(donation, reason="Nhầm", by=f.the_maker())
    assert donations.annul(reversal, reason="Khoản gốc đúng", by=f.the_maker()) == donation
    assert AuditEvent.objects.filter(verb="annul", target_id=str(donation.pk)).exists()
    assert donations.reverse(donation, reason="Nhầm thật", by=f.the_maker()).reverses == donation


def test_what_was_approved_is_neither_annulled_nor_refused():
    donation = f.an_approved_donation()
    with refused("approved_is_kept"):
        donations.annul(donation, reason="Nhầm", by=f.the_maker())
    with refused("approved_is_kept"):
        donations.refuse(donation, reason="Nhầm", by=f.an_officer(APPROVER))


def test_who_acts_on_a_donation_taken_back_meanwhile_is_told():
    donation = f.a_donation()
    seen = Donation.objects.get(pk=donation.pk)
    donations.annul(donation, reason="Nhầm", by=f.the_maker())
    with refused("donation_gone"):
        donations.approve(seen, by=f.the_checker())


# Thanks


def test_the_donor_of_an_approved_donation_is_thanked_and_its_figures_stay():
    donation = f.an_approved_donation()
    donations.thank(donation, thanked_on=date(2025, 4, 1), thanked_how="certificate", by=f.the_maker())
    donation.refresh_from_db()
    assert (donation.get_thanked_how_display(), donation.state) == ("giấy khen", "approved")
    assert AuditEvent.objects.get(verb="thank").after == {"thanked_on": "2025-04-01", "thanked_how": "certificate"}


def test_nobody_is_thanked_for_what_is_not_approved_or_taken_back_nor_too_early():
    with refused("nothing_to_thank_for"):
        donations.thank(f.a_donation(), thanked_on=date(2025, 4, 1), thanked_how="letter", by=f.the_maker())
    donation = f.an_approved_donation()
    with refused("day_of_thanks"):
        donations.thank(donation, thanked_on=date(2025, 3, 3), thanked_how="letter", by=f.the_maker())
    reversal = donations.reverse(donation, reason="Nhầm", by=f.the_maker())
    for record in (donation, reversal):
        with refused("nothing_to_thank_for"):
            donations.thank(record, thanked_on=date(2025, 4, 1), thanked_how="letter", by=f.the_maker())


# The trail


def test_the_trail_tells_who_did_what_with_which_amount():
    donation = f.an_approved_donation()
    trail = AuditEvent.objects.filter(target_type="donation").order_by("pk")
    assert list(trail.values_list("verb", "actor", "target_id")) == [
        ("record", donation.entered_by.username, str(donation.pk)),
        ("approve", "duyet", str(donation.pk)),
    ]
    assert [event.after["amount_vnd"] for event in trail] == [5_000_000, 5_000_000]


def test_a_correction_shows_both_versions():
    donation = f.a_donation(amount_vnd=5_000_000)
    donation.amount_vnd = 4_000_000
    donations.correct(donation, by=f.the_maker())
    event = AuditEvent.objects.get(verb="correct")
    assert (event.before["amount_vnd"], event.after["amount_vnd"]) == (5_000_000, 4_000_000)


def test_a_refused_act_leaves_no_trail():
    superuser = f.a_superuser()
    donation = f.a_donation(by=superuser)
    with refused("maker_is_checker"):
        donations.approve(donation, by=superuser)
    assert list(AuditEvent.objects.filter(target_type="donation").values_list("verb", flat=True)) == ["record"]


def test_a_failure_in_the_middle_of_an_approval_leaves_no_half(monkeypatch):
    donation = f.a_donation()
    monkeypatch.setattr("programmes.totals.apply.touch", lambda: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        donations.approve(donation, by=f.the_checker())
    donation.refresh_from_db()
    assert (donation.state, raised(), differences()) == ("received", 0, [])
