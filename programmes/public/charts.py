"""Numbers to geometry for inline SVG, drawn only from values that the tables show. Lengths are texts like "33.57%"."""

from itertools import count, takewhile
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from programmes.standards.money import format_number

FRAME = 9400  # of 10000: a frame ends before the axis does, so that its open edge has room


def _percent(part, whole, of=10000):
    """ "33.57%": that share of `of` ten-thousandths of the width."""
    hundredths = max(0, min(part * of // whole, 10000))
    return f"{hundredths // 100}.{hundredths % 100:02}%"


class Gauge(NamedTuple):
    """A frame of what was published with a fill of what is counted; `edge` is that of `reported`."""

    fill: str
    frame: str
    edge: str


def gauge(counted, value, edge):
    return Gauge(_percent(counted, value, FRAME), _percent(FRAME, 10000), edge)


class Part(NamedTuple):
    key: str
    width: str


def strip(whole, parts):
    """Parts of a whole that begin at the same edge, the longest first."""
    return tuple(Part(key, _percent(part, whole)) for key, part in parts)


class Bar(NamedTuple):
    """`what` is what it is of, `width` its length on the axis of its block."""

    what: object
    width: str


class Block(NamedTuple):
    """Bars of one unit on one axis from zero; `ticks` are (place, label in `scale` units)."""

    bars: tuple
    ticks: tuple
    scale: int


def block(values):
    """One axis for (what, value); ticks at round numbers, in thousands or millions where the numbers are large."""
    most = max(value for _what, value in values)
    step = _step(most)
    steps = -(-most // step)
    scale = next(size for size in (10**9, 10**6, 10**3, 1) if step >= size)
    ticks = tuple((_percent(number, steps), format_number(number * step // scale)) for number in range(steps + 1))
    return Block(tuple(Bar(what, _percent(value, steps * step)) for what, value in values), ticks, scale)


def _step(most):
    """The least round step that reaches `most` in three."""
    return next(step for step in _round_numbers(1) if step * 3 >= most)


# The diagram: a grid of tiles on a viewBox as wide as the column of a phone, so that 12 units are 12 pixels.
TILE_WIDTH, TILE_HEIGHT, STEP_X, STEP_Y = 45, 38, 47, 40
WIDTH, HEIGHT = 328, 720
ROWS = 18
LINE = 12
SMALLEST_STEP = 20
HIDDEN, EMPTY = "hidden", "0"

# Not provinces and without a number of their own: part of the province named, and on every diagram.
ARCHIPELAGOS = (
    (8, 91, ("Quần đảo", "Hoàng Sa", "(TP Đà Nẵng)"), _("Quần đảo Hoàng Sa, thuộc TP Đà Nẵng")),
    (15, 104, ("Quần đảo", "Trường Sa", "(tỉnh Khánh Hòa)"), _("Quần đảo Trường Sa, thuộc tỉnh Khánh Hòa")),
)


class Line(NamedTuple):
    text: str
    x: int
    y: int
    is_number: bool = False


class Tile(NamedTuple):
    """`step` is "0" without a number, "1" to "3" from the lowest class to the highest, or HIDDEN."""

    x: int
    y: int
    width: int
    height: int
    step: str
    lines: tuple
    title: str
    href: str
    raw: object


class TileDiagram(NamedTuple):
    """A diagram (sơ đồ) of provinces, not a map, with both archipelagos whatever the data.

    `legend` are (step, lowest, highest) of its classes, the highest first, whose `highest` is None.
    """

    tiles: tuple
    islands: tuple
    legend: tuple
    has_hidden: bool
    has_empty: bool
    width: int = WIDTH
    height: int = HEIGHT


def tiles(provinces, values, hrefs):
    """The diagram of `provinces` (dicts); `values` and `hrefs` by slug."""
    numbers = [raw for raw in values.values() if isinstance(raw, int) and raw > 0]
    bounds = _bounds(max(numbers, default=0))
    drawn = tuple(_tile(province, values.get(province["slug"], 0), hrefs, bounds) for province in provinces)
    steps = {tile.step for tile in drawn}
    legend = _legend(min(numbers), bounds) if numbers else ()
    return TileDiagram(drawn, tuple(map(_island, ARCHIPELAGOS)), legend, HIDDEN in steps, EMPTY in steps)


def _bounds(most):
    """The highest number of each class but the last: one and two round steps."""
    steps = takewhile(lambda step: 2 * step < most, _round_numbers(SMALLEST_STEP))
    step = max(steps, default=None)
    return (step, 2 * step) if step else ()


def _round_numbers(least):
    """Of 1, 2, 5, 10, 20, … those from `least` on."""
    return (step for power in count() for step in (10**power, 2 * 10**power, 5 * 10**power) if step >= least)


def _class(raw, bounds):
    if not isinstance(raw, int):
        return HIDDEN
    return str(1 + sum(raw > bound for bound in bounds)) if raw > 0 else EMPTY


def _legend(least, bounds):
    lows, highs = (min(least, 11), *(bound + 1 for bound in bounds)), (*bounds, None)
    return tuple((str(step + 1), lows[step], highs[step]) for step in reversed(range(len(lows))))


def _tile(province, raw, hrefs, bounds):
    x, y = province["tile_column"] * STEP_X + 1, province["tile_row"] * STEP_Y + 1
    step = _class(raw, bounds)
    names = _two_lines(province["name"])
    numbers = [(format_number(raw) if isinstance(raw, int) else str(raw), True)] if raw else []
    texts = [*((name, False) for name in names), *numbers]
    top = y + {1: 23, 2: 17, 3: 12}[len(texts)]
    lines = tuple(Line(text, x + TILE_WIDTH // 2, top + LINE * at, bold) for at, (text, bold) in enumerate(texts))
    href = hrefs[province["slug"]]
    return Tile(x, y, TILE_WIDTH, TILE_HEIGHT, step, lines, province["full_name"], href, raw)


def _two_lines(name):
    """A name of two words or more on two lines, the longer part first."""
    words = name.split()
    half = (len(words) + 1) // 2
    return [" ".join(part) for part in (words[:half], words[half:]) if part]


def _island(archipelago):
    row, width, texts, title = archipelago
    x, y = WIDTH - 1 - width, row * STEP_Y + 1
    lines = tuple(Line(text, x + width // 2, y + 14 + 14 * number, number == 1) for number, text in enumerate(texts))
    return Tile(x, y, width, 46, "island", lines, str(title), "", None)
