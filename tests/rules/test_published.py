"""What must hold for a published figure by itself: its words, number, place, period and source."""

from datetime import date

import pytest

from programmes.models import FormerProvince, Measure, PublishedFigure, Relation, Stage
from programmes.rules import figure_words, published, relations
from tests import factories as f

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

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
        {"wording": "vượt kế hoạch, đạt 54,38 tỷ đồng"},
        {"wording": "tăng lên 54,38 tỷ đồng"},
        {"wording": "54,38 tỷ đồng, tăng 10% so với năm 2024"},
        {"wording": "hơn 54 tỷ đồng (54,38 tỷ đồng)", "qualifier": "over"},
        {"wording": "mục tiêu 54,38 tỷ đồng", "stage": Stage.PLANNED},
        {**CARDS, "wording": "chương trình giảm nghèo tặng 600 thẻ", "value": 600},
        {**CARDS, "wording": "khám 100 người, trao 600 thẻ", "value": 600},
        {**PERCENT, "wording": "đạt 120% kế hoạch tặng thẻ", "value": 12000},
        {**PERCENT, "wording": "tăng 120% số thẻ", "value": 12000},
        {**PERCENT, "stage": Stage.PLANNED, "wording": "120% số thẻ", "value": 12000},
        {"wording": "0 đồng", "value": 0, "stage": Stage.PLEDGED},
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


GIFTS = {"stage": Stage.GIVEN, "measure": Measure.BOOKS_AND_CARDS}
PACKAGES = {"stage": Stage.GIVEN, "measure": Measure.PACKAGES}


@pytest.mark.parametrize(
    ("over", "said"),
    [
        ({"wording": "hơn 52,5 tỷ đồng", "value": 52_500_000_000, "qualifier": "over"}, "|hơn 52,5 tỷ đồng|"),
        ({"wording": "45 tỉ đồng", "value": 45 * 10**9}, "|45 tỉ đồng|"),
        ({"wording": "1 tỷ 263 triệu đồng", "value": 1_263_000_000}, "|1 tỷ 263 triệu đồng|"),
        ({"wording": "huy động 45 tỷ trong năm", "value": 45 * 10**9}, "huy động |45 tỷ| trong năm"),
        ({**GIFTS, "wording": "185.055 sổ BHXH và thẻ BHYT", "value": 185_055}, "|185.055| sổ BHXH và thẻ BHYT"),
        (
            {**GIFTS, "wording": "trong 8 tỉnh đã trao 2.000 sổ và thẻ", "value": 2000},
            "trong 8 tỉnh đã trao |2.000| sổ và thẻ",
        ),
        ({**PACKAGES, "wording": "100-120 suất quà", "value": 100, "value_to": 120}, "|100-120| suất quà"),
        (
            {**PACKAGES, "wording": "tặng từ 100 đến 120 suất", "value": 100, "value_to": 120},
            "tặng |từ 100 đến 120| suất",
        ),
        ({**CARDS, "wording": "gần 12 ngàn thẻ", "value": 12_000, "qualifier": "nearly"}, "|gần 12 ngàn| thẻ"),
        ({**CARDS, "wording": "2 vạn thẻ", "value": 20_000}, "|2 vạn| thẻ"),
        ({**CARDS, "wording": "Quý I/2026 trao 2 000 thẻ", "value": 2000}, "Quý I/2026 trao |2 000| thẻ"),
        ({**CARDS, "wording": "45 sổ và 693 thẻ", "value": 693}, "45 sổ và |693| thẻ"),
        (
            {**CARDS, "wording": "từ 500 thẻ trở lên, mỗi xã", "value": 500, "qualifier": "at_least"},
            "|từ 500 thẻ trở lên|, mỗi xã",
        ),
        (
            {
                "wording": "khoảng 160.000 USD (4 tỷ đồng)",
                "value": 4 * 10**9,
                "currency": "USD",
                "foreign_amount": 160_000,
                "qualifier": "about",
            },
            "|khoảng 160.000 USD| (4 tỷ đồng)",
        ),
        ({**PERCENT, "wording": "35,98% số thẻ", "value": 3598}, "|35,98|% số thẻ"),
        ({"wording": "nhiều tỷ đồng", "value": None, "qualifier": "order_of_magnitude"}, "|nhiều tỷ đồng|"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_the_number_of_a_wording_is_the_quantity_that_was_checked(over, said):
    figure = f.a_new_figure(**over)
    assert codes(**over) == []
    assert "|".join(figure_words.parts(figure)[:3]) == said


@pytest.mark.parametrize("wording", ["185.055 thẻ", "1,263,600 thẻ", "hàng nghìn thẻ"])
def test_words_that_do_not_say_the_number_are_never_cut(wording):
    figure = f.a_new_figure(**CARDS, wording=wording, value=44)
    assert figure_words.parts(figure) == ("", wording, "", True)


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
        ({"wording": "54,38 tỷ đồng, thực chất 99 tỷ đồng"}, "wording_second_value"),
        ({**CARDS, "wording": "600 thẻ, trong đó 20 thẻ cho học sinh", "value": 600}, "wording_second_value"),
        (
            {
                "wording": "160.000 USD (3,8 tỷ đồng, thực chất 9 tỷ đồng)",
                "value": 3_800_000_000,
                "currency": "USD",
                "foreign_amount": 160_000,
            },
            "wording_second_value",
        ),
        ({"wording": "không phải 54,38 tỷ đồng"}, "wording_turned"),
        ({"wording": "không phải là 54,38 tỷ đồng", "stage": Stage.PLANNED}, "wording_turned"),
        ({"wording": "tăng thêm 54,38 tỷ đồng so với năm trước"}, "wording_turned"),
        ({"wording": "giảm gần 54,38 tỷ đồng", "qualifier": "nearly"}, "wording_turned"),
        ({"wording": "chín mươi tỷ (mục tiêu 54,38 tỷ đồng)"}, "wording_turned"),
        ({"wording": "kế hoạch huy động 54,38 tỷ đồng"}, "wording_turned"),
        ({"wording": "0 đồng", "value": 0}, "value_is_zero"),
        ({**CARDS, "wording": "0 thẻ", "value": 0}, "value_is_zero"),
        ({**PERCENT, "wording": "999 % số thẻ", "value": 99900}, "percent_of_more_than_all"),
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
        ({"code": "X.json"}, "figure_code_is_address"),
        ({"code": "A-.CSV"}, "figure_code_is_address"),
        ({"code": "atom.xml"}, "figure_code_is_address"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_does_not_fit_together_is_refused(over, code):
    assert code in codes(**over)


def test_a_year_that_is_known_alone_may_reach_into_the_period():
    assert codes(as_of=date(2025, 1, 1), as_of_precision="year") == []


@pytest.mark.parametrize(
    ("over", "code"),
    [
        ({"period": "2099"}, "period_not_begun"),
        ({"period": "1994"}, "period_too_early"),
        ({"period": "từ 1/1/1900 đến 31/12/2099"}, "period_too_early"),
        ({"period": "2005-2025"}, "period_too_long"),
        ({"period": "2005-2025", "stage": Stage.PLANNED}, "period_too_long"),
        ({"period": "2090", "stage": Stage.PLANNED}, "period_too_late"),
        ({"source_date": date(2099, 1, 1)}, "published_in_future"),
        ({"source_date": date(2099, 1, 1), "stage": Stage.PLANNED}, "published_in_future"),
        ({"as_of": date(2099, 1, 1), "as_of_precision": "day"}, "as_of_in_future"),
        ({"as_of": date(2099, 1, 1), "as_of_precision": "day", "source_date": date(2099, 1, 2)}, "as_of_in_future"),
        ({"source_date": date(2025, 1, 2)}, "published_within_period"),
        ({"source_date": date(2025, 11, 30)}, "published_within_period"),
    ],
    ids=str,
)
def test_no_figure_is_of_a_time_that_could_not_be_told(over, code):
    assert code in codes(**over)


@pytest.mark.parametrize(
    "over",
    [
        {"source_date": date(2025, 1, 2), "as_of": date(2025, 1, 1), "as_of_precision": "day"},
        {"source_date": date(2025, 1, 2), "is_partial": True},
        {"source_date": date(2025, 12, 1)},
        {"source_date": date(2025, 11, 1), "source_precision": "year"},
        {"period": "Tết Bính Ngọ 2026", "source_date": date(2025, 12, 3)},
        {"period": "tháng 12/2025", "source_date": date(2025, 12, 3)},
        {"period": "đến ngày 31/12/2025"},
        {"period": "1995", "source_date": None, "source_precision": ""},
        {"period": "2026-2030", "stage": Stage.PLANNED},
    ],
    ids=str,
)
def test_what_could_be_told_is_accepted(over):
    assert codes(**over) == []


def test_a_year_that_goes_on_is_told_up_to_a_day(monkeypatch):
    monkeypatch.setattr(published, "today_in_vietnam", lambda: date(2026, 5, 4))
    undated = {"period": "2026", "source_date": None, "source_precision": ""}
    assert codes(**undated) == ["published_within_period"]
    assert codes(**undated, as_of=date(2026, 4, 30), as_of_precision="day") == []


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


def related(figure, others):
    """What is wrong with what a figure and these others say of one another."""
    return list(relations.check(figure, others, relations.told_by(others.values())))


@pytest.mark.parametrize("first", [Relation.PART_OF, Relation.CONTAINS, Relation.CORRECTED_BY, Relation.CORRECTS])
def test_a_relation_that_goes_round_is_refused_whoever_says_it(first):
    others = {
        "B": PublishedFigure(code="B", relations={first.value: ["C"]}),
        "C": PublishedFigure(code="C", relations={first.value: ["A"]}),
    }
    figure = PublishedFigure(code="A", relations={first.value: ["B"]})
    assert [problem.code for problem in related(figure, others)] == ["relation_circle"]
    figure.relations = {first.mirror.value: ["C"]}
    assert related(figure, others) == []


PEOPLE = {"measure": Measure.PEOPLE, "stage": Stage.GIVEN}
VALUE = {"stage": Stage.VALUE, "subject": Measure.BOOKS_AND_CARDS}


@pytest.mark.parametrize(
    ("relation", "one", "other", "code"),
    [
        ("corrects", {"province_id": "40"}, {}, "relation_of_other_place"),
        ("corrects", {"is_partial": True}, {}, "relation_of_other_place"),
        ("corrects", {"place_detail": "8 tỉnh"}, {}, "relation_of_other_place"),
        ("corrects", {"period": "2024"}, {}, "relation_of_other_period"),
        ("corrected_by", PEOPLE, {}, "relation_of_other_measure"),
        ("corrects", {"stage": Stage.PLANNED}, {}, "relation_of_other_measure"),
        ("contains", PEOPLE, VALUE, "relation_of_other_measure"),
        ("contains", {"subject": Measure.CARDS, "stage": Stage.VALUE}, VALUE, "relation_of_other_measure"),
        ("part_of", {}, {"province_id": "40"}, "relation_of_other_place"),
        ("part_of", {"province_id": "15"}, {"province_id": "40"}, "relation_of_other_place"),
        ("part_of", {}, {"is_partial": True}, "relation_of_other_place"),
        ("part_of", {}, {"period": "quý I/2025"}, "relation_of_other_period"),
        ("part_of", {"period": "Tết Bính Ngọ 2026"}, {}, "relation_of_other_period"),
        ("conflicts_with", {"province_id": "40"}, {}, "relation_of_other_place"),
        ("conflicts_with", PEOPLE, {}, "relation_of_other_measure"),
        ("conflicts_with", {"period": "2024"}, {}, "relation_of_other_period"),
        ("corrects", {"wording": "55 tỷ đồng"}, {}, None),
        ("part_of", {"province_id": "40"}, {}, None),
        ("part_of", {"province_id": "40", "place_detail": "xã Mường Xén"}, {"province_id": "40"}, None),
        ("part_of", {"period": "quý I/2025", "is_partial": True}, {}, None),
        ("part_of", {"subject": Measure.CARDS, "stage": Stage.VALUE}, VALUE, None),
        ("part_of", {**PEOPLE, "measure": Measure.CARDS}, {**PEOPLE, "measure": Measure.BOOKS_AND_CARDS}, None),
        ("conflicts_with", {"period": "Tết Bính Ngọ 2026"}, {}, None),
    ],
    ids=str,
)
def test_a_relation_is_of_the_same_thing_place_and_time_whoever_says_it(relation, one, other, code):
    one, other = f.a_new_figure(code="A", **one), f.a_new_figure(code="B", **other)
    one.relations = {relation: ["B"]}
    expected = [code] if code else []
    assert [problem.code for problem in related(one, {"B": other})] == expected
    assert [problem.code for problem in related(other, {"A": one})] == expected


def test_a_former_province_lies_within_the_one_of_today_and_not_the_other_way():
    lao_cai = f.a_province()
    former = FormerProvince.objects.create(
        code="15", name="Yên Bái", valid_to=date(2025, 6, 30), successor=lao_cai, citizen_prefix="015"
    )
    of_today, of_then = f.a_new_figure(code="A", province=lao_cai), f.a_new_figure(code="B", former_province=former)
    of_then.relations = {"part_of": ["A"]}
    assert related(of_then, {"A": of_today}) == []
    of_then.relations = {"contains": ["A"]}
    found = related(of_then, {"A": of_today})
    assert [problem.code for problem in found] == ["relation_of_other_place"]
    assert "“A là một phần của B” không cùng nơi; bỏ quan hệ này" in found[0].message
