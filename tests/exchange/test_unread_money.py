"""Money in a column that is not read is held against what is recorded, and never dropped without a word."""

import pytest

from programmes.exchange.options import Options
from tests import factories as f
from tests import sheets
from tests.exchange.doors import codes, judge, take_in

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

TITLE = "Kinh phí vận động được"
COMPUTED = {"Số tiền (đồng)": "", "NSNN hỗ trợ": ""}


@pytest.fixture
def send(tmp_path):
    f.the_rates()
    round_ = f.a_round()

    def send(*amounts, door=judge, over=COMPUTED, title=TITLE, **chosen):
        lines = [{**sheets.a_line(number, **over), title: amount} for number, amount in enumerate(amounts, 1)]
        lines = [{heading: cell for heading, cell in line.items() if cell} for line in lines]
        return door(sheets.a_csv(tmp_path, lines), "gifts", f.the_maker(), round_, Options(**chosen))

    return send


def asked(told):
    return [question for question in told.questions if question.key == TITLE]


def noted(told):
    return {note.code: note.message for note in told.warnings if note.column == TITLE}


def test_a_column_that_agrees_with_what_is_computed_is_said_to_agree(send):
    told = send("379.080", "379.080")
    assert (codes(told), asked(told)) == ([], [])
    assert "cộng 2 dòng được 758.160 đồng, khớp với số tiền chương trình chi" in noted(told)["money_agrees"]


def test_a_column_of_what_all_pay_together_is_said_to_agree_with_that(send):
    assert "khớp với tổng mức đóng" in noted(send("1.263.600", "1.263.600"))["money_agrees"]


def test_a_column_that_differs_is_asked_about_and_nothing_is_stored_before(send):
    (question,) = asked(send("379.080", "400.000"))
    assert "cột này 779.080 đồng, số sẽ ghi 758.160 đồng, khác nhau ở 1 dòng, lệch 20.920 đồng" in question.message
    told = send("379.080", "400.000", door=take_in)
    assert ([problem.code for problem in told.problems], told.report["new"]) == (["answer_missing"], 2)
    told = send("379.080", "400.000", door=take_in, answered={f"left_out:{TITLE}": "1"})
    assert (told.problems, told.new) == ([], 2)


def test_beside_amounts_of_its_own_a_file_is_told_what_another_column_comes_to(send):
    told = send("400.000", over={})
    assert (asked(told), "lệch 20.920 đồng" in noted(told)["money_differs"]) == ([], True)


@pytest.mark.parametrize(
    ("title", "cell"),
    [("Mã hộ", "12.345"), ("Mức lương", "5.000.000"), ("Điện thoại chủ hộ", "0912000001"), (TITLE, "12")],
)
def test_numbers_that_are_no_money_are_not_taken_for_it(send, title, cell):
    told = send(cell, cell, title=title)
    assert {note.code for note in told.warnings} & {"money_agrees", "money_differs"} == set()
    assert told.questions == []


def test_a_file_of_which_every_row_is_refused_is_told_of_the_column_that_may_be_its_money(send):
    told = send("884.520", over={**COMPUTED, "Đối tượng": "đồng bào dân tộc thiểu số"})
    assert (codes(told), "hãy chọn “Số tiền (đồng)”" in noted(told)["money_unread"]) == (["value_missing"], True)
