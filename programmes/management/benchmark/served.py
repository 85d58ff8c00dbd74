"""Web servers to be measured: the portal as production runs it, and beside it a bare view of the same bytes."""

import http.client
import json
import socket
import subprocess
import sys
import time
from base64 import b64encode, urlsafe_b64encode
from contextlib import contextmanager
from typing import NamedTuple
from urllib.parse import quote

from django.conf import settings
from django.db import connection

from programmes.management import serving

MANAGE = [sys.executable, str(settings.BASE_DIR / "manage.py")]
WORKERS = 2
PATIENCE_SECONDS = 60
OF_THE_SERVER = {"Server", "Date", "Connection"}
BARE = "programmes.management.bare_view:serving({answers!r})"


class Answer(NamedTuple):
    """Headers without those that the web server adds by itself."""

    status: int
    headers: dict
    body: bytes
    seconds: float


def environment(folder):
    """All of it: production on the database and with the keys of this process; what it writes lies in `folder`."""
    return {
        "DJANGO_SETTINGS_MODULE": "bhxh_portal.settings",
        "PRODUCTION": "1",
        "DATABASE_URL": _database_address(),
        "ALLOWED_HOSTS": "127.0.0.1",
        "SECRET_KEY": settings.SECRET_KEY,
        "DATA_KEYS": ",".join(map(_as_text, settings.DATA_KEYS)),
        "DATA_INDEX_KEY": _as_text(settings.DATA_INDEX_KEY),
        "DATA_DIR": str(folder / "data"),
        "STATIC_ROOT": str(folder / "static"),
    }


def _as_text(key):
    return urlsafe_b64encode(key).decode()


def _database_address():
    """What DATABASE_URL would be; the environment of this process may name another database beside the scratch one."""
    place = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{quote(str(place['NAME']))}"
    who = ":".join(quote(place[name], safe="") for name in ("USER", "PASSWORD") if place[name])
    options = {**place["OPTIONS"], "host": place["HOST"]} if place["HOST"].startswith("/") else place["OPTIONS"]
    host = "" if place["HOST"].startswith("/") else place["HOST"]
    port = f":{place['PORT']}" if place["PORT"] else ""
    query = "&".join(f"{name}={value}" for name, value in options.items())
    return f"postgres://{who}@{host}{port}/{quote(place['NAME'], safe='')}?{query}"


def collect_static(folder):
    """Style sheets under the names that production gives them, in `folder`."""
    command = [*MANAGE, "collectstatic", "--no-input", "--verbosity", "0"]
    subprocess.run(command, env=environment(folder), check=True)


@contextmanager
def portal(folder):
    """The portal on the database that this process works in; gives its port."""
    with _server(environment(folder)) as port:
        yield port


@contextmanager
def bare_view(answers, folder):
    """A view that sends `answers`, address -> (Answer, Answer with status 304); gives its port."""
    told = {
        address: (full.headers, unchanged.headers, b64encode(full.body).decode())
        for address, (full, unchanged) in answers.items()
    }
    path = folder / "answers.json"
    path.write_text(json.dumps(told))
    with _server({}, application=BARE.format(answers=str(path))) as port:
        yield port


@contextmanager
def _server(environ, **other):
    """Gunicorn as `serve` has it, with an environment of its own."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    arguments = serving.web_arguments("127.0.0.1", port, WORKERS, 0, **other)
    server = subprocess.Popen([sys.executable, "-m", "gunicorn", *arguments], env=environ)
    try:
        _wait_for(server, port)
        yield port
    finally:
        server.terminate()
        server.wait()


def _wait_for(server, port):
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except ConnectionRefusedError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"The web server did not come up on port {port}; it ended with {server.poll()}.")


def ask(port, address, **headers):
    """The Answer to one visitor who takes gzip."""
    visitor = http.client.HTTPConnection("127.0.0.1", port)
    fields = {"X-Forwarded-Proto": "https", "Accept-Encoding": "gzip", **headers}
    begin = time.perf_counter()
    try:
        visitor.request("GET", address, headers=fields)
        found = visitor.getresponse()
        body = found.read()
        kept = {name: value for name, value in found.getheaders() if name not in OF_THE_SERVER}
        return Answer(found.status, kept, body, time.perf_counter() - begin)
    finally:
        visitor.close()
