"""The audit trail proved on the command line, its head kept on another machine and held against the trail."""

import json

import pytest
from django.core.management import CommandError, call_command

from programmes.actions import audit, seals
from programmes.management import daily, heads
from programmes.models import AuditEvent, Donor
from programmes.totals import seals as trail_of_seals
from programmes.totals.seals import head
from tests import factories as f
from tests.guards import break_by_hand, lowered

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
QUEUED = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}


@pytest.fixture
def trail(db):
    f.a_donation()
    seals.begin()


def verify(**options):
    """What the command ends with: 0 or 1."""
    try:
        call_command("verify_audit", **options)
    except SystemExit as ended:
        return ended.code
    return 0


def test_a_sound_trail_ends_with_0_and_tells_its_head(trail, capsys):
    assert verify() == 0
    said = capsys.readouterr().out
    assert said.startswith(f"đạt: {AuditEvent.objects.count()} dòng, 1 niêm phong.")
    assert head().mark in said


def test_an_edited_actor_ends_with_1_and_names_the_line(trail, capsys):
    event = AuditEvent.objects.first()
    break_by_hand("UPDATE programmes_auditevent SET actor = 'nguoi-khac' WHERE id = %s", [event.pk])
    assert verify() == 1
    assert f"SAI      Dòng {event.pk} đã bị sửa sau khi ghi" in capsys.readouterr().out


def test_the_check_of_the_books_finds_it_too(trail, capsys):
    break_by_hand("UPDATE programmes_auditevent SET reason = 'khác' WHERE verb = 'record'")
    with pytest.raises(SystemExit):
        call_command("check_books")
    assert "SAI 1    sealed_trail" in capsys.readouterr().out


def test_a_cut_tail_does_not_meet_the_head_of_any_day_before(trail, tmp_path, capsys):
    for _day in range(2):
        audit.note("export", Donor, by=f.the_maker())
        assert verify(export_head=tmp_path) == 0
    assert verify(against=tmp_path) == 0
    assert len(heads.read(tmp_path)) == 2
    with lowered() as cursor:
        for table in ("auditevent", "auditseal"):
            cursor.execute(f"DELETE FROM programmes_{table} WHERE id = (SELECT max(id) FROM programmes_{table})")
    assert verify() == 0
    assert verify(against=tmp_path) == 1
    assert "không còn trong nhật ký: nhật ký đã bị cắt bớt" in capsys.readouterr().out


def test_a_file_that_holds_no_heads_is_told(trail, tmp_path):
    (tmp_path / "moc.jsonl").write_text('{"number": 1}\n')
    with pytest.raises(CommandError, match="không phải một mốc nhật ký"):
        call_command("verify_audit", against=tmp_path / "moc.jsonl")
    with pytest.raises(CommandError, match="Không đọc được mốc"):
        call_command("verify_audit", against=tmp_path / "khong-co")


def test_the_worker_keeps_the_head_of_each_day(trail, tmp_path, settings):
    settings.TASKS, settings.AUDIT_HEADS = QUEUED, str(tmp_path / "moc.jsonl")
    daily.check_books.call()
    (line,) = (tmp_path / "moc.jsonl").read_text().splitlines()
    assert json.loads(line)["mark"] == head().mark


def test_the_daily_check_walks_the_trail_once_and_seals_what_a_dead_process_left(trail, settings, monkeypatch):
    settings.TASKS, walks, walk = QUEUED, [], trail_of_seals.verify

    def counted(*heads):
        walks.append(heads)
        return walk(*heads)

    monkeypatch.setattr(trail_of_seals, "verify", counted)
    audit.note("export", Donor, by=f.the_maker())  # its transaction is not committed here, so nothing seals it
    daily.check_books.call()
    assert len(walks) == 1
    assert walk().unsealed == []


def test_the_books_are_checked_where_the_other_machine_is_away(trail, tmp_path, settings, caplog):
    settings.TASKS, settings.AUDIT_HEADS = QUEUED, str(tmp_path / "away" / "moc.jsonl")
    daily.check_books.call()
    assert "could not be written to AUDIT_HEADS" in caplog.text


def test_the_check_page_shows_the_head_of_the_last_check(trail, client):
    call_command("check_books")
    assert head().mark in client.get("/kiem-tra/").content.decode()
