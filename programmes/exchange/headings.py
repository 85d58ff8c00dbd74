"""Find the header of a sheet and say which of its columns is what."""

import json
import re
from pathlib import Path
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from programmes.exchange.results import FileProblem
from programmes.standards.names import fold, tidy

SEARCHED_ROWS = 40
IN_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]")
COLUMN_MARK = re.compile(r"\(?([a-zA-Z]|\d{1,2})\)?(\s*=.*)?")
VOCABULARY = json.loads((Path(__file__).parent / "layouts" / "headings.json").read_text(encoding="utf-8"))
IGNORED = "row_number"


class Header(NamedTuple):
    """Where the header is and which cell of a row holds which column of the layout."""

    line: int
    positions: dict
    titles: dict
    unknown: list


def heading_key(text, *, accents=True):
    """A heading without line breaks, brackets, units and marks, for comparing."""
    plain = IN_BRACKETS.sub(" ", tidy(str(text).replace("\n", " ")))
    plain = plain.casefold() if accents else fold(plain)
    return re.sub(r"[\W_]+", " ", plain).strip()


def _names(columns):
    """Key of each known heading -> column: exact spellings, then those without accents.

    "Nam" is no careless "Năm": a word of the vocabulary for something else is never read without its accents.
    """
    exact, folded = {}, {}
    for column in columns:
        words = [column.heading, column.name, *column.synonyms]
        for field in (column.name, *column.synonyms):
            words += VOCABULARY.get(field, [])
        for word in words:
            exact.setdefault(heading_key(word), column)
    for key, column in exact.items():
        folded.setdefault(fold(key), column)
    for word in VOCABULARY[IGNORED]:
        exact.setdefault(heading_key(word), None)
    elsewhere = {heading_key(word) for words in VOCABULARY.values() for word in words} - exact.keys()
    return exact, {key: column for key, column in folded.items() if key not in elsewhere}


def find_header(rows, columns):
    """The header among the first rows, which are consumed from the iterator `rows`.

    The row that names most columns of the layout is the header. Raises FileProblem where none is found, where
    two columns claim to be the same, or where a required one is missing.
    """
    exact, folded = _names(columns)
    required = {column.name for column in columns if column.required}
    best, best_row, is_complete = {}, None, False
    seen = []
    for row in rows:
        seen.append(row)
        found = _match(row.cells, exact, folded)
        if len(found) > len(best):
            best, best_row = found, row
            is_complete = len(found) > 1 and required <= {column.name for column in found.values() if column}
        if len(seen) >= SEARCHED_ROWS or (is_complete and row.line > best_row.line + 2):
            break  # "Tỉnh: ..., Đợt: ..." in a title block is no header, however far below the header stands
    if len(best) < 2:
        raise FileProblem(
            "no_header",
            _("Không thấy dòng tiêu đề cột. Hãy dùng tệp mẫu, hoặc ghi tên cột như: %s.")
            % ", ".join(f"“{column.heading}”" for column in columns[:6]),
        )
    header = _header(best_row, best)
    _insist_required(header, columns)
    return header, [row for row in seen if row.line > best_row.line and not _is_column_marks(row.cells)]


def _match(cells, exact, folded):
    found = {}
    for position, cell in enumerate(cells):
        key = heading_key(cell)
        if key and (key in exact or fold(key) in folded):
            found[position] = exact[key] if key in exact else folded[fold(key)]
    return found


def _header(row, found):
    positions, titles = {}, {}
    for position, column in found.items():
        if column is None:
            continue
        title = tidy(row.cells[position])
        if column.name in positions:
            raise FileProblem(
                "heading_twice",
                _("Hai cột “%(one)s” và “%(two)s” cùng là “%(heading)s”. Hãy bỏ hoặc đổi tên một cột.")
                % {"one": titles[column.name], "two": title, "heading": column.heading},
            )
        positions[column.name], titles[column.name] = position, title
    unknown = [tidy(cell) for position, cell in enumerate(row.cells) if tidy(cell) and position not in found]
    return Header(row.line, positions, titles, unknown)


def _insist_required(header, columns):
    missing = [column.heading for column in columns if column.required and column.name not in header.positions]
    if missing:
        raise FileProblem(
            "heading_missing",
            _("Thiếu cột %s. Hãy thêm cột này (xem tệp mẫu).") % ", ".join(f"“{name}”" for name in missing),
        )


def _is_column_marks(cells):
    """The row (A, B, 1, 2) or ((1), (2), (3)=(1)x(2)) that forms put under their header."""
    marks = [tidy(cell) for cell in cells if tidy(cell)]
    return len(marks) > 1 and all(COLUMN_MARK.fullmatch(mark) for mark in marks)
