"""The code on a donor's receipt and that of a gift on a hand-over sheet: made from a number with the secret key."""

import re
from base64 import b32encode

from programmes.models import keyed_hash

TRAIL_BYTES = 10  # 80 bits, 16 letters of base 32 (RFC 4648: A to Z, 2 to 7)
CODE = re.compile("[A-Z2-7]{16}", re.ASCII)
CHECK_LETTERS = 5
READ_AS = str.maketrans("018", "OIB", " -\u2013\u00a0")


def code_of(donation):
    """The trail code of a donation: 16 letters that say nothing and cannot be counted up."""
    return b32encode(keyed_hash(f"trail|{donation.pk}")[:TRAIL_BYTES]).decode()


def written(code):
    """ "ABCD-EFGH-IJKL-MNOP", as it is printed."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


def typed(text):
    """A code as somebody typed it: small letters, dashes and blanks, 0 for O, 1 for I, 8 for B."""
    return text.upper().translate(READ_AS)


def is_voucher(text):
    """Whether a text is the number of a voucher, which opens nothing."""
    return text.strip().upper().startswith("UH-")


def check_code(gift):
    """Five letters that tell a gift on a paper from its neighbour; no secret."""
    return check_code_of(gift.pk)


def check_code_of(pk):
    """The check code of a gift told by its id."""
    return b32encode(keyed_hash(f"gift|{pk}")[:5]).decode()[:CHECK_LETTERS]


def is_code(text):
    """Whether a text, read by `typed`, has the form of a code; it may still open nothing."""
    return CODE.fullmatch(text) is not None
