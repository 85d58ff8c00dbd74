"""Of what somebody is reminded: a thing that waits for the decision of others, once a day."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from programmes.models import AuditEvent, Correction, DonationMove, DonorJoin, GiftList
from programmes.rules.problems import Problem
from programmes.standards.dates import start_of_day

# The state in which the turn is that of whoever decides.
WAITS = {
    GiftList: GiftList.State.SUBMITTED,
    Correction: Correction.State.PROPOSED,
    DonationMove: DonationMove.State.PROPOSED,
    DonorJoin: DonorJoin.State.PROPOSED,
}


def check(record):
    """Problems of reminding whoever decides on a record."""
    if record.state != WAITS[type(record)]:
        yield Problem("", "nobody_to_remind", _("Việc này không còn chờ ai duyệt; tải lại trang."))
        return
    told = AuditEvent.objects.filter(target_type=record._meta.model_name, target_id=str(record.pk), verb="remind")
    if last := told.filter(at__gte=start_of_day(timezone.localtime())).first():
        message = _("Hôm nay đã nhắc lúc %(time)s; mỗi việc nhắc mỗi ngày một lần.")
        yield Problem("", "reminded_today", message % {"time": f"{timezone.localtime(last.at):%H:%M}"})
