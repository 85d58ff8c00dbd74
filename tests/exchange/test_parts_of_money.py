"""A total of money beside its parts: the programme pays one of them, and only the officer can tell which."""

import pytest

from programmes.exchange.desk.questions import check_answered
from programmes.exchange.options import Options
from programmes.rules.batches import check_control
from tests import sheets
from tests.exchange.doors import judge

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
PARTS = {"Trong đó: NSNN": "884.520", "Trong đó: nhà tài trợ": "379.080"}


@pytest.fixture
def look(officer, round_, tmp_path):
    """What is told of lines with these columns of money in place of the usual ones."""

    def told_of(*lines, options=None):
        lines = [sheets.a_line(number, **money) for number, money in enumerate(lines, 1)]
        for line in lines:
            del line["Số tiền (đồng)"], line["NSNN hỗ trợ"]
        return judge(sheets.a_csv(tmp_path, lines), "gifts", officer, round_, options or Options())

    return told_of


@pytest.mark.parametrize(
    ("lines", "choices"),
    [
        ([{"Số tiền": "1.263.600", **PARTS}], ["Trong đó: NSNN", "Trong đó: nhà tài trợ", ""]),
        ([{"Số tiền": "1.263.600", **PARTS}, {"Số tiền": "631.800", "Trong đó: NSNN": "631.800"}], None),
        ([{"Thành tiền": "1.263.600", "Nguồn xã": "200.000", "Nguồn A": "684.520", "Nguồn B": "379.080"}], None),
        ([{**PARTS, "Ghi sổ": "12", "Thành tiền": "1.263.600"}], ["Trong đó: NSNN", "Trong đó: nhà tài trợ", ""]),
    ],
    ids=["two parts", "a part is empty", "three parts", "before the total"],
)
def test_a_total_of_columns_that_are_not_read_is_asked_about(look, lines, choices):
    told = look(*lines)
    (question,) = told.questions
    assert question.option == "parts"
    assert choices is None or [value for value, _label in question.choices] == choices
    assert [problem.code for problem in check_answered(told.questions, Options())] == ["answer_missing"]


def test_a_part_that_is_read_as_what_the_state_pays_is_none_that_the_programme_pays(officer, round_, tmp_path):
    line = sheets.a_line(1, **{"Số tiền (đồng)": "1.263.600", "Nhà tài trợ": "379.080"})
    (question,) = judge(sheets.a_csv(tmp_path, [line]), "gifts", officer, round_).questions
    assert [value for value, _label in question.choices] == ["Nhà tài trợ", ""]


def test_the_part_that_the_officer_names_is_what_the_programme_pays(look):
    money = {"Số tiền": "1.263.600", **PARTS}
    told = look(money, options=Options(parts={"Số tiền": "Trong đó: nhà tài trợ"}))
    assert (told.donor_cost_vnd, told.new, told.questions) == (379_080, 1, [])
    assert look(money, options=Options(parts={"Số tiền": ""})).donor_cost_vnd == 1_263_600


@pytest.mark.parametrize(
    "money",
    [
        {"Số tiền": "379.080", "Đơn giá năm trước": "379.080"},
        {"Số tiền": "379.080", "Quà A": "100.000", "Quà B": "200.000"},
        {"Số tiền": "379.080", "Mã": "K1", "Mức": "379.080"},
    ],
    ids=["the same again", "no sum", "words"],
)
def test_other_columns_beside_the_money_ask_nothing(look, money):
    assert look(money).questions == []


@pytest.mark.parametrize("heading", ["Trong đó: NSNN", "Số khẩu"])
def test_a_total_in_a_column_that_is_not_read_counts_no_people(look, heading):
    told = look(
        {heading: "884.520", "Số tiền": "379.080"},
        {heading: "884.520", "Số tiền": "379.080"},
        {**dict.fromkeys(sheets.a_line(), ""), "STT": "Tổng cộng", heading: "1.769.040", "Số tiền": "758.160"},
    )
    assert (told.new, told.control) == (2, {"donor_cost_vnd": 758_160})


def test_a_total_that_differs_says_by_how_much_and_which_columns_are_not_read(look):
    total = {**dict.fromkeys(sheets.a_line(), ""), "STT": "Tổng cộng", "Số tiền": "758.160"}
    told = look({"Số tiền": "379.080", "Mức cũ": "1.000"}, total)
    (problem,) = check_control(told.report, {})
    assert "tổng ghi 758.160, đếm được 379.080, lệch 379.080" in problem.message
    assert problem.message.endswith("cột không được đọc: “Mức cũ”; xem số tổng có phải của cột đó không.")
