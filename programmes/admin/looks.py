"""How each task of the front page is shown: since when it waits, its reason, its day, and the one verb beside it."""

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from django.db.models import CharField, OuterRef, Subquery
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from programmes.models import (
    AuditEvent,
    BankLine,
    Breach,
    Conflict,
    Correction,
    Donation,
    DonationMove,
    DonorJoin,
    GiftList,
    HandoverEvent,
    ImportBatch,
    Issuance,
    Officer,
    PublishedFigure,
    RightsRequest,
    Round,
)
from programmes.rules.breaches import report_due
from programmes.rules.drafts import opened_words
from programmes.standards.dates import format_day
from programmes.standards.money import format_number, with_unit


class Look(NamedTuple):
    """How a task is shown.

    `since` is a field or expression by which the oldest comes first, `verb` what is done, `name` and `reason` functions
    of a record, `due` gives its day. `together` shows the task as one row; `amount` is a field summed up in it.
    `part_of` is the key of a task that counts the same records; `path` is where the verb leads.
    """

    verb: str = _("Mở")
    since: object = "created_at"
    name: Callable = str
    reason: Callable = lambda record: ""
    quote: Callable = lambda record: ""
    due: Callable = lambda record: None
    together: bool = False
    amount: str = ""
    part_of: str = ""
    path: Callable | None = None
    related: tuple = ()


def _returned_at():
    """When a list was sent back last."""
    key = Cast(OuterRef("pk"), CharField())
    returns = AuditEvent.objects.filter(target_type="giftlist", target_id=key, verb="return")
    return Subquery(returns.order_by("-pk").values("at")[:1])


def day_of(moment):
    """The day of a moment in Vietnam, of a day itself."""
    return timezone.localdate(moment) if hasattr(moment, "hour") else moment


def _day(moment):
    return format_day(day_of(moment))


def _of_office(record):
    return _("%(office)s ghi ngày %(day)s") % {"office": record.office, "day": _day(record.created_at)}


def _donation(record):
    return _("Khoản %(code)s, %(amount)s") % {"code": record.code, "amount": with_unit(record.amount_vnd)}


def _list_put_forward(record):
    return _("%(office)s trình ngày %(day)s") % {"office": record.office, "day": _day(record.submitted_at)}


def _whose_list(record):
    if record.opened_by_id:
        return _("Chờ quyết định: %s") % opened_words(record)
    return _("Chờ người phê duyệt; chưa ai mở xem, còn rút lại để sửa được")


def _approved(record):
    return _("Đã duyệt ngày %s") % _day(record.approved_at)


def _event(record):
    return _("%(title)s, ngày %(day)s") % {"title": record.title, "day": format_day(record.held_on)}


def _place(record):
    return record.place


def _event_page(view, record):
    return reverse(f"admin:programmes_handoverevent_{view}", args=[record.pk])


def _of_batch(record):
    report = record.report
    told = [
        (_("%s dòng ghi được"), report.get("new", 0) + report.get("changed", 0)),
        (_("%s dòng bị từ chối"), report.get("rejected", 0)),
        (_("%s câu hỏi chờ trả lời"), len(report.get("questions") or [])),
    ]
    return ", ".join(str(words % format_number(count)) for words, count in told if count)


def _correction(record):
    return _("%(what)s, kỳ %(month)s/%(year)s") % {
        "what": record.donation or record.event,
        "month": record.month,
        "year": record.year,
    }


def _join(record):
    told = _("Tách %(second)s khỏi %(first)s") if record.is_apart else _("Gộp %(second)s vào %(first)s")
    return told % {"first": record.first.code, "second": record.second.code}


_LIST = {"related": ("round", "province", "office", "opened_by")}
_EVENT = {"since": "held_on", "name": _event, "reason": _place, "due": lambda event: event.held_on}
_REQUEST = {"since": "received_on", "due": lambda request: request.due_on, "verb": _("Trả lời")}
_CORRECTION = {"since": "proposed_at", "name": _correction, "related": ("donation", "event")}
_JOIN = {"since": "proposed_at", "name": _join, "related": ("first__office", "second")}
_DONATION = {"name": _donation, "reason": _of_office, "related": ("office",)}

LOOKS = {
    (Breach, "chua-ket-thuc"): Look(
        _("Xem vụ việc"),
        "found_at",
        due=lambda breach: None if breach.reported_at else day_of(report_due(breach)),
        reason=lambda breach: "" if breach.reported_at else _("Chưa báo cho cơ quan chuyên trách"),
    ),
    (RightsRequest, "qua-han"): Look(**_REQUEST, part_of="cho-tra-loi"),
    (RightsRequest, "cho-tra-loi"): Look(**_REQUEST),
    (Donation, "cho-duyet"): Look(_("Xem để duyệt"), **_DONATION),
    (Donation, "can-dinh-chinh"): Look(
        _("Đề nghị đính chính"),
        name=_donation,
        reason=lambda record: (
            _("Ngày nhận %s thuộc kỳ đã khóa sổ nên chưa duyệt được") % format_day(record.received_on)
        ),
    ),
    (Donation, "chua-cam-on"): Look(_("Xem và cảm ơn"), "approved_at", together=True, amount="amount_vnd"),
    (DonorJoin, "cho-duyet"): Look(_("Xem để duyệt"), **_JOIN),
    (Correction, "cho-duyet"): Look(_("Xem để duyệt"), **_CORRECTION),
    (DonationMove, "cho-duyet"): Look(
        _("Xem để duyệt"),
        "proposed_at",
        name=lambda move: _("Điều chỉnh khoản %s") % move.donation,
        reason=lambda move: move.reason,
        related=("donation",),
    ),
    (HandoverEvent, "can-dinh-chinh"): Look(
        _("Đề nghị đính chính"),
        "held_on",
        _event,
        lambda record: _("Ngày trao thuộc kỳ đã khóa sổ nên chưa ghi nhận được"),
    ),
    (HandoverEvent, "den-ngay"): Look(_("Ghi nhận đã trao"), **_EVENT),
    (HandoverEvent, "thieu-ket-qua"): Look(
        _("Ghi kết quả"),
        "held_on",
        _event,
        lambda record: _("%s: còn suất chưa ghi kết quả") % record.place,
        due=lambda event: event.held_on,
        part_of="den-ngay",
        path=partial(_event_page, "outcomes"),
    ),
    (BankLine, "chua-doi-chieu"): Look(_("Đối chiếu"), "booked_on", together=True, amount="amount_vnd"),
    (GiftList, "cho-duyet"): Look(_("Xem để duyệt"), "submitted_at", reason=_list_put_forward, **_LIST),
    (GiftList, "bi-tra-lai"): Look(
        _("Sửa và trình lại"),
        _returned_at(),
        reason=lambda record: _("Bị trả lại"),
        quote=lambda record: record.return_reason,
        **_LIST,
    ),
    (GiftList, "chua-trinh"): Look(_("Lập tiếp và trình"), reason=lambda record: _("Đang lập"), **_LIST),
    (GiftList, "chua-co-buoi-trao"): Look(_("Lên kế hoạch buổi trao"), "approved_at", reason=_approved, **_LIST),
    (GiftList, "cho-trao-lai"): Look(
        _("Lên kế hoạch buổi trao"),
        "approved_at",
        reason=lambda record: _("Còn người vắng mặt chờ trao lại"),
        **_LIST,
    ),
    (GiftList, "thieu-tien"): Look(
        _("Phân bổ tiền"),
        "approved_at",
        reason=lambda record: (
            _("Đã duyệt %(value)s, mới phân bổ %(funded)s")
            % {"value": with_unit(record.value_vnd), "funded": with_unit(record.funded_vnd)}
        ),
        **_LIST,
    ),
    (Conflict, "cho-de-nghi"): Look(_("Xem và đề nghị"), together=True),
    (Conflict, "cho-quyet-dinh"): Look(_("Xem và quyết định"), "proposed_at", together=True),
    (PublishedFigure, "cho-cong-bo"): Look(_("Xem để công bố"), together=True),
    (Issuance, "khong-cap"): Look(_("Xem và xử lý"), together=True),
    (Officer, "hai-viec"): Look(_("Xem tài khoản"), "date_joined", together=True),
    (ImportBatch, "cho-xac-nhan"): Look(
        _("Xem và xác nhận"), name=lambda batch: _("Tệp “%s”") % batch.filename, reason=_of_batch
    ),
    # The turn of others.
    (GiftList, "da-trinh"): Look(_("Xem"), "submitted_at", reason=_whose_list, **_LIST),
    (GiftList, "da-tra-lai"): Look(
        _("Xem"),
        _returned_at(),
        reason=lambda record: _("Chờ %s sửa và trình lại") % record.office,
        quote=lambda record: record.return_reason,
        **_LIST,
    ),
    (Donation, "da-ghi"): Look(
        _("Xem"), together=True, amount="amount_vnd", reason=lambda record: _("Chờ người phê duyệt")
    ),
    (Donation, "da-dang-ky"): Look(
        _("Xem"), "pledged_on", together=True, amount="amount_vnd", reason=lambda record: _("Chờ nhà hảo tâm chuyển")
    ),
    (Conflict, "da-de-nghi"): Look(
        _("Xem"), "proposed_at", together=True, reason=lambda record: _("Chờ người phê duyệt quyết định")
    ),
    (Conflict, "chua-de-nghi"): Look(
        _("Xem"), together=True, reason=lambda record: _("Chờ cán bộ cơ quan lập đề nghị")
    ),
    (Correction, "da-de-nghi"): Look(_("Xem"), **_CORRECTION, reason=lambda record: _("Chờ người phê duyệt")),
    (PublishedFigure, "da-lap"): Look(
        _("Xem"), together=True, reason=lambda record: _("Chờ người phê duyệt của BHXH Việt Nam công bố")
    ),
    # What has a day.
    (HandoverEvent, "sap-den-ngay"): Look(_("Mở buổi trao"), **_EVENT),
    (Round, "sap-het"): Look(
        _("Xem đợt"),
        "ends_on",
        reason=lambda record: _("Đợt kết thúc ngày %s") % format_day(record.ends_on),
        due=lambda record: record.ends_on,
    ),
}
