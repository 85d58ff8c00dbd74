"""Read a file, check every row, say what would happen. Nothing is written."""

from itertools import chain, islice, zip_longest
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone

from programmes.exchange.columns import CellError, Memo
from programmes.exchange.headings import find_header
from programmes.exchange.layouts import Layout
from programmes.exchange.layouts.layout import Task
from programmes.exchange.lookups import Lookups
from programmes.exchange.readers import read
from programmes.exchange.results import FileProblem, Tally

BLOCK_ROWS = 5000


class Examined(NamedTuple):
    """A file that was read: what became of its rows, what there is to store, and how its columns were understood."""

    tally: Tally
    plan: object
    titles: dict
    unknown: list


def examine(path, layout: Layout, *, filename, by, round_=None):
    """Judge a file for officer `by`. Raises FileProblem when the file as a whole cannot be understood."""
    task = Task(by, by.office, round_, Lookups(by), timezone.localdate())
    if by.office_id is None:
        raise FileProblem("no_office", "Tài khoản chưa gắn với cơ quan nào; đề nghị người quản trị gắn cơ quan.")
    tally = Tally()
    header, rows = parse(path, layout, task, tally, filename)
    with transaction.atomic():
        plan = layout.judge(rows, task, tally)
        transaction.set_rollback(True)
    return Examined(tally, plan, header.titles, header.unknown)


def parse(path, layout, task, tally, filename):
    """Header of the file, and its sound rows as (line, values); the others are refused in `tally`."""
    source = read(path, filename)
    header, head = find_header(source, layout.columns)
    memos = [Memo(column, column.parse or _look_up(task, column)) for column in layout.columns]
    positions = [header.positions.get(column.name) for column in layout.columns]
    source, rows = chain(head, source), []
    while block := list(islice(source, BLOCK_ROWS)):
        rows += _parse_block(block, memos, positions, tally)
    if not tally.rows:
        raise FileProblem("no_rows", "Tệp chỉ có tiêu đề, không có dòng dữ liệu nào.")
    return header, rows


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
    return [row for row in found if row[0] not in refused] if refused else list(found)


def _refuse_faults(column, lines, values, tally):
    for line, value in zip(lines, values, strict=True):
        if type(value) is CellError:
            tally.refuse(line, column.heading, value.code, value.message)
