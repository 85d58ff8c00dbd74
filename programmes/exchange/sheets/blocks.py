"""A block of rows to values, column by column, so that each distinct text is parsed once."""

from itertools import islice

from programmes.exchange.columns.column import CellError

BLOCK_ROWS = 5000


def blocks(rows):
    """Lists of so many rows, the last of them shorter."""
    while block := list(islice(rows, BLOCK_ROWS)):
        yield block


def read_block(block, body):
    """The lines of the list in a block of rows of `body`, what is amiss in them told.

    The sound ones as (line, values), and those with a cell that cannot be read as (line, values, names of such cells).
    """
    block = body.not_given.kept(block, body.remarks, body.money_of)
    lines, texts = [row.line for row in block], body.cells.of(block)
    values = _read(body, texts, len(lines))
    if not body.is_plain(texts):
        lines, texts = body.sort_out(block, texts)
        values = _read(body, texts, len(lines))
    body.prices.tell(lines)
    body.untitled.tell(lines)
    for memo, written, column in zip(body.memos, texts, values, strict=True):
        if memo.faults:
            _refuse_faults(memo.column, lines, column, body.findings)
        if memo.mended and written:
            _list_repairs(memo, lines, written, body.findings)
        if written:
            memo.use(written)
            memo.count(written, column)
        memo.forget()
    body.rows += len(lines)
    refused = body.findings.refused_lines
    found = zip(lines, zip(*values, strict=True), strict=True)
    if refused.isdisjoint(lines):
        return found, ()
    found = list(found)
    names = [memo.column.name for memo in body.memos]
    return [row for row in found if row[0] not in refused], _without_faults(found, names)


def _without_faults(rows, names):
    """The rows with a fault, None in its place."""
    for line, values in rows:
        unread = {name for name, value in zip(names, values, strict=True) if type(value) is CellError}
        if unread:
            yield line, tuple(None if type(value) is CellError else value for value in values), unread


def _read(body, texts, count):
    """Values of the columns; one that the file does not have holds what is common to its rows, else nothing."""
    return [
        [column.default] * count if written is None else memo.read(written)
        for memo, column, written in zip(body.memos, body.columns, texts, strict=True)
    ]


def _refuse_faults(column, lines, values, findings):
    for line, value in zip(lines, values, strict=True):
        if type(value) is CellError:
            findings.refuse(line, column.heading, value.code, value.message)


def _list_repairs(memo, lines, texts, findings):
    mended = memo.mended
    for line, text in zip(lines, texts, strict=True):
        if text in mended:
            for code, before, after in mended[text]:
                findings.repair(line, memo.column.heading, code, before, after)
