"""How often one address may ask for a donor's trail with a code that opens nothing."""

from ipaddress import IPv6Address, ip_address, ip_network

from django.core.cache import cache

FAILURES, WINDOW_SECONDS = 10, 15 * 60


def address_of(request):
    """The visitor's address (bhxh_portal/middleware.py has seen to the proxies), an IPv6 network of 64 bits as one."""
    try:
        address = ip_address(request.META.get("REMOTE_ADDR", ""))
    except ValueError:
        return "unknown"
    return str(ip_network((address, 64), strict=False) if isinstance(address, IPv6Address) else address)


def _key(request):
    return f"trail-failures:{address_of(request).replace('/', '-')}"


def is_closed(request):
    """Whether this address has failed too often; then right codes are not answered either."""
    return cache.get(_key(request), 0) >= FAILURES


def count_failure(request):
    cache.add(_key(request), 0, WINDOW_SECONDS)
    cache.incr(_key(request))
