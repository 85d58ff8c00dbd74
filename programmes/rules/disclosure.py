"""The publishing step: which rows of Disclosure are told now, in which block and at which height.

A row of more than FEW_AT_MOST people is told at its event at once. The others wait in the pool of their round,
province, kind and tariff until `rules.pools` lets its sum be told; when their year is closed, what still waits is tried
by programme, by province and in the whole country. Everything public is a sum of blocks; no two share a row.
"""

from collections import Counter, defaultdict
from datetime import timedelta
from typing import NamedTuple

from programmes.models import Disclosure, Insurance
from programmes.rules import rates
from programmes.rules.pools import Gifts, Returns, is_safe, may_be_taken_off, together
from programmes.rules.privacy import FEW_AT_MOST

Height = Disclosure.Height
ONE_DAY = timedelta(days=1)
LADDER = {  # height: what the rows of a pool at this height have in common, beside year, kind and tariff
    Height.PROGRAMME: ("programme_id", "province_id"),
    Height.PROVINCE: ("province_id",),
    Height.COUNTRY: (),
}
FAMILIES = {  # insurance: what the đồng of a gift follow from
    Insurance.HEALTH: (
        rates.BASE_SALARY,
        rates.CARD_RATE,
        rates.CARD_SUPPORT,
        rates.CARD_TOPUP,
        rates.HOUSEHOLD_FACTOR,
    ),
    Insurance.SOCIAL: (rates.POVERTY_LINE, rates.BOOK_RATE, rates.BOOK_SUPPORT, rates.BOOK_TOPUP),
}


class Block(NamedTuple):
    """Rows told together at a height; at `KEPT` they are not told."""

    height: str
    rows: list


class _Part(NamedTuple):
    """A pool that was not safe, with its rows."""

    pool: object
    rows: list


def tariff(kind, province_id, day, known):
    """The rates by which gifts of a kind (GiftKind) are paid for on a day, of the Rates `known`; "" without rates.

    "2025-07-01" is what has held in the whole country since that day, "2025-07-01/46+2" in a province with two rates of
    its own; one that is published late, under an earlier day, makes three. Where rows of two tariffs were told in one
    sum, the đồng would tell how many people came from each.
    """
    if kind.insurance is None:
        return ""
    begun = [rate for rate in known if rate.family in FAMILIES[kind.insurance] and rate.effective_from <= day]
    own = [rate for rate in begun if rate.province_id == province_id]
    in_force = [rate for rate in own if not _has_ended(rate, day)]
    rates_here = [rate for rate in begun if rate.province_id is None] + (own if in_force else [])
    changes = [rate.effective_from for rate in rates_here]
    changes += [rate.effective_to + ONE_DAY for rate in rates_here if _has_ended(rate, day)]
    since = str(max(changes, default=""))
    return f"{since}/{province_id}+{len(in_force)}" if in_force else since


def _has_ended(rate, day):
    return rate.effective_to is not None and rate.effective_to < day


class Pools:
    """What waits, and how many people of each round, province and kind are shown; rows come in their order.

    A row has event_id, kind, year, round_id, programme_id, province_id, tariff and quantity (below zero: taken back).
    """

    def __init__(self, waiting=(), shown=None):
        self.waiting = defaultdict(list)
        self.shown = Counter(shown)
        for row in waiting:
            self.waiting[_pool_of(row)].append(row)

    def add(self, row):
        """The block that is told with this row; None while it waits."""
        if row.quantity > FEW_AT_MOST:
            return self._tell(Height.EVENT, [row])
        rows = self.waiting[_pool_of(row)]
        rows.append(row)
        if self._may_be_told(rows):
            del self.waiting[_pool_of(row)]
            return self._tell(Height.ROUND, rows)
        return None

    def close(self, year):
        """The blocks in which what waits of a year goes out of it, told or kept."""
        parts, blocks = [], []
        for key in [key for key in self.waiting if key[0] == year]:
            rows = self.waiting.pop(key)
            parts.append(_Part(_shape(rows), rows))
        for height, common in LADDER.items():
            told, parts = _climb(parts, height, common)
            blocks += told
        return [*blocks, *(Block(Height.KEPT, part.rows) for part in parts)]

    def _may_be_told(self, rows):
        total = _people(rows)
        if total > 0:
            return is_safe(_shape(rows), total)
        left = self.shown[_cell_of(rows[0])] + total
        return may_be_taken_off(_events(rows), -total) and (left == 0 or left > FEW_AT_MOST)

    def _tell(self, height, rows):
        self.shown[_cell_of(rows[0])] += _people(rows)
        return Block(height, rows)


def _climb(parts, height, common):
    """(blocks told, parts that go on) of the pools at one height."""
    groups = defaultdict(list)
    for part in parts:
        row = part.rows[0]
        groups[row.kind, row.tariff, *(getattr(row, name) for name in common)].append(part)
    told, left = [], []
    for group in groups.values():
        whole = _Part(together(part.pool for part in group), [row for part in group for row in part.rows])
        if is_safe(whole.pool, _people(whole.rows)):
            told.append(Block(height, whole.rows))
        else:
            left.append(whole)
    return told, left


def _cell_of(row):
    return row.year, row.round_id, row.province_id, row.kind


def _pool_of(row):
    """Rows given and rows taken back wait apart."""
    return *_cell_of(row), row.tariff, row.quantity > 0


def _shape(rows):
    return Gifts(len(rows)) if rows[0].quantity > 0 else Returns(_events(rows))


def _events(rows):
    return len({row.event_id for row in rows})


def _people(rows):
    return sum(row.quantity for row in rows)
