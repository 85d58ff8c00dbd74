"""What every table of the admin shares: scope, actions instead of saves, refusals on the form, history, no deletion."""

from django.contrib import admin, messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.utils import unquote
from django.contrib.admin.views.main import SEARCH_VAR
from django.contrib.auth import get_permission_codename
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, models
from django.http import Http404
from django.shortcuts import redirect
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from programmes.access.scope import may_work_for, sees_all, visible_to
from programmes.actions import visits
from programmes.admin.columns import plain_column
from programmes.admin.forms import MoneyField, RecordForm, RecordSelect, WholeNumberField
from programmes.admin.history import entries
from programmes.admin.lists import FromTheNearerEnd, RecordList
from programmes.admin.saved import adding, sentence
from programmes.admin.search import NUL, NUMBER_IN_ADDRESS, FoldedSearch, led_on
from programmes.admin.table_files import TableFiles
from programmes.admin.verbs import VerbButtons
from programmes.admin.views import SavedViews
from programmes.models import AuditEvent, bulk

HISTORY_PAGE = 200
OF_A_FILTER = ("", "__exact", "__id__exact", "__code__exact", "__isnull", "__isempty", "__gte", "__lt", "__lte")


class VisibleChoices:
    """Admin mixin, also of lines in a form: a choice offers the rows that this officer sees.

    `fits` maps a field that looks records up to the fields of the form by whose values its offers are narrowed.
    """

    fits = {}

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        kwargs.setdefault("queryset", visible_to(request.user, db_field.remote_field.model._default_manager.all()))
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", RecordSelect(db_field, self.admin_site, fits=self.fits.get(db_field.name, ())))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class PortalAdmin(VisibleChoices, FoldedSearch, VerbButtons, SavedViews, TableFiles, admin.ModelAdmin):
    """`enter` and `correct` are the actions behind the form: action(record, by=officer).

    `trail` are fields shown, never edited, on the page of a stored record. `closed_as` names what is shown in
    place of a form field where the record may only be read; None leaves it out. `led_by` are lookups by which other
    pages lead to a part of the list, beside those of its filters.
    """

    form = RecordForm
    enter = correct = None
    trail = ()
    closed_as = {}
    led_by = ("pk", "id__in")
    list_per_page = 50
    paginator = FromTheNearerEnd
    list_max_show_all = 500
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    view_on_site = False
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    object_history_template = "admin/object_history.html"
    entered_name = plain_column("entered_by", _("người nhập"))

    # What the officer may see and touch

    def get_queryset(self, request):
        return visible_to(request.user, super().get_queryset(request))

    def get_object(self, request, object_id, from_field=None):
        """The record of an address, ready for its page as the rows of a list are: a column is told the record alone."""
        if NUL in object_id:
            return None
        record = super().get_object(request, object_id, from_field or None)  # an address may name a field "" too
        if record is not None:
            self.ready([record], request.user)
        return record

    def is_open(self, record, officer):
        """Whether the record may still be edited by this officer, permissions apart."""
        return not hasattr(record, "office_id") or may_work_for(officer, record.office)

    def has_change_permission(self, request, obj=None):
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or self.is_open(obj, request.user))

    def has_delete_permission(self, request, obj=None):
        return False

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "office":
            kwargs.setdefault("initial", request.user.office_id)
            kwargs.setdefault("disabled", not sees_all(request.user))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if isinstance(db_field, models.IntegerField) and not db_field.choices:
            return self._number_field(db_field)
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def _number_field(self, db_field):
        default = db_field.default if db_field.has_default() else None
        return (MoneyField if db_field.name.endswith("_vnd") else WholeNumberField)(
            label=db_field.verbose_name[:1].upper() + db_field.verbose_name[1:],
            help_text=db_field.help_text,
            required=not db_field.blank and default is None,
            initial=default,
            empty_value=default,
        )

    def choice_label(self, record):
        """How a row is named in an autocomplete list."""
        return str(record)

    def offered(self, queryset, field, chosen):
        """The rows that an autocomplete list of this field of another table offers; all unless told.

        `chosen` are the values of the fields of its form that it is to fit, name -> key.
        """
        return queryset

    def get_changeform_initial_data(self, request):
        """Of what an address says of a new record only the records to which it belongs."""
        said = super().get_changeform_initial_data(request)
        return {name: said[name] for name in self._belongings() & said.keys()}

    def _belongings(self):
        """Names of the fields by which a record belongs to others that are no persons."""
        relations = {field.name for field in self.opts.concrete_fields if field.many_to_one}
        return relations - getattr(self.model.Privacy, "personal", set())

    # Writing

    def save_model(self, request, obj, form, change):
        if change:
            self._insist_unchanged(obj, form.cleaned_data.get("seen"))
            self.correct(obj, by=request.user)
            return
        stored = self.enter_from(form, obj, by=request.user)
        if stored is not None and stored.pk != obj.pk:  # what the form says was entered before
            obj.pk = stored.pk
            obj.refresh_from_db()

    def enter_from(self, form, record, *, by):
        """Enter a new record; where the form says more than the record, more is done."""
        return self.enter(record, by=by)

    def _insist_unchanged(self, record, seen):
        """Of two officers who read the same version and save, the second is told and keeps what was typed."""
        if not seen:
            return
        bulk.hold(f"form {self.opts.model_name} {record.pk}")
        now = self.model._base_manager.filter(pk=record.pk).values_list("updated_at", flat=True).first()
        if now is None or now.isoformat() != seen:
            raise ValidationError(
                _(
                    "Bản ghi này vừa được người khác sửa nên chưa lưu; mở lại bản ghi ở thẻ khác để xem bản mới, "
                    "rồi ghi lại phần cần sửa."
                ),
                code="changed_meanwhile",
            )

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        form.refusal, form.officer = getattr(request, "refusal", None), request.user
        return form

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """What an action refuses comes back on the form with all that was typed; nothing of it is stored."""
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except ValidationError as error:
            request.refusal = error
        except IntegrityError:
            request.refusal = ValidationError(
                _("Vừa có người khác ghi dữ liệu trùng với bản ghi này; xem lại rồi lưu lần nữa."), code="lost_race"
            )
        return super().changeform_view(request, object_id, form_url, extra_context)

    def response_add(self, request, obj, post_url_continue=None):
        request.done = sentence(obj, is_new=True)
        return super().response_add(request, obj, post_url_continue)

    def response_change(self, request, obj):
        request.done = sentence(obj, is_new=False)
        return super().response_change(request, obj)

    def message_user(self, request, message, *args, **kwargs):
        """In place of Django's word on a stored record, that of the office."""
        super().message_user(request, vars(request).pop("done", "") or message, *args, **kwargs)

    def log_addition(self, request, obj, message):
        """The actions have written the audit trail already."""

    log_change = log_addition

    def log_deletions(self, request, queryset):
        """The actions have written the audit trail already."""

    # Pages

    @property
    def adding(self):
        """What entering a record is called, on its button and its page."""
        return adding(self.model)

    def add_view(self, request, form_url="", extra_context=None):
        return super().add_view(request, form_url, {"title": self.adding, **(extra_context or {})})

    def _get_obj_does_not_exist_redirect(self, request, opts, object_id):
        """What another office holds is not there, nor is what nobody holds: the answer tells no one from the other."""
        raise Http404

    def record_at(self, request, pk):
        """The record of an address; 404 where there is none that the officer sees."""
        record = self.get_object(request, str(pk))
        if record is None:
            raise Http404
        return record

    def delete_view(self, request, object_id, extra_context=None):
        self.record_at(request, unquote(object_id))
        return super().delete_view(request, object_id, extra_context)

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None:
            return fieldsets
        if self.closed_as and not self.has_change_permission(request, obj):
            fieldsets = [
                (title, {**options, "fields": self._closed(options["fields"])}) for title, options in fieldsets
            ]
        return [*fieldsets, (_("Người và thời điểm"), {"fields": self.trail})] if self.trail else fieldsets

    def _closed(self, fields):
        shown = [self.closed_as.get(name, name) for name in fields]
        return [name for name in shown if name]

    def get_readonly_fields(self, request, obj=None):
        shown = (*self.trail, *(name for name in self.closed_as.values() if name)) if obj else ()
        return tuple(dict.fromkeys((*super().get_readonly_fields(request, obj), *shown)))

    def summary(self, queryset):
        """Figures above the list, (label, value) each, of all rows of the queryset; none by default."""
        return []

    def summary_above(self, shown, officer):
        """The figures of all rows that a list page (RecordList) goes through."""
        return self.summary(shown.queryset)

    def lookup_allowed(self, lookup, value, request=None):
        """A list is narrowed by what it offers and its records belong to, by nothing else that an address says."""
        offered = {*self.led_by, *(f"{name}__id__exact" for name in self._belongings())}
        offered |= {f"{self.date_hierarchy}__{part}" for part in ("year", "month", "day")}
        for entry in self.list_filter:
            named = entry[0] if isinstance(entry, tuple) else entry
            offered |= {f"{named}{end}" for end in OF_A_FILTER} if isinstance(named, str) else {named.parameter_name}
        if lookup not in offered or NUL in value:
            raise IncorrectLookupParameters
        return True

    def get_changelist(self, request, **kwargs):
        return RecordList

    def changelist_view(self, request, extra_context=None):
        if SEARCH_VAR in request.POST:
            if not self.has_view_or_change_permission(request):
                raise PermissionDenied
            return led_on(request, request.path, self.turns_away)
        if self.turns_away(request.GET.get(SEARCH_VAR, "")):
            return self._turned_away(request, extra_context)
        try:
            title = {"title": capfirst(self.opts.verbose_name_plural)}
            response = super().changelist_view(request, title | (extra_context or {}))
        except (OverflowError, ValueError):  # an address or a ticked row that no page of ours has written
            messages.error(request, _("Địa chỉ hoặc lựa chọn không hợp lệ; hãy lọc lại danh sách."))
            return redirect(request.path)
        context = getattr(response, "context_data", None) or {}
        if "cl" in context:
            shown = [record.pk for record in context["cl"].result_list]
            visits.note_listed(self.model, shown, by=request.user)
            context["summary"] = self.summary_above(context["cl"], request.user)
            context.update(self.views_context(request))
            context["export_url"] = self.export_url(request)
            self.ready(context["cl"].result_list, request.user)
        return response

    def _turned_away(self, request, extra_context):
        """The list without rows, and without the number of a person in any address that leads on from it."""
        request.turned_away, request.GET = True, request.GET.copy()
        del request.GET[SEARCH_VAR]
        messages.warning(request, NUMBER_IN_ADDRESS)
        response = self.changelist_view(request, extra_context)
        response["Referrer-Policy"] = "no-referrer"
        return response

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj is not None and change:
            visits.note_read(obj, by=request.user)
        form = context["adminform"].form
        if getattr(form, "asks", ()) and len(context["errors"]) == len(form.errors):
            context["errors"] = ()  # a question is no error: nothing has to be mended
        return super().render_change_form(request, context, add, change, form_url, obj)

    def history_view(self, request, object_id, extra_context=None):
        key = unquote(object_id)
        events = AuditEvent.objects.filter(target_type=self.opts.model_name, target_id=key)[:HISTORY_PAGE]
        context = {"entries": entries(events, request.user), **(extra_context or {})}
        return super().history_view(request, object_id, context)


class GoesOnThere:
    """Admin mixin: whoever has entered a record goes on with it on its page, which says what comes next."""

    def response_post_save_add(self, request, obj):
        return redirect(self.record_url(obj))


class InOwnProvince:
    """Admin mixin: what an office of a province enters is of that province, unless told."""

    def get_changeform_initial_data(self, request):
        home = request.user.office and request.user.office.province_id
        return {**({"province": home} if home else {}), **super().get_changeform_initial_data(request)}


class ReadOnlyAdmin(PortalAdmin):
    """A table that officers read; it is written elsewhere."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_module_permission(self, request):
        return request.user.has_perm(f"programmes.{get_permission_codename('view', self.opts)}")
