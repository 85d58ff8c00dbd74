"""Work for the worker: preview and store uploads. A job that lost its worker is found and queued again.

Whoever works on an upload is written into it and signs every ten seconds (workers.py). Once the signs stay away the
upload is free, and any other worker, on whatever machine, takes it up; what the former finds after all is not kept.
"""

import logging
import resource
from contextlib import contextmanager

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_tasks import task

from programmes.actions import imports
from programmes.exchange.desk.preview import preview_upload
from programmes.exchange.desk.progress import Progress
from programmes.exchange.desk.states import give_up
from programmes.exchange.desk.store import store_upload
from programmes.exchange.desk.workers import at_work
from programmes.models import ImportBatch, Worker
from programmes.models.turns import keys_that_wait
from programmes.models.workers import is_recent
from programmes.standards.outages import is_database_away, is_disk_full, passes

logger = logging.getLogger(__name__)

ATTEMPTS = 3
DISK_FULL = _("Máy chủ hết chỗ trên đĩa. Có chỗ rồi thì cổng tự làm tiếp, không phải tải tệp lên lại.")
DATABASE_AWAY = _("Cơ sở dữ liệu tạm không trả lời. Cổng tự làm tiếp, không phải tải tệp lên lại.")
STORE_AWAY = _("Kho tệp tạm không trả lời. Cổng tự làm tiếp, không phải tải tệp lên lại.")


@task()
def preview_batch(batch_id):
    """Judge an upload that nobody has judged yet."""
    _work_on(batch_id, ImportBatch.State.UPLOADED, preview_upload)


@task()
def store_batch(batch_id):
    """Store an upload that its owner has confirmed."""
    _work_on(batch_id, ImportBatch.State.CONFIRMED, store_upload)


JOBS = {ImportBatch.State.UPLOADED: preview_batch, ImportBatch.State.CONFIRMED: store_batch}


def enqueue(batch):
    """Queue what the state of the batch asks for; nobody has tried it yet."""
    _queue(batch, attempts=0)


def _queue(batch, **signs):
    imports.touch(batch, rows_done=0, **signs)
    JOBS[batch.state].enqueue(batch.pk)


def pick_up_abandoned(batches=None):
    """Queue again the uploads that nobody works on, and for which no turn waits, though they have had their time."""
    batches = ImportBatch.objects.all() if batches is None else batches
    is_cared_for = is_recent("heartbeat_at") | Q(worker__in=Worker.objects.alive())
    waiting = list(batches.filter(state__in=JOBS).exclude(file="").exclude(is_cared_for))
    queued = keys_that_wait(*JOBS.values()) if waiting else set()
    found = [batch for batch in waiting if batch.pk not in queued]
    for batch in found:
        _queue(batch)
    return found


def _work_on(batch_id, state, work):
    """Do `work` on the batch if it is in `state` and nobody else works on it."""
    with at_work() as worker:
        batch = imports.take(batch_id, state, worker)
        if batch is None:
            return
        waits_for = ""
        try:
            with _seconds_of_processor(settings.WORKER_CPU_SECONDS):
                _begin(batch, work)
        except imports.TakenAwayError:
            logger.warning("import %s: somebody else has taken it up", batch_id)
        except Exception as error:
            if not passes(error):
                raise
            waits_for = _waits_for(error)
            logger.exception("import %s: waits", batch_id)
        finally:
            imports.let_go(batch, waits_for=str(waits_for))


def _waits_for(error):
    if is_disk_full(error):
        return DISK_FULL
    return DATABASE_AWAY if is_database_away(error) else STORE_AWAY


def _begin(batch, work):
    """A file that has ended its worker ATTEMPTS times is given up: it asks for more than there is.

    An attempt is counted where it begins and not where it is queued: a file that waits behind others may be queued any
    number of times.
    """
    if batch.attempts > ATTEMPTS:
        give_up(batch)
    else:
        work(batch, Progress(lambda rows: imports.touch(batch, rows_done=rows)))


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
