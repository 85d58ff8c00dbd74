"""A visitor who comes again reads new figures: every act that changes a public page moves the version of them all."""

from datetime import date
from functools import partial

import pytest

from programmes.actions import (
    allocations,
    corrections,
    donations,
    donors,
    gift_lists,
    handovers,
    periods,
    programmes,
    published,
    rates,
    reference,
    undo,
)
from programmes.models import AuditEvent, ClosedPeriod, Donation, ImportBatch, Office, Rate, TotalsState
from programmes.public.data.registry import TABLES
from programmes.totals import apply, rebuild
from tests import factories as f
from tests.exchange.doors import take_in
from tests.sheets import a_csv

pytestmark = pytest.mark.django_db

WHY = "Vì sao"


def a_dear_list(round_=None):
    """(donation that may pay for it, approved list of 120 million đồng)."""
    dear = f.a_gift_list(round=round_ or f.a_round())
    f.a_gift(dear, kind="relief", donor_cost_vnd=120_000_000)
    gift_lists.submit(dear, by=f.the_maker())
    dear = f.approved(dear)
    return Donation.objects.get(round=dear.round), dear


def acts(folder):
    """(what is done, the act) in the order in which they can be done."""
    desk, maker, checker, other = f.the_maker(f.headquarters()), f.the_maker(), f.the_checker(), f.an_officer()
    donation, person, figure = f.a_donation(), f.a_person(), f.a_draft_figure()
    event, late = f.a_ready_handover([f.an_approved_list(gifts=12)]), f.a_donation(received_on=date(2024, 3, 4))
    money, dear = a_dear_list()
    salary = Rate(family="base_salary", category_code="all", category_name="Mọi người", value="2500000", unit="đồng")
    salary.effective_from, salary.legal_source = date(2026, 1, 1), WHY
    salary.status = salary.date_status = Rate.Status.UNVERIFIED

    def approve_the_reversal():
        donations.approve(Donation.objects.get(reverses=donation), by=checker)

    def correct():
        corrections.approve(corrections.propose(donation=late, reason=WHY, by=maker), by=checker)

    def consent():
        person.consented_on = date(2025, 3, 4)
        donors.correct(person, by=maker)

    def set_aside():
        allocations.allocate(money, dear, 55_000_000, by=desk)

    def take_back(event, by):
        for gift in event.gifts.all():
            handovers.take_back(gift, reason=WHY, by=by)

    def take_a_file(layout, *lines):
        take_in(a_csv(folder, list(lines)), layout, desk)

    yield "a programme is changed", lambda: programmes.keep(donation.programme, by=desk)
    yield "a figure is published", f.a_published_figure
    yield "a draft of a figure is published", lambda: published.publish(figure, by=f.the_checker())
    yield "a rate is published", lambda: rates.publish(salary, by=desk)
    yield "a donor consents to be named", consent
    yield "a donation is approved", lambda: donations.approve(donation, by=checker)
    donations.reverse(Donation.objects.get(pk=donation.pk), reason=WHY, by=maker)
    yield "a donation is taken back", approve_the_reversal
    yield "gifts are handed over", lambda: handovers.hand_over(event, by=maker)
    yield "money is set aside", set_aside
    yield "money is released", lambda: allocations.release(money, dear, 55_000_000, reason=WHY, by=desk)
    yield "more than ten gifts are taken back", lambda: take_back(event, other)
    yield (
        "a photo is shown",
        lambda: handovers.show_photo(event, b"JPEG", caption="", consented_on=event.held_on, by=maker),
    )
    yield "a photo is removed", lambda: handovers.remove_photo(event, reason=WHY, by=maker)
    yield "a period is closed", lambda: periods.close(ClosedPeriod(year=2024), by=desk)
    yield "a closed period is corrected", correct
    yield (
        "a file of donors is stored",
        lambda: take_a_file("donors", {"Tên nhà tài trợ": "Công ty A", "Loại": "doanh nghiệp"}),
    )
    yield "a file is taken back", lambda: undo.undo(ImportBatch.objects.get(layout="donors"), reason=WHY, by=desk)
    yield (
        "an office is renamed",
        lambda: reference.bring_in_step([Office(code="40", name="BHXH tỉnh khác", province=f.a_province())]),
    )
    yield "the totals are counted again", rebuild.rebuild
    yield "the records are said to be a sample", apply.label_as_sample


def version():
    state = TotalsState.objects.filter(pk=1).first()
    return state.version if state else 0


def test_every_act_that_the_public_sees_moves_the_version_and_stands_in_the_trail(tmp_path):
    unseen, untold = [], []
    for name, act in acts(tmp_path):
        before, events = version(), AuditEvent.objects.count()
        act()
        if version() <= before:
            unseen.append(name)
        if AuditEvent.objects.count() == events:
            untold.append(name)
    assert unseen == []
    assert untold == ["the totals are counted again", "the records are said to be a sample"]


def test_what_is_told_of_money_set_aside_never_changes_under_one_version():
    """Each sum is rounded by itself: two rounds of 30 million each are nothing, and 100 million together."""
    desk, lists = f.the_maker(f.headquarters()), [a_dear_list(), a_dear_list()]
    seen = {version(): list(TABLES["allocations"].rows())}
    for number, amount_vnd in ((0, 30), (1, 30), (0, 30), (0, -1), (0, -30), (1, -30), (1, 10), (0, -29)):
        move = allocations.allocate if amount_vnd > 0 else partial(allocations.release, reason=WHY)
        move(*lists[number], abs(amount_vnd) * 1_000_000, by=desk)
        told = list(TABLES["allocations"].rows())
        assert seen.setdefault(version(), told) == told, (number, amount_vnd)
    assert len(seen) == 6


def test_a_small_part_for_a_round_that_has_some_moves_no_version():
    donation, dear = a_dear_list()
    desk = f.the_maker(f.headquarters())
    allocations.allocate(donation, dear, 60_000_000, by=desk)
    before = version()
    allocations.allocate(donation, dear, 1_000_000, by=desk)
    allocations.allocate_many(dear, [(donation, 1_000_000, "1" * 32)], by=desk)
    assert version() == before


def test_a_gift_that_came_back_unseen_moves_no_version_until_there_are_more():
    event = f.a_handover([f.an_approved_list(gifts=12)])
    by, gifts, before = f.an_officer(), list(event.gifts.all()), version()
    for gift in gifts[:11]:
        handovers.take_back(gift, reason=WHY, by=by)
    assert version() == before, "one would be left: it would be told"
    handovers.take_back(gifts[11], reason=WHY, by=by)
    assert version() == before + 1
