"""Donations in the admin: enter, receive, correct, approve, refuse, thank for, reverse."""

import secrets
from itertools import chain

from django import forms
from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from programmes.access.scope import visible_to
from programmes.actions import bank_lines, corrections, donations
from programmes.admin import donation_sums, reversals, timeline
from programmes.admin.base import GoesOnThere, PortalAdmin
from programmes.admin.books import donation_account
from programmes.admin.columns import (
    EMPTY,
    day_column,
    facts_of,
    grouped,
    number_column,
    plain_column,
    record_link,
)
from programmes.admin.donation_lists import DonationLists, ThanksFields
from programmes.admin.donor_papers import DonorPapers
from programmes.admin.filters import ReceivedYearFilter, ScopedFilter, TaskFilter
from programmes.admin.forms import AsksOnce, RecordForm, row_id
from programmes.admin.imports import ExchangeMixin
from programmes.admin.moves import PROPOSE_MOVE, move_links, moves_of
from programmes.admin.notes import Beside
from programmes.admin.periods import PROPOSE_DONATION, PROPOSED, correction_links
from programmes.admin.site import site
from programmes.admin.verbs import ConfirmForm, Verb
from programmes.models import BankLine, Donation, Donor
from programmes.rules import approvals, periods
from programmes.rules import donations as rules
from programmes.standards.dates import format_day_padded
from programmes.standards.money import with_unit


class ReceiptForm(AsksOnce, ConfirmForm):
    received_on = forms.DateField(label=_("Ngày nhận"), initial=timezone.localdate)

    def doubts(self):
        return periods.doubt_of("received_on", self.cleaned_data["received_on"], periods.closed())


class ThanksForm(ThanksFields, ConfirmForm):
    """How the donor of one donation was thanked."""


def _told_of_approval(donation):
    if donation.reverses_id:
        return _("Đã duyệt bút toán đảo %(record)s; từ nay khoản gốc không còn được tính.")
    return _("Đã duyệt khoản %(record)s; từ nay khoản này có trong số liệu công khai.")


def _waiting(told):
    """Ends what is told of a donation that waits with who does what next: in a closed period a proposal comes first."""

    def done(donation):
        if periods.closed_on(donation.received_on):
            return f"{told} {_('Ngày nhận thuộc kỳ đã khóa sổ: bấm “Đề nghị đính chính” để người khác duyệt được.')}"
        return f"{told} {_('Khoản này chờ người khác duyệt.')}"

    return done


RECEIVE = Verb(
    slug="da-nhan",
    label=_("Ghi nhận đã nhận tiền"),
    question=_("Ghi nhận đã nhận khoản đăng ký %(record)s?"),
    done=_waiting(_("Đã ghi nhận khoản %(record)s.")),
    permission="change_donation",
    problems=lambda donation, by: approvals.check(donation, approvals.DONATION["receive"], by),
    act=donations.receive,
    form=ReceiptForm,
)
APPROVE = Verb(
    slug="duyet",
    label=_("Duyệt"),
    question=_("Duyệt khoản ủng hộ %(record)s?"),
    done=_told_of_approval,
    permission="approve_donation",
    problems=approvals.check_donation_approval,
    act=donations.approve,
    list_label=_("Duyệt các khoản đã chọn"),
)
REVERSE = Verb(
    slug="dao-but-toan",
    label=_("Hủy khoản đã duyệt"),
    question=_("Hủy khoản ủng hộ đã duyệt %(record)s?"),
    done=_waiting(_("Đã lập bút toán đảo của khoản %(record)s.")),
    permission="reverse_donation",
    problems=lambda donation, by: [
        *approvals.check(donation, approvals.DONATION["reverse"], by),
        *rules.check_reversal(donation),
    ],
    act=donations.reverse,
    wants_reason=True,
)
KEPT = _("Khoản gốc và bút toán đảo đều ở lại trong sổ; số liệu chỉ đổi khi người khác duyệt bút toán đảo.")
ANNUL = Verb(
    slug="huy",
    label=_("Hủy khoản chưa duyệt"),
    question=_("Hủy khoản %(record)s, khoản này chưa được duyệt?"),
    done=_("Đã hủy khoản %(record)s; nhật ký giữ lại nội dung và lý do."),
    permission="change_donation",
    problems=lambda donation, by: rules.check_annulment(donation),
    act=donations.annul,
    wants_reason=True,
)
REFUSE = Verb(
    slug="khong-duyet",
    label=_("Không duyệt"),
    question=_("Không duyệt khoản %(record)s và bỏ khoản này khỏi sổ?"),
    done=_("Đã bỏ khoản %(record)s; nhật ký giữ lại nội dung và lý do."),
    permission="approve_donation",
    problems=rules.check_refusal,
    act=donations.refuse,
    wants_reason=True,
)
THANK = Verb(
    slug="cam-on",
    label=_("Ghi việc cảm ơn"),
    question=_("Đã cảm ơn nhà hảo tâm của khoản %(record)s?"),
    done=_("Đã ghi việc cảm ơn cho khoản %(record)s."),
    permission="change_donation",
    problems=lambda donation, by: rules.check_thanks(donation),
    act=donations.thank,
    form=ThanksForm,
)


class DonationForm(AsksOnce, RecordForm):
    """The form of a new donation carries a token, so that sending it twice enters it once.

    `bank_line` is the line of a statement that the donation is to explain, `correction_reason` why its closed period
    is to be corrected.
    """

    rules = (rules.check,)
    shown_at = {"reason": "correction_reason"}
    correction_reason = forms.CharField(
        label=_("Lý do đính chính"),
        help_text=_("Sẽ công khai, không ghi tên hay số của ai. Để trống thì khoản được lưu, đề nghị đính chính sau."),
        required=False,
        max_length=250,
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": 250}),
    )
    token = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    bank_line = forms.ModelChoiceField(BankLine.objects.none(), required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["token"], self.fields["bank_line"]
        else:
            self.fields["bank_line"].queryset = self.lines
        if "code" in self.fields:
            self.fields["code"].required = False
        if "state" in self.fields:
            choices = [choice for choice in Donation.State.choices if choice[0] != Donation.State.APPROVED]
            self.fields["state"].choices = choices

    def doubts(self):
        return rules.doubts(self.instance, periods.closed())

    @property
    def offers_correction(self):
        """Whether what was sent has been asked about, and needs a correction that is this officer's to propose."""
        is_late = "day_in_closed_period" in self.data.get("asked", "")
        return is_late and self.officer.has_perm(f"programmes.{PROPOSE_DONATION.permission}")

    def clean_token(self):
        self.instance.token = self.cleaned_data["token"] or None
        return self.cleaned_data["token"]

    def _get_validation_exclusions(self):
        """The number of a form that comes again is its own (actions/donations.py::record)."""
        token = self.cleaned_data.get("token")
        comes_again = token and Donation.objects.filter(token=token).exists()
        return super()._get_validation_exclusions() | ({"code"} if comes_again else set())


@admin.register(Donation, site=site)
class DonationAdmin(GoesOnThere, Beside, DonationLists, DonorPapers, ExchangeMixin, PortalAdmin):
    layout_key = "donations"
    form = DonationForm
    enter, correct = staticmethod(donations.record), staticmethod(donations.correct)
    verbs = (RECEIVE, APPROVE, PROPOSE_DONATION, THANK, PROPOSE_MOVE, REVERSE, ANNUL, REFUSE)
    list_display = ("code", "donor", "amount_figure", "state_badge", "received_day", "programme", "entered_by")
    list_filter = (
        TaskFilter,
        "state",
        ReceivedYearFilter,
        ("programme", ScopedFilter),
        "form",
        ("thanked_on", admin.EmptyFieldListFilter),
        ("office", ScopedFilter),
    )
    led_by = (*PortalAdmin.led_by, "received_on__gte", "received_on__lte")
    list_select_related = ("donor", "programme", "entered_by", "reversal")
    search_fields = ("code__icontains", "donor__search_key__begun")
    search_help_text = _("Tìm theo tên nhà hảo tâm (không cần dấu) hoặc số chứng từ.")
    autocomplete_fields = ("office", "donor", "programme", "round", "earmark")
    fits = {"round": ("programme",)}
    fieldsets = (
        (None, {"fields": ("office", "code", "donor", "is_anonymous", "programme", "round", "earmark")}),
        (_("Số tiền"), {"fields": ("form", "amount_vnd", "goods", "route")}),
        (_("Trạng thái"), {"fields": ("state", "pledged_on", "received_on", "note")}),
    )
    trail = (
        *("account", "moved", "reverses_link", "reversal_reason", "statement", "entered_name", "created_at"),
        *("approved_name", "approved_at", "thanked_day", "thanked_how"),
    )
    closed_as = {
        "note": "own_note",
        "amount_vnd": "amount_figure",
        "is_anonymous": "anonymous_word",
        "state": "state_badge",
        "pledged_on": "pledged_day",
        "received_on": "received_day",
    }
    approved_name = plain_column("approved_by", _("người duyệt"))
    reversal_reason = plain_column("reason", _("lý do hủy"))
    amount_figure = number_column("amount_vnd", _("số tiền (đồng)"))
    pledged_day = day_column("pledged_on", _("ngày đăng ký"))
    received_day = day_column("received_on", _("ngày nhận"))
    thanked_day = day_column("thanked_on", _("đã cảm ơn ngày"))

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        form.lines = visible_to(request.user, BankLine.objects.all())
        return form

    def get_changeform_initial_data(self, request):
        """A fresh token; who gives, where a donor's page leads here; what a line to be explained says."""
        initial = {**super().get_changeform_initial_data(request), "token": secrets.token_hex(16)}
        giver = visible_to(request.user, Donor.objects.filter(pk=row_id(request.GET.get("nha-hao-tam", ""))))
        if donor := giver.select_related("same_as").first():
            initial |= {"donor": donor.of_office.pk, "office": donor.office_id}
        number = row_id(request.GET.get("bank_line", ""))
        lines = visible_to(request.user, BankLine.objects.filter(state=BankLine.State.UNEXPLAINED))
        line = lines.filter(pk=number).first()
        if line:
            initial |= {"office": line.office_id, "amount_vnd": line.left_vnd, "received_on": line.booked_on}
            initial |= {"note": line.description}
        return initial

    def enter_from(self, form, record, *, by):
        line = form.cleaned_data.get("bank_line")
        return bank_lines.explain(line, record, by=by) if line else super().enter_from(form, record, by=by)

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        reason = form.cleaned_data.get("correction_reason")
        is_late = reason and form.offers_correction and periods.closed_on(obj.received_on)
        if is_late and not periods.waiting(donation=obj).exists():
            corrections.propose(donation=obj, reason=reason, by=request.user)
            self.message_user(request, PROPOSED % {"record": obj})

    def is_open(self, record, officer):
        editable = record.state != Donation.State.APPROVED and record.reverses_id is None
        return editable and super().is_open(record, officer)

    def summary(self, queryset):
        return donation_sums.sums(queryset)

    def _buttons(self, officer, record):
        context = super()._buttons(officer, record)
        worded = {verb.slug: reversals.worded(verb, record).label for verb in self.verbs}
        context["verb_buttons"] = [(worded[slug], url, slug) for _label, url, slug in context["verb_buttons"]]
        context["verb_reasons"] |= dict.fromkeys(reversals.told_of(record))
        state, purpose = reversals.state_of(record), record.round or record.programme
        facts = [record.donor, with_unit(record.amount_vnd), state, purpose]
        return {**context, "facts": facts, "timeline": timeline.of_donation(record, officer)}

    def _ask(self, request, verb, form, record):
        """Whose money it is, how much and for what stands above the question."""
        response = super()._ask(request, reversals.worded(verb, record), form, record)
        what = _("Trị giá hiện vật (đồng)") if record.form == Donation.Form.IN_KIND else _("Số tiền (đồng)")
        day = (_("Ngày nhận"), record.received_on) if record.received_on else (_("Ngày đăng ký"), record.pledged_on)
        response.context_data["summary"] = [
            (_("Nhà hảo tâm"), record.donor),
            (what, grouped(record.amount_vnd)),
            (day[0], format_day_padded(day[1]) if day[1] else EMPTY),
            (_("Chương trình, đợt"), record.round or record.programme),
        ]
        if verb is REVERSE:
            response.context_data["final"] = KEPT
        return response

    def record_links(self, request, record):
        waiting = correction_links(request.user, donation=record), move_links(request.user, record)
        return [*super().record_links(request, record), *chain(*waiting)]

    @admin.display(description=_("dòng sao kê"))
    def statement(self, record):
        """The lines that confirm the donation, each with its part, and what none confirms."""
        matches = record.bank_matches.select_related("line")
        told = [(record_link(match.line), with_unit(match.amount_vnd)) for match in matches]
        return facts_of([*told, (_("Chưa có sao kê"), with_unit(record.open_vnd))]) if told else EMPTY

    @admin.display(description=_("sổ của khoản này (đồng)"))
    def account(self, record):
        told = record.approved_at and not record.reverses_id
        return donation_account(record, record.reader) if told else EMPTY

    @admin.display(description=_("không nêu tên"))
    def anonymous_word(self, record):
        """A word: the red cross that Django draws for no is taken for a warning."""
        return _("có") if record.is_anonymous else _("không")

    @admin.display(description=_("trạng thái"), ordering="state")
    def state_badge(self, record):
        return reversals.state_of(record)

    @admin.display(description=_("đã điều chỉnh"))
    def moved(self, record):
        return moves_of(record)

    @admin.display(description=_("bút toán đảo của khoản"))
    def reverses_link(self, record):
        return record_link(record.reverses)
