"""What is measured: our whole path, then in the same run and database the least that the database itself needs."""

import resource
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from django.db import connection

from programmes.exchange.desk import intake
from programmes.exchange.desk.preview import preview_upload
from programmes.exchange.desk.store import store_upload
from programmes.exchange.layouts import LAYOUTS
from programmes.exchange.writing.export import export_file
from programmes.management.benchmark.files import write_gift_file
from programmes.management.benchmark.floor import bare_tables, empty_tables, finished_rows, load_again, raw_export
from programmes.models import Gift, Round
from programmes.totals import rebuild

ROUND = "so-the-2025"


class Measure(NamedTuple):
    """Seconds of wall clock; megabytes are the highest resident size of the process until our path was done.

    `bare_seconds` are the floor of the same rows without foreign keys and triggers.
    """

    rows: int
    seconds: float
    floor_seconds: float
    peak_mb: int
    again_seconds: float | None = None
    bare_seconds: float | None = None

    def as_json(self):
        rounded = {name: round(value, 2) for name, value in self._asdict().items() if value is not None}
        if self.bare_seconds is not None:
            rounded["ratio_to_bare"] = round(self.seconds / self.bare_seconds, 2)
        return {
            **rounded,
            "ratio": round(self.seconds / self.floor_seconds, 2),
            "rows_per_second": round(self.rows / self.seconds),
            "database": connection.vendor,
        }


def measure_import(rows, officer):
    """From the file to the books, checked, with totals and audit; floor: the finished rows loaded raw."""
    with TemporaryDirectory() as folder:
        batch = _upload(Path(folder), rows, officer)
        seconds = _timed(lambda: _insist_stored(store_upload(batch), rows))
        peak = _peak_mb()
        batch = _upload(Path(folder), rows, officer)
        again = _timed(lambda: _insist_unchanged(store_upload(batch), rows))
    if rebuild.differences():
        raise RuntimeError("The totals do not follow from the rows that were stored.")
    finished = finished_rows()
    empty_tables()
    floor = _timed(lambda: load_again(finished))
    with bare_tables() as prefix:
        bare = _timed(lambda: load_again(finished, prefix))
    return Measure(rows, seconds, floor, peak, again, bare)


def measure_preview(rows, officer):
    """Every row judged, nothing written; floor: the import of the same file."""
    with TemporaryDirectory() as folder:
        batch = _upload(Path(folder), rows, officer)
        seconds = _timed(lambda: preview_upload(batch))
        peak = _peak_mb()
        floor = _timed(lambda: _insist_stored(store_upload(batch), rows))
    return Measure(rows, seconds, floor, peak)


def measure_export(rows, officer):
    """The books as CSV; floor: the same rows out of the database with nothing done to them."""
    with TemporaryDirectory() as folder:
        _insist_stored(store_upload(_upload(Path(folder), rows, officer)), rows)
        seconds = _timed(lambda: export_file(Path(folder) / "out.csv", LAYOUTS["gifts"], Gift.objects.all()))
        peak = _peak_mb()
        floor = _timed(lambda: raw_export(Path(folder) / "floor.csv"))
    return Measure(rows, seconds, floor, peak)


def _upload(folder, rows, officer):
    path = folder / "benchmark.csv"
    if not path.exists():
        write_gift_file(path, rows)
    with path.open("rb") as file:
        return intake.receive(
            file,
            filename=path.name,
            layout=LAYOUTS["gifts"],
            by=officer,
            round_=Round.objects.get(slug=ROUND),
        )


def _insist_stored(outcome, rows):
    if outcome.decision.new != rows:
        raise RuntimeError(f"{outcome.decision.new} of {rows} rows were stored: {outcome.findings.errors.first(3)}")


def _insist_unchanged(outcome, rows):
    if outcome.decision.unchanged != rows:
        raise RuntimeError(f"Only {outcome.decision.unchanged} of {rows} rows were found again.")


def _timed(work):
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def _peak_mb():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
