"""Cells that are merged over several rows of a list: what they say is said in each of them."""

from collections import deque

from django.utils.translation import gettext_lazy as _

from programmes.exchange.error_texts import SHARED
from programmes.exchange.reading.sheet_facts import workbook_broken
from programmes.exchange.sheets.total_rows import MONEY


def filled_down(rows, sheet, header_line, positions):
    """Rows under the header in which a cell merged over several rows says the same in each of them.

    Only a sum is not said again: it may be that of all of them together. Such cells are spoilt, to be refused.
    """
    sums = {positions.get(name) for name in MONEY}
    merged = sorted(
        (sheet.before + top + 1, sheet.before + bottom + 1, left)
        for (top, left), (bottom, _right) in sheet.merged
        if bottom > top and sheet.before + top + 1 > header_line
    )
    return _fill(rows, sheet, merged, sums) if merged else rows


def _fill(rows, sheet, merged, sums):
    """`merged` are (first line, last line, column) in order. Of each column the one that was last begun is held."""
    waiting, begun = deque(merged), {}
    for row in rows:
        _say_again(row, begun)
        while waiting and waiting[0][0] <= row.line:
            first, last, left = waiting.popleft()
            if left >= len(row.cells):
                continue
            if left in begun and begun[left][0] >= first:
                what = _("Trang “%(sheet)s” có ô gộp chồng lên ô gộp khác ở dòng %(line)d.")
                raise workbook_broken(what % {"sheet": sheet.name, "line": first - sheet.before})
            begun[left] = last, _begin(row, first, left, sums)
        yield row


def _say_again(row, begun):
    """Put into the empty cells of a row what the merged cells that reach it say."""
    for left, (last, text) in begun.items():
        is_reached = row.line <= last and left < len(row.cells)
        if is_reached and not row.cells[left]:
            row.cells[left] = text


def _begin(row, first, left, sums):
    """What a merged cell says in the rows below its `first`; nothing where that is an empty row, left out."""
    if first != row.line:
        return ""
    if left in sums and row.cells[left]:
        row.cells[left] = SHARED
    return row.cells[left]
