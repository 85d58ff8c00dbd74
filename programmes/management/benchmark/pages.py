"""How many visitors a second: pages of full databases against a bare view of the same bytes, turn and turn about."""

import time
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import NamedTuple

from django.db import connection

from programmes.management.benchmark.filling import fill
from programmes.management.benchmark.load import CONNECTIONS, load, request_of
from programmes.management.benchmark.scratch import appoint, scratch_database
from programmes.management.benchmark.served import WORKERS, Answer, ask, bare_view, collect_static, portal

ADDRESSES = ("/", "/nam/2025/", "/tinh/nghe-an/")
TURNS = 7


class Country(NamedTuple):
    """A database with so many gifts, and the port of the portal on it."""

    gifts: int
    port: int
    fill_seconds: float


class Case(NamedTuple):
    """One thing that is asked for: of the portal, and of the bare view at `bare_address`."""

    gifts: int
    address: str
    bare_address: str
    port: int
    first: Answer
    etag: str | None

    @property
    def status(self):
        return 304 if self.etag else 200

    def request(self, address, port):
        return request_of(address, port, **({"If-None-Match": self.etag} if self.etag else {}))


def measure_pages(sizes, seconds):
    """Every page of a database of each size (gifts), without and with a condition; each turn lasts so many seconds."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory()))
        countries = [stack.enter_context(_country(gifts, folder)) for gifts in sizes]
        cases, answers = _cases(countries)
        bare_port = stack.enter_context(bare_view(answers, folder))
        _turn(cases, bare_port, seconds)  # to warm up
        turns = [_turn(cases, bare_port, seconds) for _number in range(TURNS)]
    loads = [each for turn in turns for pair in turn for each in pair]
    return {
        "database": connection.vendor,
        "workers": WORKERS,
        "connections": CONNECTIONS,
        "loader_share": round(median(each.loader_share for each in loads), 2),
        "fill_seconds": {country.gifts: round(country.fill_seconds, 1) for country in countries},
        "pages": list(_rows(cases, list(zip(*turns, strict=True)))),
    }


@contextmanager
def _country(gifts, folder):
    with scratch_database() as officer:
        begin = time.perf_counter()
        fill(gifts, officer, appoint("do-toc-do-duyet"))
        seconds = time.perf_counter() - begin
        if not (folder / "static").exists():
            collect_static(folder)
        with portal(folder) as port:
            yield Country(gifts, port, seconds)


def _cases(countries):
    """Every Case, and the answers for the bare view by its addresses."""
    cases, answers = [], {}
    for country in countries:
        for address in ADDRESSES:
            first = ask(country.port, address)
            unchanged = ask(country.port, address, **{"If-None-Match": first.headers.get("ETag", "")})
            if (first.status, unchanged.status) != (200, 304):
                raise RuntimeError(f"{address} answers {first.status}, and {unchanged.status} to who has it.")
            bare = f"/{country.gifts}{address}"
            answers[bare] = first, unchanged
            for etag in (None, first.headers["ETag"]):
                cases.append(Case(country.gifts, address, bare, country.port, first, etag))
    return cases, answers


def _turn(cases, bare_port, seconds):
    """(Load of the portal, Load of the bare view) of each case, one straight after the other."""
    return [
        (
            load(case.port, case.request(case.address, case.port), case.status, seconds),
            load(bare_port, case.request(case.bare_address, bare_port), case.status, seconds),
        )
        for case in cases
    ]


def _rows(cases, pairs):
    """What is told of each case, from its pairs of loads, one a turn: medians, and of ratios within a turn."""
    fewest = {}
    for case, turns in zip(cases, pairs, strict=True):
        ours, bare = zip(*turns, strict=True)
        yield {
            "gifts": case.gifts,
            "address": case.address,
            "condition": bool(case.etag),
            "bytes": len(case.first.body),
            "first_ms": round(case.first.seconds * 1000),
            "requests_per_second": round(_rate(ours)),
            "bare_requests_per_second": round(_rate(bare)),
            "ratio": _ratio(ours, bare),
            "ratio_to_fewest_gifts": _ratio(ours, fewest.setdefault((case.address, case.status), ours)),
        }


def _rate(loads):
    return median(each.requests_per_second for each in loads)


def _ratio(loads, others):
    pairs = zip(loads, others, strict=True)
    return round(median(one.requests_per_second / other.requests_per_second for one, other in pairs), 2)
