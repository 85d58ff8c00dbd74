"""A column of a layout: its heading, how its text is read and written; and the fast reading of a whole column."""

import re
from collections import Counter
from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from programmes.exchange.columns.donors import Unnamed, without_wish
from programmes.exchange.columns.repairs import letters_repair, shown_number
from programmes.exchange.error_texts import ERROR_TEXT, NOBODY_ABOVE, NOTHING_ABOVE, OTHER_ABOVE, SHARED, WITHOUT_VALUE
from programmes.exchange.hidden import ends_of
from programmes.exchange.options import COMPLETED
from programmes.exchange.reading.old_alphabets import ALPHABET_NAMES, convert, old_alphabets
from programmes.exchange.reading.readers import DayCell
from programmes.models.gifts import shown_need
from programmes.standards.accounts import mask_account
from programmes.standards.dates import parse_day
from programmes.standards.names import (
    as_names_are_written,
    capitals_of_name,
    fold,
    foreign_letter,
    letter_of_other_alphabet,
    tidy,
    turns_letters,
)
from programmes.standards.phones import check_phone

MEMO_LIMIT = 50_000
FAULTS_LIMIT = 1_000  # a sentence takes more room than a value
UNKNOWN = {"choice_unknown", "not_found", "ambiguous"}  # codes of a text that the officer may tell the meaning of
UNKNOWN_LIMIT, LONGEST_WORD = 5_000, 200  # a longer text is no word for a choice, and no name
YEAR_OF_YEARS = "/1905"  # the days of which Excel counts 1828 to 2191
EXCEL_BEGINS = date(1899, 12, 30)
AS_ABOVE = re.compile(r"[-–\"'”“]*\s*(?:n\.?t\.?|như trên|nhu tren)[-–\"'”“.\s]*|[\"”“〃]|'{1,2}", re.IGNORECASE)
TOTAL = re.compile(
    r"(?:tổng(?! ?(?:công ty|cục|hội|liên đoàn|lãnh sự|giám đốc))|cộng|lũy kế|luỹ kế|toàn tỉnh|toàn ngành"
    r"|tiểu cộng|số dư (?:đầu|cuối))(?!\w)"
    r"|(?:t ?[./] ?(?:cộng|cong|c)|tc)\W*(?:\d.*)?$"
    r"|(?:sub|grand)?[ -]?total(?:s|(?= (?:amount|credits?|debits?)))?(?![\w ])"
    r"|(?:tong|cong|tong cong|tong so|cong trang|luy ke|cong luy ke)\W*$",
    re.IGNORECASE,
)
NO_VALUE = re.compile(rf"(?:{AS_ABOVE.pattern})$|{TOTAL.pattern}", re.IGNORECASE)
NO_VALUE_STARTS = frozenset("nN-–\"'”“〃tTcClLsSgG")


class Column(NamedTuple):
    """Everything about one column of a file, said once.

    `name` is the key of the value; `cells` (writing/cells.py) say where an export takes it from; `parse` turns tidy
    text into it, or `look_up` names a method of Lookups that does. `content` tells what its texts are, where those are
    often mistyped in a way of their own (columns/repairs.py). `width` is that of the workbook column. `is_common` is
    whether all rows may say the same, so that the officer may tell it once; it then stands in `default`, also for an
    empty cell; but what depends on the kind of the gift (`is_of_kinds`) is filled in by the judge, who knows the kind
    of each line. `tells_of_need` is whether its cells tell why somebody receives. `english` are its English names,
    where files write headings in both languages.

    In a gift file `detail_of` is the model of the record that keeps the value: in its field of the name of the column,
    or in `fields`, which then hold one item each of a value that is a tuple (gifts/details.py).
    """

    name: str
    heading: str
    cells: Any
    parse: Callable[[str], Any] | None = None
    look_up: str = ""
    content: str = ""
    detail_of: type | None = None
    fields: tuple = ()
    required: bool = False
    example: str = ""
    width: int = 14
    synonyms: tuple = ()
    english: tuple = ()
    is_common: bool = False
    is_of_kinds: bool = False
    tells_of_need: bool = False
    default: Any = None

    @property
    def is_needed(self):
        """Whether each line must say it: it is required, and nothing stands for all lines."""
        return self.required and self.default is None

    def key(self, text):
        """What a text of it is known again by; signs tell the names of donors apart, not the words for a choice."""
        return without_wish(tidy(text)).casefold() if self.content == "donor" else fold(text)

    def shown(self, text):
        """What a report shows of a cell: of a note on a person that it stands there, of numbers the ends.

        A category is shown: without its words nobody can judge how it was read, and its row names nobody.
        """
        if self.tells_of_need and not hasattr(self.parse, "choices"):
            return shown_need(text)
        if self.content in {"citizen", "insured"}:
            return shown_number(text)
        if self.content == "account":  # its letters tell of the holder, too
            return mask_account(text)
        return ends_of(text) if self.content in {"si_number", "phone"} else text

    def understands(self, text):
        """Whether a text of a column of choices means one of them without a word of the officer."""
        if not hasattr(self.parse, "choices"):
            return False
        try:
            self.parse(text)
        except ValidationError:
            return False
        return True


class CellError(NamedTuple):
    """A text that could not be read."""

    code: str
    message: str


class Memo(dict):
    """Text -> value, each distinct text parsed once.

    `faults` holds the texts that could not be read, `blanks` the empty ones, `no_values` those that say "as above" or
    "total", `mended` those that were read otherwise than they are written, with (code, before, after) of each repair,
    as Column.shown; `used` those of lines of the list, kept of money alone; `lost_zeros` is whether a number
    lacked its zero. `text` is the old alphabet that the file is read in, "none" for Unicode. Where it is "" a text of
    an old alphabet is converted for trial, and `old` counts such texts by their alphabet, to ask the officer;
    otherwise one of another alphabet is a fault. `days` are the texts of true days. `meanings` are what the officer has
    told of texts, Column.key -> (what to read instead, or before the text; as shown), and `told` counts the lines that
    were read so; `unknown` those of each text that can be asked about, `understood` those of each text of a choice that
    was understood without a word of the officer. `empty` counts the lines without a text, of a
    column that may be told once for all and of the numbers of persons.
    """

    def __init__(self, column, parse, mend=None, text="", meanings=None):
        super().__init__()
        self.column, self.parse, self.mend, self.meanings = column, parse, mend, meanings or {}
        self.told, self.unknown, self.understood, self.empty = Counter(), Counter(), Counter(), 0
        self.faults, self.blanks, self.no_values, self.mended = set(), set(), set(), {}
        self.lost_zeros, self.text, self.old = False, text, Counter()
        self.used, self.days = set(), set()

    def __missing__(self, text):
        clean = tidy(text)
        if clean is not text and not turns_letters(text) and (code := letters_repair(text)):
            self._note(text, (code, text, clean))
        if clean[:1] in NO_VALUE_STARTS and NO_VALUE.match(clean):
            self.no_values.add(text)
        try:
            value = self._value(text, clean)
        except ValidationError as error:
            value = CellError(error.code, self._told(error, clean))
            error.error_list.clear()  # it names itself: a cycle, which holds the rows of the functions that called
            self.faults.add(text)
            self.lost_zeros = self.lost_zeros or error.code in {"citizen_lost_zero", "si_lost_zero"}
        if len(self) < MEMO_LIMIT:
            self[text] = value
        return value

    def _told(self, error, clean):
        """What is wrong with a cell; where its text is quoted, as it is shown."""
        return str(error.messages[0]).replace(f"“{clean}”", f"“{self.column.shown(clean)}”")

    def _note(self, text, repair):
        if repair[1] == repair[2]:
            return
        code, before, after = repair
        repair = code, self.column.shown(before), self.column.shown(after)
        notes = self.mended.get(text, ())
        if repair not in notes:
            self.mended[text] = (*notes, repair)

    def _value(self, text, clean):
        if clean:
            if clean[0] in "#E" and ERROR_TEXT.fullmatch(clean):
                raise _broken(clean)
            if self.text != "none" and (alphabets := old_alphabets(text)):
                clean = self._in_unicode(text, alphabets)
            if not text.isascii():
                _insist_shown_as_stored(text, clean)
            if self.column.content == "donor" and (name := without_wish(clean)) != clean:
                self._note(text, ("donor_unnamed", clean, name))
                return Unnamed(self._value(text, name))
            clean = self._as_told(text, clean)
            if self.mend and (mended := self.mend(clean)):
                code, before, clean, after = mended
                self._note(text, (code, before, after))
            if self.column.content == "name" and (plain := as_names_are_written(clean)) != clean:
                self._note(text, (capitals_of_name(clean), clean, plain))
                clean = plain
            if clean:
                return self.parse(clean) if self.parse else clean
        self.blanks.add(text)
        if not self.column.is_needed:
            return self.column.default
        raise ValidationError(
            _("Thiếu “%(heading)s”; hãy điền vào cột này.") % {"heading": self.column.heading}, code="cell_missing"
        )

    def _as_told(self, text, clean):
        """What the officer has told that a text means; any other as it is."""
        if not (self.meanings and (meaning := self.meanings.get(self.column.key(clean)))):
            return clean
        told, shown = meaning
        self._note(text, ("value_told", tidy(text), shown))
        return f"{told}\n{clean}" if told.endswith(COMPLETED) else told  # no cell says so by itself

    def _in_unicode(self, text, alphabets):
        """A text of an old alphabet as it may be meant; refused where the file is read in another."""
        if self.text:
            raise ValidationError(
                _("Có vẻ gõ bằng phông chữ cũ %s, khác phông đã chọn cho tệp; hãy gõ lại ô này bằng Unicode.")
                % _(" hoặc ").join(ALPHABET_NAMES[name] for name in alphabets),
                code="old_alphabet",
            )
        alphabet = max(alphabets, key=self.old.__getitem__)
        self.old[alphabet] += 1
        converted = tidy(convert(text, alphabet))
        self._note(text, ("old_alphabet", text, converted))
        return converted

    def begin(self, column):
        """Read another table, in which something else may stand for an empty cell."""
        if column.default != self.column.default:
            self.column = column
            for text in self.blanks:
                self.pop(text, None)
                self.faults.discard(text)

    def parsed(self, text):
        """The value of one text, None where it has none."""
        value = self[text]
        return None if type(value) is CellError else value

    def texts_understood(self):
        """Each tidy text of a choice that the portal itself understood -> its lines."""
        found = Counter()
        for text, rows in self.understood.items():
            if text not in self.blanks and self.parsed(text) is not None and (clean := tidy(text)) not in self.told:
                found[clean] += rows
        return found

    def forget(self):
        """After a block, let go of many faults, and of the repairs of texts that are not remembered themselves."""
        if len(self) >= MEMO_LIMIT:
            self.mended = {text: repairs for text, repairs in self.mended.items() if text in self}
        if len(self.faults) > FAULTS_LIMIT:
            for text in self.faults:
                self.pop(text, None)
            self.faults.clear()

    def use(self, texts):
        """Note which texts of money the lines hold; what stands in totals and under the list is not asked about."""
        if self.column.content == "money" and len(self.used) < MEMO_LIMIT:
            self.used.update(texts)

    def count(self, texts, values):
        """Count the lines of a block whose text says nothing, nothing known, or what the officer has told."""
        is_counted = self.column.is_common or self.column.content == "citizen"
        if is_counted and not self.blanks.isdisjoint(texts):
            self.empty += sum(text in self.blanks for text in texts)
        if self.meanings and not self.mended.keys().isdisjoint(texts):
            written = (tidy(text) for text in texts if text in self.mended)
            self.told.update(text for text in written if self.column.key(text) in self.meanings)
        if hasattr(self.column.parse, "choices") and len(self.understood) < UNKNOWN_LIMIT:
            self.understood.update(texts)
        if self.faults and len(self.unknown) < UNKNOWN_LIMIT:
            self.unknown.update(
                tidy(text)
                for text, value in zip(texts, values, strict=True)
                if type(value) is CellError and value.code in UNKNOWN and len(text) <= LONGEST_WORD
            )

    def read(self, texts):
        """Values of a block of cells, None for an empty one, CellError for a fault."""
        values = list(map(self.__getitem__, texts))
        if DayCell in set(map(type, texts)):
            if len(self.days) < MEMO_LIMIT:
                self.days.update(text for text in texts if type(text) is DayCell)
            return [
                self._of_day(text, value) if type(text) is DayCell else value
                for text, value in zip(texts, values, strict=True)
            ]
        return values

    def _of_day(self, text, value):
        """The value of a true day; a fault where the column would keep its letters, or where a year was typed."""
        is_kept_as_text = value == text
        if not is_kept_as_text and (type(value) is CellError or not text.endswith(YEAR_OF_YEARS)):
            return value
        self.faults.add(text)
        if is_kept_as_text:
            told = _(
                "Excel đã đổi nội dung ô này thành ngày %s; hãy đổi cột sang dạng Văn bản rồi gõ lại như trên giấy, "
                "ví dụ 5/12."
            )
            return CellError("day_in_text", str(told % text))
        told = _(
            "Ô này là ngày %(day)s, có lẽ do ghi năm %(year)d vào cột dạng ngày; hãy đổi cột sang dạng Văn bản rồi ghi "
            "lại năm hoặc đủ ngày, tháng, năm."
        )
        return CellError("year_as_day", str(told % {"day": text, "year": (parse_day(text) - EXCEL_BEGINS).days}))


def _insist_shown_as_stored(text, clean):
    """What nobody sees on the screen is not stored: letters that others look like, and those that hidden signs turn."""
    if turns_letters(text):
        raise ValidationError(
            _("Ô có ký tự ẩn đảo chiều chữ nên chữ trên màn hình khác chữ trong tệp; hãy xóa ô này rồi gõ lại."),
            code="letters_turned",
        )
    if letter := letter_of_other_alphabet(clean):
        raise foreign_letter(letter, "letters_foreign")


def _broken(text):
    if text == SHARED:
        return ValidationError(
            _("Ô số tiền gộp cho nhiều dòng, không rõ là của mỗi người hay của cả nhóm; ghi riêng cho từng dòng."),
            code="money_shared",
        )
    if text == NOTHING_ABOVE:
        return ValidationError(_("Ghi “như trên” nhưng dòng trên không có; hãy điền vào ô này."), code="nothing_above")
    if text == NOBODY_ABOVE:
        return ValidationError(
            _("Ghi “như trên” nhưng dòng trên là người khác (cả khi gộp ô); hãy ghi họ tên, số của người này."),
            code="person_as_above",
        )
    if text == OTHER_ABOVE:
        return ValidationError(
            _("Ghi “như trên” nhưng mỗi dòng sao kê là một khoản; hãy ghi số tham chiếu của dòng này."),
            code="reference_as_above",
        )
    told = (
        _("Ô là công thức chưa có kết quả; mở bằng Excel rồi lưu lại, hoặc ghi giá trị vào ô này.")
        if text == WITHOUT_VALUE
        else _("Ô là công thức lỗi %s; ghi lại giá trị vào ô này, hoặc xóa nếu không cần.") % text
    )
    return ValidationError(told, code="cell_broken")


def as_text(limit):
    """Parser of free text that must fit its field."""

    def parse(text):
        if len(text) > limit:
            raise ValidationError(_("Dài quá %(limit)d ký tự; hãy rút ngắn.") % {"limit": limit}, code="text_too_long")
        return text

    return parse


def phone(text):
    """Parser of the telephone number of a person or an office."""
    return as_text(20)(check_phone(text))
