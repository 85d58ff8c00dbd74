"""Setting money aside for a list: what is offered, what is refused, and a double click."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from programmes.access import roles
from programmes.models import AuditEvent, GiftList, LedgerEntry
from tests.admin.pages import changelist, page, rows, said, text_of
from tests.factories import (
    DIEN_BIEN,
    a_gift,
    a_gift_list,
    a_number,
    a_submitted_list,
    an_approved_donation,
    an_approved_list,
    an_office,
    an_officer,
    fund,
    headquarters,
    means_for,
    the_checker,
)


@pytest.fixture
def officer(db):
    return an_officer(roles.HEADQUARTERS_OFFICER)


def address(gift_list):
    return reverse("admin:programmes_giftlist_allocate", args=[gift_list.pk])


def rows_of(body, kind="chia"):
    """What the page would send as it stands: {field: value}."""
    found = re.findall(rf'<input[^>]*name="({kind}-\d+-(?:amount|token))"[^>]*>', body)
    return {name: (re.search(rf'name="{name}"[^>]*value="([^"]*)"', body) or [0, ""])[1] for name in found}


def test_the_proposal_takes_the_oldest_donations_first_and_fills_what_is_lacking(at, officer):
    gift_list = an_approved_list(gifts=2)  # 758.160 đồng, its means received on 2/1/2025
    older = an_approved_donation(
        round=gift_list.round, amount_vnd=500_000, received_on=date(2025, 1, 1), office=headquarters()
    )
    sent = rows_of(at(officer).get(address(gift_list)).content.decode())
    assert sent[f"chia-{older.pk}-amount"] == "500.000"
    assert sorted(value for name, value in sent.items() if name.endswith("amount")) == ["258.160", "500.000"]


def test_what_the_page_proposes_funds_the_list_and_the_second_click_changes_nothing(at, officer):
    gift_list, client = an_approved_list(gifts=2), at(officer)
    sent = rows_of(client.get(address(gift_list)).content.decode())
    answers = [client.post(address(gift_list), sent) for _click in range(2)]
    assert [said(answer)[-1] for answer in answers] == [f"Đã phân bổ 758.160\u00a0đồng cho {gift_list}."] * 2
    assert LedgerEntry.objects.filter(kind="allocated").count() == 1
    assert GiftList.objects.get().funded_vnd == 758_160
    shown = client.get(address(gift_list))
    assert "Danh sách đã đủ tiền. Quay lại danh sách" in text_of(shown)


def test_a_part_sent_twice_is_set_aside_once(at, officer):
    gift_list, client = an_approved_list(gifts=2), at(officer)
    sent = rows_of(client.get(address(gift_list)).content.decode())
    part = {name: "100.000" if name.endswith("amount") else value for name, value in sent.items()}
    assert [client.post(address(gift_list), part).status_code for _click in range(2)] == [302, 302]
    assert GiftList.objects.get().funded_vnd == 100_000


def test_a_token_with_another_amount_is_refused(at, officer):
    gift_list, client = an_approved_list(gifts=2), at(officer)
    sent = rows_of(client.get(address(gift_list)).content.decode())
    changed = {name: "1.000" if name.endswith("amount") else value for name, value in sent.items()}
    client.post(address(gift_list), sent)
    assert "Biểu mẫu này đã gửi với nội dung khác" in text_of(client.post(address(gift_list), changed))
    assert LedgerEntry.objects.get(kind="allocated").amount_vnd == 758_160


def test_more_than_the_donation_has_is_refused_with_what_is_left_and_what_was_typed_stays(at, officer):
    gift_list = an_approved_list(gifts=2)
    small = an_approved_donation(round=gift_list.round, amount_vnd=100_000, office=headquarters())
    client = at(officer)
    sent = rows_of(client.get(address(gift_list)).content.decode())
    sent = {name: ("" if name.endswith("amount") else value) for name, value in sent.items()}
    answer = client.post(address(gift_list), {**sent, f"chia-{small.pk}-amount": "200.000"})
    assert f"Khoản {small.code} chỉ còn 100.000" in text_of(answer)
    assert 'value="200.000"' in answer.content.decode()
    assert not LedgerEntry.objects.filter(kind="allocated").exists()


def test_where_rows_together_are_too_much_the_row_is_named_that_does_not_fit(at, officer):
    gift_list = an_approved_list(gifts=2)
    second = an_approved_donation(round=gift_list.round, amount_vnd=800_000, office=headquarters())
    client = at(officer)
    sent = rows_of(client.get(address(gift_list)).content.decode())
    sent = {name: "500.000" if name.endswith("amount") else value for name, value in sent.items()}
    shown = text_of(client.post(address(gift_list), sent))
    assert f"Khoản {second.code}: danh sách chỉ còn thiếu 258.160 đồng" in shown


def test_one_refused_row_keeps_the_others_out_too(at, officer):
    gift_list = an_approved_list(gifts=2)
    small = an_approved_donation(round=gift_list.round, amount_vnd=100_000, office=headquarters())
    client = at(officer)
    sent = rows_of(client.get(address(gift_list)).content.decode())
    client.post(address(gift_list), {**sent, f"chia-{small.pk}-amount": "100.001"})
    assert GiftList.objects.get().funded_vnd == 0


def test_an_amount_that_cannot_be_read_is_told_at_its_row(at, officer):
    gift_list, client = an_approved_list(gifts=1), at(officer)
    sent = rows_of(client.get(address(gift_list)).content.decode())
    name = next(name for name in sent if name.endswith("amount"))
    answer = client.post(address(gift_list), {**sent, name: "nhiều"})
    assert "errorlist" in answer.content.decode()
    assert not LedgerEntry.objects.filter(kind="allocated").exists()


def test_what_was_set_aside_is_released_once_with_a_reason(at, officer):
    gift_list, client = fund(an_approved_list(gifts=2)), at(officer)
    sent = rows_of(client.get(address(gift_list)).content.decode(), "rut")
    donation = LedgerEntry.objects.get(kind="allocated").donation
    typed = {**sent, "rut": donation.pk, f"rut-{donation.pk}-amount": "58.160"}
    assert "Lý do" in text_of(client.post(address(gift_list), typed))
    assert GiftList.objects.get().funded_vnd == 758_160
    typed[f"rut-{donation.pk}-reason"] = "Chuyển cho danh sách khác"
    for _click in range(2):
        client.post(address(gift_list), typed)
    assert GiftList.objects.get().funded_vnd == 700_000
    assert AuditEvent.objects.get(verb="release").reason == "Chuyển cho danh sách khác"


def test_more_than_is_set_aside_is_not_released(at, officer):
    gift_list, client = fund(an_approved_list(gifts=1)), at(officer)
    sent = rows_of(client.get(address(gift_list)).content.decode(), "rut")
    pk = LedgerEntry.objects.get(kind="allocated").donation_id
    typed = {**sent, "rut": pk, f"rut-{pk}-amount": "379.081", f"rut-{pk}-reason": "x"}
    assert "chỉ rút được trong số đó" in text_of(client.post(address(gift_list), typed))
    assert GiftList.objects.get().funded_vnd == 379_080


def test_who_only_reads_the_books_sees_the_sources_and_sends_nothing(at, officer):
    gift_list = fund(an_approved_list(gifts=1))
    client = at(an_officer(roles.AUDITOR))
    shown = client.get(address(gift_list))
    assert "Đang dành cho danh sách này" in text_of(shown)
    assert rows_of(shown.content.decode()) == rows_of(shown.content.decode(), "rut") == {}
    assert client.post(address(gift_list), {}).status_code == 403


def test_a_province_neither_sees_nor_spends_the_money_of_others(at):
    gift_list, own = an_approved_list(gifts=1), an_officer()
    mine = an_approved_donation(by=own, round=gift_list.round, amount_vnd=1_000_000)
    other = means_for(gift_list)
    shown = at(own).get(address(gift_list))
    assert mine.code in text_of(shown)
    assert other.code not in text_of(shown)
    sent = {f"chia-{other.pk}-amount": "1.000", f"chia-{other.pk}-token": "x" * 20}
    at(own).post(address(gift_list), sent)
    assert not LedgerEntry.objects.filter(kind="allocated").exists()
    assert at(an_officer(office=an_office(DIEN_BIEN))).get(address(gift_list)).status_code == 404


def test_a_list_that_nobody_approved_has_no_such_page(at, officer):
    assert at(officer).get(address(a_submitted_list(gifts=1))).status_code == 403


def test_the_page_costs_the_same_with_many_donations(at, officer):
    def cost(donations):
        gift_list = an_approved_list(gifts=1)
        for _each in range(donations):
            fund_one(gift_list)
        client = at(officer)
        client.get(address(gift_list))
        with CaptureQueriesContext(connection) as queries:
            client.get(address(gift_list))
        return len(queries)

    def fund_one(gift_list):
        return an_approved_donation(round=gift_list.round, amount_vnd=1_000 + a_number(), office=headquarters())

    assert cost(2) == cost(12) <= 16


def test_the_page_of_a_list_tells_its_money(at, officer):
    shown = text_of(at(officer).get(page(fund(an_approved_list(gifts=2)))))
    assert "Đã trao 0 0 Chờ trao 2 758.160 Trả lại 0 0 Giá trị được duyệt 2 758.160" in shown
    assert "Đang giữ cho suất chờ trao 758.160 Còn thiếu 0 Giá trị được duyệt 758.160" in shown
    assert "Đủ tiền: đã phân bổ 758.160 đồng" in shown


def test_lists_that_lack_money_wait_on_the_front_page(at, officer):
    lacking, funded = an_approved_list(gifts=1), fund(an_approved_list(gifts=1))
    client = at(officer)
    assert f"{lacking} Đã duyệt 379.080 đồng, mới phân bổ 0 đồng Phân bổ tiền" in text_of(client.get("/quan-tri/"))
    assert f'href="{address(lacking)}"' in client.get("/quan-tri/").content.decode()
    assert rows(client.get(changelist("giftlist"), {"viec": "thieu-tien"})) == [lacking]
    assert funded.funded_vnd == funded.value_vnd


def test_a_list_of_a_billion_needs_two_approvers_and_the_page_says_who_was_first(at):
    first, second = an_officer(roles.APPROVER), an_officer(roles.APPROVER)
    gift_list = a_gift_list()
    a_gift(gift_list, kind="relief", donor_cost_vnd=1_000_000_000)
    client = at(an_officer())
    client.post(reverse("admin:programmes_giftlist_verb", args=[gift_list.pk, "trinh"]))
    means_for(gift_list)
    approval = reverse("admin:programmes_giftlist_verb", args=[gift_list.pk, "duyet"])
    asked = text_of(at(first).get(approval))
    assert "cần hai người duyệt" in asked
    assert "chưa ghi số và ngày" in asked
    assert "Đã duyệt lần một" in said(at(first).post(approval))[0]
    assert f"{first} đã duyệt lần một" in text_of(at(second).get(page(gift_list)))
    assert "hãy để người khác duyệt lần hai" in text_of(at(first).get(page(gift_list)))
    assert "giá trị từ nay không đổi" in said(at(second).post(approval))[0]
    assert (GiftList.objects.get().first_approved_by, GiftList.objects.get().approved_by) == (first, second)
    assert the_checker() not in {first, second}
