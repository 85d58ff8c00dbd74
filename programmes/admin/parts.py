"""A sum in its parts, as pages show it: the lines of a table, and the bar beside it."""

from typing import NamedTuple

from programmes.standards.money import format_number

WIDTH = 1000  # of the bar, in its own units
GAP = 3


class Row(NamedTuple):
    """A line of a table: what it is, figures as (heading, text), and what is to be said of it below.

    The heading is "" where a narrow screen need not repeat it; `mark` is that of the bar.
    """

    label: str
    figures: tuple
    told: str = ""
    mark: str = ""


class Piece(NamedTuple):
    """A piece of the bar, of a kind that the style sheet colours."""

    mark: str
    x: int
    width: int


class Bar(NamedTuple):
    """Pieces on a ground as wide as the greater of all of them and the target; `tick` is where the target stands."""

    pieces: list
    tick: int | None


def row_of(label, numbers, headings=None, **more):
    """The Row of these numbers."""
    texts = map(format_number, numbers)
    return Row(label, tuple(zip(headings or [""] * len(numbers), texts, strict=True)), **more)


def bar_of(amounts, target=None, whole=None):
    """The Bar of (mark, amount) pairs, None of nothing; `whole` is what its ground stands for among others."""
    shown = [(mark, amount) for mark, amount in amounts if amount > 0]
    whole = whole or max(sum(amount for _mark, amount in shown), target or 0)
    pieces, x = [], 0
    for mark, amount in shown:
        width = max(WIDTH * amount // whole - GAP, 2)
        pieces.append(Piece(mark, x, width))
        x += width + GAP
    return Bar(pieces, min(WIDTH * target // whole, WIDTH - 2) if target else None) if whole else None
