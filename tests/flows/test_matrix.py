"""Every address × GET and POST × every role × own and other office, answered as the table says (matrix.py)."""

import re
from html import unescape
from urllib.parse import urljoin, urlsplit

import pytest
from django.contrib.auth.backends import ModelBackend
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client
from django.urls import Resolver404, resolve, reverse

from programmes.access import scope
from programmes.admin import base
from programmes.admin.site import site
from programmes.admin.verbs import Verb
from tests.flows import matrix
from tests.flows.two_offices import two_offices
from tests.routes import routes

# That each database narrows what an office sees, test_canaries.py asks of every page.
pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

RECORD = re.compile(r"<int:pk>|<path:object_id>|<id>|\(\?P<pk>\\d\+\)")
WRITING = re.compile(r'\s*(?:INSERT INTO|UPDATE|DELETE FROM) "?(\w+)"?')
NOTED = {"programmes_auditevent", "programmes_officersession", "django_session"}  # a visit may be noted
LINK = re.compile(r'<a\b[^>]*?\shref="([^"#][^"]*)"')
FORM = re.compile(r"<form\b([^>]*)>(.*?)</form>", re.DOTALL)
SUBMIT = re.compile(r'<(?:input|button)\b[^>]*type="submit"|<button(?![^>]*type=)')
ACTION = re.compile(r'\s(?:form)?action="([^"]*)"')
REFUSED_BY_THE_ACT = {  # who may send it and is told no: no page offers it
    "admin:programmes_importbatch_confirm": "Kk",
    "admin:programmes_importbatch_cancel": "Kk",
}
ENDS_THE_VISIT = {"admin:login", "admin:logout", "admin:sessions"}
FILLED = {
    "<slug:part>": "tep",
    "<slug:screen>": "ngay-dau",
    "<slug:kind>": "thu-cam-on",
    "(?P<suffix>csv|xlsx)": "csv",
    "(?P<app_label>programmes)": "programmes",
    "(?P<url>.*)": "khong-co",
    "<path:content_type_id>": "1",
}
PUBLIC = {
    "year:year": "2025",
    "number:number": "1",
    "month:month": "2025-01",
    "table:key": "gifts",
    "form:suffix": "csv",
}


def table_and_kind(name, route):
    """('donor', 'change') of an address that a table of the admin has; (None, '') of others."""
    found = re.match(r"quan-tri/programmes/(\w+)/", route)
    if not found:
        return None, ""
    return found[1], "redirect" if "<path:object_id>" in name else name.removeprefix(f"admin:programmes_{found[1]}_")


def expected(name, route, slug=""):
    """(who gets, who may send) by the table; None where it says nothing."""
    table, kind = table_and_kind(name, route)
    known = matrix.OF_A_RECORD.get(name) or matrix.PAGES.get(name)
    if known is None and table in matrix.TABLES:
        known = matrix.of_table(kind, slug, matrix.TABLES[table])
        known = None if known == (None, None) else known
    return known


def slugs(table, kind):
    """The buttons behind one address, as the admin offers them."""
    if kind != "verb":
        return [""]
    return [verb.slug for model, at in site._registry.items() if model._meta.model_name == table for verb in at.verbs]


def outcome(answer):
    if answer.status_code == 302:
        return "login" if "/login/" in answer.url else "shown"
    return {200: "shown", 403: "refused", 404: "not there", 405: "closed"}.get(answer.status_code, answer.status_code)


def allowed_outcomes(who, letters, is_foreign):
    """What may come of it. Without the right, 403 and 404 both tell nothing of another office's record."""
    if letters is not matrix.CLOSED and who in letters:
        return {"not there"} if is_foreign and who not in matrix.HEADQUARTERS else {"shown"}
    if who == "S":
        return {"login", "shown"} if letters is matrix.CLOSED else {"login"}
    return {"closed"} if letters is matrix.CLOSED else {"refused", "not there"}


def led_to(page):
    """(method, address as it stands) of each link, and of each form that can be sent, with its buttons."""
    for led in LINK.findall(page):
        yield "get", led
    for attributes, inside in FORM.findall(page):
        if 'method="post"' in attributes and SUBMIT.search(inside):
            own = ACTION.search(attributes)
            yield "get" if 'name="q"' in inside else "post", own[1] if own else ""  # words to look for lead to a page
            yield from (("post", led) for led in ACTION.findall(inside))


class Walk:
    """Asks as everybody; `findings` are sentences of what the table does not say."""

    def __init__(self, world):
        self.world, self.findings, self.asked, self.browsers, self.known = world, [], 0, {}, {}

    def browser(self, who, *, anew):
        if not anew and who in self.browsers:
            return self.browsers[who]
        browser = Client(raise_request_exception=False)
        if who in self.world.who:
            browser.force_login(self.world.who[who])
        if not anew:
            self.browsers[who] = browser
        return browser

    def over(self, asked=None, whom=matrix.ANYBODY):
        """The addresses of the officers' side, or those of these names, asked by `whom`."""
        for name, route in routes():
            if not name.startswith("admin:") or (asked is not None and name not in asked):
                continue
            table, kind = table_and_kind(name, route)
            for slug in slugs(table, kind):
                known = expected(name, route, slug)
                if known is None or None in known[:1] * (kind == "verb"):
                    self.findings.append(f"{name} {slug}: not in the table")
                    continue
                for record, is_foreign in self.records(name, table, route):
                    asking = self.narrowed(whom) if is_foreign else whom
                    for sent in matrix.SENT.get(kind, ({},)):
                        self.ask(name, self.address(route, record, slug), known, is_foreign, asking, sent)
        return self.findings

    @staticmethod
    def narrowed(whom):
        """Those to whom one office is the own and the other is not: to all others the records of both are alike."""
        return [who for who in whom if who in matrix.OF_A_PROVINCE]

    def records(self, name, table, route):
        if table is None or not RECORD.search(route):
            return [(None, False)]
        key = matrix.OF_ANOTHER_STATE.get(name, table)
        if key in self.world.national:
            return [(self.world.national[key], False)]
        return [
            (self.world.own[key], False),
            (self.world.foreign[key], "redirect" not in table_and_kind(name, route)[1]),
        ]

    def address(self, route, record, slug):
        for part, filled in {**FILLED, "<slug:slug>": slug}.items():
            route = route.replace(part, filled)
        route = RECORD.sub(str(record.pk) if record else "1", route)
        return "/" + route.translate(str.maketrans("", "", "^$\\"))

    def ask(self, name, address, known, is_foreign, whom, sent):
        for method, letters in zip(("get", "post"), known, strict=True):
            for who in whom if letters is not matrix.CLOSED else matrix.TRIES_WHAT_IS_CLOSED.intersection(whom):
                answer, written = self.answer(who, method, address, sent, anew=name in ENDS_THE_VISIT)
                may = allowed_outcomes(who, letters, is_foreign)
                told = f"{method.upper()} {name} {address} {sent or ''} as {who}"
                if outcome(answer) not in may:
                    self.findings.append(f"{told}: {outcome(answer)}, not {' or '.join(sorted(may))}")
                if method == "get" and answer.status_code == 200:
                    self.findings += [f"{told}: shows {asked}" for asked in self.not_for(who, address, answer)]
                if written and (method == "get" or may != {"shown"}):
                    self.findings.append(f"{told}: wrote {', '.join(sorted(written))}")

    def not_for(self, who, address, answer):
        """What a page leads to by a link or a button, as "GET /…", that the table does not give to this officer."""
        if not answer["Content-Type"].startswith("text/html"):
            return
        for method, led in dict.fromkeys(led_to(answer.content.decode())):
            path = urlsplit(urljoin(address, unescape(led))).path
            if path not in self.known:
                self.known[path] = self.known_at(path)
            known = self.known[path]
            if known is None:
                continue
            refused = REFUSED_BY_THE_ACT.get(resolve(path).view_name, "") if method == "post" else ""
            if who in refused or who not in (known[method == "post"] or ""):
                yield f"{method.upper()} {path}"

    @staticmethod
    def known_at(path):
        """As `expected`, of an address; None of one outside the officers' side."""
        try:
            found = resolve(path)
        except Resolver404:
            return None
        if not found.view_name.startswith("admin:"):
            return None
        return expected(found.view_name, found.route, found.kwargs.get("slug", "")) or (matrix.NOBODY,) * 2

    def answer(self, who, method, address, sent=None, *, anew=False):
        """(answer, tables written to besides what notes a visit); all of it is undone."""
        written, browser = set(), self.browser(who, anew=anew)

        def note(execute, sql, params, many, context):
            if found := WRITING.match(sql):
                written.add(found[1])
            return execute(sql, params, many, context)

        self.asked += 1
        with transaction.atomic(), connection.execute_wrapper(note):
            answer = getattr(browser, method)(address, sent)
            if answer.streaming:
                answer.getvalue()
            transaction.set_rollback(True)
        return answer, written - NOTED


@pytest.fixture(scope="module")
def the_world(shared_books, tmp_path_factory):
    return two_offices(tmp_path_factory.mktemp("files"))


@pytest.fixture
def walk(the_world):
    return Walk(the_world)


def test_every_address_answers_everybody_as_the_table_says(walk):
    assert "\n".join(walk.over()) == ""
    assert walk.asked > 5000


def test_the_table_names_what_is_there_and_nothing_else():
    found = dict(routes())
    assert {name for name in found if name.startswith("public:")} == matrix.PUBLIC
    assert {name for name in found if name.startswith("letterbox:")} == matrix.LETTERBOX
    assert not (matrix.OF_A_RECORD.keys() | matrix.PAGES.keys()) - found.keys()
    assert {name: set(slugs(name, "verb")) for name in matrix.TABLES} == {
        name: set(table.verbs) for name, table in matrix.TABLES.items()
    }


def test_a_box_offers_records_to_those_who_see_their_list(walk):
    asked = [(model, name) for model, at in site._registry.items() for name in at.get_autocomplete_fields(None)]
    for model, name in asked:
        offered = model._meta.get_field(name).related_model._meta.model_name
        sent = {"app_label": "programmes", "model_name": model._meta.model_name, "field_name": name, "term": ""}
        known = (matrix.TABLES[offered].sees,) * 2
        walk.ask(f"admin:autocomplete {offered}", reverse("admin:autocomplete"), known, False, matrix.ANYBODY, sent)
    assert "\n".join(walk.findings) == ""
    assert len(asked) > 20


@pytest.fixture
def tries_forgotten():
    """The tries of codes are counted by address, which is that of every test."""
    yield
    cache.clear()


@pytest.mark.usefixtures("tries_forgotten")
def test_public_addresses_answer_everybody_alike_and_write_nothing(walk):
    for name, route in routes():
        if not name.startswith("public:"):
            continue
        address = "/" + re.sub(r"<(?:(\w+:\w+))>", lambda found: PUBLIC.get(found[1], "khong-co"), route)
        for method in ("get", "post"):
            told = {}
            for who in "SPHN":
                answer, written = walk.answer(who, method, address)
                told.setdefault((answer.status_code, *sorted(written)), []).append(who)
            [status, *written] = [*told][0]
            assert (len(told), written) == (1, []), f"{method} {name}: {told}"
            may_be_sent = method == "get" or name in matrix.SENT_BY_ANYBODY
            assert status in ({200, 302, 404} if may_be_sent else {403, 404, 405}), f"{method} {name}: {told}"


# Plants: one line is taken out, and the walk over the addresses that depend on it sees it.


def without_the_scope_of_people(patch):
    patch.delitem(scope.OFFICE_OF, scope.Recipient)


def without_any_scope_of_pages(patch):
    patch.setattr(base, "visible_to", lambda officer, queryset: queryset)


def without_the_right_to_a_button(patch):
    patch.setattr(Verb, "allowed_to", lambda self, officer: True)


def without_national_rights_being_headquarters_alone(patch):
    patch.setattr("programmes.access.backend.OfficeBackend.has_perm", ModelBackend.has_perm)


def without_the_right_to_a_form(patch):
    patch.setattr(base.PortalAdmin, "has_change_permission", lambda self, request, obj=None: True)


PLANTS = {
    without_the_scope_of_people: ("recipient_change", "P"),
    without_any_scope_of_pages: ("donation_change", "Pa"),
    without_the_right_to_a_button: ("giftlist_verb", "PKN"),
    without_national_rights_being_headquarters_alone: ("publishedfigure_verb", "a"),
    without_the_right_to_a_form: ("donor_change", "kN"),
}


@pytest.mark.parametrize("plant", PLANTS, ids=lambda plant: plant.__name__)
def test_a_check_that_is_taken_out_is_seen(plant, walk, the_world, monkeypatch):
    name, whom = PLANTS[plant]
    asked = {f"admin:programmes_{name}"}
    assert Walk(the_world).over(asked, whom) == []
    plant(monkeypatch)
    assert walk.over(asked, whom) != []


def test_an_address_that_the_table_does_not_know_is_named(walk, monkeypatch):
    monkeypatch.delitem(matrix.TABLES, "donor")
    assert "admin:programmes_donor_changelist : not in the table" in walk.over({"admin:programmes_donor_changelist"})
