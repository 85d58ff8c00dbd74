"""Files of the kind that offices send, of which only the officer can tell what a column, a group or a sheet means."""

import pytest

from programmes.exchange.options import Options
from tests import factories as f
from tests.exchange.case_files import NEEDED, case_file
from tests.exchange.doors import judge

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.one_database,
    NEEDED,
]


@pytest.fixture
def tell():
    """What is told of the file whose name begins so, read by these options."""
    round_ = f.a_round(slug="so-the-2026", name="Sổ, thẻ 2026")
    officer = f.the_maker()

    def told(number, **options):
        return judge(case_file(number), "gifts", officer, round_, Options(**options))

    return told


def asked(told):
    return [(question.option, question.key) for question in told.questions]


def test_days_that_an_american_machine_turned_are_asked_about_and_exchanged(tell):
    assert asked(tell("12")) == [("exchanged", "birth")]
    told = tell("12", exchanged={"birth": "1"})
    assert (told.rejected, list(told.repair_counts)) == (0, ["day_month_exchanged"])


def test_codes_of_the_sexes_that_contradict_every_number_are_asked_about(tell):
    columns = {"HoTen": "full_name", "CCCD": "citizen_number", "NgaySinh": "birth", "GioiTinh": "sex"}
    columns |= {"Tiendong": "donor_cost_vnd", "TuNgay": "starts_on", "SoThang": "months", "HotroKhac": ""}
    mapped = {"mapping": columns, "common": {"kind": "hi_card", "category": "near_poor_household"}}
    told = tell("39", **mapped)
    assert ("exchanged", "sex") in asked(told)
    told = tell("39", **mapped, exchanged={"sex": "1"})
    assert told.repair_counts["sex_code_exchanged"] == told.rows
    assert not [note for note in told.warnings if note.code == "citizen_sex"]


def test_people_below_a_group_that_left_are_asked_about_and_left_out(tell):
    told = tell("18")
    assert (asked(told), told.new) == ([("left_out", "nhóm Giảm")], 4)
    told = tell("18", left_out={"nhóm Giảm": "1"})
    assert (told.new, told.rejected) == (2, 0)


def test_people_of_whom_the_result_says_that_they_got_nothing_are_asked_about_and_left_out(tell):
    told = tell("19")
    assert (asked(told), told.new) == ([("left_out", "cột Kết quả")], 4)
    told = tell("19", left_out={"cột Kết quả": "1"})
    assert (told.new, told.rejected) == (1, 0)


def test_sheets_called_draft_and_sample_are_asked_about_and_all_are_told(tell):
    told = tell("20")
    drafts = [key for _option, key in asked(told)]
    assert drafts == ["trang Bản nháp", "trang Mẫu"]
    (note,) = (note for note in told.warnings if note.code == "sheets_read")
    assert "3 trang" in note.message
    assert tell("20", left_out=dict.fromkeys(drafts, "1")).new == 2


def test_a_total_beside_its_parts_is_never_taken_for_what_the_programme_pays_without_a_question(tell):
    told = tell("40")
    assert asked(told) == [("parts", "Số tiền")]
    told = tell("40", parts={"Số tiền": "Trong đó: nhà tài trợ"})
    assert (told.donor_cost_vnd, asked(told)) == (379_080 + 189_540, [])
