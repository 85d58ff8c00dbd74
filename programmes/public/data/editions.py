"""Work that the worker does every few minutes: write the files of the open data, where there is something new."""

from datetime import timedelta

from django.utils import timezone
from django_tasks import task

from programmes.models.turns import is_coming, waiting_turns
from programmes.public.data import kept
from programmes.public.data.registry import TABLES

EVERY = timedelta(minutes=3)


@task()
def write_open_data():
    """Write them, and come back."""
    try:
        kept.write_edition(TABLES.values())
    finally:
        if not waiting_turns(write_open_data).exists():
            write_open_data.using(run_after=timezone.now() + EVERY).enqueue()


def ensure_edition():
    """Queue a turn unless it is queued already or runs; returns whether it was queued now."""
    if is_coming(write_open_data):
        return False
    write_open_data.using(run_after=timezone.now()).enqueue()
    return True
