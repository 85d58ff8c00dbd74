"""The portal as visitors meet it: the production server over the sample records, in a folder that is thrown away."""

import base64
import os
import secrets
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
MANAGE = [sys.executable, str(ROOT / "manage.py")]
START_SECONDS = 60
RECORDS = """
import django
django.setup()
from tests.browser import records
records.enter()
print(records.trail_code())
"""


class Portal(NamedTuple):
    """Where it answers, without a slash at the end; the code on a receipt whose money has been spent; its settings."""

    address: str
    trail_code: str
    environment: dict

    def read(self, path):
        """Status and text of a page."""
        try:
            with urllib.request.urlopen(self.address + path, timeout=30) as response:
                return response.status, response.read().decode()
        except urllib.error.HTTPError as refused:
            return refused.code, refused.read().decode()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _key():
    return base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()


def _environment(folder):
    """One that knows nothing of the test run: keys, database and files of its own."""
    keys = {name: _key() for name in ("SECRET_KEY", "DATA_KEYS", "DATA_INDEX_KEY")}
    keys["SECRET_KEY"] *= 2
    return {
        **os.environ,
        **keys,
        "DATABASE_URL": f"sqlite:///{folder}/portal.sqlite3",
        "DATA_DIR": folder,
        "DJANGO_SETTINGS_MODULE": "bhxh_portal.settings",
    }


@contextmanager
def running():
    """A Portal until the end of the block."""
    with tempfile.TemporaryDirectory(prefix="bhxh-browser-") as folder:
        environment = _environment(folder)

        def run(*command):
            done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
            assert done.returncode == 0, done.stderr
            return done.stdout.strip()

        run(*MANAGE, "demo", "--no-serve")
        code = run(sys.executable, "-c", RECORDS)
        environment |= {
            "PRODUCTION": "1",
            "ALLOWED_HOSTS": "127.0.0.1",
            "DJANGO_SETTINGS_MODULE": "tests.browser.settings",
        }
        run(*MANAGE, "collectstatic", "--no-input")
        with serving(Portal("", code, environment)) as portal:
            yield portal


@contextmanager
def serving(portal, **environment):
    """The records of a portal at an address of their own, with these settings besides."""
    port, environment = free_port(), portal.environment | environment
    with (Path(environment["DATA_DIR"]) / f"server-{port}.log").open("w+") as log:
        serve = [*MANAGE, "serve", "--port", str(port), "--verbosity", "0"]
        server = subprocess.Popen(serve, cwd=ROOT, env=environment, stdout=log, stderr=log)
        try:
            portal = Portal(f"http://127.0.0.1:{port}", portal.trail_code, environment)
            _wait_for(portal, server, Path(log.name))
            yield portal
        finally:
            server.terminate()
            server.wait()


def _wait_for(portal, server, log):
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        assert server.poll() is None, log.read_text()
        try:
            if portal.read("/")[0] == 200:
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"the portal did not answer within {START_SECONDS} s")
