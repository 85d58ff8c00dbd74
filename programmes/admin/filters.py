"""Filters of the lists: tasks, years, offices and rounds within the officer's scope."""

from django.contrib.admin import ChoicesFieldListFilter, RelatedFieldListFilter, SimpleListFilter
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from programmes.access.scope import visible_to
from programmes.admin.forms import row_id
from programmes.admin.turns import PARAMETER, tasks_of
from programmes.models import GiftList
from programmes.rules import renewals
from programmes.rules.handovers import WAITS_FOR
from programmes.standards.dates import today_in_vietnam


class ScopedFilter(RelatedFieldListFilter):
    """Offers only related rows that the officer may see."""

    def field_choices(self, field, request, model_admin):
        rows = visible_to(request.user, field.remote_field.model._default_manager.all())
        rows = rows.named() if hasattr(rows, "named") else rows
        return [(row.pk, str(row)) for row in rows]


class ListStateFilter(ChoicesFieldListFilter):
    """Gifts by the state of their list. Where many lists are in it, each is asked in the order of the gifts: SQLite
    would begin with the lists, and sort all their gifts for the first page.
    """

    many = 1000

    def queryset(self, request, queryset):
        in_it = GiftList.objects.filter(state__in=self.lookup_val or ())
        if in_it[self.many :].exists():
            return queryset.filter(Exists(in_it.filter(pk=OuterRef("gift_list"))))
        return super().queryset(request, queryset)


class TaskFilter(SimpleListFilter):
    """The officer's tasks in this table: the same conditions as on the front page."""

    title = _("việc của bạn")
    parameter_name = PARAMETER

    def lookups(self, request, model_admin):
        return [(task.key, task.label) for task in tasks_of(request.user, model_admin.model)]

    def queryset(self, request, queryset):
        for task in tasks_of(request.user, queryset.model):
            if task.key == self.value():
                return queryset.filter(task.condition(request.user))
        return queryset


class ReceivedYearFilter(SimpleListFilter):
    title = _("năm nhận")
    parameter_name = "nam"

    def lookups(self, request, model_admin):
        days = model_admin.get_queryset(request).order_by().dates("received_on", "year", order="DESC")
        return [(str(day.year), str(day.year)) for day in days]

    def queryset(self, request, queryset):
        year = self.value() or ""
        if year in {str(known) for known, _label in self.lookup_choices}:
            return queryset.filter(received_on__year=int(year))
        return queryset


class ValueFilter(SimpleListFilter):
    """Gifts by what was computed of them: another value than is written, or none."""

    title = _("mức tính theo định mức")
    parameter_name = "gia"

    def lookups(self, request, model_admin):
        return [("khac", _("chi khác mức tính")), ("khong-tinh", _("không tính được mức"))]

    def queryset(self, request, queryset):
        if self.value() == "khac":
            return queryset.differing()
        return queryset.unvalued() if self.value() == "khong-tinh" else queryset


class HandoverFilter(SimpleListFilter):
    """Lists by what they wait for after they were approved: an event, its day, people who were absent."""

    title = _("chờ trao")
    parameter_name = "cho"

    def lookups(self, request, model_admin):
        return [(key, label) for key, (label, _condition) in WAITS_FOR.items()]

    def queryset(self, request, queryset):
        found = WAITS_FOR.get(self.value())
        return queryset.filter(found[1]) if found else queryset


class CardEndFilter(SimpleListFilter):
    """Cards that somebody holds, by the month with which they end, as far as that is soon."""

    title = _("thẻ BHYT hết hạn")
    parameter_name = "het-han"

    def lookups(self, request, model_admin):
        months = renewals.months_ending(today_in_vietnam())
        return [(f"{month:%Y-%m}", _("hết tháng %s") % f"{month.month}/{month.year}") for month in months]

    def queryset(self, request, queryset):
        for month in renewals.months_ending(today_in_vietnam()):
            if self.value() == f"{month:%Y-%m}":
                return queryset.filter(pk__in=renewals.ending_in([month]).values("pk"))
        return queryset


class NextCardFilter(SimpleListFilter):
    """Cards that end soon, by whether whoever holds one is on a list with a next card."""

    title = _("thẻ tiếp theo")
    parameter_name = "the-tiep"

    def lookups(self, request, model_admin):
        return [("chua", _("thẻ sắp hết hạn, chưa có thẻ tiếp theo")), ("co", _("đã có thẻ tiếp theo"))]

    def queryset(self, request, queryset):
        if self.value() not in {"chua", "co"}:
            return queryset
        ending = renewals.with_next(renewals.ending_in(renewals.months_ending(today_in_vietnam())))
        return queryset.filter(pk__in=ending.filter(has_next=self.value() == "co").values("pk"))


class OneListFilter(SimpleListFilter):
    """The gifts of one list; reached from the list's page, so it offers no other choice."""

    title = _("danh sách")
    parameter_name = field = "gift_list"

    def lookups(self, request, model_admin):
        chosen = row_id(request.GET.get(self.parameter_name, ""))
        if chosen is None:
            return []
        rows = visible_to(request.user, GiftList.objects.named().filter(pk=chosen))
        return [(str(row.pk), str(row)) for row in rows]

    def has_output(self):
        return bool(self.lookup_choices)

    def queryset(self, request, queryset):
        chosen = row_id(self.value() or "")
        return queryset if chosen is None else queryset.filter(**{self.field: chosen})


class ListOfGiftFilter(OneListFilter):
    """What is told of the gifts of one list. A choice of all lists took longer than the page, an empty one too."""

    field = "gift__gift_list"
