"""The two shortcuts of a gift file spare work and change no verdict."""

import random
from types import SimpleNamespace

import pytest

from programmes.exchange.gift_entries import Line
from programmes.exchange.gift_lines import GiftJudge
from programmes.exchange.layouts.gifts import HEADINGS
from programmes.exchange.results import Tally
from tests import factories as f
from tests import sheets
from tests.exchange.doors import judge, take_in

SEED = 185_055
CHOICES = {
    "full_name": ("Lò Văn Ân", None),
    "birth": (("1956-03-04", "day", 1956), ("1957-01-01", "year", 1957), None),
    "sex": ("male", "female", None),
    "citizen_number": ("040056000001", "998056000001", None),
    "without_papers": ("Chưa làm căn cước", None, None),
    "province": (SimpleNamespace(pk="40"), None),
    "commune": ("Xã Mường Xén", None),
    "kind": ("hi_card", "tet_package"),
    "group_name": ("Bản Mới", None, None),
    "quantity": (1, 120, None, None),
    "months": (12, None),
    "starts_on": ("2025-12-01", None),
    "donor_cost_vnd": (379_080, 10**13, None),
    "total_vnd": (1_263_600, None, None),
    "state_support_vnd": (884_520, None, None),
    "round": (SimpleNamespace(pk=1), None),
}


def a_judge():
    lookups = SimpleNamespace(citizen_prefixes={"040"}, doubts=None)
    task = SimpleNamespace(round=None, office=SimpleNamespace(province=None), lookups=lookups)
    return GiftJudge(task, Tally(), HEADINGS)


def test_a_line_that_is_passed_in_one_look_would_pass_every_check():
    rng, plain = random.Random(SEED), 0
    for number in range(20_000):
        row = Line(**{name: rng.choice(CHOICES.get(name, (None,))) for name in Line._fields})
        judge = a_judge()
        if judge._is_plain(row):
            plain += 1
            assert judge._checked(number, row) == row
            assert (judge.tally.errors, judge.tally.warnings) == ([], [])
    assert plain > 0


@pytest.mark.django_db
@pytest.mark.parametrize(
    "change",
    [
        {},
        {"Họ và tên": "Lo Van An"},
        {"Ngày sinh": "05/06/1941"},
        {"Ngày sinh": "1941"},
        {"Ngày sinh": ""},
        {"Giới tính": ""},
        {"Xã/Phường": "Xã Khác"},
        {"Xã/Phường": ""},
        {"Đối tượng": "hộ nghèo"},
        {"Số tháng": "6"},
        {"Từ tháng": "01/2026"},
        {"Số tiền (đồng)": "379.081"},
        {"NSNN hỗ trợ": ""},
        {"NSNN hỗ trợ": "1"},
        {"Số lượng": "1"},
        {"Ghi chú": "đã đối chiếu"},
    ],
    ids=str,
)
def test_a_line_that_says_nothing_new_is_judged_alike_with_and_without_the_shortcut(change, tmp_path, monkeypatch):
    round_, by, lines = f.a_round(), f.the_maker(), sheets.lines(3)
    assert take_in(sheets.a_csv(tmp_path, lines), "gifts", by, round_).new == 3
    again = sheets.a_csv(tmp_path, [{**lines[0], **change}, *lines[1:]], name="lai.csv")
    with_it = judge(again, "gifts", by, round_).as_report()
    monkeypatch.setattr(GiftJudge, "_is_as_stored", lambda *arguments: False)
    assert judge(again, "gifts", by, round_).as_report() == with_it
