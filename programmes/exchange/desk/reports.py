"""What is told of a file, put together from what its stages tell; bounded for any file."""

from itertools import chain, islice

from django.utils.translation import gettext_lazy as _

from programmes.exchange.desk.free_gifts import ask_of_books
from programmes.exchange.desk.questions import Question, question_key
from programmes.exchange.row_notes import RowNote

SHOWN_ERRORS = 1000
KEPT_HOMES = 1000
SHOWN_REASONS = 12
REPEATED = {"repeated_in_file", "duplicate_in_file"}
LEFT_ALONE = {"debit_skipped", "credit_undone", "credit_taken_back"}
GIVEN = {"given_elsewhere", "given_already"}


def counts_of(outcome):
    """The object of `import_file --json`, but for its errors and warnings."""
    decision = outcome.decision
    return {
        "rows": outcome.reading.rows,
        "new": decision.new,
        "changed": decision.changed,
        "unchanged": decision.unchanged,
        "rejected": outcome.findings.rejected,
        "repairs": sum(outcome.findings.repair_counts.values()),
        "people": decision.people.taken,
        "donor_cost_vnd": decision.donor_cost_vnd.taken,
    }


def unread_columns(outcome):
    """The headings of the file that are taken for no column."""
    return outcome.reading.header.unknown if outcome.is_read else []


def errors_of(outcome):
    """Those of the file as a whole, then those of its rows in the order of their lines."""
    whole = sorted(RowNote(0, "", code, str(message)) for _field, code, message in outcome.problems)
    return chain(whole, outcome.findings.errors)


def sums_of(outcome):
    """What the control totals are held against (rules.batches.controls)."""
    people, cost = outcome.decision.people, outcome.decision.donor_cost_vnd
    return {
        "people": people.taken,
        "donor_cost_vnd": cost.taken,
        "refused_people": people.refused,
        "refused_donor_cost_vnd": cost.refused,
        "unread_people": people.unread,
        "unread_donor_cost_vnd": cost.unread,
        "control": outcome.reading.control,
        "unknown": unread_columns(outcome),
    }


def result_of(outcome):
    """What became of the rows, as the page of the upload shows it before and after storing."""
    findings, decision = outcome.findings, outcome.decision
    return {
        **counts_of(outcome),
        **sums_of(outcome),
        "errors": _placed(findings, findings.errors.first(SHOWN_ERRORS)),
        "error_count": len(findings.errors),
        "warnings": _placed(findings, findings.warnings.first(SHOWN_ERRORS)),
        "warning_count": len(findings.warnings),
        "repairs": _placed(findings, sorted(findings.repairs)),
        "repair_counts": findings.repair_counts,
        "repair_count": sum(findings.repair_counts.values()),
        "samples": {
            kind: [[findings.places.of(line), *words] for line, *words in rows]
            for kind, rows in decision.samples.items()
        },
        "homes": [[*home, lines] for home, lines in islice(decision.homes.items(), KEPT_HOMES)],
        "home_count": len(decision.homes),
        "events": decision.events.most_common(KEPT_HOMES),
        "left_alone": _left_alone(findings),
        "corrected": [[*which, lines] for which, lines in decision.corrected.most_common(KEPT_HOMES)],
    }


def _left_alone(findings):
    """Lines of a statement that are no money given: what went out, and what came in and was taken back."""
    told = findings.warnings.rows_of()
    return sum(told[code] for code in LEFT_ALONE)


def _placed(findings, notes):
    places = findings.places
    return [{**note._asdict(), "at": places.of(note.line), "sheet": places.sheet_of(note.line)} for note in notes]


def report_of(outcome, layout, options):
    """The report of a previewed file as JSON: its result, how it was read, what its officer is asked."""
    header, rows_of = outcome.reading.header, outcome.findings.errors.rows_of()
    decision = outcome.decision
    asked = (*outcome.reading.questions, *ask_of_books(decision), *_ask_about_repeats(outcome, rows_of))
    mapped = {header.titles[name]: name for name in sorted(header.positions, key=header.positions.get)}
    seen = header.seen  # headings of the file in its order, with the column each was taken for
    return {
        **result_of(outcome),
        **_questions(asked, outcome.reading, options),
        "understood": [*map(_plain_values, outcome.reading.understood)],
        "common": [one._asdict() for one in outcome.reading.common],
        "costs": [one._asdict() for one in outcome.reading.costs],
        "header_line": header.line,
        "headings": list(dict.fromkeys([*(title for title, _name in seen), *mapped, *header.unknown])),
        "mapped": {**mapped, **{title: name for title, name in seen if name}},
        "lettered": header.lettered,
        "columns": [(column.heading, header.titles.get(column.name, "")) for column in layout.columns],
        "reasons": _reasons(outcome.findings.errors, rows_of),
        **({"given": sum(rows_of[code] for code in GIVEN)} if layout.counts_people else {}),
    }


def report_of_problem(problem, common, options):
    """The report of a file that cannot be taken: what is wrong, headings to map, first rows, CommonValues, and all that
    is asked where it `lacks_answers` alone.
    """
    asked = problem.asked
    return {
        **({"lacks_answers": True, **_questions(asked.questions, asked, options)} if asked else {}),
        "errors": [problem.as_note()._asdict()],
        "headings": list(dict.fromkeys(title for title, _name in problem.headings)),
        "mapped": {title: name for title, name in problem.headings if name},
        "lettered": problem.lettered,
        "common": [one._asdict() for one in common],
        "head": list(problem.head),
    }


def _questions(asked, reading, options):
    """The Questions that are open, and the UnknownValues of a Reading."""
    return {
        "questions": [
            _plain(question)
            for question in asked
            if question_key(question.option, question.key) not in options.answered
        ],
        "values": [*map(_plain_values, reading.values)],
    }


def _plain(question):
    choices = [[value, str(label)] for value, label in question.choices]
    return {**question._asdict(), "message": str(question.message), "choices": choices}


def _plain_values(values):
    return values._asdict() | {"texts": [*map(list, values.texts)]}


def _reasons(errors, rows_of):
    """The commonest faults: how many rows, and what the first of them was told."""
    common = [(rows, errors.first_of(code)) for code, rows in rows_of.most_common(SHOWN_REASONS)]
    return [{"rows": rows, "column": first.column, "message": first.message} for rows, first in common]


def _ask_about_repeats(outcome, rows_of):
    """A file that for the most part says what is known already is perhaps the wrong one."""
    rows, decision = outcome.reading.rows, outcome.decision
    left_alone = _left_alone(outcome.findings)
    repeated = decision.unchanged - left_alone + sum(rows_of[code] for code in REPEATED)
    if 2 * repeated > rows - left_alone and (decision.new or decision.changed):
        yield Question(
            "repeats",
            "",
            _("%(repeated)d trên %(rows)d dòng lặp lại hoặc đã có trong sổ. Đây có đúng là tệp cần nhập không?")
            % {"repeated": repeated, "rows": rows},
            [("1", _("Đúng, vẫn nhập các dòng còn lại"))],
        )
