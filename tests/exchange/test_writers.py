"""Files that leave the portal: no cell is a formula, and each comes back as it went."""

import csv
import io
from datetime import date

import openpyxl
import pytest

from programmes.exchange.layouts import LAYOUTS
from programmes.exchange.writing.export import export_file, guide, headings
from programmes.exchange.writing.writers import csv_text, write_csv, write_workbook
from programmes.models import Donation, Donor, Gift
from tests import factories as f
from tests import sheets
from tests.exchange.doors import codes, judge, read

NASTY = [
    "=1+1",
    "+84 912 345 678",
    "-5",
    "@SUM(A1)",
    "＝1+1",
    "＋1",
    "－1",
    "＠x",
    "\tx",
    "\rx",
    "'",
    "'=1+1",
    "'Công ty'",
    '=HYPERLINK("http://x","a,b")',
    "bình thường",
    "a\nb",
    '"',
    "<script>",
]


def cells(path):
    return [row.cells[1] for row in read(path)]


def test_a_csv_runs_nothing_and_comes_back_as_it_went(tmp_path):
    write_csv(tmp_path / "o.csv", [["x", text] for text in NASTY])
    raw = list(csv.reader(io.StringIO((tmp_path / "o.csv").read_text(encoding="utf-8-sig"), newline="")))
    assert [cell for _x, cell in raw if cell.startswith(tuple("=+-@\t\r＝＋－＠"))] == []
    assert cells(tmp_path / "o.csv") == NASTY


def test_a_workbook_holds_text_and_comes_back_as_it_went(tmp_path):
    nasty = [text for text in NASTY if "\r" not in text]  # XML has no carriage return
    write_workbook(tmp_path / "o.xlsx", [["x", text] for text in nasty])
    sheet = openpyxl.load_workbook(tmp_path / "o.xlsx").active
    assert {row[1].data_type for row in sheet.iter_rows()} == {"s"}
    assert cells(tmp_path / "o.xlsx") == nasty


def test_numbers_stay_numbers_and_are_never_hidden_behind_an_apostrophe(tmp_path):
    assert csv_text([[-5_000_000, 54_380_000_000]]) == "\ufeff-5000000,54380000000\r\n"
    write_workbook(tmp_path / "o.xlsx", [["Số tiền"], [54_380_000_000], [-5]])
    assert sheets.cells_of(tmp_path / "o.xlsx") == [["Số tiền"], [54_380_000_000], [-5]]


def test_a_long_csv_is_written_in_pieces_and_is_whole():
    text = csv_text([[str(number), "x"] for number in range(5000)])
    assert text.startswith("\ufeff0,x\r\n")
    assert text.count("\r\n") == 5000
    assert text.endswith("4999,x\r\n")


def test_the_writers_count_the_records(tmp_path):
    assert write_csv(tmp_path / "o.csv", [["a"], ["b"]]) == 2
    assert write_workbook(tmp_path / "o.xlsx", iter([["a"], ["b"], ["c"]])) == 3


@pytest.mark.django_db
def test_identifiers_in_a_workbook_are_text_and_money_is_a_number(tmp_path):
    gift = f.a_gift()
    path = tmp_path / "o.xlsx"
    assert export_file(path, LAYOUTS["gifts"], Gift.objects.all()) == 1
    header, row = sheets.cells_of(path)
    found = dict(zip(header, row, strict=True))
    assert found["Số định danh/CCCD"] == gift.recipient.citizen_number
    assert found["Số tiền (đồng)"] == 379_080
    assert found["Tổng mức đóng"] == 1_263_600
    assert found["Từ tháng"] == "12/2025"


@pytest.mark.django_db
def test_masked_numbers_are_hidden_and_cannot_be_read_back(tmp_path):
    gift = f.a_gift()
    number = gift.recipient.citizen_number
    path = tmp_path / "o.csv"
    export_file(path, LAYOUTS["gifts"], Gift.objects.all(), masked=True)
    text = path.read_text(encoding="utf-8")
    assert number not in text
    assert f"{number[:3]}•••••{number[-4:]}" in text
    assert codes(judge(path, "gifts", f.the_maker())) == ["citizen_form"]


@pytest.mark.django_db
def test_the_guide_of_a_workbook_explains_every_column(tmp_path):
    path = tmp_path / "mau.xlsx"
    export_file(path, LAYOUTS["donations"], Donation.objects.none())
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["Dữ liệu", "Hướng dẫn"]
    assert [row[0].value for row in book["Hướng dẫn"].iter_rows(min_row=2)] == list(headings(LAYOUTS["donations"]))
    assert [tuple(cell.value for cell in row) for row in book["Dữ liệu"].iter_rows()] == [
        headings(LAYOUTS["donations"])
    ]


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=list(LAYOUTS))
def test_the_examples_of_the_guide_can_be_read(layout):
    examples = {heading: example for heading, _required, example in guide(layout)}
    required = [column for column in layout.columns if column.required]
    assert [column.heading for column in required if not examples[column.heading]] == []
    for column in layout.columns:
        if column.parse and column.example:
            assert column.parse(column.example) is not None


@pytest.mark.django_db
def test_records_are_narrowed_by_round_and_year():
    old, new = f.a_round(), f.a_round()
    for round_, day in ((old, date(2024, 5, 6)), (new, date(2025, 5, 6))):
        f.a_donation(round=round_, received_on=day)
    donations, donors = LAYOUTS["donations"].records, LAYOUTS["donors"].records
    assert [each.round for each in donations(Donation.objects.all(), new, None)] == [new]
    assert [each.round for each in donations(Donation.objects.all(), None, 2024)] == [old]
    assert donors(Donor.objects.all(), None, 2025).count() == 1
    f.a_handover([f.an_approved_list(gifts=1)], held_on=date(2025, 12, 20))
    gifts = LAYOUTS["gifts"].records
    assert gifts(Gift.objects.all(), None, 2025).count() == 1
    assert gifts(Gift.objects.all(), None, 2024).count() == 0
