"""The vocabulary of an import: what became of each row, and which rows were refused, where and why."""

from collections import Counter
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from programmes.exchange.notes import Notes, RowError

SHOWN_ERRORS = 1000
KEPT_REPAIRS = 200
SHOWN_SAMPLES = 10
SHOWN_HOMES = 10


def column_letter(place):
    """Name of a column in a spreadsheet: 0 is A, 26 is AA."""
    first, last = divmod(place, 26)
    return (column_letter(first - 1) if first else "") + chr(ord("A") + last)


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


def question_key(option, key):
    """Names a question among those of a file."""
    return f"{option}:{key}"


class FileProblem(Exception):
    """The file as a whole cannot be taken; the sentence says what to do.

    `headings` are those of the file with the column that each was taken for, where another reading of them may help.
    """

    def __init__(self, code, message, headings=()):
        self.code, self.message, self.headings = code, message, headings
        super().__init__(str(message))

    def as_error(self):
        return RowError(0, "", self.code, str(self.message))


class ReadSheet(NamedTuple):
    """A sheet that was read: how many lines stand before it, its name and its Header."""

    before: int
    name: str
    header: object


@dataclass
class Tally:
    """Counts of an import; rows = new + changed + unchanged + rejected.

    `people` and `donor_cost_vnd` are summed over the rows that are not refused, `refused_people` and
    `refused_donor_cost_vnd` over the refused ones that tell theirs; the `unread_` ones count those that do not. In a
    file of donations the đồng are what was given, and there are no people.
    `control` holds what the file's own totals row says of them ("people", "donor_cost_vnd"), where it has one. Of the
    repairs the first KEPT_REPAIRS of each code are kept and all are counted. Lines are counted on through the `sheets`
    of a workbook; on the second and later ones a column is named with the sheet and the line that Excel shows there:
    `starts` are (how many lines stand before it, its name) of every sheet, also of those that are not read.
    `groups` are what group rows say of the rows below them, (line, column -> text), `above` what "như trên" stood for,
    (line, column, text).
    `homes` counts the new gifts by round, province, office and decision number of their list; `known` is how many of
    the people the books hold already. `problems` are those of the rules with the file as a whole, rows and totals.
    """

    rows: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    errors: Notes = field(default_factory=Notes)
    warnings: Notes = field(default_factory=Notes)
    repairs: list = field(default_factory=list)
    questions: list = field(default_factory=list)
    people: int = 0
    donor_cost_vnd: int = 0
    refused_people: int = 0
    refused_donor_cost_vnd: int = 0
    unread_people: int = 0
    unread_donor_cost_vnd: int = 0
    control: dict = field(default_factory=dict)
    samples: dict = field(default_factory=dict)
    refused_lines: set = field(default_factory=set)
    repair_counts: dict = field(default_factory=dict)
    sheets: list = field(default_factory=list)
    starts: list = field(default_factory=list)
    groups: list = field(default_factory=list)
    above: list = field(default_factory=list)
    homes: Counter = field(default_factory=Counter)
    known: int = 0
    problems: list = field(default_factory=list)

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
        """Note a cell that was read otherwise than it is written; of one code the first KEPT_REPAIRS."""
        count = self.repair_counts[code] = self.repair_counts.get(code, 0) + 1
        if count <= KEPT_REPAIRS:
            self.repairs.append(Repair(line, self._where(line, column), code, before[:200], after[:200]))

    def _where(self, line, column):
        """Name of a column, on a later sheet with the name of the sheet and its own count of lines."""
        before, sheet = self._sheet_of(line)
        if not before:
            return str(column)
        place = _("trang “%(sheet)s” dòng %(line)d") % {"sheet": sheet, "line": line - before}
        return f"{place}: {column}" if column else place

    def _sheet_of(self, line):
        """How many lines stand before the sheet of a line, and its name."""
        return next((start for start in reversed(self.starts) if start[0] < line), (0, ""))

    def at(self, line):
        """A line as the officer finds it: its number, on a later sheet the number there and the name of the sheet."""
        before, sheet = self._sheet_of(line)
        return f"{line - before} ({sheet})" if before else str(line)

    def _placed(self, notes):
        return [{**note._asdict(), "at": self.at(note.line)} for note in notes]

    def count(self, outcome, line, text=""):
        """Count a good row as "new", "changed" or "unchanged".

        The first few are shown: of those the sample is returned, for the caller to add what the row says.
        """
        setattr(self, outcome, getattr(self, outcome) + 1)
        shown = self.samples.setdefault(outcome, [])
        if len(shown) >= SHOWN_SAMPLES:
            return None
        shown.append([self.at(line), text])
        return shown[-1]

    def all_errors(self):
        """Those of the file as a whole, then those of its rows in the order of their lines."""
        whole = sorted(RowError(0, "", code, str(message)) for _field, code, message in self.problems)
        return chain(whole, self.errors)

    def counts(self):
        """The object of `import_file --json`, but for its errors and warnings."""
        return {
            "rows": self.rows,
            "new": self.new,
            "changed": self.changed,
            "unchanged": self.unchanged,
            "rejected": self.rejected,
            "repairs": sum(self.repair_counts.values()),
            "people": self.people,
            "donor_cost_vnd": self.donor_cost_vnd,
        }

    def as_report(self):
        """What the preview page shows, bounded whatever the size of the file."""
        return {
            **self.counts(),
            "errors": self._placed(self.errors.first(SHOWN_ERRORS)),
            "error_count": len(self.errors),
            "warning_count": len(self.warnings),
            "warnings": self._placed(self.warnings.first(SHOWN_ERRORS)),
            "samples": self.samples,
            "repairs": self._placed(sorted(self.repairs)),
            "repair_count": sum(self.repair_counts.values()),
            "repair_counts": self.repair_counts,
            "refused_people": self.refused_people,
            "refused_donor_cost_vnd": self.refused_donor_cost_vnd,
            "unread_people": self.unread_people,
            "unread_donor_cost_vnd": self.unread_donor_cost_vnd,
            "control": self.control,
            "homes": [[*home, lines] for home, lines in islice(self.homes.items(), SHOWN_HOMES)],
            "home_count": len(self.homes),
        }
