"""The worker: what it may take of the machine, in a process of its own, since no process gets a limit back."""

import os
import resource
from multiprocessing import get_context

from django.conf import settings
from django.core.management import call_command

from programmes.management.commands import work


def test_the_worker_takes_no_more_memory_than_it_is_allowed(monkeypatch):
    def at_work(*_command, **_options):
        soft, _hard = resource.getrlimit(resource.RLIMIT_AS)
        os._exit(0 if soft == settings.WORKER_MEMORY_BYTES else 1)

    monkeypatch.setattr(work, "pick_up_abandoned", lambda **_how: [])
    monkeypatch.setattr(work, "ensure_check", lambda: None)
    monkeypatch.setattr(work, "call_command", at_work)
    worker = get_context("fork").Process(target=call_command, args=["work"])
    worker.start()
    worker.join(30)
    assert worker.exitcode == 0
