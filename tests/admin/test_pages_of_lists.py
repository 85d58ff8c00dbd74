"""The pages of a long list: the same rows in the same order, from whichever end they are read."""

import pytest
from django.core.paginator import Paginator
from django.db import connection
from django.test.utils import CaptureQueriesContext

from programmes.admin.lists import FromTheNearerEnd
from programmes.models import Donor
from tests import factories as f

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
