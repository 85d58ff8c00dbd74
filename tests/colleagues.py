"""Officers at work at the same instant: threads with a connection to the database each."""

import threading
import time
from contextlib import contextmanager

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

PATIENCE_SECONDS = 20
needs_postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time")


class Colleague(threading.Thread):
    """Does one act; `result` is what it returned or was refused with, `statement` what the database was told last."""

    def __init__(self, act):
        super().__init__()
        self.act, self.backend, self.statement, self.result = act, None, "", None

    def run(self):
        try:
            connection.ensure_connection()
            self.backend = connection.connection.info.backend_pid
            with connection.execute_wrapper(self._note):
                self.result = self.act()
        except ValidationError as refusal:
            self.result = refusal
        finally:
            connection.close()

    def _note(self, execute, statement, *rest):
        self.statement = statement
        return execute(statement, *rest)

    def waits(self):
        """Whether this one comes to wait for another transaction before the act is over. PostgreSQL only."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while self.is_alive() and time.monotonic() < deadline:
            with connection.cursor() as cursor:
                cursor.execute("SELECT cardinality(pg_blocking_pids(%s))", [self.backend])
                if cursor.fetchone()[0]:
                    return True
            time.sleep(0.002)
        return False


@contextmanager
def stopping(thread, where, name):
    """Events: `thread` has come to the end of this function of a module or object; it may go on."""
    arrived, may_go = threading.Event(), threading.Event()
    function = getattr(where, name)

    def stopping(*args, **named):
        result = function(*args, **named)
        if threading.current_thread() is thread:
            arrived.set()
            may_go.wait(PATIENCE_SECONDS)
        return result

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(where, name, stopping)
        yield arrived, may_go


def meet(first, second, *, at):
    """Results of two acts: the second begins when the first has called `at` (module, name), which then goes on.

    That is as soon as the second waits, or is over. PostgreSQL only.
    """
    early, late = Colleague(first), Colleague(second)
    with stopping(early, *at) as (arrived, may_go):
        early.start()
        assert arrived.wait(PATIENCE_SECONDS), early.result
        late.start()
        late.waits()
        may_go.set()
        for colleague in (early, late):
            colleague.join(PATIENCE_SECONDS)
    return early.result, late.result
