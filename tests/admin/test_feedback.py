"""The desk for what visitors ask: whose it is, what of it is shown to whom, its clock, the mail about an answer."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from programmes.access import roles
from programmes.actions import feedback, retention
from programmes.models import AuditEvent, Feedback
from programmes.standards.dates import today_in_vietnam
from programmes.totals import checks, invariants
from tests import factories as f
from tests.actions.refusals import refused
from tests.admin.pages import changelist, page, rows, text_of, verb

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

ASKED = "Vì sao bà Lò Thị Bí Mật chưa được trao?"
ADDRESS = "nguoi.hoi@example.vn"


def due_in(days, **over):
    record = f.a_letter(**over)
    Feedback.objects.filter(pk=record.pk).update(due_on=today_in_vietnam() + timedelta(days=days))
    return record


def test_a_letter_is_handed_on_answered_and_corrected_on_its_pages(at):
    record = f.a_letter(ASKED, office=f.headquarters())
    desk, office = at(f.the_maker(f.headquarters())), at(f.the_maker())
    assert office.get(page(record)).status_code == 404
    desk.post(verb(record, "giao"), {"office": f.an_office().pk})
    assert ASKED in text_of(office.get(page(record)))
    assert ASKED in office.get(verb(record, "tra-loi")).content.decode()
    office.post(verb(record, "tra-loi"), {"answer": "Xã được trao ngày 20/12.", "asked": "viết lại"})
    record.refresh_from_db()
    first = record.closed_at
    assert (record.state, record.text, record.answer) == ("answered", ASKED, "Xã được trao ngày 20/12.")
    office.post(verb(record, "sua-tra-loi"), {"answer": "Xã được trao ngày 21/12."})
    record.refresh_from_db()
    assert (record.answer, record.closed_at) == ("Xã được trao ngày 21/12.", first)


def test_the_late_ones_stand_first_on_the_front_page_of_the_office_that_answers(at):
    later, late = due_in(3), due_in(-2)
    first, *_more = at(f.the_maker()).get(reverse("admin:index")).context["mine"].rows
    assert (first.url, first.due_words) == (page(late), "quá hạn 2 ngày")
    assert rows(at(f.the_maker()).get(changelist("feedback"))) == [late, later]
    elsewhere = at(f.the_maker(f.an_office(f.DIEN_BIEN)))
    assert late.code not in text_of(elsewhere.get(reverse("admin:index")))
    assert rows(elsewhere.get(changelist("feedback"))) == []


def test_what_is_late_is_counted_on_the_page_of_checks(client):
    late = due_in(-1)
    due_in(0)
    check = next(each for each in checks.CHECKS if each.code == "feedback")
    checks.run(check)
    assert invariants.feedback() == (2, 1)
    assert "Sai dưới 100 dòng" in text_of(client.get("/kiem-tra/"))
    feedback.answer(late, answer="Đã xem.", by=f.the_maker())
    assert invariants.feedback() == (2, 0)


def test_an_auditor_sees_that_it_was_asked_and_not_what_nor_by_whom(at):
    record = f.a_letter(ASKED, contact=ADDRESS)
    told = text_of(at(f.an_officer(roles.AUDITOR)).get(page(record)))
    assert record.code in told
    assert ("Bí Mật" in told, "example.vn" in told) == (False, False)
    assert "Bí Mật" not in text_of(at(f.the_maker()).get(changelist("feedback")))


def test_how_to_reach_somebody_is_masked_and_seen_with_a_reason_that_is_noted(at):
    record, client = f.a_letter(contact=ADDRESS), at(f.the_maker())
    told = text_of(client.get(page(record)))
    assert (ADDRESS in told, "•••@example.vn" in told) == (False, True)
    seen = client.post(reverse("admin:programmes_feedback_reveal", args=[record.pk]), {"reason": "Gọi hỏi thêm"})
    assert ADDRESS in text_of(seen)
    assert AuditEvent.objects.get(verb="reveal_contact").reason == "Gọi hỏi thêm"


def test_the_mail_says_that_there_is_an_answer_and_not_which(at, monkeypatch):
    record, client = f.a_letter(ASKED, contact=ADDRESS), at(f.the_maker())
    answer = client.post(verb(record, "tra-loi"), {"answer": "Bà Bí Mật được trao ngày 20/12."}, follow=True)
    assert "báo cho người gửi qua thư điện tử" in text_of(answer)
    [sent] = mail.outbox
    assert (sent.to, record.code in sent.subject) == ([ADDRESS], True)
    assert ("/phan-anh/tra-cuu/" in sent.body, "/en/phan-anh/tra-cuu/" in sent.body) == (True, True)
    assert ("Bí Mật" in sent.body, "20/12" in sent.body) == (False, False)


def test_an_answer_stands_though_its_mail_cannot_be_sent_and_a_telephone_gets_none(at, monkeypatch):
    def away(_mail):
        raise ConnectionRefusedError

    monkeypatch.setattr("django.core.mail.EmailMessage.send", away)
    record, client = f.a_letter(contact=ADDRESS), at(f.the_maker())
    told = text_of(client.post(verb(record, "tra-loi"), {"answer": "Đã xem."}, follow=True))
    assert "Thư báo không gửi được" in told
    phoned = f.a_letter(contact="0912 345 678")
    told = text_of(client.post(verb(phoned, "tra-loi"), {"answer": "Đã xem."}, follow=True))
    assert "người gửi xem bằng mã tra cứu" in told


def test_an_answer_holds_no_citizen_number():
    record = f.a_letter()
    f.a_province()
    with refused("citizen_number_in_public"):
        feedback.answer(record, answer=f"Số {f.a_citizen_number()} đã có thẻ.", by=f.the_maker())
    with refused("answer_is_empty"):
        feedback.answer(record, answer=" \n ", by=f.the_maker())


def test_what_was_set_aside_by_mistake_is_taken_up_and_answered():
    record = f.a_letter_aside()
    with refused("feedback_is_closed"):
        feedback.answer(record, answer="Đã xem.", by=f.the_maker())
    opened = feedback.take_up(record, reason="Xếp nhầm", by=f.the_maker())
    assert (opened.state, opened.due_on, opened.closed_at) == ("handled", record.due_on, None)
    assert feedback.answer(opened, answer="Đã xem.", by=f.the_maker()).state == "answered"


def test_what_was_written_goes_within_its_days_and_the_counts_stay():
    old, fresh = f.an_answered_letter(contact=ADDRESS), f.an_answered_letter()
    waiting = f.a_letter()
    Feedback.objects.filter(pk=old.pk).update(closed_at=timezone.now() - timedelta(days=181))
    Feedback.objects.filter(pk=waiting.pk).update(received_at=timezone.now() - timedelta(days=400))
    assert retention.retire("feedback") == 1
    old.refresh_from_db()
    assert (old.text, old.contact, old.answer, old.state) == ("", "", "", "answered")
    assert [bool(Feedback.objects.get(pk=each.pk).text) for each in (fresh, waiting)] == [True, True]
    assert retention.retire("feedback") == 0
    with refused("feedback_is_emptied"):
        feedback.correct_answer(old, answer="Khác", by=f.the_maker())


def test_what_is_written_is_sealed_in_the_database():
    f.a_letter(ASKED, contact=ADDRESS)
    with connection.cursor() as cursor:
        cursor.execute("SELECT text, contact FROM programmes_feedback")
        cells = b"".join(bytes(cell) for cell in cursor.fetchone())
    assert (ASKED.encode() in cells, ADDRESS.encode() in cells) == (False, False)
