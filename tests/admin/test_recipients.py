"""Recipients: masked everywhere, found by the full number without writing it into an address."""

from datetime import date

import pytest
from django.urls import reverse

from programmes.access import roles
from programmes.models import Recipient
from tests.admin.pages import adding, changelist, offered, page, refused, rows, said
from tests.factories import DIEN_BIEN, a_citizen_number, a_donor, a_recipient, an_office, an_officer

FIND = "admin:programmes_recipient_find"


def typed(officer, **over):
    return {"full_name": "Vừ Thị Mỷ", "province": officer.office.province_id, "commune": "Xã Mường Xén", **over}


def test_a_person_is_registered_with_the_number_typed_once(at):
    officer, number = an_officer(), a_citizen_number(birth_year=1956)
    at(officer).post(adding("recipient"), typed(officer, new_number=number, birth="1956"))
    person = Recipient.objects.get()
    assert (person.citizen_number, person.birth_date, person.birth_precision) == (number, date(1956, 1, 1), "year")


def test_a_new_person_lives_where_the_office_is_and_keeps_no_number_yet(at):
    officer = an_officer()
    shown = at(officer).get(adding("recipient"))
    assert shown.context["adminform"].form["province"].value() == officer.office.province_id
    assert "giữ số đang lưu" not in shown.content.decode()
    assert "giữ số đang lưu" in at(officer).get(page(a_recipient(by=officer))).content.decode()


@pytest.mark.parametrize(
    ("typed_as", "kept"),
    [("muong xen", "Xã Mường Xén"), ("Phường Mường Xén", "Phường Mường Xén"), ("Kỳ Sơn", "Kỳ Sơn")],
)
def test_a_commune_typed_short_is_written_as_for_the_other_people_there(typed_as, kept, at):
    officer = an_officer()
    a_recipient(by=officer, commune="Xã Mường Xén")
    a_recipient(office=an_office(DIEN_BIEN), commune="Xã Kỳ Sơn")
    number = a_citizen_number(birth_year=1956)
    answer = at(officer).post(adding("recipient"), typed(officer, new_number=number, birth="1956", commune=typed_as))
    assert Recipient.objects.latest("pk").commune == kept
    assert any("được ghi là" in told for told in said(answer)) == (kept != typed_as)


def test_the_number_is_shown_nowhere_in_full(at):
    officer = an_officer()
    person = a_recipient(by=officer)
    client = at(officer)
    for address in (changelist("recipient"), page(person), page(person, "history")):
        body = client.get(address).content.decode()
        assert person.citizen_number not in body
    assert any("•••••" in text for text in offered(client, "gift", "recipient"))
    assert "•••••" in client.get(page(person)).content.decode()


def test_the_stored_number_stays_when_the_box_is_left_empty(at):
    officer = an_officer()
    person = a_recipient(by=officer)
    at(officer).post(page(person), typed(officer, full_name="Vừ Thị Dung", new_number=""))
    stored = Recipient.objects.get()
    assert (stored.full_name, stored.citizen_number) == ("Vừ Thị Dung", person.citizen_number)


def test_the_number_is_replaced_when_a_new_one_is_typed(at):
    officer, number = an_officer(), a_citizen_number()
    person = a_recipient(by=officer)
    at(officer).post(page(person), typed(officer, new_number=number))
    assert Recipient.objects.get().citizen_number == number


@pytest.mark.parametrize(
    ("over", "field", "code"),
    [
        ({"new_number": "03812345678"}, "new_number", "citizen_lost_zero"),
        ({"new_number": "123456789"}, "new_number", "citizen_old_id"),
        ({"birth": "31/02/1956"}, "birth", "date_impossible"),
        ({}, "new_number", "no_papers_needs_birth_and_commune"),
    ],
)
def test_a_mistake_is_told_at_its_box(over, field, code, at):
    officer = an_officer()
    answer = at(officer).post(adding("recipient"), typed(officer, **over))
    assert code in refused(answer)[field]
    assert Recipient.objects.count() == 0


def test_a_number_known_elsewhere_is_refused_without_saying_where(at):
    officer = an_officer()
    person = a_recipient(by=an_officer(office=an_office(DIEN_BIEN)), full_name="Lò Văn Khánh")
    answer = at(officer).post(adding("recipient"), typed(officer, new_number=person.citizen_number))
    assert refused(answer) == {"new_number": ["citizen_known"]}
    assert "Lò Văn Khánh" not in answer.content.decode()
    assert "tỉnh Điện Biên" not in answer.content.decode()


def test_the_full_number_finds_the_person_by_post(at):
    officer = an_officer()
    person, client = a_recipient(by=officer), at(officer)
    answer = client.post(reverse(FIND), {"number": f" {person.citizen_number[:6]} {person.citizen_number[6:]} "})
    assert answer.url == page(person)
    assert person.citizen_number not in answer.url


def test_the_full_number_finds_nobody_of_another_office(at):
    person = a_recipient(by=an_officer(office=an_office(DIEN_BIEN)))
    answer = at(an_officer()).post(reverse(FIND), {"number": person.citizen_number})
    assert answer.url == changelist("recipient")
    assert said(answer) == ["Không có người nhận nào của cơ quan bạn mang số này."]


@pytest.mark.parametrize(("stored", "typed"), [("0912 345 678", "+84 912.345.678"), ("0912345678", "0912 345678")])
def test_a_full_telephone_number_finds_whoever_has_it_however_it_is_written(stored, typed, at):
    officer = an_officer()
    person, client = a_recipient(by=officer, phone=stored), at(officer)
    assert client.post(reverse(FIND), {"number": typed}).url == page(person)
    assert client.post(reverse(FIND), {"number": "0912345679"}).url == changelist("recipient")
    child = a_recipient(by=officer, phone=stored)
    assert set(rows(client.get(client.post(reverse(FIND), {"number": typed}).url))) == {person, child}
    elsewhere = at(an_officer(office=an_office(DIEN_BIEN)))
    assert elsewhere.post(reverse(FIND), {"number": typed}).url == changelist("recipient")


def test_a_full_insurance_number_finds_the_person_by_post(at):
    officer = an_officer()
    person = a_recipient(by=officer, si_number="4012345671")
    assert at(officer).post(reverse(FIND), {"number": "401 234 5671"}).url == page(person)


def test_a_donor_is_found_by_the_full_number_of_telephone_or_account_and_not_by_a_part_of_it(at):
    officer = an_officer()
    donor, client = a_donor(by=officer, phone="0912 345 678", bank_account="0011000000001"), at(officer)
    for number in ("0912345678", "0011 0000 00001"):
        assert client.post(reverse("admin:programmes_donor_find"), {"number": number}).url == page(donor)
    assert client.post(reverse("admin:programmes_donor_find"), {"number": "12345"}).url == changelist("donor")
    assert rows(client.get(f"{changelist('donor')}?q=345")) == []
    assert 'name="number"' in client.get(changelist("donor")).content.decode()


@pytest.mark.parametrize("number", ["", "abc", "0381234"])
def test_a_number_that_is_none_is_told(number, at):
    answer = at(an_officer()).post(reverse(FIND), {"number": number})
    assert "12 chữ số" in said(answer)[0]


def test_the_search_by_number_needs_the_right_to_see_recipients(at):
    person = a_recipient()
    answer = at(an_officer(roles.ADMINISTRATOR)).post(reverse(FIND), {"number": person.citizen_number})
    assert answer.status_code == 403


def test_a_number_in_the_search_box_is_turned_away(at):
    officer = an_officer()
    person = a_recipient(by=officer)
    answer = at(officer).get(changelist("recipient"), {"q": person.citizen_number})
    assert rows(answer) == []
    assert "Tìm theo số" in said(answer)[0]


def test_who_only_looks_gets_no_box_for_a_number(at):
    person = a_recipient(birth_date=date(1956, 1, 1), birth_precision="year")
    body = at(an_officer(roles.AUDITOR)).get(page(person)).content.decode()
    assert "new_number" not in body
    assert "1956" in body
