"""Two records of one donor in the admin: proposed on the page of the donor, decided on here by another officer."""

from django import forms
from django.contrib import admin
from django.db.models import Count, Q, Sum
from django.utils.translation import gettext_lazy as _

from programmes.access.scope import may_work_for, visible_to
from programmes.actions import donor_joins
from programmes.admin.columns import facts_of, record_link
from programmes.admin.forms import RecordSelect
from programmes.admin.look_alikes import is_named_to, named_to, told_in_short
from programmes.admin.proposals import ProposalAdmin, waiting_links
from programmes.admin.reminders import reminding
from programmes.admin.site import site
from programmes.admin.verbs import ReasonForm, Verb
from programmes.models import Donation, Donor, DonorJoin
from programmes.rules import approvals, same_donor
from programmes.standards.dates import format_day_padded
from programmes.standards.money import format_number, with_unit


class JoinForm(ReasonForm):
    """The other record of the same donor: offered where the books hold just one that is like it."""

    field_order = ("other", "reason")
    other = forms.ModelChoiceField(
        Donor.objects.none(),
        label=_("Cùng là một với"),
        help_text=_("Bản ghi nhập trước được giữ làm tên chung; bản ghi nhập sau vẫn còn, không gì bị xóa."),
    )

    def __init__(self, data=None, *, record, officer, **asked):
        super().__init__(data, record=record, officer=officer, **asked)
        self.fields["other"].queryset = visible_to(officer, Donor.objects.filter(erased_on=None))
        likely = [one.donor.pk for one in same_donor.alike(record) if may_work_for(officer, one.donor.office)]
        self.fields["other"].initial = likely[0] if len(likely) == 1 else None
        self.fields["other"].widget = RecordSelect(
            Donation._meta.get_field("donor"), site, choices=self.fields["other"].choices
        )


def _propose_join(donor, *, by, other, reason):
    donor_joins.propose(donor, other=other, reason=reason, by=by)
    return donor


def _propose_part(donor, *, by, reason):
    donor_joins.propose(donor, other=donor.one, reason=reason, by=by, is_apart=True)
    return donor


def _told_of_approval(join):
    if join.is_apart:
        return _("Đã duyệt “%(record)s”: mỗi bản ghi lại là một nhà hảo tâm, số công khai theo ngay.")
    return _("Đã duyệt “%(record)s”: khoản ủng hộ, trang công khai và tổng số nay tính là một nhà hảo tâm.")


PROPOSE_JOIN = Verb(
    slug="gop",
    label=_("Đề nghị gộp với bản ghi khác"),
    question=_("Đề nghị gộp %(record)s với bản ghi khác của cùng nhà hảo tâm"),
    done=_("Đã đề nghị gộp %(record)s; chờ người khác duyệt, đến lúc đó chưa có gì thay đổi."),
    permission="add_donorjoin",
    problems=lambda donor, by: same_donor.check_may_propose(donor),
    act=_propose_join,
    form=JoinForm,
)
PROPOSE_PART = Verb(
    slug="tach",
    label=_("Đề nghị tách lại"),
    question=_("Đề nghị tách %(record)s thành nhà hảo tâm riêng?"),
    done=_("Đã đề nghị tách %(record)s; chờ người khác duyệt, đến lúc đó chưa có gì thay đổi."),
    permission="add_donorjoin",
    problems=lambda donor, by: same_donor.check_may_propose(donor, is_apart=True),
    act=_propose_part,
    wants_reason=True,
)
APPROVE = Verb(
    slug="duyet",
    label=_("Duyệt"),
    question=_("Duyệt “%(record)s”?"),
    done=_told_of_approval,
    permission="approve_donorjoin",
    problems=lambda join, by: [
        *approvals.check(join, approvals.DONOR_JOIN["approve"], by),
        *same_donor.check_join(join),
    ],
    act=donor_joins.approve,
)
REFUSE = Verb(
    slug="tu-choi",
    label=_("Không đồng ý"),
    question=_("Không đồng ý “%(record)s”?"),
    done=_("Đã ghi: không đồng ý “%(record)s”; hai bản ghi giữ nguyên."),
    permission="approve_donorjoin",
    problems=lambda join, by: approvals.check(join, approvals.DONOR_JOIN["refuse"], by),
    act=donor_joins.refuse,
    wants_reason=True,
)
WITHDRAW = Verb(
    slug="rut-de-nghi",
    label=_("Rút đề nghị"),
    question=_("Rút “%(record)s”?"),
    done=_("Đã rút “%(record)s”; nhật ký giữ lại nội dung và lý do."),
    permission="add_donorjoin",
    problems=approvals.check_withdrawal,
    act=donor_joins.withdraw,
    wants_reason=True,
)


def _side(donor, officer):
    """What who decides has to know of one record; of a single person of another office neither name nor number."""
    if not is_named_to(donor, officer):
        return _("một cá nhân của %s") % donor.office
    given = (
        Donation.objects.approved()
        .filter(donor=donor)
        .aggregate(n=Count("pk", filter=Q(reverses__isnull=True)), sum=Sum("amount_vnd", default=0))
    )
    waiting = Donation.objects.filter(donor=donor, state=Donation.State.RECEIVED, reverses=None).count()
    parts = (
        (_("Tên"), record_link(donor) if may_work_for(officer, donor.office) else donor.name),
        (_("Mã"), may_work_for(officer, donor.office) and donor.code),
        (_("Cơ quan"), donor.office),
        (_("Loại"), donor.get_kind_display()),
        (_("Mã số thuế"), donor.tax_code),
        (_("Điện thoại"), donor.masked_phone),
        (_("Số tài khoản"), donor.masked_account),
        (_("Địa chỉ"), donor.address),
        (_("Đồng ý nêu tên"), donor.consented_on and format_day_padded(donor.consented_on)),
        (_("Đã duyệt"), _("%(n)s khoản, %(sum)s") % {"n": format_number(given["n"]), "sum": with_unit(given["sum"])}),
        (_("Chờ duyệt"), waiting and _("%s khoản") % format_number(waiting)),
    )
    return facts_of([(label, part) for label, part in parts if part])


def join_links(officer, donor):
    return waiting_links(officer, same_donor.waiting(donor), _("Đề nghị đang chờ"))


@admin.register(DonorJoin, site=site)
class DonorJoinAdmin(ProposalAdmin):
    verbs = (APPROVE, REFUSE, reminding(DonorJoin), WITHDRAW)
    list_display = ("__str__", "first_name", "second_name", "state_badge", "reason", "proposed_name", "proposed_at")
    list_select_related = ("first__office", "second__office", "proposed_by")
    search_fields = ("first__search_key__begun", "second__search_key__begun")
    search_help_text = _("Tìm theo tên nhà hảo tâm (không cần dấu).")

    @admin.display(description=_("bản ghi giữ lại"))
    def first_name(self, join):
        return told_in_short(join.first, join.reader)

    @admin.display(description=_("bản ghi trùng"))
    def second_name(self, join):
        return told_in_short(join.second, join.reader)

    def heading(self, join):
        return _("Đề nghị tách làm hai nhà hảo tâm") if join.is_apart else _("Đề nghị gộp làm một nhà hảo tâm")

    def get_search_results(self, request, queryset, search_term):
        """By the records that have a name to this officer: of others a box that finds them would be asked for it."""
        named = Donor.objects.filter(named_to(request.user))
        found, _may_repeat = self.admin_site.get_model_admin(Donor).get_search_results(request, named, search_term)
        ids = found.order_by().values("pk")
        return queryset.filter(Q(first__in=ids) | Q(second__in=ids)), False

    def particulars(self, join, officer):
        """Both records side by side, and what becomes of them."""
        return [
            (_("Việc"), _("tách làm hai nhà hảo tâm") if join.is_apart else _("gộp làm một nhà hảo tâm")),
            (_("Bản ghi giữ lại"), _side(join.first, officer)),
            (_("Bản ghi trùng"), _side(join.second, officer)),
        ]
