"""Public answers that are kept: the same to the byte, never of yesterday, within their room, and only the open ones."""

import gzip
from functools import cache
from unittest.mock import Mock

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import OperationalError, close_old_connections, connection
from django.http import HttpResponse
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from programmes.models import HandoverEvent
from programmes.public import kept_responses as module
from programmes.public.encodings import accepts_gzip, compressed
from programmes.public.kept_responses import OVERHEAD_BYTES, Answer, Kept, kept_responses
from programmes.public.parameters import accepts
from programmes.public.responses import public
from tests import factories
from tests.public import world

ADDRESSES = (
    "/",
    "/index.json",
    "/nam/2025/",
    "/nam/2025.csv",
    "/tinh/nghe-an/",
    "/dinh-chinh/atom.xml",
    "/sitemap.xml",
)
pytestmark = pytest.mark.one_database
GZIP = {"Accept-Encoding": "gzip, br"}
handler = cache(WSGIHandler)


class Portal:
    """The portal as the web server asks it: `rendered` counts how often Django was asked."""

    def __init__(self, room=1 << 20):
        self.rendered = 0
        self.application = kept_responses(self._django, room)

    def _django(self, environ, start_response):
        self.rendered += 1
        return handler()(environ, start_response)

    def get(self, address, method="get", **headers):
        """(status, headers, body)."""
        started = []
        environ = getattr(RequestFactory(), method)(address, headers=headers).environ
        body = b"".join(self.application(environ, lambda *told: started.extend(told)))
        return int(started[0][:3]), dict(started[1]), body


@pytest.fixture(autouse=True)
def connection_of_the_test():
    """A request closes no connection, as with Django's own test client: it would close the transaction of the test."""
    signals = request_started, request_finished
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


class Clock:
    """In these tests each visitor comes a moment after the one before."""

    def __init__(self):
        self.now, self.step = 0.0, module.MOMENT_SECONDS

    def monotonic(self):
        self.now += self.step
        return self.now


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    monkeypatch.setattr(module, "time", Clock())
    return module.time


@pytest.fixture(scope="module")
def whole_world(shared_books):
    world.a_whole_world()


@pytest.fixture
def portal(whole_world, db):
    return Portal()


def test_an_english_answer_is_never_given_for_a_vietnamese_address(portal):
    first = {address: portal.get(address) for address in ("/nam/2025/", "/en/nam/2025/")}
    assert [headers["Content-Language"] for _status, headers, _body in first.values()] == ["vi", "en"]
    assert {address: portal.get(address) for address in first} == first
    assert portal.rendered == 2


@pytest.mark.parametrize("headers", [{}, GZIP], ids=["plain", "gzip"])
def test_a_kept_answer_is_the_rendered_one_to_the_byte(portal, headers):
    for number, address in enumerate(ADDRESSES, start=1):
        rendered = portal.get(address, **headers)
        assert (portal.get(address, **headers), portal.rendered) == (rendered, number)
        assert rendered[0] == 200
        assert int(rendered[1]["Content-Length"]) == len(rendered[2])
        assert rendered[1].get("Content-Encoding") == ("gzip" if headers else None)
        assert rendered[1]["X-Frame-Options"] == "DENY"


def test_while_the_database_is_away_visitors_read_what_was_told_last_and_it_is_not_asked_by_each(portal, monkeypatch):
    told = portal.get("/")
    asked = Mock(side_effect=OperationalError("away"))
    with monkeypatch.context() as away:
        away.setattr(module.read, "state", asked)
        away.setattr(module.connection, "close", lambda: None)
        assert [portal.get("/") for _visitor in range(50)] == [told] * 50
    assert (asked.call_count, portal.rendered) == (1, 1)
    assert portal.get("/nam/2025/")[0] == 200


def test_a_kept_page_costs_one_statement_and_a_sitting_of_nobody(portal):
    portal.get("/")
    for headers in ({}, {"If-None-Match": portal.get("/")[1]["ETag"]}):
        with CaptureQueriesContext(connection) as found:
            portal.get("/", **headers)
        assert len(found.captured_queries) == 1
    assert portal.rendered == 1


def test_whoever_comes_within_the_same_moment_asks_nothing_and_thereafter_sees_what_is_new(portal, clock):
    portal.get("/")
    first = portal.get("/")
    clock.step = 0
    with CaptureQueriesContext(connection) as found:
        assert [portal.get("/"), portal.get("/")] == [first, first]
    assert not found.captured_queries
    world.version(77)
    clock.now += module.MOMENT_SECONDS
    assert portal.get("/")[1]["ETag"] != first[1]["ETag"]


def test_what_is_handed_over_is_seen_at_once_by_every_process(db):
    factories.a_published_figure()
    processes = Portal(), Portal()
    before = [portal.get("/nam/2025.json")[2] for portal in (*processes, *processes)]
    factories.a_handover([factories.an_approved_list(gifts=12)])
    after = [portal.get("/nam/2025.json")[2] for portal in processes]
    assert len(set(before)) == len(set(after)) == 1
    assert before[0] != after[0] == handler()(RequestFactory().get("/nam/2025.json").environ, lambda *_: None).content


def test_each_encoding_host_and_address_has_an_entry_of_its_own(portal):
    seen = {
        portal.get("/sitemap.xml", **headers)[2]
        for headers in ({}, GZIP, {"Host": "so-an-sinh.example"}, {"Host": "so-an-sinh.example", **GZIP})
    }
    assert len(seen) == len(portal.application.kept) == 4
    portal.get("/")
    assert len(portal.application.kept) == 5


@pytest.mark.parametrize(
    ("address", "method"),
    [
        ("/?utm_source=thu", "get"),
        ("/nam/1800/", "get"),
        ("/quan-tri/login/", "get"),
        ("/theo-doi/", "get"),
        ("/kiem-tra/", "get"),
        ("/", "post"),
    ],
)
def test_an_answer_of_endless_variety_or_of_one_person_is_not_kept(portal, address, method):
    portal.get(address, method)
    assert len(portal.application.kept) == 0


@pytest.mark.parametrize(
    ("address", "headers"),
    [
        ("/?&", {}),
        ("/?loai=%74he-bhyt", {}),
        ("/so-lieu-cong-bo/?nam=1000", {}),
        ("/so-lieu-cong-bo/?tinh=nghe-an&nam=2025", {}),
        ("/", {"X-Forwarded-Proto": "gopher"}),
        ("/", {"X-Forwarded-Proto": "https,1"}),
        ("/", {"Host": "so-an-sinh.example:4711"}),
        ("/", {"Host": "So-an-sinh.example"}),
    ],
)
def test_what_strangers_can_write_in_endless_ways_is_answered_and_not_kept(portal, address, headers):
    assert portal.get(address, **headers)[0] == 200
    assert len(portal.application.kept) == 0


def test_a_page_of_a_list_of_ours_is_kept_under_its_one_address(portal):
    for address in ("/?loai=the-bhyt", "/trao-tang/?nam=2025&tinh=nghe-an", "/so-lieu-cong-bo/?tinh=nghe-an"):
        before = len(portal.application.kept)
        assert (portal.get(address)[0], len(portal.application.kept)) == (200, before + 1)
    number = HandoverEvent.objects.last().pk
    assert portal.get(f"/trao-tang/{number}/")[0] == 200
    assert portal.get(f"/trao-tang/0{number}/")[0] == 404


def test_an_answer_with_a_cookie_or_for_one_visitor_is_not_kept(portal):
    answered = handler()

    def with_cookie(environ, start_response):
        response = answered(environ, start_response)
        response.set_cookie("ai", "do")
        return response

    def for_one(environ, start_response):
        response = answered(environ, start_response)
        response.headers["Vary"] = "Accept-Encoding, Cookie"
        return response

    for application in (with_cookie, for_one):
        kept = kept_responses(application, 1 << 20)
        kept(RequestFactory().get("/").environ, lambda *_told: None)
        assert len(kept.kept) == 0


def test_a_query_is_kept_where_the_view_says_that_its_values_are_on_a_list(db):
    def view(request, state):
        return HttpResponse()

    accepts(listed=["loai"], typed=["q"])(view)
    asked = {address: public(view)(RequestFactory().get(address)) for address in ("/", "/?loai=1", "/?q=1", "/?k=1")}
    assert [address for address, response in asked.items() if getattr(response, "may_be_kept", False)] == [
        "/",
        "/?loai=1",
    ]


def test_a_visitor_who_has_the_page_is_told_so_in_the_same_words(portal):
    _status, full, _body = portal.get("/", **GZIP)
    of_the_body = {"Content-Type", "Content-Length", "Content-Encoding"}
    unchanged = {name: value for name, value in full.items() if name not in of_the_body}
    weak, other = full["ETag"], '"another"'
    for held in (weak, weak.removeprefix("W/"), f"{other}, {weak}", "*"):
        assert portal.get("/", **GZIP, **{"If-None-Match": held}) == (304, unchanged, b"")
    assert portal.rendered == 1
    assert portal.get("/", **GZIP, **{"If-None-Match": other})[0] == 200
    status, headers, _body = Portal().get("/", **GZIP, **{"If-None-Match": weak})
    assert (status, headers) == (304, unchanged), "also where it is not kept yet"
    assert portal.get("/", **{"If-Match": other})[0] == 412


def test_head_is_told_what_get_is_told_without_the_body(portal):
    status, headers, _body = portal.get("/", **GZIP)
    for asked in (portal, Portal()):
        assert asked.get("/", "head", **GZIP) == (status, headers, b"")
        assert asked.get("/", "head", **GZIP) == (status, headers, b"")
        assert asked.rendered == 1


def test_the_memory_keeps_within_its_room_and_forgets_what_nobody_asked_for_longest():
    answer = Answer("", [], [], b"x" * 1000)
    size = 1000 + OVERHEAD_BYTES
    kept = Kept(10 * size)
    for key in range(10):
        kept.put(key, answer)
    kept.put(9, answer)
    assert (len(kept), kept.bytes) == (10, 10 * size)
    assert kept.get(0) is answer
    kept.put(10, answer)
    assert (len(kept), kept.bytes) == (10, 10 * size)
    assert kept.get(1) is None
    assert kept.get(0) is answer
    kept.put(11, answer._replace(body=b"x" * 2 * size))
    assert kept.get(11) is None, "too large a part of the room"


@pytest.mark.parametrize(
    ("header", "accepted"),
    [
        ("", False),
        ("br", False),
        ("gzip", True),
        ("br;q=1.0, GZIP;q=0.5", True),
        ("gzip;q=0", False),
        ("gzip; q=0.000", False),
        ("*", True),
        ("*, gzip;q=0", False),
    ],
)
def test_gzip_is_sent_to_whoever_takes_it(header, accepted):
    assert accepts_gzip(header) is accepted


@pytest.mark.parametrize(
    ("content_type", "body", "is_compressed"),
    [
        ("text/html; charset=utf-8", b"x" * 900, True),
        ("application/atom+xml; charset=utf-8", b"x" * 900, True),
        ("application/json", b"x" * 900, True),
        ("image/svg+xml", b"x" * 900, True),
        ("image/jpeg", b"x" * 900, False),
        ("text/plain", b"x" * 90, False),
    ],
)
def test_text_is_compressed_and_pictures_are_not(content_type, body, is_compressed):
    view = compressed(lambda request: HttpResponse(body, content_type=content_type))
    response = view(RequestFactory().get("/", headers=GZIP))
    assert response["Vary"] == "Accept-Encoding"
    assert response.has_header("Content-Encoding") is is_compressed
    assert (gzip.decompress(response.content) if is_compressed else response.content) == body


@pytest.mark.django_db
def test_what_is_not_for_everybody_is_never_compressed(client):
    for address in ("/quan-tri/login/", "/theo-doi/", "/theo-doi/AAAA-BBBB-CCCC-DDDD/"):
        assert not client.get(address, headers=GZIP).has_header("Content-Encoding"), address
    assert client.get("/kiem-tra/", headers=GZIP)["Content-Encoding"] == "gzip"
