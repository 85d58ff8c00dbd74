"""Log lines tell where and of what kind an error was, and nothing of what it speaks of."""

import json
import logging
import re
from pathlib import Path

import pytest
from django.db import IntegrityError, connection, transaction

from bhxh_portal import sentry
from bhxh_portal.logs import JsonFormatter, QuietFormatter
from programmes.models import Recipient
from tests import factories as f


def logged(error):
    record = logging.LogRecord("programmes", logging.ERROR, __file__, 1, "import %s failed", (7,), None)
    record.exc_info = (type(error), error, error.__traceback__)
    return QuietFormatter().format(record)


def raised(act):
    try:
        act()
    except Exception as error:  # noqa: BLE001  whatever it is, its log line is looked at
        return error
    raise AssertionError("nothing was raised")


def test_a_message_stays_out_and_the_place_stays_in():
    cell = "040156000001 Nguyễn Văn Ân"
    text = logged(raised(lambda: int(cell)))
    assert "ValueError" in text
    assert "test_logs.py" in text
    assert "040156000001" not in text
    assert "Nguyễn" not in text


def test_what_was_looked_for_stays_out_of_the_log():
    told = (
        'GET /tim/?q=040156000001 refused; "GET /quan-tri/programmes/recipient/?q=040%20156%20000%20001&o=1 HTTP/1.1"'
    )
    record = logging.LogRecord("django.request", logging.WARNING, __file__, 1, told, (), None)
    text = QuietFormatter().format(record)
    assert "GET /tim/?… refused" in text
    assert "/quan-tri/programmes/recipient/?… HTTP/1.1" in text
    assert "156" not in text


@pytest.mark.django_db
def test_a_row_that_the_database_refuses_is_not_written_into_the_log():
    person = f.a_recipient(full_name="Trần Thị Bí Mật")

    def again():
        with transaction.atomic():
            Recipient.objects.bulk_create([Recipient(**{**values(person), "citizen_hash": person.citizen_hash})])

    error = raised(again)
    text = logged(error)
    assert isinstance(error, IntegrityError)
    assert "Bí Mật" not in text
    assert "Failing row" not in text
    constraint = re.search(r"^[\w.]+ \(23505, (\w+)\)$", text, re.MULTILINE)  # SQLite does not tell its name
    assert bool(constraint) is (connection.vendor == "postgresql")


def values(person):
    names = [field.attname for field in Recipient._meta.local_fields if not field.primary_key]
    return {name: getattr(person, name) for name in names}


def line_of(error, formatter):
    record = logging.LogRecord("programmes", logging.ERROR, __file__, 1, "import %s failed", (7,), None)
    record.exc_info = (type(error), error, error.__traceback__)
    return formatter.format(record)


@pytest.mark.parametrize("formatter", [QuietFormatter(), JsonFormatter()])
def test_an_error_of_the_disk_is_told_by_its_name(formatter):
    error = raised(Path("/nowhere/at all").read_bytes)
    assert "ENOENT" in line_of(error, formatter)
    assert "nowhere" not in line_of(error, formatter)


@pytest.mark.django_db
def test_an_error_of_the_database_is_told_by_its_code():
    def asks_for_what_is_not_there():
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM nowhere")

    told = json.loads(line_of(raised(asks_for_what_is_not_there), JsonFormatter()))
    assert told["code"] == ("42P01" if connection.vendor == "postgresql" else "SQLITE_ERROR")
    assert told["message"] == "import 7 failed"


@pytest.mark.django_db
def test_the_number_on_the_page_of_an_error_finds_its_line_and_the_officer(at, caplog, monkeypatch):
    officer = f.an_officer()
    client = at(officer)
    client.raise_request_exception = False
    lines = []
    monkeypatch.setattr("programmes.admin.front_page.context_of", lambda _officer: 1 // 0)
    caplog.handler.setFormatter(JsonFormatter())
    monkeypatch.setattr(caplog.handler, "emit", lambda record: lines.append(caplog.handler.format(record)))
    page = client.get("/quan-tri/")
    (told,) = [json.loads(line) for line in lines]
    assert (page.status_code, told["officer"], "ZeroDivisionError" in told["error"]) == (500, officer.pk, True)
    assert page["X-Request-ID"] == told["request"]
    assert told["request"] in page.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(("sent", "kept"), [("a1b2c3d4e5f6a7b8", True), ("Trần Thị Bí Mật", False), ("x" * 65, False)])
def test_the_number_of_our_own_proxy_is_taken_over_and_what_a_visitor_makes_up_is_not(client, settings, sent, kept):
    settings.PROXIES = 1
    header = {"x-request-id": sent.encode().decode("latin-1")}
    assert (client.get("/quan-tri/login/", headers=header)["X-Request-ID"] == sent) is kept
    settings.PROXIES = 0
    assert client.get("/quan-tri/login/", headers=header)["X-Request-ID"] != sent


def test_nothing_of_a_person_goes_to_sentry():
    event = {
        "exception": {"values": [{"type": "ValueError", "value": "040156000001", "stacktrace": {"frames": []}}]},
        "request": {"url": "https://an-sinh.example/tim/?q=040156000001"},
        "user": {"id": "5"},
        "logentry": {"message": "Trần Thị Bí Mật"},
        "level": "error",
    }
    told = sentry.quiet(event, {})
    assert set(told) == {"exception", "level"}
    assert told["exception"]["values"] == [{"type": "ValueError", "value": "", "stacktrace": {"frames": []}}]
