"""Tries and the pause after too many of them, in a cache of files as in production and by a clock that is moved."""

from types import SimpleNamespace

import pytest
from django.core.cache.backends import base, filebased

from bhxh_portal import settings as of_production
from programmes.access import tries
from programmes.access.tries import PAUSE_MINUTES, TRIES

pytestmark = pytest.mark.django_db
PAUSE_SECONDS = PAUSE_MINUTES * 60


@pytest.fixture(autouse=True)
def cache_of_files(settings, tmp_path):
    (kept,) = of_production.CACHES.values()
    settings.CACHES = {"default": {**kept, "LOCATION": tmp_path}}


@pytest.fixture
def clock(monkeypatch):
    now = SimpleNamespace(seconds=1_000_000.0)
    for module in (base, filebased):
        monkeypatch.setattr(module, "time", SimpleNamespace(time=lambda: now.seconds))
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
