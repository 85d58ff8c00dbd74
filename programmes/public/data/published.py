"""Published figures, each version of them. The only module of open data that knows their table."""

from django.utils.translation import gettext_lazy as _

from programmes.models import DatePrecision, Measure, PeriodKind, PublishedFigure, Stage
from programmes.public import published
from programmes.public.data import shared_columns as shared
from programmes.public.data.table import Column, Table, Type, in_order
from programmes.totals import read


def rows(_where, _after):
    return in_order(map(_row, read.every_figure_version()))


def _row(figure):
    former = figure.former_province
    return (
        f"{figure.code}.{figure.version}",
        figure.code,
        figure.version,
        figure.measure,
        figure.stage,
        figure.subject or None,
        figure.programme.slug if figure.programme else None,
        figure.round.slug if figure.round else None,
        figure.present_province.code if figure.present_province else None,
        former.code if former else None,
        figure.place_detail or None,
        figure.is_partial,
        figure.donors or None,
        figure.period_kind,
        figure.period_start.isoformat(),
        figure.period_end.isoformat(),
        figure.value,
        figure.value_to,
        figure.foreign_amount,
        figure.currency or None,
        figure.qualifier,
        figure.wording,
        figure.source_title,
        figure.source_publisher,
        figure.source_url or None,
        figure.source_date.isoformat() if figure.source_date else None,
        figure.source_precision or None,
        figure.as_of.isoformat() if figure.as_of else None,
        figure.as_of_precision or None,
        figure.reason or None,
        figure.note or None,
        published.address(figure.code),
    )


def _text(key, meaning, **more):
    return Column(key, Type.STRING, meaning, is_empty=True, **more)


TABLE = Table(
    "published_figures",
    _("Số liệu công bố"),
    _(
        "Mỗi dòng là một phiên bản của một số mà một cơ quan đã nêu trước công chúng, giữ nguyên cách nêu, đơn vị, "
        "nguồn và ngày. Các số này không cộng với nhau và không cộng với số theo hồ sơ."
    ),
    (
        shared.identifier(_("Mã số liệu và phiên bản.")),
        Column("code", Type.STRING, _("Mã số liệu."), is_filter=True),
        Column("version", Type.INTEGER, _("Phiên bản, từ 1."), is_filter=True),
        Column(
            "measure",
            Type.STRING,
            _("Cái được đếm; money: đồng; percent và times: phần trăm của một phần trăm và của một lần."),
            values=tuple(Measure.values),
            is_filter=True,
        ),
        Column("stage", Type.STRING, _("Giai đoạn."), values=tuple(Stage.values), is_filter=True),
        _text("subject", _("Giá trị, tỷ lệ là của cái gì."), values=tuple(Measure.values), is_filter=True),
        shared.PROGRAMME,
        shared.ROUND,
        shared.PROVINCE,
        _text("former_province_code", _("Đơn vị cấp tỉnh trước 1/7/2025: mã ở bảng former_provinces."), is_filter=True),
        _text("place", _("Địa điểm cụ thể theo nguồn.")),
        Column("is_partial", Type.BOOLEAN, _("true: nguồn chỉ nói tới một số tỉnh hoặc nhà hảo tâm.")),
        _text("donors", _("Nhà hảo tâm theo nguồn.")),
        Column("period_kind", Type.STRING, _("Loại kỳ."), values=tuple(PeriodKind.values), is_filter=True),
        Column("period_start", Type.DATE, _("Ngày đầu của kỳ.")),
        Column("period_end", Type.DATE, _("Ngày cuối của kỳ.")),
        Column("value", Type.INTEGER, _("Giá trị theo cột measure; trống khi nguồn không nêu con số."), is_empty=True),
        Column("value_to", Type.INTEGER, _("Đầu trên khi nguồn nêu một khoảng."), is_empty=True),
        Column("foreign_amount", Type.INTEGER, _("Số ngoại tệ, theo cột currency."), is_empty=True),
        _text("currency", _("Mã ngoại tệ ISO 4217.")),
        Column(
            "qualifier",
            Type.STRING,
            _("Mức độ: exact đúng, over hơn, nearly gần, about khoảng, at_least ít nhất, còn lại xem cách nêu."),
            values=tuple(PublishedFigure.Qualifier.values),
            is_filter=True,
        ),
        Column("wording", Type.STRING, _("Cách nêu của nguồn.")),
        Column("source_title", Type.STRING, _("Nguồn.")),
        Column("source_publisher", Type.STRING, _("Nơi công bố.")),
        _text("source_url", _("Địa chỉ của nguồn.")),
        Column("source_date", Type.DATE, _("Ngày nguồn công bố."), is_empty=True),
        _text("source_precision", _("Ngày công bố đúng đến đâu."), values=tuple(DatePrecision.values)),
        Column("as_of", Type.DATE, _("Số liệu đến ngày; trống khi nguồn không nêu."), is_empty=True),
        _text("as_of_precision", _("Ngày số liệu đúng đến đâu."), values=tuple(DatePrecision.values)),
        _text("reason", _("Lý do của phiên bản này.")),
        _text("note", _("Ghi chú.")),
        shared.ADDRESS,
    ),
    rows,
)
