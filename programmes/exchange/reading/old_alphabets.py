"""Text typed for fonts of TCVN3 (.VnTime) or VNI: known by its letters, turned into Unicode by tables of our own.

Such text is no encoding that a file declares: it decodes without an error and reads "NguyÔn V¨n ¸nh" (TCVN3) or
"Nguyeãn Vaên AÙnh" (VNI). Capitals with a tone in TCVN3 are the small letters in another font (.VnTimeH), which no
table can tell: "nguyÔn" there becomes small letters.
"""

import re
import unicodedata

from programmes.exchange.places import column_letter

TCVN3_LETTERS = (
    "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵĂÂÊÔƠƯĐ",
    "b5b6b7b8b9a8bbbcbdbec6a9c7c8c9cacbaecccecfd0d1aad2d3d4d5d6d7d8dcdddedfe1e2e3e4abe5e6e7e8e9aceaebecedee"
    "eff1f2f3f4adf5f6f7f8f9fafbfcfdfea1a2a3a4a5a6a7",
)
TCVN3 = dict(zip(bytes.fromhex(TCVN3_LETTERS[1]).decode("latin-1"), TCVN3_LETTERS[0], strict=True))

_TONES = {"ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
_HATS = {"á": "\u0301", "à": "\u0300", "å": "\u0309", "ã": "\u0303", "ä": "\u0323"}
_BREVES = {"é": "\u0301", "è": "\u0300", "ú": "\u0309", "ü": "\u0303", "ë": "\u0323"}
_SINGLE = {"ñ": "đ", "ô": "ơ", "ö": "ư", "í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}


def _vni_table():
    pairs = dict(_SINGLE)
    for tone, mark in _TONES.items():
        for base, letter in (*zip("aeouy", "aeouy", strict=True), ("ô", "ơ"), ("ö", "ư")):
            pairs[base + tone] = letter + mark
    for base in "aeo":
        pairs[base + "â"] = base + "\u0302"
        pairs.update({base + sign: base + "\u0302" + mark for sign, mark in _HATS.items()})
    pairs["aê"] = "ă"
    pairs.update({"a" + sign: "ă" + mark for sign, mark in _BREVES.items()})
    table = {}
    for written, letters in pairs.items():
        letters = unicodedata.normalize("NFC", letters)
        table[written], table[written.upper()] = letters, letters.upper()
        table[written[0].upper() + written[1:]] = letters.upper()
    return table


VNI = _vni_table()
_VNI_LETTERS = re.compile("|".join(sorted(VNI, key=len, reverse=True)))
_TO_TCVN3_UNICODE = str.maketrans(TCVN3)

_WORD = re.compile(r"[^\s\d!-/:-@\[-`{-~\u2010-\u205e]+")
_VOWELS = re.compile("[aăâeêioôơuưy]+")
_RHYMES = re.compile(
    "[aăâeêioôơuưy]|a[iouy]|â[uy]|eo|êu|i[aêu]|iêu|o[aăeio]|oa[ioy]|oeo|ôi|ơi|u[aăâêiôơy]|ua[ioy]|uây|uôi|uy[aêu]|uyêu"
    "|ư[aiơu]|ươ[iu]|y[aêu]|yêu"
)
_OPEN = "[aeêioôơuưy]|a[iouy]|â[uy]|eo|êu|i[au]|iêu|o[aei]|oa[ioy]|oeo|ôi|ơi|u[aêiơy]|uây|uôi|uy[au]|ư[aiu]|ươ[iu]|yêu"
_CLOSED = "(?:[aăâeêioôơuưy]|iê|yê|uô|ươ|o[aăe]|u[âêy]|uyê)(?:ch?|m|ng|nh?|p|t)"
_WHOLE_SYLLABLE = re.compile(
    "(?:ngh(?=[eêi])|ng|nh?|gh(?=[eêi])|gi|g|kh?|ph?|qu|th?|tr|ch?|[bdđhlmrsvx])?" + f"(?:{_OPEN}|{_CLOSED})"
)
_TONE_MARKS = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_TONE_TOO_LATE = re.compile(f"(?:[aeo][\u0302\u031b]?[iuy]|[ae]o){_TONE_MARKS.pattern}")
_LETTERS_ONLY = re.compile("[a-zăâđêôơư]+")
_LONG_NUMBER = re.compile(r"\d{9,}")
_SIGNS = frozenset("\u00a0«»°±²³·½×")
_BEYOND = re.compile("[\u0100-\u1fff]")
_OURS = frozenset("àáâãèéêìíòóôõùúýÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝ")
_UNSURE = frozenset("ÐðñÑ")  # an eth stands for Đ in "QÐ", and Ê Đê names are written with ñ
_FOREIGN = (TCVN3.keys() | {char for written in VNI for char in written if not char.isascii()}) - _OURS - _UNSURE
_IMPOSSIBLE = re.compile(f"[{''.join(sorted(_FOREIGN))}]|[a-zà-ÿ][À-Þ]")  # in any Vietnamese in Unicode
_UNUSUAL = re.compile(
    "a[àùõâêãáéèú]|e[âùõàáã]|o[ùõâ]|uo[àáã]|ô[ùõ]|[uy][ùõ]|ñ[a-zà-ÿ]*[àáãèéìíòóõùúý]", re.IGNORECASE
)  # letters of VNI that stand so in no Vietnamese syllable


def _to_tcvn3(text):
    return text.translate(_TO_TCVN3_UNICODE)


def _to_vni(text):
    return _VNI_LETTERS.sub(lambda found: VNI[found.group()], text)


ALPHABETS = {"tcvn3": _to_tcvn3, "vni": _to_vni}
ALPHABET_NAMES = {"tcvn3": "TCVN3 (.VnTime)", "vni": "VNI"}


def convert(text, alphabet):
    """A cell in Unicode. One that holds letters that the old fonts do not have is Unicode already."""
    if text.isascii() or _BEYOND.search(text):
        return text
    converted = ALPHABETS[alphabet](text)
    return text if _soundness(converted) < _soundness(text) else converted


def old_alphabets(text):
    """The alphabets that one cell is written in for certain, several where it may be any of them; [] for Unicode.

    Something in it is impossible in Unicode ("NguyÔn", "Traàn"), and its words become Vietnamese syllables in every
    letter. A cell that may be either ("Lò Thò", "Hoàng") is Unicode, as are all names of other tongues.
    """
    if text.isascii() or _BEYOND.search(text) or not (_IMPOSSIBLE.search(text) or _UNUSUAL.search(text)):
        return []
    return [name for name in ALPHABETS if _is_in(name, text)]


def _is_in(alphabet, text):
    told = False
    for word in _WORD.findall(text):
        converted = ALPHABETS[alphabet](word)
        if converted.isascii() or len(word) == 1:
            continue  # a sign between words tells nothing: "5ª", "·"
        if not _is_whole_syllable(converted):
            return False
        if alphabet == "vni" and not _is_of_one_case(converted):
            return False
        told = told or (converted != word and _is_strange(word))
    return told


def _is_of_one_case(word):
    return word.islower() or word.isupper() or word.istitle()


def _is_strange(word):
    """Whether nobody writes such a word in Unicode."""
    return bool(_IMPOSSIBLE.search(word)) or (bool(_UNUSUAL.search(word)) and not _is_whole_syllable(word))


def in_unicode(rows, alphabet, findings):
    """The rows of a sheet, their cells converted; each one that changes is listed by the letter of its column.

    In a row that holds Unicode as well only those cells that cannot be Unicode.
    """
    return _converted(rows, alphabet, findings) if alphabet else rows


def _converted(rows, alphabet, findings):
    for row in rows:
        is_old = [alphabet in old_alphabets(text) for text in row.cells]
        if not any(is_old):
            yield row
            continue
        is_mixed = any(map(_BEYOND.search, row.cells))
        for place, text in enumerate(row.cells):
            converted = convert(text, alphabet) if is_old[place] or not is_mixed else text
            if converted != text:
                row.cells[place] = converted
                before, after = map(_without_numbers, (text, converted))
                findings.repair(row.line, column_letter(place), "old_alphabet", before, after)
        yield row


def _without_numbers(text):
    """Which column holds citizen numbers is not known yet; no repair shows one."""
    return _LONG_NUMBER.sub(lambda found: "•" * len(found.group()), text)


def recognise(text, as_bytes=None):
    """ "tcvn3", "vni" or "": the alphabet in which more of the words are Vietnamese syllables than as they stand.

    `as_bytes` is the same text with each byte as a letter, where it was decoded from windows-1258.
    """
    sound = _soundness(unicodedata.normalize("NFC", text))
    if sound > 0.6:
        return ""
    raw = text if as_bytes is None else as_bytes
    found = {name: _soundness(to_unicode(raw)) for name, to_unicode in ALPHABETS.items()}
    best = max(found, key=found.get)
    return best if found[best] >= 0.7 else ""


def _soundness(text):
    """Share of Vietnamese syllables among the words with a letter beyond ASCII; 1 where there is none."""
    words = [word for word in _WORD.findall(text) if not word.isascii()]
    words = [word for word in words if len(word) > 2 or not (set(word) & _SIGNS)]
    return sum(map(_is_syllable, words)) / len(words) if words else 1


def _is_whole_syllable(word):
    """Whether each letter of a word has its place in a Vietnamese syllable."""
    letters = unicodedata.normalize("NFD", word.lower())
    if len(_TONE_MARKS.findall(letters)) > 1 or _TONE_TOO_LATE.search(letters):
        return False
    return bool(_WHOLE_SYLLABLE.fullmatch(unicodedata.normalize("NFC", _TONE_MARKS.sub("", letters))))


def _is_syllable(word):
    letters = unicodedata.normalize("NFD", word.replace("Ð", "Đ").replace("ð", "đ").lower())
    if len(_TONE_MARKS.findall(letters)) > 1:
        return False
    letters = unicodedata.normalize("NFC", _TONE_MARKS.sub("", letters))
    if not _LETTERS_ONLY.fullmatch(letters):
        return False
    letters = re.sub("^(qu|gi(?=[aăâeêoôơuư]))", "q", letters)
    vowels = _VOWELS.findall(letters)
    return len(vowels) == 1 and bool(_RHYMES.fullmatch(vowels[0]))
