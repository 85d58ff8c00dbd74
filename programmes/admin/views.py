"""The views of a list: filters, order and columns that an officer keeps; only what the list knows, never a number."""

import re

from django.contrib import messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.utils import label_for_field
from django.contrib.admin.views.main import ORDER_VAR, SEARCH_VAR
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q
from django.http import Http404, QueryDict
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from programmes.actions import saved_views
from programmes.admin.search import holds_number
from programmes.models import SavedView
from programmes.standards.names import tidy

COLUMNS = "cot"
ORDERED = re.compile(r"(-?)(\d{1,3})", re.ASCII)
NAME = SavedView._meta.get_field("name").max_length


class SavedViews:
    """Admin mixin: `goc-nhin/` keeps the view that is shown, `goc-nhin/<pk>/` renames or removes one."""

    def get_urls(self):
        wrap, name = self.admin_site.admin_view, f"programmes_{self.opts.model_name}"
        return [
            path("goc-nhin/", wrap(self.keep_view), name=f"{name}_keep_view"),
            path("goc-nhin/<int:pk>/", wrap(self.change_view_of_list), name=f"{name}_saved_view"),
            *super().get_urls(),
        ]

    def saved_views(self, request):
        """The own views of this list and those of the office; asked once for a page."""
        if not hasattr(request, "saved_views"):
            mine = Q(officer=request.user) | Q(office__isnull=False, office=request.user.office_id)
            request.saved_views = list(SavedView.objects.filter(mine, table=self.opts.model_name))
        return request.saved_views

    def get_list_display(self, request):
        """The columns that the address names, else those that the officer has chosen; the first always stays."""
        return self._shown(request, request.GET.get(COLUMNS, ""))

    def _shown(self, request, asked):
        every = super().get_list_display(request)
        if not asked:
            asked = next(
                (QueryDict(view.query).get(COLUMNS, "") for view in self.saved_views(request) if not view.name), ""
            )
        chosen = [name for name in every[1:] if name in asked.split(",")]
        return (every[0], *chosen) if chosen else every

    def views_context(self, request):
        every, shown = super().get_list_display(request), self.get_list_display(request)
        return {
            "views": [
                (view, f"?{view.query}", view.officer_id == request.user.pk)
                for view in self.saved_views(request)
                if view.name
            ],
            "view_query": request.GET.urlencode(),
            "view_columns": [
                (name, capfirst(label_for_field(name, self.model, self)), name in shown) for name in every[1:]
            ],
            "keep_view_url": reverse(f"admin:programmes_{self.opts.model_name}_keep_view"),
            "view_url": f"admin:programmes_{self.opts.model_name}_saved_view",
        }

    def known(self, text, request):
        """Of an address what the list knows: filters and order; no words, no record by its id, no long number."""
        kept = QueryDict(mutable=True)
        for name, values in QueryDict(text).lists():
            is_known = name == ORDER_VAR or self._is_filter(name, values, request)
            if is_known and any(values) and not any(holds_number(value, of_people=True) for value in values):
                kept.setlist(name, values)
        return kept

    def _is_filter(self, name, values, request):
        if name in {*self.led_by, SEARCH_VAR}:
            return False
        try:
            return all(self.lookup_allowed(name, value, request) for value in values)
        except IncorrectLookupParameters:
            return False

    @method_decorator(require_POST)
    def keep_view(self, request):
        """Keep what is shown under a name, or choose the columns alone."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        sent = request.POST.get("query", "")[:1000]
        kept = self.known(sent, request)
        every = super().get_list_display(request)
        columns = [name for name in dict.fromkeys(request.POST.getlist("columns")) if name in every]
        if ORDER_VAR in kept:
            before = self._shown(request, QueryDict(sent).get(COLUMNS, ""))
            after = [name for name in every if name == every[0] or not columns or name in columns]
            boxes = ["action_checkbox"] if self.get_actions(request) else []
            kept[ORDER_VAR] = _renumbered(kept[ORDER_VAR], [*boxes, *before], [*boxes, *after])
        chosen = f"{COLUMNS}={','.join(columns)}" if columns else ""
        table = self.opts.model_name
        if "just_columns" in request.POST:
            saved_views.choose_columns(table, chosen, by=request.user)
            return self._back(request, kept, _("Đã chọn cột của bạn."))
        query = "&".join(filter(None, (kept.urlencode(), chosen)))
        office = request.user.office if "office" in request.POST else None
        view = SavedView(table=table, name=_name_sent(request), query=query, office=office)
        try:
            saved_views.keep(view, by=request.user)
        except ValidationError as refusal:
            return self._back(request, kept, " ".join(refusal.messages), messages.ERROR)
        return self._back(request, QueryDict(query), _("Đã lưu bộ lọc “%s”.") % view)

    @method_decorator(require_POST)
    def change_view_of_list(self, request, pk):
        if not self.has_view_permission(request):
            raise PermissionDenied
        view = (
            SavedView.objects.filter(pk=pk, table=self.opts.model_name, officer=request.user).exclude(name="").first()
        )
        if view is None:
            raise Http404
        try:
            if "remove" in request.POST:
                saved_views.remove(view, by=request.user)
                return self._back(request, QueryDict(), _("Đã xóa bộ lọc “%s”.") % view)
            saved_views.rename(view, name=_name_sent(request), by=request.user)
        except ValidationError as refusal:
            return self._back(request, QueryDict(), " ".join(refusal.messages), messages.ERROR)
        return self._back(request, QueryDict(), _("Đã đổi tên bộ lọc."))

    def _back(self, request, query, told, level=messages.SUCCESS):
        self.message_user(request, told, level)
        address = reverse(f"admin:programmes_{self.opts.model_name}_changelist")
        return redirect(f"{address}?{query.urlencode()}" if query else address)


def _renumbered(order, before, after):
    """An order by the numbers of the columns that were shown, by their numbers among those that will be."""
    told = [found for part in order.split(".") if (found := ORDERED.fullmatch(part))]
    names = [(sign, before[int(number)]) for sign, number in map(re.Match.groups, told) if int(number) < len(before)]
    return ".".join(f"{sign}{after.index(name)}" for sign, name in names if name in after)


def _name_sent(request):
    return tidy(request.POST.get("name", ""))[:NAME]
