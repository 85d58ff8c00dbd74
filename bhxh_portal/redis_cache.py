"""The cache in Redis (CACHE_URL): while Redis is away nobody logs in, since tries could not be counted."""

from django.core.cache.backends.redis import RedisCache
from redis import RedisError

from bhxh_portal.away import may_be_away


@may_be_away(RedisError, "Redis does not answer", "add", "get", "set", "delete")
class Cache(RedisCache):
    """What the portal asks of it."""
