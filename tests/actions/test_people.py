"""Register and correct donors and recipients; the trail that nobody changes."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from programmes.actions import gift_lists, recipients
from programmes.models import AuditEvent, Donor, Recipient
from programmes.models.base import AppendOnlyError
from tests import factories as f
from tests.actions.refusals import refused, refused_by_the_database

pytestmark = pytest.mark.django_db


# Donors


def test_a_donor_is_found_without_accents():
    donor = f.a_donor(name="Ngân hàng Đắk Lắk")
    assert Donor.objects.get(search_key__contains="dak lak") == donor


def test_a_donor_without_a_code_gets_one_from_its_number():
    donor = f.a_donor()
    assert donor.code == f"NHT-{donor.pk:06}"


# Recipients


def test_a_citizen_number_lies_encrypted_and_is_found_again():
    person = f.a_recipient(citizen_number="040056000001")
    with connection.cursor() as cursor:
        cursor.execute("SELECT citizen_number FROM programmes_recipient")
        stored = bytes(cursor.fetchone()[0])
    assert b"040056" not in stored
    assert Recipient.objects.get(citizen_hash=person.citizen_hash).citizen_number == "040056000001"


def test_a_person_is_registered_once_in_the_whole_country():
    f.a_recipient(citizen_number="040056000001")
    with pytest.raises(ValidationError):
        f.a_recipient(citizen_number="040056000001", office=f.an_office("11"))
    assert Recipient.objects.count() == 1


def test_the_database_refuses_a_citizen_number_twice():
    person, other = f.a_recipient(), f.a_recipient()
    with refused_by_the_database("citizen_hash"):
        Recipient.objects.filter(pk=other.pk).update(citizen_hash=person.citizen_hash)


def test_a_citizen_number_of_eleven_digits_is_refused_with_the_cure():
    with refused("citizen_lost_zero"):
        f.a_recipient(citizen_number="40056000001")


def test_a_person_without_papers_needs_birth_and_commune():
    for lacking in (
        {"commune": "", "birth_date": date(1956, 1, 1), "birth_precision": "year"},
        {"commune": "Xã Mường Xén"},
    ):
        with refused("no_papers_needs_birth_and_commune"):
            f.a_recipient(citizen_number="", **lacking)
    person = f.a_recipient(citizen_number="", birth_date=date(1956, 1, 1), birth_precision="year")
    assert person.citizen_hash is None


def test_people_without_papers_who_look_alike_may_be_two():
    alike = {"citizen_number": "", "full_name": "Lò Thị Dung", "birth_date": date(1956, 1, 1)}
    first, second = f.a_recipient(**alike), f.a_recipient(**{**alike, "full_name": "LÒ THỊ DUNG"})
    assert bytes(first.likeness) == bytes(second.likeness)
    assert first.pk != second.pk


def test_who_stands_on_a_list_that_others_have_read_stays_who_they_are():
    gift = f.a_gift()
    person = gift.recipient
    person.full_name = "Vừ Thị Mỷ"
    recipients.correct(person, by=f.the_maker())  # the list is a draft
    gift_lists.submit(gift.gift_list, by=f.the_maker())
    person.phone = "0912345678"
    recipients.correct(person, by=f.the_maker())
    person.full_name = "Vừ Thị Ân"
    with refused("person_is_settled"):
        recipients.correct(person, by=f.the_maker())
    assert Recipient.objects.get().full_name == "Vừ Thị Mỷ"


def test_the_trail_names_the_changed_fields_of_a_person_not_their_contents():
    person = f.a_recipient(full_name="Vừ Thị Ân")
    person.full_name, person.phone = "Vừ Thị Mỷ", "0912345678"
    recipients.correct(person, by=f.the_maker())
    event = AuditEvent.objects.get(verb="correct")
    assert event.after == {"fields": ["full_name", "phone"]}
    assert event.before == {}


# The trail


@pytest.mark.parametrize("way", ["save", "delete", "update", "queryset delete", "bulk_update", "update_or_create"])
def test_the_trail_is_never_changed(way):
    f.a_donor()
    event = AuditEvent.objects.first()
    before = list(AuditEvent.objects.values())
    with pytest.raises(AppendOnlyError):  # noqa: PT012
        match way:
            case "save":
                event.actor = "ai-do"
                event.save()
            case "delete":
                event.delete()
            case "update":
                AuditEvent.objects.filter(pk=event.pk).update(actor="ai-do")
            case "queryset delete":
                AuditEvent.objects.all().delete()
            case "bulk_update":
                AuditEvent.objects.bulk_update([event], ["actor"])
            case "update_or_create":
                AuditEvent.objects.update_or_create(pk=event.pk, defaults={"actor": "ai-do"})
    assert list(AuditEvent.objects.values()) == before
