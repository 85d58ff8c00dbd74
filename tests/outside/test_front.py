"""The server in front as its sample sets it up: what it keeps, refuses, tells and does not write down."""

import re
import subprocess
import time

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.test import override_settings
from pytest_django.live_server_helper import LiveServer

from tests.outside.front import Front, logged, program

pytestmark = pytest.mark.one_database
CODE = "ABCDEFGHIJKLMNOP"
BEHIND_TLS = {
    "PROXIES": 1,
    "ALLOWED_HOSTS": ["an-sinh.example"],
    "SECURE_SSL_REDIRECT": True,
    "SECURE_PROXY_SSL_HEADER": ("HTTP_X_FORWARDED_PROTO", "https"),
}


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """What collectstatic puts down in production."""
    folder = tmp_path_factory.mktemp("static") / "static"
    statics = {"staticfiles": {"BACKEND": "bhxh_portal.statics.Statics"}}
    with override_settings(STATIC_ROOT=folder, STORAGES=statics):
        call_command("collectstatic", interactive=False, verbosity=0)
    return folder


@pytest.fixture
def portal(transactional_db):
    cache.clear()
    with override_settings(**BEHIND_TLS):
        server = LiveServer("127.0.0.1")
        yield server
        server.stop()


@pytest.fixture
def front(portal, pages, tmp_path):
    (tmp_path / "static").symlink_to(pages)
    tmp_path.chmod(0o755)
    with Front(tmp_path, portal.url.removeprefix("http://")).running() as running:
        yield running


def test_the_sample_is_valid_and_warns_of_nothing(tmp_path):
    checked = subprocess.run(Front(tmp_path, "127.0.0.1:9").command("-t"), capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stderr
    assert "[warn]" not in checked.stderr


def test_visitors_read_on_while_the_portal_is_away_and_officers_are_told_so(front, portal):
    first, again = front.ask("/nam/"), front.ask("/nam/")
    assert (first[0], again[0]) == (200, 200)
    assert "s-maxage=1" in first[1]["Cache-Control"]
    assert first[1]["X-Request-ID"] != again[1]["X-Request-ID"]
    unchanged = front.ask("/nam/", **{"If-None-Match": first[1]["ETag"]})
    assert (unchanged[0], unchanged[2]) == (304, "")
    front.ask("/quan-tri/login/")
    front.ask("/theo-doi/")
    portal.stop()
    time.sleep(1.1)  # what was kept is now too old for anything else
    assert front.ask("/nam/")[::2] == (200, first[2])
    for address, way_back in {"/quan-tri/login/": "/quan-tri/", "/theo-doi/": "/", "/en/nam/": "/en/"}.items():
        status, headers, text = front.ask(address)
        assert (status, headers["Retry-After"]) == (503, "30"), address
        assert f'href="{way_back}"' in text
    assert "Hệ thống đang bận" in front.ask("/quan-tri/")[2]
    # A code that could not be looked up is in no log either.
    front.ask(f"/theo-doi/{CODE}/")
    assert "theo-doi/... 503" in logged(front.log, "theo-doi/... 503")
    assert CODE not in front.log.read_text() + front.errors.read_text() + (front.folder / "main.log").read_text()


def test_neither_codes_nor_what_was_looked_for_are_in_the_log(front):
    for address in (
        f"/theo-doi/{CODE}/",
        f"/en/theo-doi/{CODE}/bien-nhan/",
        f"/theo%2Ddoi/{CODE}/",
        f"//theo-doi//{CODE}",
        f"/x/../theo-doi/{CODE}/",
        f"/tim/?q={CODE}",
        f"/quan-tri/?q={CODE}",
    ):
        front.ask(address)
    front.ask("/theo-doi/", method="POST", body=f"ma={CODE}", **{"Content-Type": "application/x-www-form-urlencoded"})
    front.ask("/nam/")
    told = logged(front.log, "GET /nam/ 200")
    assert len(told.splitlines()) == 9
    assert CODE not in told + front.errors.read_text()
    kept = [path.read_bytes() for path in (front.folder / "cache").rglob("*") if path.is_file()]
    assert len(kept) == 1
    assert b"/nam/" in kept[0]


def test_nothing_that_was_asked_is_in_the_log_of_errors_where_the_socket_is_gone(pages, tmp_path):
    """nginx takes that for critical, and tells the whole request."""
    (tmp_path / "static").symlink_to(pages)
    with Front(tmp_path, f"unix:{tmp_path}/nowhere.sock").running() as front:
        for address in (f"/tim/?q={CODE}", f"/quan-tri/?q={CODE}", f"/theo-doi/{CODE}/"):
            assert front.ask(address)[0] == 503
        assert CODE not in logged(front.log, "theo-doi/... 503") + front.errors.read_text()
        assert "Hệ thống đang bận" in front.ask("/nam/")[2]


def test_a_file_above_the_limit_is_told_in_the_words_of_the_portal(front):
    status, _headers, text = front.ask("/quan-tri/", method="POST", body=b"x" * (66 * 1024 * 1024))
    assert status == 413
    assert "Hãy chia nhỏ rồi gửi từng phần" in text
    assert "Về trang việc của bạn" in text
    assert "POST /quan-tri/ 413" in logged(front.log, " 413 ")
    # As browsers speak; a page of an error is then measured by the length of what was sent, too.
    (front.folder / "large").write_bytes(b"x" * (66 * 1024 * 1024))
    asked = [
        "--silent",
        "--insecure",
        "--http2",
        "--header",
        "Host: an-sinh.example",
        "--data-binary",
        f"@{front.folder}/large",
    ]
    address = f"https://127.0.0.1:{front.https}/quan-tri/"
    assert "Hãy chia nhỏ" in subprocess.check_output([program("curl"), *asked, address], text=True)


def test_whoever_asks_too_fast_is_told_and_others_are_not(front, portal):
    """Logins of one address, of which a burst of twenty is let through; reading the form is none."""
    portal.stop()  # which does not matter for the pace
    told = [front.ask("/quan-tri/login/", method="POST") for _ in range(30)]
    assert {status for status, *_more in told[:20]} == {503}
    status, headers, text = told[-1]
    assert (status, headers["Retry-After"]) == (429, "60")
    assert "Hãy đợi một phút" in text
    assert front.ask("/quan-tri/login/")[0] == 503


def test_what_a_visitor_claims_of_address_and_scheme_is_written_over(front):
    """Ten wrong codes from one address close it, whatever addresses are claimed."""
    asked = [
        front.ask(f"/theo-doi/{CODE}/", **{"X-Forwarded-For": f"10.0.0.{n}", "X-Forwarded-Proto": "http"})[0]
        for n in range(12)
    ]
    assert asked == [404] * 10 + [429] * 2


def test_style_sheets_come_without_the_portal_and_those_with_a_hash_for_ever(front, portal, pages):
    portal.stop()
    (hashed,) = (
        path.name for path in (pages / "programmes/css").iterdir() if re.fullmatch(r"base\.\w{12}\.css", path.name)
    )
    status, headers, _text = front.ask(f"/static/programmes/css/{hashed}")
    assert (status, headers["Cache-Control"]) == (200, "public, max-age=31536000, immutable")
    assert front.ask("/static/programmes/css/base.css")[1]["Cache-Control"] == "max-age=3600"
    others = [str(path) for path in pages.rglob("*") if not path.stat().st_mode & 0o004]
    assert others == []
