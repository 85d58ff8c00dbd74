"""Guessing passwords: so many tries, then a pause; neither a stranger nor a colleague locks an officer out."""

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from programmes.access import roles, tries
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


@pytest.mark.parametrize("form", [{"username": ""}, {"password": ""}, {"code": "1" * 21}])
def test_a_form_that_tries_no_password_is_refused_and_forgets_no_failure(form):
    officer = an_officer()
    fail(officer, 9)
    given = {"username": officer.username, "password": PASSWORD, "next": "/quan-tri/", **form}
    answer = Client().post(reverse("admin:login"), given, REMOTE_ADDR="203.0.113.7")
    assert answer.status_code == 200
    assert PAUSE in fail(officer, 2)[-1]


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


def at_own_desk(officer):
    """A browser in which the officer has logged in, and out again."""
    client = Client(REMOTE_ADDR="203.0.113.7")
    client.post(reverse("admin:login"), {"username": officer.username, "password": PASSWORD})
    client.post(reverse("admin:logout"))
    return client


@pytest.mark.one_database
def test_a_colleague_behind_the_same_address_does_not_lock_an_approver_out():
    approver = an_officer(roles.APPROVER)
    desk = at_own_desk(approver)
    assert PAUSE in fail(approver, 11)[-1]
    for officer in (an_officer(), approver):  # they share the computer
        sent = {"username": officer.username, "password": PASSWORD}
        assert desk.post(reverse("admin:login"), sent).status_code == 302
        desk.post(reverse("admin:logout"))


@pytest.mark.one_database
def test_a_known_browser_is_no_way_to_guess_nor_to_the_names_of_others():
    officer, other = an_officer(), an_officer()
    desk = at_own_desk(officer)
    for username, times in ((officer.username, 11), (other.username, 11)):
        sent = {"username": username, "password": "đoán mò"}
        answers = [text_of(desk.post(reverse("admin:login"), sent)) for _each in range(times)]
        assert [PAUSE in answer for answer in answers] == [False] * 10 + [True]


@pytest.mark.one_database
def test_one_password_over_many_names_ends_in_a_pause_for_the_address():
    officers = [an_officer() for _each in range(52)]
    answers = [text_of(log_in(officer.username, "Matkhau@123456")) for officer in officers[:51]]
    assert ["Sai quá 50 lần" in answer for answer in answers] == [False] * 50 + [True]
    assert "Sai quá 50 lần" in text_of(log_in(officers[51].username, PASSWORD))
    assert log_in(officers[51].username, PASSWORD, address="203.0.113.8").status_code == 302


@pytest.mark.one_database
def test_officers_who_log_in_rightly_do_not_use_up_the_tries_of_their_address():
    officer = an_officer()
    assert {log_in(officer.username, PASSWORD).status_code for _each in range(55)} == {302}


@pytest.mark.one_database
def test_the_login_says_whom_to_call():
    shown = text_of(Client().get(reverse("admin:login")))
    assert "gọi người quản trị tài khoản của cơ quan mình" in shown
