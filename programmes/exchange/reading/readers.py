"""Files to rows of text: CSV and JSON by the standard library, XLSX, XLS and ODS by calamine. Nothing is interpreted.

Of a workbook every sheet is read. Lines are counted on from sheet to sheet, so that a number means one row of the
file; `Sheet.before` is how many lines stood before the sheet. In JSON a line is a record, and its keys are line 0.
"""

import csv
import datetime
import io
import re
import unicodedata
import zipfile
from collections import Counter
from functools import partial
from itertools import chain, count, islice
from pathlib import Path
from typing import NamedTuple

import python_calamine
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from programmes.exchange.file_problem import FileProblem
from programmes.exchange.reading import containers, json_records
from programmes.exchange.reading.encodings import prove_encoding
from programmes.exchange.reading.old_alphabets import recognise
from programmes.exchange.reading.sheet_facts import SheetFacts, with_broken, workbook_broken
from programmes.standards.money import format_number

WORKBOOKS = {".xlsx", ".xls", ".ods"}
TEXTS = {".csv", ".txt", ".tsv"}
JSON = ".json"
KINDS = {*WORKBOOKS, *TEXTS, JSON}
MAX_CELL = 32_767
HEAD_CHARACTERS = 20_000
HEAD_ROWS = 100
YES, NO = "TRUE", "FALSE"  # as Excel shows them; boxes to tick are often "no" far below a list
NEUTRALISED = re.compile(r"^'(?=[=+\-@\t\r\n'＝＋－＠])")


class DayCell(str):
    """The text of a cell that holds a true day: what was typed in it may have been something else."""

    __slots__ = ()


class SourceRow(NamedTuple):
    """One row of a sheet: its number as the spreadsheet shows it, and its cells as text."""

    line: int
    cells: list


class Sheet(NamedTuple):
    """A sheet: its rows one at a time, empty ones left out; `merged` are ((top, left), (bottom, right)) from 0.

    `hidden` says whether it is not shown, `hidden_rows` which of its rows, by the numbers that Excel shows; `left` is
    how many empty columns stand before the first cell.
    """

    name: str
    before: int
    rows: object
    merged: list
    hidden: bool
    hidden_rows: list
    left: int = 0


class Source(NamedTuple):
    """A file that was opened. `alphabet` is "tcvn3" or "vni" where its text is typed for such fonts.

    `calendar` is the year from which a workbook counts its days, 1900 or 1904; None for a file of texts.
    """

    sheets: object
    alphabet: str
    calendar: int | None = None

    @property
    def is_workbook(self):
        return self.calendar is not None


def open_source(path, filename=None, text=""):
    """The sheets of a file, to be read one after the other; `text` as in Options. Raises FileProblem."""
    path = Path(path)
    suffix = Path(filename or path).suffix.lower()
    if path.stat().st_size > settings.IMPORT_MAX_BYTES:
        raise FileProblem(
            "file_too_large",
            _("Tệp lớn hơn %d MB. Hãy tách thành nhiều tệp.") % (settings.IMPORT_MAX_BYTES // 2**20),
        )
    if suffix in TEXTS:
        return _open_text(path, text)
    if suffix in WORKBOOKS:
        return _open_workbook(path, suffix)
    if suffix == JSON:
        return _open_json(path)
    raise FileProblem("file_kind", _("Chỉ nhận tệp .csv, .xlsx, .xls, .ods hoặc .json."))


def _bounded(rows, counter):
    most_rows, most_columns = settings.IMPORT_MAX_ROWS, settings.IMPORT_MAX_COLUMNS
    for row, number in zip(rows, counter, strict=False):
        if number > most_rows:
            raise FileProblem(
                "too_many_rows", _("Tệp có hơn %s dòng. Hãy tách thành nhiều tệp.") % format_number(most_rows)
            )
        if len(row.cells) > most_columns:
            raise FileProblem(
                "too_many_columns",
                _("Dòng %(line)d có hơn %(columns)d cột. Hãy bỏ các cột thừa.")
                % {"line": row.line, "columns": most_columns},
            )
        yield row


def _open_text(path, text):
    encoding = prove_encoding(path)
    with open(path, encoding=encoding, newline="") as file:
        head = file.read(HEAD_CHARACTERS)
    as_bytes = head.encode("cp1258").decode("latin-1") if encoding == "cp1258" else None
    alphabet = recognise(head, as_bytes)
    if as_bytes is not None and (text or alphabet) in {"tcvn3", "vni"}:
        encoding = "latin-1"  # each byte a letter of the old font
    rows = _bounded(_read_text(path, encoding, head), count())
    return Source([Sheet("", 0, rows, [], hidden=False, hidden_rows=[])], alphabet)


def _read_text(path, encoding, head):
    csv.field_size_limit(MAX_CELL)
    with open(path, encoding=encoding, newline="") as file:
        told = re.match(r"sep=(.)\s*?(?:\r\n|\n|\r)", head)
        first = 1
        if told:
            file.readline()
            first = 2
        text_lines = map(partial(unicodedata.normalize, "NFC"), file) if encoding == "cp1258" else file
        rows = csv.reader(text_lines, delimiter=told[1] if told else _delimiter(head), strict=True)
        line = first - 1
        try:
            for line, cells in enumerate(rows, first):
                text = "".join(cells)
                if text and not text.isspace():
                    yield SourceRow(line, [plain(cell) for cell in cells] if "'" in text else cells)
        except csv.Error:
            raise FileProblem(
                "csv_broken",
                _("Không đọc được từ dòng %d: dấu nháy kép không khép hoặc ô quá dài. Hãy sửa dòng đó.") % (line + 1),
            ) from None


def _delimiter(head):
    """The sign that parts most of the first lines into the same number of cells."""
    return max("\t;,|", key=lambda sign: _evenness(head, sign))


def _evenness(head, sign):
    """How many of the first rows have the commonest number of cells (two at least), and that number."""
    rows = islice(csv.reader(io.StringIO(head, newline=""), delimiter=sign), HEAD_ROWS)
    widths = Counter(len(cells) for cells in rows if len(cells) > 1)
    return max(((rows, width) for width, rows in widths.items()), default=(0, 0))


def plain(cell):
    """Undo the apostrophe by which our writers make a formula harmless."""
    return NEUTRALISED.sub("", cell)


def _open_json(path):
    keys = json_records.keys_of(path)
    rows = _bounded(map(SourceRow._make, chain([(0, keys)], json_records.rows_of(path, keys))), count())
    rows = (row for row in rows if any(map(str.strip, row.cells)))
    first = [keys, *(cells for _number, cells in islice(json_records.rows_of(path, keys), HEAD_ROWS))]
    head = "\n".join(chain.from_iterable(first))[:HEAD_CHARACTERS]
    return Source([Sheet("", 0, rows, [], hidden=False, hidden_rows=[])], recognise(head))


def _open_workbook(path, suffix):
    facts = containers.inspect(path, suffix)
    try:
        book = python_calamine.CalamineWorkbook.from_path(str(path))
        kinds = [about.typ for about in book.sheets_metadata]
        first = book.get_sheet_by_index(kinds.index(python_calamine.SheetTypeEnum.WorkSheet))
    except (python_calamine.CalamineError, zipfile.BadZipFile, OSError, ValueError):
        raise _broken_workbook() from None
    calendar = 1904 if any(about.is_from_1904 for about in facts) else 1900
    return Source(_sheets(book, first, facts), recognise(_head_of(first)), calendar)


def _head_of(sheet):
    """The first texts of a sheet."""
    rows = islice(sheet.iter_rows(), HEAD_ROWS)
    return "\n".join(cell for cells in rows for cell in cells if isinstance(cell, str))[:HEAD_CHARACTERS]


def _sheets(book, first, all_facts):
    before, counter = 0, count()
    for place, about in enumerate(book.sheets_metadata):
        if about.typ != python_calamine.SheetTypeEnum.WorkSheet:
            continue
        try:
            sheet = first if about.name == first.name else book.get_sheet_by_index(place)
            rows = sheet.iter_rows()  # from the first row of the sheet, empty ones included
        except (python_calamine.CalamineError, OSError):
            raise _broken_workbook() from None
        facts = all_facts[place] if place < len(all_facts) else SheetFacts()
        left = sheet.start[1] if sheet.start else 0  # empty columns before the first are not among the cells
        rows = _bounded(_text_rows(with_broken(rows, facts.broken, left), before), counter)
        hidden = about.visible != python_calamine.SheetVisibleEnum.Visible
        merged = _moved(sheet.merged_cell_ranges or [], left)
        yield Sheet(about.name, before, rows, merged, hidden, facts.hidden, left)
        before += sheet.end[0] + 1 if sheet.end else 0


def _moved(merged, left):
    return [((top, first - left), (bottom, last - left)) for (top, first), (bottom, last) in merged if first >= left]


def _text_rows(rows, before):
    for line, cells in enumerate(rows, before + 1):
        texts = [cell if type(cell) is str else text_of(cell) for cell in cells]
        text = "".join(texts)
        if text and not text.isspace() and (text[:5] != NO or text.replace(NO, "").strip()):
            yield SourceRow(line, texts)


def _broken_workbook():
    return workbook_broken(_("Tệp bảng tính bị hỏng hoặc có mật khẩu."))


def text_of(cell):
    """A value of a cell as text, as the books write it."""
    if isinstance(cell, bool):
        return YES if cell else NO
    if isinstance(cell, int):
        return str(cell)
    if isinstance(cell, datetime.datetime | datetime.date):
        return DayCell(f"{cell.day:02}/{cell.month:02}/{cell.year}")
    if hasattr(cell, "is_integer"):
        return str(int(cell)) if cell.is_integer() else _fraction(cell)
    return "" if cell is None else str(cell)


def _fraction(number):
    """A number of a cell that is not whole, or but nearly: Excel keeps and shows 15 digits of 379079.99999999994.

    Never with three decimals: 1.263 would read as a grouped 1263.
    """
    text = f"{number:.15g}"
    return f"{text}0" if re.search(r"\.\d{3}$", text) else text
