"""Files of gift lists with their recipients: one row, one gift to a person or to a group."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from programmes.actions import gift_files
from programmes.exchange.columns import choices
from programmes.exchange.columns.column import Column, as_text, phone
from programmes.exchange.gifts.entries import line_class
from programmes.exchange.gifts.judge import GiftJudge
from programmes.exchange.layouts.layout import Layout
from programmes.exchange.sheets.total_rows import NUMBER_OF_PEOPLE
from programmes.exchange.writing import cells
from programmes.models import Category, Gift, GiftKind, Recipient
from programmes.standards.dates import parse_birth
from programmes.standards.identity import check_citizen_number
from programmes.standards.insurance import check_si_number
from programmes.standards.money import parse_dong
from programmes.standards.months import parse_month, parse_months_count
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
    Column(
        "full_name",
        "Họ và tên",
        cells.text("recipient__full_name"),
        person_name,
        content="name",
        detail_of=Recipient,
        example="Nguyễn Thị Minh Họa",
        width=28,
    ),
    Column(
        "birth",
        "Ngày sinh",
        cells.birth("recipient__birth_date", "recipient__birth_precision"),
        birth,
        content="birth",
        detail_of=Recipient,
        fields=("birth_date", "birth_precision"),
        example="25/12/1956",
        synonyms=("birth_date", "birth_year"),
    ),
    Column(
        "sex",
        "Giới tính",
        cells.label("recipient__sex", Recipient.Sex),
        choices.sex,
        content="sex",
        detail_of=Recipient,
        example="nữ",
        synonyms=("gender",),
    ),
    Column(
        "citizen_number",
        "Số định danh/CCCD",
        cells.encrypted("recipient__citizen_number"),
        check_citizen_number,
        content="citizen",
        example="040156000001",
        width=20,
        synonyms=("citizen_id",),
    ),
    Column(
        "province",
        "Tỉnh/Thành phố",
        cells.text("gift_list__province__name"),
        content="place",
        look_up="own_province",
        example="Nghệ An",
        width=18,
        is_common=True,
    ),
    Column(
        "commune",
        "Xã/Phường",
        cells.text("recipient__commune"),
        as_text(80),
        content="commune",
        detail_of=Recipient,
        example="Xã Minh Họa",
        width=20,
        is_common=True,
    ),
    Column("address", "Địa chỉ", cells.text("recipient__address"), as_text(150), detail_of=Recipient, width=24),
    Column("phone", "Điện thoại", cells.encrypted("recipient__phone"), phone, content="phone", detail_of=Recipient),
    Column(
        "si_number",
        "Mã số BHXH",
        cells.encrypted("recipient__si_number"),
        check_si_number,
        content="si_number",
        detail_of=Recipient,
        synonyms=("social_insurance_number",),
    ),
    Column(
        "without_papers",
        "Không có giấy tờ (lý do)",
        cells.text("recipient__without_papers"),
        as_text(150),
        detail_of=Recipient,
        width=24,
    ),
    Column(
        "category",
        "Đối tượng",
        cells.label("category", Category),
        choices.category,
        content="category",
        tells_of_need=True,
        detail_of=Gift,
        example="hộ cận nghèo",
        width=24,
        synonyms=("recipient_category",),
        is_common=True,
    ),
    Column(
        "kind",
        "Loại quà",
        cells.label("kind", GiftKind),
        choices.gift_kind,
        required=True,
        example="thẻ BHYT",
        synonyms=("gift_kind",),
        is_common=True,
    ),
    Column("group_name", "Nhóm người nhận", cells.text("group_name"), as_text(150), width=28),
    Column(
        "quantity",
        "Số lượng",
        cells.number("quantity"),
        whole_number,
        content="number",
        detail_of=Gift,
        example="1",
        synonyms=("person_count", "gift_parcel_count"),
    ),
    Column(
        "months",
        "Số tháng",
        cells.number("months"),
        parse_months_count,
        content="months",
        detail_of=Gift,
        example="12",
        is_common=True,
        is_of_kinds=True,
    ),
    Column(
        "starts_on",
        "Từ tháng",
        cells.month("starts_on"),
        first_month,
        content="month",
        detail_of=Gift,
        example="12/2025",
        synonyms=("start_month", "valid_from"),
        is_common=True,
        is_of_kinds=True,
    ),
    Column(
        "household_order",
        "Thứ tự trong hộ",
        cells.number("household_order"),
        household_order,
        content="number",
        detail_of=Gift,
        synonyms=("Người thứ mấy trong hộ",),
    ),
    Column(
        "donor_cost_vnd",
        "Số tiền (đồng)",
        cells.number("donor_cost_vnd"),
        parse_dong,
        content="money",
        detail_of=Gift,
        example="379.080",
        width=18,
        synonyms=("amount", "other_support", "Chương trình chi"),
        is_of_kinds=True,
    ),
    Column(
        "total_vnd",
        "Tổng mức đóng",
        cells.total("donor_cost_vnd", "state_support_vnd", "local_topup_vnd"),
        parse_dong,
        content="money",
        example="1.263.600",
        width=18,
        synonyms=("total_contribution",),
    ),
    Column(
        "state_support_vnd",
        "NSNN hỗ trợ",
        cells.number("state_support_vnd"),
        parse_dong,
        content="money",
        detail_of=Gift,
        example="884.520",
        width=18,
        synonyms=("state_support",),
    ),
    Column(
        "local_topup_vnd",
        "NS địa phương hỗ trợ",
        cells.number("local_topup_vnd"),
        parse_dong,
        content="money",
        detail_of=Gift,
        width=20,
        synonyms=("local_topup",),
    ),
    Column(
        "round",
        "Đợt",
        cells.text("round__slug"),
        look_up="round",
        example="so-the-2025",
        width=20,
        synonyms=("campaign",),
        is_common=True,
    ),
    Column(
        "decision_number",
        "Số quyết định",
        cells.text("gift_list__decision_number"),
        as_text(60),
        width=18,
        is_common=True,
    ),
    Column("note", "Ghi chú", cells.text("note"), as_text(250), detail_of=Gift, width=24, tells_of_need=True),
)
HEADINGS = {column.name: column.heading for column in COLUMNS}
Line = line_class(COLUMNS)


def judge(task, findings):
    """Judge of people and gifts to enter."""
    return GiftJudge(task, findings, Line, HEADINGS)


def records(queryset, round_, year):
    """Gifts of the round; of a year those handed over in it."""
    if round_:
        queryset = queryset.filter(round=round_)
    if year:
        queryset = queryset.filter(event__held_on__year=year)
    return queryset.order_by("pk")


GIFTS = Layout(
    "gifts",
    Gift,
    COLUMNS,
    judge,
    gift_files.issue_gifts,
    records,
    {"people": "quantity", "donor_cost_vnd": "donor_cost_vnd"},
    is_by_province=True,
)
