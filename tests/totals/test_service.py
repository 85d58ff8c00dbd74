"""What headquarters, machines and operators are told of the service: checks, queue, worker, disk."""

from datetime import timedelta
from unittest.mock import patch

import pytest
from django.core import mail
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult, get_date_max

from programmes.access import roles
from programmes.actions import copies
from programmes.management import alarms
from programmes.models import BookCheck, Worker
from programmes.totals import service
from tests import factories as f

pytestmark = pytest.mark.django_db


def ago(**how):
    return timezone.now() - timedelta(**how)


def a_check(*, at=None, failures=0):
    BookCheck.objects.create(code="accounts", checked_at=at or timezone.now(), rows=3, failures=failures)


def a_turn(since):
    """A turn that has been due since then."""
    DBTaskResult.objects.create(
        task_path="a.task", args_kwargs={}, backend_name="default", run_after=since, status="READY"
    )


def a_worker(seen_at=None):
    worker = Worker.objects.create(token="one", place="a machine")
    if seen_at:
        Worker.objects.update(seen_at=seen_at)
    return worker


def a_copy(at):
    """A copy that was taken then."""
    with patch("django.utils.timezone.now", return_value=at):
        copies.note_taken(3, files=1, sha256="")


def codes():
    return [trouble.code for trouble in service.troubles(service.signs())]


def test_a_portal_that_works_has_nothing_to_tell_and_asks_the_database_once(django_assert_num_queries):
    a_check()
    a_worker()
    a_turn(timezone.now() + timedelta(hours=3))
    with django_assert_num_queries(1):
        assert codes() == []


def test_an_empty_portal_has_nothing_to_tell():
    assert codes() == []


@pytest.mark.parametrize(
    ("made", "told"),
    [
        (lambda: a_check(failures=2), "check_broken"),
        (lambda: a_check(at=ago(hours=27)), "check_late"),
        (lambda: a_turn(ago(minutes=2)), "no_worker"),
        (lambda: (a_worker(ago(minutes=5)), a_turn(ago(minutes=2))), "no_worker"),
        (lambda: (a_worker(ago(minutes=-90)), a_turn(ago(minutes=2))), "no_worker"),
        (lambda: (a_worker(), a_turn(ago(minutes=12))), "queue_stuck"),
        (lambda: a_copy(ago(days=3, minutes=1)), "copy_late"),
    ],
)
def test_what_asks_for_somebody_is_told(made, told, at):
    made()
    assert codes() == [told]
    sentence = str(next(service.troubles(service.signs())).told)
    assert sentence in at(f.an_officer(roles.HEADQUARTERS_OFFICER, f.headquarters())).get("/quan-tri/").content.decode()
    assert sentence not in at(f.an_officer()).get("/quan-tri/").content.decode()


def test_a_turn_without_a_time_waits_since_it_was_queued():
    a_worker()
    a_turn(get_date_max())
    DBTaskResult.objects.update(enqueued_at=ago(minutes=11))
    assert codes() == ["queue_stuck"]


def test_a_full_disk_is_told(monkeypatch):
    monkeypatch.setattr(service, "free_bytes", lambda: service.LITTLE_BYTES - 1)
    assert codes() == ["disk_full"]


def test_operators_hear_once_of_what_begins_and_again_when_it_comes_back(settings, caplog):
    cache.clear()
    settings.OPERATOR_EMAILS = ["van-hanh@example.vn"]
    a_check(failures=1)
    for _turn in range(3):
        alarms.sound()
    assert [record.levelname for record in caplog.records] == ["ERROR"]
    assert (len(mail.outbox), "check_broken" in mail.outbox[0].body) == (1, True)
    BookCheck.objects.update(failures=0)
    alarms.sound()
    BookCheck.objects.update(failures=1)
    alarms.sound()
    assert [record.levelname for record in caplog.records] == ["ERROR", "WARNING", "ERROR"]
    assert len(mail.outbox) == 2


def test_machines_are_told_that_the_portal_works_under_any_name_and_over_plain_http(client, settings):
    settings.SECURE_SSL_REDIRECT, settings.ALLOWED_HOSTS = True, ["an-sinh.example"]
    a_worker()
    a_check()
    assert client.get("/healthz", headers={"host": "10.0.0.7"}).content == b"ok\n"
    answer = client.get("/readyz", headers={"host": "10.0.0.7"})
    told = answer.json()
    assert (answer.status_code, told["status"], told["worker"], told["troubles"]) == (200, "ok", "ok", [])
    assert answer["Cache-Control"] == "no-store"
    assert client.post("/readyz").status_code == 405


def test_what_officers_have_to_see_to_takes_no_web_server_away(client):
    a_check(failures=1)
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["status"], answer.json()["troubles"]) == (
        200,
        "degraded",
        ["check_broken"],
    )


def test_without_database_tables_or_keys_a_web_server_gets_no_requests(client, monkeypatch, settings):
    monkeypatch.setattr("programmes.public.health.newest_migrations", lambda: {("programmes", "9999_of_tomorrow")})
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["migrations"]) == (503, "missing")
    monkeypatch.undo()
    settings.DATA_INDEX_KEY = b"x" * 32
    monkeypatch.setattr("programmes.public.health.check_keys", lambda _keys: ["another key"])
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["keys"]) == (503, "others")
    monkeypatch.undo()

    def away(*_asked):
        raise DatabaseError

    monkeypatch.setattr("programmes.public.health.MigrationRecorder", away)
    monkeypatch.setattr(connection, "close", lambda: None)
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (503, {"status": "unready", "database": "away"})
    assert client.get("/healthz").status_code == 200


def test_numbers_for_prometheus_are_for_whoever_has_the_token(client, settings):
    assert client.get("/metrics").status_code == 404
    settings.METRICS_TOKEN = "s3cret"
    assert client.get("/metrics", headers={"authorization": "Bearer wrong"}).status_code == 404
    a_check(failures=4)
    told = client.get("/metrics", headers={"authorization": "Bearer s3cret"}).content.decode()
    assert "portal_checks_broken 1\n" in told
    assert "portal_worker_up 0\n" in told
