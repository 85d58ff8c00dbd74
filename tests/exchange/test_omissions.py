"""What is left out of a file only where its officer says so: drafts and samples, people who get nothing."""

import json

import openpyxl
import pytest

from programmes.exchange.file_problem import FileProblem
from programmes.exchange.options import Options
from programmes.exchange.sheets.not_given import says_so
from programmes.models import Gift
from programmes.rules.batches import check_control
from tests.exchange.doors import codes, import_file, judge
from tests.exchange.list_rows import HEADER, a_group, a_row

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def asked(told):
    return [(question.option, question.key) for question in told.questions]


def warned(told, code):
    return [note.message for note in told.warnings if note.code == code]


SAID = (
    "Giảm|GIẢM|Danh sách giảm|Báo giảm: 2 người|giam|Không đủ điều kiện|Những người không nhận|Đã chết|Đã mất|Tử vong"
    "|chết ngày 3/4/2025|Trả lại thẻ|Từ chối nhận|Bị loại|ko đủ ĐK|Trùng thẻ|Trùng|Đã có thẻ BHYT|Chuyển đi nơi khác"
    "|khong du dieu kien|Đã hủy|Rút tên|Giảm do chết|Người này đã chết"
    "|Hồ sơ bị trả lại|Phần II: Giảm|Tạm dừng|Không phê duyệt|Xóa tên|Vắng mặt|Cắt giảm|Báo tử|Chưa đạt"
)
NOT_SAID = (
    "Đã cấp|Đã nhận|Tăng|Bố mẹ đã chết|Mồ côi, cha mất|Mất giấy tờ|Mặt trận|Giám đốc|giam doc|Giảm nghèo|giảm 30%|Trung"
    "|Không|Không có giấy tờ|Loại A|Chưa nhận|Hộ không có đất|Tăng, giảm|"
)


def test_many_words_say_that_somebody_gets_nothing_and_others_do_not():
    assert [text for text in SAID.split("|") if not says_so(text)] == []
    assert [text for text in NOT_SAID.split("|") if says_so(text)] == []


GROUPS = {
    "by numbers": (a_group("Tăng"), a_row(1), a_group("Giảm", STT="II"), a_row(2), a_row(3)),
    "by one title alone": (a_row(1), ["", "Không đủ điều kiện"], a_row(2), a_row(3)),
    "with communes below": (a_row(1), a_group("B. Đã chết", STT=""), a_group("Xã A", STT="1"), a_row(2), a_row(3)),
    "with their number": (a_row(1), a_group("Danh sách giảm (2 người)", STT="-"), a_row(2), a_row(3)),
    "with a group behind": (a_group("Giảm"), a_row(2), a_row(3), a_group("Hộ nghèo", STT="II"), a_row(1)),
}


@pytest.mark.parametrize("rows", GROUPS.values(), ids=GROUPS)
def test_people_below_a_group_that_gets_nothing_are_left_out_by_the_answer(look, rows):
    told = look(*rows)
    ((option, key),) = asked(told)
    assert (option, told.new, "có 2 người" in told.questions[0].message) == ("left_out", 3, True)
    told = look(*rows, options=Options(left_out={key: "1"}))
    assert (told.rows, told.new, codes(told)) == (1, 1, [])
    assert len(warned(told, "people_left_out")) == 1
    assert look(*rows, options=Options(left_out={key: ""})).new == 3


@pytest.mark.parametrize("heading", ["Kết quả", "Tình trạng", "Ghi chú", "Ký nhận", ""])
def test_people_of_whom_a_column_says_that_they_get_nothing_are_left_out_by_the_answer(look, heading):
    header = [*HEADER, heading]
    rows = [[*a_row(1), "Đã cấp"], [*a_row(2), "Không nhận"], [*a_row(3), "Đã chết"]]
    total = ["", "Tổng cộng: 3 người", *[""] * 7, "1.137.240", ""]
    told = look(*rows, total, header=header)
    assert (asked(told), told.new) == ([("left_out", f"cột {heading or 'K'}")], 3)
    assert "“Không nhận” (1 dòng), “Đã chết” (1 dòng)" in told.questions[0].message
    left = Options(left_out={f"cột {heading or 'K'}": "1"})
    told = look(*rows, total, header=header, options=left)
    assert (told.new, told.rejected, told.people, list(check_control(told.report, {}))) == (1, 0, 1, [])
    assert [len(warned(told, code)) for code in ("people_left_out", "total_of_all")] == [1, 0]


def test_people_below_a_group_that_gets_nothing_are_not_asked_about_again_for_their_note(look):
    header = [*HEADER, "Ghi chú"]
    rows = [[*a_group("Tăng"), ""], [*a_row(1), ""], [*a_group("Giảm", STT="II"), ""]]
    rows += [[*a_row(number), "Đã chết"] for number in (2, 3)]
    assert asked(look(*rows, header=header)) == [("left_out", "nhóm Giảm")]
    told = look(*rows, header=header, options=Options(left_out={"nhóm Giảm": "1"}))
    assert (asked(told), told.new) == ([("left_out", "nhóm Giảm")], 1)


@pytest.mark.parametrize(
    ("people", "cost", "held", "told_of"),
    [
        (1, "379.080", {"people": 1, "donor_cost_vnd": 379_080}, 0),
        (3, "1.137.240", {}, 0),
        (1, "1.137.240", {"people": 1}, 0),
        (2, "379.080", {"donor_cost_vnd": 379_080}, 1),
    ],
    ids=["of those kept", "of all", "of both", "of neither"],
)
def test_a_total_is_held_against_those_kept_and_against_all(look, people, cost, held, told_of):
    rows = [a_row(1), a_group("Giảm"), a_row(2), a_row(3), ["", f"Tổng cộng: {people} người", *[""] * 7, cost]]
    told = look(*rows, options=Options(left_out={"nhóm Giảm": "1"}))
    assert (told.new, told.control, list(check_control(told.report, {}))) == (1, held, [])
    assert len(warned(told, "total_of_all")) == told_of
    if told_of:
        (message,) = warned(told, "total_of_all")
        assert "là 2: không bằng các dòng còn lại (1), cũng không bằng khi tính cả dòng đã bỏ qua (3)" in message


def test_the_command_line_stores_nobody_before_it_is_answered_and_names_the_columns_that_are_not_read(
    officer, round_, tmp_path
):
    path = tmp_path / "ket-qua.csv"
    rows = [[*HEADER, "Kết quả"], [*a_row(1), "Đã cấp"], [*a_row(2), "Không đủ điều kiện"]]
    path.write_text("\n".join(map(",".join, rows)), encoding="utf-8")
    status, told = import_file("gifts", path, officer, "--round", round_.slug)
    assert (status, [error["code"] for error in told["errors"]]) == (1, ["answer_missing"])
    assert told["unread_columns"] == ["Kết quả"]
    answers = tmp_path / "tra-loi.json"
    answers.write_text(json.dumps({"left_out": dict.fromkeys(told["questions"]["left_out"], "1")}), encoding="utf-8")
    status, told = import_file("gifts", path, officer, "--round", round_.slug, "--answers", answers)
    assert (status, told["new"], Gift.objects.count()) == (0, 1, 1)


@pytest.fixture
def workbook(officer, round_, tmp_path):
    def look(*names, **options):
        book = openpyxl.Workbook()
        book.remove(book.active)
        for number, name in enumerate(names, 1):
            sheet = book.create_sheet(name)
            for row in (HEADER, a_row(number)):
                sheet.append(row)
        path = tmp_path / "nhieu-trang.xlsx"
        book.save(path)
        return judge(path, "gifts", officer, round_, Options(**options))

    return look


@pytest.mark.parametrize(
    "name",
    [
        *("Bản nháp", "NHÁP", "Mẫu", "DS mẫu", "Danh sách cũ", "draft", "Sample", "Copy of DS", "DS - Copy", "DS (2)"),
        *("Giảm", "Ví dụ", "ban nhap", "old_2024"),
    ],
)
def test_a_sheet_called_no_list_is_left_out_only_by_the_answer(workbook, name):
    told = workbook("DS", name)
    key = f"trang {name}"
    assert (asked(told), told.new) == ([("left_out", key)], 2)
    assert f"“DS” 1 dòng, “{name}” 1 dòng" in warned(told, "sheets_read")[0]
    told = workbook("DS", name, left_out={key: "1"})
    assert (asked(told), told.new, len(warned(told, "sheet_left_out"))) == ([], 1, 1)
    assert workbook("DS", name, left_out={key: ""}).new == 2


@pytest.mark.parametrize("name", ["Xã Cư Jút", "Củ Chi", "Mẫu D03-TS", "Mẫu số 2", "Nhập liệu", "Tăng", "Xã B (2)"])
def test_a_sheet_called_otherwise_is_read_without_a_question(workbook, name):
    assert asked(workbook("DS", name)) == []


def test_a_file_of_which_nothing_is_left_says_so(workbook, look):
    with pytest.raises(FileProblem) as of_sheets:
        workbook("Nháp", "Mẫu", left_out={"trang Nháp": "1", "trang Mẫu": "1"})
    with pytest.raises(FileProblem) as of_people:
        look(a_group("Giảm"), a_row(1), options=Options(left_out={"nhóm Giảm": "1"}))
    assert {of_sheets.value.code, of_people.value.code} == {"all_left_out"}


def test_a_sample_is_asked_about_too_where_the_list_itself_cannot_be_read(officer, round_, tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["Danh sách chưa có tiêu đề", "Lò Thị Ân"])
    sample = book.create_sheet("Mẫu")
    for row in (HEADER, a_row(1)):
        sample.append(row)
    path = tmp_path / "mau.xlsx"
    book.save(path)
    assert asked(judge(path, "gifts", officer, round_)) == [("left_out", "trang Mẫu")]


def test_the_only_sheet_is_read_however_it_is_called(workbook):
    assert (asked(workbook("Mẫu")), workbook("Mẫu").warnings) == ([], [])
