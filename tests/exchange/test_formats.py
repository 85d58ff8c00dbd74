"""The same mistake has the same code and sentence in XLSX, ODS and XLS: errors, formulas without value, hidden rows."""

import time
from contextlib import suppress
from pathlib import Path

import openpyxl
import pytest

from programmes.exchange.file_problem import FileProblem
from programmes.exchange.reading.ods_markup import OdsMarkup
from programmes.exchange.reading.xls_records import xls_facts
from tests import old_excel, sheets
from tests.exchange.doors import codes, judge

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

FILES = Path(__file__).parent / "files"
COMMUNE = 6  # the place of its column
BROKEN = "Ô là công thức lỗi %s; ghi lại giá trị vào ô này, hoặc xóa nếu không cần."
NOT_COMPUTED = "Ô là công thức chưa có kết quả; mở bằng Excel rồi lưu lại, hoặc ghi giá trị vào ô này."
LIBRE = (
    '<table:table-cell table:formula="of:=[.A1]" office:value-type="string" office:string-value=""'
    ' calcext:value-type="error"><text:p>%s</text:p></table:table-cell>'
)
NUMBER = (
    '<table:table-cell table:formula="of:=[.A1]" office:value-type="float" office:value="0">'
    "<text:p>%s</text:p></table:table-cell>"
)
BARE = '<table:table-cell table:formula="of:=[.A1]"%s>%s</table:table-cell>'
NOTE = "<office:annotation><text:p>#N/A</text:p></office:annotation>"


def rows_with(cell, first=1):
    """A list of three people; the second lives in a commune of this cell."""
    rows = sheets.table([sheets.a_line(number) for number in range(first, first + 3)])
    rows[2][COMMUNE] = cell
    return rows


def an_xlsx(folder, *tables, hidden=()):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for number, rows in enumerate(tables, 1):
        sheet = book.create_sheet(f"Trang {number}")
        for row in rows:
            sheet.append(row)
        for line in hidden:
            sheet.row_dimensions[line].hidden = True
    path = folder / "danh-sach.xlsx"
    book.save(path)
    return path


WRITERS = {"xlsx": an_xlsx, "ods": sheets.an_ods, "xls": old_excel.an_xls}
ERROR_CELLS = {"xlsx": str, "ods": LIBRE.__mod__, "xls": old_excel.Error}


@pytest.fixture
def look(officer, round_):
    """What is told of a file."""
    return lambda path: judge(path, "gifts", officer, round_)


def errors_of(told):
    return [(error.line, error.column, error.code, error.message) for error in sorted(told.errors)]


# Cells that hold an error


@pytest.mark.parametrize("ending", WRITERS)
@pytest.mark.parametrize("error", ["#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!"])
def test_an_error_is_told_with_its_cell_in_every_format(tmp_path, look, ending, error):
    told = look(WRITERS[ending](tmp_path, rows_with(ERROR_CELLS[ending](error))))
    assert errors_of(told) == [(3, "Xã/Phường", "cell_broken", BROKEN % error)]


@pytest.mark.parametrize("ending", WRITERS)
def test_an_error_belongs_to_its_own_sheet(tmp_path, look, ending):
    sound, spoilt = sheets.table(sheets.lines(2)), [[], *rows_with(ERROR_CELLS[ending]("#REF!"), first=3)]
    place = "trang “Trang 2” dòng 4: Xã/Phường"
    assert errors_of(look(WRITERS[ending](tmp_path, sound, spoilt))) == [(7, place, "cell_broken", BROKEN % "#REF!")]


@pytest.mark.parametrize("ending", WRITERS)
def test_an_error_is_found_where_the_first_columns_are_empty(tmp_path, look, ending):
    rows = [["", "", *row] for row in rows_with(ERROR_CELLS[ending]("#REF!"))]
    if ending == "ods":
        rows = [['<table:table-cell table:number-columns-repeated="2"/>', *row[2:]] for row in rows]
    if ending == "xlsx":
        rows = [[None, None, *row[2:]] for row in rows]
    assert errors_of(look(WRITERS[ending](tmp_path, rows))) == [(3, "Xã/Phường", "cell_broken", BROKEN % "#REF!")]


@pytest.mark.parametrize(
    ("cell", "sentence"),
    [
        (LIBRE % "Err:502", BROKEN % "Err:502"),
        (LIBRE % "#THAM CHIẾU!", BROKEN % "#N/A"),
        (LIBRE.replace('"', "'") % "#THAM CHIẾU!", BROKEN % "#N/A"),
        (NUMBER % "#DIV/0!", BROKEN % "#DIV/0!"),
        (NUMBER % "Err:503", BROKEN % "Err:503"),
        (LIBRE.replace("><text", ">" + NOTE + "<text") % "#REF!", BROKEN % "#REF!"),
        (BARE % ("", ""), NOT_COMPUTED),
        (BARE % ("", "<text:p>5</text:p>"), NOT_COMPUTED),
        ('<table:table-cell table:formula="of:=[.A1]"/>', NOT_COMPUTED),
        (BARE.replace("[.A1]", "[.A1]>0") % ("", ""), NOT_COMPUTED),
    ],
)
def test_an_opendocument_error_is_told_whoever_wrote_it(tmp_path, look, cell, sentence):
    told = look(sheets.an_ods(tmp_path, rows_with(cell)))
    assert errors_of(told) == [(3, "Xã/Phường", "cell_broken", sentence)]


@pytest.mark.parametrize(
    "cell",
    [
        BARE % (' office:value-type="string" office:string-value=""', ""),
        BARE % ("", "<text:p/>"),
        BARE % ("", "<text:p></text:p>"),
        BARE % (' office:value-type="string"', "<text:p>Xã Minh Họa</text:p>"),
        BARE.replace("[.A1]", "[.A1]>0") % (' office:value-type="string"', "<text:p>Xã Minh Họa</text:p>"),
        f'<table:table-cell office:value-type="string">{NOTE}<text:p>Xã Minh Họa</text:p></table:table-cell>',
        f"<table:table-cell>{NOTE}</table:table-cell>",
    ],
)
def test_an_opendocument_formula_that_has_its_value_is_no_matter(tmp_path, look, cell):
    told = look(sheets.an_ods(tmp_path, rows_with(cell)))
    assert (told.new, codes(told)) == (3, [])


def test_a_sum_of_an_opendocument_file_that_failed_is_never_read_as_zero(tmp_path, look):
    rows = sheets.table(sheets.lines(1))
    rows[1][11] = NUMBER % "#VALUE!"
    assert errors_of(look(sheets.an_ods(tmp_path, rows))) == [(2, "Số tiền (đồng)", "cell_broken", BROKEN % "#VALUE!")]


def test_an_error_of_libreoffice_in_a_text_file_is_told_too(tmp_path, look):
    told = look(sheets.a_csv(tmp_path, rows_with("Err:502")))
    assert errors_of(told) == [(3, "Xã/Phường", "cell_broken", BROKEN % "Err:502")]


def test_an_error_that_is_typed_into_an_old_workbook_is_told_like_that_of_a_formula(tmp_path, look):
    told = look(old_excel.an_xls(tmp_path, rows_with(old_excel.Error("#N/A", of_formula=False))))
    assert errors_of(told) == [(3, "Xã/Phường", "cell_broken", BROKEN % "#N/A")]


@pytest.mark.parametrize("padding", [0, 8000, 8_000_000])
def test_an_old_workbook_of_any_size_is_looked_at(tmp_path, padding):
    rows = [["a", old_excel.Error("#REF!")], ["b", "c"]]
    path = old_excel.an_xls(tmp_path, rows, hidden=(2,), padding=padding)
    facts = xls_facts(path.read_bytes())
    assert [(sheet.broken, sheet.hidden) for sheet in facts] == [({1: [(1, "#REF!")]}, [2])]


def test_an_old_workbook_that_another_program_wrote(look):
    told = look(FILES / "o-loi.xls")
    assert errors_of(told) == [
        (3, "Xã/Phường", "cell_broken", BROKEN % "#REF!"),
        (4, "Xã/Phường", "cell_broken", BROKEN % "#DIV/0!"),
    ]
    assert [(note.line, note.code) for note in told.warnings] == [(5, "hidden_rows")]


# Hidden rows


@pytest.mark.parametrize("ending", WRITERS)
def test_hidden_rows_are_read_and_told_in_every_format(tmp_path, look, ending):
    rows = [*sheets.table(sheets.lines(3)), []]
    told = look(WRITERS[ending](tmp_path, rows, hidden=(1, 3, 4, 5)))
    assert (told.new, codes(told)) == (3, [])
    assert [(note.line, note.code, note.message) for note in told.warnings] == [
        (3, "hidden_rows", "Có 2 dòng ẩn (3, 4) đã được đọc như các dòng khác; bỏ ẩn để xem, xóa nếu không cần.")
    ]


def test_rows_that_a_filter_hides_are_hidden_rows(tmp_path, look):
    body = sheets.ods_sheet(sheets.lines(2), hidden=(3,)).replace('"collapse"', '"filter"')
    path = tmp_path / "loc.ods"
    sheets.write_parts(path, sheets.ods_parts(body))
    assert [(note.line, note.code) for note in look(path).warnings] == [(3, "hidden_rows")]


# Repetitions, and markup that is cut or endless


def facts_of(body, size=1 << 18):
    looked = OdsMarkup()
    markup = sheets.ODS_ROOT.format(body).encode()
    for start in range(0, len(markup), size):
        looked.feed(markup[start : start + size])
    looked.close()
    return [(sheet.hidden, sheet.broken) for sheet in looked.sheets]


def test_rows_and_columns_that_are_written_once_for_many_count_as_many():
    error = LIBRE % "#REF!"
    twice = error.replace("<table:table-cell", '<table:table-cell table:number-columns-repeated="2"')
    body = (
        '<table:table table:name="A"><table:table-row table:number-rows-repeated="4"/>'
        '<table:table-row table:number-rows-repeated="2" table:visibility="collapse">'
        f'<table:covered-table-cell/><table:table-cell table:number-columns-repeated="3"/>{twice}</table:table-row>'
        '<table:table-row table:visibility="collapse"><table:table-cell/></table:table-row>'
        f"<table:table-row>{error}</table:table-row></table:table>"
    )
    both = [(4, "#REF!"), (5, "#REF!")]
    assert facts_of(body) == [([5, 6], {5: both, 6: both, 8: [(0, "#REF!")]})]


def test_opendocument_marks_are_found_however_the_markup_is_cut():
    rows = [["a", LIBRE % "#REF!" if n % 4 == 0 else "b"] for n in range(1, 40)]
    body = "".join(sheets.ods_sheet(rows, number, range(3, 40, 3)) for number in (1, 2))
    wanted = (list(range(3, 40, 3)), {n: [(1, "#REF!")] for n in range(4, 40, 4)})
    for size in (1, 7, 50, 10_000):
        assert facts_of(body, size) == [wanted, wanted], size


@pytest.mark.parametrize(
    "piece",
    [
        b"<table:table-row>",
        b'<table:table-row table:visibility="collapse',
        b"<table:table-cell table:formula=",
        b'<table:table-cell table:formula="',
        b" a='",
        b"<text:p ",
        b"<",
        b"x",
    ],
)
def test_opendocument_markup_that_never_ends_is_looked_at_once(piece):
    looked, started = OdsMarkup(), time.monotonic()
    with suppress(FileProblem):
        for _turn in range(8):
            looked.feed(b'<table:table table:name="A"><table:table-row>' + piece * (262_144 // len(piece)))
        looked.close()
    assert time.monotonic() - started < 5


def test_an_error_repeated_without_measure_is_refused_whole():
    cell = (LIBRE % "#REF!").replace("<table:table-cell", '<table:table-cell table:number-columns-repeated="900"')
    with pytest.raises(FileProblem) as refused:
        facts_of(
            f'<table:table table:name="A"><table:table-row table:number-rows-repeated="900">{cell}</table:table-row>'
        )
    assert refused.value.code == "formulas_not_computed"


def test_hidden_rows_repeated_without_measure_cost_little():
    row = (
        '<table:table-row table:number-rows-repeated="999999999" table:visibility="filter">'
        '<table:table-cell office:value-type="float"/></table:table-row>'
    )
    marks = facts_of(f'<table:table table:name="A">{row * 50}</table:table>' * 3)
    assert sum(len(hidden) for hidden, _broken in marks) == 1 << 20


def test_more_sheets_than_a_workbook_has_are_refused():
    with pytest.raises(ValueError, match="too many sheets"):
        facts_of('<table:table table:name="A"/>' * 1001)


# Old workbooks that are broken


def spoilt(change):
    """A good old workbook with bytes changed: {place: bytes}."""
    data = bytearray(old_excel.boxed(old_excel.workbook([[["a", "b"]] * 200])))
    for place, content in change.items():
        data[place : place + len(content)] = content
    return bytes(data)


@pytest.mark.parametrize(
    "change",
    [
        {30: b"\xff\xff"},  # the size of a sector
        {48: b"\xf0\xff\xff\x00"},  # where the directory begins
        {76: b"\xf0\xff\xff\x00"},  # where the table begins
        {512 + 24: b"\xff\xff\xff\x7f"},  # where the sheet begins
    ],
)
def test_an_old_workbook_that_is_broken_is_refused(tmp_path, look, change):
    path = tmp_path / "hong.xls"
    path.write_bytes(spoilt(change))
    with pytest.raises(FileProblem) as refused:
        look(path)
    assert refused.value.code in {"container_broken", "workbook_broken"}


def test_chains_that_run_in_a_circle_end():
    data = spoilt({})
    table = data.rindex(b"\x01\x00\x00\x00\x02\x00\x00\x00\x03\x00\x00\x00")
    started = time.monotonic()
    for change in ({table: bytes(4 * (len(data) // 512 - 5))}, {68: bytes(4), 512 + 508: bytes(4)}):
        with suppress(ValueError):
            xls_facts(spoilt(change))
    assert time.monotonic() - started < 1
