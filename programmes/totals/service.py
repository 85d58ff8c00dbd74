"""Whether the portal works as it should: worker, queue, daily check, disk, copies; nothing of a person."""

from datetime import timedelta
from typing import NamedTuple

from django.db.models import Case, Count, Max, Min, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_tasks_db.models import DBTaskResult, get_date_max

from programmes.models import AuditEvent, BookCheck, Worker
from programmes.models.audit import BACK_UP
from programmes.models.disks import free_bytes
from programmes.models.workers import GONE_AFTER

CHECK_LATE_AFTER = timedelta(hours=26)  # the daily check comes every 24 hours and takes its time
STUCK_AFTER = timedelta(minutes=10)
ALONE_AFTER = timedelta(minutes=1)  # where no worker is there
COPY_LATE_AFTER = timedelta(days=3)  # of a portal of which copies are taken; the timer of deploy/ takes one each day
LITTLE_BYTES = 1024**3


class Signs(NamedTuple):
    """What was seen: times are None where there is nothing of the kind. `free_bytes` is of the fullest disk."""

    at: object
    checked_at: object  # the oldest of the checks of the books
    broken_checks: int
    worker_seen_at: object
    queue_since: object  # since when the first of what is due waits
    queue_length: int
    copied_at: object  # the last copy; None where none was ever taken
    free_bytes: int

    @property
    def has_worker(self):
        return self.worker_seen_at is not None and abs(self.at - self.worker_seen_at) <= 2 * GONE_AFTER

    @property
    def queue_seconds(self):
        """How long the first of what is due has waited."""
        return max(0, round((self.at - self.queue_since).total_seconds())) if self.queue_since else 0

    @property
    def check_seconds(self):
        """How old the oldest result of the daily check is; None where there is none."""
        return self._age(self.checked_at)

    @property
    def copy_seconds(self):
        """How old the last copy is; None where none was taken."""
        return self._age(self.copied_at)

    def _age(self, moment):
        return round((self.at - moment).total_seconds()) if moment else None


class Trouble(NamedTuple):
    """What somebody has to see to: its name for machines, the sentence for officers, whether /kiem-tra/ says more."""

    code: str
    told: str
    is_of_books: bool = False


CHECK_BROKEN = Trouble("check_broken", _("Kiểm tra sổ hằng ngày có phép kiểm tra không đạt."), is_of_books=True)
CHECK_LATE = Trouble("check_late", _("Đã hơn một ngày chưa kiểm tra sổ."), is_of_books=True)
NO_WORKER = Trouble("no_worker", _("Tiến trình nền không chạy: tệp tải lên chưa được đọc. Hãy báo người vận hành."))
QUEUE_STUCK = Trouble("queue_stuck", _("Việc nền phải chờ lâu: tệp tải lên chưa được đọc. Hãy báo người vận hành."))
DISK_FULL = Trouble("disk_full", _("Đĩa của máy chủ sắp hết chỗ. Hãy báo người vận hành."))
COPY_LATE = Trouble("copy_late", _("Đã hơn ba ngày chưa có bản sao lưu mới. Hãy báo người vận hành."))
CODES = [trouble.code for trouble in (CHECK_BROKEN, CHECK_LATE, NO_WORKER, QUEUE_STUCK, DISK_FULL, COPY_LATE)]


def signs():
    """What is to be seen now, in one statement."""
    checks = _row("checks", BookCheck.objects, Min("checked_at"), Count(Case(When(failures__gt=0, then=1))))
    worker = _row("worker", Worker.objects, Max("seen_at"), Count("pk"))
    due = DBTaskResult.objects.ready().annotate(
        due_at=Case(When(run_after=get_date_max(), then="enqueued_at"), default="run_after")
    )
    queue = _row("queue", due, Min("due_at"), Count("pk"))
    taken = AuditEvent.objects.filter(target_type="recipient", target_id="", verb=BACK_UP)
    copies = _row("copies", taken, Max("at"), Count("pk"))
    seen = {what: told for what, *told in checks.union(worker, queue, copies, all=True)}
    (checked_at, broken), (since, length) = seen["checks"], seen["queue"]
    return Signs(timezone.now(), checked_at, broken, seen["worker"][0], since, length, seen["copies"][0], free_bytes())


def _row(what, rows, since, number):
    """(what, a time, a number) of all rows of a queryset; a row also where it has none."""
    summed = rows.order_by().annotate(what=Value(what)).values("what").annotate(since=since, number=number)
    return summed.values_list("what", "since", "number")


def troubles(seen):
    """What of these Signs asks for somebody, the gravest first."""
    if seen.broken_checks:
        yield CHECK_BROKEN
    if (seen.check_seconds or 0) > CHECK_LATE_AFTER.total_seconds():
        yield CHECK_LATE
    if not seen.has_worker and seen.queue_seconds > ALONE_AFTER.total_seconds():
        yield NO_WORKER
    elif seen.queue_seconds > STUCK_AFTER.total_seconds():
        yield QUEUE_STUCK
    if seen.free_bytes < LITTLE_BYTES:
        yield DISK_FULL
    if (seen.copy_seconds or 0) > COPY_LATE_AFTER.total_seconds():
        yield COPY_LATE
