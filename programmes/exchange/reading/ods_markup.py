"""The SheetFacts of an ODS, seen in its markup as it flows by, row by row.

All sheets stand in one part, and a row has no number but its place. An error has no type of its own there: LibreOffice
writes an empty text and marks the cell, Excel and old programs write the number 0; all of them show the error as text.
"""

import re
from html import unescape
from itertools import pairwise

from programmes.exchange.error_texts import ERROR_TEXT, WITHOUT_VALUE
from programmes.exchange.reading.sheet_facts import SheetFacts

MOST_SHEETS = 1000
MOST_ROWS = 1 << 20
LONGEST_ROW = 1 << 20
START = re.compile(rb"<table:table(-row)?(?=[\s/>])")
CELL = re.compile(rb"<table:(?:covered-)?table-cell(?=[\s/>])")
TAG = re.compile(rb'(?:\s+[\w:.-]+\s*=\s*(?:"[^"]*"|\'[^\']*\'))*\s*/?>')
ATTRIBUTE = re.compile(rb'([\w:.-]+)\s*=\s*["\']([^"\']*)["\']')
TEXT = re.compile(rb"<text:p(?:\s[^<>]*?)?(?:/>|>([^<]*))")
FROM_1904 = re.compile(rb'<table:null-date\s[^<>]*"1904-01-01"')
HIDDEN = {b"collapse", b"filter"}


class OdsMarkup:
    """The markup of all sheets; `sheets` are their SheetFacts in their order, whole once it is closed."""

    def __init__(self):
        self.sheets, self._row, self._hidden, self._rest = [], 1, 0, b""
        self._is_from_1904 = False

    def feed(self, piece):
        """Look at the next piece of the markup."""
        seen = self._rest + piece
        self._is_from_1904 = self._is_from_1904 or bool(FROM_1904.search(seen))
        cut = max(seen.rfind(b"<table:table-row"), seen.rfind(b"<table:table "))
        if cut < 0:
            cut = max(seen.rfind(b"<"), 0)
        self._rest = seen[cut:][:LONGEST_ROW]  # its start is kept: rows are counted by it
        self._look(seen[:cut])

    def close(self):
        """Look at what is left."""
        self._look(self._rest)
        self._rest = b""
        for sheet in self.sheets:
            sheet.is_from_1904 = self._is_from_1904

    def _look(self, markup):
        parts = START.split(markup)
        for is_row, text in zip(parts[1::2], parts[2::2], strict=True):
            if is_row:
                self._look_at_row(text)
            elif b"table:name=" in text:
                self._begin_sheet()

    def _begin_sheet(self):
        if len(self.sheets) == MOST_SHEETS:
            raise ValueError("too many sheets")
        self.sheets.append(SheetFacts())
        self._row = 1

    def _look_at_row(self, text):
        about, cells = _parted(text)
        cells = cells.partition(b"</table:table-row")[0]
        times = _times(about, b"table:number-rows-repeated") if b"repeated" in about else 1
        if self.sheets:
            if b"visibility" in about and _attributes(about).get(b"table:visibility") in HIDDEN:
                self._hide(cells, times)
            if _may_be_broken(cells):
                self._look_at_cells(cells, times)
        self._row += times

    def _hide(self, cells, times):
        if b"office:value-type=" in cells or b"table:formula=" in cells:
            times = min(times, MOST_ROWS - self._hidden)
            self.sheets[-1].hidden.extend(range(self._row, self._row + times))
            self._hidden += times

    def _look_at_cells(self, cells, times):
        column = 0
        for cell in CELL.split(cells)[1:]:
            about, content = _parted(cell)
            width = _times(about, b"table:number-columns-repeated") if b"repeated" in about else 1
            if text := _broken(_attributes(about), content):
                for row in range(self._row, self._row + times):
                    for place in range(column, column + width):
                        self.sheets[-1].add_broken(row, place, text)
            column += width


def _may_be_broken(cells):
    if b">#" in cells or b">Err:" in cells or b'"error"' in cells or b"'error'" in cells:
        return True
    around_formulas = pairwise(cells.split(b"table:formula="))
    return any(
        b"office:value-type=" not in before[before.rfind(b"<") :] + after[: after.find(b">")]
        for before, after in around_formulas
    )


def _parted(text):
    """The attributes of an element and what follows its first tag."""
    tag = TAG.match(text)
    return (tag[0], text[tag.end() :]) if tag else (b"", b"")


def _attributes(about):
    return dict(ATTRIBUTE.findall(about))


def _times(about, name):
    written = _attributes(about).get(name, b"1")
    return min(int(written), MOST_ROWS) if len(written) < 10 else MOST_ROWS


def _broken(about, content):
    """What stands for the value that a cell does not have; "" where it has one."""
    shown = TEXT.search(content.rpartition(b"</office:annotation>")[2])  # a note stands before the text
    text = unescape(shown[1].decode("utf-8", "replace")).strip() if shown and shown[1] else ""
    if ERROR_TEXT.fullmatch(text):
        return text
    if b"error" in (about.get(b"calcext:value-type"), about.get(b"office:value-type")):
        return "#N/A"
    is_blank = shown and not text  # so an older LibreOffice writes the result ""
    if b"table:formula" in about and b"office:value-type" not in about and not is_blank:
        return WITHOUT_VALUE
    return ""
