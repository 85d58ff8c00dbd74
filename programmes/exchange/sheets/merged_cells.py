"""Cells that are merged over several rows of a list: what they say is said in each of them."""

from collections import deque

from django.utils.translation import gettext_lazy as _

from programmes.exchange.error_texts import NOBODY_ABOVE, SHARED
from programmes.exchange.reading.sheet_facts import workbook_broken
from programmes.exchange.sheets.total_rows import MONEY
from programmes.exchange.sheets.vocabulary import PAPERS


def filled_down(rows, sheet, header_line, positions):
    """Rows under the header in which a cell merged over several rows says the same in each of them.

    Only a sum is not said again: it may be that of all of them together. Such cells are spoilt, to be refused.
    """
    sums = {positions.get(name) for name in MONEY}
    persons = {positions[name] for name in ("full_name", *PAPERS) if name in positions}
    merged = sorted(
        (sheet.before + top + 1, sheet.before + bottom + 1, left)
        for (top, left), (bottom, _right) in sheet.merged
        if bottom > top and sheet.before + top + 1 > header_line
    )
    return _fill(rows, sheet, merged, sums, persons) if merged else rows


def _fill(rows, sheet, merged, sums, persons):
    """`merged` are (first line, last line, column) in order. Of each column the one that was last begun is held.

    `persons` are the columns that tell who is meant: one of them says nothing again beside another person.
    """
    waiting, begun = deque(merged), {}
    for row in rows:
        _say_again(row, begun, persons)
        while waiting and waiting[0][0] <= row.line:
            first, last, left = waiting.popleft()
            if left >= len(row.cells):
                continue
            if left in begun and begun[left][0] >= first:
                what = _("Trang “%(sheet)s” có ô gộp chồng lên ô gộp khác ở dòng %(line)d.")
                raise workbook_broken(what % {"sheet": sheet.name, "line": first - sheet.before})
            told = {place: row.cells[place] for place in persons if place < len(row.cells)} if left in persons else {}
            begun[left] = last, _begin(row, first, left, sums), told
        yield row


def _say_again(row, begun, persons):
    """Put into the empty cells of a row what the merged cells that reach it say."""
    own = {place: row.cells[place] for place in persons if place < len(row.cells)}
    for left, (last, text, told) in begun.items():
        is_reached = row.line <= last and left < len(row.cells)
        if is_reached and not row.cells[left]:
            is_other = told and any(cell and cell != told.get(place, cell) for place, cell in own.items())
            row.cells[left] = NOBODY_ABOVE if is_other and text else text


def _begin(row, first, left, sums):
    """What a merged cell says in the rows below its `first`; nothing where that is an empty row, left out."""
    if first != row.line:
        return ""
    if left in sums and row.cells[left]:
        row.cells[left] = SHARED
    return row.cells[left]
