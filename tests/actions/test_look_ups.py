"""“Đã nhận chưa?” across all offices: kind, months and whose; noted and counted before it is answered."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from programmes.actions import gift_lists, look_ups
from programmes.models import AuditEvent, GiftKind, Recipient
from programmes.rules import look_ups as rules
from tests import factories as f
from tests.actions.refusals import refused

pytestmark = pytest.mark.django_db


def given(person, by=None, **over):
    gift_list = f.a_gift_list(by=by)
    gift = f.a_gift(gift_list, by=by, recipient=person, **over)
    gift_lists.submit(gift_list, by=by or f.the_maker())
    return gift


def test_the_answer_names_kind_months_and_whether_it_was_here():
    officer, elsewhere = f.an_officer(), f.an_officer(office=f.an_office(f.DIEN_BIEN))
    person, stranger = f.a_recipient(by=officer), f.a_citizen_number()
    given(person, by=elsewhere, starts_on=date(2026, 1, 1), months=3)
    given(person, by=officer, kind=GiftKind.SI_BOOK, starts_on=date(2026, 2, 1), months=6)
    given(person, by=officer, kind=GiftKind.TET_PACKAGE, donor_cost_vnd=600_000)
    f.a_gift(by=officer, recipient=person)  # a draft gives nothing
    found = look_ups.ask([person.citizen_number, stranger], by=officer)
    assert {tuple(map(str, one)) for one in found[person.citizen_number]} == {
        ("thẻ BHYT", "01/2026–03/2026", "False"),
        ("sổ BHXH", "02/2026–07/2026", "True"),
        ("suất quà Tết", "01/2025–12/2025", "True"),
    }
    assert found[stranger] == []


def test_a_gift_to_another_record_of_the_same_person_is_found():
    officer, first, second = f.an_officer(), f.a_recipient(), f.a_recipient()
    Recipient.objects.filter(pk=second.pk).update(same_as=first)
    given(first)
    given(second, starts_on=date(2027, 1, 1))
    for person in (first, second):
        assert len(look_ups.ask([person.citizen_number], by=officer)[person.citizen_number]) == 2


def test_a_look_up_is_noted_with_how_many_numbers_and_no_number():
    officer, number = f.an_officer(), f.a_citizen_number()
    look_ups.ask([number, number, f.a_citizen_number()], by=officer)
    event = AuditEvent.objects.get(verb="look_up")
    assert (event.actor, event.after) == (officer.username, {"numbers": 2})


def test_a_days_numbers_are_limited_for_each_officer(monkeypatch):
    monkeypatch.setattr(rules, "NUMBERS_A_DAY", 3)
    officer, numbers = f.an_officer(), [f.a_citizen_number() for _each in range(4)]
    look_ups.ask(numbers[:2], by=officer)
    with refused("look_up_day_spent"):
        look_ups.ask(numbers[:2], by=officer)
    assert look_ups.is_known(numbers[0], by=officer) is False
    with refused("look_up_day_spent"):
        look_ups.is_known(numbers[0], by=officer)
    assert rules.asked_today(officer) == 3
    assert len(look_ups.ask(numbers[:3], by=f.an_officer())) == 3


def test_a_long_list_is_asked_in_parts(monkeypatch):
    monkeypatch.setattr(rules, "NUMBERS_AT_ONCE", 2)
    with refused("look_up_too_many"):
        look_ups.ask([f.a_citizen_number() for _each in range(3)], by=f.an_officer())


def test_many_numbers_cost_as_many_queries_as_two():
    officer, a_number, people = f.an_officer(), f.a_citizen_number(), [f.a_recipient() for _each in range(12)]
    for person in people:
        given(person)
    look_ups.ask([a_number], by=officer)
    costs = []
    for count in (2, 12):
        with CaptureQueriesContext(connection) as spent:
            look_ups.ask([person.citizen_number for person in people[:count]], by=officer)
        costs.append(len(spent))
    assert costs[0] == costs[1]
