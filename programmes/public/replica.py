"""Where public pages are read: in a copy that follows the database (DATABASE_PUBLIC_URL), or in the database itself.

The copy is a streaming replica of PostgreSQL. A page tells the moment it is of, that of the copy. While the copy is
away the database answers in its place.
"""

import time
from contextvars import ContextVar

from django.conf import settings
from django.db import OperationalError, connections

PUBLIC = "public"  # of DATABASES
AWAY_SECONDS = 1  # for which a copy that has not answered is not asked again

_reads_copy = ContextVar("reads_copy", default=False)
_away_until = 0.0


class Router:
    """Django asks it which database a statement goes to; only reading, and only within `read_publicly`, is moved."""

    def db_for_read(self, model, **hints):
        """Counts of tries, in the cache, are of the database itself."""
        return PUBLIC if _reads_copy.get() and model._meta.app_label == "programmes" else None

    def allow_migrate(self, db, app_label, **hints):
        """The copy gets its tables with everything else."""
        return False if db == PUBLIC else None


def read_publicly(call):
    """What `call()` returns, whose statements are read in the copy where there is one; it may be called twice."""
    global _away_until  # noqa: PLW0603  a process has one copy
    if PUBLIC not in settings.DATABASES or time.monotonic() < _away_until:
        return call()
    before = _reads_copy.set(True)
    try:
        return call()
    except OperationalError:
        _away_until = time.monotonic() + AWAY_SECONDS
        connections[PUBLIC].close()
    finally:
        _reads_copy.reset(before)
    return call()
