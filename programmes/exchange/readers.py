"""Files to rows of text: CSV by the standard library, XLSX, XLS and ODS by calamine. Nothing is interpreted here."""

import csv
import datetime
import io
import re
import zipfile
from collections import Counter
from itertools import chain, islice
from pathlib import Path
from typing import NamedTuple

import python_calamine
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from programmes.exchange import containers
from programmes.exchange.encodings import prove_encoding, refuse_old_fonts
from programmes.exchange.results import FileProblem

WORKBOOKS = {".xlsx", ".xls", ".ods"}
TEXTS = {".csv", ".txt", ".tsv"}
MAX_CELL = 32_767
HEAD_CHARACTERS = 20_000
HEAD_ROWS = 100
NEUTRALISED = re.compile(r"^'(?=[=+\-@\t\r\n'＝＋－＠])")


class SourceRow(NamedTuple):
    """One row of a sheet: its number as the spreadsheet shows it, and its cells as text."""

    line: int
    cells: list


def read(path, filename=None):
    """Rows of the first sheet of a file, one at a time, empty rows left out. Raises FileProblem."""
    path = Path(path)
    suffix = Path(filename or path).suffix.lower()
    if path.stat().st_size > settings.IMPORT_MAX_BYTES:
        raise FileProblem(
            "file_too_large",
            _("Tệp lớn hơn %d MB. Hãy tách thành nhiều tệp.") % (settings.IMPORT_MAX_BYTES // 2**20),
        )
    if suffix in TEXTS:
        rows = _read_text(path)
    elif suffix in WORKBOOKS:
        rows = _read_workbook(path, suffix)
    else:
        raise FileProblem("file_kind", _("Chỉ nhận tệp .csv, .xlsx, .xls hoặc .ods."))
    return _bounded(rows)


def _bounded(rows):
    most_rows, most_columns = settings.IMPORT_MAX_ROWS, settings.IMPORT_MAX_COLUMNS
    for count, row in enumerate(rows):
        if count > most_rows:
            raise FileProblem("too_many_rows", _("Tệp có hơn %d dòng. Hãy tách thành nhiều tệp.") % most_rows)
        if len(row.cells) > most_columns:
            raise FileProblem(
                "too_many_columns",
                _("Dòng %(line)d có hơn %(columns)d cột. Hãy bỏ các cột thừa.")
                % {"line": row.line, "columns": most_columns},
            )
        yield row


def _read_text(path):
    encoding = prove_encoding(path)
    csv.field_size_limit(MAX_CELL)
    with open(path, encoding=encoding, newline="") as file:
        head = file.read(HEAD_CHARACTERS)
        refuse_old_fonts(head)
        told = re.match(r"sep=(.)\s*?(?:\r\n|\n|\r)", head)
        file.seek(0)
        first = 1
        if told:
            file.readline()
            first = 2
        rows = csv.reader(file, delimiter=told[1] if told else _delimiter(head), strict=True)
        line = first - 1
        try:
            for line, cells in enumerate(rows, first):
                text = "".join(cells)
                if text and not text.isspace():
                    yield SourceRow(line, [_plain(cell) for cell in cells] if "'" in text else cells)
        except csv.Error:
            raise FileProblem(
                "csv_broken",
                _("Không đọc được từ dòng %d: dấu nháy kép không khép hoặc ô quá dài. Hãy sửa dòng đó.") % (line + 1),
            ) from None


def _delimiter(head):
    """The sign that parts most of the first lines into the same number of cells."""
    return max("\t;,", key=lambda sign: _evenness(head, sign))


def _evenness(head, sign):
    """How many of the first rows have the commonest number of cells (two at least), and that number."""
    rows = islice(csv.reader(io.StringIO(head, newline=""), delimiter=sign), HEAD_ROWS)
    widths = Counter(len(cells) for cells in rows if len(cells) > 1)
    return max(((rows, width) for width, rows in widths.items()), default=(0, 0))


def _plain(cell):
    """Undo the apostrophe by which our writers make a formula harmless."""
    return NEUTRALISED.sub("", cell)


def _read_workbook(path, suffix):
    containers.inspect(path, suffix)
    try:
        sheet = python_calamine.CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0)
        rows = sheet.iter_rows()  # from the first row of the sheet, empty ones included
    except (python_calamine.CalamineError, zipfile.BadZipFile, OSError):
        raise FileProblem(
            "workbook_broken", _("Tệp bảng tính bị hỏng hoặc có mật khẩu. Hãy mở bằng Excel và lưu lại dạng .xlsx.")
        ) from None
    rows = ([cell if type(cell) is str else _text(cell) for cell in cells] for cells in rows)
    head = list(islice(rows, HEAD_ROWS))
    refuse_old_fonts("".join(chain.from_iterable(head))[:HEAD_CHARACTERS])
    for line, texts in enumerate(chain(head, rows), 1):
        text = "".join(texts)
        if text and not text.isspace():
            yield SourceRow(line, texts)


def _text(cell):
    if isinstance(cell, bool):
        return "x" if cell else ""
    if isinstance(cell, int):
        return str(cell)
    if isinstance(cell, datetime.datetime | datetime.date):
        return f"{cell.day:02}/{cell.month:02}/{cell.year}"
    if hasattr(cell, "is_integer"):
        return str(int(cell)) if cell.is_integer() else _fraction(cell)
    return "" if cell is None else str(cell)


def _fraction(number):
    """A number of a cell that is not whole. Never with three decimals: 1.263 would read as a grouped 1263."""
    text = repr(number)
    return f"{text}0" if re.search(r"\.\d{3}$", text) else text
