"""Lists that leave the portal and never come back as a file: the people, and the hand-overs."""

from django.utils.translation import gettext_lazy as _

from programmes.exchange import cells
from programmes.exchange.columns import Column
from programmes.exchange.layouts.layout import List
from programmes.models import HandoverEvent, Recipient


def people(queryset, _round, _year):
    """As their list shows them."""
    return queryset.order_by("search_key", "pk")


def events(queryset, _round, _year):
    """In the order of their days."""
    return queryset.order_by("held_on", "pk")


RECIPIENTS = List(
    "recipients",
    _("người nhận"),
    Recipient,
    (
        Column("full_name", "Họ và tên", width=28),
        Column("birth", "Ngày sinh"),
        Column("sex", "Giới tính"),
        Column("citizen_number", "Số định danh/CCCD", width=20),
        Column("province", "Tỉnh/Thành phố", width=18),
        Column("commune", "Xã/Phường", width=20),
        Column("address", "Địa chỉ", width=24),
        Column("phone", "Điện thoại"),
        Column("si_number", "Mã số BHXH"),
        Column("without_papers", "Không có giấy tờ (lý do)"),
        Column("office", "Cơ quan quản lý"),
    ),
    people,
    (
        cells.text("full_name"),
        cells.birth("birth_date", "birth_precision"),
        cells.label("sex", Recipient.Sex),
        cells.citizen_number("citizen_number"),
        cells.text("province__name"),
        cells.text("commune"),
        cells.text("address"),
        cells.text("phone"),
        cells.text("si_number"),
        cells.text("without_papers"),
        cells.text("office__code"),
    ),
)
HANDOVERS = List(
    "handovers",
    _("buổi trao tặng"),
    HandoverEvent,
    (
        Column("title", "Tên buổi trao", width=40),
        Column("held_on", "Ngày trao"),
        Column("province", "Tỉnh/Thành phố", width=18),
        Column("place", "Địa điểm", width=30),
        Column("round", "Đợt", width=20),
        Column("delegation", "Đoàn công tác", width=30),
        Column("office", "Cơ quan tổ chức"),
        Column("state", "Trạng thái"),
        Column("note", "Ghi chú", width=30),
    ),
    events,
    (
        cells.text("title"),
        cells.day("held_on"),
        cells.text("province__name"),
        cells.text("place"),
        cells.text("round__slug"),
        cells.text("delegation"),
        cells.text("office__code"),
        cells.label("state", HandoverEvent.State),
        cells.text("note"),
    ),
)
