"""Donations in the admin: enter, correct, approve, reverse."""

from django.contrib import admin
from django.db.models import Count, Sum
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from programmes.actions import donations
from programmes.admin.base import PortalAdmin
from programmes.admin.books import donation_account
from programmes.admin.columns import EMPTY, day_column, grouped, number_column, person_column, state_column
from programmes.admin.filters import ReceivedYearFilter, ScopedFilter, TaskFilter
from programmes.admin.forms import RecordForm
from programmes.admin.imports import ExchangeMixin
from programmes.admin.site import site
from programmes.admin.verbs import Verb
from programmes.models import Donation
from programmes.rules import approvals
from programmes.rules import donations as rules

APPROVE = Verb(
    slug="duyet",
    label=_("Duyệt"),
    question=_("Duyệt khoản ủng hộ %(record)s?"),
    done=_("Đã duyệt khoản %(record)s; từ nay khoản này có trong số liệu công khai."),
    permission="approve_donation",
    problems=approvals.check_donation_approval,
    act=donations.approve,
    list_label=_("Duyệt các khoản đã chọn"),
)
REVERSE = Verb(
    slug="dao-but-toan",
    label=_("Đảo bút toán"),
    question=_("Đảo bút toán khoản ủng hộ %(record)s?"),
    done=_("Đã lập bút toán đảo của khoản %(record)s; bút toán này chờ người khác duyệt."),
    permission="reverse_donation",
    problems=lambda donation, by: [
        *approvals.check(donation, approvals.DONATION["reverse"], by),
        *rules.check_reversal(donation),
    ],
    act=donations.reverse,
    wants_reason=True,
)


class DonationForm(RecordForm):
    rules = (rules.check,)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "code" in self.fields:
            self.fields["code"].required = False
        if "state" in self.fields:
            choices = [choice for choice in Donation.State.choices if choice[0] != Donation.State.APPROVED]
            self.fields["state"].choices = choices


@admin.register(Donation, site=site)
class DonationAdmin(ExchangeMixin, PortalAdmin):
    layout_key = "donations"
    form = DonationForm
    enter, correct = staticmethod(donations.record), staticmethod(donations.correct)
    verbs = (APPROVE, REVERSE)
    list_display = ("code", "donor", "amount_figure", "state_badge", "received_day", "programme", "entered_by")
    list_filter = (
        TaskFilter,
        "state",
        ReceivedYearFilter,
        ("programme", ScopedFilter),
        "form",
        ("office", ScopedFilter),
    )
    list_select_related = ("donor", "programme", "entered_by")
    search_fields = ("code__icontains", "donor__search_key__contains")
    search_help_text = _("Tìm theo tên nhà hảo tâm (không cần dấu) hoặc số chứng từ.")
    autocomplete_fields = ("office", "donor", "programme", "round", "earmark")
    fieldsets = (
        (None, {"fields": ("office", "code", "donor", "is_anonymous", "programme", "round", "earmark")}),
        (_("Số tiền"), {"fields": ("form", "amount_vnd", "goods", "route")}),
        (_("Trạng thái"), {"fields": ("state", "pledged_on", "received_on", "note")}),
    )
    trail = ("account", "reverses_link", "reason", "entered_name", "created_at", "approved_name", "approved_at")
    closed_as = {
        "amount_vnd": "amount_figure",
        "pledged_on": "pledged_day",
        "received_on": "received_day",
    }
    approved_name = person_column("approved_by", _("người duyệt"))
    amount_figure = number_column("amount_vnd", _("số tiền (đồng)"))
    state_badge = state_column(_("trạng thái"))
    pledged_day = day_column("pledged_on", _("ngày đăng ký"))
    received_day = day_column("received_on", _("ngày nhận"))

    def is_open(self, record, officer):
        editable = record.state != Donation.State.APPROVED and record.reverses_id is None
        return editable and super().is_open(record, officer)

    def summary(self, queryset):
        row = queryset.order_by().aggregate(count=Count("pk"), amount=Sum("amount_vnd"))
        return [(_("Số khoản"), grouped(row["count"])), (_("Tổng số tiền (đồng)"), grouped(row["amount"] or 0))]

    @admin.display(description=_("sổ của khoản này (đồng)"))
    def account(self, record):
        return donation_account(record) if record.approved_at and not record.reverses_id else EMPTY

    @admin.display(description=_("đảo bút toán của"))
    def reverses_link(self, record):
        if record.reverses_id is None:
            return EMPTY
        url = reverse("admin:programmes_donation_change", args=[record.reverses_id])
        return format_html('<a href="{}">{}</a>', url, record.reverses)
