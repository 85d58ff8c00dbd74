"""Closed periods and their corrections in the admin: close one, decide on what was proposed; nothing is edited."""

from django import forms
from django.contrib import admin
from django.db.models import Q, Sum
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _

from programmes.access.scope import visible_to
from programmes.actions import corrections, periods
from programmes.admin.base import PortalAdmin
from programmes.admin.closing import ClosingPage
from programmes.admin.columns import EMPTY, grouped, plain_column, record_link
from programmes.admin.forms import ProxyFields, RecordForm
from programmes.admin.moves import changes
from programmes.admin.proposals import ProposalAdmin, waiting_links
from programmes.admin.reminders import reminding
from programmes.admin.site import site
from programmes.admin.verbs import ReasonForm, Verb
from programmes.models import ClosedPeriod, Correction, Gift, GiftKind, Programme
from programmes.rules import approvals
from programmes.rules import periods as rules
from programmes.rules.handovers import check_change, last_told
from programmes.rules.trails import check_code
from programmes.standards.dates import format_day_padded

FIGURES = {"raised_vnd": _("Huy động"), "given": _("Đã trao"), "given_vnd": _("Đã trao: từ tiền ủng hộ")}
APPROVE = Verb(
    slug="duyet",
    label=_("Duyệt đính chính"),
    question=_(
        "Duyệt đính chính kỳ %(record)s? Việc được đề nghị sẽ thực hiện ngay, số cũ, số mới và lý do công khai."
    ),
    done=lambda correction: (
        _("Đã đính chính kỳ %(record)s; số cũ và số mới nay có trên trang Đính chính số liệu.")
        if correction.is_public
        else _("Đã sửa kết quả trao, ngày trao thuộc kỳ %(record)s chưa khóa sổ nên không công bố đính chính.")
    ),
    permission="approve_correction",
    problems=approvals.check_correction,
    act=corrections.approve,
)
REFUSE = Verb(
    slug="tu-choi",
    label=_("Không đồng ý"),
    question=_("Không đồng ý với đề nghị đính chính kỳ %(record)s?"),
    done=_("Đã ghi: không đồng ý đính chính kỳ %(record)s; không số nào thay đổi."),
    permission="approve_correction",
    problems=lambda correction, by: approvals.check_correction(correction, by, "refuse"),
    act=corrections.refuse,
    wants_reason=True,
)
WITHDRAW = Verb(
    slug="rut-de-nghi",
    label=_("Rút đề nghị"),
    question=_("Rút đề nghị đính chính kỳ %(record)s?"),
    done=_("Đã rút đề nghị đính chính kỳ %(record)s; không số nào thay đổi, nhật ký giữ lại nội dung và lý do."),
    permission="add_correction",
    problems=approvals.check_withdrawal,
    act=corrections.withdraw,
    wants_reason=True,
)


class ClosedPeriodForm(RecordForm):
    rules = (rules.check_close,)


@admin.register(ClosedPeriod, site=site)
class ClosedPeriodAdmin(ClosingPage, PortalAdmin):
    form = ClosedPeriodForm
    enter = staticmethod(periods.close)
    list_display = ("__str__", "closed_at", "closed_name")
    list_select_related = ("closed_by",)
    list_filter = ("year",)
    fields = ("year", "month")
    trail = ("closed_at", "closed_name")
    closed_name = plain_column("closed_by", _("người khóa"))

    def has_change_permission(self, request, obj=None):
        return False


@admin.register(Correction, site=site)
class CorrectionAdmin(ProposalAdmin):
    verbs = (APPROVE, REFUSE, reminding(Correction), WITHDRAW)
    list_display = ("__str__", "what", "state_badge", "reason", "proposed_name", "proposed_at")
    list_filter = (*ProposalAdmin.list_filter, "year")
    list_select_related = ("donation", "event", "gift", "proposed_by", "decided_by")
    fields = readonly_fields = ("what", *ProposalAdmin.fields, "figures_table")

    def heading(self, correction):
        return _("Đính chính kỳ đã khóa") if correction.is_public else _("Sửa kết quả trao")

    @admin.display(description=_("việc được đề nghị"))
    def what(self, correction):
        if correction.move_id:
            return _("điều chỉnh khoản ủng hộ %s") % correction.donation
        if correction.donation_id:
            return _("duyệt khoản ủng hộ %s") % correction.donation
        if correction.gift_id:
            return _("sửa kết quả trao suất %(code)s của buổi trao “%(event)s” thành “%(outcome)s”") % {
                "code": check_code(correction.gift),
                "event": correction.event,
                "outcome": correction.get_outcome_display(),
            }
        return _("ghi nhận đã trao: %s") % correction.event

    def particulars(self, correction, officer):
        """Whose it is, of which day, and the figure before and after it."""
        if correction.move_id:
            return _of_move(correction, officer)
        if correction.donation_id:
            return _of_donation(correction, officer)
        if correction.gift_id:
            return _of_gift(correction, officer)
        return _of_event(correction.event, officer)

    def _ask(self, request, verb, form, record):
        response = super()._ask(request, verb, form, record)
        if not record.is_public:
            response.context_data |= {"title": f"{verb.label}: {self.what(record)}?", "rest": ""}
        return response

    @admin.display(description=_("số liệu thay đổi (cả năm, cả nước)"))
    def figures_table(self, correction):
        names = {**dict(GiftKind.choices), **dict(Programme.objects.values_list("slug", "name"))}
        lines = [
            (_figure_name(change, names), grouped(change["old"]), grouped(change["new"]), change["unit"])
            for change in correction.figures
        ]
        return format_html_join("\n", "<div>{}: {} → {} {}</div>", lines) or EMPTY


def _shown(record, officer, words=""):
    """By its name, leading to its page where the officer may open it."""
    may_open = officer.has_perm(f"programmes.view_{record._meta.model_name}")
    is_seen = may_open and visible_to(officer, type(record).objects.filter(pk=record.pk)).exists()
    return record_link(record, words) if is_seen else words or str(record)


def _of_donation(correction, officer):
    donation, original = correction.donation, correction.donation.reverses
    before = original.amount_vnd if original else 0
    return [
        (_("Khoản ủng hộ"), _shown(original or donation, officer)),
        *([(_("Bút toán đảo"), _shown(donation, officer))] if original else []),
        (_("Nhà hảo tâm"), _shown(donation.donor, officer)),
        (_("Chương trình"), donation.programme),
        (_("Ngày nhận"), format_day_padded(donation.received_on) if donation.received_on else EMPTY),
        (_("Số tiền trước đính chính (đồng)"), grouped(before)),
        (_("Số tiền sau đính chính (đồng)"), grouped(before + donation.amount_vnd)),
    ]


def _of_move(correction, officer):
    donation = correction.donation
    return [
        (_("Khoản ủng hộ"), _shown(donation, officer)),
        (_("Số tiền (đồng)"), grouped(donation.amount_vnd)),
        *changes(correction.move),
    ]


def _of_gift(correction, officer):
    gift, told = correction.gift, last_told(correction.gift, correction.decided_at and correction.proposed_at)
    proxy = " · ".join(filter(None, (correction.proxy_name, str(correction.get_proxy_kin_display()))))
    return [
        (_("Suất quà"), _shown(gift, officer, f"{gift.get_kind_display()} · {check_code(gift)}")),
        (
            _("Kết quả trước đó") if correction.decided_at else _("Kết quả đang ghi"),
            told.get_outcome_display() if told else EMPTY,
        ),
        (_("Kết quả đề nghị"), correction.get_outcome_display()),
        *([(_("Người nhận thay"), proxy)] if proxy else []),
        (_("Danh sách"), _shown(gift.gift_list, officer)),
        (_("Buổi trao"), _shown(correction.event, officer)),
        (_("Ngày trao"), format_day_padded(correction.event.held_on)),
        (_("Chương trình chi (đồng)"), grouped(gift.donor_cost_vnd)),
    ]


def _of_event(event, officer):
    received = Gift.objects.filter(gift_list__handover_lines__event=event, outcome__in=Gift.RECEIVED)
    gifts = received.filter(Q(event=None) | Q(event=event))
    found = gifts.aggregate(quantity=Sum("quantity", default=0), cost=Sum("donor_cost_vnd", default=0))
    return [
        (_("Buổi trao"), _shown(event, officer)),
        (_("Ngày trao"), format_day_padded(event.held_on)),
        (_("Nơi trao"), f"{event.place}, {event.province}"),
        (_("Suất quà đã nhận"), grouped(found["quantity"])),
        (_("Chương trình chi (đồng)"), grouped(found["cost"])),
    ]


def _figure_name(change, names):
    """ "Huy động, Trao sổ BHXH, thẻ BHYT"; `names` by slug of a programme or kind of gift."""
    of = change["of"]
    return f"{FIGURES[change['figure']]}{f', {names.get(of, of)}' if of else ''}"


def correction_links(officer, **subject):
    label = _("Đề nghị sửa kết quả trao đang chờ") if subject.get("gift") else _("Đề nghị đính chính đang chờ")
    return waiting_links(officer, rules.waiting(**subject), label)


def proposing(name, question, done):
    """The verb that proposes a correction of a record, which is the argument `name` of corrections.propose."""

    def problems(record, by):
        return rules.check_proposal(Correction(**{name: record}))

    def act(record, *, by, reason):
        corrections.propose(by=by, reason=reason, **{name: record})
        return record

    return Verb(
        slug="de-nghi-dinh-chinh",
        label=_("Đề nghị đính chính"),
        question=question,
        done=done,
        permission="add_correction",
        problems=problems,
        act=act,
        wants_reason=True,
    )


PROPOSED = _("Đã đề nghị đính chính %(record)s; chờ người khác duyệt.")
PROPOSE_DONATION = proposing(
    "donation",
    _("Đề nghị duyệt %(record)s vào kỳ đã khóa? Lý do sẽ công khai: không ghi tên hay số của ai."),
    PROPOSED,
)
PROPOSE_EVENT = proposing(
    "event",
    _("Đề nghị ghi nhận đã trao “%(record)s” vào kỳ đã khóa? Lý do sẽ công khai: không ghi tên hay số của ai."),
    PROPOSED,
)


class OutcomeAfterAllForm(ProxyFields, ReasonForm):
    """What became of a gift after all, and who came for it."""

    outcome = forms.ChoiceField(label=_("Kết quả đúng"), choices=Gift.Outcome.choices, widget=forms.RadioSelect)
    field_order = ("outcome", "proxy_name", "proxy_kin", "reason")

    def __init__(self, data=None, **said):
        super().__init__(data, **said)
        if told := last_told(self.record):
            self.fields["outcome"].help_text = _("Đang ghi: %s.") % told.get_outcome_display()


def _problems_of_outcome(gift, by):
    if last_told(gift) is None:
        return check_change(gift, None, "")
    return rules.check_once(gift=gift)


def _propose_outcome(gift, **said):
    corrections.propose(gift=gift, **said)
    return gift


PROPOSE_OUTCOME = Verb(
    slug="de-nghi-dinh-chinh",
    label=_("Đề nghị sửa kết quả trao"),
    question=_(
        "Đề nghị sửa kết quả trao của “%(record)s”? Người khác duyệt thì mới sửa; của kỳ đã khóa thì lý do công khai."
    ),
    done=PROPOSED,
    permission="add_correction",
    problems=_problems_of_outcome,
    act=_propose_outcome,
    form=OutcomeAfterAllForm,
)
