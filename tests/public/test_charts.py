"""Geometry is drawn from what the tables show, and nothing else."""

import json
import re
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from programmes.models import Measure, PeriodKind, PublishedFigure, Stage
from programmes.public import charts, coverage, reported
from programmes.public.money import InHand, strip
from programmes.public.reported import CLOSED, OPEN, Qualifier
from programmes.rules.privacy import Hidden

CARDS = {
    "measure": Measure.CARDS,
    "stage": Stage.GIVEN,
    "wording": "thẻ",
    "period_kind": PeriodKind.YEAR,
    "period_start": date(2025, 1, 1),
    "period_end": date(2025, 12, 31),
}


def a_place(slug, row, column):
    return {"slug": slug, "name": "Đắk Lắk", "full_name": "Tỉnh Đắk Lắk", "tile_row": row, "tile_column": column}


def diagram_of(*numbers):
    places = [a_place(f"p{at}", at, 0) for at in range(len(numbers))]
    values = {f"p{at}": number for at, number in enumerate(numbers)}
    return charts.tiles(places, values, dict.fromkeys(values, "/"))


def test_bars_of_a_block_share_one_axis_from_zero():
    block = charts.block([("2025", 185_055), ("2024", 141_000), ("2024", 12_000)])
    assert [label for _place, label in block.ticks] == ["0", "100", "200"]
    assert [bar.width for bar in block.bars] == ["92.52%", "70.50%", "6.00%"]
    assert block.scale == 1000


def test_the_fill_stands_inside_the_frame_of_what_was_published():
    drawn = charts.gauge(3_137, 54_380, CLOSED)
    assert (drawn.fill, drawn.frame) == ("5.42%", "94.00%")
    assert charts.gauge(10**12, 1, CLOSED).fill == "100.00%"


def test_tiles_have_fixed_classes_of_round_numbers_and_hidden_ones_a_class_of_their_own():
    diagram = diagram_of(361, 153, 208, 11, Hidden.FEW, 0)
    assert [tile.step for tile in diagram.tiles] == ["3", "2", "3", "1", "hidden", "0"]
    assert diagram.legend == (("3", 201, None), ("2", 101, 200), ("1", 11, 100))
    assert diagram.has_hidden
    assert diagram.has_empty
    assert not diagram_of(361, Hidden.FEW).has_empty


def test_a_diagram_of_small_numbers_has_one_class():
    diagram = diagram_of(12, 30)
    assert [tile.step for tile in diagram.tiles] == ["1", "1"]
    assert diagram.legend == (("1", 11, None),)


def test_what_is_hidden_says_so_in_its_tile_and_nothing_has_no_number():
    hidden, empty = diagram_of(Hidden.WITHHELD, 0).tiles
    assert hidden.lines[-1].text == "không nêu"
    assert [line.is_number for line in empty.lines] == [False, False]


def test_archipelagos_are_there_without_data_and_have_no_number():
    diagram = charts.tiles([], {}, {})
    assert [tile.raw for tile in diagram.islands] == [None, None]
    assert [tile.title for tile in diagram.islands] == [
        "Quần đảo Hoàng Sa, thuộc TP Đà Nẵng",
        "Quần đảo Trường Sa, thuộc tỉnh Khánh Hòa",
    ]


def test_no_tile_covers_another_and_none_lies_outside():
    provinces = json.loads(Path("fixtures/provinces.json").read_text())
    diagram = charts.tiles(provinces, {}, {province["slug"]: "/" for province in provinces})
    boxes = [(tile.x, tile.y, tile.width, tile.height) for tile in (*diagram.tiles, *diagram.islands)]
    assert len(boxes) == 36
    for number, (x, y, width, height) in enumerate(boxes):
        assert 0 <= x <= diagram.width - width
        assert 0 <= y <= diagram.height - height
        for other_x, other_y, other_width, other_height in boxes[:number]:
            assert (
                y >= other_y + other_height
                or other_y >= y + height
                or x >= other_x + other_width
                or (other_x >= x + width)
            )


def a_figure(qualifier, value):
    """A `Reported` one of cards, or of a range of them."""
    value, value_to = value if isinstance(value, tuple) else (value, None)
    return reported.read([PublishedFigure(code="T", **CARDS, qualifier=qualifier, value=value, value_to=value_to)])[0]


@pytest.mark.parametrize(
    ("qualifier", "counted", "value", "words"),
    [
        (Qualifier.EXACT, 1999, 2000, "trên 99,9%"),
        (Qualifier.EXACT, 185_049, 185_055, "trên 99,9%"),
        (Qualifier.EXACT, 185_055, 185_055, "100%"),
        (Qualifier.EXACT, 185_056, 185_055, "trên 100%"),
        (Qualifier.EXACT, 2_500, 2_000, "125%"),
        (Qualifier.EXACT, 100, (100, 120), "từ 83,3% đến 100%"),
        (Qualifier.EXACT, 1238, 185_055, "0,7%"),
        (Qualifier.EXACT, 1, 185_055, "dưới 0,1%"),
        (Qualifier.EXACT, 0, 185_055, "0%"),
        (Qualifier.OVER, 570_045_870, 52_500_000_000, "dưới 1,1%"),
        (Qualifier.OVER, 200, 2000, "dưới 10%"),
        (Qualifier.OVER, 1999, 2000, "dưới 100%"),
        (Qualifier.OVER, 0, 2000, "0%"),
        (Qualifier.OVER, 60, (100, 120), "dưới 60%"),
        (Qualifier.AT_LEAST, 200, 2000, "nhiều nhất 10%"),
        (Qualifier.NEARLY, 1199, 12_000, "ít nhất 9,9%"),
        (Qualifier.NEARLY, 1, 2000, "trên 0%"),
        (Qualifier.UNDER, 150, 300, "ít nhất 50%"),
        (Qualifier.UNDER, 60, (100, 120), "ít nhất 50%"),
        (Qualifier.AT_MOST, 150, 300, "ít nhất 50%"),
        (Qualifier.ABOUT, 1200, 12_000, "khoảng 10%"),
        (Qualifier.ABOUT, 1, 12_000, "dưới 0,1%"),
        (Qualifier.ABOUT, 60, (100, 120), "khoảng từ 50% đến 60%"),
    ],
)
def test_the_share_of_the_records_stays_true_under_every_qualifier(qualifier, counted, value, words):
    assert coverage.share(a_figure(qualifier, value), counted) == words


@pytest.mark.parametrize("qualifier", sorted(set(Qualifier) - set(PublishedFigure.WITHOUT_NUMBER)))
@pytest.mark.parametrize("counted", [0, 1, 60, 999, 1000, 1001, 1999, 2000, 2001, 9999])
@pytest.mark.parametrize("value", [1000, 2000, (1000, 1200), (1999, 2000)])
def test_no_share_says_more_than_a_qualifier_allows(qualifier, counted, value):
    """Whatever number the source may mean, the share of it lies where the words say."""
    low, high = value if isinstance(value, tuple) else (value, value)
    said = coverage.share(a_figure(qualifier, value), counted)
    first, *last = [Fraction(each.replace(",", ".")) for each in re.findall(r"[\d,]+", said)]
    meant = {
        Qualifier.EXACT: (low, high),
        Qualifier.ABOUT: (low, high),
        Qualifier.OVER: (low + 1, high * 9),
        Qualifier.AT_LEAST: (low, high * 9),
        Qualifier.NEARLY: (high // 2, high - 1),
        Qualifier.UNDER: (1, high - 1),
        Qualifier.AT_MOST: (1, high),
    }[qualifier]
    most, least = (Fraction(counted * 100, each) for each in meant)
    if last:
        assert first <= least <= most <= last[0]
    elif said.startswith(("trên", "ít nhất")):
        assert least > first or (least == first and said.startswith("ít nhất"))
    elif said.startswith(("dưới", "nhiều nhất")):
        assert most < first or (most == first and said.startswith("nhiều nhất"))
    else:
        assert abs(most - first) <= Fraction(1, 20)
        assert abs(least - first) <= Fraction(1, 20)
        assert (first == 0) == (counted == 0)
        assert said.startswith("khoảng") or (first == 100) == (counted == low)


def test_the_frame_of_a_range_is_open_behind_its_lower_end():
    assert a_figure(Qualifier.EXACT, (100, 120)).edge == OPEN
    assert a_figure(Qualifier.EXACT, 100).edge == CLOSED


def test_a_figure_without_a_number_has_no_share():
    for qualifier in PublishedFigure.WITHOUT_NUMBER:
        assert coverage.pair(a_figure(qualifier, None), 5).share == ""


def test_the_strip_of_the_money_closes():
    drawn = strip(InHand(6_379, 744, 1_397))
    assert drawn.sentence == (
        "Cứ 100 đồng huy động: 22 đồng đã trao, 12 đồng đã phân bổ và chờ trao, 66 đồng chưa phân bổ."
    )
    assert [(part.key, part.width) for part in drawn.parts] == [("aside", "33.56%"), ("given", "21.89%")]
    assert strip(InHand(6_379, 0, Hidden.WITHHELD)).parts == ()


@pytest.mark.parametrize(
    ("millions", "shares"),
    [
        ((59_377, 100, 58_648), "99 đồng đã trao, dưới 1 đồng đã phân bổ và chờ trao, 1 đồng chưa"),
        ((59_377, 0, 58_648), "99 đồng đã trao, dưới 1 đồng đã phân bổ và chờ trao, 1 đồng chưa"),
        ((1_000, 0, 400), "40 đồng đã trao, dưới 5 đồng đã phân bổ và chờ trao, 60 đồng chưa"),
        ((1_000, 0, 1_000), "100 đồng đã trao, 0 đồng đã phân bổ và chờ trao, 0 đồng chưa"),
        ((1_000, 0, 0), "0 đồng đã trao, dưới 5 đồng đã phân bổ và chờ trao, 100 đồng chưa"),
        ((20, 0, 10), "50 đồng đã trao, dưới 100 đồng đã phân bổ và chờ trao, 50 đồng chưa"),
    ],
)
def test_of_a_hundred_dong_no_share_is_nothing_that_is_something(millions, shares):
    assert f": {shares} phân bổ." in strip(InHand(*(amount * 10**6 for amount in millions))).sentence


def test_what_is_not_allocated_is_rounded_as_what_is():
    in_millions = InHand(59_377_123_456, 100_000_000, 58_648_000_000)
    assert [in_millions.told(state) for state in ("aside", "left")] == [100_000_000, 600_000_000]
    in_thousands = InHand(30_000_000, 0, 10_000_000)
    assert [in_thousands.told(state) for state in ("aside", "left")] == [Hidden.LITTLE, Hidden.LITTLE]
    assert [InHand(10**9, 0, 10**9).told(state) for state in ("aside", "left")] == [0, 0]
