"""The floor: finished rows in and out of the same tables by the rawest means of the database, with nothing checked."""

import re
import sqlite3
from contextlib import contextmanager

from django.db import connection, transaction

from programmes.models import Gift, Recipient
from programmes.models.bulk import on_postgresql, quote, room_for_indexes

TABLES = (Recipient, Gift)
BARE = "bare_"


def finished_rows():
    """The rows of recipients and gifts as the database holds them: COPY text on PostgreSQL, tuples on SQLite."""
    with connection.cursor() as cursor:
        return {model: _read(cursor, model) for model in TABLES}


def _read(cursor, model):
    table = quote(model._meta.db_table)
    if on_postgresql():
        with cursor.copy(f"COPY {table} TO STDOUT") as copy:
            return [bytes(block) for block in copy]
    return cursor.execute(f"SELECT * FROM {table}").fetchall()


def load_again(finished, prefix=""):
    """Load the finished rows, in one transaction, into the emptied tables, or into those of `bare_tables`."""
    with transaction.atomic(), connection.cursor() as cursor:
        for model, rows in finished.items():
            _write(cursor, quote(prefix + model._meta.db_table), rows)


@contextmanager
def bare_tables():
    """Gives the prefix of tables with the same columns, checks and indexes, but without foreign keys and triggers.

    What they take is the disk's and the indexes'; what `load_again` takes beyond it, the schema's.
    """
    names = [(model._meta.db_table, BARE + model._meta.db_table) for model in TABLES]
    with connection.cursor() as cursor, connection.constraint_checks_disabled():
        for table, bare in names:
            for statement in _statements_of_bare(cursor, table, bare):
                cursor.execute(statement)
        try:
            yield BARE
        finally:
            for _table, bare in reversed(names):
                cursor.execute(f"DROP TABLE {quote(bare)}")


def _statements_of_bare(cursor, table, bare):
    if on_postgresql():
        return [f"CREATE TABLE {quote(bare)} (LIKE {quote(table)} INCLUDING ALL)"]
    cursor.execute("SELECT sql FROM sqlite_master WHERE tbl_name = %s AND sql > '' ORDER BY type DESC", [table])
    found = [statement for (statement,) in cursor.fetchall()]
    return [_of_bare(each, table, bare) for each in found if not each.startswith("CREATE TRIGGER")]


def _of_bare(statement, table, bare):
    """The statement that makes a table or an index of it, for the bare one; each index has a name of its own."""
    statement = statement.replace(f'"{table}"', f'"{bare}"')
    return re.sub(r'INDEX "(\w+)"', rf'INDEX "{BARE}\1"', statement, count=1)


def empty_tables():
    """Make room for the finished rows; not part of what is measured. TRUNCATE would reach the books, which refuse."""
    tables = [quote(model._meta.db_table) for model in reversed(TABLES)]
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"DELETE FROM {table}")
        cursor.execute(f"VACUUM FULL {', '.join(tables)}" if on_postgresql() else "VACUUM")


def _write(cursor, table, rows):
    if on_postgresql():
        with cursor.copy(f"COPY {table} FROM STDIN") as copy:
            for block in rows:
                copy.write(block)
    elif rows:
        places = ", ".join("?" * len(rows[0]))
        with room_for_indexes(cursor.connection):  # as the import has it, and the driver itself as well
            sqlite3.Cursor.executemany(cursor.cursor, f"INSERT INTO {table} VALUES ({places})", rows)


def raw_export(path):
    """Gifts joined with their recipients to a CSV file, as the database gives them."""
    gifts, people = quote(Gift._meta.db_table), quote(Recipient._meta.db_table)
    select = f"SELECT gift.*, person.* FROM {gifts} gift LEFT JOIN {people} person ON person.id = gift.recipient_id"
    with connection.cursor() as cursor:
        if on_postgresql():
            with path.open("wb") as file, cursor.copy(f"COPY ({select}) TO STDOUT (FORMAT csv)") as copy:
                for block in copy:
                    file.write(block)
            return
        with path.open("w", newline="", encoding="utf-8") as file:
            for row in cursor.execute(select):
                file.write(",".join(map(str, row)) + "\r\n")
