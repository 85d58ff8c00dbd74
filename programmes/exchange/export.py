"""Records to files, in the columns in which they are imported; a template is the export of no records."""

from itertools import chain

from django.utils.translation import gettext_lazy as _

from programmes.exchange.writers import csv_chunks, write_csv, write_workbook
from programmes.standards.identity import mask


def rows_of(layout, queryset, *, round_=None, year=None, masked=False):
    """Heading row, then one row a record; `masked` hides citizen numbers from those who may not see them."""
    rows = layout.export(layout.records(queryset, round_, year))
    return chain([headings(layout)], _masked(layout, rows) if masked else rows)


def _masked(layout, rows):
    places = [place for place, column in enumerate(layout.columns) if column.name == "citizen_number"]
    for row in rows:
        row = list(row)
        for place in places:
            row[place] = mask(row[place]) if row[place] else ""
        yield row


def headings(layout):
    return tuple(column.heading for column in layout.columns)


def guide(layout):
    """What the second sheet of a workbook tells about each column."""
    yield (str(_("Cột")), str(_("Bắt buộc")), str(_("Ví dụ")))
    for column in layout.columns:
        yield (column.heading, str(_("có")) if column.required else "", column.example)


def export_csv(layout, queryset, **narrow):
    """Pieces of a CSV text, for streaming."""
    return csv_chunks(rows_of(layout, queryset, **narrow))


def export_file(path, layout, queryset, **narrow):
    """Write .csv or .xlsx by the ending of `path`; returns the number of records."""
    rows = rows_of(layout, queryset, **narrow)
    if str(path).lower().endswith(".xlsx"):
        widths = [column.width for column in layout.columns]
        return write_workbook(path, rows, widths=widths, guide=guide(layout)) - 1
    return write_csv(path, rows) - 1
