"""A province never reaches another's records. Who gets which page is asked in tests/flows/test_matrix.py."""

import pytest
from django.apps import apps
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME

from programmes.access import roles
from programmes.models import Donation, GiftList, Recipient
from tests.admin.pages import adding, changelist, offered, page, rows
from tests.factories import (
    DIEN_BIEN,
    a_donation,
    a_donor,
    a_gift,
    a_planned_handover,
    a_recipient,
    a_submitted_list,
    an_office,
    an_officer,
)

pytestmark = pytest.mark.one_database


def test_a_role_that_is_added_opens_what_its_permissions_say(at, monkeypatch):
    monkeypatch.setattr(roles, "ROLES", (*roles.ROLES, roles.Role("Cán bộ mới", "Xem.", frozenset({"view_donor"}))))
    roles.sync_roles(apps.get_app_config("programmes"))
    client = at(an_officer(roles.ROLES[-1]))
    asked = (changelist("donor"), adding("donor"), changelist("donation"))
    assert [client.get(address).status_code for address in asked] == [200, 403, 403]


@pytest.fixture
def foreign(db):
    """Records of Điện Biên."""
    office = an_office(DIEN_BIEN)
    gift_list = a_submitted_list(office=office, gifts=1)
    return {
        "donor": a_donor(office=office, name="Công ty Mường Thanh"),
        "donation": a_donation(office=office),
        "giftlist": gift_list,
        "gift": gift_list.gifts.get(),
        "recipient": gift_list.gifts.get().recipient,
        "handoverevent": a_planned_handover([], office=office, province=office.province, round=gift_list.round),
    }


FOREIGN = ("donor", "donation", "giftlist", "gift", "recipient", "handoverevent")


@pytest.mark.parametrize("model", FOREIGN)
def test_another_provinces_record_is_not_there(model, foreign, at):
    client, record = at(an_officer()), foreign[model]
    assert record not in rows(client.get(changelist(model)))
    assert rows(client.get(changelist(model), {"pk": record.pk})) == []
    for view in ("change", "history"):
        answer = client.get(page(record, view))
        assert answer.status_code == 404
        assert str(record) not in answer.content.decode()


@pytest.mark.parametrize("model", FOREIGN)
def test_another_provinces_record_cannot_be_sent(model, foreign, at):
    record = foreign[model]
    before = type(record).objects.filter(pk=record.pk).values().get()
    at(an_officer()).post(page(record), {"name": "x", "full_name": "x", "title": "x"})
    assert type(record).objects.filter(pk=record.pk).values().get() == before


@pytest.mark.parametrize(
    ("model", "field", "foreign_name"),
    [
        ("donation", "donor", "donor"),
        ("gift", "recipient", "recipient"),
        ("gift", "gift_list", "giftlist"),
        ("donor", "parent", "donor"),
    ],
)
def test_autocomplete_offers_the_own_office_only(model, field, foreign_name, foreign, at):
    own = offered(at(an_officer()), model, field)
    assert not any(str(foreign[foreign_name]) in text for text in own)
    everywhere = offered(at(an_officer(roles.HEADQUARTERS_OFFICER)), model, field)
    assert any(str(foreign[foreign_name]) in text for text in everywhere)


def test_a_foreign_choice_is_refused_when_sent(foreign, at):
    officer = an_officer()
    own = a_donation(by=officer)
    data = {"donor": foreign["donor"].pk, "programme": own.programme_id, "form": "cash", "route": "via_bhxh"}
    answer = at(officer).post(
        adding("donation"), {**data, "amount_vnd": "5.000.000", "state": "received", "received_on": "4/3/2025"}
    )
    assert "donor" in answer.context["adminform"].form.errors
    assert Donation.objects.filter(donor=foreign["donor"]).count() == 0


def test_the_office_of_a_new_record_is_the_officers_own_whatever_is_sent(at):
    officer = an_officer()
    data = {"office": an_office(DIEN_BIEN).pk, "kind": "bank", "name": "Ngân hàng Minh Họa"}
    at(officer).post(adding("donor"), data)
    assert officer.office.donors.get().name == "Ngân hàng Minh Họa"


def test_a_list_action_leaves_foreign_rows_alone(foreign, at):
    approver = an_officer(roles.APPROVER, office=an_office())
    chosen = {"action": "duyet", "confirmed": "1", "select_across": "0"}
    for model in ("donation", "giftlist"):
        at(approver).post(changelist(model), {**chosen, ACTION_CHECKBOX_NAME: [foreign[model].pk]})
    assert Donation.objects.get(pk=foreign["donation"].pk).state == Donation.State.RECEIVED
    assert GiftList.objects.get(pk=foreign["giftlist"].pk).state == GiftList.State.SUBMITTED


def test_nothing_can_be_deleted_but_a_gift_of_a_draft(at, foreign):
    officer = an_officer()
    client, gift = at(officer), a_gift(by=officer)
    assert client.get(page(gift, "delete")).status_code == 200
    for record in (a_donor(by=officer), a_donation(by=officer), gift.gift_list, a_recipient(by=officer)):
        assert client.post(page(record, "delete"), {"post": "yes"}).status_code == 403
    submitted = a_submitted_list(by=officer, gifts=1)
    assert client.post(page(submitted.gifts.get(), "delete"), {"post": "yes"}).status_code == 403


def test_a_person_helped_here_but_kept_elsewhere_is_not_shown(at):
    officer, other = an_officer(), an_officer(office=an_office(DIEN_BIEN))
    person = a_recipient(by=other)
    a_gift(by=officer, recipient=person)
    client = at(officer)
    assert person not in rows(client.get(changelist("recipient")))
    for view in ("change", "history", "delete"):
        assert client.get(page(person, view)).status_code == 404, view
    assert client.post(page(person), {"full_name": "Người Khác"}).status_code == 404
    assert Recipient.objects.get(pk=person.pk).full_name == person.full_name
