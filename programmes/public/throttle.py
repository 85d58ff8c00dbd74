"""How often one address may ask for a donor's trail with a code that opens nothing."""

from ipaddress import IPv6Address, ip_address, ip_network

from programmes.access import tries


def address_of(request):
    """The visitor's address as our own proxies saw it (the middleware), an IPv6 network of 64 bits as one."""
    try:
        address = ip_address(request.META.get("REMOTE_ADDR", ""))
    except ValueError:
        return "unknown"
    address = getattr(address, "ipv4_mapped", None) or address  # else all of IPv4 were one network
    return str(ip_network((address, 64), strict=False) if isinstance(address, IPv6Address) else address)


def _key(request):
    return f"trail-failures:{address_of(request).replace('/', '-')}"


def is_closed(request):
    """Whether this address has failed too often; then right codes are not answered either."""
    return tries.made(_key(request)) >= tries.TRIES


def count_failure(request):
    tries.count(_key(request))
