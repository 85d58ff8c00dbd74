"""The clock of a breach of personal data, and what must be told before it is closed."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from programmes.rules.problems import Problem

REPORT_HOURS = 72  # Luật 91/2025/QH15 Điều 23, from a secondary copy
REPORT_SOURCE = _("72 giờ từ khi phát hiện, Luật 91/2025/QH15 Điều 23 (cần pháp chế xác nhận)")


def report_due(breach):
    return breach.found_at + timedelta(hours=REPORT_HOURS)


def hours_left(breach):
    """Whole hours until the authority must know; below 0 it is late."""
    return int((report_due(breach) - timezone.now()).total_seconds() // 3600)


def check_breach(breach):
    """Problems of a breach as it is written down."""
    if breach.found_at and breach.found_at > timezone.now():
        yield Problem("found_at", "found_later", _("Lúc phát hiện chưa đến; ghi đúng ngày, giờ đã phát hiện."))
    if breach.seen_from and breach.seen_to and breach.seen_from > breach.seen_to:
        yield Problem("seen_to", "seen_days_reversed", _("Ngày cuối trước ngày đầu; đổi lại hai ngày rà soát."))


def check_open(breach, by=None):
    """What is closed is not changed."""
    if breach.closed_at:
        yield Problem("", "breach_is_closed", _("Vụ việc %s đã kết thúc nên không sửa; ghi vụ việc mới.") % breach.code)


def check_close(breach, by=None):
    """It is closed once it was reported and something was done."""
    yield from check_open(breach)
    if not (breach.reported_at and breach.measures):
        yield Problem("", "breach_not_reported", _("Ghi nơi đã báo, lúc báo và biện pháp đã làm rồi mới kết thúc."))
