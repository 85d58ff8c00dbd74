"""Turns of the queue: what of a task waits, and whether it comes without anybody asking for it again."""

from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult


def waiting_turns(*tasks):
    """The turns of these tasks that have not begun."""
    return DBTaskResult.objects.filter(
        task_path__in=[task.module_path for task in tasks], status=TaskResultStatus.READY
    )


def is_coming(task):
    """Whether a turn of it waits or runs."""
    states = [TaskResultStatus.READY, TaskResultStatus.RUNNING]
    return DBTaskResult.objects.filter(task_path=task.module_path, status__in=states).exists()
