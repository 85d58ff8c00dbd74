"""Where a person is named by words or by a number: in texts of the books, and in files as they were sent."""

import html
import re
import unicodedata
import zipfile

from programmes.models.base import ERASED
from programmes.standards.names import fold

SHORTEST_NUMBER = 9  # digits: a shorter one may be anything
LARGEST_TEXT = 400 * 2**20  # bytes unpacked; what is larger is taken for a file that cannot be searched
_BETWEEN_DIGITS = r"[ .\-]?"
_BETWEEN_WORDS = r"[\s_.\-]+"
_RUN = re.compile(r"\d(?:[ .\-]?\d)+")
_WORD = re.compile(r"[^\W_]+")
LONGEST_NAME = 10  # words
_TAG = re.compile(r"<[^>]*>")
_JSON_LETTER = re.compile(r"\\u([0-9a-fA-F]{4})")


def _number(text):
    digits = text.lstrip("0") if text.isdigit() else text
    return rf"(?<!\d)0*{_BETWEEN_DIGITS.join(map(re.escape, digits))}(?!\d)"


def _name(text):
    """The name with or without its marks, in capitals or not."""
    words = (
        "".join(f"{'[dđ]' if letter == 'd' else re.escape(letter)}[\u0300-\u036f]*" for letter in word)
        for word in fold(text).split()
    )
    return rf"(?<![^\W_]){_BETWEEN_WORDS.join(words)}(?![^\W_])"


def keys_of_text(text):
    """All that may be a number or a name in a text, as the `keys` of Traces; what is none may be among them."""
    for run in _RUN.findall(text):
        groups = re.split(r"\D", run)
        for first in range(len(groups)):
            for last in range(first, len(groups)):
                yield "".join(groups[first : last + 1]).lstrip("0")
    yield from runs_of_words(_WORD.findall(fold(text)), 1, LONGEST_NAME)


def runs_of_words(words, shortest, longest):
    """Each run of at least and at most so many words, as one text."""
    for first in range(len(words)):
        for end in range(first + shortest, min(first + longest, len(words)) + 1):
            yield " ".join(words[first:end])


class Traces:
    """The names and numbers of a person, to be looked for in texts.

    A number is one person's, wherever it stands; a name is that of many, so whoever asks says whether it counts.
    """

    def __init__(self, names, numbers):
        self.numbers = sorted({number for number in numbers if len(number) >= SHORTEST_NUMBER})
        self.names = sorted({name for name in names if fold(name)})
        self.keys = {re.sub(r"\D", "", number).lstrip("0") for number in self.numbers}
        self.keys |= {" ".join(_WORD.findall(fold(name))[:LONGEST_NAME]) for name in self.names}
        self._of_numbers = self._any(map(_number, self.numbers))
        self._of_all = self._any([*map(_number, self.numbers), *map(_name, self.names)])

    @staticmethod
    def _any(patterns):
        return re.compile("|".join(patterns) or r"(?!)", re.IGNORECASE)

    def _pattern(self, by_name):
        return self._of_all if by_name else self._of_numbers

    def stand_in(self, text, *, by_name=True):
        return bool(self._pattern(by_name).search(unicodedata.normalize("NFD", text)))

    def taken_out_of(self, text, *, by_name=True, mark=ERASED):
        """The text with `mark` in their place; as it is where none stands in it."""
        plain = unicodedata.normalize("NFD", text)
        left, found = self._pattern(by_name).subn(mark, plain)
        return unicodedata.normalize("NFC", left) if found else text

    def taken_out_of_json(self, value, *, by_name=True):
        """As `taken_out_of`, of every text and key of a JSON value."""
        if isinstance(value, str):
            return self.taken_out_of(value, by_name=by_name)
        if isinstance(value, list):
            return [self.taken_out_of_json(each, by_name=by_name) for each in value]
        if isinstance(value, dict):
            return {
                self.taken_out_of(name, by_name=by_name): self.taken_out_of_json(each, by_name=by_name)
                for name, each in value.items()
            }
        return value

    def are_near(self, keys):
        """Whether a text of these keys may hold them; None are those of a text that cannot be read."""
        return keys is None or not self.keys.isdisjoint(keys)

    def may_stand_in_file(self, path, *, by_name=True):
        """Whether they stand in a file; one that cannot be searched for names may hold any."""
        with open(path, "rb") as file:
            stored = file.read()
        text = _text_of(path, stored)
        if text is not None:
            return self.stand_in(text, by_name=by_name)
        return by_name or any(
            number.encode(code) in stored for number in self.numbers for code in ("ascii", "utf-16-le")
        )


def keys_of_file(path, wanted):
    """Those of the `wanted` keys that stand in a file; None where it cannot be searched."""
    with open(path, "rb") as file:
        text = _text_of(path, file.read())
    return None if text is None else wanted.intersection(keys_of_text(text))


def _text_of(path, stored):
    """The text of a file: of a workbook what stands in its parts; None where it is in no alphabet of today."""
    try:
        if zipfile.is_zipfile(path):
            return _text_of_workbook(path)
        text = stored.decode("utf-16" if stored[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8")
    except (UnicodeDecodeError, zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError):
        return None
    return _JSON_LETTER.sub(lambda found: chr(int(found[1], 16)), text)


def _text_of_workbook(path):
    with zipfile.ZipFile(path) as book:
        if sum(part.file_size for part in book.infolist()) > LARGEST_TEXT:
            return None
        parts = [book.read(part).decode() for part in book.infolist() if part.filename.endswith((".xml", ".rels"))]
    return html.unescape("\n".join(f"{_TAG.sub(' ', part)}\n{part}" for part in parts))
