"""The audit trail in the admin: read only, in words, with what it tells of by name and by its page."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.http import urlencode
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from programmes.access.scope import visible_to
from programmes.admin.base import ReadOnlyAdmin
from programmes.admin.columns import EMPTY
from programmes.admin.days import days_of
from programmes.admin.drill import DrillPage
from programmes.admin.history import VERBS, actor_words, entries, target_label
from programmes.admin.lists import LongList
from programmes.admin.site import site
from programmes.models import AuditEvent, Office


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

    def lookups(self, request, model_admin):
        kinds = sorted(model._meta.model_name for model in site._registry if model is not AuditEvent)
        return [(kind, capfirst(target_label(kind))) for kind in kinds]

    def queryset(self, request, queryset):
        offered = {kind for kind, _label in self.lookup_choices}
        return queryset.filter(target_type=self.value()) if self.value() in offered else queryset


class OfficeFilter(admin.SimpleListFilter):
    title = _("cơ quan")
    parameter_name = "co-quan"

    def lookups(self, request, model_admin):
        offices = visible_to(request.user, Office.objects.order_by("code"))
        return [(office.code, str(office)) for office in offices]

    def queryset(self, request, queryset):
        return queryset.filter(office_code=self.value()) if self.value() else queryset


class ActorFilter(admin.SimpleListFilter):
    """The acts of one officer; reached from a line of the trail, so it offers no other choice."""

    title = _("người thực hiện")
    parameter_name = "nguoi"

    def lookups(self, request, model_admin):
        chosen = request.GET.get(self.parameter_name, "")
        return [(chosen, actor_words(chosen))] if chosen else []

    def has_output(self):
        return bool(self.lookup_choices)

    def queryset(self, request, queryset):
        return queryset.filter(actor=self.value()) if self.value() else queryset


class RecordFilter(ActorFilter):
    """All that was done to one record, "giftlist-12"; reached from a line of the trail."""

    title = _("bản ghi")
    parameter_name = "ban-ghi"

    def queryset(self, request, queryset):
        kind, _dash, pk = (self.value() or "").partition("-")
        return queryset.filter(target_type=kind, target_id=pk) if pk else queryset


@admin.register(AuditEvent, site=site)
class AuditAdmin(DrillPage, ReadOnlyAdmin):
    list_display = ("at", "actor_link", "verb_name", "target", "office_code", "reason")
    list_filter = (VerbFilter, TargetFilter, OfficeFilter, ActorFilter, RecordFilter, "at")
    date_hierarchy = "at"
    change_list_template = "admin/audit_list.html"
    search_fields = ("actor__icontains", "target_id__exact", "office_code__iexact", "reason__icontains")
    search_help_text = _("Tìm theo tên đăng nhập, mã bản ghi, mã cơ quan hoặc lý do.")
    fields = ("at", "actor_link", "verb_name", "target", "office_code", "reason", "changes")
    readonly_fields = fields

    def get_changelist(self, request, **kwargs):
        return LongList

    def changelist_view(self, request, extra_context=None):
        response = super().changelist_view(request, extra_context)
        context = getattr(response, "context_data", None) or {}
        if "cl" in context:
            context["may_drill"] = self.may_drill(request)
            context["days"] = days_of(context["cl"])
        return response

    def ready(self, records, officer):
        """Each event with its entry, in which nothing is named that this officer may not see."""
        for entry in entries(records, officer):
            entry.event.entry = entry

    @admin.display(description=_("người thực hiện"), ordering="actor")
    def actor_link(self, event):
        return _narrowed("nguoi", event.actor, event.entry.actor)

    @admin.display(description=_("việc"), ordering="verb")
    def verb_name(self, event):
        return capfirst(event.entry.verb)

    @admin.display(description=_("bản ghi"))
    def target(self, event):
        entry = event.entry
        named = capfirst(f"{entry.target} {entry.name or event.target_id}".strip())
        if not event.target_id:
            return named
        shown = format_html('<a href="{}">{}</a>', entry.url, named) if entry.url else named
        return format_html(
            '{} <span class="way-on">· {}</span>',
            shown,
            _narrowed("ban-ghi", f"{event.target_type}-{event.target_id}", _("mọi việc")),
        )

    @admin.display(description=_("thay đổi"))
    def changes(self, event):
        """As a history shows them: what came to be, and what was there before where anything was."""
        return format_html_join("\n", "<div>{}: {}{}</div>", _as_told(event)) or EMPTY


def _as_told(event):
    """(label, what was and an arrow or nothing, what is) of each change."""
    for change in event.entry.changes:
        yield capfirst(change.label), f"{change.before} → " if event.before else "", change.after


def _narrowed(parameter, value, label):
    """The trail of one officer or record, as a link."""
    url = reverse("admin:programmes_auditevent_changelist")
    return format_html('<a href="{}?{}">{}</a>', url, urlencode({parameter: value}), label)
