"""The worker: what it may take of the machine, in a process of its own, since no process gets a limit back."""

import os
import resource
from multiprocessing import get_context

from django.conf import settings

from programmes.management.commands import work


def test_the_worker_takes_no_more_memory_than_it_is_allowed(monkeypatch):
    def at_work(*_how):
        soft, _hard = resource.getrlimit(resource.RLIMIT_AS)
        os._exit(0 if soft == settings.WORKER_MEMORY_BYTES else 1)

    monkeypatch.setattr(work, "_look_after", at_work)
    worker = get_context("fork").Process(target=work.Command().handle, kwargs={"verbosity": 0})
    worker.start()
    worker.join(30)
    assert worker.exitcode == 0
