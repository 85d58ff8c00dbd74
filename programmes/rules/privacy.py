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
    ~Q(donor__kind__in=Donor.PERSONS) | ~Q(donor__kind=Donor.Kind.ANONYMOUS) & Q(donor__consented_on__isnull=False)
)


class Hidden(StrEnum):
    """What stands in a public table instead of a number of people, and of their đồng."""

    FEW = "dưới 11"
    WITHHELD = "không nêu"


class Suppressed(NamedTuple):
    """What is not shown: cells with what stands in their place, totals of a programme, totals of the country."""

    cells: dict
    programmes: set
    countries: set


def suppress(cells):
    """Which numbers of people are hidden, so that no count from 1 to 10 can be read or computed.

    `cells` have year, programme, province, kind, quantity: the finest level that is published. Above it only two
    sums may contain a hidden cell: a programme in the whole country, and the whole country, each of one year and
    kind. Every other public number must be a sum of numbers that are shown (`public.given` sees to that), so it
    tells nothing new. For one year and kind the hidden cells fall into pools, one for each programme whose total
    is shown and one for all the other programmes together; the sum of a pool is all that can be computed by
    subtraction, pools share no cell, and so each pool can be judged alone.

    A pool is safe when its sum is above 10 and whoever knows it, that "dưới 11" is 1 to 10 and that "không nêu"
    beside it is 11 or more, is left with at least five values for each cell. Until then the next smallest cell is
    hidden. Where none is left all cells of the pool become "không nêu", which then may be any number; where even
    that says too much the programme's total goes, then the smallest other programme's, last the country's.

    Not defended: someone who knows what one gift costs in each province can use the sums of đồng as a second
    equation; who works back from this very rule; the difference between two days.
    """
    lines = defaultdict(lambda: defaultdict(dict))
    for cell in cells:
        if cell.quantity:
            line = lines[cell.year, cell.kind][cell.programme]
            key = (cell.year, cell.programme, cell.province, cell.kind)
            line[key] = line.get(key, 0) + cell.quantity
    hidden = Suppressed({}, set(), set())
    for (year, kind), programmes in lines.items():
        _suppress_country(year, kind, programmes, hidden)
    return hidden


def hidden_changes(year, changed, before, after):
    """Kinds whose old and new number in the whole country are not published side by side.

    `changed` is {kind: (old, new)}; `before` and `after` are the cells as `suppress` wants them. Hidden is a change
    of 1 to 10 people, and every number that the public tables hide themselves.
    """
    closed = {(year, kind) for cells in (before, after) for year, kind in suppress(cells).countries}
    return {
        kind
        for kind, (old, new) in changed.items()
        if abs(new - old) <= FEW_AT_MOST or (year, kind) in closed or 0 < old <= FEW_AT_MOST or 0 < new <= FEW_AT_MOST
    }


def name_on_receipt(donation, *, for_staff=False):
    """The donor's name as a receipt shows it, "" where it does not.

    Whoever holds the code may be anybody who saw the paper: behind it only those are named whom the public pages
    name. What staff print and hand to the donor bears the name, unless it was given without one.
    """
    donor = donation.donor
    if donation.is_anonymous or donor.kind == Donor.Kind.ANONYMOUS:
        return ""
    may_be_named = donor.kind not in Donor.PERSONS or donor.consented_on is not None
    return donor.name if for_staff or may_be_named else ""


def suppress_parts(parts):
    """What stands in place of which parts (key -> people) of a number that is itself shown: the rule of one pool."""
    hidden = _hide(parts)
    return dict.fromkeys(parts, Hidden.WITHHELD) if hidden is None else hidden


def _suppress_country(year, kind, programmes, hidden):
    """Add what is hidden of one year and kind. `programmes` maps programme -> cell -> quantity."""
    by_size = sorted(programmes, key=lambda name: (sum(programmes[name].values()), name))
    marks = {name: _hide(programmes[name]) for name in by_size}
    closed = [name for name in by_size if marks[name] is None]
    shown = [name for name in by_size if marks[name] is not None]
    pool, secret, found = _pool(programmes, closed), {}, None
    while closed and (found := _hide(pool, secret)) is None and shown:
        name = shown.pop(0)
        closed.append(name)
        pool, secret = pool | programmes[name], secret | marks[name]
    if closed and found is None:
        found = _marks(pool, pool)
        hidden.countries.add((year, kind))
    hidden.programmes.update((year, name, kind) for name in closed)
    for name in shown:
        hidden.cells.update(marks[name])
    hidden.cells.update(found or {})


def _pool(programmes, names):
    return {key: quantity for name in names for key, quantity in programmes[name].items()}


def _hide(pool, already=()):
    """What stands in place of which cells of a pool whose sum is known, None when hiding all is not enough.

    The smallest are hidden first; those `already` hidden stay so.
    """
    if sum(pool.values()) <= FEW_AT_MOST:
        return None
    by_size = sorted(pool, key=lambda key: (pool[key], key))
    first = sum(1 for key in pool if pool[key] <= FEW_AT_MOST)
    for count in range(first, len(by_size) + 1):
        keys = {*by_size[:count], *already}
        if is_safe([pool[key] for key in keys]):
            return _marks(pool, keys)
    if len(pool) > 1 and sum(pool.values()) - len(pool) + 1 >= LEAST_CHOICE:
        return dict.fromkeys(pool, Hidden.WITHHELD)
    return None


def _marks(pool, keys):
    return {key: Hidden.FEW if pool[key] <= FEW_AT_MOST else Hidden.WITHHELD for key in keys}


def is_safe(counts):
    """True when the sum of the hidden counts leaves each of them at least LEAST_CHOICE possible values."""
    few = sum(1 for count in counts if count <= FEW_AT_MOST)
    many = len(counts) - few
    total = sum(counts)
    slack = total - few - (FEW_AT_MOST + 1) * many
    choices = []
    if few:
        low = 1 if many else max(1, total - FEW_AT_MOST * (few - 1))
        choices.append(min(FEW_AT_MOST, 1 + slack) - low + 1)
    if many:
        low = FEW_AT_MOST + 1 if many > 1 else max(FEW_AT_MOST + 1, total - FEW_AT_MOST * few)
        choices.append(FEW_AT_MOST + 1 + slack - low + 1)
    return all(choice >= LEAST_CHOICE for choice in choices)
