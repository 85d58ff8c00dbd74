import pytest
from django.core.exceptions import ValidationError

from programmes.standards.identity import (
    CitizenFacts,
    check_citizen_number,
    contradictions,
    mask,
    read_citizen_number,
)

from .codes import code_of


@pytest.mark.parametrize(
    "text", ["038056000001", "038 056 000 001", "038.056.000.001", "'038056000001", "038\u00a0056000001"]
)
def test_a_citizen_number_is_read_without_spaces_dots_and_apostrophes(text):
    assert check_citizen_number(text) == "038056000001"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("3,8E+10", "citizen_lost_digits"),
        ("1.234E+11", "citizen_lost_digits"),
        ("3.8056e10", "citizen_lost_digits"),
        ("'3,8E+10", "citizen_lost_digits"),
        ("38056000001", "citizen_lost_zero"),
        ("123456789", "citizen_old_id"),
        ("123 456 789", "citizen_old_id"),
        ("1056000001", "citizen_form"),
        ("0380560000011", "citizen_form"),
        ("03805600000A", "citizen_form"),
        ("³80560000011", "citizen_form"),
        ("", "citizen_form"),
        ("038299000001", "citizen_future"),
        ("038400000001", "citizen_future"),
    ],
)
def test_a_damaged_citizen_number_is_refused_with_its_reason(text, code):
    assert code_of(check_citizen_number, text) == code


@pytest.mark.parametrize("text", ["3,8E+10", "38056000001", "123456789", "038299000001", "0380560000011"])
def test_no_message_repeats_the_number(text):
    with pytest.raises(ValidationError) as refused:
        check_citizen_number(text)
    assert refused.value.params is None


@pytest.mark.parametrize(
    ("number", "facts"),
    [
        ("038056000001", CitizenFacts("038", "male", 1956)),
        ("001199000002", CitizenFacts("001", "female", 1999)),
        ("079205000003", CitizenFacts("079", "male", 2005)),
        ("079312000004", CitizenFacts("079", "female", 2012)),
    ],
)
def test_the_number_says_province_sex_and_year(number, facts):
    assert read_citizen_number(number) == facts


def test_what_the_row_says_otherwise_than_the_number_is_named():
    number = "038056000001"
    assert contradictions(number) == []
    assert contradictions(number, birth_year=1956, sex="male") == []
    assert contradictions(number, birth_year=1965, sex="male") == ["citizen_birth_year"]
    assert contradictions(number, birth_year=1965, sex="female") == ["citizen_birth_year", "citizen_sex"]


def test_a_masked_number_shows_its_first_three_and_last_four_digits():
    assert mask("038056000901") == "038•••••0901"
    assert mask("0123456789") == "••••••••••"
    assert mask("") == ""
