"""The background worker: takes up what a dead worker left, then works; once a day it checks the books."""

import logging
import resource
import time

from django.conf import settings
from django.db import connection
from django.utils.module_loading import import_string
from django_tasks_db.management.commands.db_worker import Worker as Turns

from programmes.actions import workers
from programmes.exchange.desk.jobs import pick_up_abandoned
from programmes.exchange.desk.states import close_lost
from programmes.exchange.desk.workers import at_work
from programmes.management import alarms
from programmes.management.base import PortalCommand
from programmes.management.daily import ensure_check
from programmes.models import ImportBatch
from programmes.papers import batches
from programmes.standards.outages import is_database_away

logger = logging.getLogger(__name__)
LONGEST_WAIT_SECONDS = 15


class Command(PortalCommand):
    help = "Chạy tiến trình nền: đọc và ghi tệp đã tải lên, mỗi ngày kiểm tra sổ; nhặt lại việc đang bỏ dở."

    def handle(self, **options):
        _soft, hard = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (settings.WORKER_MEMORY_BYTES, hard))
        _look_after()
        with at_work(_look_after) as worker:
            _take_turns(worker)


def _look_after():
    """What one of the workers has to do at its start and every ten seconds, whichever comes first."""
    workers.free_of_the_dead()
    for batch in close_lost(ImportBatch.objects.all()):
        logger.error("import %s: its file is lost", batch.pk)
    for batch in pick_up_abandoned():
        logger.warning("import %s: taken up again", batch.pk)
    batches.pick_up_abandoned()
    ensure_check()
    import_string(settings.OPEN_DATA_WORK)()
    alarms.sound()


def _take_turns(worker):
    """Do what is queued, until a signal ends this process; while the database is away, wait until it is back."""
    turns = Turns(
        queue_names=["*"],
        interval=1,
        batch=False,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=worker.token,
        excluded_queue_names=[],
    )
    turns.configure_signals()
    wait = 1
    while turns.running:
        try:
            workers.begin_again(worker)
            wait = 1
            turns.run()
        except Exception as error:
            if not is_database_away(error):
                raise
            logger.warning("the database is away; trying again in %s seconds", wait)
            connection.close()
            time.sleep(wait)
            wait = min(wait * 2, LONGEST_WAIT_SECONDS)
