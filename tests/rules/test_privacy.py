"""What is said in place of a small number, and which shares of a donor may be told."""

import pytest

from programmes.rules.privacy import Hidden, in_place_of, part_may_be_told, rounded_down, shares_may_be_told


def test_one_hidden_number_is_below_eleven_and_several_are_not_told():
    assert in_place_of(0) == 0
    assert in_place_of(1) == Hidden.FEW
    assert in_place_of(2) == Hidden.WITHHELD


@pytest.mark.parametrize(
    ("shares", "may"),
    [
        ((186,), True),
        ((100, 86), True),
        ((180, 6), False),  # what is left is the other's share
        ((180, 8, 7), True),  # 5 to 10 each
        ((180, 10, 10), False),
        ((180, 10, 7), False),  # 7 to 10
        ((180, 5, 4), False),
        ((180, 0), True),
    ],
)
def test_shares_are_told_where_the_rest_is_nothing_or_leaves_five_values(shares, may):
    assert shares_may_be_told(shares) is may


def test_who_helped_is_told_where_the_share_may_be_one_of_five():
    assert part_may_be_told(donations=1, people=11)
    assert part_may_be_told(donations=7, people=11)
    assert not part_may_be_told(donations=8, people=11)


def test_counts_of_the_books_are_told_in_hundreds():
    assert [rounded_down(count) for count in (0, 1, 99, 100, 1299)] == [0, "dưới 100", "dưới 100", 100, 1200]
