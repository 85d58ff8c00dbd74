"""The pages of a long list: the same rows in the same order, from whichever end they are read; the sums above them."""

import pytest
from django.core.paginator import Paginator
from django.db import connection
from django.test.utils import CaptureQueriesContext

from programmes.access import roles
from programmes.admin.gifts import GiftAdmin
from programmes.admin.lists import FromTheNearerEnd
from programmes.models import Donor, GiftKind
from tests import factories as f
from tests.admin.pages import changelist

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture(scope="module")
def donors(shared_books):
    for number in range(23):
        f.a_donor(name=f"Công ty {number % 7}")
    return Donor.objects.order_by("search_key", "-pk")


@pytest.mark.parametrize("on_a_page", [4, 5, 23])
def test_every_page_is_the_one_that_is_read_from_the_beginning(donors, on_a_page):
    plain, ours = Paginator(donors, on_a_page), FromTheNearerEnd(donors, on_a_page)
    pages = [[[row.pk for row in pages.page(number)] for number in plain.page_range] for pages in (plain, ours)]
    assert pages[0] == pages[1]
    assert sum(map(len, pages[1])) == 23


def test_the_last_page_is_not_reached_by_way_of_all_the_others(donors):
    with CaptureQueriesContext(connection) as asked:
        FromTheNearerEnd(donors, 4).page(6)
    assert "OFFSET" not in asked.captured_queries[-1]["sql"]


@pytest.fixture(scope="module")
def lists(shared_books):
    round_ = f.a_round()
    f.an_approved_list(gifts=3, round=round_)
    f.a_gift(f.a_gift_list(round=round_), kind=GiftKind.TET_PACKAGE, quantity=1, donor_cost_vnd=500_000)
    f.a_gift_list(round=round_)
    f.an_approved_list(gifts=2, office=f.an_office(f.DIEN_BIEN))
    return round_


@pytest.mark.parametrize("role", [roles.HEADQUARTERS_OFFICER, roles.PROVINCIAL_OFFICER])
@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"kind__exact": "hi_card"},
        {"kind__exact": ["hi_card", "tet_package"], "o": "2"},
        {"round__id__exact": "of the lists"},
        {"gift_list__state__exact": "draft", "kind__exact": "tet_package"},
        {"gift_list__state__exact": "approved", "round__id__exact": "of the lists"},
        {"gift_list__state__exact": "submitted"},
    ],
)
def test_sums_above_gifts_are_those_of_their_rows_and_are_read_from_the_totals(asked, role, lists, at):
    if "round__id__exact" in asked:
        asked = {**asked, "round__id__exact": lists.pk}
    with CaptureQueriesContext(connection) as queries:
        told = at(f.an_officer(role)).get(changelist("gift"), asked).context_data
    assert told["summary"] == GiftAdmin.summary(None, told["cl"].queryset)
    assert not [query for query in queries.captured_queries if 'SUM("programmes_gift"' in query["sql"]]


@pytest.mark.parametrize("asked", [{"gia": "khac"}, {"q": "minh hoa"}, {"q": "001090000001"}])
def test_sums_above_gifts_of_which_the_totals_know_nothing_are_those_of_their_rows(asked, lists, at):
    told = at(f.an_officer(roles.HEADQUARTERS_OFFICER)).get(changelist("gift"), asked).context_data
    assert told["summary"] == GiftAdmin.summary(None, told["cl"].queryset)
