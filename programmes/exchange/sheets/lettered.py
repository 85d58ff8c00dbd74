"""A sheet without a header: its columns go by the letters of the spreadsheet, and their contents say what is likely."""

import re
from itertools import islice, pairwise
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from programmes.exchange.hidden import without_numbers
from programmes.exchange.places import column_letter
from programmes.exchange.sheets.group_rows import COMMUNE, HAMLET, PROVINCE
from programmes.exchange.sheets.header_levels import Found, tells_data
from programmes.exchange.sheets.row_words import NUMBERING
from programmes.exchange.sheets.vocabulary import IGNORED
from programmes.standards.names import has_family_name, tidy

SURELY = 0.9  # of the texts of a column, so many must be of the kind: among the first rows may be a total
LONGEST_EXAMPLE = 40
MIDDLE_NAME = re.compile(r" (?:thị|văn) ", re.IGNORECASE)


class Lettered(NamedTuple):
    """A column without a heading: what stands first in it, the column that its contents make likely, "" for none."""

    example: str
    likely: str


def lettered(rows, columns, words, left, searched):
    """(Found, Lettered by title, rows above the list, its first rows) of a sheet that has no header.

    Reads at most `searched` of the rows. The line of the Found is the one before the first of the list; `left` as in
    Sheet. What the officer has said of a column is not guessed.
    """
    seen = list(islice(rows, searched))
    first = _first_of_list(seen)
    above, head = seen[:first], seen[first:]
    width = max((len(row.cells) for row in head), default=0)
    cells = [[tidy(cell) for cell in row.cells] for row in head]
    texts = [[row[place] for row in cells if row[place : place + 1] not in ([], [""])] for place in range(width)]
    titles = [str(_("Cột %s") % column_letter(place + left)) if texts[place] else "" for place in range(width)]
    fields = {place: field for place, title in enumerate(titles) if title and (field := words.field(title))}
    numbers = next((place for place in range(width) if place not in fields and _are_numbers(texts[place])), None)
    free = {place: texts[place] for place in range(width) if titles[place] and place not in (*fields, numbers)}
    lines = [row for row in cells if 2 * sum(map(bool, row)) > width]  # not the sums and signatures below
    said = {place: [row[place] for row in lines if row[place : place + 1] not in ([], [""])] for place in free}
    likely = _likely(said, [column for column in columns if column.name not in fields.values()])
    guesses = {
        titles[place]: Lettered(without_numbers(free[place][0])[:LONGEST_EXAMPLE], likely.get(place, ""))
        for place in free
    }
    if numbers is not None:
        fields[numbers] = IGNORED
    line = head[0].line - 1 if head else 0
    return Found(line, line, titles, fields, 0), guesses, above, head


def _first_of_list(rows):
    """The place of the first row that fills more than half of the widest, or has a number and more: no title does."""
    filled = [[text for cell in row.cells if (text := tidy(cell))] for row in rows]
    most = max(map(len, filled), default=0)
    for place, texts in enumerate(filled):
        is_numbered = len(texts) > 1 and bool(NUMBERING.fullmatch(texts[0]))
        is_wide = 2 * len(texts) > most and (len(texts) > 2 or any(map(tells_data, texts)))
        if is_numbered or is_wide:
            return place
    return next((place for place, texts in enumerate(filled) if len(texts) == most), 0)


def _are_numbers(texts):
    """Whether these are the numbers of the lines: each one more than the one above."""
    numbers = [int(text.rstrip(" .):").lstrip("(")) for text in texts if NUMBERING.fullmatch(text)]
    return len(numbers) > 1 and 2 * len(numbers) > len(texts) and all(two == one + 1 for one, two in pairwise(numbers))


def _likely(texts, columns):
    """Place -> name of the column that its texts leave no doubt of. Two places that claim one column are in doubt."""
    likely = {}
    for column in columns:
        places = [place for place, said in texts.items() if said and _are_of(column, said)]
        if len(places) == 1 and places[0] not in likely:
            likely[places[0]] = column.name
    return likely


def _are_of(column, texts):
    """Whether texts are surely of a column: names, numbers, births of people, each another, or words for a choice."""
    of_people = column.content in {"name", "citizen", "birth"}
    if not (of_people or hasattr(column.parse, "choices")):
        return False
    found = [text for text in texts if _can_read(column, text)]
    if len(found) < SURELY * len(texts):
        return False
    if column.content == "name":
        return all(map(_may_be_name, found)) and 2 * sum(map(_is_surely_name, found)) > len(found) and _differ(found)
    return _differ(found) if of_people else not any(map(str.isdigit, found))


def _differ(texts):
    return 2 * len(set(texts)) > len(texts)


def _is_surely_name(text):
    return has_family_name(text) or bool(MIDDLE_NAME.search(text))


def _may_be_name(text):
    is_place = any(pattern.match(text) for pattern in (COMMUNE, HAMLET, PROVINCE))
    return " " in text and not is_place and all(word[0].isupper() for word in text.split())


def _can_read(column, text):
    try:
        column.parse(text)
    except ValidationError:
        return False
    return True
