"""Headers of lists: in two rows, over several columns, printed anew on every page."""

import pytest

from programmes.exchange.file_problem import FileProblem
from programmes.exchange.options import Options
from programmes.exchange.sheets.vocabulary import VOCABULARY
from programmes.models import Gift, Recipient
from tests.exchange.doors import codes
from tests.exchange.list_rows import HEADER, a_row, repairs

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_a_header_of_two_rows_is_read_as_one(look, tmp_path):
    upper = ["STT", "Họ và tên", "Năm sinh", "", "Địa chỉ", "", "", "Số CCCD", "Loại quà", "Số tiền"]
    lower = ["", "", "Nam", "Nữ", "Thôn", "Xã", "Tỉnh", "", "", ""]
    marks = ["A", "B", "1", "2", "3", "4", "5", "6", "7", "8"]
    man = ["1", "Lò Văn Ân", "1956", "", "Thôn 1", "Xã Minh Họa", "Nghệ An", "", "quà Tết", "500.000"]
    woman = ["2", "Vừ Thị Mỷ", "", "1960", "Thôn 2", "Xã Minh Họa", "Nghệ An", "", "quà Tết", "500.000"]
    told = look(upper, lower, marks, man, woman, header=None)
    assert codes(told) == []
    assert told.new == 2
    assert told.header.line == 2
    assert told.header.unknown == []
    assert told.header.titles["birth"] == "Năm sinh – Nam + Năm sinh – Nữ"
    assert told.header.titles["commune"] == "Địa chỉ – Xã"


@pytest.mark.parametrize("birth", [*VOCABULARY["birth_date"], *VOCABULARY["birth_year"]])
def test_a_day_of_birth_stands_in_the_column_of_the_sex_whatever_the_heading_above_it(look, birth):
    upper, lower = ["Họ và tên", birth, "", "Xã", "Loại quà", "Số tiền"], ["", "Nam", "Nữ", "", "", ""]
    man = ["Lò Văn Ân", "31/12/1956", "", "Xã Minh Họa", "quà Tết", "500.000"]
    woman = ["Vừ Thị Mỷ", "", "1960", "Xã Minh Họa", "quà Tết", "500.000"]
    told = look(upper, lower, man, woman, header=None)
    assert (codes(told), told.new) == ([], 2)
    assert told.header.titles["birth"] == f"{birth} – Nam + {birth} – Nữ"


def test_the_sex_follows_from_the_column_of_the_year(send):
    header = ["Họ và tên", "Năm sinh Nam", "Năm sinh Nữ", "Xã", "Loại quà", "Số tiền"]
    man = ["Lò Văn Ân", "1956", "", "Xã Minh Họa", "quà Tết", "500.000"]
    woman = ["Vừ Thị Mỷ", "", "1960", "Xã Minh Họa", "quà Tết", "500.000"]
    assert codes(send(man, woman, header=header)) == []
    found = Recipient.objects.order_by("pk").values_list("sex", "birth_date__year", "birth_precision")
    assert list(found) == [("male", 1956, "year"), ("female", 1960, "year")]


def test_family_name_and_given_name_are_one_name(send):
    header = ["Họ và tên đệm", "Tên", "Nữ", "Nam", "Năm sinh", "Xã", "Loại quà", "Số tiền"]
    assert codes(send(["Lò Thị", "Ân", "x", "", "1956", "Xã Minh Họa", "quà Tết", "500000"], header=header)) == []
    person = Recipient.objects.get()
    assert (person.full_name, person.sex) == ("Lò Thị Ân", "female")


def test_a_person_cannot_be_marked_as_both(look):
    header = ["Họ và tên", "Nam", "Nữ", "Năm sinh", "Xã", "Loại quà", "Số tiền"]
    row = ["Lò Thị Ân", "x", "x", "1956", "Xã Minh Họa", "quà Tết", "500000"]
    assert codes(look(row, header=header)) == ["choice_unknown"]


def test_day_month_and_year_in_three_columns(send):
    header = ["Họ và tên", "Ngày", "Tháng", "Năm", "Xã", "Loại quà", "Số tiền"]
    day = ["Lò Thị Ân", "4", "3", "1956", "Xã Minh Họa", "quà Tết", "500000"]
    year = ["Vừ Thị Mỷ", "", "", "1960", "Xã Minh Họa", "quà Tết", "500000"]
    assert codes(send(day, year, header=header)) == []
    births = Recipient.objects.order_by("pk").values_list("birth_date", "birth_precision")
    assert [(str(day), precision) for day, precision in births] == [("1956-03-04", "day"), ("1960-01-01", "year")]


def test_the_officer_says_what_a_heading_means(look):
    header = ["Họ và tên", "Phường hội", "Năm sinh", "Quà gì", "Số tiền", "Kinh phí"]
    row = ["Lò Thị Ân", "Xã Minh Họa", "1956", "quà Tết", "1", "2"]
    with pytest.raises(FileProblem):
        look(row, header=header)
    chosen = Options(mapping={"Phường hội": "commune", "Quà gì": "kind", "Kinh phí": ""})
    told = look(row, header=header, options=chosen)
    assert codes(told) == []
    assert told.header.unknown == ["Kinh phí"]
    assert ["Quà gì", "kind"] in told.header.seen


def test_a_chosen_heading_wins_over_a_known_one(look):
    header = ["Họ và tên", "Xã", "Năm sinh", "Loại quà", "Số tiền", "Tiền quà"]
    row = ["Lò Thị Ân", "Xã Minh Họa", "1956", "quà Tết", "1", "2"]
    told = look(row, header=header, options=Options(mapping={"Tiền quà": "donor_cost_vnd"}))
    assert (told.donor_cost_vnd, told.header.titles["donor_cost_vnd"], told.header.unknown) == (
        2,
        "Tiền quà",
        ["Số tiền"],
    )


def test_the_headings_travel_with_the_refusal_so_that_the_officer_can_map_them(look):
    row = ["Lò Thị Ân", "1956", "quà Tết", "500000"]
    with pytest.raises(FileProblem) as missing:
        look(row, header=["Họ và tên", "Năm sinh", "Quà gì", "Số tiền"])
    assert missing.value.headings == [
        ["Họ và tên", "full_name"],
        ["Năm sinh", "birth"],
        ["Quà gì", ""],
        ["Số tiền", "donor_cost_vnd"],
    ]
    with pytest.raises(FileProblem) as twice:
        look([*row, "2"], header=["Họ và tên", "Năm sinh", "Loại quà", "Số tiền", "Thành tiền"])
    assert twice.value.headings[2:] == [["Loại quà", "kind"], ["Số tiền", ""], ["Thành tiền", ""]]


PRICED = ["Nhóm người nhận", "Số lượng", "Loại quà", "Đơn giá"]


def test_a_unit_price_is_multiplied_by_the_quantity_and_shown(send):
    told = send(["Bản Mới", "120", "quà Tết", "500.000"], ["Bản Cũ", "1", "quà Tết", "500 nghìn"], header=PRICED)
    assert codes(told) == []
    assert list(Gift.objects.order_by("pk").values_list("donor_cost_vnd", flat=True)) == [60_000_000, 500_000]
    assert repairs(told, "unit_price_times") == [(2, "Số tiền (đồng)", "500.000 × 120", "60.000.000")]


def test_a_unit_price_beside_a_cost_that_agrees_is_no_matter_and_one_that_differs_is_refused(look):
    header = [*PRICED, "Thành tiền"]
    agrees = ["Bản Mới", "2", "quà Tết", "500.000", "1.000.000"]
    differs = ["Bản Cũ", "2", "quà Tết", "500.000", "500.000"]
    alone = ["Bản Xa", "2", "quà Tết", "", "700.000"]
    total = ["Tổng cộng", "", "", "", "2.700.000"]
    told = look(agrees, differs, alone, total, header=header)
    assert [(error.line, error.code) for error in told.errors] == [(3, "unit_price_differs")]
    assert (told.new, told.donor_cost_vnd, repairs(told, "unit_price_times")) == (2, 1_700_000, [])


def test_a_unit_price_that_cannot_be_read_is_refused_like_any_amount(look):
    assert codes(look(["Bản Mới", "2", "quà Tết", "năm"], header=PRICED)) == ["money_form"]


def test_a_hamlet_beside_an_address_is_joined_to_it_and_told(send):
    header = ["Họ và tên", "Năm sinh", "Thôn", "Địa chỉ", "Xã", "Loại quà", "Số tiền"]
    rest = ["Xã Minh Họa", "quà Tết", "500000"]
    told = send(
        ["Lò Thị Ân", "1956", "Thôn 1", "gần chợ", *rest],
        ["Vừ Thị Mỷ", "1960", "Thôn 2", "Thôn 2, gần chợ", *rest],
        ["Hồ Văn Ba", "1961", "Thôn 3", "", *rest],
        header=header,
    )
    assert codes(told) == []
    found = Recipient.objects.order_by("pk").values_list("address", flat=True)
    assert list(found) == ["Thôn 1, gần chợ", "Thôn 2, gần chợ", "Thôn 3"]
    assert [(note.code, note.message) for note in told.warnings if note.code == "columns_joined"] == [
        ("columns_joined", "Các cột “Địa chỉ + Thôn” được ghép thành một địa chỉ.")
    ]


def test_a_hamlet_alone_is_the_address(send):
    header = ["Họ và tên", "Năm sinh", "Thon", "Xã", "Loại quà", "Số tiền"]
    told = send(["Lò Thị Ân", "1956", "Thôn 1", "Xã Minh Họa", "quà Tết", "500000"], header=header)
    warned = [note.code for note in told.warnings]
    assert (codes(told), warned, Recipient.objects.get().address) == ([], ["category_empty"], "Thôn 1")


def test_the_header_printed_on_every_page_and_numbered_empty_lines_are_passed_over(look):
    told = look(a_row(1), HEADER, ["A", "B", "1", "2", "3", "4", "5", "6", "7", "8"], a_row(2), ["3"], ["4"])
    assert (told.rows, told.new, codes(told)) == (2, 2, [])


@pytest.mark.parametrize("number", ["3", "03", "3.", "(3)", "3)"])
def test_rows_that_hold_nothing_but_their_number_are_passed_over_and_counted(look, number):
    told = look(a_row(1), a_row(2), [number], ["4"])
    assert (told.rows, codes(told)) == (2, [])
    assert [(note.line, note.code, note.message[:39]) for note in told.warnings] == [
        (4, "only_numbered", "2 dòng chỉ có số thứ tự đã bỏ qua; nếu ")
    ]


def test_numbered_rows_are_passed_over_where_the_column_of_numbers_has_a_strange_name_or_none(look):
    for name in ("Thứ tự hồ sơ", ""):
        told = look(a_row(1), ["2"], ["3"], header=[name, *HEADER[1:]])
        assert (told.rows, codes(told)) == (1, [])
        assert "only_numbered" in [note.code for note in told.warnings]


def test_the_header_at_the_top_of_a_printed_page_is_passed_over(look):
    upper, lower = ["Họ và tên", "Năm sinh", "", "Xã", "Loại quà", "Số tiền"], ["", "Nam", "Nữ", "", "", ""]
    one, other = (["Lò Văn Ân", *years, "Xã Minh Họa", "quà Tết", "500000"] for years in (("1956", ""), ("", "1960")))
    told = look(upper, lower, one, upper, lower, other, header=None)
    assert (codes(told), told.new) == ([], 2)


def moved(look, *headings):
    """What the refusal says of a second block under these headings; the money of the first stands third."""
    first, second = ["Họ và tên", "Loại quà", "Số tiền", "NSNN hỗ trợ"], list(headings)
    with pytest.raises(FileProblem) as refusal:
        look(*[["Lò Văn Ân", "quà Tết", "1", "2"]] * 3, second, ["Vừ Thị Mỷ", "quà Tết", "2", "1"], header=first)
    assert refusal.value.code == "headings_moved"
    return str(refusal.value)


def test_a_second_header_with_its_columns_in_another_order_refuses_the_file_and_names_the_line(look):
    told = moved(look, "Họ và tên", "Loại quà", "NSNN hỗ trợ", "Số tiền")
    assert told.startswith("Dòng 5 là tiêu đề có các cột ở chỗ khác")
    assert "tệp hoặc trang riêng" in told


def test_a_second_header_moved_by_one_column_or_with_a_new_one_is_told_too(look):
    assert moved(look, "", "Họ và tên", "Loại quà", "Số tiền", "NSNN hỗ trợ")
    assert moved(look, "Họ và tên", "Loại quà", "Tổng mức đóng", "Số tiền", "NSNN hỗ trợ")
