"""Every lock is waited for: an act stops where it takes the lock while another officer holds it, and then goes on.

One connection holds the row or the name; the act runs on a second one, whose transaction is rolled back in the end, so
that all acts find the same records. Without the lock the act would not stop, or only later, where it writes.
"""

import sys
from ast import FunctionDef
from collections import Counter
from unittest.mock import MagicMock

import pytest
from django.db import transaction

from programmes.models import bulk
from tests.architecture.sources import name_of, product
from tests.colleagues import Colleague, needs_postgresql
from tests.flows.an_office import an_office_at_work
from tests.flows.locks import Name, all_locks

TAKERS = {"hold", "select_for_update"}


def hold(held):
    if isinstance(held, Name):
        bulk.hold(held.name, shared=held.shared)
    else:
        type(held).objects.select_for_update(no_key=True, of=("self",)).get(pk=held.pk)


def undone(act):
    with transaction.atomic():
        act()
        transaction.set_rollback(True)


def functions_of(thread):
    """Every function of the product that a thread is in just now."""
    frame, found = sys._current_frames()[thread.ident], set()
    while frame:
        file = frame.f_code.co_filename.rpartition("/programmes/")[2]
        found.add(f"{file.removesuffix('.py')}.{frame.f_code.co_name}")
        frame = frame.f_back
    return found


def faults_of(lock):
    """What is wrong with a lock; nothing where an act waits for it and is done afterwards."""
    colleague = Colleague(lambda: undone(lock.act))
    with transaction.atomic():
        hold(lock.held)
        colleague.start()
        if not colleague.waits():
            yield "does not wait"
        else:
            if ("pg_advisory" if isinstance(lock.held, Name) else "FOR UPDATE") not in colleague.statement:
                yield f"waits at {colleague.statement}"
            if lock.site not in functions_of(colleague):
                yield f"waits in {functions_of(colleague)}"
    colleague.join()
    if colleague.result:
        yield str(colleague.result)


@needs_postgresql
@pytest.mark.django_db(transaction=True)
def test_whoever_needs_what_another_holds_waits_before_looking_and_then_acts(tmp_path):
    office = an_office_at_work(tmp_path)
    found = {(lock.site, str(lock.held)): list(faults_of(lock)) for lock in all_locks(office)}
    assert {lock: faults for lock, faults in found.items() if faults} == {}


def places_that_take_a_lock():
    """Each function of the product that takes a lock, once for each; who passes over what is held waits for nobody."""
    for source in product():
        for call in source.calls:
            if "skip_locked" in {keyword.arg for keyword in call.keywords}:
                continue
            if name_of(call.func) in TAKERS and source.path != "programmes/models/bulk.py":
                functions = (node for node in source.nodes if isinstance(node, FunctionDef))
                around = [each for each in functions if each.lineno <= call.lineno <= each.end_lineno]
                innermost = max(around, key=lambda function: function.lineno)
                yield f"{source.path.removeprefix('programmes/').removesuffix('.py')}.{innermost.name}"


def test_every_lock_of_the_portal_is_waited_for_above():
    above = Counter(lock.site for lock in all_locks(MagicMock()))
    assert {place for place, locks in Counter(places_that_take_a_lock()).items() if above[place] < locks} == set()
