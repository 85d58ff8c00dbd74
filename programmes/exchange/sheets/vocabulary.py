"""The words that headings are written in: which column of a layout, or which piece of one, a heading names."""

import json
import re
from functools import cache
from pathlib import Path

from django.core.exceptions import ValidationError

from programmes.exchange.sheets.wordings import A_RATE, OF_SOMETHING_ELSE, TWO_WORDS, Wordings, machine_key
from programmes.standards.names import fold, tidy

IN_BRACKETS = re.compile(r"\([^()]*(?:\)|$)|\[[^\]]*\]")
SIGNS = re.compile(r"[\W_]+")
VOCABULARY = json.loads(Path(__file__).with_name("headings.json").read_text(encoding="utf-8"))
IGNORED = "row_number"
SPANS = " – "  # between the title of an upper row and that of the lower one
NAMES = ("full_name", "group_name")
PAPERS = ("citizen_number", "birth")  # whoever writes them writes of people, who have names
PIECES = {  # field of the vocabulary -> column that it is a piece of
    "family_name": "full_name",
    "given_name": "full_name",
    "birth_year_male": "birth",
    "birth_year_female": "birth",
    "birth_day": "birth",
    "birth_month": "birth",
    "female_tick": "sex",
    "male_tick": "sex",
    "street": "address",
    "hamlet": "address",
    "unit_value": "donor_cost_vnd",
    "old_citizen_id": "citizen_number",
    "old_book_number": "si_number",
    "payment_method": "months",
    "household_head": "full_name",
    "province_code": "province",
    "category_code": "category",
    "short_birth": "birth",
    "short_sex": "sex",
    "short_citizen_number": "citizen_number",
    "short_kind": "kind",
    "end_month": "months",
    "valid_to": "months",
    "birth_parts_known": "birth",
}
SECOND_CHOICES = (
    "old_citizen_id",
    "old_book_number",
    "payment_method",
)  # the column where no other is; else where its cell is empty
# The column where no other heading, and no other pieces, make it; else not read: a short word, a code, the head of a
# household where the list names nobody else.
LAST_CHOICES = (
    "household_head",
    "province_code",
    "category_code",
    "short_birth",
    "short_sex",
    "short_citizen_number",
    "short_kind",
)
ENDS = ("end_month", "valid_to")
BIRTHS_BY_SEX = {"birth_year_male": "Nam", "birth_year_female": "Nữ"}
# The other pieces are short words that mean something else without their accents.
WITHOUT_ACCENTS = {
    *("street", "hamlet", "unit_value", "birth_parts_known"),
    *(*ENDS, *SECOND_CHOICES, *LAST_CHOICES),
} - {"short_kind"}
TICKED = {"category_tick": "category", "kind_tick": "kind"}  # headings that are values of a column, ticked below
TICKED_UNDER = {"category": "category_tick", "kind": "kind_tick", "quantity": "kind_tick"}  # by the heading above them
WHOLES = PIECES | TICKED
DAY_AND_NUMBER = "day_and_number"  # one cell of a bank statement: the day, and the number of the document
TOGETHER = {DAY_AND_NUMBER: ("booked_on", "reference")}
SUM_OF_MONEY = re.compile(r"\b(?:tien|kinh phi|muc dong)\b")
NO_MONEY = {"full_name", "group_name", "province", "commune", "round", *LAST_CHOICES}
WITHIN_BRACKETS = re.compile(r"\(([^()]*)\)")
HOW_TO_FILL_IN = re.compile(
    r"(?<=\S) (?:nhập|điền|viết|chọn|định dạng|ví dụ|vd|bắt buộc|lưu ý|đánh dấu"
    r"|ghi (?:rõ|theo|đúng|đầy đủ|đủ|số|mã|ngày|cả|bằng))\b.*"
)
FOOTNOTE = re.compile(r"(?<=[^\W\d_])\d\b")


def heading_key(text, *, accents=True):
    """A heading without line breaks, brackets, units and signs, for comparing."""
    plain, found = tidy(str(text).replace("\n", " ")), 1
    while found:  # a note in brackets may hold another
        plain, found = IN_BRACKETS.subn(" ", plain)
    plain = plain.casefold() if accents else fold(plain)
    return SIGNS.sub(" ", plain).strip()


@cache
def _own_key(word):
    """The key of a word of ours: the vocabulary is the same for every file, what files write is not kept."""
    return heading_key(word)


@cache
def _own_fold(key):
    """The key of a word of ours without its accents."""
    return fold(key)


TOTALS = {fold(heading_key(word)) for word in VOCABULARY["total_row_mark"]}
AMOUNTS = {"tien", *(fold(heading_key(word)) for word in VOCABULARY["amount"])}


def _spellings(piece):
    """Headings of a piece of a column; under a heading of births "Nam" and "Nữ" are births, not sexes."""
    if not (sex := BIRTHS_BY_SEX.get(piece)):
        return VOCABULARY[piece]
    births = (*VOCABULARY["birth_date"], *VOCABULARY["birth_year"])
    return [*VOCABULARY[piece], *(f"{birth} {sex}" for birth in births)]


def _spellings_of_column(column):
    """Its heading, its name, its synonyms, and what the vocabulary has for them."""
    own = (column.name, *column.synonyms, *column.english)
    return [column.heading, *own, *(word for field in own for word in VOCABULARY.get(field, ()))]


class Words:
    """What the headings of a layout are called: exact spellings, then those without accents.

    "Nam" is no careless "Năm": a word of the vocabulary for something else is never read without its accents. Then
    the names of programs, and last the wordings of many words.
    """

    def __init__(self, columns, mapping):
        self.mapping = {heading_key(title): name for title, name in mapping.items()}
        names = {column.name for column in columns}
        of_pieces = {
            piece: _spellings(piece) for piece, whole in PIECES.items() if whole in names and piece not in names
        }
        of_columns = {}
        for column in columns:
            for word in _spellings_of_column(column):
                of_columns.setdefault(_own_key(word), column.name)
        exact = {_own_key(word): piece for piece, words in of_pieces.items() for word in words}
        lasts = {key: piece for key, piece in exact.items() if piece in LAST_CHOICES}
        self.exact = {**exact, **of_columns, **{key: piece for key, piece in exact.items() if key not in lasts}}
        for word in VOCABULARY[IGNORED]:
            self.exact.setdefault(_own_key(word), IGNORED)
        self.all = {_own_key(word) for words in VOCABULARY.values() for word in words} | self.exact.keys()
        self.all_folded = set(map(_own_fold, self.all))
        self.folded = self._without_accents(of_columns, of_pieces)
        spelled = {column.name: _spellings_of_column(column) for column in columns} | of_pieces
        spelled[IGNORED] = VOCABULARY[IGNORED]
        self.machine = {key: name for name, words in spelled.items() for word in words if (key := machine_key(word))}
        self.wordings = Wordings({*names, *of_pieces})
        self.english = {
            column.name: {word for title in column.english for word in _own_key(title).split()}
            for column in columns
            if column.english
        }
        self.ranks = {
            _own_key(word): rank
            for column in columns
            if column.english and not column.name.endswith("_vnd")
            for rank, word in reversed([*enumerate(_spellings_of_column(column))])
        }
        self.in_english = {_own_key(title) for column in columns for title in column.english}
        parsers = {column.name: column.parse for column in columns}
        self.choices = {field: parsers.get(name) for field, name in TICKED.items()}

    def _without_accents(self, of_columns, of_pieces):
        """Spellings without accents; a word of the vocabulary for something else is none."""
        folded = {
            _own_fold(_own_key(word)): piece
            for piece in WITHOUT_ACCENTS & of_pieces.keys()
            for word in VOCABULARY[piece]
        }
        for key, name in of_columns.items():
            folded.setdefault(_own_fold(key), name)
        elsewhere = self.all - self.exact.keys()
        return {key: name for key, name in folded.items() if key not in elsewhere}

    def field(self, *titles):
        """The field that the first title known is a heading of: a column, a piece of one, IGNORED; "" for none.

        A title that is known for something else is none of the others.
        """
        keys = [(title, key) for title in titles if (key := heading_key(title))]
        for _title, key in keys:
            if key in self.mapping:
                return self.mapping[key]
        for title, key in keys:
            if name := self._named(title, key):
                return name
            if key in self.all and title != titles[-1]:
                return ""
        return self._in_two_languages(titles[-1]) if self.english and titles else ""

    def field_under(self, above, title):
        """The field of a title below others, which say more of it: a sum below "NSNN hỗ trợ" is what the state pays.

        What stands below the heading of another person, place or payer is not of the list, unless the officer says so.
        """
        whole = SPANS.join((*above, title))
        if any(map(self.is_of_something_else, above)):
            return self.mapping.get(heading_key(whole), "")
        upper, key = self.field(*above[-1:]), fold(heading_key(title))
        is_of_money = any(SUM_OF_MONEY.search(fold(one)) or self.field(one).endswith("_vnd") for one in above)
        if key in TOTALS and is_of_money:
            return self.mapping.get(heading_key(whole)) or self.field("Tổng mức đóng")
        pays = f"{title} hỗ trợ"  # "Nhà nước" below "Kinh phí"
        if is_of_money and AMOUNTS.isdisjoint({key, fold(heading_key(pays))}) and self.field(pays).endswith("_vnd"):
            return self.mapping.get(heading_key(whole)) or self.field(pays)
        more = [SPANS.join((*above[place:], title)) for place in range(len(above))]
        if upper.endswith("_vnd") and key in AMOUNTS:
            more.append(above[-1])
        found = self.field(*more, title)
        return (
            "" if is_of_money and found in NO_MONEY else found
        )  # "BHXH tỉnh" below "Số tiền" is no province, "NS" no birth

    def is_of_something_else(self, title):
        """Whether what stands below a title is of another person, place or payer, unless the list has such a column."""
        is_named = self.field(title) not in ("", "household_head")
        return bool(OF_SOMETHING_ELSE.search(SIGNS.sub(" ", fold(title)))) and not is_named

    def _named(self, title, key):
        """The field that a title names, without the note behind it how to fill it in; a rate is no sum."""
        of_machine = self.machine.get(machine_key(title), "")
        name = (of_machine if TWO_WORDS.search(title) else "") or self._known(key) or of_machine
        if not name and key not in self.all:
            plain = HOW_TO_FILL_IN.sub("", key)
            name = self._known(plain) or self._worded(fold(plain))
        if name.endswith("_vnd") and A_RATE.search(title):
            return ""
        return self._by_brackets(name, " ".join(WITHIN_BRACKETS.findall(title))) if name in ("address", "sex") else name

    def _by_brackets(self, name, within):
        """A field, or the one that the words in brackets make of it: "Nơi cư trú (xã)", "Giới tính (nữ đánh dấu x)"."""
        if name == "address":
            return "commune" if self._known(heading_key(within)) == "commune" else name
        return "female_tick" if fold(within).startswith("nu") and "nam" not in fold(within) else name

    def _worded(self, key):
        name = self.wordings.name(key)
        return "" if name and not name.endswith("_vnd") and OF_SOMETHING_ELSE.search(key) else name

    def _known(self, key):
        return self.exact.get(key) or self.folded.get(fold(key), "")

    def _in_two_languages(self, title):
        """What "Có/Credit" or "Phát sinh có⏎Credit" names; one that names two columns is neither, but for TOGETHER."""
        keys = [heading_key(FOOTNOTE.sub("", part)) for part in str(title).split("/")]
        named = {name for key in filter(None, keys) if (name := self._known(key) or self._before_english(key))}
        named = named & self.english.keys() or {self._before_english(heading_key(title))}
        if len(named) == 1:
            return named.pop()
        return next((both for both, names in TOGETHER.items() if set(names) == named), "")

    def _before_english(self, key):
        """The column that the first words of a key name, where English words for the same column follow; else ""."""
        words = key.split()
        for end in range(len(words) - 1, 0, -1):
            first, rest = " ".join(words[:end]), words[end:]
            name = "" if first in self.in_english else self._known(first)
            if name in self.english and all(map(str.isascii, rest)) and not self.english[name].isdisjoint(rest):
                return name
        return ""

    def rank(self, title):
        """How surely a title names its column, 0 most: a statement has a day of booking and a day of value.

        None where two columns of such names are not two of one thing, but a contradiction.
        """
        keys = [heading_key(FOOTNOTE.sub("", part)) for part in (title, *str(title).split("/"))]
        return min((self.ranks[key] for key in keys if key in self.ranks), default=None)

    def knows(self, title):
        """Whether a title is a word of the vocabulary, for whatever it is, with or without its accents."""
        key = fold(heading_key(title))
        return key in self.all_folded or machine_key(title) in self.machine or bool(self._worded(key))

    def ticked(self, span, titles):
        """Which of the titles under a heading are values of its column, as "Hộ nghèo" under "Đối tượng": to its field.

        One that cannot be read, beside others that can, is one too: a tick below it is refused, and not lost.
        """
        field = TICKED_UNDER.get(self.field(span))
        parse = self.choices.get(field)
        free = [title for title in titles if heading_key(f"{span}{SPANS}{title}") not in self.mapping]
        values = {title for title in free if parse and _can_parse(parse, title)}
        return {title: field for title in free if values and (title in values or not self.field(title))}


def _can_parse(parse, text):
    try:
        parse(text)
    except ValidationError:
        return False
    return True
