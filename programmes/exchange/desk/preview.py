"""Say what storing a file would do: read, judged, held against the books; nothing is written."""

from functools import partial

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from programmes.actions import look_ups
from programmes.exchange.collector import collector_spared
from programmes.exchange.desk import errors_file
from programmes.exchange.desk.judging import judge_file
from programmes.exchange.desk.reports import report_of
from programmes.exchange.desk.states import attempt, show
from programmes.exchange.file_problem import FileProblem
from programmes.exchange.layouts import LAYOUTS
from programmes.exchange.options import Options


def preview_upload(batch, watch=None):
    """Judge the file of an upload and keep the report for its officer to read. Returns the Outcome."""
    layout, options = LAYOUTS[batch.layout], Options.from_json(batch.options)
    named = {"filename": batch.filename, "by": batch.owner, "round_": batch.round}
    work = partial(preview_file, layout=layout, **named, options=options, watch=watch)
    failure = FileProblem("read_failed", _("Không đọc được tệp này. Hãy lưu lại dạng .xlsx rồi thử lại."))
    outcome = attempt(batch, work, failure)
    if outcome.is_read:
        errors_file.keep(batch, outcome)
        show(batch, outcome, report_of(outcome, layout, options))
    return outcome


def preview_file(path, layout, *, filename, by, round_, options, watch=None, dry_run=False):
    """The Outcome of storing a file for officer `by`, nothing being stored. Raises FileProblem as `judge_file`.

    What is asked about numbers is counted, unless it is a `dry_run`.
    """
    with collector_spared():
        judging = judge_file(path, layout, filename=filename, by=by, round_=round_, options=options, watch=watch)
        judging.count_numbers(dry_run=dry_run)
        with transaction.atomic():
            outcome = judging.decide()
            transaction.set_rollback(True)
    if outcome.decision.elsewhere and not dry_run:
        look_ups.note_elsewhere(outcome.decision.elsewhere, outcome.decision.withheld, by=by)
    return outcome
