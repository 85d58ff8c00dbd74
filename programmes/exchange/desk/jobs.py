"""Work for the worker: preview and store uploads. A job that lost its worker is found and queued again.

Whoever works on an upload holds a lock on its file, which the system lets go when the process dies. So a free lock
on a batch that ought to be worked on means that nobody is left; both jobs may safely run again.
"""

import fcntl
import resource
import time
from contextlib import contextmanager
from datetime import timedelta

from django.conf import settings
from django.utils import timezone
from django_tasks import task

from programmes.actions import imports
from programmes.exchange.desk.preview import preview_upload
from programmes.exchange.desk.states import close_lost, give_up
from programmes.exchange.desk.store import store_upload
from programmes.models import ImportBatch

PATIENCE = timedelta(seconds=30)
ATTEMPTS = 3
SIGN_SECONDS = 1


class _Progress:
    """Writes down how far a job has come, once a second at the most."""

    def __init__(self, batch):
        self.batch, self.told = batch, time.monotonic()

    def __call__(self, rows):
        if time.monotonic() - self.told > SIGN_SECONDS:
            imports.touch(self.batch, rows_done=rows)
            self.told = time.monotonic()


@task()
def preview_batch(batch_id):
    """Judge an upload that nobody has judged yet."""
    with _alone_on(batch_id, ImportBatch.State.UPLOADED) as batch:
        if batch:
            preview_upload(batch, _Progress(batch))


@task()
def store_batch(batch_id):
    """Store an upload that its owner has confirmed."""
    with _alone_on(batch_id, ImportBatch.State.CONFIRMED) as batch:
        if batch:
            store_upload(batch, _Progress(batch))


JOBS = {ImportBatch.State.UPLOADED: preview_batch, ImportBatch.State.CONFIRMED: store_batch}


def enqueue(batch):
    """Queue what the state of the batch asks for; nobody has tried it yet."""
    _queue(batch, attempts=0)


def _queue(batch, **signs):
    imports.touch(batch, rows_done=0, **signs)
    JOBS[batch.state].enqueue(batch.pk)


def pick_up_abandoned(batches=None, *, patience=PATIENCE):
    """Queue again the uploads that nobody works on though they have waited for longer than `patience`."""
    batches = ImportBatch.objects.all() if batches is None else batches
    waiting = batches.filter(state__in=JOBS).exclude(file="").exclude(heartbeat_at__gt=timezone.now() - patience)
    found = [batch for batch in waiting if not _is_worked_on(batch)]
    for batch in found:
        _queue(batch)
    return found


@contextmanager
def _alone_on(batch_id, state):
    """The batch, if it is in `state` and nobody else works on it; else None."""
    batch = ImportBatch.objects.select_related("owner__office", "round__programme").get(pk=batch_id)
    if batch.state != state:
        yield None
        return
    try:
        batch.file.open("rb")
    except FileNotFoundError:
        close_lost(ImportBatch.objects.filter(pk=batch_id))
        yield None
        return
    with batch.file as file:
        if not _locked(file):
            yield None
            return
        batch.refresh_from_db(fields=["state", "attempts"])
        with _seconds_of_processor(settings.WORKER_CPU_SECONDS):
            yield batch if batch.state == state and _begin(batch) else None


def _begin(batch):
    """Count the attempt. A file that has ended its worker ATTEMPTS times is given up: it asks for more than there is.

    Counted here and not where it is queued: a file that waits behind others may be queued any number of times.
    """
    if batch.attempts >= ATTEMPTS:
        give_up(batch)
        return False
    imports.touch(batch, attempts=batch.attempts + 1)
    return True


def _is_worked_on(batch):
    try:
        with batch.file.open("rb") as file:
            return not _locked(file)
    except FileNotFoundError:
        return False


def _locked(file):
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


@contextmanager
def _seconds_of_processor(seconds):
    """A job that takes more ends its process; the worker is started again."""
    soft, hard = resource.getrlimit(resource.RLIMIT_CPU)
    used = resource.getrusage(resource.RUSAGE_SELF)
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + seconds, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))
