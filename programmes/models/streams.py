"""Rows of a query as they leave the database: whole columns without models, in blocks, all of one moment."""

from contextlib import nullcontext
from itertools import islice

from django.core.exceptions import EmptyResultSet
from django.db import connection, transaction
from psycopg.types.string import TextLoader

from programmes.models.bulk import on_postgresql

BLOCK_ROWS = 500  # a block and what is made of it stay in the processor's cache, and the server is never kept waiting
# For the transaction: joins in memory, rows in the order of their table, the second core left to us, days as ISO text.
PLAN = (
    ("work_mem", "64MB"),
    ("synchronize_seqscans", "off"),
    ("max_parallel_workers_per_gather", "0"),
    ("DateStyle", "ISO"),
)


def blocks(queryset, paths):
    """Lists of columns, one for each path, of BLOCK_ROWS values, as the database has them: no converters, no instances.

    Days are dates or ISO text, binary values bytes. One statement is one snapshot on both databases: what others commit
    meanwhile is not in it.
    """
    try:
        compiler = queryset.values_list(*paths).query.get_compiler(connection=connection)
        statement, parameters = compiler.as_sql()
    except EmptyResultSet:
        return
    yield from column_blocks(statement, parameters)


def column_blocks(statement, parameters):
    """The same of a SELECT."""
    with connection.wrap_database_errors, connection.cursor() as cursor:
        if on_postgresql():
            with transaction.atomic() if connection.get_autocommit() else nullcontext():
                yield from _streamed(cursor, statement, parameters)
        else:
            yield from _stepped(cursor, statement, parameters)


def is_uniform(values):
    """Whether a column, of one value at least, repeats its first."""
    return values[0] == values[-1] and values.count(values[0]) == len(values)


def _stepped(cursor, statement, parameters):
    cursor.execute(statement, parameters)
    while block := cursor.fetchmany(BLOCK_ROWS):
        yield list(zip(*block, strict=True))


def _streamed(cursor, statement, parameters):
    """The server goes on while we write, instead of waiting to be asked for each block (libpq 17, as in the wheel)."""
    for name, value in PLAN:
        cursor.execute("SELECT set_config(%s, %s, true)", [name, value])
    cursor.adapters.register_loader("date", TextLoader)  # a date would be made only to be written again
    rows = cursor.stream(statement, parameters, size=BLOCK_ROWS)
    while block := list(islice(rows, BLOCK_ROWS)):
        yield list(zip(*block, strict=True))
