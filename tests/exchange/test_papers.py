"""Persons without papers, numbers against the person, and doubts, as a gift file tells of them."""

import pytest

from programmes.models import FormerProvince, Gift, Recipient
from tests import factories as f
from tests import sheets
from tests.exchange.doors import codes, counts, judge, take_in

pytestmark = pytest.mark.django_db

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
    tally = look(sheets.a_line(1, **{"Số CCCD": number}), sheets.a_line(2))
    assert [(warning.line, warning.code) for warning in tally.warnings] == [(2, "citizen_prefix")]
    assert number not in tally.warnings[0].message


def test_what_the_state_pays_already_is_told_of_new_lines(send):
    merit, child = {"Đối tượng": "người có công"}, {"Ngày sinh": "01/01/2021", "Số CCCD": "040321000002"}
    sheet = [sheets.a_line(1, **merit), sheets.a_line(2, **{**child, "Giới tính": "nữ"}), sheets.a_line(3)]
    tally = send(*sheet)
    assert [(warning.line, warning.code) for warning in sorted(tally.warnings)] == [
        (2, "state_pays_all"),
        (3, "child_is_free"),
    ]
    assert counts(tally)["new"] == 3
    assert send(*sheet).warnings == []
