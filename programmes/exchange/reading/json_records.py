"""JSON to records: a list of objects, such as our own export writes. The file is never whole in memory.

Of a number the text is kept as it stands in the file, so that no đồng passes through a float.
"""

import json
import re

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from programmes.exchange.file_problem import FileProblem

PIECE = 1 << 18  # characters read at once
LONGEST = 1 << 20  # characters of one record; ours have some hundred
SHOWN_KEY = 60
SPACES = re.compile(r"[ \t\r\n]*")
NO_NUMBER = object()
PLAIN = {str, bool, type(None)}
CURE = _("Hãy xuất lại bằng export_file, hoặc gửi tệp .xlsx, .csv.")


def keys_of(path):
    """The keys of all records in the order of their first use. The whole file is proven; raises FileProblem."""
    keys = {}
    for number, pairs in _records(path):
        _insist_plain(number, pairs)
        keys.update(dict.fromkeys(key for key, _value in pairs))
        if len(keys) > settings.IMPORT_MAX_COLUMNS:
            raise _problem("json_keys", _("các bản ghi có quá nhiều khóa khác nhau"), number)
        if number > settings.IMPORT_MAX_ROWS:
            return list(keys)  # refused where rows are counted, like any other file
    if not keys:
        raise FileProblem("json_empty", _("Tệp JSON không có bản ghi nào để nhập."))
    return list(keys)


def rows_of(path, keys):
    """(number of the record, its texts in the order of `keys`); a key that a record lacks is an empty text."""
    for number, pairs in _records(path):
        values = dict(pairs)
        yield number, [_text(values.get(key)) for key in keys]


def _text(value):
    if type(value) is str:
        return value
    return "x" if value is True else ""


def decimal_text(literal):
    """A number with a point as text: 12.00 is 12; never with three decimals, which would read as a grouped number."""
    whole, _point, rest = literal.partition(".")
    if not rest.isdigit():
        return literal  # with an exponent; the column says what it thinks of it
    rest = rest.rstrip("0")
    return f"{whole}.{rest}{'0' if len(rest) == 3 else ''}" if rest else whole


DECODER = json.JSONDecoder(
    object_pairs_hook=list, parse_int=str, parse_float=decimal_text, parse_constant=lambda word: NO_NUMBER
)


def _problem(code, what, number, line=None):
    place = _("bản ghi %d") % number
    place = _("%(place)s, dòng %(line)d của tệp") % {"place": place, "line": line} if line else place
    message = _("Tệp JSON (%(place)s): %(what)s. %(cure)s")
    return FileProblem(code, message % {"place": place, "what": what, "cure": CURE})


def _insist_plain(number, pairs):
    """Each key once, each value a text, a number, true, false or null. Raises FileProblem."""
    values = dict(pairs)
    if len(values) == len(pairs) and PLAIN.issuperset(map(type, values.values())) and _is_unicode(values):
        return
    said = set()
    for key, value in pairs:
        if key in said or not _is_plain(key, value):
            shown = key[:SHOWN_KEY].encode(errors="replace").decode()
            told = (
                _("“%s” chỉ được có một lần và phải là chữ, số, true, false hoặc null; không lồng nhau, không NaN")
                if _is_unicode({key: value})
                else _("“%s” có ký tự hỏng")
            )
            raise _problem("json_record", told % shown, number)
        said.add(key)


def _is_plain(key, value):
    return type(value) in PLAIN and _is_unicode({key: value})


def _is_unicode(values):
    """Whether no text holds half a letter, which no database takes."""
    try:
        "".join([*values, *filter(lambda value: type(value) is str, values.values())]).encode()
    except UnicodeEncodeError:
        return False
    return True


def _records(path):
    """(number from 1, pairs of key and value) of the objects of the list."""
    with open(path, encoding="utf-8-sig", newline="") as file:
        try:
            yield from _of_list(_Stream(file))
        except UnicodeDecodeError:
            message = _("Tệp JSON không phải mã UTF-8, hoặc hỏng giữa chừng. %s")
            raise FileProblem("json_not_utf8", message % CURE) from None


def _of_list(stream):
    if stream.next_sign() != "[":
        message = _("Tệp JSON phải là một danh sách bản ghi, dạng [{…}, {…}], như export_file ghi. %s")
        raise FileProblem("json_no_list", message % CURE)
    number, sign = 0, stream.after_sign()
    if sign != "]":
        sign = ","
    while sign == ",":
        number += 1
        if stream.next_sign() not in "{]":  # also "" at the end
            raise _problem("json_no_object", _("không phải đối tượng {…}"), number, stream.line)
        yield number, stream.record(number)
        sign = stream.next_sign()
        if sign == ",":
            stream.after_sign()
    if sign != "]" or stream.after_sign():
        raise stream.broken(number)


class _Stream:
    """A text that is read piece by piece; `place` is where in the piece the next sign stands."""

    def __init__(self, file):
        self.file, self.text, self.place, self.lines = file, "", 0, 1

    @property
    def line(self):
        """Line of the file on which the next sign stands."""
        return self.lines + self.text.count("\n", 0, self.place)

    def next_sign(self):
        """The next sign that is no space; "" at the end of the file."""
        self.place = SPACES.match(self.text, self.place).end()
        while self.place == len(self.text) and self._read_on():
            self.place = SPACES.match(self.text).end()
        return self.text[self.place : self.place + 1]

    def after_sign(self):
        """Step over the next sign; the one after it."""
        self.place += 1
        return self.next_sign()

    def _read_on(self):
        piece = self.file.read(PIECE)
        self.lines, self.text, self.place = self.line, self.text[self.place :] + piece, 0
        return bool(piece)

    def record(self, number):
        """The pairs of the object that begins here."""
        while True:
            try:
                pairs, self.place = DECODER.raw_decode(self.text, self.place)
            except ValueError:  # broken, or its end is not read yet
                if len(self.text) - self.place > LONGEST or not self._read_on():
                    raise self.broken(number) from None
            except RecursionError:
                raise self.broken(number) from None
            else:
                return pairs

    def broken(self, number):
        what = _("không đọc được: thiếu dấu phẩy, ngoặc hoặc nháy kép, hoặc tệp bị cắt ngang")
        return _problem("json_broken", what, max(number, 1), self.line)
