"""Page, JSON and CSV say the same, and none of them gives away a small number."""

import csv
import io
import re
from html import unescape

import pytest

from programmes.actions import periods
from programmes.models import ClosedPeriod
from programmes.public.columns import GIVEN
from tests import factories
from tests.public import world

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

STEMS = (
    *("/index", "/nam", "/nam/2025", "/chuong-trinh", "/chuong-trinh/ct-0", "/tinh", "/tinh/nghe-an"),
    *("/tinh/nghe-an/2025", "/nha-hao-tam", "/nha-hao-tam/cong-ty-dong-a-0", "/so-lieu-cong-bo"),
)


DRAWN = {"by_year", "by_programme", "by_province", "donors"}


def page_of(stem):
    return "/" if stem == "/index" else f"{stem}/"


def json_values(client, stem):
    """(table, row number, column) -> value."""
    data = client.get(f"{stem}.json").json()
    return {
        (table["key"], number, key): value
        for table in data["tables"]
        for number, row in enumerate(table["rows"], 1)
        for key, value in row.items()
    }


def csv_rows(client, stem, query=""):
    response = client.get(f"{stem}.csv{query}")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    content = response.content.decode()
    assert content.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(content.removeprefix("\ufeff"))))


def written(value):
    return "" if value is None else str(value)


def test_csv_holds_the_values_of_json(client):
    world.a_whole_world()
    for stem in STEMS:
        values = json_values(client, stem)
        rows = csv_rows(client, stem)
        assert {(row["bang"], int(row["dong"]), row["cot"]): row["gia_tri"] for row in rows} == {
            key: written(value) for key, value in values.items()
        }
        assert len(rows) == len(values) > 0


def test_each_table_has_a_file_of_its_own_with_a_line_for_each_row(client):
    world.a_whole_world()
    for stem in STEMS:
        for table in client.get(f"{stem}.json").json()["tables"]:
            address = f"{stem}.csv?bang={table['key']}"
            rows = csv_rows(client, stem, f"?bang={table['key']}")
            columns = len(table["columns"])
            cells = [list(row.values())[:columns] for row in rows]
            assert cells == [[written(value) for value in row.values()] for row in table["rows"]]
            assert all(row["Cơ sở"] == table["basis"] for row in rows)
            body = client.get(page_of(stem)).content.decode()
            assert not table["rows"] or table["key"] not in DRAWN or f'href="{address}"' in body, address


def test_the_file_of_a_table_has_heads_in_words_and_says_what_each_row_is(client):
    world.given("40", 7)
    world.given("01", 300)
    world.version(is_sample=True)
    answer = client.get("/nam/2025.csv?bang=by_province")
    assert answer["Content-Disposition"] == 'inline; filename="nam-2025-by-province.csv"'
    rows = csv_rows(client, "/nam/2025", "?bang=by_province")
    told = [(row["Tỉnh, thành phố"], row["Thẻ BHYT (thẻ)"], row["Dòng cộng"]) for row in rows]
    assert told == [("Hà Nội", "300", "không"), ("Nghệ An", "dưới 11", "không"), ("Cả nước", "300", "có")]
    assert {row["Dữ liệu minh họa"] for row in rows} == {"có"}


def test_the_file_of_a_table_is_of_the_page_as_it_was_asked_for(client):
    world.a_whole_world()
    body = client.get("/trao-tang/?nam=2025").content.decode()
    assert 'href="/trao-tang.csv?nam=2025&amp;bang=handovers"' in body
    assert len(csv_rows(client, "/trao-tang", "?nam=2024&bang=handovers")) < len(
        csv_rows(client, "/trao-tang", "?bang=handovers")
    )


def test_a_table_that_a_page_has_not_is_refused_with_those_that_it_has(client):
    world.a_whole_world()
    answer = client.get("/tinh/nghe-an/2025.csv?bang=nguoi-nhan")
    assert answer.status_code == 400
    assert "Các bảng là: by_programme, by_year, handovers." in answer.content.decode()
    for other in ("/tinh/nghe-an/2025/?bang=by_year", "/tinh/nghe-an.json?bang=by_year", "/du-lieu/gifts.csv?bang=x"):
        assert client.get(other).status_code == 400


def test_a_province_leads_to_its_rows_in_the_open_data(client):
    world.a_whole_world()
    for stem, where in (("/tinh/nghe-an", ""), ("/tinh/nghe-an/2025", "year=2025&amp;")):
        address = f"/api/v1/gifts.csv?{where}province_code=40"
        assert f'href="{address}"' in client.get(f"{stem}/").content.decode()
        rows = csv_rows(client, "/api/v1/gifts", f"?{unescape(where)}province_code=40")
        assert {row["province_code"] for row in rows} == {"40"}
        assert {row["year"] for row in rows} == ({"2025"} if where else {"2024", "2025"})


def grouped(number):
    return f"{number:,}".replace(",", ".")


def test_every_large_number_of_json_is_on_the_page_and_the_other_way_round(client):
    world.a_whole_world()
    for stem in STEMS:
        values = json_values(client, stem)
        numbers = {
            (table, key, grouped(value))
            for (table, _row, key), value in values.items()
            if isinstance(value, int) and value >= 1000 and key != "year"
        }
        body = re.sub(r"<[^>]+>", " ", unescape(client.get(page_of(stem)).content.decode()))
        shown = set(re.findall(r"(?<![\d.,])\d{1,3}(?:\.\d{3})+(?![\d.,])", body))
        in_words = stem in {"/index", "/nam/2025", "/chuong-trinh/ct-0"}
        only_in_words = {("published", "value"), ("published", "counted")} if in_words else set()
        assert {number for *column, number in numbers if tuple(column) not in only_in_words} <= shown
        every = {grouped(value) for value in values.values() if isinstance(value, int)}
        assert shown <= every


def test_a_cell_of_the_page_equals_its_cell_in_the_files(client):
    world.given("40", 250)
    world.version()
    body = client.get("/nam/2025/").content.decode()
    row = re.search(r'<th scope="row"><a href="/tinh/nghe-an/2025/">Nghệ An</a>(.*?)</tr>', body, re.DOTALL)[1]
    cells = [re.sub(r"<[^>]+>|[.\s]", "", cell) for cell in re.findall(r"<td[^>]*>(.*?)</td>", row, re.DOTALL)]
    values = [
        value for (table, _row, _key), value in json_values(client, "/nam/2025").items() if table == "by_province"
    ]
    every = values[values.index("Nghệ An") + 1 :][: len(GIVEN)]
    assert cells == [str(value) for value in every if value]  # columns of zeros are not drawn
    assert cells[:2] == ["250", str(250 * world.CARD_VND)]


def test_gifts_stand_before_money(client):
    world.a_whole_world()
    for stem in ("/index", "/nam", "/nam/2025", "/chuong-trinh", "/chuong-trinh/ct-0", "/tinh", "/tinh/nghe-an"):
        for table in client.get(f"{stem}.json").json()["tables"]:
            units = [column["unit"] for column in table["columns"] if column["unit"]]
            if table["key"] in {"by_year", "by_programme", "by_province"}:
                assert units[0] != "đồng"
                assert set(units[units.index("đồng") :]) == {"đồng"}


def test_files_say_whether_the_records_are_samples(client):
    world.a_whole_world()
    world.version(3, is_sample=True)
    for stem in STEMS:
        data = client.get(f"{stem}.json").json()
        assert data["is_sample"] is True
        for table in data["tables"]:
            assert table["is_sample"] is (table["basis"] == "theo hồ sơ")
        by_basis = {(row["co_so"], row["minh_hoa"]) for row in csv_rows(client, stem)}
        assert by_basis <= {("theo hồ sơ", "có"), ("theo công bố", "không"), ("thông tin", "không")}


def test_a_name_that_looks_like_a_formula_is_harmless_in_csv(client):
    world.raised(donor=factories.a_donor(name='=HYPERLINK("x")'))
    assert any(row["gia_tri"] == '\'=HYPERLINK("x")' for row in csv_rows(client, "/nha-hao-tam"))


def test_small_numbers_and_their_money_are_hidden_in_all_three_forms(client):
    programme = factories.a_programme(slug="ct-0")
    round_ = factories.a_round(programme=programme)
    for province, quantity in (("40", 7), ("11", 57), ("01", 300), ("66", 900)):
        world.given(province, quantity, round_=round_)
    world.version()
    for address in ("/", "/nam/2025/", "/chuong-trinh/ct-0/"):
        for form in (address, f"{address.rstrip('/') or '/index'}.json", f"{address.rstrip('/') or '/index'}.csv"):
            content = client.get(form).content.decode()
            assert "dưới 11" in content
            for quantity in (7, 1264):
                for money in (quantity * world.CARD_VND, quantity * (world.CARD_VND + world.CARD_STATE_VND)):
                    assert str(money) not in content
                    assert f"{money:,}".replace(",", ".") not in content
    row = client.get("/nam/2025.json").json()["tables"][2]["rows"]
    assert [(each["province"], each["hi_card"], each["given_vnd"]) for each in row] == [
        ("Hà Nội", 300, 300 * world.CARD_VND),
        ("Điện Biên", 57, 57 * world.CARD_VND),
        ("Nghệ An", "dưới 11", "không nêu"),
        ("Đắk Lắk", 900, 900 * world.CARD_VND),
        ("Cả nước", 1257, 1257 * world.CARD_VND),
    ]
    assert client.get("/tinh/nghe-an.json").json()["tables"][0]["rows"][0]["hi_card"] == "dưới 11"


def test_a_hidden_number_has_no_colour_on_the_diagram(client):
    round_ = factories.a_round()
    for province, quantity in (("40", 7), ("11", 57), ("01", 300)):
        world.given(province, quantity, round_=round_)
    body = client.get("/nam/2025/").content.decode()
    steps = {title: step for step, title in re.findall(r'class="on(\w+)"[^>]*>\s*<title>([^:<]+): ', body)}
    assert steps["Tỉnh Nghệ An"] == "hidden"
    assert steps["Thành phố Hà Nội"] == "3"


def test_what_no_province_or_programme_shows_has_a_row_of_its_own_and_the_table_adds_up(client):
    for province in ("40", "11"):
        world.given(province, 6, round_=factories.a_round())
    world.given("01", 300)
    periods.close(ClosedPeriod(year=2025), by=factories.the_maker(factories.headquarters()))
    tables = {table["key"]: table["rows"] for table in client.get("/nam/2025.json").json()["tables"]}
    by_province = {row["province"]: row["hi_card"] for row in tables["by_province"]}
    assert by_province["Số nhỏ gộp chung, không tách theo tỉnh, thành phố"] == 12
    assert (by_province["Hà Nội"], by_province["Nghệ An"], by_province["Cả nước"]) == (300, "dưới 11", 312)
    by_programme = {row["programme"]: row["hi_card"] for row in tables["by_programme"]}
    assert by_programme["Số nhỏ gộp chung, không tách theo chương trình"] == 12
    assert by_programme["Tất cả chương trình"] == 312
    assert "Số nhỏ gộp chung, không tách theo tỉnh, thành phố" in client.get("/nam/2025/").content.decode()
