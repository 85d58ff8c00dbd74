"""What the sheets of an XLSX say that its reader passes over: hidden rows, and cells whose formula has no value.

Seen in the markup as it flows by (containers.py), row by row; never a tree of the whole sheet. The same of an ODS and
an XLS is found in ods_marks.py and xls_marks.py.
"""

import re
from collections import Counter
from dataclasses import dataclass, field
from html import unescape
from itertools import pairwise
from operator import lt

from django.utils.translation import gettext_lazy as _

from programmes.exchange.results import FileProblem

MOST_BROKEN = 20_000
MOST_MERGED = 200_000
LONGEST_ROW = 1 << 20
ROW = re.compile(rb"<(?:\w+:)?row\s")  # starts only: looking for an end that never comes would take for ever
NUMBER = re.compile(rb'\br=["\'](\d{1,7})["\']')
IS_HIDDEN = re.compile(rb'\bhidden=["\'](?:1|true)["\']')
ROW_NUMBERS = (  # as nearly all programs spell them, which is found ten times as fast, and in any other way
    re.compile(rb'<row r="(\d+)"'),
    re.compile(rb"<(?:\w+:)?row\s(?:[^<>]*?\s)?r=[\"'](\d+)[\"']"),
)
CELL_PLACES = (
    re.compile(rb'<c r="(\w+)"'),
    re.compile(rb"<(?:\w+:)?c\s(?:[^<>]*?\s)?r=[\"']([A-Z]+\d+)[\"']"),
)
HOLDS = re.compile(rb"<(?:\w+:)?(?:v|is|f)[\s>]")
CELL = re.compile(rb"<(?:\w+:)?c\s")
PLACE = re.compile(rb'\br=["\']([A-Z]{1,3})\d+["\']')
ERROR = re.compile(rb'\bt=["\']e["\']')
TEXT_RESULT = re.compile(rb'\bt=["\']str["\']')
FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
VALUE = re.compile(rb"<(?:\w+:)?v(?:\s[^<>]*)?>([^<]+)<")
SHEET = re.compile(r"<(?:\w+:)?sheet\s[^>]*\b\w+:id=[\"']([^\"']+)[\"']")
RELATION = re.compile(r"<(?:\w+:)?Relationship\s[^>]*>")
ID, TARGET = re.compile(r"\bId=[\"']([^\"']+)[\"']"), re.compile(r"\bTarget=[\"']([^\"']+)[\"']")
WITHOUT_VALUE = "#KHÔNG CÓ KẾT QUẢ"
SHARED = "#Ô GỘP"
NOTHING_ABOVE, NOBODY_ABOVE = "#KHÔNG CÓ DÒNG TRÊN", "#DÒNG TRÊN LÀ NGƯỜI KHÁC"
BROKEN_TEXT = re.compile(
    r"#(?:REF!|N/A|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!|GETTING_DATA|KHÔNG CÓ KẾT QUẢ|Ô GỘP"
    r"|KHÔNG CÓ DÒNG TRÊN|DÒNG TRÊN LÀ NGƯỜI KHÁC)|Err:\d{3}"
)


@dataclass
class SheetMarks:
    """`broken`: row number -> (column from 0, the error that Excel shows); `hidden`: numbers of rows that hold
    something and are not shown."""

    broken: dict = field(default_factory=dict)
    hidden: list = field(default_factory=list)
    count: int = 0
    merged: int = 0
    _last: int = 0
    _rest: bytes = b""

    def at(self, piece):
        """Look at the next piece of the markup."""
        seen = self._rest + piece
        cut = max(seen.rfind(b"<row "), seen.rfind(b"<", 0, max(seen.rfind(b":row "), 0)), 0)
        whole, self._rest = seen[:cut], seen[cut:][-LONGEST_ROW:]
        self._look(whole)

    def end(self):
        """Look at what is left."""
        self._look(self._rest)
        self._rest = b""

    def merge(self, count):
        """Count merged cells; each is held in memory, and no list has so many."""
        self.merged += count
        if self.merged > MOST_MERGED:
            raise FileProblem("too_many_merged", _("Quá nhiều ô gộp. Hãy bỏ gộp ô trong danh sách rồi lưu lại."))

    def _insist_in_order(self, markup):
        """Cells are placed by the numbers they bear: one that comes twice would be written over another person's."""
        rows = [self._last, *map(int, ROW_NUMBERS[b'<row r="' not in markup].findall(markup))]
        places = CELL_PLACES[b'<c r="' not in markup].findall(markup)
        self._last = rows[-1]
        if all(map(lt, rows, rows[1:])) and len(set(places)) == len(places):
            return
        back = (row for before, row in pairwise(rows) if row <= before)
        twice = (place.decode() for place, count in Counter(places).items() if count > 1)
        where = next(map(_("Dòng %d").__mod__, back), "") or _("Ô %s") % next(twice)
        raise workbook_broken(_("%s có hai lần hoặc không đúng thứ tự trong tệp, không biết dữ liệu nào đúng.") % where)

    def _look(self, markup):
        self._insist_in_order(markup)
        if not (b"hidden=" in markup or _may_be_broken(markup)):
            return
        for row in _starting(markup, b"<row ", ROW):
            about, _end, cells = row.partition(b">")
            if number := NUMBER.search(about):
                self._look_at_row(int(number[1]), about, cells)

    def _look_at_row(self, number, about, cells):
        if IS_HIDDEN.search(about) and HOLDS.search(cells):
            self.hidden.append(number)
        if not _may_be_broken(cells):
            return
        for cell in _starting(cells, b"<c ", CELL):
            if not _may_be_broken(cell):
                continue
            about_cell, _end, content = cell.partition(b">")
            if (text := _broken(about_cell, content)) and (place := PLACE.search(about_cell)):
                self.keep(number, _column(place[1]), text)

    def keep(self, number, column, text):
        """Note a cell without a value; a file of many is refused whole."""
        self.broken.setdefault(number, []).append((column, text))
        self.count += 1
        if self.count > MOST_BROKEN:
            raise FileProblem(
                "formulas_not_computed",
                _("Quá nhiều ô là công thức lỗi hoặc chưa có kết quả. Hãy mở bằng Excel, lưu lại rồi gửi lại."),
            )


def workbook_broken(what):
    """What is wrong with a workbook that has to be saved anew."""
    return FileProblem("workbook_broken", _("%s Hãy mở bằng Excel và lưu lại dạng .xlsx.") % what)


def _starting(markup, usual, pattern):
    """What follows each start of an element; its usual spelling is found without a pattern."""
    return (markup.split(usual) if usual in markup else pattern.split(markup))[1:]


def _may_be_broken(markup):
    return b"<f" in markup or b't="e"' in markup or b":f" in markup or b"t='e'" in markup


def _broken(about, content):
    """What stands for the value that a cell does not have; "" where it has one."""
    value = VALUE.search(content)
    if ERROR.search(about):
        text = unescape(value[1].decode("utf-8", "replace")) if value else ""
        return text if BROKEN_TEXT.fullmatch(text) else "#N/A"
    if value is None and FORMULA.search(content) and not TEXT_RESULT.search(about):
        return WITHOUT_VALUE
    return ""


def _column(letters):
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number - 1


def sheet_parts(book, relations):
    """Names of the parts of the sheets, in the order of the workbook: from xl/workbook.xml and its relations."""
    targets = {}
    for relation in RELATION.findall(relations):
        name, target = ID.search(relation), TARGET.search(relation)
        if name and target:
            path = unescape(target[1])
            targets[name[1]] = path.removeprefix("/") if path.startswith("/") else f"xl/{path}"
    return [targets.get(name, "") for name in SHEET.findall(book)]


def with_broken(rows, marks, left):
    """Rows of cells as text, with the error in each cell that has one; the first cell stands in column `left`."""
    if not marks.broken:
        return rows
    return _shown(rows, marks.broken, left)


def _shown(rows, broken, left):
    for number, cells in enumerate(rows, 1):
        for column, text in broken.get(number, ()):
            place = column - left
            if place >= 0:
                cells = [*cells, *[""] * (place + 1 - len(cells))]
                cells[place] = text
        yield cells
