"""Columns of a layout that a file writes in several: family and given name, day and month, hamlet and address.

Where one heading stands over several columns, their cells make the column together; where the columns are called by
its values ("Hộ nghèo", "Hộ cận nghèo"), the one that is ticked says which.
"""

import re
from itertools import zip_longest

from programmes.exchange.columns.column import AS_ABOVE
from programmes.exchange.sheets.spans import with_spans
from programmes.exchange.sheets.vocabulary import BIRTHS_BY_SEX, ENDS, PIECES, SECOND_CHOICES
from programmes.standards.names import fold, tidy
from programmes.standards.phones import with_words

TICKS = {"x", "X", "1", "v", "V", "✓", "✔", "TRUE"}
NO_TICKS = {"0", "-", "–", "FALSE"}
TICKS_OF_SEX = {"male_tick": "Nam", "female_tick": "Nữ"}
WHOLE_DAY = re.compile(r"\d{1,2}[/.-](\d{1,2})[/.-](\d{4})(?: .*)?", re.ASCII)
NUMBERS_OF_A_PERSON = ("citizen_number", "birth", "si_number")

DAY = re.compile(
    r"(?<!\d)(?:\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|\d{4}-\d{1,2}-\d{1,2})(?:[T ]+\d{1,2}:\d{2}(?::\d{2})?)?(?!\d)", re.ASCII
)


def day_and_number(texts):
    """(days, numbers) of cells that hold both, in either order; a cell without a day is a number."""
    pairs = [_parted(tidy(text)) for text in texts]
    return [day for day, _number in pairs], [number for _day, number in pairs]


def _parted(text):
    found = DAY.search(text)
    if not found:
        return "", text
    return found[0], f"{text[: found.start()]} {text[found.end() :]}".strip(" /|;,-")


def joined(name, columns):
    """Texts of the columns under one heading, as those of the column of this name."""
    if name == "address":
        return list(map(_address, zip(*columns, strict=True)))
    return [" ".join(filter(None, map(str.strip, cells))) for cells in zip(*columns, strict=True)]


def ticked(columns):
    """Texts of a column whose values are the headings of others, value -> texts; where two are ticked it says both."""
    cells = zip(*columns.values(), strict=True)
    return [
        ", ".join(_named(text, value) for value, text in zip(columns, row, strict=True) if _is_ticked(text))
        for row in cells
    ]


def _is_ticked(text):
    return text.strip() not in {"", *NO_TICKS}


def joined_pieces(pieces, whole):
    """(column, texts) of the columns that the file writes in several; `whole` are those written in one."""
    if "family_name" in pieces:
        yield "full_name", _pairs(pieces, "family_name", "given_name")
    yield from _births(pieces, whole)
    if is_sex_by_one_tick(pieces):
        yield "sex", list(map(_woman_or_man, pieces["female_tick"], _are_people(whole, len(pieces["female_tick"]))))
    elif not pieces.keys().isdisjoint(TICKS_OF_SEX):
        yield "sex", _sexes(pieces, TICKS_OF_SEX, _named)
    elif not pieces.keys().isdisjoint(BIRTHS_BY_SEX):
        yield "sex", _sexes(pieces, BIRTHS_BY_SEX, lambda year, sex: sex if year else "")
    for second in SECOND_CHOICES:
        if second in pieces:
            both = zip(whole[PIECES[second]], pieces[second], strict=True)
            yield PIECES[second], [first if first.strip() else other for first, other in both]
    smaller = [pieces[piece] for piece in ("street", "hamlet") if piece in pieces]
    if smaller:
        column = whole["address"]
        yield "address", list(map(_address, zip(*smaller, *([column] if column else []), strict=True)))


def _births(pieces, whole):
    if "birth_day" in pieces:
        yield "birth", list(map(_day, pieces["birth_day"], pieces["birth_month"], whole["birth"]))
    if "birth_parts_known" in pieces:
        yield "birth", list(map(_as_far_as_known, whole["birth"], pieces["birth_parts_known"]))
    if not pieces.keys().isdisjoint(BIRTHS_BY_SEX):
        yield "birth", _pairs(pieces, *BIRTHS_BY_SEX)


def _pairs(pieces, one, other):
    """Texts of two columns with a space between; nothing of one that is not there."""
    columns = zip_longest(pieces.get(one, ()), pieces.get(other, ()), fillvalue="")
    return [f"{first.strip()} {second.strip()}".strip() for first, second in columns]


def _sexes(pieces, columns, named):
    """The sexes that two columns tell (piece -> sex), each by `named(text, sex)`; both where both are filled."""
    texts = zip_longest(*(pieces.get(piece, ()) for piece in columns), fillvalue="")
    return [" ".join(filter(None, map(named, map(str.strip, row), columns.values()))) for row in texts]


def is_sex_by_one_tick(pieces):
    """Whether a form has but a column "Nữ" to tick: who is not ticked is a man."""
    return "female_tick" in pieces and "male_tick" not in pieces


def _are_people(whole, count):
    """Which rows tell a number or a birth, as no row of a group or a sum does: "12 người" is none."""
    columns = [whole[name] for name in NUMBERS_OF_A_PERSON if whole.get(name)]
    rows = zip(*columns, strict=True) if columns else [()] * count
    return [any(sum(map(str.isdigit, text)) > 3 for text in row) for row in rows]


def _woman_or_man(tick, is_person):
    named = _named(tick, TICKS_OF_SEX["female_tick"])
    return named or (TICKS_OF_SEX["male_tick"] if is_person else "")


def _day(day, month, year):
    parts = day.strip(), month.strip(), year.strip()
    return "/".join(parts) if any(parts) else ""


def _as_far_as_known(birth, code):
    """A birth of which a program writes "01" for what is not known: "1" says that the day is not, "2" nor the month."""
    parts, known = WHOLE_DAY.fullmatch(birth.strip()), code.strip()
    if not parts or known not in {"1", "2"}:
        return birth
    return parts[2] if known == "2" else f"{parts[1]}/{parts[2]}"


def tell_one_another(texts, index, ends):
    """Put what a cell says besides its own value into the column that it belongs to; `texts` by column, as in Body.

    `ends` are the texts of the columns that tell when the insurance ends, by piece.
    """
    if {"phone", "note"} <= index.keys() and (phones := texts[index["phone"]]):
        texts[index["note"]] = _with_phone_words(texts[index["note"]], phones)
    if {"months", "starts_on"} <= index.keys():
        months, starts = index["months"], index["starts_on"]
        texts[months], texts[starts] = with_spans(texts[months], texts[starts], *map(ends.get, ENDS))


def _with_phone_words(notes, phones):
    """Texts of the column of notes, with the words that stand beside telephone numbers; None for no column."""
    said = {phone: words for phone in set(phones) if (words := _words_of_phone(tidy(phone)))}
    if not said:
        return notes
    return [_noted(note, said.get(phone)) for note, phone in zip(notes or [""] * len(phones), phones, strict=True)]


def _words_of_phone(text):
    return "" if AS_ABOVE.fullmatch(text) else with_words(text)[1]


def _noted(note, words):
    """A true day stays as it is, to be refused."""
    if not words or type(note) is not str:
        return note
    return f"{tidy(note)}; điện thoại: {words}" if note.strip() else f"Điện thoại: {words}"


def _address(cells):
    """From the smallest to the largest; what the next one says already is not said twice."""
    said = [tidy(cell) for cell in cells if tidy(cell)]
    kept = [cell for place, cell in enumerate(said) if not any(fold(cell) in fold(rest) for rest in said[place + 1 :])]
    return ", ".join(kept)


def _named(text, value):
    text = text.strip()
    return value if text in TICKS else "" if text in NO_TICKS else text
