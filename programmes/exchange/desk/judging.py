"""A file from its bytes to its judge: read sheet by sheet and block by block, each line judged by itself."""

from functools import partial
from itertools import chain

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from programmes.actions import look_ups
from programmes.exchange.columns.column import Memo
from programmes.exchange.columns.lookups import Lookups
from programmes.exchange.columns.offers import offers
from programmes.exchange.columns.repairs import mender
from programmes.exchange.desk.common_values import ask_for_all, given_to
from programmes.exchange.desk.costs import ask_of_costs, tell_costs
from programmes.exchange.desk.exchanges import ask_of_days, ask_of_sexes
from programmes.exchange.desk.meanings import ask_of_understood, ask_of_values, tell_known_values
from programmes.exchange.desk.omissions import (
    ask_of_lone,
    ask_of_names,
    ask_of_people,
    ask_of_sheets,
    insist_some_left,
    settle_totals,
    tell_left_out,
    tell_sheets,
)
from programmes.exchange.desk.outcome import Outcome, Reading, ReadSheet
from programmes.exchange.desk.parts_of_money import PAID, ask_of_parts
from programmes.exchange.desk.questions import (
    Question,
    alphabet_to_try,
    ask_alphabet,
    ask_of_numbers,
    ask_of_texts,
    tell_remembered,
    warn_of_small_amounts,
    with_decimal,
)
from programmes.exchange.desk.titles import Titles
from programmes.exchange.desk.unread_money import UnreadMoney
from programmes.exchange.file_problem import FileProblem
from programmes.exchange.findings import Findings
from programmes.exchange.layouts.layout import Task
from programmes.exchange.options import NO_HEADER
from programmes.exchange.reading.old_alphabets import ALPHABETS, in_unicode
from programmes.exchange.reading.readers import open_source
from programmes.exchange.sheets.blocks import blocks, read_block
from programmes.exchange.sheets.body import Body
from programmes.exchange.sheets.header_levels import MOST_LEVELS
from programmes.exchange.sheets.headings import SEARCHED_ROWS, find_header
from programmes.exchange.sheets.merged_cells import filled_down
from programmes.exchange.sheets.money_units import in_home_money
from programmes.exchange.sheets.not_given import NotGiven, of_sheet
from programmes.exchange.sheets.tables import tables
from programmes.exchange.sheets.untitled_cells import UntitledCells
from programmes.standards.names import tidy


def judge_file(path, layout, *, filename, by, round_, options, to_store=False, watch=None):
    """The Judging of a file for officer `by`. Raises FileProblem when the file as a whole cannot be understood.

    `watch` is told now and then how many rows have been read.
    """
    task = Task(by, by.office, round_, Lookups(by), options, to_store)
    try:
        return _judged(open_source(path, filename, options.text), layout, task, watch)
    except FileProblem as problem:
        if problem.code == "heading_missing":
            problem.asked = _asked(path, filename, layout, task)
        raise


def _asked(path, filename, layout, task):
    """The Reading of a file that lacks but columns which its officer may tell once for all rows; None of another.

    So all its questions are asked together, and not those of its cells after those of its columns. What its rows come
    to is not judged: it hangs on the answer.
    """
    columns = [each._replace(required=each.required and not each.is_common) for each in layout.columns]
    try:
        source = open_source(path, filename, task.options.text)
        return _judged(source, layout._replace(columns=columns, judge=Unjudged), task).reading
    except FileProblem:
        return None


def _judged(source, layout, task, watch=None):
    judging = Judging(source, layout, task)
    for table in judging.titled_tables():
        judging.judge_table(*table, watch)
    judging.insist_header()
    if not judging.reading.rows:
        insist_some_left(task.options.left_out)
        raise FileProblem("no_rows", _("Tệp chỉ có tiêu đề, không có dòng dữ liệu nào."))
    judging.ask()
    return judging


class Unjudged:
    """The judge of rows that are read only for the questions of their cells; their gifts may be such as have months."""

    def __init__(self, task, findings):
        self.findings, self.costs = findings, {}

    def begin(self, body):
        lacking = [each.name for each in body.columns if each.is_of_kinds and each.name not in body.header.titles]
        self.findings.lacking.update(lacking)

    def judge(self, rows):
        """Nothing is said of them."""

    judge_unread = judge

    def ask(self):
        """They leave no question of their own."""
        return ()


class Judging:
    """A file that is read and judged table by table: its findings, how it was read, the judge who knows its rows."""

    def __init__(self, source, layout, task):
        self.source, self.layout, self.task, self.options = source, layout, task, task.options
        self.findings, self.reading = Findings(), Reading()
        self.tried = alphabet_to_try(source.alphabet, self.options)
        self.alphabet = self.tried or (self.options.text if self.options.text in ALPHABETS else "")
        self.judge = layout.judge(task, self.findings)
        self.columns = [self._as_chosen(column) for column in layout.columns]
        self.memos = [self._memo(column) for column in self.columns]
        self.left_out, self.of_numbers, self.of_parts = [], [], {}
        self.not_given = NotGiven(self.options.left_out)
        self.unread_money = UnreadMoney()

    def count_numbers(self, *, dry_run=False):
        """Whoever has a file of people read asks about their numbers; counted before anything of it is told."""
        if self.layout.counts_people:
            self.judge.told = look_ups.tell(self.judge.numbered, by=self.task.officer, counted=not dry_run)

    def decide(self):
        """The Outcome: all rows held against the books. Inside a transaction."""
        outcome = Outcome(self.findings, self.reading, self.judge.decide())
        settle_totals(self.not_given, outcome)
        return outcome

    def _parser(self, column):
        if sign := self.options.decimal.get(column.name):
            return with_decimal(column, sign)
        if column.name.endswith("_vnd"):
            return in_home_money(column.parse)
        return getattr(self.task.lookups, column.look_up) if column.look_up else column.parse

    def _memo(self, column):
        mend = mender(column, self.task, self.source.calendar)
        return Memo(column, self._parser(column), mend, self.alphabet or self.options.text, self._meanings(column))

    def _meanings(self, column):
        """What the officer has told of the texts of a column, as Memo wants it."""
        told = self.options.values.get(column.name)
        labels = dict(offers(column, self.task.lookups)) if told else {}
        return {text: (meaning, labels.get(meaning, meaning)) for text, meaning in (told or {}).items() if meaning}

    def _as_chosen(self, column):
        """The column with the value that stands for the whole file. Raises FileProblem on a bad one."""
        if not (text := self.options.common.get(column.name)):
            return column
        parse = self._parser(column)
        try:
            value = parse(tidy(text)) if parse else tidy(text)
        except ValidationError as error:
            told = _("“%(heading)s” của cả tệp: %(why)s") % {"heading": column.heading, "why": error.messages[0]}
            raise FileProblem("common_value", told) from None
        return column._replace(default=value)

    def titled_tables(self):
        """As sheets.tables, in Unicode; of all sheets the titles are read before the rows of any."""
        found = [*self._tables()]
        self.titles = Titles(
            [header for _sheet, header, *_rows in found], self.columns, self.memos, self.task, self.findings
        )
        return found

    def _tables(self):
        sheets = (
            sheet._replace(rows=in_unicode(sheet.rows, self.alphabet, self.findings))
            for sheet in self.source.sheets
            if not self._is_left_out(sheet)
        )
        options = self.options
        paid = {part: PAID for part in options.parts.values() if part}
        mapping = {**options.mapping, **paid}
        find = partial(find_header, columns=self.columns, mapping=mapping, line=options.header_line)
        return tables(sheets, find, self.findings, self.left_out)

    def insist_header(self):
        """Raises FileProblem where no sheet was read by the header that the officer pointed at."""
        line = self.options.header_line
        if line > 0 and not any(line <= sheet.header.line < line + MOST_LEVELS for sheet in self.reading.sheets):
            told = _("Dòng %d không có trong %d dòng đầu của trang nào được đọc; hãy chọn lại dòng tiêu đề.")
            raise FileProblem("header_line_lost", told % (line, SEARCHED_ROWS))

    def _is_left_out(self, sheet):
        """Whether the officer has said that a sheet is not read, which is told."""
        is_left_out = self.options.left_out.get(of_sheet(sheet.name))
        if is_left_out:
            self.findings.places.begin(sheet.before, sheet.name)
            message = _("Trang “%s” không được đọc, theo câu trả lời.") % sheet.name
            self.findings.warn(sheet.before + 1, "", "sheet_left_out", message)
        return bool(is_left_out)

    def judge_table(self, sheet, header, head, rows, watch):
        """Read and judge the rows under one header."""
        reading, lookups, said = self.reading, self.task.lookups, self.titles.said_above(header)
        untitled = UntitledCells(header, sheet, self.findings, is_text=not self.source.is_workbook)
        columns = [column._replace(default=said.get(column.name, (column.default,))[0]) for column in self.columns]
        empty, lacking = [memo.empty for memo in self.memos], self.findings.lacking.copy()
        body = Body(columns, header, self.memos, self.findings, self.layout.sums, untitled, self.not_given)
        if "citizen_number" in body.index:
            asked = ask_of_numbers(header, head, lookups.citizen_prefixes, self.options, self.of_numbers)
            self.of_numbers = [*self.of_numbers, *asked]
        self.of_parts |= {question.key: question for question in ask_of_parts(header, head)}
        if self.options.header_line == NO_HEADER:
            self._tell_begin(header)
        self.judge.begin(body)
        lookups.list_day = header.dated or lookups.list_day
        rows = chain(head, rows)
        if self.layout.counts_people:
            rows = self.unread_money.watched(rows, header, head)
        for block in blocks(filled_down(rows, sheet, header.line, header.positions)):
            sound, unread = read_block(block, body)
            self.judge.judge(sound)
            self.judge.judge_unread(unread)
            if watch:
                watch(reading.rows + body.rows)
        body.tell_passed_over()
        for column, memo, before in zip(self.columns, self.memos, empty, strict=True):
            if (name := column.name) in said:
                filled = self.findings.lacking[name] - lacking[name] if column.is_of_kinds else memo.empty - before
                self.titles.tell_said(sheet, header, column, *said[name], rows=filled)
                memo.empty, self.findings.lacking[name] = before, lacking[name]
        self.titles.tell_contradicted(sheet, header)
        of_all = {name: said_of_it.text for name, (_value, said_of_it) in said.items()}
        carried = [(line, {**of_all, **told}) for line, told in body.groups.carried]
        read = ReadSheet(sheet.name, sheet.before, header, body.rows, carried, body.likened, said.keys())
        reading.add(read, body.totals.control(reading.control))

    def _tell_begin(self, header):
        """Of a sheet without a header it is told where its list begins: no person above is taken for a title."""
        told = _(
            "Theo câu trả lời, tệp không có dòng tiêu đề: danh sách được đọc từ dòng %(line)s, các dòng trên không đọc."
        )
        line = header.line + 1
        self.findings.warn(line, "", "header_none", told % {"line": self.findings.places.of(line)})

    def _given(self):
        """The columns of which nobody has to tell anything: from the office and the upload, or said by every sheet."""
        of_all = set.intersection(*(set(sheet.said) for sheet in self.reading.sheets))
        return given_to(self.task.office, self.task.round) | (set() if self.left_out else of_all)

    def _ask_of_unread_money(self, header):
        if self.unread_money.columns:
            yield from self.unread_money.ask(self.judge.costs, header, self.options, self.findings)

    def ask(self):
        """What the officer is asked once the whole file is read, and what to look at before it is stored."""
        header, told = self.reading.header, self.findings.warnings.rows_of()
        self.reading.questions = [
            *ask_alphabet(self.tried),
            *self.of_numbers,
            *self.of_parts.values(),
            *self._ask_of_unread_money(header),
            *ask_of_sheets(self.left_out),
            *ask_of_names(self.reading.sheets, told),
            *ask_of_people(self.not_given),
            *ask_of_lone(self.not_given, self.findings.places),
            *(Question("statement", *asked) for asked in self.judge.ask()),
            *ask_of_texts(self.memos, header.titles, self.options),
            *ask_of_days(self.memos, header.titles),
            *ask_of_sexes(self.memos, header.titles, self.reading.rows, told["citizen_sex"]),
        ]
        self.reading.values = ask_of_values(self.memos, self.options, self.task.lookups)
        self.reading.understood = ask_of_understood(self.memos)
        given, lacking = self._given(), self.findings.lacking
        self.reading.common = ask_for_all(self.memos, header, self.options, self.task.lookups, given, lacking)
        self.reading.costs = ask_of_costs(self.findings, self.options)
        tell_costs(self.reading.costs, self.options, header, self.findings)
        tell_known_values(self.memos, header, self.options, self.findings)
        tell_remembered(self.columns, header, self.options, self.findings)
        warn_of_small_amounts(self.memos, header, self.findings)
        tell_sheets(self.reading.sheets, self.findings)
        tell_left_out(self.not_given, self.reading, self.findings)
