"""Gifts in the admin, one at a time; whole files come through the import pages."""

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import Sum
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from programmes.actions import gifts, handovers
from programmes.admin.base import PortalAdmin
from programmes.admin.columns import EMPTY, grouped, number_column
from programmes.admin.filters import OneListFilter, ScopedFilter
from programmes.admin.forms import MonthField, RecordForm
from programmes.admin.site import site
from programmes.admin.verbs import Verb
from programmes.models import Gift
from programmes.rules import gifts as rules
from programmes.rules.handovers import check_take_back
from programmes.standards.identity import mask

TAKE_BACK = Verb(
    slug="nhan-lai",
    label=_("Ghi nhận trả về"),
    question=_("Suất quà này được trả về sau khi đã trao?"),
    done=_("Đã ghi nhận: tiền của suất quà về lại khoản ủng hộ, suất quà không còn trong số liệu công khai."),
    permission="hand_over_handoverevent",
    problems=check_take_back,
    act=handovers.take_back,
    wants_reason=True,
)


class GiftForm(RecordForm):
    starts_on = MonthField(
        label=_("Từ tháng"),
        required=False,
        help_text=_("Viết theo tháng/năm, ví dụ 12/2025; chỉ với sổ BHXH, thẻ BHYT."),
    )
    rules = (rules.check_gift,)


@admin.register(Gift, site=site)
class GiftAdmin(PortalAdmin):
    form = GiftForm
    enter, correct = staticmethod(gifts.issue), staticmethod(gifts.correct)
    verbs = (TAKE_BACK,)
    list_display = ("who", "kind", "number", "quantity_figure", "months", "cost_figure", "total_figure", "gift_list")
    list_filter = (OneListFilter, "kind", ("round", ScopedFilter), "gift_list__state")
    list_select_related = ("recipient", "gift_list")
    search_fields = ("recipient__search_key__contains", "group_name__icontains", "gift_list__code__icontains")
    search_help_text = _("Tìm theo tên người nhận (không cần dấu), nhóm hoặc mã danh sách.")
    autocomplete_fields = ("gift_list", "recipient")
    fieldsets = (
        (None, {"fields": ("gift_list", "kind", "recipient", "group_name", "quantity", "category")}),
        (_("Bảo hiểm"), {"fields": ("months", "starts_on")}),
        (_("Giá trị (đồng)"), {"fields": ("donor_cost_vnd", "state_support_vnd", "local_topup_vnd", "note")}),
    )
    trail = ("total_figure", "delivery_name", "outcome_name", "event", "entered_name", "created_at", "updated_at")
    closed_as = {
        "quantity": "quantity_figure",
        "starts_on": "start_written",
        "donor_cost_vnd": "cost_figure",
        "state_support_vnd": "state_figure",
        "local_topup_vnd": "local_figure",
    }
    quantity_figure = number_column("quantity", _("số lượng"))
    cost_figure = number_column("donor_cost_vnd", _("chương trình chi"))
    state_figure = number_column("state_support_vnd", _("ngân sách nhà nước hỗ trợ"))
    local_figure = number_column("local_topup_vnd", _("ngân sách địa phương hỗ trợ"))

    def get_readonly_fields(self, request, obj=None):
        return (*super().get_readonly_fields(request, obj), *(("gift_list",) if obj else ()))

    def is_open(self, record, officer):
        return not any(rules.check_list_is_open(record.gift_list)) and super().is_open(record, officer)

    def has_delete_permission(self, request, obj=None):
        allowed = admin.ModelAdmin.has_delete_permission(self, request, obj)
        return allowed and obj is not None and self.is_open(obj, request.user)

    def delete_model(self, request, obj):
        gifts.withdraw(obj, by=request.user)

    def delete_view(self, request, object_id, extra_context=None):
        try:
            return super().delete_view(request, object_id, extra_context)
        except ValidationError as error:
            self.message_user(request, " ".join(error.messages), messages.ERROR)
            return redirect("admin:programmes_gift_changelist")

    def summary(self, queryset):
        row = queryset.order_by().aggregate(quantity=Sum("quantity"), cost=Sum("donor_cost_vnd"))
        return [
            (_("Số lượng"), grouped(row["quantity"] or 0)),
            (_("Chương trình chi (đồng)"), grouped(row["cost"] or 0)),
        ]

    @admin.display(description=_("người nhận, nhóm"), ordering="recipient__search_key")
    def who(self, record):
        return record.recipient.full_name if record.recipient_id else record.group_name

    @admin.display(description=_("số định danh"))
    def number(self, record):
        return mask(record.recipient.citizen_number) if record.recipient_id else EMPTY

    @admin.display(description=_("hình thức giao"))
    def delivery_name(self, record):
        return record.get_delivery_display()

    @admin.display(description=_("kết quả trao"))
    def outcome_name(self, record):
        return record.get_outcome_display() or EMPTY

    @admin.display(description=_("từ tháng"))
    def start_written(self, record):
        return f"{record.starts_on:%m/%Y}" if record.starts_on else EMPTY

    @admin.display(description=_("tổng giá trị"))
    def total_figure(self, record):
        return grouped(record.total_vnd)
