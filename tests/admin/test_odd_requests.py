"""Whatever stands in an address or a form, officers are told what is wrong with it; none of it is an error of ours."""

from html.parser import HTMLParser
from itertools import cycle, zip_longest
from types import SimpleNamespace
from urllib.parse import urljoin

import pytest
from django.core.cache import cache
from django.db import transaction
from django.http import QueryDict
from django.test import Client

from programmes.admin.site import site
from tests import factories as f
from tests.flows.matrix import TABLES
from tests.flows.test_matrix import RECORD, Walk, table_and_kind
from tests.flows.two_offices import two_offices
from tests.routes import routes

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

ODD = (
    *("", " ", "abc", "0", "-1", "9" * 30, f"-{'9' * 30}", "1" * 5000, "\0", "a\0b", "٣", "²", "1,2", "1,,abc"),
    *("0001-01-01", "9999-12-31", "10000-01-01", "2025-02-30", "31/12/9999", "1/1/1", "NaN", "1e400", "True", "{}"),
    *("'%", "-1.-2", "x" * 5000, "__", "pk", "id__in", ["abc", "1"], []),
)
OF_LISTS = ("q", "o", "p", "all", "e", "_popup", "_to_field", "_facets", "_changelist_filters")
OF_PAGES = (
    *("_popup", "_changelist_filters", "next", "seen", "q", "tinh-trang", "trang", "khoan", "danh-sach", "thay-tep"),
    *("bank_line", "nha-hao-tam", "nguoi", "username", "first", "last", "term"),
    *("app_label", "model_name", "field_name"),
)
MOST_CHOICES = 6  # of a filter: of a hundred verbs or provinces one is as another
LOOKUPS = ("", "__exact", "__in", "__isnull", "__gte", "__lt", "__year", "__day", "__contains", "__range", "__none")
# What is sent beside the forms that the pages of two offices show.
SENT = {
    "admin:autocomplete": {"app_label": "programmes", "model_name": "gift", "field_name": "recipient", "term": "lo"},
    "admin:programmes_recipient_find": {"number": "040156000077"},
    "admin:programmes_donor_find": {"number": "0912345678"},
    "admin:programmes_recipient_same_person": {"first": "1", "second": "2", "is_same": "1", "reason": "Là một người"},
    "admin:programmes_giftlist_allocate": {"rut": "1", "rut-1-amount": "1", "rut-1-reason": "x", "rut-1-token": "x"},
    "admin:programmes_handoverevent_outcomes": {"suat-1-outcome": "received", "suat-1-delivery": "", "rest": "1"},
    "admin:programmes_importbatch_confirm": {"mark": "x"},
    "admin:programmes_importbatch_errors": {"x": "1"},
}
ENDS_THE_VISIT = {"admin:logout", "admin:login"}


class Forms(HTMLParser):
    """`found`: (address, {name: [text, ...]}) of each form of a page that is sent by POST, as a browser sends it."""

    def __init__(self, address, body):
        super().__init__()
        self.address, self.found, self.form, self.box = address, [], None, ""
        self.feed(body)

    def handle_starttag(self, tag, attributes):
        said = dict(attributes)
        if tag == "form":
            self.form = {}
            if said.get("method", "").lower() == "post":
                self.found.append((urljoin(self.address, said.get("action") or self.address), self.form))
        elif self.form is None:
            return
        elif tag in {"input", "textarea", "select", "button"} and said.get("name"):
            self.box = said["name"]
            self.form.setdefault(self.box, [] if tag == "select" else [said.get("value") or ""])
        elif tag == "option" and "selected" in said:
            self.form[self.box].append(said.get("value") or "")

    def handle_endtag(self, tag):
        if tag == "form":
            self.form = None


class Odd:
    """Sends odd values; `faults` are the requests that ended in an error of ours."""

    def __init__(self, officer):
        self.client, self.faults, self.asked, self.turn = Client(raise_request_exception=False), [], 0, cycle(ODD)
        self.client.force_login(officer)

    def ask(self, method, address, sent=None):
        self.asked += 1
        with transaction.atomic():
            answer = getattr(self.client, method)(address, sent)
            if answer.streaming:
                answer.getvalue()
            transaction.set_rollback(True)
        if answer.status_code >= 500:
            self.faults.append(f"{method.upper()} {address[:120]} {str(sent)[:200]}: {answer.status_code}")
        return answer


@pytest.fixture(scope="module")
def the_world(shared_books, tmp_path_factory):
    world = two_offices(tmp_path_factory.mktemp("files"))
    world.boss = f.a_superuser()
    return world


@pytest.fixture
def odd(the_world):
    yield Odd(the_world.boss)
    cache.clear()  # tries of codes are counted by address, which is that of every test


def pages(world):
    """(name, table, kind, route, address) of every address of the officers, of records of an own office."""
    walk = Walk(world)
    for name, route in routes():
        if name.startswith("admin:") and name not in ENDS_THE_VISIT:
            table, kind = table_and_kind(name, route)
            slugs = [verb.slug for verb in admin_of(table).verbs] if kind == "verb" else [""]
            for slug in slugs:
                [(record, _is_foreign), *_others] = walk.records(name, table, route)
                yield name, table, kind, route, walk.address(route, record, slug)


def admin_of(table):
    return next(at for model, at in site._registry.items() if model._meta.model_name == table)


def asked_of_list(table, answer):
    """The parameters of a list: its own, those of its filters, and columns of its table with some lookup."""
    filters = [name for each in answer.context_data["cl"].filter_specs for name in each.expected_parameters()]
    columns = [field.name for field in admin_of(table).opts.get_fields()]
    looked_up = [f"{name}{lookup}" for name, lookup in zip(columns, cycle(LOOKUPS), strict=False)]
    return dict.fromkeys([*OF_LISTS, *filters, *looked_up[::4]])


def test_no_address_of_a_list_is_an_error_of_ours(the_world, odd):
    for _name, table, kind, _route, address in pages(the_world):
        if kind != "changelist":
            continue
        for parameter in asked_of_list(table, odd.ask("get", address)):
            value = next(odd.turn)  # one for each parameter, so that all have their turn
            answer = odd.ask("get", address, {parameter: value})
            if answer.status_code == 200 and TABLES[table].exports and parameter in OF_LISTS:
                odd.ask("get", f"{address}export/", {parameter: value})
    assert "\n".join(odd.faults) == ""
    assert odd.asked > 300


def test_no_address_of_a_page_is_an_error_of_ours(the_world, odd):
    """Each of its parameters is read by itself, so all are odd at once; but one that is refused before all others."""
    for _name, table, kind, _route, address in pages(the_world):
        columns = [field.name for field in admin_of(table).opts.get_fields()] if kind == "add" else []
        odd.ask("get", address, dict.fromkeys([*OF_PAGES, *columns], next(odd.turn)))
        if kind in {"add", "change", "changelist"}:
            odd.ask("get", address, {"_to_field": next(odd.turn)})
    assert "\n".join(odd.faults) == ""
    assert odd.asked > 250


def test_no_form_of_an_officer_is_an_error_of_ours(the_world, odd):
    """Each field of the form of a record is asked by test_forms.py; here it is sent as a whole alone."""
    sent = set()
    for name, _table, kind, _route, address in pages(the_world):
        shown = odd.ask("get", address)
        body = shown.content.decode() if "html" in shown.get("Content-Type", "") and not shown.streaming else ""
        for to, whole in [(address, SENT.get(name, {"x": "1"})), *Forms(address, body).found]:
            if "logout" in to or (to, *whole) in sent:
                continue
            sent.add((to, *whole))
            odd.ask("post", to, whole)
            is_of_a_record = kind in {"add", "change"} and to == address
            fields = [] if is_of_a_record else [*whole]
            if some := fields[len(sent) % 2 :: 2]:  # of each form every other field, beside fields as they should be
                odd.ask("post", to, {**whole, **{field: next(odd.turn) for field in some}})
    assert "\n".join(odd.faults) == ""
    assert odd.asked > 300


def test_the_choices_of_every_filter_open_its_list(the_world, odd):
    """Also of tables that lead to people, whom no other address narrows."""
    for _name, table, kind, _route, address in pages(the_world):
        found = odd.ask("get", address).context_data["cl"] if kind == "changelist" else None
        offered = [[*each.choices(found)] for each in found.filter_specs] if found else []
        offered = [choices[:: len(choices) // MOST_CHOICES + 1] for choices in offered]
        for chosen in zip_longest(*offered, fillvalue={"query_string": ""}):  # of every filter one at a time
            query = QueryDict(mutable=True)
            for choice in chosen:
                query.update(QueryDict(choice["query_string"].removeprefix("?")))
            asked = odd.ask("get", f"{address}?{query.urlencode()}")
            assert asked.status_code == 200, (table, query)
    assert odd.asked > 50


def test_no_number_of_a_record_is_an_error_of_ours(the_world, odd):
    walk, keys = Walk(the_world), cycle(("abc", "9" * 30, "1" * 5000, "%00", "%C2%B2", "1%0A", "-1"))
    for name, route in routes():
        if name.startswith("admin:") and RECORD.search(route):
            for method in ("get", "post"):
                odd.ask(method, walk.address(route, SimpleNamespace(pk=next(keys)), "duyet"), {})
    assert "\n".join(odd.faults) == ""
    assert odd.asked > 100
