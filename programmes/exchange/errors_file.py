"""The refused rows in the sender's own layout, with what is wrong in a last column: to be mended and sent again.

What is wrong is kept beside the upload, one line a refused row in the order of the file, because the report holds
only the first errors; the rows themselves are read from the upload again. Neither is ever whole in memory.
"""

import json
import os
from itertools import chain, groupby
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from programmes.exchange.readers import read
from programmes.exchange.writers import write_csv, write_workbook

HEADING = _("Lỗi cần sửa")
WORKBOOK_ROWS = 20_000  # a workbook of more keeps the page waiting; CSV takes any number
SUFFIXES = ("xlsx", "csv")


def place(batch):
    """Where the faults of an upload are kept; goes with the upload."""
    return Path(f"{batch.file.path}.loi")


def keep(batch, tally):
    """Keep all faults of each refused row."""
    with open(place(batch), "w", encoding="utf-8", opener=_private) as file:
        for line, errors in groupby(sorted(tally.errors), key=lambda error: error.line):
            told = dict.fromkeys(
                f"{error.column}: {error.message}" if error.column else error.message for error in errors
            )
            file.write(f"{json.dumps([line, ' '.join(told)], ensure_ascii=False)}\n")


def _private(path, flags):
    return os.open(path, flags, 0o600)


def is_there(batch):
    return bool(batch.report.get("header_line")) and place(batch).exists()


def suffixes(batch):
    """The kinds of file to choose from, the better first."""
    return SUFFIXES if batch.report.get("rejected", 0) <= WORKBOOK_ROWS else SUFFIXES[1:]


def write(path, batch):
    """Write .csv or .xlsx by the ending of `path`."""
    rows = _rows(batch, batch.report["header_line"])
    if str(path).endswith(".xlsx"):
        return write_workbook(path, rows)
    return write_csv(path, rows)


def _rows(batch, header_line):
    """All that stands above the data, then the refused rows; each as wide as the widest row of the file."""
    width = max(len(row.cells) for row in read(batch.file.path, batch.filename))
    with open(place(batch), encoding="utf-8") as file:
        faults = chain(map(json.loads, file), [[None, ""]])
        line, told = next(faults)
        for row in read(batch.file.path, batch.filename):
            while line is not None and line < row.line:
                line, told = next(faults)
            if row.line <= header_line:
                last = str(HEADING) if row.line == header_line else ""
            elif row.line == line:
                last = told
            else:
                continue
            yield [*row.cells, *[""] * (width - len(row.cells)), last]
