"""What the public may see: who is named, and which small counts of people are hidden."""

from collections import defaultdict
from enum import StrEnum
from typing import NamedTuple

from django.db.models import Q

from programmes.models import Donor

FEW_AT_MOST = 10
LEAST_CHOICE = 5

# Over DonorTotal: organisations and the collective of staff by name; a person only with consent, and never
# for what was given without a name.
MAY_BE_NAMED = Q(is_anonymous=False) & (
    ~Q(donor__kind__in=Donor.PERSONS) | Q(donor__kind=Donor.Kind.INDIVIDUAL, donor__consented_on__isnull=False)
)


class Hidden(StrEnum):
    """What stands in a public table instead of a number of people, and of their đồng."""

    FEW = "dưới 11"
    WITHHELD = "không nêu"


class Suppressed(NamedTuple):
    """Keys of the numbers that are not shown: cells, totals of a programme, totals of the country."""

    cells: frozenset
    programmes: frozenset
    countries: frozenset


def suppress(cells):
    """Which numbers of people are hidden, so that no count from 1 to 10 can be read or computed.

    `cells` have year, programme, province, kind, quantity: the finest level that is published. Above it only two
    sums may contain a hidden cell: a programme in the whole country, and the whole country, each of one year and
    kind. Every other public number must be a sum of numbers that are shown (`public.given` sees to that), so it
    tells nothing new. For one year and kind the hidden cells fall into pools, one for each programme whose total
    is shown and one for all the other programmes together; the sum of a pool is all that can be computed by
    subtraction, pools share no cell, and so each pool can be judged alone.

    A pool is safe when whoever knows its sum, that "dưới 11" is 1 to 10 and that "không nêu" is 11 or more, is
    left with at least five values for each cell. Until then the next smallest cell is hidden; where none is left
    the programme's total goes, then the smallest other programme's, last the country's.

    Not defended: someone who knows what one gift costs in each province can use the sums of đồng as a second
    equation; nor the difference between two days.
    """
    lines = defaultdict(lambda: defaultdict(dict))
    for cell in cells:
        if cell.quantity:
            line = lines[cell.year, cell.kind][cell.programme]
            line[cell.province] = line.get(cell.province, 0) + cell.quantity
    hidden = Suppressed(set(), set(), set())
    for (year, kind), programmes in lines.items():
        _suppress_country(year, kind, programmes, hidden)
    return Suppressed(*map(frozenset, hidden))


def _suppress_country(year, kind, programmes, hidden):
    """Add the hidden keys of one year and kind. `programmes` maps programme -> province -> quantity."""
    pools = {name: {(name, province): count for province, count in line.items()} for name, line in programmes.items()}
    closed, shown, kept = {}, [], set()
    for name in sorted(pools, key=lambda name: (sum(pools[name].values()), name)):
        secret = _hide(pools[name]) if sum(pools[name].values()) > FEW_AT_MOST else None
        if secret is None:
            closed |= pools[name]
        else:
            shown.append(name)
            kept |= secret
    kept, country_shown = _close(closed, shown, pools, kept)
    hidden.cells.update((year, name, province, kind) for name, province in kept)
    hidden.programmes.update((year, name, kind) for name in programmes if name not in shown)
    if not country_shown:
        hidden.countries.add((year, kind))


def _close(closed, shown, pools, kept):
    """Make the pool of programmes without a total safe, at the cost of further totals taken from `shown`."""
    secret = _hide(closed)
    while secret is None and shown:
        closed = closed | pools[shown.pop(0)]
        secret = _hide(closed)
    return kept | (set(closed) if secret is None else secret), secret is not None


def _hide(pool):
    """The keys to hide in a pool whose total is known, smallest first; None when hiding all is not enough."""
    by_size = sorted(pool, key=lambda key: (pool[key], key))
    first = sum(1 for key in pool if pool[key] <= FEW_AT_MOST)
    for count in range(first, len(by_size) + 1):
        if is_safe([pool[key] for key in by_size[:count]]):
            return set(by_size[:count])
    return None


def is_safe(counts):
    """True when the sum of the hidden counts leaves each of them at least LEAST_CHOICE possible values."""
    few = sum(1 for count in counts if count <= FEW_AT_MOST)
    many = len(counts) - few
    total, floor = sum(counts), few + (FEW_AT_MOST + 1) * many
    slack = total - floor
    choices = []
    if few:
        low = 1 if many else max(1, total - FEW_AT_MOST * (few - 1))
        choices.append(min(FEW_AT_MOST, 1 + slack) - low + 1)
    if many:
        low = FEW_AT_MOST + 1 if many > 1 else max(FEW_AT_MOST + 1, total - FEW_AT_MOST * few)
        choices.append(FEW_AT_MOST + 1 + slack - low + 1)
    return all(choice >= LEAST_CHOICE for choice in choices)
