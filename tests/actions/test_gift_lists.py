"""Draw up, submit, return and approve gift lists; put gifts on them and take them off."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from programmes.actions import gift_lists, gifts, handovers
from programmes.models import AuditEvent, Gift, GiftKind, GiftList, GiftListTotal, Recipient
from programmes.totals.rebuild import differences
from tests import factories as f
from tests.actions.refusals import refused, refused_by_the_database

pytestmark = pytest.mark.django_db


# Gifts


def test_a_second_gift_of_a_kind_in_a_round_is_refused_across_lists_and_provinces():
    gift = f.a_gift()
    elsewhere = f.a_gift_list(round=gift.round, office=f.an_office("11"))
    with pytest.raises(ValidationError, match="Người này đã có loại quà này trong đợt"):
        f.a_gift(elsewhere, recipient=gift.recipient)
    with refused_by_the_database("gift_once_per_person_round_kind|recipient_id"):
        twin = Gift(gift_list=elsewhere, round=gift.round, kind=gift.kind, recipient=gift.recipient)
        twin.months, twin.starts_on, twin.donor_cost_vnd, twin.entered_by = 12, date(2025, 1, 1), 0, gift.entered_by
        twin.save()


def test_another_kind_or_another_round_is_another_gift():
    gift = f.a_gift()
    assert f.a_gift(gift.gift_list, recipient=gift.recipient, kind=GiftKind.TET_PACKAGE).pk
    assert f.a_gift(f.a_gift_list(), recipient=gift.recipient).pk


def test_the_round_of_a_gift_is_the_one_of_its_list():
    gift = f.a_gift()
    gift.round = f.a_round()
    assert gifts.correct(gift, by=f.the_maker()).round == gift.gift_list.round


def test_insurance_needs_a_person_months_and_a_start():
    with refused("kind_needs_person"):
        f.a_gift(kind=GiftKind.HI_CARD, group_name="Thôn Nậm Pồ", quantity=20)
    with refused("months_missing", "start_missing"):
        f.a_gift(months=None, starts_on=None)


def test_a_gift_is_for_a_person_or_for_a_named_group():
    with refused("person_or_group"):
        f.a_gift(kind=GiftKind.TET_PACKAGE, recipient=None)
    assert f.a_gift(group_name="Khám bệnh tại xã Nậm Pồ", quantity=120).quantity == 120


def test_the_database_refuses_a_person_with_a_quantity_and_insurance_without_months():
    gift = f.a_gift()
    with refused_by_the_database("gift_person_or_group"):
        Gift.objects.filter(pk=gift.pk).update(quantity=2)
    with refused_by_the_database("gift_insurance_has_months"):
        Gift.objects.filter(pk=gift.pk).update(months=None)
    with refused_by_the_database("gift_value_in_range"):
        Gift.objects.filter(pk=gift.pk).update(donor_cost_vnd=-1)


def test_the_total_of_a_gift_is_what_state_locality_and_programme_pay():
    assert f.a_gift(local_topup_vnd=1_000).total_vnd == 884_520 + 1_000 + 379_080


def test_the_totals_of_a_list_follow_each_gift():
    gift_list = f.a_gift_list()
    gift, other = f.a_gift(gift_list), f.a_gift(gift_list, kind=GiftKind.TET_PACKAGE, donor_cost_vnd=600_000)
    gift.donor_cost_vnd = 400_000
    gifts.correct(gift, by=f.the_maker())
    gifts.withdraw(other, by=f.the_maker())
    assert list(GiftListTotal.objects.values_list("kind", "quantity", "donor_cost_vnd")) == [("hi_card", 1, 400_000)]
    assert differences() == []


def test_many_gifts_at_once_leave_the_totals_that_one_by_one_leaves():
    gift_list = f.a_gift_list()
    many = [Gift(kind=GiftKind.TET_PACKAGE, group_name=f"Nhóm {n}", quantity=n, donor_cost_vnd=n) for n in range(1, 6)]
    gifts.issue_many(gift_list, many, by=f.the_maker())
    assert list(GiftListTotal.objects.values_list("quantity", "donor_cost_vnd")) == [(15, 15)]
    assert differences() == []


def test_a_gift_that_breaks_a_rule_keeps_the_whole_batch_out():
    gift_list = f.a_gift_list()
    good = Gift(kind=GiftKind.TET_PACKAGE, group_name="Nhóm 1", quantity=2, donor_cost_vnd=1)
    bad = Gift(kind=GiftKind.TET_PACKAGE, quantity=2, donor_cost_vnd=1)
    with refused("person_or_group"):
        gifts.issue_many(gift_list, [good, bad], by=f.the_maker())
    bad.group_name, bad.category = "Nhóm 2", "người lạ"
    with pytest.raises(ValidationError, match="người lạ"):
        gifts.issue_many(gift_list, [good, bad], by=f.the_maker())
    assert not Gift.objects.exists()


# States


def test_an_empty_list_is_not_submitted():
    with refused("list_is_empty"):
        gift_lists.submit(f.a_gift_list(), by=f.the_maker())


@pytest.mark.parametrize("door", ["issue", "issue_many", "correct", "withdraw", "correct the list"])
def test_a_submitted_list_is_closed_at_every_door(door):
    gift_list = f.a_submitted_list()
    gift, maker = gift_list.gifts.first(), f.the_maker()
    with refused("list_is_closed"):
        match door:
            case "issue":
                f.a_gift(gift_list)
            case "issue_many":
                gifts.issue_many(gift_list, [], by=maker)
            case "correct":
                gifts.correct(gift, by=maker)
            case "withdraw":
                gifts.withdraw(gift, by=maker)
            case "correct the list":
                gift_lists.correct(gift_list, by=maker)


def test_a_gift_cannot_leave_a_closed_list_by_naming_another():
    gift = f.an_approved_list().gifts.first()
    gift.gift_list = f.a_gift_list(round=gift.round)
    with refused("list_is_closed"):
        gifts.correct(gift, by=f.the_maker())


def test_a_returned_list_tells_the_reason_and_is_open_again():
    gift_list = gift_lists.send_back(f.a_submitted_list(), reason="Thiếu quyết định", by=f.the_checker())
    assert (gift_list.state, gift_list.return_reason) == ("draft", "Thiếu quyết định")
    assert f.a_gift(gift_list).pk
    again = gift_lists.submit(gift_list, by=f.the_maker())
    assert (again.state, again.return_reason) == ("submitted", "")


def test_an_approved_list_is_not_sent_back():
    with refused("wrong_state"):
        gift_lists.send_back(f.an_approved_list(), reason="Muộn rồi", by=f.the_checker())


def test_a_draft_is_not_approved():
    gift_list = f.a_gift(by=f.the_maker()).gift_list
    f.means_for(gift_list)
    with refused("wrong_state"):
        gift_lists.approve(gift_list, by=f.the_checker())


def test_the_decision_of_a_draft_can_be_entered_but_not_its_round_or_state():
    gift_list = f.a_gift_list()
    round_ = gift_list.round
    gift_list.decision_number, gift_list.round, gift_list.state = "15/QĐ-BHXH", f.a_round(), "approved"
    gift_lists.correct(gift_list, by=f.the_maker())
    gift_list.refresh_from_db()
    assert (gift_list.decision_number, gift_list.round, gift_list.state) == ("15/QĐ-BHXH", round_, "draft")


def test_a_province_draws_up_lists_of_its_own_and_headquarters_of_any():
    with refused("list_of_other_office"):
        f.a_gift_list(province=f.a_province("11"))
    gift_list = f.a_gift_list()
    gift_list.province = f.a_province("11")
    with refused("list_of_other_office"):
        gift_lists.correct(gift_list, by=f.the_maker())
    assert f.a_gift_list(office=f.headquarters(), province=f.a_province("11")).province_id == "11"


def test_codes_of_lists_are_numbered_from_the_second_on():
    round_ = f.a_round(slug="so-the-2025")
    assert [f.a_gift_list(round=round_).code for _each in range(3)] == [
        "so-the-2025-nghe-an",
        "so-the-2025-nghe-an-2",
        "so-the-2025-nghe-an-3",
    ]


def test_money_of_a_gift_that_came_back_is_free_for_another_list():
    first = f.an_approved_list(gifts=1)
    f.a_handover([first])
    handovers.take_back(first.gifts.get(), reason="Trùng thẻ", by=f.an_officer())
    second = f.a_submitted_list(gifts=1, round=first.round)
    assert gift_lists.approve(second, by=f.the_checker()).state == "approved"


# Two persons


def everything(officer):
    officer.is_superuser = True
    officer.save()
    return type(officer).objects.get(pk=officer.pk)


@pytest.mark.parametrize("made", ["drawn up", "submitted", "a gift entered", "a gift entered, then corrected"])
def test_who_made_any_part_of_a_list_may_not_approve_it(made):
    maker, colleague = f.a_superuser(), f.an_officer()
    drawer = maker if made == "drawn up" else colleague
    giver = maker if made.startswith("a gift") else colleague
    gift_list = f.a_gift_list(by=drawer, office=f.an_office())
    gift = f.a_gift(gift_list, by=giver)
    if made.endswith("corrected"):
        gifts.correct(gift, by=colleague)
    gift_list = gift_lists.submit(gift_list, by=maker if made == "submitted" else colleague)
    f.means_for(gift_list)
    with refused("maker_is_checker"):
        gift_lists.approve(gift_list, by=maker)
    assert gift_lists.approve(gift_list, by=f.the_checker()).state == "approved"


def test_the_database_itself_refuses_a_maker_or_submitter_as_approver():
    gift_list, other = f.a_gift_list(by=f.an_officer()), f.an_officer()
    f.a_gift(gift_list, by=f.an_officer())
    gift_lists.submit(gift_list, by=other)
    for maker in (gift_list.entered_by, other):
        with refused_by_the_database("gift_list_approver_is_not"):
            GiftList.objects.filter(pk=gift_list.pk).update(
                state="approved", approved_at=timezone.now(), approved_by=maker, value_vnd=379_080
            )


# The trail


def test_the_trail_of_a_gift_holds_no_identity():
    person = f.a_recipient(full_name="Vừ Thị Phượng", address="Bản Huồi Cọ")
    gift = f.a_gift(recipient=person, note="Mẹ đơn thân")
    gifts.correct(gift, by=f.the_maker())
    gifts.withdraw(gift, by=f.the_maker())
    told = " ".join(str(event.__dict__) for event in AuditEvent.objects.all())
    for secret in ("Phượng", "Huồi Cọ", person.citizen_number, "đơn thân"):
        assert secret not in told
    assert AuditEvent.objects.filter(target_type="recipient", target_id=str(person.pk)).exists()
    assert Recipient.objects.get().full_name == "Vừ Thị Phượng"


def test_who_submitted_a_list_that_came_back_does_not_approve_it_when_a_colleague_submits_it_again():
    boss, maker = f.a_superuser(), f.the_maker()
    gift_list = f.a_gift_list(by=maker)
    f.a_gift(gift_list, by=maker)
    gift_lists.submit(gift_list, by=boss)
    gift_lists.send_back(gift_list, reason="Thiếu quyết định", by=f.the_checker())
    gift_lists.submit(gift_list, by=maker)
    with refused("maker_is_checker"):
        gift_lists.approve(gift_list, by=boss)
