"""Whoever waits too long for the database is told so, and nothing of what was sent is half stored."""

import os
import subprocess
import sys
from threading import Event
from urllib.parse import urlsplit

import pytest
from django.conf import settings as configured
from django.db import connection, transaction
from django.test import Client

from bhxh_portal import env
from programmes.models import Donation
from tests import factories as f
from tests.admin.pages import text_of, verb
from tests.colleagues import Colleague, needs_postgresql

ASKED = "lock_timeout", "statement_timeout", "idle_in_transaction_session_timeout"


def test_sqlite_has_no_limits_of_a_server():
    entry = {"ENGINE": "django.db.backends.sqlite3", "OPTIONS": {"timeout": 20}}
    assert env.limited(entry, {"lock_timeout": 10}) == entry


@needs_postgresql
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("first", "limits"),
    [("import bhxh_portal.wsgi", ["10s", "30s", "1min"]), ("import django; django.setup()", ["10min", "0", "15min"])],
    ids=["web", "worker"],
)
def test_a_web_process_waits_shorter_than_the_worker(first, limits):
    name = connection.settings_dict["NAME"]
    url = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()
    shown = "; ".join(f"cursor.execute('SHOW {each}'); print(cursor.fetchone()[0])" for each in ASKED)
    script = f"{first}; from django.db import connection; cursor = connection.cursor(); {shown}"
    environment = {**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "bhxh_portal.settings"}
    how = {"cwd": configured.BASE_DIR, "env": environment, "capture_output": True, "text": True}
    assert subprocess.run([sys.executable, "-c", script], check=True, **how).stdout.split() == limits


@needs_postgresql
@pytest.mark.django_db(transaction=True)
def test_an_officer_who_waits_too_long_for_a_record_reads_that_the_database_is_busy():
    donation, held, may_go = f.a_donation(), Event(), Event()

    def hold():
        with transaction.atomic():
            Donation.objects.select_for_update().get(pk=donation.pk)
            held.set()
            may_go.wait(20)

    client = Client(raise_request_exception=False)
    client.force_login(f.the_checker())
    colleague = Colleague(hold)
    colleague.start()
    held.wait(20)
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = '100ms'")
    answer = client.post(verb(donation, "duyet"))
    may_go.set()
    colleague.join()
    assert answer.status_code == 503
    assert "Cơ sở dữ liệu không trả lời kịp" in text_of(answer)
    assert Donation.objects.get().state == Donation.State.RECEIVED
