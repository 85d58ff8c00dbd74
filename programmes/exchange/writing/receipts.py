"""What a receipt says about a donation, for the page of the donor and for the print of the office."""

from dataclasses import dataclass

import segno
from django.utils.text import capfirst

from programmes.models import Donation
from programmes.rules import trails
from programmes.rules.privacy import name_on_receipt
from programmes.standards.words import dong_in_words


@dataclass(frozen=True)
class Receipt:
    """`name` is "" where the donor is not named; `home` is where the code is typed, `qr` leads to the trail itself."""

    donation: Donation
    name: str
    words: str
    code: str
    home: str
    qr: str
    for_staff: bool
    is_reversed: bool


@dataclass(frozen=True)
class ProvisionalSlip:
    """What an office says at its counter of a donation that nobody has approved yet; it has no trail."""

    donation: Donation
    name: str
    words: str
    taken_by: str


def provisional_slip(donation):
    return ProvisionalSlip(
        donation=donation,
        name=name_on_receipt(donation, for_staff=True),
        words=capfirst(dong_in_words(donation.amount_vnd)),
        taken_by=donation.entered_by.full_name,
    )


def receipt(donation, address, home, *, for_staff=False):
    """The Receipt of an approved donation; its trail is at `address`, codes are typed at `home`, both absolute."""
    reversal = getattr(donation, "reversal", None)
    return Receipt(
        donation=donation,
        name=name_on_receipt(donation, for_staff=for_staff),
        words=capfirst(dong_in_words(donation.amount_vnd)),
        code=trails.written(trails.code_of(donation)),
        home=home.split("://")[-1],
        qr=qr_svg(address),
        for_staff=for_staff,
        is_reversed=reversal is not None and reversal.state == Donation.State.APPROVED,
    )


def qr_svg(text):
    """A QR code (ISO/IEC 18004) of the text, as an SVG element to stand in a page; without size and without style."""
    return segno.make(text, error="m", micro=False).svg_inline(omitsize=True, border=4)
