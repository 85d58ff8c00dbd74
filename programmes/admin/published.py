"""Published figures in the admin: drafts, their preview, publication by another officer, new versions."""

from django.contrib import admin
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from programmes.actions import published
from programmes.admin.base import PortalAdmin
from programmes.admin.columns import EMPTY, plain_column, state_column
from programmes.admin.figure_forms import FigureForm
from programmes.admin.filters import ScopedFilter, TaskFilter
from programmes.admin.imports import ExchangeMixin
from programmes.admin.site import site
from programmes.admin.verbs import Verb
from programmes.models import PublishedFigure, Relation
from programmes.rules import approvals
from programmes.rules import published as rules
from programmes.rules.figure_words import written_number
from programmes.standards import periods
from programmes.standards.dates import format_coarse_day

PUBLISH = Verb(
    slug="cong-bo",
    label=_("Công bố"),
    question=_("Công bố số liệu %(record)s? Sau khi công bố, số liệu chỉ đổi bằng phiên bản mới."),
    done=_("Đã công bố số liệu %(record)s."),
    permission="publish_publishedfigure",
    problems=approvals.check_publication,
    act=published.publish,
    list_label=_("Công bố các bản nháp đã chọn"),
)
REVISE = Verb(
    slug="phien-ban-moi",
    label=_("Lập phiên bản mới"),
    question=_("Lập phiên bản mới của số liệu %(record)s? Ghi lý do; bạn đọc sẽ thấy lý do này."),
    done=_("Đã lập bản nháp của phiên bản mới từ %(record)s; sửa rồi chờ người khác công bố."),
    permission="add_publishedfigure",
    problems=lambda figure, by: rules.check_revision(figure),
    act=published.revise,
    wants_reason=True,
)
WITHDRAW = Verb(
    slug="bo-ban-nhap",
    label=_("Bỏ bản nháp"),
    question=_("Bỏ bản nháp %(record)s?"),
    done=_("Đã bỏ bản nháp %(record)s; nhật ký giữ lại nội dung và lý do."),
    permission="delete_publishedfigure",
    problems=lambda figure, by: rules.check_removal(figure, rules.others(figure.code)),
    act=published.withdraw,
    wants_reason=True,
)


def _number_column(field, label):
    """A value in its own unit: hundredths as percent."""

    @admin.display(description=label, ordering=field)
    def column(self, record):
        value = getattr(record, field)
        return EMPTY if value is None else written_number(value, record.measure)

    return column


def _coarse_column(field, precision, label):
    @admin.display(description=label, ordering=field)
    def column(self, record):
        day = getattr(record, field)
        return EMPTY if day is None else format_coarse_day(day, getattr(record, precision))

    return column


def _relation_column(relation):
    @admin.display(description=relation.label)
    def column(self, record):
        return ", ".join(record.relations.get(relation.value, [])) or EMPTY

    return column


@admin.register(PublishedFigure, site=site)
class PublishedFigureAdmin(ExchangeMixin, PortalAdmin):
    layout_key = "published_figures"
    form = FigureForm
    enter, correct = staticmethod(published.enter), staticmethod(published.correct)
    verbs = (PUBLISH, REVISE, WITHDRAW)
    list_display = ("code", "version", "state_badge", "indicator_words", "period_words", "place_words", "wording")
    list_filter = (
        TaskFilter,
        "state",
        "measure",
        "stage",
        "qualifier",
        ("programme", ScopedFilter),
        ("province", ScopedFilter),
        ("batch", ScopedFilter),
    )
    list_select_related = ("province", "former_province", "place_office")
    search_fields = ("code__icontains",)
    folded_texts = ("wording", "source_title", "source_publisher", "place_detail", "donors", "note")
    search_help_text = _("Tìm theo mã, cách nêu, nơi, nhà hảo tâm hoặc nguồn (không cần dấu).")
    autocomplete_fields = ("programme", "round", "province", "former_province", "place_office", "donor")
    fieldsets = (
        (None, {"fields": ("code", "reason", "measure", "stage", "subject", "programme", "round", "period")}),
        (_("Nơi"), {"fields": ("province", "former_province", "place_office", "place_detail", "is_partial")}),
        (
            _("Số liệu"),
            {"fields": ("wording", "qualifier", "value", "value_to", "currency", "foreign_amount")},
        ),
        (_("Cách hiểu của ta, không công khai"), {"fields": ("value_low", "value_high")}),
        (_("Nhà hảo tâm"), {"fields": ("donors", "donor")}),
        (
            _("Nguồn"),
            {"fields": ("source_title", "source_publisher", "source_url", "published_on", "as_of_day", "note")},
        ),
        (_("Quan hệ với số liệu khác"), {"fields": tuple(Relation.values)}),
    )
    trail = ("version", "state_badge", "entered_name", "created_at", "updated_at", "publisher_name", "published_at")
    state_badge = state_column(_("trạng thái"))
    publisher_name = plain_column("published_by", _("người công bố"))
    value_figure = _number_column("value", _("giá trị"))
    to_figure = _number_column("value_to", _("giá trị đến"))
    low_figure = _number_column("value_low", _("cận dưới"))
    high_figure = _number_column("value_high", _("cận trên"))
    source_day = _coarse_column("source_date", "source_precision", _("ngày nguồn công bố"))
    reckoned_day = _coarse_column("as_of", "as_of_precision", _("số liệu đến ngày"))
    part_of_codes = _relation_column(Relation.PART_OF)
    contains_codes = _relation_column(Relation.CONTAINS)
    conflicts_with_codes = _relation_column(Relation.CONFLICTS_WITH)
    corrected_by_codes = _relation_column(Relation.CORRECTED_BY)
    corrects_codes = _relation_column(Relation.CORRECTS)
    closed_as = {
        "value": "value_figure",
        "value_to": "to_figure",
        "value_low": "low_figure",
        "value_high": "high_figure",
        "period": "period_words",
        "published_on": "source_day",
        "as_of_day": "reckoned_day",
        **{relation: f"{relation}_codes" for relation in Relation.values},
    }

    def is_open(self, record, officer):
        return not record.is_published

    def exported(self, queryset):
        """The last version of each: older ones are read on the page of the figure."""
        return queryset.filter(pk__in=PublishedFigure.objects.newest().values("pk"))

    def record_links(self, request, record):
        if record.is_published:
            return [(_("Trang công khai"), reverse("public:figure", args=[record.code]))]
        preview = reverse("public:figure-draft", args=[record.code, record.version])
        return [(_("Xem trước trang công khai"), preview)]

    @admin.display(description=_("chỉ tiêu"), ordering="measure")
    def indicator_words(self, record):
        return record.indicator

    @admin.display(description=_("kỳ"), ordering="period_end")
    def period_words(self, record):
        return periods.words(record.period)

    @admin.display(description=_("nơi"), ordering="province")
    def place_words(self, record):
        place = record.former_province or record.place_office or record.province
        return str(place or (_("một phần cả nước") if record.is_partial else _("cả nước")))
