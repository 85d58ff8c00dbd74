"""What a file comes to: a problem with it as a whole, a question for the officer, the decision on its rows."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from programmes.exchange.row_notes import RowNote

SHOWN_SAMPLES = 10


class FileProblem(Exception):
    """The file as a whole cannot be taken; the sentence says what to do.

    `headings` are those of the file with the column that each was taken for, where another reading of them may help.
    """

    def __init__(self, code, message, headings=()):
        self.code, self.message, self.headings = code, message, headings
        super().__init__(str(message))

    def as_note(self):
        return RowNote(0, "", self.code, str(self.message))


class Question(NamedTuple):
    """What only the officer can tell before the file is stored: `option` of Options, and the choices (value, label)."""

    option: str
    key: str
    message: str
    choices: list


def question_key(option, key):
    """Names a question among those of a file."""
    return f"{option}:{key}"


class Sum(NamedTuple):
    """What rows add up to: those `taken`, those `refused` that tell theirs; `unread` counts those that do not."""

    taken: int = 0
    refused: int = 0
    unread: int = 0


@dataclass
class Decision:
    """What a judge decides of the rows of a file: the `plan` of what to store, and its counts.

    In a file of donations the đồng are what was given, and there are no people. `lines` are those of each outcome,
    `samples` the first rows of each: line, text, and what the row says. `homes` counts the new gifts by the
    ListKey of their list; `in_books` is how many of the people the books hold already.
    """

    plan: Any = None
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    lines: dict = field(default_factory=lambda: {"new": [], "changed": [], "unchanged": []})
    people: Sum = Sum()
    donor_cost_vnd: Sum = Sum()
    samples: dict = field(default_factory=dict)
    homes: Counter = field(default_factory=Counter)
    in_books: int = 0

    def count(self, outcome, line, text=""):
        """Count a good row as "new", "changed" or "unchanged".

        The first few are shown: of those the sample is returned, for the caller to add what the row says.
        """
        setattr(self, outcome, getattr(self, outcome) + 1)
        self.lines[outcome].append(line)
        shown = self.samples.setdefault(outcome, [])
        if len(shown) >= SHOWN_SAMPLES:
            return None
        shown.append([line, text])
        return shown[-1]
