"""Every lock is waited for: an act stops where it takes the lock while another officer holds it, and then goes on.

One connection holds the row or the name; the act runs on a second one, whose transaction is rolled back in the end, so
that all acts find the same records. Without the lock the act would not stop, or only later, where it writes.
"""

import sys
import threading
import time
from ast import FunctionDef
from collections import Counter
from unittest.mock import MagicMock

import pytest
from django.db import connection, transaction

from programmes.models import bulk
from tests.architecture.sources import name_of, product
from tests.flows.locks import Name, all_locks, an_office_at_work

PATIENCE_SECONDS = 20
TAKERS = {"hold", "select_for_update"}
needs_postgresql = pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has one writer at a time")


class Act(threading.Thread):
    """An act of another officer, done and undone on a connection of its own."""

    def __init__(self, act):
        super().__init__()
        self.act, self.backend, self.statement, self.failure = act, None, "", None

    def run(self):
        try:
            with transaction.atomic(), connection.execute_wrapper(self._note):
                self.backend = connection.connection.info.backend_pid
                self.act()
                transaction.set_rollback(True)
        except Exception as failure:  # noqa: BLE001  told by the test that started it
            self.failure = failure
        finally:
            connection.close()

    def _note(self, execute, statement, *rest):
        self.statement = statement
        return execute(statement, *rest)

    def functions(self):
        """Every function of the product the act is in just now."""
        frame, found = sys._current_frames().get(self.ident), set()
        while frame:
            file = frame.f_code.co_filename.rpartition("/programmes/")[2]
            found.add(f"{file.removesuffix('.py')}.{frame.f_code.co_name}")
            frame = frame.f_back
        return found

    def waits(self):
        """Whether it comes to wait for another transaction before it ends."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while self.is_alive() and time.monotonic() < deadline:
            with connection.cursor() as cursor:
                cursor.execute("SELECT cardinality(pg_blocking_pids(%s))", [self.backend])
                if cursor.fetchone()[0]:
                    return True
            time.sleep(0.002)
        return False


def hold(held):
    if isinstance(held, Name):
        bulk.hold(held.name, shared=held.shared)
    else:
        type(held).objects.select_for_update(no_key=True, of=("self",)).get(pk=held.pk)


def faults_of(lock):
    """What is wrong with a lock; nothing where the act waits for it and is done afterwards."""
    act = Act(lock.act)
    with transaction.atomic():
        hold(lock.held)
        act.start()
        if not act.waits():
            yield "does not wait"
        else:
            if ("pg_advisory" if isinstance(lock.held, Name) else "FOR UPDATE") not in act.statement:
                yield f"waits at {act.statement}"
            if lock.site not in act.functions():
                yield f"waits in {act.functions()}"
    act.join(PATIENCE_SECONDS)
    if act.failure:
        yield repr(act.failure)


@needs_postgresql
@pytest.mark.django_db(transaction=True)
def test_whoever_needs_what_another_holds_waits_before_looking_and_then_acts(tmp_path):
    office = an_office_at_work(tmp_path)
    found = {(lock.site, str(lock.held)): list(faults_of(lock)) for lock in all_locks(office)}
    assert {lock: faults for lock, faults in found.items() if faults} == {}


def places_that_take_a_lock():
    """Each function of the product that takes a lock, once for each."""
    for source in product():
        for call in source.calls:
            if name_of(call.func) in TAKERS and source.path != "programmes/models/bulk.py":
                functions = (node for node in source.nodes if isinstance(node, FunctionDef))
                around = [each for each in functions if each.lineno <= call.lineno <= each.end_lineno]
                innermost = max(around, key=lambda function: function.lineno)
                yield f"{source.path.removeprefix('programmes/').removesuffix('.py')}.{innermost.name}"


def test_every_lock_of_the_portal_is_waited_for_above():
    above = Counter(lock.site for lock in all_locks(MagicMock()))
    assert {place for place, locks in Counter(places_that_take_a_lock()).items() if above[place] < locks} == set()
