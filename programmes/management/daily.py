"""Work that the worker does once a day: look at the books, forget files, sessions and turns that have served."""

from django.core.management import call_command
from django.utils import timezone
from django_tasks import task
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from programmes.exchange.desk.retention import forget_files
from programmes.totals import checks

KEPT_TURNS_DAYS = 14  # the worker comes back every few minutes, and each turn leaves a row


@task()
def check_books():
    """Run the checks that are due, and come back in a day. Of two chains of such jobs one ends here."""
    if checks.are_due():
        forget_files()
        call_command("clearsessions")
        call_command("prune_db_task_results", min_age_days=KEPT_TURNS_DAYS, queue_name="*", verbosity=0)
        checks.run_all()
        check_books.using(run_after=timezone.now() + checks.GOOD_FOR).enqueue()


def ensure_check():
    """Queue the daily check unless it is queued already; returns whether it was queued now."""
    waiting = DBTaskResult.objects.filter(task_path=check_books.module_path, status=TaskResultStatus.READY)
    if waiting.exists():
        return False
    check_books.using(run_after=checks.next_due()).enqueue()
    return True
