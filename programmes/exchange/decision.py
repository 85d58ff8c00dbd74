"""What the judge of a file decides on its rows, and what they add up to."""

from array import array
from collections import Counter
from dataclasses import dataclass, field
from typing import Any, NamedTuple

SHOWN_SAMPLES = 10


class Sum(NamedTuple):
    """What rows add up to: those `taken`, those `refused` that tell theirs; `unread` counts those that do not."""

    taken: int = 0
    refused: int = 0
    unread: int = 0


@dataclass
class Decision:
    """What a judge decides of the rows of a file: the `plan` of what to store, and its counts.

    In a file of donations the đồng are what was given, and there are no people. `lines` are the numbers of the lines of
    each outcome, `samples` the first rows of each: line, text, and what the row says. `homes` counts the new gifts by
    the ListKey of their list; `in_books` is how many of the people the books hold already. `free`
    counts the new gifts that cost the programme nothing, by what they are (sample_words.cost_words). `corrected` counts
    the gifts of the books that change, by their list (id, name, decision number); `doubtful` those of them which the
    line may not mean. `events` counts the lines by the hand-over (id) whose outcomes they tell. `elsewhere`
    counts the rows that do not fit what another office holds of their number, `withheld` those of them that are not
    told.
    """

    plan: Any = None
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    lines: dict = field(default_factory=lambda: {outcome: array("I") for outcome in ("new", "changed", "unchanged")})
    people: Sum = Sum()
    donor_cost_vnd: Sum = Sum()
    samples: dict = field(default_factory=dict)
    homes: Counter = field(default_factory=Counter)
    in_books: int = 0
    free: Counter = field(default_factory=Counter)
    elsewhere: int = 0
    withheld: int = 0
    corrected: Counter = field(default_factory=Counter)
    doubtful: Counter = field(default_factory=Counter)
    events: Counter = field(default_factory=Counter)

    def count(self, outcome, line, text="", shown_as=""):
        """Count a good row as "new", "changed" or "unchanged".

        The first few are shown, `shown_as` something else where the page calls it so: of those the sample is returned,
        for the caller to add what the row says.
        """
        setattr(self, outcome, getattr(self, outcome) + 1)
        self.lines[outcome].append(line)
        shown = self.samples.setdefault(shown_as or outcome, [])
        if len(shown) >= SHOWN_SAMPLES:
            return None
        shown.append([line, text])
        return shown[-1]
