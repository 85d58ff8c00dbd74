"""What became of a file, as each of its stages tells it."""

from dataclasses import dataclass, field
from typing import NamedTuple

from programmes.exchange.decision import Decision
from programmes.exchange.findings import Findings
from programmes.exchange.sheets.header import Header


class ReadSheet(NamedTuple):
    """A sheet that was read: its name, how many lines stand before it, its header, how many lines of the list it adds.

    `groups` are what its group rows say of the rows below them, (line, column -> text); `likened` what "như trên"
    stood for, (line, column, text); `said` the columns of which its title or its name says what all rows are.
    """

    name: str
    before: int
    header: Header
    rows: int
    groups: list
    likened: list
    said: set = frozenset()


@dataclass
class Reading:
    """How a file was read: how many `rows` it has, by which header, and what its officer must be asked.

    `values` are the UnknownValues of its columns, `understood` those of texts that nobody had to tell, `common` the
    CommonValues that it may be told, `costs` its UnknownCosts; `head` and `lettered` as of a FileProblem, with the
    place of each line.
    `header` is that of the first sheet with what later ones have beside it. `control` holds what the totals rows of
    the file say of its sums ("people", "donor_cost_vnd"), where it has any.
    """

    rows: int = 0
    header: Header | None = None
    sheets: list = field(default_factory=list)
    control: dict = field(default_factory=dict)
    questions: list = field(default_factory=list)
    values: list = field(default_factory=list)
    understood: list = field(default_factory=list)
    common: list = field(default_factory=list)
    costs: list = field(default_factory=list)
    head: list = field(default_factory=list)
    lettered: dict = field(default_factory=dict)

    def add(self, sheet, control):
        """A ReadSheet, and what its totals rows say."""
        self.header = self.header.joined(sheet.header) if self.header else sheet.header
        self.sheets.append(sheet)
        self.rows += sheet.rows
        for name, value in control.items():
            self.control[name] = self.control.get(name, 0) + value


@dataclass
class Outcome:
    """What became of a file: rows = new + changed + unchanged + rejected.

    `problems` are those of the rules with the file as a whole, rows and totals.
    """

    findings: Findings = field(default_factory=Findings)
    reading: Reading = field(default_factory=Reading)
    decision: Decision = field(default_factory=Decision)
    problems: list = field(default_factory=list)

    @property
    def is_read(self):
        """Whether the file could be read, whatever became of its rows."""
        return self.reading.header is not None

    @classmethod
    def of_problem(cls, problem, common=()):
        """Of a file that cannot be taken; `common` are the CommonValues that may help it."""
        asked = problem.asked or Reading()
        told = {"questions": asked.questions, "values": asked.values, "common": list(common)}
        outcome = cls(reading=Reading(**told, head=list(problem.head), lettered=problem.lettered))
        outcome.findings.errors.append(problem.as_note())
        return outcome
