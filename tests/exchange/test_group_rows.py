"""Rows that are no persons: groups, remarks, signatures; and what “như trên” stands for."""

import pytest

from programmes.exchange.options import Options
from programmes.models import Gift, Recipient
from programmes.rules.batches import check_control
from tests.exchange.doors import codes
from tests.exchange.list_rows import HEADER, a_group, a_row, repairs

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


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
    warned = [] if "category" in carried else ["category_empty"]
    assert (told.rows, codes(told), [note.code for note in told.warnings]) == (1, [], warned)
    gift = Gift.objects.get()
    assert {"category": gift.category, "commune": gift.recipient.commune} == {"category": "", "commune": "", **carried}


@pytest.mark.parametrize("title", ["ĐỢT 2", "UBND xã Yên Thành lập"])
def test_a_title_that_begins_a_part_of_the_list_and_says_nothing_of_its_people_is_told(look, title):
    told = look(["I", "Hộ nghèo"], a_row(1), ["", title], a_row(2, **{"Đối tượng": ""}))
    warned = [note.code for note in told.warnings]
    assert (told.rows, codes(told), warned) == (2, [], ["group_unknown", "category_empty"])
    assert "người ở các dòng dưới vẫn được ghi" in told.warnings[0].message


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


def test_a_row_with_nothing_but_its_name_is_still_refused(look):
    assert codes(look(a_row(1), ["2", "", "1956"])) != []


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


@pytest.mark.parametrize("column", ["STT", "Họ và tên"])
@pytest.mark.parametrize("name", ["Khối 3", "Tổ 5", "K. 3", "Cụm 2", "Khu 4", "Tiểu khu 1"])
def test_a_block_or_a_cluster_above_its_people_is_their_hamlet(send, name, column):
    group = dict.fromkeys([*HEADER, "Địa chỉ"], "") | {column: name}
    told = send(list(group.values()), [*a_row(1), ""], header=[*HEADER, "Địa chỉ"])
    assert (codes(told), told.new, Recipient.objects.get().address) == ([], 1, name)


@pytest.mark.parametrize("column", ["STT", "Họ và tên"])
def test_a_school_or_a_ward_above_its_people_is_passed_over_as_a_heading_that_is_told(send, column):
    names = "Khoa Nội", "Phòng Công tác sinh viên", "Lớp 5A", "Trường TH Yên Thành", "Chi hội 2"
    groups = [list((dict.fromkeys(HEADER, "") | {column: name}).values()) for name in names]
    told = send(["I", "Hộ nghèo"], *groups, a_row(1, **{"Đối tượng": ""}))
    assert (codes(told), told.new, Gift.objects.get().category) == ([], 1, "poor_household")
    assert [note.message for note in told.warnings if note.code == "group_heading"] == [
        "5 dòng là tiêu đề nhóm, không phải người, đã bỏ qua: dòng 3 “Khoa Nội”, dòng 4 “Phòng Công tác sinh viên”, "
        "dòng 5 “Lớp 5A”, dòng 6 “Trường TH Yên Thành”, dòng 7 “Chi hội 2”."
    ]


@pytest.mark.parametrize("cell", [0, 1])
def test_a_row_of_one_cell_that_nobody_knows_is_left_out_where_the_officer_calls_it_a_heading(look, cell):
    rows = a_row(1), [*[""] * cell, "Ngoại trú"], a_row(2)
    told = look(*rows)
    assert (codes(told), [question.key for question in told.questions]) == (["only_one_cell"], ["dòng một ô"])
    assert "dòng 3 “Ngoại trú”" in told.questions[0].message
    told = look(*rows, options=Options(left_out={"dòng một ô": "1"}))
    assert (codes(told), told.rows, told.new) == ([], 2, 2)


def test_a_commune_called_x_above_its_people_is_theirs(send):
    told = send(["", "X. Yên Thành"], a_row(1, Xã=""))
    assert (codes(told), Recipient.objects.get().commune) == ([], "Xã Yên Thành")
