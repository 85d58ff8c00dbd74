"""Recipients in the admin: found by name without accents, or by a full number sent by POST; always masked."""

from contextlib import suppress
from functools import reduce
from operator import or_

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from programmes.access.people import is_at_work_on
from programmes.access.scope import visible_to
from programmes.actions import look_ups, recipients, visits
from programmes.admin import timeline
from programmes.admin.base import InOwnProvince, PortalAdmin
from programmes.admin.columns import EMPTY, day_column
from programmes.admin.filters import ScopedFilter
from programmes.admin.find import FindPage
from programmes.admin.forms import BirthField, RecordForm, written_birth
from programmes.admin.imports import ListExportMixin
from programmes.admin.look_up import LookUpPage
from programmes.admin.names import OffersName
from programmes.admin.notes import Beside
from programmes.admin.overview import Overview
from programmes.admin.person_page import person_page
from programmes.admin.reveal import RevealPage
from programmes.admin.same_person import SamePersonPage
from programmes.admin.search import holds_number
from programmes.admin.site import site
from programmes.admin.verbs import Verb
from programmes.models import Gift, Recipient
from programmes.models.recipients import NUMBERS
from programmes.rules import identity
from programmes.rules.problems import RuleViolation
from programmes.rules.rights_requests import check_lift
from programmes.standards.identity import check_citizen_number, compact, is_citizen_number
from programmes.standards.insurance import check_si_number
from programmes.standards.phones import check_phone

NO_NUMBER = _("Ghi đủ 12 chữ số của số định danh, 10 chữ số của mã số BHXH, hoặc cả số điện thoại.")


class RecipientForm(OffersName, RecordForm):
    """The citizen number is only ever typed in, never shown; left empty, the stored one stays.

    So are phone and mã số BHXH of whom the own office is not at work on.
    """

    new_number = forms.CharField(
        label=_("Số định danh cá nhân"),
        required=False,
        max_length=30,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
        help_text=_("12 chữ số trên căn cước."),
    )
    birth = BirthField(
        label=_("Ngày sinh"),
        required=False,
        help_text=_("25/12/1956; chỉ biết tháng hoặc năm thì ghi 12/1956 hoặc 1956."),
    )
    papers_checked = forms.BooleanField(
        label=_("Đã đối chiếu giấy tờ"),
        required=False,
        help_text=_("Đánh dấu để vẫn lưu khi số định danh không khớp ngày sinh, giới tính hoặc bảng mã tỉnh."),
    )
    mended = ()  # the commune as it was typed and as it is written
    rules = (identity.check_recipient,)
    shown_at = {"citizen_number": "new_number", "citizen_hash": "new_number", "birth_date": "birth"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk and "new_number" in self.fields:
            self.fields["new_number"].label = _("Số định danh mới")
            self.fields["new_number"].help_text = _(
                "12 chữ số trên căn cước; chỉ ghi khi thêm hoặc thay số, để trống thì giữ số đang lưu."
            )
        self.initial["birth"] = written_birth(self.instance.birth_date, self.instance.birth_precision)
        if self.instance.pk and not is_at_work_on(self.officer, self.instance):
            self.mask({"phone": self.instance.masked_phone, "si_number": self.instance.masked_si_number})

    def clean_new_number(self):
        text = self.cleaned_data["new_number"]
        if not text:
            return text
        number = check_citizen_number(text)
        if self._is_known(number):
            raise ValidationError(
                _(
                    "Số định danh này đã có trong hệ thống. Tìm người này theo số định danh ở trang người nhận; "
                    "nếu cơ quan khác đã ghi, đưa người này vào danh sách bằng tệp nhập."
                ),
                code="citizen_known",
            )
        return number

    def _is_known(self, number):
        """Whether this is told of the number: when the day's numbers are spent people are entered all the same."""
        try:
            return look_ups.is_known(number, by=self.officer, besides=self.instance.pk)
        except RuleViolation as refusal:
            is_spent = {problem.code for problem in refusal.problems} == {"look_up_day_spent"}
            if not is_spent or look_ups.bars_entry(number, by=self.officer, besides=self.instance.pk):
                raise
            return False

    def clean(self):
        cleaned = super().clean()
        self.instance.citizen_number = cleaned.get("new_number") or self.instance.citizen_number
        self.instance.birth_date, self.instance.birth_precision = cleaned.get("birth") or (None, "")
        if cleaned.get("commune") and cleaned.get("province") and cleaned.get("office"):
            typed = cleaned["commune"]
            cleaned["commune"] = identity.full_commune(typed, cleaned["province"], cleaned["office"])
            self.mended = (typed, cleaned["commune"]) if typed != cleaned["commune"] else ()
        return cleaned

    def _post_clean(self):
        super()._post_clean()
        if "papers_checked" in self.fields and not self.cleaned_data.get("papers_checked"):
            self._show(identity.doubts_of(self.instance))


LIFT = Verb(
    slug="bo-han-che",
    label=_("Bỏ hạn chế xử lý"),
    question=_("Bỏ hạn chế xử lý dữ liệu của %(record)s?"),
    done=_("Đã bỏ hạn chế xử lý dữ liệu của %(record)s."),
    permission="change_rightsrequest",
    problems=check_lift,
    act=recipients.lift,
    wants_reason=True,
)


@admin.register(Recipient, site=site)
class RecipientAdmin(
    InOwnProvince, Overview, Beside, FindPage, RevealPage, LookUpPage, SamePersonPage, ListExportMixin, PortalAdmin
):
    layout_key = "recipients"
    import_export_change_list_template = None  # its own extends that of the exchange
    form = RecipientForm
    enter, correct = staticmethod(recipients.register), staticmethod(recipients.correct)
    overview = staticmethod(person_page)
    reveal = staticmethod(recipients.reveal)
    verbs = (LIFT,)
    change_list_template = "admin/recipient_list.html"
    list_display = ("full_name", "masked_number", "birth_written", "sex", "commune", "province", "office")
    list_filter = (("province", ScopedFilter), "sex", ("office", ScopedFilter))
    list_select_related = ("province", "office")
    search_fields = ("search_key__begun",)
    search_help_text = _("Tìm theo họ tên (không cần dấu). Số của người nhận thì tìm ở ô riêng.")
    nobody_found = _("Không có người nhận nào của cơ quan bạn mang số này.")
    autocomplete_fields = ("office", "province")
    fieldsets = (
        (None, {"fields": ("office", "full_name", "masked_number", "new_number", "birth", "sex")}),
        (_("Giấy tờ"), {"fields": ("without_papers", "papers_checked")}),
        (_("Nơi ở, liên hệ"), {"fields": ("province", "commune", "address", "phone", "si_number")}),
    )
    restricted_day = day_column("restricted_on", _("hạn chế xử lý từ ngày"))
    readonly_fields = ("masked_number", "restricted_day")
    closed_as = {
        "new_number": None,
        "birth": "birth_written",
        "papers_checked": None,
        "phone": "shown_phone",
        "si_number": "shown_si_number",
    }
    trail = ("restricted_day", "entered_name", "created_at", "updated_at")

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if form.mended:
            typed, written = form.mended
            told = _("Xã, phường “%(typed)s” được ghi là “%(written)s”, như các hồ sơ khác của tỉnh.")
            self.message_user(request, told % {"typed": typed, "written": written}, messages.INFO)

    def _buttons(self, officer, record):
        return {**super()._buttons(officer, record), "timeline": timeline.of_person(record, officer)}

    def holding(self, text):
        """Of the citizen number, or of ten figures that are a mã số BHXH, a telephone number or both."""
        if is_citizen_number(compact(text)):
            return Q(citizen_hash=identity.citizen_hash(check_citizen_number(text)))
        readings = ((check_si_number, "si_hash", identity.si_key), (check_phone, "phone_hash", identity.phone_key))
        found = []
        for check, name, key in readings:
            with suppress(ValidationError):
                found.append(Q(**{name: key(check(text))}))
        if not (found and holds_number(text, of_people=True)):
            raise ValidationError(NO_NUMBER, code="find_number_form")
        return reduce(or_, found)

    def whole(self, record, officer):
        """The numbers, and why the gifts that this officer sees were given."""
        told = [(record._meta.get_field(name).verbose_name, getattr(record, name)) for name in NUMBERS]
        gifts = visible_to(officer, Gift.objects.filter(recipient=record)).order_by("pk")
        needs = {
            "category": [str(gift.get_category_display()) for gift in gifts],
            "note": [gift.note for gift in gifts],
        }
        return told + [
            (Gift._meta.get_field(name).verbose_name, ", ".join(filter(None, dict.fromkeys(texts))))
            for name, texts in needs.items()
        ]

    def note_found(self, request, found):
        for recipient in found or [None]:
            visits.note_found(recipient, by=request.user)

    @admin.display(description=_("số định danh"))
    def masked_number(self, record):
        return record.masked_number or EMPTY

    @admin.display(description=_("ngày sinh"), ordering="birth_date")
    def birth_written(self, record):
        return written_birth(record.birth_date, record.birth_precision) or EMPTY

    @admin.display(description=_("điện thoại"))
    def shown_phone(self, record):
        return record.masked_phone or EMPTY

    @admin.display(description=_("mã số BHXH"))
    def shown_si_number(self, record):
        return record.masked_si_number or EMPTY

    def choice_label(self, record):
        parts = (
            record.full_name,
            written_birth(record.birth_date, record.birth_precision),
            record.commune,
            record.masked_number,
        )
        return " · ".join(part for part in parts if part)
