"""Jobs of the worker: when one fails, its row in the database keeps where and of what kind, never the values."""

import sys

from django_tasks.base import Task
from django_tasks_db import DatabaseBackend

from bhxh_portal.logs import QuietFormatter


class JobError(Exception):
    """A job has failed; the text tells it as a log line would."""


class QuietTask(Task):
    def call(self, *args, **kwargs):
        try:
            return super().call(*args, **kwargs)
        except Exception:  # noqa: BLE001  whatever it is, it is told by its place and kind
            told = QuietFormatter().formatException(sys.exc_info())
        raise JobError(told)


class Backend(DatabaseBackend):
    task_class = QuietTask
