"""The SheetFacts of an XLS, found in its stream of records, which is walked once, end to end.

A formula always has a value there: 0 or an empty text where no
spreadsheet has computed it, which nobody can tell from a real one.
"""

from itertools import pairwise
from struct import Struct, error, unpack_from

from programmes.exchange.reading.compound_files import stream_of
from programmes.exchange.reading.sheet_facts import SheetFacts

NAMES = ("Workbook".encode("utf-16-le"), "Book".encode("utf-16-le"))
MOST_SHEETS = 1000
TWO = Struct("<HH")
BEGIN, END, SHEET, LOCKED = 0x0809, 0x000A, 0x0085, 0x002F
DATE_MODE, DATE_MODE_SIZE = 0x0022, 2
ROW, FORMULA, ERROR, MERGED = 0x0208, 0x0006, 0x0205, 0x00E5
CELLS = {FORMULA, ERROR, 0x0203, 0x0204, 0x027E, 0x00BD, 0x00D6, 0x00FD}  # of a number or text; not the blank ones
FLAGS, HIDDEN = 12, 0x20
RESULT, WITHOUT_NUMBER, ERROR_RESULT = 6, b"\xff\xff", 2
ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}


def xls_facts(data):
    """The SheetFacts of the sheets of an .xls in their order. Raises ValueError where it is broken."""
    stream = stream_of(data, NAMES)
    try:
        starts = _starts(stream)
        found = {start: _look(stream, start, end) for start, end in pairwise(sorted({*starts, len(stream)}))}
    except (error, IndexError):
        raise ValueError("broken record") from None
    facts = [found.get(start) or SheetFacts() for start in starts]
    for sheet in facts:
        sheet.is_from_1904 = _is_from_1904(stream)
    return facts


def _is_from_1904(stream):
    kinds = ((kind, place) for kind, place, size in _records(stream, 0, len(stream)) if size == DATE_MODE_SIZE)
    return any(kind == DATE_MODE and stream[place] == 1 for kind, place in kinds)


def _records(stream, place, end):
    """(kind, place of the content, its size) of the records from a place on, those of embedded charts left out."""
    depth = 0
    while place + 4 <= end:
        kind, size = TWO.unpack_from(stream, place)
        depth += (kind == BEGIN) - (kind == END)
        if depth <= 1:
            yield kind, place + 4, size
        if kind == END and depth <= 0:
            return
        place += 4 + size


def _starts(stream):
    """Where the sheets begin, in the order of the workbook; none of a workbook with a password."""
    starts = []
    for kind, place, _size in _records(stream, 0, len(stream)):
        if kind == LOCKED:
            return []
        if kind == SHEET:
            starts.append(unpack_from("<I", stream, place)[0])
    if len(starts) > MOST_SHEETS:
        raise ValueError("too many sheets")
    return starts


def _look(stream, start, end):
    facts, hidden, held = SheetFacts(), set(), set()
    for kind, place, _size in _records(stream, start, end):
        if kind in CELLS:
            row, column = TWO.unpack_from(stream, place)
            held.add(row)
            if kind in (FORMULA, ERROR) and (text := _broken(kind, stream, place)):
                facts.add_broken(row + 1, column, text)
        elif kind == ROW and unpack_from("<H", stream, place + FLAGS)[0] & HIDDEN:
            hidden.add(unpack_from("<H", stream, place)[0])
        elif kind == MERGED:
            facts.add_merged(unpack_from("<H", stream, place)[0])
    facts.hidden = [row + 1 for row in sorted(hidden & held)]
    return facts


def _broken(kind, stream, place):
    """The error that a cell holds; "" where it holds something else."""
    result = stream[place + RESULT : place + RESULT + 8]
    if kind == ERROR:
        return ERRORS.get(result[0], "#N/A") if result[1] else ""
    if result[6:] == WITHOUT_NUMBER and result[0] == ERROR_RESULT:
        return ERRORS.get(result[2], "#N/A")
    return ""
