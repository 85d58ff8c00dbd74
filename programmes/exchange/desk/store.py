"""Store a file that was previewed: the same bytes, judged again, in one transaction."""

from functools import partial

from django.db import DatabaseError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from programmes.actions import imports, look_ups
from programmes.exchange.collector import collector_spared
from programmes.exchange.desk import conditions, errors_file
from programmes.exchange.desk.judging import judge_file
from programmes.exchange.desk.reports import result_of
from programmes.exchange.desk.states import attempt, show
from programmes.exchange.file_problem import FileProblem
from programmes.exchange.layouts import LAYOUTS
from programmes.exchange.options import NO_HEADER, Options
from programmes.exchange.sheets.header_levels import tells_data
from programmes.exchange.sheets.vocabulary import SPANS, Words
from programmes.models import ImportBatch
from programmes.models.bulk import hold
from programmes.rules.look_ups import NUMBERS_A_DAY
from programmes.standards.money import format_number
from programmes.standards.outages import is_lost_race

ATTEMPTS = 3


def store_upload(batch, watch=None):
    """Store the file that its owner has confirmed. Returns the Outcome.

    Where rows or totals are refused nothing is stored, and the batch goes back to its preview.
    """
    failure = FileProblem("store_failed", _("Không ghi được; chưa có dòng nào được ghi. Hãy thử lại sau."))
    outcome = attempt(batch, partial(_store_again, batch, watch), failure)
    if outcome.findings.rejected:
        errors_file.keep(batch, outcome)
    if outcome.is_read and batch.state != ImportBatch.State.STORED:
        show(batch, outcome, _stored_report(batch, outcome))
    return outcome


def _store_again(batch, watch, path):
    """Judge the file of `batch` once more and store it whole, or nothing where a row is refused.

    Where the officer has chosen to take the good rows, those are stored without the refused ones. Nothing is stored
    while the rows do not add up to the control totals: here every door passes, also the one without a preview.

    Returns the Outcome; its counts are read back from the database. Another officer may store the same people in
    the same moment: the loser judges again.
    """
    for _attempt in range(ATTEMPTS - 1):
        try:
            return _store(batch, watch, path)
        except DatabaseError as error:
            if not is_lost_race(error):
                raise
            batch.refresh_from_db(fields=["state", "report", "finished_at"])  # what was rolled back is not so
    return _store(batch, watch, path)


def _store(batch, watch, path):
    layout, options = LAYOUTS[batch.layout], Options.from_json(batch.options)
    with collector_spared():
        judging = judge_file(
            path,
            layout,
            filename=batch.filename,
            by=batch.owner,
            round_=batch.round,
            options=options,
            to_store=True,
            watch=watch,
        )
        judging.count_numbers()
        with transaction.atomic():
            imports.insist_held(batch)
            _hold_places(layout, judging.judge)
            outcome = judging.decide()
            if not _write(batch, outcome, layout, options):
                transaction.set_rollback(True)
    _insist_told(outcome.decision, batch.owner)
    return outcome


def _hold_places(layout, judge):
    """Files of gifts for one province wait for one another, since they may be of the same people; for others they do
    not. What a person gets from two provinces at once is found when the lists are submitted (actions/eligibility.py).
    """
    provinces = sorted({home.province_id for home in judge.homes.values()}) if layout.is_by_province else []
    hold(f"import {layout.key}", shared=bool(provinces))
    for province in provinces:
        hold(f"import {layout.key} {province}")


def _write(batch, outcome, layout, options):
    """Store what was decided, inside the transaction; False where nothing may be stored."""
    decision = outcome.decision
    outcome.problems = [*conditions.check(outcome, options)]
    has_good = decision.new or decision.changed
    is_refused = outcome.findings.rejected and not (options.take_good and has_good)
    if outcome.problems or is_refused or decision.withheld:
        return False
    decision.new, decision.changed = layout.store(decision.plan, by=batch.owner, batch=batch)
    batch.state, batch.finished_at, batch.message = ImportBatch.State.STORED, timezone.now(), ""
    batch.report = _stored_report(batch, outcome)
    batch.save()
    imports.remember(batch, _kept_of_mapping(options, layout))
    imports.remember_values(batch, _kept_of_values(options, layout))
    return True


def _insist_told(decision, officer):
    """Raises FileProblem where rows do not fit what other offices hold, and the day's numbers are spent.

    Which rows, and how many, is told to nobody who may not ask any more.
    """
    if decision.elsewhere:
        look_ups.note_elsewhere(decision.elsewhere, decision.withheld, by=officer)
    if decision.withheld:
        told = _(
            "Chưa ghi dòng nào: tệp có dòng không khớp với sổ của cơ quan khác, nhưng hôm nay bạn đã hỏi hết %s số nên "
            "không nêu được dòng nào. Hãy nhờ BHXH Việt Nam nhập tệp này, hoặc mai tải lại tệp, chia thành từng phần."
        )
        raise FileProblem("numbers_spent", told % format_number(NUMBERS_A_DAY))


def _kept_of_mapping(options, layout):
    """What later files of the office are read by: heading -> column, "" for none.

    Not of a row of somebody's data, nor of columns without headings, which are others in the next file. That a heading
    which the portal understands was of no use says something of this file alone.
    """
    if options.header_line == NO_HEADER:
        return {}
    words = Words(layout.columns, {})
    return {
        title: name
        for title, name in options.chosen.items()
        if not tells_data(title) and (name or not words.field_under(title.split(SPANS)[:-1], title.split(SPANS)[-1]))
    }


def _kept_of_values(options, layout):
    """What later files of the office are read by: (column, text) -> text meant.

    Not of a text that the portal understands by itself, unless the office had told its meaning before there was one:
    a common word is read otherwise in this file alone.
    """
    columns = {column.name: column for column in layout.columns}
    return {
        (name, text): meaning
        for (name, text), meaning in options.told.items()
        if text in options.known.get(name, {}) or not columns[name].understands(text)
    }


def _stored_report(batch, outcome):
    """The report of the preview with what storing it came to."""
    return {**batch.report, **result_of(outcome), "questions": []}
