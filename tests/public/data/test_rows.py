"""What the open data say and what they keep to themselves."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from programmes.actions import donations, gift_lists
from programmes.models import GiftKind
from programmes.public.data.registry import TABLES
from tests import factories
from tests.public import world

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def records(key, **where):
    table = TABLES[key]
    return [table.record(row) for row in table.rows(where)]


def test_the_total_of_a_year_can_be_computed_from_the_files_alone(client):
    """As a researcher does it: rows that are no totals, added up, are the numbers of the page of the year."""
    round_ = factories.a_round()
    for province, quantity in (("40", 250), ("11", 57), ("01", 300)):
        world.given(province, quantity, round_=round_)
        world.given(province, quantity + 11, round_=factories.a_round(), kind="si_book")
    donation = factories.an_approved_donation(amount_vnd=7_000_000)
    world.version()
    rows = client.get("/api/v1/gifts?year=2025&is_total=false&limit=1000").json()["data"]
    page = client.get("/nam/2025.json").json()
    by_key = {table["key"]: table["rows"] for table in page["tables"]}
    whole = by_key["by_province"][-1]
    for kind in ("hi_card", "si_book"):
        assert sum(row["quantity"] for row in rows if row["kind"] == kind) == whole[kind]
    assert sum(row["donor_cost_vnd"] for row in rows) == whole["given_vnd"]
    received = client.get("/api/v1/donations?year=2025").json()["data"]
    raised = [row["raised_vnd"] for row in by_key["by_programme"] if row["programme"] == donation.programme.name]
    assert [sum(row["amount_vnd"] for row in received)] == raised


def test_a_small_number_and_its_money_are_empty_and_say_why():
    round_ = factories.a_round()
    for province, quantity in (("40", 7), ("11", 57), ("01", 300), ("66", 900)):
        world.given(province, quantity, round_=round_)
    cells = {row["province_code"]: row for row in records("gifts", is_total=False)}
    assert {code: row["status"] for code, row in cells.items()} == {
        "40": "hidden_few",
        "11": "shown",
        "01": "shown",
        "66": "shown",
    }
    assert [cells["40"][name] for name in ("quantity", "donor_cost_vnd", "total_vnd")] == [None] * 3


def test_a_hand_over_hides_what_its_page_hides(client):
    world.every_table()
    for row in records("handovers"):
        (shown,) = client.get(f"{row['address'].rstrip('/')}.json").json()["tables"][1]["rows"]
        hidden = {"hidden_few": "dưới 11", "withheld": "không nêu"}
        assert shown["quantity"] == hidden.get(row["status"], row["quantity"])
        assert (row["quantity"] is None) == (row["donor_cost_vnd"] is None) == (row["status"] != "shown")


def test_only_who_may_be_named_is_named():
    programme = factories.a_programme()
    named = factories.an_approved_donation(programme=programme, donor=factories.a_donor(name="Ngân hàng Minh Họa"))
    factories.an_approved_donation(programme=programme, donor=factories.a_person(name="Nguyễn Thị Kín"))
    factories.an_approved_donation(programme=programme, donor=named.donor, is_anonymous=True)
    found = records("donations", programme=programme.slug)
    assert [row["donor_name"] for row in sorted(found, key=lambda row: row["donor_name"] or "~")] == [
        "Ngân hàng Minh Họa",
        None,
        None,
    ]
    assert all((row["donor"] is None) == (row["donor_kind"] is None) == (row["donor_name"] is None) for row in found)


def test_what_waits_for_approval_is_not_in_the_data():
    factories.a_donation()
    factories.a_pledge()
    assert records("donations") == []


def test_a_reversal_names_what_it_reverses_and_takes_it_back():
    donation = factories.an_approved_donation()
    reversal = donations.reverse(donation, reason="Ghi nhầm", by=factories.the_maker())
    donations.approve(reversal, by=factories.the_checker())
    rows = {row["id"]: row for row in records("donations")}
    (taken_back,) = (row for row in rows.values() if row["reverses"])
    assert rows[taken_back["reverses"]]["amount_vnd"] == donation.amount_vnd == -taken_back["amount_vnd"]


def test_the_code_of_a_donation_cannot_be_counted_and_does_not_change():
    for _each in range(3):
        factories.an_approved_donation()
    ids = [row["id"] for row in records("donations")]
    assert ids == [row["id"] for row in records("donations")]
    assert all(re.fullmatch(r"2025-03\.[a-z2-7]{16}", one) for one in ids)


def test_money_set_aside_is_counted_once_taken_back():
    drawn = factories.a_gift_list()
    factories.a_gift(drawn, kind=GiftKind.RELIEF, donor_cost_vnd=260_000_000)
    gift_lists.submit(drawn, by=factories.the_maker())
    factories.fund(factories.approved(drawn))
    (row,) = records("allocations")
    assert (row["amount_vnd"], row["status"], row["round"]) == (300_000_000, "rounded", drawn.round.slug)


def test_no_table_reads_a_recipient():
    world.every_table()
    with CaptureQueriesContext(connection) as asked:
        assert all(records(key) for key in TABLES)
    assert [query["sql"] for query in asked if "programmes_recipient" in query["sql"]] == []
