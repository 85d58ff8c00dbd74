"""Rows of a query as they leave the database: whole columns without models, in blocks, all of one moment.

COPY on PostgreSQL, whose text is split here, block by block: the driver would make an object of each row.
"""

import re
from binascii import unhexlify
from contextlib import contextmanager, nullcontext
from itertools import islice

from django.core.exceptions import EmptyResultSet
from django.db import connection, transaction

from programmes.models.bulk import on_postgresql

BLOCK_ROWS = 500  # a block and what is made of it stay in the processor's cache, and the server is never kept waiting
PLAN = (("work_mem", "64MB"), ("synchronize_seqscans", "off"), ("max_parallel_workers_per_gather", "0"))
ESCAPED = re.compile(r"\\(.)")
CONTROLS = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}


def blocks(queryset, paths):
    """Lists of columns, one for each path, of BLOCK_ROWS values, as the database has them: no converters, no instances.

    Days are dates or ISO text, binary values bytes; absent text and bytes may be empty ones. One statement is one
    snapshot on both databases: what others commit meanwhile is not in it.
    """
    try:
        compiler = queryset.values_list(*paths).query.get_compiler(connection=connection)
        statement, parameters = compiler.as_sql()
    except EmptyResultSet:
        return
    with _unhurried() if on_postgresql() else nullcontext():
        yield from column_blocks(statement, parameters, [column.output_field for column, *_sql in compiler.select])


def column_blocks(statement, parameters, fields):
    """The same of a SELECT whose columns hold values of these model fields."""
    with connection.wrap_database_errors:
        yield from (_copied if on_postgresql() else _stepped)(statement, parameters, fields)


def is_uniform(values):
    """Whether a column, of one value at least, repeats its first."""
    return values[0] == values[-1] and values.count(values[0]) == len(values)


def _stepped(statement, parameters, _fields):
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        while block := cursor.fetchmany(BLOCK_ROWS):
            yield list(zip(*block, strict=True))


def _copied(statement, parameters, fields):
    """The server goes on while we write, instead of waiting to be asked for each block."""
    kinds = [getattr(field, "target_field", field).get_internal_type() for field in fields]
    names = [f"c{place}" for place in range(len(kinds))]
    parts = [(slice(place, None, len(kinds)), READ.get(kind)) for place, kind in enumerate(kinds)]
    wanted = [WRITE.get(kind, "%s") % name for name, kind in zip(names, kinds, strict=True)]
    copying = f"COPY (SELECT {', '.join(wanted)} FROM ({statement}) found ({', '.join(names)})) TO STDOUT (NULL '')"
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL DateStyle TO ISO")
        # COPY takes no parameters of its own; the server would.
        with cursor.copy(connection.ops.compose_sql(copying, parameters)) as copy:
            lines = iter(copy)
            while block := b"".join(islice(lines, BLOCK_ROWS)):
                cells = block.decode()[:-1].replace("\n", "\t").split("\t")
                if b"\\" in block:
                    cells = [ESCAPED.sub(_unescaped, cell) for cell in cells]
                yield [_values(cells[part], read) if read else cells[part] for part, read in parts]


def _unescaped(found):
    return CONTROLS.get(found[1], found[1])


def _values(cells, read):
    return read(cells[:1]) * len(cells) if is_uniform(cells) else read(cells)


def _numbers(cells):
    return [int(cell) if cell else None for cell in cells] if "" in cells else list(map(int, cells))


def _days(cells):
    return [cell or None for cell in cells] if "" in cells else cells


def _truths(cells):
    return [cell == "t" if cell else None for cell in cells]


def _bytes(cells):
    return list(map(unhexlify, cells))


WRITE = {"BinaryField": "encode(%s, 'hex')"}
READ = {
    "AutoField": _numbers,
    "BigAutoField": _numbers,
    "BigIntegerField": _numbers,
    "IntegerField": _numbers,
    "PositiveBigIntegerField": _numbers,
    "PositiveIntegerField": _numbers,
    "PositiveSmallIntegerField": _numbers,
    "SmallIntegerField": _numbers,
    "DateField": _days,
    "BooleanField": _truths,
    "BinaryField": _bytes,
}


@contextmanager
def _unhurried():
    """For this transaction only: joins in memory, rows in the order of their table, the second core left to us."""
    with transaction.atomic() if connection.get_autocommit() else nullcontext():
        with connection.cursor() as cursor:
            for name, value in PLAN:
                cursor.execute("SELECT set_config(%s, %s, true)", [name, value])
        yield
