"""Files of published figures, found by their code."""

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
    Column("code", "Mã số liệu", cells.text("code"), as_text(20), required=True, example="S01"),
    Column(
        "indicator",
        "Chỉ tiêu",
        cells.label("indicator", PublishedFigure.Indicator),
        choices.indicator,
        required=True,
        example="số tiền huy động",
        width=30,
    ),
    Column(
        "period_start",
        "Kỳ từ ngày",
        cells.day("period_start"),
        parse_day,
        content="day",
        required=True,
        example="01/01/2025",
    ),
    Column(
        "period_end",
        "Kỳ đến ngày",
        cells.day("period_end"),
        parse_day,
        content="day",
        required=True,
        example="31/12/2025",
    ),
    Column("value", "Giá trị", cells.number("value"), parse_dong, example="54.380.000.000", width=18),
    Column("unit", "Đơn vị", cells.label("unit", PublishedFigure.Unit), choices.unit, required=True, example="đồng"),
    Column(
        "qualifier",
        "Mức độ",
        cells.label("qualifier", PublishedFigure.Qualifier),
        choices.qualifier,
        required=True,
        example="đúng",
        width=18,
    ),
    Column("value_low", "Cận dưới", cells.number("value_low"), parse_dong, width=18),
    Column("value_high", "Cận trên", cells.number("value_high"), parse_dong, width=18),
    Column(
        "wording", "Cách nêu", cells.text("wording"), as_text(200), required=True, example="54,38 tỷ đồng", width=30
    ),
    Column(
        "source_title",
        "Nguồn",
        cells.text("source_title"),
        as_text(250),
        required=True,
        example="Tên bài viết",
        width=40,
    ),
    Column(
        "source_publisher",
        "Nơi công bố",
        cells.text("source_publisher"),
        as_text(100),
        required=True,
        example="Tên báo",
        width=20,
    ),
    Column("source_url", "Địa chỉ nguồn", cells.text("source_url"), as_text(200), width=30),
    Column(
        "as_of",
        "Số liệu đến ngày",
        cells.day("as_of"),
        parse_day,
        content="day",
        required=True,
        example="04/03/2026",
        width=18,
    ),
    Column("programme", "Chương trình", cells.text("programme__slug"), look_up="programme", width=20),
    Column("note", "Ghi chú", cells.text("note"), as_text(2000), width=30),
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


PUBLISHED_FIGURES = Layout(
    "published_figures",
    PublishedFigure,
    COLUMNS,
    judge,
    registers.publish_figures,
    records,
    {},
)
