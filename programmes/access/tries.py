"""How often somebody may try what is not everybody's: so many tries, then a pause. Counted in the cache, by a key."""

from django.core.cache import cache
from django.db import transaction

from programmes.models import bulk

TRIES = 10
PAUSE_MINUTES = 15


def made(key):
    """How many tries are counted."""
    return cache.get(key, 0)


@transaction.atomic
def count(key):
    """Count a try, also among many at the same instant; return how many it makes.

    Each one that is allowed, and the first that is not, begins the pause anew. The count is set, not raised: the
    cache of files forgets at `incr` how long it was to be kept.
    """
    bulk.hold(key)
    tries = made(key) + 1
    if tries <= TRIES + 1:
        cache.set(key, tries, PAUSE_MINUTES * 60)
    return tries


def forget(key):
    cache.delete(key)
