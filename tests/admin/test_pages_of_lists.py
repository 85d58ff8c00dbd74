"""The pages of a long list: the same rows in the same order, from whichever end they are read; the sums above them."""

import pytest
from django.core.paginator import Paginator
from django.db import connection
from django.test.utils import CaptureQueriesContext

from programmes.access import roles
from programmes.admin.filters import ListStateFilter
from programmes.admin.gifts import GiftAdmin
from programmes.admin.lists import FromTheNearerEnd
from programmes.models import Donor, GiftKind, GiftList
from tests import factories as f
from tests.admin.pages import changelist

pytestmark = [pytest.mark.django_db, pytest.mark.one_database("sqlite")]


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


def test_a_page_far_from_both_ends_is_the_same_and_is_reached_by_the_ids_alone(donors, monkeypatch):
    monkeypatch.setattr(FromTheNearerEnd, "far", 5)
    shown = donors.select_related("office")
    plain = Paginator(shown, 4)
    for number in plain.page_range:
        with CaptureQueriesContext(connection) as asked:
            page = list(FromTheNearerEnd(shown, 4).page(number))
        assert page == list(plain.page(number))
        walks = [query["sql"] for query in asked if "OFFSET" in query["sql"] and number in {3, 4}]
        assert not [sql for sql in walks if "JOIN" in sql]


@pytest.fixture(scope="module")
def lists(shared_books):
    round_ = f.a_round()
    f.an_approved_list(gifts=3, round=round_)
    f.a_gift(f.a_gift_list(round=round_), kind=GiftKind.TET_PACKAGE, quantity=1, donor_cost_vnd=500_000)
    f.a_gift_list(round=round_)
    f.an_approved_list(gifts=2, office=f.an_office(f.DIEN_BIEN))
    return round_


def gifts_shown(client, state):
    return client.get(changelist("gift"), {"gift_list__state__exact": state}).context_data["cl"]


@pytest.mark.parametrize("state", ["draft", "submitted", "approved"])
def test_gifts_by_the_state_of_many_lists_come_in_the_order_of_the_gifts_and_are_not_sorted(
    state, lists, at, monkeypatch
):
    client = at(f.an_officer(roles.HEADQUARTERS_OFFICER))
    few = gifts_shown(client, state)
    monkeypatch.setattr(ListStateFilter, "many", 0)
    many = gifts_shown(client, state)
    assert list(many.result_list) == list(few.result_list)
    if state == "approved" and connection.vendor == "sqlite":
        assert "USE TEMP B-TREE FOR ORDER BY" in few.queryset[:50].explain()
        assert "USE TEMP B-TREE FOR ORDER BY" not in many.queryset[:50].explain()


def test_the_answers_of_social_insurance_are_narrowed_to_one_list_and_offer_no_choice_of_all(lists, at):
    client, chosen = at(f.an_officer(roles.HEADQUARTERS_OFFICER)), GiftList.objects.first()
    with CaptureQueriesContext(connection) as asked:
        whole = client.get(changelist("issuance")).context_data["cl"]
    assert not [query for query in asked if 'FROM "programmes_giftlist"' in query["sql"]]
    assert not [spec for spec in whole.filter_specs if spec.title == "danh sách"]
    one = client.get(changelist("issuance"), {"gift_list": chosen.pk}).context_data["cl"]
    assert [spec.lookup_choices for spec in one.filter_specs if spec.title == "danh sách"] == [
        [(str(chosen.pk), str(chosen))]
    ]


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
