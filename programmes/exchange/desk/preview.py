"""Read a file, check every row, say what would happen. Nothing is written."""

from functools import partial
from itertools import chain

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from programmes.exchange.collector import collector_spared
from programmes.exchange.columns.column import Memo
from programmes.exchange.columns.lookups import Lookups
from programmes.exchange.columns.repairs import mender
from programmes.exchange.desk.outcome import Outcome, Reading, ReadSheet
from programmes.exchange.desk.questions import (
    alphabet_to_try,
    ask_alphabet,
    ask_of_numbers,
    ask_of_sheets,
    ask_of_texts,
    tell_remembered,
    warn_of_small_amounts,
    warn_of_swapped_days,
    with_decimal,
)
from programmes.exchange.findings import Findings
from programmes.exchange.layouts import Layout
from programmes.exchange.layouts.layout import Task
from programmes.exchange.options import Options
from programmes.exchange.reading.old_alphabets import ALPHABETS, in_unicode
from programmes.exchange.reading.readers import open_source
from programmes.exchange.results import FileProblem
from programmes.exchange.sheets.blocks import blocks, read_block
from programmes.exchange.sheets.body import Body, filled_down
from programmes.exchange.sheets.headings import find_header
from programmes.exchange.sheets.tables import tables
from programmes.exchange.sheets.untitled_cells import Untitled

NO_OPTIONS = Options()


def examine(path, layout: Layout, *, filename, by, round_=None, options=NO_OPTIONS, watch=None):
    """Judge a file for officer `by`. Raises FileProblem when the file as a whole cannot be understood."""
    with collector_spared():
        taking = take(path, layout, filename=filename, by=by, round_=round_, options=options, watch=watch)
        with transaction.atomic():
            decision = taking.judge.decide()
            transaction.set_rollback(True)
    return Outcome(taking.findings, taking.reading, decision)


def take(path, layout, *, filename, by, round_, options, to_store=False, watch=None):
    """The Taking of a file that was read whole. `watch` is told now and then how many rows have been read."""
    source = open_source(path, filename, options.text)
    taking = Taking(source, layout, Task(by, by.office, round_, Lookups(by), options, to_store))
    for table in taking.tables():
        taking.take_table(*table, watch)
    if not taking.reading.rows:
        raise FileProblem("no_rows", _("Tệp chỉ có tiêu đề, không có dòng dữ liệu nào."))
    taking.tell()
    return taking


class Taking:
    """A file that is read, table by table, into its judge: with the findings on its rows and how it was read."""

    def __init__(self, source, layout, task):
        self.source, self.layout, self.task, self.options = source, layout, task, task.options
        self.findings, self.reading = Findings(), Reading()
        self.judge = layout.judge(task, self.findings)
        self.tried = alphabet_to_try(source.alphabet, self.options)
        self.alphabet = self.tried or (self.options.text if self.options.text in ALPHABETS else "")
        self.columns = [_as_chosen(column, self.options) for column in layout.columns]
        self.memos = [self._memo(column) for column in layout.columns]
        self.left_out, self.of_numbers = [], []

    def _memo(self, column):
        parse = getattr(self.task.lookups, column.look_up) if column.look_up else column.parse
        if sign := self.options.decimal.get(column.name):
            parse = with_decimal(column, sign)
        mend = mender(column, self.task, self.source.is_workbook)
        return Memo(column, parse, mend, self.alphabet or self.options.text)

    def tables(self):
        """As sheets.tables, in Unicode."""
        sheets = (
            sheet._replace(rows=in_unicode(sheet.rows, self.alphabet, self.findings)) for sheet in self.source.sheets
        )
        find = partial(find_header, columns=self.columns, mapping=self.options.mapping)
        return tables(sheets, find, self.findings, self.left_out)

    def take_table(self, sheet, header, head, rows, watch):
        """Read the rows under one header; the judge takes the sound ones, and the others are refused."""
        reading, lookups = self.reading, self.task.lookups
        untitled = Untitled(header, sheet, self.findings, is_text=not self.source.is_workbook)
        body = Body(self.columns, header, self.memos, self.findings, self.layout.sums, untitled)
        if "citizen_number" in body.index:
            asked = ask_of_numbers(header, head, lookups.citizen_prefixes, self.options, self.of_numbers)
            self.of_numbers = [*self.of_numbers, *asked]
        lookups.list_day = header.dated or lookups.list_day
        for block in blocks(filled_down(chain(head, rows), sheet, header.line, header.positions)):
            sound, unread = read_block(block, body)
            self.judge.take(sound)
            self.judge.look_over(unread)
            if watch:
                watch(reading.rows + body.rows)
        body.tell_passed_over()
        read = ReadSheet(sheet.before, header, body.groups.carried, body.likened)
        reading.add(read, body.rows, body.totals.control(reading.control))

    def tell(self):
        """What can be said once the whole file is read: questions, and what to look at before it is stored."""
        header = self.reading.header
        self.reading.questions = [
            *ask_alphabet(self.tried),
            *self.of_numbers,
            *ask_of_sheets(self.left_out),
            *ask_of_texts(self.memos, header.titles, self.options),
        ]
        tell_remembered(self.columns, header, self.options, self.findings)
        warn_of_small_amounts(self.memos, header, self.findings)
        if self.source.is_workbook:
            warn_of_swapped_days(self.memos, header, self.findings)


def _as_chosen(column, options):
    """The column, not required where one value stands for the whole file."""
    value = options.common.get(column.name)
    return column._replace(required=False, default=value) if value else column
