"""The visitor's own address behind our proxies, and headers on every answer: nothing leads to another site."""

import re

from django.conf import settings
from django.http import FileResponse
from django.utils.crypto import get_random_string
from django.utils.translation import get_language_from_path, override

from bhxh_portal.logs import request_now

STAFF = "/quan-tri/"
NUMBER, LETTERS = re.compile(r"[A-Za-z0-9-]{8,64}"), "abcdefghjkmnpqrstuvwxyz23456789"  # none is read for another
POLICY = "; ".join(
    [
        "default-src 'self'",
        "img-src 'self' data:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    ]
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
}


def is_staff(request):
    """Whether it goes to the officers' side."""
    return request.path_info.startswith(STAFF)


def request_number(get_response):
    """Each request has a number, on its log lines, its answer and the page of an error: our proxy's, or its own."""

    def answer(request):
        told = request.headers.get("X-Request-ID", "") if settings.PROXIES else ""
        request.number = told if NUMBER.fullmatch(told) else get_random_string(12, LETTERS)
        before = request_now.set(request)
        try:
            response = get_response(request)
        finally:
            request_now.reset(before)
        if response.status_code >= 400 or is_staff(request):  # a public answer may be kept for many
            response.headers["X-Request-ID"] = request.number
        return response

    return answer


def security_headers(get_response):
    """A view that needs another value sets the header itself."""

    def answer(request):
        response = get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if response.status_code == 304:
            del response.headers["Content-Length"]  # Django's 0, which would be the length of the page (RFC 9110, 8.6)
        return response

    return answer


def language_of_address(get_response):
    """English below /en/, Vietnamese everywhere else: an address says the same to every browser."""

    def answer(request):
        language = get_language_from_path(request.path_info) or settings.LANGUAGE_CODE
        with override(language):
            request.LANGUAGE_CODE = language
            response = get_response(request)
            response.headers.setdefault("Content-Language", language)
        if response.streaming and not isinstance(response, FileResponse):
            response.streaming_content = _spoken(response.streaming_content, language)
        return response

    return answer


def _spoken(parts, language):
    """Parts that are made after the view has returned, each in the language of its address."""
    parts = iter(parts)
    while True:
        with override(language):
            part = next(parts, None)
        if part is None:
            return
        yield part


def visitor_address(get_response):
    """REMOTE_ADDR is what the outermost of our own proxies has seen; what a visitor claims is passed over.

    Of who comes past the proxies it stays the other end of the line.
    """

    def answer(request):
        hops = [hop.strip() for hop in request.headers.get("X-Forwarded-For", "").split(",")]
        if 0 < settings.PROXIES <= len(hops):
            request.META["REMOTE_ADDR"] = hops[-settings.PROXIES] or request.META.get("REMOTE_ADDR", "")
        return get_response(request)

    return answer
