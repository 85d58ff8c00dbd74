"""Records to files, in the columns in which they are imported; a template is the export of no records."""

from functools import partial
from itertools import chain

from django.utils.translation import gettext_lazy as _

from programmes.access.people import seen_paths
from programmes.exchange.collector import collector_spared
from programmes.exchange.file_problem import FileProblem
from programmes.exchange.guide_sheet import GUIDE_HEAD
from programmes.exchange.writing.writers import write_csv_blocks, write_json, write_workbook
from programmes.models.fields import Unreadable
from programmes.models.filings import shown_insured
from programmes.models.gifts import shown_need
from programmes.models.recipients import shown_number
from programmes.models.streams import blocks, is_uniform
from programmes.standards.accounts import mask_account
from programmes.standards.lists import first_few
from programmes.standards.money import format_number
from programmes.standards.phones import mask_phone

SORTED_ROWS = 50_000
SHOWN_NAMES = 3
IDENTIFYING = {"citizen", "insured"}
MASKS = {  # content of a column -> what is shown of its numbers
    "citizen": shown_number,
    "insured": shown_insured,
    "si_number": shown_insured,
    "phone": partial(shown_number, hide=mask_phone),
    "account": partial(shown_number, hide=mask_account),
}
FORMATS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}


def columns_of(layout, queryset, *, round_=None, year=None, masked=False, officer=None):
    """The cells of the records in blocks of columns, as `officer` may see them; None, the command line, sees all.

    `masked` hides numbers of people, and why they receive, from those who may not see them.

    All of one moment: one statement reads them. A long file comes in the order of the table, which is nearly that of
    entry; sorting it would keep the first row waiting for the last.
    """
    records = layout.records(queryset, round_, year)
    if records.count() > SORTED_ROWS:
        records = records.order_by()
    paths = list(dict.fromkeys(path for column in layout.columns for path in column.cells.paths))
    unreadable, masks = [], list(map(_mask, layout.columns))
    named = [place for place, column in enumerate(layout.columns) if "name" in {column.content, column.name}]
    for block in blocks(records, seen_paths(officer, layout.model, paths)):
        values = dict(zip(paths, block, strict=True))
        columns = [_written(column.cells, values) for column in layout.columns]
        for place, shown in enumerate(masks):
            if masked and shown:
                columns[place] = list(map(shown, columns[place]))
            elif layout.columns[place].content in MASKS:
                unreadable += _without_number(columns[named[0]], columns[place])
        yield columns
    if unreadable:
        raise _incomplete(unreadable)


def _mask(column):
    """What is shown of a cell of this column in a masked file; None where it stands as it is."""
    return shown_need if column.tells_of_need else MASKS.get(column.content)


def _without_number(names, numbers):
    """The names of those whose number cannot be read."""
    if Unreadable not in set(map(type, numbers)):
        return []
    return [name for name, number in zip(names, numbers, strict=True) if isinstance(number, Unreadable)]


def _incomplete(names):
    """A file without these numbers would be read back as if there were none."""
    return FileProblem(
        "numbers_unreadable",
        _(
            "Không xuất được vì %(n)s dòng có số không đọc được (%(names)s): hãy khôi phục DATA_KEYS, hoặc ghi lại "
            "số của những người này."
        )
        % {"n": format_number(len(names)), "names": first_few(list(dict.fromkeys(names)), SHOWN_NAMES)},
    )


def _written(cells, values):
    """The cells of a column out of values by path; written once where those are uniform, as most within a block are."""
    columns = [values[path] for path in cells.paths]
    if all(map(is_uniform, columns)):
        return cells.write(*(values[:1] for values in columns)) * len(columns[0])
    return cells.write(*columns)


def rows_of(columns):
    """The rows of blocks of columns."""
    return chain.from_iterable(zip(*block, strict=True) for block in columns)


def headings(layout):
    return tuple(column.heading for column in layout.columns)


def guide(layout):
    """What the second sheet of a workbook tells about each column."""
    yield GUIDE_HEAD
    for column in layout.columns:
        yield (column.heading, str(_("có")) if column.required else "", column.example)


def export_file(path, layout, queryset, **narrow):
    """Write one of FORMATS by the ending of `path`; returns the number of records.

    To disk, and never straight to a reader: a file that broke off in the middle would look like a whole one.
    """
    with collector_spared():
        return _write(path, layout, columns_of(layout, queryset, **narrow))


def _write(path, layout, columns):
    ending = str(path).lower()
    if ending.endswith(".json"):
        return write_json(path, rows_of(columns), [column.name for column in layout.columns])
    if ending.endswith(".xlsx"):
        widths = [column.width for column in layout.columns]
        rows = chain([headings(layout)], rows_of(columns))
        return write_workbook(path, rows, widths=widths, guide=guide(layout)) - 1
    return write_csv_blocks(path, headings(layout), columns)
