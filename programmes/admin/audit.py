"""The audit trail in the admin: read only, in words."""

from django.contrib import admin
from django.utils.html import format_html_join
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from programmes.admin.base import ReadOnlyAdmin
from programmes.admin.columns import EMPTY
from programmes.admin.history import VERBS, plain_changes, target_label
from programmes.admin.site import site
from programmes.models import AuditEvent


class VerbFilter(admin.SimpleListFilter):
    title = _("việc")
    parameter_name = "lam"

    def lookups(self, request, model_admin):
        return [(verb, capfirst(label)) for verb, label in VERBS.items()]

    def queryset(self, request, queryset):
        return queryset.filter(verb=self.value()) if self.value() in VERBS else queryset


class TargetFilter(admin.SimpleListFilter):
    title = _("loại bản ghi")
    parameter_name = "loai"
    KINDS = ("donor", "donation", "giftlist", "gift", "recipient", "handoverevent", "publishedfigure", "officer")

    def lookups(self, request, model_admin):
        return [(kind, capfirst(target_label(kind))) for kind in self.KINDS]

    def queryset(self, request, queryset):
        return queryset.filter(target_type=self.value()) if self.value() in self.KINDS else queryset


@admin.register(AuditEvent, site=site)
class AuditAdmin(ReadOnlyAdmin):
    list_display = ("at", "actor", "verb_name", "target", "office_code", "reason")
    list_filter = (VerbFilter, TargetFilter, "at")
    search_fields = ("actor__icontains", "target_id__exact", "office_code__iexact", "reason__icontains")
    search_help_text = _("Tìm theo tên đăng nhập, mã bản ghi, mã cơ quan hoặc lý do.")
    fields = ("at", "actor", "verb_name", "target", "office_code", "reason", "changes")
    readonly_fields = fields

    @admin.display(description=_("việc"), ordering="verb")
    def verb_name(self, event):
        return capfirst(VERBS.get(event.verb, event.verb))

    @admin.display(description=_("bản ghi"))
    def target(self, event):
        return f"{capfirst(target_label(event.target_type))} {event.target_id}"

    @admin.display(description=_("thay đổi"))
    def changes(self, event):
        return format_html_join("\n", "<div>{}: {} → {}</div>", plain_changes(event)) or EMPTY
