"""Published figures, each version of them. The only module of open data that knows their table."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from programmes.models import PublishedFigure
from programmes.public.data import shared_columns as shared
from programmes.public.data.table import Column, Table, Type, in_order
from programmes.totals import read

FIRST_VERSION = 1


def rows(_where, _after):
    address = reverse("public:published")
    return in_order(_row(figure, FIRST_VERSION, address) for figure in read.published())


def _row(figure, version, address):
    return (
        f"{figure.code}.{version}",
        figure.code,
        version,
        figure.indicator,
        figure.programme.slug if figure.programme else None,
        figure.period_start.isoformat(),
        figure.period_end.isoformat(),
        figure.value,
        figure.unit,
        figure.qualifier,
        figure.wording,
        figure.source_title,
        figure.source_publisher,
        figure.source_url or None,
        figure.as_of.isoformat(),
        figure.note or None,
        f"{address}#{figure.code}",
    )


TABLE = Table(
    "published_figures",
    _("Số liệu đã công bố"),
    _(
        "Mỗi dòng là một phiên bản của một số mà một cơ quan đã nêu trước công chúng, giữ nguyên cách nêu, đơn vị, "
        "nguồn và ngày. Các số này không cộng với nhau và không cộng với số theo hồ sơ."
    ),
    (
        shared.identifier(_("Mã số liệu và phiên bản.")),
        Column("code", Type.STRING, _("Mã số liệu."), is_filter=True),
        Column("version", Type.INTEGER, _("Phiên bản, từ 1."), is_filter=True),
        Column(
            "indicator",
            Type.STRING,
            _("Chỉ tiêu."),
            values=tuple(PublishedFigure.Indicator.values),
            is_filter=True,
        ),
        shared.PROGRAMME,
        Column("period_start", Type.DATE, _("Ngày đầu của kỳ.")),
        Column("period_end", Type.DATE, _("Ngày cuối của kỳ.")),
        Column("value", Type.INTEGER, _("Giá trị theo cột unit; trống khi nguồn không nêu con số."), is_empty=True),
        Column(
            "unit",
            Type.STRING,
            _("VND: đồng; person: người; book: sổ; card: thẻ; item: sổ và thẻ; gift: suất; trip: đoàn."),
            values=tuple(PublishedFigure.Unit.values),
            is_filter=True,
        ),
        Column(
            "qualifier",
            Type.STRING,
            _("Mức độ: exact đúng, over hơn, nearly gần, about khoảng, at_least ít nhất, còn lại không có con số."),
            values=tuple(PublishedFigure.Qualifier.values),
            is_filter=True,
        ),
        Column("wording", Type.STRING, _("Cách nêu của nguồn.")),
        Column("source_title", Type.STRING, _("Nguồn.")),
        Column("source_publisher", Type.STRING, _("Nơi công bố.")),
        Column("source_url", Type.STRING, _("Địa chỉ của nguồn."), is_empty=True),
        Column("as_of", Type.DATE, _("Số liệu đến ngày.")),
        Column("note", Type.STRING, _("Ghi chú."), is_empty=True),
        shared.ADDRESS,
    ),
    rows,
)
