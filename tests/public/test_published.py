"""Published figures before the public: the page of each, the list by year and place, what reaches the headline."""

import re
from datetime import date
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from programmes.actions import published
from programmes.models import FormerProvince, Measure, Stage
from tests import factories as f

pytestmark = pytest.mark.django_db


def text(response):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def cards(**over):
    """Published: 600 cards given in the whole country in 2025."""
    over = {"measure": Measure.CARDS, "stage": Stage.GIVEN, "value": 600, "wording": "600 thẻ BHYT", **over}
    return f.a_published_figure(**over)


def renewed(figure, reason="Nguồn đính chính", **over):
    desk = f.the_maker(f.headquarters())
    draft = published.revise(figure, reason=reason, by=desk)
    for name, value in over.items():
        setattr(draft, name, value)
    return published.publish(published.correct(draft, by=desk), by=f.the_checker())


# The page of a figure


def test_a_figure_has_its_page_with_place_stage_unit_qualifier_and_source(client):
    province = f.a_province()
    cards(
        code="P1",
        province=province,
        place_detail="phường Mỹ Lâm",
        wording="hơn 600 thẻ BHYT",
        qualifier="over",
        donors="Ngân hàng Minh Họa",
        as_of=date(2025, 12, 1),
        as_of_precision="month",
    )
    seen = text(client.get("/so-lieu-cong-bo/P1/"))
    for words in (
        *("hơn 600 thẻ BHYT", "Thẻ BHYT đã trao", "Nơi Nghệ An, phường Mỹ Lâm", "Mức độ hơn", "Giai đoạn đã trao"),
        *("Giá trị 600", "Đơn vị thẻ", "Nhà hảo tâm Ngân hàng Minh Họa", "Số liệu đến tháng 12/2025"),
        "Bài báo kiểm thử. Báo kiểm thử, công bố 31/12/2025",
    ):
        assert words in seen, words


def test_a_number_without_a_qualifier_is_not_called_exact_since_it_may_be_rounded(client):
    f.a_published_figure(code="P1", note="Làm tròn đến 0,01 tỷ đồng.")
    assert "Mức độ nguyên số, không kèm hơn/gần" in text(client.get("/so-lieu-cong-bo/P1/"))


@pytest.mark.parametrize(
    ("over", "told"),
    [
        ({}, "54,38 tỷ đồng: số tiền huy động, cả nước, 2025; nguồn"),
        (
            {
                "measure": Measure.BOOKS_AND_CARDS,
                "stage": Stage.GIVEN,
                "value": 185_055,
                "wording": "185.055 sổ bảo hiểm xã hội và thẻ bảo hiểm y tế",
            },
            "185.055 sổ bảo hiểm xã hội và thẻ bảo hiểm y tế: đã trao, cả nước, 2025; nguồn",
        ),
        (
            {"measure": Measure.CARDS, "stage": Stage.GIVEN, "value": 600, "wording": "600"},
            "600: thẻ BHYT đã trao, cả nước, 2025; nguồn",
        ),
    ],
    ids=str,
)
def test_the_quote_of_a_figure_says_once_what_is_counted(client, over, told):
    f.a_published_figure(code="P1", **over)
    assert told in text(client.get("/so-lieu-cong-bo/P1/"))


def test_the_figures_have_one_name_wherever_they_stand(client):
    f.a_published_figure(code="P1")
    for address in ("/so-lieu-cong-bo/", "/nam/2025/"):
        seen = text(client.get(address))
        assert "Số liệu công bố" in seen, address
        assert "Số liệu đã công bố" not in seen, address


def test_a_former_province_is_named_with_the_one_it_belongs_to_now(client):
    former = FormerProvince.objects.create(
        code="15", name="Yên Bái", valid_to=date(2025, 6, 30), successor=f.a_province(), citizen_prefix="015"
    )
    cards(code="P1", former_province=former, period="2024")
    assert "Yên Bái (nay thuộc Nghệ An)" in text(client.get("/so-lieu-cong-bo/P1/"))
    assert "Yên Bái" in text(client.get("/so-lieu-cong-bo/?tinh=nghe-an"))


def test_conflicting_figures_stand_side_by_side_with_their_sources(client):
    cards(code="A", source_publisher="Báo Một")
    cards(code="B", value=700, wording="700 thẻ BHYT", source_publisher="Báo Hai", relations={"conflicts_with": ["A"]})
    for code, other in (("A", "Báo Hai"), ("B", "Báo Một")):
        seen = text(client.get(f"/so-lieu-cong-bo/{code}/"))
        assert "mâu thuẫn với" in seen
        assert other in seen


def test_a_relation_is_said_once_and_read_from_both_sides(client):
    cards(code="TONG")
    cards(code="PHAN", value=45, wording="45 thẻ BHYT", relations={"part_of": ["TONG"]})
    rows = [client.get(f"/so-lieu-cong-bo/{code}.json").json()["tables"][1]["rows"] for code in ("TONG", "PHAN")]
    assert [[(row["relation"], row["code"]) for row in table] for table in rows] == [
        [("bao gồm", "PHAN")],
        [("là một phần của", "TONG")],
    ]


def test_an_old_version_stays_readable_and_its_change_is_told(client):
    figure = cards(code="S1")
    renewed(figure, reason="Nguồn đếm lại", value=610, wording="610 thẻ BHYT")
    seen = text(client.get("/so-lieu-cong-bo/S1/"))
    assert seen.index("610 thẻ BHYT") < seen.index("Phiên bản 1")
    assert "600 thẻ BHYT" in seen
    for address in ("/dinh-chinh/", "/dinh-chinh/atom.xml"):
        told = text(client.get(address)) if address.endswith("/") else client.get(address).content.decode()
        for words in ("600 thẻ BHYT", "610 thẻ BHYT", "Nguồn đếm lại"):
            assert words in told, (address, words)
    anchor = re.search(r"/so-lieu-cong-bo/S1/#([\w-]+)", client.get("/dinh-chinh/atom.xml").content.decode())[1]
    assert f'id="{anchor}"' in client.get("/so-lieu-cong-bo/S1/").content.decode()
    listed = text(client.get("/so-lieu-cong-bo/"))
    assert "610 thẻ BHYT" in listed
    assert "600 thẻ BHYT" not in listed


def test_a_draft_is_nowhere_in_public_and_its_preview_is_for_officers(client):
    f.a_draft_figure(code="S1", note="Chưa công bố")
    preview = "/so-lieu-cong-bo/S1/ban-nhap/1/"
    for address in ("/so-lieu-cong-bo/S1/", "/so-lieu-cong-bo/S1.json", preview):
        assert client.get(address).status_code == 404
    for address in ("/", "/so-lieu-cong-bo/", "/so-lieu-cong-bo.csv", "/sitemap.xml"):
        assert "S1" not in client.get(address).content.decode()
    client.force_login(f.the_checker())
    response = client.get(preview)
    assert "no-store" in response["Cache-Control"]
    assert "Bản nháp, chỉ cán bộ xem được" in text(response)
    assert "54,38 tỷ đồng" in text(response)


def test_the_page_of_a_figure_takes_few_queries_however_many_there_are(client):
    for number in range(8):
        cards(code=f"S{number}", relations={"part_of": ["S0"]} if number else {}, programme=f.a_programme())
    renewed(cards(code="T"), value=1, wording="1 thẻ")
    for address in ("/so-lieu-cong-bo/T/", "/so-lieu-cong-bo/S0/", "/so-lieu-cong-bo/", "/so-lieu-cong-bo/?nam=2025"):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        assert len(queries) <= 5, address


# The list


@pytest.fixture
def four(db):
    cards(code="A", wording="600 thẻ A")
    cards(code="B", period="2024", wording="600 thẻ B")
    cards(code="C", province=f.a_province(), wording="600 thẻ C")
    cards(code="D", province=f.a_province(f.HA_NOI), period="quý I/2024", wording="600 thẻ D")


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("", "ACBD"),
        ("?nam=2025", "AC"),
        ("?tinh=nghe-an", "C"),
        ("?tinh=ca-nuoc", "AB"),
        ("?nam=2024&tinh=ha-noi", "D"),
        ("?nam=&tinh=", "ACBD"),
        ("?nam=2019", ""),
    ],
)
def test_the_list_is_by_year_and_place_as_the_address_asks(client, four, query, codes):
    rows = client.get(f"/so-lieu-cong-bo.json{query}").json()["tables"][0]["rows"]
    assert "".join(row["code"] for row in rows) == codes
    seen = text(client.get(f"/so-lieu-cong-bo/{query}"))
    assert [letter for letter in "ABCD" if f"600 thẻ {letter}" in seen] == sorted(codes)


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("?nam=25", "“25” không phải một năm"),
        ("?nam=2025&nam=2024", "chỉ được nêu một lần"),
        ("?tinh=nowhere", "Không có tỉnh, thành phố “nowhere”"),
        ("?year=2025", "không có tham số “year”"),
    ],
)
def test_what_the_address_cannot_ask_is_refused_with_a_sentence(client, four, query, sentence):
    response = client.get(f"/so-lieu-cong-bo/{query}")
    assert response.status_code == 400
    assert sentence in text(response)


def test_the_data_beside_a_chosen_list_are_those_of_the_list(client, four):
    body = client.get("/so-lieu-cong-bo/?nam=2025").content.decode()
    assert 'href="/so-lieu-cong-bo.csv?nam=2025"' in body
    assert "600 thẻ B" not in client.get("/so-lieu-cong-bo.csv?nam=2025").content.decode()


# The headline


def opening(client):
    body = client.get("/").content.decode()
    found = re.search(r'key-said"></span>\s*Số đã công bố.*?id="tra-loi">.*?</p>', body, re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", f"<{found[0]}")).split()) if found else ""


def given(**over):
    over = {"measure": Measure.BOOKS_AND_CARDS, "value": 185_055, "wording": "185.055 sổ và thẻ", **over}
    return cards(**over)


def test_the_headline_takes_national_whole_figures_of_the_year(client):
    f.a_published_figure(code="S1")
    given(code="S2")
    assert "54,38 tỷ đồng" in opening(client)
    assert "185.055" in opening(client)


@pytest.mark.parametrize(
    "over",
    [
        {"stage": Stage.PLANNED},
        {"stage": Stage.PLEDGED},
        {"is_partial": True},
        {"period": "6 tháng đầu năm 2025"},
        {"period": "Tết Bính Ngọ 2026"},
        {"qualifier": "order_of_magnitude", "value": None, "wording": "hàng trăm nghìn sổ và thẻ"},
        {"place_detail": "8 tỉnh"},
        {"donors": "Ngân hàng Minh Họa"},
        {"donor": f.a_donor},
        {"round": f.a_round},
        {"programme": f.a_programme},
    ],
    ids=str,
)
def test_a_planned_partial_or_narrower_figure_never_reaches_the_headline(client, over):
    f.a_published_figure(code="S1")
    over = {name: value() if callable(value) else value for name, value in over.items()}
    if "round" in over:
        over["programme"] = over["round"].programme
    given(code="S2", **over)
    assert "54,38 tỷ đồng" in opening(client)
    assert "sổ và thẻ" not in opening(client)


@pytest.mark.parametrize("relation", ["part_of", "corrected_by"])
def test_a_contained_or_corrected_figure_never_reaches_the_headline(client, relation):
    f.a_published_figure(code="S1")
    given(code="S9", value=200_000, wording="200.000 sổ và thẻ")
    given(code="S2", relations={relation: ["S9"]})
    assert "200.000" in opening(client)
    assert "185.055" not in opening(client)


def test_a_figure_of_one_province_or_of_an_old_version_never_reaches_the_headline(client):
    f.a_published_figure(code="S1", province=f.a_province())
    assert opening(client) == ""
    first = f.a_published_figure(code="S2")
    renewed(first, value=60_000_000_000, wording="60 tỷ đồng")
    assert "60 tỷ đồng" in opening(client)
    assert "54,38" not in opening(client)


def test_another_source_of_the_same_year_is_named_in_the_headline(client):
    f.a_published_figure(code="S1")
    f.a_published_figure(
        code="S9",
        value=55 * 10**9,
        wording="55 tỷ đồng",
        source_publisher="Báo Khác",
        relations={"conflicts_with": ["S1"]},
    )
    assert "Nguồn khác nêu: 55 tỷ đồng (Báo Khác" in opening(client)


def test_of_sources_that_differ_alike_in_all_else_the_lowest_code_opens_the_year(client):
    f.a_published_figure(code="S9", value=55 * 10**9, wording="55 tỷ đồng")
    f.a_published_figure(code="S1", value=56 * 10**9, wording="56 tỷ đồng")
    f.a_published_figure(code="S5", value=54 * 10**9, wording="54 tỷ đồng")
    assert re.search(r"huy động 56 tỷ đồng .*Nguồn khác nêu: 54 tỷ đồng.* 55 tỷ đồng", opening(client))


def test_the_programme_that_gives_books_and_cards_speaks_for_all_of_them_and_of_no_money_raised(client):
    programme = f.a_programme(slug="tang-so-the")
    given(code="S2", programme=programme)
    f.a_published_figure(code="S1", programme=programme)
    assert opening(client) == ""
    f.a_published_figure(code="S3")
    assert "185.055" in opening(client)


def raised(billions, **over):
    return {"value": billions * 10**9, "wording": f"{billions} tỷ đồng", **over}


def test_of_two_sources_the_later_one_opens_the_year(client):
    f.a_published_figure(code="S1")
    f.a_published_figure(code="S2", **raised(55, source_date=date(2026, 3, 4)))
    f.a_published_figure(code="S3", **raised(56, source_date=date(2026, 3, 4)))
    assert "huy động 55 tỷ đồng" in opening(client)


def test_what_was_told_up_to_a_day_opens_the_year_only_while_nothing_is_told_for_the_whole(client):
    interim = {"as_of": date(2025, 6, 30), "as_of_precision": "day", "source_date": date(2026, 7, 1)}
    f.a_published_figure(code="S1", **raised(20, **interim))
    assert "huy động 20 tỷ đồng" in opening(client)
    f.a_published_figure(code="S2", **raised(54))
    assert "huy động 54 tỷ đồng" in opening(client)


@pytest.mark.parametrize(
    ("over", "told"),
    [
        ({"source_date": date(2026, 3, 4)}, "đang nêu S1 cho “số tiền huy động”; bản này sẽ lên thay"),
        ({}, "vẫn nêu S1 cho “số tiền huy động”; bản này không lên"),
        ({"period": "2024"}, "về năm 2024 sẽ nêu bản này"),
        ({"period": "2024", "place_detail": "8 tỉnh"}, "không phải số của cả nước"),
    ],
    ids=str,
)
def test_the_page_of_a_draft_says_whether_it_will_open_its_year(client, over, told):
    f.a_published_figure(code="S1")
    f.a_draft_figure(code="S2", **raised(55, **over))
    client.force_login(f.the_checker())
    assert told in text(client.get("/so-lieu-cong-bo/S2/ban-nhap/1/"))
    assert "Câu mở đầu" not in text(client.get("/so-lieu-cong-bo/S1/"))
