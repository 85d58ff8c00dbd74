"""Every act asks for the right and for the office, whichever door it comes through."""

from datetime import date

import pytest

from programmes.access import roles
from programmes.actions import (
    bank_lines,
    donations,
    donors,
    gift_lists,
    gifts,
    handovers,
    look_ups,
    officers,
    programmes,
    published,
    recipients,
)
from programmes.models import AuditEvent, Donation, Donor, Gift, GiftList, HandoverEvent, Officer, Recipient
from tests import factories as f
from tests.actions.refusals import refused

pytestmark = pytest.mark.django_db


def record_donation(by):
    donor, programme = f.a_donor(), f.a_programme()
    over = {"office": f.an_office(), "amount_vnd": 1_000_000, "received_on": date(2025, 3, 4)}
    return lambda: donations.record(Donation(donor=donor, programme=programme, **over), by=by)


def on(make, act, **details):
    """An act on a record that another officer has made before."""

    def prepare(by):
        record = make()
        return lambda: act(record, by=by, **details)

    return prepare


def draw_up(by):
    gift_list = GiftList(office=f.an_office(), province=f.a_province(), round=f.a_round())
    return lambda: gift_lists.draw_up(gift_list, by=by)


def issue(by):
    gift = Gift(
        gift_list=f.a_gift_list(), kind="health_check", group_name="Người cao tuổi", quantity=20, donor_cost_vnd=0
    )
    return lambda: gifts.issue(gift, by=by)


def register(by):
    return lambda: donors.register(Donor(office=f.an_office(), kind="bank", name="Ngân hàng Minh Họa"), by=by)


def link(by):
    line, donation = f.a_bank_line(), f.a_donation(amount_vnd=5_000_000)
    return lambda: bank_lines.link(line, donation, by=by)


def _a_person():
    details = {"full_name": "Vừ Thị Minh Họa", "province": f.a_province(), "office": f.an_office()}
    return Recipient(**details, citizen_number=f.a_citizen_number())


def enter_person(by):
    person = _a_person()
    return lambda: recipients.register(person, by=by)


def plan(by):
    what = {"office": f.an_office(), "round": f.a_round(), "province": f.a_province(), "held_on": date(2025, 12, 20)}
    return lambda: handovers.plan(HandoverEvent(**what, title="Trao thẻ", place="Nhà văn hóa"), by=by)


def add_a_list(by):
    gift_list = f.an_approved_list()
    event = f.a_planned_handover([], round=gift_list.round, province=gift_list.province, office=gift_list.office)
    return lambda: handovers.add_list(event, gift_list, by=by)


def drop_a_list(by):
    line = f.a_planned_handover().lines.get()
    return lambda: handovers.drop_list(line, by=by)


REASON = {"reason": "Nhập nhầm"}
OF_MAKERS = {
    "record a donation": record_donation,
    "correct a donation": on(f.a_donation, donations.correct),
    "receive a pledge": on(f.a_pledge, donations.receive, received_on=date(2025, 3, 4)),
    "annul a donation": on(f.a_donation, donations.annul, **REASON),
    "thank": on(f.an_approved_donation, donations.thank, thanked_on=date(2025, 4, 1), thanked_how="letter"),
    "reverse a donation": on(f.an_approved_donation, donations.reverse, **REASON),
    "register a donor": register,
    "correct a donor": on(f.a_donor, donors.correct),
    "record a bank line": lambda by: lambda: f.a_bank_line(by=by, office=f.an_office()),
    "link a bank line": link,
    "put a bank line aside": on(f.a_bank_line, bank_lines.set_aside, **REASON),
    "draw up a list": draw_up,
    "correct a list": on(f.a_gift_list, gift_lists.correct),
    "submit a list": on(lambda: f.a_gift().gift_list, gift_lists.submit),
    "issue a gift": issue,
    "correct a gift": on(f.a_gift, gifts.correct),
    "withdraw a gift": on(f.a_gift, gifts.withdraw),
    "register a person": enter_person,
    "correct a person": on(f.a_recipient, recipients.correct),
    "plan a hand-over": plan,
    "correct a hand-over": on(f.a_planned_handover, handovers.correct),
    "add a list to a hand-over": add_a_list,
    "drop a list of a hand-over": drop_a_list,
    "hand over": on(f.a_ready_handover, handovers.hand_over),
}
OF_CHECKERS = {
    "approve a donation": on(f.a_donation, donations.approve),
    "refuse a donation": on(f.a_donation, donations.refuse, **REASON),
    "return a list": on(f.a_submitted_list, gift_lists.send_back, **REASON),
    "approve a list": on(f.a_submitted_list, gift_lists.approve),
}
MISSING = {"receive a pledge", "reverse a donation", "submit a list", "hand over", *OF_CHECKERS} - {"refuse a donation"}


def said_to_the_powerless(name):
    """A transition says it in its own words."""
    return "not_permitted" if name in MISSING else "no_right"


def refusal_leaves_nothing(act, *codes):
    before = AuditEvent.objects.count()
    with refused(*codes):
        act()
    assert AuditEvent.objects.count() == before


@pytest.mark.parametrize("name", [*OF_MAKERS, *OF_CHECKERS])
def test_without_the_right_nothing_is_done(name):
    powerless = f.an_officer(roles.AUDITOR, office=f.an_office())
    refusal_leaves_nothing((OF_MAKERS | OF_CHECKERS)[name](powerless), said_to_the_powerless(name))


@pytest.mark.parametrize("name", [*OF_MAKERS, *OF_CHECKERS])
def test_nothing_is_done_to_the_records_of_another_office(name):
    role = roles.PROVINCIAL_OFFICER if name in OF_MAKERS else roles.APPROVER
    stranger = f.an_officer(role, office=f.an_office(f.DIEN_BIEN))
    refusal_leaves_nothing((OF_MAKERS | OF_CHECKERS)[name](stranger), "right_of_other_office")


@pytest.mark.parametrize("name", [*OF_MAKERS, *OF_CHECKERS])
def test_a_superuser_passes_every_right(name):
    act = (OF_MAKERS | OF_CHECKERS)[name](f.a_superuser())
    if name == "approve a list":
        refusal_leaves_nothing(act, "beyond_means")
        return
    before = AuditEvent.objects.count()
    act()
    assert AuditEvent.objects.count() == before + (2 if name == "hand over" else 1)  # its list is told of too


def plan_at(by, **office):
    what = {"round": f.a_round(), "province": f.a_province(), "held_on": date(2025, 12, 20)}
    return handovers.plan(HandoverEvent(**what, **office, title="Trao thẻ", place="Nhà văn hóa"), by=by)


ENTERED = {
    "donor": f.a_donor,
    "donation": f.a_donation,
    "bank line": f.a_bank_line,
    "list": lambda by, **office: f.a_gift_list(by=by, **{"office": by.office, **office}),
    "person": f.a_recipient,
    "hand-over": plan_at,
}


@pytest.mark.parametrize("name", ENTERED)
def test_a_new_record_is_of_the_office_of_who_enters_it_unless_it_names_another(name):
    by = f.an_officer(roles.HEADQUARTERS_OFFICER)
    own, other = ENTERED[name](by=by), ENTERED[name](by=by, office=f.an_office(f.DIEN_BIEN))
    assert (own.office, other.office) == (f.headquarters(), f.an_office(f.DIEN_BIEN))
    assert own.entered_by == other.entered_by == by


def appoint(by):
    officer = Officer(username="moi", email="moi@example.vn", full_name="Cán bộ mới", office=f.an_office())
    return lambda: officers.appoint(officer, [roles.AUDITOR], password=f.PASSWORD, by=by)


OF_ADMINISTRATORS = {
    "appoint an officer": appoint,
    "change an account": on(f.an_officer, officers.change, roles=[roles.AUDITOR]),
    "set a password": on(f.an_officer, officers.note_password),
}


@pytest.mark.parametrize("name", OF_ADMINISTRATORS)
def test_accounts_are_opened_and_changed_with_the_right_and_in_the_own_office_only(name):
    act = OF_ADMINISTRATORS[name]
    refusal_leaves_nothing(act(f.the_maker()), "no_right")
    refusal_leaves_nothing(act(f.an_officer(roles.ADMINISTRATOR, f.an_office(f.DIEN_BIEN))), "right_of_other_office")
    assert not Officer.objects.filter(username="moi").exists()
    act(f.an_officer(roles.ADMINISTRATOR, f.an_office()))()
    assert AuditEvent.objects.get(target_type="officer").actor


def test_an_administrator_moves_nobody_to_another_office():
    officer = f.an_officer()
    officer.office = f.an_office(f.DIEN_BIEN)
    with refused("right_of_other_office"):
        officers.change(officer, [roles.AUDITOR], by=f.an_officer(roles.ADMINISTRATOR, f.an_office()))


def test_an_administrator_of_a_province_leaves_the_account_without_an_office_alone():
    officer = f.an_officer()
    Officer.objects.filter(pk=officer.pk).update(office=None)
    with refused("right_of_other_office"):
        officers.change(officer, [roles.AUDITOR], by=f.an_officer(roles.ADMINISTRATOR, f.an_office()))


OF_HEADQUARTERS = {
    "open a round": lambda by: programmes.keep(f.a_round(), by=by),
    "open a programme": lambda by: programmes.keep(f.a_programme(), by=by),
    "publish a figure": lambda by: f.a_published_figure(by=by),
    "correct a figure": lambda by: published.correct(f.a_published_figure(), by=by),
}


@pytest.mark.parametrize("name", OF_HEADQUARTERS)
def test_a_province_neither_publishes_figures_nor_opens_programmes(name):
    with refused("no_right"):
        OF_HEADQUARTERS[name](f.an_officer())


def test_people_are_registered_many_at_once_and_asked_about_with_the_right_only():
    with refused("no_right"):
        recipients.register_many([_a_person()], by=f.an_officer(roles.AUDITOR, office=f.an_office()))
    with refused("right_of_other_office"):
        recipients.register_many([_a_person()], by=f.an_officer(office=f.an_office(f.DIEN_BIEN)))
    with refused("no_right"):
        look_ups.is_known(f.a_citizen_number(), by=f.the_checker())
    assert not Recipient.objects.exists()


def test_a_sheet_is_printed_by_those_who_may_read_it():
    with refused("right_of_other_office"):
        handovers.note_printed(f.a_planned_handover(), 2, by=f.an_officer(office=f.an_office(f.DIEN_BIEN)))


def test_a_round_that_is_used_stays_in_its_programme():
    used, unused = f.a_donation(round=f.a_round()).round, f.a_round()
    used.programme = unused.programme = f.a_programme()
    with refused("round_is_used"):
        programmes.keep(used, by=f.the_maker(f.headquarters()))
    assert programmes.keep(unused, by=f.the_maker(f.headquarters())).programme == used.programme
