"""What the words of a figure say: number, how far it goes, qualifier, unit."""

from fractions import Fraction

import pytest
from django.core.exceptions import ValidationError
from hypothesis import example, given
from hypothesis import strategies as st

from programmes.models import VOCABULARY, Measure
from programmes.standards.money import format_number, format_short
from programmes.standards.wordings import CURRENCIES, QUALIFIERS, read_quantities


def told(wording):
    return [(each.low, each.high, each.qualifier, each.unit) for each in read_quantities(wording, VOCABULARY)]


@pytest.mark.parametrize(
    ("wording", "expected"),
    [
        ("54,38 tỷ đồng", (54_380_000_000, "", "VND")),
        ("hơn 52,5 tỷ đồng", (52_500_000_000, "over", "VND")),
        ("185.055 sổ bảo hiểm xã hội và thẻ bảo hiểm y tế", (185_055, "", "books_and_cards")),
        ("gần 12 nghìn sổ bảo hiểm xã hội", (12_000, "nearly", "books")),
        ("141 ngàn thẻ BHYT", (141_000, "", "cards")),
        ("hơn 2.000 suất quà Tết", (2_000, "over", "packages")),
        ("10 tấm thẻ", (10, "", "cards")),
        ("không dưới 300 hộ nghèo", (300, "at_least", "households")),
        ("dưới 300 hộ", (300, "under", "households")),
        ("từ 500 thẻ trở lên", (500, "at_least", "cards")),
        ("ước đạt 5 tỷ đồng", (5_000_000_000, "about", "VND")),
        ("1 tỷ 263 triệu 600 nghìn đồng", (1_263_600_000, "", "VND")),
        ("khoảng 160.000 USD", (160_000, "about", "USD")),
        ("160 nghìn đô la Mỹ", (160_000, "", "USD")),
        ("35,98%", (Fraction(3598, 100), "", "percent")),
        ("tăng 2,5 lần", (Fraction(5, 2), "", "times")),
        ("200 đoàn viên", (200, "", "people")),
        ("12 đoàn công tác", (12, "", "delegations")),
        ("bão số 3: 1.202 sổ", (1_202, "", "books")),
        ("giai đoạn 2020-2021 trao 30 sổ", (30, "", "books")),
        ("năm 2025 - 185.055 thẻ", (185_055, "", "cards")),
        ("Tết 2026 - 2.000 suất", (2_000, "", "packages")),
        ("Tết Bính Ngọ 2026 trao gần 32.000 thẻ", (32_000, "nearly", "cards")),
        ("ngày 4/3/2026 trao 30 sổ theo kế hoạch 1910/KH-BHXH", (30, "", "books")),
    ],
)
def test_a_wording_says_a_number_a_qualifier_and_a_unit(wording, expected):
    number, qualifier, unit = expected
    assert told(wording) == [(number, number, qualifier, unit)]


@pytest.mark.parametrize(
    ("wording", "low", "high"),
    [
        ("100-120 suất quà", 100, 120),
        ("từ 100 đến 120 suất", 100, 120),
        ("1,2 – 1,5 tỷ đồng", 1_200_000_000, 1_500_000_000),
    ],
)
def test_a_range_has_two_ends(wording, low, high):
    assert told(wording)[0][:2] == (low, high)


@pytest.mark.parametrize(
    "wording", ["hàng chục nghìn người", "các đoàn công tác", "thẻ 12 tháng", "Tết Giáp Thìn 2024"]
)
def test_words_without_a_quantity_say_none(wording):
    assert told(wording) == []


@pytest.mark.parametrize("wording", ["54.38 tỷ đồng", "1,263,600 đồng", "12.34.567 thẻ"])
def test_a_number_that_can_be_read_two_ways_is_refused(wording):
    with pytest.raises(ValidationError) as refusal:
        told(wording)
    assert refusal.value.code == "wording_number"


@given(st.integers(0, 10**12), st.sampled_from(sorted(QUALIFIERS)), st.sampled_from(sorted(VOCABULARY.words)))
def test_any_number_is_read_back_from_its_wording(number, words, unit):
    assert told(f"đã trao {words} {format_number(number)} {unit} trong năm 2025") == [
        (number, number, QUALIFIERS[words], VOCABULARY.words[unit])
    ]


@given(st.integers(1, 10**14))
@example(13_055_000)  # "13,06 triệu": halves are rounded either way, so 13.065.000 is worded so too
def test_a_shortened_amount_says_no_more_than_its_own_digits(amount):
    (quantity,) = read_quantities(format_short(amount), VOCABULARY)
    assert quantity.is_worded(Fraction(amount), written=quantity.low)
    assert not quantity.is_worded(Fraction(amount) + quantity.step + 1, written=quantity.low)


def test_no_word_is_a_unit_and_a_currency():
    currencies = {word for words in CURRENCIES.values() for word in words}
    assert currencies.isdisjoint(VOCABULARY.words)
    assert set(VOCABULARY.words.values()) <= set(Measure.values)
