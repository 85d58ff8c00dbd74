"""Figures of a database that an earlier version made, after `migrate`: nothing they said is lost."""

import os
import sqlite3
import subprocess
import sys

from tests.architecture.sources import ROOT

BEFORE, AFTER = "0002_guards", "0007_published_figures_stay"
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


def migrate(path, to):
    environment = os.environ | {"DATABASE_URL": f"sqlite:///{path}"}
    command = [sys.executable, "manage.py", "migrate", "programmes", to, "--verbosity", "0"]
    run = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=120)
    assert run.returncode == 0, run.stderr


def test_figures_of_the_former_columns_are_published_versions_that_say_the_same(tmp_path):
    path = tmp_path / "cu.sqlite3"
    migrate(path, BEFORE)
    with sqlite3.connect(path) as database:
        database.execute(OFFICER)
        database.executemany(FIGURE, FORMER)
    migrate(path, AFTER)
    with sqlite3.connect(path) as database:
        rows = database.execute(NOW).fetchall()
    day = ("2026-03-04", "day", None)
    assert rows == [
        ("S1", 1, "published", "money", "raised", "", "year", 5, *day, ""),
        ("S2", 1, "published", "money", "value", "books_and_cards", "half", 5, *day, ""),
        ("S3", 1, "published", "people", "given", "", "span", None, *day, "Không rõ."),
        ("S4", 1, "published", "cards", "given", "", "month", 7, *day, "Theo báo. Chỉ tiêu khi nhập: khác."),
    ]
