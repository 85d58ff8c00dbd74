"""The coding in which a public answer is sent: gzip where the visitor's programme takes it.

Only the open pages are compressed. They are the same for everybody, so their length tells no secret (BREACH).
"""

import gzip
import re
from functools import lru_cache, wraps

from django.utils.cache import patch_vary_headers

TEXTUAL = re.compile(r"text/|image/svg\+xml|application/([\w.-]+\+)?(json|xml)\b")
LEAST_BYTES = 200  # below, gzip makes an answer longer
NO_WEIGHT = re.compile(r"q=0(\.0*)?")


@lru_cache(maxsize=256)
def accepts_gzip(accept_encoding):
    """Whether this value of Accept-Encoding allows gzip (RFC 9110, 12.5.3); a weight of 0 refuses it."""
    weights = {}
    for part in accept_encoding.lower().split(","):
        coding, _, weight = part.partition(";")
        weights[coding.strip()] = weight.replace(" ", "")
    found = weights.get("gzip", weights.get("*"))
    return found is not None and not NO_WEIGHT.fullmatch(found)


def compressed(view):
    """A view whose text is sent compressed to whoever takes it; a stream and what is no text go as they are."""

    @wraps(view)
    def answer(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        patch_vary_headers(response, ["Accept-Encoding"])
        if accepts_gzip(request.headers.get("Accept-Encoding", "")) and _is_long_text(response):
            response.content = gzip.compress(response.content, mtime=0)
            response.headers["Content-Encoding"] = "gzip"
        return response

    return answer


def _is_long_text(response):
    return (
        not response.streaming
        and not response.has_header("Content-Encoding")
        and TEXTUAL.match(response.get("Content-Type", "")) is not None
        and len(response.content) >= LEAST_BYTES
    )
