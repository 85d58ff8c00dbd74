"""Tries and the pause after too many of them, in the cache of production and by a clock that is moved."""

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from django.core.cache.backends import base, db
from django.core.management import call_command

from bhxh_portal import settings as of_production
from programmes.access import tries
from programmes.access.tries import PAUSE_MINUTES, TRIES

pytestmark = pytest.mark.django_db
PAUSE_SECONDS = PAUSE_MINUTES * 60


@pytest.fixture(autouse=True)
def cache_that_all_web_servers_share(settings):
    settings.CACHES = of_production.CACHES
    call_command("createcachetable", verbosity=0)


@pytest.fixture
def clock(monkeypatch):
    now = SimpleNamespace(seconds=1_000_000.0)
    monkeypatch.setattr(base, "time", SimpleNamespace(time=lambda: now.seconds))
    monkeypatch.setattr(db, "tz_now", lambda: datetime.fromtimestamp(now.seconds, UTC))
    return now


def tried(times):
    return [tries.count("ai-do") for _each in range(times)]


def test_each_try_is_counted_for_its_key_alone():
    assert tried(3) == [1, 2, 3]
    assert tries.count("nguoi-khac") == 1


def test_the_pause_lasts_as_long_as_is_said(clock):
    tried(TRIES)
    clock.seconds += PAUSE_SECONDS - 1
    assert tries.made("ai-do") == TRIES
    clock.seconds += 2
    assert tries.made("ai-do") == 0
    assert tried(1) == [1]


def test_tries_during_the_pause_do_not_prolong_it(clock):
    tried(TRIES + 1)
    clock.seconds += PAUSE_SECONDS - 1
    assert tried(3) == [TRIES + 2] * 3
    clock.seconds += 2
    assert tries.made("ai-do") == 0


def test_what_is_forgotten_begins_anew():
    tried(4)
    tries.forget("ai-do")
    assert tried(1) == [1]


def test_what_was_no_failure_is_taken_back():
    tried(4)
    tries.take_back("ai-do")
    assert tried(1) == [4]
    tries.take_back("nguoi-khac")
    assert tries.made("nguoi-khac") == 0
