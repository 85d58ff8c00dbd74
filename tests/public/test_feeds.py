"""News as Atom: every entry leads to where its record stands."""

import xml.etree.ElementTree as ET
from datetime import date

import pytest

from programmes.actions import corrections, periods
from programmes.models import ClosedPeriod
from tests import factories

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
FEEDS = ("/trao-tang/atom.xml", "/so-lieu-cong-bo/atom.xml", "/dinh-chinh/atom.xml")
each_feed = pytest.mark.parametrize("address", FEEDS)


@pytest.fixture(scope="module", autouse=True)
def news(shared_books):
    """A hand-over done and one planned, two published figures, and a correction that changed several numbers."""
    factories.a_handover(held_on=date(2025, 12, 1))
    factories.a_planned_handover(title="Buổi trao chưa diễn ra")
    factories.a_published_figure()
    factories.a_published_figure()
    late = factories.a_donation()
    periods.close(ClosedPeriod(year=2025), by=factories.the_maker(factories.headquarters()))
    correction = corrections.propose(donation=late, reason="Sao kê đến muộn", by=factories.the_maker())
    corrections.approve(correction, by=factories.the_checker())


def feed_of(client, address):
    response = client.get(address)
    assert response["Content-Type"].startswith("application/atom+xml")
    return ET.fromstring(response.content)  # noqa: S314  our own text


@each_feed
def test_each_entry_leads_to_a_place_that_exists(client, address):
    entries = feed_of(client, address).findall(f"{ATOM}entry")
    assert entries
    for entry in entries:
        path, _hash, anchor = entry.find(f"{ATOM}link").get("href").removeprefix("http://testserver").partition("#")
        page = client.get(path)
        assert page.status_code == 200
        assert not anchor or f'id="{anchor}"' in page.content.decode()


@each_feed
def test_a_feed_has_what_rfc_4287_asks(client, address):
    feed = feed_of(client, address)
    for element in (feed, *feed.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert element.find(f"{ATOM}{name}").text
    ids = [entry.find(f"{ATOM}id").text for entry in feed.findall(f"{ATOM}entry")]
    assert len(ids) == len(set(ids))
    (own,) = (link.get("href") for link in feed.findall(f"{ATOM}link") if link.get("rel") == "self")
    assert own == f"http://testserver{address}"
    assert feed.find(f"{ATOM}author/{ATOM}name").text == "Bảo hiểm xã hội Việt Nam"


def test_a_planned_hand_over_is_no_news(client):
    assert "chưa diễn ra" not in client.get("/trao-tang/atom.xml").content.decode()
