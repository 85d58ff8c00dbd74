"""Lists on several sheets; cells merged, hidden, broken or without a value."""

import time
from contextlib import suppress

import openpyxl
import pytest

from programmes.exchange.desk.questions import check_answered
from programmes.exchange.file_problem import FileProblem
from programmes.exchange.options import Options
from programmes.exchange.reading.xlsx_markup import XlsxMarkup
from programmes.models import Recipient
from tests.exchange.doors import codes, judge, take_in
from tests.exchange.list_rows import HEADER, a_row

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_every_sheet_with_the_same_header_is_read(officer, round_, tmp_path):
    book = openpyxl.Workbook()
    book.active.title = "Xã A"
    for row in ([None], HEADER, a_row(1), a_row(2)):
        book.active.append(row)
    second = book.create_sheet("Xã B")
    for row in (HEADER, a_row(3), a_row(4, **{"Loại quà": "xe đạp"})):
        second.append(row)
    book.create_sheet("Ghi chú").append(["Danh sách do xã lập"])
    path = tmp_path / "xa.xlsx"
    book.save(path)
    told = judge(path, "gifts", officer, round_)
    assert (told.rows, told.new) == (4, 3)
    assert [error.column for error in told.errors] == ["trang “Xã B” dòng 3: Loại quà"]


def test_cells_merged_over_rows_speak_for_each_of_them(officer, round_, tmp_path):
    book = openpyxl.Workbook()
    for row in (HEADER, a_row(1), a_row(2, Xã=None), a_row(3, Xã=None)):
        book.active.append(row)
    book.active.merge_cells("E2:E4")
    path = tmp_path / "gop.xlsx"
    book.save(path)
    take_in(path, "gifts", officer, round_)
    assert set(Recipient.objects.values_list("commune", flat=True)) == {"Xã Minh Họa"}
    assert Recipient.objects.count() == 3


def test_a_line_of_a_later_sheet_is_named_as_excel_shows_it(officer, round_, tmp_path):
    book = openpyxl.Workbook()
    for row in (HEADER, a_row(1)):
        book.active.append(row)
    second = book.create_sheet("Xã B")
    for row in (HEADER, a_row(2), a_row(3), a_row(3), a_row(4, **{"Loại quà": "xe đạp"})):
        second.append(row)
    path = tmp_path / "xa.xlsx"
    book.save(path)
    told = judge(path, "gifts", officer, round_)
    report = told.report
    assert [error["at"] for error in report["errors"]] == ["4 (Xã B)", "5 (Xã B)"]
    assert "Trùng người và loại quà với dòng 3 (Xã B) của tệp" in report["errors"][0]["message"]
    assert [row[0] for row in report["samples"]["new"]] == ["2", "2 (Xã B)", "3 (Xã B)"]


def test_a_sheet_whose_columns_cannot_be_understood_is_told(officer, round_, tmp_path):
    book = openpyxl.Workbook()
    for row in (HEADER, a_row(1)):
        book.active.append(row)
    second = book.create_sheet("Xã B")
    for row in ([*HEADER[:6], "Quà gì", *HEADER[7:]], a_row(2)):
        second.append(row)
    path = tmp_path / "xa.xlsx"
    book.save(path)
    told = judge(path, "gifts", officer, round_)
    assert told.new == 1
    (warning,) = [note.message for note in told.warnings if note.code == "sheet_without_heading"]
    assert warning.startswith("Trang “Xã B” không được đọc: Thiếu cột “Loại quà”; tệp có “STT”, “Họ và tên”, ")
    assert warning.endswith(
        "“Quà gì”, “Số tháng”, “Từ tháng”, “Số tiền”. Hãy chọn cột của tệp, hoặc thêm cột này (xem tệp mẫu)."
    )


@pytest.fixture
def workbook(officer, round_, tmp_path):
    """What is said of a workbook of {name of a sheet: its rows}."""

    def look(tables, **options):
        book = openpyxl.Workbook()
        book.remove(book.active)
        for name, rows in tables.items():
            sheet = book.create_sheet(name)
            for row in rows:
                sheet.append(row)
        path = tmp_path / "nhieu-trang.xlsx"
        book.save(path)
        return judge(path, "gifts", officer, round_, Options(**options))

    return look


LACKS_KIND = [*HEADER[:6], "Quà gì", *HEADER[7:]]


def test_a_sheet_that_is_not_read_is_told_at_its_own_place(workbook):
    notes = [["Ghi chú"], ["Danh sách do xã lập"]]
    told = workbook({"DS": [HEADER, a_row(1)], "Ghi chú": notes, "Xã B": [LACKS_KIND, a_row(2)]})
    assert [(told.places.of(note.line), note.column) for note in told.warnings] == [
        ("1 (Ghi chú)", "trang “Ghi chú” dòng 1"),
        ("1 (Xã B)", "trang “Xã B” dòng 1"),
    ]


def test_a_sheet_of_people_is_left_out_only_where_the_officer_says_so(workbook):
    without_papers = [HEADER[:3] + HEADER[4:], a_row(3)[:3] + a_row(3)[4:]]
    told = workbook({"DS": [HEADER, a_row(1)], "Xã B": [LACKS_KIND, a_row(2)], "Xã C": without_papers})
    (question,) = told.questions
    assert (question.option, told.new) == ("left_out", 1)
    assert question.message.startswith("Trang “Xã B”, “Xã C” có danh sách người nhưng không được đọc")
    (problem,) = check_answered(told.questions, Options())
    assert "cần trả lời trước: Trang “Xã B”" in problem.message
    assert not any(check_answered(told.questions, Options(answered={"left_out:": str(question.choices[0][1])})))


@pytest.mark.parametrize("unit", ["Đơn vị", "Xã/Phường"])
@pytest.mark.parametrize("is_first", [True, False])
def test_a_sheet_of_sums_is_no_list_wherever_it_stands(workbook, unit, is_first):
    sums = {"Tổng hợp": [["STT", unit, "Loại quà", "Số lượng", "Số tiền"], ["1", "Xã A", "thẻ BHYT", "2", "758.160"]]}
    lists = {"Xã A": [HEADER, a_row(1)], "Xã B": [HEADER, a_row(2)]}
    told = workbook({**sums, **lists} if is_first else {**lists, **sums})
    assert (codes(told), told.new, told.questions) == ([], 2, [])
    (warning,) = (note for note in told.warnings if note.code != "sheets_read")
    assert warning.message.startswith("Trang “Tổng hợp” không được đọc: Không thấy cột “Họ và tên”")


def test_a_sheet_with_a_column_more_or_less_is_read_as_the_first_is_and_told(workbook):
    more = [[*HEADER, "Điện thoại", "Ghi chú"], [*a_row(2), "0912000001", "neo đơn"]]
    less = [HEADER[:5] + HEADER[6:], a_row(3)[:5] + a_row(3)[6:]]
    told = workbook({"DS": [HEADER, a_row(1)], "Xã B": more, "Xã C": less})
    assert (codes(told), told.new, told.questions) == ([], 3, [])
    assert [warning.message for warning in told.warnings] == [
        "Đã đọc 3 trang của tệp: “DS” 1 dòng, “Xã B” 1 dòng, “Xã C” 1 dòng.",
        "Trang “Xã B” có các cột khác trang đầu (thêm: “Điện thoại”, “Ghi chú”; thiếu: không có); "
        "vẫn được đọc theo tiêu đề của chính nó.",
        "Trang “Xã C” có các cột khác trang đầu (thêm: không có; thiếu: “Đối tượng”); "
        "vẫn được đọc theo tiêu đề của chính nó.",
        "1 dòng chưa có đối tượng: hãy chọn “Đối tượng” ở mục “Điền chung cho cả tệp”, hoặc điền vào cột “Đối tượng” "
        "trong tệp rồi tải lên lại.",
    ]


def test_money_that_only_a_later_sheet_has_is_asked_about(workbook):
    more = [[*HEADER, "NSNN hỗ trợ"], [*a_row(2), "1.263"], [*a_row(3), "1.264"]]
    (question,) = workbook({"DS": [HEADER, a_row(1)], "Xã B": more}).questions
    assert question.message.startswith("Cột “NSNN hỗ trợ” chỉ có số dưới 10.000")


def test_columns_of_every_sheet_are_shown(officer, round_, tmp_path):
    book = openpyxl.Workbook()
    for row in ([*HEADER, "Dân tộc"], [*a_row(1), "Thái"]):
        book.active.append(row)
    second = book.create_sheet("Xã B")
    for row in ([*HEADER, "Điện thoại", "Chủ hộ"], [*a_row(2), "0912000001", "Lò Văn A"]):
        second.append(row)
    path = tmp_path / "hai-trang.xlsx"
    book.save(path)
    examined = judge(path, "gifts", officer, round_)
    assert examined.header.unknown == ["Dân tộc", "Chủ hộ"]
    assert [name for title, name in examined.header.seen if title == "Điện thoại"] == ["phone"]
    assert examined.header.titles["phone"] == "Điện thoại"


def test_sheets_of_notes_and_sums_ask_nothing(workbook):
    sums = [["STT", "Xã", "Số người", "Số tiền"], ["1", "Xã A", "5", "500.000"]]
    assert workbook({"DS": [HEADER, a_row(1)], "Ghi chú": [["Ghi chú"]], "Tổng hợp": sums}).questions == []


def test_a_sum_merged_over_several_people_is_given_to_none_of_them(officer, round_, tmp_path):
    book = openpyxl.Workbook()
    for row in (HEADER, a_row(1), a_row(2), a_row(3)):
        book.active.append(row)
    money = HEADER.index("Số tiền") + 1
    book.active.merge_cells(start_row=2, end_row=3, start_column=money, end_column=money)
    path = tmp_path / "gop.xlsx"
    book.save(path)
    told = judge(path, "gifts", officer, round_)
    assert told.new == 1
    assert [(error.line, error.code) for error in told.errors] == [(2, "money_shared"), (3, "money_shared")]


def test_a_sheet_that_goes_on_without_a_heading_is_told_and_an_empty_one_is_not(officer, round_, tmp_path):
    book = openpyxl.Workbook()
    for row in (HEADER, a_row(1)):
        book.active.append(row)
    book.create_sheet("Trống")
    book.create_sheet("Xã A (tiếp)").append(a_row(2))
    path = tmp_path / "xa.xlsx"
    book.save(path)
    told = judge(path, "gifts", officer, round_)
    assert told.new == 1
    (note,) = told.warnings
    assert note.code == "sheet_without_heading"
    assert note.message.startswith("Trang “Xã A (tiếp)” không được đọc: Không thấy dòng tiêu đề cột.")


@pytest.fixture
def spoilt(officer, round_, tmp_path):
    """What is told of a workbook of three people, spoilt by a function of its sheet."""

    def examined(spoil, *rows):
        book = openpyxl.Workbook()
        for row in rows or (HEADER, a_row(1), a_row(2), a_row(3)):
            book.active.append(row)
        spoil(book.active)
        path = tmp_path / "hong.xlsx"
        book.save(path)
        return judge(path, "gifts", officer, round_)

    return examined


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("#REF!", "Ô là công thức lỗi #REF!; ghi lại giá trị vào ô này, hoặc xóa nếu không cần."),
        ("#N/A", "Ô là công thức lỗi #N/A; ghi lại giá trị vào ô này, hoặc xóa nếu không cần."),
        ("=1+1", "Ô là công thức chưa có kết quả; mở bằng Excel rồi lưu lại, hoặc ghi giá trị vào ô này."),
        ("=SUM(A1:A2)", "Ô là công thức chưa có kết quả; mở bằng Excel rồi lưu lại, hoặc ghi giá trị vào ô này."),
    ],
)
def test_a_formula_without_a_value_is_told_with_its_cell(spoilt, written, sentence):
    def spoil(sheet):
        sheet["E3"] = written

    told = spoilt(spoil)
    assert [(error.line, error.column, error.code, error.message) for error in told.errors] == [
        (3, "Xã/Phường", "cell_broken", sentence)
    ]


def test_a_formula_without_a_value_is_found_where_the_first_columns_are_empty(spoilt):
    def spoil(sheet):
        sheet["G3"] = "=1+1"
        sheet.row_dimensions[2].hidden = True

    told = spoilt(spoil, *([None, None, *row] for row in (HEADER, a_row(1), a_row(2))))
    assert [(error.line, error.column, error.code) for error in told.errors] == [(3, "Xã/Phường", "cell_broken")]


def test_an_error_of_excel_in_a_text_file_is_told_too(look):
    assert codes(look(a_row(1, Xã="#REF!"))) == ["cell_broken"]


def test_a_broken_formula_in_a_column_that_is_not_read_is_no_matter(spoilt):
    def spoil(sheet):
        sheet["A3"] = "=ROW()-1"
        sheet["K3"] = "#REF!"

    assert spoilt(spoil).errors == []


def test_hidden_rows_are_read_and_told(spoilt):
    def spoil(sheet):
        for line in (1, 3, 4, 90):
            sheet.row_dimensions[line].hidden = True

    told = spoilt(spoil)
    assert (told.new, codes(told)) == (3, [])
    assert [(note.line, note.code, note.message) for note in told.warnings] == [
        (3, "hidden_rows", "Có 2 dòng ẩn (3, 4) đã được đọc như các dòng khác; bỏ ẩn để xem, xóa nếu không cần.")
    ]


def test_hidden_rows_are_found_however_the_markup_is_cut():
    markup = b"<sheetData>" + b"".join(
        b'<row r="%d"%s><c r="A%d"><f>1</f>%s</c></row>'
        % (n, b' hidden="1"' if n % 3 == 0 else b"", n, b"" if n % 4 == 0 else b"<v>1</v>")
        for n in range(1, 60)
    )
    for size in (1, 7, 50, 10_000):
        looked = XlsxMarkup({b"1": "0000"})
        for start in range(0, len(markup), size):
            looked.feed(markup[start : start + size])
        looked.close()
        assert looked.facts.hidden == list(range(3, 60, 3))
        assert sorted(looked.facts.broken) == list(range(4, 60, 4))


@pytest.mark.parametrize(
    "piece", [b'<row r="1" hidden="1">', b'<c r="A1"><f>', b"<v <f", b'<row r="2"><c r="A2" t="e"', b"<", b"<a:row "]
)
def test_markup_that_never_ends_is_looked_at_once(piece):
    looked, started = XlsxMarkup({b"1": "0000"}), time.monotonic()
    with suppress(FileProblem):
        for _turn in range(8):
            looked.feed(b'<row r="1"><f>' + piece * (262_144 // len(piece)))
        looked.close()
    assert time.monotonic() - started < 5


@pytest.mark.parametrize("piece", [b"<row ", b"<row\t", b"<x:row a='", b"<c ", b"<x:c  ", b"<row r", b" "])
def test_markup_of_rows_that_never_end_is_looked_at_once(piece):
    looked, started = XlsxMarkup({b"1": "0000"}), time.monotonic()
    for _turn in range(8):
        looked.feed(b"<row " + piece * (262_144 // len(piece)))
    looked.close()
    assert time.monotonic() - started < 5


def test_a_sheet_of_formulas_without_values_is_refused_whole():
    cells = b"".join(b'<c r="%c1"><f>1</f></c>' % letter for letter in b"ABCDE")
    rows = [b'<row r="%d">' % row + cells.replace(b'1">', b'%d">' % row) + b"</row>" for row in range(1, 5000)]
    with pytest.raises(FileProblem) as refused:
        XlsxMarkup({b"1": "0000"}).feed(b"".join(rows))
    assert refused.value.code == "formulas_not_computed"
