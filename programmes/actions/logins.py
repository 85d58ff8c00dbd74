"""Slow down who guesses passwords: so many tries for a name from one address, then a pause.

Name and address together: a stranger does not lock an officer out of the own office's computers.
"""

import logging

from django.utils.translation import gettext_lazy as _

from programmes.access import tries
from programmes.access.tries import PAUSE_MINUTES, TRIES
from programmes.models import Officer, keyed_hash
from programmes.rules.problems import Problem, insist

logger = logging.getLogger(__name__)


def _key(username, address):
    return f"login-{keyed_hash(f'{username.casefold()}|{address}').hex()}"


def attempt(username, address):
    """Count a try before the password is looked at; refuse it where there were too many."""
    made = tries.count(_key(username, address))
    if made == TRIES + 1:
        number = Officer.objects.filter(username=username).values_list("pk", flat=True).first()
        logger.warning("logins of officer %s from one address are refused for a while", number or "unknown")
    if made > TRIES:
        message = _("Sai quá %(tries)d lần; hãy đợi %(minutes)d phút rồi thử lại, hoặc nhờ người quản trị tài khoản.")
        insist([Problem("", "too_many_logins", message % {"tries": TRIES, "minutes": PAUSE_MINUTES})])


def succeeded(username, address):
    """The right password ends the count."""
    tries.forget(_key(username, address))
