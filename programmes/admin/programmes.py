"""Programmes and rounds in the admin."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from programmes.actions import programmes
from programmes.admin.base import PortalAdmin
from programmes.admin.columns import day_column
from programmes.admin.filters import ScopedFilter
from programmes.admin.forms import RecordForm
from programmes.admin.site import site
from programmes.models import Programme, Round
from programmes.standards.names import slug


class NamedForm(RecordForm):
    """Makes the address from the name where it was left empty."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False
            self.fields["slug"].help_text = _("Chữ thường không dấu, nối bằng gạch; để trống thì lấy theo tên.")

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("slug") and "slug" not in self.errors:
            cleaned["slug"] = slug(cleaned.get("name", ""))[:60]
        return cleaned


@admin.register(Programme, site=site)
class ProgrammeAdmin(PortalAdmin):
    form = NamedForm
    enter = correct = staticmethod(programmes.keep)
    list_display = ("name", "slug", "position")
    search_fields = ("search_key__contains", "slug__contains")
    search_help_text = _("Tìm theo tên chương trình (không cần dấu).")
    fields = ("name", "slug", "summary", "basis", "position")


@admin.register(Round, site=site)
class RoundAdmin(PortalAdmin):
    form = NamedForm
    enter = correct = staticmethod(programmes.keep)
    list_display = ("name", "programme", "start_day", "end_day", "slug")
    list_filter = (("programme", ScopedFilter),)
    search_fields = ("search_key__contains", "slug__contains", "programme__search_key__contains")
    search_help_text = _("Tìm theo tên đợt hoặc chương trình (không cần dấu).")
    autocomplete_fields = ("programme",)
    fields = ("programme", "name", "slug", "starts_on", "ends_on")
    start_day = day_column("starts_on", _("từ ngày"))
    end_day = day_column("ends_on", _("đến ngày"))

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("programme")

    def choice_label(self, record):
        return f"{record.name} · {record.programme}"

    def offered(self, queryset, field, chosen):
        return queryset.filter(programme=chosen["programme"]) if "programme" in chosen else queryset
