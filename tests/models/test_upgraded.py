"""Rows of a database that an earlier version made, after `migrate`: nothing they said is lost."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing, contextmanager
from datetime import date

import pytest
import sqlparse
from django.db import connection

from programmes.models.fields import decrypt
from programmes.rules.identity import likeness, phone_key, si_key
from tests.architecture.sources import ROOT

FIRST, ONE_TO_ONE, CLEAR = "0002_guards", "0011_value_memories", "0018_audit_seals"
ALIKE = likeness("", date(2026, 1, 1), "40", "")
OFFICER = """INSERT INTO programmes_officer (password, is_superuser, username, email, is_staff, is_active, date_joined,
    full_name) VALUES ('', 1, 'a', 'a@example.vn', 1, 1, '2026-01-01', 'Cán bộ')"""
FIGURE = """INSERT INTO programmes_publishedfigure (created_at, updated_at, code, indicator, period_start, period_end,
    value, unit, qualifier, wording, source_title, source_publisher, source_url, as_of, note, entered_by_id)
    VALUES ('2026-01-01', '2026-01-01', ?, ?, ?, ?, ?, ?, ?, ?, 'Bài', 'Báo', '', '2026-03-04', ?, 1)"""
FORMER = (
    ("S1", "amount_raised", "2025-01-01", "2025-12-31", 5, "VND", "exact", "5 đồng", ""),
    ("S2", "value_books_and_cards_given", "2025-01-01", "2025-06-30", 5, "VND", "over", "hơn 5 đồng", ""),
    ("S3", "beneficiaries", "2020-01-01", "2021-12-31", None, "person", "not_counted", "nhiều người", "Không rõ."),
    ("S4", "other", "2025-12-01", "2025-12-31", 7, "card", "exact", "7 thẻ", "Theo báo."),
)
NOW = """SELECT code, version, state, measure, stage, subject, period_kind, value, source_date, source_precision, as_of,
    note FROM programmes_publishedfigure ORDER BY code"""


STEP_BY_STEP = """
import sys, django
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
django.setup()
executor = MigrationExecutor(connection)
executor.loader.replace_migrations = False
executor.loader.build_graph()
executor.migrate([("programmes", sys.argv[1])])
"""


def run(path, *command):
    settings = {"DJANGO_SETTINGS_MODULE": "bhxh_portal.settings", "DATABASE_URL": f"sqlite:///{path}"}
    command = [sys.executable, *command]
    how = {"cwd": ROOT, "env": os.environ | settings, "capture_output": True, "text": True, "timeout": 120}
    done = subprocess.run(command, check=False, **how)
    assert done.returncode == 0, done.stderr


@contextmanager
def at_version(path, version):
    """A database of that version, to write into; it has come there as the releases came."""
    run(path, "-c", STEP_BY_STEP, version)
    with closing(sqlite3.connect(path)) as database, database:
        yield database


@pytest.fixture(scope="module")
def grown(tmp_path_factory):
    """The file of a database of today that began with the first version and has rows of several."""
    path = tmp_path_factory.mktemp("earlier") / "cu.sqlite3"
    with at_version(path, FIRST) as database:
        database.execute(OFFICER)
        database.executemany(FIGURE, FORMER)
    with at_version(path, ONE_TO_ONE) as database:
        add(database, "office", id=1, code="TW")
        add(database, "programme", id=1)
        add(database, "donor", id=1, kind="company")
        for number, amount in ((1, 5), (2, 7)):
            said = {"state": "received", "received_on": "2026-01-02", "amount_vnd": amount, "code": f"UH-{number}"}
            add(database, "donation", id=number, form="cash", route="via_bhxh", **said)
        for number, state, donation in ((1, "linked", 2), (2, "unexplained", None), (3, "aside", None)):
            said = {"account": "1", "reference": f"FT{number}", "amount_vnd": 7, "donation_id": donation}
            add(database, "bankline", id=number, state=state, **said)
    with at_version(path, CLEAR) as database:
        add(database, "province", code="40")
        database.execute("UPDATE programmes_donor SET phone = '0912345604'")
        for number, phone, si_number in ((1, "0912 345 601", "4012345671"), (2, "+84912345601", ""), (3, "", "")):
            said = {"phone": phone, "si_number": si_number, "birth_date": "2026-01-01", "likeness": ALIKE}
            add(database, "recipient", id=number, province_id="40", **said)
        add(database, "round", id=1)
        add(database, "giftlist", id=1, province_id="40", state="draft")
        shares = {"state_support_vnd": 0, "local_topup_vnd": 0}
        add(database, "valuation", id=1, province_id="40", donor_cost_vnd=7, total_vnd=7, **shares)
        for number, cost, valuation in ((1, 7, 1), (2, 8, 1), (3, 8, None)):
            said = {"group_name": f"Nhóm {number}", "donor_cost_vnd": cost, "valuation_id": valuation}
            add(database, "gift", id=number, kind="tet_package", **shares, **said)
    run(path, "manage.py", "migrate", "--verbosity", "0")
    return path


@pytest.fixture
def database(grown):
    with closing(sqlite3.connect(grown)) as database:
        yield database


def add(database, table, **said):
    """A row that says so much, and of what else may not be empty something."""
    for _n, name, kind, must, default, _key in database.execute(f"PRAGMA table_info(programmes_{table})").fetchall():
        if must and default is None and name not in said:
            said[name] = "" if "char" in kind or "text" in kind else "2026-01-01" if "date" in kind else 1
    places = ", ".join("?" * len(said))
    database.execute(f"INSERT INTO programmes_{table} ({', '.join(said)}) VALUES ({places})", list(said.values()))


def test_figures_of_the_former_columns_are_published_versions_that_say_the_same(database):
    day = ("2026-03-04", "day", None)
    assert database.execute(NOW).fetchall() == [
        ("S1", 1, "published", "money", "raised", "", "year", 5, *day, ""),
        ("S2", 1, "published", "money", "value", "books_and_cards", "half", 5, *day, ""),
        ("S3", 1, "published", "people", "given", "", "span", None, *day, "Không rõ."),
        ("S4", 1, "published", "cards", "given", "", "month", 7, *day, "Theo báo. Chỉ tiêu khi nhập: khác."),
    ]


def test_a_line_that_a_donation_explained_is_matched_with_it_to_the_dong(database):
    matches = database.execute("SELECT line_id, donation_id, amount_vnd FROM programmes_bankmatch").fetchall()
    lines = database.execute("SELECT id, state, matched_vnd FROM programmes_bankline ORDER BY id").fetchall()
    confirmed = database.execute("SELECT confirmed_vnd FROM programmes_donation ORDER BY id").fetchall()
    assert matches == [(1, 2, 7)]
    assert lines == [(1, "linked", 7), (2, "unexplained", 0), (3, "aside", 0)]
    assert confirmed == [(0,), (7,)]


def test_phones_and_insurance_numbers_of_earlier_rows_are_read_and_found_and_their_plain_text_is_gone(database, grown):
    people = database.execute("SELECT phone, phone_hash, si_number, si_hash FROM programmes_recipient ORDER BY id")
    people = people.fetchall()
    ((donor, of_donor),) = database.execute("SELECT phone, phone_hash FROM programmes_donor").fetchall()
    assert [(decrypt(phone), decrypt(si_number)) for phone, _key, si_number, _si_key in people] == [
        ("0912 345 601", "4012345671"),
        ("+84912345601", ""),
        ("", ""),
    ]
    phone = phone_key("0912345601")
    assert [(key, of_si) for _phone, key, _si, of_si in people] == [
        (phone, si_key("4012345671")),
        (phone, None),
        (None, None),
    ]
    assert (decrypt(donor), of_donor) == ("0912345604", phone_key("0912345604"))
    left = b"".join(file.read_bytes() for file in grown.parent.iterdir())
    assert [text for text in (b"912 345 601", b"84912345601", b"912345604", b"4012345671") if text in left] == []


def test_of_earlier_gifts_it_is_noted_which_cost_another_sum_than_was_computed(database):
    assert database.execute("SELECT id FROM programmes_gift WHERE differs").fetchall() == [(2,)]


def parts_of(cursor):
    """Each column, constraint, index and guard of a database of SQLite; the order of columns says nothing."""
    cursor.execute("SELECT type, name, sql FROM sqlite_master WHERE tbl_name LIKE 'programmes_%'")
    for kind, name, sql in cursor.fetchall():
        text = " ".join((sql or "").split())
        parts = sqlparse.parse(text.partition("(")[2])[0].flatten() if kind == "table" else ()
        yield from ((name, part) for part in _between_commas(parts))
        if kind != "table":
            yield name, text


def _between_commas(tokens):
    depth, part = 0, ""
    for token in tokens:
        depth += {"(": 1, ")": -1}.get(token.value, 0)
        if depth < 0:
            break
        if token.value == "," and depth == 0:
            yield part.strip()
            part = ""
        else:
            part += token.value
    yield part.strip()


@pytest.mark.django_db
@pytest.mark.one_database
def test_a_new_database_is_what_an_old_one_has_become(database):
    if connection.vendor != "sqlite":
        pytest.skip("the grown database is a file of SQLite")
    with connection.cursor() as cursor:
        new = set(parts_of(cursor))
    old = set(parts_of(database.cursor()))
    assert (sorted(new - old), sorted(old - new)) == ([], [])
    assert len(new) > 800
