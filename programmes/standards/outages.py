"""What passes by itself: a server is away, it or the disk is full. The same work succeeds later."""

import errno

from django.db.utils import IntegrityError, InterfaceError, OperationalError

AWAY = (OperationalError, InterfaceError)
IDLE_TOO_LONG = "25P03"  # what PostgreSQL says, not as an OperationalError, of a transaction that it has ended
FULL = {"53100", "SQLITE_FULL"}  # of PostgreSQL and of SQLite
DEADLOCK = "40P01"  # of PostgreSQL: of two transactions that wait for one another it ends one
OF_THE_DISK = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO}


def code_of(error):
    """What names the kind of an error and holds no value: SQLSTATE, the name of SQLite, the name of errno; or ""."""
    for one in (error, error.__cause__):
        told = getattr(one, "sqlstate", None) or getattr(one, "sqlite_errorname", None)
        if told:
            return told
    number = getattr(error, "errno", None)
    return errno.errorcode.get(number, "") if isinstance(number, int) else ""


def is_database_away(error):
    """Whether the database is not there or does not answer in time."""
    return isinstance(error, AWAY) or code_of(error) == IDLE_TOO_LONG


def is_disk_full(error):
    """Whether there is no room to write, or none may be written to."""
    return code_of(error) in FULL or (isinstance(error, OSError) and error.errno in OF_THE_DISK)


def passes(error):
    """Whether nobody has to mend what was asked: the server has to come back."""
    return is_database_away(error) or is_disk_full(error) or isinstance(error, ConnectionError)


def is_lost_race(error):
    """Whether somebody else was there first, so that the same work may succeed at once on what is there now."""
    return isinstance(error, IntegrityError) or code_of(error) == DEADLOCK
