"""Take a file in: keep it with its fingerprint, preview it, store it; in the worker or on the command line."""

import logging

from django.core.files import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from programmes.actions import imports, rights
from programmes.exchange.desk import errors_file
from programmes.exchange.desk.commit import fingerprint, store
from programmes.exchange.desk.outcome import Outcome
from programmes.exchange.desk.preview import examine
from programmes.exchange.desk.reports import report_of, report_of_problem, result_of
from programmes.exchange.layouts import LAYOUTS
from programmes.exchange.options import Options
from programmes.exchange.results import FileProblem
from programmes.models import ImportBatch
from programmes.rules.problems import RuleViolation, insist

logger = logging.getLogger(__name__)


def receive(file, *, filename, layout, by, round_=None, account=""):
    """A new ImportBatch holding the bytes of `file` (an open binary file)."""
    insist(rights.check_import(by, layout.key))  # before its bytes are kept
    batch = ImportBatch(
        layout=layout.key, owner=by, office=by.office, round=round_, filename=filename[-200:], token=imports.new_token()
    )
    options = first_options(layout, by, account)
    if options != Options():
        batch.options = options.as_json()
    batch.file.save(f"{batch.token}{_suffix(filename)}", File(file), save=False)
    batch.size_bytes, batch.sha256 = batch.file.size, fingerprint(batch.file.path)
    return imports.receive(batch)


def first_options(layout, by, account=""):
    """How a file is read before its officer has chosen anything: as the office has mapped its headings before."""
    mapping = imports.remembered(by.office, layout.key)
    return Options(mapping=mapping, remembered=mapping, account=account)


def _suffix(filename):
    return "." + filename.rsplit(".", 1)[-1].lower()[:5] if "." in filename else ""


def preview(batch, watch=None):
    """Judge the file and keep the report for the officer to read."""
    layout, options = LAYOUTS[batch.layout], Options.from_json(batch.options)
    try:
        insist(imports.check_right(batch, batch.owner))
        outcome = examine(
            batch.file.path,
            layout,
            filename=batch.filename,
            by=batch.owner,
            round_=batch.round,
            options=options,
            watch=watch,
        )
    except FileProblem as problem:
        return _fail(batch, problem)
    except RuleViolation as refusal:
        return _refuse(batch, refusal)
    except MemoryError:
        return give_up(batch)
    except Exception:
        logger.exception("preview of import %s failed", batch.pk)
        return _fail(
            batch, FileProblem("read_failed", _("Không đọc được tệp này. Hãy lưu lại dạng .xlsx rồi thử lại."))
        )
    batch.report = report_of(outcome, layout, options)
    errors_file.keep(batch, outcome)
    _show(batch, outcome)
    return outcome


def _show(batch, outcome):
    """Let the officer read what became of the rows; what a list tells of people in the books is noted."""
    batch.state = ImportBatch.State.PREVIEWED
    with transaction.atomic():
        batch.save()
        if batch.layout == ImportBatch.Layout.GIFTS:
            elsewhere = outcome.findings.errors.rows_of()["given_elsewhere"]
            in_books = outcome.decision.in_books
            imports.note_preview(batch, rows=outcome.reading.rows, known=in_books, given_elsewhere=elsewhere)


def confirm(batch, watch=None):
    """Store the file and return the Outcome; where rows or totals are refused the batch goes back to its preview."""
    try:
        outcome = store(batch, watch)
    except FileProblem as problem:
        return _fail(batch, problem)
    except RuleViolation as refusal:
        return _refuse(batch, refusal)
    except MemoryError:
        return give_up(batch)
    except Exception:
        logger.exception("import %s failed", batch.pk)
        return _fail(
            batch, FileProblem("store_failed", _("Không ghi được; chưa có dòng nào được ghi. Hãy thử lại sau."))
        )
    if outcome.findings.rejected:
        errors_file.keep(batch, outcome)
    if batch.state != ImportBatch.State.STORED:
        batch.report = {**batch.report, **result_of(outcome), "questions": []}
        _show(batch, outcome)
    return outcome


def give_up(batch):
    """Close a file that asks for more than there is: it has ended its worker again and again, or was refused memory."""
    return _fail(
        batch,
        FileProblem("too_heavy", _("Tệp cần quá nhiều bộ nhớ hoặc thời gian để đọc. Hãy tách thành nhiều tệp.")),
    )


def _refuse(batch, refusal):
    """The owner has lost the right, the office or the account since the upload; its page says so."""
    first = refusal.problems[0]
    return _fail(batch, FileProblem(first.code, first.message))


def _fail(batch, problem):
    batch.state, batch.finished_at, batch.message = ImportBatch.State.FAILED, timezone.now(), str(problem)
    batch.report = report_of_problem(problem)
    batch.save()
    return Outcome.of_problem(problem)
