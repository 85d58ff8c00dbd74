"""Sums of gifts handed over, with small numbers of people already hidden. The only way from GiftTotal to a page."""

from collections import defaultdict
from typing import NamedTuple

from programmes.rules.privacy import FEW_AT_MOST, Hidden, suppress


class Sums(NamedTuple):
    """People or pieces, đồng of the programme, đồng of everyone; ints, or one and the same Hidden."""

    quantity: object = 0
    donor_cost_vnd: object = 0
    total_vnd: object = 0


NONE = Sums()


class Given:
    """`given.of(year=2025, kind="hi_card")`: what is not named is summed over.

    A sum over provinces is made of the programme's totals, a sum over programmes too of the country's totals, and
    it is shown when each of its parts is (see rules.privacy.suppress).
    """

    def __init__(self, cells):
        self._sums = self._add_up(cells, suppress(cells))

    def of(self, *, year=None, programme=None, province=None, kind=None):
        return self._sums.get((year, programme, province, kind), NONE)

    def years_of(self, *, programme=None, province=None):
        """The years in which anything was given, the latest first."""
        wanted = (programme, province, None)
        return sorted({key[0] for key in self._sums if key[0] and key[1:] == wanted}, reverse=True)

    def of_kinds(self, *kinds, **where):
        """Of several kinds that share a unit."""
        return _sum([self.of(kind=kind, **where) for kind in kinds])

    @staticmethod
    def _add_up(cells, hidden):
        atoms = defaultdict(list)
        for cell in cells:
            key = (cell.year, cell.programme, cell.province, cell.kind)
            atoms[key].append((cell, key in hidden.cells))
            key = (cell.year, cell.programme, None, cell.kind)
            atoms[key].append((cell, (cell.year, cell.programme, cell.kind) in hidden.programmes))
            key = (cell.year, None, None, cell.kind)
            atoms[key].append((cell, (cell.year, cell.kind) in hidden.countries))
        parts = defaultdict(list)
        for key, found in atoms.items():
            sums = _atom(found)
            for wider in _wider(*key):
                parts[wider].append(sums)
        return {key: _sum(found) for key, found in parts.items()}


def _atom(found):
    cells = [cell for cell, _is_hidden in found]
    if any(is_hidden for _cell, is_hidden in found):
        is_few = len(cells) == 1 and cells[0].quantity <= FEW_AT_MOST
        return Sums(*[Hidden.FEW if is_few else Hidden.WITHHELD] * 3)
    return Sums(
        sum(cell.quantity for cell in cells),
        sum(cell.donor_cost_vnd for cell in cells),
        sum(cell.total_vnd for cell in cells),
    )


def _wider(year, programme, province, kind):
    """Keys of the sums that an atom is part of. A sum over programmes within a province is made of its cells."""
    programmes = (programme, None) if province else (programme,)
    return [(y, p, province, k) for y in (year, None) for p in programmes for k in (kind, None)]


def _sum(parts):
    parts = [part for part in parts if part.quantity != 0]
    hidden = [part for part in parts if isinstance(part.quantity, Hidden)]
    if hidden:
        return hidden[0] if len(parts) == 1 else Sums(*[Hidden.WITHHELD] * 3)
    return Sums(*(sum(values) for values in zip(*parts, strict=True))) if parts else NONE
