"""Keys that are not those of the database are refused at every start; lost key files are told and never made anew."""

import base64
import hashlib
import os
import subprocess
import sys
from urllib.parse import urlsplit

import pytest
from django.conf import settings as configured
from django.core.checks import run_checks
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, load_command_class
from django.db import connection

from bhxh_portal import env, key_files
from programmes.actions import keys
from programmes.management.base import PortalCommand
from programmes.management.closed import CLOSED
from programmes.models import Donor, KeyFingerprint, Recipient, fields
from programmes.models.keys import at_hand
from programmes.rules.keys import is_in_use
from programmes.rules.problems import RuleViolation
from tests import factories as f
from tests.architecture.test_docs import COMMANDS

OTHER, NEWEST = b"o" * 32, b"n" * 32
WITHOUT_KEYS = {
    "benchmark",  # it works in a database that it makes
    *CLOSED,
}
TWO_KEYS = b"\n".join(base64.urlsafe_b64encode(key) for key in (OTHER, NEWEST))  # without the comma between them
NAMES = ("DATA_KEYS", "DATA_INDEX_KEY", "SECRET_KEY")


@pytest.fixture
def person(db):
    """A person in the books, whose keys are noted since the migration."""
    return f.a_recipient()


def refusal():
    with pytest.raises(RuleViolation) as refused:
        keys.accept()
    (problem,) = refused.value.problems
    return problem.code, str(problem.message)


def noted(setting="DATA_KEYS"):
    return {bytes(one.fingerprint) for one in KeyFingerprint.objects.filter(setting=setting)}


# Wrong keys


@pytest.mark.parametrize("name", sorted(set(COMMANDS) - WITHOUT_KEYS))
def test_every_command_refuses_wrong_keys_at_once(name, person, settings, django_assert_max_num_queries):
    settings.DATA_INDEX_KEY = OTHER
    command, at_most = load_command_class("programmes", name), django_assert_max_num_queries
    with at_most(8), pytest.raises(CommandError, match="khôi phục DATA_INDEX_KEY") as refused:
        command.execute()
    assert isinstance(command, PortalCommand)
    assert refused.value.returncode == 1
    assert "data_index_key.txt" in str(refused.value)
    assert "\n" not in str(refused.value)


def test_the_check_of_the_installation_compares_the_keys(person, settings):
    assert [found for found in run_checks() if found.id == "programmes.E002"] == []
    settings.DATA_KEYS = [OTHER]
    (found,) = [found for found in run_checks() if found.id == "programmes.E002"]
    assert "hãy khôi phục DATA_KEYS" in found.msg
    assert "data_keys.txt" in found.msg


def test_both_keys_are_named_where_both_are_wrong(person, settings):
    settings.DATA_KEYS, settings.DATA_INDEX_KEY = [OTHER], NEWEST
    code, told = refusal()
    assert code == "keys_differ"
    assert "khôi phục DATA_KEYS, DATA_INDEX_KEY từ" in told
    assert "tệp data_keys.txt, data_index_key.txt trong DATA_DIR" in told


def test_exchanged_keys_are_wrong_keys(person, settings):
    settings.DATA_KEYS, settings.DATA_INDEX_KEY = [settings.DATA_INDEX_KEY], settings.DATA_KEYS[0]
    assert refusal()[0] == "keys_differ"


def test_codes_of_donors_hang_on_the_look_up_key_too(db, settings):
    f.an_approved_donation()
    settings.DATA_INDEX_KEY = OTHER
    assert "DATA_INDEX_KEY không phải khóa của sổ này" in refusal()[1]


# Keys that come and go


def test_a_new_key_in_front_is_noted_and_the_old_one_stays_while_something_lies_under_it(person, settings):
    first = settings.DATA_KEYS[0]
    settings.DATA_KEYS = [OTHER, first]
    keys.accept()
    assert noted() == {key.fingerprint for key in at_hand()[:2]}
    settings.DATA_KEYS = [OTHER]
    assert "DATA_KEYS thiếu khóa mà sổ này còn dùng" in refusal()[1]
    Recipient.objects.filter(pk=person.pk).update(citizen_number=b"")
    keys.accept()
    assert len(noted()) == 2


@pytest.mark.one_database
def test_a_key_is_in_use_while_the_number_of_a_card_lies_under_it(db):
    f.an_issuance()
    Recipient.objects.update(citizen_number="")
    assert is_in_use(at_hand()[0])


@pytest.mark.one_database
def test_the_index_key_is_in_use_while_an_account_is_found_by_it(db):
    by, index = f.an_officer(), at_hand()[-1]
    assert not is_in_use(index)
    told = {"code": "A", "kind": "bank", "name": "A", "bank_account": "0011000000001"}
    Donor.objects.bulk_create([Donor(office=by.office, entered_by=by, **told)])
    assert is_in_use(index)


def test_an_empty_database_takes_the_keys_it_is_given(db, settings):
    settings.DATA_KEYS, settings.DATA_INDEX_KEY = [OTHER], NEWEST
    keys.accept()
    (index,) = noted("DATA_INDEX_KEY")
    assert index == at_hand()[-1].fingerprint
    assert at_hand()[0].fingerprint in noted()


def test_without_noted_keys_a_person_tells_whether_they_are_right(person):
    KeyFingerprint.objects.all().delete()
    keys.accept()
    assert KeyFingerprint.objects.count() == len(at_hand())
    KeyFingerprint.objects.all().delete()
    Recipient.objects.update(likeness=b"x" * 16, citizen_number=b"y" * 44)
    code, told = refusal()
    assert code == "keys_differ"
    assert "DATA_KEYS thiếu" in told
    assert "DATA_INDEX_KEY không phải" in told


# What a key is told by


def test_two_keys_whose_hashes_begin_alike_are_told_apart():
    old = b"a" * 32
    others = (number.to_bytes(32, "big") for number in range(10_000))
    new = next(key for key in others if hashlib.sha256(key).digest()[0] == hashlib.sha256(old).digest()[0])
    before, after = fields._KeyRing([old]), fields._KeyRing([new, old])
    assert [after.decrypt(ring.encrypt("040156000001")) for ring in (before, after)] == ["040156000001"] * 2


def test_keys_of_one_id_are_refused_in_the_settings_and_beside_a_former_key(person, settings, monkeypatch):
    former = KeyFingerprint.objects.create(setting="DATA_KEYS", key_id=fields.key_id(OTHER), fingerprint=b"f" * 32)
    settings.DATA_KEYS = [OTHER, *settings.DATA_KEYS]
    assert refusal()[0] == "key_id_taken"
    former.delete()
    keys.accept()
    monkeypatch.setattr(fields, "key_id", lambda key: b"same")
    with pytest.raises(ImproperlyConfigured, match="trùng mã nhận biết"):
        fields._KeyRing([OTHER, NEWEST])


def test_a_fingerprint_is_neither_the_id_in_a_ciphertext_nor_a_hash_of_a_person(person, settings):
    index = settings.DATA_INDEX_KEY
    told = {bytes(one.fingerprint) for one in KeyFingerprint.objects.all()}
    assert not any(fingerprint.startswith(fields.key_id(key)) for fingerprint in told for key in settings.DATA_KEYS)
    assert not told & {hashlib.blake2b(name.encode(), key=index, digest_size=32).digest() for name in NAMES}
    assert not told & {hashlib.sha256(key).digest() for key in (*settings.DATA_KEYS, index)}


# Key files


@pytest.fixture
def data_dir(tmp_path, monkeypatch):
    """An own machine without keys in its environment, whose database holds nobody yet."""
    for name in (*NAMES, "PRODUCTION"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "var"))
    monkeypatch.setattr(key_files, "holds_records", lambda database: False)
    return tmp_path / "var"


def test_lost_key_files_are_named_together_and_not_made_beside_records(data_dir, monkeypatch):
    kept = env.secret("SECRET_KEY", production=False)
    assert env.secret("SECRET_KEY", production=False) == kept
    monkeypatch.setattr(key_files, "holds_records", lambda database: True)
    with pytest.raises(ImproperlyConfigured) as refused:
        env.keys("DATA_KEYS", production=False)
    assert f"{data_dir}/data_keys.txt, {data_dir}/data_index_key.txt:" in str(refused.value)
    assert [path.name for path in data_dir.iterdir()] == ["secret_key.txt"]


@pytest.mark.parametrize("content", [b"", b"c2hvcnQ=", b"\xff\xfe", "khóa".encode(), TWO_KEYS])
def test_a_damaged_key_file_is_named(content, data_dir):
    data_dir.mkdir()
    (data_dir / "data_keys.txt").write_bytes(content)
    with pytest.raises(ImproperlyConfigured, match="data_keys.txt"):
        env.keys("DATA_KEYS", production=False)
    assert (data_dir / "data_keys.txt").read_bytes() == content


@pytest.mark.django_db(transaction=True)
def test_the_database_is_asked_for_records_before_there_are_settings():
    entry = {**connection.settings_dict, "OPTIONS": env.databases({})["default"]["OPTIONS"]}
    assert not key_files.holds_records(entry)
    f.a_donation()
    assert key_files.holds_records(entry)
    unreachable = {**entry, "HOST": "/nowhere"} if entry["HOST"] else {**entry, "NAME": __file__}
    with pytest.raises(ImproperlyConfigured, match="không đọc được cơ sở dữ liệu"):
        key_files.holds_records(unreachable)


@pytest.mark.django_db(transaction=True)
def test_a_start_with_lost_or_wrong_key_files_ends_with_one_sentence_and_makes_nothing(tmp_path):
    f.a_recipient()
    name = connection.settings_dict["NAME"]
    url = f"sqlite:///{name}"
    if connection.vendor == "postgresql":
        url = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()
    environment = {**os.environ, "DATABASE_URL": url, "DATA_DIR": str(tmp_path), "PRODUCTION": ""}
    environment |= {"DJANGO_SETTINGS_MODULE": "bhxh_portal.settings"} | dict.fromkeys(NAMES, "")

    def start(*arguments):
        options = {"cwd": configured.BASE_DIR, "env": environment, "capture_output": True, "text": True}
        ended = subprocess.run([sys.executable, *arguments], check=False, **options)
        return ended.returncode, ended.stderr.strip().splitlines()

    code, told = start("manage.py", "check_books")
    assert (code, len(told), list(tmp_path.iterdir())) == (1, 1, [])
    assert f"{tmp_path}/data_keys.txt" in told[0]
    for name in NAMES:
        (tmp_path / f"{name.lower()}.txt").write_text(base64.urlsafe_b64encode(OTHER).decode())
    code, told = start("-c", "import bhxh_portal.wsgi")
    assert code == 1
    assert "DATA_INDEX_KEY không phải khóa của sổ này" in told[-1]
