"""Where a line and a column of a file stand, in the words of the spreadsheet."""

from django.utils.translation import gettext_lazy as _


def column_letter(place):
    """Name of a column in a spreadsheet: 0 is A, 26 is AA."""
    first, last = divmod(place, 26)
    return (column_letter(first - 1) if first else "") + chr(ord("A") + last)


class Places:
    """Where the lines of a file stand, which are counted on through the sheets of a workbook.

    On the second and later sheets an officer finds a line by the name of the sheet and the number that Excel shows.
    """

    def __init__(self):
        self._starts = []

    def begin(self, before, sheet):
        """A sheet of this name begins after so many lines, whether or not it is read."""
        self._starts.append((before, sheet))

    def of(self, line):
        """A line as the officer finds it: "7", on a later sheet "3 (Trang 2)"."""
        before, sheet = self._sheet_of(line)
        return f"{line - before} ({sheet})" if before else str(line)

    def sheet_of(self, line):
        """The later sheet on which a line stands; "" of the first."""
        before, sheet = self._sheet_of(line)
        return sheet if before else ""

    def heading_at(self, line, heading):
        """A column of a line; on a later sheet with its name and line there, which the line itself does not tell."""
        before, sheet = self._sheet_of(line)
        if not before:
            return str(heading)
        place = _("trang “%(sheet)s” dòng %(line)d") % {"sheet": sheet, "line": line - before}
        return f"{place}: {heading}" if heading else place

    def _sheet_of(self, line):
        return next((start for start in reversed(self._starts) if start[0] < line), (0, ""))
