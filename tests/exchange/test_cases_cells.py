"""Files of the kind that offices send, whose cells say what a person would read and a program might misread."""

import pytest

from programmes.exchange.file_problem import FileProblem
from programmes.exchange.options import Options
from tests import factories as f
from tests.exchange.case_files import NEEDED, case_file
from tests.exchange.doors import judge

pytestmark = [
    pytest.mark.django_db,
    NEEDED,
]


@pytest.fixture
def tell():
    """What is told of the file whose name begins so."""
    round_ = f.a_round(slug="so-the-2026", name="Sổ, thẻ 2026")
    officer = f.the_maker()

    def told(number, layout="gifts", **options):
        return judge(case_file(number), layout, officer, round_, Options(**options))

    return told


def refusals(told):
    return [(error.line, error.code) for error in sorted(told.errors)]


def repairs(told, code):
    return [(repair.line, repair.before, repair.after) for repair in told.repairs if repair.code == code]


def test_letters_that_only_look_like_those_of_a_name_are_refused(tell):
    assert refusals(tell("14")) == [(4, "letters_foreign"), (5, "letters_foreign")]


def test_a_text_that_hidden_signs_turn_is_refused(tell):
    assert refusals(tell("15")) == [(2, "letters_turned"), (3, "letters_turned")]


def test_numbers_that_only_fill_a_cell_are_refused(tell):
    assert refusals(tell("16")) == [(2, "citizen_filler"), (3, "citizen_filler")]


def test_a_telephone_number_that_lost_its_digits_is_refused(tell):
    assert refusals(tell("23")) == [(2, "phone_lost_digits")]


def test_two_telephone_numbers_are_refused_and_the_words_beside_one_are_noted(tell):
    told = tell("24")
    assert refusals(told) == [(6, "phone_several")]
    assert "hỉ ghi một số điện thoại" in told.errors[0].message
    ((line, _before, after),) = repairs(told, "phone_words")
    assert (line, after) == (7, "•••• ••• 678; ghi chú: con gái")


def test_a_title_and_a_number_before_a_name_are_taken_off_and_listed(tell):
    told = tell("21")
    assert refusals(told) == [(4, "name_form"), (6, "name_form")]
    mended = [(2, "Bà Lê Thị Thử", "Lê Thị Thử"), (3, "Ông: Trần Văn Mẫu", "Trần Văn Mẫu")]
    assert repairs(told, "title_of_name") == [*mended, (5, "1. Hoàng Văn Dụ", "Hoàng Văn Dụ")]


def test_a_full_stop_too_many_is_taken_off_and_listed(tell):
    told = tell("31")
    ends = [(2, "LÊ THỊ THỬ.", "LÊ THỊ THỬ"), (2, "12 tháng.", "12 tháng"), (2, "379.080.", "379.080")]
    assert (refusals(told), repairs(told, "end_mark")) == ([], ends)


def test_days_in_a_workbook_of_1904_are_counted_from_that_year(tell):
    told = tell("13")
    serials = [(line, "16812", "11/01/1950") for line in (2, 3)]
    assert (refusals(told), repairs(told, "excel_serial")) == ([], serials)


def test_days_in_words_are_read_and_listed(tell):
    told = tell("22")
    assert refusals(told) == [(3, "date_impossible")]
    assert "2/14/1951" in told.errors[0].message
    words = ["1952/03/15", "17 tháng 5 năm 1954", "ngày 18/6/1955", "20-thg 8-1957"]
    assert [before for _line, before, _after in repairs(told, "day_in_words")] == words
    short = [(5, "16-Apr-53", "16/04/1953"), (8, "19.7.56", "19/07/1956")]
    assert repairs(told, "year_of_two_digits") == short


def test_a_term_from_day_to_day_is_so_many_months(tell):
    assert refusals(tell("36")) == [(5, "months_range")]


def test_a_number_that_excel_turned_into_a_day_is_refused(tell):
    assert refusals(tell("26")) == [(2, "day_in_text")]


def test_a_logical_value_is_a_mark_in_columns_of_marks_alone(tell):
    told = tell("27")
    assert refusals(told) == [(4, "name_none")]


def test_a_year_that_became_a_day_of_1905_is_refused(tell):
    told = tell("38")
    assert refusals(told) == [(2, "year_as_day")]
    assert "năm 1955" in told.errors[0].message


def test_short_names_of_categories_are_known_and_of_several_one_is_taken(tell):
    told = tell("34")
    several = [(7, "Hộ cận nghèo, người cao tuổi", "hộ cận nghèo")]
    assert (refusals(told), repairs(told, "category_of_several")) == ([], several)


def test_a_kind_told_with_for_whom_or_how_long_is_known(tell):
    assert refusals(tell("35")) == []


def test_a_rate_in_a_column_of_money_is_told_from_a_sum(tell):
    told = tell("32")
    assert refusals(told) == [(2, "money_rate"), (3, "money_rate")]
    assert all("ghi số đồng, không ghi tỷ lệ" in error.message for error in told.errors)


def test_a_name_merged_over_two_numbers_is_that_of_the_first(tell):
    assert refusals(tell("41")) == [(3, "person_as_above")]


def test_a_voucher_is_the_number_that_the_cell_shows(tell):
    f.a_donor(code="NHT-000007")
    told = tell("25", "donations")
    assert refusals(told) == [(3, "duplicate_in_file"), (4, "day_in_text")]


def test_a_list_of_donations_without_numbers_and_known_donors_is_read_with_two_answers(tell):
    with pytest.raises(FileProblem, match="Không có “Số chứng từ” thì chọn “để phần mềm đánh số”"):
        tell("37", "donations")
    told = tell("37", "donations", common={"code": "tự đánh số"})
    assert refusals(told) == [(3, "not_found"), (4, "not_found"), (4, "cell_missing")]
    assert [(text.text, text.likely) for text in told.values[0].texts] == [
        ("Công ty Minh Họa", "mới, doanh nghiệp:"),
        ("Ông Lê Văn Thử", "mới, cá nhân:"),
    ]
    values = {"donor": {"công ty minh họa": "mới, doanh nghiệp:", "ông lê văn thử": "mới, cá nhân:"}}
    told = tell("37", "donations", common={"code": "tự đánh số"}, values=values)
    assert (told.new, refusals(told)) == (1, [(4, "cell_missing")])
