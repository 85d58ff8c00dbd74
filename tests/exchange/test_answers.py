"""A file is answered from the command line with the same answers as on the page of its preview."""

from datetime import date
from io import StringIO

import openpyxl
import pytest
from django.core.management import CommandError, call_command

from programmes.exchange.options import NO_HEADER
from programmes.models import Category, Gift, GiftList, HeadingMemory
from tests import factories as f
from tests import sheets
from tests.exchange.doors import import_file

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
UNKNOWN = {"Đối tượng": "Hộ gia đình loại CN"}


@pytest.fixture
def officer():
    return f.the_maker()


@pytest.fixture
def round_():
    return f.a_round(slug="so-the-2025", name="Sổ, thẻ 2025")


def without(column, count=2):
    """Lines of a file that lacks a column."""
    lines = sheets.lines(count)
    for line in lines:
        del line[column]
    return lines


def test_the_questions_of_a_file_are_answered_in_the_form_in_which_they_are_printed(officer, round_, tmp_path, answer):
    path = sheets.a_csv(tmp_path, [{**line, **UNKNOWN} for line in sheets.lines(3)])
    status, told = import_file("gifts", path, officer, "--round", round_.slug)
    assert (status, told["new"], told["rejected"]) == (1, 0, 3)
    (text, asked), *_others = told["questions"]["values"]["category"].items()
    assert (text, asked["rows"]) == ("Hộ gia đình loại CN", 3)
    assert told["choices"]["category"][Category.NEAR_POOR] == "hộ cận nghèo"
    told["questions"]["values"]["category"][text] = "hộ cận nghèo"
    answers = answer(values=told["questions"]["values"])
    status, told = import_file("gifts", path, officer, "--round", round_.slug, *answers)
    assert (status, told["new"]) == (0, 3)
    assert set(Gift.objects.values_list("category", flat=True)) == {Category.NEAR_POOR}


def test_a_column_that_the_file_lacks_is_asked_for_and_told_once(officer, round_, tmp_path, answer):
    path = sheets.a_csv(tmp_path, without("Loại quà"))
    status, told = import_file("gifts", path, officer, "--round", round_.slug)
    assert (status, told["questions"]["common"]["kind"]["rows"]) == (1, 0)
    answers = answer(common={"kind": "thẻ BHYT"})
    assert import_file("gifts", path, officer, "--round", round_.slug, *answers)[0] == 0
    assert Gift.objects.filter(kind="hi_card").count() == 2


def test_the_list_that_takes_the_rows_is_told_by_its_code(officer, round_, tmp_path, answer):
    draft = f.a_gift_list(round=round_, decision_number="12/QĐ-BHXH")
    path = sheets.a_csv(tmp_path, sheets.lines(2))
    import_file("gifts", path, officer, "--round", round_.slug, *answer(gift_list=draft.code))
    assert draft.gifts.count() == 2


def test_the_header_is_pointed_at_by_its_line(officer, round_, tmp_path, answer):
    path = sheets.a_csv(tmp_path, [["Wer", "Was"], ["Lò Thị Mỷ", "quà Tết"]])
    status, told = import_file("gifts", path, officer, "--round", round_.slug)
    assert (status, told["questions"]["header_line"]["1"]) == (1, "Wer | Was")
    mapping = {"Wer": "full_name", "Was": "kind"}
    status, told = import_file("gifts", path, officer, *answer(header_line=1, mapping=mapping), "--dry-run")
    assert told["rows"] == 1
    status, told = import_file("gifts", path, officer, *answer(header_line=99, mapping=mapping))
    assert [error["code"] for error in told["errors"]] == ["header_line_lost"]


def test_the_header_may_be_pointed_at_on_any_sheet(officer, round_, tmp_path, answer):
    book = openpyxl.Workbook()
    for sheet, rows in ((book.active, [["Bìa", "Quý", "Năm"]]), (book.create_sheet("Xã A"), [["Wer", "Was"]])):
        for row in (*rows, ["Lò Thị Mỷ", "quà Tết"]):
            sheet.append(row)
    book.save(path := tmp_path / "quà.xlsx")
    _status, told = import_file("gifts", path, officer, "--round", round_.slug)
    (line,) = [line for line, text in told["questions"]["header_line"].items() if text == "Wer | Was"]
    answers = answer(header_line=int(line), mapping={"Wer": "full_name", "Was": "kind"})
    assert import_file("gifts", path, officer, *answers, "--dry-run")[1]["rows"] == 1


def test_a_list_that_nobody_knows_takes_nothing_and_the_file_goes_nowhere_else(officer, round_, tmp_path, answer):
    path = sheets.a_csv(tmp_path, sheets.lines(2))
    status, told = import_file("gifts", path, officer, "--round", round_.slug, *answer(gift_list="so-the-2205"))
    assert (status, [error["code"] for error in told["errors"]]) == (1, ["list_takes_none"])
    assert not Gift.objects.exists()


def test_a_file_without_questions_has_none(officer, round_, tmp_path):
    _status, told = import_file("gifts", sheets.a_csv(tmp_path, sheets.lines(2)), officer, "--round", round_.slug)
    assert told.keys().isdisjoint({"questions", "choices"})


@pytest.mark.parametrize(
    ("answers", "named"),
    [
        ({"comon": {"kind": "thẻ BHYT"}}, "“comon”"),
        ({"common": {"loai": "thẻ BHYT"}}, "“common: loai”"),
        ({"mapping": {"Tên": "ten"}}, "“mapping: ten”"),
        ({"values": {"category": "hộ nghèo"}}, "“values” ghi theo cột"),
        ({"control_people": "ba"}, "“control_people” phải là số nguyên"),
        ({"lists": []}, "“lists”"),
    ],
    ids=str,
)
def test_an_answer_to_no_question_is_refused_by_its_name(officer, round_, tmp_path, answer, answers, named):
    path = sheets.a_csv(tmp_path, sheets.lines(2))
    with pytest.raises(CommandError, match=named):
        call_command("import_file", "gifts", path, "--by", officer.username, *answer(**answers))
    assert not Gift.objects.exists()


@pytest.mark.parametrize("text", ["[]", "{", "không"], ids=str)
def test_a_file_of_answers_is_one_object(officer, tmp_path, text):
    path = tmp_path / "tra-loi.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CommandError, match="phải là một đối tượng JSON"):
        call_command("import_file", "gifts", path, "--by", officer.username, "--answers", path)


def test_a_decision_above_the_list_is_proposed_and_its_day_goes_to_the_list_that_it_opens(
    officer, round_, tmp_path, answer
):
    title = ["Kèm theo Quyết định số 245/QĐ-BHXH ngày 12/3/2026"]
    path = sheets.a_workbook(tmp_path, [title, *sheets.table(sheets.lines(2))])
    _status, told = import_file("gifts", path, officer, "--round", round_.slug, "--dry-run")
    proposed = told["questions"]["common"]["decision_number"]["likely"]
    assert proposed == "245/QĐ-BHXH"
    import_file("gifts", path, officer, "--round", round_.slug, *answer(common={"decision_number": proposed}))
    gift_list = GiftList.objects.get()
    assert (gift_list.decision_number, gift_list.decision_on) == (proposed, date(2026, 3, 12))


def test_a_row_of_a_person_is_no_header_and_nothing_of_it_is_remembered(officer, round_, tmp_path, answer):
    people = [list(line.values()) for line in sheets.lines(3)]
    told = answer(header_line=1, mapping={people[0][1]: "full_name"}, common={"kind": "thẻ BHYT"})
    status, found = import_file("gifts", sheets.a_workbook(tmp_path, people), officer, *told)
    assert (status, [error["code"] for error in found["errors"]]) == (1, ["header_is_data"])
    assert not HeadingMemory.objects.exists()


@pytest.mark.parametrize(
    ("title", "kept"), [("Người hưởng", True), ("040179679649", False), ("23/10/1979", False), ("0986 687 339", False)]
)
def test_a_heading_that_tells_of_somebody_is_never_remembered(officer, round_, tmp_path, answer, title, kept):
    lines = [{**line, title: line.pop("Họ và tên")} for line in sheets.lines(2)]
    told = answer(mapping={title: "full_name"})
    status, _told = import_file("gifts", sheets.a_csv(tmp_path, lines), officer, "--round", round_.slug, *told)
    assert (status, HeadingMemory.objects.filter(heading=title).exists()) == (0, kept)


def test_without_json_the_command_line_prints_each_question_with_the_answers_that_it_takes(officer, round_, tmp_path):
    lines = [{**line, **UNKNOWN, "Kết quả": "Đã chết"} for line in sheets.lines(2)]
    path, out = sheets.a_csv(tmp_path, [{**lines[0], "Kết quả": "Đã cấp"}, lines[1]]), StringIO()
    with pytest.raises(SystemExit):
        call_command("import_file", "gifts", path, "--by", officer.username, "--round", round_.slug, stdout=out)
    told = out.getvalue()
    assert "Cột “Kết quả” ghi: “Đã chết” (1 dòng)." in told
    assert '{"left_out": {"cột Kết quả": "1"}}  Không, bỏ qua 1 dòng này (cột “Kết quả”)\n' in told
    assert "“Hộ gia đình loại CN” ở cột “Đối tượng” (2 dòng) nghĩa là gì?" in told
    assert '{"values": {"category": {"Hộ gia đình loại CN": "near_poor_household"}}}  hộ cận nghèo\n' in told
    assert "chạy lại với --answers" in told


def test_without_json_a_file_without_a_column_is_told_how_to_say_it_once(officer, round_, tmp_path):
    path, out = sheets.a_csv(tmp_path, without("Loại quà")), StringIO()
    with pytest.raises(SystemExit):
        call_command("import_file", "gifts", path, "--by", officer.username, "--round", round_.slug, stdout=out)
    assert '{"common": {"kind": "hi_card"}}  thẻ BHYT\n' in out.getvalue()


def test_without_json_the_costs_and_the_lettered_columns_of_a_file_are_asked_in_words(
    officer, round_, tmp_path, answer
):
    def printed(path, *answers):
        out = StringIO()
        arguments = ("import_file", "gifts", path, "--by", officer.username, "--round", round_.slug, *answers)
        with pytest.raises(SystemExit):
            call_command(*arguments, stdout=out)
        return out.getvalue()

    tet = [{**line, "Loại quà": "suất quà Tết"} for line in without("Số tiền (đồng)")]
    told = printed(sheets.a_csv(tmp_path, tet))
    assert "Mỗi suất “suất quà Tết” bao nhiêu đồng? 2 dòng" in told
    assert '{"costs": {"suất quà Tết": "…"}}' in told
    people = sheets.a_workbook(tmp_path, [list(line.values()) for line in sheets.lines(3)])
    told = printed(people, *answer(header_line=NO_HEADER))
    assert "“Cột B” (ô đầu ghi “Lò Thị Bình”) là cột nào?" in told
    assert '{"mapping": {"Cột B": "full_name"}}  Họ và tên\n' in told


def test_what_a_gift_costs_that_no_rate_tells_is_asked_and_answered_by_its_sort(officer, round_, tmp_path, answer):
    path = sheets.a_csv(tmp_path, [{**line, "Loại quà": "suất quà Tết"} for line in without("Số tiền (đồng)")])
    status, told = import_file("gifts", path, officer, "--round", round_.slug)
    assert (status, told["questions"]["costs"]["suất quà Tết"]["rows"]) == (1, 2)
    answers = answer(costs={"suất quà Tết": "năm trăm"})
    status, told = import_file("gifts", path, officer, "--round", round_.slug, *answers)
    assert (status, told["errors"][0]["code"]) == (1, "answers_form")
    answers = answer(costs={"suất quà Tết": 500_000})
    assert import_file("gifts", path, officer, "--round", round_.slug, *answers)[0] == 0
    assert {*Gift.objects.values_list("donor_cost_vnd", flat=True)} == {500_000}
