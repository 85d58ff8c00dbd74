"""What a page says first, how it is quoted, and what it tells other sites about itself."""

import io
import json
import re
from datetime import date
from html import unescape

import pytest
from PIL import Image

from programmes.models import Donor, Measure, PublishedFigure, Stage
from tests import factories
from tests.public import world
from tests.public.test_pages import PAGES, text

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def quotes(response):
    """The texts to quote on a page."""
    found = re.findall(r'<p class="pick">(.*?)</p>', response.content.decode(), re.DOTALL)
    return [" ".join(unescape(each).split()) for each in found]


def the_figures_of_2025():
    figure = PublishedFigure
    factories.a_published_figure()
    factories.a_published_figure(
        measure=Measure.BOOKS_AND_CARDS,
        stage=Stage.GIVEN,
        value=185_055,
        wording="185.055 sổ BHXH và thẻ BHYT",
    )
    factories.a_published_figure(
        stage=Stage.VALUE,
        subject=Measure.BOOKS_AND_CARDS,
        value=52_500_000_000,
        qualifier=figure.Qualifier.OVER,
        wording="hơn 52,5 tỷ đồng",
    )
    factories.a_published_figure(
        measure=Measure.PACKAGES,
        stage=Stage.GIVEN,
        value=2000,
        qualifier=figure.Qualifier.OVER,
        wording="hơn 2.000 suất quà Tết",
    )


SENTENCE = (
    "Năm 2025, ngành Bảo hiểm xã hội huy động 54,38 tỷ đồng, trao tặng 185.055 sổ BHXH và thẻ BHYT trị giá hơn 52,5 tỷ "
    "đồng và tặng hơn 2.000 suất quà Tết."
)


def test_the_home_page_opens_with_the_sentence_of_the_year_and_each_figure_leads_to_its_source(client):
    the_figures_of_2025()
    response = client.get("/")
    heading = re.search(r"<h1[^>]*>(.*?)</h1>", response.content.decode(), re.DOTALL)[1]
    assert " ".join(re.sub(r"<[^>]+>", "", heading).split()) == SENTENCE
    links = re.findall(r'<a class="said" href="(/so-lieu-cong-bo/[^"]+/)"', heading)
    assert len(links) == 4
    assert all("Báo kiểm thử" in client.get(link).content.decode() for link in links)


@pytest.mark.parametrize(
    ("wording", "over", "said", "in_english", "short"),
    [
        ("100-120 suất quà", {"value": 100, "value_to": 120}, "100-120 suất quà", "100–120 parcels", "100-120 suất"),
        (
            "hơn 2.000 suất quà Tết",
            {"value": 2000, "qualifier": "over"},
            "hơn 2.000 suất quà Tết",
            "over 2,000 Tết gift parcels",
            "hơn 2.000 suất",
        ),
        (
            "từ 500 suất trở lên",
            {"value": 500, "qualifier": "at_least"},
            "từ 500 suất trở lên",
            "at least 500 parcels",
            "từ 500 suất trở lên",
        ),
        (
            "trong 8 tỉnh trao 2.000 suất",
            {"value": 2000},
            "trong 8 tỉnh trao 2.000 suất",
            "2,000 parcels",
            "2.000 suất",
        ),
    ],
)
def test_the_sentence_says_a_number_as_its_source_does(client, wording, over, said, in_english, short):
    factories.a_published_figure()
    factories.a_published_figure(measure=Measure.PACKAGES, stage=Stage.GIVEN, wording=wording, **over)
    vietnamese, english = (quotes(client.get(address))[0].replace("\u00a0", " ") for address in ("/", "/en/"))
    assert f"tặng {said}. Số công bố" in vietnamese
    assert f"{in_english}. " in english
    assert f">{short}</a>" in client.get("/").content.decode().replace("\u00a0", " ")


def test_the_sentence_is_quoted_with_its_source_and_address_and_never_called_a_sample(client):
    the_figures_of_2025()
    world.version(2, is_sample=True)
    said = quotes(client.get("/"))[0]
    assert said == (
        f"{SENTENCE} Số công bố; nguồn: Báo kiểm thử, công bố 31/12/2025 "
        "(Sổ an sinh, Bảo hiểm xã hội Việt Nam; http://testserver/)"
    )


def test_each_legend_says_in_whole_sentences_what_a_frame_means(client):
    the_figures_of_2025()
    seen = text(client.get("/"))
    assert "Khung hở bên phải: “hơn”. Nét đứt bên phải: “gần”." in seen
    assert "Khung: số công bố. Thanh đặc: số theo hồ sơ." in seen
    assert "Đóng khung: số công bố" in seen


def test_the_coverage_stands_in_words_beside_a_published_figure(client):
    the_figures_of_2025()
    world.given("40", 1238)
    world.version()
    assert "hồ sơ trong cổng: 0,7%" in text(client.get("/"))


def test_a_year_without_published_figures_answers_from_the_records(client):
    world.raised(3_000_000)
    world.given("40", 361, year=2024)
    world.version()
    assert "Theo hồ sơ trong cổng, đã huy động 3.000.000\u00a0đồng; chưa có quà nào đã trao.".replace(
        "\u00a0", " "
    ) in (text(client.get("/nam/2025/")))
    assert "Hồ sơ trong cổng" in text(client.get("/nam/2024/")) or "Theo hồ sơ" in text(client.get("/nam/2024/"))


def test_the_list_of_years_tells_what_was_published_of_each_beside_what_is_counted(client):
    the_figures_of_2025()
    factories.a_published_figure(
        measure=Measure.CARDS, stage=Stage.GIVEN, value=141_000, wording="141 nghìn thẻ", period="2024"
    )
    factories.a_published_figure(value=2_000_000_000, wording="2 tỷ đồng", period="2023")
    world.raised(3_000_000)
    world.version()
    response = client.get("/nam/")
    seen = text(response).replace(" ,", ",")
    assert (
        seen.index(SENTENCE) < seen.index("Năm 2023, ngành Bảo hiểm xã hội huy động 2 tỷ đồng") < seen.index("Theo năm")
    )
    assert len(re.findall(r'class="said" href="/so-lieu-cong-bo/', response.content.decode())) == 5


def test_a_year_without_a_sentence_opens_with_its_published_figures_and_the_records_are_called_a_part(client):
    factories.a_published_figure(
        measure=Measure.CARDS,
        stage=Stage.GIVEN,
        value=141_000,
        wording="141 nghìn thẻ",
        period="2024",
    )
    world.given("40", 361, year=2024)
    world.version()
    seen = text(client.get("/nam/2024/"))
    part = "chỉ là phần đã có hồ sơ trong cổng."
    assert seen.index("141 nghìn thẻ") < seen.index("Theo hồ sơ trong cổng, đã huy động") < seen.index(part)
    assert part in text(client.get("/nam/"))


def test_the_two_sentences_of_a_year_are_quoted_apart_and_the_counted_one_with_its_day(client):
    the_figures_of_2025()
    world.raised(3_000_000)
    world.version()
    published, counted = quotes(client.get("/nam/2025/"))[:2]
    assert published.startswith(SENTENCE)
    assert counted.startswith("Theo hồ sơ trong cổng, đã huy động 3.000.000 đồng")
    assert "Theo hồ sơ tính đến" in counted


def test_a_province_in_a_year_opens_with_what_it_received_and_is_quoted_so(client):
    round_ = factories.a_round()
    world.given("40", 361, round_=round_)
    world.given("40", 51, round_=round_, kind="si_book")
    world.version(3, is_sample=True)
    response = client.get("/tinh/nghe-an/2025/")
    answer = f"Năm 2025, Nghệ An nhận 51 sổ BHXH và 361 thẻ BHYT; từ tiền ủng hộ: {412 * world.CARD_VND:,} đồng."
    answer = answer.replace(f"{412 * world.CARD_VND:,}", f"{412 * world.CARD_VND:,}".replace(",", "."))
    assert answer in text(response)
    said = quotes(response)[0]
    assert said.startswith(answer)
    assert said.endswith(
        "(dữ liệu minh họa; Sổ an sinh, Bảo hiểm xã hội Việt Nam; http://testserver/tinh/nghe-an/2025/)"
    )


@pytest.mark.parametrize("address", ["/tinh/nghe-an/", "/tinh/nghe-an/2025/", "/nam/2025/", "/chuong-trinh/so-the/"])
def test_a_sentence_and_a_table_are_quoted_with_the_qualifier_that_their_numbers_have_on_their_pages(client, address):
    programme = factories.a_programme(slug="so-the")
    world.given("40", 361, round_=factories.a_round(programme=programme))
    world.raised(programme=programme)
    world.version()
    number = quotes(client.get("/so-lieu/the-bhyt.2025.nghe-an/"))[0]
    assert number.startswith("361 thẻ (chưa gồm các số nhỏ không nêu)")
    sentence, *tables = quotes(client.get(address))
    assert ", chưa gồm các số nhỏ không nêu. (" in sentence
    assert tables
    for each in tables:
        assert each.startswith("Bảng “")
        assert ", chưa gồm các số nhỏ không nêu (" in each


EARLIER = "Một phần tiền đã trao là tiền huy động của các năm trước."


@pytest.mark.parametrize(
    ("raised_in", "is_said"),
    [({2024: 10**9, 2025: 10**6}, True), ({2025: 10**9}, False), ({2024: 10**6}, False), ({}, False)],
    ids=str,
)
def test_a_table_says_that_money_of_earlier_years_was_given_where_that_is_so(client, raised_in, is_said):
    programme = factories.a_programme(slug="so-the")
    world.given("40", 361, round_=factories.a_round(programme=programme))
    for year, amount in raised_in.items():
        world.raised(amount, year=year, programme=programme)
    world.version()
    for address in ("/nam/2025/", "/nam/", "/chuong-trinh/so-the/", "/"):
        assert (EARLIER in text(client.get(address))) == is_said, address
    assert EARLIER not in text(client.get("/tinh/nghe-an/2025/"))


def test_a_programme_that_gave_more_than_it_raised_is_told_of_though_all_programmes_together_did_not(client):
    one, other = (factories.a_programme(slug=slug) for slug in ("mot", "hai"))
    world.given("40", 361, round_=factories.a_round(programme=one))
    world.raised(10**9, year=2024, programme=one)
    world.raised(10**9, year=2025, programme=other)
    world.version()
    assert EARLIER in text(client.get("/nam/2025/"))
    assert EARLIER not in text(client.get("/nam/"))


def test_the_quote_of_exact_numbers_has_no_qualifier(client):
    world.raised(donor=factories.a_donor(name="Công ty Đông Á"))
    world.version()
    for address in ("/nha-hao-tam/cong-ty-dong-a/", "/nha-hao-tam/", "/nam/2025/"):
        assert "chưa gồm" not in " ".join(quotes(client.get(address))), address


def test_the_quote_of_the_money_says_what_is_rounded_and_what_is_left_out(client):
    world.raised()
    world.given("40", 100)
    world.version()
    (money,) = (each for each in quotes(client.get("/")) if "Tiền đang ở đâu" in each)
    assert "chưa gồm các số nhỏ không nêu" in money
    assert "làm tròn đến 100 triệu đồng" in money


def test_a_province_without_records_in_a_year_says_so(client):
    factories.a_published_figure()
    factories.a_province("66")
    seen = text(client.get("/tinh/dak-lak/2025/"))
    assert "Năm 2025, hồ sơ trong cổng chưa có quà nào đã trao: Đắk Lắk." in seen


def test_what_is_hidden_is_hidden_in_the_answer_too(client):
    world.given("40", 7)
    world.version()
    seen = text(client.get("/tinh/nghe-an/2025/"))
    assert "không nêu" in seen or "dưới 11" in seen
    assert "2.653.560" not in seen


def test_every_anchor_and_every_address_of_a_page_exists(client):
    world.a_whole_world()
    followed = {"/quan-tri/"}
    for address in PAGES:
        body = client.get(address).content.decode()
        ids = set(re.findall(r'\sid="([^"]+)"', body))
        for anchor in re.findall(r"#([\w-]+)\)", " ".join(quotes(client.get(address)))):
            assert anchor in ids, (address, anchor)
        for href in set(re.findall(r'href="(/[^"]*)"', body)) - followed:
            followed.add(href)
            path, _hash, anchor = unescape(href).partition("#")
            if path.startswith("/static/"):
                continue
            found = client.get(path)
            assert found.status_code == 200, (address, href)
            if found.streaming:
                assert b"".join(found.streaming_content)  # the client closes it at its end, and the books stay open
            if anchor:
                assert f'id="{anchor}"' in found.content.decode(), (address, href)


def test_every_table_of_a_page_has_an_anchor_on_it(client):
    world.a_whole_world()
    for address in set(PAGES) - {"/gioi-thieu/", "/tim/?q=nghe+an+2025"}:
        body = client.get(address).content.decode()
        for table in client.get(f"{address.rstrip('/') or '/index'}.json").json()["tables"]:
            assert f'id="{table["key"].replace("_", "-")}"' in body, (address, table["key"])


def test_a_page_tells_other_sites_its_address_words_picture_and_data(client):
    world.a_whole_world()
    body = client.get("/nam/2025/?loai=so-bhxh").content.decode()
    assert '<link rel="canonical" href="http://testserver/nam/2025/">' in body
    assert '<meta property="og:image" content="http://testserver/nam/2025/anh.png">' in body
    described = unescape(re.search(r'<meta name="description" content="([^"]+)"', body)[1])
    assert described.startswith("Năm 2025, ngành Bảo hiểm xã hội huy động 54,38 tỷ đồng")
    data = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', body, re.DOTALL)[1])
    assert data["url"] == "http://testserver/nam/2025/"
    assert [each["name"] for each in data["breadcrumb"]["itemListElement"]] == ["Trang chủ", "Các năm", "Năm 2025"]


def test_no_name_ends_the_structured_data(client):
    world.raised(donor=factories.a_donor(name="Công ty </script><script>alert(1)"))
    body = client.get("/nha-hao-tam/cong-ty-script-script-alert-1/").content.decode()
    assert body.count("<script") == body.count("</script>") == 1


@pytest.mark.parametrize("address", ["/anh.png", "/nam/2025/anh.png", "/tinh/nghe-an/2025/anh.png", "/tinh/anh.png"])
def test_a_page_has_a_picture_for_links_to_it(client, address):
    world.a_whole_world()
    response = client.get(address)
    assert response["Content-Type"] == "image/png"
    assert Image.open(io.BytesIO(response.content)).size == (1200, 630)


def test_a_donor_has_a_page_by_the_rule_of_names_alone(client):
    person = {"kind": Donor.Kind.INDIVIDUAL}
    for name, over in (
        ("Công ty Ánh Dương", {}),
        ("Bà Lê Thị Đồng Ý", {**person, "consented_on": date(2025, 1, 1)}),
        ("Ông Trần Văn Im Lặng", person),
    ):
        world.raised(5_000_000, donor=factories.a_donor(name=name, **over))
    world.version()
    assert "Công ty Ánh Dương đã ủng hộ 5.000.000 đồng (2025)." in text(client.get("/nha-hao-tam/cong-ty-anh-duong/"))
    assert client.get("/nha-hao-tam/ba-le-thi-dong-y/").status_code == 200
    assert client.get("/nha-hao-tam/ong-tran-van-im-lang/").status_code == 404
    assert "Im Lặng" not in text(client.get("/tim/?q=im+lang"))


def test_a_round_tells_its_days_and_hand_overs_and_what_it_gave_where(client):
    round_ = factories.a_round()
    event = world.given("40", 361, round_=round_)
    world.given("01", 51, round_=round_, kind="si_book")
    world.given("01", 70, round_=factories.a_round())
    seen = client.get(f"/dot/{round_.slug}/")
    assert f"{round_.name} có 2 buổi, đã trao 51 sổ BHXH và 361 thẻ BHYT." in text(seen)
    assert f"/trao-tang/{event.pk}/" in seen.content.decode()
    tables = {each["key"]: each["rows"] for each in client.get(f"/dot/{round_.slug}.json").json()["tables"]}
    by_province = [row for row in tables["by_province"] if row["hi_card"]]
    assert [(row["province"], row["hi_card"]) for row in by_province] == [("Nghệ An", 361), ("Cả nước", 361)]
