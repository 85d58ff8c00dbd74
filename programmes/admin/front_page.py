"""What the front page shows: three lists by whose turn it is, what is new, the money of the office."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from programmes.access.scope import sees_all, visible_to
from programmes.admin import queue
from programmes.admin.news import news_of
from programmes.admin.parts import bar_of
from programmes.admin.saved import adding
from programmes.admin.tasks import TASKS
from programmes.admin.turns import DATED, OF_OTHERS
from programmes.admin.waiting import beside_tables
from programmes.models import Donation, Donor, GiftList, HandoverEvent, Officer, RightsRequest, Round
from programmes.standards.dates import format_day
from programmes.totals import balances, service

WEEKDAYS = (
    *(_("Thứ Hai"), _("Thứ Ba"), _("Thứ Tư"), _("Thứ Năm")),
    *(_("Thứ Sáu"), _("Thứ Bảy"), _("Chủ nhật")),
)
# (permission, page, what is done there)
STEPS = (
    *(
        (f"add_{model._meta.model_name}", f"{model._meta.model_name}_add", adding(model))
        for model in (Donor, Donation, GiftList, HandoverEvent, Round, Officer, RightsRequest)
    ),
    ("import_giftlist", "giftlist_import", _("Nhập tệp danh sách tặng")),
    ("import_donation", "donation_import", _("Nhập tệp khoản ủng hộ")),
    ("import_bankline", "bankline_import", _("Nhập sao kê ngân hàng")),
    ("import_issuance", "issuance_import", _("Nhập kết quả cấp thẻ, sổ")),
    ("look_up_recipient", "recipient_look_up", _("Tra cứu “đã nhận chưa?”")),
)


def context_of(officer):
    """What the template of the front page needs; statements as many as tables, however much waits."""
    found = queue.found_of(officer)
    without_age = beside_tables(officer)
    return {
        "today": _today(),
        "waiting": queue.waiting_of(found, without_age),
        "mine": queue.queue_of(TASKS, found, without_age),
        "others": queue.queue_of(OF_OTHERS, found),
        "dated": queue.queue_of(DATED, found),
        "news": news_of(officer),
        "money": _money(officer),
        "first_steps": _first_steps(officer),
        "troubles": _troubles(officer),
    }


def _troubles(officer):
    """What headquarters has to see to, or to tell whoever runs the server."""
    acts = sees_all(officer) and officer.has_perm("programmes.view_auditevent")
    return list(service.troubles(service.signs())) if acts else []


def _first_steps(officer):
    """What an officer can begin with: (label, address) of the pages open to them."""
    return [
        (label, reverse(f"admin:programmes_{page}"))
        for permission, page, label in STEPS
        if officer.has_perm(f"programmes.{permission}")
    ]


def _today():
    """ "Thứ Hai, 30/11/2026"."""
    day = timezone.localdate()
    return f"{WEEKDAYS[day.weekday()]}, {format_day(day)}"


def _money(officer):
    """The money of the own office, of the country at headquarters: parts that add up, and the bar of them."""
    if officer.office_id is None or not officer.has_perm("programmes.view_ledgerentry"):
        return {}
    held = balances.of_donations(visible_to(officer, Donation.objects.all()))
    parts = (
        ("given", _("Đã trao"), held.spent_vnd),
        ("waiting", _("Đã phân bổ, chờ trao"), held.set_aside_vnd),
        ("left", _("Chưa phân bổ"), held.left_vnd),
    )
    title = _("Tiền của cả nước") if sees_all(officer) else _("Tiền của cơ quan")
    bar = bar_of((mark, amount) for mark, _label, amount in parts)
    return {"title": title, "parts": parts, "total": held.received_vnd, "bar": bar}
