"""Files of a new version are written by the worker; until they are whole, the former ones are answered from."""

import csv
import fcntl
import hashlib
import io
import os
from threading import Thread

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from programmes.public.data import catalogue, editions, kept
from programmes.public.data.registry import TABLES
from programmes.public.data.table import Table
from programmes.totals import read
from tests import factories
from tests.public import world

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
ADDRESSES = ("/du-lieu/", "/du-lieu/datapackage.json", "/du-lieu/dcat.jsonld", "/du-lieu/programmes.csv")


@pytest.fixture(scope="module", autouse=True)
def every_table(shared_books):
    world.every_table()


@pytest.fixture(autouse=True)
def first_edition(settings, tmp_path):
    """The worker has written version 8."""
    settings.DATA_DIR = tmp_path
    world.version(8)
    assert written()


def written():
    return kept.write_edition(TABLES.values())


def etag(client, address):
    response = client.get(address)
    b"".join(response)
    return response["ETag"]


def something_new():
    world.version(9)
    return factories.a_programme(slug="chuong-trinh-moi").slug


def told(client):
    """(version of the Data Package, codes of programmes), of answers that agree among themselves."""
    package = client.get("/du-lieu/datapackage.json").json()
    (resource,) = (each for each in package["resources"] if each["name"] == "programmes")
    body = b"".join(client.get("/du-lieu/programmes.csv"))
    assert resource["hash"] == f"sha256:{hashlib.sha256(body).hexdigest()}"
    assert hashlib.sha256(body).hexdigest() in client.get("/du-lieu/").content.decode()
    assert b"".join(client.get("/api/v1/programmes.csv")) == body
    assert len({etag(client, address) for address in (*ADDRESSES, "/api/v1/programmes.csv")}) == 1
    return package["version"], {row["id"] for row in csv.DictReader(io.StringIO(body.decode("utf-8-sig")))}


def test_until_the_files_of_a_version_are_whole_all_answers_are_of_the_former(client):
    of_former = etag(client, "/du-lieu/programmes.csv")
    slug = something_new()
    version, codes = told(client)
    assert (version, slug in codes) == ("8", False)
    assert client.get("/du-lieu/programmes.csv", headers={"If-None-Match": of_former}).status_code == 304
    assert client.get("/api/v1/programmes")["ETag"] != of_former, "rows asked of the database are the newest"
    assert written()
    version, codes = told(client)
    assert (version, slug in codes) == ("9", True)
    assert etag(client, "/du-lieu/programmes.csv") != of_former


def test_files_of_the_former_version_go_when_the_new_ones_are_whole(tmp_path):
    former = kept.version_of(read.state())
    assert list(tmp_path.rglob(f"{former}*"))
    something_new()
    assert written()
    assert not list(tmp_path.rglob(f"{former}*"))


def test_no_visitor_waits_for_a_file_that_the_worker_has_written(client, monkeypatch):
    entries = catalogue.entries(kept.edition())
    months = [files for entry in entries for _month, files in entry.months]
    assert months
    paths = [path for files in (*(entry.files for entry in entries), *months) for _name, path in files]
    whole = {path: b"".join(client.get(path)) for path in paths}
    monkeypatch.setattr(Table, "rows", None)
    something_new()
    assert {path: b"".join(client.get(path)) for path in paths} == whole


def test_the_files_of_a_month_are_those_that_are_written_when_asked_for(client, settings, tmp_path):
    paths = [
        path for entry in catalogue.entries(kept.edition()) for _month, files in entry.months for _name, path in files
    ]
    by_worker = {path: b"".join(client.get(path)) for path in paths if not path.endswith("xlsx")}
    settings.DATA_DIR = tmp_path / "without-a-worker"
    assert {path: b"".join(client.get(path)) for path in by_worker} == by_worker


def test_where_the_worker_has_ended_the_newest_is_written_for_who_asks(client, tmp_path):
    slug = something_new()
    long_ago = timezone.now().timestamp() - kept.PATIENCE_SECONDS - 1
    os.utime(tmp_path / "open-data/edition.json", (long_ago, long_ago))
    version, codes = told(client)
    assert (version, slug in codes) == ("9", True)
    assert written(), "it is back"
    assert told(client) == (version, codes)


def test_an_edition_of_another_release_is_not_answered_from(client, monkeypatch):
    something_new()
    monkeypatch.setattr("programmes.public.responses.build", lambda: "another")
    assert told(client)[0] == "9"


def test_files_written_while_the_version_moves_are_not_shown(client, monkeypatch):
    something_new()
    write_all = kept._write_all

    def and_move(state, table):
        write_all(state, table)
        world.version(10)

    with monkeypatch.context() as patch:
        patch.setattr(kept, "_write_all", and_move)
        assert not written()
    assert told(client)[0] == "8"
    assert written()
    assert told(client)[0] == "10"


def test_one_writes_and_who_comes_meanwhile_finds_the_file(tmp_path):
    table, found = TABLES["programmes"], []
    world.version(9)
    state = read.state()
    folder = os.open(tmp_path / "open-data", os.O_RDONLY)
    fcntl.flock(folder, fcntl.LOCK_EX)

    def ask():
        with kept.file(state, table, "csv") as file:
            found.append(file.read())

    visitor = Thread(target=ask)
    visitor.start()
    visitor.join(0.3)
    assert not found
    kept._path(state, table, "csv", "").write_bytes(b"written by another process")
    os.close(folder)
    visitor.join(10)
    assert found == [b"written by another process"]


def test_the_worker_comes_back_in_some_minutes_and_keeps_one_turn_queued(settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}
    assert editions.ensure_edition()
    assert not editions.ensure_edition()
    DBTaskResult.objects.update(status="SUCCESSFUL")
    something_new()
    editions.write_open_data.call()
    (turn,) = DBTaskResult.objects.filter(status="READY")
    assert turn.run_after > timezone.now()
    assert kept.edition().version == 9
