"""The server in front as its sample sets it up, with places and ports of a test."""

import http.client
import os
import shutil
import socket
import ssl
import subprocess
import time
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT

SAMPLE = ROOT / "deploy/nginx/so-an-sinh.conf"
START_SECONDS = 10
AROUND = """
{user}daemon off;
pid {folder}/pid;
error_log {folder}/main.log;
events {{}}
http {{
    include /etc/nginx/mime.types;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/so-an-sinh.conf;
}}
"""


def program(name):
    found = shutil.which(name, path="/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin:/bin")
    return found or pytest.skip(f"NOT JUDGED BY {name}, which is not installed: apt install {name.partition('-')[0]}")


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Front:
    """nginx with the sample over a portal at `behind`, in a folder of its own."""

    def __init__(self, folder, behind):
        self.folder, self.http, self.https = folder, _free_port(), _free_port()
        self.log, self.errors = folder / "log/nginx/access.log", folder / "log/nginx/error.log"
        self._lay_down(behind)

    def _lay_down(self, behind):
        for name in ("log/nginx", "cache", "tls", "body"):
            (self.folder / name).mkdir(parents=True)
        told = SAMPLE.read_text()
        for place, here in {
            "unix:/run/so-an-sinh/web.sock": behind,
            "/var/log/so-an-sinh": f"{self.folder}/log",
            "/var/cache/so-an-sinh": f"{self.folder}/cache",
            "/etc/ssl/so-an-sinh": f"{self.folder}/tls",
            "/srv/so-an-sinh/static": f"{self.folder}/static",
            "listen 80 ": f"listen 127.0.0.1:{self.http} ",
            "listen 443 ": f"listen 127.0.0.1:{self.https} ",
            "    listen [::]:80 default_server;\n": "",
            "    listen [::]:443 ssl http2 default_server;\n": "",
        }.items():
            assert place in told, place
            told = told.replace(place, here)
        (self.folder / "so-an-sinh.conf").write_text(told)
        (self.folder / "nginx.conf").write_text(
            AROUND.format(folder=self.folder, user="" if os.getuid() else "user root;\n")
        )
        key = ("-keyout", self.folder / "tls/privkey.pem", "-out", self.folder / "tls/fullchain.pem")
        made = ("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "1")
        subprocess.run(
            [program("openssl"), *made, "-subj", "/CN=an-sinh.example", *key], check=True, capture_output=True
        )

    def command(self, *more):
        return [
            program("nginx"),
            "-p",
            self.folder,
            "-c",
            self.folder / "nginx.conf",
            "-e",
            self.folder / "main.log",
            *more,
        ]

    @contextmanager
    def running(self):
        process = subprocess.Popen(self.command())
        try:
            self._wait(process)
            yield self
        finally:
            process.terminate()
            process.wait(START_SECONDS)

    def _wait(self, process):
        deadline = time.monotonic() + START_SECONDS
        while True:
            assert process.poll() is None, (self.folder / "main.log").read_text()
            try:
                socket.create_connection(("127.0.0.1", self.https)).close()
            except OSError:
                assert time.monotonic() < deadline
                time.sleep(0.05)
            else:
                return

    def ask(self, address, *, method="GET", body=None, **headers):
        """(status, headers, text) of an answer over TLS."""
        trusting = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
        line = http.client.HTTPSConnection("127.0.0.1", self.https, timeout=30, context=trusting)
        try:
            line.request(method, address, body, {"Host": "an-sinh.example", **headers})
            answer = line.getresponse()
            return answer.status, answer.headers, answer.read().decode()
        finally:
            line.close()


def logged(path, wanted):
    """The text of a log once it holds `wanted`, or after a while."""
    deadline = time.monotonic() + 3
    while wanted not in Path(path).read_text() and time.monotonic() < deadline:
        time.sleep(0.05)
    return Path(path).read_text()
