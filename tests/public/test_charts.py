"""Geometry is drawn from what the tables show, and nothing else."""

import json
from pathlib import Path

from programmes.public import charts
from programmes.public.headline import split
from programmes.rules.privacy import Hidden


def a_place(slug, row, column):
    return {"slug": slug, "name": "Đắk Lắk", "full_name": "Tỉnh Đắk Lắk", "tile_row": row, "tile_column": column}


def test_bars_share_one_scale_and_hidden_values_have_no_length():
    drawn = charts.bars(
        [(2025, "a", 200), (2025, "b", 50), (2024, "a", 1), (2024, "b", Hidden.WITHHELD), (2023, "a", -5)]
    )
    assert [bar.width for bar in drawn] == [1000, 250, 5, 0, 0]


def test_the_smallest_bar_is_still_seen():
    assert charts.bars([("x", "a", 10**12), ("x", "b", 1)])[1].width == 1


def test_tiles_are_shaded_by_quarters_of_the_shown_numbers():
    places = [a_place(f"p{number}", number, 0) for number in range(5)]
    values = {"p0": 10**3, "p1": 20**3, "p2": 30**3, "p3": 40**3, "p4": Hidden.FEW}
    diagram = charts.tiles(places, values, dict.fromkeys(values, "/"))
    assert [tile.step for tile in diagram.tiles] == [1, 2, 3, 4, 0]
    assert diagram.tiles[4].number == "–"
    assert diagram.legend == ((1, 1, 1000), (2, 1001, 8000), (3, 8001, 27000), (4, 27001, 64000))


def test_archipelagos_are_there_without_data_and_have_no_number():
    diagram = charts.tiles([], {}, {})
    assert [tile.raw for tile in diagram.islands] == [None, None]
    assert [tile.title for tile in diagram.islands] == [
        "Quần đảo Hoàng Sa, thuộc TP Đà Nẵng",
        "Quần đảo Trường Sa, thuộc tỉnh Khánh Hòa",
    ]
    for tile in diagram.islands:
        assert 0 <= tile.x <= diagram.width - tile.width
        assert 0 <= tile.y <= diagram.height - diagram.tile_height


def test_no_tile_covers_another():
    provinces = json.loads(Path("fixtures/provinces.json").read_text())
    slugs = {province["slug"]: "/" for province in provinces}
    diagram = charts.tiles(provinces, {}, slugs)
    boxes = [(tile.x, tile.y, tile.width) for tile in (*diagram.tiles, *diagram.islands)]
    assert len(boxes) == 36
    for number, (x, y, width) in enumerate(boxes):
        assert x + width <= diagram.width
        for other_x, other_y, other_width in boxes[:number]:
            assert y != other_y or x >= other_x + other_width or other_x >= x + width


def test_the_number_of_a_wording_is_large_and_the_rest_small():
    assert split("hơn 52,5 tỷ đồng") == ("hơn 52,5 tỷ đồng", "")
    assert split("185.055 sổ bảo hiểm xã hội và thẻ bảo hiểm y tế") == (
        "185.055",
        "sổ bảo hiểm xã hội và thẻ bảo hiểm y tế",
    )
    assert split("hơn 144 nghìn người thụ hưởng") == ("hơn 144 nghìn", "người thụ hưởng")
    assert split("các đoàn công tác") == ("các đoàn công tác", "")
