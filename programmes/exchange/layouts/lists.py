"""Lists that leave the portal and never come back as a file: the people, the hand-overs, the entries of the books."""

from django.utils.translation import gettext_lazy as _

from programmes.exchange.columns.column import Column
from programmes.exchange.layouts.layout import List
from programmes.exchange.writing import cells
from programmes.models import Donation, HandoverEvent, LedgerEntry, Recipient


def people(queryset, _round, _year):
    """As their list shows them."""
    return queryset.order_by("search_key", "pk")


def events(queryset, _round, _year):
    """In the order of their days."""
    return queryset.order_by("held_on", "pk")


def entries(queryset, _round, _year):
    """As they were written."""
    return queryset.order_by("pk")


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
ENTRIES = List(
    "entries",
    _("sổ bút toán"),
    LedgerEntry,
    (
        Column("number", "Số"),
        Column("happened_on", "Ngày"),
        Column("kind", "Loại bút toán", width=18),
        Column("form", "Hình thức"),
        Column("amount_vnd", "Số tiền (đồng)", width=18),
        Column("donation", "Khoản ủng hộ", width=20),
        Column("office", "Cơ quan nhận"),
        Column("gift_list", "Danh sách tặng", width=28),
        Column("event", "Buổi trao", width=30),
        Column("reason", "Lý do", width=30),
        Column("entered_by", "Người ghi", width=24),
    ),
    entries,
    (
        cells.number("pk"),
        cells.day("happened_on"),
        cells.label("kind", LedgerEntry.Kind),
        cells.label("donation__form", Donation.Form),
        cells.number("amount_vnd"),
        cells.text("donation__code"),
        cells.text("donation__office__code"),
        cells.text("gift_list__code"),
        cells.text("event__title"),
        cells.text("reason"),
        cells.text("entered_by__full_name"),
    ),
)
