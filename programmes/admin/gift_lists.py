"""Gift lists in the admin: draw up, submit, return, approve; what they hold is read from their totals."""

from functools import partial

from django.contrib import admin
from django.db.models import Count, OuterRef, Sum
from django.utils.html import format_html_join
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from programmes.actions import drafts, gift_lists, valuations
from programmes.admin import list_steps, list_verbs, timeline
from programmes.admin.allocations import AllocationPage
from programmes.admin.base import GoesOnThere, InOwnProvince, PortalAdmin
from programmes.admin.books import entries_url
from programmes.admin.columns import EMPTY, day_column, grouped, number_column, plain_column, state_column
from programmes.admin.filings import FilingPage
from programmes.admin.filters import HandoverFilter, ScopedFilter, TaskFilter
from programmes.admin.forms import RecordForm
from programmes.admin.imports import ExchangeMixin
from programmes.admin.list_decision import decision_page
from programmes.admin.list_money import money_page
from programmes.admin.list_papers import ListPapers
from programmes.admin.list_source import SourceFile
from programmes.admin.next_lists import NextListPage
from programmes.admin.notes import Beside
from programmes.admin.site import site
from programmes.models import Conflict, Gift, GiftList, GiftListTotal, HandoverLine
from programmes.models.sums import sum_of
from programmes.rules import approvals, gifts
from programmes.rules.doubts import doubts_of_list
from programmes.rules.eligibility import overlaps_of_list
from programmes.rules.handovers import WAITS_FOR
from programmes.rules.legal_bases import ground_to_confirm
from programmes.standards.money import with_unit

MISSING = _("chưa ghi số và ngày; nên trả lại để ghi đủ")


def approvers_needed(gift_list, value_vnd):
    """In words: one or two approvers, and who was the first."""
    if not approvals.needs_two_approvers(value_vnd):
        return _("một người duyệt")
    if gift_list.first_approved_by_id and not gift_list.approved_by_id:
        return _("cần hai người duyệt; %s đã duyệt lần một") % gift_list.first_approved_by
    return _("cần hai người duyệt")


class GiftListForm(RecordForm):
    rules = (gifts.check_list,)


@admin.register(GiftList, site=site)
class GiftListAdmin(
    GoesOnThere,
    InOwnProvince,
    Beside,
    AllocationPage,
    FilingPage,
    SourceFile,
    ListPapers,
    NextListPage,
    ExchangeMixin,
    PortalAdmin,
):
    layout_key = "gifts"
    records_title = _("Quà của các danh sách")
    import_export_change_list_template = "admin/lists/list.html"
    form = GiftListForm
    enter, correct = staticmethod(gift_lists.draw_up), staticmethod(gift_lists.correct)
    verbs = list_verbs.VERBS
    list_display = ("name", "quantity_figure", "cost_figure", "state_badge", "given_figure", "decision_day")
    led_by = (*PortalAdmin.led_by, "approved_at__gte", "approved_at__lt")
    list_filter = (TaskFilter, "state", HandoverFilter, ("round", ScopedFilter), ("province", ScopedFilter))
    search_fields = (
        "code__icontains",
        "province__search_key__begun",
        "round__search_key__begun",
    )
    numbers = ("decision_number",)
    idle_words = frozenset({"qd"})  # as the name of a list has it before the number of its decision
    search_help_text = _("Tìm theo mã danh sách, số quyết định, tỉnh hoặc đợt (không cần dấu).")
    autocomplete_fields = ("office", "round", "province")
    fieldsets = ((None, {"fields": ("office", "round", "province", "decision_number", "decision_on", "note")}),)
    trail = (
        "code",
        "state_badge",
        "quantity_figure",
        "cost_figure",
        "differing_figure",
        "unvalued_reasons",
        "ground",
        "difference_reason",
        "doubts_written",
        "approvers",
        "return_reason",
        "entered_name",
        "created_at",
        "submitted_name",
        "submitted_at",
        "opened_name",
        "opened_at",
        "first_name",
        "first_approved_at",
        "approved_name",
        "approved_at",
    )
    closed_as = {"decision_on": "decision_day", "note": "own_note"}
    decision_day = day_column("decision_on", _("ngày quyết định"))
    quantity_figure = number_column("quantity", _("số lượng"))
    cost_figure = number_column("donor_cost", _("chương trình chi (đồng)"))
    submitted_name = plain_column("submitted_by", _("người trình"))
    opened_name = plain_column("opened_by", _("người đang xem để duyệt"))
    first_name = plain_column("first_approved_by", _("người duyệt lần một"))
    approved_name = plain_column("approved_by", _("người duyệt"))
    state_badge = state_column(_("trạng thái"))

    def get_queryset(self, request):
        held = partial(sum_of, GiftListTotal.objects, gift_list=OuterRef("pk"))
        lists = super().get_queryset(request).named()
        given = sum_of(Gift.objects.filter(event__isnull=False), "quantity", gift_list=OuterRef("pk"))
        return lists.annotate(quantity=held("quantity"), donor_cost=held("donor_cost_vnd"), given=given)

    @admin.display(description=_("danh sách"), ordering="-pk")
    def name(self, record):
        return str(record)

    @admin.display(description=_("cần xem lại"))
    def doubts_written(self, record):
        found = doubts_of_list(record)
        return format_html_join("", "<div>{}: {}</div>", ((grouped(n), text) for text, n in found)) or EMPTY

    def get_readonly_fields(self, request, obj=None):
        fixed = ("office", "round") if obj else ()
        return (*super().get_readonly_fields(request, obj), *fixed)

    def is_open(self, record, officer):
        return not any(gifts.check_list_is_open(record)) and super().is_open(record, officer)

    def summary(self, queryset):
        totals = GiftListTotal.objects.filter(gift_list__in=queryset.order_by().values("pk"))
        row = totals.aggregate(
            lists=Count("gift_list", distinct=True), quantity=Sum("quantity"), cost=Sum("donor_cost_vnd")
        )
        return [
            *([(_("Danh sách có suất quà"), grouped(row["lists"]))] if row["lists"] != 1 else []),
            (_("Số lượng"), grouped(row["quantity"] or 0)),
            (_("Chương trình chi (đồng)"), grouped(row["cost"] or 0)),
            *self._open_differences(queryset),
            *self._waiting_to_be_given(queryset),
        ]

    def _waiting_to_be_given(self, queryset):
        """What the approved ones of these lists wait for; nothing to say, nothing said."""
        counts = {key: Count("pk", filter=condition) for key, (_label, condition) in WAITS_FOR.items()}
        row = queryset.model.objects.filter(pk__in=queryset.order_by().values("pk")).aggregate(**counts)
        labels = {key: capfirst(label) for key, (label, _condition) in WAITS_FOR.items()}
        return [(labels[key], grouped(count)) for key, count in row.items() if count]

    @admin.display(description=_("đã trao"))
    def given_figure(self, record):
        """How many of how many were handed over; a dash before the list is approved."""
        if record.approved_at is None:
            return EMPTY
        return _("%(given)s / %(all)s") % {"given": grouped(record.given), "all": grouped(record.quantity)}

    def _open_differences(self, queryset):
        """What is still to be settled before these lists are approved; nothing to say, nothing said."""
        waiting = queryset.order_by().filter(state__in=(GiftList.State.DRAFT, GiftList.State.SUBMITTED)).values("pk")
        of_these = Gift.objects.filter(gift_list__in=waiting)
        found = (
            (_("Suất chi khác mức tính"), of_these.differing().count()),
            (_("Suất không tính được mức"), of_these.unvalued().count()),
        )
        return [(label, grouped(count)) for label, count in found if count]

    @admin.display(description=_("suất chi khác mức tính"))
    def differing_figure(self, record):
        return grouped(record.gifts.differing().count())

    @admin.display(description=_("mục đích, căn cứ xử lý dữ liệu"))
    def ground(self, record):
        return ground_to_confirm(record.round.programme)

    @admin.display(description=_("suất không tính được mức"))
    def unvalued_reasons(self, record):
        told = valuations.untold(record.gifts.all())
        return "; ".join(f"{grouped(n)} {reason or _('chưa tính')}" for reason, n in told.items()) or "0"

    def record_links(self, request, record):
        links = []
        if self.may_see_money(request, record):
            may_allocate = request.user.has_perm("programmes.allocate_giftlist")
            links.append((_("Phân bổ tiền") if may_allocate else _("Nguồn tiền"), self.allocation_url(record)))
            links.append((_("Bút toán"), entries_url(gift_list=record.pk)))
        if self.may_file(request, record):
            links.append((_("Hồ sơ cấp thẻ, sổ"), self.filing_url(record)))
        if list_steps.is_filled_first(request.user, record):
            return links
        if request.user.has_perm("programmes.view_gift"):
            links.append((_("Xem suất quà"), list_steps.gifts_url(record)))
            links += self.decision_links(request, record)
            if record.gifts.differing().exists():
                links.append((_("Xem suất chi khác mức tính"), list_steps.differing_url(record)))
        if self.has_import_permission(request) and self.is_open(record, request.user):
            links.append(list_steps.by_file(record))
        if request.user.has_perm("programmes.add_gift") and self.is_open(record, request.user):
            links.append(list_steps.by_hand(record))
        if (
            request.user.has_perm("programmes.view_conflict")
            and Conflict.objects.filter(gift__gift_list=record).exists()
        ):
            links.append((_("Trùng thời gian bảo hiểm"), list_steps.conflicts_url(record)))
        return links

    @admin.display(description=_("số người duyệt"))
    def approvers(self, record):
        return approvers_needed(record, record.value_vnd or record.donor_cost)

    def _ask(self, request, verb, form, record):
        """The approver sees the decision, and whether a second one is needed, before saying yes; who cancels a list,
        what goes with it; who moves it, whose months are taken already.
        """
        response = super()._ask(request, verb, form, record)
        if verb is list_verbs.CANCEL:
            response.context_data["summary"] = self._going(record)
        elif verb is list_verbs.MOVE:
            overlaps = len(overlaps_of_list(record))
            response.context_data["summary"].append((_("Suất trùng tháng bảo hiểm với suất khác"), grouped(overlaps)))
        elif verb is list_verbs.APPROVE:
            decision = f"{record.decision_number} · {self.decision_day(record)}" if record.decision_number else MISSING
            response.context_data["summary"] += [
                (_("Quyết định"), decision),
                (_("Người duyệt"), approvers_needed(record, record.donor_cost)),
            ]
            if record.opened_by_id == request.user.pk:
                response.context_data["put_off_url"] = self.verb_url(record, list_verbs.PUT_OFF)
                response.context_data["send_back_url"] = self.verb_url(record, list_verbs.SEND_BACK)
            response.template_name = "admin/lists/decide.html"
            response.context_data["decision"] = decision_page(record, request.user)
            response.context_data["beside"] = self.beside(request, record)
            response.context_data["approve_label"] = _("Duyệt %(count)s suất, %(sum)s") % {
                "count": grouped(record.quantity or 0),
                "sum": with_unit(record.donor_cost or 0),
            }
        return response

    def _going(self, record):
        """What goes with a list that is cancelled, as figures."""
        going = drafts.outlook(record)
        return [
            (_("Suất quà bị bỏ"), grouped(going["gifts"])),
            (_("Người nhận bị bỏ khỏi sổ vì chỉ có trong danh sách này"), grouped(going["people"])),
            (_("Chương trình chi (đồng)"), grouped(going["donor_cost_vnd"])),
        ]

    def _buttons(self, officer, record):
        """The steps of a list stand in a box of their own, closed ones too."""
        steps = list_steps.steps_of(self, officer, record)
        money, moments = money_page(record, officer), timeline.of_list(record, officer)
        return {"steps": steps, "money": money, "timeline": moments, "verb_buttons": [], "verb_reasons": []}

    def after(self, verb, outcome):
        """Whoever opens a list to decide on it comes to the decision, unless something is to be done before."""
        if verb is list_verbs.OPEN and not any(list_verbs.APPROVE.problems(outcome, outcome.opened_by)):
            return self.verb_url(outcome, list_verbs.APPROVE)
        return super().after(verb, outcome)

    def exported(self, queryset):
        return Gift.objects.filter(gift_list__in=queryset)

    def offered(self, queryset, field, chosen):
        if field.model is HandoverLine:
            same = {name: key for name, key in chosen.items() if name in {"round", "province"}}
            return queryset.ready_to_hand_over().filter(**same)
        return queryset

    def choice_label(self, record):
        return f"{record} · {record.get_state_display()}"
