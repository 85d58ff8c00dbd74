"""Whose address counts: what our own proxies saw, never what a visitor claims."""

import pytest
from django.http import HttpRequest

from bhxh_portal.middleware import visitor_address


@pytest.mark.parametrize(
    ("proxies", "claimed", "address"),
    [
        (0, "198.51.100.1", "10.0.0.1"),
        (1, "203.0.113.7", "203.0.113.7"),
        (1, "198.51.100.1, 203.0.113.7", "203.0.113.7"),
        (2, "198.51.100.1, 203.0.113.7, 10.0.0.2", "203.0.113.7"),
        (2, "203.0.113.7", "10.0.0.1"),
        (1, "", "10.0.0.1"),
    ],
)
def test_only_our_own_proxies_are_believed(proxies, claimed, address, settings):
    settings.PROXIES = proxies
    request = HttpRequest()
    request.META = {"REMOTE_ADDR": "10.0.0.1", "HTTP_X_FORWARDED_FOR": claimed}
    assert visitor_address(lambda seen: seen.META["REMOTE_ADDR"])(request) == address
