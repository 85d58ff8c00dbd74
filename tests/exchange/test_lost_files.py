"""Files that a restore has left behind, or that are not what they were: told, and never waited for."""

from datetime import date
from pathlib import Path

import pytest
from django.core.files.storage import FileSystemStorage, default_storage
from django.core.management import call_command
from django.urls import reverse

from programmes.actions import handovers
from programmes.exchange.desk import errors_file, intake, jobs
from programmes.exchange.desk.preview import preview_upload
from programmes.exchange.layouts import LAYOUTS
from programmes.models import Gift, HandoverEvent, ImportBatch
from tests import factories as f
from tests import sheets
from tests.admin.pages import said, text_of
from tests.admin.test_imports import address

pytestmark = pytest.mark.django_db

TOLD = "Máy chủ không còn tệp này"
WRONG = {"Ngày sinh": "31/02/1956"}


@pytest.fixture
def batch(officer, round_, tmp_path):
    """A previewed file of a good and a refused row."""
    path = sheets.a_csv(tmp_path, [sheets.a_line(1), sheets.a_line(2, **WRONG)])
    with path.open("rb") as file:
        batch = intake.receive(file, filename=path.name, layout=LAYOUTS["gifts"], by=officer, round_=round_)
    preview_upload(batch)
    return batch


@pytest.fixture
def client(at, officer):
    return at(officer)


def stands_at(batch, state):
    ImportBatch.objects.filter(pk=batch.pk).update(state=state)


def page_of(client, batch):
    return text_of(client.get(address("importbatch", "change", batch.pk)))


@pytest.mark.parametrize(
    ("state", "by"),
    [
        *(("uploaded", "page"), ("previewed", "page"), ("confirmed", "page")),
        *(("uploaded", "job"), ("confirmed", "job"), ("previewed", "worker"), ("confirmed", "worker")),
    ],
)
def test_an_upload_whose_file_is_lost_is_closed_with_the_reason(state, by, batch, client, caplog, monkeypatch):
    stands_at(batch, state)
    default_storage.delete(batch.file.name)
    if by == "worker":
        for name in ("resource.setrlimit", "ensure_check", "_take_turns"):
            monkeypatch.setattr(f"programmes.management.commands.work.{name}", lambda *told, **options: None)
        monkeypatch.setattr("programmes.management.commands.work.import_string", lambda _path: list)
        call_command("work")
        assert f"import {batch.pk}: its file is lost" in caplog.text
    elif by == "job":
        jobs.preview_batch.func(batch.pk)
        jobs.store_batch.func(batch.pk)
        batch.refresh_from_db()
        assert batch.state == "failed"
    assert TOLD in page_of(client, batch)
    batch.refresh_from_db()
    assert (batch.state, batch.report["errors"][0]["code"]) == ("failed", "upload_lost")
    assert batch.finished_at
    assert not Gift.objects.exists()


def test_a_file_cut_short_before_its_preview_is_not_shown_as_if_it_were_whole(batch, client):
    stands_at(batch, "uploaded")
    with open(batch.file.path, "r+b") as file:
        file.truncate(batch.size_bytes - 30)
    jobs.preview_batch.func(batch.pk)
    assert "Tệp đã thay đổi" in page_of(client, batch)


@pytest.mark.parametrize("damage", ["upload lost", "upload changed", "faults empty", "faults cut", "forgotten"])
def test_the_page_stands_where_the_refused_rows_cannot_be_written(damage, batch, client):
    faults, upload = Path(default_storage.path(batch.faults_name)), batch.file.path
    stands_at(batch, "stored")
    match damage:
        case "upload lost":
            default_storage.delete(batch.file.name)
        case "upload changed":
            with open(upload, "a") as file:
                file.write("x")
        case "faults empty":
            faults.write_bytes(b"")
        case "faults cut":
            faults.write_bytes(faults.read_bytes()[:-9])
        case "forgotten":
            ImportBatch.objects.filter(pk=batch.pk).update(file="")
    assert "danh-sach" in page_of(client, batch)
    answer = client.post(address("importbatch", "errors", batch.pk, "csv"))
    if damage in {"upload lost", "forgotten"}:
        assert answer.status_code == 404
    else:
        assert "tải" in said(answer)[0]


def test_a_lost_photo_is_told_to_the_officers_and_left_out_in_public(client, officer):
    event = f.a_handover()
    handovers.show_photo(event, b"a picture", caption="Trao thẻ", consented_on=date(2025, 12, 20), by=officer)
    public = [reverse("public:handover", args=[event.pk]), reverse("public:photo", args=[event.pk])]
    assert "anh.jpg" in client.get(public[0]).content.decode()
    default_storage.delete(HandoverEvent.objects.get().photo.name)
    assert [client.get(where).status_code for where in public] == [200, 404]
    assert "anh.jpg" not in client.get(public[0]).content.decode()
    assert client.get(address("handoverevent", "picture", event.pk)).status_code == 404
    assert "Máy chủ không còn tệp ảnh này" in text_of(client.get(address("handoverevent", "photo", event.pk)))


@pytest.fixture
def lost_after_the_look(monkeypatch):
    """Deletes a stored file; whoever has looked a moment ago still takes it to be there."""

    def lose(stored):
        default_storage.delete(stored.name)
        monkeypatch.setattr(FileSystemStorage, "exists", lambda *_asked: True)

    return lose


def test_a_photo_that_goes_between_the_look_and_the_reading_is_not_found(client, officer, lost_after_the_look):
    event = f.a_handover()
    handovers.show_photo(event, b"a picture", caption="Trao thẻ", consented_on=date(2025, 12, 20), by=officer)
    lost_after_the_look(HandoverEvent.objects.get().photo)
    assert client.get(reverse("public:photo", args=[event.pk])).status_code == 404
    assert client.get(address("handoverevent", "picture", event.pk)).status_code == 404


@pytest.mark.parametrize("gone", ["upload", "faults"])
def test_refused_rows_that_are_forgotten_between_the_look_and_the_reading_are_told_as_lost(
    gone, batch, client, lost_after_the_look, monkeypatch
):
    if gone == "upload":
        lost_after_the_look(batch.file)
    else:
        monkeypatch.setattr(errors_file, "is_there", lambda _batch: True)
        default_storage.delete(batch.faults_name)
    assert TOLD in said(client.post(address("importbatch", "errors", batch.pk, "csv")))[0]


def test_a_job_whose_file_goes_between_the_look_and_the_reading_ends_in_order(batch, lost_after_the_look):
    stands_at(batch, "uploaded")
    lost_after_the_look(batch.file)
    jobs.preview_batch.func(batch.pk)
    batch.refresh_from_db()
    assert (batch.state, TOLD in batch.message) == ("failed", True)
