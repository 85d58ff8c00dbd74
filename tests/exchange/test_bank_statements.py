"""Files of bank statements: each credit once, debits told and left, what names its donation is linked at once."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from programmes.actions import bank_lines, undo
from programmes.exchange.desk import intake
from programmes.exchange.desk.preview import preview_file
from programmes.exchange.desk.reports import report_of
from programmes.exchange.desk.store import store_upload
from programmes.exchange.layouts import LAYOUTS
from programmes.exchange.options import Options
from programmes.models import AuditEvent, BankLine, Donation, ImportBatch
from tests import factories as f
from tests.actions.refusals import refused
from tests.exchange.doors import codes, counts, export_file, import_file, judge, take_in
from tests.sheets import a_csv, a_workbook

HEADINGS = ["Số bút toán", "Ngày giao dịch", "Số tiền ghi nợ", "Số tiền ghi có", "Số dư", "Diễn giải", "Tài khoản"]
ACCOUNT = "Ngân hàng Minh Họa 0012 3456"


def line(reference="FT01", day="05/03/2025 10:33:21", credit="5,000,000", debit="", text="Ung ho", account=ACCOUNT):
    return [reference, day, debit, credit, "12,345,678", text, account]


def statement(folder, *lines, head=(), name="sao-ke.csv"):
    return a_csv(folder, [*head, HEADINGS, *lines], name=name)


def test_a_statement_is_read_as_banks_write_it(tmp_path, officer):
    head = (["SAO KÊ TÀI KHOẢN"], ["Từ ngày 01/03/2025 đến ngày 31/03/2025"])
    opening = ["", "", "", "", "12,345,678", "Số dư đầu kỳ", ""]
    closing = ["", "", "11,000", "5,700,000", "", "Cộng phát sinh", ""]
    rows = (opening, line(), line("FT02", "06/03/2025", "", "11,000.00", "Phi SMS"), line("FT03", credit="700,000.00"))
    told = take_in(statement(tmp_path, *rows, closing, head=head), "bank_lines", officer)
    assert (codes(told), told.new, [warning.code for warning in told.warnings]) == ([], 2, ["debit_skipped"])
    assert [(each.reference, each.amount_vnd, each.booked_on) for each in BankLine.objects.order_by("reference")] == [
        ("FT01", 5_000_000, date(2025, 3, 5)),
        ("FT03", 700_000, date(2025, 3, 5)),
    ]
    assert {each.office for each in BankLine.objects.all()} == {officer.office}


def test_money_that_went_out_is_no_repeat(tmp_path, officer):
    def asked(*lines):
        path = statement(tmp_path, *lines)
        layout, options = LAYOUTS["bank_lines"], Options()
        outcome = preview_file(path, layout, filename=path.name, by=officer, round_=None, options=options)
        report = report_of(outcome, layout, options)
        return [question["option"] for question in report["questions"]]

    out = [line(f"RA{number}", credit="", debit="11,000.00") for number in range(5)]
    assert asked(line(), *out) == []
    take_in(statement(tmp_path, line("FT08"), line("FT09")), "bank_lines", officer)
    assert asked(line(), line("FT08"), line("FT09"), *out) == ["repeats"]


@pytest.mark.parametrize("text", ["Số dư đầu kỳ", "Số dư cuối kỳ", "SO DU CUOI NGAY", "Dư đầu kỳ", "Cộng phát sinh"])
@pytest.mark.parametrize("column", ["Số tiền ghi nợ", "Số tiền ghi có", "Số dư"])
def test_balances_and_sums_of_a_statement_are_no_lines_and_only_what_came_in_is_a_control(
    tmp_path, officer, text, column
):
    is_sum = (text, column) == ("Cộng phát sinh", "Số tiền ghi có")
    went_out = (text, column) == ("Cộng phát sinh", "Số tiền ghi nợ")
    row = dict.fromkeys(HEADINGS, "") | {"Diễn giải": text, column: "0" if went_out else "5.000.000"}
    told = take_in(statement(tmp_path, line(credit="5.000.000"), list(row.values())), "bank_lines", officer)
    assert (told.rows, told.new, codes(told), told.warnings) == (1, 1, [], [])
    assert told.control == ({"donor_cost_vnd": 5_000_000} if is_sum else {})


def test_a_workbook_of_another_bank_is_read_too(tmp_path, officer):
    headings = ["STT", "Ngày hạch toán", "Số tham chiếu", "Ghi nợ", "Ghi có", "Nội dung", "Tên người chuyển"]
    rows = [[1, date(2025, 3, 5), "REF-1", "", 5_000_000, "Ung ho", "CONG TY MINH HOA"]]
    path = a_workbook(tmp_path, [headings, *rows])
    status, told = import_file("bank_lines", path, officer, "--account", ACCOUNT)
    assert (status, told["new"]) == (0, 1)
    found = BankLine.objects.get()
    assert (found.payer, found.account) == ("CONG TY MINH HOA", ACCOUNT)


def test_a_statement_of_no_known_account_is_refused(tmp_path, officer):
    assert codes(judge(statement(tmp_path, line(account="")), "bank_lines", officer)) == ["account_missing"]


def test_the_same_file_again_changes_nothing(tmp_path, officer):
    path = statement(tmp_path, line(), line("FT02"))
    take_in(path, "bank_lines", officer)
    before, trail = list(BankLine.objects.values()), AuditEvent.objects.filter(target_type="bankline").count()
    assert counts(judge(path, "bank_lines", officer)) == {"new": 0, "changed": 0, "unchanged": 2, "rejected": 0}
    take_in(path, "bank_lines", officer)
    assert list(BankLine.objects.values()) == before
    assert AuditEvent.objects.filter(target_type="bankline").count() == trail


def test_a_longer_statement_brings_what_is_new_whatever_was_done_to_the_old(tmp_path, officer):
    take_in(statement(tmp_path, line()), "bank_lines", officer)
    bank_lines.set_aside(BankLine.objects.get(), reason="Chuyển nội bộ", by=officer)
    told = take_in(statement(tmp_path, line(text="in lai"), line("FT02")), "bank_lines", officer)
    assert counts(told) == {"new": 1, "changed": 0, "unchanged": 1, "rejected": 0}
    assert sorted(BankLine.objects.values_list("reference", "state")) == [("FT01", "aside"), ("FT02", "unexplained")]


@pytest.mark.parametrize("other", [{"credit": "5,000,001"}, {"day": "06/03/2025"}])
def test_a_reference_with_another_amount_or_day_is_refused_and_nothing_is_stored(tmp_path, officer, other):
    take_in(statement(tmp_path, line()), "bank_lines", officer)
    told = take_in(statement(tmp_path, line(**other), line("FT02")), "bank_lines", officer)
    assert codes(told) == ["bank_reference_reused"]
    assert BankLine.objects.count() == 1


def test_a_line_that_moves_no_money_is_refused(tmp_path, officer):
    told = judge(statement(tmp_path, line(credit="", debit="-"), line("FT02")), "bank_lines", officer)
    assert codes(told) == ["credit_missing"]
    assert "“Ghi có” và “Ghi nợ” của sao kê" in told.errors[0].message


def test_an_account_of_another_office_is_refused(tmp_path, officer):
    take_in(statement(tmp_path, line()), "bank_lines", officer)
    stranger = f.the_maker(f.an_office(f.DIEN_BIEN))
    assert codes(judge(statement(tmp_path, line()), "bank_lines", stranger)) == ["account_of_other_office"]


# Matched


def test_a_line_that_names_its_donation_is_linked_and_its_pledge_received(tmp_path, officer):
    pledge, receipt = (
        f.a_pledge(code="PL-2025-01", by=f.an_officer()),
        f.a_donation(code="PT-2025-02", amount_vnd=700_000),
    )
    rows = (line(text="CK PL202501 ung ho"), line("FT02", credit="700,000", text="pt 2025 02"))
    take_in(statement(tmp_path, *rows), "bank_lines", officer)
    assert dict(BankLine.objects.values_list("reference", "matches__donation")) == {
        "FT01": pledge.pk,
        "FT02": receipt.pk,
    }
    pledge.refresh_from_db()
    assert (pledge.state, pledge.received_on, pledge.entered_by) == ("received", date(2025, 3, 5), officer)
    verbs = AuditEvent.objects.filter(verb__in=["receive", "link"]).order_by("pk").values_list("verb", "target_id")
    first, second = BankLine.objects.order_by("reference").values_list("pk", flat=True)
    assert list(verbs) == [("receive", str(pledge.pk)), ("link", str(first)), ("link", str(second))]


@pytest.mark.parametrize("text", ["Ung ho", "PL-2025-01 va PL-2025-02"])
def test_a_line_with_any_doubt_waits_for_the_officer(tmp_path, officer, text):
    f.a_pledge(code="PL-2025-01"), f.a_pledge(code="PL-2025-02")
    take_in(statement(tmp_path, line(text=text)), "bank_lines", officer)
    assert BankLine.objects.get().state == "unexplained"
    assert set(Donation.objects.values_list("state", flat=True)) == {"pledged"}


def test_money_that_came_before_its_pledge_waits_for_the_officer(tmp_path, officer):
    pledge = f.a_pledge(code="PL-2025-01", pledged_on=date(2025, 3, 6))
    other = f.a_pledge(code="PL-2025-02", pledged_on=date(2025, 3, 5))
    take_in(statement(tmp_path, line(text=pledge.code), line("FT02", text=other.code)), "bank_lines", officer)
    assert dict(BankLine.objects.values_list("reference", "matches__donation")) == {"FT01": None, "FT02": other.pk}


def test_what_matches_by_itself_is_told_before_and_after_storing(tmp_path, officer):
    pledge = f.a_pledge(code="PL-2025-01")
    path = statement(tmp_path, line("FT02", credit="1,000"), line(text="CK PL202501"))
    for told in (judge(path, "bank_lines", officer), take_in(path, "bank_lines", officer)):
        (note,) = [note for note in told.warnings if note.code == "matched_by_itself"]
        assert (note.line, note.column) == (3, "Nội dung")
        for word in (pledge.code, pledge.donor.name, "5.000.000"):
            assert word in note.message


def test_another_amount_or_two_lines_for_one_donation_are_no_match(tmp_path, officer):
    f.a_pledge(code="PL-2025-01"), f.a_pledge(code="PL-2025-02", amount_vnd=1)
    rows = (line(text="PL-2025-01"), line("FT02", text="PL-2025-01"), line("FT03", text="PL-2025-02"))
    take_in(statement(tmp_path, *rows), "bank_lines", officer)
    assert set(BankLine.objects.values_list("state", flat=True)) == {"unexplained"}


def test_what_is_open_of_a_donation_is_no_amount_by_which_a_line_matches_by_itself(tmp_path, officer):
    pledge = f.a_pledge(code="PL-2025-01", amount_vnd=6_000_000)
    bank_lines.link(f.a_bank_line(amount_vnd=1_000_000), pledge, by=officer)
    equal = f.a_pledge(code="PL-2025-02")
    bank_lines.link(f.a_bank_line(), equal, 1, by=officer)
    rows = (line(text=pledge.code), line("FT02", text=equal.code))
    take_in(statement(tmp_path, *rows), "bank_lines", officer)
    assert set(BankLine.objects.filter(batch__isnull=False).values_list("state", flat=True)) == {"unexplained"}


def test_storing_fifty_lines_takes_as_many_statements_as_storing_five(tmp_path, officer):
    def statements(number, prefix):
        pledges = [f.a_pledge(code=f"{prefix}-2025-{n}", amount_vnd=1000 + n) for n in range(number)]
        rows = [line(f"{prefix}{n}", credit=str(1000 + n), text=each.code) for n, each in enumerate(pledges)]
        path = statement(tmp_path, *rows, name=f"{prefix}.csv")
        with path.open("rb") as stream:
            batch = intake.receive(stream, filename=path.name, layout=LAYOUTS["bank_lines"], by=officer)
        with CaptureQueriesContext(connection) as queries:
            store_upload(batch)
        return len(queries)

    assert statements(5, "AA") == statements(50, "BB")
    assert BankLine.objects.filter(state="linked").count() == 55


# Taken back, and out again


def test_a_statement_is_taken_back_unless_a_line_of_it_explains_a_donation(tmp_path, officer):
    take_in(statement(tmp_path, line()), "bank_lines", officer)
    batch, donation = ImportBatch.objects.get(), f.a_donation()
    bank_lines.link(BankLine.objects.get(), donation, by=officer)
    with refused("line_was_linked"):
        undo.undo(batch, reason="Nhầm tài khoản", by=officer)
    bank_lines.unlink(BankLine.objects.get(), by=officer)
    undo.undo(batch, reason="Nhầm tài khoản", by=officer)
    assert not BankLine.objects.exists()


def test_a_file_of_donations_is_taken_back_and_its_lines_wait_again(tmp_path, officer, round_):
    donor = f.a_donor(by=officer)
    rows = [["Số chứng từ", "Nhà hảo tâm", "Số tiền (đồng)", "Ngày nhận", "Đợt"]]
    rows += [["PT-0001", donor.code, "5.000.000", "04/03/2025", round_.slug]]
    take_in(a_csv(tmp_path, rows), "donations", officer)
    bank_lines.link(f.a_bank_line(), Donation.objects.get(), by=officer)
    undo.undo(ImportBatch.objects.get(), reason="Nhầm tệp", by=officer)
    assert BankLine.objects.values_list("state", "matches__donation").get() == ("unexplained", None)


def test_an_export_read_in_again_changes_nothing(tmp_path, officer):
    f.a_bank_line(payer="CONG TY MINH HOA"), f.a_bank_line(amount_vnd=1_263_600)
    path = tmp_path / "ra.csv"
    status, _printed = export_file("bank_lines", path)
    assert status == 0
    assert counts(judge(path, "bank_lines", officer)) == {"new": 0, "changed": 0, "unchanged": 2, "rejected": 0}
