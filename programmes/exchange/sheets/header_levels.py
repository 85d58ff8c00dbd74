"""Rows that may be the header of a sheet: one, or up to four of which the upper ones span cells of those below."""

import re
from itertools import groupby
from typing import NamedTuple

from programmes.exchange.sheets.vocabulary import SPANS, TOGETHER, WHOLES
from programmes.exchange.sheets.wordings import are_machine_names
from programmes.standards.names import tidy

MOST_LEVELS = 4  # the form D05-TS has so many
COLUMN_NUMBER = re.compile(r"\(?([a-zA-Z]|\d{1,2})\)?(\s*=.*)?")
OF_SOMEBODY = re.compile(r"\d[\d. ]{6,}\d|\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{1,3}(?:\.\d{3})+")
FIGURE_TOLD = re.compile(r":\s*\d")


class Found(NamedTuple):
    """Rows that may be the header: its titles and the fields found, by position.

    `top` is its first line, `line` its last; `words_known` how many of its titles are words of the vocabulary.
    `is_divided` is whether all that its last row says stands below headings of several cells, as no row of a list does;
    `is_tall` whether its first row names columns that have no other title, or says which columns are of something else,
    as no row above a header does.
    """

    top: int
    line: int
    titles: list
    fields: dict
    words_known: int
    is_divided: bool = False
    is_tall: bool = False

    def is_complete(self, required):
        """Whether it names all columns that a file must have."""
        named = {name for field in self.fields.values() for name in TOGETHER.get(field, [WHOLES.get(field, field)])}
        return len(self.fields) > 1 and required <= named

    def names_more(self, other):
        """Whether it names more columns than the best so far, or is the same header with a row below it or above it.

        The name and the province of other people, which the row above tells from those of the list, count for nothing.
        """
        goes_on = self.top == other.top and self.line > other.line
        is_wider = goes_on and (self.words_known > other.words_known or self.is_divided)
        begins_above = self.line == other.line and self.top < other.top and self.is_tall
        begins_above = begins_above and 2 * len(self.fields) >= len(other.fields)
        return is_wider or begins_above or len(self.fields) > len(other.fields)


def headers_ending_at(row, above, words):
    """The Found of a row alone, then with one and with several of the rows above it."""
    yield _one_row(row, words)
    levels = [row]
    for upper in reversed(above[1 - MOST_LEVELS :]):
        levels.insert(0, upper)
        if not _may_span(levels):
            return
        yield _several_rows(levels, words)


def _one_row(row, words):
    titles = [tidy(cell) for cell in row.cells]
    fields = {place: field for place, title in enumerate(titles) if title and (field := words.field(title))}
    return Found(row.line, row.line, titles, fields, sum(map(words.knows, filter(None, titles))))


def _several_rows(levels, words):
    """Rows read as one header: what stands above a cell says more of it."""
    texts = _texts(levels)
    paths = _paths(texts)
    titles, fields, words_known, lone = [SPANS.join(path) for path in paths], {}, 0, set()
    for above, places in groupby((place for place, path in enumerate(paths) if path), lambda at: paths[at][:-1]):
        places = list(places)
        lone.update(places if len(places) == 1 else ())
        ticked = words.ticked(above[-1], [paths[place][-1] for place in places]) if above else {}
        for place in places:
            own = paths[place][-1]
            words_known += any(map(words.knows, (titles[place], own)))
            if field := ticked.get(own) or words.field_under(above, own):
                fields[place] = field
    last = {place for place, cell in enumerate(levels[-1].cells) if tidy(cell)}
    is_divided = last.isdisjoint(lone) and all(len(paths[place]) > 1 for place in last)
    top, below = (list(filter(None, row)) for row in texts[:2])
    is_letterhead = all(map(str.isupper, top)) and not all(map(str.isupper, below))
    is_alone = any(len(paths[place]) == 1 and texts[0][place] for place in fields)
    is_tall = is_divided and is_alone or any(map(words.is_of_something_else, top))
    is_tall = is_tall and len(top) > 1 and not is_letterhead
    return Found(levels[0].line, levels[-1].line, titles, fields, words_known, is_divided, is_tall)


def _paths(texts):
    """The titles above each other in each column, as a tuple; a title stands over the cells right of it, too.

    It ends where another stands at its height or above it, or where nothing stands below.
    """
    open_titles, paths = [], []
    for column in zip(*texts, strict=True):
        first = next((level for level, title in enumerate(column) if title), None)
        open_titles = [] if first is None else [*(open_titles or [""] * len(column))[:first], *column[first:]]
        paths.append(tuple(dict.fromkeys(filter(None, open_titles))))
    return paths


def _texts(levels):
    """The tidy texts of rows, each as wide as the widest."""
    width = max(len(row.cells) for row in levels)
    return [[tidy(cell) for cell in row.cells] + [""] * (width - len(row.cells)) for row in levels]


def _may_span(levels):
    """Whether the first of these rows may stand over titles of the row below it, which are words, and several."""
    if levels[1].line != levels[0].line + 1 or is_column_numbers(levels[1].cells):
        return False
    above, below = _texts(levels[:2])
    filled = [title for title in below if title]
    if any(title[0].isdigit() for title in filled) or are_machine_names(filled) or _is_told(list(filter(None, above))):
        return False
    return len(filled) > 1 and any(title and not up for up, title in zip(above, below, strict=True))


def _is_told(texts):
    """Whether these are no titles but what stands above a table: "Số dư đầu kỳ" beside its amount, "Số TK: 0011…"."""
    is_one = (text[0].isdigit() or text[-1] == ":" or FIGURE_TOLD.search(text) for text in texts)
    return any(is_one) or all(":" in text for text in texts)


def tells_data(title):
    """Whether a text is no heading but what a row says of somebody: a number of persons, a telephone, a day, a sum."""
    return bool(OF_SOMEBODY.search(title))


def is_column_numbers(cells):
    """The row (A, B, 1, 2) or ((1), (2), (3)=(1)x(2)) that forms put under their header."""
    texts = [tidy(cell) for cell in cells if tidy(cell)]
    return len(texts) > 1 and all(COLUMN_NUMBER.fullmatch(text) for text in texts)
