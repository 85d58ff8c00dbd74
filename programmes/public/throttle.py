"""How often one address may ask for a donor's trail with a code that opens nothing."""

from programmes.access import tries


def address_of(request):
    return tries.network_of(request.META.get("REMOTE_ADDR", ""))


def _key(request):
    return f"trail-failures:{address_of(request).replace('/', '-')}"


def is_closed(request):
    """Whether this address has failed too often; then right codes are not answered either."""
    return tries.made(_key(request)) >= tries.TRIES


def count_failure(request):
    tries.count(_key(request))
