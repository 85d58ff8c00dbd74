"""Every counted number at its own address: the same number, its definition, its quotation, its past, its frame."""

import csv
import io
import re
from datetime import date

import pytest
from django.utils import timezone

from programmes.actions import corrections, periods
from programmes.models import ClosedPeriod, GiftKind, Measure, Stage
from programmes.public import counterparts, donors, number_ids, pages
from programmes.public.given import Given
from programmes.public.parameters import slug_of_kind
from programmes.public.registry import MEASURES
from programmes.standards.dates import format_day
from programmes.totals import read
from tests import factories as f
from tests.public import world
from tests.public.test_answers import quotes
from tests.public.test_pages import queries, text

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def close(year=2025, month=None):
    return periods.close(ClosedPeriod(year=year, month=month), by=f.the_maker(f.headquarters()))


def data(client, address, table="number"):
    found = {each["key"]: each["rows"] for each in client.get(f"{address.rstrip('/')}.json").json()["tables"]}
    return found.get(table, [])


def number_at(client, address):
    return data(client, address)[0]["value"]


def a_page(name):
    state = read.state()
    return {
        "home": lambda: pages.home(state),
        "year": lambda: pages.year(state, 2025),
        "programme": lambda: pages.programme(state, "ct-1"),
        "province": lambda: pages.province(state, "nghe-an"),
        "province and year": lambda: pages.province_year(state, "nghe-an", 2025),
        "hand-over": lambda: pages.handover(state, read.handovers(1)[0].pk),
        "donor": lambda: pages.donor(state, "cong-ty-dong-a-1"),
    }[name]()


@pytest.mark.parametrize("name", ["home", "year", "programme", "province", "province and year", "hand-over", "donor"])
def test_each_number_of_a_page_is_the_number_at_its_address(client, name):
    world.a_whole_world()
    world.given("66", 4)
    world.version(9)
    shown = {
        value.href: str(value.raw)
        for table in a_page(name).tables.values()
        for row in table.rows
        for value in row.values
        if value.href.startswith("/so-lieu/")
    }
    assert shown
    assert {address: str(number_at(client, address)) for address in shown} == shown


def test_the_numbers_of_a_page_lead_to_their_addresses(client):
    world.given("40", 250)
    world.version()
    body = client.get("/nam/2025/").content.decode()
    assert re.search(r'href="/so-lieu/the-bhyt\.2025\.nghe-an/">\s*250\s*</a>', body)


def test_every_number_has_one_address_and_every_address_can_be_read():
    for measure in MEASURES.values():
        for cut in measure.cuts:
            where = {"year": 2025, "handover": 7}
            found = number_ids.number_id(measure, **{str(name): where.get(name, "ten-nao-do") for name in cut})
            assert number_ids.read(str(found)) == found


@pytest.mark.parametrize(
    ("text_", "sentence"),
    [
        ("the-vang.2025", "Không có số liệu tên “the-vang”."),
        ("the-bhyt.nghe-an.2025", "Địa chỉ đúng là the-bhyt.2025.nghe-an."),
        ("the-bhyt.2025.2024", "Không đọc được “2024” trong địa chỉ."),
        ("the-bhyt.2025.", "Không đọc được “” trong địa chỉ."),
        ("huy-dong.2025.nghe-an", "“Huy động” chia được theo: năm, chương trình hoặc năm, nhà hảo tâm."),
        ("con-lai.2025", "chỉ có một số chung"),
        ("the-bhyt.1999", "Năm 1999 chưa có hồ sơ hay số công bố nào."),
        ("the-bhyt.2025.khong-co", "Không có tên “khong-co” trong cổng."),
        ("the-bhyt.buoi-trao-999", "Không có buổi trao số 999."),
        ("huy-dong.nha-hao-tam-khong-co", "Không có nhà hảo tâm nào được nêu tên như vậy"),
    ],
)
@pytest.mark.parametrize("address", ["/so-lieu/%s/", "/so-lieu/%s.json", "/nhung/%s/"])
def test_an_address_of_no_number_is_refused_with_a_sentence(client, address, text_, sentence):
    world.given("40", 100)
    response = client.get(address % text_)
    assert response.status_code == 404
    assert sentence in text(response)


def test_a_number_is_quoted_with_its_qualifier_unit_state_place_period_moment_and_address(client):
    world.given("40", 361)
    world.raised(3_137_000_000)
    world.version(3, is_sample=True)
    day = format_day(timezone.localdate(read.state().as_of))
    source = "(dữ liệu minh họa; Sổ an sinh, Bảo hiểm xã hội Việt Nam; http://testserver/so-lieu/%s/)"
    assert quotes(client.get("/so-lieu/the-bhyt.2025.nghe-an/"))[0] == (
        "361 thẻ (chưa gồm các số nhỏ không nêu): thẻ BHYT đã trao, Nghệ An, năm 2025; "
        f"theo hồ sơ tính đến {day} {source % 'the-bhyt.2025.nghe-an'}"
    )
    assert quotes(client.get("/so-lieu/huy-dong.2025/"))[0] == (
        "3.137.000.000 đồng (số chính xác): tiền và hiện vật huy động được, cả nước, năm 2025; "
        f"theo hồ sơ tính đến {day} {source % 'huy-dong.2025'}"
    )
    assert "(làm tròn đến 100 triệu đồng)" in quotes(client.get("/so-lieu/da-danh/"))[0]


def test_what_is_hidden_is_hidden_at_its_address_too(client):
    world.given("40", 7)
    world.version()
    for address in ("/so-lieu/the-bhyt.2025.nghe-an/", "/so-lieu/da-trao-chuong-trinh-chi.2025/"):
        for found in (address, f"{address.rstrip('/')}.json", f"{address.rstrip('/')}.csv"):
            body = client.get(found).content.decode().replace(".", "")
            assert str(7 * world.CARD_VND) not in body
    assert number_at(client, "/so-lieu/the-bhyt.2025.nghe-an/") == "dưới 11"
    assert quotes(client.get("/so-lieu/the-bhyt.2025.nghe-an/"))[0].startswith("dưới 11 thẻ (số nhỏ, không nêu): ")
    assert "không nêu" in text(client.get("/nhung/da-trao-chuong-trinh-chi.2025/"))


def test_what_was_raised_is_told_for_the_end_of_a_closed_period_as_it_was_then(client):
    f.an_approved_donation(amount_vnd=1_000_000)
    late = f.a_donation(amount_vnd=5_000_000)
    close(2025, 3)
    corrections.approve(
        corrections.propose(donation=late, reason="Sao kê về muộn", by=f.an_officer()), by=f.the_checker()
    )
    address = "/so-lieu/huy-dong.2025/"
    assert number_at(client, address) == 6_000_000
    assert [row["value"] for row in data(client, address, "history")] == [1_000_000]
    assert [(row["old"], row["new"]) for row in data(client, address, "corrections")] == [(1_000_000, 6_000_000)]
    then = client.get(f"{address}?ky=2025-03")
    assert "1.000.000 đồng (số chính xác)" in quotes(then)[0]
    assert "theo hồ sơ khi khóa tháng 3/2025" in quotes(then)[0]
    assert quotes(then)[0].endswith("http://testserver/so-lieu/huy-dong.2025/?ky=2025-03)")


def test_what_was_given_is_told_for_the_end_of_a_closed_period_as_it_was_public_then(client):
    round_ = f.a_round()
    world.given("40", 100, round_=round_)
    close(2025, 6)
    world.given("40", 50, round_=round_)
    world.given("66", 6, round_=round_)
    close(2025, 7)
    address = "/so-lieu/the-bhyt.2025/"
    assert number_at(client, address) == 150
    assert [row["value"] for row in data(client, address, "history")] == [150, 100]
    assert [row["value"] for row in data(client, "/so-lieu/the-bhyt.2025.dak-lak/", "history")] == ["dưới 11", 0]


def test_equal_values_of_one_closing_day_are_one_row_that_tells_of_the_whole_year(client):
    world.given("40", 100)
    for month in (1, 2, 3):
        close(2025, month)
    address = "/so-lieu/the-bhyt.2025/"
    history = data(client, address, "history")
    assert list(history[0]) == ["closed_on", "period", "value"]
    assert [(row["period"], row["value"]) for row in history] == [("tháng 1/2025, tháng 2/2025, tháng 3/2025", 100)]
    assert "Khóa ngày Khóa kỳ Giá trị của cả năm 2025 khi khóa kỳ (thẻ)" in text(client.get(address))
    assert f'href="{address}?ky=2025-03"' in client.get(address).content.decode()


def test_what_waited_when_a_period_was_closed_is_still_hidden_for_that_moment_after_it_is_told(client):
    round_, address = f.a_round(), "/so-lieu/the-bhyt.2025.nghe-an/"
    world.given("40", 6, round_=round_)
    close(2025, 6)
    world.given("40", 6, round_=round_)
    assert number_at(client, address) == 12
    assert [row["value"] for row in data(client, address, "history")] == ["dưới 11"]
    assert quotes(client.get(f"{address}?ky=2025-06"))[0].startswith("dưới 11 thẻ (số nhỏ, không nêu)")


def test_what_the_closing_of_a_year_tells_was_public_when_it_was_closed(client):
    programme = f.a_programme()
    for number in range(3):
        world.given("40", 6, round_=f.a_round(programme=programme, slug=f"dot-{number}"))
    before = number_at(client, "/so-lieu/the-bhyt.2025/")
    close(2025)
    after = number_at(client, "/so-lieu/the-bhyt.2025/")
    assert (before, after) == ("không nêu", 18)
    assert [row["value"] for row in data(client, "/so-lieu/the-bhyt.2025/", "history")] == [18]


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ("2025-04", "số tại một thời điểm chỉ có cho kỳ đã khóa sổ. Các kỳ đã khóa: tháng 3/2025."),
        ("2025", "Không có số tại cuối năm 2025"),
        ("2025-03-15", "“2025-03-15” không phải một kỳ."),
    ],
)
def test_no_number_is_told_for_a_moment_at_which_no_period_was_closed(client, asked, sentence):
    world.given("40", 100)
    close(2025, 3)
    response = client.get(f"/so-lieu/the-bhyt.2025/?ky={asked}")
    assert response.status_code == 400
    assert sentence in text(response)
    assert client.get(f"/so-lieu/so-buoi-trao.2025/?ky={asked}").status_code == 400


def test_a_number_without_a_past_says_that_it_has_none(client):
    world.given("40", 100)
    told = text(client.get("/so-lieu/so-buoi-trao.2025/?ky=2025-03"))
    assert "Cổng không có số này tại thời điểm cuối tháng 3/2025; số quá khứ chỉ có cho các kỳ đã khóa sổ." in told


def test_a_published_figure_of_the_same_thing_stands_beside_the_number_and_is_not_added(client):
    f.a_published_figure()
    world.raised(1_000_000)
    world.version()
    beside = data(client, "/so-lieu/huy-dong.2025/", "published")
    assert [row["wording"] for row in beside] == ["54,38 tỷ đồng"]
    assert number_at(client, "/so-lieu/huy-dong.2025/") == 1_000_000
    assert data(client, "/so-lieu/so-bhxh.2025/", "published") == []


CARDS = {"measure": Measure.CARDS, "stage": Stage.GIVEN, "value": 600, "wording": "600 thẻ"}
VALUE = {"stage": Stage.VALUE, "subject": Measure.CARDS}


@pytest.fixture
def a_round_of_cards(db):
    round_ = f.a_round(programme=f.a_programme(slug="so-the"), slug="dot-1")
    world.given("40", 361, round_=round_)
    world.raised(1_000_000, programme=round_.programme)
    return round_


def of_programme(round_):
    return {"programme": round_.programme}


def of_round(round_):
    return {"programme": round_.programme, "round": round_}


def of_province(_round):
    return {"province": f.a_province()}


@pytest.mark.parametrize(
    ("over", "place", "id_"),
    [
        ({}, None, "huy-dong.2025"),
        ({}, of_programme, "huy-dong.2025.chuong-trinh-so-the"),
        (CARDS, None, "the-bhyt.2025"),
        (CARDS, of_province, "the-bhyt.2025.nghe-an"),
        (CARDS, of_programme, "the-bhyt.2025.chuong-trinh-so-the"),
        (CARDS, of_round, "the-bhyt.2025.dot-dot-1"),
    ],
)
def test_a_figure_stands_beside_the_number_that_its_own_page_tells_and_no_other(
    client, a_round_of_cards, over, place, id_
):
    figure = f.a_published_figure(**over, **(place(a_round_of_cards) if place else {}))
    told = data(client, f"/so-lieu-cong-bo/{figure.code}/", "published")[0]["counted"]
    assert told == number_at(client, f"/so-lieu/{id_}/") > 0
    cuts = ({}, {"programme": "so-the"}, {"province": "nghe-an"}, {"round": "dot-1"})
    ids = [number_ids.number_id(each, year=2025, **cut) for each in MEASURES.values() for cut in cuts]
    every = [id_.partition(".")[0], *map(str, filter(None, ids))]
    shown = {each for each in every if data(client, f"/so-lieu/{each}/", "published")}
    assert shown == {id_}


@pytest.mark.parametrize(
    "over",
    [
        {"period": "6 tháng đầu năm 2025"},
        {"period": "giai đoạn 2024-2025"},
        {"is_partial": True},
        {"place_detail": "8 tỉnh"},
        {"donors": "Ngân hàng Minh Họa"},
        {"measure": Measure.BOOKS_AND_CARDS, "wording": "600 sổ và thẻ"},
        {**VALUE, "measure": Measure.MONEY, "wording": "600 đồng"},
        {**VALUE, "measure": Measure.MONEY, "wording": "600 đồng", "subject": ""},
    ],
    ids=str,
)
def test_a_figure_of_something_else_or_of_a_part_stands_beside_no_number(client, a_round_of_cards, over):
    f.a_published_figure(**{**CARDS, **over})
    for slug in ("the-bhyt", "so-bhxh", "da-trao-tong-gia-tri", "da-trao-chuong-trinh-chi"):
        assert data(client, f"/so-lieu/{slug}.2025/", "published") == [], slug


@pytest.mark.parametrize("over", [{}, CARDS], ids=["raised", "cards"])
def test_the_records_tell_nothing_of_a_part_of_a_place(client, a_round_of_cards, over):
    figure = f.a_published_figure(**over, place_detail="phường Mỹ Lâm")
    assert data(client, f"/so-lieu-cong-bo/{figure.code}/", "published")[0]["counted"] is None


@pytest.mark.parametrize(("others", "told"), [({}, 382), ({"programme": "tet", "round": "tet-1"}, 361)], ids=str)
def test_beside_a_figure_of_the_only_programme_stands_what_is_told_of_the_whole_country(a_round_of_cards, others, told):
    where = {"year": 2025, "programme": "so-the", "round": "dot-1", "province": "nghe-an", "kind": "hi_card"}
    given = Given(
        [
            read.GivenCell(**{**where, **over}, height=height, rows=1, quantity=each, donor_cost_vnd=0, total_vnd=0)
            for height, each, over in (("event", 361, {}), ("country", 21, {}), ("kept", 5, others))
        ]
    )
    figure = f.a_published_figure(**CARDS, **of_programme(a_round_of_cards))
    assert counterparts.counted(figure, [], given) == told


def test_the_value_and_the_number_of_several_kinds_are_told_beside_what_the_records_count_of_them(
    client, a_round_of_cards
):
    world.given("40", 51, round_=a_round_of_cards, kind="si_book")
    both = {"subject": Measure.BOOKS_AND_CARDS, "stage": Stage.VALUE}
    for over, told in (
        ({"measure": Measure.BOOKS_AND_CARDS, "stage": Stage.GIVEN, "value": 600, "wording": "600 sổ và thẻ"}, 412),
        (both, 412 * world.CARD_VND),
        ({**both, "subject": Measure.CARDS}, 361 * world.CARD_VND),
    ):
        figure = f.a_published_figure(**over)
        assert data(client, f"/so-lieu-cong-bo/{figure.code}/", "published")[0]["counted"] == told


@pytest.mark.parametrize(
    "id_",
    [
        "the-bhyt.2025.nghe-an",
        "the-bhyt.2025",
        "so-bhxh.chuong-trinh-ct-1",
        "huy-dong.2025.chuong-trinh-sach",
        "huy-dong.nha-hao-tam-%(donor)s",
        "huy-dong.2025.nha-hao-tam-%(donor)s",
        "the-bhyt.buoi-trao-%(event)s",
    ],
)
def test_the_rows_that_a_number_names_add_up_to_it(client, id_):
    world.a_whole_world()
    event = world.given("66", 24)
    world.given("66", 4)
    f.an_approved_donation(programme=f.a_programme(slug="sach"), amount_vnd=3_000_000)
    donor = f.a_donor(name=f"Công ty Tên & {'Dài ' * 46}Xa")
    for day in (date(2024, 5, 6), date(2025, 3, 4)):
        f.an_approved_donation(donor=donor, amount_vnd=day.year, received_on=day)
    f.an_approved_donation(donor=donor, amount_vnd=7, is_anonymous=True)
    id_ %= {"event": event.pk, "donor": donors.slugs_of([(donor.pk, donor.name)])[donor.pk]}
    body = client.get(f"/so-lieu/{id_}/").content.decode()
    api = re.search(r'href="(/api/v1/[^"]+)"', body)[1].replace("&amp;", "&")
    column = re.search(r"Cộng cột <code>(\w+)</code>", body)[1]
    rows = client.get(api).json()["data"]
    assert rows
    assert sum(row[column] or 0 for row in rows) == number_at(client, f"/so-lieu/{id_}/")
    lines = client.get(api.replace("?", ".csv?")).content.decode().removeprefix("\ufeff")
    rows = csv.DictReader(io.StringIO(lines))
    assert sum(int(row[column] or 0) for row in rows) == number_at(client, f"/so-lieu/{id_}/")
    assert f'href="{api.replace("?", ".csv?")}"'.replace("&", "&amp;") in body


@pytest.mark.parametrize("is_published", [False, True])
def test_a_number_alone_may_be_framed_by_any_page_and_nothing_else_may(client, is_published):
    figure = f.a_published_figure()
    world.raised(1_000_000)
    world.version(2, is_sample=True)
    name = figure.code if is_published else "huy-dong.2025"
    home = f"/so-lieu-cong-bo/{name}/" if is_published else f"/so-lieu/{name}/"
    framed = client.get(f"/nhung/{name}/")
    assert "frame-ancestors *" in framed["Content-Security-Policy"]
    assert "X-Frame-Options" not in framed
    assert f'href="http://testserver{home}"' in framed.content.decode()
    assert "<script" not in framed.content.decode()
    assert ("Dữ liệu minh họa" in text(framed)) is not is_published
    assert ("Số công bố. Nguồn: " in text(framed)) is is_published
    page = client.get(home)
    assert ("số tự đổi khi hồ sơ đổi" in text(page)) is not is_published
    assert ("khi có phiên bản mới, số ở trang nhúng đổi theo" in text(page)) is is_published
    assert "frame-ancestors 'none'" in page["Content-Security-Policy"]
    assert page["X-Frame-Options"] == "DENY"
    assert f'<iframe src="http://testserver/nhung/{name}/"' in text(page)


def test_a_published_figure_is_quoted_with_its_own_address(client):
    figure = f.a_published_figure(as_of=date(2025, 12, 15), as_of_precision="day")
    said = quotes(client.get(f"/so-lieu-cong-bo/{figure.code}/"))[0]
    assert said.startswith("54,38 tỷ đồng: số tiền huy động, cả nước, 2025; nguồn: ")
    assert "số liệu đến" in said
    assert said.endswith(f"http://testserver/so-lieu-cong-bo/{figure.code}/)")


def test_money_handed_over_has_one_pair_of_names_wherever_it_is_told(client):
    world.given("40", 250)
    world.version()
    pair = [MEASURES[slug] for slug in ("da-trao-chuong-trinh-chi", "da-trao-tong-gia-tri")]
    assert [str(each.title) for each in pair] == ["Đã trao: từ tiền ủng hộ", "Đã trao: kể cả ngân sách hỗ trợ"]
    for address in ("/nam/2025/", "/so-lieu/", "/tinh/nghe-an/2025/", "/gioi-thieu/", "/du-lieu/", "/kiem-tra/"):
        said = text(client.get(address)).lower()
        assert "từ tiền ủng hộ" in said, address
        assert not any(other in said for other in ("chương trình chi", "nguồn ủng hộ chi", "tổng giá trị")), address


def test_what_becomes_of_small_numbers_is_said_alike_in_notes_and_definitions(client):
    world.given("40", 250)
    world.version()
    for address in ("/nam/2025/", "/so-lieu/", "/so-lieu/the-bhyt.2025/"):
        said = text(client.get(address))
        assert "được để riêng; khi cộng lại đủ lớn để không ai bị nhận ra mới được đưa vào tổng." in said, address
    assert "Các số nhỏ và số tiền đi kèm được để riêng, không nằm trong tổng nào" in text(client.get("/gioi-thieu/"))


def test_a_definition_names_people_where_people_are_counted_and_parcels_where_parcels_are(client):
    titles = {row["id"]: (row["title"], row["what"]) for row in data(client, "/so-lieu/", "measures")}
    assert titles["kham-benh"] == ("Người được khám bệnh miễn phí", "Số người được khám bệnh miễn phí, theo năm trao.")
    assert titles["ho-tro-bao-lu"][0] == "Suất hỗ trợ bão lũ đã trao"
    assert titles["qua-tet"][0] == "Suất quà Tết đã trao"
    assert titles["the-bhyt"] == ("Thẻ BHYT đã trao", "Số thẻ BHYT đã trao, theo năm trao.")


def test_the_list_defines_every_number_and_leads_to_it(client):
    world.a_whole_world()
    rows = data(client, "/so-lieu/", "measures")
    assert [row["id"] for row in rows] == list(MEASURES)
    assert all(all(row.values()) for row in rows)
    body = client.get("/so-lieu/").content.decode()
    assert all(f'href="/so-lieu/{slug_of_kind(kind)}.2025/"' in body for kind in GiftKind)


def test_a_number_costs_few_queries_however_many_periods_are_closed(client):
    world.a_whole_world()
    addresses = [
        "/so-lieu/",
        "/so-lieu/huy-dong.2025/",
        "/so-lieu/the-bhyt.2025.nghe-an/",
        "/so-lieu/da-trao-tong-gia-tri.2025.chuong-trinh-ct-1/",
        "/so-lieu/huy-dong.2025.nha-hao-tam-cong-ty-dong-a-0/",
        "/so-lieu/con-lai/",
        "/nhung/the-bhyt.2025/",
    ]
    for month in range(1, 13):
        close(2025, month)
    assert max(len(queries(client, address)) for address in addresses) <= 5
