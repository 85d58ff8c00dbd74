"""Files to rows of text: CSV by the standard library, XLSX, XLS and ODS by calamine. Nothing is interpreted here."""

import csv
import datetime
import re
import zipfile
from pathlib import Path
from typing import NamedTuple

import python_calamine
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from programmes.exchange.encodings import prove_encoding
from programmes.exchange.results import FileProblem

WORKBOOKS = {".xlsx", ".xls", ".ods"}
TEXTS = {".csv", ".txt", ".tsv"}
MAX_CELL = 32_767
HEAD_CHARACTERS = 20_000
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
                if any(cells):
                    yield SourceRow(line, [_plain(cell) for cell in cells] if "'" in "".join(cells) else cells)
        except csv.Error:
            raise FileProblem(
                "csv_broken",
                _("Không đọc được từ dòng %d: dấu nháy kép không khép hoặc ô quá dài. Hãy sửa dòng đó.") % (line + 1),
            ) from None


def _delimiter(head):
    """The sign that most evenly parts the first lines."""
    lines = [line for line in head.splitlines()[:30] if line.strip()]
    return max(",;\t", key=lambda sign: sum(min(line.count(sign), 50) for line in lines))


def _plain(cell):
    """Undo the apostrophe by which our writers make a formula harmless."""
    return NEUTRALISED.sub("", cell)


def _read_workbook(path, suffix):
    if suffix in {".xlsx", ".ods"}:
        _inspect_container(path)
    try:
        sheet = python_calamine.CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0)
        first_line = (sheet.start or (0, 0))[0] + 1
        first_column = (sheet.start or (0, 0))[1]
        rows = sheet.to_python(skip_empty_area=True) if suffix == ".xls" else sheet.iter_rows()
    except (python_calamine.CalamineError, zipfile.BadZipFile, OSError):
        raise FileProblem(
            "workbook_broken", _("Tệp bảng tính bị hỏng hoặc có mật khẩu. Hãy mở bằng Excel và lưu lại dạng .xlsx.")
        ) from None
    del first_column
    for line, cells in enumerate(rows, first_line):
        texts = [cell if type(cell) is str else _text(cell) for cell in cells]
        if any(texts):
            yield SourceRow(line, texts)


def _inspect_container(path):
    """Refuse what would unpack to more than the limit, before anything is unpacked."""
    try:
        with zipfile.ZipFile(path) as box:
            size = sum(member.file_size for member in box.infolist())
    except zipfile.BadZipFile:
        raise FileProblem(
            "wrong_container", _("Tệp không đúng dạng như phần mở rộng. Hãy lưu lại dạng .xlsx.")
        ) from None
    if size > settings.IMPORT_MAX_UNPACKED_BYTES:
        raise FileProblem("container_too_large", _("Tệp bung ra quá lớn. Hãy bỏ hình ảnh, định dạng thừa rồi lưu lại."))


def _text(cell):
    if isinstance(cell, bool):
        return "x" if cell else ""
    if isinstance(cell, int):
        return str(cell)
    if isinstance(cell, datetime.datetime | datetime.date):
        return f"{cell.day:02}/{cell.month:02}/{cell.year}"
    if hasattr(cell, "is_integer"):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    return "" if cell is None else str(cell)
