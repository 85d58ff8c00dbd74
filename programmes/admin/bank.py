"""Bank statements in the admin: what came in, and how each line is explained."""

from django import forms
from django.contrib import admin
from django.db.models import Count, Q, Sum
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from programmes.actions import bank_lines
from programmes.admin.base import PortalAdmin
from programmes.admin.columns import EMPTY, day_column, grouped, number_column, person_column, record_link, state_column
from programmes.admin.filters import ScopedFilter, TaskFilter
from programmes.admin.forms import RecordForm
from programmes.admin.imports import ExchangeMixin
from programmes.admin.site import site
from programmes.admin.verbs import ConfirmForm, Verb
from programmes.models import BankLine, Donation
from programmes.rules import bank_matching
from programmes.standards.dates import format_day_padded
from programmes.standards.money import with_unit


def described(donation, line):
    """A donation as a choice: number, donor, amount, what it differs from the line, state and day."""
    day = donation.received_on or donation.pledged_on
    away = abs(donation.amount_vnd - line.amount_vnd)
    told = [donation.code, donation.donor.name, with_unit(donation.amount_vnd)]
    told += [_("lệch sao kê %s") % with_unit(away)] if away else []
    return " · ".join(map(str, (*told, donation.get_state_display(), format_day_padded(day) if day else EMPTY)))


class LinkForm(ConfirmForm):
    """The donations of this amount or named by the line, the likeliest first, which is no more than a proposal."""

    donation = forms.ModelChoiceField(
        Donation.objects.none(),
        label=_("Khoản ủng hộ cùng số tiền hoặc có số ghi trong nội dung, khoản giống nhất đứng trước"),
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Chọn một khoản; nếu không có khoản nào đúng, quay lại rồi bấm “Ghi nhận khoản mới”.")
        },
    )

    def __init__(self, data=None, *, record, seen=""):
        super().__init__(data, record=record, seen=seen)
        found = bank_matching.suggestions(record)
        self.fields["donation"].queryset = Donation.objects.filter(pk__in=[each.pk for each in found])
        self.fields["donation"].choices = [(each.pk, described(each, record)) for each in found]
        if not found:
            self.fields["donation"].label = _(
                "Không có khoản nào cùng số tiền hoặc có số ghi trong nội dung. "
                "Quay lại rồi bấm “Ghi nhận khoản mới”, hoặc “Để riêng”"
            )


LINK = Verb(
    slug="khop",
    label=_("Khớp với khoản ủng hộ"),
    question=_("Dòng sao kê %(record)s là tiền của khoản nào?"),
    done=_("Đã khớp dòng sao kê %(record)s."),
    permission="change_bankline",
    problems=lambda line, by: bank_matching.check_open(line),
    act=bank_lines.link,
    form=LinkForm,
)
SET_ASIDE = Verb(
    slug="de-rieng",
    label=_("Để riêng"),
    question=_("Để riêng dòng sao kê %(record)s vì không phải tiền ủng hộ?"),
    done=_("Đã để riêng dòng sao kê %(record)s."),
    permission="change_bankline",
    problems=lambda line, by: bank_matching.check_open(line),
    act=bank_lines.set_aside,
    wants_reason=True,
)
UNLINK = Verb(
    slug="bo-khop",
    label=_("Bỏ khớp"),
    question=_("Bỏ cách xử lý dòng sao kê %(record)s để đối chiếu lại?"),
    done=_("Dòng sao kê %(record)s lại chờ đối chiếu; khoản ủng hộ nếu có thì giữ nguyên trạng thái."),
    permission="change_bankline",
    problems=lambda line, by: bank_matching.check_unlink(line),
    act=bank_lines.unlink,
    list_label=_("Bỏ khớp các dòng đã chọn"),
)


class BankLineForm(RecordForm):
    rules = (bank_matching.check_line,)

    def _get_validation_exclusions(self):
        """A reference that is there already is judged by the action: the same line is no mistake."""
        return super()._get_validation_exclusions() | {"reference"}


@admin.register(BankLine, site=site)
class BankLineAdmin(ExchangeMixin, PortalAdmin):
    """What the bank said is not edited; a line typed wrongly is put aside."""

    layout_key = "bank_lines"
    form = BankLineForm
    enter = staticmethod(bank_lines.record)
    verbs = (LINK, SET_ASIDE, UNLINK)
    list_display = ("reference", "booked_day", "amount_figure", "payer", "description", "state_badge", "donation_link")
    list_filter = (TaskFilter, "state", "booked_on", ("office", ScopedFilter))
    list_select_related = ("donation",)
    search_fields = ("reference__icontains", "payer__icontains", "description__icontains", "donation__code__icontains")
    search_help_text = _("Tìm theo số tham chiếu, người chuyển, nội dung hoặc số chứng từ của khoản ủng hộ.")
    date_hierarchy = None
    autocomplete_fields = ("office",)
    fieldsets = (
        (None, {"fields": ("office", "account", "reference", "booked_on", "amount_vnd", "payer", "description")}),
    )
    trail = ("state_badge", "donation_link", "reason", "entered_name", "created_at", "batch")
    closed_as = {"booked_on": "booked_day", "amount_vnd": "amount_figure"}
    booked_day = day_column("booked_on", _("ngày ghi có"))
    amount_figure = number_column("amount_vnd", _("số tiền (đồng)"))
    state_badge = state_column(_("trạng thái"))
    entered_name = person_column("entered_by", _("người nhập"))

    def has_change_permission(self, request, obj=None):
        return obj is None and super().has_change_permission(request)

    def summary(self, queryset):
        row = queryset.order_by().aggregate(
            count=Count("pk"), open=Count("pk", filter=Q(state=BankLine.State.UNEXPLAINED)), amount=Sum("amount_vnd")
        )
        return [
            (_("Số dòng"), grouped(row["count"])),
            (_("Chưa đối chiếu"), grouped(row["open"])),
            (_("Tổng số tiền (đồng)"), grouped(row["amount"] or 0)),
        ]

    def _ask(self, request, verb, form, record):
        """What the bank said of the line stands above the question."""
        response = super()._ask(request, verb, form, record)
        told = (_("Ngày ghi có"), self.booked_day(record)), (_("Số tiền (đồng)"), grouped(record.amount_vnd))
        texts = (_("Người chuyển"), record.payer), (_("Nội dung"), record.description)
        response.context_data["summary"] = [*told, *((label, text) for label, text in texts if text)]
        return response

    def record_links(self, request, record):
        may_add = request.user.has_perm("programmes.add_donation")
        if not may_add or list(bank_matching.check_open(record)):
            return []
        return [(_("Ghi nhận khoản mới"), f"{reverse('admin:programmes_donation_add')}?bank_line={record.pk}")]

    @admin.display(description=_("khoản ủng hộ"))
    def donation_link(self, record):
        return record_link(record.donation)
