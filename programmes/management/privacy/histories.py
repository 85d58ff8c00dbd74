"""What happened, as far as it may be told: hand-overs, gifts taken back and closed years, in their order."""

import zlib
from collections import Counter, defaultdict
from functools import cache, lru_cache, partial
from itertools import combinations
from typing import NamedTuple

from programmes.models import ClosedPeriod, Disclosure, GiftKind, Rate
from programmes.rules.disclosure import FAMILIES, Pools
from programmes.rules.rates import LOCAL, Rates

PLACES = ("programme", "round", "province")


class Row(NamedTuple):
    """People given (or below zero: taken back) at an event, as the publishing step knows them.

    Of `price` the step knows nothing: it is the đồng of each of them, see `price`.
    """

    event_id: int
    kind: str
    year: int
    round_id: object
    programme_id: object
    province_id: object
    tariff: str
    price: int
    quantity: int


class Act(NamedTuple):
    """Something that was done; `row` is None where the year was closed. `at` orders the acts and names this one."""

    at: float
    year: int
    row: Row | None = None


class Told(NamedTuple):
    """People and đồng that became public together, with the act after which, and all places that show them."""

    at: float
    height: str
    year: int
    kind: str
    places: tuple
    people: int
    dong: int


class Published(NamedTuple):
    """`told` is what is seen; `blocks` says of each act in which block it is, which nobody sees."""

    told: tuple
    blocks: dict


def publish(acts):
    """What becomes public of these acts, by the publishing step."""
    pools, told, blocks = Pools(), [], {}
    of_row = {id(act.row): act.at for act in acts}
    for act in acts:
        found = pools.close(act.year) if act.row is None else filter(None, [pools.add(act.row)])
        for block in found:
            if block.height in Disclosure.HIDDEN:
                continue
            told.append(_told(act.at, str(block.height), tuple(block.rows)))
            name = act.at, block.height, of_row[id(block.rows[0])]  # one act may tell several blocks at one height
            blocks.update({of_row[id(row)]: name for row in block.rows})
    return Published(tuple(sorted(told)), blocks)


@lru_cache(10_000)
def _told(at, height, rows):
    row = rows[0]
    shown_by = Disclosure.SHOWN_BY[height]
    places = tuple((name, getattr(row, f"{name}_id")) for name in PLACES if name in shown_by)
    if height == Disclosure.Height.EVENT:
        places += (("event", row.event_id),)
    people = sum(each.quantity for each in rows)
    dong = sum(each.quantity * each.price for each in rows)
    return Told(at, height, row.year, row.kind, places, people, dong)


def price(kind, province_id, day, known):
    """One price for all gifts of a kind (GiftKind) while the same of the Rates `known` are in force, else another.

    Whoever knows the rates could tell them apart. Each rate is asked for itself; the name of a tariff is not believed.
    """
    book = Rates(known)
    asked = {(rate.family, rate.category_code, rate.province_id) for rate in known if _is_for(rate, kind, province_id)}
    found = [(key, book.in_force(*key[:2], day, key[2])) for key in sorted(asked, key=str)]
    values = [(key, rate.value) for key, rate in found if rate]
    return 1 + zlib.crc32(f"{kind} {values}".encode()) % 1_000_003


def _is_for(rate, kind, province_id):
    """Whether the worth of such a gift may follow from a rate (rules/valuation.py)."""
    if kind.insurance is None or rate.family not in FAMILIES[kind.insurance]:
        return False
    return rate.province_id == province_id or (rate.province_id is None and rate.family not in LOCAL)


def numbers(told):
    """Every public number after each act that changed it, and what became public by itself: (what it is of, people)."""
    sums = Counter()
    for one in sorted(told):
        yield (one.year, one.kind, one.places, one.height), one.people
        shown_by = [place for place in one.places if place[0] != "event"]
        for count in range(len(shown_by) + 1):
            for places in combinations(shown_by, count):
                key = (one.year, one.kind, places)
                sums[key] += one.people
                yield key, sums[key]


def of_database():
    """(acts, what is told of each) of the database at hand: {act: (height, acts of the same block)}."""
    rows = Disclosure.objects.select_related("round", "event").order_by("created_at", "pk")
    price_of = cache(partial(price, known=list(Rate.objects.all())))
    times, stored, members = [], {}, defaultdict(set)
    for number, row in enumerate(rows):
        row.price = price_of(GiftKind(row.kind), row.province_id, row.event.held_on)
        known = Row(*(getattr(row, name) for name in Row._fields))
        times.append((row.created_at, Act(number, row.year, known)))
        stored[number] = row
        members[row.block].add(number)
    closings = ClosedPeriod.objects.filter(month=None).values_list("closed_at", "year")
    times += [(closed_at, Act(len(stored) + number, year)) for number, (closed_at, year) in enumerate(closings)]
    times.sort(key=lambda each: each[0])
    told = {number: (row.height, frozenset(members[row.block])) for number, row in stored.items() if row.block}
    return [act for _time, act in times], told
