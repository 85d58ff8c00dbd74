"""Whole public answers, kept in the memory of a process and sent again before Django is asked (WSGI, PEP 3333).

Kept is what `responses.public` says may be. The ETag of an answer names the version of everything public, and that is
asked of the database for whoever comes, once for all who come within MOMENT_SECONDS: a new figure is seen by every
process sooner than an answer takes on its way. While the database is away, visitors read what was told last.
"""

import time
from collections import OrderedDict
from threading import Lock
from typing import NamedTuple

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import QueryDict
from django.http.request import split_domain_port
from django.utils.http import parse_etags

from programmes.public.encodings import accepts_gzip
from programmes.public.replica import read_publicly
from programmes.public.responses import etag
from programmes.totals import read

MOMENT_SECONDS = 0.01
AWAY_SECONDS = 1  # for which a database that has not answered is not asked again
LARGEST_PART = 8  # no answer takes more than this part of the room
OVERHEAD_BYTES = 4096  # of an answer beside its body, seen generously: key, headers, places in the tables
OF_THE_BODY = {"Content-Type", "Content-Length", "Content-Encoding", "Content-Disposition"}
OTHER_CONDITIONS = ("HTTP_IF_MATCH", "HTTP_IF_UNMODIFIED_SINCE")


class Answer(NamedTuple):
    """An answer 200: `headers` are pairs as WSGI wants them; `unchanged` are those of the 304 instead."""

    etag: str
    headers: list
    unchanged: list
    body: bytes


class Kept:
    """Answers by their key, within so many bytes; the one that was longest not asked for goes first."""

    def __init__(self, room):
        self.room, self.bytes = room, 0
        self._answers, self._lock = OrderedDict(), Lock()

    def __len__(self):
        return len(self._answers)

    def get(self, key):
        with self._lock:
            answer = self._answers.get(key)
            if answer is not None:
                self._answers.move_to_end(key)
            return answer

    def put(self, key, answer):
        size = _size(answer)
        if size > self.room // LARGEST_PART:
            return
        with self._lock:
            self._drop(key)
            self._answers[key] = answer
            self.bytes += size
            while self.bytes > self.room:
                self._drop(next(iter(self._answers)))

    def _drop(self, key):
        answer = self._answers.pop(key, None)
        if answer is not None:
            self.bytes -= _size(answer)


class Newest:
    """The ETag of the newest version, and until when it is taken for that."""

    def __init__(self):
        self._etag, self._until, self._lock = "", 0.0, Lock()

    def etag(self):
        """ "" where the database does not answer."""
        now = time.monotonic()
        if now >= self._until:
            with self._lock:  # whoever comes meanwhile waits for the one answer
                if now >= self._until:
                    begin = time.monotonic()
                    self._etag = _newest_etag()
                    self._until = begin + MOMENT_SECONDS if self._etag else time.monotonic() + AWAY_SECONDS
        return self._etag


def _newest_etag():
    try:
        return etag(read_publicly(read.state))
    except DatabaseError:
        connection.close()  # a connection that has died: the next one is new
        return ""


def _size(answer):
    return len(answer.body) + OVERHEAD_BYTES


def kept_responses(application, room=None):
    """The portal with a memory of `room` bytes for its public answers; `application` is Django's."""
    kept, newest = Kept(settings.KEPT_BYTES if room is None else room), Newest()

    def answer(environ, start_response):
        key = _key(environ)
        found = kept.get(key) if _may_be_from_memory(environ) else None
        if found is not None and newest.etag() in {found.etag, ""}:
            return _again(found, environ, start_response)
        response = application(environ, start_response)
        if _may_be_kept(response) and _is_spelled_as_ours(environ):
            kept.put(key, _answer(response))
        if environ["REQUEST_METHOD"] == "HEAD" and not response.streaming:
            response.content = b""  # Django renders it all the same; the headers have gone out
        return response

    answer.kept = kept
    return answer


def _key(environ):
    """All that an answer may differ by. Whether a host is allowed, Django has said when it was asked the first time."""
    return (
        environ["wsgi.url_scheme"],
        environ.get("HTTP_X_FORWARDED_PROTO"),
        environ.get("HTTP_HOST"),
        environ["PATH_INFO"],
        environ.get("QUERY_STRING", ""),
        accepts_gzip(environ.get("HTTP_ACCEPT_ENCODING", "")),
    )


def _is_spelled_as_ours(environ):
    """Whether scheme, host and query stand there in the one way that we write them.

    Strangers can write them in endless ways that mean the same: another port, "%74" for "t", "&&" at the end.
    """
    host, query = environ.get("HTTP_HOST", ""), environ.get("QUERY_STRING", "")
    _domain, port = split_domain_port(host)
    return (
        environ.get("HTTP_X_FORWARDED_PROTO") in {None, "http", "https"}
        and host == host.lower()
        and port in {"", environ["SERVER_PORT"]}
        and query == QueryDict(query).urlencode()
    )


def _may_be_from_memory(environ):
    return environ["REQUEST_METHOD"] in {"GET", "HEAD"} and not any(name in environ for name in OTHER_CONDITIONS)


def _may_be_kept(response):
    """Whether its view says so, and nothing on the way made it an answer to one visitor."""
    return getattr(response, "may_be_kept", False) and not response.cookies and response["Vary"] == "Accept-Encoding"


def _again(found, environ, start_response):
    if _holds(environ.get("HTTP_IF_NONE_MATCH"), found.etag):
        start_response("304 Not Modified", found.unchanged)
        return []
    start_response("200 OK", found.headers)
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [found.body]


def _holds(if_none_match, current):
    """Whether the visitor has the answer with this weak ETag already (RFC 9110, 13.1.2)."""
    if if_none_match is None or if_none_match == current:
        return if_none_match == current
    etags = parse_etags(if_none_match)
    return etags == ["*"] or current.removeprefix("W/") in {each.removeprefix("W/") for each in etags}


def _answer(response):
    headers = list(response.items())
    unchanged = [(name, value) for name, value in headers if name not in OF_THE_BODY]
    return Answer(response["ETag"], headers, unchanged, response.content)
