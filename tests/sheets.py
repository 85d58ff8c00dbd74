"""Files of spreadsheets for tests: made-up lines as dicts (heading -> cell), written as offices send them."""

import csv
import io
import zipfile
from itertools import count, repeat
from xml.sax.saxutils import escape

import openpyxl

GIFT_HEADINGS = (
    "STT",
    "Họ và tên",
    "Ngày sinh",
    "Giới tính",
    "Số CCCD",
    "Tỉnh/TP",
    "Xã/Phường",
    "Đối tượng",
    "Loại quà",
    "Số tháng",
    "Từ tháng",
    "Số tiền (đồng)",
    "NSNN hỗ trợ",
)
FAMILY_NAMES = ("Nguyễn", "Lò", "Vừ", "Hồ", "Quàng", "Đặng")
GIVEN_NAMES = ("Ân", "Bình", "Đào", "Hạnh", "Khánh", "Mỷ", "Phượng", "Thương")


def a_citizen_number(number, *, prefix="040", sex="nam", year=1956):
    """By the rule: prefix, century and sex, year, six digits."""
    return f"{prefix}{(year // 100 - 19) * 2 + (sex == 'nữ')}{year % 100:02}{number:06}"


def a_line(number=1, **over):
    """A health card of 12 months for an invented person, different for each number."""
    sex, year = ("nam", "nữ")[number % 2], 1940 + number % 60
    line = {
        "STT": str(number),
        "Họ và tên": f"{FAMILY_NAMES[number % 6]} {'Văn' if sex == 'nam' else 'Thị'} {GIVEN_NAMES[number % 8]}",
        "Ngày sinh": f"{number % 28 + 1:02}/{number % 12 + 1:02}/{year}",
        "Giới tính": sex,
        "Số CCCD": a_citizen_number(number, sex=sex, year=year),
        "Tỉnh/TP": "Nghệ An",
        "Xã/Phường": f"Xã Minh Họa {number % 7}",
        "Đối tượng": "hộ cận nghèo",
        "Loại quà": "thẻ BHYT",
        "Số tháng": "12",
        "Từ tháng": "12/2025",
        "Số tiền (đồng)": "379.080",
        "NSNN hỗ trợ": "884.520",
    }
    return {**line, **over}


def lines(count):
    return [a_line(number) for number in range(1, count + 1)]


def table(rows):
    """Heading row and cells of dicts; the headings are all keys in the order of their first use."""
    headings = list(dict.fromkeys(key for row in rows for key in row))
    return [headings, *([row.get(heading, "") for heading in headings] for row in rows)]


def csv_text(rows, delimiter=","):
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    return text.getvalue()


def a_csv(folder, rows, *, name="danh-sach.csv", encoding="utf-8-sig", delimiter=",", before=""):
    """A CSV file of dicts, or of lists of cells that bring their own heading row."""
    rows = table(rows) if rows and isinstance(rows[0], dict) else rows
    path = folder / name
    path.write_bytes((before + csv_text(rows, delimiter)).encode(encoding))
    return path


def a_workbook(folder, rows, *, name="danh-sach.xlsx"):
    """An XLSX file; cells keep their types. `None` is an empty cell, an empty list an empty row."""
    rows = table(rows) if rows and isinstance(rows[0], dict) else rows
    book = openpyxl.Workbook()
    for line, row in enumerate(rows, 1):
        for column, cell in enumerate(row, 1):
            if cell is not None:
                book.active.cell(line, column, cell)
    path = folder / name
    book.save(path)
    return path


ODS_ROOT = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2">'
    "<office:body><office:spreadsheet>{}</office:spreadsheet></office:body></office:document-content>"
)


ODS_MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2">'
    '<manifest:file-entry manifest:full-path="/" '
    'manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>'
    "</manifest:manifest>"
)


def an_ods(folder, *tables, hidden=(), name="danh-sach.ods"):
    """An ODS file with a sheet for each list of rows of texts; a text that begins with < is the markup of its cell.

    `hidden` are numbers of rows that are not shown on any sheet.
    """
    path = folder / name
    write_parts(path, ods_parts("".join(map(ods_sheet, tables, count(1), repeat(hidden)))))
    return path


def write_parts(path, parts):
    with zipfile.ZipFile(path, "w") as box:
        for part, content in parts.items():
            box.writestr(part, content)


def ods_parts(body):
    """The parts of an ODS file of sheets."""
    return {
        "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
        "META-INF/manifest.xml": ODS_MANIFEST,
        "content.xml": ODS_ROOT.format(body),
    }


def ods_sheet(rows, number=1, hidden=()):
    """The markup of a sheet."""
    rows = table(rows) if rows and isinstance(rows[0], dict) else rows
    about = dict.fromkeys(hidden, ' table:visibility="collapse"')
    body = "".join(
        f"<table:table-row{about.get(line, '')}>{''.join(map(ods_cell, row))}</table:table-row>"
        for line, row in enumerate(rows, 1)
    )
    return f'<table:table table:name="Trang {number}">{body}</table:table>'


def ods_cell(text):
    if text.startswith("<"):
        return text
    return f'<table:table-cell office:value-type="string"><text:p>{escape(text)}</text:p></table:table-cell>'


def cells_of(path):
    """All cells of the first sheet of a workbook, read back by another library than ours."""
    return [[cell.value for cell in row] for row in openpyxl.load_workbook(path).worksheets[0].iter_rows()]
