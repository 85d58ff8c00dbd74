"""Find the header of a sheet and say which of its columns is what."""

import json
import re
from datetime import date
from itertools import islice, takewhile
from pathlib import Path
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from programmes.exchange.results import FileProblem
from programmes.exchange.sheets.money_units import insist_dong
from programmes.standards.names import fold, tidy

SEARCHED_ROWS = 40
IN_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]")
COLUMN_NUMBER = re.compile(r"\(?([a-zA-Z]|\d{1,2})\)?(\s*=.*)?")
DAY = re.compile(r"\bngày\s+(\d{1,2})(?:\s+tháng\s+|[/.-])(\d{1,2})(?:\s+năm\s+|[/.-])(\d{4})", re.IGNORECASE)
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
}
BIRTHS_BY_SEX = {"birth_year_male": "Nam", "birth_year_female": "Nữ"}
WITHOUT_ACCENTS = {"street", "hamlet", "unit_value"}  # the other pieces are short words that mean something else then
TICKED = {"category_tick": "category", "kind_tick": "kind"}  # headings that are values of a column, ticked below
TICKED_UNDER = {"category": "category_tick", "kind": "kind_tick", "quantity": "kind_tick"}  # by the heading above them
WHOLES = PIECES | TICKED
SPREAD = {"full_name", "birth", "address", "note"}  # columns whose heading may stand over several of the file
PEEKED_ROWS = 20
GIVEN_NAME = re.compile(r"[^\W\d_]+( [^\W\d_]+)?")
NO_GIVEN_NAMES = {"nam", "nu", "x"}
BIRTH = re.compile(r"[\d ./-]{4,12}", re.ASCII)


class Header(NamedTuple):
    """Where the header is and which cell of a row holds which column of the layout.

    `line` is that of its last row, `pieces` the cells that make a column together (family name and given name), `seen`
    every heading of the file with the column that it was taken for ("" for none), in the order of the file. `dated`
    is the day that the rows above name last, as in "Kèm theo Quyết định số … ngày …"; None where they name none.
    `cells` are the titles by position, "" for none. `spread` are the further cells that the heading of a column stands
    over, column -> places; `ticked` the cells in which a tick names the value of a column, column -> place -> value.
    """

    line: int
    positions: dict
    titles: dict
    unknown: list
    pieces: dict
    number: int | None
    seen: list
    dated: date | None = None
    cells: tuple = ()
    spread: dict = {}
    ticked: dict = {}

    @property
    def places(self):
        """Where a row is read, by a name of each cell that is the same on every sheet."""
        more = {
            f"{name} {place}": place for more in (self.spread, self.ticked) for name in more for place in more[name]
        }
        return {**self.positions, **self.pieces, **more}

    def joined(self, later):
        """This header with what the one of a later sheet has beside it: what the officer is shown of the columns."""
        titles = {**later.titles, **self.titles}
        seen = [*self.seen, *(pair for pair in later.seen if pair not in self.seen)]
        unknown = list(dict.fromkeys([*self.unknown, *later.unknown]))
        return self._replace(titles=titles, seen=seen, unknown=unknown)

    def stands_as_written(self, cells):
        """Whether a row that says the header once more has each of its words in the same place."""
        texts = enumerate(map(tidy, cells))
        return all(
            place < len(self.cells) and text in {self.cells[place], *self.cells[place].split(SPANS)}
            for place, text in texts
            if text
        )


class Found(NamedTuple):
    """A row, or two, that may be the header: its titles and the fields found, by position; how many of its
    words the vocabulary knows.

    `top` is its first line, `line` its last.
    """

    top: int
    line: int
    titles: list
    fields: dict
    words_known: int


def heading_key(text, *, accents=True):
    """A heading without line breaks, brackets, units and signs, for comparing."""
    plain = IN_BRACKETS.sub(" ", tidy(str(text).replace("\n", " ")))
    plain = plain.casefold() if accents else fold(plain)
    return re.sub(r"[\W_]+", " ", plain).strip()


def _spellings(piece):
    """Headings of a piece of a column; under a heading of births "Nam" and "Nữ" are births, not sexes."""
    if not (sex := BIRTHS_BY_SEX.get(piece)):
        return VOCABULARY[piece]
    births = (*VOCABULARY["birth_date"], *VOCABULARY["birth_year"])
    return [*VOCABULARY[piece], *(f"{birth} {sex}" for birth in births)]


class _Words:
    """What the headings of a layout are called: exact spellings, then those without accents.

    "Nam" is no careless "Năm": a word of the vocabulary for something else is never read without its accents.
    """

    def __init__(self, columns, mapping):
        self.mapping = {heading_key(title): name for title, name in mapping.items()}
        self.exact = exact = {}
        names = {column.name for column in columns}
        for piece, whole in PIECES.items():
            if whole in names:
                exact.update({heading_key(word): piece for word in _spellings(piece)})
        columns_of, self.folded = {}, {}
        for piece in WITHOUT_ACCENTS & PIECES.keys():
            if PIECES[piece] in names:
                self.folded.update({fold(heading_key(word)): piece for word in VOCABULARY[piece]})
        for column in columns:
            words = [column.heading, column.name, *column.synonyms]
            for field in (column.name, *column.synonyms):
                words += VOCABULARY.get(field, [])
            for word in words:
                columns_of.setdefault(heading_key(word), column.name)
        for key, name in columns_of.items():
            exact.setdefault(key, name)
            self.folded.setdefault(fold(key), name)
        for word in VOCABULARY[IGNORED]:
            exact.setdefault(heading_key(word), IGNORED)
        self.all = {heading_key(word) for words in VOCABULARY.values() for word in words} | exact.keys()
        self.all_folded = set(map(fold, self.all))
        elsewhere = self.all - exact.keys()
        self.folded = {key: name for key, name in self.folded.items() if key not in elsewhere}
        parsers = {column.name: column.parse for column in columns}
        self.choices = {field: parsers.get(name) for field, name in TICKED.items()}

    def field(self, *titles):
        """The field that the first title known is a heading of: a column, a piece of one, IGNORED; "" for none."""
        keys = [key for key in map(heading_key, titles) if key]
        for key in keys:
            if key in self.mapping:
                return self.mapping[key]
        for key in keys:
            if name := self.exact.get(key) or self.folded.get(fold(key)):
                return name
        return ""

    def knows(self, title):
        """Whether a title is a word of the vocabulary, for whatever it is, with or without its accents."""
        return fold(heading_key(title)) in self.all_folded

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


def find_header(rows, columns, mapping=None, spans=()):
    """The header among the first rows, which are consumed from the iterator `rows`, and the rows read after it.

    The row that names most columns of the layout is the header, or two rows, where the upper one spans several cells
    of the lower. `mapping` as in Options, `spans` are the (line, first, last column) of cells that are merged over
    several columns. Raises FileProblem where no header is found, where two columns claim to be
    the same, where a required one is missing, or where money is not in đồng.
    """
    words = _Words(columns, mapping or {})
    required = {column.name for column in columns if column.required}
    best, is_complete = Found(0, 0, [], {}, 0), False
    seen, above = [], None
    for row in rows:
        seen.append(row)
        for found in filter(None, (_one_row(row, words), _two_rows(above, row, words))):
            is_wider = found.top == best.line and found.words_known > best.words_known
            if len(found.fields) > len(best.fields) or is_wider:
                best = found
                has = {WHOLES.get(field, field) for field in found.fields.values()}
                is_complete = len(found.fields) > 1 and required <= has
        above = row
        if len(seen) >= SEARCHED_ROWS or (is_complete and row.line > best.line + 2):
            break  # "Tỉnh: ..., Đợt: ..." in a title block is no header, however far below the header stands
    if len(best.fields) < 2:
        raise FileProblem(
            "no_header",
            _("Không thấy dòng tiêu đề cột. Hãy dùng tệp mẫu, hoặc ghi tên cột như: %s.")
            % ", ".join(f"“{column.heading}”" for column in columns[:6]),
        )
    rows_above = [row for row in seen if row.line < best.line]
    header = _header(best, columns, words.mapping)._replace(dated=_date_of(rows_above))
    _insist_required(header, columns)
    insist_dong(header.titles, rows_above)
    seen += islice(rows, PEEKED_ROWS)
    head = [row for row in seen if row.line > best.line and not is_column_numbers(row.cells)]
    merged = [span for span in spans if best.top <= span[0] <= best.line]
    return header._replace(spread=_spread(header, merged, head)), head


def _date_of(rows):
    """The last day that title rows name; None for none, or for one that no calendar has."""
    named = [found.groups() for row in rows for cell in row.cells for found in DAY.finditer(tidy(cell))]
    try:
        return date(*map(int, reversed(named[-1]))) if named else None
    except ValueError:
        return None


def _one_row(row, words):
    titles = [tidy(cell) for cell in row.cells]
    fields = {place: field for place, title in enumerate(titles) if title and (field := words.field(title))}
    return Found(row.line, row.line, titles, fields, sum(map(words.knows, filter(None, titles))))


def _two_rows(upper, lower, words):
    """Two rows read as one header, None where they cannot be one: the upper row must span cells of the lower."""
    if upper is None or lower.line != upper.line + 1 or is_column_numbers(lower.cells):
        return None
    width = max(len(upper.cells), len(lower.cells))
    above, below = ([tidy(cell) for cell in row.cells] + [""] * (width - len(row.cells)) for row in (upper, lower))
    filled = [place for place in range(width) if below[place]]
    spanned = [place for place in filled if not above[place]]
    if len(filled) < 2 or not spanned or any(below[place][0].isdigit() for place in filled):
        return None
    titles, fields, words_known, span, ticked = [], {}, 0, "", {}
    for place in range(width):
        if above[place] or not below[place]:
            span, ticked = above[place], words.ticked(above[place], _under(above, below, place))
        said = [title for title in dict.fromkeys((span, below[place])) if title]
        titles.append(SPANS.join(said))
        candidates = (titles[-1], " ".join(said), below[place] or span)
        if said and (field := ticked.get(below[place]) or words.field(*candidates)):
            fields[place] = field
        words_known += bool(said) and any(map(words.knows, candidates))
    return Found(upper.line, lower.line, titles, fields, words_known)


def _under(above, below, place):
    """The titles of the lower row that one of the upper stands over."""
    beside = zip(above[place + 1 :], below[place + 1 :], strict=True)
    titles = [below[place], *(low for _up, low in takewhile(lambda pair: pair[1] and not pair[0], beside))]
    return [title for title in titles if title]


def _spread(header, merged, rows):
    """The cells without a title that belong to the heading left of them: merged with it, or filled as it would be."""
    spread = {}
    for name in SPREAD & header.positions.keys():
        first = header.positions[name]
        for place in range(first + 1, len(header.cells)):
            is_merged = any(left == first and place <= right for _line, left, right in merged)
            if header.cells[place] or not (is_merged or _goes_on(name, first, place, rows)):
                break
            spread.setdefault(name, []).append(place)
    return spread


def _goes_on(name, first, place, rows):
    """Whether an untitled column holds what the one left of it lacks: given names, or the births of the other sex."""
    lines = [[tidy(cell) for cell in row.cells] for row in rows if place < len(row.cells)]
    filled = [(cells[first], cells[place]) for cells in lines if cells[place]]
    if name == "birth":
        return bool(filled) and all(not one and BIRTH.fullmatch(other) for one, other in filled)
    if name != "full_name" or not filled or {fold(given) for _family, given in filled} <= NO_GIVEN_NAMES:
        return False
    people = [cells for cells in lines if 2 * sum(map(bool, cells)) > len(cells)]
    is_name = all(GIVEN_NAME.fullmatch(given) and given[0].isupper() for _family, given in filled)
    return is_name and 2 * len(filled) > len(people)


def _header(found, columns, mapping):
    headings = {column.name: column.heading for column in columns}
    positions, titles, pieces, ticked, number = {}, {}, {}, {}, None
    chosen_first = sorted(found.fields, key=lambda place: heading_key(found.titles[place]) not in mapping)
    for place in chosen_first:
        field = found.fields[place]
        title = found.titles[place]
        if field == IGNORED:
            number = place if number is None else number
        elif field in PIECES:
            pieces.setdefault(field, place)
        elif field in TICKED:
            ticked.setdefault(TICKED[field], {})[place] = title.rpartition(SPANS)[2]
        elif field not in positions:
            positions[field], titles[field] = place, title
        elif heading_key(titles[field]) not in mapping:
            raise FileProblem(
                "heading_twice",
                _("Hai cột “%(one)s” và “%(two)s” cùng là “%(heading)s”. Hãy bỏ hoặc đổi tên một cột.")
                % {"one": titles[field], "two": title, "heading": headings[field]},
                [[name, "" if taken == field else WHOLES.get(taken, taken)] for name, taken in _named(found)],
            )
    positions, titles, pieces = _with_pieces(positions, titles, pieces, found)
    ticked = {name: places for name, places in ticked.items() if name not in positions}
    titles.update({name: " + ".join(found.titles[place] for place in ticked[name]) for name in ticked})
    taken = {place: name for name, place in positions.items()} | {
        place: PIECES[piece] for piece, place in pieces.items()
    }
    taken |= {place: name for name, places in ticked.items() for place in places}
    seen = [[title, taken.get(place, "")] for place, title in enumerate(found.titles) if title]
    unknown = [
        title
        for place, title in enumerate(found.titles)
        if title and place not in taken and found.fields.get(place) != IGNORED
    ]
    return Header(
        found.line, positions, titles, unknown, pieces, number, seen, cells=tuple(found.titles), ticked=ticked
    )


def _named(found):
    """Every heading with the field that it was taken for, "" for none."""
    fields = {place: field for place, field in found.fields.items() if field != IGNORED}
    return [(title, fields.get(place, "")) for place, title in enumerate(found.titles) if title]


def _with_pieces(positions, titles, pieces, found):
    """Keep the pieces that make a column; the column of its own wins over them."""
    kept = {}
    if {"family_name", "given_name"} <= pieces.keys() and "full_name" not in positions:
        kept.update({piece: pieces[piece] for piece in ("family_name", "given_name")})
    if {"birth_day", "birth_month"} <= pieces.keys() and "birth" in positions:
        kept.update({piece: pieces[piece] for piece in ("birth_day", "birth_month")})
    years = {piece: pieces[piece] for piece in ("birth_year_male", "birth_year_female") if piece in pieces}
    if years and "birth" not in positions:
        kept.update(years)
    ticks = {piece: pieces[piece] for piece in ("male_tick", "female_tick") if piece in pieces}
    if ticks and "sex" not in positions:
        kept.update(ticks)
    kept.update({piece: pieces[piece] for piece in ("street", "hamlet", "unit_value") if piece in pieces})
    for piece, place in kept.items():
        title = titles.get(PIECES[piece])
        titles[PIECES[piece]] = f"{title} + {found.titles[place]}" if title else found.titles[place]
    return positions, titles, kept


def _insist_required(header, columns):
    has = {*header.positions, *header.ticked, *(PIECES[piece] for piece in header.pieces)}
    missing = [column.heading for column in columns if column.required and column.name not in has]
    if missing:
        raise FileProblem(
            "heading_missing",
            _("Thiếu cột %s. Hãy thêm cột này (xem tệp mẫu).") % ", ".join(f"“{name}”" for name in missing),
            header.seen,
        )
    names = [column.heading for column in columns if column.name in NAMES]
    if names and has.isdisjoint(NAMES):
        raise FileProblem(
            "name_heading_missing",
            _("Không thấy cột “%s”. Hãy chọn cột này ở mục “Cột của tệp được hiểu thế nào”, hoặc thêm cột vào tệp.")
            % names[0],
            header.seen,
        )


def is_column_numbers(cells):
    """The row (A, B, 1, 2) or ((1), (2), (3)=(1)x(2)) that forms put under their header."""
    texts = [tidy(cell) for cell in cells if tidy(cell)]
    return len(texts) > 1 and all(COLUMN_NUMBER.fullmatch(text) for text in texts)
