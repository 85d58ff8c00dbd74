"""What is found in the rows of a file, by every stage that looks at them: errors, warnings, repairs."""

from collections import Counter
from typing import NamedTuple

from programmes.exchange.hidden import without_numbers
from programmes.exchange.places import Places
from programmes.exchange.row_notes import RowNote, RowNotes

KEPT_REPAIRS = 200


class Repair(NamedTuple):
    """A cell that was read otherwise than it is written, such as a date of two-digit year or letters in pieces."""

    line: int
    column: str
    code: str
    before: str
    after: str


class Unpriced(NamedTuple):
    """On how many rows gifts of one sort have no cost, and why none could be computed for the first of them."""

    rows: int
    why: str


class Findings:
    """The findings of one file, each with its line and the heading of its column, by its `places`,
    and no number of a person (hidden.py).

    `lacking` counts the lines that lack, in their own cells, what gifts of their kind have (Column.is_of_kinds).
    `unpriced` are the gifts whose cost follows from no rate and no cell, what they are -> Unpriced.
    Of the repairs the first KEPT_REPAIRS of each code are kept and all are counted.
    """

    def __init__(self):
        self.places = Places()
        self.errors, self.warnings, self.refused_lines = RowNotes(), RowNotes(), set()
        self.repairs, self.repair_counts = [], {}
        self.lacking, self.unpriced = Counter(), {}

    @property
    def rejected(self):
        """How many rows are refused; one with several faults is one."""
        return len(self.refused_lines)

    def refuse(self, line, heading, code, message):
        """Note one fault of a row."""
        self.errors.append(self._note(line, heading, code, message))
        self.refused_lines.add(line)

    def warn(self, line, heading, code, message):
        """Note what the officer should look at; the row is taken all the same."""
        self.warnings.append(self._note(line, heading, code, message))

    def _note(self, line, heading, code, message):
        return RowNote(line, self.places.heading_at(line, heading), code, without_numbers(str(message)))

    def lack_cost(self, what, why):
        """Count a row whose cost cannot be computed."""
        rows, first = self.unpriced.get(what, (0, str(why)))
        self.unpriced[what] = Unpriced(rows + 1, first)

    def repair(self, line, heading, code, before, after):
        """Note a cell that was read otherwise than it is written."""
        count = self.repair_counts[code] = self.repair_counts.get(code, 0) + 1
        if count <= KEPT_REPAIRS:
            place = self.places.heading_at(line, heading)
            self.repairs.append(Repair(line, place, code, *(without_numbers(text)[:200] for text in (before, after))))
