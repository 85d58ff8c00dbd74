"""Break the books by hand: raw SQL with the guards of the database lowered, and raised again afterwards."""

from contextlib import contextmanager

from django.db import connection


@contextmanager
def lowered():
    """A cursor that no trigger stops. Constraints stay: what they refuse cannot become wrong in the first place."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET session_replication_role = replica")
            yield cursor
            cursor.execute("SET session_replication_role = DEFAULT")
            return
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        found = cursor.fetchall()
        for name, _sql in found:
            cursor.execute(f"DROP TRIGGER {name}")
        yield cursor
        for _name, sql in found:
            cursor.execute(sql)


def break_by_hand(statement, parameters=()):
    """Run one statement that the guards would refuse; returns how many rows it touched."""
    with lowered() as cursor:
        cursor.execute(statement, parameters)
        return cursor.rowcount
