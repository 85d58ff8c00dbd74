"""Finding a page without diacritics, going through thousands of hand-overs, and what an address may not ask."""

import re
from datetime import date, timedelta

import pytest

from programmes.models import FormerProvince, HandoverEvent, Measure, Stage
from tests import factories
from tests.public import world
from tests.public.test_pages import queries, text

pytestmark = pytest.mark.django_db


def found(client, typed):
    """Addresses of what is found, in their order."""
    body = client.get("/tim/", {"q": typed}).content.decode()
    lists = re.findall(r'<ul class="found-pages">(.*?)</ul>', body, re.DOTALL)
    return re.findall(r'<li><a href="([^"]+)"', "".join(lists))


def test_a_province_and_a_year_are_found_without_diacritics(client):
    world.a_whole_world()
    assert "/tinh/nghe-an/2025/" in found(client, "nghe an 2025")
    assert "/tinh/nghe-an/" in found(client, "NGHỆ AN")
    assert found(client, "2025")[0] == found(client, "năm 2025")[0] == "/nam/2025/"


@pytest.mark.parametrize(
    "typed",
    [
        *("thẻ bhyt nghệ an 2025", "số liệu nghệ an 2025", "quà tết nghệ an 2025", "the bao hiem y te o nghe an 2025"),
        *("nghe an, năm 2025", "sổ bảo hiểm xã hội tại Nghệ An năm 2025", "suất quà Tết của tỉnh Nghệ An 2025"),
    ],
)
def test_the_page_of_a_province_in_a_year_comes_first_whatever_is_asked_of_it(client, typed):
    world.a_whole_world()
    assert found(client, typed)[0] == "/tinh/nghe-an/2025/"


def test_a_year_or_a_province_is_found_among_the_words_for_what_is_given(client):
    world.a_whole_world()
    assert found(client, "số liệu năm 2025")[0] == found(client, "thẻ BHYT 2025")[0] == "/nam/2025/"
    assert found(client, "quà tết nghệ an")[0] == "/tinh/nghe-an/"
    assert "/tinh/nghe-an/" not in found(client, "quà tết điện biên")


@pytest.mark.parametrize("typed", ["185055", "185.055", "185,055", "185\u00a0055"])
def test_a_number_is_found_with_and_without_what_separates_its_digits(client, typed):
    figure = factories.a_published_figure(
        measure=Measure.BOOKS_AND_CARDS,
        stage=Stage.GIVEN,
        value=185_055,
        wording="185.055 sổ bảo hiểm xã hội và thẻ bảo hiểm y tế",
    )
    assert f"/so-lieu-cong-bo/{figure.code}/" in found(client, typed)


def test_programmes_rounds_donors_figures_and_hand_overs_are_found(client):
    programme = factories.a_programme(slug="tet-am", name="Tết ấm cho bệnh nhân")
    round_ = factories.a_round(programme=programme, slug="tet-2026", name="Tết Bính Ngọ 2026")
    world.raised(donor=factories.a_donor(name="Ngân hàng Đông Đô"))
    figure = factories.a_published_figure(wording="54,38 tỷ đồng")
    event = factories.a_handover()
    assert "/chuong-trinh/tet-am/" in found(client, "tet am")
    assert f"/dot/{round_.slug}/" in found(client, "binh ngo")
    assert "/nha-hao-tam/ngan-hang-dong-do/" in found(client, "dong do")
    assert f"/so-lieu-cong-bo/{figure.code}/" in found(client, "huy dong 2025")
    assert f"/trao-tang/{event.pk}/" in found(client, "muong xen")


def test_a_former_province_leads_to_what_it_is_part_of(client):
    province = factories.a_province("66")
    FormerProvince.objects.create(
        code="54", name="Phú Yên", valid_to=date(2025, 6, 30), successor=province, citizen_prefix="054"
    )
    assert found(client, "phu yen") == found(client, "thẻ BHYT của Phú Yên") == ["/tinh/dak-lak/"]
    assert found(client, "nam yen") == []
    assert "gồm Phú Yên trước đây" in text(client.get("/tim/?q=phu+yen"))


def test_what_is_not_there_is_said_with_a_cure(client):
    assert "Không tìm thấy trang nào. Xin thử ít chữ hơn" in text(client.get("/tim/?q=khong+co+gi"))
    assert "không cần gõ dấu" in text(client.get("/tim/"))
    assert client.get("/tim/", {"q": "<b>'\";--"}).status_code == 200


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("/?utm=1", "không có tham số “utm”"),
        ("/nam/2025.json?x=", "không có tham số “x”"),
        ("/gioi-thieu/?loai=the-bhyt", "không có tham số “loai”"),
        ("/dinh-chinh/atom.xml?x=1", "không có tham số “x”"),
        ("/theo-doi/?ma=ABCD", "không có tham số “ma”"),
        ("/sitemap.xml?x=1", "không có tham số “x”"),
        ("/?loai=vang", "Không có loại quà “vang”. Các loại là: so-bhxh, the-bhyt"),
        ("/?loai=the-bhyt&loai=so-bhxh", "chỉ được nêu một lần"),
        ("/trao-tang/?trang=0", "không phải số trang"),
        ("/trao-tang/?trang=502303912544002527", "không phải số trang"),
        ("/trao-tang/?trang=²", "không phải số trang"),
        ("/trao-tang/?trang=01", "không phải số trang"),
        ("/trao-tang/?nam=năm", "không phải một năm"),
        ("/trao-tang/?tinh=Nghệ An", "không dấu như trên đường dẫn, ví dụ nghe-an"),
        ("/tim/?q=" + "a" * 201, "Câu tìm dài quá"),
        ("/tim/?q=%00", "không đọc được"),
    ],
)
def test_an_address_that_asks_what_no_page_answers_is_refused_with_a_sentence(client, address, sentence):
    factories.a_published_figure()
    response = client.get(address)
    assert response.status_code == 400
    assert sentence in text(response)


@pytest.mark.parametrize(
    ("shared", "page"),
    [
        ("/?fbclid=IwAR0x", "/"),
        ("/nam/2025/?utm_source=zalo&utm_medium=tin-nhan", "/nam/2025/"),
        ("/?loai=the-bhyt&fbclid=IwAR0x", "/?loai=the-bhyt"),
        ("/?utm_id=7&_x_tr_sl=vi&FBCLID=x&mc_eid=1&gad_source=1&loai=the-bhyt", "/?loai=the-bhyt"),
        ("/en/theo-doi/?zarsrc=30", "/en/theo-doi/"),
    ],
)
def test_a_link_that_was_shared_leads_to_the_page_itself(client, shared, page):
    assert client.get(shared).headers["Location"] == page


def test_five_thousand_hand_overs_are_gone_through_fifty_at_a_time(client):
    event = factories.a_handover()
    copies = [
        HandoverEvent(
            **{
                field.attname: getattr(event, field.attname)
                for field in HandoverEvent._meta.concrete_fields
                if field.attname not in {"id", "held_on", "title"}
            },
            title=f"Buổi trao {number}",
            held_on=date(2025, 12, 19) - timedelta(days=number % 700),
        )
        for number in range(4999)
    ]
    HandoverEvent.objects.bulk_create(copies, batch_size=500)
    seen = []
    for number in (1, 2, 99, 100):
        data = client.get(f"/trao-tang.json?trang={number}").json()
        days = [row["held_on"] for row in data["tables"][0]["rows"]]
        assert len(days) == 50
        seen += days
    assert seen == sorted(seen, reverse=True)
    assert client.get("/trao-tang/?trang=101").status_code == 404
    assert "5.000 buổi trao đã diễn ra" in text(client.get("/trao-tang/"))
    assert len(queries(client, "/trao-tang/?trang=50")) == 4
    assert len(queries(client, "/tim/?q=buoi+trao+4000")) == 5
    of_year = client.get("/trao-tang/?nam=2024&tinh=nghe-an").content.decode()
    assert "/trao-tang/?nam=2024&amp;tinh=nghe-an&amp;trang=2" in of_year
    assert client.get("/trao-tang/?nam=1999").status_code == 404


def test_the_list_of_hand_overs_is_filtered_by_a_form_without_a_script(client):
    world.given("40", year=2025)
    world.given("66", year=2024)
    body = client.get("/trao-tang/?nam=&tinh=nghe-an").content.decode()  # as the form sends what is not chosen
    options = re.findall(r'<option value="([^"]+)"( selected)?>', body)
    assert sorted(options) == [("dak-lak", ""), ("nghe-an", " selected")]
    assert [year for year in ("2024", "2025", "2023") if f"<option>{year}</option>" in body] == ["2024", "2025"]
    assert 'rel="canonical" href="http://testserver/trao-tang/?tinh=nghe-an"' in body
    assert "Chưa có buổi trao nào" in text(client.get("/trao-tang/?nam=2024&tinh=nghe-an"))
    assert client.get("/trao-tang/?tinh=khong-co").status_code == 404


def test_the_form_keeps_the_round(client):
    event = world.given("40")
    body = client.get(f"/trao-tang/?dot={event.round.slug}").content.decode()
    assert f'<input type="hidden" name="dot" value="{event.round.slug}">' in body


def typed_into_the_box(client, text, path="/tim/"):
    return client.post(path, {"q": text})


def test_the_box_sends_words_to_their_address(client):
    assert 'action="/tim/" method="post"' in client.get("/").content.decode()
    assert typed_into_the_box(client, "nghệ an 2025")["Location"] == "/tim/?q=ngh%E1%BB%87+an+2025"
    assert typed_into_the_box(client, "nghe an", "/en/tim/")["Location"] == "/en/tim/?q=nghe+an"
    assert typed_into_the_box(client, "")["Location"] == "/tim/"
    assert client.put("/tim/")["Allow"] == "GET, HEAD, POST"


@pytest.mark.parametrize(
    "number",
    ["040156000077", "040 156 000 077", "0912345678", "0912.345.678", "4012345671", "CN3404012345671", "+84912345678"],
)
def test_the_number_of_a_person_comes_into_no_address_and_is_not_said_again(client, number):
    answers = [typed_into_the_box(client, f"nghe an {number}"), client.get("/tim/", {"q": number})]
    for answer in answers:
        assert answer.status_code == 400
        assert "không tìm số của một người" in text(answer)
        assert number[-6:] not in answer.content.decode()
        assert answer["Cache-Control"] == "no-store"
        assert answer["Referrer-Policy"] == "no-referrer"
        assert "Location" not in answer


@pytest.mark.parametrize(
    "amount", ["54.380.000.000", "54,380,000,000", "185055", "đợt 2 năm 2025, 185.055 thẻ", "01/2025"]
)
def test_an_amount_or_a_date_is_no_number_of_a_person(client, amount):
    assert f"Tìm “{amount}”" in text(client.get("/tim/", {"q": amount}))
