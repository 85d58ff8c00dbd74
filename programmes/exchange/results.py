"""The vocabulary of an import: what became of each row, and which rows were refused, where and why."""

from dataclasses import dataclass, field
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

SHOWN_ERRORS = 1000
SHOWN_SAMPLES = 10


class RowError(NamedTuple):
    """A refused cell: line of the sheet (1 is the first), heading of the column, code, sentence with the cure."""

    line: int
    column: str
    code: str
    message: str


class Repair(NamedTuple):
    """A cell that was read otherwise than it is written, such as a date of two-digit year or letters in pieces."""

    line: int
    column: str
    code: str
    before: str
    after: str


class Question(NamedTuple):
    """What only the officer can tell before the file is stored: `option` of Options, and the choices (value, label)."""

    option: str
    key: str
    message: str
    choices: list


class FileProblem(Exception):
    """The file as a whole cannot be taken; the sentence says what to do."""

    def __init__(self, code, message):
        self.code, self.message = code, message
        super().__init__(str(message))

    def as_error(self):
        return RowError(0, "", self.code, str(self.message))


@dataclass
class Tally:
    """Counts of an import; rows = new + changed + unchanged + rejected.

    `people` and `donor_cost_vnd` are summed over the rows that are not refused; `control` holds what the file's own
    totals row says of them ("people", "donor_cost_vnd"), where it has one. Of the repairs the first are kept and all
    counted by their code. Lines are counted on through the `sheets` (lines before it, name) of a workbook; on the
    second and later ones a column is named with the sheet and the line that Excel shows there.
    """

    rows: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    errors: list = field(default_factory=list)
    warnings: list = field(default_factory=list)
    repairs: list = field(default_factory=list)
    questions: list = field(default_factory=list)
    people: int = 0
    donor_cost_vnd: int = 0
    control: dict = field(default_factory=dict)
    samples: dict = field(default_factory=dict)
    refused_lines: set = field(default_factory=set)
    repair_counts: dict = field(default_factory=dict)
    sheets: list = field(default_factory=list)

    @property
    def rejected(self):
        return len(self.refused_lines)

    def refuse(self, line, column, code, message):
        """Note one fault of a row; a row with several faults is rejected once."""
        self.errors.append(RowError(line, self._where(line, column), code, str(message)))
        self.refused_lines.add(line)

    def warn(self, line, column, code, message):
        """Note what the officer should look at; the row is taken all the same."""
        self.warnings.append(RowError(line, self._where(line, column), code, str(message)))

    def repair(self, line, column, code, before, after):
        """Note a cell that was read otherwise than it is written; of the same repair of many cells the first."""
        self.repair_counts[code] = self.repair_counts.get(code, 0) + 1
        if len(self.repairs) < SHOWN_ERRORS:
            self.repairs.append(Repair(line, self._where(line, column), code, before[:200], after[:200]))

    def _where(self, line, column):
        """Name of a column, on a later sheet with the name of the sheet and its own count of lines."""
        before, name = next((sheet for sheet in reversed(self.sheets) if sheet[0] < line), (0, ""))
        if not before:
            return str(column)
        place = _("trang “%(sheet)s” dòng %(line)d") % {"sheet": name, "line": line - before}
        return f"{place}: {column}" if column else place

    def count(self, outcome, line, text=""):
        """Count a good row as "new", "changed" or "unchanged"; the first few are shown."""
        setattr(self, outcome, getattr(self, outcome) + 1)
        shown = self.samples.setdefault(outcome, [])
        if len(shown) < SHOWN_SAMPLES:
            shown.append([line, text])

    def as_json(self, limit=None):
        """The object of `import_file --json`; the errors in the order of their lines."""
        errors = sorted(self.errors)[:limit]
        return {
            "rows": self.rows,
            "new": self.new,
            "changed": self.changed,
            "unchanged": self.unchanged,
            "rejected": self.rejected,
            "errors": [error._asdict() for error in errors],
        }

    def as_report(self):
        """What the preview page shows, bounded whatever the size of the file."""
        warnings = sorted(self.warnings)[:SHOWN_ERRORS]
        return {
            **self.as_json(SHOWN_ERRORS),
            "error_count": len(self.errors),
            "warning_count": len(self.warnings),
            "warnings": [warning._asdict() for warning in warnings],
            "samples": self.samples,
            "repairs": [repair._asdict() for repair in sorted(self.repairs)],
            "repair_count": sum(self.repair_counts.values()),
            "repair_counts": self.repair_counts,
            "questions": [question._asdict() for question in self.questions],
            "people": self.people,
            "donor_cost_vnd": self.donor_cost_vnd,
            "control": self.control,
        }
