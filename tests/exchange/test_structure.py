"""The shape of a sheet: headers in two rows, groups, totals, signatures, several sheets."""

import openpyxl
import pytest

from programmes.exchange.layouts import LAYOUTS
from programmes.exchange.options import Options
from programmes.exchange.preview import examine
from programmes.exchange.results import FileProblem
from programmes.models import Gift, Recipient
from tests import sheets
from tests.exchange.doors import codes, counts, take_in

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
    """The Examined of rows of cells, with the header above."""

    def examined(*rows, header=HEADER, options=None):
        options = options or Options()
        path = sheets.a_csv(tmp_path, [*([header] if header else []), *rows])
        return examine(path, LAYOUTS["gifts"], filename=path.name, by=officer, round_=round_, options=options)

    return examined


@pytest.fixture
def send(officer, round_, tmp_path):
    def store(*rows, header=HEADER):
        return take_in(sheets.a_csv(tmp_path, [header, *rows]), "gifts", officer, round_)

    return store


def repairs(tally, code):
    return [
        (repair.line, repair.column, repair.before, repair.after) for repair in tally.repairs if repair.code == code
    ]


# Headers


def test_a_header_of_two_rows_is_read_as_one(look, tmp_path):
    upper = ["STT", "Họ và tên", "Năm sinh", "", "Địa chỉ", "", "", "Số CCCD", "Loại quà", "Số tiền"]
    lower = ["", "", "Nam", "Nữ", "Thôn", "Xã", "Tỉnh", "", "", ""]
    marks = ["A", "B", "1", "2", "3", "4", "5", "6", "7", "8"]
    man = ["1", "Lò Văn Ân", "1956", "", "Thôn 1", "Xã Minh Họa", "Nghệ An", "", "quà Tết", "500.000"]
    woman = ["2", "Vừ Thị Mỷ", "", "1960", "Thôn 2", "Xã Minh Họa", "Nghệ An", "", "quà Tết", "500.000"]
    tally, header = look(upper, lower, marks, man, woman, header=None)
    assert codes(tally) == []
    assert tally.new == 2
    assert header.line == 2
    assert header.unknown == []
    assert header.titles["birth"] == "Năm sinh – Nam + Năm sinh – Nữ"
    assert header.titles["commune"] == "Địa chỉ – Xã"


def test_the_sex_follows_from_the_column_of_the_year(send):
    header = ["Họ và tên", "Năm sinh Nam", "Năm sinh Nữ", "Xã", "Loại quà", "Số tiền"]
    man = ["Lò Văn Ân", "1956", "", "Xã Minh Họa", "quà Tết", "500.000"]
    woman = ["Vừ Thị Mỷ", "", "1960", "Xã Minh Họa", "quà Tết", "500.000"]
    assert codes(send(man, woman, header=header)) == []
    found = Recipient.objects.order_by("pk").values_list("sex", "birth_date__year", "birth_precision")
    assert list(found) == [("male", 1956, "year"), ("female", 1960, "year")]


def test_family_name_and_given_name_are_one_name(send):
    header = ["Họ và tên đệm", "Tên", "Nữ", "Nam", "Năm sinh", "Xã", "Loại quà", "Số tiền"]
    assert codes(send(["Lò Thị", "Ân", "x", "", "1956", "Xã Minh Họa", "quà Tết", "1"], header=header)) == []
    person = Recipient.objects.get()
    assert (person.full_name, person.sex) == ("Lò Thị Ân", "female")


def test_a_person_cannot_be_marked_as_both(look):
    header = ["Họ và tên", "Nam", "Nữ", "Năm sinh", "Xã", "Loại quà", "Số tiền"]
    row = ["Lò Thị Ân", "x", "x", "1956", "Xã Minh Họa", "quà Tết", "1"]
    assert codes(look(row, header=header).tally) == ["choice_unknown"]


def test_day_month_and_year_in_three_columns(send):
    header = ["Họ và tên", "Ngày", "Tháng", "Năm", "Xã", "Loại quà", "Số tiền"]
    day = ["Lò Thị Ân", "4", "3", "1956", "Xã Minh Họa", "quà Tết", "1"]
    year = ["Vừ Thị Mỷ", "", "", "1960", "Xã Minh Họa", "quà Tết", "1"]
    assert codes(send(day, year, header=header)) == []
    births = Recipient.objects.order_by("pk").values_list("birth_date", "birth_precision")
    assert [(str(day), precision) for day, precision in births] == [("1956-03-04", "day"), ("1960-01-01", "year")]


def test_the_officer_says_what_a_heading_means(look):
    header = ["Họ và tên", "Phường hội", "Năm sinh", "Quà gì", "Số tiền", "Kinh phí"]
    row = ["Lò Thị Ân", "Xã Minh Họa", "1956", "quà Tết", "1", "2"]
    with pytest.raises(FileProblem):
        look(row, header=header)
    chosen = Options(mapping={"Phường hội": "commune", "Quà gì": "kind", "Kinh phí": ""})
    tally, found = look(row, header=header, options=chosen)
    assert codes(tally) == []
    assert found.unknown == ["Kinh phí"]
    assert ["Quà gì", "kind"] in found.seen


def test_a_chosen_heading_wins_over_a_known_one(look):
    header = ["Họ và tên", "Xã", "Năm sinh", "Loại quà", "Số tiền", "Tiền quà"]
    row = ["Lò Thị Ân", "Xã Minh Họa", "1956", "quà Tết", "1", "2"]
    tally, found = look(row, header=header, options=Options(mapping={"Tiền quà": "donor_cost_vnd"}))
    assert (tally.donor_cost_vnd, found.titles["donor_cost_vnd"], found.unknown) == (2, "Tiền quà", ["Số tiền"])


# Rows that are no persons


def test_group_rows_carry_their_category_down(send):
    tally = send(
        ["I", "Hộ nghèo"],
        a_row(1, **{"Đối tượng": ""}),
        a_row(2, **{"Đối tượng": "hộ cận nghèo"}),
        ["", "II. Người dân tộc thiểu số (1 người)"],
        a_row(3, **{"Đối tượng": ""}),
    )
    assert codes(tally) == []
    categories = Gift.objects.order_by("pk").values_list("category", flat=True)
    assert list(categories) == ["poor_household", "near_poor_household", "ethnic_minority"]
    assert [line for line, *_rest in repairs(tally, "group_carried")] == [2, 5]


def test_a_commune_above_a_group_is_carried_with_it(send):
    empty = {"Xã": "", "Đối tượng": ""}
    tally = send(
        ["A. Xã Nam Đông"],
        ["I. Hộ nghèo"],
        a_row(1, **empty),
        ["II. Hộ cận nghèo"],
        a_row(2, **empty),
        ["B. Xã Minh Họa"],
        a_row(3, **empty),
    )
    assert codes(tally) == []
    found = Gift.objects.order_by("pk").values_list("recipient__commune", "category")
    assert list(found) == [
        ("Xã Nam Đông", "poor_household"),
        ("Xã Nam Đông", "near_poor_household"),
        ("Xã Minh Họa", ""),
    ]


def test_a_group_that_nobody_understands_is_told_and_carries_nothing(look):
    tally = look(["I", "Hộ nghèo"], a_row(1), ["II", "Danh sách bổ sung"], a_row(2, **{"Đối tượng": ""})).tally
    assert (tally.new, codes(tally)) == (2, [])
    assert [(warning.line, warning.code) for warning in tally.warnings if warning.code == "group_unknown"] == [
        (4, "group_unknown")
    ]


def test_a_name_alone_is_no_group(look):
    assert set(codes(look(a_row(1), ["2", "Lò Thị Ân"]).tally)) >= {"cell_missing"}


def test_the_end_of_a_form_is_no_data(look):
    tally = look(
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
    ).tally
    assert (tally.rows, tally.new, codes(tally)) == (3, 3, [])
    assert tally.control == {"people": 3, "donor_cost_vnd": 1_137_240}
    assert (tally.people, tally.donor_cost_vnd) == (3, 1_137_240)


def test_a_line_below_the_signatures_is_not_lost(look):
    tally = look(a_row(1), ["", "GIÁM ĐỐC"], a_row(2), a_row(3, **{"Loại quà": ""})).tally
    assert (tally.new, codes(tally)) == (2, ["cell_missing"])


def test_subtotals_without_a_grand_total_are_added(look):
    total = ["Cộng", "1", "", "", "", "", "", "", "", "379.080"]
    tally = look(["I", "Hộ nghèo"], a_row(1), total, ["II", "Hộ cận nghèo"], a_row(2), total).tally
    assert tally.control == {"people": 2, "donor_cost_vnd": 758_160}


@pytest.mark.parametrize("name", ["Tống Thị Công", "Cống Văn Tổng", "Lũy Thị Kế"])
def test_a_person_whose_name_begins_like_a_total_is_a_person(send, name):
    assert counts(send(a_row(1, **{"Họ và tên": name})))["new"] == 1


def test_the_header_printed_on_every_page_and_numbered_empty_lines_are_passed_over(look):
    tally = look(a_row(1), HEADER, ["A", "B", "1", "2", "3", "4", "5", "6", "7", "8"], a_row(2), ["3"], ["4"]).tally
    assert (tally.rows, tally.new, codes(tally)) == (2, 2, [])


@pytest.mark.parametrize("sign", ["nt", "-nt-", "như trên", "Như trên", '"', "''", "”", "N.T"])
def test_as_above_is_the_value_of_the_row_above(send, sign):
    tally = send(a_row(1), a_row(2, Xã=sign), a_row(3, **{"Xã": sign, "Đối tượng": sign}))
    assert codes(tally) == []
    assert set(Recipient.objects.values_list("commune", flat=True)) == {"Xã Minh Họa"}
    assert repairs(tally, "like_above")[0] == (3, "Xã/Phường", sign.replace("''", "'"), "Xã Minh Họa")
    assert tally.repair_counts["like_above"] == 3


def test_as_above_in_the_first_row_is_refused(look):
    assert codes(look(a_row(1, Xã="nt")).tally) == ["nothing_above"]


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
    tally = examine(path, LAYOUTS["gifts"], filename=path.name, by=officer, round_=round_).tally
    assert (tally.rows, tally.new) == (4, 3)
    assert [error.column for error in tally.errors] == ["trang “Xã B” dòng 3: Loại quà"]


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
