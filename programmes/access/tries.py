"""How often somebody may try what is not everybody's: so many tries, then a pause. Counted in the cache, by a key."""

from ipaddress import IPv6Address, ip_address, ip_network

from django.core.cache import cache
from django.db import transaction

from programmes.models import bulk

TRIES = 10
PAUSE_MINUTES = 15


def network_of(address):
    """The visitor's address as our own proxies saw it (the middleware), an IPv6 network of 64 bits as one."""
    try:
        address = ip_address(address)
    except ValueError:
        return "unknown"
    address = getattr(address, "ipv4_mapped", None) or address  # else all of IPv4 were one network
    return str(ip_network((address, 64), strict=False) if isinstance(address, IPv6Address) else address)


def made(key):
    """How many tries are counted."""
    return cache.get(key, 0)


@transaction.atomic
def count(key, limit=TRIES):
    """Count a try, also among many at the same instant; return how many it makes.

    Each of the `limit` that are allowed, and the first that is not, begins the pause anew.
    """
    bulk.hold(key)
    tries = made(key) + 1
    if tries <= limit + 1:
        cache.set(key, tries, PAUSE_MINUTES * 60)
    return tries


def forget(key):
    cache.delete(key)


@transaction.atomic
def take_back(key):
    """One try less: it was no failure."""
    bulk.hold(key)
    if tries := made(key):
        cache.set(key, tries - 1, PAUSE_MINUTES * 60)
