"""What is forbidden is refused through every door, to a superuser too, and nothing in the books has moved."""

from contextlib import suppress
from copy import copy, deepcopy

import pytest
from django.core.management import CommandError
from django.db import IntegrityError, transaction
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from programmes.actions import allocations, donations, gift_lists, gifts, handovers
from programmes.models import Account, AuditEvent, Donation, Gift, GiftList, HandoverEvent, LedgerEntry
from programmes.rules.problems import RuleViolation
from programmes.totals.rebuild import differences
from tests import factories as f
from tests import sheets
from tests.admin.pages import changelist, page, verb
from tests.exchange.doors import import_file

pytestmark = pytest.mark.django_db

BOOKS = (Donation, GiftList, Gift, HandoverEvent, LedgerEntry, Account)


def state_of_the_books():
    return {model: list(model._base_manager.order_by("pk").values()) for model in BOOKS}


class World:
    """A donation and a list that the superuser entered, a paid list, and a list handed over."""

    def __init__(self, tmp_path):
        self.tmp_path = tmp_path
        self.root = f.a_superuser()
        self.browser = Client()
        self.browser.force_login(self.root)
        self.round = f.a_round(slug="so-the-2025")
        self.donation = f.a_donation(by=self.root, round=self.round, amount_vnd=9_000_000)
        self.own_list = f.a_gift_list(by=self.root, round=self.round, office=f.an_office("11"))
        f.a_gift(self.own_list, by=self.root)
        gift_lists.submit(self.own_list, by=self.root)
        self.approved = f.an_approved_donation(round=self.round, office=f.headquarters(), amount_vnd=50_000_000)
        self.import_a_list()
        gift_list = GiftList.objects.get(state="draft")
        self.approved_list = f.approved(gift_lists.submit(gift_list, by=f.the_maker()))
        self.gift = self.approved_list.gifts.get()
        self.event = f.a_planned_handover([self.approved_list])
        self.handed_over = f.a_handover([f.an_approved_list(round=self.round, office=f.an_office("11"))])

    def import_a_list(self, **over):
        path = sheets.a_csv(self.tmp_path, [sheets.a_line(1, **over)])
        return import_file("gifts", path, f.the_maker(), "--round", "so-the-2025")

    def post(self, address, **fields):
        return self.browser.post(address, fields)


@pytest.fixture(scope="module")
def the_world(shared_books, tmp_path_factory):
    return World(tmp_path_factory.mktemp("files"))


@pytest.fixture
def world(the_world):
    """The same world for every act, its records untouched by what an act did to them in memory."""
    fresh = copy(the_world)
    vars(fresh).update({name: deepcopy(of) for name, of in vars(the_world).items() if isinstance(of, Model)})
    return fresh


def ticked(world, model, slug, record):
    return world.post(changelist(model), action=slug, _selected_action=record.pk, confirmed="1")


FORBIDDEN = {
    # the maker approves
    "own donation, button": lambda w: w.post(verb(w.donation, "duyet")),
    "own donation, ticked in the list": lambda w: ticked(w, "donation", "duyet", w.donation),
    "own donation, action": lambda w: donations.approve(w.donation, by=w.root),
    "own list, button": lambda w: w.post(verb(w.own_list, "duyet")),
    "own list, ticked in the list": lambda w: ticked(w, "giftlist", "duyet", w.own_list),
    "own list, action": lambda w: gift_lists.approve(w.own_list, by=w.root),
    "own donation, statement": lambda w: Donation.objects.filter(pk=w.donation.pk).update(
        state="approved", approved_by=w.root, approved_at=w.donation.created_at
    ),
    # what is approved is changed or deleted
    "approved donation, form": lambda w: w.post(page(w.approved), amount_vnd="1", donor=w.approved.donor_id),
    "approved donation, delete page": lambda w: w.post(page(w.approved, "delete"), post="yes"),
    "approved donation, action": lambda w: donations.correct(Donation.objects.get(pk=w.approved.pk), by=w.root),
    "approved donation, statement": lambda w: Donation.objects.filter(pk=w.approved.pk).update(amount_vnd=1),
    "approved gift, form": lambda w: w.post(page(w.gift), kind="relief", donor_cost_vnd="1"),
    "approved gift, delete page": lambda w: w.post(page(w.gift, "delete"), post="yes"),
    "approved gift, action": lambda w: gifts.correct(w.gift, by=f.the_maker()),
    "approved gift, file": lambda w: w.import_a_list(**{"Số tiền (đồng)": "379.081"}),
    "approved gift, statement": lambda w: Gift.objects.filter(pk=w.gift.pk).update(donor_cost_vnd=1),
    "approved list, returned": lambda w: w.post(verb(w.approved_list, "tra-lai"), reason="Muốn sửa"),
    "approved list, form": lambda w: w.post(page(w.approved_list), decision_number="khác"),
    # money beyond what is there
    "allocated too much, action": lambda w: allocations.allocate(
        w.approved, w.approved_list, w.approved_list.value_vnd + 1, by=w.root
    ),
    "allocated unapproved money": lambda w: allocations.allocate(w.donation, w.approved_list, 1, by=w.root),
    "handed over unpaid, button": lambda w: w.post(verb(w.event, "da-trao")),
    "handed over unpaid, ticked in the list": lambda w: ticked(w, "handoverevent", "da-trao", w.event),
    "handed over twice": lambda w: handovers.hand_over(w.handed_over, by=w.root),
    "paid donation reversed": lambda w: donations.approve(
        donations.reverse(
            Donation.objects.get(entries__kind="spent", entries__event=w.handed_over), reason="Nhầm", by=f.the_maker()
        ),
        by=f.the_checker(),
    ),
    # the public door writes nothing
    "public page, POST": lambda w: w.post(reverse("public:home"), amount_vnd="1"),
    "public data, DELETE": lambda w: w.browser.delete(reverse("public:donors-json")),
}


@pytest.mark.parametrize("act", FORBIDDEN)
def test_a_forbidden_act_is_refused_and_the_books_stay_as_they_were(act, world):
    before, seen = state_of_the_books(), AuditEvent.objects.count()
    try:
        with transaction.atomic():
            answer = FORBIDDEN[act](world)
    except (RuleViolation, IntegrityError, CommandError):
        answer = None
    assert getattr(answer, "status_code", 403) in {200, 302, 403, 404, 405}
    assert state_of_the_books() == before
    changes = AuditEvent.objects.order_by("pk")[seen:]
    assert {event.verb for event in changes} <= {"upload", "preview", "cancel_import"}


def test_the_totals_are_still_those_of_the_facts_after_all_of_it(world):
    for act in FORBIDDEN.values():
        with suppress(RuleViolation, IntegrityError, CommandError), transaction.atomic():
            act(world)
    assert differences() == []


ALLOWED = {
    "donation, button": lambda w: (verb(w.donation, "duyet"), {}),
    "donation, ticked in the list": lambda w: (
        changelist("donation"),
        {"action": "duyet", "_selected_action": w.donation.pk, "confirmed": "1"},
    ),
    "list, button": lambda w: (verb(w.own_list, "duyet"), {}),
    "list, ticked in the list": lambda w: (
        changelist("giftlist"),
        {"action": "duyet", "_selected_action": w.own_list.pk, "confirmed": "1"},
    ),
}


@pytest.mark.parametrize("door", ALLOWED)
def test_the_same_doors_open_for_another_officer(door, world):
    address, fields = ALLOWED[door](world)
    browser = Client()
    browser.force_login(f.the_checker())
    before = state_of_the_books()
    assert browser.post(address, fields).status_code == 302
    assert state_of_the_books() != before


def test_the_same_button_closes_an_event_that_is_paid_for(world):
    f.fund(world.approved_list)
    handovers.note_the_rest(world.event, by=f.the_maker())
    assert world.post(verb(world.event, "da-trao")).status_code == 302
    assert HandoverEvent.objects.get(pk=world.event.pk).state == "done"
