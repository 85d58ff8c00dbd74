"""A process at work on uploads: it signs while it works, so that the others know that it is not dead."""

import logging
import os
import socket
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from threading import Event, Thread

from django.db import connection
from django.utils.crypto import get_random_string

from programmes.actions import workers
from programmes.models.workers import SIGNS_EVERY
from programmes.standards.outages import AWAY

logger = logging.getLogger(__name__)
TOKEN_CHARACTERS = 32
PATIENCE_SECONDS = 5

_here = ContextVar("the worker that this thread is", default=None)


class _Signing(Thread):
    """Signs again and again beside the work, over a connection of its own; then looks after what others have left."""

    def __init__(self, worker, look_after):
        super().__init__(name="signing", daemon=True)
        self.worker, self.look_after, self.ended = worker, look_after, Event()

    def run(self):
        while not self.ended.wait(SIGNS_EVERY.total_seconds()):
            try:
                workers.sign(self.worker)
                self.look_after()
            except AWAY:
                logger.warning("the database does not answer; this process goes on and tries again")
            except Exception:
                logger.exception("what others have left could not be looked after")
            finally:
                connection.close()


@contextmanager
def at_work(look_after=lambda: None):
    """This thread as a Worker that signs until it is done, the same for work within work.

    Every ten seconds it does what `look_after` does.
    """
    if _here.get():
        yield _here.get()
        return
    worker = workers.sign_on(get_random_string(TOKEN_CHARACTERS), f"{socket.gethostname()}, {os.getpid()}")
    signing = _Signing(worker, look_after)
    signing.start()
    before = _here.set(worker)
    try:
        yield worker
    finally:
        _here.reset(before)
        signing.ended.set()
        signing.join(PATIENCE_SECONDS)
        with suppress(*AWAY):  # the others find out after a while
            workers.sign_off(worker)
