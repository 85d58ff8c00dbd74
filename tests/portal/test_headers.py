"""The headers of every answer, scored by the rules that the HTTP Observatory has published: 100 at the least."""

import re
from runpy import run_path

import pytest
from django.middleware.csrf import CsrfViewMiddleware
from django.test import Client

from bhxh_portal import env
from bhxh_portal import settings as portal
from tests import factories as f
from tests.admin.pages import adding, changelist
from tests.routes import routes

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

HALF_A_YEAR = 15_768_000
ARGUMENTS = {"int": "1", "number": "1", "year": "2025", "slug": "so-the-2025", "table": "gifts", "form": "csv"}
FRAMED_BY_OTHERS = re.compile(r"/(en/)?nhung/")  # an embedded number is there to be framed


@pytest.fixture
def browse(settings):
    """Asks for an address as in production: `browse(address, officer)`."""
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_HSTS_SECONDS, settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = 365 * 24 * 60 * 60, True
    clients = {}

    def ask(address, officer=None, method="get"):
        if officer not in clients:
            clients[officer] = Client(raise_request_exception=False)
            if officer:
                clients[officer].force_login(officer)
        answer = getattr(clients[officer], method)(address, secure=True)
        if answer.streaming:
            answer.getvalue()  # to its end, which closes the file behind it
        return answer

    return ask


def score(answer, *, is_framed=False):
    """Points of an answer: 100, less what is lacking; what earns more is not counted."""
    csp = dict(re.findall(r"([\w-]+) ([^;]+)", answer.get("Content-Security-Policy", "")))
    scripts, styles = (csp.get(kind, csp.get("default-src", "'unsafe-inline'")) for kind in ("script-src", "style-src"))
    hsts = re.search(r"max-age=(\d+)", answer.get("Strict-Transport-Security", ""))
    cookies = answer.cookies.values()
    lacking = {
        "no policy": (25, not csp),
        "scripts or styles in the page": (20, "unsafe-" in scripts + styles or "http:" in scripts),
        "HSTS": (20, not hsts or int(hsts[1]) < HALF_A_YEAR),
        "may be framed": (20, not is_framed and csp.get("frame-ancestors") != "'none'"),
        "type is guessed": (5, answer.get("X-Content-Type-Options") != "nosniff"),
        "referrer": (5, answer.get("Referrer-Policy") not in {"same-origin", "no-referrer", "strict-origin"}),
        "cookie in the open": (40, any(not cookie["secure"] for cookie in cookies)),
        "cookie for scripts": (30, any(not cookie["httponly"] for cookie in cookies)),
        "cookie from elsewhere": (20, any(cookie["samesite"] not in {"Lax", "Strict"} for cookie in cookies)),
        "window shared": (5, answer.get("Cross-Origin-Opener-Policy") != "same-origin"),
        "taken in by others": (5, "Cross-Origin-Resource-Policy" not in answer),
    }
    return 100 - sum(points for points, is_lacking in lacking.values() if is_lacking)


def addresses():
    """One address of each pattern; whether there is a record behind it does not matter here."""
    for _name, route in routes():
        filled = re.sub(r"<(?:(\w+):)?\w+>", lambda found: ARGUMENTS.get(found[1], "huy-dong"), route)
        yield re.sub(r"\(\?P<\w+>.*\)", "x", f"/{filled}").translate(str.maketrans("", "", "^$\\"))


def test_an_answer_without_headers_would_be_found():
    bare = type("Bare", (dict,), {"cookies": {}})()
    assert score(bare) == 100 - 25 - 20 - 20 - 20 - 5 - 5 - 5 - 5


def test_every_address_answers_with_all_headers_to_strangers_and_officers(browse):
    f.a_handover([f.an_approved_list()])
    officer = f.a_superuser()
    found = [*addresses(), "/static/programmes/css/base.css", "/quan-tri/programmes/donor/x/", "/%00", "/khong-co"]
    assert len(found) > 150
    poor = {
        (address, bool(who)): score(answer, is_framed=bool(FRAMED_BY_OTHERS.match(address)))
        for address in dict.fromkeys(found)
        for who in (None, officer)
        if score(answer := browse(address, who), is_framed=bool(FRAMED_BY_OTHERS.match(address))) < 100
    }
    assert poor == {}


def test_a_refused_form_has_all_headers_too(browse):
    assert [score(browse(address, None, "post")) for address in ("/", adding("donor"), "/quan-tri/login/")] == [100] * 3


def test_an_error_of_the_portal_has_all_headers_too(browse, monkeypatch):
    def broken(*_arguments):
        raise ValueError

    monkeypatch.setattr(CsrfViewMiddleware, "process_view", broken)
    assert [(browse(at).status_code, score(browse(at))) for at in ("/", changelist("donor"))] == [(500, 100)] * 2


def test_cookies_of_production_are_for_this_host_alone(monkeypatch):
    monkeypatch.setenv("PRODUCTION", "1")
    monkeypatch.setattr(env, "secret", lambda name, *, production: "x" * 60)
    monkeypatch.setattr(env, "keys", lambda name, *, production: [b"k" * 32])
    told = run_path(portal.__file__)
    assert (told["SESSION_COOKIE_NAME"], told["CSRF_COOKIE_NAME"]) == ("__Host-sessionid", "__Host-csrftoken")
