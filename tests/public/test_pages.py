"""Each public page: what it says, what it costs, what it never says."""

import re
from datetime import date
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from programmes.models import Donor, Measure, PublishedFigure, Stage
from tests import factories
from tests.public import world

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

PAGES = (
    "/",
    "/nam/2025/",
    "/nam/",
    "/chuong-trinh/",
    "/chuong-trinh/ct-0/",
    "/dot/",
    "/tinh/",
    "/tinh/nghe-an/",
    "/tinh/nghe-an/2025/",
    "/trao-tang/",
    "/nha-hao-tam/",
    "/nha-hao-tam/cong-ty-dong-a-0/",
    "/tim/?q=nghe+an+2025",
    "/so-lieu-cong-bo/",
    "/so-lieu/",
    "/so-lieu/the-bhyt.2025.nghe-an/",
    "/so-lieu/huy-dong.2025/",
    "/gioi-thieu/",
)
FACTS = re.compile(r'"programmes_(gift|giftlist|donation|recipient)"')


def text(response):
    """What a reader sees: no tags, single spaces."""
    body = re.sub(r"<(title|style|script)[^>]*>.*?</\1>|<[^>]+>", " ", response.content.decode(), flags=re.DOTALL)
    return " ".join(unescape(body).split())


def queries(client, address):
    with CaptureQueriesContext(connection) as found:
        assert client.get(address).status_code == 200
    return [query["sql"] for query in found.captured_queries]


def test_a_page_costs_few_queries_however_much_is_in_it(client):
    world.a_whole_world(2)
    few = {address: len(queries(client, address)) for address in PAGES}
    for number in range(2, 6):
        programme = factories.a_programme(slug=f"ct-{number}")
        world.given("40", 500, round_=factories.a_round(programme=programme), year=2023)
        world.raised(programme=programme)
        factories.a_published_figure()
    for address in PAGES:
        many = queries(client, address)
        assert len(many) == few[address] <= 5, address
        assert not [sql for sql in many if FACTS.search(sql)]


def test_an_unchanged_page_is_not_sent_again(client, django_assert_num_queries):
    world.a_whole_world()
    for number, address in enumerate([*PAGES, "/index.json", "/nam/2025.csv", "/sitemap.xml"]):
        first = client.get(address)
        assert set(first["Cache-Control"].split(", ")) == {"public", "max-age=0", "s-maxage=1", "must-revalidate"}
        with django_assert_num_queries(1):
            again = client.get(address, headers={"if-none-match": first["ETag"]})
        assert (again.status_code, again.content) == (304, b""), address
        world.version(8 + number)
        assert client.get(address, headers={"if-none-match": first["ETag"]}).status_code == 200, address


def test_a_page_sets_no_cookie_and_asks_nothing_of_another_site(client):
    world.a_whole_world()
    for address in PAGES:
        response = client.get(address)
        assert not response.cookies
        assert "Cookie" not in response.get("Vary", "")
        assert "default-src 'self'" in response["Content-Security-Policy"]
        body = response.content.decode()
        assert not re.findall(r"<script(?! type=\"application/ld.json\")|\sstyle=|\son\w+=", body)
        assert not re.findall(r'(?:src|href)="(?:https?:)?//(?!testserver/)', body)


def test_the_published_figures_open_the_home_page(client):
    figure = PublishedFigure
    factories.a_published_figure()
    factories.a_published_figure(
        measure=Measure.BOOKS_AND_CARDS,
        stage=Stage.GIVEN,
        value=185_055,
        wording="185.055 sổ bảo hiểm xã hội và thẻ bảo hiểm y tế",
    )
    factories.a_published_figure(
        measure=Measure.PACKAGES,
        stage=Stage.GIVEN,
        value=2000,
        qualifier=figure.Qualifier.OVER,
        wording="hơn 2.000 suất quà Tết",
    )
    factories.a_published_figure(
        measure=Measure.PEOPLE,
        stage=Stage.GIVEN,
        period="2020-2021",
        value=None,
        qualifier=figure.Qualifier.ORDER_OF_MAGNITUDE,
        wording="hàng chục nghìn người",
    )
    seen = text(client.get("/"))
    assert "54,38 tỷ đồng" in seen
    assert "185.055 sổ bảo hiểm xã hội và thẻ bảo hiểm y tế" in seen
    assert "hơn 2.000 suất quà Tết" in seen
    assert "Nguồn: Báo kiểm thử, công bố 31/12/2025." in seen
    assert "2020-2021 “hàng chục nghìn người” , nguồn không nêu con số" in seen


def test_a_wording_without_a_number_is_never_given_one(client):
    factories.a_published_figure(
        value=None,
        value_low=20_000,
        value_high=99_999,
        measure=Measure.PEOPLE,
        stage=Stage.GIVEN,
        qualifier=PublishedFigure.Qualifier.ORDER_OF_MAGNITUDE,
        wording="hàng chục nghìn người",
    )
    seen = text(client.get("/so-lieu-cong-bo/"))
    assert "hàng chục nghìn người" in seen
    assert "không có con số" in seen
    assert "20.000" not in seen
    assert "99.999" not in seen


def test_a_published_figure_stands_beside_the_counted_one_and_is_not_added_to_it(client):
    factories.a_published_figure()
    world.raised(1_234_567)
    world.version()
    seen = text(client.get("/so-lieu-cong-bo/"))
    assert "Theo hồ sơ của cổng 1.234.567" in seen
    assert "54.381.234.567" not in seen


def test_sample_records_are_labelled_on_every_page(client):
    world.a_whole_world()
    for address in PAGES:
        assert "Dữ liệu minh họa." not in text(client.get(address)), address
    world.version(9, is_sample=True)
    for address in PAGES:
        assert "Dữ liệu minh họa. Hồ sơ dựng để xem thử" in text(client.get(address)), address


@pytest.mark.parametrize("address", ["/", "/nam/2025/"])
def test_both_archipelagos_are_on_every_diagram(client, address):
    factories.a_published_figure()
    body = client.get(address).content.decode()
    assert "Quần đảo Hoàng Sa, thuộc TP Đà Nẵng" in body
    assert "Quần đảo Trường Sa, thuộc tỉnh Khánh Hòa" in body
    assert "bản đồ" not in body.lower()


def test_what_is_handed_over_is_seen_at_once(client):
    before = client.get("/nam/2025/")
    gift_list = factories.an_approved_list(gifts=12)
    factories.a_handover([gift_list])
    after = client.get("/nam/2025.json").json()
    assert before.status_code == 404
    row = next(each for each in after["tables"] if each["key"] == "by_province")["rows"][-1]
    assert (row["hi_card"], row["given_vnd"]) == (12, 12 * 379_080)


def test_a_figure_of_two_years_is_on_the_page_of_each(client):
    factories.a_published_figure(period="2020-2021", value=3 * 10**9, wording="3 tỷ đồng")
    factories.a_published_figure()
    for year in (2020, 2021):
        seen = text(client.get(f"/nam/{year}/"))
        assert "2020-2021 3 tỷ đồng" in seen
        assert "54,38 tỷ đồng" not in seen


def test_a_planned_hand_over_is_not_public(client):
    event = factories.a_planned_handover(title="Buổi trao chưa diễn ra")
    factories.a_published_figure()
    for address in ("/", "/nam/2025/", "/trao-tang/", f"/tinh/{event.province.slug}/"):
        assert "Buổi trao chưa diễn ra" not in text(client.get(address))


def test_donors_are_named_by_the_rule_and_in_alphabetical_order(client):
    person = {"kind": Donor.Kind.INDIVIDUAL}
    for name, over, is_anonymous in (
        ("Công ty Ánh Dương", {}, False),
        ("Công ty Đông Á", {}, False),
        ("Công ty Dầu khí", {}, False),
        ("Công ty Kín Tiếng", {}, True),
        ("Bà Lê Thị Đồng Ý", {**person, "consented_on": date(2025, 1, 1)}, False),
        ("Bà Lê Thị Khi Khác", {**person, "consented_on": date(2025, 1, 1)}, True),
        ("Ông Trần Văn Im Lặng", person, False),
        ("Người Giấu Tên", {"kind": Donor.Kind.ANONYMOUS}, True),
    ):
        world.raised(1_000_000, donor=factories.a_donor(name=name, **over), is_anonymous=is_anonymous)
    world.version()
    for address in ("/nha-hao-tam/", "/nha-hao-tam.json", "/nha-hao-tam.csv"):
        seen = text(client.get(address))
        assert seen.index("Công ty Ánh Dương") < seen.index("Công ty Dầu khí") < seen.index("Công ty Đông Á")
        assert "Bà Lê Thị Đồng Ý" in seen
        assert not re.search("Kín Tiếng|Khi Khác|Im Lặng|Giấu Tên", seen)
    rows = client.get("/nha-hao-tam.json").json()["tables"][0]["rows"]
    assert rows[-1] == {"kind": "", "donor": "Nhà hảo tâm không nêu tên", "years": "2025", "raised_vnd": 4_000_000}


def test_each_of_two_donors_of_one_name_has_a_page_and_a_number(client):
    first, second = (factories.a_donor(name="Công ty Ánh Dương") for _each in range(2))
    third = factories.a_donor(name=f"Công ty Ánh Dương {second.pk}")
    slugs = "cong-ty-anh-duong", f"cong-ty-anh-duong-{second.pk}-", f"cong-ty-anh-duong-{second.pk}"
    for amount, donor in enumerate((first, second, third), 1):
        world.raised(amount * 1_000_000, donor=donor)
    world.version()
    roll, hits = (client.get(path).content.decode() for path in ("/nha-hao-tam/", "/tim/?q=anh+duong"))
    for amount, slug in enumerate(slugs, 1):
        assert all(f'href="/nha-hao-tam/{slug}/"' in page for page in (roll, hits))
        (row,) = client.get(f"/nha-hao-tam/{slug}.json").json()["tables"][0]["rows"]
        number = client.get(f"/so-lieu/huy-dong.nha-hao-tam-{slug}.json").json()["tables"][0]["rows"][0]
        assert row["raised_vnd"] == number["value"] == amount * 1_000_000


def test_a_donor_whose_gift_was_reversed_is_not_on_the_roll(client):
    world.raised(0, donor=factories.a_donor(name="Công ty Đã Rút"))
    assert "Công ty Đã Rút" not in text(client.get("/nha-hao-tam/"))


def test_a_list_of_what_has_no_records_has_no_space_before_its_commas(client):
    for number in range(3):
        factories.a_programme(slug=f"ct-{number}", name=f"Chương trình {number}")
    world.raised(5_000_000)
    world.version()
    words = " ".join(re.sub(r"<[^>]*>", "", client.get("/nam/2025/").content.decode()).split())
    assert "Chưa có hồ sơ: Chương trình 0, Chương trình 1, Chương trình 2." in words


def test_days_have_one_form_in_sentences_and_tables(client):
    round_ = factories.a_round(starts_on=date(2026, 1, 1), ends_on=date(2026, 2, 28))
    body = text(client.get(f"/dot/{round_.slug}/"))
    assert "1/1/2026" in body
    assert "01/01/2026" not in body


def test_kinds_of_donors_stand_by_what_they_gave_on_the_home_page(client):
    kinds = (Donor.Kind.BANK, Donor.Kind.ENTERPRISE)
    for amount, kind in zip((15, 21), kinds, strict=True):
        world.raised(amount * 10**9, donor=factories.a_donor(kind=kind, name=f"Đơn vị {amount}"))
    world.version()
    rows = next(each for each in client.get("/index.json").json()["tables"] if each["key"] == "by_donor_kind")["rows"]
    assert [row["raised_vnd"] for row in rows] == [21 * 10**9, 15 * 10**9]


def test_the_published_frame_and_the_counted_bar_stand_apart(client):
    factories.a_published_figure()
    world.raised(1_000_000)
    world.version()
    body = client.get("/").content.decode()
    assert re.search(r'<svg class="gauge".*?</svg>\s*<rect class="g-fill" y="60%"', body, re.DOTALL)
    assert "Thanh đặc: số theo hồ sơ" in text(client.get("/"))


def test_every_page_leads_to_the_data_the_corrections_and_the_checks_in_its_menu(client):
    menu = re.search(r'<details class="menu">.*?</details>', client.get("/").content.decode(), re.DOTALL)[0]
    assert {"/so-lieu/", "/du-lieu/", "/dinh-chinh/", "/kiem-tra/"} <= set(re.findall(r'href="([^"]+)"', menu))


def test_a_long_list_is_folded_by_groups_and_a_short_one_stands_open(client):
    for number in range(6):
        world.raised(donor=factories.a_donor(name=f"Công ty {number}"))
    world.raised(donor=factories.a_donor(name="Quỹ Minh Họa", kind=Donor.Kind.BANK))
    for year in (2024, 2025):
        factories.a_published_figure(period=str(year))
    groups = {
        address: re.findall(
            r'<details class="group"( open)?>\s*<summary>([^<]+)<', client.get(address).content.decode()
        )
        for address in ("/nha-hao-tam/", "/so-lieu-cong-bo/", "/so-lieu-cong-bo/?nam=2024")
    }
    assert groups == {
        "/nha-hao-tam/": [(" open", "Danh sách (1)"), ("", "Danh sách (6)")],
        "/so-lieu-cong-bo/": [(" open", "Các số (1)"), ("", "Các số (1)")],
        "/so-lieu-cong-bo/?nam=2024": [(" open", "Các số (1)")],
    }


def test_many_donors_of_a_kind_stand_on_pages_of_fifty_and_whole_in_the_data(client):
    for number in range(103):
        world.raised(donor=factories.a_donor(name=f"Công ty {number:03}"))
    world.raised(donor=factories.a_donor(name="Quỹ Minh Họa", kind=Donor.Kind.BANK))
    names = re.compile(r"Công ty \d{3}|Quỹ Minh Họa")
    home, first, third = (
        client.get(f"/nha-hao-tam/{query}").content.decode()
        for query in ("", "?nhom=enterprise", "?nhom=enterprise&trang=3")
    )
    assert len(names.findall(home)) == 51
    assert "Danh sách (103)" in home
    assert 'href="/nha-hao-tam/?nhom=enterprise"' in home
    assert names.findall(first) == [f"Công ty {number:03}" for number in range(50)]
    assert names.findall(third) == [f"Công ty {number:03}" for number in range(100, 103)]
    assert ('<details class="group">' in home, '<details class="group">' in first) == (True, False)
    assert len(client.get("/nha-hao-tam.json").json()["tables"][0]["rows"]) == 104
    for query, status in (("?nhom=enterprise&trang=4", 404), ("?nhom=staff", 404), ("?trang=2", 404), ("?nhom=x", 400)):
        assert client.get(f"/nha-hao-tam/{query}").status_code == status


def test_the_roll_of_donors_begins_with_the_way_to_each_of_its_parts(client):
    world.raised(donor=factories.a_donor(name="Công ty Đông Á"))
    world.raised(donor=factories.a_donor(name="Quỹ Minh Họa", kind=Donor.Kind.BANK))
    body = client.get("/nha-hao-tam/").content.decode()
    way = re.search(r'<nav class="kinds screen".*?</nav>', body, re.DOTALL)[0]
    parts = re.findall(r'<h2 id="([^"]+)"', body)
    assert re.findall(r'href="#([^"]+)"', way) == parts
    assert len(parts) == 2


def test_the_open_data_are_named_by_their_keys(client):
    body = client.get("/du-lieu/").content.decode()
    for key in ("programmes", "rounds", "provinces", "gifts"):
        assert re.search(rf'<h2 id="{key}">[^<]+<code>{key}</code></h2>', body)
    assert "bảng cùng tên" not in body
