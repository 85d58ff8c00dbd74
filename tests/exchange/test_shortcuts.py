"""The two shortcuts of a gift file spare work and change no verdict."""

import random
from datetime import date
from types import SimpleNamespace

import pytest

from programmes.exchange.findings import Findings
from programmes.exchange.gifts.checks import LineChecks
from programmes.exchange.gifts.in_books import InBooks
from programmes.exchange.layouts.gifts import HEADINGS, Line
from programmes.models import Gift, GiftList, Recipient
from tests import factories as f
from tests import sheets
from tests.exchange.doors import judge, take_in

pytestmark = pytest.mark.one_database

SEED = 185_055
CHOICES = {
    "full_name": ("Lò Văn Ân", None),
    "birth": (("1956-03-04", "day", 1956), ("1957-01-01", "year", 1957), None),
    "sex": ("male", "female", None),
    "citizen_number": ("040056000001", "040056000001", "998056000001", None),
    "without_papers": ("Chưa làm căn cước", None, None, None),
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


def the_checks():
    lookups = SimpleNamespace(citizen_prefixes={"040"})
    task = SimpleNamespace(round=None, office=SimpleNamespace(province=None), lookups=lookups)
    return LineChecks(task, Findings(), HEADINGS)


def test_a_line_that_is_passed_in_one_look_would_pass_every_check():
    rng, plain = random.Random(SEED), 0
    for number in range(60_000):
        row = Line(**{name: rng.choice(CHOICES.get(name, (None,))) for name in Line._fields})
        checks = the_checks()
        if checks.is_plain(row):
            plain += 1
            assert checks.checked(number, row) == row
            assert ([*checks.findings.errors], [*checks.findings.warnings]) == ([], [])
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
    with_it = judge(again, "gifts", by, round_).report
    monkeypatch.setattr(InBooks, "_pass_over", lambda *_asked: None)
    assert judge(again, "gifts", by, round_).report == with_it


SAID = {
    "full_name": "Lò Thị Khác",
    "birth_date": date(1941, 2, 1),
    "birth_precision": "year",
    "sex": "male",
    "commune": "Xã Khác",
    "address": "Thôn 2",
    "phone": "0912 000 002",
    "si_number": "4000000002",
}
GIVEN = {
    "kind": "si_book",
    "category": "poor_household",
    "months": 11,
    "starts_on": date(2025, 11, 1),
    "donor_cost_vnd": 379_081,
    "state_support_vnd": 1,
    "local_topup_vnd": 1,
    "note": "khác",
}
FULL = {
    "Địa chỉ": "Thôn 1",
    "Điện thoại": "0912 000 001",
    "Mã số BHXH": "4000000001",
    "NS địa phương hỗ trợ": "5",
    "Ghi chú": "đủ",
}


@pytest.fixture
def passed_over(monkeypatch):
    """The numbers of the lines that were passed over, of each file judged."""
    seen, pass_over = [], InBooks._pass_over

    def spy(self, numbered, *others):
        pass_over(self, numbered, *others)
        seen.append({numbered[key].number for key in self.unchanged})

    monkeypatch.setattr(InBooks, "_pass_over", spy)
    return seen


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("model", "name", "value"),
    [(Recipient, *pair) for pair in SAID.items()] + [(Gift, *pair) for pair in GIVEN.items()],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_record_that_differs_in_any_field_is_not_passed_over(model, name, value, tmp_path, passed_over):
    round_, by, path = f.a_round(), f.the_maker(), sheets.a_csv(tmp_path, [sheets.a_line(1, **FULL), sheets.a_line(2)])
    take_in(path, "gifts", by, round_)
    assert judge(path, "gifts", by, round_).unchanged == 2
    assert passed_over[-1] == {2, 3}
    first = Recipient.objects.order_by("pk").first()
    found = Recipient.objects.filter(pk=first.pk) if model is Recipient else Gift.objects.filter(recipient=first)
    assert found.exclude(**{name: value}).update(**{name: value}) == 1
    told = judge(path, "gifts", by, round_)
    assert passed_over[-1] == {3}
    assert told.unchanged == 1


@pytest.mark.django_db
def test_a_person_or_a_list_of_another_place_is_not_passed_over(tmp_path, passed_over):
    round_, by, path = f.a_round(), f.the_maker(), sheets.a_csv(tmp_path, sheets.lines(1))
    take_in(path, "gifts", by, round_)
    elsewhere = f.an_office(f.DIEN_BIEN)
    for records, change in (
        (Recipient.objects, {"office": elsewhere}),
        (GiftList.objects, {"office": elsewhere}),
        (GiftList.objects, {"province": elsewhere.province}),
    ):
        before = records.values(*change).get()
        records.update(**change)
        judge(path, "gifts", by, round_)
        assert passed_over[-1] == set()
        records.update(**before)
    judge(path, "gifts", by, round_)
    assert passed_over[-1] == {2}
    judge(path, "gifts", by, f.a_round())
    assert passed_over[-1] == set()


@pytest.mark.django_db
def test_a_part_of_a_list_is_passed_over_and_a_person_on_two_lines_never(tmp_path, passed_over):
    round_, by, lines = f.a_round(), f.the_maker(), sheets.lines(5)
    take_in(sheets.a_csv(tmp_path, lines), "gifts", by, round_)
    judge(sheets.a_csv(tmp_path, [lines[1], lines[3]], name="mot-phan.csv"), "gifts", by, round_)
    assert passed_over[-1] == {2, 3}
    package = {**lines[1], "Loại quà": "quà Tết", "Số tháng": "", "Từ tháng": ""}
    told = judge(sheets.a_csv(tmp_path, [lines[1], package, lines[3]], name="hai-dong.csv"), "gifts", by, round_)
    assert passed_over[-1] == {4}
    assert (told.new, told.unchanged) == (1, 2)


@pytest.mark.django_db
def test_a_few_lines_are_not_sought_along_a_long_stretch_of_gifts(tmp_path, passed_over):
    round_, by, lines = f.a_round(), f.the_maker(), sheets.lines(6)
    take_in(sheets.a_csv(tmp_path, lines), "gifts", by, round_)
    told = judge(sheets.a_csv(tmp_path, lines[:1], name="mot-dong.csv"), "gifts", by, round_)
    assert passed_over[-1] == set()
    assert told.unchanged == 1
