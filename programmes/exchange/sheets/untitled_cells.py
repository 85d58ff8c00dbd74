"""Cells of the list that stand under no heading: nobody can tell what they mean, so they are told and never dropped."""

from django.utils.translation import gettext_lazy as _

from programmes.exchange.places import column_letter
from programmes.exchange.sheets.row_words import NUMBERING
from programmes.standards.lists import first_few
from programmes.standards.names import tidy

SHOWN_LINES = 5


class UntitledCells:
    """Looks for such cells on a sheet, block by block. They are told once their rows prove to be lines of the list.

    In a text file a row with more cells than the header is one whose commas are not quoted: it is refused, since its
    cells stand in wrong columns.
    """

    def __init__(self, header, sheet, findings, *, is_text):
        self.header, self.sheet, self.findings, self.is_text = header, sheet, findings, is_text
        read = {*header.places.values()}
        self.places = [place for place, title in enumerate(header.cells) if not title and place not in read]
        self.numbers = 0 if header.number is None else None  # nobody misses the title of a first column of numbers
        self.noted, self.found = {}, {}

    def letter(self, place):
        """Name of a column as the spreadsheet shows it."""
        return column_letter(place + self.sheet.left)

    def look(self, lines, columns):
        """Note the cells of a block, which are given by column."""
        width = len(self.header.cells)
        for place in (*(place for place in self.places if place < len(columns)), *range(width, len(columns))):
            if not any(columns[place]):
                continue
            filled = [(line, text) for line, text in zip(lines, columns[place], strict=True) if text.strip()]
            if place == self.numbers:
                filled = [(line, text) for line, text in filled if not NUMBERING.fullmatch(tidy(text))]
            if filled:
                self.noted[place] = [line for line, _text in filled]

    def tell(self, lines):
        """Keep what stands in these lines; refuse those that are broken into too many cells."""
        kept = set(lines) if self.noted else ()
        surplus = set()
        for place, noted in self.noted.items():
            own = [line for line in noted if line in kept]
            if self.is_text and place >= len(self.header.cells):
                surplus.update(own)
            elif own:
                self.found.setdefault(place, []).extend(own)
        for line in sorted(surplus):
            message = _("Dòng có nhiều ô hơn tiêu đề; đặt ô có dấu phẩy trong dấu nháy kép rồi gửi lại.")
            self.findings.refuse(line, "", "cells_surplus", message)
        self.noted.clear()

    def tell_columns(self):
        """Warn of each column without a title that holds something in a line of the list."""
        for place, lines in sorted(self.found.items()):
            shown = first_few([line - self.sheet.before for line in lines], SHOWN_LINES)
            message = _(
                "Cột %(letter)s không có tiêu đề nhưng có chữ (dòng %(lines)s); không được nhập. "
                "Nếu cần, hãy đặt tiêu đề cho cột rồi tải lên lại."
            )
            told = {"letter": self.letter(place), "lines": shown}
            self.findings.warn(lines[0], "", "column_untitled", message % told)
