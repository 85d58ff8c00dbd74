"""Rates in the admin: read with their legal source and whether that was checked; headquarters publish new ones."""

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from programmes.actions import rates
from programmes.admin.base import PortalAdmin
from programmes.admin.columns import day_column, state_column
from programmes.admin.forms import RecordForm
from programmes.admin.site import site
from programmes.models import Rate
from programmes.rules import rates as rules
from programmes.standards.dates import format_day_padded
from programmes.standards.money import format_number

FAMILIES = {
    rules.BASE_SALARY: _("mức lương cơ sở"),
    rules.CARD_RATE: _("tỷ lệ đóng BHYT"),
    rules.HOUSEHOLD_FACTOR: _("hệ số hộ gia đình BHYT"),
    rules.CARD_SUPPORT: _("ngân sách hỗ trợ đóng BHYT"),
    rules.CARD_TOPUP: _("địa phương hỗ trợ thêm BHYT"),
    rules.CARD_PERIOD: _("phương thức đóng BHYT"),
    rules.BOOK_RATE: _("tỷ lệ đóng BHXH tự nguyện"),
    rules.BOOK_CEILING: _("mức trần BHXH tự nguyện"),
    rules.BOOK_SUPPORT: _("ngân sách hỗ trợ BHXH tự nguyện"),
    rules.BOOK_TOPUP: _("địa phương hỗ trợ thêm BHXH tự nguyện"),
    rules.BOOK_PERIOD: _("phương thức đóng BHXH tự nguyện"),
    rules.POVERTY_LINE: _("chuẩn nghèo nông thôn"),
}


def written_value(value):
    """ "2340000" -> "2.340.000", "0.045" -> "0,045", "3|6|12" -> "3, 6, 12"."""
    if value.isdigit():
        return format_number(int(value))
    return value.replace(".", ",").replace("|", ", ")


class FamilyFilter(admin.SimpleListFilter):
    title = _("nhóm định mức")
    parameter_name = "nhom"

    def lookups(self, request, model_admin):
        return list(FAMILIES.items())

    def queryset(self, request, queryset):
        return queryset.filter(family=self.value()) if self.value() in FAMILIES else queryset


class RateChoice(forms.ModelChoiceField):
    """Rates told apart by their value and first day."""

    def label_from_instance(self, rate):
        start = _("từ %s") % format_day_padded(rate.effective_from)
        return f"{rate.code} {rate.category_name}: {written_value(rate.value)} {start}"


class NewRateForm(RecordForm):
    """A rate that takes the place of one there is: family, category and unit are those of `like`."""

    like = RateChoice(
        Rate.objects.none(),
        label=_("Thay cho định mức"),
        help_text=_(
            "Định mức mới giữ nhóm, đối tượng và đơn vị của định mức này, và có hiệu lực từ ngày ghi dưới đây."
        ),
    )
    rules = (rules.check_new,)
    shown_at = {"family": "like", "category_code": "like"}

    class Meta:
        fields = (
            "province",
            "value",
            "effective_from",
            "effective_to",
            "legal_source",
            "status",
            "date_status",
            "note",
        )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["like"].queryset = Rate.objects.filter(family__in=(*rules.IN_DONG, *rules.SHARES))
        self.fields["value"].help_text = _("Số đồng (2.650.000) hoặc tỷ lệ (4,5%).")

    def clean(self):
        cleaned = super().clean()
        if like := cleaned.get("like"):
            for name in ("family", "category_code", "category_name", "unit"):
                setattr(self.instance, name, getattr(like, name))
            cleaned["value"] = rules.exact(like.family, cleaned.get("value", ""))
        return cleaned


@admin.register(Rate, site=site)
class RateAdmin(PortalAdmin):
    enter = staticmethod(rates.publish)
    list_display = (
        "code",
        "family_name",
        "category_name",
        "value_figure",
        "unit",
        "in_force",
        "legal_source",
        "status_badge",
    )
    list_filter = (FamilyFilter, "status", "date_status")
    search_fields = ("code__icontains",)
    folded_texts = ("category_name", "legal_source", "note")
    search_help_text = _("Tìm theo mã, đối tượng hoặc căn cứ (không cần dấu).")
    fields = (
        "code",
        "family_name",
        "category_name",
        "province",
        "value_figure",
        "unit",
        "from_day",
        "to_day",
        "legal_source",
        "status",
        "date_status",
        "note",
    )
    readonly_fields = ("family_name", "value_figure", "from_day", "to_day")
    status_badge = state_column(_("đối chiếu"), field="status")
    from_day = day_column("effective_from", _("hiệu lực từ"))
    to_day = day_column("effective_to", _("hiệu lực đến"))

    def get_form(self, request, obj=None, change=False, **kwargs):
        return super().get_form(request, obj, change, form=RecordForm if obj else NewRateForm, **kwargs)

    def get_fields(self, request, obj=None):
        return self.fields if obj else ("like", *NewRateForm.Meta.fields)

    def get_readonly_fields(self, request, obj=None):
        return super().get_readonly_fields(request, obj) if obj else ()

    def has_change_permission(self, request, obj=None):
        """What is published is not changed; a later rate takes its place."""
        return False

    @admin.display(description=_("nhóm định mức"), ordering="family")
    def family_name(self, record):
        return FAMILIES.get(record.family, record.family)

    @admin.display(description=_("hiệu lực"), ordering="effective_from")
    def in_force(self, record):
        start = format_day_padded(record.effective_from)
        return f"{start} – {format_day_padded(record.effective_to)}" if record.effective_to else _("từ %s") % start

    @admin.display(description=_("giá trị"))
    def value_figure(self, record):
        return written_value(record.value)
