"""The face of a person's record: gifts, months insured, outcomes, cards masked; of the own office alone."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories as f
from tests.admin.pages import page, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_the_page_of_a_person_tells_gifts_months_and_outcomes_of_the_own_office(at):
    gift = f.a_gift()
    officer = f.the_maker(gift.gift_list.office)
    text = text_of(at(officer).get(page(gift.recipient)))
    for told in ("Tổng quan", "12/2025 – 11/2026", "379.080", str(gift.gift_list), "đang lập"):
        assert told in text
    assert gift.recipient.citizen_number not in text


def test_a_gift_of_another_office_to_the_person_is_not_told(at):
    gift = f.a_gift(gift_list=f.a_gift_list(office=f.an_office(f.DIEN_BIEN)))
    person = gift.recipient
    person.office = f.an_office()
    type(person).objects.filter(pk=person.pk).update(office=person.office)
    text = text_of(at(f.the_maker(person.office)).get(page(person)))
    assert "Chưa có suất quà nào ở danh sách của cơ quan bạn" in text


def test_it_takes_as_many_statements_for_twenty_look_alikes_as_for_two(at):
    officer = f.an_officer()
    client = at(officer)
    said = {"full_name": "Vừ Thị Mỷ", "birth_date": "1956-01-01", "birth_precision": "year", "commune": "Xã Mường Xén"}
    person = f.a_recipient(by=officer, **said)

    def statements(more):
        for _number in range(more):
            f.a_recipient(by=officer, **said)
        with CaptureQueriesContext(connection) as queries:
            assert "Có hồ sơ giống" in text_of(client.get(page(person)))
        return len(queries)

    statements(1)
    assert statements(1) == statements(18)
