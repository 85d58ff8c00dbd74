import pytest
from hypothesis import given
from hypothesis import strategies as st

from programmes.standards.money import (
    LARGEST,
    decide_separator,
    format_number,
    format_short,
    in_hundred_millions,
    in_short_if_whole,
    parse_dong,
    with_unit,
)

from .codes import code_of

AMOUNTS = st.integers(min_value=0, max_value=LARGEST)


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1263600", 1_263_600),
        ("1.263.600", 1_263_600),
        ("1,263,600", 1_263_600),
        ("1 263 600", 1_263_600),
        ("1\u00a0263\u00a0600", 1_263_600),
        ("1\u202f263\u202f600", 1_263_600),
        (" 1.263.600 ", 1_263_600),
        ("1.263.600đ", 1_263_600),
        ("1.263.600 đ", 1_263_600),
        ("1.263.600 Ð", 1_263_600),
        ("1.263.600 ₫", 1_263_600),
        ("1263600 VNĐ", 1_263_600),
        ("1.263.600 VND", 1_263_600),
        ("1263600.00", 1_263_600),
        ("1263600,00", 1_263_600),
        ("1.263.600,00", 1_263_600),
        ("1,263,600.00 đồng", 1_263_600),
        ("１２６３６００", 1_263_600),
        ("94.770", 94_770),
        ("1.263", 1_263),
        ("1,263", 1_263),
        ("0", 0),
        ("0" * 5000 + "7", 7),
        ("1.000.000.000.000.000", LARGEST),
    ],
)
def test_every_written_form_of_an_amount_is_read(text, amount):
    assert parse_dong(text) == amount


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1,26 tr", 1_260_000),
        ("1,26 triệu", 1_260_000),
        ("1.26tr", 1_260_000),
        ("1,2635 triệu", 1_263_500),
        ("379 nghìn", 379_000),
        ("379 ngàn đồng", 379_000),
        ("2 tỷ", 2_000_000_000),
        ("2 tỉ", 2_000_000_000),
        ("2 TỶ ĐỒNG", 2_000_000_000),
        ("54,38 tỷ đồng", 54_380_000_000),
        ("1tr2", 1_200_000),
        ("1tr264", 1_264_000),
        ("2 tỷ 500 triệu", 2_500_000_000),
        ("1 triệu 264 nghìn đồng", 1_264_000),
        ("500k", 500_000),
        ("VND 500.000", 500_000),
        ("1.263,5 tỷ đồng", 1_263_500_000_000),
        ("1.263 triệu đồng", 1_263_000_000),
        ("0,5 nghìn tỷ", 500_000_000_000),
        ("0,500 tr", 500_000),
        ("94.770 đồng", 94_770),
    ],
)
def test_an_amount_with_its_unit_is_read(text, amount):
    assert parse_dong(text) == amount


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "money_empty"),
        (" \u00a0", "money_empty"),
        ("54.38", "money_fraction"),
        ("54,38", "money_fraction"),
        ("1263600.5", "money_fraction"),
        ("1263600.0", "money_fraction"),
        ("1.263.600,50", "money_fraction"),
        ("1,2345 nghìn", "money_fraction"),
        ("1,0000000000000000001 tỷ", "money_fraction"),
        ("-5", "money_negative"),
        ("−1.263.600", "money_negative"),
        ("- 1.263.600 đ", "money_negative"),
        ("(1.263.600)", "money_negative"),
        ("1.263,600.1", "money_form"),
        ("1.26.360", "money_form"),
        ("1.263600", "money_form"),
        ("1263.600", "money_form"),
        ("1.263,600", "money_form"),
        ("1 263.600", "money_form"),
        ("12 63", "money_form"),
        ("1.263.600.", "money_form"),
        ("0.500", "money_form"),
        ("1,263 triệu", "money_form"),
        ("1tr25", "money_form"),
        ("1 triệu 2000 nghìn", "money_form"),
        ("500 triệu 2 tỷ", "money_form"),
        ("1.263.600 đ/suất", "money_form"),
        ("1.263.600 USD", "money_form"),
        ("1.2636E+06", "money_form"),
        ("một triệu", "money_form"),
        ("-", "money_form"),
        ("1.000.000.000.000.001", "money_too_large"),
        ("1000000000000001", "money_too_large"),
        ("9" * 5000, "money_too_large"),
        ("2000 nghìn tỷ", "money_too_large"),
    ],
)
def test_an_unclear_amount_is_refused_with_its_reason(text, code):
    assert code_of(parse_dong, text) == code


def test_in_a_column_with_decimal_commas_a_comma_is_never_a_thousand():
    assert parse_dong("1.263", decimal=",") == 1_263
    assert parse_dong("1,263 triệu", decimal=",") == 1_263_000
    assert code_of(parse_dong, "1,263", decimal=",") == "money_fraction"
    assert code_of(parse_dong, "1,263,600", decimal=",") == "money_form"


def test_in_a_column_with_decimal_dots_a_dot_is_never_a_thousand():
    assert parse_dong("1,263", decimal=".") == 1_263
    assert parse_dong("1,263,600", decimal=".") == 1_263_600
    assert code_of(parse_dong, "1.263", decimal=".") == "money_fraction"
    assert code_of(parse_dong, "1.263.600", decimal=".") == "money_form"


@pytest.mark.parametrize(
    ("texts", "separator"),
    [
        (["1.263.600", "94.770"], "."),
        (["1,263,600", "94,770"], ","),
        (["94.770", "54,38"], "."),
        (["94,770", "54.38"], ","),
        (["1263600,00"], "."),
        (["1.263.600,00 đ"], "."),
        (["1,263,600.00"], ","),
        (["1 263 600,00"], "."),
        (["1263,600"], "."),
        (["0,500"], "."),
        (["1.263", "94.770"], None),
        (["1263600", "94770"], None),
        (["1.263.600", "1,263,600"], None),
        ([], None),
        (["", "Tổng cộng"], None),
    ],
)
def test_the_separator_is_decided_by_the_whole_column(texts, separator):
    assert decide_separator(texts) == separator


@given(AMOUNTS)
def test_an_amount_written_by_us_is_read_back_to_the_dong(amount):
    assert parse_dong(format_number(amount)) == amount
    assert parse_dong(f"{format_number(amount)} đồng") == amount


@given(AMOUNTS, st.sampled_from([".", ",", " ", "\u00a0"]), st.sampled_from(["", " đ", " VNĐ"]))
def test_an_amount_never_changes_by_a_factor_of_a_thousand(amount, mark, unit):
    assert parse_dong(f"{amount:,}".replace(",", mark) + unit) == amount


@given(AMOUNTS, st.sampled_from([(".", ","), (",", "."), (" ", ",")]))
def test_two_zeros_after_the_other_sign_are_no_fraction(amount, signs):
    mark, decimal = signs
    text = f"{amount:,}".replace(",", mark) + f"{decimal}00"
    assert parse_dong(text) == parse_dong(text, decimal=decimal) == amount


@given(st.lists(AMOUNTS, min_size=1), st.sampled_from([".", ","]))
def test_a_column_in_one_hand_is_never_misread(amounts, mark):
    texts = [f"{amount:,}".replace(",", mark) for amount in amounts]
    assert decide_separator(texts) in (mark, None)


@given(AMOUNTS)
def test_a_headline_is_read_back_within_its_rounding(amount):
    step = 10**7 if amount >= 999_995_000 else 10**4 if amount >= 10**6 else 1
    assert abs(parse_dong(format_short(amount)) - amount) * 2 <= step


@given(AMOUNTS, st.sampled_from([1, 10**4, 10**7]))
def test_an_amount_is_told_in_short_only_where_that_says_all_of_it(amount, step):
    amount -= amount % step
    told = in_short_if_whole(amount)
    assert parse_dong(told) == amount
    assert told in (format_short(amount), with_unit(amount))
    assert told == format_short(amount) or parse_dong(format_short(amount)) != amount


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        (54_380_000_000, "54,38 tỷ đồng"),
        (379_080_000, "379,08 triệu đồng"),
        (94_770, "94.770 đồng"),
        (0, "0 đồng"),
        (2_000_000_000, "2 tỷ đồng"),
        (52_500_000_000, "52,5 tỷ đồng"),
        (1_263_500_000_000, "1.263,5 tỷ đồng"),
        (999_950_000, "999,95 triệu đồng"),
        (999_994_999, "999,99 triệu đồng"),
        (999_996_000, "1 tỷ đồng"),
        (1_005_000, "1,01 triệu đồng"),
        (999_999, "999.999 đồng"),
        (-54_380_000_000, "-54,38 tỷ đồng"),
    ],
)
def test_a_headline_has_two_decimals_at_most_and_a_fitting_unit(amount, text):
    assert format_short(amount).replace("\u00a0", " ") == text


def test_number_and_unit_stay_on_one_line():
    assert "38\u00a0tỷ" in format_short(54_380_000_000)
    assert format_short(94_770) == "94.770\u00a0đồng"


def test_numbers_are_grouped_by_dots():
    assert format_number(185_055) == "185.055"
    assert format_number(999) == "999"
    assert format_number(-1_263_600) == "-1.263.600"


@pytest.mark.parametrize(
    ("amount", "shown"),
    [
        (0, 0),
        (49_999_999, 0),
        (50_000_000, 100_000_000),
        (149_999_999, 100_000_000),
        (-60_000_000, -100_000_000),
    ],
)
def test_money_set_aside_is_told_in_whole_hundreds_of_millions(amount, shown):
    assert in_hundred_millions(amount) == shown
