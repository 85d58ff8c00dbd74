"""How the front page shows a record that waits: its name, why it waits, since when."""

from operator import attrgetter

from django.db.models import CharField, OuterRef, Subquery
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from programmes.models import AuditEvent
from programmes.rules.drafts import opened_words
from programmes.standards.dates import format_day
from programmes.standards.money import format_number, with_unit


def returned_at():
    """When a list was sent back last."""
    key = Cast(OuterRef("pk"), CharField())
    returns = AuditEvent.objects.filter(target_type="giftlist", target_id=key, verb="return")
    return Subquery(returns.order_by("-pk").values("at")[:1])


def day_of(moment):
    """The day of a moment in Vietnam, of a day itself."""
    return timezone.localdate(moment) if hasattr(moment, "hour") else moment


def _day(moment):
    return format_day(day_of(moment))


def of_office(record):
    return _("%(office)s ghi ngày %(day)s") % {"office": record.office, "day": _day(record.created_at)}


def donation(record):
    return _("Khoản %(code)s, %(amount)s") % {"code": record.code, "amount": with_unit(record.amount_vnd)}


def list_put_forward(record):
    return _("%(office)s trình ngày %(day)s") % {"office": record.office, "day": _day(record.submitted_at)}


def whose_list(record):
    if record.opened_by_id:
        return _("Chờ quyết định: %s") % opened_words(record)
    return _("Chờ người phê duyệt; chưa ai mở xem, còn rút lại để sửa được")


def waits_for_approval(record):
    return _("Chờ người phê duyệt")


def approved(record):
    return _("Đã duyệt ngày %s") % _day(record.approved_at)


def event(record):
    return _("%(title)s, ngày %(day)s") % {"title": record.title, "day": format_day(record.held_on)}


def allocation_page(record):
    return reverse("admin:programmes_giftlist_allocate", args=[record.pk])


def event_page(view, record):
    return reverse(f"admin:programmes_handoverevent_{view}", args=[record.pk])


def of_batch(record):
    report = record.report
    told = [
        (_("%s dòng ghi được"), report.get("new", 0) + report.get("changed", 0)),
        (_("%s dòng bị từ chối"), report.get("rejected", 0)),
        (_("%s câu hỏi chờ trả lời"), len(report.get("questions") or [])),
    ]
    return ", ".join(str(words % format_number(count)) for words, count in told if count)


def correction(record):
    return _("%(what)s, kỳ %(month)s/%(year)s") % {
        "what": record.donation or record.event,
        "month": record.month,
        "year": record.year,
    }


def move(record):
    return _("Điều chỉnh khoản %s") % record.donation


# What tasks of one table have in common.
LIST = {"related": ("round", "province", "office", "opened_by")}
EVENT = {"since": "held_on", "name": event, "reason": attrgetter("place"), "due": attrgetter("held_on")}
REQUEST = {"since": "received_on", "due": attrgetter("due_on")}
LETTER = {"since": "received_at", "due": attrgetter("due_on"), "reason": attrgetter("about_name")}
PROPOSAL = {"since": "proposed_at", "may_remind": True}
CORRECTION = {**PROPOSAL, "name": correction, "related": ("donation", "event")}
MOVE = {**PROPOSAL, "name": move, "related": ("donation",)}
JOIN = {**PROPOSAL, "name": str}
DONATION = {"name": donation, "reason": of_office, "related": ("office",)}
