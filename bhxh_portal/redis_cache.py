"""The cache in Redis (CACHE_URL): while Redis is away nobody logs in, since tries could not be counted."""

from contextlib import contextmanager

from django.core.cache.backends.redis import RedisCache
from redis import RedisError


@contextmanager
def _answers():
    try:
        yield
    except RedisError as error:
        raise ConnectionError("Redis does not answer") from error


class Cache(RedisCache):
    """What the portal asks of it; a server that does not answer is a ConnectionError, which passes by itself."""

    def add(self, *args, **kwargs):
        with _answers():
            return super().add(*args, **kwargs)

    def get(self, *args, **kwargs):
        with _answers():
            return super().get(*args, **kwargs)

    def set(self, *args, **kwargs):
        with _answers():
            return super().set(*args, **kwargs)

    def delete(self, *args, **kwargs):
        with _answers():
            return super().delete(*args, **kwargs)
