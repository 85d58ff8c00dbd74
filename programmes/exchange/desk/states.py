"""The states in which an upload leaves the desk: previewed, or failed with the sentence that tells its owner why."""

import logging

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from programmes.actions import imports
from programmes.exchange.desk.common_values import ask_unread
from programmes.exchange.desk.outcome import Outcome
from programmes.exchange.desk.reports import report_of_problem
from programmes.exchange.desk.uploads import as_received, is_lost, lost
from programmes.exchange.file_problem import FileProblem
from programmes.exchange.layouts import LAYOUTS
from programmes.exchange.options import Options
from programmes.models import ImportBatch
from programmes.rules.batches import WAITING
from programmes.rules.problems import RuleViolation, insist
from programmes.standards.outages import passes

logger = logging.getLogger(__name__)


def attempt(batch, work, failure):
    """The Outcome of `work(path)` on an upload, which fails where it is refused; by `failure` if nobody foresaw it."""
    try:
        insist(imports.check_right(batch, batch.owner))
        with as_received(batch) as path:
            return work(path)
    except FileProblem as problem:
        return fail(batch, problem)
    except RuleViolation as refusal:  # the owner has lost the right, the office or the account since the upload
        return fail(batch, FileProblem.of_refusal(refusal))
    except MemoryError:
        return give_up(batch)
    except Exception as error:
        if isinstance(error, imports.TakenAwayError) or passes(error):  # another has the job, or it waits
            raise
        logger.exception("import %s: %s", batch.pk, failure.code)
        return fail(batch, failure)


def show(batch, outcome, report):
    """Let the officer read what became of the rows; what a list tells of people in the books is noted."""
    batch.state, batch.report, batch.message = ImportBatch.State.PREVIEWED, report, ""
    with transaction.atomic():
        imports.insist_held(batch)
        batch.save()
        if LAYOUTS[batch.layout].counts_people:
            elsewhere = outcome.findings.errors.rows_of()["given_elsewhere"]
            in_books = outcome.decision.in_books
            imports.note_preview(batch, rows=outcome.reading.rows, known=in_books, given_elsewhere=elsewhere)


def give_up(batch):
    """Close a file that asks for more than there is: it has ended its worker again and again, or was refused memory."""
    return fail(
        batch,
        FileProblem("too_heavy", _("Tệp cần quá nhiều bộ nhớ hoặc thời gian để đọc. Hãy tách thành nhiều tệp.")),
    )


def close_lost(waiting):
    """Close those of `waiting`, a queryset, whose file somebody still counts on and is lost; returns them."""
    found = [batch for batch in waiting.filter(state__in=WAITING) if is_lost(batch)]
    for batch in found:
        fail(batch, lost())
    return found


def fail(batch, problem):
    """Close a file that cannot be taken; its Outcome is that problem alone."""
    batch.state, batch.finished_at, batch.message = ImportBatch.State.FAILED, timezone.now(), str(problem)
    options = Options.from_json(batch.options)
    common = ask_unread(problem, LAYOUTS[batch.layout], options, batch.owner, batch.round)
    batch.report = report_of_problem(problem, common, options)
    with transaction.atomic():
        imports.insist_held(batch)
        batch.save()
    return Outcome.of_problem(problem, common)
