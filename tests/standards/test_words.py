"""Amounts in words, as Vietnamese vouchers write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programmes.standards.words import DIGITS, dong_in_words, number_in_words


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (0, "không đồng"),
        (5, "năm đồng"),
        (10, "mười đồng"),
        (11, "mười một đồng"),
        (15, "mười lăm đồng"),
        (21, "hai mươi mốt đồng"),
        (24, "hai mươi bốn đồng"),
        (55, "năm mươi lăm đồng"),
        (100, "một trăm đồng"),
        (105, "một trăm linh năm đồng"),
        (1_005, "một nghìn không trăm linh năm đồng"),
        (94_770, "chín mươi bốn nghìn bảy trăm bảy mươi đồng"),
        (379_080, "ba trăm bảy mươi chín nghìn không trăm tám mươi đồng"),
        (1_263_600, "một triệu hai trăm sáu mươi ba nghìn sáu trăm đồng"),
        (50_000_000, "năm mươi triệu đồng"),
        (1_000_005_000, "một tỷ không trăm linh năm nghìn đồng"),
        (54_380_000_000, "năm mươi bốn tỷ ba trăm tám mươi triệu đồng"),
        (1_500_000_000_000, "một nghìn năm trăm tỷ đồng"),
        (10**15, "một triệu tỷ đồng"),
        (-1_000, "âm một nghìn đồng"),
    ],
)
def test_an_amount_is_written_out(amount, words):
    assert dong_in_words(amount) == words


def read(words):
    """The number that the words say; written apart from the code, word by word."""
    small = {word: value for value, word in enumerate(DIGITS)} | {"mốt": 1, "lăm": 5}
    billions = current = total = 0
    for word in words.split():
        if word in small:
            current += small[word]
        elif word == "mười":
            current += 10
        elif word == "mươi":
            current = current // 100 * 100 + current % 100 * 10
        elif word == "trăm":
            current *= 100
        elif word in {"nghìn", "triệu"}:
            total, current = total + current * {"nghìn": 10**3, "triệu": 10**6}[word], 0
        elif word == "tỷ":
            billions, total, current = (total + current) * 10**9, 0, 0
    return billions + total + current


@given(st.integers(min_value=0, max_value=10**15))
def test_the_words_say_the_number_again(number):
    assert read(number_in_words(number)) == number
