"""Doubts about a card or book: shown and counted, never a refusal."""

from datetime import date

import pytest

from programmes.models import Rate
from programmes.rules.doubts import Doubts, doubts_of_gift, doubts_of_list
from tests import factories as f

pytestmark = pytest.mark.django_db

JUNE = date(2026, 6, 1)


@pytest.fixture
def rates():
    """The rates that the rule reads, as in the reference data."""
    for code, family, category, value in (
        ("R011", "bhyt_state_support_min", "poor_household", "1.00"),
        ("R014", "bhyt_state_support_min", "near_poor_household", "0.70"),
        ("R047", "bhxh_voluntary_payment_period", "all", "1|3|6|12"),
        ("R048", "bhyt_payment_period", "all", "3|6|12"),
    ):
        Rate.objects.create(
            code=code,
            family=family,
            category_code=category,
            category_name=category,
            value=value,
            unit="",
            effective_from=date(2018, 12, 1),
            legal_source="Luật",
            status="verified",
            date_status="verified",
        )


def codes(*what):
    return [problem.code for problem in Doubts().of(*what)]


@pytest.mark.parametrize(
    ("kind", "category", "months", "expected"),
    [
        ("hi_card", "near_poor_household", 12, []),
        ("hi_card", "poor_household", 12, ["state_pays_all"]),
        ("hi_card", "person_with_merit", 12, ["state_pays_all"]),
        ("si_book", "poor_household", 12, []),
        ("hi_card", "", 1, ["period_unknown_to_law"]),
        ("si_book", "", 1, []),
        ("si_book", "", 24, []),
        ("si_book", "", 7, ["period_unknown_to_law"]),
        ("tet_package", "poor_household", None, []),
    ],
)
def test_what_the_state_pays_and_the_law_does_not_know_is_told(rates, kind, category, months, expected):
    assert codes(kind, category, months, JUNE) == expected
    assert codes(kind, category, months, "2026-06-01") == expected


def test_a_rate_counts_while_it_is_in_force(rates):
    Rate.objects.filter(code="R011").update(effective_to=date(2026, 5, 31))
    assert codes("hi_card", "poor_household", 12, date(2026, 5, 1)) == ["state_pays_all"]
    assert codes("hi_card", "poor_household", 12, JUNE) == []


@pytest.mark.parametrize(
    ("birth", "expected"),
    [("2020-07-31", ["child_is_free"]), ("2020-06-01", []), (date(2020, 7, 1), ["child_is_free"]), (None, [])],
)
def test_a_child_under_six_when_the_card_begins_has_one_for_nothing(rates, birth, expected):
    assert codes("hi_card", "near_poor_household", 12, JUNE, birth) == expected
    assert codes("si_book", "near_poor_household", 12, JUNE, birth) == []


def test_a_list_says_how_many_gifts_each_doubt_is_about(rates, django_assert_num_queries):
    gift_list, child = f.a_gift_list(), f.a_recipient(birth_date=date(2022, 1, 5), birth_precision="day")
    for _each in range(3):
        f.a_gift(gift_list, category="poor_household")
    f.a_gift(gift_list, months=5)
    doubtful = f.a_gift(gift_list, recipient=child)
    f.a_gift(gift_list)
    with django_assert_num_queries(3):
        counts = [count for _sentence, count in doubts_of_list(gift_list)]
    assert counts == [3, 1, 1]
    assert [problem.code for problem in doubts_of_gift(doubtful)] == ["child_is_free"]
