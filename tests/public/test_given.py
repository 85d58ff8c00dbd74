"""Sums on the pages hold what is told and nothing of what waits, and the rows of a table add up to its total."""

import itertools
import random

import pytest

from programmes.models import Disclosure
from programmes.public.given import NONE, Given
from programmes.rules.privacy import Hidden
from programmes.totals.read import GivenCell

Height = Disclosure.Height


def a_cell(quantity, height=Height.EVENT, *, rows=1, **over):
    where = {"year": 2025, "programme": "so-the", "round": "dot-1", "province": "nghe-an", "kind": "hi_card", **over}
    return GivenCell(
        **where, height=height, rows=rows, quantity=quantity, donor_cost_vnd=100 * quantity, total_vnd=300 * quantity
    )


def some_cells(seed):
    chance = random.Random(seed)
    keys = itertools.product((2024, 2025), ("a", "b"), ("x", "y", "z"), ("hi_card", "si_book"), Height)
    names = ("year", "programme", "province", "kind")
    return [
        a_cell(chance.randint(1, 400), height, round=f"{values[0]}-1", **dict(zip(names, values, strict=True)))
        for *values, height in keys
        if chance.random() < 0.5
    ]


def test_what_waits_is_in_no_sum_and_neither_is_its_money():
    given = Given([a_cell(186), a_cell(5, Height.WAITING), a_cell(7, Height.KEPT, province="hue")])
    assert given.of() == given.of(province="nghe-an", kind="hi_card") == (186, 18_600, 55_800)
    assert given.of(province="hue") == (Hidden.FEW, Hidden.WITHHELD, Hidden.WITHHELD)


def test_where_several_numbers_wait_nothing_is_said_of_their_size():
    given = Given([a_cell(12, Height.WAITING, rows=3)])
    assert given.of(year=2025) == (Hidden.WITHHELD,) * 3


def test_a_block_is_in_no_sum_below_its_height():
    block = {height: a_cell(12, height, rows=2) for height in Height}
    shown = {
        height: [
            isinstance(Given([cell]).of(**where).quantity, int)
            for where in (
                {"round": "dot-1", "province": "nghe-an"},
                {"programme": "so-the", "province": "nghe-an"},
                {"province": "nghe-an"},
                {"programme": "so-the"},
                {},
            )
        ]
        for height, cell in block.items()
    }
    assert shown[Height.EVENT] == shown[Height.ROUND] == [True] * 5
    assert shown[Height.PROGRAMME] == [False, True, True, True, True]
    assert shown[Height.PROVINCE] == [False, False, True, False, True]
    assert shown[Height.COUNTRY] == [False] * 4 + [True]
    assert not any(itertools.chain(*(shown[height] for height in Disclosure.HIDDEN)))


def shown(sums):
    return [value if isinstance(value, int) else 0 for value in sums]


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize(("place", "values"), [("programme", "ab"), ("province", "xyz")])
def test_the_rows_of_a_table_and_what_no_row_shows_are_its_total(seed, place, values):
    given = Given(some_cells(seed))
    for where in ({}, {"year": 2025}, {"kind": "si_book"}, {"province": "x"}, {"programme": "a", "year": 2024}):
        if place not in where:
            rows = [given.of(**where, **{place: value}) for value in values] + [given.not_by(place, **where)]
            assert [sum(column) for column in zip(*map(shown, rows), strict=True)] == shown(given.of(**where))


def test_kinds_that_share_a_unit_are_added_as_far_as_they_are_told():
    given = Given([a_cell(186), a_cell(5, Height.WAITING, kind="si_book")])
    assert given.of_kinds("hi_card", "si_book").quantity == 186
    assert given.of_kinds("si_book").quantity == Hidden.FEW
    assert Given([a_cell(5, Height.WAITING), a_cell(5, Height.WAITING, kind="si_book")]).of_kinds(
        "hi_card", "si_book"
    ) == ((Hidden.WITHHELD,) * 3)


@pytest.mark.parametrize(
    ("other", "wider"),
    [
        ({"year": 2024}, {"year": 2025}),
        ({"kind": "relief"}, {"year": 2025}),
        ({"province": "hue"}, {"year": 2025}),
        ({"programme": "tet", "round": "tet-1"}, {"year": 2025, "programme": "so-the"}),
        ({"programme": "tet", "height": Height.WAITING}, {"year": 2025, "programme": "so-the"}),
    ],
    ids=str,
)
def test_a_place_makes_no_difference_where_no_other_gave_anything(other, wider):
    given = Given([a_cell(186), a_cell(21, Height.COUNTRY), a_cell(5, **other)])
    assert given.widened(("hi_card",), {"year": 2025, "programme": "so-the"}) == wider


def test_a_round_in_a_province_is_widened_to_what_holds_nothing_else():
    given = Given([a_cell(186), a_cell(21, Height.PROVINCE), a_cell(40, province="hue", round="dot-2")])
    where = {"year": 2025, "round": "dot-1", "province": "nghe-an"}
    assert given.widened(("hi_card",), where) == {"year": 2025, "province": "nghe-an"}


def test_nothing_given_is_nothing():
    assert Given([]).of(year=2025) == NONE == (0, 0, 0)
    assert Given([]).years_of(province="hue") == []
    assert Given([a_cell(5, Height.WAITING)]).years_of(province="nghe-an") == [2025]
