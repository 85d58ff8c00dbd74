"""The letterbox as a visitor meets it: a receipt, an answer by its code, nothing typed lost, nothing told to others."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from programmes.access.tries import TRIES
from programmes.actions import feedback
from programmes.letterbox import forms, views
from programmes.models import AuditEvent, Feedback
from programmes.public import replica
from programmes.rules import feedback as rules
from tests import factories as f

pytestmark = pytest.mark.django_db

FORM, LOOK_UP = "/phan-anh/", "/phan-anh/tra-cuu/"
ASKED = "Vì sao bà Lò Thị Bí Mật chưa được trao thẻ?"


@pytest.fixture(autouse=True)
def somebody_who_reads_the_form(monkeypatch):
    """Nobody has tried yet, and the form has been open for a while."""
    cache.clear()
    monkeypatch.setattr(forms, "SECONDS", -1)
    f.headquarters()


def opened(client, address=FORM):
    return client.get(address).context["stamp"]


def send(client, text=ASKED, **said):
    said.setdefault("stamp", opened(client))
    return client.post(FORM, {"kind": "question", "text": text, "contact": "", "ve": "", "website": "", **said})


def body(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).replace("\u00a0", " ").split())


def code_on(response):
    return re.search(r"\b(?:[A-Z2-7]{4}-){3}[A-Z2-7]{4}\b", body(response))[0]


def look_up(client, code):
    return client.post(LOOK_UP, {"ma": code})


def test_who_asks_about_a_hand_over_gets_a_code_and_reads_the_answer_of_its_office_by_it(client):
    event = f.a_handover()
    page = client.get(f"/trao-tang/{event.pk}/").content.decode()
    address = re.search(r'href="(/phan-anh/\?ve=[^"]+)"', page)[1]
    form = client.get(address)
    assert event.title in body(form)
    receipt = send(client, stamp=form.context["stamp"], ve=form.context["subject"].about)
    record, code = Feedback.objects.get(), code_on(receipt)
    assert (record.office, record.about) == (event.office, f"trao-tang/{event.pk}")
    assert f"Trả lời chậm nhất ngày {f'{record.due_on:%d/%m/%Y}'.lstrip('0').replace('/0', '/')}" in body(receipt)
    assert record.due_on == timezone.localdate() + timedelta(days=10)
    assert "Chưa có câu trả lời" in body(look_up(client, code))
    feedback.answer(record, answer="Thẻ của xã được trao\nngày 20/12.", by=f.the_maker())
    told = look_up(client, code.lower().replace("-", " "))
    assert "Thẻ của xã được trao" in body(told)
    assert "Bí Mật" not in body(told), "not even whoever has the code reads what was written"
    assert (receipt["Cache-Control"], told["Cache-Control"]) == ("no-store", "no-store")


@pytest.mark.parametrize("about", ["dot/so-the-2025", "so-lieu/the-bhyt"])
def test_a_round_and_a_figure_are_asked_about_at_headquarters(client, about):
    f.a_round(slug="so-the-2025")
    address = re.search(r'href="(/phan-anh/\?ve=[^"]+)"', client.get(f"/{about}/").content.decode())[1]
    form = client.get(address)
    assert form.context["subject"].about == about
    send(client, ve=about)
    record = Feedback.objects.get()
    assert (record.office, record.about, bool(record.about_name)) == (f.headquarters(), about, True)


def test_an_english_visitor_asks_about_the_same_page(client):
    f.a_round(slug="so-the-2025")
    page = client.get("/en/dot/so-the-2025/").content.decode()
    form = client.get(re.search(r'href="(/en/phan-anh/\?ve=[^"]+)"', page)[1])
    assert (form.context["subject"].about, "You send a" in body(form)) == ("dot/so-the-2025", True)


@pytest.mark.parametrize(
    "about", ["trao-tang/999999", "theo-doi", "quan-tri", "../quan-tri", "so-lieu/khong-co", "a" * 999]
)
def test_what_is_no_page_to_ask_about_is_told_so(client, about):
    assert client.get(FORM, {"ve": about}).status_code == 400


def test_a_hand_over_that_is_only_planned_is_nobodys_business(client):
    assert client.get(FORM, {"ve": f"trao-tang/{f.a_planned_handover().pk}"}).status_code == 400


LONG = "ấ" * 2001
REFUSED = {
    "empty": ({"text": " \n "}, "Nội dung còn trống"),
    "long": ({"text": LONG}, "Nội dung dài 2.001 ký tự, tối đa 2.000"),
    "links": ({"text": "Mua ở https://a.vn www.b.vn http://c.vn"}, "Nội dung có 3 đường dẫn, tối đa 2"),
    "contact": ({"contact": "gọi tôi nhé"}, "Ô liên hệ ghi một địa chỉ thư điện tử"),
    "header": ({"contact": "a@b.vn\r\nBcc: c@d.vn"}, "Ô liên hệ ghi một địa chỉ thư điện tử"),
    "machine": ({"website": "http://a.vn"}, "Có một ô ẩn phải để trống"),
    "no stamp": ({"stamp": ""}, "Biểu mẫu đã mở quá lâu"),
    "forged": ({"stamp": "abc:def:ghi"}, "Biểu mẫu đã mở quá lâu"),
    "page is gone": ({"ve": "trao-tang/999999"}, "Trang mà nội dung này nói về không còn"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_refused_says_why_keeps_what_was_typed_and_stores_nothing(client, case):
    said, told = REFUSED[case]
    answer = send(client, **{"contact": "0912 345 678", **said})
    form = answer.context["form"]
    assert told in body(answer)
    assert form["text"].value() == said.get("text", ASKED)
    assert form["contact"].value() == said.get("contact", "0912 345 678")
    assert not Feedback.objects.exists()
    again = send(client, "Nay đã sửa", stamp=answer.context["stamp"], ve=answer.context["subject"].about)
    assert code_on(again)


def test_a_form_sent_at_once_or_a_day_later_is_asked_again(client, monkeypatch):
    monkeypatch.setattr(forms, "SECONDS", 60)
    stamp = opened(client)
    answer = send(client, stamp=stamp)
    assert ("gửi quá nhanh" in body(answer), answer.context["stamp"]) == (True, stamp), "its moment goes on"
    monkeypatch.setattr(forms, "SECONDS", -1)
    monkeypatch.setattr(forms, "HOURS", -1)
    answer = send(client, stamp=stamp)
    assert ("mở quá lâu" in body(answer), answer.context["stamp"] == stamp) == (True, False)
    assert not Feedback.objects.exists()


def test_a_button_pressed_twice_gives_one_receipt_and_a_new_text_its_own(client):
    stamp = opened(client)
    first, second = send(client, stamp=stamp), send(client, stamp=stamp)
    assert code_on(first) == code_on(second)
    other = send(client, "Hỏi điều khác", stamp=stamp)
    assert "Biểu mẫu này đã gửi một lần rồi" in body(other)
    assert code_on(send(client, "Hỏi điều khác", stamp=other.context["stamp"])) != code_on(first)
    assert Feedback.objects.count() == 2


def test_one_address_and_one_day_take_so_many_and_then_say_so(client, monkeypatch):
    for number in range(TRIES):
        assert code_on(send(client, f"Câu {number}"))
    paused = send(client)
    assert (paused.status_code, paused["Retry-After"]) == (429, "900")
    assert ASKED in body(paused)
    monkeypatch.setattr(rules, "MOST_A_DAY", TRIES)
    full = send(Client(REMOTE_ADDR="203.0.113.9"))
    assert "Hôm nay cổng đã nhận đủ" in body(full)
    Feedback.objects.update(received_at=timezone.now() - timedelta(days=1))
    assert code_on(send(Client(REMOTE_ADDR="203.0.113.9")))


def test_codes_are_not_guessed_and_stand_in_no_address(client):
    f.a_letter()
    code = code_on(send(client))
    for _try in range(TRIES):
        assert look_up(client, "AAAA-BBBB-CCCC-DDDD").status_code == 404
    assert look_up(client, code).status_code == 429, "the right one waits too"
    answer = look_up(Client(REMOTE_ADDR="203.0.113.9"), code)
    assert (answer.status_code, code in answer.content.decode()) == (200, False)
    plain = code.replace("-", "")
    assert plain not in str([*Feedback.objects.values_list(), *AuditEvent.objects.values_list()])
    assert client.get(f"{LOOK_UP}?ma={plain}").status_code == 400


def test_what_is_no_code_stays_in_its_field(client):
    answer = look_up(client, "<PA-000001>")
    assert "Mã gồm 16 chữ cái và chữ số" in body(answer)
    assert 'value="&lt;PA-000001&gt;"' in answer.content.decode()


def test_what_somebody_writes_is_no_html_anywhere(client, at):
    planted = "<script>alert(1)</script> {{ 7|add:1 }} %(code)s"
    refused = send(client, planted, contact="<b>")
    assert b"<script>alert" not in refused.content
    code = code_on(send(client, planted, ve=""))
    record = Feedback.objects.get()
    feedback.answer(record, answer="<img src=x onerror=alert(1)>", by=f.the_maker(f.headquarters()))
    assert b"<img src=x" not in look_up(client, code).content
    desk = at(f.the_maker(f.headquarters()))
    for address in ("change/", "viec/sua-tra-loi/"):
        shown = desk.get(f"/quan-tri/programmes/feedback/{record.pk}/{address}").content
        assert (b"<script>alert" in shown, b"&lt;script&gt;alert" in shown) == (False, True)


def test_only_our_own_form_is_taken_though_public_pages_are_kept_for_all(client):
    strict = Client(enforce_csrf_checks=True)
    page = strict.get(FORM)
    assert page["Cache-Control"] == "no-store"
    assert getattr(page, "may_be_kept", False) is False
    assert send(strict, stamp=page.context["stamp"]).status_code == 403
    token = {"csrfmiddlewaretoken": str(page.context["csrf_token"]), "stamp": page.context["stamp"]}
    assert send(strict, **token).status_code == 200
    assert Feedback.objects.count() == 1


def test_it_is_written_and_read_in_the_database_itself(client, monkeypatch):
    """Public pages may be of a copy, which takes nothing and is a moment behind."""
    copied = []
    receive = feedback.receive

    def noted(*given, **said):
        copied.append(replica._reads_copy.get())
        return receive(*given, **said)

    monkeypatch.setattr(views.feedback, "receive", noted)
    send(client)
    assert copied == [False]


def test_the_counts_are_public_and_of_a_few_queries(client, django_assert_max_num_queries):
    f.an_answered_letter()
    f.a_letter_aside()
    late, past = f.a_letter(), f.an_answered_letter()
    yesterday = timezone.localdate() - timedelta(days=1)
    Feedback.objects.filter(pk__in=[late.pk, past.pk]).update(due_on=yesterday)
    f.a_letter()
    with django_assert_max_num_queries(6):
        [year] = client.get(FORM).context["years"]
    assert year._asdict() == {
        "year": timezone.localdate().year,
        "received": 5,
        "answered": 2,
        "in_time": 1,
        "waiting": 2,
        "late": 1,
        "aside": 1,
    }


def test_who_wrote_from_where_is_kept_nowhere(client):
    send(Client(REMOTE_ADDR="203.0.113.77"))
    told = f"{[*Feedback.objects.values_list()]} {[*AuditEvent.objects.values_list()]}"
    assert "203.0.113" not in told
    assert "Bí Mật" not in str([*AuditEvent.objects.values_list()])
