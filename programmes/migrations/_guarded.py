"""How a table under guards is changed: the guards are lowered, the operations run, the same guards are raised again.

SQLite changes a table by building another in its place: that drops the triggers of the table, and fails where a trigger
of another table names it. PostgreSQL drops a trigger with the column it depends on, and lets triggers refuse the rows
that a change fills. So every migration after 0002_guards is a `GuardedMigration`. Not a migration itself, this module
may change as long as landed migrations still do the same.
"""

import re
from contextlib import contextmanager
from typing import NamedTuple

from django.db import NotSupportedError, migrations
from django.db.migrations.exceptions import IrreversibleError

# name, statement that drops it, statement that raises it, everything it says
GUARDS = {
    "sqlite": """SELECT name, 'DROP TRIGGER "' || name || '"', sql, sql FROM sqlite_master
        WHERE type = 'trigger' ORDER BY rowid""",
    "postgresql": """SELECT t.tgname, format('DROP TRIGGER %I ON %s', t.tgname, t.tgrelid::regclass),
        pg_get_triggerdef(t.oid), pg_get_triggerdef(t.oid) || p.prosrc
        FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid
        WHERE NOT t.tgisinternal AND c.relnamespace = to_regnamespace(current_schema()::text) ORDER BY t.oid""",
}
COLUMNS = {
    "sqlite": """SELECT t.name, c.name FROM sqlite_master t JOIN pragma_table_info(t.name) c
        WHERE t.type = 'table'""",
    "postgresql": """SELECT table_name, column_name FROM information_schema.columns
        WHERE table_schema = current_schema()""",
}


class Guard(NamedTuple):
    """A trigger that stands; `text` is everything it says, with the body of its function."""

    name: str
    drop: str
    create: str
    text: str


class GuardedMigration(migrations.Migration):
    """A migration that leaves the guards of the database as it found them, in one transaction with its operations.

    While they are lowered nothing refuses an operation that writes rows, and nothing moves balances with an entry.
    `guards` are those that come back otherwise or for the first time: {name: {"sqlite": statement, "postgresql":
    statement}}, without a statement where a database is to have none of this name.
    """

    guards = {}

    def apply(self, project_state, schema_editor, collect_sql=False):
        with _lowered(schema_editor, self.guards):
            return super().apply(project_state, schema_editor, collect_sql)

    def unapply(self, project_state, schema_editor, collect_sql=False):
        if self.guards:
            raise IrreversibleError(f"{self} replaced {', '.join(self.guards)}: write a migration that raises them.")
        with _lowered(schema_editor, {}):
            return super().unapply(project_state, schema_editor, collect_sql)


@contextmanager
def _lowered(editor, replaced):
    if not editor.atomic_migration:
        raise NotSupportedError("Guards are lowered within a transaction: a guarded migration stays atomic.")
    vendor = editor.connection.vendor
    guards = [Guard(*row) for row in _rows(editor, GUARDS[vendor])]
    names, last_ids = _names(editor), _last_ids(editor)
    for guard in guards:
        editor.execute(guard.drop, params=None)
    yield
    left = _names(editor)
    raised = [(guard.name, guard.create, guard.text) for guard in guards if guard.name not in replaced]
    raised += [(name, sql[vendor], sql[vendor]) for name, sql in replaced.items() if vendor in sql]
    for name, statement, text in raised:
        _insist_nothing_is_lost(name, text, names - left)
        editor.execute(statement, params=None)
    _keep(editor, [(table, last) for table, last in last_ids if (table,) in left])


def _rows(editor, query):
    with editor.connection.cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchall()


def _names(editor):
    """(table,) of every table and (table, column) of every column."""
    rows = _rows(editor, COLUMNS[editor.connection.vendor])
    return {name for table, column in rows for name in ((table,), (table, column))}


def _insist_nothing_is_lost(name, text, lost):
    """Neither database looks at the names in a trigger before it runs: it would refuse every later write."""
    words = set(re.findall(r"\w+", text))
    gone = sorted(".".join(name) for name in lost if words.issuperset(name))
    if gone:
        raise NotSupportedError(f"The guard {name} names {', '.join(gone)}, now gone: say it anew in `guards`.")


def _last_ids(editor):
    """The last id that each table has given out; PostgreSQL keeps its sequences through any change."""
    return _rows(editor, "SELECT name, seq FROM sqlite_sequence") if editor.connection.vendor == "sqlite" else []


def _keep(editor, last_ids):
    """A table built anew goes on after its last id: the audit trail names rows that were deleted."""
    for table, last in last_ids:
        editor.execute("DELETE FROM sqlite_sequence WHERE name = %s AND seq < %s", (table, last))
        editor.execute(
            "INSERT INTO sqlite_sequence (name, seq) SELECT %s, %s"
            " WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = %s)",
            (table, last, table),
        )
