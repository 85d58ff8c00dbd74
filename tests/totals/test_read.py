"""What the pages read is what the tables hold."""

from datetime import date

import pytest

from programmes.actions import gift_lists, periods
from programmes.models import ClosedPeriod, Donor, GiftKind
from programmes.rules.privacy import MAY_BE_NAMED
from programmes.totals import read
from tests import factories
from tests.guards import break_by_hand
from tests.public import world

pytestmark = pytest.mark.django_db


def test_state_before_the_first_record_is_version_zero(django_assert_num_queries):
    with django_assert_num_queries(1):
        assert read.state().version == 0


def test_given_sums_the_events_of_a_round_and_keeps_provinces_without_gifts(django_assert_num_queries):
    programme = factories.a_programme(slug="so-the")
    round_ = factories.a_round(programme=programme, slug="dot-1")
    world.given("40", 30, round_=round_)
    world.given("40", 12, round_=round_)
    factories.a_province("11")
    with django_assert_num_queries(1):
        provinces, cells = read.given()
    assert [province["slug"] for province in provinces] == ["dien-bien", "nghe-an"]
    assert cells == [
        read.GivenCell(
            *(2025, "so-the", "dot-1", "nghe-an", "hi_card", "event", 2, 42),
            *(42 * world.CARD_VND, 42 * (world.CARD_VND + world.CARD_STATE_VND)),
        )
    ]


def test_given_is_what_was_handed_over_and_raised_what_was_approved():
    approved = factories.an_approved_list(gifts=3)
    factories.a_gift(kind=GiftKind.HI_CARD)
    factories.a_handover([approved])
    factories.a_donation(amount_vnd=1)
    factories.an_approved_donation(amount_vnd=7_000_000)
    _provinces, cells = read.given()
    assert [(cell.quantity, cell.donor_cost_vnd) for cell in cells] == [(3, 3 * 379_080)]
    assert sorted(row.amount_vnd for row in read.receipts() if row.year) == [3 * 379_080, 7_000_000]


def test_a_year_in_which_a_hand_over_told_nothing_has_a_page_as_it_has_a_number(client, django_assert_num_queries):
    world.given(year=2019)
    world.raised(year=2023)
    factories.a_planned_handover([], held_on=date(2999, 6, 1))
    break_by_hand("DELETE FROM programmes_disclosure")
    found, receipts = {2019, 2023}, read.receipts()
    assert read.years() == read.known().years == found
    with django_assert_num_queries(1):
        assert read.receipts_and_years() == (receipts, found)
    for year, status in ((2019, 200), (2020, 404)):
        addresses = (f"/nam/{year}/", f"/tinh/nghe-an/{year}/", f"/so-lieu/so-buoi-trao.{year}/")
        assert [client.get(address).status_code for address in addresses] == [status] * 3


def test_receipts_and_kinds_of_donors_in_one_query_are_those_of_two(django_assert_num_queries):
    world.raised(5, programme=factories.a_programme(position=2))
    world.raised(6, programme=factories.a_programme(position=1), donor=factories.a_person())
    factories.a_programme(position=0)
    with django_assert_num_queries(1):
        by_programme, by_kind = read.receipts_and_kinds(MAY_BE_NAMED)
    assert by_programme == read.receipts()
    assert sorted((row.group, row.amount_vnd) for row in by_kind) == [("", 6), ("enterprise", 5)]
    assert [row.amount_vnd for row in by_programme] == [None, 6, 5]


def test_a_donor_who_may_not_be_named_leaves_the_database_without_a_name():
    world.raised(5, donor=factories.a_person(name="Trần Văn Kín"))
    world.raised(6, donor=factories.a_person(name="Lê Thị Kín"))
    assert read.donors(MAY_BE_NAMED) == [read.Receipt("donor", "", "", "", "", 2025, 11)]


def test_published_figures_come_by_year_and_the_longest_period_first():
    factories.a_published_figure(code="HAI", period="2020-2021")
    factories.a_published_figure(code="THANG", period="tháng 12/2025")
    factories.a_published_figure(code="NAM")
    assert [figure.code for figure in read.published()] == ["NAM", "THANG", "HAI"]


def test_closed_periods_come_by_year_the_whole_year_before_its_months():
    desk = factories.the_maker(factories.headquarters())
    for year, month in ((2024, None), (2025, 2), (2025, 1), (2025, None)):
        periods.close(ClosedPeriod(year=year, month=month), by=desk)
    assert [str(period) for period in read.closed_periods()] == ["2025", "1/2025", "2/2025", "2024"]


def test_hand_overs_are_those_that_are_done_the_latest_first():
    early = factories.a_handover(held_on=date(2025, 12, 1))
    late = factories.a_handover(held_on=date(2025, 12, 9))
    factories.a_planned_handover(held_on=date(2025, 12, 30))
    assert read.handovers(5) == [late, early]
    assert read.handovers(1) == [late]


def test_of_an_event_is_told_what_is_told_at_its_height():
    event, small = world.given(quantity=12), world.given(quantity=3)
    assert read.told_of_event(event) == [("hi_card", 12)]
    assert read.told_of_event(small) == [("hi_card", None)]


def test_a_cell_says_by_what_it_may_be_shown():
    cell = read.GivenCell(2025, "so-the", "dot-1", "nghe-an", "hi_card", "programme", 2, 12, 0, 0)
    assert cell.told_of == ("so-the", None, "nghe-an")
    assert cell._replace(height="country").told_of == (None, None, None)
    assert cell._replace(height="waiting").told_of is None


def test_what_is_set_aside_is_told_so_roughly_that_no_single_gift_shows():
    factories.an_approved_donation(amount_vnd=900_000_000)
    before = read.state().version
    gift_list = factories.an_approved_list(gifts=2)
    factories.fund(gift_list)
    # + 2: the donation that funds it, and the row of its round in the open data
    assert (read.state().set_aside_vnd, read.state().version) == (0, before + 2)
    large = factories.a_gift_list()
    factories.a_gift(large, kind="relief", donor_cost_vnd=160_000_000)
    gift_lists.submit(large, by=factories.the_maker())
    factories.fund(factories.approved(large))
    assert read.state().set_aside_vnd == 200_000_000
    assert read.state().version > before + 3


def test_a_staff_collective_is_named():
    world.raised(5, donor=factories.a_donor(kind=Donor.Kind.STAFF, name="Công chức, viên chức BHXH tỉnh Nghệ An"))
    assert read.donors(MAY_BE_NAMED)[0].name == "Công chức, viên chức BHXH tỉnh Nghệ An"
