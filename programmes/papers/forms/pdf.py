"""Papers as PDF, by typst: one file of as many papers as are told, each on pages of its own."""

import json
from pathlib import Path

import typst

from programmes.papers.qr import qr_svg

LAYOUT = Path(__file__).with_name("paper.typ")
FONTS = Path(__file__).resolve().parents[2] / "static/programmes/fonts/serif"


def pdf(sheets, *, is_tagged=True):
    """The bytes of one PDF of these Sheets, at least one. The fonts are the portal's own, whatever the machine has.

    `is_tagged`: what a reader of screens needs stands in it; that doubles the memory that many papers take.
    """
    addresses = {part["address"] for sheet in sheets for part in sheet.parts if part["part"] == "qr"}
    told = {
        "sheets": [_as_data(sheet) for sheet in sheets],
        "pictures": {address: qr_svg(address) for address in addresses},
    }
    data = {name: json.dumps(value, default=str) for name, value in told.items()}  # labels are told late
    return typst.compile(LAYOUT, font_paths=[FONTS], ignore_system_fonts=True, sys_inputs=data, pdf_tags=is_tagged)


def _as_data(sheet):
    looks = {name: getattr(sheet.kind, name) for name in ("label", "is_landscape", "with_state_title")}
    return {**looks, "head": sheet.head, "parts": sheet.parts}
