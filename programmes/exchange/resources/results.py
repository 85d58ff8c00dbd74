"""What became of a file, in the words of django-import-export."""

from collections import defaultdict
from itertools import groupby
from operator import attrgetter

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from import_export.results import Error, Result, RowResult

from programmes.exchange.desk.reports import errors_of
from programmes.exchange.file_problem import FileProblem

TYPES = {
    "new": RowResult.IMPORT_TYPE_NEW,
    "changed": RowResult.IMPORT_TYPE_UPDATE,
    "unchanged": RowResult.IMPORT_TYPE_SKIP,
}


def library_result(outcome, titles, row_of):
    """The library's Result: a RowResult for each row in the order of the file, those refused with what is wrong.

    `titles` are the headings of the file, `row_of(line)` a row of it as heading -> value. What is wrong with the file
    as a whole are its base errors.
    """
    result = Result()
    result.diff_headers, result.total_rows = list(titles), outcome.reading.rows
    for note in errors_of(outcome):
        if not note.line:
            result.append_base_error(Error(FileProblem(note.code, note.message)))
    found = {line: TYPES[kind] for kind, lines in outcome.decision.lines.items() for line in lines}
    by_line = groupby(outcome.findings.errors, key=attrgetter("line"))
    refused = {line: _validation_error(notes) for line, notes in by_line if line}
    for line in sorted(found.keys() | refused.keys()):
        row = RowResult()
        row.import_type = RowResult.IMPORT_TYPE_INVALID if line in refused else found[line]
        if line in refused:
            row.validation_error = refused[line]
            result.append_invalid_row(line, row_of(line), row.validation_error)
        result.append_row_result(row)
        result.increment_row_result_total(row)
    return result


def _validation_error(notes):
    """What is wrong with a row, by the headings of its columns."""
    told = defaultdict(list)
    for note in notes:
        told[note.column or NON_FIELD_ERRORS].append(ValidationError(note.message, code=note.code))
    errors = dict(told)
    return ValidationError(errors)
