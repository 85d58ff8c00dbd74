"""Rows of a query as they leave the database: tuples without models, in blocks, all of one moment."""

from contextlib import contextmanager, nullcontext
from itertools import islice

from django.core.exceptions import EmptyResultSet
from django.db import connection, transaction

from programmes.models.bulk import on_postgresql

BLOCK_ROWS = 2000
PLAN = (("work_mem", "64MB"), ("synchronize_seqscans", "off"), ("max_parallel_workers_per_gather", "0"))


def blocks(queryset, paths):
    """Lists of tuples, one value for each path, as the database has them: no converters, no instances.

    One statement is one snapshot on both databases: what others commit meanwhile is not in it.
    """
    try:
        statement, parameters = queryset.values_list(*paths).query.get_compiler(connection=connection).as_sql()
    except EmptyResultSet:
        return
    rows = _streamed if on_postgresql() else _stepped
    with connection.wrap_database_errors:
        yield from rows(statement, parameters)


def _stepped(statement, parameters):
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        while block := cursor.fetchmany(BLOCK_ROWS):
            yield block


def _streamed(statement, parameters):
    """Without a named cursor: the server goes on while we write, instead of waiting to be asked for each block."""
    with _unhurried(), connection.connection.cursor() as cursor:
        rows = cursor.stream(statement, parameters, size=BLOCK_ROWS)
        while block := list(islice(rows, BLOCK_ROWS)):
            yield block


@contextmanager
def _unhurried():
    """For this transaction only: joins in memory, rows in the order of their table, the second core left to us."""
    with transaction.atomic() if connection.get_autocommit() else nullcontext():
        with connection.cursor() as cursor:
            for name, value in PLAN:
                cursor.execute("SELECT set_config(%s, %s, true)", [name, value])
        yield
