"""The attacker over the database at hand: what was told is what the step tells, and every page says no more."""

import re
from collections import defaultdict
from json import loads

from django.conf import settings
from django.test import RequestFactory
from django.urls import resolve, reverse

from programmes.management.privacy import trails
from programmes.management.privacy.attack import LEAST, NOTHING, Report, attack
from programmes.management.privacy.histories import of_database, publish
from programmes.management.privacy.worlds import FEW
from programmes.models import Donation, GiftKind
from programmes.standards import names
from programmes.totals import read
from programmes.totals import trail as books

COUNTED, HANDOVER = "theo hồ sơ", "public:handover"
OF_PEOPLE = {"", *(str(kind.unit) for kind in GiftKind)}  # units
NUMBER = re.compile(rf'href="(/so-lieu/(?:{"|".join(names.slug(kind.heading) for kind in GiftKind)})[^"/]*)/')


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
    """Whether a public table shows a few people, on any page and at the address of any number that one leads to."""
    pages = list(_addresses())
    numbers = set().union(*(_numbers_on(address) for address in pages))
    found = []
    for address in [*(reverse(f"{name}-json", args=args) for name, args in pages), *sorted(numbers)]:
        for table in _tables(address):
            few = [people for people in _of_people(table) if abs(people) in FEW]
            found += [f"Trang {address} nêu {people} người ở bảng “{table['title']}”." for people in few]
    return Report(0, 1 if found else LEAST, tuple(dict.fromkeys(found)))


def _of_people(table):
    """Values that count people from the records; where no unit is said it may be people that are counted."""
    counted = {column["key"]: column["unit"] for column in table["columns"] if column["basis"] == COUNTED}
    for row in table["rows"]:
        for key, unit in counted.items():
            if isinstance(row[key], int) and (unit or row.get("unit", "")) in OF_PEOPLE:
                yield row[key]


def _addresses():
    """(name, arguments) of every page with numbers of people."""
    programmes, rounds, provinces, years, events, _figures = read.addresses()
    for name in ("home", "years", "programmes", "rounds", "provinces", "corrections"):
        yield f"public:{name}", ()
    yield from (("public:year", (year,)) for year in years)
    yield from (("public:programme", (slug,)) for slug in programmes)
    yield from (("public:round", (slug,)) for slug in rounds)
    for slug in provinces:
        yield "public:province", (slug,)
        yield from (("public:province_year", (slug, year)) for year in years)
    yield from ((HANDOVER, (event,)) for event in events)


def _numbers_on(page):
    """Addresses, as JSON, of the numbers of people to which a page leads; a hand-over leads to what itself tells."""
    name, args = page
    if name == HANDOVER:
        return set()
    return {f"{address}.json" for address in NUMBER.findall(_answer(reverse(name, args=args)).content.decode())}


def _tables(address):
    return loads(_answer(address).content)["tables"]


def _answer(address):
    view, args, kwargs = resolve(address)
    host = settings.ALLOWED_HOSTS[0].lstrip("*.") or "localhost"  # production answers under its own names alone
    return view(RequestFactory(headers={"host": host}).get(address), *args, **kwargs)
