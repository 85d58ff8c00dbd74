"""Web server and worker as one service: started together, stopped together.

Both are forks of this process, which has loaded the portal already: each by itself would take as long again as this
one took.
"""

import logging
import multiprocessing
import signal
import socket
import sys
import time
from contextlib import contextmanager

from django.conf import settings
from django.core.management import load_command_class
from django.core.management.base import CommandError
from django.db import connections
from gunicorn.app import wsgiapp

logger = logging.getLogger(__name__)

POLL_SECONDS = 0.2
GRACE_SECONDS = 20
SHORTEST_WAIT_SECONDS, LONGEST_WAIT_SECONDS = 0.5, 15  # before a worker that died is started again
LONG_LIFE_SECONDS = 60
TERMINAL_SIGNALS = (signal.SIGINT, signal.SIGHUP)
STOP_SIGNALS = (*TERMINAL_SIGNALS, signal.SIGTERM)
FORKS = multiprocessing.get_context("fork")


def web_arguments(host, port, workers, verbosity, application="bhxh_portal.wsgi:application"):
    """Of gunicorn, with threads. Its control socket would be a file in the home folder: off."""
    address = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    return [
        *[application, "--chdir", str(settings.BASE_DIR), "--bind", address],
        *["--worker-class", "gthread", "--workers", str(workers), "--threads", "4", "--graceful-timeout", "5"],
        *["--limit-request-line", "8190"],  # the most it knows: a long address is refused by a page of ours
        *["--log-level", "info" if verbosity else "warning", "--no-control-socket"],
    ]


def _serve_web(*arguments):
    sys.argv = ["gunicorn", *arguments]
    wsgiapp.run()


def _work(verbosity):
    """Without the checks: they were made before this process was forked."""
    arguments = ["work", "--verbosity", str(verbosity), "--skip-checks"]
    load_command_class("programmes", "work").run_from_argv(["manage.py", *arguments])


def insist_port_is_free(host, port):
    """Say it before anything is started or loaded."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except (OSError, OverflowError) as error:
            raise CommandError(
                f"Không mở được cổng {port} tại {host} ({error}). Có thể một chương trình khác đang dùng cổng này;"
                f" hãy dừng nó hoặc chọn cổng khác, ví dụ --port {port % 60000 + 1}."
            ) from error


class _Stop:
    """Remembers that somebody asked to stop; restores the signal handlers afterwards."""

    def __init__(self):
        self.asked = 0

    def __call__(self, signum, frame):
        self.asked += 1

    @contextmanager
    def listening(self):
        before = {number: signal.signal(number, self) for number in STOP_SIGNALS}
        try:
            yield self
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)


def _start(work, *arguments):
    """A child that does not hear the terminal, which tells all processes of Ctrl-C; we pass it on, once."""
    connections.close_all()  # whoever forks must not share them
    child = FORKS.Process(target=_begin, args=(work, *arguments))
    signal.pthread_sigmask(signal.SIG_BLOCK, STOP_SIGNALS)
    try:
        child.start()
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, STOP_SIGNALS)
    return child


def _begin(work, *arguments):
    """In the child: whoever asks it to stop finds no handler of its parent."""
    for number in STOP_SIGNALS:
        signal.signal(number, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM})
    work(*arguments)


def _stop_all(children, stop):
    """Ask politely, then insist: after GRACE_SECONDS, or at once when the signal comes a second time."""
    for child in children:
        child.terminate()
    already, deadline = stop.asked, time.monotonic() + GRACE_SECONDS
    while any(child.is_alive() for child in children):
        if time.monotonic() > deadline or stop.asked > max(already, 1):
            for child in children:
                child.kill()
        time.sleep(POLL_SECONDS)


class _Service:
    """The web server and the worker as children of this process."""

    def __init__(self, web, verbosity):
        self.verbosity = verbosity
        self.web, self.worker = _start(_serve_web, *web), _start(_work, verbosity)
        self.started, self.due = time.monotonic(), None  # when another worker is started
        self.wait = SHORTEST_WAIT_SECONDS

    @property
    def children(self):
        return [self.web, self.worker]

    def is_up(self):
        """Whether the web server runs. A worker that died is started again, which takes up its job.

        One that dies again and again, as while the database is away, is waited for longer each time.
        """
        if not self.web.is_alive():
            return False
        if not self.worker.is_alive():
            self._replace_worker(time.monotonic())
        return True

    def _replace_worker(self, now):
        if self.due is None:
            lived = now - self.started
            self.wait = SHORTEST_WAIT_SECONDS if lived > LONG_LIFE_SECONDS else min(self.wait * 2, LONGEST_WAIT_SECONDS)
            self.due = now + self.wait
            logger.error("the worker has ended (%s); another one in %s seconds", self.worker.exitcode, self.wait)
        elif now >= self.due:
            self.worker, self.started, self.due = _start(_work, self.verbosity), now, None


def serve(host, port, workers, verbosity):
    """Run until a signal comes, or the web server ends; then stop all, ending badly."""
    insist_port_is_free(host, port)
    settings.STATIC_ROOT.mkdir(exist_ok=True)  # WhiteNoise warns without it, even where it serves from the sources
    with _Stop().listening() as stop:
        service = _Service(web_arguments(host, port, workers, verbosity), verbosity)
        try:
            while not stop.asked and service.is_up():
                time.sleep(POLL_SECONDS)
            ended_alone = not stop.asked
        finally:
            _stop_all(service.children, stop)
    if ended_alone:
        raise CommandError("Máy chủ web đã dừng đột ngột; xem thông báo ở trên.")
