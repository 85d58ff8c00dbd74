"""Closed periods: what may no longer be done to their figures, and the public correction that may."""

from django.db.models import DateField, Exists, OuterRef, Q, Value
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from programmes.models import ClosedPeriod, Correction, Donation, HandoverEvent, LedgerEntry
from programmes.rules.problems import Problem
from programmes.standards.dates import format_day_padded


def closed_on(day):
    """The closed month or year in which this day lies, the month first; None while its figures are open."""
    found = ClosedPeriod.objects.filter(Q(month=day.month) | Q(month__isnull=True), year=day.year)
    return found.order_by("month").first()


def closed():
    """Every closed period as {(year, month or None): ClosedPeriod}; to ask `closed_among` of many days."""
    return {(period.year, period.month): period for period in ClosedPeriod.objects.all()}


def closed_among(known, day):
    """As `closed_on`, among those that `closed` has found."""
    return known.get((day.year, day.month)) or known.get((day.year, None))


def in_closed_period(field):
    """A condition over rows: the day in this field lies in a closed period."""
    months = Q(month=OuterRef(f"{field}__month")) | Q(month__isnull=True)
    return Exists(ClosedPeriod.objects.filter(months, year=OuterRef(f"{field}__year")))


def doubt_of(field, day, known):
    """Before it is saved: what lies in a closed period (of those `known`) counts only by way of a correction."""
    period = closed_among(known, day)
    if period:
        yield Problem(
            field,
            "day_in_closed_period",
            _(
                "Ngày %(day)s thuộc kỳ %(period)s đã khóa sổ: chỉ vào số liệu công khai khi có đề nghị đính chính được "
                "duyệt. Xem lại ngày; nếu ngày đúng thì vẫn lưu được, rồi đề nghị đính chính."
            )
            % {"day": format_day_padded(day), "period": period},
        )


def check_is_open(day, *, as_correction=False):
    """Nothing changes the figures of a closed period, unless it is what a correction was approved for."""
    yield from refusal_of(day, None if as_correction else closed_on(day))


def refusal_of(day, closed):
    """The Problem of a day in the closed period `closed`, None where it lies in no such one."""
    if closed:
        yield Problem(
            "",
            "period_is_closed",
            _(
                "Ngày %(day)s thuộc kỳ %(period)s đã khóa sổ nên cần đính chính: người nhập đề nghị và nêu lý do, "
                "người khác duyệt thì việc này được thực hiện và số cũ, số mới được công khai."
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


def months_to_close(on):
    """(year, month) of all that are over on a day, open still and not empty, the newest first; one statement.

    What is in a month are receipts, hand-overs and entries of the books, waiting ones too.
    """
    dated = ((Donation, "received_on"), (HandoverEvent, "held_on"), (LedgerEntry, "happened_on"))
    first, *others = (
        model.objects.filter(**{f"{field}__lt": on.replace(day=1)}).order_by().values_list(field, Value(0), Value(0))
        for model, field in dated
    )
    closed_ones = ClosedPeriod.objects.order_by().values_list(Cast(Value(None), DateField()), "year", "month")
    rows = list(first.union(*others, closed_ones))
    known = {(year, month): True for _day, year, month in rows if year}
    days = (day for day, year, _month in rows if not year)
    return sorted({(day.year, day.month) for day in days if not closed_among(known, day)}, reverse=True)


def day_of(correction):
    """The day whose period a correction changes: of the receipt, or of the hand-over."""
    return correction.donation.received_on if correction.donation_id else correction.event.held_on


def office_of(correction):
    return (correction.donation or correction.event).office


def check_is_as_proposed(correction):
    """What was proposed is what is done: not for another month or event, nor for a donation that was changed since."""
    day, donation = day_of(correction), correction.donation
    is_moved = day is None or (day.year, day.month) != (correction.year, correction.month)
    if correction.gift_id:
        told = correction.gift.handover_outcomes.order_by("-pk").values_list("event", flat=True)
        is_moved |= told.first() != correction.event_id
    if is_moved or (donation and donation.updated_at > correction.proposed_at):
        yield Problem(
            "",
            "changed_since_proposed",
            _("Bản ghi đã đổi sau khi đề nghị; bấm “Không đồng ý”, rồi người đề nghị đề nghị lại."),
        )


def waiting(**subject):
    """The corrections that nobody has decided on yet, of a `donation`, an `event` or a `gift`."""
    return Correction.objects.filter(state=Correction.State.PROPOSED, **subject)


def check_proposal(correction):
    """Problems of proposing a correction: for what waits in a closed period or became of a gift, and once at a time."""
    donation, event, gift = correction.donation, correction.event, correction.gift
    wanted = HandoverEvent.State.DONE if gift else HandoverEvent.State.PLANNED
    waits = (donation and donation.state == Donation.State.RECEIVED) or (event and event.state == wanted)
    if not waits:
        yield Problem(
            "", "nothing_to_correct", _("Bản ghi này không có việc gì đang chờ; tải lại trang để xem tình trạng.")
        )
    elif gift is None and not ((day := day_of(correction)) and closed_on(day)):
        yield Problem("", "period_is_open", _("Kỳ này chưa khóa sổ; cứ làm theo cách thường, không cần đính chính."))
    yield from check_once(gift=gift) if gift else check_once(donation=donation, event=event, gift=None)


def check_once(**subject):
    """Nothing is proposed twice at a time."""
    if waiting(**subject).exists():
        yield Problem("", "correction_waits", _("Đã có đề nghị đính chính chờ duyệt cho việc này."))
