"""The service as a newcomer runs it: real processes, a real port, a signal at the end."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

import pytest
from django.conf import settings
from django.core.management import CommandError

from programmes.management import serving

pytestmark = pytest.mark.one_database

PATIENCE_SECONDS = 60


@pytest.fixture
def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def demo(tmp_path, free_port):
    """A running demonstration in an empty folder: the process and its port."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "bhxh_portal.settings",
        "DATABASE_URL": f"sqlite:///{tmp_path}/demo.sqlite3",
        "DATA_DIR": str(tmp_path / "var"),
        "PRODUCTION": "",
    }
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "demo", "--port", str(free_port), "--workers", "1"]
    process = subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True
    )
    yield process, free_port
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def answers(port):
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/quan-tri/login/") as response:
            return response.status == 200
    except (urllib.error.URLError, ConnectionError):
        return False


def wait_until(condition):
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.1)


def group_is_gone(group):
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return True
    return False


def insist_long_addresses_are_refused_in_our_words(port):
    for address, status, told in (
        (f"/tim/?q={'a' * 8000}", 400, "Câu tìm dài quá"),
        (f"/en/tim/?{'a' * 8000}=1", 400, "This address has no parameter"),
        (f"/en/{'a' * 8000}/", 404, "Page not found"),
    ):
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(f"http://127.0.0.1:{port}{address}")
        assert (refused.value.code, told in refused.value.read().decode()) == (status, True)


def test_ctrl_c_stops_the_demonstration_cleanly(demo):
    process, port = demo
    wait_until(lambda: answers(port))
    insist_long_addresses_are_refused_in_our_words(port)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to every process at once
    told, _nothing = process.communicate(timeout=30)
    assert process.returncode == 0
    assert f"http://127.0.0.1:{port}/" in told
    assert "Traceback" not in told
    wait_until(lambda: group_is_gone(process.pid))


def test_a_worker_that_keeps_dying_is_started_again_after_longer_and_longer_waits_while_the_web_goes_on(
    monkeypatch, free_port, tmp_path
):
    started, web_seconds = [], 6
    start = serving._start
    monkeypatch.setattr(serving, "_start", lambda *work: started.append(start(*work)) or started[-1])
    monkeypatch.setattr(serving, "_serve_web", lambda *arguments: time.sleep(web_seconds))
    monkeypatch.setattr(serving, "_work", lambda verbosity: sys.exit(1))
    monkeypatch.setattr(settings, "STATIC_ROOT", tmp_path)
    with pytest.raises(CommandError, match="Máy chủ web đã dừng đột ngột"):
        serving.serve("127.0.0.1", free_port, 1, 0)
    _web, *workers = started
    assert 2 <= len(workers) <= 4  # after 1, 2 and 4 seconds


def test_web_server_and_worker_begin_with_the_portal_that_is_loaded_and_stop_when_they_are_asked():
    loaded_here = [7]
    with serving._Stop().listening() as stop:
        of_what_is_loaded = serving._start(lambda: sys.exit(loaded_here[0]))
        asked_to_stop = serving._start(time.sleep, PATIENCE_SECONDS)
        asked_to_stop.terminate()
        for child in (of_what_is_loaded, asked_to_stop):
            child.join(PATIENCE_SECONDS / 2)
    assert (of_what_is_loaded.exitcode, asked_to_stop.exitcode, stop.asked) == (7, -signal.SIGTERM, 0)


def test_a_port_in_use_is_named_before_anything_starts(free_port):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", free_port))
        taken.listen()
        with pytest.raises(CommandError, match=f"Không mở được cổng {free_port}"):
            serving.serve("127.0.0.1", free_port, 1, 0)
