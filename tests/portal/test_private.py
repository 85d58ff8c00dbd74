"""What is personal stays out of what others read: files of other users, rows of failed jobs, cookies."""

import os
from pathlib import Path

import pytest
from django.core.cache.backends.filebased import FileBasedCache
from django.core.files.storage import default_storage
from django.core.management import call_command
from django_tasks import task
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from bhxh_portal import settings as portal
from programmes.actions import handovers
from programmes.models import HandoverEvent, ImportBatch
from programmes.public.data import kept
from programmes.public.data.registry import TABLES
from programmes.totals import read
from tests import factories as f
from tests import sheets
from tests.admin.pages import said, verb
from tests.exchange.doors import import_file

SECRET = "Trần Thị Bí Mật 040156000001"  # noqa: S105  a person, not a password


@pytest.mark.django_db
@pytest.mark.one_database
def test_no_other_user_of_the_machine_reads_what_the_portal_has_written(settings, tmp_path):
    maker, folder = f.the_maker(), Path(settings.DATA_DIR)
    import_file("gifts", sheets.a_csv(tmp_path, [sheets.a_line(1, **{"Ngày sinh": "31/02/1956"})]), maker)
    handovers.show_photo(f.a_planned_handover(), b"picture", caption="", consented_on=None, by=maker)
    kept.file(read.state(), TABLES["donations"], "csv").close()
    FileBasedCache(folder / "cache", {}).set("login", 1)
    call_command("export_file", "gifts", str(folder / "gifts.csv"))
    paths = [folder, *(Path(at) / name for at, below, names in os.walk(folder) for name in (*below, *names))]
    upload, event = ImportBatch.objects.get(), HandoverEvent.objects.get()
    assert {Path(default_storage.path(upload.faults_name)), Path(event.photo.path), folder / "gifts.csv"} <= set(paths)
    assert [str(path) for path in paths if path.stat().st_mode & 0o077] == []


def fails(_row):
    raise ValueError(SECRET)


@pytest.mark.django_db
@pytest.mark.one_database
def test_the_row_of_a_failed_job_tells_where_and_of_what_kind_and_no_value(settings, monkeypatch):
    settings.TASKS = portal.TASKS
    monkeypatch.setitem(globals(), "fails", task()(fails))
    fails.enqueue(1)
    how = {"queue_names": ["*"], "interval": 0, "batch": True, "backend_name": "default", "startup_delay": False}
    worker = Worker(**how, max_tasks=None, worker_id="worker", excluded_queue_names=[])
    worker.run_task(DBTaskResult.objects.get())
    row = DBTaskResult.objects.get()
    assert row.status == "FAILED"
    assert "ValueError" in row.traceback
    assert "test_private.py" in row.traceback
    assert "Bí Mật" not in row.traceback
    assert "040156000001" not in row.traceback


@pytest.mark.django_db
@pytest.mark.one_database
def test_what_an_officer_is_told_does_not_travel_in_a_cookie(at):
    donation = f.a_donation(donor=f.a_donor(name="Trần Thị Bí Mật"))
    answer = at(f.the_checker()).post(verb(donation, "duyet"))
    assert said(answer)
    assert not set(answer.cookies) - {"sessionid", "csrftoken"}
