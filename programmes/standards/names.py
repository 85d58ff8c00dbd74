"""Vietnamese text: cleaning, search keys, alphabetical order, names of persons."""

import re
import unicodedata
from functools import lru_cache

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

_SPACES = (
    *range(0x09, 0x0E),
    *range(0x1C, 0x20),
    0x85,
    0xA0,
    0x1680,
    *range(0x2000, 0x200B),
    0x2028,
    0x2029,
    0x202F,
)
_PRINTABLE_AND_INVISIBLE = "\u034f\u180b-\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef"
_INVISIBLE = (
    0xAD,
    0x34F,
    0x61C,
    *range(0x180B, 0x1810),
    *range(0x200B, 0x2010),
    *range(0x202A, 0x202F),
    *range(0x2060, 0x2070),
    *range(0xFE00, 0xFE10),
    0xFEFF,
    *range(0xFFF9, 0xFFFC),
    *range(0xE0000, 0xE0080),
    *range(0xE0100, 0xE01F0),
)
_BLANK_LETTERS = (0x115F, 0x1160, 0x2800, 0x3164, 0xFFA0)
_CLEAN = (
    dict.fromkeys((*range(0x20), *range(0x7F, 0xA0), *_INVISIBLE))
    | dict.fromkeys((*_SPACES, *_BLANK_LETTERS, 0x205F, 0x3000), " ")
    | {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)}
    | {0xD0: "Đ", 0xF0: "đ"}
)
_PRINTABLE_BUT_WRONG = re.compile(f"[Ðð\uff01-\uff5e\u115f\u1160\u2800\u3164\uffa0{_PRINTABLE_AND_INVISIBLE}]")
_TURNING = re.compile("[\u061c\u200f\u202b\u202d\u202e\u2067]")
_OF_OTHER_ALPHABETS = re.compile(  # those of which letters look like Latin ones, or are Latin ones in another dress
    "[\u0131\u017f\u01c0-\u01c3\u0250-\u02af\u0370-\u058f\u13a0-\u13ff\u1c80-\u1c8f\u1d00-\u1dbf\u1f00-\u1fff"
    "\u2071-\u209f\u2100-\u218b\u2460-\u24ff\u2c60-\u2cff\u2de0-\u2dff\ua4d0-\ua4ff\ua640-\ua69f\ua720-\ua7ff"
    "\uab30-\uabbf\U00010280-\U0001057f\U0001d400-\U0001d7ff\U0001f100-\U0001f1ff]"
)
_NOT_VIETNAMESE = re.compile(
    "[^\x00-\u0130\u0132-\u017e\u0180-\u01bf\u01cd-\u024f\u0300-\u036f\u1e00-\u1eff\u2010-\u2027]"
)

_MARKS = re.compile("[\u0300-\u036f]+")
_NOT_SLUG = re.compile("[^a-z0-9]+")

# Letters with a sign sort after the plain letter and all that follows it: "az" < "ăn" because "z" < "{".
_LETTERS = dict.fromkeys(range(0x300, 0x370)) | {0x306: "{", 0x302: "|", 0x31B: "}", ord("đ"): "d{"}
_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
_TONE = re.compile(f"[{''.join(_TONES)}]")

# Ê Đê and Gia Rai names carry signs that have no composed letter (ê̆), and an apostrophe (H'Hen).
_NAME_SIGNS = re.compile("[\u0300-\u036f '.-]+")
_WORD = re.compile(r"[^\W\d_]+")
_NUMBER_OF_LINE = re.compile(r"(?:[-–+*•]\s*)?(?:\d{1,5}\s*[.)/:-]?\s*)?")
_TITLE = re.compile(
    r"(?:hộ\s+)?(?:ông\s*[/(]?\s*bà\)?|ông|bà|cụ|anh|chị|em|cháu|bé|cô|chú|bác|đồng chí|đ/c)(?!\w)\s*([.:]*)\s*",
    re.IGNORECASE,
)
_TITLES_LIKE_NAMES = {"ông", "anh", "em", "bé", "cô", "chú", "bác"}
_FAMILY_ONG = "ông"
_FAMILY_NAMES = (  # the usual ones, as `fold` writes them
    " nguyen tran le pham hoang huynh phan vu vo dang bui do ho ngo duong ly dinh dao doan mai trinh truong lam luong"
    " phung to luu cao ha thach tang quach thai tong la chu kieu nghiem diep chau vuong tu bach nong trieu be ma dam"
    " sam au chang tan lu lung deo lo vi quang vang giang sung thao hang cu mua hau khang tao moong kim danh son ta "
)
_NO_NAME = {
    "không",
    "không có",
    "không có tên",
    "không rõ",
    "không tên",
    "chưa có",
    "chưa rõ",
    "chưa có tên",
    "true",
    "false",
}


def tidy(text: str) -> str:
    """The same words in NFC with single spaces, without invisible characters.

    Eth (Ð) becomes Đ and full-width characters become ASCII; a line break is a space.
    Spelling, case and tone placement stay as written.
    """
    if not text.isprintable() or _PRINTABLE_BUT_WRONG.search(text):
        text = text.translate(_CLEAN)
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    if "  " in text:
        text = " ".join(text.split())
    return text.strip()


def turns_letters(text: str) -> bool:
    """Whether hidden signs of direction show other letters, or another order of them, than the text holds."""
    return bool(_TURNING.search(text))


def letter_of_other_alphabet(text: str) -> str:
    """The first letter that looks like a Latin one and is none, such as Cyrillic "о" or a mathematical one; else ""."""
    return next((sign for sign in _OF_OTHER_ALPHABETS.findall(text) if sign.isalpha()), "")


def fold(text: str) -> str:
    """The search key: "Nguyễn Văn Ân" -> "nguyen van an"."""
    return fold_tidy(tidy(text))


def fold_tidy(text: str) -> str:
    """The search key of a text that is tidy already."""
    if text.isascii():
        return text.casefold()
    return " ".join([_fold_word(word) for word in text.split(" ")])


@lru_cache(maxsize=20_000)
def _fold_word(text: str) -> str:
    """Words are folded one by one: a year's names are made of a few hundred syllables."""
    text = text.casefold()
    letters = unicodedata.normalize("NFD", text.replace("đ", "d"))
    plain = letters.encode("ascii", "ignore").decode()
    if len(plain) == len(text):
        return plain
    return _MARKS.sub("", letters)


def initials(name: str) -> str:
    """A name of which only somebody who knows it recognises the person: "Nguyễn Thị Hạnh" -> "N. T. H."."""
    return " ".join(f"{word[0].upper()}." for word in name.split())


def sort_key(text: str) -> str:
    """A text whose code-point order is Vietnamese alphabetical order.

    Letters decide first (a ă â b c d đ e ê ... o ô ơ ... u ư), then the tone of each
    word: ngang, huyền, hỏi, ngã, sắc, nặng. Where in the word the tone stands is ignored.
    """
    decomposed = unicodedata.normalize("NFD", tidy(text).casefold())
    tones = "".join(_tone_of(word) for word in decomposed.split())
    return f"{decomposed.translate(_LETTERS)}\t{tones}"


def spelling(text: str) -> str:
    """Equal for names spelled alike: letters and tones count, but not case, spaces and where in a word its tone stands.

    "HOÀ" and "Hòa" are one name, Hùng and Hưng are two, which `fold` does not tell apart.
    """
    return sort_key(text)


def _tone_of(word: str) -> str:
    tone = _TONE.search(word)
    return _TONES[tone.group()] if tone else "0"


def slug(text: str) -> str:
    """For addresses: "Đắk Lắk" -> "dak-lak"."""
    return _NOT_SLUG.sub("-", fold(text)).strip("-")


def has_family_name(name: str) -> bool:
    """Whether a name begins with one of the usual family names: "Lê Thị Thử"."""
    return f" {fold(name).split(' ')[0]} " in _FAMILY_NAMES


def without_title(name: str) -> str:
    """A tidy name without the number of its line and the titles before it: "1. Bà Lê Thị Thử" -> "Lê Thị Thử".

    Some titles are names as well, as those of Ông Ích Khiêm and Anh Đào: such a one goes only where it cannot be meant
    (`_is_title`). Raises `name_title` where hardly a name is left.
    """
    rest = name[_NUMBER_OF_LINE.match(name).end() :]
    while title := _TITLE.match(rest):
        after = rest[title.end() :]
        words = fold(after).split(" ")
        if not (title[1] or _is_title(title.group().strip(), after, len(words)) or _TITLE.match(after)):
            break
        if len(words) < 2:
            raise ValidationError(
                _("“%s” là cách gọi, chưa phải họ tên; hãy ghi đủ họ, chữ đệm và tên.") % name, code="name_title"
            )
        rest = after
    return rest


def _is_title(word, after, words):
    """Whether the first word of a name of so many `words` after it is a title, and no family or given name.

    Before two words that are a name there stands a title, unless it is Ông, which is a family name too: it is a title
    in small letters, before a usual family name, and before a name of three words.
    """
    if word.casefold() not in _TITLES_LIKE_NAMES:
        return True
    if word.casefold() != _FAMILY_ONG:
        return words > 1
    return words > 2 or (words > 1 and has_family_name(after)) or (word.islower() and after[:1].isupper())


def without_capitals(name: str) -> str:
    """A name of several words that is written in capitals as names are written: "LÊ THỊ H'HEN" -> "Lê Thị H'Hen"."""
    if not name.isupper() or " " not in name:
        return name
    return _WORD.sub(lambda word: word.group().capitalize(), name)


def as_names_are_written(name: str) -> str:
    """A tidy name of several words, all in capitals or all in small letters, as names are written.

    "LÊ THỊ H'HEN" and "lê thị h'hen" -> "Lê Thị H'Hen"; one in which some letters are capitals was written with care.
    """
    if " " not in name or not (name.isupper() or name.islower()):
        return name
    return _WORD.sub(lambda word: word.group().capitalize(), name)


def capitals_of_name(name: str) -> str:
    """Which of the two ways it is in which `as_names_are_written` would write a name otherwise."""
    return "name_small_letters" if name.islower() else "name_capitals"


def foreign_letter(letter: str, code: str) -> ValidationError:
    """What is said of a text that holds a letter of another alphabet."""
    return ValidationError(
        _("Chữ “%s” không phải chữ cái tiếng Việt, tuy có thể trông giống; hãy gõ lại ô này bằng bộ gõ tiếng Việt.")
        % letter,
        code=code,
    )


def check_person_name(text: str) -> str:
    """The tidied name of a person, its case as written.

    The apostrophe by which Excel marks a text is no part of it. Raises `name_none` for words
    that say that there is none, `name_letters` for letters that are not Latin, `name_form` for
    fewer than two letters, for digits and for signs other than space, apostrophe, hyphen and full stop.
    """
    name = tidy(text).replace("’", "'").lstrip("' ")
    if name.casefold() in _NO_NAME:
        raise ValidationError(
            _("“%s” không phải họ tên; hãy ghi đủ họ, chữ đệm và tên, hoặc để trống ô này.") % name, code="name_none"
        )
    letters = name.replace(" ", "")
    if (other := _NOT_VIETNAMESE.search(letters)) and other.group().isalpha():
        raise foreign_letter(other.group(), "name_letters")
    if not letters.isalpha():
        letters = _NAME_SIGNS.sub("", letters)
    if len(letters) > 1 and letters.isalpha():
        return name
    raise ValidationError(
        _(
            "Họ tên phải có ít nhất hai chữ cái và không có chữ số hay ký hiệu lạ; "
            "hãy viết đủ họ, chữ đệm và tên, ví dụ Nguyễn Văn Ân."
        ),
        code="name_form",
    )
