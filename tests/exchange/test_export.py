"""Exports: the same rows in every form, of one moment, and nothing in them that a spreadsheet runs."""

import json
import random
from datetime import date

import openpyxl
import pytest
from django.conf import settings
from django.db import connection

from programmes.exchange.file_problem import FileProblem
from programmes.exchange.layouts import LAYOUTS, LISTS
from programmes.exchange.writing import export, writers
from programmes.exchange.writing.export import MASKS, columns_of, export_file
from programmes.exchange.writing.writers import csv_block, csv_chunks, write_json, write_workbook
from programmes.models import AuditEvent, Donor, Gift, streams
from programmes.models.fields import _KeyRing, decrypt_column, encrypt
from tests import factories as f
from tests import sheets
from tests.exchange.doors import command, read

SIGNS = [*"=+-@'\",;\t\r\n＝＋－＠ aĐ0", "", "\u0301", "💉"]
FORMULAS = [
    "=1+1",
    "==1+1",
    "+84 912",
    "-5",
    "@SUM(A1)",
    "＝1+1",
    "＋1",
    "－1",
    "＠x",
    "'=1+1",
    "''",
    '=HYPERLINK("http://x","a,b")',
    "=cmd|' /C calc'!A0",
]


def texts(count):
    rng = random.Random(2026)
    return ["".join(rng.choice(SIGNS) for _place in range(rng.randint(0, 6))) for _text in range(count)]


def test_a_block_of_columns_is_written_as_the_rows_would_be():
    """Five thousand texts of the signs that matter; some columns are plain, some mixed with numbers."""
    words = texts(5000)
    columns = [
        words,
        list(range(-2500, 2500)),
        ["x"] * 5000,
        [*words[1:], 7],
        ["" if n % 2 else n for n in range(5000)],
    ]
    by_rows = "".join(csv_chunks(zip(*columns, strict=True))).removeprefix(writers.BOM)
    assert csv_block(columns) == by_rows


def test_whatever_a_text_begins_with_it_comes_back_from_a_csv_as_it_went(tmp_path):
    words = [word for word in texts(5000) if "\r" not in word and "\n" not in word]
    writers.write_csv_blocks(tmp_path / "o.csv", ("a", "b"), [[["x"] * len(words), words]])
    assert [row.cells[1] for row in read(tmp_path / "o.csv")][1:] == words


def test_json_is_an_array_of_objects_with_numbers_and_nulls(tmp_path):
    assert write_json(tmp_path / "o.json", [("Lò Thị Mỷ", 379_080), ("=1+1", ""), ("", 0)], ("name", "amount")) == 3
    written = (tmp_path / "o.json").read_text(encoding="utf-8")
    assert "Lò Thị Mỷ" in written, "readable as it stands"
    assert json.loads(written) == [
        {"name": "Lò Thị Mỷ", "amount": 379_080},
        {"name": "=1+1", "amount": None},
        {"name": None, "amount": 0},
    ]
    assert write_json(tmp_path / "o.json", [], ("name",)) == 0
    assert json.loads((tmp_path / "o.json").read_text()) == []


def test_a_text_too_long_for_a_cell_of_excel_shows_that_it_is_cut(tmp_path):
    write_workbook(tmp_path / "o.xlsx", [["Ghi chú"], ["x" * 32_767], ["y" * 40_000]])
    (_head,), (whole,), (cut,) = sheets.cells_of(tmp_path / "o.xlsx")
    assert (len(whole), len(cut), cut[-2:]) == (32_767, 32_767, "y…")


def test_more_rows_than_a_workbook_holds_are_refused_not_dropped(tmp_path, monkeypatch):
    monkeypatch.setattr(writers, "WORKBOOK_ROWS", 3)
    with pytest.raises(FileProblem, match="xuất tệp .csv"):
        write_workbook(tmp_path / "o.xlsx", [["a"]] * 4)


def test_numbers_encrypted_under_an_old_and_a_new_key_are_read_side_by_side():
    old, new = b"a" * 32, b"b" * 32
    before, after = _KeyRing([old]), _KeyRing([new, old])
    values = [before.encrypt("040156000001"), None, b"", after.encrypt("040156000002")]
    assert after.decrypt_column(values) == ["040156000001", "", "", "040156000002"]
    assert after.decrypt_column(values[:3]) == ["040156000001", "", ""]
    assert decrypt_column([encrypt("1"), b""]) == ["1", ""]
    assert decrypt_column([]) == []


def test_every_column_that_opens_encrypted_numbers_is_one_that_can_be_masked():
    columns = [(layout.key, column) for layout in (LAYOUTS | LISTS).values() for column in layout.columns]
    found = {(key, column.content) for key, column in columns if column.cells.write is decrypt_column}
    assert found == {
        *{("gifts", "citizen"), ("recipients", "citizen")},
        *{("issued", "citizen"), ("issued", "insured")},
        *{("gifts", "phone"), ("recipients", "phone"), ("donors", "phone"), ("donors", "account")},
        *{("gifts", "si_number"), ("recipients", "si_number")},
    }
    assert {content for _key, content in found} <= MASKS.keys()


pytestmark = [pytest.mark.django_db, pytest.mark.every_database]


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=list(LAYOUTS))
def test_an_empty_export_is_a_heading_row(layout, tmp_path):
    assert export_file(tmp_path / "o.csv", layout, layout.model.objects.none()) == 0
    assert export_file(tmp_path / "o.json", layout, layout.model.objects.all()) == 0
    assert len((tmp_path / "o.csv").read_text(encoding="utf-8-sig").splitlines()) == 1


def test_all_forms_hold_the_same_rows(tmp_path):
    gift = f.a_gift()
    f.a_gift(gift.gift_list, group_name="=Nhóm 1", quantity=120)
    for ending in export.FORMATS:
        assert export_file(tmp_path / f"o.{ending}", LAYOUTS["gifts"], Gift.objects.all()) == 2
    names = [column.name for column in LAYOUTS["gifts"].columns]
    told = [[row[name] for name in names] for row in json.loads((tmp_path / "o.json").read_text(encoding="utf-8"))]
    as_text = [["" if cell is None else str(cell) for cell in row] for row in told]
    assert [row.cells for row in read(tmp_path / "o.csv")][1:] == as_text
    assert sheets.cells_of(tmp_path / "o.xlsx")[1:] == told
    assert told[0][names.index("citizen_number")] == gift.recipient.citizen_number


def test_an_export_over_many_blocks_is_whole_and_sums_agree(tmp_path, monkeypatch):
    monkeypatch.setattr(streams, "BLOCK_ROWS", 7)
    gift_list = f.a_gift_list()
    gifts = [f.a_gift(gift_list) for _each in range(20)]
    for most in (0, 50_000):
        monkeypatch.setattr(export, "SORTED_ROWS", most)
        export_file(tmp_path / "o.json", LAYOUTS["gifts"], Gift.objects.all())
        told = json.loads((tmp_path / "o.json").read_text(encoding="utf-8"))
        assert {row["full_name"] for row in told} == {gift.recipient.full_name for gift in gifts}
        assert len(told) == 20
        assert sum(row["donor_cost_vnd"] for row in told) == sum(gift.donor_cost_vnd for gift in gifts)


def test_the_number_of_statements_does_not_grow_with_the_rows(django_assert_max_num_queries, tmp_path):
    gift_list = f.a_gift_list()
    for _each in range(30):
        f.a_gift(gift_list)
    with django_assert_max_num_queries(8):
        export_file(tmp_path / "o.csv", LAYOUTS["gifts"], Gift.objects.all())


@pytest.mark.skipif(
    "postgresql" not in settings.DATABASES["default"]["ENGINE"], reason="SQLite has no second writer to be seen"
)
@pytest.mark.django_db(transaction=True)
def test_what_is_committed_while_an_export_runs_is_not_in_it(monkeypatch):
    monkeypatch.setattr(streams, "BLOCK_ROWS", 2)
    donors = [f.a_donor() for _each in range(10)]
    columns = columns_of(LAYOUTS["donors"], Donor.objects.all())
    first = next(columns)
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("UPDATE programmes_donor SET name = 'sửa giữa chừng'")
    finally:
        other.close()
    names = [name for block in (first, *columns) for name in block[1]]
    assert sorted(names) == sorted(donor.name for donor in donors)


def test_donors_of_a_round_in_a_year_gave_to_that_round_in_that_year():
    round_, other = f.a_round(), f.a_round()
    gifts = {"both": [(round_, 2025)], "apart": [(round_, 2024), (other, 2025)]}
    for name, given in gifts.items():
        donor = f.a_donor(name=name)
        for to, year in given:
            f.a_donation(donor=donor, round=to, received_on=date(year, 3, 4))
    columns = columns_of(LAYOUTS["donors"], Donor.objects.all(), round_=round_, year=2025)
    assert [name for block in columns for name in block[1]] == ["both"]


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_no_text_of_ours_is_a_formula_in_any_column(tmp_path, ending):
    for formula in FORMULAS:
        f.a_donor(name=formula, contact_person=formula, address=formula, note=formula, phone=formula[:20])
    path = tmp_path / f"o.{ending}"
    export_file(path, LAYOUTS["donors"], Donor.objects.all())
    if ending == "xlsx":
        sheet = openpyxl.load_workbook(path).worksheets[0]
        assert {cell.data_type for row in sheet for cell in row} <= {"s", "n"}
        assert [row[1].value for row in sheet][1:] == FORMULAS
    else:
        lines = path.read_text(encoding="utf-8-sig").replace('"', "").replace(",", "\n").splitlines()
        assert [cell for cell in lines if cell.startswith(tuple("=＝@＠"))] == []
        assert [row.cells[1] for row in read(path)][1:] == FORMULAS


def test_the_command_writes_json_and_notes_what_it_wrote(tmp_path):
    f.a_donor()
    status, printed = command("export_file", "donors", tmp_path / "o.json")
    assert (status, "1 bản ghi" in printed) == (0, True)
    assert json.loads((tmp_path / "o.json").read_text(encoding="utf-8"))[0]["kind"]
    assert AuditEvent.objects.latest("pk").after == {"layout": "donors", "records": 1}
