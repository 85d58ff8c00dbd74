"""Guessing passwords: ten tries for a name from one address, then a pause; nobody else is locked out."""

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from programmes.access import tries
from tests.admin.pages import text_of
from tests.factories import PASSWORD, an_officer

pytestmark = pytest.mark.django_db
PAUSE = "Sai quá 10 lần; hãy đợi 15 phút"


@pytest.fixture(autouse=True)
def nothing_counted():
    cache.clear()
    yield
    cache.clear()


def log_in(username, password, address="203.0.113.7"):
    return Client().post(
        reverse("admin:login"), {"username": username, "password": password, "next": "/quan-tri/"}, REMOTE_ADDR=address
    )


def fail(officer, times, **where):
    return [text_of(log_in(officer.username, "đoán mò", **where)) for _each in range(times)]


def test_after_ten_wrong_passwords_not_even_the_right_one_is_looked_at():
    officer = an_officer()
    assert not any(PAUSE in answer for answer in fail(officer, 10))
    assert PAUSE in fail(officer, 1)[0]
    refused = log_in(officer.username, PASSWORD)
    assert PAUSE in text_of(refused)
    assert refused.status_code == 200


def test_a_stranger_does_not_lock_the_officer_out():
    officer = an_officer()
    fail(officer, 11)
    assert log_in(officer.username, PASSWORD, address="203.0.113.8").status_code == 302


def test_another_name_from_the_same_address_is_not_locked_out():
    fail(an_officer(), 11)
    assert log_in(an_officer().username, PASSWORD).status_code == 302


def test_the_right_password_ends_the_count():
    officer = an_officer()
    fail(officer, 9)
    assert log_in(officer.username, PASSWORD).status_code == 302
    assert not any(PAUSE in answer for answer in fail(officer, 10))


def test_capital_letters_are_no_way_around():
    officer = an_officer()
    fail(officer, 10)
    assert PAUSE in text_of(log_in(officer.username.upper(), "đoán mò"))


def test_the_pause_ends_and_tries_during_it_do_not_prolong_it(monkeypatch):
    officer, kept = an_officer(), []
    fail(officer, 11)
    monkeypatch.setattr(tries.cache, "set", lambda *args, **kwargs: kept.append(args))
    fail(officer, 3)
    assert kept == []
    cache.clear()
    assert log_in(officer.username, PASSWORD).status_code == 302


def test_an_unknown_name_is_counted_like_a_known_one(caplog):
    for _each in range(10):
        log_in("ai-do", "sai")
    assert PAUSE in text_of(log_in("ai-do", "sai"))
    assert "ai-do" not in caplog.text


def test_who_is_sent_elsewhere_after_the_login_comes_to_the_front_page():
    sent = {"username": an_officer().username, "password": PASSWORD, "next": "//evil.example/"}
    answer = Client().post(f"{reverse('admin:login')}?next=//evil.example/", sent)
    assert (answer.status_code, answer["Location"]) == (302, reverse("admin:index"))
