"""A Page as open data: JSON by tables, CSV by values or of one table. Values are those of the page, unformatted."""

import datetime
from enum import StrEnum

from django.utils.translation import gettext

from programmes.exchange.writing.writers import csv_text
from programmes.public.tables import COUNTED

HEADINGS = ("bang", "ten_bang", "co_so", "minh_hoa", "dong", "cot", "ten_cot", "gia_tri", "don_vi")


def as_json(page):
    """Hidden numbers are the texts of the page; what is not known is null; days are ISO 8601."""
    return {
        "title": page.title,
        "address": page.path,
        "is_sample": page.is_sample,
        "version": page.state.version,
        "as_of": page.state.as_of,
        "tables": [_json_table(table, page.is_sample) for table in page.tables.values()],
    }


def _json_table(table, is_sample):
    return {
        "key": table.key,
        "title": table.title,
        "basis": table.basis,
        "is_sample": is_sample and table.basis == COUNTED,
        "note": table.note,
        "columns": [_json_column(column, table, is_sample) for column in table.columns],
        "rows": [{value.column.key: _plain(value.raw) for value in row.values} for row in table.rows],
    }


def _json_column(column, table, is_sample):
    basis = column.basis or table.basis
    return {
        "key": column.key,
        "title": column.title,
        "unit": column.unit,
        "basis": basis,
        "is_sample": is_sample and basis == COUNTED,
    }


def _plain(raw):
    if isinstance(raw, datetime.date):
        return raw.isoformat()
    return str(raw) if isinstance(raw, StrEnum) else raw


def as_csv(page):
    """One line for each value: table, row number, column, value, unit."""
    return csv_text([HEADINGS, *(line for table in page.tables.values() for line in _csv_lines(table, page.is_sample))])


def _csv_lines(table, is_sample):
    for number, row in enumerate(table.rows, 1):
        for column, raw in ((value.column, value.raw) for value in row.values):
            basis = column.basis or table.basis
            sample = _yes_or_no(is_sample and basis == COUNTED)
            yield table.key, table.title, basis, sample, number, column.key, column.title, _cell(raw), column.unit


def _yes_or_no(is_so):
    return gettext("có") if is_so else gettext("không")


def _cell(raw):
    return "" if raw is None else _plain(raw)


def table_as_csv(page, table):
    """One line for each row under heads in words; a hidden number is its words. Last comes what holds of the row."""
    is_sample = page.is_sample and COUNTED in {column.basis or table.basis for column in table.columns}
    heads = [f"{column.title} ({column.unit})" if column.unit else column.title for column in table.columns]
    rows = (
        [*(_cell(value.raw) for value in row.values), _yes_or_no(row.is_total), table.basis, _yes_or_no(is_sample)]
        for row in table.rows
    )
    return csv_text([[*heads, gettext("Dòng cộng"), gettext("Cơ sở"), gettext("Dữ liệu minh họa")], *rows])
