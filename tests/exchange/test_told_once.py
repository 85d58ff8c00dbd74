"""What an officer tells once for a whole file fills only what gifts of that kind have and the portal cannot compute."""

import pytest

from programmes.exchange.options import Options
from programmes.models import Gift
from programmes.standards.names import fold
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


NO_COST = {"Số tiền (đồng)": "", "NSNN hỗ trợ": ""}
OF_MINORITY = {**NO_COST, "Đối tượng": "đồng bào dân tộc thiểu số"}
MINORITY_CARD = "thẻ BHYT, người dân tộc thiểu số, 12 tháng"


def costs_of():
    return [*Gift.objects.order_by("pk").values_list("category", "donor_cost_vnd")]


def test_what_is_told_for_a_category_without_a_rate_leaves_computed_and_written_amounts_alone(send):
    lines = (
        sheets.a_line(1, **NO_COST),
        sheets.a_line(2, **{"Số tiền (đồng)": "400.000"}),
        *(sheets.a_line(number, **OF_MINORITY) for number in (3, 4)),
    )
    told = send(*lines)
    assert codes(told) == ["value_missing", "value_missing"]
    assert "“Số tiền chưa tính được”" in told.errors[0].message
    assert [(one.what, one.rows) for one in told.costs] == [(MINORITY_CARD, 2)]
    assert "chưa có định mức cho đối tượng" in told.costs[0].why
    told = send(*lines, door=take_in, costs={fold(MINORITY_CARD): "884.520"})
    assert costs_of() == [
        ("near_poor_household", 379_080),
        ("near_poor_household", 400_000),
        ("ethnic_minority", 884_520),
        ("ethnic_minority", 884_520),
    ]
    (warning,) = [note.message for note in told.warnings if note.code == "cost_told"]
    assert f"“{MINORITY_CARD}” ghi 884.520\u00a0đồng: 2 dòng" in warning


def test_an_amount_for_the_whole_file_goes_only_where_none_can_be_computed(send):
    send(sheets.a_line(1, **NO_COST), sheets.a_line(2, **OF_MINORITY), door=take_in, common={"donor_cost_vnd": "1.000"})
    assert costs_of() == [("near_poor_household", 379_080), ("ethnic_minority", 1_000)]


def test_a_group_costs_what_one_gift_costs_for_each_of_it(send):
    group = {"Nhóm người nhận": "Bệnh nhân khoa Thận", "Loại quà": "suất quà Tết", "Số lượng": "20"}
    told = send(group, door=take_in, costs={"suat qua tet": "500.000"})
    assert (codes(told), Gift.objects.get().donor_cost_vnd) == ([], 10_000_000)
