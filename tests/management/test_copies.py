"""Copies of the books: taken while officers work, put back whole where nothing is, refused where anything is wrong."""

import errno
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from base64 import urlsafe_b64encode
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings as configured
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection
from django.db.migrations.recorder import MigrationRecorder

from programmes.actions import handovers
from programmes.management.benchmark.served import environment
from programmes.management.commands import restore
from programmes.management.copies import databases, manifest, postgresql, putting_back, taking
from programmes.models import Attachment, AuditEvent, Donation, HandoverEvent, KeyFingerprint, Recipient
from runtests import system_binaries, version_of, wheel_binaries
from tests import factories as f
from tests.colleagues import needs_postgresql
from tests.flows.an_office import an_office_at_work

pytestmark = pytest.mark.django_db(transaction=True)
# A restore adds to them and looks at them; the trail proves itself.
MOVING = {"programmes_auditevent", "programmes_auditseal", "programmes_bookcheck", "sqlite_sequence"}


@pytest.fixture(autouse=True)
def tools(monkeypatch):
    """The programs of the server that the tests run on stand first."""
    if connection.vendor == "postgresql":
        of_the_server = [
            str(folder)
            for folder in (*system_binaries(), *wheel_binaries())
            if version_of(subprocess.check_output([folder / "postgres", "--version"]))[0]
            == connection.pg_version // 10_000
        ]
        monkeypatch.setenv("PATH", os.pathsep.join([*of_the_server, os.environ["PATH"]]))


@pytest.fixture(autouse=True)
def uploads(settings, tmp_path):
    """An empty folder for files, in which earlier tests have left nothing."""
    options = {**settings.STORAGES["default"]["OPTIONS"], "location": tmp_path / "uploads"}
    settings.STORAGES = {**settings.STORAGES, "default": {**settings.STORAGES["default"], "OPTIONS": options}}
    return tmp_path / "uploads"


@contextmanager
def a_busy_officer():
    """Another process enters donations until this one has seen enough; yields how many there are at the least."""

    def work():
        connection.close()
        while True:
            f.a_donation()

    before = Donation.objects.count()
    connection.close()
    process = get_context("fork").Process(target=work)
    process.start()
    try:
        while (there := Donation.objects.count()) == before:
            time.sleep(0.02)
        yield there
    finally:
        os.kill(process.pid, signal.SIGKILL)
        process.join()


@contextmanager
def an_empty_place(folder):
    """The environment of a portal on an empty database, and a connection to it."""
    other = connection.copy("other")
    if connection.vendor == "postgresql":
        name = "so_an_sinh_khac"
        with connection._nodb_cursor() as cursor:
            cursor.execute(f"CREATE DATABASE {name} TEMPLATE template0")
        address = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()
    else:
        name = folder / "khac.sqlite3"
        address = f"sqlite:///{name}"
    other.settings_dict["NAME"] = str(name)
    try:
        yield {**os.environ, **environment(folder), "DATABASE_URL": address}, other
    finally:
        other.close()
        if connection.vendor == "postgresql":
            with connection._nodb_cursor() as cursor:
                cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


def rows_of(database):
    """The rows of each table, in an order that does not hang on the disk."""
    with database.cursor() as cursor:
        tables = set(database.introspection.table_names(cursor)) - MOVING
        found = {}
        for table in tables:
            cursor.execute(f"SELECT * FROM {database.ops.quote_name(table)}")
            found[table] = sorted(repr([_plain(value) for value in row]) for row in cursor.fetchall())
        return found


def _plain(value):
    return bytes(value) if isinstance(value, memoryview) else value


def files_in(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_copy_taken_while_others_write_is_put_back_row_for_row_and_file_for_file(tmp_path, monkeypatch, uploads):
    w, copy, seen = an_office_at_work(tmp_path), tmp_path / "ban-sao", {}
    handovers.show_photo(f.a_planned_handover(), b"picture", caption="", consented_on=None, by=w.desk)
    of = manifest.of

    def of_this_moment(alias):
        seen["rows"] = rows_of(databases.connections[alias])
        return of(alias)

    monkeypatch.setattr(manifest, "of", of_this_moment)
    with a_busy_officer() as committed:
        call_command("backup", str(copy))
    told = json.loads((copy / "manifest.json").read_text())
    assert committed <= told["rows"]["donation"] < Donation.objects.count()
    keys = [*configured.DATA_KEYS, configured.DATA_INDEX_KEY]
    content = files_in(copy)
    assert not [name for name, held in content.items() for key in keys if key in held or urlsafe_b64encode(key) in held]
    assert {path.stat().st_mode & 0o077 for path in (copy, *copy.rglob("*"))} == {0}
    kept = {name.removeprefix("uploads/"): held for name, held in content.items() if name.startswith("uploads/")}
    assert Attachment.objects.get().file.name in kept
    assert HandoverEvent.objects.exclude(photo="").get().photo.name in kept
    assert kept.items() <= files_in(uploads).items()

    with an_empty_place(tmp_path) as (environ, other):
        command = [sys.executable, "manage.py", "restore", str(copy)]
        done = subprocess.run(
            command, check=False, cwd=configured.BASE_DIR, env=environ, capture_output=True, text=True
        )
        assert (done.returncode, done.stderr) == (0, ""), done.stdout
        assert (done.stdout.count("ĐẠT:"), done.stdout.count("SAI")) == (5, 0)
        assert rows_of(other) == seen["rows"]
        assert files_in(tmp_path / "data/uploads") == kept
        with other.cursor() as cursor:
            cursor.execute("SELECT verb, actor FROM programmes_auditevent ORDER BY id DESC LIMIT 1")
            assert cursor.fetchone() == ("put_back", "dòng lệnh")
    (event,) = AuditEvent.objects.filter(verb="back_up")
    assert event.after == {
        "records": told["rows"]["recipient"],
        "files": len(told["files"]),
        "sha256": manifest.said_of(copy / "manifest.json")["sha256"],
    }


def test_a_copy_that_does_not_fit_is_refused_with_its_reason_and_nothing_is_written(tmp_path, monkeypatch, uploads):
    paper, copy = f.a_paper().file.name, tmp_path / "ban-sao"
    f.a_recipient()
    call_command("backup", str(copy))
    shutil.move(uploads, tmp_path / "gone")
    database = databases.FILES[connection.vendor]

    def refused(sentence, source=copy):
        with pytest.raises(CommandError, match=sentence):
            call_command("restore", str(source))
        assert not uploads.exists() or [*uploads.iterdir()] == [uploads / "cu.pdf"]

    def spoilt(spoil):
        folder = tmp_path / "hong"
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(copy, folder)
        spoil(folder)
        return folder

    def saying(**said):
        told = json.loads((copy / manifest.NAME).read_text())
        return spoilt(lambda folder: (folder / manifest.NAME).write_text(json.dumps({**told, **said})))

    def other_byte(folder):
        path = folder / database
        held = bytearray(path.read_bytes())
        held[len(held) // 2] ^= 1
        path.write_bytes(held)

    refused("không trống nên không khôi phục đè lên")
    monkeypatch.setattr(databases, "is_empty", lambda: True)
    refused(rf"Bản sao hỏng: 1 tệp .*\({database}\)", spoilt(other_byte))
    refused(rf"Bản sao hỏng: 1 tệp .*\(uploads/{paper}\)", spoilt(lambda folder: (folder / "uploads" / paper).unlink()))
    refused("không phải bản sao do lệnh backup làm", spoilt(lambda folder: (folder / manifest.NAME).unlink()))
    refused("không phải bản sao do lệnh backup làm", saying(files={"../khoa.txt": {}}))
    refused("một bản mới hơn của cổng làm .bước 9999_sau_nay", saying(migrations=["0001_initial", "9999_sau_nay"]))
    refused("Bản sao là của oracle mà", saying(vendor="oracle"))
    told = json.loads((copy / manifest.NAME).read_text())["keys"]
    other = [{**key, "fingerprint": "00" * 32} for key in told]
    refused("hãy khôi phục DATA_KEYS, DATA_INDEX_KEY từ", saying(keys=other))
    uploads.mkdir()
    (uploads / "cu.pdf").write_bytes(b"")
    refused("Nơi lưu tệp tải lên .* đã có tệp nên không khôi phục đè lên")


def test_a_former_key_under_which_nothing_lies_need_not_come_back(tmp_path, monkeypatch, uploads):
    f.a_recipient()
    KeyFingerprint.objects.create(setting="DATA_KEYS", key_id=b"cu", fingerprint=b"c" * 32)
    call_command("backup", str(tmp_path / "ban-sao"))
    monkeypatch.setattr(databases, "is_empty", lambda: True)
    told = manifest.read(tmp_path / "ban-sao")
    assert sorted(key["is_in_use"] for key in told["keys"]) == [False, True, True]
    assert putting_back.insist_fits(tmp_path / "ban-sao", told) is None


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL reads in the transaction that is copied")
def test_the_keys_are_judged_by_what_lies_in_the_copy(tmp_path, monkeypatch):
    f.a_recipient()
    of = manifest.of

    def once_the_numbers_have_gone(alias):
        Recipient.objects.update(citizen_number=b"")
        return of(alias)

    monkeypatch.setattr(manifest, "of", once_the_numbers_have_gone)
    call_command("backup", str(tmp_path / "ban-sao"))
    assert {key["is_in_use"] for key in manifest.read(tmp_path / "ban-sao")["keys"]} == {True}


def test_after_a_copy_of_an_earlier_version_migrate_comes_first(tmp_path, monkeypatch, capsys):
    call_command("backup", str(tmp_path / "ban-sao"))
    monkeypatch.setattr(databases, "is_empty", lambda: True)
    monkeypatch.setattr(putting_back, "put_back", lambda folder, told: None)
    newest = MigrationRecorder.Migration.objects.filter(app="programmes").order_by("name").last()
    newest.delete()
    try:
        call_command("restore", str(tmp_path / "ban-sao"))
    finally:
        newest.save(force_insert=True)
    said = capsys.readouterr().out
    assert "Hãy chạy lần lượt: manage.py migrate, manage.py check, manage.py rebuild_totals --check" in said
    assert "ĐẠT" not in said


def test_a_check_that_fails_after_a_restore_is_told_with_1(tmp_path, monkeypatch, capsys):
    f.a_donation()
    call_command("backup", str(tmp_path / "ban-sao"))
    monkeypatch.setattr(databases, "is_empty", lambda: True)
    monkeypatch.setattr(putting_back, "put_back", lambda folder, told: None)
    f.a_donation()
    with pytest.raises(SystemExit) as ended:
        restore.Command().execute(source=tmp_path / "ban-sao", skip_checks=True, force_color=False, no_color=False)
    assert ended.value.code == 1
    assert "SAI: số dòng nhật ký" in capsys.readouterr().out


def test_papers_that_go_while_files_are_being_copied_are_not_in_the_copy(tmp_path, monkeypatch, uploads, capsys):
    one, other, staying, lost = (f.a_paper(content=b"%PDF " + which) for which in (b"1", b"2", b"3", b"4"))
    lost.file.storage.delete(lost.file.name)
    going, copied = {one.file.name, other.file.name}, taking._copied

    def meanwhile(name, folder):
        is_there = copied(name, folder)
        if name in going and Attachment.objects.filter(file__in=going).delete()[0]:
            for gone in going:
                (uploads / gone).unlink()
        return is_there

    monkeypatch.setattr(taking, "_copied", meanwhile)
    call_command("backup", str(tmp_path / "ban-sao"))
    told = manifest.read(tmp_path / "ban-sao")
    assert told["lacking"] == [lost.file.name]
    assert [name for name in told["files"] if name.startswith("uploads/")] == [f"uploads/{staying.file.name}"]
    assert f"Sổ nhắc tới 1 tệp mà máy chủ không còn: {lost.file.name}" in capsys.readouterr().out


def test_a_full_disk_leaves_nothing_of_a_copy_and_of_a_restore(tmp_path, monkeypatch, uploads):
    f.a_paper()
    place = tmp_path / "dia"
    place.mkdir()
    call_command("backup", str(tmp_path / "ban-sao"))

    def full(*_files):
        raise OSError(errno.ENOSPC, "full")

    with monkeypatch.context() as patch:
        patch.setattr(shutil, "copyfileobj", full)
        with pytest.raises(CommandError, match="đĩa đã đầy hoặc không cho ghi. Không để lại gì ở đó"):
            call_command("backup", str(place / "ban-sao"))
    assert [*place.iterdir()] == []
    assert AuditEvent.objects.filter(verb="back_up").count() == 1
    shutil.rmtree(uploads)
    monkeypatch.setattr(databases, "is_empty", lambda: True)
    monkeypatch.setattr(databases, "put_back", full)
    with pytest.raises(CommandError, match="Chưa khôi phục được: đĩa đã đầy"):
        call_command("restore", str(tmp_path / "ban-sao"))
    assert files_in(uploads) == {}


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL fills a database in one transaction")
def test_of_a_database_that_could_not_be_put_back_whole_no_file_is_left(tmp_path, monkeypatch):
    (tmp_path / "database.sqlite3").write_bytes(b"no database" * 1000)
    (tmp_path / "new").mkdir()
    monkeypatch.setitem(connection.settings_dict, "NAME", str(tmp_path / "new/portal.sqlite3"))
    connection.close()
    with pytest.raises(DatabaseError):
        databases.put_back(tmp_path / "database.sqlite3")
    assert [*(tmp_path / "new").iterdir()] == []


def test_a_folder_that_holds_something_or_whose_disk_is_not_there_takes_no_copy(tmp_path):
    (tmp_path / "cu").mkdir()
    (tmp_path / "cu/anh.jpg").write_bytes(b"")
    with pytest.raises(CommandError, match="đã có, không sao đè lên"):
        call_command("backup", str(tmp_path / "cu"))
    with pytest.raises(CommandError, match="hãy gắn đĩa hoặc lập thư mục đó trước"):
        call_command("backup", str(tmp_path / "khong-co/ban-sao"))


@needs_postgresql
def test_without_its_programs_the_command_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(CommandError, match=r"Máy này chưa có pg_dump: hãy cài postgresql-client-\d+"):
        call_command("backup", str(tmp_path / "ban-sao"))


@needs_postgresql
@pytest.mark.parametrize(("place", "said"), [("PASSWORD", "bí:mật"), ("OPTIONS", {"password": "bí:mật"})])
def test_the_password_is_told_to_no_command_line(place, said, tmp_path, monkeypatch):
    told, popen = [], subprocess.Popen

    def noted(command, **how):
        told.append((command, Path(f"/dev/fd/{how['pass_fds'][0]}").read_text()))
        return popen(command, **how)

    monkeypatch.setitem(connection.settings_dict, place, said)
    monkeypatch.setattr(postgresql.subprocess, "Popen", noted)
    call_command("backup", str(tmp_path / "ban-sao"))
    ((command, passwords),) = told
    assert not [part for part in command if "mật" in part]
    assert passwords == "*:*:*:*:bí\\:mật\n"
