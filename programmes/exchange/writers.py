"""Rows to files: CSV with BOM and XLSX, streaming, and harmless: no cell of ours is ever a formula."""

import csv
import io

import xlsxwriter

RISKY = tuple("=+-@\t\r\n'＝＋－＠")
BOM = "\ufeff"
CHUNK_ROWS = 2000


def harmless(cell):
    """A CSV cell that no spreadsheet runs; numbers stay numbers. Undone by readers on re-import."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(RISKY) else cell


def csv_chunks(rows):
    """Text of a CSV file with its BOM, in pieces; `rows` are iterables of str and int."""
    buffer = io.StringIO()
    buffer.write(BOM)
    writer = csv.writer(buffer, lineterminator="\r\n")
    for count, row in enumerate(rows, 1):
        writer.writerow([harmless(cell) for cell in row])
        if count % CHUNK_ROWS == 0:
            yield buffer.getvalue()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue()


def csv_text(rows):
    """The whole CSV file as one text."""
    return "".join(csv_chunks(rows))


def write_csv(path, rows):
    """A CSV file on disk; returns the number of rows."""
    with open(path, "w", encoding="utf-8", newline="") as file:
        counted = _Counted(rows)
        file.writelines(csv_chunks(counted))
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
                    sheet.write_string(line, column, cell, bold if line == 0 else None)
        if guide:
            _write_guide(book, guide, bold)
    return counted.count


def _write_guide(book, guide, bold):
    sheet = book.add_worksheet("Hướng dẫn")
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
