"""A reason is kept for ever: it names nobody by a number and tells of nobody's health or hardship."""

import pytest

from programmes.actions import bank_lines, donations, same_person
from programmes.rules.reasons import check
from tests import factories as f
from tests.actions.refusals import refused


@pytest.mark.parametrize(
    "text",
    [
        *("CCCD 040123456789 trùng", "số 040 123 456 789", "0401.2345.6789", "CMND:186123456", "mã số 4012345678, sai"),
        *("186.123.456", "040-123-456-789."),
    ],
)
def test_a_number_of_a_person_is_asked_again(text):
    (problem,) = check(text)
    assert problem.code == "reason_has_number"


@pytest.mark.parametrize(
    "text",
    [
        *("Người này bị ung thư", "nhiễm HIV", "Bị BỆNH nặng", "benh tim", "người khuyết tật", "thuộc hộ nghèo"),
        *("ho ngheo", "Tâm thần", "diện cận nghèo", "bị bệnh, đang nằm bệnh viện", "u\u0303ng thu, ung thu"),
    ],
)
def test_health_and_hardship_are_asked_again(text):
    (problem,) = check(text)
    assert problem.code == "reason_is_sensitive"


@pytest.mark.parametrize(
    "text",
    [
        *("Nhập nhầm", "Ghi trùng 1.263.600.000 đồng", "Chuyển 185.055.000đ hai lần", "Bệnh viện Nhi chuyển hai lần"),
        *("đáp ứng thu chi", "Quyết định 123/QĐ-BHXH ngày 12/12/2025", "Trùng UH-000012", "FT25123456789 đã ghi", ""),
    ],
)
def test_other_reasons_are_taken(text):
    assert list(check(text)) == []


BAD = "Người này bị ung thư"


@pytest.mark.django_db
@pytest.mark.one_database
def test_every_verb_asks_again_and_nothing_is_stored():
    donation, line = f.an_approved_donation(), f.a_bank_line()
    with refused("reason_is_sensitive"):
        donations.reverse(donation, reason=BAD, by=f.the_maker())
    with refused("reason_is_sensitive"):
        bank_lines.set_aside(line, reason=BAD, by=f.the_maker())
    pair = f.a_recipient(full_name="Lò Thị Mai"), f.a_recipient(full_name="Lò Thị Mai")
    with refused("reason_is_sensitive"):
        same_person.conclude({one.pk for one in pair}, is_same=False, reason=BAD, by=f.the_maker())
    donation.refresh_from_db()
    line.refresh_from_db()
    assert (donation.reversals.count() if hasattr(donation, "reversals") else 0, line.state) == (0, "unexplained")
