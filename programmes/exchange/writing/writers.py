"""Rows to files: CSV with BOM, XLSX and JSON, streaming, and harmless: no cell of ours is ever a formula."""

import csv
import io
import json
import re
from itertools import groupby, islice
from typing import NamedTuple

import xlsxwriter
from django.utils.translation import gettext_lazy as _

from programmes.exchange.file_problem import FileProblem
from programmes.exchange.guide_sheet import GUIDE
from programmes.models.streams import is_uniform
from programmes.standards.money import format_number

RISKY = tuple("=+-@\t\r\n'＝＋－＠")
RISKY_START = re.compile("\0[=+\\-@\t\r\n'＝＋－＠]")
QUOTED = re.compile('[",\r\n]')
QUOTE = '"'
BOM = "\ufeff"
LINE_END = "\r\n"
CHUNK_ROWS = 2000
WORKBOOK_ROWS = 1_048_576
WORKBOOK_CELL = 32_767


def harmless(cell):
    """A CSV cell that no spreadsheet runs; numbers stay numbers. Undone by readers on re-import."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(RISKY) else cell


def csv_chunks(rows):
    """Text of a CSV file with its BOM, in pieces; `rows` are sequences of str and int."""
    rows, buffer = iter(rows), io.StringIO()
    buffer.write(BOM)
    writer = csv.writer(buffer, lineterminator=LINE_END)
    while block := list(islice(rows, CHUNK_ROWS)):
        writer.writerows([harmless(cell) for cell in row] for row in block)
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()
    yield buffer.getvalue()


def csv_block(columns):
    """The lines that `csv_chunks` would write, from whole columns of equal length; several at least."""
    lines = map(",".join, zip(*map(_csv_column, columns), strict=True))
    return f"{LINE_END.join(lines)}{LINE_END}"


def _csv_column(cells):
    """Cells as they stand between the commas. One look at them all together: most columns can stay as they are."""
    if len(cells) > 1 and is_uniform(cells):
        return [*_csv_column(cells[:1])] * len(cells)
    try:
        together = "\0".join(cells)
    except TypeError:  # numbers are among them
        if set(map(type, cells)) == {int}:
            return map(str, cells)
        cells = [str(cell) if type(cell) is int else harmless(cell) for cell in cells]
        together = "\0".join(cells)
    else:
        if RISKY_START.search(f"\0{together}"):
            cells = list(map(harmless, cells))
    if any(sign in together for sign in '",\r\n'):
        written = {cell: f'"{cell.replace(QUOTE, QUOTE * 2)}"' if QUOTED.search(cell) else cell for cell in set(cells)}
        return map(written.__getitem__, cells)
    return cells


def csv_text(rows):
    """The whole CSV file as one text."""
    return "".join(csv_chunks(rows))


def write_csv(path, rows):
    """A CSV file on disk; returns the number of rows."""
    with open(path, "w", encoding="utf-8", newline="") as file:
        counted = _Counted(rows)
        file.writelines(csv_chunks(counted))
    return counted.count


def write_csv_blocks(path, head, blocks):
    """A CSV file on disk from blocks of columns under the row `head`; returns the number of rows under it."""
    count = 0
    with open(path, "wb") as file:
        file.writelines(chunk.encode() for chunk in csv_chunks([head]))
        for columns in blocks:
            file.write(csv_block(columns).encode())
            count += len(columns[0])
    return count


def write_json(path, rows, names):
    """An array of objects on disk, one a line, an empty cell as null; returns the number of rows."""
    encode = json.JSONEncoder(ensure_ascii=False).encode
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        counted = _Counted(rows)
        start = "["
        for row in counted:
            filled = (None if cell == "" else cell for cell in row)
            file.write(f"{start}\n{encode(dict(zip(names, filled, strict=True)))}")
            start = ","
        file.write("\n]\n" if counted.count else "[]\n")
    return counted.count


def write_workbook(path, rows, *, widths=(), guide=()):
    """An XLSX file on disk, first row bold and frozen; `guide` are the rows of a second sheet. Returns the rows."""
    counted = _Counted(rows)
    with xlsxwriter.Workbook(path, {"constant_memory": True, "strings_to_formulas": False}) as book:
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        money = book.add_format({"num_format": "#,##0"})
        sheet = book.add_worksheet("Dữ liệu")
        sheet.freeze_panes(1, 0)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        for line, row in enumerate(counted):
            for column, cell in enumerate(row):
                if isinstance(cell, int):
                    sheet.write_number(line, column, cell, money)
                elif cell:
                    sheet.write_string(line, column, _fitting(cell), bold if line == 0 else None)
        if guide:
            _write_guide(book, guide, bold)
    if counted.count > WORKBOOK_ROWS:
        raise FileProblem(
            "too_many_for_workbook",
            _("Một tệp Excel chỉ chứa được %s dòng. Hãy lọc bớt, hoặc xuất tệp .csv.") % format_number(WORKBOOK_ROWS),
        )
    return counted.count


class Banner(NamedTuple):
    """What stands above the table of a form: (label, cell) each in a row, the number of the form, its title, a line."""

    told: list
    number: str
    title: str
    line: str


class FormSheet(NamedTuple):
    """An official form: the table with its `headings`, one tuple of levels a column, the row of `marks`, its rows."""

    name: str
    banner: Banner
    headings: list
    marks: list
    widths: list
    rows: list
    below: list


def write_sheet(path, name, rows, *, above=0):
    """An XLSX file of one plain sheet of this name, its first row after so many empty ones."""
    with xlsxwriter.Workbook(path, {"constant_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet(name)
        for line, row in enumerate(rows, above):
            _write_row(sheet, line, row)


def write_form(path, form):
    """An XLSX file like the printed form: titles, headings merged as they span, marks, rows, what is below."""
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False}) as book:
        sheet, last = book.add_worksheet(form.name), len(form.headings) - 1
        bold = book.add_format({"bold": True})
        title = book.add_format({"bold": True, "align": "center"})
        head = {"bold": True, "text_wrap": True, "align": "center", "valign": "vcenter", "border": 1}
        for column, width in enumerate(form.widths):
            sheet.set_column(column, column, width)
        for line, (label, cell) in enumerate(form.banner.told):
            sheet.write_string(line, 0, f"{label}: {format_number(cell) if isinstance(cell, int) else cell}")
        sheet.write_string(0, last, form.banner.number, bold)
        line = len(form.banner.told)
        for text in (form.banner.title, form.banner.line):
            sheet.merge_range(line, 0, line, last, text, title)
            line += 1
        line = _write_headings(sheet, line + 1, form.headings, book.add_format(head))
        cell, money = book.add_format({"border": 1}), book.add_format({"border": 1, "num_format": "#,##0"})
        for cells in (form.marks, *form.rows):
            _write_row(sheet, line, cells, cell, money)
            line += 1
        for text in form.below:
            sheet.write_string(line, 0, text)
            line += 1


def _write_headings(sheet, top, headings, style):
    """Headings from this row on, each merged over the columns and rows that it stands over; the row below them."""
    depth = max(map(len, headings))
    for level in range(depth):
        spans = [levels[: level + 1] for levels in headings]
        for span, places in groupby(range(len(spans)), spans.__getitem__):
            columns = [*places]
            if len(span) == level + 1:
                bottom = depth - 1 if len(headings[columns[0]]) == len(span) else level
                _merge(sheet, top + level, columns[0], top + bottom, columns[-1], span[-1], style)
    return top + depth


def _merge(sheet, top, left, bottom, right, text, style):
    if (top, left) == (bottom, right):
        sheet.write_string(top, left, text, style)
    else:
        sheet.merge_range(top, left, bottom, right, text, style)


def _write_row(sheet, line, cells, style=None, money=None):
    for column, cell in enumerate(cells):
        if isinstance(cell, int):
            sheet.write_number(line, column, cell, money)
        elif cell:
            sheet.write_string(line, column, _fitting(cell), style)
        elif style:
            sheet.write_blank(line, column, None, style)


def _fitting(cell):
    """The library leaves out what is too long for a cell; a cell that ends in … shows that it is cut."""
    return cell if len(cell) <= WORKBOOK_CELL else f"{cell[: WORKBOOK_CELL - 1]}…"


def _write_guide(book, guide, bold):
    sheet = book.add_worksheet(GUIDE)
    sheet.set_column(0, 2, 34)
    for line, row in enumerate(guide):
        for column, cell in enumerate(row):
            sheet.write_string(line, column, cell, bold if line == 0 else None)


class _Counted:
    """An iterable that knows afterwards how many rows went through it."""

    def __init__(self, rows):
        self.rows, self.count = rows, 0

    def __iter__(self):
        for row in self.rows:
            self.count += 1
            yield row
