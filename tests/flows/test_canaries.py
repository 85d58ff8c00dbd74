"""Two hundred people whose every particular is a token: strangers and other offices are told none of them.

Nobody's page tells a number in full, and nothing that is kept beside the books holds one. Faults planted by hand are
seen.
"""

import logging
from itertools import product

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from bhxh_portal.logs import QuietFormatter
from programmes.access import roles, scope
from programmes.admin import recipients as recipients_admin
from programmes.admin.site import site
from programmes.models import AuditEvent, Donor, GiftList, Recipient
from programmes.public.data.registry import TABLES
from tests import factories as f
from tests.admin.pages import changelist, page
from tests.flows.canaries import a_year, name_of, number_of, numbers_in, tokens_in
from tests.portal.test_headers import addresses

pytestmark = pytest.mark.django_db

FEW = 2  # records of a kind whose pages are opened
BY_THE_BANK = changelist("bankline")  # an officer who matches a line reads what the bank wrote, as it wrote it
FORMS = ("csv", "xlsx", "json")


def text_of(answer):
    """Body, headers and cookies of an answer."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    cookies = " ".join(cookie.OutputString() for cookie in answer.cookies.values())
    return f"{body.decode('utf-8', 'replace')} {dict(answer.headers)} {cookies}"


def of_strangers():
    """Everything public, the open data in each form among it."""
    yield from (address for address in addresses() if not address.startswith("/quan-tri/"))
    yield from (f"/du-lieu/{key}.{form}" for key, form in product(TABLES, FORMS))


def of_officers(models=None, records=FEW):
    """The lists of all kinds of record, what finds and exports them, and the pages of some records of each kind."""
    for model in models or site._registry:
        table = model._meta.model_name
        yield changelist(table)
        yield f"{changelist(table)}?q=Quang"
        for record in model._default_manager.order_by("pk")[:records]:
            yield page(record)
            yield page(record, "history")
            if model in {Donor, Recipient}:
                yield reverse(f"admin:programmes_{model._meta.model_name}_reveal", args=[record.pk])
    for table, field in (("gift", "recipient"), ("handoverline", "gift_list"), ("rightsrequest", "recipient")):
        asked = f"app_label=programmes&model_name={table}&field_name={field}&term=Quang"
        yield f"{reverse('admin:autocomplete')}?{asked}"


def told_to(officer, asked, *, find=tokens_in):
    """{address: tokens} of the answers that tell one."""
    browser = Client(raise_request_exception=False)
    if officer:
        browser.force_login(officer)
    answers = {address: find(text_of(browser.get(address))) for address in asked}
    return {address: found for address, found in answers.items() if found}


@pytest.fixture
def people_of_nghe_an(uploads, sent):
    """Those whom the office of Nghệ An has given to, in every table that may tell of them."""
    return a_year(sent)


def a_neighbour(role=roles.PROVINCIAL_OFFICER):
    return f.an_officer(role, f.an_office(f.HA_NOI))


def test_strangers_and_other_offices_are_told_of_nobody(people_of_nghe_an):
    assert told_to(None, of_strangers()) == {}
    for role in (roles.PROVINCIAL_OFFICER, roles.APPROVER, roles.AUDITOR):
        assert told_to(a_neighbour(role), of_officers()) == {}
    assert told_to(f.an_officer(roles.ADMINISTRATOR), of_officers()) == {}


def test_no_page_of_the_own_office_tells_a_number_in_full(people_of_nghe_an):
    assert GiftList.objects.filter(state=GiftList.State.HANDED_OVER).exists()
    told = told_to(f.the_maker(), of_officers(), find=numbers_in)
    assert [address for address in told if not address.startswith(BY_THE_BANK)] == []
    assert tokens_in(text_of(_at(f.the_maker()).get(changelist("recipient")))), "names are shown to their own office"


def test_what_is_kept_beside_the_books_holds_no_token(people_of_nghe_an, uploads):
    assert [event.pk for event in AuditEvent.objects.all() if tokens_in(f"{event.before} {event.after}")] == []
    names = {path.name for path in uploads.rglob("*")}
    assert (len(names) > 3, {name for name in names if tokens_in(name)}) == (True, set())
    assert in_the_clear() <= {"programmes_bankline"}, "what a bank wrote is kept as it came"


def in_the_clear():
    """The tables of whose cells one holds a number as it is written."""
    return {table for table in connection.introspection.table_names() if numbers_in(" ".join(cells_of(table)))}


def cells_of(table):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
        cells = [value for row in cursor.fetchall() for value in row]
    return [bytes(one).decode("latin-1") if isinstance(one, memoryview | bytes) else str(one) for one in cells]


def test_an_act_that_fails_tells_nothing_of_whom_it_was_about(people_of_nghe_an, monkeypatch, caplog):
    def fails(recipient, *, by):
        raise ValueError(f"{recipient} {number_of(7)}")

    monkeypatch.setattr(recipients_admin.visits, "note_found", fails)
    found = reverse("admin:programmes_recipient_find")
    answer = _at(f.the_maker()).post(found, {"number": number_of(7)})
    assert answer.status_code == 500
    assert tokens_in(text_of(answer)) == set()
    logged = [QuietFormatter().format(record) for record in caplog.records if record.levelno >= logging.ERROR]
    assert any("ValueError" in line for line in logged)
    assert tokens_in(" ".join(logged)) == set()
    typed = {"full_name": name_of(7), "new_number": number_of(7)[:11], "phone": "0987100007" * 3}
    refused = _at(a_neighbour()).post(reverse("admin:programmes_recipient_add"), typed)
    assert refused.status_code == 200
    assert "Traceback" not in text_of(refused)


def _at(officer):
    browser = Client(raise_request_exception=False)
    browser.force_login(officer)
    return browser


@pytest.mark.one_database
def test_a_page_without_its_scope_is_seen(people_of_nghe_an, monkeypatch):
    officer = a_neighbour()
    monkeypatch.setattr(scope, "sees_all", lambda officer: True)
    assert told_to(officer, of_officers([Recipient], records=1)) != {}


@pytest.mark.one_database
def test_a_right_that_is_not_asked_is_seen(people_of_nghe_an, monkeypatch):
    administrator = f.an_officer(roles.ADMINISTRATOR)
    monkeypatch.setattr(type(site._registry[Recipient]), "has_view_permission", lambda *_given, **_over: True)
    assert told_to(administrator, of_officers([Recipient], records=1)) != {}


@pytest.mark.one_database
def test_a_number_that_is_not_masked_is_seen(people_of_nghe_an, monkeypatch):
    monkeypatch.setattr(Recipient, "masked_number", property(lambda person: person.citizen_number))
    assert told_to(f.the_maker(), of_officers([Recipient], records=1), find=numbers_in) != {}
