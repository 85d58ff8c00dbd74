"""No English on any page of the officers' side."""

import html
import json
import re
from datetime import date

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from programmes.actions import breaches, corrections, periods
from programmes.admin.site import site
from programmes.management.reference import load_reference
from programmes.models import ClosedPeriod, ImpactAssessment, ImportBatch
from tests.admin.pages import adding, changelist, page, text_of, verb
from tests.factories import (
    PASSWORD,
    a_bank_line,
    a_breach,
    a_commune,
    a_conflict,
    a_donation,
    a_gift,
    a_join,
    a_letter,
    a_move,
    a_planned_handover,
    a_pledge,
    a_rights_request,
    a_submitted_list,
    a_superuser,
    a_target,
    an_approved_donation,
    an_issuance,
    headquarters,
    the_maker,
)

pytestmark = pytest.mark.one_database  # words

# Words of Django's own screens that no Vietnamese text contains.
ENGLISH = frozenset(
    re.findall(
        "[a-z]+",
        """
        the and you your please select selected add added change changed changes delete deleted save saved
        search home history welcome password object objects date time yes filter filters action actions
        error errors log view close result results total show page pages username user users none unknown
        empty required optional currently today yesterday tomorrow now past month months year years this any
        with without from available choose chosen remove enter valid field below correct continue editing
        another back cancel sure want run toggle navigation breadcrumbs skip main content sidebar sort
        sorted ascending descending priority entry entries model link recent site administration django
        authentication permission permissions group groups important dates personal info enabled disabled
        raw encoded donor donation gift list round office officer province state recipient draft submitted
        approved received pledged import export file batch verified unverified share rate
        """,
    )
)
ATTRIBUTES = re.compile(r'(?:title|alt|placeholder|aria-label|value)="([^"]*)"')
CODES = re.compile(r"\b[a-z0-9]+(?:[-_][a-z0-9]+)+\b|\S+@\S+|/\S+|https?:\S+")


def english_on(response):
    body = response.content.decode()
    body = re.sub(r"<option[^>]*>|<input[^>]*type=\"(?:hidden|checkbox|radio)\"[^>]*>", " ", body)
    shown = f"{text_of(response)} {html.unescape(' '.join(ATTRIBUTES.findall(body)))}"
    return set(re.findall(r"[a-zA-Z]{2,}", CODES.sub(" ", shown).lower())) & ENGLISH


def records():
    """One record of each table, in states that show as much as possible."""
    load_reference(settings.BASE_DIR / "fixtures", by=the_maker(headquarters()))
    donation, event, gift = an_approved_donation(), a_planned_handover(), a_gift()
    submitted = a_submitted_list(gifts=1)
    made = [donation, donation.donor, event, gift, gift.gift_list, gift.recipient, submitted]
    made += [a_move(), a_join(), a_target()]
    made += [
        a_pledge(),
        a_bank_line(),
        a_conflict(),
        a_commune(),
        an_issuance(),
        a_rights_request(),
        a_breach(),
        a_letter(),
    ]
    said = {"made_on": date(2026, 11, 1), "contact": "Lò Thị Ân", "risks": "Lộ danh sách", "measures": "Che số"}
    breaches.keep_assessment(ImpactAssessment(**said), by=the_maker(headquarters()))
    ImportBatch.objects.create(
        layout="donors",
        owner=the_maker(),
        office=the_maker().office,
        filename="tep.csv",
        sha256="0",
        size_bytes=1,
        token="tep",
    )
    waiting = a_donation(received_on=date(2024, 3, 4))
    periods.close(ClosedPeriod(year=2024), by=the_maker(headquarters()))
    corrections.propose(donation=waiting, reason="Sao kê về muộn", by=the_maker())
    seen = {type(record) for record in made}
    return [*made, *(model._default_manager.first() for model in site._registry if model not in seen)]


@pytest.fixture
def addresses(db):
    """Every page of the admin: lists, empty forms, records, histories, questions, deletion, accounts."""
    found = ["/quan-tri/", reverse("admin:password_change"), reverse("admin:password_change_done")]
    for model in site._registry:
        name = model._meta.model_name
        found += [changelist(name), f"{changelist(name)}?q=khong-co-dau&e=1", adding(name)]
    for record in records():
        found += [page(record), page(record, "history"), page(record, "delete")]
        found += [verb(record, each.slug) for each in site.get_model_admin(type(record)).verbs]
    officer = the_maker()
    return [*found, reverse("admin:auth_user_password_change", args=[officer.pk])]


def test_every_page_is_vietnamese(addresses, at):
    client, left, opened = at(a_superuser()), {}, 0
    for address in addresses:
        response = client.get(address)
        if response.status_code == 200:
            opened += 1
            left |= {address: words} if (words := english_on(response)) else {}
        else:
            assert response.status_code in {302, 403}, address
    assert left == {}
    assert opened > 85


def test_refusals_are_vietnamese(at):
    client = at(a_superuser())
    for model in ("donor", "donation", "giftlist", "gift", "recipient", "round", "publishedfigure", "officer"):
        assert english_on(client.post(adding(model), {})) == set(), model
    event = {"lines-TOTAL_FORMS": "1", "lines-INITIAL_FORMS": "0"}
    assert english_on(client.post(adding("handoverevent"), event)) == set()
    assert english_on(client.post(reverse("admin:password_change"), {})) == set()
    nothing_ticked = client.post(changelist("donation"), {"action": "duyet", "index": "0"}, follow=True)
    assert english_on(nothing_ticked) == set()


def test_in_and_out_are_vietnamese(db):
    client, login = Client(), reverse("admin:login")
    assert english_on(client.get(login)) == set()
    assert english_on(client.post(login, {"username": "ai-do", "password": "sai"})) == set()
    boss = a_superuser()
    client.post(login, {"username": boss.username, "password": PASSWORD})
    assert english_on(client.post(reverse("admin:logout"))) == set()


def test_answers_to_scripts_are_vietnamese(at):
    donation, client = an_approved_donation(), at(a_superuser())
    query = {"app_label": "programmes", "model_name": "donation", "field_name": "donor"}
    found = client.get(reverse("admin:autocomplete"), query).json()
    assert [row["text"] for row in found["results"]] == [f"{donation.donor.name} · {donation.donor.code}"]
    assert json.dumps("Hôm nay") in client.get(reverse("admin:jsi18n")).content.decode()


def test_the_test_sees_english(at):
    class Page:
        content = b'<h1>Change donor</h1><img alt="Search"><p>Th\xc3\xaam m\xe1\xbb\x9bi</p>'

    assert english_on(Page()) == {"change", "donor", "search"}
