"""The files of a table: written once for each version of the data, on disk, and handed out from there.

Under DATA_DIR/open-data/<table>/ lie the files of the newest version and `summary.json`, which is what the catalogue
says of them. All of it can be deleted at any time. A process that finds a file missing writes it beside its name and
renames it, so that another reads the whole file or none.
"""

import hashlib
import json
import os
import tempfile
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import NamedTuple

from django.conf import settings
from django.utils import timezone, translation

from programmes.exchange.writing.writers import write_csv, write_json, write_workbook
from programmes.public.responses import version_of

PARTS_OF_HASH = 1 << 20
SUMMARY = "summary.json"
_one_writes = Lock()  # of the threads of this process: who comes meanwhile finds the file written


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
    path = _folder(table) / f"{version_of(state)}{f'-{month}' if month else ''}.{form}"
    found = _opened(path)
    if found is None:
        with _one_writes:
            found = _opened(path) or _write(path, table, form, {table.month: month} if month else {})
    return found


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
    path = _folder(table) / SUMMARY
    if not _is_of(state, found := _stored(path)):
        with _one_writes:
            if not _is_of(state, found := _stored(path)):
                found = _summed_up(state, table, found)
                with _renamed_to(path) as written:
                    Path(written).write_text(json.dumps(found._asdict()), encoding="utf-8")
                _clear_away(table, found.version)
    return found


def _is_of(state, found):
    return found is not None and found.version == version_of(state)


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


def _folder(table):
    folder = Path(settings.DATA_DIR) / "open-data" / table.key
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _clear_away(table, version):
    """Files of earlier versions; who reads one at this moment reads it to its end."""
    for path in _folder(table).iterdir():
        if not path.name.startswith(version) and path.name != SUMMARY and not path.name.startswith("."):
            path.unlink(missing_ok=True)


@contextmanager
def _renamed_to(path):
    handle, name = tempfile.mkstemp(prefix=".", dir=path.parent)
    os.close(handle)
    try:
        yield name
        os.replace(name, path)
    finally:
        Path(name).unlink(missing_ok=True)
