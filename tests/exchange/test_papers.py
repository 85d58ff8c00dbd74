"""Persons without papers, numbers against the person, and doubts, as a gift file tells of them."""

import openpyxl
import pytest

from programmes.exchange.desk.questions import check_answered
from programmes.exchange.options import Options
from programmes.models import FormerProvince, Gift, Recipient
from tests import factories as f
from tests import sheets
from tests.exchange.doors import codes, counts, judge, take_in

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

REASON = "Không có giấy tờ (lý do)"


@pytest.fixture
def send(officer, round_, tmp_path):
    return lambda *lines: take_in(sheets.a_csv(tmp_path, list(lines)), "gifts", officer, round_)


@pytest.fixture
def look(officer, round_, tmp_path):
    return lambda *lines: judge(sheets.a_csv(tmp_path, list(lines)), "gifts", officer, round_)


@pytest.mark.parametrize("heading", [REASON, "Không có giấy tờ", "Lý do chưa có CCCD", "Chưa có CCCD (lý do)"])
def test_a_person_without_papers_is_insured_when_the_file_says_why(send, heading):
    line = sheets.a_line(1, **{"Số CCCD": "", heading: "Chưa làm căn cước"})
    assert counts(send(line))["new"] == 1
    assert Recipient.objects.get().without_papers == "Chưa làm căn cước"
    assert counts(send(line))["unchanged"] == 1


@pytest.mark.parametrize(
    "words", ["không có", "Chưa có", "KHÔNG", "chưa được cấp", "chưa có CCCD", "Không có số định danh", "ko có"]
)
def test_words_instead_of_a_number_are_read_as_none_and_listed(send, words):
    told = send(sheets.a_line(1, **{"Số CCCD": words, REASON: "Chưa làm căn cước"}))
    assert counts(told)["new"] == 1
    assert [(repair.code, repair.before, repair.after) for repair in told.repairs] == [("no_number", words, "")]
    assert Recipient.objects.get().citizen_number == ""


def test_words_instead_of_a_number_give_no_card_without_the_reason(look):
    assert codes(look(sheets.a_line(1, **{"Số CCCD": "không có"}))) == ["number_missing"]


@pytest.mark.parametrize("words", ["không rõ", "có", "đang làm", "không có 12"])
def test_other_words_in_the_column_of_the_number_are_refused(look, words):
    assert codes(look(sheets.a_line(1, **{"Số CCCD": words, REASON: "Chưa làm căn cước"})))[0].startswith("citizen_")


WRITTEN = "Số ghi trên giấy"


def a_package(number, **over):
    line = sheets.a_line(number, **{"Loại quà": "quà Tết", "Số tiền (đồng)": "500.000", "NSNN hỗ trợ": "", **over})
    line[WRITTEN] = line.pop("Số CCCD")
    return line


def test_numbers_in_a_column_that_is_not_understood_are_asked_about_before_anybody_is_stored_without(look):
    told = look(*map(a_package, range(3)))
    (question,) = told.questions
    assert (question.option, question.key) == ("left_out", WRITTEN)
    assert question.message.startswith("Cột “Số ghi trên giấy” có vẻ là số định danh nhưng chưa được dùng")
    (problem,) = check_answered(told.questions, Options())
    assert "Chưa ghi dòng nào, cần trả lời trước: Cột “Số ghi trên giấy”" in problem.message
    assert not any(check_answered(told.questions, Options(answered={f"left_out:{WRITTEN}": "Bỏ qua"})))


def test_the_officer_may_say_what_such_a_column_is(officer, round_, tmp_path):
    path = sheets.a_csv(tmp_path, list(map(a_package, range(3))))
    for name in ("citizen_number", ""):
        options = Options(mapping={WRITTEN: name})
        assert judge(path, "gifts", officer, round_, options).questions == []


def test_numbers_on_every_sheet_are_asked_about_once(officer, round_, tmp_path):
    path = sheets.a_workbook(tmp_path, [a_package(1)])
    book = openpyxl.load_workbook(path)
    second = book.create_sheet("Xã B")
    for row in sheets.table([a_package(2)]):
        second.append(row)
    book.save(path)
    assert [question.key for question in judge(path, "gifts", officer, round_).questions] == [WRITTEN]


@pytest.mark.parametrize(
    "over",
    [
        {"Số CCCD": "0912345678"},
        {"Số CCCD": "123456789012"},
        {"Số CCCD": "040956000001"},
        {"Số CCCD": "0401560000012"},
        {"Số CCCD": ""},
        {"Số CCCD": "", "Số tài khoản": "040156000001"},
    ],
    ids=["phone", "no zero", "born in 2356", "thirteen", "empty", "bank account"],
)
def test_columns_of_other_numbers_ask_nothing(look, over):
    assert look(*(a_package(number, **over) for number in range(3))).questions == []


def test_a_column_beside_that_of_the_numbers_asks_nothing(look):
    assert look(*(sheets.a_line(number, **{"Số của chủ hộ": "040156000001"}) for number in range(3))).questions == []


@pytest.mark.parametrize(
    ("over", "expected"),
    [
        ({"Số CCCD": ""}, ["number_missing"]),
        ({"Số CCCD": "", REASON: "Chưa làm", "Xã/Phường": ""}, ["no_papers_needs_birth_and_commune"]),
        ({"Số CCCD": "", REASON: "Chưa làm", "Ngày sinh": ""}, ["no_papers_needs_birth_and_commune"]),
        ({REASON: "Chưa làm"}, ["number_and_no_papers"]),
    ],
)
def test_a_card_needs_the_number_or_a_reason_birth_and_commune(look, over, expected):
    assert codes(look(sheets.a_line(1, **over))) == expected


def test_who_is_declared_in_the_books_need_not_be_declared_again(send, round_):
    declared = sheets.a_line(1, **{"Số CCCD": "", REASON: "Chưa làm căn cước"})
    send(declared)
    assert counts(send({**declared, REASON: "", "Loại quà": "sổ BHXH"}))["new"] == 1
    assert Gift.objects.values("recipient").distinct().count() == 1
    assert Recipient.objects.get().without_papers == "Chưa làm căn cước"


def test_a_changed_reason_is_a_change(send):
    line = sheets.a_line(1, **{"Số CCCD": "", REASON: "Chưa làm căn cước"})
    send(line)
    assert counts(send({**line, REASON: "Mất căn cước"}))["changed"] == 1
    assert Recipient.objects.get().without_papers == "Mất căn cước"


def test_a_number_of_no_province_is_taken_and_told(look):
    FormerProvince.objects.create(
        code="40", name="Nghệ An", valid_to="2025-06-30", successor=f.a_province(), citizen_prefix="040"
    )
    number = sheets.a_citizen_number(1, prefix="998", sex="nữ", year=1941)
    told = look(sheets.a_line(1, **{"Số CCCD": number}), sheets.a_line(2))
    assert [(warning.line, warning.code) for warning in told.warnings] == [(2, "citizen_prefix")]
    assert number not in told.warnings[0].message


def test_what_the_state_pays_already_is_told_of_new_lines(send):
    merit, child = {"Đối tượng": "người có công"}, {"Ngày sinh": "01/01/2021", "Số CCCD": "040321000002"}
    sheet = [sheets.a_line(1, **merit), sheets.a_line(2, **{**child, "Giới tính": "nữ"}), sheets.a_line(3)]
    told = send(*sheet)
    assert [(warning.line, warning.code) for warning in sorted(told.warnings)] == [
        (2, "state_pays_all"),
        (3, "child_is_free"),
    ]
    assert counts(told)["new"] == 3
    assert send(*sheet).warnings == []
