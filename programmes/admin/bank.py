"""Bank statements in the admin: what came in, and how each line is explained."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Count, F, Q, Sum
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _

from programmes.actions import bank_lines
from programmes.admin.base import PortalAdmin
from programmes.admin.columns import EMPTY, day_column, grouped, number_column, plain_column, record_link, state_column
from programmes.admin.filters import ScopedFilter, TaskFilter
from programmes.admin.forms import MoneyField, RecordForm, RecordsField
from programmes.admin.imports import ExchangeMixin
from programmes.admin.site import site
from programmes.admin.verbs import ConfirmForm, Verb
from programmes.models import BankLine, Donation
from programmes.rules import bank_matching
from programmes.standards.dates import format_day_padded
from programmes.standards.money import format_number, with_unit

LEFT = F("amount_vnd") - F("matched_vnd")


def described(donation, line):
    """A donation as a choice: number, donor, amount, what is open of it and differs from the line, state and day."""
    day = donation.received_on or donation.pledged_on
    away = abs(donation.open_vnd - line.left_vnd)
    told = [donation.code, donation.donor.name, with_unit(donation.amount_vnd)]
    told += [_("còn %s chưa có sao kê") % with_unit(donation.open_vnd)] if donation.confirmed_vnd else []
    told += [_("lệch sao kê %s") % with_unit(away)] if away else []
    told += [donation.get_state_display(), format_day_padded(day) if day else EMPTY]
    told += [_("tiền về trước ngày đăng ký, xem lại")] if bank_matching.is_before_pledge(line, donation) else []
    return " · ".join(map(str, told))


class ShareWidget(forms.MultiWidget):
    """A tick, and how many đồng."""

    def __init__(self):
        amount = {"class": "vNumber", "inputmode": "numeric", "aria-label": _("Số tiền khớp (đồng)")}
        super().__init__({"": forms.CheckboxInput(), "vnd": forms.TextInput(attrs=amount)})

    def id_for_label(self, id_):
        """The label belongs to the tick."""
        return f"{id_}_0"

    def decompress(self, value):
        return [False, value and format_number(value)]


class ShareField(forms.MultiValueField):
    """(whether the donation is chosen, đồng of the line or None)."""

    widget = ShareWidget

    def __init__(self, **kwargs):
        fields = forms.BooleanField(required=False), MoneyField(required=False)
        super().__init__(fields, required=False, require_all_fields=False, **kwargs)

    def compress(self, data_list):
        return tuple(data_list) or (False, None)


class LinkForm(ConfirmForm):
    """The likely donations, the likeliest first, with as much as fits; which and how much, the officer says.

    Cleaned to `shares`: (donation, đồng) of those that were chosen and of one named by its number.
    """

    PREFIX = "khoan-"
    NONE_LIKELY = _(
        "Không có khoản nào cùng số tiền, cùng nhà hảo tâm hoặc có số ghi trong nội dung. "
        "Ghi số chứng từ của khoản nếu biết"
    )
    NOTHING = _(
        "Chọn ít nhất một khoản; nếu không có khoản nào đúng, quay lại rồi bấm “Ghi nhận khoản mới” hoặc “Để riêng”."
    )

    def __init__(self, data=None, *, record, **asked):
        super().__init__(data, record=record, **asked)
        self.donations = {f"{self.PREFIX}{each.pk}": each for each in bank_matching.suggestions(record)}
        for name, donation in self.donations.items():
            fits = min(donation.open_vnd, record.left_vnd)
            self.fields[name] = ShareField(label=described(donation, record), initial=fits)
        first = _("Khoản khác, ghi số chứng từ") if self.donations else self.NONE_LIKELY
        self.fields["code"] = forms.CharField(label=first, required=False, max_length=40)
        self.fields["code_vnd"] = MoneyField(label=_("Số tiền khớp với khoản này (đồng)"), required=False)

    def clean(self):
        cleaned = super().clean()
        gone = {name.removesuffix("_vnd") for name in self.data if name.startswith(self.PREFIX)} - self.donations.keys()
        if gone:
            self._refuse(
                None, "choice_gone", _("Có khoản vừa được khớp hoặc sửa nên không còn ở đây; xem lại rồi chọn.")
            )
        shares = [*self._ticked(cleaned), *self._named(cleaned)]
        if not shares and not self.errors:
            self._refuse(None, "nothing_chosen", self.NOTHING)
        return {"seen": cleaned.get("seen", ""), "shares": shares}

    def _ticked(self, cleaned):
        for name, donation in self.donations.items():
            is_chosen, amount_vnd = cleaned.get(name, (False, None))
            if is_chosen and amount_vnd is not None:
                yield donation, amount_vnd
            elif is_chosen:
                self._ask_amount(name)
            elif amount_vnd not in {None, self.fields[name].initial}:
                message = _("Đã sửa số tiền nhưng chưa chọn khoản này; chọn khoản, hoặc xóa số tiền.")
                self._refuse(name, "share_not_chosen", message)

    def _named(self, cleaned):
        code, amount_vnd = cleaned.get("code", ""), cleaned.get("code_vnd")
        if not code and amount_vnd is None:
            return
        donation = bank_matching.by_code(code, self.record)
        if donation is None:
            message = _("Cơ quan không có khoản chuyển khoản nào số này còn chờ sao kê; kiểm tra lại số chứng từ.")
            self._refuse("code", "code_unknown", message)
        elif amount_vnd is None:
            self._ask_amount("code_vnd")
        else:
            yield donation, amount_vnd

    def _ask_amount(self, name):
        self._refuse(name, "share_without_amount", _("Ghi số tiền khớp với khoản này."))

    def _refuse(self, name, code, message):
        self.add_error(name, ValidationError(message, code=code))


class UnlinkForm(ConfirmForm):
    """Which matches are taken back, where there are several."""

    chosen = RecordsField(
        Donation.objects.none(),
        label=_("Bỏ khớp với"),
        error_messages={"required": _("Chọn ít nhất một khoản để bỏ khớp.")},
    )

    def __init__(self, data=None, *, record, **asked):
        super().__init__(data, record=record, **asked)
        loose = bank_matching.may_be_unlinked(record)
        matches = list(record.matches.filter(donation__in=loose).select_related("donation__donor"))
        if record.state == BankLine.State.ASIDE or len(matches) < 2:
            del self.fields["chosen"]
            return
        self.fields["chosen"].queryset = loose
        self.fields["chosen"].choices = [(each.donation_id, match_words(each)) for each in matches]
        self.fields["chosen"].initial = [each.donation_id for each in matches]


def match_words(match):
    """A match as a choice: number, donor, amount."""
    return f"{match.donation.code} · {match.donation.donor.name} · {with_unit(match.amount_vnd)}"


def _told_of_link(line):
    if line.left_vnd:
        return _("Đã khớp dòng sao kê %(record)s; dòng còn lại {left} chưa đối chiếu.").format(
            left=with_unit(line.left_vnd)
        )
    return _("Đã khớp dòng sao kê %(record)s.")


LINK = Verb(
    slug="khop",
    label=_("Khớp với khoản ủng hộ"),
    question=_("Dòng sao kê %(record)s là tiền của khoản nào?"),
    done=_told_of_link,
    permission="change_bankline",
    problems=lambda line, by: bank_matching.check_open(line),
    act=bank_lines.link_many,
    form=LinkForm,
)
SET_ASIDE = Verb(
    slug="de-rieng",
    label=_("Để riêng"),
    question=_("Để riêng phần còn lại của dòng sao kê %(record)s vì không phải tiền ủng hộ?"),
    done=_("Đã để riêng dòng sao kê %(record)s."),
    permission="change_bankline",
    problems=lambda line, by: bank_matching.check_open(line),
    act=bank_lines.set_aside,
    wants_reason=True,
)
SPLIT = _("Một dòng chia được cho nhiều khoản: đánh dấu từng khoản và ghi số tiền của dòng này thuộc khoản đó.")
IN_TURN = _(
    "Một dòng chia được cho nhiều khoản: khớp khoản thứ nhất với số tiền của khoản đó, rồi khớp tiếp phần còn lại."
)
UNLINK = Verb(
    slug="bo-khop",
    label=_("Bỏ khớp"),
    question=_("Bỏ khớp dòng sao kê %(record)s để đối chiếu lại?"),
    done=_("Dòng sao kê %(record)s lại chờ đối chiếu; khoản ủng hộ nếu có thì giữ nguyên trạng thái."),
    permission="change_bankline",
    problems=lambda line, by: bank_matching.check_unlink(line),
    act=bank_lines.unlink,
    list_label=_("Bỏ khớp các dòng đã chọn"),
    form=UnlinkForm,
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
    list_display = ("reference", "booked_day", "amount_figure", "payer", "description", "state_badge", "donation_links")
    list_filter = (TaskFilter, "state", "booked_on", ("office", ScopedFilter))
    search_fields = (
        *("reference__icontains", "payer__icontains", "description__icontains"),
        "matches__donation__code__icontains",
    )
    search_help_text = _("Tìm theo số tham chiếu, người chuyển, nội dung hoặc số chứng từ của khoản ủng hộ.")
    date_hierarchy = None
    autocomplete_fields = ("office",)
    fieldsets = (
        (None, {"fields": ("office", "account", "reference", "booked_on", "amount_vnd", "payer", "description")}),
    )
    trail = ("state_badge", "donation_links", "reason", "entered_name", "created_at", "batch")
    closed_as = {"booked_on": "booked_day", "amount_vnd": "amount_figure"}
    booked_day = day_column("booked_on", _("ngày ghi có"))
    amount_figure = number_column("amount_vnd", _("số tiền (đồng)"))
    state_badge = state_column(_("trạng thái"))
    entered_name = plain_column("entered_by", _("người nhập"))

    def has_change_permission(self, request, obj=None):
        return obj is None and super().has_change_permission(request)

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("matches__donation")

    def summary(self, queryset):
        waits = Q(state=BankLine.State.UNEXPLAINED)
        row = queryset.order_by().aggregate(
            count=Count("pk"),
            open=Count("pk", filter=waits),
            left=Sum(LEFT, filter=waits, default=0),
            amount=Sum("amount_vnd", default=0),
        )
        return [
            (_("Số dòng"), grouped(row["count"])),
            (_("Chưa đối chiếu"), grouped(row["open"])),
            (_("Còn chờ đối chiếu (đồng)"), grouped(row["left"])),
            (_("Tổng số tiền (đồng)"), grouped(row["amount"])),
        ]

    def _ask(self, request, verb, form, record):
        """What the bank said of the line stands above the question."""
        response = super()._ask(request, verb, form, record)
        told = [(_("Ngày ghi có"), self.booked_day(record)), (_("Số tiền (đồng)"), grouped(record.amount_vnd))]
        told += [(_("Còn lại (đồng)"), grouped(record.left_vnd))] if record.matched_vnd else []
        texts = (_("Người chuyển"), record.payer), (_("Nội dung"), record.description)
        told += [(label, text) for label, text in texts if text]
        if verb is UNLINK and "chosen" not in form.fields:
            matches = record.matches.select_related("donation__donor")
            told += [(_("Đang khớp với khoản"), match_words(match)) for match in matches]
        response.context_data["summary"] = told
        if verb is LINK:
            response.context_data["final"] = SPLIT if form.donations else IN_TURN
        return response

    def record_links(self, request, record):
        """What else an open line may be; from one that is settled the way to the next."""
        if list(bank_matching.check_open(record)):
            return self._next_open(request, record)
        if not request.user.has_perm("programmes.add_donation"):
            return []
        return [(_("Ghi nhận khoản mới"), f"{reverse('admin:programmes_donation_add')}?bank_line={record.pk}")]

    def _next_open(self, request, record):
        waits = self.get_queryset(request).filter(state=BankLine.State.UNEXPLAINED, office=record.office_id)
        following = waits.first() if LINK.allowed_to(request.user) else None
        return [(_("Đối chiếu dòng tiếp theo"), self.record_url(following))] if following else []

    @admin.display(description=_("khoản ủng hộ"))
    def donation_links(self, record):
        """The donation that explains the line; where there is more to it, the part of each and what is left."""
        matches = list(record.matches.all())
        if len(matches) == 1 and not record.left_vnd:
            return record_link(matches[0].donation)
        parts = [(record_link(match.donation), " · ", with_unit(match.amount_vnd)) for match in matches]
        left = [(_("Còn lại"), " ", with_unit(record.left_vnd))] if parts and record.left_vnd else []
        return format_html_join("", "<div>{}{}{}</div>", parts + left) or EMPTY
