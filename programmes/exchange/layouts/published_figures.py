"""Files of published figures, found by their code."""

from django.utils.translation import gettext_lazy as _

from programmes.actions import registers
from programmes.exchange.columns import choices
from programmes.exchange.columns.column import Column, as_text
from programmes.exchange.layouts.layout import Layout
from programmes.exchange.layouts.register import RegisterJudge
from programmes.exchange.writing import cells
from programmes.models import PublishedFigure
from programmes.rules import published
from programmes.standards.dates import parse_day
from programmes.standards.money import parse_dong

COLUMNS = (
    Column("code", "Mã số liệu", as_text(20), required=True, example="S01"),
    Column("indicator", "Chỉ tiêu", choices.indicator, required=True, example="số tiền huy động", width=30),
    Column("period_start", "Kỳ từ ngày", parse_day, required=True, example="01/01/2025"),
    Column("period_end", "Kỳ đến ngày", parse_day, required=True, example="31/12/2025"),
    Column("value", "Giá trị", parse_dong, example="54.380.000.000", width=18),
    Column("unit", "Đơn vị", choices.unit, required=True, example="đồng"),
    Column("qualifier", "Mức độ", choices.qualifier, required=True, example="đúng", width=18),
    Column("value_low", "Cận dưới", parse_dong, width=18),
    Column("value_high", "Cận trên", parse_dong, width=18),
    Column("wording", "Cách nêu", as_text(200), required=True, example="54,38 tỷ đồng", width=30),
    Column("source_title", "Nguồn", as_text(250), required=True, example="Tên bài viết", width=40),
    Column("source_publisher", "Nơi công bố", as_text(100), required=True, example="Tên báo", width=20),
    Column("source_url", "Địa chỉ nguồn", as_text(200), width=30),
    Column("as_of", "Số liệu đến ngày", parse_day, required=True, example="04/03/2026", width=18),
    Column("programme", "Chương trình", look_up="programme", width=20),
    Column("note", "Ghi chú", as_text(2000), width=30),
)


def judge(task, findings):
    """Judge of figures to publish and to correct."""
    stored = {figure.code: figure for figure in PublishedFigure.objects.all()}
    return RegisterJudge(
        COLUMNS,
        findings,
        key=lambda values: values["code"],
        find=lambda values: stored.get(values["code"]),
        blank=PublishedFigure,
        settle=lambda values, stored: values,
        check=lambda figure, stored: published.check(figure),
    )


def records(queryset, round_, year):
    """Figures of the programme of the round, whose period touches the year."""
    if round_:
        queryset = queryset.filter(programme=round_.programme)
    if year:
        queryset = queryset.filter(period_start__year__lte=year, period_end__year__gte=year)
    return queryset.order_by("code")


CELLS = (
    cells.text("code"),
    cells.label("indicator", PublishedFigure.Indicator),
    cells.day("period_start"),
    cells.day("period_end"),
    cells.number("value"),
    cells.label("unit", PublishedFigure.Unit),
    cells.label("qualifier", PublishedFigure.Qualifier),
    cells.number("value_low"),
    cells.number("value_high"),
    cells.text("wording"),
    cells.text("source_title"),
    cells.text("source_publisher"),
    cells.text("source_url"),
    cells.day("as_of"),
    cells.text("programme__slug"),
    cells.text("note"),
)


PUBLISHED_FIGURES = Layout(
    "published_figures",
    _("số liệu công bố"),
    PublishedFigure,
    COLUMNS,
    judge,
    registers.publish_figures,
    records,
    CELLS,
    {},
)
