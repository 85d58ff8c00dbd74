"""Which rows an officer sees: headquarters all, a province its own."""

import pytest

from programmes.access.roles import ADMINISTRATOR, HEADQUARTERS_OFFICER
from programmes.access.scope import may_manage, may_work_for, sees_all, visible_to
from programmes.models import (
    AuditEvent,
    Donation,
    Donor,
    Gift,
    GiftList,
    HandoverEvent,
    HandoverLine,
    Office,
    Officer,
    Programme,
    Province,
    Recipient,
)
from tests import factories as f

pytestmark = pytest.mark.django_db

SCOPED = (Donor, Donation, GiftList, Gift, HandoverEvent, HandoverLine, Recipient, Office, Officer, AuditEvent)


@pytest.fixture
def nghe_an():
    return f.an_officer(office=f.an_office("40"))


@pytest.fixture
def dien_bien():
    return f.an_officer(office=f.an_office("11"))


def a_bit_of_work(by):
    f.a_donation(by=by)
    f.a_handover(by=by)


def test_a_province_sees_its_own_rows_and_no_others(nghe_an, dien_bien):
    a_bit_of_work(dien_bien)
    theirs = {model: set(visible_to(dien_bien, model.objects.all())) for model in SCOPED}
    a_bit_of_work(nghe_an)
    for model, others in theirs.items():
        own = set(visible_to(nghe_an, model.objects.all()))
        assert own, model
        assert others, model
        assert own & others == set(), model


def test_headquarters_sees_every_row(nghe_an, dien_bien):
    a_bit_of_work(dien_bien)
    a_bit_of_work(nghe_an)
    officer = f.an_officer(HEADQUARTERS_OFFICER)
    for model in SCOPED:
        assert set(visible_to(officer, model.objects.all())) == set(model.objects.all()), model


def test_an_officer_without_an_office_sees_nothing(nghe_an):
    a_bit_of_work(nghe_an)
    lost = f.an_officer()
    lost.office = None
    lost.save()
    for model in SCOPED:
        assert not visible_to(lost, model.objects.all()).exists(), model


@pytest.mark.parametrize("model", [Province, Programme], ids=lambda model: model.__name__)
def test_reference_data_is_seen_by_all(nghe_an, model):
    f.a_province("11")
    f.a_programme()
    assert visible_to(nghe_an, model.objects.all()).count() == model.objects.count()


def test_a_gift_to_another_offices_person_does_not_open_that_persons_record(nghe_an, dien_bien):
    person = f.a_recipient(by=dien_bien)
    assert person not in visible_to(nghe_an, Recipient.objects.all())
    f.a_gift(f.a_gift_list(by=nghe_an), by=nghe_an, recipient=person)
    assert person not in visible_to(nghe_an, Recipient.objects.all())
    assert person in visible_to(dien_bien, Recipient.objects.all())


def test_the_gift_of_another_province_to_a_shared_person_stays_hidden(nghe_an, dien_bien):
    person = f.a_recipient(by=dien_bien)
    theirs = f.a_gift(f.a_gift_list(by=dien_bien), by=dien_bien, recipient=person)
    ours = f.a_gift(f.a_gift_list(by=nghe_an), by=nghe_an, recipient=person)
    assert list(visible_to(nghe_an, person.gifts.all())) == [ours]
    assert list(visible_to(dien_bien, person.gifts.all())) == [theirs]


def test_a_provincial_officer_works_for_the_own_office_only(nghe_an):
    assert may_work_for(nghe_an, f.an_office("40"))
    assert not may_work_for(nghe_an, f.an_office("11"))
    assert may_work_for(f.an_officer(HEADQUARTERS_OFFICER), f.an_office("11"))
    assert not sees_all(nghe_an)


def test_an_account_with_every_right_is_changed_only_by_its_like(nghe_an):
    administrator, superuser = f.an_officer(ADMINISTRATOR), f.a_superuser()
    assert may_manage(administrator, nghe_an)
    assert not may_manage(administrator, superuser)
    assert may_manage(superuser, superuser)
