"""Totals in rows and in words, held against the rows of the list."""

import pytest

from tests.exchange.doors import codes, counts
from tests.exchange.list_rows import HEADER, a_row

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_a_total_of_months_is_no_number_of_people(look):
    told = look(a_row(1), a_row(2), ["", "Tổng cộng", "", "", "", "", "", "24", "", ""])
    assert (told.people, told.control) == (2, {})


def test_a_line_below_the_signatures_is_not_lost(look):
    told = look(a_row(1), ["", "GIÁM ĐỐC"], a_row(2), a_row(3, **{"Loại quà": ""}))
    assert (told.new, codes(told)) == (2, ["cell_missing"])


def test_subtotals_without_a_grand_total_are_added(look):
    total = ["Cộng", "1", "", "", "", "", "", "", "", "379.080"]
    told = look(["I", "Hộ nghèo"], a_row(1), total, ["II", "Hộ cận nghèo"], a_row(2), total)
    assert told.control == {"people": 2, "donor_cost_vnd": 758_160}


@pytest.mark.parametrize("label", ["Tổng cộng", "TỔNG SỐ", "Cộng", "Tổng cộng (A+B)", "Tổng cộng:"])
@pytest.mark.parametrize("under", ["Ngày sinh", "Số CCCD", "Xã", "Loại quà"])
def test_a_total_counts_people_in_whatever_column_its_number_stands(look, label, under):
    total = dict.fromkeys(HEADER, "") | {"Họ và tên": label, under: "2", "Số tiền": "758.160"}
    told = look(a_row(1), a_row(2), list(total.values()))
    assert (told.rows, codes(told)) == (2, [])
    assert told.control == {"people": 2, "donor_cost_vnd": 758_160}


def test_a_total_that_counts_men_and_women_apart_counts_both(look):
    header = ["Họ và tên", "Năm sinh Nam", "Năm sinh Nữ", "Xã", "Loại quà", "Số tiền"]
    people = [["Lò Thị Mỷ", "", str(1950 + number), "Xã Minh Họa", "quà Tết", "500000"] for number in range(3)]
    people.append(["Lò Văn Ân", "1956", "", "Xã Minh Họa", "quà Tết", "500000"])
    told = look(*people, ["Tổng cộng", "1", "3", "", "", "4"], header=header)
    assert (told.new, codes(told), told.control) == (4, [], {"people": 4, "donor_cost_vnd": 4})


@pytest.mark.parametrize("birth", ["12/05/1960", "1960"])
def test_a_person_of_the_family_of_tong_is_a_person_without_a_citizen_number_too(look, birth):
    person = a_row(1, **{"Họ và tên": "Tổng Thị Bình", "Ngày sinh": birth, "Số CCCD": ""})
    told = look(person, a_row(2))
    assert (told.rows, told.control) == (2, {})


@pytest.mark.parametrize("count", ["500", "500 thẻ", "500 thẻ BHYT", "0.500 thẻ"])
@pytest.mark.parametrize("label", ["Tổng số thẻ đề nghị cấp", "Tổng số thẻ BHYT (12 tháng) đề nghị cấp", "Tổng cộng"])
def test_how_many_cards_are_asked_for_is_held_against_the_people(look, label, count):
    for cells in ([f"{label}: {count}"], ["", f"{label}: {count}"], ["", f"{label}:", count]):
        told = look(a_row(1), a_row(2), cells)
        assert (told.rows, told.control, told.warnings) == (2, {"people": 500}, [])


@pytest.mark.parametrize(
    ("label", "control"),
    [
        ("Tổng số người: 05", {"people": 5}),
        ("Tổng số người được tặng thẻ năm 2026: 05.", {"people": 5}),
        ("Cộng: 02", {"people": 2}),
        ("Tổng cộng (A+B): 02", {"people": 2}),
        ("Tổng cộng: 02 thẻ BHYT", {"people": 2}),
        ("Tổng số tiền: 999.999 đồng", {"donor_cost_vnd": 999_999}),
        ("Tổng kinh phí: 999.999", {"donor_cost_vnd": 999_999}),
        ("Tổng số: 02 người; số tiền: 999.999 đồng", {"people": 2, "donor_cost_vnd": 999_999}),
        ("Tổng cộng 02 người, 758.160đ", {"people": 2, "donor_cost_vnd": 758_160}),
    ],
)
def test_a_total_in_words_is_held_against_the_rows(look, label, control):
    told = look(a_row(1), a_row(2), ["", label])
    assert (told.rows, codes(told), told.control, told.warnings) == (2, [], control, [])


@pytest.mark.parametrize(
    "label",
    [
        *("Cộng: 1.250", "Tổng cộng: 05 xuất", "Tổng cộng: 02 sổ, 03 thẻ", "Tổng số tháng: 24"),
        *("Tổng số tiền: 2 người x 379.080 đồng", "Tổng số tiền NSNN hỗ trợ: 1.769.040 đồng"),
        "Tổng cộng 02 người, mức 379.080 đồng/người",
        "Tổng số tiền: 379.080 đồng và 500.000 đồng",
    ],
)
def test_a_total_in_words_that_is_not_clear_is_told(look, label):
    told = look(a_row(1), a_row(2), ["", label])
    assert (told.rows, codes(told), told.control.get("donor_cost_vnd")) == (2, [], None)
    assert [(note.line, note.code) for note in told.warnings] == [(4, "total_unreadable")]


def test_an_amount_in_words_is_of_no_column_where_the_list_has_several_of_money(look):
    total = ["", "Tổng số tiền: 2.527.200 đồng"]
    told = look([*a_row(1), "884.520"], [*a_row(2), "884.520"], total, header=[*HEADER, "NSNN hỗ trợ"])
    assert (told.control, [note.code for note in told.warnings]) == ({}, ["total_unreadable"])


def test_people_and_money_of_one_total_may_stand_in_two_rows(look):
    both = {"people": 2, "donor_cost_vnd": 758_160}
    for first, second in (("Cộng: 02", "Tổng số tiền: 758.160 đồng"), ("Tổng số tiền: 758.160 đồng", "Tổng: 02 người")):
        assert look(a_row(1), a_row(2), ["", first], ["", second]).control == both


def test_the_people_of_the_last_group_are_not_those_of_the_list(look):
    groups = [["Cộng: 01 người"], a_row(2), ["Cộng: 01 người"], ["Tổng số tiền: 758.160 đồng"]]
    assert look(a_row(1), *groups).control == {"donor_cost_vnd": 758_160}


@pytest.mark.parametrize("words", ["Tổng số tiền bằng chữ: Ba trăm bảy mươi chín nghìn", "Danh sách có dán ảnh"])
def test_words_below_the_sum_of_a_group_do_not_make_it_that_of_the_list(look, words):
    group = [["Cộng: 01 người"], ["", words]]
    assert look(a_row(1), *group, a_row(2), *group).control == {"people": 2}


@pytest.mark.parametrize("label", ["Tổng cộng đợt 1", "Cộng mục 2", "Tổng cộng (1+2)", "Tổng cộng quý I/2026"])
def test_a_number_in_the_name_of_a_total_counts_nobody(look, label):
    told = look(a_row(1), a_row(2), ["", label, *[""] * 7, "758.160"])
    assert (told.control, told.warnings) == ({"donor_cost_vnd": 758_160}, [])


CARRIED = (
    *("Mang sang", "Số chuyển trang", "Chuyển sang trang sau", "Cộng mang sang", "Trang trước chuyển sang"),
    *("Toàn xã", "Cộng lũy kế", "Lũy kế", "Lũy kế đến trang này", "Lũy kế: 40 người"),
)


@pytest.mark.parametrize("label", CARRIED)
@pytest.mark.parametrize("place", ["STT", "Họ và tên"])
def test_sums_of_other_pages_are_no_people_and_no_control_and_are_told_once(look, label, place):
    sums = {"Ngày sinh": "40", "Số tháng": "24", "Số tiền": "9.999.999"}
    carried = list((dict.fromkeys(HEADER, "") | {place: label} | sums).values())
    total = ["", "Tổng cộng", "", "", "", "", "", "", "", "758.160"]
    told = look(a_row(1), carried, a_row(2), carried, total)
    assert (told.rows, codes(told), told.control) == (2, [], {"donor_cost_vnd": 758_160})
    assert [(note.line, note.code) for note in told.warnings] == [(3, "carried_over")]
    assert told.warnings[0].message.startswith("2 dòng mang sang, chuyển trang, lũy kế đã bỏ qua")


def test_a_running_sum_below_the_total_does_not_replace_it(look):
    total = ["", "Tổng cộng: 1 người", "", "", "", "", "", "", "", "379.080"]
    told = look(a_row(1), total, ["", "Cộng lũy kế", "", "", "", "", "", "", "", "5.000.000"])
    assert told.control == {"people": 1, "donor_cost_vnd": 379_080}


def test_a_person_whose_name_is_that_of_a_carried_sum_is_a_person(look):
    assert look(a_row(1, **{"Họ và tên": "Mang Sang"}), a_row(2, **{"Loại quà": ""})).rows == 2


@pytest.mark.parametrize("name", ["Tống Thị Công", "Cống Văn Tổng", "Lũy Thị Kế"])
def test_a_person_whose_name_begins_like_a_total_is_a_person(send, name):
    assert counts(send(a_row(1, **{"Họ và tên": name})))["new"] == 1


def test_a_total_that_cannot_be_read_is_told(look):
    told = look(a_row(1), ["", "Tổng cộng: 1 người", "", "", "", "", "", "", "", "#REF!"])
    assert told.control == {"people": 1}
    assert [note.code for note in told.warnings] == ["total_unreadable"]
