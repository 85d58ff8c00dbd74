"""Files of gift lists with their recipients: one row, one gift to a person or to a group."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from programmes.actions import gift_files
from programmes.exchange.columns import choices
from programmes.exchange.columns.column import Column, as_text
from programmes.exchange.gifts.entries import Line
from programmes.exchange.gifts.judge import GiftJudge
from programmes.exchange.layouts.layout import Layout
from programmes.exchange.sheets.total_rows import NUMBER_OF_PEOPLE
from programmes.exchange.writing import cells
from programmes.models import Category, Gift, GiftKind, Recipient
from programmes.standards.dates import parse_birth, parse_month, parse_months_count
from programmes.standards.identity import check_citizen_number
from programmes.standards.insurance import check_si_number
from programmes.standards.money import parse_dong
from programmes.standards.names import check_person_name


def person_name(text):
    return as_text(100)(check_person_name(text))


def birth(text):
    """ISO day, precision and year of a birth."""
    day, precision = parse_birth(text)
    return day.isoformat(), precision, day.year


def first_month(text):
    """ISO day of the first of a month."""
    return parse_month(text).isoformat()


def _count(text):
    """A whole number, grouped as money is; 0, which counts nothing, where it cannot be read as one."""
    try:
        return parse_dong(text)
    except ValidationError:
        return 0


def whole_number(text):
    """How many people or packages: 1 to 1.000.000; "120 người" is 120, as in a totals row."""
    said = NUMBER_OF_PEOPLE.fullmatch(text)
    number = _count(said[1] if said else text)
    if not 1 <= number <= 1_000_000:
        raise ValidationError(_("Số lượng phải là số nguyên từ 1 đến 1.000.000."), code="quantity_range")
    return number


def household_order(text):
    """Which member of the household a person is, of those who join by household: 1 to 20."""
    number = _count(text)
    if not 1 <= number <= 20:
        raise ValidationError(_("Thứ tự trong hộ phải là số nguyên từ 1 đến 20."), code="household_order_range")
    return number


COLUMNS = (
    Column("full_name", "Họ và tên", person_name, example="Nguyễn Thị Minh Họa", width=28),
    Column("birth", "Ngày sinh", birth, example="25/12/1956", synonyms=("birth_date", "birth_year")),
    Column("sex", "Giới tính", choices.sex, example="nữ", synonyms=("gender",)),
    Column(
        "citizen_number",
        "Số định danh/CCCD",
        check_citizen_number,
        example="040156000001",
        width=20,
        synonyms=("citizen_id",),
    ),
    Column("province", "Tỉnh/Thành phố", look_up="own_province", example="Nghệ An", width=18),
    Column("commune", "Xã/Phường", as_text(80), example="Xã Minh Họa", width=20),
    Column("address", "Địa chỉ", as_text(150), width=24),
    Column("phone", "Điện thoại", as_text(20)),
    Column("si_number", "Mã số BHXH", check_si_number, synonyms=("social_insurance_number",)),
    Column("without_papers", "Không có giấy tờ (lý do)", as_text(150), width=24),
    Column(
        "category", "Đối tượng", choices.category, example="hộ cận nghèo", width=24, synonyms=("recipient_category",)
    ),
    Column(
        "kind",
        "Loại quà",
        choices.gift_kind,
        required=True,
        example="thẻ BHYT",
        synonyms=("gift_kind",),
        common=GiftKind,
    ),
    Column("group_name", "Nhóm người nhận", as_text(150), width=28),
    Column("quantity", "Số lượng", whole_number, example="1", synonyms=("person_count", "gift_parcel_count")),
    Column("months", "Số tháng", parse_months_count, example="12"),
    Column("starts_on", "Từ tháng", first_month, example="12/2025", synonyms=("start_month", "valid_from")),
    Column("household_order", "Thứ tự trong hộ", household_order, synonyms=("Người thứ mấy trong hộ",)),
    Column(
        "donor_cost_vnd",
        "Số tiền (đồng)",
        parse_dong,
        example="379.080",
        width=18,
        synonyms=("amount", "other_support", "Chương trình chi"),
    ),
    Column("total_vnd", "Tổng mức đóng", parse_dong, example="1.263.600", width=18, synonyms=("total_contribution",)),
    Column("state_support_vnd", "NSNN hỗ trợ", parse_dong, example="884.520", width=18, synonyms=("state_support",)),
    Column("local_topup_vnd", "NS địa phương hỗ trợ", parse_dong, width=20, synonyms=("local_topup",)),
    Column("round", "Đợt", look_up="round", example="so-the-2025", width=20, synonyms=("campaign",)),
    Column("decision_number", "Số quyết định", as_text(60), width=18),
    Column("note", "Ghi chú", as_text(250), width=24),
)
HEADINGS = {column.name: column.heading for column in COLUMNS}
if tuple(column.name for column in COLUMNS) != Line._fields:
    raise AssertionError("Line must follow COLUMNS.")


def judge(task, findings):
    """Judge of people and gifts to enter."""
    return GiftJudge(task, findings, HEADINGS)


def records(queryset, round_, year):
    """Gifts of the round; of a year those handed over in it."""
    if round_:
        queryset = queryset.filter(round=round_)
    if year:
        queryset = queryset.filter(event__held_on__year=year)
    return queryset.order_by("pk")


CELLS = (
    cells.text("recipient__full_name"),
    cells.birth("recipient__birth_date", "recipient__birth_precision"),
    cells.label("recipient__sex", Recipient.Sex),
    cells.citizen_number("recipient__citizen_number"),
    cells.text("gift_list__province__name"),
    cells.text("recipient__commune"),
    cells.text("recipient__address"),
    cells.text("recipient__phone"),
    cells.text("recipient__si_number"),
    cells.text("recipient__without_papers"),
    cells.label("category", Category),
    cells.label("kind", GiftKind),
    cells.text("group_name"),
    cells.number("quantity"),
    cells.number("months"),
    cells.month("starts_on"),
    cells.number("household_order"),
    cells.number("donor_cost_vnd"),
    cells.total("donor_cost_vnd", "state_support_vnd", "local_topup_vnd"),
    cells.number("state_support_vnd"),
    cells.number("local_topup_vnd"),
    cells.text("round__slug"),
    cells.text("gift_list__decision_number"),
    cells.text("note"),
)


GIFTS = Layout(
    "gifts",
    _("danh sách tặng"),
    Gift,
    COLUMNS,
    judge,
    gift_files.issue_gifts,
    records,
    CELLS,
    {"people": "quantity", "donor_cost_vnd": "donor_cost_vnd"},
)
