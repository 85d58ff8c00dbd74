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
    programmes,
    published,
    recipients,
)
from programmes.models import AuditEvent, Donation, Donor, Gift, GiftList, HandoverEvent, Recipient
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


def enroll(by):
    over = {"office": f.an_office(), "province": f.a_province(), "commune": "Mường Xén"}
    person = Recipient(full_name="Vừ Thị Mỷ", citizen_number=f.a_citizen_number(), **over)
    return lambda: recipients.register(person, by=by)


def plan(by):
    over = {"office": f.an_office(), "round": f.a_round(), "province": f.a_province(), "held_on": date(2025, 12, 20)}
    event = HandoverEvent(title="Trao thẻ BHYT", place="Nhà văn hóa xã", **over)
    return lambda: handovers.plan(event, by=by)


def add_a_list(by):
    gift_list = f.an_approved_list()
    over = {"round": gift_list.round, "province": gift_list.province, "office": gift_list.office}
    event = f.a_planned_handover([], **over)
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
    "register a person": enroll,
    "correct a person": on(f.a_recipient, recipients.correct),
    "plan an event": plan,
    "correct an event": on(f.a_planned_handover, handovers.correct),
    "add a list to an event": add_a_list,
    "drop a list from an event": drop_a_list,
    "close an event": on(f.a_ready_handover, handovers.hand_over),
}
OF_CHECKERS = {
    "approve a donation": on(f.a_donation, donations.approve),
    "refuse a donation": on(f.a_donation, donations.refuse, **REASON),
    "return a list": on(f.a_submitted_list, gift_lists.send_back, **REASON),
    "approve a list": on(f.a_submitted_list, gift_lists.approve),
}
MISSING = {"receive a pledge", "reverse a donation", "submit a list", "close an event", *OF_CHECKERS} - {
    "refuse a donation"
}


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
    assert AuditEvent.objects.count() == before + (2 if name == "close an event" else 1)  # its list is closed too


@pytest.mark.parametrize(
    ("make", "act"),
    [
        (f.a_programme, programmes.keep),
        (f.a_round, programmes.keep),
        (f.a_published_figure, published.correct),
    ],
    ids=["programme", "round", "published figure"],
)
def test_what_is_said_for_the_whole_country_is_not_changed_by_a_province(make, act):
    record = make()
    refusal_leaves_nothing(lambda: act(record, by=f.the_maker()), "no_right")
