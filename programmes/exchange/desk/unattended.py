"""A file without a page to confirm it on: sent by the command line or another program, previewed or stored in one go.

The same rules as in the browser; a question that only an officer can answer is refused, with the question.
"""

from programmes.actions import imports, rights
from programmes.exchange.desk import conditions, intake
from programmes.exchange.desk.answers import with_answers
from programmes.exchange.desk.common_values import ask_unread
from programmes.exchange.desk.outcome import Outcome
from programmes.exchange.desk.preview import preview_file
from programmes.exchange.desk.store import store_upload
from programmes.exchange.desk.workers import at_work
from programmes.exchange.file_problem import FileProblem
from programmes.models import ImportBatch
from programmes.rules.problems import RuleViolation, insist


def options_of(layout, by, *, account="", answers=None):
    """How the file is read: as the office has understood its files before, and as its sender answers."""
    return with_answers(intake.first_options(layout, by, account), answers or {}, layout)


def preview_unattended(path, layout, *, filename, by, round_=None, account="", answers=None):
    """The Outcome that storing the file would have; nothing is written. Raises FileProblem without the right."""
    _insist_on_right(layout, by)
    options = options_of(layout, by, account=account, answers=answers)
    try:
        outcome = preview_file(path, layout, filename=filename, by=by, round_=round_, options=options, dry_run=True)
    except FileProblem as problem:
        return Outcome.of_problem(problem, ask_unread(problem, layout, options, by, round_))
    outcome.problems = [*conditions.check(outcome, options)]
    return outcome


def store_unattended(path, layout, *, filename, by, round_=None, account="", answers=None):
    """Keep the file as an upload of `by` and store it whole, or nothing; its Outcome. Raises as preview_unattended."""
    _insist_on_right(layout, by)
    options = options_of(layout, by, account=account, answers=answers)
    with open(path, "rb") as stream:
        batch = intake.receive(stream, filename=filename, layout=layout, by=by, round_=round_, options=options)
    with at_work() as worker:
        batch = imports.take(batch.pk, batch.state, worker)
        outcome = store_upload(batch)
    if batch.state == ImportBatch.State.PREVIEWED:  # refused rows wait for nobody: nobody confirms them on a page
        imports.cancel(batch, by=by)
    return outcome


def _insist_on_right(layout, by):
    """Without it the file is refused as a whole, and not kept."""
    try:
        insist(rights.check_import(by, layout.key))
    except RuleViolation as refusal:
        raise FileProblem.of_refusal(refusal) from None
