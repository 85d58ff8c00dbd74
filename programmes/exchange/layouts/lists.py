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
        Column("full_name", "Họ và tên", cells.text("full_name"), content="name", width=28),
        Column("birth", "Ngày sinh", cells.birth("birth_date", "birth_precision")),
        Column("sex", "Giới tính", cells.label("sex", Recipient.Sex)),
        Column("citizen_number", "Số định danh/CCCD", cells.encrypted("citizen_number"), content="citizen", width=20),
        Column("province", "Tỉnh/Thành phố", cells.text("province__name"), width=18),
        Column("commune", "Xã/Phường", cells.text("commune"), width=20),
        Column("address", "Địa chỉ", cells.text("address"), width=24),
        Column("phone", "Điện thoại", cells.encrypted("phone"), content="phone"),
        Column("si_number", "Mã số BHXH", cells.encrypted("si_number"), content="si_number"),
        Column("without_papers", "Không có giấy tờ (lý do)", cells.text("without_papers")),
        Column("office", "Cơ quan quản lý", cells.text("office__code")),
    ),
    people,
)
HANDOVERS = List(
    "handovers",
    _("buổi trao tặng"),
    HandoverEvent,
    (
        Column("title", "Tên buổi trao", cells.text("title"), width=40),
        Column("held_on", "Ngày trao", cells.day("held_on")),
        Column("province", "Tỉnh/Thành phố", cells.text("province__name"), width=18),
        Column("place", "Địa điểm", cells.text("place"), width=30),
        Column("round", "Đợt", cells.text("round__name"), width=28),
        Column("delegation", "Đoàn công tác", cells.text("delegation"), width=30),
        Column("office", "Cơ quan tổ chức", cells.text("office__code")),
        Column("state", "Trạng thái", cells.label("state", HandoverEvent.State)),
        Column("note", "Ghi chú", cells.text("note"), width=30),
    ),
    events,
)
ENTRIES = List(
    "entries",
    _("sổ bút toán"),
    LedgerEntry,
    (
        Column("number", "Số", cells.number("pk")),
        Column("happened_on", "Ngày", cells.day("happened_on")),
        Column("kind", "Loại bút toán", cells.label("kind", LedgerEntry.Kind), width=18),
        Column("form", "Hình thức", cells.label("donation__form", Donation.Form)),
        Column("amount_vnd", "Số tiền (đồng)", cells.number("amount_vnd"), width=18),
        Column("donation", "Khoản ủng hộ", cells.text("donation__code"), width=20),
        Column("office", "Cơ quan nhận", cells.text("donation__office__code")),
        Column("gift_list", "Danh sách tặng", cells.gift_list("gift_list"), width=40),
        Column("event", "Buổi trao", cells.text("event__title"), width=30),
        Column("reason", "Lý do", cells.text("reason"), width=30),
        Column("entered_by", "Người ghi", cells.text("entered_by__full_name"), width=24),
    ),
    entries,
)
