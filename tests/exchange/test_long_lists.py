"""Lists in parts: what stands between the parts and below the list is no person, and no person is taken for it."""

import openpyxl
import pytest

from programmes.rules.batches import check_control
from tests import factories as f
from tests import sheets
from tests.exchange.doors import codes, judge

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

COST = 379_080
HEADER = ["STT", "Họ và tên", "Ngày sinh", "Số CCCD", "Xã", "Địa chỉ", "Đối tượng", "Loại quà", "Số tháng", "Từ tháng"]
HEADER += ["Số tiền", "Ghi chú"]


def a_row(number, **over):
    line = sheets.a_line(number)
    cells = {
        "STT": str(number),
        "Họ và tên": line["Họ và tên"],
        "Ngày sinh": line["Ngày sinh"],
        "Số CCCD": line["Số CCCD"],
        "Xã": "",
        "Địa chỉ": "",
        "Đối tượng": "hộ cận nghèo",
        "Loại quà": "thẻ BHYT",
        "Số tháng": "12",
        "Từ tháng": "12/2025",
        "Số tiền": str(COST),
        "Ghi chú": "",
        **over,
    }
    return list(cells.values())


def total(label, people=None, dong=None):
    return ["", f"{label}: {people} người" if people else label, *[""] * 8, str(dong or ""), ""]


def in_words(label):
    return ["", label]


@pytest.fixture
def look(officer, round_, tmp_path):
    """What is told of rows of cells under the header."""

    def examined(*rows, header=HEADER, layout="gifts"):
        path = sheets.a_csv(tmp_path, [header, *rows])
        return judge(path, layout, officer, round_)

    return examined


def mismatches(told):
    return [problem.code for problem in check_control(told.report, {})]


# No row is taken for signatures


NOTES = [
    "Chủ tịch Hội NCT nhận thay",
    "Xác nhận của xã",
    "Theo QĐ ngày 10 tháng 3 năm 2026",
    "Giám đốc HTX nhận thay",
    "Đại diện hộ nhận",
]


@pytest.mark.parametrize("note", NOTES)
@pytest.mark.parametrize(
    "lacks",
    [
        {"Loại quà": ""},
        {"Loại quà": "", "Số CCCD": "", "Ngày sinh": "", "Số tiền": ""},
        {"Loại quà": "", "STT": ""},
        {"STT": "", "Số CCCD": "", "Ngày sinh": "", "Số tiền": ""},
    ],
)
def test_a_row_is_refused_and_never_taken_for_signatures_whatever_its_note_says(look, note, lacks):
    told = look(["I", "Xã Minh Họa"], a_row(1), a_row(2, **lacks, **{"Ghi chú": note}), a_row(3))
    assert (told.rows, told.refused_lines) == (3, {4})


def test_a_donation_without_a_voucher_is_refused_and_not_lost(look):
    f.a_donor(code="NHT-1")
    f.a_programme(slug="tang-so-the")
    header = ["STT", "Số chứng từ", "Ngày nhận", "Nhà hảo tâm", "Số tiền", "Chương trình", "Ghi chú"]
    row = ["1", "PT-1", "05/01/2026", "NHT-1", "10000000", "tang-so-the", ""]
    lost = ["2", "", "06/01/2026", "NHT-1", "20000000", "tang-so-the", "UNC ngày 06 tháng 01 năm 2026"]
    told = look(row, lost, header=header, layout="donations")
    assert (told.rows, [error.line for error in told.errors if error.code == "cell_missing"]) == (2, [3])


@pytest.mark.parametrize("label", ["Tổng cộng: 2 người", "Giám đốc", "Ghi chú: danh sách còn tiếp"])
def test_people_below_a_total_or_a_remark_are_refused_where_they_lack_papers_and_never_lost(look, label):
    lacking = {"Số CCCD": "", "Ngày sinh": "", "Số tiền": ""}
    told = look(a_row(1), a_row(2), in_words(label), a_row(3, **lacking), a_row(4, **lacking, STT=""))
    assert (told.rows, told.rejected) == (4, 2)


@pytest.mark.parametrize(
    "row",
    [
        ["", "ĐẠI DIỆN UBND XÃ", "", "", "ĐẠI DIỆN NHÀ TÀI TRỢ"],
        ["", "Lập biểu", "", "Kiểm soát", "", "", "Phê duyệt"],
        ["", "Cán bộ lập danh sách", "", "", "", "Trưởng thôn"],
        ["", "", "", "", "", "", "", "DUYỆT"],
        ["", "", "", "", "", "", "Ngày 12/3/2026"],
        ["", "", "", "", "", "", "", "", "", "", "Vinh, ngày 12 tháng 3 năm 2026"],
        ["", "Thành tiền bằng chữ: một triệu đồng"],
        ["", "Trong đó: nữ", "03 người"],
        ["", "Trong đó: Nữ", "", "03"],
        ["", "(*) Người chưa có CCCD"],
    ],
)
def test_what_stands_below_a_list_without_a_total_is_no_person(look, row):
    told = look(a_row(1), a_row(2), row, ["", "Lò Thị Minh Họa", "", "", "Lê Văn Minh Họa"])
    assert (codes(told), told.rows, told.control) == ([], 2, {})


def test_a_family_name_like_a_total_is_a_person(look):
    header = ["STT", "Họ và đệm", "Tên", *HEADER[2:]]
    rows = ([*a_row(number)[:1], "Tổng", "An", "1957", "", *a_row(number)[4:]] for number in (1, 2))
    assert look(*rows, header=header).rows == 2


# Totals of parts


def parts(*labels, people=True, dong=True):
    """A list of communes, of three people, then one, then five, each with its total."""
    number = 0
    for commune, count in enumerate((3, 1, 5)):
        yield ["", f"Xã Minh Họa {commune}"]
        for _each in range(count):
            number += 1
            yield a_row(number)
        for label in labels:
            yield total(label, count if people else None, count * COST if dong else None)


@pytest.mark.parametrize("labels", [("Tổng cộng",), ("Tổng xã",), ("Tổng số",), ("Cộng",), ("Cộng thôn", "Cộng xã")])
@pytest.mark.parametrize("parts_told", [{}, {"people": False}, {"dong": False}])
def test_totals_of_parts_are_added(look, labels, parts_told):
    told = look(*parts(*labels, **parts_told))
    assert (codes(told), told.rows, mismatches(told)) == ([], 9, [])
    assert told.control.get("people", 9) == 9
    assert told.control.get("donor_cost_vnd", 9 * COST) == 9 * COST


def test_totals_of_parts_are_added_though_a_line_of_the_last_cannot_be_read(look):
    rows = [*parts("Tổng cộng"), a_row(10), a_row(11, **{"Số tiền": "x"}), total("Tổng cộng", 2, 2 * COST)]
    assert look(*rows).control == {"people": 11, "donor_cost_vnd": 11 * COST}


@pytest.mark.parametrize("label", ["Tổng cộng", "Cộng"])
def test_the_total_of_all_below_those_of_parts_is_that_of_the_list(look, label):
    rows = [*parts(label), total("Tổng cộng toàn tỉnh", 9, 9 * COST)]
    assert (look(*rows).control, mismatches(look(*rows))) == ({"people": 9, "donor_cost_vnd": 9 * COST}, [])
    wrong = [*parts(label), total("Tổng cộng toàn tỉnh", 12, 12 * COST)]
    assert mismatches(look(*wrong)) == ["control_differs", "control_differs"]


def test_people_below_the_last_total_of_a_part_do_not_agree_with_it(look):
    told = look(a_row(1), a_row(2), total("Tổng cộng", 2, 2 * COST), a_row(3))
    assert mismatches(told) == ["control_differs", "control_differs"]


@pytest.mark.parametrize("label", ["T.Cộng", "T/cộng", "T/C", "TC", "Tiểu cộng", "T. cộng"])
def test_a_total_in_short_is_a_total_and_ends_no_group(look, label):
    told = look(["I", "Xã Minh Họa"], a_row(1), total(label, None, COST), a_row(2), total(label, None, COST))
    assert (codes(told), told.rows, told.control) == ([], 2, {"donor_cost_vnd": 2 * COST})
    assert [said for _line, said in told.groups][-1] == {"commune": "Xã Minh Họa"}


def test_a_total_of_all_sheets_below_the_last_is_not_counted_twice(officer, round_, tmp_path):
    book = openpyxl.Workbook()
    for sheet, numbers in ((book.active, (1, 2, 3)), (book.create_sheet("Xã B"), (4, 5))):
        for row in (HEADER, *map(a_row, numbers), total("Cộng", len(numbers), len(numbers) * COST)):
            sheet.append(row)
    book.worksheets[1].append(total("Tổng cộng 2 xã", 5, 5 * COST))
    path = tmp_path / "xa.xlsx"
    book.save(path)
    told = judge(path, "gifts", officer, round_)
    assert (told.control, mismatches(told)) == ({"people": 5, "donor_cost_vnd": 5 * COST}, [])


# Groups


def test_another_commune_has_other_hamlets(look):
    told = look(["I", "Thôn Đông"], a_row(1), ["II", "Xã Kim Liên"], a_row(2), ["", "Thôn Tây"], a_row(3))
    assert [said for _line, said in told.groups][1:] == [
        {"address": "Thôn Đông"},
        {"commune": "Xã Kim Liên"},
        {"commune": "Xã Kim Liên", "address": "Thôn Tây"},
    ]


@pytest.mark.parametrize("under", ["Loại quà", "Ngày sinh", "Số CCCD"])
def test_a_group_row_with_a_bare_count_is_no_person(look, under):
    group = a_row(1, **dict.fromkeys(HEADER, ""))
    group[0], group[1], group[HEADER.index(under)], group[10] = "I", "Xã Nam Đàn", "2", str(2 * COST)
    told = look(group, a_row(1), a_row(2))
    assert (codes(told), told.rows, told.groups[-1][1]) == ([], 2, {"commune": "Xã Nam Đàn"})
