"""Work for the worker: preview and store uploads. A job that lost its worker is found and queued again.

Whoever works on an upload holds a lock on its file, which the system lets go when the process dies. So a free lock
on a batch that ought to be worked on means that nobody is left; both jobs may safely run again.
"""

import fcntl
from contextlib import contextmanager
from datetime import timedelta

from django.utils import timezone
from django_tasks import task

from programmes.actions import imports
from programmes.exchange import intake
from programmes.models import ImportBatch

PATIENCE = timedelta(seconds=30)


@task()
def preview_batch(batch_id):
    """Judge an upload that nobody has judged yet."""
    with _alone_on(batch_id, ImportBatch.State.UPLOADED) as batch:
        if batch:
            intake.preview(batch)


@task()
def store_batch(batch_id):
    """Store an upload that its owner has confirmed."""
    with _alone_on(batch_id, ImportBatch.State.CONFIRMED) as batch:
        if batch:
            intake.confirm(batch)


JOBS = {ImportBatch.State.UPLOADED: preview_batch, ImportBatch.State.CONFIRMED: store_batch}


def enqueue(batch):
    """Queue what the state of the batch asks for."""
    imports.touch(batch)
    JOBS[batch.state].enqueue(batch.pk)


def pick_up_abandoned(batches=None, *, patience=PATIENCE):
    """Queue again the uploads that nobody works on though they have waited for longer than `patience`."""
    batches = ImportBatch.objects.all() if batches is None else batches
    waiting = batches.filter(state__in=JOBS).exclude(heartbeat_at__gt=timezone.now() - patience)
    found = [batch for batch in waiting if not _is_worked_on(batch)]
    for batch in found:
        enqueue(batch)
    return found


@contextmanager
def _alone_on(batch_id, state):
    """The batch, if it is in `state` and nobody else works on it; else None."""
    batch = ImportBatch.objects.select_related("owner__office", "round__programme").get(pk=batch_id)
    with batch.file.open("rb") as file:
        if not _locked(file):
            yield None
            return
        batch.refresh_from_db(fields=["state"])
        yield batch if batch.state == state else None


def _is_worked_on(batch):
    with batch.file.open("rb") as file:
        return not _locked(file)


def _locked(file):
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
