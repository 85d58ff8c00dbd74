"""The SheetFacts of an XLSX, seen in the markup of its sheets as it flows by, row by row; never a tree of a sheet."""

import re
from collections import Counter
from decimal import Context, InvalidOperation
from html import unescape
from itertools import pairwise
from operator import lt

from django.utils.translation import gettext_lazy as _

from programmes.exchange.error_texts import ERROR_TEXT, WITHOUT_VALUE
from programmes.exchange.reading.sheet_facts import SheetFacts, workbook_broken

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
NUMBER_FORMAT = re.compile(r"<(?:\w+:)?numFmt\s[^>]*>")
FORMAT_ID, FORMAT_CODE = re.compile(r"\bnumFmtId=[\"'](\d+)[\"']"), re.compile(r"\bformatCode=(\"[^\"]*\"|'[^']*')")
CELL_STYLES = re.compile(r"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", re.DOTALL)
CELL_STYLE = re.compile(r"<(?:\w+:)?xf\b[^>]*>")
PERCENT = re.compile(r"[#,]*0(?:\.0+)?%")
PERCENT_OF_EXCEL = {"9": "0%", "10": "0.00%"}
DIGITS_AND_SIGNS = re.compile(r"\"[^\"]*\"|\\.|[-/ 0]")
DIGITS_OF_EXCEL = Context(prec=15)
PLACE_OF_CELL = re.compile(rb'\br=["\']([A-Z]{1,3})(\d{1,7})["\']')
FROM_1904 = re.compile(r"<(?:\w+:)?workbookPr\s[^>]*\bdate1904=[\"'](?:1|true|on)[\"']")
SHEET = re.compile(r"<(?:\w+:)?sheet\s[^>]*\b\w+:id=[\"']([^\"']+)[\"']")
RELATION = re.compile(r"<(?:\w+:)?Relationship\s[^>]*>")
ID, TARGET = re.compile(r"\bId=[\"']([^\"']+)[\"']"), re.compile(r"\bTarget=[\"']([^\"']+)[\"']")


class XlsxMarkup:
    """The markup of one sheet; its `facts` are whole once it is closed."""

    def __init__(self, formats):
        """`formats` as `formats_of` finds them."""
        self.facts, self._last, self._rest = SheetFacts(), 0, b""
        self._formats = formats
        styles = b"|".join(formats)
        self._formatted = styles and re.compile(
            rb"<(?:\w+:)?c\s([^<>]{0,200}?\bs=[\"'](" + styles + rb")[\"'][^<>]{0,200})>"
            rb"(?:<(?:\w+:)?f\b[^<>]*>(?:[^<]*</(?:\w+:)?f>)?)?<(?:\w+:)?v>([^<]+)<"
        )

    def feed(self, piece):
        """Look at the next piece of the markup."""
        self.facts.add_merged(piece.count(b"mergeCell "))
        seen = self._rest + piece
        cut = max(seen.rfind(b"<row "), seen.rfind(b"<", 0, max(seen.rfind(b":row "), 0)), 0)
        whole, self._rest = seen[:cut], seen[cut:][-LONGEST_ROW:]
        self._look(whole)

    def close(self):
        """Look at what is left."""
        self._look(self._rest)
        self._rest = b""

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
        if self._formatted:
            for about, style, value in self._formatted.findall(markup):
                self._note_format(about, self._formats[style], value)
        if not (b"hidden=" in markup or _may_be_broken(markup)):
            return
        for row in _starting(markup, b"<row ", ROW):
            about, _end, cells = row.partition(b">")
            if number := NUMBER.search(about):
                self._look_at_row(int(number[1]), about, cells)

    def _note_format(self, about, code, value):
        """A number is its digits for us; where a format shows more of them, or a rate, that is what the cell says."""
        place = PLACE_OF_CELL.search(about)
        is_number = b"t=" not in about or b't="n"' in about
        if place and is_number and (text := _as_formatted(value, code)):
            self.facts.add_shown(int(place[2]), _column(place[1]), text)

    def _look_at_row(self, number, about, cells):
        if IS_HIDDEN.search(about) and HOLDS.search(cells):
            self.facts.hidden.append(number)
        if not _may_be_broken(cells):
            return
        for cell in _starting(cells, b"<c ", CELL):
            if not _may_be_broken(cell):
                continue
            about_cell, _end, content = cell.partition(b">")
            if (text := _broken(about_cell, content)) and (place := PLACE.search(about_cell)):
                self.facts.add_broken(number, _column(place[1]), text)


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
        return text if ERROR_TEXT.fullmatch(text) else "#N/A"
    if value is None and FORMULA.search(content) and not TEXT_RESULT.search(about):
        return WITHOUT_VALUE
    return ""


def formats_of(styles):
    """Style of a cell as its markup names it -> format that shows zeros before a number or a rate; of xl/styles.xml."""
    codes = dict(PERCENT_OF_EXCEL)
    for made in NUMBER_FORMAT.findall(styles):
        number, code = FORMAT_ID.search(made), FORMAT_CODE.search(made)
        if number and code:
            codes[number[1]] = unescape(code[1][1:-1]).partition(";")[0]
    telling = {number: code for number, code in codes.items() if PERCENT.fullmatch(code) or _is_of_digits(code)}
    listed = CELL_STYLES.search(styles)
    numbers = [FORMAT_ID.search(style) for style in CELL_STYLE.findall(listed[0])] if listed else []
    return {
        str(place).encode(): telling[number[1]]
        for place, number in enumerate(numbers)
        if number and number[1] in telling
    }


def _is_of_digits(code):
    """Whether a format is of digits that are always shown, and of signs between them: 0000, "PT-"0000, 00/00."""
    return code.count("0") > 1 and not DIGITS_AND_SIGNS.sub("", code)


def _as_formatted(value, code):
    """The text that a format shows; "" where it is not for us to say."""
    try:
        number = DIGITS_OF_EXCEL.create_decimal(value.decode("ascii", "replace")).normalize()
    except InvalidOperation:
        return ""
    if not number.is_finite() or abs(number.adjusted()) >= DIGITS_OF_EXCEL.prec:
        return ""  # written out it could be longer than any memory
    if PERCENT.fullmatch(code):
        return f"{(number * 100).normalize():f}%".replace(".", ",")
    if number < 0 or number != number.to_integral_value():
        return ""
    parts = DIGITS_AND_SIGNS.findall(code)
    digits = list(str(int(number)).zfill(parts.count("0")))
    first = "".join(digits[: len(digits) - parts.count("0") + 1])
    left = iter([first, *digits[len(digits) - parts.count("0") + 1 :]])
    return "".join(next(left) if part == "0" else part.strip('"').removeprefix("\\") for part in parts)


def _column(letters):
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number - 1


def sheet_files(book, relations):
    """The files of the sheets in the order of the workbook: from xl/workbook.xml and its relations."""
    targets = {}
    for relation in RELATION.findall(relations):
        name, target = ID.search(relation), TARGET.search(relation)
        if name and target:
            path = unescape(target[1])
            targets[name[1]] = path.removeprefix("/") if path.startswith("/") else f"xl/{path}"
    return [targets.get(name, "") for name in SHEET.findall(book)]
