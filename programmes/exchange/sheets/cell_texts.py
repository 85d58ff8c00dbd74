"""The texts of a block of rows, column by column: those of which several columns of the file make one are joined."""

from itertools import zip_longest

from django.utils.translation import gettext_lazy as _

from programmes.exchange.columns.lookups import code_text
from programmes.exchange.sheets.joined_columns import (
    day_and_number,
    is_sex_by_one_tick,
    joined,
    joined_pieces,
    tell_one_another,
    ticked,
)
from programmes.exchange.sheets.vocabulary import PIECES, SECOND_CHOICES


class CellTexts:
    """The cells under one header; `index` is the place of each column of the layout, `prices` the UnitPrices."""

    def __init__(self, columns, index, header, findings, untitled, prices):
        self.columns, self.index, self.header, self.findings = columns, index, header, findings
        self.untitled, self.prices = untitled, prices

    def of(self, block):
        """For each column of the layout its texts in the block; None for one that the file does not have."""
        cells = list(zip_longest(*(row.cells for row in block), fillvalue=""))
        blank = ("",) * len(block)

        def at(place):
            return cells[place] if place < len(cells) else blank

        self.untitled.look([row.line for row in block], cells)
        positions = self.header.positions
        texts = [at(positions[column.name]) if column.name in positions else None for column in self.columns]
        for name, places in self.header.spread.items():
            texts[self.index[name]] = joined(name, [texts[self.index[name]], *map(at, places)])
        for name, values in self.header.ticked.items():
            texts[self.index[name]] = ticked({value: at(place) for place, value in values.items()})
        if self.header.has_codes:
            place = self.index["province"]
            texts[place] = [code_text(text.strip()) if text.strip().isdigit() else text for text in texts[place]]
        if (both := positions.get("booked_on")) is not None and both == positions.get("reference"):
            days, numbers = day_and_number(at(both))
            texts[self.index["booked_on"]], texts[self.index["reference"]] = days, numbers
        if self.header.pieces:
            pieces = {piece: at(place) for piece, place in self.header.pieces.items()}
            whole = {name: texts[place] for name, place in self.index.items()}
            for name, column in joined_pieces(pieces, whole):
                texts[self.index[name]] = column
            if "unit_value" in pieces:
                self.prices.reckon([row.line for row in block], texts, pieces["unit_value"])
        tell_one_another(texts, self.index, {end: at(place) for end, place in self.header.ends.items()})
        return texts

    def tell(self):
        """Say which columns are read as one, and how."""
        if " + " in (titles := self.header.titles.get("address", "")):
            message = _("Các cột “%s” được ghép thành một địa chỉ.") % titles
            heading = self.columns[self.index["address"]].heading
            self.findings.warn(self.header.line, heading, "columns_joined", message)
        for name, places in self.header.spread.items():
            message = _("Tiêu đề “%(title)s” đứng trên các cột %(letters)s; các ô của chúng được ghép thành một.")
            letters = ", ".join(map(self.untitled.letter, [self.header.positions[name], *places]))
            told = {"title": self.header.titles[name], "letters": letters}
            heading = self.columns[self.index[name]].heading
            self.findings.warn(self.header.line, heading, "heading_spread", message % told)
        self._tell_read_otherwise()

    def _tell_read_otherwise(self):
        """Say which columns are read only where another is empty, and what an empty cell of a column of ticks means."""
        cells, pieces = self.header.cells, self.header.pieces
        for second in [second for second in SECOND_CHOICES if second in pieces]:
            whole = PIECES[second]
            message = _("Đã có cột “%(first)s” nên cột “%(second)s” chỉ được dùng ở dòng mà cột đó để trống.")
            told = {"first": cells[self.header.positions[whole]], "second": cells[pieces[second]]}
            heading = self.columns[self.index[whole]].heading
            self.findings.warn(self.header.line, heading, "column_second", message % told)
        if is_sex_by_one_tick(pieces):
            message = _("Chỉ có cột “%s” để đánh dấu: người không được đánh dấu được ghi là nam.")
            heading = self.columns[self.index["sex"]].heading
            told = message % cells[pieces["female_tick"]]
            self.findings.warn(self.header.line, heading, "sex_by_one_tick", told)
