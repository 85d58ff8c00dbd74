"""Sums of gifts handed over, with small numbers of people already hidden. The only way from GiftTotal to a page."""

from collections import defaultdict
from typing import NamedTuple

from programmes.rules.privacy import Hidden, suppress, suppress_parts


class Sums(NamedTuple):
    """People or pieces, đồng of the programme, đồng of everyone; ints, or Hidden all three."""

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
            year, programme, province, kind = key = (cell.year, cell.programme, cell.province, cell.kind)
            mark = hidden.cells.get(key)
            atoms[key].append((cell, mark))
            in_programme = (year, programme, kind) in hidden.programmes
            atoms[year, programme, None, kind].append((cell, in_programme and (mark or Hidden.WITHHELD)))
            in_country = (year, kind) in hidden.countries
            atoms[year, None, None, kind].append((cell, in_country and (mark or Hidden.WITHHELD)))
        parts = defaultdict(list)
        for key, found in atoms.items():
            sums = _atom(found)
            for wider in _wider(*key):
                parts[wider].append(sums)
        return {key: _sum(found) for key, found in parts.items()}


def event_counts(counts, event, cells, **where):
    """{kind: people or pieces} of one event, so that no other number of its province can be computed from it.

    `counts` are (event, kind, quantity) of every event of the same year, programme and province (`where`). Where
    the province's number is hidden, so is each event's; where it is shown, its events are the parts of it.
    """
    given, shown = Given(cells), {}
    for kind in dict.fromkeys(kind for _event, kind, _quantity in counts):
        parts = {pk: quantity for pk, found, quantity in counts if found == kind}
        if event not in parts:
            continue
        whole = given.of(kind=kind, **where).quantity
        hidden = dict.fromkeys(parts, Hidden.WITHHELD) if isinstance(whole, Hidden) else suppress_parts(parts)
        shown[kind] = whole if isinstance(whole, Hidden) and len(parts) == 1 else hidden.get(event, parts[event])
    return shown


def _atom(found):
    """The sum of one key that is published or hidden as a whole."""
    marks = [mark for _cell, mark in found if mark]
    if marks:
        people = marks[0] if len(found) == 1 else Hidden.WITHHELD
        return Sums(people, Hidden.WITHHELD, Hidden.WITHHELD)
    return Sums(*(sum(getattr(cell, name) for cell, _mark in found) for name in Sums._fields))


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
