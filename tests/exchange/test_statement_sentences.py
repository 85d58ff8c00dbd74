"""What a statement holds beside its lines: sentences, the account in its rows, money that is no đồng."""

import pytest

from programmes.exchange.file_problem import FileProblem
from programmes.exchange.options import Options
from tests.exchange.doors import codes, judge
from tests.sheets import a_csv

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

ACCOUNT = "0011 0012 3456"
BY_NUMBER = ["Số tham chiếu", "Ngày giao dịch", "Ghi nợ", "Ghi có", "Nội dung", "Tài khoản"]
BY_DAY = ["Ngày giao dịch", "Số tham chiếu", "Ghi nợ", "Ghi có", "Nội dung", "Tài khoản"]
FOOTERS = (
    *("Quý khách vui lòng kiểm tra lại thông tin", "Giao dịch viên", "Trang 1/2 - In lúc 08:00 26/12/2025"),
    *("Sao kê này có giá trị đến 31/12/2025", "Đây là chứng từ điện tử, không cần chữ ký", "Hotline: 1900 1234"),
)


@pytest.fixture
def look(tmp_path, officer):
    def examined(*rows, header=BY_NUMBER, account=ACCOUNT):
        options = Options(common={"account": account} if account else {})
        return judge(a_csv(tmp_path, [header, *rows]), "bank_lines", officer, options=options)

    return examined


def line(number, credit="500.000", account=""):
    return [f"FT{number}", "25/12/2025", "", credit, "Ung ho", account]


@pytest.mark.parametrize("footer", FOOTERS)
@pytest.mark.parametrize("header", [BY_NUMBER, BY_DAY])
def test_a_sentence_below_or_between_the_lines_is_passed_over_and_told(look, header, footer):
    one, two = (dict(zip(BY_NUMBER, line(number), strict=True)) for number in (1, 2))
    one, two = ([row[title] for title in header] for row in (one, two))
    told = look(one, [footer], two, [footer, "", "", "", "Trang 1"], header=header)
    assert (codes(told), told.new) == ([], 2)
    assert [(note.line, note.code) for note in told.warnings] == [(3, "sentence_skipped")]
    assert "2 dòng chữ" in told.warnings[0].message
    assert f"dòng 3 “{footer}”" in told.warnings[0].message


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (["FT9", "", "", "", "Ung ho cua ong Ba", ""], "cell_missing"),
        (["FT9", "", "", "500.000", "Ung ho cua ong Ba", ""], "cell_missing"),
        (["Ung ho cua ong Ba", "32/12/2025", "", "500.000", "", ""], "date_impossible"),
    ],
)
def test_a_line_that_lacks_something_is_refused_and_not_taken_for_a_sentence(look, row, code):
    assert codes(look(line(1), row)) == [code]


def test_an_account_in_the_rows_is_held_against_the_one_typed(look):
    assert look(line(1, account="Ngân hàng Minh Họa 0011.0012.3456"), line(2)).new == 2
    assert look(line(1, account="0099 0012 9999"), account="").new == 1
    with pytest.raises(FileProblem, match="Sao kê của tài khoản 0099 0012 9999, nhưng bạn ghi tài khoản"):
        look(line(1), line(2, account="0099 0012 9999"))


@pytest.mark.parametrize(
    ("amount", "currency"),
    [
        ("500 USD", "đô la Mỹ (USD)"),
        ("$500", "đô la Mỹ (USD)"),
        ("500,00 usd", "đô la Mỹ (USD)"),
        ("EUR 20", "euro (EUR)"),
    ],
)
def test_an_amount_in_foreign_money_is_refused_by_the_name_of_its_currency(look, amount, currency):
    (error,) = look(line(1, amount)).errors
    assert (error.line, error.column, error.code) == (2, "Ghi có", "money_foreign")
    assert f"ghi bằng {currency}, không phải đồng" in error.message
    assert codes(look(line(1, "500 xyz"))) == ["money_form"]
