"""The books as officers read them: entries and balances, each office its own."""

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from programmes.access import roles
from programmes.actions import allocations
from programmes.models import LedgerEntry
from programmes.totals import balances
from tests.admin.pages import changelist, page, rows, text_of
from tests.factories import (
    DIEN_BIEN,
    a_handover,
    an_approved_donation,
    an_approved_list,
    an_office,
    an_officer,
    fund,
    headquarters,
    the_maker,
)

BALANCES = reverse("admin:programmes_ledgerentry_balances")


def test_an_entry_leads_to_its_donation_list_and_event(at):
    event = a_handover([an_approved_list(gifts=2)])
    body = at(an_officer(roles.AUDITOR)).get(changelist("ledgerentry"), {"kind__exact": "spent"}).content.decode()
    entry = LedgerEntry.objects.get(kind="spent")
    for record in (entry.donation, entry.gift_list, event):
        assert f'href="{page(record)}"' in body
    assert "758.160" in body


def test_an_office_reads_the_entries_of_its_own_donations(at):
    own = an_approved_donation()
    an_approved_donation(office=an_office(DIEN_BIEN))
    shown = at(an_officer()).get(changelist("ledgerentry"))
    assert [entry.donation for entry in rows(shown)] == [own]
    everywhere = at(an_officer(roles.HEADQUARTERS_OFFICER)).get(changelist("ledgerentry"))
    assert len(rows(everywhere)) == 2


def test_a_list_of_another_office_is_only_named_on_the_donation_that_pays_for_it(at):
    elsewhere = an_office(DIEN_BIEN)
    gift_list = an_approved_list(gifts=2, office=elsewhere, province=elsewhere.province)
    donation = an_approved_donation(amount_vnd=758_160, round=gift_list.round)
    allocations.allocate(donation, gift_list, 758_160, by=the_maker(headquarters()))
    a_handover([gift_list], office=elsewhere, province=elsewhere.province)
    desk = at(an_officer(roles.HEADQUARTERS_OFFICER)).get(page(donation)).content.decode()
    own = at(an_officer()).get(page(donation))
    assert f'href="{page(gift_list)}"' in desk
    assert f"gift_list={gift_list.pk}" in desk
    assert f'href="{page(gift_list)}"' not in own.content.decode()
    assert f"gift_list={gift_list.pk}" not in own.content.decode()
    assert f"{gift_list} 758.160 đồng đã trao" in text_of(own)


def test_an_entry_is_read_and_not_changed(at):
    an_approved_donation()
    entry, client = LedgerEntry.objects.get(), at(an_officer())
    assert client.get(page(entry)).status_code == 200
    assert client.post(page(entry), {"amount_vnd": "1"}).status_code == 403
    assert LedgerEntry.objects.get().amount_vnd == entry.amount_vnd


def test_cash_and_goods_are_summed_apart(at):
    an_approved_donation(amount_vnd=5_000_000)
    an_approved_donation(amount_vnd=3_000_000, form="in_kind", route="in_kind", goods="200 suất quà")
    client = at(an_officer())
    assert "Nhận (tiền) 5.000.000 Nhận (hiện vật) 3.000.000" in text_of(client.get(changelist("ledgerentry")))
    shown = text_of(client.get(BALANCES))
    assert "8.000.000" not in shown
    assert shown.index("5.000.000") < shown.index("3.000.000")


def test_the_account_of_a_donation_adds_up_on_its_page(at):
    gift_list = an_approved_list(gifts=2)
    a_handover([gift_list])
    donation = LedgerEntry.objects.get(kind="spent").donation
    account = balances.of_donation(donation)
    assert account == (758_160, 0, 0, 0, 758_160)
    shown = text_of(at(an_officer(roles.AUDITOR)).get(page(donation)))
    assert "Đã trao 758.160 Còn lại 0" in shown


def test_the_balances_tell_rounds_earmarks_donations_and_lists(at):
    gift_list = fund(an_approved_list(gifts=2))
    spare = an_approved_donation(round=gift_list.round, amount_vnd=1_000_000, earmark=gift_list.province)
    shown = text_of(at(an_officer(roles.AUDITOR)).get(BALANCES))
    assert f"{gift_list.round.name} 1.758.160 1.000.000 758.160 0" in shown
    assert "Nghệ An 1.000.000 1.000.000 0 0" in shown
    assert f"{spare.code} {spare.donor}" in shown
    assert f"{gift_list} 758.160 758.160 0 0 0" in shown


def test_the_balances_of_a_province_are_those_of_its_own_donations(at):
    an_approved_donation(amount_vnd=7_777_777, office=headquarters())
    assert "7.777.777" not in text_of(at(an_officer()).get(BALANCES))
    assert "7.777.777" in text_of(at(an_officer(roles.AUDITOR)).get(BALANCES))


def test_who_may_not_read_the_books_gets_no_balances(at):
    assert at(an_officer(roles.ADMINISTRATOR)).get(BALANCES).status_code == 403


def test_the_balances_cost_the_same_whatever_they_hold(at):
    client = at(an_officer(roles.AUDITOR))

    def cost():
        client.get(BALANCES)
        with CaptureQueriesContext(connection) as queries:
            client.get(BALANCES)
        return len(queries)

    fund(an_approved_list(gifts=1))
    an_approved_donation()
    few = cost()
    for _each in range(8):
        fund(an_approved_list(gifts=1))
        an_approved_donation()
    assert cost() == few <= 20
