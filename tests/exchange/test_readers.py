"""Files as offices send them become rows of text; what cannot be read is refused with one sentence."""

import datetime
import shutil
import unicodedata
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from programmes.exchange.file_problem import FileProblem
from programmes.exchange.reading.readers import SourceRow
from programmes.standards.names import tidy
from tests import sheets
from tests.exchange.doors import read
from tests.exchange.tcvn3 import windows_1258

TABLE = [["Họ và tên", "Loại quà"], ["Nguyễn Thị Ân", "thẻ BHYT"], ["Đặng Thị Phượng", "sổ BHXH"]]
FILES = Path(__file__).parent / "files"


def rows_of(path):
    return [(row.line, [tidy(cell) for cell in row.cells]) for row in read(path)]


def refusal_of(path, filename=None):
    with pytest.raises(FileProblem) as refused:
        list(read(path, filename))
    sentence = str(refused.value)
    assert sentence.endswith("."), sentence
    assert "\n" not in sentence
    return refused.value.code


def written(folder, data, name="tep.csv"):
    path = folder / name
    path.write_bytes(data)
    return path


# Text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le-bom", "utf-16-be-bom"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_a_csv_is_read_in_every_encoding_and_with_every_separator(tmp_path, encoding, delimiter):
    before = "\ufeff" if encoding.endswith("bom") else ""
    path = sheets.a_csv(tmp_path, TABLE, encoding=encoding.removesuffix("-bom"), delimiter=delimiter, before=before)
    assert rows_of(path) == [(1, TABLE[0]), (2, TABLE[1]), (3, TABLE[2])]


@pytest.mark.parametrize("sign", [";", ",", "|", "\t"])
def test_a_line_that_names_the_separator_is_obeyed(tmp_path, sign):
    path = sheets.a_csv(tmp_path, TABLE, delimiter=sign, before=f"sep={sign}\r\n")
    assert rows_of(path) == [(2, TABLE[0]), (3, TABLE[1]), (4, TABLE[2])]


def test_windows_1258_is_composed(tmp_path):
    path = written(tmp_path, windows_1258(sheets.csv_text(TABLE)))
    assert [cells for _line, cells in rows_of(path)] == TABLE


def test_decomposed_text_is_composed(tmp_path):
    path = written(tmp_path, unicodedata.normalize("NFD", sheets.csv_text(TABLE)).encode())
    assert [cells for _line, cells in rows_of(path)] == TABLE


def test_a_comma_in_addresses_does_not_beat_the_semicolon(tmp_path):
    rows = [["Họ và tên", "Địa chỉ"], *([f"Lò Thị {n}", "Thôn 1, xã Minh Họa, huyện cũ, tỉnh"] for n in "abc")]
    text = "\r\n".join(";".join(row) for row in rows)
    assert [cells for _line, cells in rows_of(written(tmp_path, text.encode()))] == rows


def test_line_numbers_are_those_of_the_spreadsheet(tmp_path):
    text = 'Họ và tên,Ghi chú\r\n\r\n,\r\n  ,\u00a0\r\nLò Thị Mỷ,"hai\r\ndòng"\r\nHồ Văn Ơn,x\r\n'
    assert rows_of(written(tmp_path, text.encode())) == [
        (1, ["Họ và tên", "Ghi chú"]),
        (5, ["Lò Thị Mỷ", "hai dòng"]),
        (6, ["Hồ Văn Ơn", "x"]),
    ]


@pytest.mark.parametrize("sign", ["\u2028", "\x85", "\x0b", "\x0c", "\x1c"])
def test_a_strange_line_sign_inside_a_cell_does_not_break_the_row(tmp_path, sign):
    path = written(tmp_path, f"a,b{sign}c,d\r\ne,f,g\r\n".encode())
    assert [len(cells) for _line, cells in rows_of(path)] == [3, 3]


def test_old_mac_line_ends(tmp_path):
    assert rows_of(written(tmp_path, b"a,b\rc,d\r")) == [(1, ["a", "b"]), (2, ["c", "d"])]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b'a,b\r\n"c,d\r\n', "csv_broken"),
        (b'a,b\r\n"c"x,d\r\n', "csv_broken"),
        (b"a,b\r\n" + b"x" * 40_000 + b",d\r\n", "csv_broken"),
        ("Họ,tên\r\n".encode("utf-16-le"), "binary_file"),
        (b"PK\x03\x04\x00\x00", "binary_file"),
        (b"\xff\xfea\x00,\x00b", "broken_encoding"),
        (b"\xef\xbb\xbfH\xe1\xbb", "broken_encoding"),
        (b"Ten,\x8a\x8d\r\n", "unknown_encoding"),
    ],
)
def test_broken_text_is_refused(tmp_path, data, code):
    assert refusal_of(written(tmp_path, data)) == code


# Workbooks


def test_cells_of_a_workbook_become_what_the_officer_sees(tmp_path):
    cells = {
        "Nguyễn Thị Ân": "Nguyễn Thị Ân",
        379080: "379080",
        54_380_000_000: "54380000000",
        0.5: "0.5",
        1.263: "1.2630",
        379079.99999999994: "379080",
        1263.0000000000002: "1263",
        0.1 + 0.2: "0.3",
        -5: "-5",
        datetime.date(2026, 3, 4): "04/03/2026",
        datetime.datetime(2025, 12, 25, 13, 30): "25/12/2025",
        True: "TRUE",
        False: "FALSE",
        "'0401": "'0401",
        "=1+1 là chữ": "=1+1 là chữ",
    }
    path = tmp_path / "o.xlsx"
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False, "default_date_format": "dd/mm/yyyy"}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["x", *cells])
    assert list(read(path)) == [SourceRow(1, ["x", *cells.values()])]


def test_line_numbers_of_a_workbook_count_the_empty_rows(tmp_path):
    path = sheets.a_workbook(tmp_path, [[], [], [None, "Họ và tên"], [None, "  "], [], [None, "Lò Thị Mỷ"]])
    assert [(line, cells[-1]) for line, cells in rows_of(path)] == [(3, "Họ và tên"), (6, "Lò Thị Mỷ")]


def test_a_formula_is_read_by_its_last_value(tmp_path):
    path = tmp_path / "o.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_formula(0, 0, '="a"&"b"', None, "ab")
        sheet.write_formula(0, 1, "=1+1", None, 2)
    assert rows_of(path) == [(1, ["ab", "2"])]


def test_an_old_excel_file(tmp_path):
    rows = rows_of(FILES / "danh-sach.xls")
    assert rows[1] == (4, ["STT", "Họ và tên", "Ngày sinh", "Số CCCD", "Loại quà", "Số tiền"])
    assert rows[2] == (6, ["1", "Nguyễn Thị Minh Họa", "04/03/1956", "040156000001", "quà Tết", "500000"])


def test_an_opendocument_file(tmp_path):
    assert [cells for _line, cells in rows_of(sheets.an_ods(tmp_path, TABLE))] == TABLE


@pytest.mark.parametrize("name", ["tep.xlsx", "tep.xls", "tep.ods"])
@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 hong", "Họ và tên,Loại quà\r\n".encode(), b"\xd0\xcf\x11\xe0" * 9])
def test_a_broken_workbook_is_refused(tmp_path, name, data):
    assert refusal_of(written(tmp_path, data, name)) in {"workbook_broken", "wrong_container", "container_broken"}


def sentence_of(path):
    with pytest.raises(FileProblem) as refused:
        list(read(path))
    return str(refused.value)


@pytest.mark.parametrize("name", ["tep.xlsx", "tep.xls", "tep.ods"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1258"])
def test_a_csv_under_the_name_of_a_workbook_is_called_what_it_is(tmp_path, name, encoding):
    text = sheets.csv_text([["Ten", "Loai"], ["Lo Thi Binh", "the BHYT"]])
    told = sentence_of(written(tmp_path, text.encode(encoding), name))
    assert told == (
        f"Tệp này là văn bản (CSV), không phải bảng tính .{name[4:]}. "
        "Hãy đổi đuôi tệp thành .csv, hoặc mở bằng Excel rồi lưu lại dạng .xlsx."
    )


@pytest.mark.parametrize(
    "data", [b"%PDF-1.7\n", b"<html><table>", b"\xef\xbb\xbf \n<?xml?>", b"PK\x05\x06", b"\x89PNG\0"]
)
def test_what_is_no_table_is_not_called_a_csv(tmp_path, data):
    assert sentence_of(written(tmp_path, data, "tep.xlsx")).startswith("Tệp không đúng dạng như phần mở rộng.")


def test_an_empty_workbook_is_called_empty(tmp_path):
    assert sentence_of(written(tmp_path, b"", "tep.xlsx")).startswith("Tệp rỗng, có lẽ")


def test_a_sign_that_no_text_has_is_told_with_its_line(tmp_path):
    assert "NUL ở dòng 3" in sentence_of(written(tmp_path, b"a,b\nc,d\ne,\0f\n"))


def test_a_workbook_under_another_name_is_refused(tmp_path):
    workbook = sheets.a_workbook(tmp_path, TABLE)
    for name, code in (("tep.csv", "binary_file"), ("tep.pdf", "file_kind"), ("tep", "file_kind")):
        assert refusal_of(shutil.copy(workbook, tmp_path / name)) == code
    old = shutil.copy(FILES / "danh-sach.xls", tmp_path / "cu.xlsx")
    assert refusal_of(old) == "wrong_container"


def test_a_zip_that_is_no_workbook_is_refused(tmp_path):
    path = tmp_path / "tep.xlsx"
    with zipfile.ZipFile(path, "w") as box:
        box.writestr("anh.jpg", b"...")
    assert refusal_of(path) == "wrong_container"


# Limits


def test_limits_are_settings(tmp_path, settings):
    path = sheets.a_csv(tmp_path, [["a", "b", "c"], ["1", "2", "3"], ["4", "5", "6"]])
    settings.IMPORT_MAX_ROWS = 2
    assert len(rows_of(path)) == 3, "two rows under their header"
    settings.IMPORT_MAX_ROWS = 1
    assert refusal_of(path) == "too_many_rows"
    settings.IMPORT_MAX_ROWS, settings.IMPORT_MAX_COLUMNS = 9, 2
    assert refusal_of(path) == "too_many_columns"
    settings.IMPORT_MAX_BYTES = 10
    assert refusal_of(path) == "file_too_large"


def test_the_limit_of_rows_is_told_with_its_thousands_parted(tmp_path, settings):
    settings.IMPORT_MAX_ROWS = 1000
    path = sheets.a_csv(tmp_path, [["a"]] * 1002)
    with pytest.raises(FileProblem, match=r"hơn 1\.000 dòng"):
        rows_of(path)


def test_what_would_unpack_to_too_much_is_refused_before_it_is_unpacked(tmp_path, settings):
    settings.IMPORT_MAX_UNPACKED_BYTES = 1000
    assert refusal_of(sheets.a_workbook(tmp_path, TABLE)) == "container_too_large"
