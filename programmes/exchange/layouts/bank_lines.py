"""Files of bank statements: what was credited. A line is found by its reference within the account."""

import re
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from programmes.actions import bank_lines
from programmes.exchange.columns.column import Column, as_text
from programmes.exchange.layouts.layout import Layout
from programmes.exchange.layouts.statement_judge import StatementJudge
from programmes.exchange.sheets.money_units import currency_named, foreign_money
from programmes.exchange.writing import cells
from programmes.models import BankLine
from programmes.standards.dates import parse_day
from programmes.standards.money import parse_dong
from programmes.standards.names import fold

_CLOCK = r"\d{1,2}(?::\d{2}(?::\d{2})?(?:[.,]\d+)?|h\d{0,2}'?)(?: ?(?:[AP]\.?M\.?|SA|CH))?(?: ?\+07:?00)?"
BEFORE_DAY, BEHIND_DAY = (
    re.compile(pattern, re.IGNORECASE | re.ASCII) for pattern in (rf"^{_CLOCK}[ ,-]+(?=\d)", rf"[ T,-]+{_CLOCK}$")
)
NOTHING = {"-", "–"}
MINUS = re.compile(r"[-−–] ?(?P<number>.*\d.*)|\((?P<bracketed>.*\d.*)\)|(?P<ended>.*\d) ?(?:-|DR?)", re.IGNORECASE)
IN = {"c", "cr", "credit", "co", "ghi co", "+", "vao", "tien vao", "thu", "in"}
OUT = {"d", "dr", "debit", "no", "ghi no", "-", "ra", "tien ra", "chi", "out"}
PLUS = re.compile(r"\+ ?(.*\d.*)|(.*\d) ?(?:\+|CR?)", re.IGNORECASE)


class Signed(NamedTuple):
    """Đồng that came in, or with a minus went out; whether it was written with a sign."""

    amount: int
    is_signed: bool


def day_of_booking(text):
    """A day; banks write the hour before or behind it."""
    return parse_day(BEHIND_DAY.sub("", BEFORE_DAY.sub("", text)))


def signed_dong(text):
    """As Signed; "D" and "C" behind a number are debit and credit. A dash is what some banks write for nothing."""
    if text in NOTHING:
        return Signed(0, False)
    if minus := MINUS.fullmatch(text):
        return Signed(-parse_dong(next(filter(None, minus.groups())).strip()), True)
    plus = PLUS.fullmatch(text)
    return Signed(parse_dong(next(filter(None, plus.groups())).strip() if plus else text), bool(plus))


def credit(text):
    """Whole đồng that came in, with a minus where the bank takes them back."""
    return signed_dong(text).amount


def debit(text):
    """Đồng that went out, with or without its minus."""
    return abs(signed_dong(text).amount)


def way(text):
    """1 for what came in, -1 for what went out. Raises `way_unknown`."""
    words = fold(text)
    if words in IN or words in OUT:
        return 1 if words in IN else -1
    raise ValidationError(_("Không rõ là tiền vào hay tiền ra; ghi “Có” hoặc “Nợ”."), code="way_unknown")


def home_money(text):
    """The currency of a line. Raises `money_foreign` for any but đồng."""
    if currency := currency_named(text):
        problem = foreign_money(_("Dòng này"), currency)
        raise ValidationError(problem.message, code=problem.code)
    return text


COLUMNS = (
    Column(
        "reference",
        "Số tham chiếu",
        cells.text("reference"),
        as_text(60),
        required=True,
        example="FT25359000001",
        width=22,
        synonyms=(
            *("Số bút toán", "Mã giao dịch", "Số giao dịch", "Mã GD", "Số GD", "Số CT", "Số chứng từ", "Mã tham chiếu"),
            *("Số hiệu giao dịch", "Số Ref", "Số hiệu chứng từ", "Số tham chiếu/Số CT", "Mã bút toán", "Mã FT"),
            *("Số tham chiếu giao dịch", "Số hóa đơn giao dịch", "Mã chứng từ", "Mã số giao dịch"),
        ),
        english=(
            *("Reference", "Reference number", "Reference No", "Ref No", "Ref", "Transaction ID", "Transaction No"),
            *("Transaction number", "Trans No", "Doc No", "Document No", "Sequence No", "Seq", "Tran ID"),
        ),
    ),
    Column(
        "booked_on",
        "Ngày giao dịch",
        cells.day("booked_on"),
        day_of_booking,
        content="booking",
        required=True,
        example="25/12/2025",
        synonyms=(
            *("Ngày hạch toán", "Ngày ghi có", "Ngày ghi sổ", "Ngày GD", "Ngày giờ giao dịch", "Thời gian giao dịch"),
            *("Thời gian", "Ngày", "Ngày phát sinh", "Ngày chứng từ", "Ngày và giờ giao dịch", "Ngày, giờ giao dịch"),
            *("Ngày giá trị", "Ngày hiệu lực"),
        ),
        english=(
            *("Transaction date", "Booking date", "Posting date", "Date", "TNX date", "Trans date", "Tran date"),
            *("Accounting date", "Date and time", "Transaction time", "Time", "Value date", "Effective date"),
        ),
    ),
    Column(
        "amount_vnd",
        "Ghi có",
        cells.number("amount_vnd"),
        credit,
        content="money",
        example="50.000.000",
        width=18,
        synonyms=(
            *("Số tiền ghi có", "Phát sinh có", "PS có", "Có", "Số tiền vào", "Tiền vào", "Thu", "Tiền thu"),
            *("Số phát sinh có", "Số tiền thu", "Phát sinh tăng", "Tiền gửi vào", "Gửi vào"),
        ),
        english=("Credit", "Credit amount", "Credits", "CR", "Deposit", "Deposits", "Money in", "Amount in"),
    ),
    Column(
        "debit_vnd",
        "Ghi nợ",
        cells.blank(),
        debit,
        width=18,
        synonyms=(
            *("Số tiền ghi nợ", "Phát sinh nợ", "PS nợ", "Nợ", "Số tiền ra", "Tiền ra", "Chi", "Tiền chi"),
            *("Số phát sinh nợ", "Số tiền chi", "Phát sinh giảm", "Tiền rút ra", "Rút ra"),
        ),
        english=("Debit", "Debit amount", "Debits", "DR", "Withdrawal", "Withdrawals", "Money out", "Amount out"),
    ),
    Column(
        "moved_vnd",
        "Số tiền (+ vào, − ra)",
        cells.blank(),
        signed_dong,
        width=18,
        synonyms=("Số tiền", "Số tiền giao dịch", "Số tiền GD", "Phát sinh", "Số phát sinh", "Số tiền phát sinh"),
        english=("Amount", "Transaction amount"),
    ),
    Column(
        "way",
        "Nợ/Có",
        cells.blank(),
        way,
        synonyms=("Ghi nợ/Ghi có", "Có/Nợ", "Thu/Chi", "Vào/Ra", "Dấu", "N/C"),
        english=("D/C", "Dr/Cr", "C/D", "Cr/Dr", "Debit/Credit", "DC"),
    ),
    Column(
        "balance_vnd",
        "Số dư",
        cells.blank(),
        credit,
        width=18,
        synonyms=("Số dư cuối", "Số dư sau giao dịch", "Số dư tài khoản", "Số dư lũy kế", "Số dư khả dụng", "Dư"),
        english=("Balance", "Running balance", "Available balance", "Closing balance"),
    ),
    Column(
        "currency",
        "Loại tiền",
        cells.blank(),
        home_money,
        synonyms=("Loại tiền tệ", "Tiền tệ", "Đơn vị tiền tệ"),
        english=("Currency", "CCY"),
    ),
    Column(
        "description",
        "Nội dung",
        cells.text("description"),
        as_text(500),
        example="Ung ho so BHXH UH-0000012",
        width=50,
        synonyms=(
            *("Diễn giải", "Nội dung giao dịch", "Nội dung chuyển khoản", "Nội dung thanh toán", "Mô tả"),
            *("Chi tiết giao dịch", "Mô tả giao dịch", "Nội dung chi tiết", "Chi tiết", "Diễn giải giao dịch"),
            *("Lời nhắn", "Nội dung chuyển tiền"),
        ),
        english=(
            *("Description", "Details", "Remark", "Remarks", "Transaction description", "Narrative", "Content"),
            *("Transactions in detail", "Transaction details", "Transaction detail", "Particulars"),
        ),
    ),
    Column(
        "payer",
        "Tên người chuyển",
        cells.text("payer"),
        as_text(200),
        example="CONG TY MINH HOA",
        width=30,
        synonyms=(
            *("Người chuyển", "Đơn vị chuyển", "Tên đối ứng", "Tên tài khoản đối ứng", "Tên TK đối ứng"),
            *("Người chuyển tiền", "Tên người trả tiền", "Bên chuyển", "Người hưởng/Người chuyển", "Đối ứng"),
            *("Đơn vị thụ hưởng/Đơn vị chuyển", "Tên người chuyển/nhận", "Tên đơn vị chuyển", "Đối tác"),
            *("Tên người chuyển khoản", "Người gửi", "Tên đối tác", "Tên chủ tài khoản đối ứng"),
        ),
        english=(
            *("Remitter", "Payer", "Remitter's account name", "Corresponsive name", "Beneficiary/Remitter"),
            *("Corresponsive account name", "Sender", "Payee/Payer", "Counterparty", "Counter account name"),
        ),
    ),
    Column(
        "account",
        "Tài khoản",
        cells.text("account"),
        as_text(60),
        example="Ngân hàng Minh Họa 0012 3456",
        width=30,
        synonyms=("Số tài khoản", "Tài khoản ngân hàng", "TK nhận"),
        english=("Account", "Account number"),
        is_common=True,
    ),
)


def judge(task, findings):
    """Judge of the credits of a statement."""
    return StatementJudge(COLUMNS, findings, task)


def records(queryset, round_, year):
    """Lines of the year."""
    return (queryset.filter(booked_on__year=year) if year else queryset).order_by("account", "booked_on", "pk")


BANK_LINES = Layout(
    "bank_lines",
    BankLine,
    COLUMNS,
    judge,
    bank_lines.record_many,
    records,
    {"donor_cost_vnd": "amount_vnd"},
)
