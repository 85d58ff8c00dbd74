"""Names of provinces and communes as keys for comparison, blind to spelling habits.

The lists themselves are tables, not code. Tone marks are folded away, so Hòa and Hoà,
Đắk Lắk and Đăk Lăk have one key each.
"""

import re
from functools import lru_cache

from .names import fold, tidy

_PROVINCE_PREFIX = re.compile(r"^(?:tinh|thanh pho|tp|t) (?=.)")
_APOSTROPHES = str.maketrans("", "", "'’‘`")
_PUNCTUATION = re.compile(r"[\W_]+")

# With its tone: xã Phượng Dực, xã Phương Bình and xã Xa Dung begin with what would fold to a prefix.
_COMMUNE_PREFIX = re.compile(
    r"(?:(?:xã|phường|đặc khu|thị trấn|dac khu|thi tran) |(?:x|p|đk|tt)\. ?)(?=.)", re.IGNORECASE
)


def _words(name: str) -> str:
    return _PUNCTUATION.sub(" ", fold(name).translate(_APOSTROPHES)).strip()


def says_what_it_is(name: str) -> bool:
    """Whether the name of a commune begins with "xã", "phường", "đặc khu" or "thị trấn"."""
    return bool(_COMMUNE_PREFIX.match(tidy(name)))


def place_key(name: str) -> str:
    """Of a province, without "tỉnh", "thành phố", "TP.", "T.": "Thừa Thiên - Huế" -> "thua thien hue"."""
    return _PROVINCE_PREFIX.sub("", _words(name))


@lru_cache(maxsize=20_000)
def commune_key(name: str) -> str:
    """Of a commune, without "xã", "phường", "đặc khu", "thị trấn": "Xã Nam Đông" -> "nam dong".

    Prefixes are known by their accents: "Phuong Duc" without them stays whole, since it
    may be xã Phượng Dực.
    """
    name = tidy(name)
    prefix = _COMMUNE_PREFIX.match(name)
    return _words(name[prefix.end() :] if prefix else name)
