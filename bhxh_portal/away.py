"""Servers beside the database, each with a library of its own that tells in its own way that its server is away."""

from functools import wraps


def may_be_away(errors, told, *methods):
    """Class decorator: where these methods meet one of `errors`, it is a ConnectionError, which passes by itself."""

    def decorate(cls):
        for name in methods:
            setattr(cls, name, _telling(getattr(cls, name), errors, told))
        return cls

    return decorate


def _telling(method, errors, told):
    @wraps(method)
    def answer(*args, **kwargs):
        try:
            return method(*args, **kwargs)
        except errors as error:
            raise ConnectionError(told) from error

    return answer
