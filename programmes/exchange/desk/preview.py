"""Read a file, check every row, say what would happen. Nothing is written."""

from functools import partial
from itertools import chain, islice
from typing import NamedTuple

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from programmes.exchange.collector import collector_spared
from programmes.exchange.columns.column import CellError, Memo
from programmes.exchange.columns.lookups import Lookups
from programmes.exchange.columns.repairs import mender
from programmes.exchange.desk.questions import (
    ask,
    ask_alphabet,
    ask_of_numbers,
    tell_remembered,
    warn_of_small_amounts,
    warn_of_swapped_days,
    with_decimal,
)
from programmes.exchange.layouts import Layout
from programmes.exchange.layouts.layout import Task
from programmes.exchange.options import Options
from programmes.exchange.reading.old_alphabets import in_unicode
from programmes.exchange.reading.readers import open_source
from programmes.exchange.results import FileProblem, Tally
from programmes.exchange.sheets.body import Body, filled_down
from programmes.exchange.sheets.headings import Header, find_header
from programmes.exchange.sheets.tables import tables
from programmes.exchange.sheets.untitled_cells import Untitled

BLOCK_ROWS = 5000
NO_OPTIONS = Options()


class Examined(NamedTuple):
    """A file that was read: what became of its rows, and how its columns were understood."""

    tally: Tally
    header: Header


def examine(path, layout: Layout, *, filename, by, round_=None, options=NO_OPTIONS, watch=None):
    """Judge a file for officer `by`. Raises FileProblem when the file as a whole cannot be understood."""
    tally = Tally()
    with collector_spared():
        header, judge = take(path, layout, tally, filename=filename, by=by, round_=round_, options=options, watch=watch)
        with transaction.atomic():
            judge.decide()
            transaction.set_rollback(True)
    return Examined(tally, header)


def take(path, layout, tally, *, filename, by, round_, options, to_store=False, watch=None):
    """Header of the file, and a judge that has taken its sound rows; the others are refused in `tally`.

    `watch` is told now and then how many rows have been read.
    """
    task = Task(by, by.office, round_, Lookups(by), options, to_store)
    source = open_source(path, filename, options.text)
    alphabet = ask_alphabet(source.alphabet, options, tally)
    text = "none" if options.text == "none" else alphabet
    memos = [_memo(column, task, source.is_workbook, text) for column in layout.columns]
    columns = [_as_chosen(column, options) for column in layout.columns]
    judge, header = layout.judge(task, tally), None
    sheets = (sheet._replace(rows=in_unicode(sheet.rows, alphabet, tally)) for sheet in source.sheets)
    find = partial(find_header, columns=columns, mapping=options.mapping)
    for sheet, found, head, rows in tables(sheets, find, tally):
        untitled = Untitled(found, sheet, tally, is_text=not source.is_workbook)
        header = header.joined(found) if header else found
        body = Body(columns, found, memos, tally, layout.sums, untitled)
        if "citizen_number" in body.index:
            ask_of_numbers(found, head, task.lookups.citizen_prefixes, options, tally)
        task.lookups.list_day = found.dated or task.lookups.list_day
        rows = filled_down(chain(head, rows), sheet, found.line, found.positions)
        while block := list(islice(rows, BLOCK_ROWS)):
            sound, others = _parse_block(block, body, memos, tally)
            judge.take(sound)
            judge.look_over(others)
            if watch:
                watch(tally.rows)
        body.tell_passed_over()
        for name, value in body.totals.control(tally.control).items():
            tally.control[name] = tally.control.get(name, 0) + value
    if not tally.rows:
        raise FileProblem("no_rows", _("Tệp chỉ có tiêu đề, không có dòng dữ liệu nào."))
    tell_remembered(columns, header, options, tally)
    ask(memos, header.titles, options, tally)
    warn_of_small_amounts(memos, header, tally)
    if source.is_workbook:
        warn_of_swapped_days(memos, header, tally)
    return header, judge


def _as_chosen(column, options):
    """The column, not required where one value stands for the whole file."""
    value = options.common.get(column.name)
    return column._replace(required=False, default=value) if value else column


def _memo(column, task, is_workbook, text):
    parse = getattr(task.lookups, column.look_up) if column.look_up else column.parse
    if sign := task.options.decimal.get(column.name):
        parse = with_decimal(column, sign)
    return Memo(column, parse, mender(column, task, is_workbook), text)


def _parse_block(block, body, memos, tally):
    """Column by column, so that each distinct text is parsed once.

    The sound rows as (line, values), and those with a cell that cannot be read as (line, values, names of such cells).
    """
    lines, texts = [row.line for row in block], body.texts_of(block)
    values = _read(body, texts, len(lines))
    if not body.is_plain(texts):
        lines, texts = body.sort_out(block, texts)
        values = _read(body, texts, len(lines))
    body.prices.tell(lines)
    body.untitled.tell(lines)
    for memo, written, column in zip(memos, texts, values, strict=True):
        if memo.faults:
            _refuse_faults(memo.column, lines, column, tally)
        if memo.mended and written:
            _list_repairs(memo, lines, written, tally)
        if written:
            memo.use(written)
        memo.forget()
    tally.rows += len(lines)
    refused = tally.refused_lines
    found = zip(lines, zip(*values, strict=True), strict=True)
    if refused.isdisjoint(lines):
        return found, ()
    found = list(found)
    names = [memo.column.name for memo in memos]
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


def _refuse_faults(column, lines, values, tally):
    for line, value in zip(lines, values, strict=True):
        if type(value) is CellError:
            tally.refuse(line, column.heading, value.code, value.message)


def _list_repairs(memo, lines, texts, tally):
    mended = memo.mended
    for line, text in zip(lines, texts, strict=True):
        if text in mended:
            for code, before, after in mended[text]:
                tally.repair(line, memo.column.heading, code, before, after)
