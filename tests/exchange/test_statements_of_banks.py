"""Statements as eight banks export them: real headings, invented lines. Each is stored as it adds up by itself."""

from datetime import date, datetime

import pytest

from programmes.exchange.file_problem import FileProblem
from programmes.exchange.options import Options
from programmes.models import BankLine
from tests import factories as f
from tests.exchange.doors import codes, import_file, judge, take_in
from tests.sheets import a_csv, a_workbook

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

ACCOUNT = "0011000000001"
PLAIN = ["Ngày giao dịch", "Số tham chiếu", "Ghi nợ", "Ghi có", "Nội dung"]

VIETCOMBANK_DIGIBANK = [
    ["LỊCH SỬ GIAO DỊCH TÀI KHOẢN"],
    ["Tài khoản:", "0011000000001"],
    [],
    ["STT", "Ngày giao dịch", "Số tham chiếu", "Số tiền ghi nợ", "Số tiền ghi có", "Mô tả"],
    ["1", "2026-01-05", "5078 - 00001", "", "1,000,000", "MBVCB.1.ung ho.CT tu 0351000000001 LE THI THU"],
    ["2", "2026-01-06", "5078 - 00002", "200,000", "", "Chi"],
    ["3", "2026-01-07", "5078 - 00003", "", "500,000", "UNG HO THE BHYT"],
    ["", "Tổng số", "", "200,000", "1,500,000", ""],
]
VIETCOMBANK_PRINT = [
    ["SAO KÊ TÀI KHOẢN"],
    ["STATEMENT OF ACCOUNT"],
    ["Số tài khoản/Account number: 0011000000001"],
    ["Loại tiền/Currency: VND"],
    ["Số dư đầu kỳ/ Opening balance: 2,000,000"],
    [
        "STT\nNo.",
        "Ngày1/\nTNX Date/ Số CT/ Doc No",
        "Ngày hiệu lực2/\nEffective date",
        "Số tiền ghi nợ/\nDebit",
        "Số tiền ghi có/\nCredit",
        "Số dư/\nBalance",
        "Nội dung chi tiết/\nTransactions in detail",
    ],
    ["1", "04/01/2026\n5389.82579", "04/01/2026", "", "600,000", "2,600,000", "LE THI THU ung ho"],
    ["2", "04/01/2026\n5390.10001", "04/01/2026", "50,000", "", "2,550,000", "phi dich vu"],
    ["3", "05/01/2026\n5391.70002", "05/01/2026", "", "900,000", "3,450,000", "UNG HO"],
    ["", "Tổng số/ Total", "", "50,000", "1,500,000", "", ""],
    ["", "Số dư cuối kỳ/ Closing balance", "", "", "", "3,450,000", ""],
]
BIDV = [
    ["NGÂN HÀNG TMCP ĐẦU TƯ VÀ PHÁT TRIỂN VIỆT NAM"],
    ["Số tài khoản (Account No):", "21510000000001", "Loại tiền (Currency):", "VND"],
    ["Số dư đầu kỳ (Opening balance):", "1.000.000"],
    [
        "STT\nNo",
        "Ngày giao dịch\nTrans. Date",
        "Số CT\nRef No",
        "Nợ\nDebit",
        "Có\nCredit",
        "Số dư\nBalance",
        "Diễn giải\nRemark",
    ],
    ["1", "05/01/2026 08:01:02", "900-1", "0", "1.000.000", "2.000.000", "TKThe :0351, LE THI THU ung ho"],
    ["2", "06/01/2026 09:01:02", "900-2", "11.000", "0", "1.989.000", "Thu phi BSMS"],
    ["3", "07/01/2026 10:01:02", "900-3", "0", "500.000", "2.489.000", "REM UNG HO"],
    ["", "Tổng phát sinh", "", "11.000", "1.500.000", "", ""],
    ["", "Số dư cuối kỳ", "", "", "", "2.489.000", ""],
]
VIETINBANK = [
    ["SAO KÊ GIAO DỊCH/ ACCOUNT STATEMENT"],
    ["Số tài khoản/ Account No: 110000000001", "Tiền tệ/ Currency: VND"],
    ["Tổng ghi có/ Total credits", "1.500.000", "Tổng ghi nợ/ Total debits", "50.000"],
    [
        "STT/ No",
        "Ngày phát sinh/ Transaction date",
        "Mô tả giao dịch/ Transaction description",
        "Nợ/ Debit",
        "Có/ Credit",
        "Số dư/ Balance",
        "Số giao dịch/ Transaction number",
        "Tên tài khoản đối ứng/ Corresponsive name",
    ],
    ["1", "05-01-2026 11:59:59", "UNG HO SO THE", "", "1.000.000", "3.000.000", "0401A1", "CONG TY MINH HOA"],
    ["2", "06-01-2026 01:00:00", "PHI", "50.000", "", "2.950.000", "0401A2", ""],
    ["3", "07-01-2026 02:00:00", "ung ho", "", "500.000", "3.450.000", "0401A3", "LE THI THU"],
]
AGRIBANK = [
    ["NGÂN HÀNG NÔNG NGHIỆP VÀ PHÁT TRIỂN NÔNG THÔN VIỆT NAM"],
    ["Tài khoản số/Account number", "", "1500200000001"],
    [
        "Ngày GD\nTrans date",
        "Số GD\nTrans No",
        "Diễn giải\nDescription",
        "Phát sinh nợ\nDebit",
        "Phát sinh có\nCredit",
        "Số dư\nBalance",
    ],
    ["Số dư đầu kỳ", "", "", "", "", "2.000.000"],
    ["05/01/2026", "1500A1", "ung ho", "", "1.000.000", "3.000.000"],
    ["06/01/2026", "1500A2", "phi", "50.000", "", "2.950.000"],
    ["07/01/2026", "1500A3", "ung ho", "", "500.000", "3.450.000"],
    ["Cộng phát sinh", "", "", "50.000", "1.500.000", ""],
    ["Số dư cuối kỳ", "", "", "", "", "3.450.000"],
]
MB = [
    ["SỔ PHỤ TÀI KHOẢN"],
    ["Tài khoản/Account No: 0680000000001"],
    [
        "STT",
        "NGÀY GIAO DỊCH",
        "SỐ BÚT TOÁN",
        "PHÁT SINH NỢ",
        "PHÁT SINH CÓ",
        "SỐ DƯ",
        "NỘI DUNG",
        "ĐƠN VỊ THỤ HƯỞNG/ĐƠN VỊ CHUYỂN",
    ],
    ["NO", "TRANSACTION DATE", "TRANSACTION NO", "DEBIT", "CREDIT", "BALANCE", "DETAILS", "BENEFICIARY/REMITTER"],
    ["1", "05/01/2026 08:00", "FT26005000000001\\BNK", "0", "1,000,000", "3,000,000", "ung ho", "LE THI THU"],
    ["2", "06/01/2026 08:00", "FT26006000000002\\BNK", "50,000", "0", "2,950,000", "phi", ""],
    ["3", "07/01/2026 08:00", "FT26007000000003\\BNK", "0", "500,000", "3,450,000", "ung ho", "TRAN VAN MAU"],
]
TECHCOMBANK = [
    ["TRUY VẤN GIAO DỊCH/TRANSACTION ENQUIRY"],
    ["Số tài khoản/Account number:", "", "19009999000011"],
    ["Loại tiền/Currency:", "", "VND"],
    ["Số dư đầu ngày/Opening balance", "", "", "", "1,000,000"],
    ["Tổng tiền ghi nợ/Total debits", "", "", "", "200,000"],
    ["Tổng tiền ghi có/ Total credits", "", "", "", "1,500,000"],
    ["Số dư cuối ngày/ Closing balance", "", "", "", "2,300,000"],
    [
        "Ngày KH thực hiện/Requesting date",
        "Ngày giao dịch/Transaction date",
        "Số bút toán/Reference number",
        "Ngân hàng đối tác / Remitter's bank",
        "Tài khoản đích/Remitter's account number",
        "Tên tài khoản đối ứng/Remitter's account name",
        "Diễn giải/Description",
        "Nợ/Debit",
        "Có/Credit",
        "Phí/Lãi Fee/Interest",
        "Thuế/Transaction VAT",
        "Số dư/Running balance",
    ],
    [
        "2026-01-05 08:11:16",
        "2026-01-05",
        "FT1",
        "MB",
        "0900000001",
        "LE THI THU",
        "ung ho",
        "",
        "1,000,000",
        "",
        "",
        "2,000,000",
    ],
    ["2026-01-06 08:11:16", "2026-01-06", "FT2", "", "", "", "chi", "-200,000", "", "", "", "1,800,000"],
    [
        "2026-01-07 08:11:16",
        "2026-01-07",
        "FT3",
        "VCB",
        "0900000002",
        "TRAN VAN MAU",
        "ung ho",
        "",
        "500,000",
        "",
        "",
        "2,300,000",
    ],
]
MSB = [
    ["Tài khoản/Account: 03001010000001", "", "Loại tiền/Currency: VND"],
    [
        "STT/NO",
        "Ngày giao dịch/Transaction Date",
        "Số bút toán/Reference No",
        "Người hưởng/Người chuyển Payee/Payer",
        "Diễn giải/Transaction Description",
        "Nợ/Debit",
        "Có/Credit",
    ],
    ["1", "05/01/2026 08:00", "R1", "LE VAN MAU", "ung ho the BHYT", "0", "1000000"],
    ["2", "06/01/2026 09:00", "R2", "", "phi", "11000", "0"],
    ["3", "07/01/2026 09:00", "R3", "LE THI THU", "ung ho", "0", "500000"],
]
HISTORY = [
    ["Lịch sử giao dịch"],
    ["Số TK: 0100000000001"],
    [
        "STT",
        "Số giao dịch",
        "Thời gian",
        "Nội dung",
        "Loại tiền",
        "Thu",
        "Chi",
        "Số tài khoản đối ứng",
        "Tên tài khoản đối ứng",
    ],
    ["1", "1000000000001", "2026-01-05 13:18:18", "Ung ho so the", "VND", "1000000", "", "1", "NGUYEN VAN A"],
    ["2", "1000000000002", "2026-01-06 14:18:18", "Chi quy", "VND", "", "200000000", "", "CONG TY DEMO"],
    ["3", "1000000000003", "2026-01-07 14:18:18", "Ung ho", "VND", "500000", "", "2", "LE THI THU"],
]
BANKS = {
    "Vietcombank Digibank": (VIETCOMBANK_DIGIBANK, "0011000000001"),
    "Vietcombank print": (VIETCOMBANK_PRINT, "0011000000001"),
    "BIDV": (BIDV, "21510000000001"),
    "VietinBank": (VIETINBANK, "110000000001"),
    "Agribank": (AGRIBANK, "1500200000001"),
    "MB": (MB, "0680000000001"),
    "Techcombank": (TECHCOMBANK, "19009999000011"),
    "MSB": (MSB, "03001010000001"),
    "history": (HISTORY, "0100000000001"),
}


def told_of(tmp_path, officer, rows, account=ACCOUNT):
    return judge(a_csv(tmp_path, rows), "bank_lines", officer, options=Options(common={"account": account}))


def stopped(tmp_path, officer, rows, account=""):
    with pytest.raises(FileProblem) as refused:
        told_of(tmp_path, officer, rows, account)
    return refused.value


def warned(told):
    return [note.code for note in told.warnings]


def asked(told):
    return [question.key for question in told.questions]


@pytest.mark.parametrize("make", [a_csv, a_workbook])
@pytest.mark.parametrize("bank", BANKS)
def test_the_statement_of_a_bank_is_stored_as_it_adds_up(tmp_path, officer, bank, make):
    rows, account = BANKS[bank]
    status, told = import_file("bank_lines", make(tmp_path, rows), officer)
    assert (status, told["errors"], told["new"], told["unchanged"]) == (0, [], 2, 1)
    assert told["donor_cost_vnd"] == 1_500_000
    stored = BankLine.objects.order_by("booked_on").values_list("account", "amount_vnd", "booked_on__month")
    assert {(each[0], each[2]) for each in stored} == {(account, 1)}
    assert sum(each[1] for each in stored) == 1_500_000
    assert [note["code"] for note in told["warnings"]] == ["debit_skipped"]


# Headings


@pytest.mark.parametrize(
    ("heading", "value"),
    [
        ("Có (Credit)", "500.000"),
        ("CREDIT / GHI CÓ", "500.000"),
        ("Ghi có Credit amount (VND)", "500.000"),
        ("Money in", "500.000"),
        ("Tiền vào/Deposit", "500.000"),
    ],
)
def test_the_credit_is_known_by_either_language(tmp_path, officer, heading, value):
    rows = [["Ngày giao dịch", "Số tham chiếu", heading], ["05/01/2026", "FT1", value]]
    assert told_of(tmp_path, officer, rows).donor_cost_vnd == 500_000


@pytest.mark.parametrize("heading", ["Ngày in", "Tài khoản đích/Account number of payee"])
def test_a_heading_that_means_something_else_is_not_guessed_at(tmp_path, officer, heading):
    rows = [[*PLAIN, heading], ["05/01/2026", "FT1", "", "500.000", "ung ho", "x"]]
    told = told_of(tmp_path, officer, rows)
    assert (codes(told), told.new, told.header.unknown) == ([], 1, [heading])


@pytest.mark.parametrize(
    ("heading", "cell"),
    [
        ("Ngày/Số CT", "05/01/2026\n5389 - 1"),
        ("Số chứng từ / Ngày", "5389 - 1 05/01/2026"),
        ("Date/Doc No", "05/01/2026 08:00 / 5389 - 1"),
    ],
)
def test_day_and_number_of_one_cell_are_told_apart(tmp_path, officer, heading, cell):
    rows = [[heading, "Ghi có"], [cell, "500.000"]]
    take_in_with_account(tmp_path, officer, rows)
    assert BankLine.objects.values_list("reference", "booked_on").get() == ("5389 - 1", date(2026, 1, 5))


def take_in_with_account(tmp_path, officer, rows, name="sao-ke.csv"):
    path = a_csv(tmp_path, [[f"Số tài khoản: {ACCOUNT}"], *rows], name=name)
    return take_in(path, "bank_lines", officer)


def test_a_cell_of_both_without_its_number_is_refused(tmp_path, officer):
    told = told_of(tmp_path, officer, [["Ngày/Số CT", "Ghi có"], ["05/01/2026", "500.000"]])
    assert codes(told) == ["cell_missing"]


def test_a_header_in_unknown_words_is_offered_for_choosing(tmp_path, officer):
    rows = [["SAO KÊ"], ["Datum", "Beleg", "Haben", "Text"], ["05/01/2026", "FT1", "500.000", "ung ho"]]
    problem = stopped(tmp_path, officer, rows)
    assert (problem.code, [title for title, _name in problem.headings]) == ("no_header", rows[1])
    mapping = {"Datum": "booked_on", "Beleg": "reference", "Haben": "amount_vnd"}
    options = Options(mapping=mapping, common={"account": ACCOUNT})
    assert judge(a_csv(tmp_path, rows), "bank_lines", officer, options=options).new == 1


def test_a_statement_without_a_column_of_what_came_in_is_told_so(tmp_path, officer):
    problem = stopped(tmp_path, officer, [["Ngày giao dịch", "Số tham chiếu", "Ghi nợ"], ["05/01/2026", "FT1", "5"]])
    assert problem.code == "credit_heading_missing"
    assert "Sao kê thiếu cột tiền vào" in str(problem)
    assert [title for title, _name in problem.headings] == ["Ngày giao dịch", "Số tham chiếu", "Ghi nợ"]


# Clocks


@pytest.mark.parametrize(
    "text",
    [
        "05/01/2026 11:59:59 PM",
        "05/01/2026 11:59 CH",
        "05/01/2026 8:05:00 a.m.",
        "08:05:00 05/01/2026",
        "08:05 - 05/01/2026",
        "8h05 05/01/2026",
        "05-01-2026 08:05",
        "2026-01-05T23:05:00.123",
        "2026-01-05T23:05:00+07:00",
        "20260105",
        "20260105 08:05:00",
        "05.01.2026, 08:05",
    ],
)
def test_a_day_is_read_whatever_the_clock(tmp_path, officer, text):
    take_in_with_account(tmp_path, officer, [PLAIN, [text, "FT1", "", "500.000", ""]])
    assert BankLine.objects.get().booked_on == date(2026, 1, 5)


@pytest.mark.parametrize("text", ["2026-01-05T23:05:00Z", "13/14/2026 08:00", "08:05"])
def test_a_day_in_doubt_is_refused(tmp_path, officer, text):
    assert codes(told_of(tmp_path, officer, [PLAIN, [text, "FT1", "", "500.000", ""]]))[0] in {
        "date_form",
        "date_impossible",
    }


# Sums and balances


def lines_with(*around):
    """A statement of 2.000.000 that came in and 50.000 that went out, with rows above (lists) and below (tuples)."""
    above = [row for row in around if isinstance(row, list)]
    below = [[*row] for row in around if isinstance(row, tuple)]
    rows = [["05/01/2026", "FT1", "", "2.000.000", "ung ho"], ["06/01/2026", "FT2", "50.000", "", "phi"]]
    return [*above, PLAIN, *rows, *below]


@pytest.mark.parametrize(
    ("around", "difference"),
    [
        ([["Tổng ghi có:", "2.500.000"]], "500.000"),
        ([["Total credits: 1,000,000"]], "1.000.000"),
        ([["Tổng phát sinh nợ", "", "60.000"]], "10.000"),
        ([["Số dư đầu kỳ", "1.000.000"], ["Số dư cuối kỳ", "3.000.000"]], "50.000"),
        ([["Số dư đầu kỳ: 1.000.000"], ("", "Số dư cuối kỳ", "", "", "2.950.001")], "1"),
    ],
)
def test_what_the_statement_says_of_itself_must_be_so(tmp_path, officer, around, difference):
    problem = stopped(tmp_path, officer, lines_with(*around), ACCOUNT)
    assert problem.code == "statement_sum_differs"
    assert f"lệch {difference}\u00a0đồng" in str(problem)


@pytest.mark.parametrize(
    "around",
    [
        [["Tổng ghi có:", "2.000.000", "Tổng ghi nợ:", "50.000"]],
        [["Số dư đầu kỳ", "1.000.000"], ["Số dư cuối kỳ", "2.950.000 VND"]],
        [["Số dư đầu kỳ: 1.000.000"], ("", "Số dư cuối kỳ", "", "", "2.950.000")],
        [["Số dư đầu kỳ: 1.000.000"]],
    ],
)
def test_a_statement_that_agrees_with_itself_is_taken(tmp_path, officer, around):
    told = told_of(tmp_path, officer, lines_with(*around))
    assert (codes(told), told.new, asked(told)) == ([], 1, [])


@pytest.mark.parametrize("newest_first", [False, True])
def test_a_running_balance_with_a_gap_is_asked_about(tmp_path, officer, newest_first):
    rows = [
        ["05/01/2026", "FT1", "", "1.000.000", "a", "1.000.000"],
        ["06/01/2026", "FT2", "", "1.000.000", "b", "2.000.000"],
        ["07/01/2026", "FT3", "100.000", "", "c", "1.900.000"],
        ["09/01/2026", "FT5", "", "1.000.000", "d", "3.400.000"],
    ]
    ordered = rows[::-1] if newest_first else rows
    told = told_of(tmp_path, officer, [[*PLAIN, "Số dư"], *ordered])
    assert asked(told) == ["balance"]
    assert "lệch 500.000\u00a0đồng" in told.questions[0].message
    path = a_csv(tmp_path, [[f"Số tài khoản: {ACCOUNT}"], [*PLAIN, "Số dư"], *ordered])
    status, answer = import_file("bank_lines", path, officer)
    assert (status, [error["code"] for error in answer["errors"]]) == (1, ["answer_missing"])
    assert asked(told_of(tmp_path, officer, [[*PLAIN, "Số dư"], *(rows[2::-1] if newest_first else rows[:3])])) == []


# The account


@pytest.mark.parametrize(
    "row",
    [
        ["Số tài khoản: 0011 0000 00001"],
        ["Account No.:", "0011000000001"],
        ["Tên tài khoản:", "BHXH TINH MINH HOA", "Số TK:", "001-1000-000001"],
        ["TK: 0011000000001 - BHXH TINH MINH HOA"],
    ],
)
def test_the_account_is_read_from_the_rows_above(tmp_path, officer, row):
    take_in(a_csv(tmp_path, [row, *lines_with()]), "bank_lines", officer)
    assert BankLine.objects.get().account == "0011000000001"


def test_the_account_is_spelled_as_the_office_has_always_written_it(tmp_path, officer):
    f.a_bank_line(account="NH Minh Họa 0011 0000 00001")
    take_in_with_account(tmp_path, officer, lines_with())
    assert set(BankLine.objects.values_list("account", flat=True)) == {"NH Minh Họa 0011 0000 00001"}


@pytest.mark.parametrize("typed", ["0011000000002", "NH Minh Họa 99", "1000000001"])
def test_the_account_typed_is_that_of_the_file_or_the_file_stops(tmp_path, officer, typed):
    rows = [["Số tài khoản: 0011000000001"], *lines_with()]
    if typed == "1000000001":
        assert told_of(tmp_path, officer, rows, typed).new == 1
    else:
        assert stopped(tmp_path, officer, rows, typed).code == "account_differs"


# One column with a sign


@pytest.mark.parametrize(
    ("written", "came_in"),
    [
        (["+1,000,000", "-300,000"], 1_000_000),
        (["1.000.000", "(300.000)"], 1_000_000),
        (["1.000.000 C", "300.000 D"], 1_000_000),
        (["1,000,000CR", "300,000DR"], 1_000_000),
        (["1.000.000", "−300.000"], 1_000_000),
    ],
)
def test_one_column_holds_both_ways_by_its_sign(tmp_path, officer, written, came_in):
    rows = [["06/01/2026", f"FT{n}", text] for n, text in enumerate(written)]
    told = told_of(tmp_path, officer, [["Ngày giao dịch", "Số tham chiếu", "Số tiền"], *rows])
    assert (codes(told), told.new, told.donor_cost_vnd) == ([], 1, came_in)
    assert (warned(told), asked(told)) == (["debit_skipped"], [])


def test_a_column_without_signs_is_asked_about(tmp_path, officer):
    rows = [["Ngày giao dịch", "Số tham chiếu", "Số tiền"], ["06/01/2026", "FT1", "1.000.000"]]
    assert asked(told_of(tmp_path, officer, rows)) == ["unsigned"]


# Foreign money


@pytest.mark.parametrize(
    ("above", "heading", "cell", "name"),
    [
        (["Loại tiền: EUR"], "Ghi có", "1.250", "euro"),
        (["Currency", "JPY"], "Ghi có", "1.250", "yên Nhật"),
        (["Đơn vị tính: USD"], "Ghi có", "1.250", "đô la Mỹ"),
        (["Số tài khoản: 0011000000001 (USD)"], "Ghi có", "1.250", "đô la Mỹ"),
        (["SAO KÊ"], "Ghi có (USD)", "1.250", "đô la Mỹ"),
        (["SAO KÊ"], "Credit/EUR", "1.250", "euro"),
    ],
)
def test_foreign_money_stops_a_statement(tmp_path, officer, above, heading, cell, name):
    rows = [above, ["Ngày giao dịch", "Số tham chiếu", heading], ["06/01/2026", "FT1", cell]]
    if heading == "Credit/EUR":
        rows[1][2] = "Ghi có/Credit EUR"
    problem = stopped(tmp_path, officer, rows, ACCOUNT)
    assert problem.code == "money_foreign"
    assert name in str(problem)


def test_a_line_of_foreign_money_is_refused(tmp_path, officer):
    rows = [[*PLAIN, "Loại tiền"], ["05/01/2026", "FT1", "", "500.000", "", "VND"]]
    rows += [["05/01/2026", "FT2", "", "1.250", "", "USD"]]
    told = told_of(tmp_path, officer, rows)
    assert [(error.line, error.code) for error in told.errors] == [(3, "money_foreign")]


def test_foreign_money_stops_donations_too(tmp_path, officer):
    rows = [["Số chứng từ", "Nhà hảo tâm", "Số tiền ủng hộ (USD)"], ["PT-1", "Công ty Minh Họa", "500"]]
    with pytest.raises(FileProblem) as refused:
        judge(a_csv(tmp_path, rows), "donations", officer)
    assert refused.value.code == "money_foreign"


# Narrations, references, reversals


def test_a_narration_wrapped_over_several_rows_is_joined(tmp_path, officer):
    rows = [
        PLAIN,
        ["05/01/2026", "FT1", "", "1.000.000", "CONG TY"],
        ["", "", "", "", "MINH HOA"],
        ["", "", "", "", "UH-0000012"],
    ]
    told = take_in_with_account(tmp_path, officer, [*rows, ["06/01/2026", "FT2", "", "5.000", "b"], *rows[2:3]])
    assert (codes(told), told.repair_counts) == ([], {"narration_joined": 3})
    assert list(BankLine.objects.order_by("reference").values_list("description", flat=True)) == [
        "CONG TY MINH HOA UH-0000012",
        "b MINH HOA",
    ]


def test_a_row_with_more_than_a_narration_is_no_rest_of_the_one_above(tmp_path, officer):
    rows = [PLAIN, ["05/01/2026", "FT1", "", "1.000.000", "a"], ["", "FT2", "", "", "b"]]
    assert "cell_missing" in codes(told_of(tmp_path, officer, rows))


BATCH = [
    ["05/01/2026 08:22:33", "FT9", "", "700.000", "lo 2"],
    ["05/01/2026 08:22:33", "FT9", "", "500.000", "lo 1"],
    ["05/01/2026 08:22:33", "FT9", "", "500.000", "lo 3"],
]


def test_the_credits_of_one_reference_are_found_again_in_whatever_order(tmp_path, officer):
    told = take_in_with_account(tmp_path, officer, [PLAIN, *BATCH])
    assert (told.new, warned(told)) == (3, ["reference_numbered"] * 2)
    before = list(BankLine.objects.order_by("pk").values())
    for rows in (BATCH[::-1], BATCH, BATCH[:1], BATCH[1:2]):
        again = take_in_with_account(tmp_path, officer, [PLAIN, *rows])
        assert (again.new, again.unchanged, codes(again)) == (0, len(rows), [])
    assert list(BankLine.objects.order_by("pk").values()) == before


def test_a_further_credit_of_a_known_reference_joins_those_in_the_books(tmp_path, officer):
    take_in_with_account(tmp_path, officer, [PLAIN, *BATCH[:1]])
    told = take_in_with_account(tmp_path, officer, [PLAIN, *BATCH[:2]])
    assert (told.new, told.unchanged, codes(told)) == (1, 1, [])
    assert dict(BankLine.objects.values_list("reference", "amount_vnd")) == {"FT9": 700_000, "FT9 (2)": 500_000}


def test_lines_that_are_wholly_alike_are_asked_about_and_stored_when_meant(tmp_path, officer):
    rows = [PLAIN, BATCH[0], BATCH[0]]
    told = told_of(tmp_path, officer, rows)
    assert (codes(told), asked(told)) == ([], ["alike"])
    assert "giữ lại một dòng" not in told.questions[0].message
    status, answer = import_file("bank_lines", a_csv(tmp_path, [[f"TK: {ACCOUNT}"], *rows]), officer)
    assert (status, [error["code"] for error in answer["errors"]]) == (1, ["answer_missing"])


@pytest.mark.parametrize(
    "reversal",
    [
        ["06/01/2026", "FT2", "", "-5.000.000", "dao but toan FT1"],
        ["06/01/2026", "FT2", "", "(5.000.000)", "HUY GD"],
        ["06/01/2026", "FT2", "5.000.000", "", "Hoàn trả giao dịch FT1"],
        ["06/01/2026", "FT2", "-5.000.000", "", "REVERSAL FT1"],
    ],
)
def test_what_the_bank_took_back_is_not_stored_and_told(tmp_path, officer, reversal):
    rows = [PLAIN, ["05/01/2026", "FT1", "", "5.000.000", "ung ho"], ["05/01/2026", "FT0", "", "1.000", "x"], reversal]
    told = take_in_with_account(tmp_path, officer, rows)
    assert (codes(told), told.new) == ([], 1)
    assert [(note.line, note.code) for note in told.warnings if note.code != "amount_small"] == [
        (3, "credit_undone"),
        (5, "credit_taken_back"),
    ]
    assert BankLine.objects.get().reference == "FT0"


def test_a_credit_of_an_earlier_statement_that_is_taken_back_says_what_to_do_with_it(tmp_path, officer):
    take_in_with_account(tmp_path, officer, [PLAIN, ["05/01/2026", "FT1", "", "5.000.000", "ung ho"]])
    told = take_in_with_account(
        tmp_path,
        officer,
        [PLAIN, ["06/01/2026", "FT2", "", "-5.000.000", "dao FT1"], ["06/01/2026", "F", "", "9.000", ""]],
    )
    sentence = next(note.message for note in told.warnings if note.code == "credit_taken_back")
    assert "dòng sao kê FT1 nhập trước đây" in sentence
    assert "Để riêng" in sentence
    assert sorted(BankLine.objects.values_list("reference", flat=True)) == ["F", "FT1"]


@pytest.mark.parametrize(("credits", "code"), [([], "reversal_untied"), (["FT1", "FT3"], "reversal_of_several")])
def test_a_negative_credit_of_which_nobody_knows_what_it_undoes_is_refused(tmp_path, officer, credits, code):
    rows = [["05/01/2026", name, "", "5.000.000", "ung ho"] for name in credits]
    told = told_of(tmp_path, officer, [PLAIN, *rows, ["06/01/2026", "FT2", "", "-5.000.000", "dao"]])
    assert codes(told) == [code]
    assert "bút toán đảo" not in told.errors[0].message


def test_a_debit_that_only_speaks_of_giving_back_is_a_debit(tmp_path, officer):
    rows = [
        PLAIN,
        ["05/01/2026", "FT1", "", "5.000.000", "a"],
        ["06/01/2026", "FT2", "7.000", "", "hoan tra tien thua"],
    ]
    told = told_of(tmp_path, officer, rows)
    assert (told.new, warned(told)) == (1, ["debit_skipped"])


def test_a_cell_of_a_day_with_its_hour_is_a_day(tmp_path, officer):
    rows = [[f"Số tài khoản: {ACCOUNT}"], PLAIN, [datetime(2026, 1, 5, 23, 59), "FT1", None, 500_000, "a"]]
    take_in(a_workbook(tmp_path, rows), "bank_lines", officer)
    assert BankLine.objects.get().booked_on == date(2026, 1, 5)


# Neighbours


@pytest.mark.parametrize(
    ("headings", "kept"),
    [
        (["Ngày hiệu lực", "Ngày giao dịch", "Số tham chiếu", "Ghi có"], date(2026, 1, 6)),
        (["Value date", "Posting date", "Số tham chiếu", "Ghi có"], date(2026, 1, 6)),
        (["Ngày1/TNX Date", "Ngày hiệu lực2/Effective date", "Số CT", "Ghi có"], date(2026, 1, 5)),
        (["Ngày giao dịch", "Ngày hạch toán", "Số CT", "Ghi có"], date(2026, 1, 5)),
    ],
)
def test_of_two_days_the_one_of_the_transaction_is_taken_and_the_other_told(tmp_path, officer, headings, kept):
    rows = [[f"TK: {ACCOUNT}"], headings, ["05/01/2026", "06/01/2026", "FT1", "500.000"]]
    told = take_in(a_csv(tmp_path, rows), "bank_lines", officer)
    assert (codes(told), len(told.header.unknown)) == ([], 1)
    assert BankLine.objects.get().booked_on == kept


def test_two_columns_of_what_came_in_are_a_contradiction(tmp_path, officer):
    rows = [["Ngày giao dịch", "Số tham chiếu", "Ghi có", "Credit"], ["05/01/2026", "FT1", "500.000", "600.000"]]
    assert stopped(tmp_path, officer, rows).code == "heading_twice"


@pytest.mark.parametrize(
    ("heading", "words"), [("Nợ/Có", ("Có", "Nợ")), ("D/C", ("C", "D")), ("Thu/Chi", ("Thu", "Chi"))]
)
def test_a_column_that_says_the_way_is_read_with_the_amount(tmp_path, officer, heading, words):
    rows = [["Ngày giao dịch", "Số tham chiếu", "Số tiền", heading]]
    rows += [["05/01/2026", f"FT{word}", "500.000", word] for word in words]
    told = told_of(tmp_path, officer, rows)
    assert (codes(told), told.new, warned(told), asked(told)) == ([], 1, ["debit_skipped"], [])


def test_a_way_in_other_words_is_refused(tmp_path, officer):
    rows = [["Ngày giao dịch", "Số tham chiếu", "Số tiền", "Nợ/Có"], ["05/01/2026", "FT1", "500.000", "khác"]]
    assert codes(told_of(tmp_path, officer, rows)) == ["way_unknown"]


@pytest.mark.parametrize("label", ["Total", "TOTAL:", "Grand total", "Cộng phát sinh", "Tổng cộng"])
def test_a_total_row_controls_both_ways(tmp_path, officer, label):
    told = told_of(tmp_path, officer, lines_with((label, "", "50.000", "2.000.000", "")))
    assert (codes(told), told.rows, told.control) == ([], 2, {"donor_cost_vnd": 2_000_000})
    problem = stopped(tmp_path, officer, lines_with((label, "", "60.000", "2.000.000", "")), ACCOUNT)
    assert "tổng ghi nợ 60.000\u00a0đồng" in str(problem)


def test_balances_in_english_are_held_against_the_lines(tmp_path, officer):
    around = ("Opening balance", "", "", "", "1.000.000"), ("Closing balance", "", "", "", "2.950.000")
    assert told_of(tmp_path, officer, lines_with(*around)).rows == 2
    assert stopped(tmp_path, officer, lines_with(around[0], ("Ending balance", "", "", "", "3.000.000")), ACCOUNT)


def test_a_payer_is_wrapped_like_a_narration(tmp_path, officer):
    headings = [*PLAIN, "Tên người chuyển"]
    rows = [
        headings,
        ["05/01/2026", "FT1", "", "900.000", "UNG HO", "CONG TY"],
        ["", "", "", "", "UH-0000012", "MINH HOA"],
    ]
    take_in_with_account(tmp_path, officer, rows)
    assert BankLine.objects.values_list("description", "payer").get() == ("UNG HO UH-0000012", "CONG TY MINH HOA")


@pytest.mark.parametrize("mark", ["như trên", '"', "nt"])
def test_a_reference_is_never_that_of_the_line_above(tmp_path, officer, mark):
    rows = [PLAIN, ["05/01/2026", "FT1", "", "500.000", "a"], ["05/01/2026", mark, "", "500.000", "b"]]
    assert codes(told_of(tmp_path, officer, rows)) == ["reference_as_above"]
