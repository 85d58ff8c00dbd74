"""Store a file that was previewed: the same bytes, judged again, in one transaction."""

import hashlib

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from programmes.actions import imports
from programmes.exchange.collector import collector_spared
from programmes.exchange.desk.outcome import Outcome
from programmes.exchange.desk.preview import take
from programmes.exchange.desk.questions import insist_answered
from programmes.exchange.desk.reports import result_of, sums_of
from programmes.exchange.layouts import LAYOUTS
from programmes.exchange.options import Options
from programmes.exchange.results import FileProblem
from programmes.models import ImportBatch
from programmes.models.bulk import hold
from programmes.rules.batches import check_control
from programmes.rules.problems import insist

ATTEMPTS = 3


def fingerprint(path):
    """SHA-256 of a file, in hexadecimal."""
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def store(batch, watch=None):
    """Judge the file of `batch` once more and store it whole, or nothing where a row is refused.

    Where the officer has chosen to take the good rows, those are stored without the refused ones. Nothing is stored
    while the rows do not add up to the control totals: here every door passes, also the one without a preview.

    Returns the Outcome; its counts are read back from the database. Another officer may store the same people in
    the same moment: the loser judges again.
    """
    insist(imports.check_right(batch, batch.owner))
    if fingerprint(batch.file.path) != batch.sha256:
        raise FileProblem("file_changed", _("Tệp đã thay đổi sau khi xem trước; hãy tải lên lại."))
    for _attempt in range(ATTEMPTS - 1):
        try:
            return _store(batch, watch)
        except IntegrityError:
            batch.refresh_from_db(fields=["state", "report", "finished_at"])  # what was rolled back is not so
    return _store(batch, watch)


def _store(batch, watch):
    layout, options = LAYOUTS[batch.layout], Options.from_json(batch.options)
    with collector_spared():
        taking = take(
            batch.file.path,
            layout,
            filename=batch.filename,
            by=batch.owner,
            round_=batch.round,
            options=options,
            to_store=True,
            watch=watch,
        )
        insist_answered(taking.reading.questions, options)
        with transaction.atomic():
            hold(f"import {layout.key}")
            decision = taking.judge.decide()
            outcome = Outcome(taking.findings, taking.reading, decision)
            outcome.problems = list(check_control(sums_of(outcome), batch.options))
            has_good = decision.new or decision.changed
            if outcome.problems or (outcome.findings.rejected and not (options.take_good and has_good)):
                transaction.set_rollback(True)
                return outcome
            decision.new, decision.changed = layout.store(decision.plan, by=batch.owner, batch=batch)
            batch.state, batch.finished_at = ImportBatch.State.STORED, timezone.now()
            batch.report = {**batch.report, **result_of(outcome), "questions": []}
            batch.save()
            imports.remember(batch, options.chosen)
    return outcome
