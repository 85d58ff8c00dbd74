"""The two languages of the public side: Vietnamese, and English below /en/. Everything else is Vietnamese."""

from django.utils.translation import get_language

ENGLISH = "en"


def in_english() -> bool:
    """True while an address of the English side is answered."""
    return get_language() == ENGLISH
