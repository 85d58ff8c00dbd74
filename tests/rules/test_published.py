"""What must hold for a published figure by itself: its words, number, place, period and source."""

from datetime import date

import pytest

from programmes.models import FormerProvince, Measure, PublishedFigure, Relation, Stage
from programmes.rules import published
from tests import factories as f

pytestmark = pytest.mark.django_db

CARDS = {"measure": Measure.CARDS, "stage": Stage.GIVEN}
MONEY = {"measure": Measure.MONEY, "stage": Stage.RAISED}
PERCENT = {"measure": Measure.PERCENT, "stage": Stage.GIVEN, "subject": Measure.CARDS}


def codes(**over):
    return [problem.code for problem in published.check(f.a_new_figure(**over))]


@pytest.mark.parametrize(
    "over",
    [
        {"wording": "54,38 tỷ đồng", "value": 54_381_000_000},  # within half of the last digit written
        {**CARDS, "wording": "185.055", "value": 185_055},
        {**CARDS, "wording": "gần 32.000 thẻ", "value": 32_000, "qualifier": "nearly"},
        {**CARDS, "wording": "hơn 144 nghìn thẻ", "value": 144_600, "qualifier": "over"},
        {**CARDS, "wording": "45 sổ và 693 thẻ", "value": 693},
        {**CARDS, "wording": "600 thẻ tại 18 tỉnh", "value": 600},
        {**CARDS, "wording": "từ 100 đến 120 thẻ", "value": 100, "value_to": 120},
        {**PERCENT, "wording": "35,98% số thẻ", "value": 3598},
        {**PERCENT, "wording": "36 % số thẻ", "value": 3598},
        {
            "wording": "khoảng 160.000 USD",
            "value": None,
            "currency": "USD",
            "foreign_amount": 160_000,
            "qualifier": "about",
        },
        {"wording": "nhiều tỷ đồng", "value": None, "qualifier": "order_of_magnitude"},
        {
            "measure": Measure.DELEGATIONS,
            "stage": Stage.GIVEN,
            "wording": "các đoàn",
            "value": None,
            "qualifier": "not_counted",
        },
    ],
    ids=lambda over: over["wording"],
)
def test_words_that_say_the_number_are_accepted(over):
    assert codes(**over) == []


@pytest.mark.parametrize(
    ("over", "code"),
    [
        ({"measure": Measure.BOOKS, "stage": Stage.GIVEN, "wording": "185.055 thẻ", "value": 44}, "wording_other_unit"),
        (
            {"measure": Measure.BOOKS, "stage": Stage.GIVEN, "wording": "12 sổ và thẻ", "value": 12},
            "wording_other_unit",
        ),
        ({**CARDS, "wording": "185.055 thẻ", "value": 44}, "wording_other_value"),
        ({**CARDS, "wording": "185.055 thẻ", "value": 185_056}, "wording_other_value"),
        ({**CARDS, "wording": "600 thẻ tại 18 tỉnh", "value": 18}, "wording_other_value"),
        ({"wording": "54,38 tỷ đồng", "value": 54_390_000_000}, "wording_other_value"),
        ({"wording": "hơn 52,5 tỷ đồng", "value": 52_400_000_000, "qualifier": "over"}, "wording_other_value"),
        ({**CARDS, "wording": "hơn 600 thẻ", "value": 600, "qualifier": "nearly"}, "wording_other_qualifier"),
        ({**CARDS, "wording": "600 thẻ", "value": 600, "qualifier": "nearly"}, "wording_other_qualifier"),
        ({**CARDS, "wording": "không dưới 600 thẻ", "value": 600, "qualifier": "under"}, "wording_other_qualifier"),
        ({**CARDS, "wording": "hàng nghìn thẻ", "value": 1000}, "wording_without_value"),
        ({**CARDS, "wording": "600 thẻ", "value": None, "qualifier": "not_counted"}, "wording_has_number"),
        ({**CARDS, "wording": "100-120 thẻ", "value": 100}, "wording_is_range"),
        ({**CARDS, "wording": "100 thẻ", "value": 100, "value_to": 120}, "wording_other_value"),
        ({"wording": "54.38 tỷ đồng"}, "wording_number"),
        ({**PERCENT, "wording": "36,5% số thẻ", "value": 3598}, "wording_other_value"),
        (
            {"wording": "4 tỷ đồng", "value": 4 * 10**9, "currency": "USD", "foreign_amount": 160_000},
            "wording_other_currency",
        ),
        ({"wording": "160.000 USD", "value": 160_000}, "wording_other_unit"),
    ],
    ids=lambda value: value if isinstance(value, str) else value["wording"],
)
def test_words_that_say_something_else_are_refused(over, code):
    assert codes(**over) == [code]


@pytest.mark.parametrize(
    ("over", "code"),
    [
        ({"value_low": 55 * 10**9, "value_high": 54 * 10**9}, "interval_order"),
        ({"value_low": 55 * 10**9}, "value_outside_interval"),
        ({"as_of": date(2024, 12, 31), "as_of_precision": "day"}, "as_of_before_period"),
        ({"as_of": date(2024, 1, 1), "as_of_precision": "year"}, "as_of_before_period"),
        ({"as_of": date(2026, 3, 1), "as_of_precision": "month"}, "as_of_after_publication"),
        ({"source_date": date(2024, 12, 1), "source_precision": "month"}, "published_before_period"),
        ({"stage": Stage.VALUE, "subject": Measure.PERCENT}, "subject_is_ratio"),
        ({**PERCENT, "subject": "", "wording": "36 %", "value": 3600}, "subject_missing"),
        ({"measure": Measure.DELEGATIONS, "stage": Stage.RAISED, "wording": "5 đoàn", "value": 5}, "stage_of_measure"),
        ({"currency": "VNX", "foreign_amount": 5, "wording": "54,38 tỷ đồng"}, "currency_unknown"),
        ({"code": "Số 1"}, "figure_code"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_does_not_fit_together_is_refused(over, code):
    assert code in codes(**over)


def test_a_year_that_is_known_alone_may_reach_into_the_period():
    assert codes(as_of=date(2025, 1, 1), as_of_precision="year") == []


def test_a_plan_is_published_before_its_period():
    assert codes(period="2026", stage=Stage.PLANNED) == []
    assert codes(period="2026", stage=Stage.RAISED) == ["published_before_period"]


def test_a_figure_is_told_for_one_place_that_was_there():
    former = FormerProvince.objects.create(
        code="15", name="Yên Bái", valid_to=date(2025, 6, 30), successor=f.a_province(), citizen_prefix="015"
    )
    assert codes(former_province=former, period="2024") == []
    assert codes(former_province=former, period="quý III/2025") == ["former_province_gone"]
    assert codes(former_province=former, province=f.a_province(), period="2024") == ["several_places"]


def test_a_person_who_has_not_agreed_is_not_the_donor_of_a_public_figure():
    assert codes(donor=f.a_person()) == ["donor_not_named"]
    assert codes(donor=f.a_donor()) == []


def test_a_round_belongs_to_the_programme_of_the_figure():
    round_ = f.a_round()
    assert codes(round=round_, programme=round_.programme) == []
    assert codes(round=round_, programme=f.a_programme()) == ["round_of_other_programme"]


@pytest.mark.parametrize("first", [Relation.PART_OF, Relation.CONTAINS, Relation.CORRECTED_BY, Relation.CORRECTS])
def test_a_relation_that_goes_round_is_refused_whoever_says_it(first):
    others = {"B": {first.value: ["C"]}, "C": {first.value: ["A"]}}
    figure = PublishedFigure(code="A", relations={first.value: ["B"]})
    assert [problem.code for problem in published.check_relations(figure, others)] == ["relation_circle"]
    figure.relations = {first.mirror.value: ["C"]}
    assert list(published.check_relations(figure, others)) == []
