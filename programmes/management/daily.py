"""Work that the worker does once a day: look at the books, forget files, sessions and turns that have served."""

import logging

from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string
from django_tasks import task

from programmes.actions import retention
from programmes.actions.seals import catch_up
from programmes.management import heads
from programmes.models.turns import is_coming
from programmes.rules.retention import KINDS
from programmes.totals import checks, seals

logger = logging.getLogger(__name__)


@task()
def check_books():
    """Run the checks that are due, and come back in a day. Of two chains of such jobs one ends here.

    The trail is walked once: what a dead process has left unsealed is sealed by what the walk found.
    """
    if checks.are_due():
        for key, kind in KINDS.items():
            if kind.is_daily:
                retention.retire(key)
        walked = seals.verify()
        for result in checks.run_all(walked, whole=False):
            logger.info("%s: %s rows, %s wrong", result.check.code, result.found.rows, result.found.failures)
        catch_up(walked)
        keep_head()
        check_books.using(run_after=timezone.now() + checks.GOOD_FOR).enqueue()
        import_string(settings.MAIL_WORK)()


def keep_head():
    """Add the head of the audit trail to the file of another machine."""
    head = seals.head()
    if head and settings.AUDIT_HEADS:
        try:
            heads.keep(head, settings.AUDIT_HEADS)
        except OSError:  # the other machine may be away; the books are checked none the less
            logger.exception("the head of the audit trail could not be written to AUDIT_HEADS")


def ensure_check():
    """Queue the daily check unless it is queued already or runs; returns whether it was queued now."""
    if is_coming(check_books):
        return False
    check_books.using(run_after=checks.next_due()).enqueue()
    return True
