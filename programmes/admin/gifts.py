"""Gifts in the admin, one at a time; whole files come through the import pages."""

from django.contrib import admin, messages
from django.contrib.admin.utils import build_q_object_from_lookup_parameters
from django.core.exceptions import ValidationError
from django.db.models import Sum
from django.http import QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from programmes.access.people import in_lists, is_at_work_on_gift, sees_whole
from programmes.access.scope import visible_to
from programmes.actions import gifts, handovers
from programmes.admin.base import PortalAdmin
from programmes.admin.columns import EMPTY, grouped, number_column, rates_list, record_link
from programmes.admin.conflicts import where
from programmes.admin.filters import (
    CardEndFilter,
    ListStateFilter,
    NextCardFilter,
    OneListFilter,
    ScopedFilter,
    ValueFilter,
)
from programmes.admin.forms import MonthField, RecordForm
from programmes.admin.imports import ListExportMixin
from programmes.admin.periods import PROPOSE_OUTCOME, correction_links
from programmes.admin.site import site
from programmes.admin.verbs import Verb
from programmes.models import INSURANCE_KINDS, PARTS, Gift, GiftListTotal, names_of
from programmes.rules import gifts as rules
from programmes.rules.arithmetic import line
from programmes.rules.doubts import doubts_of_gift
from programmes.rules.eligibility import overlaps_of_gift, period
from programmes.rules.handovers import check_take_back
from programmes.rules.rates import Rates
from programmes.rules.valuation import Case, Worth, case_of, fill, missing_value, value

TAKE_BACK = Verb(
    slug="nhan-lai",
    label=_("Ghi nhận trả về"),
    question=_("Ghi nhận “%(record)s” được trả về sau khi đã trao? Tiền chương trình chi về lại khoản ủng hộ."),
    done=_(
        "Đã ghi nhận: tiền của suất quà về lại khoản ủng hộ. Số liệu công khai được trừ khi số suất trả về đủ lớn "
        "để không lộ người nhận."
    ),
    permission="hand_over_handoverevent",
    problems=check_take_back,
    act=handovers.take_back,
    wants_reason=True,
)


# What narrows gifts and the totals of their lists alike: what an address says, and what it is of a total.
OF_TOTALS = {
    "kind__exact": "kind__exact",
    "round__id__exact": "gift_list__round__id__exact",
    "gift_list__state__exact": "gift_list__state__exact",
}
OF_NEED = ("category", "note")  # why somebody receives, which tells of illness or poverty


class GiftForm(RecordForm):
    """A card or book whose cost is left empty takes the computed parts; `computed` tells that it did."""

    computed = False
    starts_on = MonthField(
        label=_("Từ tháng"),
        required=False,
        help_text=_("Viết theo tháng/năm, ví dụ 12/2025; chỉ với %s.") % names_of(INSURANCE_KINDS),
    )
    rules = (rules.check_gift,)
    shown_at = {"citizen_number": "recipient"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "donor_cost_vnd" in self.fields:
            self.fields["donor_cost_vnd"].required = False
        if self.instance.pk and not is_at_work_on_gift(self.officer, self.instance):
            self.mask({name: getattr(self.instance, f"masked_{name}") for name in OF_NEED})

    def clean(self):
        cleaned = super().clean()
        if "donor_cost_vnd" in cleaned and cleaned["donor_cost_vnd"] is None:
            worth = value(self._case(cleaned), Rates.load())
            said = {name: cleaned.get(name) or None for name in PARTS}
            if parts := fill(said, worth):
                cleaned.update(parts)
                self.computed = True
            else:
                self._show([missing_value(worth)])
        return cleaned

    def _case(self, cleaned):
        gift_list = cleaned.get("gift_list") or getattr(self.instance, "gift_list", None)
        kind = cleaned.get("kind") or self.instance.kind
        told = [cleaned.get(name) for name in ("months", "starts_on", "household_order")]
        return Case(kind, cleaned.get("category", ""), *told, gift_list.province_id if gift_list else "")


def _masked(options):
    """A part of the page of a gift without why somebody receives."""
    return {**options, "fields": [f"shown_{name}" if name in OF_NEED else name for name in options["fields"]]}


def _cautions(gift):
    """What an officer is told at once of a gift that was stored all the same."""
    for other in overlaps_of_gift(gift):
        yield _(
            "Người này đã có %(kind)s %(period)s (%(where)s), trùng thời gian; khi trình, hai người phải quyết định."
        ) % {
            "kind": other.get_kind_display(),
            "period": period(other.starts_on, other.months),
            "where": where(other, gift.gift_list.office_id),
        }
    for problem in doubts_of_gift(gift):
        yield problem.message


@admin.register(Gift, site=site)
class GiftAdmin(ListExportMixin, PortalAdmin):
    layout_key = "gifts"
    form = GiftForm
    enter, correct = staticmethod(gifts.issue), staticmethod(gifts.correct)
    verbs = (TAKE_BACK, PROPOSE_OUTCOME)
    delete_confirmation_template = "admin/lists/take_off.html"
    list_display = ("who", "kind", "number", "quantity_figure", "months", "cost_figure", "total_figure", "list_link")
    list_filter = (
        *(OneListFilter, ValueFilter, CardEndFilter, NextCardFilter),
        *("kind", ("round", ScopedFilter), ("gift_list__state", ListStateFilter)),
    )
    ordering = ("-gift_list_id", "pk")  # by its list itself SQLite would sort all that a filter leaves
    list_select_related = ("recipient", "gift_list__round", "gift_list__province", "valuation")
    search_fields = ("recipient__search_key__begun", "group_name__icontains", "gift_list__code__icontains")
    search_help_text = _("Tìm theo tên người nhận (không cần dấu), nhóm hoặc mã danh sách.")
    autocomplete_fields = ("gift_list", "recipient")
    fieldsets = (
        (None, {"fields": ("gift_list", "kind", "recipient", "group_name", "quantity", "category")}),
        (_("Bảo hiểm"), {"fields": ("months", "starts_on", "household_order")}),
        (
            _("Giá trị (đồng)"),
            {
                "fields": ("donor_cost_vnd", "state_support_vnd", "local_topup_vnd", "note"),
                "description": _("%s: để trống “chương trình chi” thì áp dụng mức tính theo định mức.")
                % capfirst(names_of(INSURANCE_KINDS)),
            },
        ),
    )
    worked_out = ("arithmetic_line", "difference", "rate_sources")
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

    def get_fieldsets(self, request, obj=None):
        """Where it is masked why somebody receives, so are the rates by which that was valued."""
        fieldsets = super().get_fieldsets(request, obj)
        if obj and not is_at_work_on_gift(request.user, obj):
            is_open = self.has_change_permission(request, obj)
            return fieldsets if is_open else [(title, _masked(options)) for title, options in fieldsets]
        if obj is None or not obj.is_insurance:
            return fieldsets
        return [*fieldsets[:-1], (_("Giá tính theo định mức"), {"fields": self.worked_out}), fieldsets[-1]]

    def get_readonly_fields(self, request, obj=None):
        shown = super().get_readonly_fields(request, obj)
        if obj is None:
            return shown
        is_offered = obj.recipient is None or sees_whole(request.user, obj.recipient.office_id)
        masked = [f"shown_{name}" for name in OF_NEED]
        return (*shown, "gift_list", *masked, *self.worked_out, *(() if is_offered else ("recipient",)))

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if form.computed:
            told = _("Chưa ghi giá nên đã áp dụng mức tính theo định mức: %s.") % line(obj.valuation)
            self.message_user(request, told, messages.INFO)
        for sentence in _cautions(obj):
            self.message_user(request, sentence, messages.WARNING)

    def record_links(self, request, record):
        return [*super().record_links(request, record), *correction_links(request.user, gift=record)]

    # From a list and back to it

    def get_changeform_initial_data(self, request):
        """A gift that is added beside the gifts of one list is one of that list."""
        shown = QueryDict(request.GET.get("_changelist_filters", "")).get(OneListFilter.parameter_name)
        return {**({"gift_list": shown} if shown else {}), **super().get_changeform_initial_data(request)}

    def response_add(self, request, obj, post_url_continue=None):
        response = super().response_add(request, obj, post_url_continue)
        if "_addanother" in request.POST:
            return redirect(f"{reverse('admin:programmes_gift_add')}?gift_list={obj.gift_list_id}")
        return response

    def response_post_save_add(self, request, obj):
        """To its list, which says what comes next."""
        return redirect("admin:programmes_giftlist_change", obj.gift_list_id)

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

    def summary_above(self, shown, officer):
        """From the totals, where they know all that the list is narrowed by: gift by gift it takes seconds."""
        asked = shown.get_filters_params()
        if shown.query or shown.queryset.query.is_empty() or not asked.keys() <= OF_TOTALS.keys():
            return super().summary_above(shown, officer)
        wanted = build_q_object_from_lookup_parameters({OF_TOTALS[name]: texts for name, texts in asked.items()})
        return self.summary(visible_to(officer, GiftListTotal.objects.filter(wanted)))

    def summary(self, queryset):
        """Of gifts, or of the totals of their lists."""
        row = queryset.order_by().aggregate(quantity=Sum("quantity"), cost=Sum("donor_cost_vnd"))
        return [
            (_("Số lượng"), grouped(row["quantity"] or 0)),
            (_("Chương trình chi (đồng)"), grouped(row["cost"] or 0)),
        ]

    @admin.display(description=_("đối tượng"))
    def shown_category(self, record):
        return record.masked_category or EMPTY

    @admin.display(description=_("ghi chú"))
    def shown_note(self, record):
        return record.masked_note or EMPTY

    @admin.display(description=_("người nhận, nhóm"), ordering="recipient__search_key")
    def who(self, record):
        return in_lists(record.recipient).full_name if record.recipient_id else record.group_name

    @admin.display(description=_("số định danh"))
    def number(self, record):
        return (in_lists(record.recipient).masked_number if record.recipient_id else "") or EMPTY

    @admin.display(description=_("danh sách"), ordering="gift_list")
    def list_link(self, record):
        return record_link(record.gift_list)

    @admin.display(description=_("cách tính giá"))
    def arithmetic_line(self, record):
        if record.valuation:
            return line(record.valuation)
        is_open = record.is_insurance and not any(rules.check_list_is_open(record.gift_list))
        worth = value(case_of(record, record.gift_list.province_id), Rates.load()) if is_open else EMPTY
        return _("chưa tính; bấm “Tính giá” ở trang danh sách") if isinstance(worth, Worth) else str(worth)

    @admin.display(description=_("so với mức tính"))
    def difference(self, record):
        if not record.differs:
            return _("không khác") if record.valuation else EMPTY
        told = " ".join(
            _("Đã ghi %(part)s %(written)s đ, mức tính %(computed)s đ.")
            % {
                "part": record._meta.get_field(name).verbose_name.removesuffix(" (đồng)"),
                "written": grouped(getattr(record, name)),
                "computed": grouped(getattr(record.valuation, name)),
            }
            for name in record.differing_parts
        )
        reason = record.gift_list.difference_reason
        return f"{told} {_('Lý do chấp nhận: %s') % reason}" if reason else told

    @admin.display(description=_("định mức và căn cứ"))
    def rate_sources(self, record):
        return rates_list(record.valuation) if record.valuation else EMPTY

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
