"""The bar of a sum: its pieces stand beside one another within the ground that they are measured by."""

import pytest

from programmes.admin.parts import GAP, WIDTH, bar_of


@pytest.mark.parametrize(
    ("amounts", "target", "whole"),
    [
        ([("given", 1), ("waiting", 1), ("left", 1)], None, None),
        ([("given", 379_080), ("waiting", 10**12)], None, None),
        ([("given", 30), ("left", -5)], 60, None),
        ([("given", 90)], 60, None),
        ([("waiting", 2)], None, 5),
    ],
)
def test_the_pieces_of_a_bar_do_not_overlap_and_stay_on_their_ground(amounts, target, whole):
    bar = bar_of(amounts, target, whole)
    assert [piece.mark for piece in bar.pieces] == [mark for mark, amount in amounts if amount > 0]
    ends = [0, *(piece.x + piece.width for piece in bar.pieces)]
    assert all(end <= piece.x for end, piece in zip(ends, bar.pieces, strict=False))
    assert ends[-1] <= WIDTH + GAP  # what is too small to be drawn is drawn
    assert (bar.tick is None) == (target is None)


def test_a_bar_is_as_wide_as_its_part_and_nothing_has_none():
    assert bar_of([("given", 1)], 4).pieces[0].width == pytest.approx(WIDTH / 4, abs=5)
    assert (bar_of([]), bar_of([("given", 0)])) == (None, None)
