"""The version of everything public, asked the shortest way: it is the one thing that a kept answer still costs."""

from datetime import UTC, datetime
from weakref import WeakSet

from django.db import OperationalError, connection
from psycopg.pq import ExecStatus

from programmes.models import TotalsState
from programmes.models.bulk import on_postgresql

STATE = "SELECT version, as_of, is_sample FROM programmes_totalsstate WHERE id = 1"
# The day is written out because what PostgreSQL writes by itself depends on settings.
STATE_AS_TEXT = b"""SELECT version, to_char(as_of AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'), is_sample
    FROM programmes_totalsstate WHERE id = 1"""
PREPARED = b"portal_version"
_prepared = WeakSet()  # connections that know the statement by its name


def current():
    """The TotalsState of this moment, in one statement; version 0 before the first record. Raises OperationalError."""
    row = _over_libpq() if on_postgresql() else _from_cursor()
    if row is None:
        return TotalsState(pk=1)
    version, as_of, is_sample = row
    return TotalsState(1, version, as_of.replace(tzinfo=UTC) if as_of else None, is_sample)


def _from_cursor():
    with connection.cursor() as cursor:
        cursor.execute(STATE)
        return cursor.fetchone()


def _over_libpq():
    """Without a cursor, which costs more than the statement, and without asking first whether the connection lives."""
    connection.ensure_connection()
    result = _ask(connection.connection)
    if result.status != ExecStatus.TUPLES_OK:
        raise OperationalError(result.error_message.decode(errors="replace"))
    if not result.ntuples:
        return None
    version, as_of, is_sample = (result.get_value(0, column) for column in range(3))
    return int(version), datetime.fromisoformat(as_of.decode()) if as_of else None, is_sample == b"t"


def _ask(server):
    """Prepared once for each connection: reading and planning it takes the server longer than the answer."""
    if server not in _prepared:
        server.pgconn.prepare(PREPARED, STATE_AS_TEXT)
        _prepared.add(server)
    return server.pgconn.exec_prepared(PREPARED, [])
