"""Work that the worker does every few minutes: write the files of the open data, where there is something new."""

from datetime import timedelta

from django.utils import timezone
from django_tasks import task
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from programmes.public.data import kept
from programmes.public.data.registry import TABLES

EVERY = timedelta(minutes=3)


@task()
def write_open_data():
    """Write them, and come back."""
    try:
        kept.write_edition(TABLES.values())
    finally:
        _queue_unless([TaskResultStatus.READY], timezone.now() + EVERY)


def ensure_edition():
    """Queue a turn unless it is queued already or runs; returns whether it was queued now."""
    return _queue_unless([TaskResultStatus.READY, TaskResultStatus.RUNNING], timezone.now())


def _queue_unless(states, run_after):
    if DBTaskResult.objects.filter(task_path=write_open_data.module_path, status__in=states).exists():
        return False
    write_open_data.using(run_after=run_after).enqueue()
    return True
