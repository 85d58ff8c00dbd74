"""The header of a sheet: where it is, and which column is what."""

import pytest

from programmes.exchange.file_problem import FileProblem
from programmes.exchange.layouts import LAYOUTS
from programmes.exchange.reading.readers import SourceRow
from programmes.exchange.sheets.headings import find_header
from programmes.exchange.sheets.vocabulary import PIECES, VOCABULARY

GIFTS, DONORS, DONATIONS = (LAYOUTS[key].columns for key in ("gifts", "donors", "donations"))


def header_of(*rows, columns=GIFTS, **told):
    source = iter([SourceRow(line, list(cells)) for line, cells in enumerate(rows, 1) if any(cells)])
    header, head = find_header(source, columns, **told)
    return header, [*head, *source]


def found(heading, columns=GIFTS):
    """Name of the column that a heading is taken for, beside another that is sure."""
    sure = {column.name: column.heading for column in columns if column.required or column.name == "group_name"}
    cells = [heading, *sure.values()]
    try:
        header, _rows = header_of(cells, columns=columns)
    except FileProblem as problem:
        if problem.code != "heading_twice":
            raise
        return next(name for name, title in sure.items() if f"“{title}”" in str(problem))
    pieces = {PIECES[piece]: place for piece, place in header.pieces.items()}
    return next((name for name, place in {**header.positions, **pieces}.items() if place == 0), None)


def refused(*rows, columns=GIFTS, **told):
    with pytest.raises(FileProblem) as refusal:
        header_of(*rows, columns=columns, **told)
    return refusal.value


@pytest.mark.parametrize(
    ("field", "layout", "name"),
    [
        ("full_name", "gifts", "full_name"),
        ("birth_date", "gifts", "birth"),
        ("birth_year", "gifts", "birth"),
        ("gender", "gifts", "sex"),
        ("citizen_id", "gifts", "citizen_number"),
        ("old_citizen_id", "gifts", "citizen_number"),
        ("province", "gifts", "province"),
        ("commune", "gifts", "commune"),
        ("address", "gifts", "address"),
        ("hamlet", "gifts", "address"),
        ("phone", "gifts", "phone"),
        ("social_insurance_number", "gifts", "si_number"),
        ("old_book_number", "gifts", "si_number"),
        ("recipient_category", "gifts", "category"),
        ("gift_kind", "gifts", "kind"),
        ("quantity", "gifts", "quantity"),
        ("months", "gifts", "months"),
        ("payment_method", "gifts", "months"),
        ("household_order", "gifts", "household_order"),
        ("start_month", "gifts", "starts_on"),
        ("amount", "gifts", "donor_cost_vnd"),
        ("total_contribution", "gifts", "total_vnd"),
        ("other_support", "gifts", "donor_cost_vnd"),
        ("state_support", "gifts", "state_support_vnd"),
        ("local_topup", "gifts", "local_topup_vnd"),
        ("decision_number", "gifts", "decision_number"),
        ("note", "gifts", "note"),
        ("donor_name", "donors", "name"),
        ("donor_tax_code", "donors", "tax_code"),
        ("donor_contact", "donors", "contact_person"),
        ("donor_kind", "donors", "kind"),
        ("phone", "donors", "phone"),
        ("bank_account", "donors", "bank_account"),
        ("address", "donors", "address"),
        ("donor_name", "donations", "donor"),
        ("donation_amount", "donations", "amount_vnd"),
        ("pledged_amount", "donations", "amount_vnd"),
        ("donation_date", "donations", "received_on"),
        ("receipt_number", "donations", "code"),
        ("in_kind_description", "donations", "goods"),
        ("transfer_text", "donations", "note"),
    ],
)
def test_every_wording_of_a_field_is_found(field, layout, name):
    columns = LAYOUTS[layout].columns
    wrong = {word: found(word, columns) for word in VOCABULARY[field] if found(word, columns) != name}
    assert wrong == {}


@pytest.mark.parametrize(
    ("layout", "name", "headings"),
    [
        (
            "gifts",
            "citizen_number",
            "Số định danh|Căn cước công dân|Thẻ căn cước|Số thẻ căn cước|CCCD/Mã định danh|Số căn cước/ĐDCN"
            "|Mã số định danh cá nhân|Số CC/CCCD|CAN CUOC CONG DAN|Số CCCD/Mã định danh cá nhân/Hộ chiếu",
        ),
        ("gifts", "months", "Số tháng được hỗ trợ|Số tháng tham gia|Số tháng đóng BHXH tự nguyện"),
        ("gifts", "starts_on", "Thời điểm bắt đầu|Thời hạn sử dụng thẻ BHYT, từ ngày|Tháng bắt đầu tham gia"),
        ("gifts", "kind", "Loại thẻ|Quà tặng"),
        ("gifts", "full_name", "Họ và tên người bệnh|Họ và tên (ghi (đủ) dấu)|Họ và tên\nViết in hoa có dấu"),
        ("gifts", "birth", "Ngày sinh\nNhập dd/mm/yyyy|Năm sinh người được tặng"),
        ("gifts", "sex", "Giới tính (nam/nữ)|Giới tính (Nữ đánh dấu X)|Nữ đánh dấu x"),
        ("gifts", "commune", "Nơi thường trú (xã/phường)|Xã đang sinh sống"),
        ("gifts", "address", "Nơi cư trú (thôn, xã)|Địa chỉ nơi ở hiện nay"),
        ("gifts", "category", "Thuộc diện đối tượng|Đối tượng được hỗ trợ đóng BHYT"),
        ("gifts", "donor_cost_vnd", "Kinh phí chương trình hỗ trợ|HOTRO_KHAC|Tổ chức, cá nhân khác hỗ trợ (đồng)"),
        ("gifts", "state_support_vnd", "NSNN hỗ trợ (70%)|Nhà nước hỗ trợ"),
        (
            "gifts",
            None,
            "Họ tên người nhận thay|Số CCCD người giám hộ|Tiendong|Mức hỗ trợ (%)|Địa phương|Số tháng còn lại"
            "|Tỉnh - Bệnh viện|Người tham gia đóng|TienHoTroThem",
        ),
        ("donations", "donor", "Tên đơn vị, cá nhân ủng hộ"),
        ("donations", "donor", "Tên nhà hảo tâm"),
        ("donors", "name", "Họ và tên nhà hảo tâm"),
        ("donations", "donor", "Tên người đóng góp"),
        ("donations", "form", "Hình thức"),
    ],
)
def test_headings_of_published_lists_are_found(layout, name, headings):
    columns = LAYOUTS[layout].columns
    assert {heading: found(heading, columns) for heading in headings.split("|")} == dict.fromkeys(
        headings.split("|"), name
    )


def test_the_number_under_a_heading_over_several_columns_is_found():
    header, _rows = header_of(
        ["Họ và tên", "Căn cước công dân", "", "", "Loại quà"], ["", "Số", "Ngày cấp", "Nơi cấp", ""]
    )
    assert header.positions == {"full_name": 0, "citizen_number": 1, "kind": 4}


@pytest.mark.parametrize(
    "heading",
    [
        "  họ  VÀ tên ",
        "Họ và\ntên",
        "Ho va ten",
        "HỌ VÀ TÊN (viết hoa)",
        "Họ và tên [1]",
        "Ho\u0323 va\u0300 te\u0302n",
        "Họ, và tên.",
    ],
)
def test_a_heading_is_found_whatever_its_spelling(heading):
    assert found(heading) == "full_name"


@pytest.mark.parametrize("heading", ["Huyện", "Ký nhận", "Chủ hộ", "Tỷ lệ NSNN hỗ trợ", "Dân tộc"])
def test_a_column_for_something_else_is_told_and_not_used(heading):
    header, _rows = header_of([heading, "Họ và tên", "Loại quà"])
    assert header.unknown == [heading]
    assert set(header.titles.values()) == {"Họ và tên", "Loại quà"}


def test_a_year_of_birth_is_no_mark_for_men():
    assert found("Năm sinh") == "birth"
    assert found("Nam sinh") == "birth"


def test_title_rows_above_and_the_row_of_marks_below_are_no_data():
    header, rows = header_of(
        ["BẢO HIỂM XÃ HỘI TỈNH NGHỆ AN", "", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
        ["", "", "Độc lập - Tự do - Hạnh phúc"],
        [],
        ["DANH SÁCH TẶNG THẺ BHYT"],
        ["(Kèm theo Quyết định số 12/QĐ-BHXH)"],
        ["STT", "Họ và tên", "Loại quà", "Thành tiền"],
        ["A", "B", "1", "2=1x12"],
        ["1", "Nguyễn Thị Minh Họa", "thẻ BHYT", "379.080"],
    )
    assert header.line == 6
    assert [row.line for row in rows] == [8]
    assert header.titles == {"full_name": "Họ và tên", "kind": "Loại quà", "donor_cost_vnd": "Thành tiền"}


@pytest.mark.parametrize(
    ("above", "proposed"),
    [
        ("Kèm theo Quyết định số 12/QĐ-BHXH ngày 2/3/2026", {"decision_number": "12/QĐ-BHXH"}),
        ("Mẫu D05-TS (Ban hành kèm theo Quyết định số 490/QĐ-BHXH ngày 28/3/2023)", {}),
    ],
)
def test_what_the_title_makes_likely_is_proposed_also_where_a_column_is_lacking(above, proposed):
    header, _rows = header_of([above], ["Họ và tên", "Loại quà"])
    found = {name: said.text for name, said in header.proposed.items() if name not in ("programme", "round")}
    assert (found, bool(header.dated)) == (proposed, "decision_number" in proposed)
    if "D05" not in above:  # such a list needs no column of its kind
        assert refused([above], ["Họ và tên", "Số CCCD"]).proposed == header.proposed


@pytest.mark.parametrize(
    ("above", "kind"),
    [
        ("Mẫu D03-TS", "thẻ BHYT"),
        ("DANH SÁCH NGƯỜI THAM GIA BẢO HIỂM XÃ HỘI TỰ NGUYỆN", "sổ BHXH"),
        ("Mẫu D05-TS (Ban hành kèm theo Quyết định số 490/QĐ-BHXH ngày 28/3/2023)", "sổ BHXH"),
    ],
)
def test_the_form_of_a_list_says_its_kind_so_that_its_column_is_not_missing(above, kind):
    header, _rows = header_of([above], ["Họ và tên", "Số CCCD"])
    assert header.said["kind"].text == kind
    assert refused(["Mẫu D03-TS, Mẫu D05-TS"], ["Họ và tên", "Số CCCD"]).code == "heading_missing"


def test_headings_without_accents_stand_against_rows_with_them():
    header, rows = header_of(
        ["STT", "Ho va ten", "Ngay sinh", "Gioi tinh", "So CCCD", "Xa", "Doi tuong", "Loai qua"],
        ["1", "Lò Thị Mỷ", "01/02/1956", "nữ", "040156000101", "Xã Minh Họa", "hộ cận nghèo", "thẻ BHYT"],
    )
    assert (header.line, [row.line for row in rows], header.unknown) == (1, [2], [])


def test_labels_in_the_title_block_are_no_header():
    header, rows = header_of(
        ["Tỉnh", "Nghệ An", "Đợt", "Tết Bính Ngọ 2026"],
        *[["(Kèm theo Quyết định)"]] * 6,
        ["Họ và tên", "Loại quà", "Số tiền"],
        ["Lò Thị Mỷ", "quà Tết", "500.000"],
    )
    assert header.line == 8
    assert [row.line for row in rows] == [9]


@pytest.mark.parametrize("marks", [["(1)", "(2)", "(3)"], ["A", "B", "C"], ["1", "2", "3=1x2"]])
def test_rows_of_marks_in_their_usual_forms(marks):
    _header, rows = header_of(["Họ và tên", "Loại quà", "Số tiền"], marks, ["Lò Thị Mỷ", "quà Tết", "500.000"])
    assert [row.line for row in rows] == [3]


def test_two_columns_for_one_thing_are_refused_by_their_names():
    problem = refused(["Họ và tên", "Loại quà", "Thành tiền", "Kinh phí"])
    assert problem.code == "heading_twice"
    assert "“Thành tiền”" in str(problem)
    assert "“Kinh phí”" in str(problem)


def test_a_missing_required_column_is_named():
    problem = refused(["Họ và tên", "Số CCCD", "Số tiền"])
    assert problem.code == "heading_missing"
    assert "“Loại quà”" in str(problem)


@pytest.mark.parametrize("family", VOCABULARY["family_name"])
def test_every_wording_of_the_family_name_makes_a_name_with_the_given_name(family):
    header, _rows = header_of([family, "Tên", "Số CCCD", "Loại quà"])
    assert header.titles["full_name"] == f"{family} + Tên"


@pytest.mark.parametrize("papers", ["Số CCCD", "Ngày sinh", "Năm sinh Nữ"])
def test_a_list_of_people_without_a_column_of_names_is_refused_once_and_can_be_mapped(papers):
    problem = refused(["Tên gọi", papers, "Loại quà"], ["Lò Thị Mỷ", "1956", "quà Tết"])
    assert (problem.code, problem.headings[0]) == ("name_heading_missing", ["Tên gọi", ""])
    assert "“Họ và tên”" in str(problem)


@pytest.mark.parametrize("name", ["Nhóm người nhận", "Tên đối tượng"])
def test_a_list_that_names_groups_or_people_is_read(name):
    header, _rows = header_of([name, "Số CCCD", "Loại quà"])
    assert header.unknown == []


@pytest.mark.parametrize("rows", [[["a", "b"]], [["Họ và tên"]], [["x"]] * 60, [[""]]])
def test_a_sheet_without_a_header_is_refused(rows):
    assert refused(*rows).code == "no_header"


STRANGE = [["BẢNG KÊ", "", ""], ["Wer", "Was", "Wo"], ["Lò Thị Mỷ", "quà Tết", "Xã Tà Xùa"]]
SUMMARY = [["Loại quà", "Họ và tên", "Số tiền"], ["quà Tết", "2 người", "600.000"]]
TWO_ROWS = [["TT", "Người nhận quà", "", "Quà"], ["", "Họ và tên", "Số CCCD", "Loại quà"], ["1", "Lò Thị Mỷ", "", "x"]]


def test_the_row_that_an_officer_points_at_is_the_header_whatever_its_words():
    problem = refused(*STRANGE)
    assert (problem.code, problem.head[1]) == ("no_header", [2, ["Wer", "Was", "Wo"]])
    problem = refused(*STRANGE, line=2)
    assert (problem.code, problem.headings) == ("heading_missing", [["Wer", ""], ["Was", ""], ["Wo", ""]])
    header, rows = header_of(*STRANGE, line=2, mapping={"Wer": "full_name", "Was": "kind"})
    assert (header.positions, [row.line for row in rows]) == ({"full_name": 0, "kind": 1}, [3])


@pytest.mark.parametrize("line", [1, 2])
def test_either_row_of_a_header_of_two_may_be_pointed_at(line):
    header, rows = header_of(*TWO_ROWS, line=line)
    assert (header.line, header.positions["full_name"], header.positions["kind"]) == (2, 1, 3)
    assert [row.line for row in rows] == [3]


def test_a_row_is_pointed_at_below_one_that_looks_more_like_a_header():
    header, rows = header_of(*SUMMARY, *STRANGE, line=4, mapping={"Wer": "full_name", "Was": "kind"})
    assert (header.line, [row.line for row in rows]) == (4, [5])


def test_a_line_that_a_sheet_does_not_have_leaves_its_own_header():
    header, rows = header_of(*SUMMARY, *[["quà Tết", "Lò Thị Mỷ", "1"]] * 60, line=99)
    assert (header.line, len(rows)) == (1, 61)


def test_few_of_the_first_rows_are_shown_and_little_of_each():
    problem = refused(*[["x" * 99] * 50] * 60)
    assert [len(problem.head), {len(cells) for _line, cells in problem.head}] == [15, {12}]
    assert {len(cell) for _line, cells in problem.head for cell in cells} == {40}


def test_the_order_of_the_columns_does_not_matter():
    header, _rows = header_of(["Số tiền", "Loại quà", "Họ tên"])
    assert header.positions == {"donor_cost_vnd": 0, "kind": 1, "full_name": 2}


def test_the_headings_of_our_own_files_are_understood():
    for layout in LAYOUTS.values():
        header, _rows = header_of([column.heading for column in layout.columns], columns=layout.columns)
        assert list(header.positions) == [column.name for column in layout.columns]
        assert header.unknown == []


@pytest.mark.parametrize(
    ("heading", "unit"),
    [
        ("Số tiền (nghìn đồng)", "nghìn đồng"),
        ("Số tiền\n(ĐVT: 1.000đ)", "nghìn đồng"),
        ("Số tiền (1000 VNĐ)", "nghìn đồng"),
        ("Số tiền (ngàn đồng/người)", "nghìn đồng"),
        ("So tien (nghin dong)", "nghìn đồng"),
        ("Số tiền (x1.000)", "nghìn đồng"),
        ("Số tiền [ĐVT: nghìn]", "nghìn đồng"),
        ("Đơn giá (ngđ)", "nghìn đồng"),
        ("Thành tiền (triệu đồng)", "triệu đồng"),
        ("Kinh phí (tr.đ)", "triệu đồng"),
        ("Kinh phí (triệu)", "triệu đồng"),
        ("Kinh phí (ĐVT: 1.000.000đ)", "triệu đồng"),
        ("Kinh phí (tỷ đồng)", "tỷ đồng"),
    ],
)
def test_money_in_thousands_or_millions_is_refused_and_the_cure_is_told(heading, unit):
    problem = refused(["Họ và tên", "Loại quà", heading], ["Lò Thị Mỷ", "quà Tết", "379"])
    assert problem.code == "money_unit"
    assert str(problem).endswith(f"ghi theo {unit}; hãy đổi các số tiền ra đồng, ghi lại đơn vị là “đồng” rồi tải lại.")


@pytest.mark.parametrize(
    "above", [["Đơn vị tính: nghìn đồng"], ["ĐVT:", "1.000 đồng"], ["Đơn vị: triệu đồng"], ["", "(nghìn đồng)"]]
)
def test_the_unit_above_the_table_is_that_of_its_money(above):
    assert refused(above, ["Họ và tên", "Loại quà", "Số tiền"]).code == "money_unit"


def test_the_unit_in_the_second_row_of_a_header_counts_too():
    upper, lower = ["Họ và tên", "Loại quà", "Kinh phí (nghìn đồng)", ""], ["", "", "NSNN hỗ trợ", "Số tiền"]
    assert refused(upper, lower).code == "money_unit"


@pytest.mark.parametrize(
    "heading", ["Số tiền (đồng)", "Số tiền (VNĐ)", "Số tiền (ĐVT: VND)", "Số tiền (300 nghìn đồng)"]
)
@pytest.mark.parametrize("above", ["Đơn vị tính: đồng", "Đơn vị: Triệu Sơn", "Tổng kinh phí: 500 triệu đồng"])
def test_money_in_whole_dong_is_read_as_it_stands(heading, above):
    header, _rows = header_of([above], ["Họ và tên", "Loại quà", heading])
    assert header.positions["donor_cost_vnd"] == 2


def test_the_unit_of_a_list_without_money_does_not_matter():
    header, _rows = header_of(["Đơn vị tính: nghìn đồng"], ["Họ và tên", "Loại quà"])
    assert set(header.positions) == {"full_name", "kind"}
