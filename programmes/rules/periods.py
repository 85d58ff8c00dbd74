"""Closed periods: what may no longer be done to their figures, and the public correction that may."""

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from programmes.models import ClosedPeriod, Correction, Donation, HandoverEvent
from programmes.rules.problems import Problem
from programmes.standards.dates import format_day_padded


def closed_on(day):
    """The closed month or year in which this day lies, the month first; None while its figures are open."""
    found = ClosedPeriod.objects.filter(Q(month=day.month) | Q(month__isnull=True), year=day.year)
    return found.order_by("month").first()


def check_is_open(day, *, as_correction=False):
    """Nothing changes the figures of a closed period, unless it is what a correction was approved for."""
    closed = None if as_correction else closed_on(day)
    if closed:
        yield Problem(
            "",
            "period_is_closed",
            _(
                "Ngày %(day)s thuộc kỳ %(period)s đã khóa sổ; hãy bấm “Đề nghị đính chính” và nêu lý do, người khác "
                "duyệt thì việc này được thực hiện và số cũ, số mới được công khai."
            )
            % {"day": format_day_padded(day), "period": closed},
        )


def check_close(period, on=None):
    """Problems of closing a month or a year: it must be over."""
    on = on or timezone.localdate()
    if (period.year, period.month or 12) >= (on.year, on.month):
        yield Problem("year", "period_not_over", _("Kỳ này chưa kết thúc; chỉ khóa tháng hoặc năm đã qua."))
    if period.month and ClosedPeriod.objects.filter(year=period.year, month__isnull=True).exists():
        yield Problem("month", "year_is_closed", _("Cả năm này đã khóa, không cần khóa thêm tháng."))


def day_of(correction):
    """The day whose period a correction changes: of the receipt, or of the hand-over."""
    return correction.donation.received_on if correction.donation_id else correction.event.held_on


def office_of(correction):
    return (correction.donation or correction.event).office


def check_is_as_proposed(correction):
    """What was proposed is what is done: not for another month, nor for a donation that was changed since."""
    day, donation = day_of(correction), correction.donation
    is_moved = day is None or (day.year, day.month) != (correction.year, correction.month)
    if is_moved or (donation and donation.updated_at > correction.proposed_at):
        yield Problem(
            "",
            "changed_since_proposed",
            _("Bản ghi đã đổi sau khi đề nghị; bấm “Không đồng ý”, rồi người đề nghị đề nghị lại."),
        )


def check_proposal(correction):
    """Problems of proposing a correction: only for what waits in a closed period, and once at a time."""
    donation, event, gift = correction.donation, correction.event, correction.gift
    wanted = HandoverEvent.State.DONE if gift else HandoverEvent.State.PLANNED
    waits = (donation and donation.state == Donation.State.RECEIVED) or (event and event.state == wanted)
    if not waits:
        yield Problem(
            "", "nothing_to_correct", _("Bản ghi này không có việc gì đang chờ; tải lại trang để xem tình trạng.")
        )
    elif not ((day := day_of(correction)) and closed_on(day)):
        yield Problem("", "period_is_open", _("Kỳ này chưa khóa sổ; cứ làm theo cách thường, không cần đính chính."))
    same = Correction.objects.filter(donation=donation, event=event, gift=gift, state=Correction.State.PROPOSED)
    if same.exists():
        yield Problem("", "correction_waits", _("Đã có đề nghị đính chính chờ duyệt cho việc này."))
