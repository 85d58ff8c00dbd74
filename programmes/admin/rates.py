"""Rates in the admin: read with their legal source and whether that was checked."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from programmes.admin.base import ReadOnlyAdmin
from programmes.admin.columns import day_column, state_column
from programmes.admin.site import site
from programmes.models import Rate
from programmes.standards.dates import format_day_padded
from programmes.standards.money import format_number

FAMILIES = {
    "base_salary": _("mức lương cơ sở"),
    "bhyt_contribution_rate": _("tỷ lệ đóng BHYT"),
    "bhyt_household_factor": _("hệ số hộ gia đình BHYT"),
    "bhyt_state_support_min": _("ngân sách hỗ trợ đóng BHYT"),
    "bhyt_local_topup": _("địa phương hỗ trợ thêm BHYT"),
    "bhyt_payment_period": _("phương thức đóng BHYT"),
    "bhxh_voluntary_rate": _("tỷ lệ đóng BHXH tự nguyện"),
    "bhxh_voluntary_ceiling": _("mức trần BHXH tự nguyện"),
    "bhxh_voluntary_state_support": _("ngân sách hỗ trợ BHXH tự nguyện"),
    "bhxh_voluntary_local_topup": _("địa phương hỗ trợ thêm BHXH tự nguyện"),
    "bhxh_voluntary_payment_period": _("phương thức đóng BHXH tự nguyện"),
    "rural_poverty_line": _("chuẩn nghèo nông thôn"),
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


@admin.register(Rate, site=site)
class RateAdmin(ReadOnlyAdmin):
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
