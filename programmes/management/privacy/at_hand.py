"""The attacker over the database at hand: what was told is what the step tells, and every page says no more."""

from collections import defaultdict

from django.urls import resolve

from programmes.management.privacy import trails
from programmes.management.privacy.attack import LEAST, NOTHING, Report, attack
from programmes.management.privacy.histories import of_database, publish
from programmes.management.privacy.worlds import FEW
from programmes.models import Donation, GiftKind
from programmes.public import figure_ids, indexes, numbers, pages
from programmes.public.figures import COUNT, COUNTED
from programmes.public.registry import HANDOVER
from programmes.totals import read
from programmes.totals import trail as books

UNITS = {str(kind.unit) for kind in GiftKind}


def report():
    """The Report on everything that this database publishes."""
    acts, stored = of_database()
    of_trails = trails.attack_shares(trails.of_database()) + _of_rests()
    return attack(acts) + _of_blocks(acts, stored) + of_trails + _of_pages()


def _of_rests():
    return sum(map(trails.attack_rest, map(books.read, Donation.objects.approved().filter(reverses=None))), NOTHING)


def _of_blocks(acts, stored):
    """Whether each row is told as the step tells it when all acts are done again in their order."""
    blocks, members = publish(acts).blocks, defaultdict(set)
    for at, block in blocks.items():
        members[block].add(at)
    expected = {at: (block[1], frozenset(members[block])) for at, block in blocks.items()}
    wrong = [at for at in expected.keys() | stored.keys() if expected.get(at) != stored.get(at)]
    said = f"Có {len(wrong)} dòng công khai khác với bước công khai tính lại từ đầu; xem bảng “phần công khai”."
    return Report(0, LEAST, (said,) if wrong else ())


def _of_pages():
    """Whether a public table shows a few people, or a number to which one leads, now or when a period was closed."""
    state, found, addresses = read.state(), [], set()
    for page in _pages(state):
        for table in page.tables.values():
            values = list(_of_people(table))
            addresses |= {value.href for value in values if value.href}
            few = [value.raw for value in values if _is_few(value.raw)]
            found += [f"Trang {page.path} nêu {people} người ở bảng “{table.title}”." for people in few]
    for address in sorted(addresses):
        few = filter(_is_few, _told_at(state, address))
        found += [f"Trang {address} nêu {people} người." for people in few]
    return Report(0, 1 if found else LEAST, tuple(dict.fromkeys(found)))


def _is_few(raw):
    return isinstance(raw, int) and abs(raw) in FEW


def _of_people(table):
    """Values that count people from the records; where no unit is said it may be people that are counted."""
    for row in table.rows:
        for value in row.values:
            column, beside = value.column, row.by_key.get("unit")
            unit = column.unit or (beside.raw if beside else "")
            if column.form == COUNT and (column.basis or table.basis) == COUNTED and (not unit or str(unit) in UNITS):
                yield value


def _told_at(state, address):
    """All that the page of a number tells of it; of a hand-over it tells what the page of that told."""
    wanted = figure_ids.read(resolve(address).kwargs["text"])
    if HANDOVER in wanted.where:
        return []
    found = numbers.answer(state, wanted)
    return [found.raw, *(past.raw for past in found.past), *(raw for each in found.corrections for raw in each[1:3])]


def _pages(state):
    programmes, rounds, provinces, years, events, _figures = read.addresses()
    yield pages.home(state)
    for index in (indexes.years, indexes.programmes, indexes.rounds, indexes.provinces, pages.corrections):
        yield index(state)
    yield from (pages.year(state, year) for year in years)
    yield from (pages.programme(state, slug) for slug in programmes)
    yield from (pages.round_(state, slug) for slug in rounds)
    for slug in provinces:
        yield pages.province(state, slug)
        yield from filter(None, (pages.province_year(state, slug, year) for year in years))
    yield from (pages.handover(state, event) for event in events)
