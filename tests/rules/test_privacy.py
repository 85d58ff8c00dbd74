"""Small numbers of people stay hidden from somebody who adds and subtracts everything that is published."""

import random
from typing import NamedTuple

import pytest

from programmes.rules import privacy
from programmes.rules.privacy import Hidden, is_safe, suppress
from programmes.totals import read


class Cell(NamedTuple):
    year: int
    programme: str
    province: str
    kind: str
    quantity: int


def a_line(*quantities, year=2025, programme="so-the", kind="hi_card"):
    return [Cell(year, programme, f"tinh-{number}", kind, quantity) for number, quantity in enumerate(quantities)]


def hidden_provinces(cells):
    return {key[2] for key in suppress(cells).cells}


def test_nothing_is_hidden_where_all_are_many():
    assert not any(suppress(a_line(11, 12, 5000, 0)))
    assert not any(suppress([]))


def test_a_small_number_takes_the_next_smallest_with_it():
    assert hidden_provinces(a_line(5, 800, 40, 0, 3000)) == {"tinh-0", "tinh-2"}


def test_a_next_smallest_without_slack_is_not_enough():
    assert hidden_provinces(a_line(1, 11, 500, 900)) == {"tinh-0", "tinh-1", "tinh-2"}


def test_two_small_numbers_cover_each_other():
    assert hidden_provinces(a_line(5, 6, 900)) == {"tinh-0", "tinh-1"}


def test_two_tens_would_be_known_from_their_sum():
    assert not is_safe([10, 10])
    assert hidden_provinces(a_line(10, 10, 70, 900)) == {"tinh-0", "tinh-1", "tinh-2"}


def test_five_possible_values_are_enough_and_four_are_not():
    assert is_safe([8, 8])  # 6 to 10 each
    assert not is_safe([8, 9])  # 7 to 10 each


def test_where_nothing_is_left_to_hide_the_total_stays_and_the_marks_say_less():
    hidden = suppress(a_line(9, 10))
    assert set(hidden.cells.values()) == {Hidden.WITHHELD}
    assert not hidden.programmes


@pytest.mark.parametrize("quantities", [(4,), (10,), (3, 4), (1, 1, 1, 1, 1, 1, 1, 1, 1, 1)])
def test_a_total_of_ten_or_less_is_hidden_itself(quantities):
    hidden = suppress(a_line(*quantities))
    assert hidden.programmes == {(2025, "so-the", "hi_card")}
    assert hidden.countries == {(2025, "hi_card")}
    assert len(hidden.cells) == len(quantities)


def test_a_small_number_alone_hides_the_total_of_its_programme_and_another_total():
    small, large = a_line(3, programme="nho"), a_line(400, 70, programme="lon")
    hidden = suppress(small + large)
    assert hidden.programmes == {(2025, "nho", "hi_card"), (2025, "lon", "hi_card")}
    assert (2025, "lon", "tinh-1", "hi_card") in hidden.cells
    assert not hidden.countries


def test_years_and_kinds_are_judged_apart():
    cells = a_line(5, 800, 40) + a_line(500, 600, year=2024) + a_line(500, 600, kind="si_book")
    assert {(year, kind) for year, _programme, _province, kind in suppress(cells).cells} == {(2025, "hi_card")}


def skewed(seed):
    """Several years, kinds and programmes; many cells small, some large, some empty."""
    chance = random.Random(seed)
    cells = []
    for year in (2023, 2024, 2025)[: chance.randint(1, 3)]:
        for kind in ("hi_card", "health_check")[: chance.randint(1, 2)]:
            for programme in ("a", "b", "c", "d")[: chance.randint(1, 4)]:
                for province in range(chance.choice([1, 2, 3, 6, 12])):
                    quantity = int(chance.lognormvariate(chance.choice([0.5, 2, 4]), chance.choice([0.4, 1.2])))
                    if chance.random() < 0.8:
                        cells.append(Cell(year, programme, f"p{province}", kind, quantity))
    return cells


def attack(cells):
    """Bounds of each hidden cell, by repeated subtraction over everything that suppress leaves visible."""
    hidden = suppress(cells)
    people = {cell[:4]: cell.quantity for cell in cells if cell.quantity}
    bounds = {key: known(key, people, hidden) for key in people}
    sums = published_sums(people, hidden)
    changed = True
    while changed:
        changed = False
        for members, total in sums:
            low, high = (sum(bounds[key][side] for key in members) for side in (0, 1))
            for key in members:
                mine = bounds[key]
                new = max(mine[0], total - (high - mine[1])), min(mine[1], total - (low - mine[0]))
                if new != mine:
                    bounds[key], changed = new, True
                    low, high = low + new[0] - mine[0], high + new[1] - mine[1]
    return hidden, people, bounds


def known(key, people, hidden):
    """What the page says of a cell: its number, 1 to 10, 11 or more beside a "dưới 11", or anything."""
    if key not in hidden.cells:
        return people[key], people[key]
    if hidden.cells[key] == Hidden.FEW:
        return 1, 10
    pool = [other for other in hidden.cells if same_pool(key, other, hidden)]
    return (11 if Hidden.FEW in map(hidden.cells.get, pool) else 1), 10**9


def same_pool(key, other, hidden):
    if (key[0], key[3]) != (other[0], other[3]):
        return False
    return key[1] == other[1] or {(each[0], each[1], each[3]) for each in (key, other)} <= hidden.programmes


def published_sums(people, hidden):
    """(cells, their sum) of each total shown, and of the differences between totals."""
    sums = []
    for year, kind in {(year, kind) for year, _programme, _province, kind in people}:
        country = [key for key in people if (key[0], key[3]) == (year, kind)]
        shown = [name for name in {key[1] for key in country} if (year, name, kind) not in hidden.programmes]
        for name in shown:
            members = [key for key in country if key[1] == name]
            sums.append((members, sum(people[key] for key in members)))
        if (year, kind) not in hidden.countries:
            sums.append((country, sum(people[key] for key in country)))
            rest = [key for key in country if key[1] not in shown]
            sums.append((rest, sum(people[key] for key in rest)))
    return sums


@pytest.mark.parametrize("seed", range(300))
def test_an_attacker_with_all_totals_is_left_with_five_values_for_each_hidden_cell(seed):
    hidden, people, bounds = attack(skewed(seed))
    for key, quantity in people.items():
        low, high = bounds[key]
        assert low <= quantity <= high
        if key in hidden.cells:
            assert high - low + 1 >= 5
        else:
            assert quantity > 10
    for members, total in published_sums(people, hidden):
        assert total > 10 or not members


def test_planted_leaks_are_found_by_the_attacker():
    cells = a_line(5, 800, 40)
    people = {cell[:4]: cell.quantity for cell in cells}
    members = list(people)
    assert sum(people.values()) - people[members[1]] - people[members[2]] == 5
    assert not is_safe([5])
    assert is_safe([5, 40])


def country(quantity):
    """The cells of one programme and kind of 2025, of so many people in one province."""
    return [read.GivenCell(2025, "so-the", "nghe-an", "hi_card", quantity, 0, 0)]


def test_two_figures_side_by_side_do_not_tell_of_a_few_people():
    def is_hidden(old, new):
        return privacy.hidden_changes(2025, {"hi_card": (old, new)}, country(old), country(new)) == {"hi_card"}

    assert is_hidden(100, 99)
    assert is_hidden(100, 110)
    assert is_hidden(3, 300)
    assert not is_hidden(100, 111)
