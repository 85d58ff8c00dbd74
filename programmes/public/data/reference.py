"""What the other tables refer to: programmes, rounds, provinces old and new, and the rates of values."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from programmes.models import Province, Rate
from programmes.public.data import shared_columns as shared
from programmes.public.data.table import Column, Table, Type, in_order
from programmes.totals import open_data

SEVERAL = "|"


def programme_rows(_where, _after):
    return in_order(
        (found.slug, found.name, found.summary or None, reverse("public:programme", args=[found.slug]))
        for found in open_data.programmes()
    )


PROGRAMMES = Table(
    "programmes",
    pgettext_lazy("mục lục", "Chương trình"),
    _("Các chương trình an sinh, để đối chiếu mã ở các bảng khác."),
    (
        shared.identifier(_("Mã chương trình.")),
        Column("name", Type.STRING, _("Tên chương trình.")),
        Column("summary", Type.STRING, _("Giới thiệu."), is_empty=True),
        shared.ADDRESS,
    ),
    programme_rows,
)


def round_rows(_where, _after):
    return in_order(
        (
            found.slug,
            found.programme.slug,
            found.name,
            found.starts_on.isoformat(),
            found.ends_on.isoformat(),
            reverse("public:programme", args=[found.programme.slug]),
        )
        for found in open_data.rounds()
    )


ROUNDS = Table(
    "rounds",
    pgettext_lazy("mục lục", "Đợt"),
    _("Các đợt của từng chương trình. Một đợt có thể kéo qua hai năm."),
    (
        shared.identifier(_("Mã đợt.")),
        shared.PROGRAMME,
        Column("name", Type.STRING, _("Tên đợt.")),
        Column("starts_on", Type.DATE, _("Ngày đầu.")),
        Column("ends_on", Type.DATE, _("Ngày cuối.")),
        shared.ADDRESS,
    ),
    round_rows,
)


def province_rows(_where, _after):
    return in_order(
        (
            found.code,
            found.name,
            found.full_name,
            found.kind,
            found.region,
            reverse("public:province", args=[found.slug]),
        )
        for found in open_data.provinces()
    )


PROVINCES = Table(
    "provinces",
    pgettext_lazy("mục lục", "Tỉnh, thành phố"),
    _("34 đơn vị hành chính cấp tỉnh từ ngày 1/7/2025."),
    (
        shared.identifier(_("Mã đơn vị hành chính, hai chữ số.")),
        Column("name", Type.STRING, _("Tên.")),
        Column("full_name", Type.STRING, _("Tên đầy đủ.")),
        Column(
            "kind",
            Type.STRING,
            _("province: tỉnh; municipality: thành phố trực thuộc trung ương."),
            values=tuple(Province.Kind.values),
            is_filter=True,
        ),
        Column("region", Type.STRING, _("Vùng."), is_filter=True),
        shared.ADDRESS,
    ),
    province_rows,
)


def former_province_rows(_where, _after):
    return in_order(
        (
            found.code,
            found.name,
            found.valid_to.isoformat(),
            found.successor_id,
            reverse("public:province", args=[found.successor.slug]),
        )
        for found in open_data.former_provinces()
    )


FORMER_PROVINCES = Table(
    "former_provinces",
    _("Tỉnh, thành phố trước 1/7/2025"),
    _("63 đơn vị trước ngày 1/7/2025 và đơn vị nay là. Có mã cũ được dùng lại cho tên khác: luôn đối chiếu cả tên."),
    (
        shared.identifier(_("Mã cũ, hai chữ số.")),
        Column("name", Type.STRING, _("Tên cũ.")),
        Column("valid_to", Type.DATE, _("Có hiệu lực đến ngày.")),
        shared.PROVINCE,
        shared.ADDRESS,
    ),
    former_province_rows,
)


def rate_rows(_where, _after):
    """A rate of several values ("3|6|12") has a row for each."""
    address = reverse("public:about")
    return in_order(
        (
            f"{rate.code}.{position}",
            rate.code,
            position,
            rate.family,
            rate.category_name,
            rate.province_id,
            value,
            rate.unit,
            rate.effective_from.isoformat(),
            rate.effective_to.isoformat() if rate.effective_to else None,
            rate.legal_source,
            rate.status,
            rate.date_status,
            address,
        )
        for rate in open_data.rates()
        for position, value in enumerate(rate.value.split(SEVERAL), 1)
    )


RATES = Table(
    "rates",
    _("Định mức"),
    _(
        "Các mức để tính giá trị sổ BHXH, thẻ BHYT, có ngày hiệu lực và căn cứ. Định mức nêu nhiều giá trị (như 3, 6, "
        "12 tháng) có một dòng cho mỗi giá trị."
    ),
    (
        shared.identifier(_("Mã định mức và thứ tự của giá trị.")),
        Column("code", Type.STRING, _("Mã định mức."), is_filter=True),
        Column("position", Type.INTEGER, _("Thứ tự của giá trị trong định mức, từ 1.")),
        Column("family", Type.STRING, _("Nhóm định mức."), is_filter=True),
        Column("category_name", Type.STRING, _("Đối tượng.")),
        shared.PROVINCE,
        Column("value", Type.DECIMAL, _("Giá trị theo cột unit, số thập phân đúng từng chữ số, dấu chấm.")),
        Column("unit", Type.STRING, _("Đơn vị.")),
        Column("effective_from", Type.DATE, _("Hiệu lực từ ngày.")),
        Column("effective_to", Type.DATE, _("Hiệu lực đến ngày; trống khi chưa hết hiệu lực."), is_empty=True),
        Column("legal_source", Type.STRING, _("Căn cứ.")),
        Column(
            "status",
            Type.STRING,
            _("Đã đối chiếu giá trị với mấy nguồn."),
            values=tuple(Rate.Status.values),
            is_filter=True,
        ),
        Column(
            "date_status",
            Type.STRING,
            _("Đã đối chiếu ngày hiệu lực với mấy nguồn."),
            values=tuple(Rate.Status.values),
        ),
        shared.ADDRESS,
    ),
    rate_rows,
)

TABLES = (RATES, PROVINCES, FORMER_PROVINCES, PROGRAMMES, ROUNDS)
