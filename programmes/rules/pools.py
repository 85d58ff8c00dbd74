"""When small numbers of people may be told in one sum: what whoever knows this very rule still cannot tell apart.

A pool holds rows of 1 to FEW_AT_MOST people. Whoever sees its sum also knows how many rows there are, whether each was
given or taken back, and that the pool was not safe before: not after fewer rows, and not in its parts. The sum is safe
when all that leaves at least LEAST_CHOICE values for each row. The answer depends on nothing but the shape of the pool
and the sum, so that it tells nothing which has not been counted here: decision 0031.

Sets of sums are bits of an integer: bit `total + lowest` stands for a sum, where `-lowest` is the least that there is.
"""

from dataclasses import dataclass
from functools import cache

from programmes.rules.privacy import FEW_AT_MOST, LEAST_CHOICE

FEW = range(1, FEW_AT_MOST + 1)


@dataclass(frozen=True)
class Gifts:
    """Rows of gifts in the order in which they came; the pool was tried with each of them."""

    rows: int

    lowest = 0


@dataclass(frozen=True)
class Returns:
    """Gifts taken back at so many events, one by one in an order that nobody sees; tried with each of them."""

    events: int

    @property
    def lowest(self):
        return _enough(self.events) - 1


@dataclass(frozen=True)
class Together:
    """Pools that were not safe, tried as one when their year was closed."""

    parts: tuple

    @property
    def lowest(self):
        return sum(part.lowest for part in self.parts)


def together(parts):
    """The pool of all these pools; their order tells nothing."""
    return Together(tuple(sorted(parts, key=repr)))


@cache
def is_safe(pool, total):
    """Whether the sum of a pool may be told."""
    if total <= FEW_AT_MOST:
        return False
    return _choices(pool, 1 << total + pool.lowest) >= LEAST_CHOICE


def may_be_taken_off(events, total):
    """Whether so many people, taken back at so many events, may leave the sums together.

    They come back one by one, so any split into parts of one and more is possible: decision 0031.
    """
    return total >= _enough(events)


def _enough(events):
    """The least number of people taken back that is told; at one event it is a number that nobody hides."""
    return max(FEW_AT_MOST + 1, events + LEAST_CHOICE if events > 1 else 0)


@cache
def _hidden(pool):
    """The sums with which the pool is not told."""
    if isinstance(pool, Gifts):
        return _unsafe_after(pool.rows)
    if isinstance(pool, Returns):
        return (1 << pool.lowest - pool.events + 1) - 1  # from -lowest to -events
    sums = 1
    for part in pool.parts:
        sums = _plus(sums, _hidden(part))
    return _without_safe(pool, sums)


@cache
def _unsafe_after(rows):
    """The sums of so many rows that are not told, and were not told with fewer rows."""
    if rows == 0:
        return 1
    for fewer in range(rows):  # from the bottom: else a long pool would be as many calls deep
        before = _unsafe_after(fewer)
    return _without_safe(Gifts(rows), _any(before << step for step in FEW))


def _without_safe(pool, sums):
    return _any(1 << bit for bit in _bits(sums) if not is_safe(pool, bit - pool.lowest))


def _choices(pool, sums):
    """How many values the least uncertain row has, if the pool's sum is one of `sums`."""
    if isinstance(pool, Gifts):
        return _choices_of_rows(pool.rows, sums)
    if isinstance(pool, Returns):
        shares = [pool.lowest - bit - pool.events + 1 for bit in _bits(sums)]
        return len(shares) if pool.events == 1 else max(shares, default=0)
    return min(_choices(part, left) for part, left in zip(pool.parts, _sums_of_parts(pool, sums), strict=True))


def _choices_of_rows(rows, sums):
    fewest = FEW_AT_MOST
    for number in range(rows, 0, -1):
        before = _unsafe_after(number - 1)
        fewest = min(fewest, sum(1 for step in FEW if before << step & sums))
        sums = before & _any(sums >> step for step in FEW)
    return fewest


def _sums_of_parts(pool, sums):
    """For each part, its sums with which the others can make one of `sums`."""
    hidden = [_hidden(part) for part in pool.parts]
    first = [1]
    for part in hidden:
        first.append(_plus(first[-1], part))
    last, found = 1, []
    for number in reversed(range(len(hidden))):
        others = _plus(first[number], last)
        found.append(_any(1 << bit for bit in _bits(hidden[number]) if others << bit & sums))
        last = _plus(last, hidden[number])
    return reversed(found)


def _plus(some, others):
    """Every sum of one of `some` and one of `others`."""
    if some.bit_count() > others.bit_count():
        some, others = others, some
    return _any(others << bit for bit in _bits(some))


def _any(sets):
    found = 0
    for each in sets:
        found |= each
    return found


def _bits(sums):
    while sums:
        lowest = sums & -sums
        yield lowest.bit_length() - 1
        sums ^= lowest
