"""What is told of a file without repeating it: place and fault are named, the numbers of people are in the file."""

import re

_NUMBER = re.compile(r"(?<![A-Z\d_.,/-])\+?\(?\d(?:[ .()-]{0,2}\d){8,18}(?![\w/:]|[.,-]?\d)(?!\s*(?i:đ\b|đồng|vnđ))")
_MONEY = re.compile(r"[1-9]\d{0,2}(?:([ .])\d{3})(?:\1\d{3})+", re.ASCII)
_ALL_BUT_THREE = re.compile(r"\d(?=(?:\D*\d){3})")


def ends_of(text):
    """A text in which of all digits the last three are shown; words and signs stay."""
    return _ALL_BUT_THREE.sub("•", text)


def without_numbers(text):
    """A text in which of each number that may be a person's or an account's the last three digits are shown.

    Amounts stay: those that are written in groups of three, or before "đồng".
    """
    return _NUMBER.sub(lambda found: found[0] if _MONEY.fullmatch(found[0]) else ends_of(found[0]), text)
