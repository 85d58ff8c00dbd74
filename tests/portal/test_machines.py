"""A portal on several machines: where public pages are read, where files lie and where tries are counted."""

from datetime import UTC, datetime

import pytest
from django.core.cache import caches
from django.core.exceptions import ImproperlyConfigured
from django.core.files.base import ContentFile
from django.core.files.storage import Storage, default_storage, storages
from django.db import OperationalError, connections
from django.http import HttpResponse

from bhxh_portal import env
from programmes.actions import imports
from programmes.exchange.desk import errors_file, intake
from programmes.exchange.desk.preview import preview_upload
from programmes.exchange.layouts import LAYOUTS
from programmes.models import ImportBatch, TotalsState
from programmes.public import replica
from programmes.public.responses import public
from programmes.standards.outages import passes
from programmes.totals import read
from tests import factories as f
from tests import sheets

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
OF_THE_COPY = 4711


class Elsewhere(Storage):
    """A store whose files have no path here, as S3."""

    def __init__(self):
        self.files = {}

    def _open(self, name, mode="rb"):
        return ContentFile(self.files[name])

    def _save(self, name, content):
        self.files[name] = content.read()
        return name

    def exists(self, name):
        return name in self.files

    def delete(self, name):
        self.files.pop(name, None)

    def size(self, name):
        return len(self.files[name])


@pytest.fixture
def copy(tmp_path, settings, monkeypatch):
    """A second database, which holds another version of what is public than the books."""
    sqlite = {**connections.settings["default"], "ENGINE": "django.db.backends.sqlite3", "OPTIONS": {}}
    entry = {**sqlite, "NAME": str(tmp_path / "copy.sqlite3")}
    monkeypatch.setitem(connections.settings, replica.PUBLIC, entry)
    monkeypatch.setitem(settings.DATABASES, replica.PUBLIC, entry)
    monkeypatch.setattr(replica, "_away_until", 0.0)
    connections[replica.PUBLIC].connect()  # a test may open none by asking
    with connections[replica.PUBLIC].schema_editor() as editor:
        editor.create_model(TotalsState)
    TotalsState(pk=1, version=OF_THE_COPY, as_of=datetime(2026, 11, 30, tzinfo=UTC)).save(using=replica.PUBLIC)
    yield connections[replica.PUBLIC]
    connections[replica.PUBLIC].close()
    del connections[replica.PUBLIC]


def version():
    return read.state().version


def test_public_pages_are_read_in_the_copy_and_everything_else_in_the_books(copy):
    assert replica.read_publicly(version) == OF_THE_COPY
    assert version() != OF_THE_COPY


def test_a_public_page_and_its_etag_are_of_the_version_that_the_copy_holds(copy, rf):
    answer = public(lambda _request, state: HttpResponse(f"{state.version} {version()}"))(rf.get("/"))
    assert answer.content.decode() == f"{OF_THE_COPY} {OF_THE_COPY}"
    assert answer["ETag"].startswith(f'W/"{OF_THE_COPY}-')


def test_without_a_copy_the_books_are_read():
    assert replica.read_publicly(version) == version()


def test_a_copy_that_is_away_is_let_alone_for_a_moment_while_the_books_answer(copy):
    asked = []

    def ask():
        asked.append(found := version())
        if found == OF_THE_COPY:
            raise OperationalError("the server closed the connection")
        return found

    assert replica.read_publicly(ask) != OF_THE_COPY
    replica.read_publicly(ask)
    assert [found == OF_THE_COPY for found in asked] == [True, False, False]


def test_a_file_goes_its_way_where_files_lie_on_no_disk_of_this_machine(tmp_path, monkeypatch):
    monkeypatch.setitem(storages._storages, "default", Elsewhere())
    monkeypatch.setattr(default_storage, "_wrapped", storages["default"])
    monkeypatch.setattr(ImportBatch._meta.get_field("file"), "storage", storages["default"])
    maker, round_ = f.the_maker(), f.a_round(slug="so-the-2025")
    path = sheets.a_csv(tmp_path, [sheets.a_line(1), sheets.a_line(2, **{"Ngày sinh": "31/02/1956"})])
    with path.open("rb") as file:
        options = intake.first_options(LAYOUTS["gifts"], maker)
        batch = intake.receive(
            file, filename=path.name, layout=LAYOUTS["gifts"], by=maker, round_=round_, options=options
        )
    assert preview_upload(batch).findings.rejected == 1
    assert errors_file.is_there(batch)
    errors_file.write(tmp_path / "faults.csv", batch)
    assert "31/02/1956" in (tmp_path / "faults.csv").read_text(encoding="utf-8-sig")
    kept = [batch.file.name, batch.faults_name]
    imports.forget(batch)
    assert not any(default_storage.exists(name) for name in kept)


def test_uploads_lie_in_a_folder_or_in_the_bucket_that_is_named(monkeypatch):
    assert env.uploads()["BACKEND"].endswith("FileSystemStorage")
    monkeypatch.setenv("UPLOADS_URL", "s3://khoa:b%2Fi@kho.example:9000/tep?region=hn&tls=0")
    told = env.uploads()["OPTIONS"]
    assert (told["endpoint_url"], told["bucket_name"]) == ("http://kho.example:9000", "tep")
    assert (told["access_key"], told["secret_key"], told["region_name"]) == ("khoa", "b/i", "hn")


@pytest.mark.parametrize(
    ("read", "name", "wrong"),
    [
        (env.uploads, "UPLOADS_URL", "https://kho.example/tep"),
        (env.uploads, "UPLOADS_URL", "s3://kho.example/tep"),
        (env.cache, "CACHE_URL", "memcached://kho.example"),
        (lambda: env.databases({}), "DATABASE_PUBLIC_URL", "mysql://kho.example/so"),
    ],
)
def test_an_address_of_another_server_that_cannot_be_read_is_told_by_its_name(read, name, wrong, monkeypatch):
    monkeypatch.setenv(name, wrong)
    with pytest.raises(ImproperlyConfigured, match=f"^{name} phải"):
        read()


def test_behind_a_pooler_nothing_is_asked_that_outlives_a_transaction(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://so@/so?host=/run/pgbouncer&port=6432&pooler=transaction")
    entry = env.databases({"lock_timeout": 10})["default"]
    assert entry["DISABLE_SERVER_SIDE_CURSORS"]
    assert (entry["HOST"], entry["PORT"]) == ("/run/pgbouncer", "6432")
    assert "options" not in entry["OPTIONS"]
    assert "pooler" not in entry["OPTIONS"]


def test_a_redis_that_is_away_passes_by_itself(settings):
    pytest.importorskip("redis")
    settings.CACHES = {"default": {"BACKEND": "bhxh_portal.redis_cache.Cache", "LOCATION": "redis://127.0.0.1:9/0"}}
    with pytest.raises(ConnectionError) as away:
        caches["default"].get("tries")
    assert passes(away.value)
