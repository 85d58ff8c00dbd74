"""Turns of the queue: what of a task waits, and whether it comes without anybody asking for it again."""

from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult


def waiting_turns(*tasks):
    """The turns of these tasks that have not begun."""
    return DBTaskResult.objects.filter(
        task_path__in=[task.module_path for task in tasks], status=TaskResultStatus.READY
    )


def keys_that_wait(*tasks):
    """The keys of the records for which a turn waits: what such a task is given."""
    return {told["args"][0] for told in waiting_turns(*tasks).values_list("args_kwargs", flat=True)}


def is_coming(task):
    """Whether a turn of it waits or runs."""
    states = [TaskResultStatus.READY, TaskResultStatus.RUNNING]
    return DBTaskResult.objects.filter(task_path=task.module_path, status__in=states).exists()
