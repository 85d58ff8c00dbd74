"""Sums on the pages are made of what is shown, so that adding and subtracting them tells nothing more."""

import itertools
import random

import pytest

from programmes.public.given import NONE, Given
from programmes.rules.privacy import Hidden, suppress
from programmes.totals.read import GivenCell


def a_cell(quantity, *, year=2025, programme="so-the", province="nghe-an", kind="hi_card"):
    return GivenCell(year, programme, province, kind, quantity, 100 * quantity, 300 * quantity)


def some_cells(seed):
    chance = random.Random(seed)
    keys = itertools.product((2024, 2025), ("a", "b"), ("x", "y", "z"), ("hi_card", "si_book"))
    return [
        GivenCell(*key, quantity, 100 * quantity, 300 * quantity)
        for key in keys
        if (quantity := int(chance.lognormvariate(3, 1.5))) and chance.random() < 0.8
    ]


def parts(cells, hidden, year, programme, province, kind):
    """(is hidden, quantity) of the published numbers that the sum is made of."""
    wanted = [
        cell
        for cell in cells
        if all(asked in {None, has} for asked, has in zip((year, programme, province, kind), cell[:4], strict=True))
    ]
    if province:
        return [(cell[:4] in hidden.cells, cell.quantity) for cell in wanted]
    if programme:
        return [((cell.year, cell.programme, cell.kind) in hidden.programmes, cell.quantity) for cell in wanted]
    return [((cell.year, cell.kind) in hidden.countries, cell.quantity) for cell in wanted]


@pytest.mark.parametrize("seed", range(50))
def test_a_sum_is_shown_just_when_all_its_parts_are(seed):
    cells = some_cells(seed)
    given, hidden = Given(cells), suppress(cells)
    choices = ((2024, 2025, None), ("a", "b", None), ("x", "y", "z", None), ("hi_card", "si_book", None))
    for key in itertools.product(*choices):
        sums = given.of(**dict(zip(("year", "programme", "province", "kind"), key, strict=True)))
        found = parts(cells, hidden, *key)
        if any(is_hidden for is_hidden, _quantity in found):
            assert {type(value) for value in sums} == {Hidden}
        else:
            total = sum(quantity for _is_hidden, quantity in found)
            assert sums == (total, 100 * total, 300 * total)


def test_money_goes_with_the_people_it_belongs_to():
    given = Given([a_cell(5), a_cell(60, province="hue"), a_cell(900, province="ha-noi")])
    assert given.of(province="nghe-an") == (Hidden.FEW, Hidden.WITHHELD, Hidden.WITHHELD)
    assert given.of(province="hue") == (Hidden.WITHHELD,) * 3
    assert given.of(province="ha-noi") == (900, 90_000, 270_000)
    assert given.of() == (965, 96_500, 289_500)


def test_a_sum_with_a_hidden_part_says_only_that():
    given = Given([a_cell(5), a_cell(60, province="hue"), a_cell(700, kind="si_book")])
    assert given.of(province="nghe-an", kind="hi_card").quantity == Hidden.FEW
    assert given.of(province="nghe-an").quantity == Hidden.WITHHELD
    assert given.of_kinds("hi_card", "si_book", province="nghe-an").quantity == Hidden.WITHHELD


def test_nothing_given_is_nothing():
    assert Given([]).of(year=2025) == NONE == (0, 0, 0)
    assert Given([]).years_of(province="hue") == []
