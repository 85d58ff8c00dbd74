"""Every address that the portal knows, as its patterns write it."""

from django.urls import URLPattern, get_resolver


def routes(patterns=None, before="", space=""):
    """(name, route) of everything the resolver knows; what has no name of its own goes by its route."""
    for each in get_resolver().url_patterns if patterns is None else patterns:
        route = before + str(each.pattern)
        if isinstance(each, URLPattern):
            yield space + (each.name or route), route
        else:
            yield from routes(each.url_patterns, route, f"{each.namespace}:" if each.namespace else space)
