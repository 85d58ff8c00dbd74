"""Headings that stand over several columns, and cells that stand under none: joined, marked or told, never dropped."""

import openpyxl
import pytest

from programmes.exchange.desk import errors_file
from programmes.exchange.desk.intake import receive
from programmes.exchange.desk.preview import preview_upload
from programmes.exchange.layouts import LAYOUTS
from programmes.models import Gift, Recipient
from tests import sheets
from tests.exchange.doors import codes, judge, take_in

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

LAN = {
    "STT": "1",
    "Họ và tên": "Nguyễn Thị Lan",
    "Ngày sinh": "01/02/1956",
    "Giới tính": "nữ",
    "Số CCCD": "040156000101",
    "Xã": "Xã Minh Họa",
    "Đối tượng": "hộ cận nghèo",
    "Loại quà": "thẻ BHYT",
    "Số tháng": "12",
    "Từ tháng": "01/2026",
    "Số tiền": "379080",
}
AN = {**LAN, "STT": "2", "Họ và tên": "Lò Văn Ân", "Ngày sinh": "1957", "Giới tính": "nam", "Số CCCD": "040057000102"}


def spread(heading, *columns, people=(LAN, AN)):
    """Header and rows with one heading over several cells; `columns` are what each holds of the people."""
    header, rows = [], [[] for _person in people]
    for title in people[0]:
        is_it = title == heading
        header += [title, *[""] * (len(columns) - 1)] if is_it else [title]
        for number, (row, person) in enumerate(zip(rows, people, strict=True)):
            row += [column[number] for column in columns] if is_it else [person[title]]
    return [header, *rows]


@pytest.fixture
def book(tmp_path):
    """The path of a workbook whose cells are merged."""

    def written(rows, *merged):
        made = openpyxl.Workbook()
        for row in rows:
            made.active.append([cell or None for cell in row])
        for cells in merged:
            made.active.merge_cells(cells)
        made.save(tmp_path / "ds.xlsx")
        return tmp_path / "ds.xlsx"

    return written


def notes(told, code):
    return [(note.line, note.column, note.message) for note in told.warnings if note.code == code]


# One heading over several columns

NAMES = spread("Họ và tên", ["Nguyễn Thị", "Lò Văn"], ["Lan", "Ân"])
COLUMN_MARKS = ["A", "B", "C", *map(str, range(1, 10))]


@pytest.mark.parametrize("merged", [[], ["B1:C1"]])
@pytest.mark.parametrize("rows", [NAMES, [NAMES[0], COLUMN_MARKS, *NAMES[1:]]])
def test_family_and_given_name_under_one_heading_are_one_name_and_that_is_told(officer, round_, book, rows, merged):
    told = take_in(book(rows, *merged), "gifts", officer, round_)
    assert codes(told) == []
    assert list(Recipient.objects.order_by("pk").values_list("full_name", flat=True)) == ["Nguyễn Thị Lan", "Lò Văn Ân"]
    assert notes(told, "heading_spread") == [
        (1, "Họ và tên", "Tiêu đề “Họ và tên” đứng trên các cột B, C; các ô của chúng được ghép thành một.")
    ]


def test_given_names_beside_the_family_names_of_a_text_file_are_joined_too(officer, round_, tmp_path):
    take_in(sheets.a_csv(tmp_path, NAMES), "gifts", officer, round_)
    assert set(Recipient.objects.values_list("full_name", flat=True)) == {"Nguyễn Thị Lan", "Lò Văn Ân"}


@pytest.mark.parametrize("beside", [["Nữ", "Nam"], ["đã chết", "xin rút"], ["x", "X"], ["", "Chuyển đi"], ["12", "13"]])
def test_what_is_no_given_name_is_not_joined_to_a_name_but_told(officer, round_, tmp_path, beside):
    rows = spread("Họ và tên", ["Nguyễn Thị Lan", "Lò Văn Ân"], beside)
    told = judge(sheets.a_csv(tmp_path, rows), "gifts", officer, round_)
    assert {name for _line, name, *_gift in told.samples["new"]} == {"Nguyễn Thị Lan", "Lò Văn Ân"}
    assert len(notes(told, "column_untitled")) == 1


@pytest.mark.parametrize("merged", [[], ["C1:D1"]])
def test_a_birth_is_read_in_whichever_column_under_its_heading_it_stands(officer, round_, book, merged):
    told = take_in(book(spread("Ngày sinh", ["", "1957"], ["1956", ""]), *merged), "gifts", officer, round_)
    births = Recipient.objects.order_by("pk").values_list("birth_date__year", "birth_precision")
    assert (codes(told), list(births)) == ([], [(1956, "year"), (1957, "year")])


def test_a_birth_in_both_columns_under_its_heading_is_refused(officer, round_, book):
    told = judge(book(spread("Ngày sinh", ["1956", "1957"], ["1956", ""]), "C1:D1"), "gifts", officer, round_)
    assert [(error.line, error.column) for error in told.errors] == [(2, "Ngày sinh")]


def test_hamlet_commune_and_province_under_one_heading_are_one_address(officer, round_, book):
    people = [{**person, "Địa chỉ": ""} for person in (LAN, AN)]
    rows = spread("Địa chỉ", ["Thôn 3", ""], ["Xã Minh Họa", "Xã Minh Họa"], ["Nghệ An", ""], people=people)
    told = take_in(book(rows, "L1:N1"), "gifts", officer, round_)
    addresses = Recipient.objects.order_by("pk").values_list("address", flat=True)
    assert list(addresses) == ["Thôn 3, Xã Minh Họa, Nghệ An", "Xã Minh Họa"]
    assert len(notes(told, "heading_spread")) == 1


def test_a_heading_of_money_over_two_columns_joins_nothing_and_tells_the_second(officer, round_, book):
    told = judge(book(spread("Số tiền", ["379", "379"], ["080", ""]), "K1:L1"), "gifts", officer, round_)
    assert [line for line, _column, _message in notes(told, "column_untitled")] == [2]


def test_a_merged_title_above_the_header_is_no_heading_of_its_columns(officer, round_, book):
    rows = spread("Họ và tên", ["Nguyễn Thị Lan", "Lò Văn Ân"], ["xin rút", ""])
    told = judge(book([["", "DANH SÁCH"], *rows], "B1:L1"), "gifts", officer, round_)
    assert [message.split(" không có")[0] for _line, _column, message in notes(told, "column_untitled")] == ["Cột C"]


# Headings that are values, to be marked


def marked(heading, values, *marks, people=(LAN, AN)):
    header, *rows = spread(heading, *zip(*marks, strict=True), people=people)
    place = header.index(heading)
    return [header, [*[""] * place, *values, *[""] * (len(header) - place - len(values))], *rows]


@pytest.mark.parametrize("mark", ["x", "X", "1", "✓"])
def test_the_category_is_that_of_the_marked_column(officer, round_, book, mark):
    rows = marked("Đối tượng", ["Hộ nghèo", "Hộ cận nghèo", "Khác"], ["", mark, ""], ["0", "", mark])
    assert codes(take_in(book(rows, "G1:I1"), "gifts", officer, round_)) == []
    assert list(Gift.objects.order_by("pk").values_list("category", flat=True)) == [
        "near_poor_household",
        "other_hardship",
    ]


def test_a_cell_that_names_the_category_itself_is_read_below_any_of_its_headings(officer, round_, book):
    rows = marked("Đối tượng", ["Hộ nghèo", "Hộ cận nghèo"], ["DTTS", ""], ["", "hộ cận nghèo"])
    assert codes(take_in(book(rows, "G1:H1"), "gifts", officer, round_)) == []
    assert set(Gift.objects.values_list("category", flat=True)) == {"ethnic_minority", "near_poor_household"}


def test_two_marks_or_one_below_a_heading_that_nobody_knows_are_refused(officer, round_, book):
    rows = marked("Đối tượng", ["Hộ nghèo", "Hộ cận nghèo", "Diện X"], ["x", "x", ""], ["", "", "x"])
    told = judge(book(rows, "G1:I1"), "gifts", officer, round_)
    assert [(error.line, error.column, error.message.split("”")[0]) for error in told.errors] == [
        (3, "Đối tượng", "Không hiểu “Hộ nghèo, Hộ cận nghèo"),
        (4, "Đối tượng", "Không hiểu “Diện X"),
    ]


def test_the_kind_is_that_of_the_column_that_counts_one(officer, round_, book):
    people = [{("Số lượng" if name == "Loại quà" else name): cell for name, cell in LAN.items()}]
    rows = marked("Số lượng", ["Sổ BHXH", "Thẻ BHYT"], ["0", "1"], people=people)
    total = ["Tổng cộng", *[""] * 6, "0", "1", "", "", "379080"]
    told = take_in(book([*rows, total], "H1:I1"), "gifts", officer, round_)
    assert (codes(told), told.control) == ([], {"donor_cost_vnd": 379080})
    assert Gift.objects.get().kind == "hi_card"


def test_a_line_of_words_below_a_header_is_not_taken_for_its_second_row(officer, round_, tmp_path):
    rows = [
        ["Nhóm người nhận", "", "Đối tượng", "Loại quà", "Số lượng"],
        ["Trường A", "ghi", "hộ nghèo", "quà Tết", ""],
    ]
    told = judge(sheets.a_csv(tmp_path, rows), "gifts", officer, round_)
    assert (told.rows, codes(told)[:1]) == (1, ["quantity_missing"])


# Cells under no heading


def test_a_column_without_a_title_that_holds_something_is_told_once_with_its_lines(officer, round_, book):
    people = [{**LAN, "STT": str(n), "Số CCCD": f"04015600010{n}"} for n in range(7)]
    rows = spread("Xã", ["Xã Minh Họa"] * 7, [*["xin rút"] * 6, ""], people=people)
    rows = [["", "", *row] for row in rows]
    told = judge(book([*rows, [*[""] * 8, "NGƯỜI LẬP BIỂU"]]), "gifts", officer, round_)
    assert (told.new, codes(told)) == (7, [])
    assert notes(told, "column_untitled") == [
        (
            2,
            "",
            "Cột I không có tiêu đề nhưng có chữ (dòng 2, 3, 4, 5, 6, …); không được nhập. "
            "Nếu cần, hãy đặt tiêu đề cho cột rồi tải lên lại.",
        )
    ]


def test_a_note_right_of_the_table_of_a_workbook_is_told(officer, round_, book):
    header, one, other = spread("Xã", ["Xã Minh Họa"] * 2)
    told = judge(book([header, one, [*other, "đã chết"]]), "gifts", officer, round_)
    assert (told.new, [message[:5] for _line, _column, message in notes(told, "column_untitled")]) == (2, ["Cột L"])


def test_the_lines_of_a_note_on_a_later_sheet_are_those_that_excel_shows(officer, round_, tmp_path):
    made = openpyxl.Workbook()
    for person, sheet in ((LAN, made.active), (AN, made.create_sheet("Tờ 2"))):
        for row in spread("Xã", ["Xã Minh Họa"], ["xin rút"], people=[person]):
            sheet.append(row)
    made.save(tmp_path / "ds.xlsx")
    told = notes(judge(tmp_path / "ds.xlsx", "gifts", officer, round_), "column_untitled")
    assert [(line, column) for line, column, _message in told] == [(2, ""), (4, "trang “Tờ 2” dòng 2")]
    assert all("(dòng 2)" in message for _line, _column, message in told)


def test_a_formula_without_a_value_right_of_a_workbook_breaks_no_line_in_pieces(officer, round_, book):
    header, one, other = spread("Xã", ["Xã Minh Họa"] * 2)
    told = judge(book([header, one, [*other, "=K2+K3"]]), "gifts", officer, round_)
    assert (told.new, codes(told), len(notes(told, "column_untitled"))) == (2, [], 1)


def test_nobody_misses_the_title_of_a_first_column_of_numbers(officer, round_, tmp_path):
    header, *rows = spread("Xã", ["Xã Minh Họa"] * 2)
    told = judge(sheets.a_csv(tmp_path, [["", *header[1:]], *rows]), "gifts", officer, round_)
    assert (told.new, told.warnings) == (2, [])


def test_a_total_under_no_title_is_no_text_of_the_list(officer, round_, tmp_path):
    rows = [
        *spread("Xã", ["Xã Minh Họa"] * 2, ["", ""]),
        ["Tổng cộng", "", "", "", "", "", "2 xã", *[""] * 4, "758160"],
    ]
    told = judge(sheets.a_csv(tmp_path, rows), "gifts", officer, round_)
    assert (told.new, told.warnings) == (2, [])


@pytest.mark.parametrize(
    ("headings", "cells"),
    [("Địa chỉ,Ghi chú", "379080,Xóm 3, gần chợ,đã chết"), ("", "1,263,600"), ("", "379080,,,đã chết")],
)
def test_a_line_of_a_text_file_with_more_cells_than_headings_is_refused(officer, round_, tmp_path, headings, cells):
    header, one = ",".join(filter(None, [*LAN, headings])), [*LAN.values()][:-1]
    path = tmp_path / "ds.csv"
    path.write_text(f"DANH SÁCH,a,b,c,d,e,f,g,h,i,j,k,l,m,n,o\n{header}\n{','.join([*one, cells])}\n", encoding="utf-8")
    told = judge(path, "gifts", officer, round_)
    assert (told.new, told.donor_cost_vnd) == (0, 0)
    assert [(error.line, error.code, error.message) for error in told.errors] == [
        (3, "cells_surplus", "Dòng có nhiều ô hơn tiêu đề; đặt ô có dấu phẩy trong dấu nháy kép rồi gửi lại.")
    ]


def test_a_refused_line_with_more_cells_than_headings_keeps_them_all(officer, round_, tmp_path):
    header, one, _other = spread("Xã", ["Xã Minh Họa"] * 2)
    with sheets.a_csv(tmp_path, [header, [*one, "gần chợ"]]).open("rb") as file:
        batch = receive(file, filename="ds.csv", layout=LAYOUTS["gifts"], by=officer, round_=round_)
    preview_upload(batch)
    errors_file.write(tmp_path / "loi.xlsx", batch)
    _header, found = sheets.cells_of(tmp_path / "loi.xlsx")
    assert found[:-1] == [*one, "gần chợ"]
