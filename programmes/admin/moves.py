"""Moves of approved donations in the admin: proposed on the page of the donation, decided on here by another."""

from django import forms
from django.contrib import admin
from django.utils.text import capfirst
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from programmes.access.scope import visible_to
from programmes.actions import moves
from programmes.admin.columns import EMPTY, facts_of, record_link
from programmes.admin.forms import RecordSelect
from programmes.admin.programmes import RoundField
from programmes.admin.proposals import ProposalAdmin, waiting_links
from programmes.admin.reminders import reminding
from programmes.admin.site import site
from programmes.admin.verbs import ReasonForm, Verb
from programmes.models import Donation, DonationMove, Donor, Programme, Province, Round
from programmes.models.moves import BEFORE, MOVED, RELATED
from programmes.rules import approvals, periods
from programmes.rules import moves as rules
from programmes.standards.dates import format_day_padded
from programmes.standards.money import with_unit
from programmes.totals import balances


class MoveForm(ReasonForm):
    """What the donation is now, to be changed where it was entered wrongly."""

    field_order = (*MOVED, "reason")
    donor = forms.ModelChoiceField(Donor.objects.none(), label=_("Nhà hảo tâm"))
    programme = forms.ModelChoiceField(Programme.objects.all(), label=_("Chương trình"))
    round = RoundField(Round.objects.all(), label=_("Đợt"), required=False, empty_label=_("Không theo đợt nào"))
    earmark = forms.ModelChoiceField(
        Province.objects.all(),
        label=_("Chỉ định tỉnh thụ hưởng (nếu có)"),
        required=False,
        empty_label=_("Không chỉ định"),
    )
    is_anonymous = forms.BooleanField(label=_("Không nêu tên"), required=False)

    def __init__(self, data=None, *, record, officer, **asked):
        super().__init__(data, record=record, officer=officer, **asked)
        self.initial |= {name: getattr(record, Donation._meta.get_field(name).attname) for name in MOVED}
        known = visible_to(officer, Donor.objects.filter(erased_on=None))
        self.fields["donor"].queryset = known | Donor.objects.filter(pk=record.donor_id)
        self.fields["donor"].widget = RecordSelect(
            Donation._meta.get_field("donor"), site, choices=self.fields["donor"].choices
        )


def _propose(donation, *, by, **what):
    moves.propose(donation, by=by, **what)
    return donation


PROPOSE_MOVE = Verb(
    slug="chuyen-khoan",
    label=_("Đề nghị điều chỉnh"),
    question=_("Đề nghị điều chỉnh khoản %(record)s: nhà hảo tâm, chương trình, đợt, tỉnh"),
    done=_("Đã đề nghị điều chỉnh khoản %(record)s; chờ người khác duyệt, đến lúc đó chưa có gì thay đổi."),
    permission="reverse_donation",
    problems=lambda donation, by: rules.check_proposal(donation),
    act=_propose,
    form=MoveForm,
)
APPROVE = Verb(
    slug="duyet",
    label=_("Duyệt điều chỉnh khoản"),
    question=_("Duyệt điều chỉnh khoản %(record)s?"),
    done=_("Đã điều chỉnh khoản %(record)s; số công khai nay tính theo nơi mới, mã theo dõi và sao kê giữ nguyên."),
    permission="approve_donation",
    problems=lambda move, by: [
        *approvals.check_move(move, by),
        *rules.check_is_as_proposed(move),
        *rules.check_move(move),
    ],
    act=moves.approve,
)
REFUSE = Verb(
    slug="tu-choi",
    label=_("Không đồng ý"),
    question=_("Không đồng ý điều chỉnh khoản %(record)s?"),
    done=_("Đã ghi: không đồng ý điều chỉnh khoản %(record)s; khoản giữ nguyên."),
    permission="approve_donation",
    problems=lambda move, by: approvals.check_move(move, by, "refuse"),
    act=moves.refuse,
    wants_reason=True,
)
WITHDRAW = Verb(
    slug="rut-de-nghi",
    label=_("Rút đề nghị"),
    question=_("Rút đề nghị điều chỉnh khoản %(record)s?"),
    done=_("Đã rút đề nghị điều chỉnh %(record)s; nhật ký giữ lại nội dung và lý do."),
    permission="reverse_donation",
    problems=approvals.check_withdrawal,
    act=moves.withdraw,
    wants_reason=True,
)


def _word(value):
    if isinstance(value, bool):
        return _("không nêu tên") if value else _("nêu tên")
    return str(value or EMPTY)


def changes(move):
    """What a move changes, as (label, "A → B")."""
    before, after = move.before, move.after
    moved = [name for name in MOVED if before[name] != after[name]]
    labels = {name: capfirst(DonationMove._meta.get_field(name).verbose_name) for name in moved}
    return [(labels[name], f"{_word(before[name])} → {_word(after[name])}") for name in moved]


def move_links(officer, donation):
    return waiting_links(officer, rules.waiting(donation), _("Đề nghị điều chỉnh đang chờ"))


def moves_of(donation):
    """The moves that were done, each with its day, its two officers and what it changed."""
    done = donation.moves.filter(state=DonationMove.State.APPROVED).order_by("pk")
    done = done.select_related(
        "proposed_by", "decided_by", *(f"{name}{end}" for name in RELATED for end in ("", BEFORE))
    )
    told = [
        (
            format_day_padded(localdate(move.decided_at)),
            "; ".join(f"{label}: {words}" for label, words in changes(move))
            + _(" (đề nghị: %(by)s; duyệt: %(other)s; lý do: %(reason)s)")
            % {"by": move.proposed_by, "other": move.decided_by, "reason": move.reason},
        )
        for move in done
    ]
    return facts_of(told) if told else EMPTY


@admin.register(DonationMove, site=site)
class DonationMoveAdmin(ProposalAdmin):
    verbs = (APPROVE, REFUSE, reminding(DonationMove), WITHDRAW)
    list_display = ("__str__", "donor", "programme", "state_badge", "reason", "proposed_name", "proposed_at")
    list_select_related = ("donation", "donor", "programme", "proposed_by")
    search_fields = ("donation__code__icontains", "donor__search_key__begun")
    search_help_text = _("Tìm theo số chứng từ hoặc tên nhà hảo tâm (không cần dấu).")

    def particulars(self, move, officer):
        """The money, where it is now, what changes, and whether the public is told."""
        donation = move.donation
        account = balances.of_donation(donation)
        closed = periods.closed_on(donation.received_on)
        told = [(_("Kỳ đã khóa"), _("%s: duyệt là đính chính công khai, kèm lý do") % closed)] if closed else []
        return [
            (_("Khoản ủng hộ"), record_link(donation)),
            (_("Số tiền"), with_unit(donation.amount_vnd)),
            (_("Ngày nhận"), format_day_padded(donation.received_on)),
            (_("Đã phân bổ, chờ trao"), with_unit(account.set_aside_vnd)),
            (_("Đã trao"), with_unit(account.spent_vnd)),
            (_("Chưa phân bổ"), with_unit(account.left_vnd)),
            *changes(move),
            *told,
        ]
