"""The shape of a sheet: headers in two rows, groups, totals, signatures, several sheets."""

import time
from contextlib import suppress

import openpyxl
import pytest

from programmes.exchange.desk.questions import insist_answered
from programmes.exchange.file_problem import FileProblem
from programmes.exchange.options import Options
from programmes.exchange.reading.xlsx_markup import XlsxMarkup
from programmes.exchange.sheets.vocabulary import VOCABULARY
from programmes.models import Gift, Recipient
from programmes.rules.batches import check_control
from tests import sheets
from tests.exchange.doors import codes, counts, judge, take_in

pytestmark = pytest.mark.django_db

HEADER = ["STT", "Họ và tên", "Ngày sinh", "Số CCCD", "Xã", "Đối tượng", "Loại quà", "Số tháng", "Từ tháng", "Số tiền"]


def a_row(number, **over):
    line = sheets.a_line(number, **{"Xã/Phường": "Xã Minh Họa"})
    cells = {
        "STT": str(number),
        "Họ và tên": line["Họ và tên"],
        "Ngày sinh": line["Ngày sinh"],
        "Số CCCD": line["Số CCCD"],
        "Xã": line["Xã/Phường"],
        "Đối tượng": "hộ cận nghèo",
        "Loại quà": "thẻ BHYT",
        "Số tháng": "12",
        "Từ tháng": "12/2025",
        "Số tiền": "379.080",
        **over,
    }
    return list(cells.values())


@pytest.fixture
def look(officer, round_, tmp_path):
    """What is told of rows of cells, with the header above."""

    def examined(*rows, header=HEADER, options=None):
        options = options or Options()
        path = sheets.a_csv(tmp_path, [*([header] if header else []), *rows])
        return judge(path, "gifts", officer, round_, options)

    return examined


@pytest.fixture
def send(officer, round_, tmp_path):
    def store(*rows, header=HEADER):
        return take_in(sheets.a_csv(tmp_path, [header, *rows]), "gifts", officer, round_)

    return store


def repairs(told, code):
    return [(repair.line, repair.column, repair.before, repair.after) for repair in told.repairs if repair.code == code]


# Headers


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


# Columns that belong together

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
    assert (codes(told), told.warnings, Recipient.objects.get().address) == ([], [], "Thôn 1")


@pytest.mark.parametrize("header", [HEADER, [*HEADER[:2], "Quê quán", "Tình trạng", *HEADER[4:]]])
def test_groups_and_totals_are_told_from_people_though_the_kind_is_said_once(look, header):
    def row(number):
        cells = a_row(number, **{"Đối tượng": ""})
        return [cell for cell, heading in zip(cells, HEADER, strict=True) if heading != "Loại quà"]

    rows = [["I", "Hộ cận nghèo"], row(1), row(2), ["II", "Hộ nghèo"], row(3)]
    end = [["", "Tổng cộng", *[""] * 6, "1.137.240"], ["", "NGƯỜI LẬP BIỂU"], ["", "Lò Thị Minh Họa"]]
    header, chosen = [heading for heading in header if heading != "Loại quà"], Options(common={"kind": "hi_card"})
    assert look(*rows, header=header, options=chosen).rows == 3
    found = look(*rows, *end, header=header, options=chosen)
    assert (found.rows, found.control) == (3, {"donor_cost_vnd": 1_137_240})
    if header[2] == "Ngày sinh":
        assert (codes(found), found.new) == ([], 3)


# Rows that are no persons


def test_group_rows_carry_their_category_down(send):
    told = send(
        ["I", "Hộ nghèo"],
        a_row(1, **{"Đối tượng": ""}),
        a_row(2, **{"Đối tượng": "hộ cận nghèo"}),
        ["", "II. Người dân tộc thiểu số (1 người)"],
        a_row(3, **{"Đối tượng": ""}),
    )
    assert codes(told) == []
    categories = Gift.objects.order_by("pk").values_list("category", flat=True)
    assert list(categories) == ["poor_household", "near_poor_household", "ethnic_minority"]
    assert [line for line, *_rest in repairs(told, "group_carried")] == [2, 5]


def test_a_commune_above_a_group_is_carried_with_it(send):
    empty = {"Xã": "", "Đối tượng": ""}
    told = send(
        ["A. Xã Nam Đông"],
        ["I. Hộ nghèo"],
        a_row(1, **empty),
        ["II. Hộ cận nghèo"],
        a_row(2, **empty),
        ["B. Xã Minh Họa"],
        a_row(3, **empty),
    )
    assert codes(told) == []
    found = Gift.objects.order_by("pk").values_list("recipient__commune", "category")
    assert list(found) == [
        ("Xã Nam Đông", "poor_household"),
        ("Xã Nam Đông", "near_poor_household"),
        ("Xã Minh Họa", ""),
    ]


def test_a_group_that_nobody_understands_is_told_and_carries_nothing(look):
    told = look(["I", "Hộ nghèo"], a_row(1), ["II", "Danh sách bổ sung"], a_row(2, **{"Đối tượng": ""}))
    assert (told.new, codes(told)) == (2, [])
    assert [(warning.line, warning.code) for warning in told.warnings if warning.code == "group_unknown"] == [
        (4, "group_unknown")
    ]


def a_group(name, **cells):
    return list((dict.fromkeys(HEADER, "") | {"STT": "I", "Họ và tên": name, **cells}).values())


@pytest.mark.parametrize("sign", ["I", "II.", "A", "*", "-", "", "1"])
@pytest.mark.parametrize(
    "cells",
    [
        *({"Số tiền": "758.160"}, {"Số tiền": "12.758.160 đ"}, {"Loại quà": "2 thẻ"}, {"Ngày sinh": "2 người"}),
        {"Số CCCD": "02 người", "Số tháng": "24", "Số tiền": "758160"},
    ],
)
def test_a_group_row_with_its_sum_is_no_person_and_is_carried_down(send, sign, cells):
    rows = a_group("Xã Yên Thành", STT=sign, **cells), a_row(1, Xã=""), a_row(2, Xã="")
    told = send(*rows)
    assert (told.rows, codes(told), told.new) == (2, [], 2)
    assert set(Recipient.objects.values_list("commune", flat=True)) == {"Xã Yên Thành"}


@pytest.mark.parametrize("name", ["Hộ cận nghèo", "Thôn 3", "Tỉnh Nghệ An", "UBND xã Yên Thành", "Đối tượng: DTTS"])
def test_a_group_of_any_kind_may_have_its_sum(look, name):
    told = look(a_group(name, STT="", **{"Số tiền": "758.160"}), a_row(1), a_row(2))
    assert (told.rows, codes(told), len(repairs(told, "group_carried"))) == (2, [], 1)


@pytest.mark.parametrize("chosen", [{}, {"kind": "hi_card"}])
def test_a_group_row_with_its_sum_is_told_though_the_kind_is_said_once(look, chosen):
    def row(*cells):
        return [cell for cell, heading in zip(cells, HEADER, strict=True) if heading != "Loại quà" or not chosen]

    rows = row(*a_group("Xã Yên Thành", **{"Số tiền": "758.160"})), row(*a_row(1, Xã="")), row(*a_row(2, Xã=""))
    told = look(*rows, header=row(*HEADER), options=Options(common=chosen))
    assert (told.rows, codes(told), told.new) == (2, [], 2)


@pytest.mark.parametrize(
    ("name", "cells"),
    [
        ("Nghệ An", {"STT": "3"}),
        ("Lò Thị Ân", {"STT": "3"}),
        ("Lò Thị Ân", {"STT": "*"}),
        ("Xã Yên Thành", {"Giới tính": "nữ"}),
        ("Thôn Thị Ân", {"Ngày sinh": "1956"}),
        ("Thôn Thị Ân", {"Loại quà": "thẻ BHYT"}),
        ("", {"STT": "3", "Xã": "Xã Yên Thành"}),
    ],
)
def test_a_person_without_papers_who_has_money_is_no_group(look, name, cells):
    header = [*HEADER, "Giới tính"]
    person = dict.fromkeys(header, "") | {"STT": "I", "Họ và tên": name, "Số tiền": "379.080", **cells}
    told = look([*a_row(1), ""], list(person.values()), header=header)
    assert (told.rows, told.rejected, repairs(told, "group_carried")) == (2, 1, [])


def test_a_person_numbered_by_a_letter_is_no_group_where_the_kind_is_said_once(look):
    header = ["STT", "Họ và tên", "Số tiền"]
    told = look(["A", "Lò Thị Ân", "379.080"], header=header, options=Options(common={"kind": "hi_card"}))
    assert (told.rows, [note.code for note in told.warnings]) == (1, [])


def test_groups_of_people_who_get_a_sum_together_are_lines_though_they_are_called_like_a_hamlet(look):
    header = ["Nhóm người nhận", "Số lượng", "Số tiền"]
    told = look(["Bản Mới", "12", "6.000.000"], header=header, options=Options(common={"kind": "tet_package"}))
    assert (told.new, told.people, repairs(told, "group_carried")) == (1, 12, [])


@pytest.mark.parametrize(
    ("row", "carried"),
    [
        (["*", "Hộ cận nghèo"], {"category": "near_poor_household"}),
        (["- Hộ cận nghèo"], {"category": "near_poor_household"}),
        (["", "Đối tượng: hộ cận nghèo"], {"category": "near_poor_household"}),
        (["", "UBND xã Yên Thành"], {"commune": "Xã Yên Thành"}),
        (["1", "Ủy ban nhân dân Xã Yên Thành (2 người)"], {"commune": "Xã Yên Thành"}),
    ],
)
def test_groups_go_by_many_signs_and_names(send, row, carried):
    told = send(row, a_row(1, **{"Xã": "", "Đối tượng": ""}))
    assert (told.rows, codes(told), told.warnings) == (1, [], [])
    gift = Gift.objects.get()
    assert {"category": gift.category, "commune": gift.recipient.commune} == {"category": "", "commune": "", **carried}


@pytest.mark.parametrize("title", ["ĐỢT 2", "UBND xã Yên Thành lập"])
def test_a_title_that_begins_a_part_of_the_list_and_says_nothing_of_its_people_is_told(look, title):
    told = look(["I", "Hộ nghèo"], a_row(1), ["", title], a_row(2, **{"Đối tượng": ""}))
    assert (told.rows, codes(told), [note.code for note in told.warnings]) == (2, [], ["group_unknown"])


def test_an_office_that_signs_is_no_group_to_go_on_with(look):
    end = [["", "Tổng cộng: 1 người"], ["", "UBND xã Yên Thành"], ["", "Lò Thị Hoa"]]
    told = look(a_row(1), *end)
    assert (told.rows, codes(told)) == (1, [])


CLOSING = {
    "Danh sách này gồm có 02 người./.": {"people": 2},
    "Ấn định danh sách: 02 người": {"people": 2},
    "(Danh sách gồm 02 người)": {"people": 2},
    "Danh sách ấn định 02 đối tượng": {"people": 2},
    "Danh sách này có 03 người, với số tiền 758.160 đồng": {"people": 3, "donor_cost_vnd": 758_160},
    "Danh sách gồm 02 trang.": {},
    "Ghi chú: mức hỗ trợ 379.080 đồng, 02 người vắng mặt": {},
    "* Ghi chú: thẻ có giá trị từ ngày cấp": {},
}


@pytest.mark.parametrize(("text", "control"), CLOSING.items())
def test_a_remark_under_the_list_is_no_person_and_what_it_counts_is_a_control(look, text, control):
    told = look(a_row(1), a_row(2), ["", text], ["", "- Danh sách đã niêm yết"])
    assert (told.rows, codes(told), told.control, told.warnings) == (2, [], control, [])


@pytest.mark.parametrize("column", ["Địa chỉ", "Họ và tên", "Số tiền", "Xã"])
def test_a_row_of_one_cell_is_refused_once_with_what_may_be_meant(look, column):
    header = [*HEADER, "Địa chỉ"]
    lone = dict.fromkeys(header, "") | {column: "12 Trần Phú"}
    total = ["", "Tổng cộng: 2 người", *[""] * 7, "758.160"]
    told = look([*a_row(1), "Số nhà 5,"], list(lone.values()), [*a_row(2), ""], total, header=header)
    assert [(error.line, error.code) for error in told.errors] == [(3, "only_one_cell")]
    assert (told.rows, told.new, told.rejected) == (3, 2, 1)
    assert list(check_control(told.report, {})) == []
    assert "ghép vào ô của dòng trên" in told.errors[0].message


def test_a_name_alone_is_no_group(look):
    assert set(codes(look(a_row(1), ["2", "Lò Thị Ân"]))) >= {"cell_missing"}


def test_the_end_of_a_form_is_no_data(look):
    told = look(
        a_row(1),
        a_row(2),
        ["", "Cộng trang", "", "", "", "", "", "", "", "758.160"],
        a_row(3),
        ["", "Tổng cộng: 3 người", "", "", "", "", "", "", "", "1.137.240"],
        ["", "Bằng chữ: Một triệu một trăm ba mươi bảy nghìn hai trăm bốn mươi đồng"],
        ["", "", "", "", "", "Nghệ An, ngày 12 tháng 3 năm 2026"],
        ["", "NGƯỜI LẬP BIỂU", "", "KẾ TOÁN TRƯỞNG", "", "", "GIÁM ĐỐC"],
        ["", "(Ký, ghi rõ họ tên)"],
        ["", "Lò Thị Hoa", "", "Vừ A Minh", "", "", "Hồ Văn Họa"],
    )
    assert (told.rows, told.new, codes(told)) == (3, 3, [])
    assert told.control == {"people": 3, "donor_cost_vnd": 1_137_240}
    assert (told.people, told.donor_cost_vnd) == (3, 1_137_240)


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


def test_a_row_with_nothing_but_its_name_is_still_refused(look):
    assert codes(look(a_row(1), ["2", "", "1956"])) != []


def test_a_total_that_cannot_be_read_is_told(look):
    told = look(a_row(1), ["", "Tổng cộng: 1 người", "", "", "", "", "", "", "", "#REF!"])
    assert told.control == {"people": 1}
    assert [note.code for note in told.warnings] == ["total_unreadable"]


@pytest.mark.parametrize("sign", ["nt", "-nt-", "như trên", "Như trên", '"', "''", "”", "N.T"])
def test_as_above_is_the_value_of_the_row_above(send, sign):
    told = send(a_row(1), a_row(2, Xã=sign), a_row(3, **{"Xã": sign, "Đối tượng": sign}))
    assert codes(told) == []
    assert set(Recipient.objects.values_list("commune", flat=True)) == {"Xã Minh Họa"}
    assert repairs(told, "like_above")[0] == (3, "Xã/Phường", sign.replace("''", "'"), "Xã Minh Họa")
    assert told.repair_counts["like_above"] == 3


def test_as_above_in_the_first_row_is_refused(look):
    assert codes(look(a_row(1, Xã="nt"))) == ["nothing_above"]


def test_a_row_refused_for_as_above_counts_in_the_total_of_its_file(look):
    total = ["", "Tổng cộng: 3 người", *[""] * 7, "1.137.240"]
    told = look(a_row(1, Xã="nt"), a_row(2), a_row(3), total)
    assert (codes(told), told.people, told.refused_people, told.refused_donor_cost_vnd) == (
        ["nothing_above"],
        *(2, 1, 379_080),
    )
    assert list(check_control(told.report, {})) == []


def test_where_the_row_above_says_nothing_as_above_says_nothing_either(look):
    assert codes(look(a_row(1, Xã="nt"), a_row(2, Xã="nt"))) == ["nothing_above"] * 2


@pytest.mark.parametrize("column", ["Họ và tên", "Số CCCD"])
def test_the_name_and_the_number_of_a_person_are_never_those_of_the_row_above(look, column):
    told = look(a_row(1), a_row(2, **{column: "nt"}))
    assert [(error.line, error.code) for error in told.errors] == [(3, "person_as_above")]
    assert told.errors[0].message.startswith("Ghi “như trên” nhưng dòng trên là người khác")
    assert (told.new, repairs(told, "like_above")) == (1, [])


@pytest.mark.parametrize("sign", ["nt", "-nt-"])
def test_as_above_directly_below_a_group_is_what_the_group_says(send, sign):
    told = send(
        ["I", "Xã Nam Đông"],
        a_row(1, Xã=sign),
        a_row(2, Xã="Xã A"),
        ["II", "Xã Yên Thành"],
        a_row(3, Xã=sign, **{"Đối tượng": sign}),
        a_row(4, Xã=sign),
    )
    assert codes(told) == []
    found = Gift.objects.order_by("pk").values_list("recipient__commune", "category")
    communes = ["Xã Nam Đông", "Xã A", "Xã Yên Thành", "Xã Yên Thành"]
    assert list(found) == [(commune, "near_poor_household") for commune in communes]
    assert [after for *_rest, after in repairs(told, "like_above")][:2] == ["Xã Nam Đông", "Xã Yên Thành"]


# Workbooks


def test_every_sheet_with_the_same_header_is_read(officer, round_, tmp_path):
    book = openpyxl.Workbook()
    book.active.title = "Xã A"
    for row in ([None], HEADER, a_row(1), a_row(2)):
        book.active.append(row)
    second = book.create_sheet("Xã B")
    for row in (HEADER, a_row(3), a_row(4, **{"Loại quà": "xe đạp"})):
        second.append(row)
    book.create_sheet("Ghi chú").append(["Danh sách do xã lập"])
    path = tmp_path / "xa.xlsx"
    book.save(path)
    told = judge(path, "gifts", officer, round_)
    assert (told.rows, told.new) == (4, 3)
    assert [error.column for error in told.errors] == ["trang “Xã B” dòng 3: Loại quà"]


def test_cells_merged_over_rows_speak_for_each_of_them(officer, round_, tmp_path):
    book = openpyxl.Workbook()
    for row in (HEADER, a_row(1), a_row(2, Xã=None), a_row(3, Xã=None)):
        book.active.append(row)
    book.active.merge_cells("E2:E4")
    path = tmp_path / "gop.xlsx"
    book.save(path)
    take_in(path, "gifts", officer, round_)
    assert set(Recipient.objects.values_list("commune", flat=True)) == {"Xã Minh Họa"}
    assert Recipient.objects.count() == 3


def test_a_line_of_a_later_sheet_is_named_as_excel_shows_it(officer, round_, tmp_path):
    book = openpyxl.Workbook()
    for row in (HEADER, a_row(1)):
        book.active.append(row)
    second = book.create_sheet("Xã B")
    for row in (HEADER, a_row(2), a_row(3), a_row(3), a_row(4, **{"Loại quà": "xe đạp"})):
        second.append(row)
    path = tmp_path / "xa.xlsx"
    book.save(path)
    told = judge(path, "gifts", officer, round_)
    report = told.report
    assert [error["at"] for error in report["errors"]] == ["4 (Xã B)", "5 (Xã B)"]
    assert "Trùng người và loại quà với dòng 3 (Xã B) của tệp" in report["errors"][0]["message"]
    assert [row[0] for row in report["samples"]["new"]] == ["2", "2 (Xã B)", "3 (Xã B)"]


def test_a_sheet_whose_columns_cannot_be_understood_is_told(officer, round_, tmp_path):
    book = openpyxl.Workbook()
    for row in (HEADER, a_row(1)):
        book.active.append(row)
    second = book.create_sheet("Xã B")
    for row in ([*HEADER[:6], "Quà gì", *HEADER[7:]], a_row(2)):
        second.append(row)
    path = tmp_path / "xa.xlsx"
    book.save(path)
    told = judge(path, "gifts", officer, round_)
    assert told.new == 1
    assert [note.message for note in told.warnings if note.code == "sheet_without_heading"] == [
        "Trang “Xã B” không được đọc: Thiếu cột “Loại quà”. Hãy thêm cột này (xem tệp mẫu)."
    ]


@pytest.fixture
def workbook(officer, round_, tmp_path):
    """What is said of a workbook of {name of a sheet: its rows}."""

    def look(tables, **options):
        book = openpyxl.Workbook()
        book.remove(book.active)
        for name, rows in tables.items():
            sheet = book.create_sheet(name)
            for row in rows:
                sheet.append(row)
        path = tmp_path / "nhieu-trang.xlsx"
        book.save(path)
        return judge(path, "gifts", officer, round_, Options(**options))

    return look


LACKS_KIND = [*HEADER[:6], "Quà gì", *HEADER[7:]]


def test_a_sheet_that_is_not_read_is_told_at_its_own_place(workbook):
    notes = [["Ghi chú"], ["Danh sách do xã lập"]]
    told = workbook({"DS": [HEADER, a_row(1)], "Ghi chú": notes, "Xã B": [LACKS_KIND, a_row(2)]})
    assert [(told.places.of(note.line), note.column) for note in told.warnings] == [
        ("1 (Ghi chú)", "trang “Ghi chú” dòng 1"),
        ("1 (Xã B)", "trang “Xã B” dòng 1"),
    ]


def test_a_sheet_of_people_is_left_out_only_where_the_officer_says_so(workbook):
    without_papers = [HEADER[:3] + HEADER[4:], a_row(3)[:3] + a_row(3)[4:]]
    told = workbook({"DS": [HEADER, a_row(1)], "Xã B": [LACKS_KIND, a_row(2)], "Xã C": without_papers})
    (question,) = told.questions
    assert (question.option, told.new) == ("left_out", 1)
    assert question.message.startswith("Trang “Xã B”, “Xã C” có danh sách người nhưng không được đọc")
    with pytest.raises(FileProblem, match="cần trả lời trước: Trang “Xã B”"):
        insist_answered(told.questions, Options())
    insist_answered(told.questions, Options(answered={"left_out:": str(question.choices[0][1])}))


@pytest.mark.parametrize("unit", ["Đơn vị", "Xã/Phường"])
@pytest.mark.parametrize("is_first", [True, False])
def test_a_sheet_of_sums_is_no_list_wherever_it_stands(workbook, unit, is_first):
    sums = {"Tổng hợp": [["STT", unit, "Loại quà", "Số lượng", "Số tiền"], ["1", "Xã A", "thẻ BHYT", "2", "758.160"]]}
    lists = {"Xã A": [HEADER, a_row(1)], "Xã B": [HEADER, a_row(2)]}
    told = workbook({**sums, **lists} if is_first else {**lists, **sums})
    assert (codes(told), told.new, told.questions) == ([], 2, [])
    (warning,) = told.warnings
    assert warning.message.startswith("Trang “Tổng hợp” không được đọc: Không thấy cột “Họ và tên”")


def test_a_sheet_with_a_column_more_or_less_is_read_as_the_first_is_and_told(workbook):
    more = [[*HEADER, "Điện thoại", "Ghi chú"], [*a_row(2), "0912000001", "neo đơn"]]
    less = [HEADER[:5] + HEADER[6:], a_row(3)[:5] + a_row(3)[6:]]
    told = workbook({"DS": [HEADER, a_row(1)], "Xã B": more, "Xã C": less})
    assert (codes(told), told.new, told.questions) == ([], 3, [])
    assert [warning.message for warning in told.warnings] == [
        "Trang “Xã B” có các cột khác trang đầu (thêm: “Điện thoại”, “Ghi chú”; thiếu: không có); "
        "vẫn được đọc theo tiêu đề của chính nó.",
        "Trang “Xã C” có các cột khác trang đầu (thêm: không có; thiếu: “Đối tượng”); "
        "vẫn được đọc theo tiêu đề của chính nó.",
    ]


def test_money_that_only_a_later_sheet_has_is_asked_about(workbook):
    more = [[*HEADER, "NSNN hỗ trợ"], [*a_row(2), "1.263"], [*a_row(3), "1.264"]]
    (question,) = workbook({"DS": [HEADER, a_row(1)], "Xã B": more}).questions
    assert question.message.startswith("Cột “NSNN hỗ trợ” chỉ có số dưới 10.000")


def test_columns_of_every_sheet_are_shown(officer, round_, tmp_path):
    book = openpyxl.Workbook()
    for row in ([*HEADER, "Dân tộc"], [*a_row(1), "Thái"]):
        book.active.append(row)
    second = book.create_sheet("Xã B")
    for row in ([*HEADER, "Điện thoại", "Chủ hộ"], [*a_row(2), "0912000001", "Lò Văn A"]):
        second.append(row)
    path = tmp_path / "hai-trang.xlsx"
    book.save(path)
    examined = judge(path, "gifts", officer, round_)
    assert examined.header.unknown == ["Dân tộc", "Chủ hộ"]
    assert [name for title, name in examined.header.seen if title == "Điện thoại"] == ["phone"]
    assert examined.header.titles["phone"] == "Điện thoại"


def test_sheets_of_notes_and_sums_ask_nothing(workbook):
    sums = [["STT", "Xã", "Số người", "Số tiền"], ["1", "Xã A", "5", "500.000"]]
    assert workbook({"DS": [HEADER, a_row(1)], "Ghi chú": [["Ghi chú"]], "Tổng hợp": sums}).questions == []


def test_a_sum_merged_over_several_people_is_given_to_none_of_them(officer, round_, tmp_path):
    book = openpyxl.Workbook()
    for row in (HEADER, a_row(1), a_row(2), a_row(3)):
        book.active.append(row)
    money = HEADER.index("Số tiền") + 1
    book.active.merge_cells(start_row=2, end_row=3, start_column=money, end_column=money)
    path = tmp_path / "gop.xlsx"
    book.save(path)
    told = judge(path, "gifts", officer, round_)
    assert told.new == 1
    assert [(error.line, error.code) for error in told.errors] == [(2, "money_shared"), (3, "money_shared")]


def test_a_sheet_that_goes_on_without_a_heading_is_told_and_an_empty_one_is_not(officer, round_, tmp_path):
    book = openpyxl.Workbook()
    for row in (HEADER, a_row(1)):
        book.active.append(row)
    book.create_sheet("Trống")
    book.create_sheet("Xã A (tiếp)").append(a_row(2))
    path = tmp_path / "xa.xlsx"
    book.save(path)
    told = judge(path, "gifts", officer, round_)
    assert told.new == 1
    (note,) = told.warnings
    assert note.code == "sheet_without_heading"
    assert note.message.startswith("Trang “Xã A (tiếp)” không được đọc: Không thấy dòng tiêu đề cột.")


@pytest.fixture
def spoilt(officer, round_, tmp_path):
    """What is told of a workbook of three people, spoilt by a function of its sheet."""

    def examined(spoil, *rows):
        book = openpyxl.Workbook()
        for row in rows or (HEADER, a_row(1), a_row(2), a_row(3)):
            book.active.append(row)
        spoil(book.active)
        path = tmp_path / "hong.xlsx"
        book.save(path)
        return judge(path, "gifts", officer, round_)

    return examined


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("#REF!", "Ô là công thức lỗi #REF!; ghi lại giá trị vào ô này, hoặc xóa nếu không cần."),
        ("#N/A", "Ô là công thức lỗi #N/A; ghi lại giá trị vào ô này, hoặc xóa nếu không cần."),
        ("=1+1", "Ô là công thức chưa có kết quả; mở bằng Excel rồi lưu lại, hoặc ghi giá trị vào ô này."),
        ("=SUM(A1:A2)", "Ô là công thức chưa có kết quả; mở bằng Excel rồi lưu lại, hoặc ghi giá trị vào ô này."),
    ],
)
def test_a_formula_without_a_value_is_told_with_its_cell(spoilt, written, sentence):
    def spoil(sheet):
        sheet["E3"] = written

    told = spoilt(spoil)
    assert [(error.line, error.column, error.code, error.message) for error in told.errors] == [
        (3, "Xã/Phường", "cell_broken", sentence)
    ]


def test_a_formula_without_a_value_is_found_where_the_first_columns_are_empty(spoilt):
    def spoil(sheet):
        sheet["G3"] = "=1+1"
        sheet.row_dimensions[2].hidden = True

    told = spoilt(spoil, *([None, None, *row] for row in (HEADER, a_row(1), a_row(2))))
    assert [(error.line, error.column, error.code) for error in told.errors] == [(3, "Xã/Phường", "cell_broken")]


def test_an_error_of_excel_in_a_text_file_is_told_too(look):
    assert codes(look(a_row(1, Xã="#REF!"))) == ["cell_broken"]


def test_a_broken_formula_in_a_column_that_is_not_read_is_no_matter(spoilt):
    def spoil(sheet):
        sheet["A3"] = "=ROW()-1"
        sheet["K3"] = "#REF!"

    assert spoilt(spoil).errors == []


def test_hidden_rows_are_read_and_told(spoilt):
    def spoil(sheet):
        for line in (1, 3, 4, 90):
            sheet.row_dimensions[line].hidden = True

    told = spoilt(spoil)
    assert (told.new, codes(told)) == (3, [])
    assert [(note.line, note.code, note.message) for note in told.warnings] == [
        (3, "hidden_rows", "Có 2 dòng ẩn (3, 4) đã được đọc như các dòng khác; bỏ ẩn để xem, xóa nếu không cần.")
    ]


def test_hidden_rows_are_found_however_the_markup_is_cut():
    markup = b"<sheetData>" + b"".join(
        b'<row r="%d"%s><c r="A%d"><f>1</f>%s</c></row>'
        % (n, b' hidden="1"' if n % 3 == 0 else b"", n, b"" if n % 4 == 0 else b"<v>1</v>")
        for n in range(1, 60)
    )
    for size in (1, 7, 50, 10_000):
        looked = XlsxMarkup()
        for start in range(0, len(markup), size):
            looked.feed(markup[start : start + size])
        looked.close()
        assert looked.facts.hidden == list(range(3, 60, 3))
        assert sorted(looked.facts.broken) == list(range(4, 60, 4))


@pytest.mark.parametrize(
    "piece", [b'<row r="1" hidden="1">', b'<c r="A1"><f>', b"<v <f", b'<row r="2"><c r="A2" t="e"', b"<", b"<a:row "]
)
def test_markup_that_never_ends_is_looked_at_once(piece):
    looked, started = XlsxMarkup(), time.monotonic()
    with suppress(FileProblem):
        for _turn in range(8):
            looked.feed(b'<row r="1"><f>' + piece * (262_144 // len(piece)))
        looked.close()
    assert time.monotonic() - started < 5


@pytest.mark.parametrize("piece", [b"<row ", b"<row\t", b"<x:row a='", b"<c ", b"<x:c  ", b"<row r", b" "])
def test_markup_of_rows_that_never_end_is_looked_at_once(piece):
    looked, started = XlsxMarkup(), time.monotonic()
    for _turn in range(8):
        looked.feed(b"<row " + piece * (262_144 // len(piece)))
    looked.close()
    assert time.monotonic() - started < 5


def test_a_sheet_of_formulas_without_values_is_refused_whole():
    cells = b"".join(b'<c r="%c1"><f>1</f></c>' % letter for letter in b"ABCDE")
    rows = [b'<row r="%d">' % row + cells.replace(b'1">', b'%d">' % row) + b"</row>" for row in range(1, 5000)]
    with pytest.raises(FileProblem) as refused:
        XlsxMarkup().feed(b"".join(rows))
    assert refused.value.code == "formulas_not_computed"


# Headers once more


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
