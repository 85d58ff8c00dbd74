"""Day and month that a machine with American settings exchanged, and codes of the sexes that mean the other one."""

from datetime import date

import pytest

from programmes.exchange.desk.questions import check_answered
from programmes.exchange.options import Options
from programmes.models import Recipient
from tests import sheets
from tests.exchange.doors import codes, import_file, judge

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture
def look(officer, round_, tmp_path):
    def told_of(*births, options=None, write=sheets.a_workbook):
        lines = [sheets.a_line(number, **{"Ngày sinh": birth}) for number, birth in enumerate(births, 1)]
        return judge(write(tmp_path, lines), "gifts", officer, round_, options or Options())

    return told_of


def exchanged(told):
    return [(repair.before, repair.after) for repair in told.repairs if repair.code == "day_month_exchanged"]


BACK = Options(exchanged={"birth": "1"})
TURNED = (date(1956, 12, 3), date(1957, 1, 9), "25/12/1956", "14/2/1957")
NONE_ABOVE = [date(1940 + n, n % 12 + 1, n % 11 + 1) for n in range(1, 70)]


@pytest.mark.parametrize(
    ("births", "write", "example"),
    [
        (TURNED, sheets.a_workbook, "03/12/1956"),
        ((date(1956, 12, 3), "25/12/1956"), sheets.a_workbook, "03/12/1956"),
        (("12/25/1956", "3/4/1956", "2/14/1957"), sheets.a_csv, "12/25/1956"),
        (("12/25/1956", date(1956, 4, 3)), sheets.a_workbook, "12/25/1956"),
        (("12/25/56", "3/4/56"), sheets.a_csv, "12/25/56"),
        (NONE_ABOVE, sheets.a_workbook, "03/02/1942"),
    ],
    ids=["turned", "two rows", "months first", "months first in a workbook", "years of two digits", "none above 12"],
)
def test_days_that_were_exchanged_are_asked_about_before_anything_is_stored(look, births, write, example):
    told = look(*births, write=write)
    (question,) = told.questions
    assert (question.option, question.key) == ("exchanged", "birth")
    assert [value for value, _label in question.choices] == ["1", ""]
    assert [problem.code for problem in check_answered(told.questions, Options())] == ["answer_missing"]


@pytest.mark.parametrize(
    ("births", "write"),
    [
        ((date(1956, 12, 3), date(1956, 12, 25), "14/2/1957"), sheets.a_workbook),
        ((date(1956, 12, 3), "4/3/1956", "25/12/1956"), sheets.a_workbook),
        ((date(1956, 3, 3), "25/12/1956"), sheets.a_workbook),
        ((date(1956, 12, 3), "1956", "02/1957"), sheets.a_workbook),
        (("3/4/1956", "25/12/1956", "02/13/1956"), sheets.a_csv),
        ([*NONE_ABOVE, date(1956, 3, 25)], sheets.a_workbook),
    ],
    ids=["one above 12", "typed below 13", "the same", "years alone", "one typing error", "one of many"],
)
def test_days_that_nothing_speaks_against_ask_nothing(look, births, write):
    assert look(*births, write=write).questions == []


def test_where_days_below_13_were_typed_beside_those_that_were_turned_the_file_is_to_be_mended(look):
    (question,) = look(*NONE_ABOVE[:30], "4/3/1956", "25/12/1956").questions
    assert [value for value, _label in question.choices] == [""]
    assert "gõ bằng chữ (ví dụ 4/3/1956)" in question.message


def test_days_are_exchanged_by_the_answer_and_listed(look):
    told = look(*TURNED, options=BACK)
    assert exchanged(told) == [("03/12/1956", "12/03/1956"), ("09/01/1957", "01/09/1957")]
    assert (told.new, codes(told)) == (4, [])


def test_a_file_that_excel_saved_with_the_month_first_is_read_whole_by_the_answer(look):
    births = ("12/25/1956", "3/4/1956", "2/14/57")
    assert codes(look(*births, write=sheets.a_csv)) == ["date_impossible", "date_impossible"]
    told = look(*births, write=sheets.a_csv, options=BACK)
    pairs = [("12/25/1956", "25/12/1956"), ("3/4/1956", "04/03/1956"), ("2/14/57", "14/02/57")]
    assert (exchanged(told), codes(told)) == (pairs, [])


def test_codes_of_the_sexes_that_the_numbers_contradict_are_told_on_the_command_line(officer, round_, tmp_path):
    coded = {"nam": "0", "nữ": "1"}
    lines = [sheets.a_line(number) for number in range(1, 6)]
    lines = [{**line, "Giới tính": coded[line["Giới tính"]]} for line in lines]
    path, about = sheets.a_csv(tmp_path, lines), ("--round", round_.slug)
    status, told = import_file("gifts", path, officer, *about)
    assert (status, told["questions"]["exchanged"]["sex"]["choices"]["1"]) == (1, "1 là nữ, 0 là nam")
    answers = tmp_path / "tra-loi.json"
    answers.write_text('{"exchanged": {"sex": "1"}}', encoding="utf-8")
    status, told = import_file("gifts", path, officer, *about, "--answers", answers)
    assert (status, told["new"], told["warnings"], told["repairs"]) == (0, 5, [], 5)
    assert set(Recipient.objects.values_list("full_name", "sex")) == {
        (line["Họ và tên"], "female" if "Thị" in line["Họ và tên"] else "male") for line in lines
    }


def test_of_codes_1_and_2_the_known_one_is_asked_about_where_the_numbers_contradict_it(officer, round_, tmp_path):
    lines = [sheets.a_line(number, **{"Giới tính": "21"[number % 2]}) for number in range(6)]
    told = judge(sheets.a_csv(tmp_path, lines), "gifts", officer, round_)
    assert ([question.key for question in told.questions], [asked.column for asked in told.values]) == (
        ["sex"],
        ["sex"],
    )


def test_days_of_a_statement_are_asked_about_too(headquarters_officer, tmp_path):
    rows = [["Số tham chiếu", "Ngày giao dịch", "Ghi có", "Nội dung"]]
    rows += [[f"FT{n}", day, 500_000 + n, "ung ho"] for n, day in enumerate((date(2025, 5, 12), "25/12/2025 10:33:00"))]
    path = sheets.a_workbook(tmp_path, rows)
    options = Options(common={"account": "0011001234567"})
    told = judge(path, "bank_lines", headquarters_officer, options=options)
    assert [(question.option, question.key) for question in told.questions] == [("exchanged", "booked_on")]


@pytest.mark.parametrize("sexes", ["10101", ["nam", "nữ", "nam", "nữ", "nam"], "11111"], ids=["right", "words", "half"])
def test_sexes_that_most_numbers_confirm_ask_nothing(officer, round_, tmp_path, sexes):
    lines = [sheets.a_line(number, **{"Giới tính": sex}) for number, sex in enumerate(sexes)]
    assert judge(sheets.a_csv(tmp_path, lines), "gifts", officer, round_).questions == []
