"""Many rows at once: COPY on PostgreSQL, executemany on SQLite. The only place that knows the difference.

Rows are tuples of database-ready values: dates as ISO text, times through `moment`, đồng as int, bytes as bytes.
"""

import sqlite3
from contextlib import contextmanager
from pathlib import Path

from django.db import connection

from programmes.models.fields import Sealing

LOADING_KB = 24_000


def quote(name):
    return connection.ops.quote_name(name)


def on_postgresql():
    return connection.vendor == "postgresql"


def has_table(model):
    """Whether the database is there and its tables are made; to ask makes no SQLite file."""
    if not on_postgresql() and not Path(connection.settings_dict["NAME"]).is_file():
        return False
    return model._meta.db_table in connection.introspection.table_names()


def moment(value):
    """A time as the database wants it."""
    return connection.ops.adapt_datetimefield_value(value)


def month_number(column):
    """SQL: the month of a column of days as a number that grows by one a month."""
    if on_postgresql():
        return f"(EXTRACT(YEAR FROM {column})::int * 12 + EXTRACT(MONTH FROM {column})::int)"
    return f"(CAST(substr({column}, 1, 4) AS INTEGER) * 12 + CAST(substr({column}, 6, 2) AS INTEGER))"


def hold(name, *, shared=False):
    """Wait until no other transaction holds this name; let go at its end. SQLite has one writer anyway.

    Those who hold it `shared` wait only for who holds it alone, and not for one another.
    """
    lock = "pg_advisory_xact_lock_shared" if shared else "pg_advisory_xact_lock"
    if on_postgresql():
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {lock}(hashtextextended(%s, 0))", [name])


def reserve_ids(model, count):
    """Ids for `count` new rows, in ascending order. Call inside the transaction that inserts them."""
    if not count:
        return []
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if on_postgresql():
            # OFFSET 0 keeps the name of the sequence from being looked up for every id.
            cursor.execute(
                "SELECT nextval(name) FROM generate_series(1, %s), "
                "(SELECT pg_get_serial_sequence(%s, 'id')::regclass AS name OFFSET 0) sequence",
                [count, table],
            )
            return [row[0] for row in cursor.fetchall()]
        cursor.execute("SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = %s", [table])
        last = cursor.fetchone()[0]
        return list(range(last + 1, last + 1 + count))


def load(model, names, rows):
    """Insert `rows`, return how many; `names` are their fields. A violated constraint raises IntegrityError."""
    columns = [model._meta.get_field(name).column for name in names]
    return _load(quote(model._meta.db_table), columns, rows)


def _load(table, columns, rows):
    names = ", ".join(map(quote, columns))
    with connection.cursor() as cursor, connection.wrap_database_errors:
        if on_postgresql():
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            places = ", ".join("?" * len(columns))
            with room_for_indexes(cursor.connection):
                # The driver's own method: Django's keeps every row in memory to look at the first.
                sqlite3.Cursor.executemany(cursor.cursor, f"INSERT INTO {table} ({names}) VALUES ({places})", rows)
        return cursor.rowcount


@contextmanager
def room_for_indexes(database):
    """Keys in no order are written all over an index; in its usual 2 MB SQLite reads the same pages again and again."""
    (usual,) = database.execute("PRAGMA cache_size").fetchone()
    database.execute(f"PRAGMA cache_size = -{LOADING_KB}")
    try:
        yield
    finally:
        database.execute(f"PRAGMA cache_size = {usual}")


def change(model, names, rows):
    """Update rows by id, all in one statement; returns how many were found.

    Each row is the values of `names` followed by the id.
    """
    rows = list(rows)
    if not rows:
        return 0
    table, columns = quote(model._meta.db_table), [model._meta.get_field(name).column for name in names]
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS changes")
        selected = ", ".join(map(quote, (*columns, "id")))
        cursor.execute(f"CREATE TEMPORARY TABLE changes AS SELECT {selected} FROM {table} WHERE false")
        _load("changes", [*columns, "id"], rows)
        sets = ", ".join(f"{quote(column)} = changes.{quote(column)}" for column in columns)
        cursor.execute(f"UPDATE {table} SET {sets} FROM changes WHERE changes.id = {table}.id")
        found = cursor.rowcount
        cursor.execute("DROP TABLE changes")
        return found


def replace(model, name, rows):
    """Set a column where it still holds what was read: rows of (value, id, value before); returns how many it was."""
    table, column = quote(model._meta.db_table), quote(model._meta.get_field(name).column)
    with connection.cursor() as cursor:
        cursor.executemany(f"UPDATE {table} SET {column} = %s WHERE id = %s AND {column} = %s", rows)
        return max(cursor.rowcount, 0)


def learn(*models):
    """Let PostgreSQL look at tables that one transaction has filled; by itself it does so after the commit."""
    if on_postgresql():
        with connection.cursor() as cursor:
            for model in models:
                cursor.execute(f"ANALYZE {quote(model._meta.db_table)}")


@contextmanager
def keys_table(keys):
    """A temporary table `wanted(key)` of bytes for joins; inside a transaction.

    PostgreSQL hashes it, SQLite walks it in order.
    """
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS wanted")
        if on_postgresql():
            cursor.execute("CREATE TEMPORARY TABLE wanted (key bytea NOT NULL)")
            _load("wanted", ["key"], ((key,) for key in keys))
            cursor.execute("ANALYZE wanted")
        else:
            cursor.execute("CREATE TEMPORARY TABLE wanted (key blob PRIMARY KEY) WITHOUT ROWID")
            _load("wanted", ["key"], ((key,) for key in sorted(keys)))
        yield cursor
        cursor.execute("DROP TABLE wanted")


def give_ids(instances):
    """Give unsaved records of one table the ids under which `insert` will store them."""
    if instances:
        for instance, pk in zip(instances, reserve_ids(type(instances[0]), len(instances)), strict=True):
            instance.pk = pk


def insert(instances):
    """Insert unsaved records of one table in one statement, give them ids unless they have them; returns how many."""
    if not instances:
        return 0
    model = type(instances[0])
    if instances[0].pk is None:
        give_ids(instances)
    fields = model._meta.local_concrete_fields
    return load(model, [field.name for field in fields], (_row(instance, fields, add=True) for instance in instances))


def update(instances, names):
    """Store the named fields of existing records of one table, with their keyed hashes; returns how many were found."""
    if not instances:
        return 0
    names = Sealing(type(instances[0]), names).names
    fields = [type(instances[0])._meta.get_field(name) for name in names]
    return change(type(instances[0]), names, [(*_row(record, fields), record.pk) for record in instances])


def _row(instance, fields, *, add=False):
    return tuple(field.get_db_prep_save(field.pre_save(instance, add), connection) for field in fields)
