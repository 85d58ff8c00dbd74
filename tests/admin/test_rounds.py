"""The page of a round: money and gifts side by side against what headquarters wants; no public page tells of it."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from programmes.actions import donations, programmes
from programmes.models import AuditEvent, Round
from tests import factories as f
from tests.admin.pages import page, text_of

pytestmark = pytest.mark.django_db


def a_round_at_work():
    """30 million đồng raised for it, of two gifts in an approved list one is given."""
    round_ = f.a_round(target_vnd=60_000_000, target_gifts=10, due_on=timezone.localdate() + timedelta(days=12))
    f.an_approved_donation(round=round_, programme=round_.programme, amount_vnd=30_000_000)
    f.a_donation(round=round_, programme=round_.programme, amount_vnd=4_000_000)
    f.a_handover([f.an_approved_list(gifts=1, round=round_)])
    f.an_approved_list(gifts=1, round=round_)
    f.a_gift(f.a_gift_list(round=round_))
    return round_


def test_money_and_gifts_of_a_round_add_up_and_stand_against_their_targets(at):
    round_ = a_round_at_work()
    shown = at(f.an_officer(f.roles.HEADQUARTERS_OFFICER, f.headquarters())).get(page(round_))
    told = shown.context["round_page"]
    money = [int(row.figures[0][1].replace(".", "")) for row in told["money"]]
    assert money[-1] == sum(money[:-1])
    assert [row.figures[0][1] for row in told["gifts"]] == ["1", "1", "2"]
    for sentence in (
        "còn 12 ngày",
        "Không cộng: 0 đồng mới đăng ký, 4.000.000 đồng",
        "đạt 10%",
        "1 suất trong danh sách",
    ):
        assert sentence in text_of(shown)


@pytest.mark.one_database
def test_what_waits_to_be_reversed_is_not_taken_from_what_waits_to_be_approved(at):
    round_ = f.a_round()
    given = f.an_approved_donation(round=round_, programme=round_.programme)
    donations.reverse(given, reason="Chuyển nhầm", by=f.the_maker())
    shown = at(f.an_officer(f.roles.HEADQUARTERS_OFFICER, f.headquarters())).get(page(round_))
    assert shown.context["round_page"]["beside_money"] == ""


@pytest.mark.one_database
def test_a_province_reads_its_own_numbers_beside_no_target_of_the_country(at):
    round_ = a_round_at_work()
    shown = at(f.an_officer(office=f.an_office(f.DIEN_BIEN))).get(page(round_))
    assert shown.context["round_page"]["gift_target"] == ""
    assert "60.000.000" in text_of(shown)
    assert [row.figures[0][1] for row in shown.context["round_page"]["gifts"]] == ["0", "0", "0"]


def test_the_page_of_a_round_costs_no_more_queries_with_more_lists(at):
    round_, client = a_round_at_work(), at(f.a_superuser())
    counts = []
    for _again in range(3):
        with CaptureQueriesContext(connection) as queries:
            client.get(page(round_))
        counts.append(len(queries))
        f.an_approved_list(gifts=1, round=round_)
    assert counts[1] == counts[2]


@pytest.mark.one_database
def test_targets_are_kept_by_headquarters_with_what_stood_before():
    target, desk = f.a_target(target_vnd=1_000), f.the_maker(f.headquarters())
    target.target_vnd = 2_000
    programmes.set_target(target, by=desk)
    event = AuditEvent.objects.filter(verb="set_target").first()
    assert (event.before["target_vnd"], event.after["target_vnd"]) == (1_000, 2_000)
    round_ = f.a_round()
    round_.target_gifts, round_.due_on = 500, date(2025, 12, 31)
    programmes.keep(round_, by=desk)
    assert AuditEvent.objects.filter(verb="correct").first().after["target_gifts"] == 500
    assert Round.objects.get(pk=round_.pk).due_on == date(2025, 12, 31)


@pytest.mark.one_database
def test_no_public_page_tells_a_target(client):
    round_ = a_round_at_work()
    Round.objects.filter(pk=round_.pk).update(target_vnd=77_777_777)
    f.a_target(programme=round_.programme, target_vnd=88_888_888)
    for address in (f"/dot/{round_.slug}/", f"/chuong-trinh/{round_.programme.slug}/", "/"):
        shown = client.get(address).content.decode()
        assert "77.777.777" not in shown
        assert "88.888.888" not in shown
