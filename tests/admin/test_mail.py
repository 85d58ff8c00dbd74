"""The daily mail about the own work: who wants it gets it once a day, and it names nobody."""

import logging
import smtplib

import pytest
from django.core import mail

from programmes.access import roles
from programmes.actions import donations, gift_lists, officers, reminders
from programmes.admin.mail import send_due
from programmes.management.daily import check_books
from programmes.management.sample.logins import ensure_logins
from programmes.models import AuditEvent, Officer
from programmes.totals import checks
from tests.admin.pages import said, text_of
from tests.factories import a_donation, a_donor, a_submitted_list, an_office, an_officer, headquarters, the_checker

ACCOUNT = "/quan-tri/tai-khoan/"


@pytest.fixture
def officer(db):
    officer = an_officer()
    donation = a_donation(by=officer, donor=a_donor(by=officer, office=officer.office, name="Bà Nguyễn Thị Lành"))
    donations.approve(donation, by=an_officer(roles.APPROVER))
    gift_lists.send_back(a_submitted_list(by=officer, gifts=1), reason="Thiếu quyết định", by=the_checker())
    return officers.choose_mail(True, by=officer)


def test_who_wants_the_mail_gets_numbers_and_tasks_but_no_name_of_anybody(officer):
    send_due()
    (sent,) = mail.outbox
    assert sent.to == [officer.email]
    assert "- Danh sách bị trả lại, cần sửa: 1" in sent.body
    assert "- Đã duyệt khoản ủng hộ: 1" in sent.body
    assert "Đang chờ người khác:" in sent.body
    assert sent.extra_headers["List-Unsubscribe"].endswith(f"{ACCOUNT}>")
    assert ACCOUNT in sent.body
    assert not any(word in sent.body + sent.subject for word in ("Lành", "Thiếu quyết định", officer.full_name))


def test_the_mail_counts_what_others_have_reminded_of_and_names_nobody(officer):
    approver = an_officer(roles.APPROVER, office=officer.office)
    Officer.objects.exclude(pk=officers.choose_mail(True, by=approver).pk).update(wants_mail=False)
    reminders.remind(a_submitted_list(by=officer, gifts=1), by=officer)
    send_due()
    (sent,) = mail.outbox
    assert "Được nhắc từ hôm qua:\n- Danh sách tặng chờ bạn duyệt: 1\n" in sent.body
    assert officer.full_name not in sent.body


def test_the_mail_of_a_day_is_sent_once_by_the_daily_work_however_often_the_worker_begins(
    officer, settings, monkeypatch
):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}
    monkeypatch.setattr(checks, "are_due", lambda: True)
    for _start in range(2):
        check_books.call()
    assert len(mail.outbox) == 1


def test_a_mail_that_fails_is_logged_and_tried_the_next_time(officer, monkeypatch, caplog):
    def away(*args, **kwargs):
        raise smtplib.SMTPServerDisconnected("away")

    with monkeypatch.context() as broken, caplog.at_level(logging.ERROR):
        broken.setattr("django.core.mail.EmailMessage.send", away)
        send_due()
    assert "could not be sent" in caplog.text
    assert officer.email not in caplog.text
    send_due()
    assert len(mail.outbox) == 1


def test_a_server_that_does_not_answer_is_asked_once_and_nobody_has_got_the_mail(officer, monkeypatch, caplog):
    officers.choose_mail(True, by=an_officer())
    asked = []

    def away(connection):
        asked.append(connection)
        raise TimeoutError

    with caplog.at_level(logging.ERROR):
        monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.open", away, raising=False)
        send_due()
    assert len(asked) == 1
    assert "does not answer" in caplog.text
    assert Officer.objects.filter(wants_mail=True, mailed_on=None).count() == 2


@pytest.mark.one_database
def test_an_officer_chooses_the_mail_on_the_own_account_and_leaves_it_there(officer, at):
    client = at(officer)
    assert "Gửi thư việc hằng ngày cho tôi" in text_of(client.get(ACCOUNT))
    client.post(ACCOUNT)
    send_due()
    assert mail.outbox == []
    assert AuditEvent.objects.filter(verb="choose_mail").count() == 2
    nobody = an_officer()
    Officer.objects.filter(pk=nobody.pk).update(email="")
    shown = text_of(at(nobody).get(ACCOUNT))
    assert "chưa có thư điện tử nên chưa nhận được thư" in shown
    assert "Lưu lựa chọn" not in at(nobody).get(ACCOUNT).content.decode()
    answer = at(nobody).post(ACCOUNT, {"wants_mail": "on"})
    nobody.refresh_from_db()
    assert not nobody.wants_mail
    assert "chưa có thư điện tử" in said(answer)[0]


def test_every_officer_of_the_demonstration_can_ask_for_the_mail(db):
    headquarters(), an_office("40"), an_office("11")
    demonstrated = ensure_logins().values()
    for each in demonstrated:
        assert officers.choose_mail(True, by=each).email == f"{each.username}@an-sinh.example"
    assert Officer.objects.filter(wants_mail=True).count() == len(demonstrated)
