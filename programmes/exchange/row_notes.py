"""Errors and warnings of the rows of a file: any number of them in little memory."""

import sqlite3
from collections import Counter
from itertools import islice
from typing import NamedTuple
from weakref import finalize

IN_MEMORY = 10_000


class RowNote(NamedTuple):
    """An error or a warning: line (1 is the first; 0 the whole file), heading of the column, code, sentence, cure."""

    line: int
    column: str
    code: str
    message: str


class RowNotes:
    """Those of a file, added in any order and read in that of their lines.

    Of a file in which every cell is wrong they are many times the file: beyond IN_MEMORY they lie on disk, in a
    database without a name that is gone with its connection.
    """

    def __init__(self):
        self._recent, self._disk, self._count = [], None, 0
        self._firsts, self._lines = {}, {}

    def append(self, note):
        line, code = note.line, note.code
        first = self._firsts.setdefault(code, note)
        if note < first:
            self._firsts[code] = note
        lines = self._lines.setdefault(code, bytearray())  # a byte for each line; a set of lines takes fifty
        if line >= len(lines):
            lines.extend(bytes(line + 1 - len(lines)))
        lines[line] = 1
        self._count += 1
        self._recent.append(note)
        if len(self._recent) == IN_MEMORY:
            self._put_away()

    def _put_away(self):
        if self._disk is None:
            self._disk = sqlite3.connect("", isolation_level=None)
            finalize(self, self._disk.close)
            self._disk.execute("PRAGMA journal_mode = OFF")
            self._disk.execute("CREATE TABLE notes (line, heading, code, message)")
        self._disk.executemany("INSERT INTO notes VALUES (?, ?, ?, ?)", self._recent)
        self._recent = []

    def __len__(self):
        return self._count

    def __iter__(self):
        if self._disk is None:
            yield from sorted(self._recent)
            return
        self._put_away()
        rows = self._disk.execute("SELECT * FROM notes ORDER BY line, heading, code, message")
        yield from map(RowNote._make, rows)

    def first(self, count):
        return list(islice(self, count))

    def first_of(self, code):
        return self._firsts[code]

    def rows_of(self):
        """On how many lines each code stands."""
        return Counter({code: sum(lines) for code, lines in self._lines.items()})
