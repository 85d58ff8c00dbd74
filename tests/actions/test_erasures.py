"""Who may erase a person, and when; what an erased record is good for."""

from datetime import date

import pytest

from programmes.access import roles
from programmes.actions import bank_lines, donors, erasures, recipients, same_person
from programmes.actions.erasures import STAYS, _blank
from programmes.models import AuditEvent, ImportBatch, Recipient
from programmes.models.base import ERASED
from programmes.rules.traces import Traces
from tests import factories as f
from tests.actions.acts import a_new_gift, a_stored_batch, two_alike
from tests.actions.refusals import refused

pytestmark = pytest.mark.django_db

WHY = {"reason": "Phiếu yêu cầu 12/2026"}


def an_eraser(office=None):
    return f.an_officer(roles.APPROVER, office or f.an_office())


def test_every_particular_of_an_erased_person_is_empty_and_the_trail_tells_who_did_it_why():
    person, by = f.a_recipient(phone="0912345678", si_number="4012345671", address="Bản Minh Họa"), an_eraser()
    likeness = bytes(person.likeness)
    erasures.erase(person, **WHY, by=by)
    left = Recipient.objects.get()
    named = {"full_name": ERASED, "search_key": "da xoa theo yeu cau"}
    particulars = {name: getattr(left, name) for name in Recipient.Privacy.personal - STAYS - {"likeness", *named}}
    assert particulars == {name: _blank(Recipient._meta.get_field(name)) for name in particulars}
    assert {name: getattr(left, name) for name in named} == named
    assert bytes(left.likeness) != likeness
    assert left.erased_on
    event = AuditEvent.objects.get(verb="erase")
    assert (event.actor, event.target_id, event.reason) == (by.username, str(person.pk), WHY["reason"])


def test_whoever_waits_for_a_gift_is_not_erased_until_it_is_given_or_taken_back():
    gift_list = f.an_approved_list(gifts=1)
    person, by = gift_list.gifts.get().recipient, an_eraser()
    with refused("erased_waits_for_gift"):
        erasures.erase(person, **WHY, by=by)
    f.a_handover([gift_list])
    assert erasures.erase(person, **WHY, by=by).full_name == ERASED


def test_a_gift_on_a_draft_is_withdrawn_before_its_person_is_erased():
    gift = f.a_gift()
    with refused("erased_waits_for_gift"):
        erasures.erase(gift.recipient, **WHY, by=an_eraser())


def test_nobody_erases_whom_they_entered_or_a_person_of_another_office():
    root = f.a_superuser()
    person = f.a_recipient(by=root, office=f.an_office())
    with refused("eraser_is_maker"):
        erasures.erase(person, **WHY, by=root)
    with refused("right_of_other_office"):
        erasures.erase(person, **WHY, by=an_eraser(f.an_office(f.DIEN_BIEN)))


def test_all_records_that_were_found_to_be_one_person_are_erased_together():
    first, second = two_alike(None)
    same_person.conclude([first, second], is_same=True, reason="Đối chiếu giấy tờ", by=f.the_maker())
    erasures.erase(Recipient.objects.get(pk=second), **WHY, by=an_eraser())
    assert set(Recipient.objects.values_list("full_name", flat=True)) == {ERASED}


@pytest.mark.parametrize("reason", ["Đơn của bà Vừ Thị Ngoan", "don cua VU THI NGOAN"])
def test_the_reason_does_not_name_whom_it_erases(reason):
    person = f.a_recipient(full_name="Vừ Thị Ngoan")
    with refused("reason_names_the_erased"):
        erasures.erase(person, reason=reason, by=an_eraser())


def test_an_erased_person_is_not_corrected_given_a_gift_or_erased_again():
    person = erasures.erase(f.a_recipient(), **WHY, by=an_eraser())
    person.full_name = "Vừ Thị Ân"
    with refused("person_erased"):
        recipients.correct(person, by=f.the_maker())
    with refused("person_erased"):
        f.gift_actions.issue(a_new_gift(recipient=person), by=f.the_maker())
    with refused("person_erased"):
        erasures.erase(person, **WHY, by=an_eraser())


def test_a_file_that_is_just_being_stored_is_waited_for():
    person = f.a_recipient()
    batch = a_stored_batch(f.the_maker(), state=ImportBatch.State.CONFIRMED, report={"samples": person.citizen_number})
    with refused("erased_stands_in_file_at_work"):
        erasures.erase(person, **WHY, by=an_eraser())
    ImportBatch.objects.filter(pk=batch.pk).update(state=ImportBatch.State.PREVIEWED)
    erasures.erase(person, **WHY, by=an_eraser())
    batch.refresh_from_db()
    assert (batch.state, batch.report, bool(batch.file)) == (ImportBatch.State.CANCELLED, {}, False)


def test_of_a_person_who_gave_only_reference_and_sum_are_left():
    numbers = {"tax_code": "0123456788", "phone": "0912345678", "bank_account": "0071000123456"}
    donor = f.a_person(name="Trần Thị Bí Mật", **numbers, consented_on=date(2025, 1, 1))
    donation = f.a_donation(donor=donor, note="Bà Bí Mật gửi")
    line = f.a_bank_line(payer="TRAN THI BI MAT", description="TRAN THI BI MAT 0071000123456 ung ho", reference="FT7")
    bank_lines.link(line, donation, by=f.the_maker())
    other = f.a_bank_line(description="MST 0123456788 chuyen")
    of_account = f.a_bank_line(description="TK 0071000123456 ung ho")
    erasures.anonymise(donor, **WHY, by=an_eraser())
    for record in (donation, line, other, of_account):
        record.refresh_from_db()
    assert (donor.name, donor.tax_code, donor.phone, donor.consented_on, donation.note) == (ERASED, "", "", None, "")
    assert (line.payer, line.description, line.reference, line.amount_vnd) == (ERASED, ERASED, "FT7", 5_000_000)
    assert (donor.bank_account, donor.bank_account_hash) == ("", None)
    assert other.description == f"MST {ERASED} chuyen"
    assert of_account.description == f"TK {ERASED} ung ho"
    assert donation.amount_vnd == 5_000_000
    donor.name = "Trần Thị Bí Mật"
    with refused("person_erased"):
        donors.correct(donor, by=f.the_maker())


def test_an_organisation_is_not_forgotten():
    with refused("erased_is_no_person"):
        erasures.anonymise(f.a_donor(), **WHY, by=an_eraser())


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Nhận thay: VŨ THỊ ÂN", f"Nhận thay: {ERASED}"),
        ("vu_thi-an.csv", f"{ERASED}.csv"),
        ("Vũ Thị Ânh nhận", "Vũ Thị Ânh nhận"),
        ("số 040 156 000 001, lần 2", f"số {ERASED}, lần 2"),
        ("40156000001", ERASED),
        ("1040156000001", "1040156000001"),
        ("CN3 40 4012345671", "CN3 40 4012345671"),
    ],
)
def test_a_name_and_a_number_are_found_however_they_are_written_and_no_other_is(text, left):
    assert Traces(["Vũ Thị Ân"], ["040156000001", "1234"]).taken_out_of(text) == left
