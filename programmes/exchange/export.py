"""Records to files, in the columns in which they are imported; a template is the export of no records."""

from itertools import chain

from django.utils.translation import gettext_lazy as _

from programmes.exchange.writers import csv_chunks, write_csv, write_workbook


def rows_of(layout, queryset, *, round_=None, year=None):
    """Heading row, then one row a record."""
    return chain([headings(layout)], layout.export(layout.records(queryset, round_, year)))


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
