"""Log lines without contents: where an error arose and of what kind, never the values it speaks of.

A database names the row that it refuses, and a row may be a person.
"""

import logging
import re
import traceback

TRAIL_CODE = re.compile(r"(/theo-doi/)[^\s/?#\"']+")
QUERY = re.compile(r"(/[^\s?\"']*\?)[^\s\"']+")


class QuietFormatter(logging.Formatter):
    """Tracebacks keep their places and the names of the exceptions; the messages are left out.

    The code in the address of a donor's trail is what opens it, and a query holds what somebody looked for, a name or a
    number: they are left out too.
    """

    def format(self, record):
        return QUERY.sub(r"\1…", TRAIL_CODE.sub(r"\1…", super().format(record)))

    def formatException(self, ei):  # noqa: N802  the name is logging's
        parts, error = [], ei[1]
        while error is not None:
            frames = "".join(traceback.format_tb(error.__traceback__))
            parts.append(f"{frames}{type(error).__module__}.{type(error).__qualname__}{_constraint(error)}")
            error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        return "\n-- after --\n".join(reversed(parts))


def _constraint(error):
    """The rule of the database that was broken: its name holds no values."""
    name = getattr(getattr(error, "diag", None), "constraint_name", None)
    return f" ({name})" if name else ""
