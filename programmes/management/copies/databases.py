"""A database as one file of one moment, taken while officers work; and put back into an empty one."""

import sqlite3
from contextlib import closing, contextmanager
from pathlib import Path

from django.db import DEFAULT_DB_ALIAS, connection, connections, transaction

from programmes.management.copies import postgresql
from programmes.models.bulk import on_postgresql

FILES = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}
COPY = "copy"
PATIENCE_SECONDS = 600


def copied(target):
    """Write the copy; within, the alias under which it is read: no later commit is in either."""
    return _dumped(target) if on_postgresql() else _vacuumed(target)


@contextmanager
def _dumped(target):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")  # for as long as pg_dump takes
        cursor.execute("SELECT pg_export_snapshot()")
        postgresql.dump(target, cursor.fetchone()[0])
        yield DEFAULT_DB_ALIAS


@contextmanager
def _vacuumed(target):
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(target)])
    copy = connection.copy(COPY)
    copy.settings_dict |= {"NAME": str(target), "OPTIONS": {}}  # without WAL: to read it leaves the file as it is
    connections[COPY] = copy
    try:
        yield COPY
    finally:
        copy.close()
        del connections[COPY]


def wait_for_others():
    """Let what is noted last wait for a long import too, as on PostgreSQL; only SQLite has one writer."""
    if not on_postgresql():
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA busy_timeout = {PATIENCE_SECONDS * 1000}")


def is_empty():
    """Whether the database holds no table; to ask makes no SQLite file of one that is not there."""
    if not on_postgresql() and not Path(connection.settings_dict["NAME"]).is_file():
        return True
    return not connection.introspection.table_names()


def put_back(source):
    """Fill the empty database wholly, or not at all."""
    if on_postgresql():
        postgresql.load(source)
        return
    connection.ensure_connection()
    try:
        with connection.wrap_database_errors, closing(sqlite3.connect(source)) as copy:
            copy.backup(connection.connection)
    except BaseException:
        connection.close()
        for ending in ("", "-wal", "-shm"):
            Path(f"{connection.settings_dict['NAME']}{ending}").unlink(missing_ok=True)
        raise
    connection.close()
