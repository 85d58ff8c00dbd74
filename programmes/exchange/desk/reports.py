"""What the page of an upload shows of its preview: counts, reasons, columns, questions; bounded for any file."""

from django.utils.translation import gettext_lazy as _

from programmes.exchange.results import Question, question_key

SHOWN_REASONS = 12
REPEATED = {"repeated_in_file", "duplicate_in_file"}
GIVEN = {"given_elsewhere", "given_already"}


def report_of(examined, layout, options):
    """The report of a previewed file as JSON."""
    tally, header = examined
    rows_of = tally.errors.rows_of()
    asked = (*tally.questions, *_ask_about_repeats(tally, rows_of))
    mapped = {header.titles[name]: name for name in sorted(header.positions, key=header.positions.get)}
    seen = getattr(header, "seen", ())  # headings of the file in its order, with the column each was taken for
    return {
        **tally.as_report(),
        "questions": [
            _plain(question)
            for question in asked
            if question_key(question.option, question.key) not in options.answered
        ],
        "header_line": header.line,
        "headings": list(dict.fromkeys([*(title for title, _name in seen), *mapped, *header.unknown])),
        "mapped": {**mapped, **{title: name for title, name in seen if name}},
        "unknown": header.unknown,
        "columns": [(column.heading, header.titles.get(column.name, "")) for column in layout.columns],
        "reasons": _reasons(tally, rows_of),
        "given": sum(rows_of[code] for code in GIVEN),
    }


def report_of_problem(problem):
    """The report of a file that cannot be taken: what is wrong, and headings that the officer may map."""
    headings = list(problem.headings)
    return {
        "errors": [problem.as_error()._asdict()],
        "headings": list(dict.fromkeys(title for title, _name in headings)),
        "mapped": {title: name for title, name in headings if name},
    }


def _plain(question):
    choices = [[value, str(label)] for value, label in question.choices]
    return {**question._asdict(), "message": str(question.message), "choices": choices}


def _reasons(tally, rows_of):
    """The commonest faults: how many rows, and what the first of them was told."""
    common = [(rows, tally.errors.first_of(code)) for code, rows in rows_of.most_common(SHOWN_REASONS)]
    return [{"rows": rows, "column": first.column, "message": first.message} for rows, first in common]


def _ask_about_repeats(tally, rows_of):
    """A file that for the most part says what is known already is perhaps the wrong one."""
    left_alone = tally.warnings.rows_of()["debit_skipped"]
    repeated = tally.unchanged - left_alone + sum(rows_of[code] for code in REPEATED)
    if 2 * repeated > tally.rows - left_alone and (tally.new or tally.changed):
        yield Question(
            "repeats",
            "",
            _("%(repeated)d trên %(rows)d dòng lặp lại hoặc đã có trong sổ. Đây có đúng là tệp cần nhập không?")
            % {"repeated": repeated, "rows": tally.rows},
            [("1", _("Đúng, vẫn nhập các dòng còn lại"))],
        )
