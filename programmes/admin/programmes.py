"""Programmes and rounds in the admin."""

from itertools import groupby
from operator import attrgetter

from django import forms
from django.contrib import admin
from django.forms.models import ModelChoiceIterator
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from programmes.actions import programmes
from programmes.admin.base import PortalAdmin
from programmes.admin.columns import IN_ADDRESS, day_column, number_column
from programmes.admin.filters import ScopedFilter, TaskFilter
from programmes.admin.forms import RecordForm
from programmes.admin.next_lists import FOR_NEXT_LIST, next_list_in
from programmes.admin.notes import Beside
from programmes.admin.round_money import round_page
from programmes.admin.site import site
from programmes.admin.verbs import Verb
from programmes.models import Programme, ProgrammeTarget, Round
from programmes.rules.programmes import what_hangs
from programmes.standards.names import slug

WITHDRAW = Verb(
    slug="rut",
    label=_("Xóa bản ghi lập nhầm"),
    question=_("Xóa “%(record)s” khỏi sổ?"),
    done=_("Đã xóa “%(record)s”; nhật ký còn giữ."),
    permission="change_round",
    problems=programmes.check_withdrawal,
    act=programmes.withdraw,
    wants_reason=True,
)
BY_PROGRAMME = ("programme__position", "programme__slug", "-starts_on", "slug")


class NamedForm(RecordForm):
    """Makes the address from the name where it was left empty."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False
            self.fields["slug"].label = capfirst(IN_ADDRESS)
            self.fields["slug"].help_text = _("Chữ thường không dấu, nối bằng gạch; để trống thì lấy theo tên.")

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("slug") and "slug" not in self.errors:
            cleaned["slug"] = slug(cleaned.get("name", ""))[:60]
        return cleaned


class _UnderProgrammes(ModelChoiceIterator):
    def __iter__(self):
        yield "", self.field.empty_label
        rounds = self.queryset.select_related("programme").order_by(*BY_PROGRAMME)
        for programme, found in groupby(rounds, attrgetter("programme")):
            yield str(programme), [self.choice(round_) for round_ in found]


class RoundField(forms.ModelChoiceField):
    """A round, picked below the name of its programme; for a form on which the programme is chosen too."""

    iterator = _UnderProgrammes


class Withdrawn:
    """Admin mixin: what hangs on a programme or round stands at its head, each with the way to its list."""

    def record_links(self, request, record):
        found = [(str(one), _list_of(one, request.user, record)) for one in what_hangs(record)]
        return [(told, url) for told, url in found if url]


def _list_of(hanging, officer, record):
    name = hanging.model._meta.model_name
    if hanging.model not in site._registry or not officer.has_perm(f"programmes.view_{name}"):
        return ""
    return f"{reverse(f'admin:programmes_{name}_changelist')}?{hanging.name}__id__exact={record.pk}"


@admin.register(Programme, site=site)
class ProgrammeAdmin(Withdrawn, PortalAdmin):
    form = NamedForm
    verbs = (WITHDRAW._replace(permission="change_programme"),)
    enter = correct = staticmethod(programmes.keep)
    list_display = ("name", "position")
    search_fields = ("search_key__begun", "slug__contains")
    search_help_text = _("Tìm theo tên chương trình (không cần dấu).")
    fields = ("name", "slug", "summary", "basis", "position")


@admin.register(Round, site=site)
class RoundAdmin(Beside, Withdrawn, PortalAdmin):
    form = NamedForm
    verbs = (WITHDRAW,)
    enter = correct = staticmethod(programmes.keep)
    list_display = ("name", "programme", "start_day", "end_day")
    list_filter = (TaskFilter, ("programme", ScopedFilter))
    search_fields = ("search_key__begun", "slug__contains", "programme__search_key__begun")
    search_help_text = _("Tìm theo tên đợt hoặc chương trình (không cần dấu).")
    autocomplete_fields = ("programme",)
    fields = ("programme", "name", "slug", "starts_on", "ends_on", "target_vnd", "target_gifts", "due_on")
    closed_as = {
        "starts_on": "start_day",
        "ends_on": "end_day",
        "target_vnd": "target_figure",
        "target_gifts": "gifts_figure",
        "due_on": "due_day",
    }
    target_figure = number_column("target_vnd", Round._meta.get_field("target_vnd").verbose_name)
    gifts_figure = number_column("target_gifts", Round._meta.get_field("target_gifts").verbose_name)
    due_day = day_column("due_on", Round._meta.get_field("due_on").verbose_name)
    start_day = day_column("starts_on", _("từ ngày"))
    end_day = day_column("ends_on", _("đến ngày"))

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("programme")

    def _buttons(self, officer, record):
        return {**super()._buttons(officer, record), "round_page": round_page(record, officer)}

    def response_post_save_add(self, request, obj):
        """A round that the next list lacked leads back to it."""
        if FOR_NEXT_LIST in request.GET:
            return redirect(next_list_in(obj))
        return super().response_post_save_add(request, obj)

    def choice_label(self, record):
        return f"{record.name} · {record.programme}"

    def offered(self, queryset, field, chosen):
        return queryset.filter(programme=chosen["programme"]) if "programme" in chosen else queryset


@admin.register(ProgrammeTarget, site=site)
class ProgrammeTargetAdmin(PortalAdmin):
    enter = correct = staticmethod(programmes.set_target)
    list_display = ("programme", "place", "year", "target_figure", "gifts_figure", "source")
    list_filter = ("year", ("programme", ScopedFilter), ("province", ScopedFilter))
    search_fields = ("programme__search_key__begun", "province__search_key__begun")
    search_help_text = _("Tìm theo tên chương trình hoặc tỉnh (không cần dấu).")
    autocomplete_fields = ("programme", "province")
    fields = ("programme", "province", "year", "target_vnd", "target_gifts", "source")
    closed_as = {"target_vnd": "target_figure", "target_gifts": "gifts_figure"}
    target_figure = number_column("target_vnd", _("chỉ tiêu vận động (đồng)"))
    gifts_figure = number_column("target_gifts", _("chỉ tiêu số suất"))

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("programme", "province")

    @admin.display(description=_("tỉnh, thành phố"), ordering="province__search_key")
    def place(self, target):
        return target.province or _("cả nước")
