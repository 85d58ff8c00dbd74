"""Gift lists in the admin: draw up, submit, return, approve; what they hold is read from their totals."""

from functools import partial

from django.contrib import admin
from django.db.models import Count, OuterRef, Sum
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _

from programmes.actions import differences, gift_lists, valuations
from programmes.admin.allocations import AllocationPage, money_summary
from programmes.admin.base import PortalAdmin
from programmes.admin.books import entries_url
from programmes.admin.columns import EMPTY, day_column, figures_of, grouped, number_column, person_column, state_column
from programmes.admin.filings import FilingPage
from programmes.admin.filters import ScopedFilter, TaskFilter
from programmes.admin.forms import RecordForm
from programmes.admin.imports import ExchangeMixin
from programmes.admin.site import site
from programmes.admin.verbs import Verb
from programmes.models import INSURANCE_KINDS, Conflict, Gift, GiftList, GiftListTotal, HandoverLine, names_of
from programmes.models.sums import sum_of
from programmes.rules import approvals, gifts
from programmes.rules.doubts import doubts_of_list
from programmes.rules.handovers import check_is_free
from programmes.rules.legal_bases import ground_words
from programmes.totals import balances


def _submission_problems(gift_list, by):
    yield from approvals.check(gift_list, approvals.GIFT_LIST["submit"], by)
    yield from gifts.check_submission(gift_list)
    yield from gifts.check_differences(gift_list, gift_list.gifts.differing().count())


SUBMIT = Verb(
    slug="trinh",
    label=_("Trình duyệt"),
    question=_("Trình danh sách “%(record)s”?"),
    done=_("Đã trình danh sách “%(record)s”; chờ người khác duyệt."),
    permission="submit_giftlist",
    problems=_submission_problems,
    act=gift_lists.submit,
)
SEND_BACK = Verb(
    slug="tra-lai",
    label=_("Trả lại"),
    question=_("Trả lại danh sách “%(record)s” để sửa?"),
    done=_("Đã trả lại danh sách “%(record)s”; người lập sẽ đọc được lý do."),
    permission="approve_giftlist",
    problems=lambda gift_list, by: approvals.check(gift_list, approvals.GIFT_LIST["return"], by),
    act=gift_lists.send_back,
    wants_reason=True,
)


def _told_approval(gift_list):
    if gift_list.state == GiftList.State.APPROVED:
        return _("Đã duyệt danh sách “%(record)s”; giá trị từ nay không đổi.")
    return _("Đã duyệt lần một danh sách “%(record)s”; danh sách cần thêm một người duyệt nữa.")


APPROVE = Verb(
    slug="duyet",
    label=_("Duyệt"),
    question=_("Duyệt danh sách “%(record)s”?"),
    done=_told_approval,
    permission="approve_giftlist",
    problems=approvals.check_list_approval,
    act=gift_lists.approve,
    list_label=_("Duyệt các danh sách đã chọn"),
)

VALUE = Verb(
    slug="tinh-gia",
    label=_("Tính giá"),
    question=_("Tính lại giá %s của danh sách “%%(record)s” theo định mức hiện nay? Giá đã ghi giữ nguyên.")
    % names_of(INSURANCE_KINDS),
    done=_("Đã tính giá danh sách “%(record)s”; xem số suất khác giá tính bên dưới."),
    permission="submit_giftlist",
    problems=differences.check_open,
    act=differences.value,
)
TAKE = Verb(
    slug="lay-gia-tinh",
    label=_("Áp dụng mức tính theo định mức"),
    question=_("Thay giá đã ghi bằng mức tính theo định mức ở mọi suất có chênh lệch của danh sách “%(record)s”?"),
    done=_("Đã áp dụng mức tính theo định mức cho danh sách “%(record)s”."),
    permission="submit_giftlist",
    problems=differences.check_settling,
    act=differences.take,
)
ACCEPT = Verb(
    slug="chap-nhan-chenh-lech",
    label=_("Chấp nhận chênh lệch"),
    question=_("Giữ giá đã ghi, khác giá tính, của danh sách “%(record)s”?"),
    done=_("Đã chấp nhận chênh lệch của danh sách “%(record)s”; người duyệt sẽ đọc được lý do."),
    permission="submit_giftlist",
    problems=differences.check_settling,
    act=differences.accept,
    wants_reason=True,
)


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
class GiftListAdmin(AllocationPage, FilingPage, ExchangeMixin, PortalAdmin):
    layout_key = "gifts"
    form = GiftListForm
    enter, correct = staticmethod(gift_lists.draw_up), staticmethod(gift_lists.correct)
    verbs = (APPROVE, SUBMIT, SEND_BACK, VALUE, TAKE, ACCEPT)
    list_display = ("name", "quantity_figure", "cost_figure", "state_badge", "decision_day")
    list_filter = (TaskFilter, "state", ("round", ScopedFilter), ("province", ScopedFilter))
    search_fields = (
        "code__icontains",
        "decision_number__icontains",
        "province__search_key__contains",
        "round__search_key__contains",
    )
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
        "money",
        "approvers",
        "return_reason",
        "entered_name",
        "created_at",
        "submitted_name",
        "submitted_at",
        "first_name",
        "first_approved_at",
        "approved_name",
        "approved_at",
    )
    closed_as = {"decision_on": "decision_day"}
    decision_day = day_column("decision_on", _("ngày quyết định"))
    quantity_figure = number_column("quantity", _("số lượng"))
    cost_figure = number_column("donor_cost", _("chương trình chi (đồng)"))
    submitted_name = person_column("submitted_by", _("người trình"))
    first_name = person_column("first_approved_by", _("người duyệt lần một"))
    approved_name = person_column("approved_by", _("người duyệt"))
    state_badge = state_column(_("trạng thái"))

    def get_queryset(self, request):
        held = partial(sum_of, GiftListTotal.objects, gift_list=OuterRef("pk"))
        lists = super().get_queryset(request).named()
        return lists.annotate(quantity=held("quantity"), donor_cost=held("donor_cost_vnd"))

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
            (_("Danh sách có suất quà"), grouped(row["lists"])),
            (_("Số lượng"), grouped(row["quantity"] or 0)),
            (_("Chương trình chi (đồng)"), grouped(row["cost"] or 0)),
            *self._open_differences(queryset),
        ]

    def _open_differences(self, queryset):
        """What is still to be settled before these lists are approved; nothing to say, nothing said."""
        waiting = queryset.order_by().filter(state__in=(GiftList.State.DRAFT, GiftList.State.SUBMITTED)).values("pk")
        of_these = Gift.objects.filter(gift_list__in=waiting)
        found = (
            (_("Suất khác giá tính"), of_these.differing().count()),
            (_("Suất không tính được giá"), of_these.unvalued().count()),
        )
        return [(label, grouped(count)) for label, count in found if count]

    @admin.display(description=_("suất khác giá tính"))
    def differing_figure(self, record):
        return grouped(record.gifts.differing().count())

    @admin.display(description=_("mục đích, căn cứ xử lý dữ liệu"))
    def ground(self, record):
        return ground_words(record.round.programme)

    @admin.display(description=_("suất không tính được giá"))
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
        if request.user.has_perm("programmes.view_gift"):
            url = f"{reverse('admin:programmes_gift_changelist')}?gift_list={record.pk}"
            links.append((_("Xem suất quà"), url))
            if record.gifts.differing().exists():
                links.append((_("Xem suất khác giá tính"), f"{url}&gia=khac"))
        if self.has_import_permission(request) and self.is_open(record, request.user):
            links.append((_("Nhập tệp"), f"{reverse('admin:programmes_giftlist_import')}?danh-sach={record.pk}"))
        if request.user.has_perm("programmes.add_gift") and self.is_open(record, request.user):
            links.append((_("Thêm suất quà"), f"{reverse('admin:programmes_gift_add')}?gift_list={record.pk}"))
        if request.user.has_perm("programmes.add_handoverevent") and self._waits_for_event(record):
            same = f"?round={record.round_id}&province={record.province_id}"
            links.append((_("Lên kế hoạch buổi trao"), reverse("admin:programmes_handoverevent_add") + same))
        if (
            request.user.has_perm("programmes.view_conflict")
            and Conflict.objects.filter(gift__gift_list=record).exists()
        ):
            url = reverse("admin:programmes_conflict_changelist")
            links.append((_("Trùng thời gian bảo hiểm"), f"{url}?gift_list={record.pk}"))
        return links

    def _waits_for_event(self, record):
        return record.state == GiftList.State.APPROVED and not list(check_is_free(record))

    @admin.display(description=_("tiền của danh sách (đồng)"))
    def money(self, record):
        """Value, funded, spent, lacking of an approved list."""
        found = balances.lists_with_money(GiftList.objects.filter(pk=record.pk)).first()
        return figures_of(money_summary(found)) if found else EMPTY

    @admin.display(description=_("số người duyệt"))
    def approvers(self, record):
        return approvers_needed(record, record.value_vnd or record.donor_cost)

    def _ask(self, request, verb, form, record):
        """The approver sees the decision, and whether a second one is needed, before saying yes."""
        response = super()._ask(request, verb, form, record)
        if verb is APPROVE:
            decision = f"{record.decision_number} · {self.decision_day(record)}" if record.decision_number else MISSING
            response.context_data["summary"] += [
                (_("Quyết định"), decision),
                (_("Người duyệt"), approvers_needed(record, record.donor_cost)),
            ]
        return response

    def exported(self, queryset):
        return Gift.objects.filter(gift_list__in=queryset)

    def offered(self, queryset, field, chosen):
        if field.model is Gift:
            return queryset.filter(state=GiftList.State.DRAFT)
        if field.model is HandoverLine:
            same = {name: key for name, key in chosen.items() if name in {"round", "province"}}
            return queryset.ready_to_hand_over().filter(**same)
        return queryset

    def choice_label(self, record):
        return f"{record} · {record.get_state_display()}"
