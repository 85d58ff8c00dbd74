"""Below /en/ every public page is English, says the same numbers, and leads to its twin."""

import re
from html import unescape

import pytest
from django.apps import apps
from django.db.models import CharField, TextField
from django.http import StreamingHttpResponse
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from django.utils.translation import get_language, gettext, override

from bhxh_portal.middleware import language_of_address
from programmes.actions import periods
from programmes.models import ClosedPeriod, Donation
from programmes.public import indexes
from programmes.rules import trails
from tests import factories
from tests.architecture.words import VIETNAMESE
from tests.public import world

pytestmark = pytest.mark.one_database  # words and addresses

# Names that English keeps, the money of the country, and the other language by its own name.
KEPT = ("Tiếng Việt", "Quần đảo", "Hoàng Sa", "Trường Sa", "Đà Nẵng", "Khánh Hòa", "Tết", "đồng", "Bính Ngọ")
UNSEEN = re.compile(r"<(script|style|tspan)\b.*?</\1>", re.DOTALL)  # a tile says its name in two lines, and whole
IN_VIETNAMESE = re.compile(r'<(\w+)[^>]* lang="vi"[^>]*>.*?</\1>', re.DOTALL)
WORDS_OF_TAGS = re.compile(r'\b(?:aria-label|alt|title|placeholder|content|data-label)="([^"]*)"')
LINK = re.compile(r'<a\b[^>]* href="([^"#?]*)')
OTHER_LANGUAGE = re.compile(r'<a href="([^"]*)" lang="(\w+)" hreflang="\2" aria-label')
HREFLANG = re.compile(r'<link rel="alternate" hreflang="([\w-]+)" href="http://testserver([^"]*)">')
CANONICAL = re.compile(r'<link rel="canonical" href="http://testserver([^"]*)">')


@pytest.fixture(scope="module")
def public_world(shared_books):
    world.every_table()
    world.version(9)


@pytest.fixture
def pages(public_world):
    """(Vietnamese address, English address, English page), each page once."""
    client = Client()
    with override("vi"):
        addresses = [*indexes.addresses(), "/tim/?q=nghe+an+2025", "/trao-tang/?nam=2025"]
    return [(path, f"/en{path}", client.get(f"/en{path}")) for path in addresses]


def body_of(response):
    return response.content.decode()


def spoken(body):
    """The words of a page: its text and what its tags say, without what is marked as Vietnamese."""
    visible = IN_VIETNAMESE.sub(" ", UNSEEN.sub(" ", body))
    return unescape(" ".join([re.sub(r"<[^>]*>", " ", visible), *WORDS_OF_TAGS.findall(visible)]))


def names_in_the_books():
    """Whatever anybody entered, the longest first; but not the wording of figures, which English tells anew."""
    found = set(KEPT)
    for model in apps.get_app_config("programmes").get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, CharField | TextField) and field.name != "wording":
                found.update(str(value) for value in model.objects.values_list(field.name, flat=True) if value)
    return sorted(found, key=len, reverse=True)


def vietnamese_words(body, names):
    said = spoken(body)
    for name in names:
        said = said.replace(name, " ")
    return [word for word in said.split() if VIETNAMESE.search(word)]


def test_no_page_below_en_says_a_vietnamese_sentence_of_ours(pages):
    names = names_in_the_books()
    left = {english: vietnamese_words(body_of(page), names) for _path, english, page in pages}
    assert {english: words for english, words in left.items() if words} == {}
    assert {page.status_code for _path, _english, page in pages} == {200}


def test_a_page_below_en_says_so_and_its_links_stay_there(pages):
    for _path, english, page in pages:
        body = body_of(page)
        assert '<html lang="en"' in body, english
        assert page["Content-Language"] == "en"
        switches = {href.partition("?")[0] for href, _language in OTHER_LANGUAGE.findall(body)}
        inside = [href for href in LINK.findall(body) if href.startswith("/") and href not in switches]
        assert [href for href in inside if not href.startswith(("/en/", "/quan-tri/"))] == [], english


def test_each_page_names_its_twin_both_ways_and_itself_as_the_one_address(pages):
    client = Client()
    for path, english, page in pages:
        for address, body in ((path, body_of(client.get(path))), (english, body_of(page))):
            assert dict(HREFLANG.findall(body)) == {"vi": path, "en": english, "x-default": path}
            assert CANONICAL.findall(body) == [address]
            other = english if address == path else path
            assert OTHER_LANGUAGE.findall(body) == [(other, "en" if other == english else "vi")]


def test_the_sitemap_names_the_pages_of_both_languages(pages):
    for address in ("/sitemap.xml", "/en/sitemap.xml"):
        body = body_of(Client().get(address))
        for path, english, _page in pages[:-2]:
            assert f"<loc>http://testserver{path}</loc>" in body
            assert f"<loc>http://testserver{english}</loc>" in body


def test_numbers_and_days_have_english_form_on_a_page(public_world):
    said = spoken(body_of(Client().get("/en/nam/2025/")))
    assert re.search(r"\b1,\d{3}\b", said)
    assert not re.search(r"\b\d{1,3}\.\d{3}\b", said)
    assert not re.search(r"\b\d{1,2}/\d{1,2}/\d{4}\b", said)


@pytest.mark.django_db
def test_a_month_of_the_books_is_named_in_english(client):
    desk = factories.the_maker(factories.headquarters())
    for month in (None, 1):
        periods.close(ClosedPeriod(year=2024 + (month or 0), month=month), by=desk)
    seen = spoken(body_of(client.get("/en/dinh-chinh/")))
    assert "January 2025" in seen
    assert "month 1" not in seen


def test_names_of_programmes_and_rounds_are_marked_as_vietnamese(public_world):
    for address in ("/en/chuong-trinh/", "/en/chuong-trinh/ct-0/", "/en/nam/2025/"):
        body = body_of(Client().get(address))
        assert re.search(r'lang="vi">Trao sổ BHXH', body), address
        assert 'lang="vi">All programmes' not in body
    assert 'lang="vi"' not in body_of(Client().get("/chuong-trinh/")).split("<main")[1]


def test_a_list_of_hand_overs_has_a_heading_in_the_plural(public_world):
    for address in ("/en/nam/2025/", "/en/tinh/nghe-an/"):
        heading = re.search(r'<h2 id="buoi-trao">([^<]*)', body_of(Client().get(address)))[1]
        assert heading.strip() == "Hand-overs", address


def test_a_published_figure_is_told_in_english_with_the_words_of_its_source_beside_it(public_world):
    figure = factories.a_published_figure(
        measure="money", stage="raised", value=52_500_000_000, qualifier="over", wording="hơn 52,5 tỷ đồng"
    )
    body = body_of(Client().get(f"/en/so-lieu-cong-bo/{figure.code}/"))
    assert "over 52.5\u00a0billion đồng" in spoken(body)
    assert '<span lang="vi">“hơn 52,5 tỷ đồng”</span>' in body


def test_a_number_alone_is_told_in_english(public_world):
    figure = factories.a_published_figure(
        measure="cards", stage="given", value=600, qualifier="over", wording="hơn 600 thẻ BHYT"
    )
    names = names_in_the_books()
    for code in (figure.code, "huy-dong.2025", "the-bhyt.2025.nghe-an"):
        body = body_of(Client().get(f"/en/nhung/{code}/"))
        assert '<html lang="en"' in body
        assert vietnamese_words(body, names) == [], code
    assert "over 600\u00a0cards" in body_of(Client().get(f"/en/nhung/{figure.code}/"))


def test_the_files_of_an_english_page_hold_the_same_under_english_titles(pages):
    client = Client()
    for path, english in (("/index.json", "/en/index.json"), ("/nam/2025.json", "/en/nam/2025.json")):
        ours, theirs = client.get(path).json(), client.get(english).json()
        assert ours["title"] == {"Charity Register": "Sổ an sinh", "2025": "Năm 2025"}[theirs["title"]]
        for one, other in zip(ours["tables"], theirs["tables"], strict=True):
            assert one["key"] == other["key"]
            assert [column["key"] for column in one["columns"]] == [column["key"] for column in other["columns"]]
            assert not VIETNAMESE.search(other["title"].replace("đồng", ""))
            assert [_numbers(row) for row in one["rows"]] == [_numbers(row) for row in other["rows"]]
    ours, theirs = (client.get(path).content.decode().splitlines() for path in ("/nam/2025.csv", "/en/nam/2025.csv"))
    assert len(ours) == len(theirs)
    assert ours[0] == theirs[0]


def _numbers(row):
    return {key: value for key, value in row.items() if isinstance(value, int)}


def test_the_data_of_programs_are_the_same_and_their_dictionary_is_english(public_world):
    client = Client()
    ours, theirs = (client.get(f"{start}/api/v1/gifts").json() for start in ("", "/en"))
    assert ours["data"] == theirs["data"]
    dictionary = client.get("/en/du-lieu/datapackage.json").json()
    assert [table["title"] for table in dictionary["resources"] if VIETNAMESE.search(table["title"])] == []
    refused = client.get("/en/api/v1/gifts?x=1").json()
    assert refused["title"] == "The request was not answered"
    assert not VIETNAMESE.search(refused["detail"])


@pytest.mark.parametrize("feed", ["trao-tang", "so-lieu-cong-bo", "dinh-chinh"])
def test_a_feed_below_en_is_english(public_world, feed):
    body = body_of(Client().get(f"/en/{feed}/atom.xml"))
    assert 'xml:lang="en"' in body
    names = names_in_the_books()
    said = re.sub(r"<[^>]*>", " ", body)
    for name in names:
        said = said.replace(name, " ")
    assert [word for word in said.split() if VIETNAMESE.search(word)] == []


@pytest.mark.django_db
def test_a_donor_follows_a_donation_in_english(client):
    donation = factories.an_approved_donation()
    code = trails.code_of(Donation.objects.get(pk=donation.pk))
    for address in (f"/en/theo-doi/{code}/", f"/en/theo-doi/{code}/bien-nhan/"):
        body = body_of(client.get(address))
        assert '<html lang="en"' in body
        assert vietnamese_words(body, names_in_the_books()) == [], address
    assert "There is no donation with this code" in body_of(client.get("/en/theo-doi/ABCDEFGHIJKLMNOP/"))
    assert "The code has 16 letters" in body_of(client.post("/en/theo-doi/", {"ma": "x"}))


@pytest.mark.django_db
def test_who_is_lost_is_told_so_in_the_language_of_the_address(client):
    body = body_of(client.get("/en/khong-co/"))
    assert '<html lang="en"' in body
    assert "Page not found" in body
    assert 'href="/en/"' in body
    refused = body_of(client.get("/en/?x=1"))
    assert "This address has no parameter “x”." in refused


@pytest.mark.parametrize("name", ["400", "404", "500"])
def test_an_error_page_is_whole_in_english(name):
    with override("en"):
        assert vietnamese_words(render_to_string(f"{name}.html"), KEPT) == []


def test_a_stream_keeps_its_language_after_the_view_has_returned(rf):
    def stream(request):
        return StreamingHttpResponse(gettext("Trang chủ") for _part in range(2))

    with override("vi"):
        parts = list(language_of_address(stream)(rf.get("/en/")))
        assert get_language() == "vi"
    assert parts == [b"Home", b"Home"]


@pytest.mark.django_db
def test_the_switch_leads_to_the_same_page(client):
    world.raised()
    with override("en"):
        english = reverse("public:about")
    assert english == "/en/gioi-thieu/"
    assert f'<a href="{english}" lang="en" hreflang="en" aria-label="English"' in body_of(client.get("/gioi-thieu/"))
