"""Numbers to geometry for inline SVG, in whole units; drawn only from values that the tables show."""

from typing import NamedTuple

from programmes.standards.money import format_number

FULL = 1000
TILE_WIDTH, TILE_HEIGHT, GAP, LINE = 100, 96, 6, 27
COLUMNS, ROWS = 9, 18
STEPS = 4

# Not provinces and without a number of their own: part of the province named, and on every diagram.
ARCHIPELAGOS = (
    ("Hoàng Sa", 8, 7, 0, ("Quần đảo", "Hoàng Sa", "(TP Đà Nẵng)")),
    ("Trường Sa", 15, 8, 1, ("Quần đảo", "Trường Sa", "(tỉnh Khánh Hòa)")),
)
ARCHIPELAGO_WIDTH = 206


class Bar(NamedTuple):
    """`width` of FULL, at least 1 for anything above nothing."""

    label: str
    series: str
    raw: object
    width: int


class Line(NamedTuple):
    text: str
    y: int


class Tile(NamedTuple):
    """`step` 0 is no number, 1 to STEPS from the lowest to the highest quarter."""

    x: int
    y: int
    width: int
    step: int
    lines: tuple
    title: str
    href: str
    raw: object

    @property
    def number(self):
        """What the tile itself has room for; a hidden number is a dash, in words in its title and in the table."""
        return format_number(self.raw) if isinstance(self.raw, int) else "–"


def bars(rows):
    """Bars of (label, series, value) on one scale; hidden, missing and negative values have no length."""
    most = max((raw for _label, _series, raw in rows if isinstance(raw, int)), default=0)
    return [Bar(label, series, raw, _width(raw, most)) for label, series, raw in rows]


def _width(raw, most):
    if not isinstance(raw, int) or raw <= 0:
        return 0
    return max(1, raw * FULL // most)


class TileDiagram(NamedTuple):
    """A diagram (sơ đồ) of provinces, not a map, with both archipelagos whatever the data."""

    tiles: tuple
    islands: tuple
    legend: tuple
    width: int
    height: int
    tile_height: int


def tiles(provinces, values, hrefs):
    """The diagram of `provinces` (dicts); `values` and `hrefs` by slug."""
    bounds = _bounds([raw for raw in values.values() if isinstance(raw, int) and raw > 0])
    drawn = tuple(_tile(province, values.get(province["slug"], 0), hrefs, bounds) for province in provinces)
    width, height = COLUMNS * (TILE_WIDTH + GAP), ROWS * (TILE_HEIGHT + GAP)
    return TileDiagram(drawn, tuple(map(_island, ARCHIPELAGOS)), _legend(bounds), width, height, TILE_HEIGHT)


def _bounds(numbers):
    """The highest number of each step; fewer steps where numbers repeat."""
    numbers = sorted(numbers)
    return sorted({numbers[len(numbers) * step // STEPS - 1] for step in range(1, STEPS + 1)}) if numbers else []


def _step(raw, bounds):
    if not isinstance(raw, int) or raw <= 0:
        return 0
    return 1 + sum(raw > bound for bound in bounds)


def _legend(bounds):
    """(step, lowest, highest) of each step."""
    lows = [1, *(bound + 1 for bound in bounds)]
    return tuple((step + 1, lows[step], bound) for step, bound in enumerate(bounds))


def _tile(province, raw, hrefs, bounds):
    x, y = province["tile_column"] * (TILE_WIDTH + GAP), province["tile_row"] * (TILE_HEIGHT + GAP)
    names = _two_lines(province["name"])
    lines = tuple(Line(text, 30 + LINE * number) for number, text in enumerate(names))
    href = hrefs[province["slug"]]
    return Tile(x, y, TILE_WIDTH, _step(raw, bounds), lines, province["full_name"], href, raw)


def _two_lines(name):
    """A name of two words or more on two lines, the longer part first."""
    words = name.split()
    half = (len(words) + 1) // 2
    return [" ".join(part) for part in (words[:half], words[half:]) if part]


def _island(archipelago):
    name, row, column, ends_at_edge, texts = archipelago
    x, y = column * (TILE_WIDTH + GAP), row * (TILE_HEIGHT + GAP)
    if ends_at_edge:
        x -= ARCHIPELAGO_WIDTH - TILE_WIDTH
    lines = tuple(Line(text, 28 + LINE * number) for number, text in enumerate(texts))
    return Tile(x, y, ARCHIPELAGO_WIDTH, 0, lines, f"Quần đảo {name}, thuộc {texts[2].strip('()')}", "", None)
