"""A list of names is not kept longer than it is needed, and one file is confirmed once however often it is clicked."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from programmes.actions import imports
from programmes.exchange.desk import intake, jobs
from programmes.exchange.desk.preview import preview_upload
from programmes.exchange.layouts import LAYOUTS
from programmes.models import AuditEvent, Gift, ImportBatch
from programmes.rules.retention import KINDS
from tests import factories as f
from tests import sheets

pytestmark = pytest.mark.django_db

A_WEEK_AND_A_DAY = timedelta(days=KINDS["uploads"].days + 1)


def previewed(tmp_path, *lines):
    path = sheets.a_csv(tmp_path, list(lines))
    with path.open("rb") as file:
        batch = intake.receive(
            file, filename=path.name, layout=LAYOUTS["gifts"], by=f.the_maker(), round_=f.a_round(slug="so-the-2025")
        )
    preview_upload(batch)
    return ImportBatch.objects.get(pk=batch.pk)


def test_a_file_is_gone_after_its_week_with_the_names_of_its_preview_and_its_counts_stay(tmp_path, capsys):
    batch = previewed(tmp_path, sheets.a_line(1), sheets.a_line(2, **{"Ngày sinh": "31/02/1956"}))
    upload, faults = batch.file.path, batch.faults_name
    assert default_storage.exists(faults)
    call_command("forget_uploads")
    assert default_storage.exists(faults)
    ImportBatch.objects.update(created_at=timezone.now() - A_WEEK_AND_A_DAY)
    call_command("forget_uploads")
    assert "Đã xóa 1 tệp" in capsys.readouterr().out
    left = ImportBatch.objects.get()
    assert not default_storage.exists(faults)
    assert not left.file
    assert not left.file.storage.exists(upload)
    assert (left.report["rows"], left.report["rejected"], left.sha256) == (2, 1, batch.sha256)
    assert all(isinstance(value, int) for value in left.report.values())
    assert AuditEvent.objects.get(verb="forget_upload").target_id == str(batch.pk)


@pytest.mark.parametrize("state", ["uploaded", "confirmed"])
def test_a_file_that_somebody_works_on_is_kept(state, tmp_path):
    previewed(tmp_path, sheets.a_line(1))
    ImportBatch.objects.update(created_at=timezone.now() - A_WEEK_AND_A_DAY, state=state)
    call_command("forget_uploads")
    assert ImportBatch.objects.get().file


@pytest.mark.django_db(transaction=True)
def test_four_clicks_at_the_same_instant_confirm_a_file_once_and_store_it_once(tmp_path):
    batch, owner = previewed(tmp_path, sheets.a_line(1), sheets.a_line(2)), f.the_maker()
    together = Barrier(4)

    def click(_number):
        try:
            together.wait(timeout=30)
            return imports.confirm(ImportBatch.objects.get(pk=batch.pk), by=owner)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(click, range(4))) == [False, False, False, True]
    assert AuditEvent.objects.filter(verb="confirm_import").count() == 1
    together.reset()

    def store(_number):
        try:
            together.wait(timeout=30)
            jobs.store_batch.func(batch.pk)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(store, range(4)))
    assert Gift.objects.count() == 2
    assert ImportBatch.objects.get().state == ImportBatch.State.STORED
    assert AuditEvent.objects.filter(verb="import").count() == 1
