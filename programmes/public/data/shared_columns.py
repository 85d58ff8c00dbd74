"""Columns that several tables have in common; what they hold can be joined from one table to another."""

from django.utils.translation import gettext_lazy as _

from programmes.models import GiftKind
from programmes.public.data.table import ID, Column, Type
from programmes.rules.privacy import Hidden

PROGRAMME = Column(
    "programme",
    Type.STRING,
    _("Chương trình: mã ở bảng programmes."),
    is_filter=True,
    is_empty=True,
)
ROUND = Column(
    "round", Type.STRING, _("Đợt: mã ở bảng rounds; trống khi không nêu theo đợt."), is_filter=True, is_empty=True
)
PROVINCE = Column(
    "province_code",
    Type.STRING,
    _("Tỉnh, thành phố (34 đơn vị từ 1/7/2025): mã ở bảng provinces; trống khi không nêu theo tỉnh."),
    is_filter=True,
    is_empty=True,
)
YEAR = Column("year", Type.INTEGER, _("Năm dương lịch."), is_filter=True)
KIND = Column("kind", Type.STRING, _("Loại quà."), values=tuple(GiftKind.values), is_filter=True)
UNIT = Column("unit", Type.STRING, _("Đơn vị của cột quantity; các đơn vị khác nhau không cộng với nhau."))
QUANTITY = Column(
    "quantity",
    Type.INTEGER,
    _("Số đã trao, theo đơn vị ở cột unit; trống khi không nêu, xem cột status."),
    is_empty=True,
)
DONOR_COST = Column(
    "donor_cost_vnd",
    Type.INTEGER,
    _("Phần từ tiền ủng hộ; trống khi không nêu."),
    unit="VND",
    is_empty=True,
)
TOTAL = Column(
    "total_vnd",
    Type.INTEGER,
    _("Kể cả phần ngân sách nhà nước và địa phương hỗ trợ; trống khi không nêu."),
    unit="VND",
    is_empty=True,
)
IS_SAMPLE = Column(
    "is_sample",
    Type.BOOLEAN,
    _("true: dữ liệu dựng để minh họa, không phải số liệu thật."),
)
ADDRESS = Column("address", Type.STRING, _("Trang của dòng này trong cổng, viết sau tên miền."))

SHOWN, FEW, WITHHELD = "shown", "hidden_few", "withheld"
STATUS = Column(
    "status",
    Type.STRING,
    _(
        "shown: có nêu số; hidden_few: từ 1 đến 10 nên không nêu; withheld: gồm nhiều số như vậy nên không nêu. "
        "Khi số người không nêu thì số tiền đi kèm cũng không nêu."
    ),
    values=(SHOWN, FEW, WITHHELD),
    is_filter=True,
)


def identifier(meaning):
    return Column(ID, Type.STRING, meaning)


def status_of(quantity):
    """How a quantity stands in public: shown, or hidden how."""
    if isinstance(quantity, Hidden):
        return FEW if quantity == Hidden.FEW else WITHHELD
    return SHOWN


def shown(*measures):
    """Numbers as they are, None for what is hidden."""
    return tuple(None if isinstance(measure, Hidden) else measure for measure in measures)
