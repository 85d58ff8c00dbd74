"""Closing a period in the admin: it is chosen, its figures are shown, then it is closed."""

from calendar import monthrange
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from programmes.access.scope import sees_all
from programmes.admin.columns import grouped
from programmes.totals import closing


class ClosingPage:
    """Admin mixin of closed periods: what the form was sent for is asked once more, with figures."""

    def add_view(self, request, form_url="", extra_context=None):
        period = self._asked_for(request)
        if period:
            return self._ask_to_close(request, period)
        title = {"title": _("Khóa sổ: ghi năm; nếu chỉ khóa một tháng, ghi thêm tháng")}
        return super().add_view(request, form_url, {**title, **(extra_context or {})})

    def _asked_for(self, request):
        """The period that was sent, may be closed, and whose figures nobody has confirmed yet."""
        may_close = self.has_add_permission(request) and sees_all(request.user)
        if request.method != "POST" or "confirmed" in request.POST or not may_close:
            return None
        form = self.get_form(request)(request.POST)
        return form.instance if form.is_valid() else None

    def _ask_to_close(self, request, period):
        found = closing.of(period)
        return self.page(
            request,
            "admin/close_period.html",
            _("Khóa sổ kỳ %s?") % period,
            period=period,
            summary=_figures(found),
            waiting=list(_waiting(period, found)),
        )


def _figures(found):
    """What will be final, as figures above a list."""
    return [
        (_("Khoản ủng hộ đã duyệt"), grouped(found.donations)),
        (_("Huy động (đồng)"), grouped(found.raised_vnd)),
        (_("Suất quà đã trao"), grouped(found.gifts)),
        (_("Đã trao: từ tiền ủng hộ (đồng)"), grouped(found.given_vnd)),
        (_("Lần phân bổ"), grouped(found.allocations)),
        (_("Đã phân bổ (đồng)"), grouped(found.allocated_vnd)),
        (_("Lần rút phân bổ"), grouped(found.releases)),
        (_("Đã rút phân bổ (đồng)"), grouped(found.released_vnd)),
    ]


def _waiting(period, found):
    """What is not finished in the period, in words, each with the address of its list."""
    if found.waiting_donations:
        words = _("%(n)s khoản ủng hộ đã nhận, chưa duyệt: %(vnd)s đồng")
        said = {"n": grouped(found.waiting_donations), "vnd": grouped(found.waiting_vnd)}
        yield words % said, _list_url("donation", "received_on", period, "received")
    if found.waiting_events:
        words = _("%(n)s buổi trao chưa ghi nhận đã trao, với %(gifts)s suất quà")
        said = {"n": grouped(found.waiting_events), "gifts": grouped(found.waiting_gifts)}
        yield words % said, _list_url("handoverevent", "held_on", period, "planned")
    if found.waiting_lines:
        words = _("%(n)s dòng sao kê chưa đối chiếu: %(vnd)s đồng")
        said = {"n": grouped(found.waiting_lines), "vnd": grouped(found.unexplained_vnd)}
        yield words % said, _list_url("bankline", "booked_on", period, "unexplained")


def _list_url(model, day, period, state):
    """The list of a table, narrowed to a state and to the days of the period."""
    first = date(period.year, period.month or 1, 1)
    last = date(period.year, period.month or 12, monthrange(period.year, period.month or 12)[1])
    query = urlencode({"state__exact": state, f"{day}__gte": first, f"{day}__lte": last})
    return f"{reverse(f'admin:programmes_{model}_changelist')}?{query}"
