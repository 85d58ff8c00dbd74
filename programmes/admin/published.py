"""Published figures in the admin."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from programmes.actions import published
from programmes.admin.base import PortalAdmin
from programmes.admin.columns import day_column, number_column
from programmes.admin.filters import ScopedFilter
from programmes.admin.imports import ExchangeMixin
from programmes.admin.site import site
from programmes.models import PublishedFigure


@admin.register(PublishedFigure, site=site)
class PublishedFigureAdmin(ExchangeMixin, PortalAdmin):
    layout_key = "published_figures"
    enter, correct = staticmethod(published.publish), staticmethod(published.correct)
    list_display = ("code", "indicator", "start_day", "end_day", "value_figure", "wording", "unit", "as_of_day")
    list_filter = ("indicator", "unit", "qualifier", ("programme", ScopedFilter))
    search_fields = ("code__icontains",)
    folded_texts = ("wording", "source_title", "source_publisher", "note")
    search_help_text = _("Tìm theo mã, cách nêu hoặc nguồn (không cần dấu).")
    autocomplete_fields = ("programme",)
    fieldsets = (
        (None, {"fields": ("code", "indicator", "programme", "period_start", "period_end")}),
        (_("Số liệu"), {"fields": ("wording", "qualifier", "value", "unit", "value_low", "value_high")}),
        (_("Nguồn"), {"fields": ("source_title", "source_publisher", "source_url", "as_of", "note")}),
    )
    trail = ("entered_name", "created_at", "updated_at")
    closed_as = {
        "value": "value_figure",
        "value_low": "low_figure",
        "value_high": "high_figure",
        "period_start": "start_day",
        "period_end": "end_day",
        "as_of": "as_of_day",
    }
    value_figure = number_column("value", _("giá trị"))
    low_figure = number_column("value_low", _("cận dưới"))
    high_figure = number_column("value_high", _("cận trên"))
    start_day = day_column("period_start", _("kỳ từ ngày"))
    end_day = day_column("period_end", _("kỳ đến ngày"))
    as_of_day = day_column("as_of", _("số liệu đến ngày"))
