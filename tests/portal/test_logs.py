"""Log lines tell where and of what kind an error was, and nothing of what it speaks of."""

import logging
import re

import pytest
from django.db import IntegrityError, connection, transaction

from bhxh_portal.logs import QuietFormatter
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
    constraint = re.search(r"^[\w.]+ \((\w+)\)$", text, re.MULTILINE)  # SQLite does not tell its name
    assert bool(constraint) is (connection.vendor == "postgresql")


def values(person):
    names = [field.attname for field in Recipient._meta.local_fields if not field.primary_key]
    return {name: getattr(person, name) for name in names}
