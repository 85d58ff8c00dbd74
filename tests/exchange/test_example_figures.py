"""Figures of public sources, as a file in our columns, from import to page: each with place, unit, qualifier, stage
and source. The list of them lies beside the checkout, not in it.
"""

import csv
import re
from html import unescape
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from programmes.actions import published
from programmes.management.reference import load_reference
from programmes.models import PublishedFigure
from programmes.standards import periods
from programmes.standards.money import format_short
from tests import factories as f
from tests import sheets
from tests.exchange.doors import take_in

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

LIST = Path(__file__).parents[3] / "shared/domain/example_figures.csv"
INDICATORS = {  # of the list: measure, stage, of what
    "cards_given": ("thẻ BHYT", "đã trao", ""),
    "cards_pledged": ("thẻ BHYT", "cam kết", ""),
    "cards_planned": ("thẻ BHYT", "dự kiến", ""),
    "cards_received": ("thẻ BHYT", "huy động", ""),
    "books_given": ("sổ BHXH", "đã trao", ""),
    "books_pledged": ("sổ BHXH", "cam kết", ""),
    "books_and_cards_given": ("sổ BHXH và thẻ BHYT", "đã trao", ""),
    "gifts_given": ("suất quà", "đã trao", ""),
    "patient_gifts_given": ("suất quà", "đã trao", ""),
    "amount_raised": ("số tiền", "huy động", ""),
    "value_pledged": ("số tiền", "cam kết", "sổ BHXH và thẻ BHYT"),
    "value_cards": ("số tiền", "giá trị đã trao", "thẻ BHYT"),
    "value_books_and_cards": ("số tiền", "giá trị đã trao", "sổ BHXH và thẻ BHYT"),
    "value_from_central": ("số tiền", "giá trị đã trao", "sổ BHXH và thẻ BHYT"),
    "value_from_central_and_province": ("số tiền", "giá trị đã trao", "thẻ BHYT"),
}
UNITS = {"card": "thẻ BHYT", "book": "sổ BHXH", "item": "sổ BHXH và thẻ BHYT", "gift": "suất quà"}
SHORT_UNITS = {"card": "thẻ", "book": "sổ", "item": "sổ và thẻ", "gift": "suất", "VND": "đồng"}
QUALIFIERS = {"exact": "đúng", "over": "hơn", "nearly": "gần", "about": "khoảng"}
WHOLE_COUNTRY = {"", "63 provinces"}


def a_line(row):
    """A row of the list in the columns of our files; the wording is put together from its number."""
    measure, stage, subject = INDICATORS[row["indicator"]]
    qualifier = QUALIFIERS[row["qualifier"]]
    is_national = row["scope"] == "national"
    part_of = re.search(r"part of (P\d+)", row["note"])
    words = "" if qualifier == "đúng" else f"{qualifier} "
    number = int(row["value"])
    told = format_short(number) if row["unit"] == "VND" else f"{number:,} {UNITS[row['unit']]}".replace(",", ".")
    return {
        "Mã số liệu": row["id"],
        "Chỉ tiêu": measure,
        "Giai đoạn": stage,
        "Của": subject,
        "Nơi": "cả nước" if is_national else row["province_name_in_source"],
        "Địa điểm cụ thể": row["place"].replace("provinces", "tỉnh").replace("launch", "lễ phát động"),
        "Chỉ một phần": "x" if is_national and row["place"] not in WHOLE_COUNTRY else "",
        "Kỳ": a_period(row),
        "Giá trị": row["value"],
        "Đơn vị": SHORT_UNITS[row["unit"]],
        "Mức độ": qualifier,
        "Cách nêu": f"{words}{told}",
        "Nhà hảo tâm theo nguồn": row["donor"],
        "Nguồn": f"Bài có mã {row['id']}",
        "Nơi công bố": urlsplit(row["source_url"]).netloc,
        "Địa chỉ nguồn": row["source_url"],
        "Ngày công bố": row["source_date"],
        "Là một phần của": part_of[1] if part_of else "",
    }


def a_period(row):
    """As our files write what the list writes: "2024-01..2024-09" is "9 tháng đầu năm 2024"."""
    months = re.fullmatch(r"(\d{4})-01\.\.\1-(\d\d)", row["period"])
    return f"{int(months[2])} tháng đầu năm {months[1]}" if months else row["period"]


def text(response):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


@pytest.fixture
def officer(db):
    load_reference(settings.BASE_DIR / "fixtures")
    return f.the_maker(f.headquarters())


def publish_all(officer, folder, lines):
    outcome = take_in(sheets.a_csv(folder, lines), "published_figures", officer)
    assert [(error.column, error.message) for error in outcome.errors] == []
    for draft in PublishedFigure.objects.filter(state="draft"):
        published.publish(draft, by=f.the_checker())


def shown_on_its_page(client, line, *extra):
    seen = text(client.get(f"/so-lieu-cong-bo/{line['Mã số liệu']}/"))
    period = periods.words(periods.read(line["Kỳ"]))
    told = (
        line["Nơi"].split(" (")[0],
        line["Mức độ"].replace("đúng", "nguyên số, không kèm hơn/gần"),
        line["Giai đoạn"],
        line["Nơi công bố"],
        line["Cách nêu"],
        period,
    )
    return [word for word in (*told, *extra) if word.replace("\u00a0", " ") not in seen.replace("\u00a0", " ")]


def test_every_figure_of_the_public_sources_has_its_page(client, officer, tmp_path):
    if not LIST.exists():
        pytest.skip(f"the list of public figures is not here: {LIST}")
    with LIST.open(encoding="utf-8") as file:
        lines = [a_line(row) for row in csv.DictReader(file)]
    assert len(lines) > 40
    publish_all(officer, tmp_path, lines)
    assert PublishedFigure.objects.published().count() == len(lines)
    lacking = {line["Mã số liệu"]: shown_on_its_page(client, line, line["Đơn vị"]) for line in lines}
    assert {code: words for code, words in lacking.items() if words} == {}
    with CaptureQueriesContext(connection) as queries:
        listed = text(client.get("/so-lieu-cong-bo/"))
    assert len(queries) <= 5
    assert all(line["Nguồn"] in listed for line in lines)
    for part, whole in (("P19", "P21"), ("P23", "P25")):
        assert "là một phần của" in text(client.get(f"/so-lieu-cong-bo/{part}/"))
        assert part in text(client.get(f"/so-lieu-cong-bo/{whole}/"))


# What the kept-back ones may hold: other measures, places, periods and forms of a number.
NEIGHBOURS = (
    ("hộ gia đình", "đã trao", "", "Kon Tum", "quý I/2025", {"Giá trị": "1.200"}, "đúng", "1.200 hộ gia đình"),
    ("tỷ lệ", "đã trao", "thẻ BHYT", "Hồ Chí Minh", "2025", {"Giá trị": "35,98 %"}, "đúng", "35,98% số thẻ cả nước"),
    ("mức so sánh", "huy động", "số tiền", "cả nước", "2025", {"Giá trị": "2,5 lần"}, "gần", "gần 2,5 lần năm trước"),
    ("người", "đã trao", "", "cả nước", "6 tháng đầu năm 2025", {"Giá trị": "14.500"}, "hơn", "hơn 14.500 người"),
    (
        "lượt khám bệnh",
        "đã trao",
        "",
        "Huế",
        "6 tháng cuối năm 2024",
        {"Giá trị": "900"},
        "ít nhất",
        "ít nhất 900 lượt",
    ),
    ("đoàn công tác", "dự kiến", "", "cả nước", "tháng 1/2026", {"Giá trị": "12"}, "đúng", "12 đoàn công tác"),
    (
        *("suất quà", "dự kiến", "", "Bảo hiểm xã hội tỉnh Lào Cai", "Tết Bính Ngọ 2026"),
        *({"Giá trị": "100", "Giá trị đến": "120"}, "khoảng", "khoảng 100-120 suất quà"),
    ),
    (
        *("số tiền", "giá trị đã trao", "sổ BHXH và thẻ BHYT", "cả nước", "tháng 12/2022"),
        *({"Ngoại tệ": "USD", "Số ngoại tệ": "160000", "Giá trị": "3,8 tỷ"}, "khoảng", "khoảng 160.000 USD"),
    ),
    (
        "số tiền",
        "phần địa phương hỗ trợ",
        "",
        "Bình Dương (trước 7/2025)",
        "9 tháng đầu năm 2024",
        {"Giá trị": "1 tỷ"},
        "dưới",
        "dưới 1 tỷ đồng",
    ),
    ("sổ BHXH", "đã trao", "", "Yên Bái", "2020-2021", {}, "chỉ nêu độ lớn", "hàng trăm sổ BHXH"),
    (
        "thẻ BHYT",
        "đã trao",
        "",
        "Đồng Nai",
        "đến ngày 4/3/2026",
        {"Giá trị": "4.000"},
        "nhiều nhất",
        "tối đa 4.000 thẻ",
    ),
)


@pytest.mark.parametrize("case", NEIGHBOURS, ids=lambda case: f"{case[0]}, {case[4]}")
def test_the_neighbours_of_the_public_figures_have_their_place_too(client, officer, tmp_path, case):
    measure, stage, subject, place, period, numbers, qualifier, wording = case
    line = {
        "Mã số liệu": "X1",
        "Chỉ tiêu": measure,
        "Giai đoạn": stage,
        "Của": subject,
        "Nơi": place,
        "Kỳ": period,
        "Mức độ": qualifier,
        "Cách nêu": wording,
        "Nguồn": "Bài báo",
        "Nơi công bố": "Báo Minh Họa",
        **numbers,
    }
    publish_all(officer, tmp_path, [line])
    assert shown_on_its_page(client, line) == []
    assert "Năm 2025, theo số liệu đã công bố" not in text(client.get("/"))
