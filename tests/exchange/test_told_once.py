"""What an officer tells once for a whole file fills only what gifts of that kind have and the portal cannot compute."""

import pytest

from programmes.exchange.options import Options
from programmes.models import Gift
from tests import factories as f
from tests import sheets
from tests.exchange.doors import codes, judge, take_in

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

NAMES = ("months", "starts_on")
NO_MONTHS = {"Số tháng": "", "Từ tháng": ""}
TET = {"Loại quà": "suất quà Tết", "NSNN hỗ trợ": "", **NO_MONTHS}


@pytest.fixture
def send(tmp_path):
    f.the_rates()
    round_ = f.a_round()

    def send(*lines, door=judge, **told):
        path = sheets.a_csv(tmp_path, list(lines))
        return door(path, "gifts", f.the_maker(), round_, Options(**told))

    return send


def asked(told):
    return {one.column: one.empty for one in told.common}


def test_a_tet_gift_has_no_months_and_is_not_asked_for_them(send):
    told = send(*(sheets.a_line(number, **TET) for number in (1, 2)))
    assert (codes(told), asked(told).keys() & {"months", "starts_on"}) == ([], set())


def test_months_are_asked_of_the_cards_alone_and_told_of_them_alone(send):
    lines = sheets.a_line(1, **NO_MONTHS), sheets.a_line(2, **TET)
    told = send(*lines)
    assert {name: rows for name, rows in asked(told).items() if name in NAMES} == dict.fromkeys(NAMES, 1)
    told = send(*lines, door=take_in, common={"months": "12", "starts_on": "12/2025"})
    assert codes(told) == []
    assert {gift.kind: gift.months for gift in Gift.objects.all()} == {"hi_card": 12, "tet_package": None}


@pytest.mark.parametrize(("kind", "are_asked"), [("hi_card", True), ("tet_package", False)])
def test_the_kind_that_is_told_for_the_file_decides_whether_its_months_are_asked(send, kind, are_asked):
    line = sheets.a_line(1)
    for heading in ("Loại quà", "Số tháng", "Từ tháng"):
        del line[heading]
    told = send(line, common={"kind": kind})
    assert (asked(told).keys() >= set(NAMES)) is are_asked
