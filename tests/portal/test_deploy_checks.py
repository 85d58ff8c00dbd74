"""What `manage.py check --deploy` says of an installation that is not fit for real records."""

import base64
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from django.conf import settings as configured
from django.core.checks import run_checks
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from bhxh_portal import env
from programmes import checks
from programmes.standards.dates import today_in_vietnam

of_a_server = pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has neither roles nor another clock")
pytestmark = pytest.mark.django_db

INDEX, DATA = bytes(range(32)), bytes(range(32, 64))
AS_TEXT = {key: base64.urlsafe_b64encode(key).decode() for key in (INDEX, DATA)}
FIT = {
    "PRODUCTION": True,
    "SECRET_KEY": "".join(map(chr, range(40, 100))),
    "DATA_KEYS": [DATA],
    "DATA_INDEX_KEY": INDEX,
    "ALLOWED_HOSTS": ["an-sinh.example"],
    "SECURE_SSL_REDIRECT": True,
    "SESSION_COOKIE_SECURE": True,
    "CSRF_COOKIE_SECURE": True,
    "SECURE_HSTS_SECONDS": 365 * 24 * 60 * 60,
    "CSRF_TRUSTED_ORIGINS": ["https://an-sinh.example"],
}
OF_THE_TEST_DATABASE = {"programmes.E002", "programmes.E007", "programmes.W002", "programmes.W004"}


@pytest.fixture
def fit(settings):
    for name, value in FIT.items():
        setattr(settings, name, value)
    settings.RESTORE_TRIED_ON = today_in_vietnam()
    return settings


def found():
    told = run_checks(include_deployment_checks=True)
    return {one.id: one.msg for one in told if one.id.startswith("programmes.")}


@pytest.mark.one_database
def test_nothing_is_said_of_settings_that_are_fit(fit):
    assert found().keys() <= OF_THE_TEST_DATABASE


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("name", "value", "check", "told"),
    [
        ("DATA_INDEX_KEY", DATA, "E003", "khác nhau từng đôi một"),
        ("DATA_KEYS", [DATA, DATA], "E003", "khác nhau từng đôi một"),
        ("SECRET_KEY", AS_TEXT[DATA], "E003", "khác nhau từng đôi một"),
        ("SECRET_KEY", AS_TEXT[INDEX], "E003", "khác nhau từng đôi một"),
        ("SECRET_KEY", "ngắn", "E004", "SECRET_KEY quá ngắn"),
        ("SECRET_KEY", "ab" * 40, "E004", "SECRET_KEY quá ngắn"),
        ("DATA_KEYS", [b"\0" * 32], "E004", "DATA_KEYS quá ngắn"),
        ("DATA_INDEX_KEY", b"bhxh" * 8, "E004", "DATA_INDEX_KEY quá ngắn"),
        ("ALLOWED_HOSTS", ["an-sinh.example", "*"], "E005", "ALLOWED_HOSTS"),
        ("ALLOWED_HOSTS", [".example"], "E005", "ALLOWED_HOSTS"),
        ("ALLOWED_HOSTS", [], "E005", "ALLOWED_HOSTS"),
        ("PRODUCTION", False, "E006", "PRODUCTION chưa đúng"),
        ("DEBUG", True, "E006", "DEBUG"),
        ("SECURE_SSL_REDIRECT", False, "E006", "SECURE_SSL_REDIRECT"),
        ("SESSION_COOKIE_SECURE", False, "E006", "SESSION_COOKIE_SECURE"),
        ("SESSION_COOKIE_HTTPONLY", False, "E006", "SESSION_COOKIE_HTTPONLY"),
        ("CSRF_COOKIE_SECURE", False, "E006", "CSRF_COOKIE_SECURE"),
        ("SECURE_HSTS_SECONDS", 3600, "E006", "SECURE_HSTS_SECONDS"),
        ("CSRF_TRUSTED_ORIGINS", ["http://an-sinh.example"], "E006", "CSRF_TRUSTED_ORIGINS"),
        ("USE_TZ", False, "E006", "USE_TZ"),
        ("TIME_ZONE", "UTC", "E006", "TIME_ZONE"),
        ("RESTORE_TRIED_ON", None, "W003", "khôi phục thử"),
        ("RESTORE_TRIED_ON", today_in_vietnam() - timedelta(days=93), "W003", "khôi phục thử"),
        # Two days: midnight may come between the reading of this file and its test.
        ("RESTORE_TRIED_ON", today_in_vietnam() + timedelta(days=2), "W003", "khôi phục thử"),
    ],
)
def test_each_setting_that_is_not_fit_is_named_with_its_cure(name, value, check, told, fit):
    setattr(fit, name, value)
    assert told in found()[f"programmes.{check}"]


@pytest.mark.one_database
def test_a_folder_of_data_that_others_may_enter_is_told(fit, tmp_path):
    fit.DATA_DIR = tmp_path
    tmp_path.chmod(0o700)
    assert "programmes.E009" not in found()
    tmp_path.chmod(0o750)
    assert f"chmod -R go= {tmp_path}" in found()["programmes.E009"]


def test_a_database_that_may_lose_what_it_has_stored_is_told(fit, monkeypatch):
    """The databases of the suite are such ones, for speed."""
    loose = {"postgresql": "fsync=off", "sqlite": "synchronous=0"}[connection.vendor]
    assert loose in found()["programmes.E007"]
    safe = {"journal_mode": "wal", "synchronous": "2"}
    monkeypatch.setattr(checks, "_ask", lambda asked: safe.get(asked.split()[-1], "on"))
    assert "programmes.E007" not in {one.id for one in checks.a_commit_outlives_a_power_cut(None)}


def test_sqlite_is_told_to_be_meant_for_one_machine(fit):
    assert ("programmes.W002" in found()) is (connection.vendor == "sqlite")


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("read", "name", "value", "told"),
    [
        (env.day, "RESTORE_TRIED_ON", "30/11/2026", "phải là ngày ghi như 2026-11-30, không phải “30/11/2026”"),
        (partial(env.number, default=10), "WEB_LOCK_SECONDS", "mười", "phải là số nguyên, không phải “mười”"),
        (lambda _name: env.databases({}), "DATABASE_URL", "mysql://x", "phải bắt đầu bằng sqlite:/// hoặc postgres://"),
    ],
)
def test_a_variable_that_cannot_be_read_is_told_by_its_name(monkeypatch, read, name, value, told):
    monkeypatch.setenv(name, value)
    with pytest.raises(ImproperlyConfigured, match=f"^{name} {told}"):
        read(name)


@of_a_server
def test_a_clock_that_differs_is_told(fit, monkeypatch):
    assert "programmes.E008" not in found()
    monkeypatch.setattr(checks.timezone, "now", lambda: datetime.now(UTC) - timedelta(seconds=90))
    assert "lệch 90 giây" in found()["programmes.E008"]


@of_a_server
def test_an_owner_at_work_is_told_and_the_role_of_the_portal_is_not(fit):
    assert "deploy/app_role.sql" in found()["programmes.W004"]
    as_the_portal()
    assert not {"programmes.W004", "programmes.E010"} & found().keys()


@of_a_server
def test_tables_that_came_after_the_script_of_the_role_are_told(fit):
    as_the_portal("CREATE TABLE programmes_later (id int)")
    assert "bảng programmes_later:" in found()["programmes.E010"]


def as_the_portal(*later):
    with connection.cursor() as cursor:
        cursor.execute("CREATE ROLE so_an_sinh_web")
        cursor.execute((configured.BASE_DIR / "deploy/app_role.sql").read_text())
        for statement in (*later, "SET LOCAL ROLE so_an_sinh_web"):
            cursor.execute(statement)
