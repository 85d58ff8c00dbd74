"""The box in the header: one question over five tables, numbers and all, and nothing of it in an address."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from programmes.access import roles
from programmes.models import AuditEvent, Donor
from tests.admin.pages import page, text_of
from tests.factories import (
    DAK_LAK,
    DIEN_BIEN,
    a_citizen_number,
    a_donation,
    a_donor,
    a_gift,
    a_gift_list,
    a_planned_handover,
    a_recipient,
    an_office,
    an_officer,
)

BOX = "/quan-tri/tim/"


@pytest.fixture(scope="module")
def books(shared_books):
    """Two of each kind that share a word, of Nghệ An; one of Điện Biên."""
    officer = an_officer()
    for name in ("Nguyễn Văn Ân", "Trần Văn Ân"):
        donor = a_donor(office=officer.office, name=name)
        a_donation(donor=donor, by=officer, amount_vnd=5_000_000)
        a_recipient(office=officer.office, full_name=name, by=officer)
        a_planned_handover([], title=f"Trao quà ở làng {name}", by=officer)
    a_donor(office=an_office(DIEN_BIEN), name="Lò Văn Ân")
    return officer


@pytest.fixture
def ask(books, db, at):
    def asked(text, by=books):
        return at(by).post(BOX, {"q": text})

    return asked


def found(response):
    return {str(group.label): [hit.name for hit in group.hits] for group in response.context["groups"]}


def test_one_word_without_accents_finds_donors_donations_people_and_events(ask):
    shown = found(ask("van an"))
    assert sorted(shown["Nhà hảo tâm"]) == ["Nguyễn Văn Ân", "Trần Văn Ân"]
    assert len(shown["Khoản ủng hộ"]) == len(shown["Người nhận"]) == len(shown["Buổi trao tặng"]) == 2
    assert "Nhà hảo tâm: 2" in text_of(ask("van an"))


def test_of_two_donors_that_are_one_the_joined_record_says_so(ask, books):
    first, second = Donor.objects.filter(office=books.office).order_by("pk")
    Donor.objects.filter(pk=second.pk).update(same_as=first)
    hits = ask("van an").context["groups"][0].hits
    assert [hit.name for hit in hits if "đã gộp vào bản ghi khác" in hit.told] == [second.name]


@pytest.mark.parametrize("text", ["5.000.000", "5 triệu", "5000000"])
def test_an_amount_finds_the_donations_of_just_that_amount(text, ask):
    shown = found(ask(text))
    assert len(shown["Khoản ủng hộ"]) == 2
    assert "Nhà hảo tâm" not in shown


def test_what_one_record_alone_answers_to_is_opened_at_once(ask, books):
    gift_list = a_gift_list(by=books, decision_number="245/QĐ-BHXH")
    assert ask("245/QĐ").url == page(gift_list)


def test_a_full_number_finds_its_person_and_stands_in_no_address(ask, books):
    number = a_citizen_number()
    person = a_recipient(office=books.office, citizen_number=number, by=books)
    answer = ask(number)
    assert answer.url == page(person)
    assert AuditEvent.objects.filter(verb="search_number", target_id=person.pk).exists()
    assert number not in answer.url


def test_another_office_finds_nothing_of_it_and_no_table_is_asked_that_the_role_does_not_see(ask):
    assert found(ask("van an", by=an_officer(office=an_office(DAK_LAK)))) == {}
    assert found(ask("van an", by=an_officer(roles.ADMINISTRATOR))) == {}


def test_the_answer_costs_the_same_however_much_is_found(ask, books, at):
    client = at(books)
    client.post(BOX, {"q": "van an"})
    with CaptureQueriesContext(connection) as few:
        client.post(BOX, {"q": "van an"})
    for _each in range(18):
        donor = a_donor(office=books.office, name="Lê Văn Ân")
        a_donation(donor=donor, by=books)
        a_gift(a_gift_list(by=books), recipient=a_recipient(office=books.office, full_name="Lê Văn Ân", by=books))
    with CaptureQueriesContext(connection) as many:
        answer = client.post(BOX, {"q": "van an"})
    assert len(many) == len(few) <= 25
    assert found(answer)["Nhà hảo tâm"].count("Lê Văn Ân") == 8
    assert "Nhà hảo tâm: 20" in text_of(answer)
    assert f"{reverse('admin:programmes_donor_changelist')}?q=van+an" in answer.content.decode()


def test_the_box_stands_on_every_page_of_an_officer_and_an_empty_question_finds_nothing(books, db, at):
    client = at(books)
    for address in ("/quan-tri/", reverse("admin:programmes_donor_changelist"), BOX):
        assert 'id="find-all"' in client.get(address).content.decode()
    assert client.post(BOX, {"q": " "}).context["groups"] == []
    assert "Không thấy “zzzx”." in text_of(client.post(BOX, {"q": "zzzx\0"}))
