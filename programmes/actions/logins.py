"""Slow down who guesses passwords: so many tries, then a pause.

A stranger does not lock an officer out, nor does a colleague behind the same address: a browser in which the officer
has logged in before is counted by itself. Any other is counted for the name and the address together, and for the
address over all names.
"""

import logging
import secrets

from django.core import signing
from django.utils.translation import gettext_lazy as _

from programmes.access import tries
from programmes.access.tries import PAUSE_MINUTES, TRIES
from programmes.models import Officer, keyed_hash
from programmes.rules.problems import Problem, insist

ADDRESS_TRIES = 50  # failures from one address over all names: an office has mistyped less often by far
BROWSER_DAYS = 180
BROWSERS_NAMES = 5  # officers who share a computer
SALT = "browsers of officers"
logger = logging.getLogger(__name__)


def attempt(username, address, known=""):
    """Count a try before the password is looked at; refuse it where there were too many.

    `known` is the mark that the browser kept (`remember`), or anything else.
    """
    for key, limit in _counted(username, address, known):
        made = tries.count(key, limit)
        if made == limit + 1:
            number = Officer.objects.filter(username=username).values_list("pk", flat=True).first()
            logger.warning("logins of officer %s from one address are refused for a while", number or "unknown")
        if made > limit:
            message = _(
                "Sai quá %(tries)d lần; hãy đợi %(minutes)d phút rồi thử lại, hoặc nhờ người quản trị tài khoản."
            )
            insist([Problem("", "too_many_logins", message % {"tries": limit, "minutes": PAUSE_MINUTES})])


def succeeded(username, address, known=""):
    """The right password ends the count of this name; other names of the address stay counted."""
    first, *others = _counted(username, address, known)
    tries.forget(first[0])
    for key, _limit in others:
        tries.take_back(key)


def remember(username, known=""):
    """The mark of a browser in which this officer has logged in, to be kept there; those of others stay in it."""
    marks = {**_marks(known), _name(username): secrets.token_hex(8)}
    return signing.dumps(dict([*marks.items()][-BROWSERS_NAMES:]), salt=SALT)


def _counted(username, address, known):
    """(key, limit) of what a try counts for, that of the name first."""
    if mark := _marks(known).get(_name(username)):
        return [(f"login-browser-{mark}", TRIES)]
    network = tries.network_of(address)
    return [(_key(username, network), TRIES), (f"login-address-{keyed_hash(network).hex()}", ADDRESS_TRIES)]


def _marks(known):
    try:
        return signing.loads(known, salt=SALT, max_age=BROWSER_DAYS * 24 * 60 * 60)
    except signing.BadSignature:
        return {}


def _name(username):
    return keyed_hash(username.casefold()).hex()


def _key(username, address):
    return f"login-{keyed_hash(f'{username.casefold()}|{address}').hex()}"
