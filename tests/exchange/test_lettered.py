"""Files without a header: their columns go by their letters."""

import pytest

from programmes.exchange.file_problem import FileProblem
from programmes.exchange.options import NO_HEADER, Options
from programmes.models import Gift, HeadingMemory, Recipient
from tests import sheets
from tests.exchange.doors import import_file

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

LIKELY = {
    "Cột B": "full_name",
    "Cột C": "birth",
    "Cột D": "sex",
    "Cột E": "citizen_number",
    "Cột H": "category",
    "Cột I": "kind",
}
REST = {
    "Cột G": "commune",
    "Cột J": "months",
    "Cột K": "starts_on",
    "Cột L": "donor_cost_vnd",
    "Cột M": "state_support_vnd",
}


def people(count=3):
    return [list(line.values()) for line in sheets.lines(count)]


@pytest.mark.parametrize("titles", [[], [["UBND TỈNH NGHỆ AN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"], ["DANH SÁCH"]]])
def test_a_file_without_a_header_is_read_by_its_letters_from_its_first_person_on(
    officer, round_, tmp_path, answer, titles
):
    path = sheets.a_workbook(tmp_path, [*titles, *people(), ["", "Người lập biểu"], ["", "Thủ trưởng đơn vị"]])
    told = (officer, "--round", round_.slug)
    _status, asked = import_file("gifts", path, *told)
    assert asked["questions"]["header_line"][str(NO_HEADER)] == "Tệp không có dòng tiêu đề"
    _status, asked = import_file("gifts", path, *told, *answer(header_line=NO_HEADER))
    columns = asked["questions"]["mapping"]
    assert {title: column["likely"] for title, column in columns.items() if column["likely"]} == LIKELY
    assert columns["Cột G"]["example"] == "Xã Minh Họa 1"
    assert not Recipient.objects.exists()
    mapping = answer(header_line=NO_HEADER, mapping={**LIKELY, **REST})
    status, stored = import_file("gifts", path, *told, *mapping)
    assert (status, stored["new"], [note["code"] for note in stored["warnings"]]) == (0, 3, ["header_none"])
    assert f"từ dòng {len(titles) + 1}," in stored["warnings"][0]["message"]
    assert Gift.objects.filter(months=12, recipient__sex="male").count() == 1
    assert not HeadingMemory.objects.exists()


def test_what_the_contents_make_likely_is_not_applied_unless_it_is_chosen(officer, round_, tmp_path, answer):
    path = sheets.a_workbook(tmp_path, people())
    chosen = answer(header_line=NO_HEADER, mapping={"Cột B": "full_name", "Cột I": "kind"})
    _status, told = import_file("gifts", path, officer, "--round", round_.slug, "--dry-run", *chosen)
    assert "có vẻ là số định danh" in told["errors"][0]["message"]
    assert set(told["unread_columns"]) >= {"Cột C", "Cột D", "Cột E"}


def test_two_columns_that_may_both_be_births_are_left_to_the_officer(look):
    rows = [["Lò Thị Ân", "02/01/1956", "01/01/2026", "quà Tết"], ["Lê Văn Ba", "02/01/1957", "02/01/2026", "quà Tết"]]
    told = look(
        *rows, header=None, options=Options(header_line=NO_HEADER, mapping={"Cột A": "full_name", "Cột D": "kind"})
    )
    assert {title: column.likely for title, column in told.header.lettered.items()} == {"Cột B": "", "Cột C": ""}


def test_a_row_that_has_its_number_and_a_birth_is_no_header(look):
    row = ["1", "Lê Văn Thử", "12/3/1950", "Xã Minh Họa", "quà Tết"]
    with pytest.raises(FileProblem) as refusal:
        look(
            row, ["2", "Lê Thị Thử", "13/3/1950", "Xã Minh Họa", "quà Tết"], header=None, options=Options(header_line=1)
        )
    assert refusal.value.code == "header_is_data"
