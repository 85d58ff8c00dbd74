"""What every test gets: Vietnamese on, and factories.py (plain functions) for records."""

import pytest
from django.db import connection
from django.db.backends.base.operations import BaseDatabaseOperations
from django.utils import translation


@pytest.fixture(autouse=True)
def in_vietnamese():
    """Screens are Vietnamese whatever language an earlier test left behind."""
    with translation.override("vi"):
        yield


@pytest.fixture(autouse=True, scope="session")
def emptied_between_tests():
    """The database refuses to empty its books (0007_guards); only the tests' own emptying steps around that."""
    empty = BaseDatabaseOperations.execute_sql_flush

    def around_the_guards(operations, statements):
        if not statements:
            return
        if operations.connection.vendor == "postgresql":
            guards = ["SET session_replication_role = replica"], ["SET session_replication_role = DEFAULT"]
        else:
            with operations.connection.cursor() as cursor:
                cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
                found = cursor.fetchall()
            guards = [f"DROP TRIGGER {name}" for name, _sql in found], [sql for _name, sql in found]
        empty(operations, [*guards[0], *statements, *guards[1]])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(type(connection.ops), "execute_sql_flush", around_the_guards)
        yield
