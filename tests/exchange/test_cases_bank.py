"""Statements and lists with foreign money that were sent in: each is read, or stopped with a sentence, as beside it."""

from datetime import date

import pytest

from programmes.exchange.file_problem import FileProblem
from programmes.exchange.options import Options
from programmes.models import BankLine
from tests.exchange.case_files import NEEDED, case_file
from tests.exchange.doors import codes, import_file, judge

pytestmark = [pytest.mark.django_db, pytest.mark.one_database, NEEDED]

ACCOUNT = "NH Minh Họa 0011000000001"
JANUARY = date(2026, 1, 5)


def stored(officer, name, *arguments):
    """(reference, đồng, day) of what the command line stored."""
    status, told = import_file("bank_lines", case_file(name), officer, *arguments)
    assert (status, told["errors"]) == (0, [])
    return list(BankLine.objects.order_by("booked_on", "reference").values_list("reference", "amount_vnd", "booked_on"))


def test_headings_in_two_languages(officer):
    lines = stored(officer, "01")
    assert lines == [
        ("FT26005000000001", 2_000_000, JANUARY),
        ("FT26006000000003", 3_500_000, date(2026, 1, 6)),
    ]
    assert set(BankLine.objects.values_list("account", "payer")) == {
        ("19009999000011", "NGUYEN VAN THU"),
        ("19009999000011", "CONG TY MINH HOA"),
    }


def test_an_empty_amount_written_as_nought(officer):
    assert stored(officer, "01b", "--account", ACCOUNT) == [("R1", 500_000, date(2026, 6, 1))]


def test_day_and_number_in_one_cell(officer):
    assert stored(officer, "02") == [
        ("5389 - 82579", 600_000, date(2026, 1, 4)),
        ("5391 - 70002", 1_000_000, JANUARY),
    ]


@pytest.mark.parametrize(("name", "layout"), [("03", "bank_lines"), ("03b", "gifts")])
def test_foreign_money(officer, round_, name, layout):
    with pytest.raises(FileProblem, match=r"đô la Mỹ \(USD\), không phải đồng") as refused:
        judge(case_file(name), layout, officer, round_)
    assert refused.value.code == "money_foreign"


def test_one_signed_column(officer):
    assert stored(officer, "04", "--account", ACCOUNT) == [("C1", 1_000_000, JANUARY)]


def test_money_in_and_out_by_the_hour(officer):
    assert stored(officer, "05", "--account", ACCOUNT) == [("1000000000001", 999_000, JANUARY)]


def test_one_reference_of_two_credits(officer):
    assert stored(officer, "06", "--account", ACCOUNT) == [
        ("FT1\\A", 500_000, JANUARY),
        ("FT1\\B", 500_000, JANUARY),
        ("FT9", 500_000, JANUARY),
        ("FT9 (2)", 700_000, JANUARY),
    ]


def test_a_total_that_contradicts_the_lines(officer):
    status, told = import_file("bank_lines", case_file("07"), officer)
    assert (status, [error["code"] for error in told["errors"]]) == (1, ["control_differs"])
    assert "9.000.000" in told["errors"][0]["message"]
    assert "1.000.000" in told["errors"][0]["message"]
    assert not BankLine.objects.exists()


def test_the_account_of_the_file_and_the_one_typed(officer):
    path = case_file("08")
    status, told = import_file("bank_lines", path, officer, "--account", "NH Minh Họa 00112233")
    assert (status, [error["code"] for error in told["errors"]]) == (1, ["account_differs"])
    assert "0011000000001" in told["errors"][0]["message"]
    assert "00112233" in told["errors"][0]["message"]
    assert not BankLine.objects.exists()
    assert len(stored(officer, "08")) == 2
    assert set(BankLine.objects.values_list("account", flat=True)) == {"0011000000001"}


def test_a_wrapped_narration(officer):
    told = judge(case_file("09"), "bank_lines", officer, options=Options(common={"account": ACCOUNT}))
    assert told.repair_counts == {"narration_joined": 1}
    assert len(stored(officer, "09", "--account", ACCOUNT)) == 2
    first = BankLine.objects.get(reference="FT1")
    assert first.description == "CONG TY TNHH MINH HOA UNG HO SO THE UH-0000012"


def test_a_credit_that_the_bank_took_back(officer):
    told = judge(case_file("10"), "bank_lines", officer, options=Options(common={"account": ACCOUNT}))
    assert (codes(told), told.new) == ([], 0)
    sentence = next(note.message for note in told.warnings if note.code == "credit_taken_back")
    assert "dòng 2 (FT1)" in sentence
    assert "bút toán đảo" not in sentence


def test_clocks_of_every_form(officer):
    days = [day for _reference, _amount, day in stored(officer, "11", "--account", ACCOUNT)]
    assert days == [JANUARY, *(date(2026, 1, day) for day in (6, 7, 8))]
