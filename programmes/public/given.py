"""Sums of gifts handed over, of what is told of them. The only way from Disclosure to a page."""

from functools import cache
from typing import NamedTuple

from programmes.models import Disclosure
from programmes.rules.privacy import Hidden, in_place_of

PLACES = ("programme", "round", "province")


class Sums(NamedTuple):
    """People or pieces, đồng of the programme, đồng of everyone; ints, or Hidden all three."""

    quantity: object = 0
    donor_cost_vnd: object = 0
    total_vnd: object = 0


NONE = Sums()


class _Tally(NamedTuple):
    """Rows that a sum tells of, what they add up to, and rows of the same place that it does not tell of."""

    told: int
    quantity: int
    donor_cost_vnd: int
    total_vnd: int
    hidden: int

    def shown(self):
        """Where nothing is told, the words for it; else what is told, however much is not."""
        if self.told or not self.hidden:
            return Sums(self.quantity, self.donor_cost_vnd, self.total_vnd)
        return Sums(in_place_of(self.hidden), Hidden.WITHHELD, Hidden.WITHHELD)


NOTHING = _Tally(0, 0, 0, 0, 0)


class Given:
    """`given.of(year=2025, kind="hi_card")`: what is not named is summed over.

    A sum by a place holds the blocks that may be shown by it (Disclosure.SHOWN_BY). So the rows of a table and what
    `not_by` says of it add up to the sum over them.
    """

    def __init__(self, cells):
        self._cells = cells
        self._by = cache(self._add_up)

    def of(self, **where):
        """Sums of a year, programme, round, province and kind, as far as they are named."""
        return self._tally(where, ()).shown()

    def not_by(self, *places, **where):
        """What of a sum no row by one of these places shows: NONE, or blocks of many people."""
        return self._tally(where, places)._replace(hidden=0).shown()

    def years_of(self, **where):
        """The years in which anything was given, the latest first."""
        of = [cell for cell in self._cells if all(getattr(cell, name) == where[name] for name in where)]
        return sorted({cell.year for cell in of}, reverse=True)

    def of_kinds(self, *kinds, **where):
        """Of several kinds that share a unit."""
        tallies = [self._tally({**where, "kind": kind}, ()) for kind in kinds]
        return _Tally(*map(sum, zip(*tallies, strict=True))).shown()

    def widened(self, kinds, where):
        """`where` without each place in which lies all that the rest of it names of these kinds, hidden or not.

        By fewer places more is told, and where another place has nothing it is told of the same gifts.
        """
        for place in [place for place in PLACES if place in where]:
            wider = {name: value for name, value in where.items() if name != place}
            if all(getattr(cell, place) == where[place] for cell in self._cells_of(kinds, wider)):
                where = wider
        return where

    def _cells_of(self, kinds, where):
        return (
            cell
            for cell in self._cells
            if cell.kind in kinds and all(getattr(cell, name) == value for name, value in where.items())
        )

    def _tally(self, where, apart):
        where = {name: value for name, value in where.items() if value is not None}
        names = tuple(sorted(where))
        return self._by(names, apart).get(tuple(where[name] for name in names), NOTHING)

    def _add_up(self, names, apart):
        """{values of `names`: _Tally} of what is shown by them, and where `apart` is told by none of those."""
        wanted, found = set(names).intersection(PLACES), {}
        for cell in self._cells:
            shown_by = Disclosure.SHOWN_BY.get(cell.height)
            is_told = shown_by is not None and wanted.issubset(shown_by)
            if apart and not (is_told and set(apart).isdisjoint(shown_by)):
                continue
            key = tuple(getattr(cell, name) for name in names)
            new = (
                (cell.rows, cell.quantity, cell.donor_cost_vnd, cell.total_vnd, 0)
                if is_told
                else (0, 0, 0, 0, cell.rows)
            )
            found[key] = _Tally(*map(sum, zip(found.get(key, NOTHING), new, strict=True)))
        return found


def counts_of_event(told):
    """{kind: people or pieces, or what stands in their place}, from (kind, people or None)."""
    return {kind: in_place_of(1) if people is None else people for kind, people in told}
