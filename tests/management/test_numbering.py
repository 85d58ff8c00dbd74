"""A database that another version of the portal made is told so in a sentence, before anything is touched."""

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from programmes.actions import keys

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("command", [["migrate"], ["demo", "--no-serve"], ["check_books"]], ids=" ".join)
def test_a_database_from_before_the_first_release_or_of_a_later_version_is_refused(command):
    recorder = MigrationRecorder(connection)
    recorder.record_applied("programmes", "0999_later")
    with pytest.raises(CommandError, match=r"bản mới hơn nâng cấp \(bước 0999_later\): hãy cài lại bản đó"):
        call_command(*command)
    recorder.record_applied("programmes", "0002_import_options")
    with pytest.raises(CommandError, match="trước lần phát hành đầu tiên.*một cơ sở dữ liệu mới"):
        call_command(*command)


def test_tables_of_an_earlier_version_are_migrated_before_any_other_command_works_with_them(tmp_path, monkeypatch):
    loader = MigrationLoader(connection)
    (last,) = loader.graph.leaf_nodes("programmes")
    for step in (last, *loader.disk_migrations[last].replaces[-1:]):
        MigrationRecorder(connection).record_unapplied(*step)
    with pytest.raises(CommandError, match="chạy manage.py migrate rồi"):
        call_command("serve")
    monkeypatch.setitem(connection.settings_dict, "NAME", str(tmp_path / "none.sqlite3"))
    if connection.vendor == "sqlite":  # no file yet, and none is made by asking
        with pytest.raises(CommandError, match="chạy manage.py migrate rồi"):
            call_command("forget_uploads")


def test_a_database_that_cannot_be_opened_is_told_in_a_sentence(monkeypatch):
    def broken():
        raise OperationalError("unable to open database file")

    monkeypatch.setattr(keys, "accept", broken)
    with pytest.raises(CommandError, match="^Không mở được cơ sở dữ liệu của DATABASE_URL: unable to open"):
        call_command("check_books")
