"""Store a file that was previewed: the same bytes, judged again, in one transaction."""

import hashlib

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from programmes.exchange.layouts import LAYOUTS
from programmes.exchange.layouts.layout import Task
from programmes.exchange.lookups import Lookups
from programmes.exchange.preview import parse
from programmes.exchange.results import FileProblem, Tally
from programmes.models import ImportBatch
from programmes.models.bulk import hold

ATTEMPTS = 3


def fingerprint(path):
    """SHA-256 of a file, in hexadecimal."""
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def store(batch):
    """Judge the file of `batch` once more and store it whole, or nothing where a row is refused.

    Returns the Tally; its counts are read back from the database. Another officer may store the same people in
    the same moment: the loser judges again.
    """
    if fingerprint(batch.file.path) != batch.sha256:
        raise FileProblem("file_changed", _("Tệp đã thay đổi sau khi xem trước; hãy tải lên lại."))
    for attempt in range(1, ATTEMPTS + 1):
        try:
            return _store(batch)
        except IntegrityError:
            if attempt == ATTEMPTS:
                raise
    raise AssertionError("unreachable")


def _store(batch):
    layout, officer, tally = LAYOUTS[batch.layout], batch.owner, Tally()
    task = Task(officer, officer.office, batch.round, Lookups(officer), timezone.localdate())
    _header, rows = parse(batch.file.path, layout, task, tally, batch.filename)
    with transaction.atomic():
        hold(f"import {layout.key}")
        plan = layout.judge(rows, task, tally)
        if tally.rejected:
            transaction.set_rollback(True)
            return tally
        stored = layout.store(plan, by=officer, batch=batch)
        tally.new, tally.changed = stored["new"], tally.changed
        batch.state, batch.finished_at = ImportBatch.State.STORED, timezone.now()
        batch.report = tally.as_report()
        batch.save()
    return tally
