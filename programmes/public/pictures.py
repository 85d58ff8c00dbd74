"""The picture that other sites show beside a link to a page: its main number, its words, and its diagram."""

import io
from functools import cache
from pathlib import Path

from django.utils.translation import gettext as _
from PIL import Image, ImageDraw, ImageFont

from programmes.public.charts import HIDDEN

FONTS = Path(__file__).resolve().parent.parent / "static/programmes/fonts"
SIZE, MARGIN = (1200, 630), 64
REGULAR, BOLD = 400, 700
LINES_AT_MOST = 5
# As in tokens.css, light.
SURFACE, INK, MUTED, BRAND, STRONG = "#ffffff", "#1b2733", "#4f5d6b", "#0b5394", "#073763"
SAMPLE, SAMPLE_SOFT, LINE = "#7a4f00", "#fff4d6", "#7d8c9b"
TILES = {"0": SURFACE, "1": "#cfe2f5", "2": "#6fa8de", "3": BRAND, HIDDEN: "#e3e9ef", "island": "#f5f8fb"}


def png(page):
    """The bytes of a PNG for a Page."""
    image = Image.new("RGB", SIZE, SURFACE)
    draw = ImageDraw.Draw(image)
    where = page.extra.get("where")
    width = SIZE[0] - 2 * MARGIN - (330 if where else 0)
    draw.rectangle((0, 0, SIZE[0], 14), fill=BRAND)
    _write(draw, (MARGIN, 48), _("Sổ an sinh"), 40, BOLD, STRONG)
    _write(draw, (MARGIN, 100), _("Bảo hiểm xã hội Việt Nam"), 26, REGULAR, MUTED)
    top = 168
    if page.headline:
        top = _frame(draw, top, page.headline, width)
        top = _paragraph(draw, top, page.description, 32, REGULAR, INK, width)
    else:
        top = _paragraph(draw, top, page.title, 48, BOLD, STRONG, width)
        if page.description != page.title:
            _paragraph(draw, top + 12, page.description, 32, REGULAR, INK, width)
    if page.is_sample:
        label = _("Hồ sơ trong cổng là dữ liệu minh họa")
        draw.rectangle((0, SIZE[1] - 54, SIZE[0], SIZE[1]), fill=SAMPLE_SOFT)
        _write(draw, (MARGIN, SIZE[1] - 44), label, 26, BOLD, SAMPLE)
    if where:
        _diagram(draw, where.diagram, (_(where.kind.heading), _("theo hồ sơ")))
    stored, flat = io.BytesIO(), image.quantize(64)
    flat.save(stored, "PNG", optimize=True)
    return stored.getvalue()


def _frame(draw, top, text, width):
    """The main number in the frame of what is published."""
    size = next(size for size in (76, 64, 52, 44, 36, 24) if _length(text, size, BOLD) <= width - 40 or size == 24)
    box = (MARGIN, top, MARGIN + _length(text, size, BOLD) + 40, top + size * 1.6)
    draw.rounded_rectangle(box, 8, outline=STRONG, width=5)
    _write(draw, (MARGIN + 20, top + size * 0.22), text, size, BOLD, STRONG)
    return box[3] + 24


def _paragraph(draw, top, text, size, weight, colour, width):
    lines, line = [], ""
    for word in text.replace("\u00a0", " ").split():
        longer = f"{line} {word}".strip()
        if line and _length(longer, size, weight) > width:
            lines.append(line)
            line = word
        else:
            line = longer
    lines.append(line)
    if len(lines) > LINES_AT_MOST:
        lines = [*lines[: LINES_AT_MOST - 1], f"{lines[LINES_AT_MOST - 1]} …"]
    for number, each in enumerate(lines):
        _write(draw, (MARGIN, top + number * size * 1.4), each, size, weight, colour)
    return top + len(lines) * size * 1.4


def _diagram(draw, diagram, words):
    """The provinces without their names, and both archipelagos with theirs."""
    scale = 0.76
    left, top = SIZE[0] - MARGIN - diagram.width * scale, 24
    for number, line in enumerate(words):
        _write(draw, (left, top + 200 + 22 * number), line, 17, BOLD, INK)
    for tile in (*diagram.tiles, *diagram.islands):
        x, y = left + tile.x * scale, top + tile.y * scale
        box = (x, y, x + tile.width * scale, y + tile.height * scale)
        draw.rectangle(box, fill=TILES[tile.step], outline=LINE)
    for tile in diagram.islands:
        for line in tile.lines:
            middle = left + line.x * scale - _length(line.text, 11, BOLD) / 2
            _write(draw, (middle, top + (line.y - 11) * scale), line.text, 11, BOLD, INK)


def _write(draw, place, text, size, weight, colour):
    x, y = place
    for font, run in _runs(text, size, weight):
        draw.text((x, y), run, font=font, fill=colour)
        x += font.getlength(run)


def _length(text, size, weight):
    return sum(font.getlength(run) for font, run in _runs(text, size, weight))


def _runs(text, size, weight):
    """(font, letters) in turn: the letters of Vietnamese stand in a file of their own."""
    runs = []
    for letter in text.replace("\u00a0", " "):
        font = _font("vietnamese" if _is_vietnamese(letter) else "latin", size, weight)
        if runs and runs[-1][0] is font:
            runs[-1] = font, runs[-1][1] + letter
        else:
            runs.append((font, letter))
    return runs


def _is_vietnamese(letter):
    code = ord(letter)
    return 0x1EA0 <= code <= 0x1EF9 or code in (0x102, 0x103, 0x110, 0x111, 0x128, 0x129, 0x168, 0x169, 0x1A0, 0x1A1,
                                                0x1AF, 0x1B0, 0x20AB)  # fmt: skip


@cache
def _font(script, size, weight):
    font = ImageFont.truetype(FONTS / f"inter-{script}-wght-normal.woff2", size)
    font.set_variation_by_axes([weight])
    return font
