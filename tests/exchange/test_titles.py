"""What the titles of the sheets, and their names, say of all that stands below."""

from datetime import date, timedelta

import openpyxl
import pytest
from django.utils import timezone

from programmes.exchange.file_problem import FileProblem
from programmes.exchange.options import Options
from programmes.exchange.reading.readers import SourceRow
from programmes.exchange.sheets.title_rows import kind_said, proposed_by
from programmes.models import Gift
from tests import factories as f
from tests import sheets
from tests.exchange.doors import import_file, judge

BOOKS, CARDS = "DANH SÁCH TẶNG SỔ BHXH CHO NGƯỜI KHÓ KHĂN", "DANH SÁCH TẶNG THẺ BHYT CHO HỘ CẬN NGHÈO"
pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def without_kind(count, first=1):
    table = sheets.table([sheets.a_line(number) for number in range(first, first + count)])
    place = table[0].index("Loại quà")
    return [[*row[:place], *row[place + 1 :]] for row in table]


def a_book(tmp_path, **tables):
    """A workbook of these sheets, name -> rows."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in tables.items():
        sheet = book.create_sheet(name.replace("_", " "))
        for row in rows:
            sheet.append(row)
    book.save(path := tmp_path / "quà.xlsx")
    return path


@pytest.fixture
def two_kinds(tmp_path):
    """Two cards and three books, each sheet below its title."""
    rows = {"Danh_sách_1": [[CARDS], [], *without_kind(2)], "Danh_sách_2": [[BOOKS], [], *without_kind(3, first=11)]}
    return a_book(tmp_path, **rows)


@pytest.mark.parametrize(
    ("titles", "sheet_name", "said"),
    [
        ([CARDS], "", "thẻ BHYT"),
        ([BOOKS], "Thẻ", "sổ BHXH"),
        (["BẢO HIỂM XÃ HỘI TỈNH NGHỆ AN", "DANH SÁCH TẶNG BHYT"], "Sheet1", "thẻ BHYT"),
        (["BHXH TỈNH NGHỆ AN", "DANH SÁCH"], "Trang tính1", None),
        (["DANH SÁCH"], "The BHYT", "thẻ BHYT"),
        (["DANH SÁCH"], "So_BHXH (2)", "sổ BHXH"),
        (["DANH SÁCH"], "Quà Tết", "suất quà Tết"),
        (["DANH SÁCH"], "Số liệu", None),
        (["DANH SÁCH CẤP MÃ SỐ BHXH"], "Mã số BHXH", None),
        (["DANH SÁCH"], "2. Sổ", "sổ BHXH"),
        (["DANH SÁCH TẶNG SỔ BHXH, THẺ BHYT"], "", None),
        (["DANH SÁCH TẶNG SỔ BHXH, THẺ BHYT"], "Thẻ", "thẻ BHYT"),
        (["DANH SÁCH TẶNG SỔ BHXH, THẺ BHYT"], "Quà Tết", None),
        ([CARDS, "CHƯƠNG TRÌNH TẶNG SỔ BHXH, THẺ BHYT NĂM 2026"], "", "thẻ BHYT"),
        (["DANH SÁCH", "Kèm theo Quyết định 12/QĐ-BHXH về việc tặng thẻ BHYT và quà"], "", None),
        (["Mẫu D05-TS (Ban hành kèm theo Quyết định số 490/QĐ-BHXH)"], "", "sổ BHXH"),
    ],
)
def test_the_kind_of_a_list_is_read_from_its_title_or_else_from_the_name_of_its_sheet(titles, sheet_name, said):
    found = kind_said([SourceRow(line, [title]) for line, title in enumerate(titles, 1)], sheet_name)
    assert (found and found.text) == said


@pytest.mark.parametrize(
    ("title", "proposed"),
    [
        ("Thẻ BHYT thời hạn 12 tháng", {"months": "12"}),
        ("Giá trị sử dụng từ 01/01/2026 đến 31/12/2026", {"starts_on": "01/01/2026", "months": "12"}),
        ("từ tháng 1/2026 đến tháng 6/2026", {"starts_on": "1/2026", "months": "6"}),
        ("thời hạn 6 tháng, từ ngày 01/01/2026 đến hết ngày 31/12/2026", {"starts_on": "01/01/2026"}),
        ("từ ngày 15/3/2026 đến 14/3/2027", {"months": "12"}),
        ("Thẻ có giá trị từ 01/12/2026", {"starts_on": "01/12/2026"}),
        ("TỪ THÁNG 01/2027", {"starts_on": "01/2027"}),
        ("kể từ ngày 1 tháng 12 năm 2026", {"starts_on": "1/12/2026"}),
        ("từ tháng 1 năm 2027 đến tháng 6 năm 2027", {"starts_on": "1/2027", "months": "6"}),
        ("Nghệ An, ngày 12 tháng 3 năm 2026", {}),
        ("6 tháng đầu năm 2026", {}),
    ],
)
def test_months_that_a_title_names_are_proposed(title, proposed):
    found = proposed_by([SourceRow(1, [title])])
    assert {name: said.text for name, said in found.items() if name in ("months", "starts_on")} == proposed


def test_each_sheet_is_of_the_kind_that_its_title_names_and_it_is_told(two_kinds, officer, round_):
    status, told = import_file("gifts", two_kinds, officer, "--round", round_.slug)
    assert (status, told["new"], told.get("questions", {}).get("common")) == (0, 5, None)
    assert [Gift.objects.filter(kind=kind).count() for kind in ("hi_card", "si_book")] == [2, 3]
    assert [note["message"] for note in told["warnings"] if note["code"] == "said_for_all"] == [
        f"Trang “Danh sách 1”: “Loại quà” là “thẻ BHYT”, theo dòng 1 “{CARDS}”.",
        f"Trang “Danh sách 2”: “Loại quà” là “sổ BHXH”, theo dòng 1 “{BOOKS}”.",
    ]


def test_an_answer_for_the_whole_file_against_the_title_of_a_sheet_is_refused_by_its_name(two_kinds, officer, round_):
    with pytest.raises(FileProblem) as refusal:
        judge(two_kinds, "gifts", officer, round_, Options(common={"kind": "hi_card"}))
    assert refusal.value.code == "said_otherwise"
    assert f"Trang “Danh sách 2”: “Loại quà” là “sổ BHXH”, theo dòng 1 “{BOOKS}”" in str(refusal.value)
    assert "câu trả lời cho cả tệp là “thẻ BHYT”" in str(refusal.value)
    assert refusal.value.headings


def test_an_answer_for_the_whole_file_fills_only_the_sheet_whose_title_says_nothing(tmp_path, officer, round_, answer):
    rows = {"Sổ": without_kind(1), "Còn_lại": [["DANH SÁCH BỔ SUNG"], [], *without_kind(2, first=11)]}
    told = a_book(tmp_path, **rows), officer, "--round", round_.slug
    assert import_file("gifts", *told)[1]["questions"]["common"]["kind"]["likely"] == ""
    status, _told = import_file("gifts", *told, *answer(common={"kind": "sổ BHXH"}))
    assert (status, Gift.objects.filter(kind="si_book").count()) == (0, 3)


def test_the_title_says_the_kind_of_rows_that_have_none_of_their_own(tmp_path, officer, round_):
    lines = [sheets.a_line(1, **{"Loại quà": "suất quà Tết"}), sheets.a_line(2, **{"Loại quà": ""})]
    group = ["", "Xã Minh Họa 1"]
    path = sheets.a_workbook(tmp_path, [[CARDS], [], *sheets.table(lines)[:1], group, *sheets.table(lines)[1:]])
    status, told = import_file("gifts", path, officer, "--round", round_.slug)
    assert (status, [*Gift.objects.order_by("kind").values_list("kind", flat=True)]) == (0, ["hi_card", "tet_package"])
    assert [note["message"] for note in told["warnings"] if note["code"] == "said_for_all"] == [
        f"Trang “Sheet”: “Loại quà” là “thẻ BHYT”, theo dòng 1 “{CARDS}”, cho 1 dòng để trống ô này."
    ]


def proposed_round(tmp_path, officer, title):
    path = sheets.a_workbook(tmp_path, [[title], [], *sheets.table(sheets.lines(2))])
    _status, told = import_file("gifts", path, officer)
    return told["questions"]["common"]["round"]["likely"]


def test_a_round_that_the_title_names_is_proposed_where_only_one_can_be_meant(tmp_path, officer):
    today = timezone.localdate()
    programme = f.a_programme(name="Tết vì người nghèo", slug="tet")
    for slug, starts in (("tet-cu", today - timedelta(days=800)), ("tet-nay", today - timedelta(days=1))):
        f.a_round(
            programme=programme, slug=slug, name=f"Tết {slug}", starts_on=starts, ends_on=starts + timedelta(days=9)
        )
    titles = {
        "DANH SÁCH QUÀ TẾT CŨ": "",
        "DANH SÁCH TẶNG QUÀ, ĐỢT “TẾT TET-CU”": "tet-cu",
        f"CHƯƠNG TRÌNH “TẾT VÌ NGƯỜI NGHÈO” NĂM {today.year}": "tet-nay",
        "CHƯƠNG TRÌNH “TẾT VÌ NGƯỜI NGHÈO” NĂM 2020": "",
    }
    assert {title: proposed_round(tmp_path, officer, title) for title in titles} == titles
    f.a_round(programme=programme, slug="tet-2", name="Tết hai", starts_on=today, ends_on=today + timedelta(days=9))
    assert proposed_round(tmp_path, officer, f"CHƯƠNG TRÌNH TẾT VÌ NGƯỜI NGHÈO NĂM {today.year}") == ""


@pytest.mark.parametrize(
    ("title", "label"),
    [
        ("DANH SÁCH NGƯỜI THUỘC HỘ CẬN NGHÈO ĐƯỢC TẶNG SỔ BHXH", "hộ cận nghèo"),
        ("DANH SÁCH TẶNG THẺ BHYT CHO HỌC SINH, SINH VIÊN CÓ HOÀN CẢNH KHÓ KHĂN", "học sinh, sinh viên khó khăn"),
        ("DANH SÁCH BỆNH NHÂN ĐƯỢC TẶNG QUÀ", "bệnh nhân khó khăn"),
        ("Danh sách hộ mới thoát nghèo", "hộ mới thoát nghèo, thoát cận nghèo"),
        ("DANH SÁCH HSSV ĐƯỢC TẶNG THẺ", "học sinh, sinh viên khó khăn"),
        ("DANH SÁCH TẶNG THẺ CHO NGƯỜI NGHÈO", "hộ nghèo"),
        ("DANH SÁCH HỌC SINH NGHÈO VƯỢT KHÓ", "học sinh, sinh viên khó khăn"),
        ("DANH SÁCH HỘ NGHÈO VÀ CẬN NGHÈO", None),
        ("DANH SÁCH NGHÈO, CẬN NGHÈO", None),
        ("CHƯƠNG TRÌNH “TẾT VÌ NGƯỜI NGHÈO”", None),
        ("QUỸ VÌ NGƯỜI NGHÈO XÃ YÊN THÀNH", None),
        ("HỘI NGƯỜI CAO TUỔI TỈNH NGHỆ AN", None),
        ("QUỸ BẢO TRỢ TRẺ EM VIỆT NAM", None),
        ("ĐẶC KHU PHÚ QUỐC", None),
        ("CHƯƠNG TRÌNH GIẢM NGHÈO BỀN VỮNG", None),
    ],
)
def test_the_one_category_that_a_title_names_is_proposed_and_no_name_of_a_fund_is_taken_for_it(title, label):
    proposed = proposed_by([SourceRow(1, ["BẢO HIỂM XÃ HỘI TỈNH NGHỆ AN"]), SourceRow(2, [title])]).get("category")
    assert (proposed and (proposed.line, proposed.text)) == (label and (2, label))


@pytest.mark.parametrize(
    ("titles", "proposed"),
    [
        (["Ban hành kèm theo Quyết định số 118/QĐ-BHXH ngày 5/11/2026 của Giám đốc BHXH tỉnh"], "118/QĐ-BHXH"),
        (["Mẫu D03-TS", "(Ban hành kèm theo Quyết định số 595/QĐ-BHXH)"], None),
        (["(Ban hành kèm theo Quyết định số 595/QĐ-BHXH ngày 14/4/2017 của BHXH Việt Nam)"], None),
    ],
)
def test_a_decision_with_which_the_list_is_issued_is_proposed_and_that_of_its_form_is_not(titles, proposed):
    found = proposed_by([SourceRow(line, [title]) for line, title in enumerate(titles, 1)]).get("decision_number")
    assert (found and found.text) == proposed


def without(table, *headings):
    """A table without these columns."""
    places = [place for place, heading in enumerate(table[0]) if heading not in headings]
    return [[row[place] for place in places] for row in table]


SAID_ONCE = ("Loại quà", "Đối tượng", "Số tháng", "Từ tháng")
STUDENTS = "DANH SÁCH TẶNG THẺ BHYT 6 THÁNG CHO HỌC SINH, TỪ THÁNG 01/2027"
POOR_BOOKS = "DANH SÁCH TẶNG SỔ BHXH 12 THÁNG CHO NGƯỜI THUỘC HỘ CẬN NGHÈO, TỪ THÁNG 02/2027"


def titled(title, *numbers):
    return [[title], [], *without(sheets.table([sheets.a_line(number) for number in numbers]), *SAID_ONCE)]


def warned(told, code):
    return [note["message"] for note in told["warnings"] if note["code"] == code]


def test_a_category_that_the_title_names_is_asked_once_and_prefilled(tmp_path, officer, round_):
    path = sheets.a_workbook(tmp_path, [[CARDS], [], *without(sheets.table(sheets.lines(2)), "Đối tượng")])
    _status, told = import_file("gifts", path, officer, "--round", round_.slug, "--dry-run")
    assert told["questions"]["common"]["category"]["likely"] == "near_poor_household"
    assert warned(told, "category_empty") == [
        "2 dòng chưa có đối tượng: hãy chọn “Đối tượng” ở mục “Điền chung cho cả tệp”, hoặc điền vào cột “Đối tượng” "
        "trong tệp rồi tải lên lại."
    ]


def test_each_sheet_has_the_months_and_the_category_of_its_own_title(tmp_path, officer, round_, answer):
    path = a_book(tmp_path, Thẻ=titled(STUDENTS, 1, 2), Sổ=titled(POOR_BOOKS, 11))
    sent = path, officer, "--round", round_.slug
    status, told = import_file("gifts", *sent, *answer(common={"months": "6"}))
    assert (status, told["new"]) == (0, 3)
    stored = Gift.objects.order_by("pk").values_list("kind", "category", "months", "starts_on")
    assert {*stored} == {
        ("hi_card", "student_in_hardship", 6, date(2027, 1, 1)),
        ("si_book", "near_poor_household", 12, date(2027, 2, 1)),
    }
    assert (
        f"Trang “Sổ”: “Số tháng” là “12”, theo dòng 1 “{POOR_BOOKS}”; câu trả lời “6” cho cả tệp chỉ dùng cho trang "
        "không ghi. Tên danh sách sai thì sửa trong tệp rồi tải lên lại."
    ) in warned(told, "answer_for_others")


def test_an_answer_is_of_the_sheets_whose_title_says_nothing(tmp_path, officer, round_, answer):
    path = a_book(tmp_path, Sổ=titled(POOR_BOOKS, 1), Khác=titled("DANH SÁCH TẶNG SỔ BHXH", 11))
    answers = answer(common={"months": "3", "category": "hộ nghèo", "starts_on": "03/2027"})
    status, _told = import_file("gifts", path, officer, "--round", round_.slug, *answers)
    stored = Gift.objects.order_by("pk").values_list("category", "months", "starts_on")
    assert (status, [*stored]) == (
        0,
        [("near_poor_household", 12, date(2027, 2, 1)), ("poor_household", 3, date(2027, 3, 1))],
    )


def test_an_answer_against_the_title_is_warned_of_with_both(tmp_path, officer, round_, answer):
    path = a_book(tmp_path, Sổ=titled(POOR_BOOKS, 1))
    answers = answer(common={"months": "3", "category": "student_in_hardship", "starts_on": "02/2027"})
    _status, told = import_file("gifts", path, officer, "--round", round_.slug, *answers)
    told_of = {
        "Đối tượng": ("học sinh, sinh viên khó khăn", "hộ cận nghèo"),
        "Số tháng": ("3", "12"),
    }
    assert {*warned(told, "answer_against_title")} == {
        f"Trang “Sổ”: “{heading}” được ghi là “{answered}” theo câu trả lời, nhưng tên danh sách nói “{said}” (theo "
        f"dòng 1 “{POOR_BOOKS}”). Hãy xem bên nào đúng: trả lời nhầm thì chọn lại “{heading}” cho cả tệp."
        for heading, (answered, said) in told_of.items()
    }


def test_a_round_other_than_the_one_that_the_title_names_is_warned_of(tmp_path, officer, round_):
    f.a_round(slug="so-khac", name="Đợt Xuân ấm")
    path = sheets.a_workbook(tmp_path, [["TẶNG QUÀ, ĐỢT XUÂN ẤM"], [], *sheets.table(sheets.lines(1))])
    _status, told = import_file("gifts", path, officer, "--round", round_.slug, "--dry-run")
    (message,) = warned(told, "answer_against_title")
    assert "“Đợt” được ghi là “Sổ, thẻ 2025” theo câu trả lời, nhưng tên danh sách nói “Đợt Xuân ấm”" in message


def test_communes_that_a_title_names_are_proposed_as_names_are_written():
    titles = {
        "DANH SÁCH HỘ NGHÈO, XÃ NÀ TẤU, TỈNH ĐIỆN BIÊN": "Xã Nà Tấu",
        "UBND XÃ YÊN THÀNH": "Xã Yên Thành",
        "Xã: Con Cuông": "Xã Con Cuông",
        "Danh sách của xã Con Cuông được tặng thẻ": "Xã Con Cuông",
        "PHƯỜNG VINH HƯNG NĂM 2026": "Phường Vinh Hưng",
        "BẢO HIỂM XÃ HỘI TỈNH NGHỆ AN": None,
        "CÁC XÃ NGHÈO, XÃ MIỀN NÚI": None,
        "XÃ NÀ TẤU VÀ XÃ MƯỜNG PHĂNG": None,
        "Danh sách do các xã lập": None,
    }
    found = {title: proposed_by([SourceRow(1, [title])]).get("commune") for title in titles}
    assert {title: said and said.text for title, said in found.items()} == titles


@pytest.mark.parametrize(
    ("title", "asked"),
    [
        ("DANH SÁCH HỘ NGHÈO, XÃ NÀ TẤU, TỈNH ĐIỆN BIÊN", ["Tỉnh Điện Biên", "Xã Nà Tấu"]),
        ("DANH SÁCH HỘ NGHÈO, XÃ MINH HỌA, TỈNH NGHỆ AN", []),
        ("BHXH TP. HÀ NỘI", ["Thành phố Hà Nội"]),
        ("DANH SÁCH NĂM 2026", []),
    ],
)
def test_a_place_in_the_title_other_than_that_of_the_rows_is_asked_before_storing(
    tmp_path, officer, round_, answer, title, asked
):
    f.a_province("01"), f.a_province("11")
    lines = [sheets.a_line(number, **{"Xã/Phường": "Xã Minh Họa"}) for number in (1, 2)]
    sent = sheets.a_workbook(tmp_path, [[title], [], *sheets.table(lines)]), officer, "--round", round_.slug
    _status, told = import_file("gifts", *sent)
    assert (sorted(told.get("questions", {}).get("statement", {})), Gift.objects.exists()) == (asked, not asked)
    if asked:
        status, _told = import_file("gifts", *sent, *answer(statement=dict.fromkeys(asked, "1")))
        assert (status, Gift.objects.count()) == (0, 2)
