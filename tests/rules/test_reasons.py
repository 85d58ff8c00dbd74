"""A reason is kept for ever: it names nobody by a number and tells of nobody's health or hardship."""

import pytest

from programmes.actions import (
    bank_lines,
    donations,
    donor_joins,
    donors,
    gift_lists,
    moves,
    recipients,
    rights_requests,
    same_person,
)
from programmes.models import AuditEvent, GiftList
from programmes.rules.reasons import check
from tests import factories as f
from tests.actions.refusals import refused


@pytest.mark.parametrize(
    "text",
    [
        *("CCCD 040123456789 trùng", "số 040 123 456 789", "0401.2345.6789", "CMND:186123456", "mã số 4012345678, sai"),
        *("186.123.456", "040-123-456-789."),
    ],
)
def test_a_number_of_a_person_is_asked_again(text):
    (problem,) = check(text)
    assert problem.code == "reason_has_number"


@pytest.mark.parametrize(
    "text",
    [
        *("Người này bị ung thư", "nhiễm HIV", "Bị BỆNH nặng", "benh tim", "người khuyết tật", "thuộc hộ nghèo"),
        *("ho ngheo", "Tâm thần", "diện cận nghèo", "bị bệnh, đang nằm bệnh viện", "u\u0303ng thu, ung thu"),
    ],
)
def test_health_and_hardship_are_asked_again(text):
    (problem,) = check(text)
    assert problem.code == "reason_is_sensitive"


@pytest.mark.parametrize(
    "text",
    [
        *("Nhập nhầm", "Ghi trùng 1.263.600.000 đồng", "Chuyển 185.055.000đ hai lần", "Bệnh viện Nhi chuyển hai lần"),
        *("đáp ứng thu chi", "Quyết định 123/QĐ-BHXH ngày 12/12/2025", "Trùng UH-000012", "FT25123456789 đã ghi", ""),
    ],
)
def test_other_reasons_are_taken(text):
    assert list(check(text)) == []


BAD = "Người này bị ung thư"


@pytest.mark.django_db
@pytest.mark.one_database
def test_every_verb_asks_again_and_nothing_is_stored():
    donation, line = f.an_approved_donation(), f.a_bank_line()
    with refused("reason_is_sensitive"):
        donations.reverse(donation, reason=BAD, by=f.the_maker())
    with refused("reason_is_sensitive"):
        bank_lines.set_aside(line, reason=BAD, by=f.the_maker())
    pair = f.a_recipient(full_name="Lò Thị Mai"), f.a_recipient(full_name="Lò Thị Mai")
    with refused("reason_is_sensitive"):
        same_person.conclude({one.pk for one in pair}, is_same=False, reason=BAD, by=f.the_maker())
    donation.refresh_from_db()
    line.refresh_from_db()
    assert (hasattr(donation, "reversal"), line.state) == (False, "unexplained")


# Names


NAME = "Lò Thị Mai"
ABOUT_ONE = {
    "recipient": (recipients.reveal, lambda: f.a_recipient(full_name=NAME)),
    "restricted": (recipients.lift, lambda: f.a_restricted_recipient(full_name=NAME)),
    "donor": (donors.lift, lambda: f.a_restricted_giver(name=f"Bà {NAME}")),
    "donation": (donations.annul, lambda: f.a_donation(donor=f.a_person(name=f"Bà {NAME}"))),
    "move": (moves.withdraw, lambda: f.a_move(donor=f.a_person(name=f"Bà {NAME}"))),
    "join": (donor_joins.withdraw, lambda: f.a_join(f.a_person(name=f"Bà {NAME}"), f.a_person())),
    "request": (rights_requests.refuse, lambda: f.a_rights_request(recipient=f.a_recipient(full_name=NAME))),
}


@pytest.mark.django_db
@pytest.mark.one_database
@pytest.mark.parametrize("name", ABOUT_ONE)
def test_a_reason_that_names_whom_the_record_is_about_is_asked_again(name):
    (act, make), by = ABOUT_ONE[name], f.the_maker()
    record = make()
    for reason in (f"Trùng với bà {NAME}, xã khác", "sai ten: (LO_THI-MAI)."):
        with refused("reason_names_person"):
            act(record, reason=reason, by=by)
    act(record, reason="Trùng với bà Lò Văn Mai", by=by)


@pytest.mark.django_db
@pytest.mark.one_database
def test_an_organisation_may_be_named_in_a_reason():
    given = f.a_donation(donor=f.a_donor(name="Ngân hàng Minh Họa"))
    donations.annul(given, reason="Ngân hàng Minh Họa chuyển hai lần", by=f.the_maker())
    assert AuditEvent.objects.get(verb="annul").reason == "Ngân hàng Minh Họa chuyển hai lần"


@pytest.mark.django_db
def test_the_trail_leaves_out_whom_the_reason_of_a_list_names_and_the_list_keeps_it():
    draft = f.a_gift_list()
    f.a_gift(draft, recipient=f.a_recipient(full_name="Lò Thị Mai"))
    submitted = gift_lists.submit(draft, by=f.the_maker())
    gift_lists.send_back(submitted, reason="Bà Lò Thị Mai sai năm sinh", by=f.the_checker())
    assert AuditEvent.objects.get(verb="return").reason == "Bà ••• sai năm sinh"
    assert GiftList.objects.get().return_reason == "Bà Lò Thị Mai sai năm sinh"
