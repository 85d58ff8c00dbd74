"""What a card and a book are worth: the worked values, to the đồng, and what is not guessed."""

import csv
import json
import re
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings

from programmes.models import INSURANCE_KINDS, Category, GiftKind, Insurance, Rate
from programmes.rules import arithmetic
from programmes.rules.rates import Rates
from programmes.rules.valuation import BOOK_CATEGORIES, CARD_CATEGORIES, Case, Unknown, Worth, digest, value

EXAMPLES = list(csv.DictReader((Path(__file__).parent / "example_values.csv").read_text(encoding="utf-8").splitlines()))
KINDS = {"bhyt_card": GiftKind.HI_CARD, "bhxh_book": GiftKind.SI_BOOK}
CATEGORIES = {  # category of the examples -> ours, and the order in the household
    "near_poor": (Category.NEAR_POOR, None),
    "pupil_student": (Category.STUDENT, None),
    "poor_household": (Category.POOR, None),
    "other": (Category.OTHER, None),
    **{f"household_member_{order}": (Category.INFORMAL_WORKER, order) for order in (1, 2, 3)},
}
PAGE = settings.BASE_DIR / "docs" / "algorithms" / "valuation.md"
HUE, LONG_AN = "46", "80"


def the_rates():
    rows = json.loads((settings.BASE_DIR / "fixtures" / "rates.json").read_text(encoding="utf-8"))
    days = ("effective_from", "effective_to")
    return [
        Rate(**{name: date.fromisoformat(cell) if name in days and cell else cell for name, cell in row.items()})
        for row in rows
    ]


BOOK = Rates(the_rates())


def a_topup(share="0.20", province=LONG_AN, category_code="near_poor"):
    """A made-up local top-up."""
    return Rate(
        code="T1",
        family="bhyt_local_topup",
        category_code=category_code,
        category_name="hộ cận nghèo (bịa để kiểm thử)",
        province_id=province,
        value=share,
        effective_from=date(2025, 1, 1),
        legal_source="bịa để kiểm thử",
        status="unverified",
        date_status="unverified",
    )


def a_case(kind=GiftKind.HI_CARD, category=Category.NEAR_POOR, months=12, on=date(2025, 3, 1), order=None, place="40"):
    return Case(kind, category, months, on, order, place)


def amounts(worth):
    return worth.total_vnd, worth.state_support_vnd, worth.local_topup_vnd, worth.donor_cost_vnd


def of_example(example):
    category, order = CATEGORIES[example["category_code"]]
    start = date.fromisoformat(example["start_date"])
    if example["id"] == "E09":
        case = a_case(KINDS[example["gift_kind"]], category, int(example["months"]), start, order, LONG_AN)
        return value(case, Rates([*the_rates(), a_topup()]))
    return value(a_case(KINDS[example["gift_kind"]], category, int(example["months"]), start, order), BOOK)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["id"])
def test_each_worked_value_is_met_to_the_dong(example):
    expected = [example[f"{name}_vnd"] for name in ("total", "state_support", "local_topup", "donor_cost")]
    assert amounts(of_example(example)) == tuple(map(int, expected))


def test_there_are_eighteen_worked_values():
    assert [example["id"] for example in EXAMPLES] == [f"E{number:02}" for number in range(1, 19)]


def test_the_page_of_the_algorithm_shows_the_same_numbers():
    rows = re.findall(r"^\| (E\d\d) \|.*\| ([\d.]+) \| ([\d.]+) \| ([\d.]+) \| ([\d.]+) \|$", PAGE.read_text(), re.M)
    shown = {name: tuple(int(cell.replace(".", "")) for cell in cells) for name, *cells in rows}
    assert shown == {example["id"]: amounts(of_example(example)) for example in EXAMPLES}


def test_the_rates_used_are_named_with_their_source():
    worth = value(a_case(), BOOK)
    assert [rate.code for rate in worth.rates] == ["R005", "R003", "R014"]
    assert [used["legal_source"] for used in worth.used()][1:] == [
        "Nghị định 73/2024/NĐ-CP",
        "NĐ 146/2018 Điều 8 khoản 1 điểm b",
    ]


def test_a_step_of_the_household_and_a_share_of_the_state_never_combine():
    assert amounts(value(a_case(order=3), BOOK)) == amounts(value(a_case(), BOOK))


def test_the_fifth_and_every_later_member_pay_the_same_step():
    fifth, ninth = (value(a_case(category=Category.OTHER, order=order), BOOK) for order in (5, 9))
    assert amounts(fifth) == amounts(ninth) == (505_440, 0, 0, 505_440)


def test_the_month_in_which_it_begins_decides_and_not_the_months_paid_ahead():
    assert value(a_case(category=Category.OTHER, order=1, on=date(2026, 6, 1)), BOOK).total_vnd == 1_263_600
    assert value(a_case(category=Category.OTHER, order=1, on=date(2026, 7, 1)), BOOK).total_vnd == 1_366_200


def test_a_local_top_up_holds_in_its_province_only():
    card = a_case(on=date(2025, 9, 1), place=HUE)
    assert amounts(value(card, BOOK)) == (1_263_600, 884_520, 379_080, 0)
    assert amounts(value(card._replace(province="40"), BOOK)) == (1_263_600, 884_520, 0, 379_080)


def test_a_top_up_that_names_no_province_holds_nowhere():
    rates = Rates([*the_rates(), a_topup(province=None)])
    assert {value(a_case(place=place), rates).local_topup_vnd for place in ("40", LONG_AN, "", None)} == {0}


def test_state_and_locality_together_never_pay_more_than_the_total():
    generous = Rates([*the_rates(), a_topup("0.90")])
    assert amounts(value(a_case(place=LONG_AN), generous)) == (1_263_600, 884_520, 379_080, 0)


def test_who_is_poor_has_a_card_that_the_state_pays_in_full():
    assert amounts(value(a_case(category=Category.POOR), BOOK)) == (1_263_600, 1_263_600, 0, 0)


def test_an_islander_has_a_share_of_their_own_since_july_2025_and_that_of_others_before():
    book = a_case(GiftKind.SI_BOOK, Category.ISLAND, 6)
    assert value(book, BOOK).state_support_vnd == 198_000
    assert value(book._replace(starts_on=date(2025, 9, 1)), BOOK).state_support_vnd == 990_000


def test_a_part_of_a_dong_is_rounded_once_and_a_half_goes_up():
    odd = Rates([*(rate for rate in the_rates() if rate.code != "R003"), a_salary("1000001", date(2024, 7, 1))])
    worth = value(a_case(months=10), odd)  # 450,000.45 in all; the state 315,000.315
    assert amounts(worth) == (450_000, 315_000, 0, 135_000)
    half = Rates([*(rate for rate in the_rates() if rate.code != "R003"), a_salary("100010", date(2024, 7, 1))])
    assert amounts(value(a_case(months=1), half)) == (4_500, 3_150, 0, 1_350)  # 4,500.45; 3,150.315
    up = Rates([*(rate for rate in the_rates() if rate.code != "R003"), a_salary("100100", date(2024, 7, 1))])
    assert value(a_case(months=1), up).total_vnd == 4_505  # 4,504.5


def a_salary(text, since, until=None, code="T2"):
    return Rate(
        code=code,
        family="base_salary",
        category_code="all",
        category_name="mức lương cơ sở",
        value=text,
        effective_from=since,
        effective_to=until,
        legal_source="bịa để kiểm thử",
        status="verified",
        date_status="verified",
    )


def test_a_newer_rate_ends_the_one_before_it_also_where_that_names_no_last_day():
    rates = Rates([*the_rates(), a_salary("3000000", date(2027, 1, 1))])
    worker = a_case(category=Category.OTHER, order=1, on=date(2027, 1, 1))
    assert value(worker, rates).total_vnd == 1_620_000
    assert value(worker._replace(starts_on=date(2026, 12, 1)), rates).total_vnd == 1_366_200


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"category": ""}, "chưa ghi đối tượng"),
        ({"months": None}, "thiếu số tháng"),
        ({"kind": GiftKind.TET_PACKAGE}, "chỉ thẻ BHYT và sổ BHXH"),
        ({"category": Category.OTHER}, "thiếu thứ tự trong hộ"),
        ({"category": Category.CHILD}, "chưa có định mức cho đối tượng “trẻ em có hoàn cảnh đặc biệt” từ 03/2025"),
        ({"category": Category.TRAFFICKING_VICTIM}, "chưa có định mức"),
        ({"starts_on": date(2015, 1, 1)}, "không có mức đóng nào có hiệu lực từ 01/2015"),
    ],
    ids=str,
)
def test_what_the_rates_do_not_say_is_not_guessed(change, reason):
    found = value(a_case()._replace(**change), BOOK)
    assert isinstance(found, Unknown)
    assert str(found).startswith("không tính được: ")
    assert reason in str(found)


@pytest.mark.parametrize(
    ("missing", "case"),
    [
        ("base_salary", a_case()),
        ("bhyt_contribution_rate", a_case()),
        ("bhyt_household_factor", a_case(category=Category.OTHER, order=2)),
        ("rural_poverty_line", a_case(GiftKind.SI_BOOK)),
        ("bhxh_voluntary_rate", a_case(GiftKind.SI_BOOK)),
        ("bhxh_voluntary_state_support", a_case(GiftKind.SI_BOOK)),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_without_one_of_its_rates_nothing_is_computed(missing, case):
    rest = [rate for rate in the_rates() if rate.family != missing]
    assert len(rest) < len(the_rates())
    assert isinstance(value(case, BOOK), Worth)
    assert isinstance(value(case, Rates(rest)), Unknown)


def test_every_category_of_the_mapping_meets_a_rate_of_today():
    today = date(2026, 11, 1)
    categories = {Insurance.HEALTH: CARD_CATEGORIES, Insurance.SOCIAL: BOOK_CATEGORIES}
    for kind in INSURANCE_KINDS:
        for category in categories[kind.insurance]:
            assert isinstance(value(a_case(kind, category, 6, today, 1), BOOK), Worth)


def test_the_mark_of_a_valuation_differs_with_case_rates_and_result():
    case, worth = a_case(), value(a_case(), BOOK)
    marks = {
        digest(case, worth),
        digest(case._replace(province="11"), worth),
        digest(case._replace(kind=GiftKind.SI_BOOK), worth),
        digest(case._replace(months=6), worth),
        digest(case._replace(starts_on=date(2025, 4, 1)), worth),
        digest(case, worth._replace(donor_cost_vnd=worth.donor_cost_vnd + 1)),
        digest(case, worth._replace(rates=worth.rates[:2])),
    }
    assert len(marks) == 7
    assert digest(case, worth) == digest(a_case(), value(a_case(), Rates(the_rates())))


class Kept:
    """What a valuation keeps."""

    def __init__(self, case, worth):
        self.months, self.rates = case.months, worth.used()
        for name in ("total_vnd", *worth.parts):
            setattr(self, name, getattr(worth, name))


@pytest.mark.parametrize(
    ("case", "line"),
    [
        (a_case(), "4,5% × 2.340.000 đ × 12 tháng = 1.263.600 đ; NSNN 70% = 884.520 đ; còn lại 379.080 đ"),
        (
            a_case(category=Category.OTHER, order=2),
            "4,5% × 2.340.000 đ × 12 tháng × 70% (người thứ 2) = 884.520 đ; còn lại 884.520 đ",
        ),
        (
            a_case(GiftKind.SI_BOOK, Category.POOR, 6, date(2025, 9, 1)),
            "22% × 1.500.000 đ × 6 tháng = 1.980.000 đ; NSNN 50% = 990.000 đ; còn lại 990.000 đ",
        ),
        (
            a_case(on=date(2025, 9, 1), place=HUE),
            "4,5% × 2.340.000 đ × 12 tháng = 1.263.600 đ; NSNN 70% = 884.520 đ; "
            "địa phương 30% = 379.080 đ; còn lại 0 đ",
        ),
    ],
    ids=("near-poor", "second member", "book", "Huế"),
)
def test_the_sum_is_told_in_one_line_of_arithmetic(case, line):
    assert arithmetic.line(Kept(case, value(case, BOOK))) == line


def test_what_is_not_checked_yet_carries_its_mark():
    book = a_case(GiftKind.SI_BOOK, Category.POOR, 6)
    marks = {source.code: source.mark for source in arithmetic.sources(Kept(book, value(book, BOOK)))}
    assert marks == {"R031": "chưa đối chiếu", "R033": "mới có một nguồn", "R036": ""}
