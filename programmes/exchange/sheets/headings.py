"""Find the header of a sheet among its first rows, or where it has none."""

import re
from itertools import islice

from django.utils.translation import gettext_lazy as _

from programmes.exchange.file_problem import FileProblem
from programmes.exchange.hidden import without_numbers
from programmes.exchange.options import NO_HEADER
from programmes.exchange.sheets.header import (
    LONGEST_TITLE,
    SHOWN_TITLES,
    header_of,
    insist_required,
    with_old_numbers,
    without_seconds,
)
from programmes.exchange.sheets.header_levels import (
    MOST_LEVELS,
    Found,
    headers_ending_at,
    is_column_numbers,
    tells_data,
)
from programmes.exchange.sheets.lettered import lettered
from programmes.exchange.sheets.money_units import insist_dong
from programmes.exchange.sheets.row_words import NUMBERING
from programmes.exchange.sheets.title_rows import day_of, kind_said, proposed_by, said_by
from programmes.exchange.sheets.vocabulary import IN_BRACKETS, Words
from programmes.exchange.sheets.wordings import are_machine_names
from programmes.models import GiftKind
from programmes.standards.names import fold, tidy

SEARCHED_ROWS = 40
SHOWN_ROWS = 15
SPREAD = {"full_name", "birth", "address", "note"}  # columns whose heading may stand over several of the file
PEEKED_ROWS = 20
GIVEN_NAME = re.compile(r"[^\W\d_]+( [^\W\d_]+)?")
NO_GIVEN_NAMES = {"nam", "nu", "x"}
BIRTH = re.compile(r"[\d ./-]{4,12}", re.ASCII)


def find_header(rows, columns, mapping=None, spans=(), line=0, left=0, sheet_name=""):
    """The header among the first rows, which are consumed from the iterator `rows`, and the rows read after it.

    The row that names most columns of the layout is the header, or several rows, where the upper ones span cells of the
    lower; or the one at `line`, where the sheet has it; with NO_HEADER none. `mapping` as in Options, `spans` are the
    (line, first, last column) of cells that are merged over several columns, `left` as in Sheet, whose name may say the
    kind of its gifts. Raises FileProblem
    where no header is found, where two columns claim to be the same, where a required one is missing, or where money is
    not in đồng.
    """
    words = Words(columns, mapping or {})
    if line == NO_HEADER:
        return _without_header(rows, columns, words, left, sheet_name)
    best, seen = _search(rows, words, {column.name for column in columns if column.is_needed}, line)
    is_told = bool(line) and best.top <= line <= best.line
    if is_told and sum(bool(tells_data(title) or NUMBERING.fullmatch(title)) for title in best.titles) > 1:
        raise FileProblem(
            "header_is_data",
            _(
                "Dòng %d là một người hay một khoản trong danh sách, không phải tiêu đề. Hãy chọn dòng khác; tệp không "
                "có dòng tiêu đề thì chọn “Tệp không có dòng tiêu đề”."
            )
            % line,
            head=_shown(seen),
        )
    if len(best.fields) < 2 and not is_told:
        raise FileProblem(
            "no_header",
            _(
                "Không thấy dòng tiêu đề cột. Hãy chỉ dòng nào là tiêu đề, hoặc chọn “Tệp không có dòng tiêu đề”, rồi "
                "ghép cột; hoặc ghi tên cột như: %s."
            )
            % ", ".join(f"“{column.heading}”" for column in columns[:6]),
            _likely_titles(seen),
            head=_shown(seen),
        )
    rows_above = [row for row in seen if row.line < best.line]
    best = without_seconds(with_old_numbers(best, words), words)
    titles = [row for row in rows_above if row.line < best.top]
    header = _below(titles, header_of(best, columns, words.mapping), columns, sheet_name)
    insist_required(header, columns, _shown(seen))
    seen += islice(rows, PEEKED_ROWS)
    head = [row for row in seen if row.line > best.line and not is_column_numbers(row.cells)]
    notes = []
    while head and (_is_of_the_header(_filled(head[0])) or _says_it_again(head[0], header, words)):
        notes.append(head.pop(0))
    insist_dong(header.titles, [*rows_above, *notes])
    merged = [span for span in spans if best.top <= span[0] <= best.line]
    return header._replace(spread=_spread(header, merged, head)), head


def _without_header(rows, columns, words, left, sheet_name):
    """As find_header, of a sheet that has none."""
    found, columns_lettered, above, head = lettered(rows, columns, words, left, SEARCHED_ROWS)
    header = _below(above, header_of(found, columns, words.mapping), columns, sheet_name)
    header = header._replace(lettered=columns_lettered)
    insist_required(header, columns, _shown([*above, *head]))
    insist_dong(header.titles, above)
    return header, head


def _below(rows, header, columns, sheet_name):
    """The header with what the rows above it say, and the name of the sheet."""
    above, said = tuple([tidy(cell) for cell in row.cells] for row in rows), said_by(rows)
    has_kinds = any(getattr(column.parse, "choices", None) is GiftKind for column in columns)
    if has_kinds and (kind := kind_said(rows, sheet_name)):
        said["kind"] = kind
    return header._replace(dated=day_of(rows), proposed=proposed_by(rows), said=said, above=above)


def _found_at(line, rows, words):
    """The Found of the row that the officer has pointed at, or of rows that make a header with it; None without it."""
    at = next((place for place, row in enumerate(rows) if row.line == line), None)
    if at is None:
        return None
    best = next(headers_ending_at(rows[at], [], words))
    for last in range(at, min(at + MOST_LEVELS, len(rows))):
        for found in headers_ending_at(rows[last], rows[:last], words):
            if found.top <= line <= found.line and found.names_more(best):
                best = found
    return best


def _shown(rows):
    """The first rows, (line, cells), for the officer to point at the header."""
    return [
        [row.line, [without_numbers(tidy(cell))[:LONGEST_TITLE] for cell in row.cells[:SHOWN_TITLES]]]
        for row in rows[:SHOWN_ROWS]
    ]


def _likely_titles(rows):
    """The titles of the widest row of words, which may be a header in words that nobody knows, for the officer."""
    worded = [[text for cell in row.cells if (text := tidy(cell))] for row in rows]
    worded = [texts for texts in worded if len(texts) > 2 and not any(text[0].isdigit() for text in texts)]
    return [[title, ""] for title in max(worded, key=len, default=())]


def _filled(row):
    return [text for cell in row.cells if (text := tidy(cell))]


def _is_of_the_header(texts):
    """Whether a row below the header holds names of programs, or notes in brackets such as units, and no line."""
    return are_machine_names(texts) or all(IN_BRACKETS.fullmatch(text) for text in texts)


def _says_it_again(row, header, words):
    """Whether the row below the header says it once more in another language, or in words below names of programs."""
    names = {place: name for name, place in header.positions.items()}
    told = [(place, words.field(text)) for place, cell in enumerate(row.cells) if (text := tidy(cell))]
    same = [place for place, name in told if name and name == names.get(place)]
    if are_machine_names(list(filter(None, header.cells))):
        return len(same) > 1
    return len(same) > 1 and 2 * len(same) >= len(told) and bool(words.english)


def _search(rows, words, required, line=0):
    """The best Found of the first rows, the one at `line` before all; and the rows that were read for it."""
    if line:
        seen = list(islice(rows, SEARCHED_ROWS))
        return _found_at(line, seen, words) or _search(seen, words, required)[0], seen
    best, seen = Found(0, 0, [], {}, 0), []
    for row in rows:
        for found in headers_ending_at(row, seen, words):
            best = found if found.names_more(best) else best
        seen.append(row)
        if len(seen) >= SEARCHED_ROWS or (row.line > best.line + 2 and best.is_complete(required)):
            break  # "Tỉnh: ..., Đợt: ..." in a title block is no header, however far below the header stands
    return best, seen


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
    return name == "full_name" and _are_given([given for _family, given in filled], lines)


def _are_given(names, lines):
    """Whether these are given names, and not now and then a note: most lines of the list have one."""
    if set(map(fold, names)) <= NO_GIVEN_NAMES:
        return False
    people = [cells for cells in lines if 2 * sum(map(bool, cells)) > len(cells)]
    return 2 * len(names) > len(people) and all(GIVEN_NAME.fullmatch(name) and name[0].isupper() for name in names)
