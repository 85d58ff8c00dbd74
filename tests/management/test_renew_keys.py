"""A change of key while the portal runs: nothing is left under the old one, and nothing that officers write is lost."""

import pytest
from django.core.management import call_command

from programmes.actions import keys
from programmes.models import Issuance, Recipient, fields
from programmes.models.keys import at_hand, encrypted_columns, under_former_keys
from programmes.rules.keys import is_in_use
from tests import factories as f

pytestmark = pytest.mark.django_db

NEW = b"n" * 32
NUMBERS = [f"0401560000{n:02}" for n in range(1, 8)]


@pytest.fixture
def people():
    return [f.a_recipient(full_name=f"Minh Họa {n}", citizen_number=number) for n, number in enumerate(NUMBERS)]


@pytest.fixture
def new_key(people, settings, monkeypatch):
    """The portal starts with a new key in front of the one that all of its numbers lie under."""
    f.an_issuance()
    settings.DATA_KEYS = [NEW, *settings.DATA_KEYS]
    monkeypatch.setattr(fields, "_ring", fields._KeyRing(settings.DATA_KEYS))
    monkeypatch.setattr(keys, "BATCH", 3)


def left():
    return {name: under_former_keys(model, name).count() for model, name in encrypted_columns()}


def test_nothing_is_left_under_the_old_key_which_may_then_go(new_key, people, capsys):
    before = {person.pk: person.citizen_number for person in Recipient.objects.all()}
    stamps = set(Recipient.objects.values_list("updated_at", flat=True))
    number = Issuance.objects.get().number
    call_command("renew_keys")
    told = capsys.readouterr().out
    assert "người nhận, số định danh cá nhân: 3 dòng" in told
    assert "Không còn dòng nào dưới khóa cũ" in told
    assert set(left().values()) == {0}
    assert {person.pk: person.citizen_number for person in Recipient.objects.all()} == before
    assert Issuance.objects.get().number == number
    assert set(Recipient.objects.values_list("updated_at", flat=True)) == stamps
    assert [is_in_use(key) for key in at_hand()[:2]] == [True, False]


def test_who_stops_it_begins_again_where_it_stopped(new_key):
    total = left()["citizen_number"]
    with pytest.raises(KeyboardInterrupt):
        keys.renew(Recipient, "citizen_number", lambda _rows: (_ for _ in ()).throw(KeyboardInterrupt))
    assert left()["citizen_number"] == total - 3
    told = []
    assert keys.renew(Recipient, "citizen_number", told.append) == 0
    assert told[-1] == total - 3


def test_what_an_officer_changes_meanwhile_stays(new_key, people, monkeypatch):
    renewed = fields.renewed

    def while_read(stored):
        Recipient.objects.filter(pk=people[1].pk).update(citizen_number="040156000099")
        return renewed(stored)

    monkeypatch.setattr(keys, "renewed", while_read)
    keys.renew(Recipient, "citizen_number", lambda _rows: None)
    assert Recipient.objects.get(pk=people[1].pk).citizen_number == "040156000099"
    assert Recipient.objects.get(pk=people[2].pk).citizen_number == NUMBERS[2]


def test_a_number_that_cannot_be_read_is_told_and_its_bytes_stay(new_key, people, capsys):
    damaged = fields.Unreadable()
    damaged.stored = b"gone" + b"x" * 40
    Recipient.objects.filter(pk=people[0].pk).update(citizen_number=damaged)
    with pytest.raises(SystemExit) as ended:
        call_command("renew_keys")
    assert ended.value.code == 1
    assert "Còn 1 dòng dưới khóa cũ" in capsys.readouterr().out
    assert Recipient.objects.get(pk=people[0].pk).citizen_number.stored == damaged.stored
