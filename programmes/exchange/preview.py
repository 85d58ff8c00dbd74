"""Read a file, check every row, say what would happen. Nothing is written."""

import gc
from contextlib import contextmanager
from itertools import chain, islice, zip_longest
from typing import NamedTuple

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from programmes.exchange.columns import CellError, Memo
from programmes.exchange.headings import Header, find_header
from programmes.exchange.layouts import Layout
from programmes.exchange.layouts.layout import Task
from programmes.exchange.lookups import Lookups
from programmes.exchange.options import Options
from programmes.exchange.readers import read
from programmes.exchange.results import FileProblem, Tally

BLOCK_ROWS = 5000
NO_OPTIONS = Options()


class Examined(NamedTuple):
    """A file that was read: what became of its rows, and how its columns were understood."""

    tally: Tally
    header: Header


def examine(path, layout: Layout, *, filename, by, round_=None, options=NO_OPTIONS):
    """Judge a file for officer `by`. Raises FileProblem when the file as a whole cannot be understood."""
    tally = Tally()
    with collector_paused():
        header, judge = take(path, layout, tally, filename=filename, by=by, round_=round_, options=options)
        with transaction.atomic():
            judge.decide()
            transaction.set_rollback(True)
    return Examined(tally, header)


def take(path, layout, tally, *, filename, by, round_, options):
    """Header of the file, and a judge that has taken its sound rows; the others are refused in `tally`."""
    task = Task(by, by.office, round_, Lookups(by), options)
    source = read(path, filename)
    header, head = find_header(source, layout.columns)
    memos = [Memo(column, column.parse or _look_up(task, column)) for column in layout.columns]
    positions = [header.positions.get(column.name) for column in layout.columns]
    source, judge = chain(head, source), layout.judge(task, tally)
    while block := list(islice(source, BLOCK_ROWS)):
        judge.take(_parse_block(block, memos, positions, tally))
    if not tally.rows:
        raise FileProblem("no_rows", _("Tệp chỉ có tiêu đề, không có dòng dữ liệu nào."))
    return header, judge


@contextmanager
def collector_paused():
    """No cycle collection while a file is in memory: its rows are tuples without cycles, and they are many."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _look_up(task, column):
    return getattr(task.lookups, column.look_up) if column.look_up else None


def _parse_block(block, memos, positions, tally):
    """Column by column, so that each distinct text is parsed once."""
    lines = [row.line for row in block]
    cells = list(zip_longest(*(row.cells for row in block), fillvalue=""))
    blank = [""] * len(block)
    values = []
    for memo, position in zip(memos, positions, strict=True):
        texts = cells[position] if position is not None and position < len(cells) else blank
        column = memo.read(texts) if position is not None else [None] * len(block)
        values.append(column)
        if memo.faults:
            _refuse_faults(memo.column, lines, column, tally)
    tally.rows += len(block)
    refused = tally.refused_lines
    found = zip(lines, zip(*values, strict=True), strict=True)
    return (row for row in found if row[0] not in refused) if refused else found


def _refuse_faults(column, lines, values, tally):
    for line, value in zip(lines, values, strict=True):
        if type(value) is CellError:
            tally.refuse(line, column.heading, value.code, value.message)
