"""What the words of a published figure say: "hơn 52,5 tỷ đồng" is a number, how far it goes, a qualifier and a unit.

Numbers are written the Vietnamese way: a dot between thousands, a comma before decimals. What stands in the words as a
date, a year, a duration or the number of a document is no quantity.
"""

import re
from collections.abc import Mapping
from fractions import Fraction
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .names import tidy

DENIED, CHANGE, AIM = "denied", "change", "aim"
VND, OVER, NEARLY, ABOUT, AT_LEAST, AT_MOST, UNDER = "VND", "over", "nearly", "about", "at_least", "at_most", "under"

# ISO 4217 codes, and what reports call such money.
CURRENCIES = {
    "USD": ("usd", "đô la mỹ", "đô-la mỹ", "đô la", "đô-la", "đôla"),
    "EUR": ("eur", "euro", "ơ-rô"),
    "JPY": ("jpy", "yên nhật", "yên"),
    "KRW": ("krw", "won"),
    "CNY": ("cny", "nhân dân tệ"),
    "GBP": ("gbp", "bảng anh"),
    "AUD": ("aud", "đô la úc", "đô-la úc"),
    "SGD": ("sgd", "đô la singapore"),
    "CHF": ("chf", "franc thụy sĩ"),
    "LAK": ("lak", "kíp"),
    "KHR": ("khr", "riel"),
    "THB": ("thb", "baht"),
}

QUALIFIERS = {  # the longer words first: "không dưới" is no "dưới"
    "không ít hơn": AT_LEAST,
    "không dưới": AT_LEAST,
    "không quá": AT_MOST,
    "không vượt quá": AT_MOST,
    "không hơn": AT_MOST,
    "ít nhất": AT_LEAST,
    "tối thiểu": AT_LEAST,
    "nhiều nhất": AT_MOST,
    "tối đa": AT_MOST,
    "cao nhất": AT_MOST,
    "chưa đến": UNDER,
    "chưa tới": UNDER,
    "chưa đầy": UNDER,
    "ít hơn": UNDER,
    "dưới": UNDER,
    "hơn": OVER,
    "trên": OVER,
    "vượt": OVER,
    "gần": NEARLY,
    "ngót": NEARLY,
    "suýt soát": NEARLY,
    "khoảng": ABOUT,
    "xấp xỉ": ABOUT,
    "ước tính": ABOUT,
    "ước": ABOUT,
    "chừng": ABOUT,
}
_AFTER = {"trở lên": AT_LEAST, "trở xuống": AT_MOST}

_SCALES = {
    "nghìn tỷ": 10**12,
    "ngàn tỷ": 10**12,
    "nghìn tỉ": 10**12,
    "ngàn tỉ": 10**12,
    "tỷ": 10**9,
    "tỉ": 10**9,
    "triệu": 10**6,
    "vạn": 10**4,
    "nghìn": 10**3,
    "ngàn": 10**3,
}
MONEY = {VND, *CURRENCIES}
_DONG = ("đồng", "vnđ", "vnd", "đ")
_CLASSIFIERS = ("tấm", "chiếc", "cuốn", "quyển", "cái", "lượt trao")

_ANY = re.compile(r"\d[\d.,]*\d|\d")
_GROUPED = re.compile(r"(\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d+))?")
_SPACED = re.compile(r"(?<=\d)[ \u00a0](?=\d{3}(?!\d))")
_SCALE = re.compile(rf"\s*({'|'.join(_SCALES)})(?!\w)")
_TO = re.compile(r"\s*(?:-|–|—|đến|tới)\s*(?=\d)")
_MORE = re.compile(r"\s*(\d+)(?![.,]?\d)")
_BEFORE = re.compile(rf"(?<!\w)({'|'.join(QUALIFIERS)})\s*(?:là\s*|từ\s*|đạt\s*)?$")
_TURNS = {  # what makes of a number that follows another than the one told
    DENIED: re.compile(r"(?<!\w)(?:không phải|chẳng phải|chưa phải)(?!\w)"),
    CHANGE: re.compile(rf"(?<!\w)(?:tăng|giảm)(?:\s+(?:thêm|bớt|được|đi))?(?:\s+(?:{'|'.join(QUALIFIERS)}))?\s*$"),
    AIM: re.compile(r"(?<!\w)(?:mục tiêu|kế hoạch|chỉ tiêu|dự kiến|phấn đấu)(?!\w)"),
}
_CLAUSE = re.compile(r"[^;:,()]*$")
_FROM = re.compile(r"(?<!\w)từ\s*$")
_YEAR = re.compile(r"(?:19|20)\d\d")
_BEFORE_A_YEAR = re.compile(r"(?<!\w)(?:năm|giai đoạn|nhiệm kỳ|từ|đến|tết(?:\s+[^\W\d]+){0,3})\s*$")
_BEFORE_AN_ORDINAL = re.compile(r"(?<!\w)(?:tháng|ngày|quý|đợt|thứ|khóa|điều|(?<!tổng )số)\s*$")
_WITHIN_A_SIGN = re.compile(r"(?:/|[^\W\d_]-?)$")
_NO_QUANTITY_AFTER = re.compile(r"\s*(?:tháng|năm|ngày|giờ|tuổi|quý)(?!\w)|/|-[^\W\d]")
_PART_ENDS = re.compile(r"[;:().]|\d")
_JOINS = re.compile(r"(?<!\w)và(?!\w)|,|/")
_DIGIT = re.compile(r"\d")


class Vocabulary(NamedTuple):
    """`words` are units as reports write them, in lower case, each with its key; `joined` gives the key of the units
    that are told together: {frozenset({"book", "card"}): "book_and_card"}.
    """

    words: Mapping[str, str]
    joined: Mapping[frozenset, str]


class Quantity(NamedTuple):
    """`low` to `high`, the same where the words give one number; `step` is the place of the last digit written.

    `qualifier` is "" without one, `unit` "" where the words name none; money has the ISO code of its currency.
    `start` to `end` is where its number stands in the tidied wording, with its qualifier; with its unit as well where
    that is money or the qualifier stands behind it (`has_unit`).
    `turn` is DENIED, CHANGE or AIM where the clause before it says "không phải", "tăng thêm" or "mục tiêu", else "".
    """

    text: str
    low: Fraction
    high: Fraction
    step: Fraction
    qualifier: str
    unit: str
    start: int
    end: int
    has_unit: bool
    turn: str

    @property
    def is_range(self):
        return self.low != self.high

    def is_worded(self, number: Fraction, *, written: Fraction) -> bool:
        """Whether these words fit `number`, as the end `written` of them: rounded no further than their own digits."""
        if self.qualifier in (OVER, AT_LEAST):
            return written <= number < written + self.step
        if self.qualifier in (NEARLY, UNDER, AT_MOST):
            return written - self.step < number <= written
        return abs(number - written) * 2 <= self.step


def has_digits(wording: str) -> bool:
    return bool(_DIGIT.search(wording))


def read_quantities(wording: str, vocabulary: Vocabulary) -> list[Quantity]:
    """The quantities of a wording in their order. Raises `wording_number` for a number that can be read two ways."""
    written = _SPACED.sub(".", tidy(wording))
    text, found, place = written.lower(), [], 0
    while match := _ANY.search(text, place):
        quantity, place = _read_one(text, match, vocabulary)
        if quantity:
            found.append(quantity._replace(text=written[match.start() : place].strip()))
    return found


def _read_one(text, match, vocabulary):
    """(quantity or None, where to read on)."""
    before, end = text[: match.start()], match.end()
    after = text[end:]
    if _is_year(match, before):
        to = _TO.match(text, end)
        last = to and _ANY.match(text, to.end())
        return None, last.end() if last and _YEAR.fullmatch(last.group()) else end
    if _is_sign(match, before, after):
        return None, end
    low, step = _number(match.group())
    scale, end = _scale(text, end)
    low, step = low * scale, step * scale
    high = low
    if to := _TO.match(text, end):
        high_match = _ANY.match(text, to.end())
        high, high_step = _number(high_match.group())
        high_scale, end = _scale(text, high_match.end())
        if scale == 1 and high_scale > 1:
            low, step = low * high_scale, step * high_scale
        high, step = high * high_scale, min(step, high_step * high_scale)
    else:
        low, step, end = _added(text, end, low, step, scale)
        high = low
    unit, unit_end = _unit(text, end, vocabulary)
    qualifier, start, behind = _qualifier(text, match.start(), unit_end, is_range=to is not None)
    has_unit = behind > unit_end or unit in MONEY
    place = start, behind if has_unit else end
    return Quantity(
        match.group(), low, high, step, qualifier, unit, *place, has_unit, _turn(text[: match.start()])
    ), unit_end


def _turn(before):
    clause = _CLAUSE.search(before)[0]
    return next((turn for turn, words in _TURNS.items() if words.search(clause)), "")


def _is_year(match, before):
    return bool(_YEAR.fullmatch(match.group()) and _BEFORE_A_YEAR.search(before))


def _is_sign(match, before, after):
    """Whether it is part of a date, an ordinal, a duration or the number of a document."""
    is_ordinal = len(match.group()) <= 2 and _BEFORE_AN_ORDINAL.search(before)
    return bool(is_ordinal or _WITHIN_A_SIGN.search(before) or _NO_QUANTITY_AFTER.match(after))


def _number(text):
    """(number, place of its last digit); 2.000 has all its digits written."""
    found = _GROUPED.fullmatch(text)
    if not found:
        raise ValidationError(
            _(
                "Không đọc chắc chắn được số “%(number)s” trong cách nêu; hãy viết dấu chấm ngăn từng ba chữ số và dấu "
                "phẩy trước phần thập phân, ví dụ 185.055 hoặc 54,38."
            ),
            code="wording_number",
            params={"number": text},
        )
    whole, decimals = found[1].replace(".", ""), found[2] or ""
    step = Fraction(1, 10 ** len(decimals))
    return int(whole + decimals) * step, step


def _scale(text, end):
    found = _SCALE.match(text, end)
    return (_SCALES[found[1]], found.end()) if found else (1, end)


def _added(text, end, number, step, scale):
    """ "1 tỷ 263 triệu" is one number."""
    while scale > 1 and (more := _MORE.match(text, end)):
        smaller, after = _scale(text, more.end())
        if not 1 < smaller < scale:
            break
        number, step, scale, end = number + int(more[1]) * smaller, Fraction(smaller), smaller, after
    return number, step, end


def _unit(text, end, vocabulary):
    """(key of the unit that follows, where its words end)."""
    start = end + len(text[end:]) - len(text[end:].lstrip())
    for classifier in _CLASSIFIERS:
        if text.startswith(f"{classifier} ", start):
            start += len(classifier) + 1
    words = vocabulary.words | dict.fromkeys(_DONG, VND)
    words |= {word: code for code, names in CURRENCIES.items() for word in names}
    if not (word := _longest(text, start, words)):
        return "", end
    end, unit = start + len(word), words[word]
    return _with_others(text, end, unit, vocabulary)


def _with_others(text, end, unit, vocabulary):
    """Units told together with the first one, by the same number."""
    stop = _PART_ENDS.search(text, end)
    part = text[end : stop.start() if stop else len(text)]
    for join in _JOINS.finditer(part):
        start = join.end() + len(part[join.end() :]) - len(part[join.end() :].lstrip())
        other = _longest(part, start, vocabulary.words)
        if other and (both := vocabulary.joined.get(frozenset({unit, vocabulary.words[other]}))):
            return both, end + start + len(other)
    return unit, end


def _longest(text, start, words):
    """The longest of the words that stands there whole; "" without one."""
    fitting = [word for word in words if text.startswith(word, start) and _ends(text, start + len(word), word)]
    return max(fitting, key=len, default="")


def _ends(text, end, word):
    return not word[-1].isalnum() or end == len(text) or not text[end].isalnum()


def _qualifier(text, start, end, *, is_range):
    """(qualifier, where the quantity begins with it, where it ends with it)."""
    before = text[:start]
    origin = _FROM.search(before)
    stop = _DIGIT.search(text, end)
    for words, qualifier in _AFTER.items():
        behind = text.find(words, end, stop.start() if stop else len(text))
        if behind >= 0:
            return qualifier, origin.start() if origin else start, behind + len(words)
    if found := _BEFORE.search(before) or (origin and _BEFORE.search(before[: origin.start()])):
        return QUALIFIERS[found[1]], found.start(), end
    return "", origin.start() if origin and is_range else start, end
