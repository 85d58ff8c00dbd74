"""Files of bank statements: what was credited. A line is found by its reference within the account."""

import re
from functools import cache

from django.utils.translation import gettext_lazy as _

from programmes.actions import bank_lines
from programmes.exchange.columns.column import Column, as_text
from programmes.exchange.layouts.layout import Layout
from programmes.exchange.layouts.register import RegisterJudge
from programmes.exchange.writing import cells
from programmes.models import BankLine
from programmes.rules import bank_matching
from programmes.rules.problems import Problem, RuleViolation
from programmes.standards.dates import parse_day
from programmes.standards.money import parse_dong

TIME = re.compile(r"[ T]+\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?$")
NOTHING = {"-", "–"}


def day_of_booking(text):
    """A day; banks write the hour behind it."""
    return parse_day(TIME.sub("", text))


def written_dong(text):
    """Whole đồng; a dash is what some banks write for nothing."""
    return 0 if text in NOTHING else parse_dong(text.removeprefix("+").strip())


def debit(text):
    """Đồng that went out, with or without its minus."""
    return 0 if text in NOTHING else written_dong(text.lstrip("-–− "))


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
            *("Số hiệu giao dịch", "Số Ref", "Reference", "Reference number", "Transaction ID", "Transaction No"),
        ),
    ),
    Column(
        "booked_on",
        "Ngày giao dịch",
        cells.day("booked_on"),
        day_of_booking,
        required=True,
        example="25/12/2025",
        synonyms=(
            *("Ngày hạch toán", "Ngày ghi có", "Ngày ghi sổ", "Ngày GD", "Ngày giờ giao dịch", "Thời gian giao dịch"),
            *("Transaction date", "Booking date", "Posting date"),
        ),
    ),
    Column(
        "amount_vnd",
        "Ghi có",
        cells.number("amount_vnd"),
        written_dong,
        content="money",
        example="50.000.000",
        width=18,
        synonyms=(
            *("Số tiền ghi có", "Phát sinh có", "PS có", "Có", "Số tiền vào", "Tiền vào", "Credit", "Credit amount"),
        ),
    ),
    Column(
        "debit_vnd",
        "Ghi nợ",
        cells.blank(),
        debit,
        width=18,
        synonyms=(
            *("Số tiền ghi nợ", "Phát sinh nợ", "PS nợ", "Nợ", "Số tiền ra", "Tiền ra", "Debit", "Debit amount"),
        ),
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
            *("Chi tiết giao dịch", "Mô tả giao dịch", "Description", "Details", "Remark"),
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
            *("Người chuyển tiền", "Tên người trả tiền", "Bên chuyển", "Remitter", "Payer"),
        ),
    ),
    Column(
        "account",
        "Tài khoản",
        cells.text("account"),
        as_text(60),
        example="Ngân hàng Minh Họa 0012 3456",
        width=30,
        synonyms=("Số tài khoản", "Tài khoản ngân hàng", "TK nhận", "Account", "Account number"),
    ),
)


class StatementJudge(RegisterJudge):
    """As any register, without the lines of money that went out: those are told and left alone."""

    def judge(self, rows):
        credit, out = (next(n for n, c in enumerate(COLUMNS) if c.name == name) for name in ("amount_vnd", "debit_vnd"))
        kept = []
        for line, cells_ in rows:
            if not cells_[credit] and cells_[out]:
                self.decision.count("unchanged", line, str(cells_[0]))
                message = _("Dòng tiền ra, không phải tiền ủng hộ nên không nhập.")
                self.findings.warn(line, self.headings["debit_vnd"], "debit_skipped", message)
            else:
                kept.append((line, cells_))
        super().judge(kept)


def _settle(task):
    def settle(values, stored):
        """What the bank says once it says for ever: a line that is there already has nothing to change."""
        amount = values.get("amount_vnd")
        if not amount:
            raise RuleViolation(
                [Problem("amount_vnd", "credit_missing", _("Thiếu số tiền ghi có; kiểm tra cột “Ghi có” của tệp."))]
            )
        if not values.get("account"):
            message = _(
                "Chưa biết tài khoản nào; tải lại tệp và ghi ô “Tài khoản ngân hàng”, hoặc thêm cột “Tài khoản”."
            )
            raise RuleViolation([Problem("account", "account_missing", message)])
        if stored is None:
            return {name: value for name, value in values.items() if name != "debit_vnd"}
        same = {"amount_vnd": amount, "booked_on": values["booked_on"], "office_id": task.office.pk}
        if problems := list(bank_matching.check_same(stored, **same)):
            raise RuleViolation(problems)
        return {}

    return settle


def judge(task, findings):
    """Judge of the credits of a statement."""

    spellings = {}

    @cache
    def spelling(account):
        key = bank_matching.account_key(account)
        return spellings.setdefault(key, bank_matching.known_spelling(account, task.office))

    @cache
    def stored(account):
        return {line.reference: line for line in BankLine.objects.filter(account=account)}

    def place(values):
        """Account and reference, the account as the office has always written it."""
        values["account"] = spelling(values.get("account") or task.options.account)
        return values["account"], values["reference"]

    def find(values):
        account, reference = place(values)
        return stored(account).get(reference)

    return StatementJudge(
        COLUMNS,
        findings,
        key=place,
        find=find,
        blank=lambda: BankLine(office=task.office),
        settle=_settle(task),
        check=lambda line, stored: bank_matching.check_line(line),
    )


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
    {},
)
