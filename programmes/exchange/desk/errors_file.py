"""The refused rows in the sender's own layout, with what is wrong in a last column: to be mended and sent again.

What is wrong is kept beside the upload, one line a refused row in the order of the file, because the report holds
only the first errors; the rows themselves are read from the upload again. Neither is ever whole in memory.

A refused row leaves the rows that it leaned on: what the officer said for the whole file, a group row or "như trên"
is written into its own cells, in a column added for it where the sender has none. Rows of every sheet stand under the
header of the first; a column that only a later one has is added too.
"""

import json
from bisect import bisect_left
from io import TextIOWrapper
from itertools import chain, groupby
from operator import attrgetter
from tempfile import TemporaryFile

from django.core.files.storage import default_storage
from django.utils.translation import gettext_lazy as _

from programmes.exchange.columns.column import AS_ABOVE
from programmes.exchange.columns.lookups import Lookups
from programmes.exchange.columns.offers import offers
from programmes.exchange.desk.uploads import as_received, is_lost, lost
from programmes.exchange.file_problem import FileProblem
from programmes.exchange.findings import Findings
from programmes.exchange.layouts import LAYOUTS
from programmes.exchange.options import NO_HEADER, Options
from programmes.exchange.reading.old_alphabets import ALPHABETS, in_unicode
from programmes.exchange.reading.readers import open_source
from programmes.exchange.sheets.merged_cells import filled_down
from programmes.exchange.writing.writers import write_csv, write_workbook
from programmes.models.kept_files import put
from programmes.standards.names import tidy

HEADING = _("Lỗi cần sửa")
WORKBOOK_ROWS = 20_000  # a workbook of more keeps the page waiting; CSV takes any number
SUFFIXES = ("xlsx", "csv")


def keep(batch, outcome):
    """Keep how the sheets are laid out, then all faults of each refused row and what it leaned on."""
    read, findings = outcome.reading.sheets, outcome.findings
    with TemporaryFile() as kept, TextIOWrapper(kept, encoding="utf-8", write_through=True) as file:
        sheets = [(sheet.before, sheet.header.line, sheet.header.places) for sheet in read]
        leaned = _Leaned(read, findings.refused_lines, _common_labels(batch))
        needed = {name for line in findings.refused_lines for name in leaned.on(line)}
        first, *later = (sheet.header for sheet in read)
        needed |= {name for header in later for name in header.positions if name not in first.titles}
        added = sorted(needed - sheets[0][2].keys())
        file.write(f"{json.dumps([sheets, added])}\n")
        for line, errors in groupby(findings.errors, key=attrgetter("line")):
            told = dict.fromkeys(
                f"{error.column}: {error.message}" if error.column else error.message for error in errors
            )
            file.write(f"{json.dumps([line, ' '.join(told), leaned.on(line)], ensure_ascii=False)}\n")
        put(batch.faults_name, kept)


def _common_labels(batch):
    """What the officer named for the whole file, as it would stand in a column: column -> text."""
    common, lookups = Options.from_json(batch.options).common, Lookups(batch.owner)
    return {
        column.name: dict(offers(column, lookups)).get(common[column.name], common[column.name])
        for column in LAYOUTS[batch.layout].columns
        if common.get(column.name)
    }


class _Leaned:
    """What the whole file, the group rows and the rows above say for a row: column -> text."""

    def __init__(self, sheets, refused_lines, common):
        self.common, self.above = common, {}
        self.groups = [group for sheet in sheets for group in sheet.groups]
        self.starts = [line for line, _said in self.groups]
        for line, name, text in chain.from_iterable(sheet.likened for sheet in sheets):
            if line in refused_lines:
                self.above.setdefault(line, {})[name] = text

    def on(self, line):
        before = bisect_left(self.starts, line)
        carried = self.groups[before - 1][1] if before else {}
        return {**self.common, **carried, **self.above.get(line, {})}


def is_there(batch):
    return (
        bool(batch.file)
        and "header_line" in batch.report
        and default_storage.exists(batch.faults_name)
        and not is_lost(batch)
    )


def suffixes(batch):
    """The kinds of file to choose from, the better first."""
    return SUFFIXES if batch.report.get("rejected", 0) <= WORKBOOK_ROWS else SUFFIXES[1:]


def write(path, batch):
    """Write .csv or .xlsx by the ending of `path`. Raises FileProblem where a file is gone or not as it was."""
    write_rows = write_workbook if str(path).endswith(".xlsx") else write_csv
    try:
        with as_received(batch) as upload:
            return write_rows(path, _rows(batch, upload))
    except FileNotFoundError:  # forgotten while it was being read
        raise lost() from None
    except (json.JSONDecodeError, UnicodeDecodeError):
        raise FileProblem(
            "faults_damaged", _("Danh sách lỗi lưu trên máy chủ bị hỏng; hãy tải tệp lên lại để kiểm tra lần nữa.")
        ) from None


def _read(batch, upload, headers):
    """Rows of the file as they were judged: letters in Unicode, merged cells filled."""
    text = Options.from_json(batch.options).text
    for sheet in open_source(upload, batch.filename, text).sheets:
        rows = in_unicode(sheet.rows, text if text in ALPHABETS else "", Findings())
        if sheet.before in headers:
            yield from filled_down(rows, sheet, *headers[sheet.before])


def _rows(batch, upload):
    """All that stands above the data, then the refused rows; each as wide as the widest row of the file.

    A file without a header gets one, so that it is not asked for its columns again.
    """
    with default_storage.open(batch.faults_name) as kept, TextIOWrapper(kept, encoding="utf-8") as file:
        sheets, added = json.loads(next(file, ""))
        headers = {before: (line, places) for before, line, places in sheets}
        width = max(len(row.cells) for row in _read(batch, upload, headers))
        layout = _Layout(sheets, added, width)
        headings = {column.name: column.heading for column in LAYOUTS[batch.layout].columns}
        faults = chain(map(json.loads, file), [[None, "", {}]])
        line, told, leaned = next(faults)
        above, options = sheets[0][1], Options.from_json(batch.options)
        heads = [[*layout.titles(headings), str(HEADING)]] if options.header_line == NO_HEADER else []
        for row in _read(batch, upload, headers):
            if heads and row.line > above:
                yield heads.pop()
            while line is not None and line < row.line:
                line, told, leaned = next(faults)
            if row.line < above or (heads and row.line == above):
                yield [*layout.wide(row.cells), *[""] * len(added), ""]
            elif row.line == above:
                yield [*layout.wide(row.cells), *(headings[name] for name in added), str(HEADING)]
            elif row.line == line:
                yield [*layout.completed(row, leaned), told]


class _Layout:
    """Where the columns stand in the file that is written: as on the first sheet, the added ones behind."""

    def __init__(self, sheets, added, width):
        self.sheets, self.width = sheets, width
        self.places = {**sheets[0][2], **{name: width + number for number, name in enumerate(added)}}
        self.added = added

    def titles(self, headings):
        """A header, for a file that has none; `headings` are those of all columns by name."""
        names = {place: name for name, place in self.places.items()}
        return [headings.get(names.get(place), "") for place in range(self.width + len(self.added))]

    def wide(self, cells):
        return [*cells, *[""] * (self.width - len(cells))]

    def completed(self, row, leaned):
        """The cells of a row under the columns of the first sheet, with what it leaned on."""
        own = next(places for before, _line, places in reversed(self.sheets) if before < row.line)
        cells = [*self.wide(row.cells), *[""] * len(self.added)]
        if own != self.sheets[0][2]:
            moved = {self.places[name]: cells[at] for name, at in own.items() if name in self.places}
            cells = [moved.get(at, "") for at in range(len(cells))]
        for name, text in leaned.items():
            at = self.places[name]
            if not cells[at].strip() or AS_ABOVE.fullmatch(tidy(cells[at])):
                cells[at] = text
        return cells
