"""What a sheet says that its reader passes over: hidden rows, cells whose formula has no value, merged cells.

It is found in the markup of an XLSX and an ODS as that flows by (xlsx_markup.py, ods_markup.py) and in the records of
an XLS (xls_records.py).
"""

from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from programmes.exchange.file_problem import FileProblem

MOST_BROKEN = 20_000
MOST_MERGED = 200_000


@dataclass
class SheetFacts:
    """`broken`: row number -> (column from 0, the error or the number that Excel shows); `hidden`: numbers of rows that
    hold something and are not shown; `is_from_1904`: whether the workbook counts its days from that year."""

    broken: dict = field(default_factory=dict)
    hidden: list = field(default_factory=list)
    is_from_1904: bool = False
    broken_count: int = 0
    merged_count: int = 0

    def add_merged(self, count):
        """Count merged cells; each is held in memory, and no list has so many."""
        self.merged_count += count
        if self.merged_count > MOST_MERGED:
            raise FileProblem("too_many_merged", _("Quá nhiều ô gộp. Hãy bỏ gộp ô trong danh sách rồi lưu lại."))

    def add_shown(self, number, column, text):
        """Note a cell whose format shows more than its value."""
        self.broken.setdefault(number, []).append((column, text))

    def add_broken(self, number, column, text):
        """Note a cell without a value; a file of many is refused whole."""
        self.broken.setdefault(number, []).append((column, text))
        self.broken_count += 1
        if self.broken_count > MOST_BROKEN:
            raise FileProblem(
                "formulas_not_computed",
                _("Quá nhiều ô là công thức lỗi hoặc chưa có kết quả. Hãy mở bằng Excel, lưu lại rồi gửi lại."),
            )


def workbook_broken(what):
    """What is wrong with a workbook that has to be saved anew."""
    return FileProblem("workbook_broken", _("%s Hãy mở bằng Excel và lưu lại dạng .xlsx.") % what)


def with_broken(rows, broken, left):
    """Rows of cells as text, with the error in each cell that has one; the first cell stands in column `left`."""
    return _shown(rows, broken, left) if broken else rows


def _shown(rows, broken, left):
    for number, cells in enumerate(rows, 1):
        for column, text in broken.get(number, ()):
            place = column - left
            if place >= 0:
                cells = [*cells, *[""] * (place + 1 - len(cells))]
                cells[place] = text
        yield cells
