"""Log lines without contents: where an error arose and of what kind, never the values it speaks of.

A database names the row that it refuses, and a row may be a person. A line that was written for a request bears its
number, which the officer reads on the page of the error, and the number of the officer's record.
"""

import json
import logging
import re
import traceback
from contextvars import ContextVar
from datetime import UTC, datetime

from programmes.standards.outages import code_of

TRAIL_CODE = re.compile(r"(/theo-doi/)[^\s/?#\"']+")
QUERY = re.compile(r"(/[^\s?\"']*\?)[^\s\"']+")

request_now = ContextVar("the request that this thread answers", default=None)


class QuietFormatter(logging.Formatter):
    """Tracebacks keep their places and the names of the exceptions; the messages are left out.

    The code in the address of a donor's trail is what opens it, and a query holds what somebody looked for, a name or a
    number: they are left out too.
    """

    def format(self, record):
        return _quiet(super().format(record))

    def formatMessage(self, record):  # noqa: N802  the name is logging's
        told = super().formatMessage(record)
        of_whom = [f"{name} {value}" for name, value in _of_request().items()]
        return f"{told} ({', '.join(of_whom)})" if of_whom else told

    def formatException(self, ei):  # noqa: N802  the name is logging's
        parts, error = [], ei[1]
        while error is not None:
            frames = "".join(traceback.format_tb(error.__traceback__))
            parts.append(f"{frames}{_kind(error)}")
            error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        return "\n-- after --\n".join(reversed(parts))


class JsonFormatter(QuietFormatter):
    """A line is one JSON object: time (UTC), level, logger, message; request, officer, code, error where there are."""

    def format(self, record):
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": _quiet(record.getMessage()),
            **_of_request(),
        }
        if record.exc_info and record.exc_info[1]:
            line |= {"code": code_of(record.exc_info[1]), "error": self.formatException(record.exc_info)}
        return json.dumps({name: value for name, value in line.items() if value}, ensure_ascii=False)


def _quiet(text):
    return QUERY.sub(r"\1…", TRAIL_CODE.sub(r"\1…", text))


def _of_request():
    """The number of the request, and of the officer where the request has asked who it is."""
    request = request_now.get()
    if request is None:
        return {}
    officer = getattr(getattr(request, "_cached_user", None), "pk", None)
    return {"request": request.number, **({"officer": officer} if officer else {})}


def _kind(error):
    """The class of an error, and what a database or the system calls it: these words hold no values."""
    constraint = getattr(getattr(error, "diag", None), "constraint_name", None)
    words = [word for word in (code_of(error), constraint) if word]
    return f"{type(error).__module__}.{type(error).__qualname__}" + (f" ({', '.join(words)})" if words else "")
