"""QR codes (ISO/IEC 18004) on papers."""

from io import BytesIO

import segno


def qr_svg(text):
    """The code of the text, as an SVG element to stand in a page; without size and without style."""
    return _code(text).svg_inline(omitsize=True, border=4)


def qr_png(text):
    """The code of the text as a file of a picture, read from its beginning."""
    drawn = BytesIO()
    code = _code(text)
    code.save(drawn, kind="png", scale=8)
    drawn.seek(0)
    return drawn


def _code(text):
    return segno.make(text, error="m", micro=False)
