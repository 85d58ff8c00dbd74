"""The files of a table: written once for each version of the data, on disk, and handed out from there.

Under DATA_DIR/open-data/<table>/ lie the files of a version and its summary, which is what the catalogue says of them.
The worker writes all files of a new version, the edition; until it is whole the former one is answered from, as
`edition.json` says. Without a worker a file is written by the first who asks, one at a time. All of it can be deleted
at any time. A file is written beside its name and renamed, so that another reads the whole file or none.
"""

import fcntl
import hashlib
import json
import os
import tempfile
import time
from contextlib import contextmanager
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.utils import timezone, translation

from programmes.exchange.file_problem import FileProblem
from programmes.exchange.writing.writers import write_csv, write_json, write_workbook
from programmes.models import TotalsState
from programmes.public.responses import version_of
from programmes.totals import read

PARTS_OF_HASH = 1 << 20
SUMMARY = ".summary.json"  # behind the version
EDITION = "edition.json"
PATIENCE_SECONDS = (
    600  # a worker that has not looked for so long has ended; then a newer version is written when asked for
)


class Summary(NamedTuple):
    """Of the whole CSV file: rows, SHA-256 in hex, bytes; `changed_at` ISO 8601, since when the file is as it is.

    `months` ("2025-03") are those that have files of their own, the latest first.
    """

    version: str
    rows: int
    sha256: str
    size: int
    changed_at: str
    months: tuple

    @property
    def changed_on(self):
        """The day of `changed_at`; None before the first record."""
        return timezone.localdate(datetime.fromisoformat(self.changed_at)) if self.changed_at else None


class Form(NamedTuple):
    """A way of writing a table: `write(path, table, rows)`."""

    content_type: str
    title: str
    write: object


def texts(table, rows):
    """Rows under their heads, a truth as true or false."""
    yield tuple(table.places)
    for row in rows:
        yield tuple(str(cell).lower() if isinstance(cell, bool) else cell for cell in row)


FORMS = {
    "csv": Form("text/csv; charset=utf-8", "CSV", lambda path, table, rows: write_csv(path, texts(table, rows))),
    "xlsx": Form(
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "XLSX",
        lambda path, table, rows: write_workbook(path, texts(table, rows)),
    ),
    "json": Form("application/json", "JSON", lambda path, table, rows: write_json(path, rows, tuple(table.places))),
}


def file(state, table, form, month=""):
    """A file of the table, whole or of a month, open for reading its bytes; None where the month has no row.

    Open, since a process that knows of a newer version may clear it away at any moment.
    """
    if month and month not in summary(state, table).months:
        return None
    path = _path(state, table, form, month)
    found = _opened(path)
    if found is None:
        with _alone():
            found = _opened(path) or _write(path, table, form, {table.month: month} if month else {})
    return found


def _path(state, table, form, month):
    return _folder(table) / f"{version_of(state)}{f'-{month}' if month else ''}.{form}"


def _opened(path):
    try:
        return path.open("rb")
    except FileNotFoundError:
        return None


def _write(path, table, form, where):
    with _renamed_to(path) as written, translation.override(settings.LANGUAGE_CODE):
        FORMS[form].write(written, table, table.rows(where))
        return Path(written).open("rb")


def summary(state, table):
    """What the catalogue says of the table in this version."""
    path = _folder(table) / f"{version_of(state)}{SUMMARY}"
    found = _stored(path)
    if found is None:
        with _alone():
            found = _stored(path)
            if found is None:
                found = _summed_up(state, table, _last_summary(table))
                with _renamed_to(path) as written:
                    Path(written).write_text(json.dumps(found._asdict()), encoding="utf-8")
                _clear_away(table, {found.version, version_of(edition())})
    return found


def edition():
    """The TotalsState whose files are answered from: the newest, or the former one while the worker writes."""
    newest = read.state()
    return newest if _is_forsaken() else _stored_edition() or newest


def _is_forsaken():
    """Whether no worker has looked at the edition of late, or ever."""
    try:
        return time.time() - _edition_path().stat().st_mtime > PATIENCE_SECONDS
    except FileNotFoundError:
        return True


def _stored_edition():
    """The TotalsState of the edition; None where there is none of this release."""
    try:
        told = json.loads(_edition_path().read_text(encoding="utf-8"))
        as_of = datetime.fromisoformat(told["as_of"]) if told["as_of"] else None
        found = TotalsState(pk=1, version=told["number"], as_of=as_of, is_sample=told["is_sample"])
    except (OSError, ValueError, TypeError, KeyError):
        return None
    return found if version_of(found) == told["version"] else None


def write_edition(tables):
    """Write all files of the newest version unless they are there. Returns whether visitors are answered from it.

    Not so where the version has moved meanwhile: its files may hold rows of both, and the next turn writes all anew.
    """
    state, stored = read.state(), _stored_edition()
    if stored is None or version_of(stored) != version_of(state):
        with translation.override(settings.LANGUAGE_CODE):
            for table in tables:
                _write_all(state, table)
        if version_of(read.state()) != version_of(state):
            return False
        _keep_edition(state)
        for table in tables:
            _clear_away(table, {version_of(state)})
    os.utime(_edition_path())
    return True


def _write_all(state, table):
    """The table in every form, whole and by month: its rows are read once for each, since ids begin with the month."""
    summary(state, table)
    for key, form in FORMS.items():
        try:
            _write_months(state, table, key, form)
            file(state, table, key).close()
        except FileProblem:  # more rows than a workbook holds: there is none
            pass


def _write_months(state, table, key, form):
    months = groupby(table.rows(), lambda row: row[table.places[table.month]]) if table.month else ()
    for month, rows in months:
        with _renamed_to(_path(state, table, key, month)) as written:
            form.write(written, table, rows)


def _keep_edition(state):
    as_of = state.as_of.isoformat() if state.as_of else ""
    told = {"version": version_of(state), "number": state.version, "as_of": as_of, "is_sample": state.is_sample}
    with _renamed_to(_edition_path()) as written:
        Path(written).write_text(json.dumps(told), encoding="utf-8")


def _last_summary(table):
    """The Summary of the latest version that has one; None where none has."""
    found = [each for path in _folder(table).glob(f"*{SUMMARY}") if (each := _stored(path))]
    return max(found, key=lambda each: int(each.version.partition("-")[0]), default=None)


def _stored(path):
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        return Summary(**{**found, "months": tuple(found["months"])})
    except (OSError, ValueError, TypeError, KeyError):  # not there, or written by another release
        return None


def _summed_up(state, table, before):
    path = _folder(table) / f"{version_of(state)}.csv"
    month, months, rows = table.places.get(table.month), set(), 0

    def counted():
        nonlocal rows
        for row in table.rows():
            rows += 1
            if month is not None:
                months.add(row[month])
            yield row

    with _renamed_to(path) as written, translation.override(settings.LANGUAGE_CODE):
        FORMS["csv"].write(written, table, counted())
        digest, size = _sha256(written), Path(written).stat().st_size
    changed_at = state.as_of.isoformat(timespec="seconds") if state.as_of else ""
    if before is not None and before.sha256 == digest:
        changed_at = before.changed_at
    return Summary(version_of(state), rows, digest, size, changed_at, tuple(sorted(months, reverse=True)))


def _sha256(path):
    digest = hashlib.sha256()
    with open(path, "rb") as file_:
        while part := file_.read(PARTS_OF_HASH):
            digest.update(part)
    return digest.hexdigest()


def _home():
    return Path(settings.DATA_DIR) / "open-data"


def _edition_path():
    return _home() / EDITION


def _folder(table):
    folder = _home() / table.key
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _clear_away(table, versions):
    """Files of other versions; who reads one at this moment reads it to its end."""
    for path in _folder(table).iterdir():
        if not path.name.startswith((*versions, ".")):
            path.unlink(missing_ok=True)


@contextmanager
def _alone():
    """One of all processes writes; who waited finds the file written."""
    folder = os.open(_home(), os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


@contextmanager
def _renamed_to(path):
    handle, name = tempfile.mkstemp(prefix=".", dir=path.parent)
    os.close(handle)
    try:
        yield name
        os.replace(name, path)
    finally:
        Path(name).unlink(missing_ok=True)
