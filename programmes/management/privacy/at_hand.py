"""The attacker over the database at hand: what was told is what the step tells, and every page says no more."""

from collections import defaultdict
from json import loads

from django.test import RequestFactory
from django.urls import resolve, reverse

from programmes.management.privacy import trails
from programmes.management.privacy.attack import LEAST, Report, attack
from programmes.management.privacy.histories import of_database, publish
from programmes.management.privacy.worlds import FEW
from programmes.models import GiftKind
from programmes.totals import read

OF_PEOPLE = {*GiftKind.values, "quantity"}


def report():
    """The Report on everything that this database publishes."""
    acts, stored = of_database()
    return attack(acts) + _of_blocks(acts, stored) + trails.attack_shares(trails.of_database()) + _of_pages()


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
    """Whether a public table shows a few people, at any address."""
    found = []
    for address in _addresses():
        for table in _tables(address):
            found += [
                f"Trang {address} nêu {row[name]} người ở bảng “{table['title']}”."
                for row in table["rows"]
                for name in OF_PEOPLE & row.keys()
                if isinstance(row[name], int) and abs(row[name]) in FEW
            ]
    return Report(0, 1 if found else LEAST, tuple(dict.fromkeys(found)))


def _addresses():
    programmes, rounds, provinces, years, events, _figures = read.addresses()
    yield reverse("public:home-json")
    yield from (reverse("public:year-json", args=[year]) for year in years)
    yield from (reverse("public:programme-json", args=[slug]) for slug in programmes)
    yield from (reverse("public:round-json", args=[slug]) for slug in rounds)
    for slug in provinces:
        yield reverse("public:province-json", args=[slug])
        yield from (reverse("public:province_year-json", args=[slug, year]) for year in years)
    yield from (reverse("public:handover-json", args=[event]) for event in events)


def _tables(address):
    view, args, kwargs = resolve(address)
    response = view(RequestFactory().get(address), *args, **kwargs)
    return loads(response.content)["tables"]
