"""The last đồng of a donation is wanted by several officers at the same instant: one of them gets it."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from programmes.actions import allocations
from programmes.models import Account, GiftList, LedgerEntry
from programmes.rules.problems import RuleViolation
from tests import factories as f

pytestmark = pytest.mark.django_db(transaction=True)

WRITERS, ROUNDS = 8, 4


def test_the_last_dong_is_allocated_once_and_the_others_are_told():
    round_, desk = f.a_round(), f.the_maker(f.headquarters())
    lists = []
    for _each in range(WRITERS):
        gift_list = f.a_gift_list(round=round_)
        f.a_gift(gift_list, group_name="Nhóm", quantity=1, donor_cost_vnd=10_000)
        lists.append(f.approved(f.gift_lists.submit(gift_list, by=f.the_maker())))
    wanted = [f.an_approved_donation(office=f.headquarters(), round=round_, amount_vnd=1) for _each in range(ROUNDS)]
    together = Barrier(WRITERS)

    def grab(gift_list):
        got = []
        try:
            for donation in wanted:
                together.wait(timeout=60)
                try:
                    allocations.allocate(donation, gift_list, 1, by=desk)
                except RuleViolation as refusal:
                    got.append([problem.code for problem in refusal.problems])
                else:
                    got.append("allocated")
        finally:
            connection.close()
        return got

    with ThreadPoolExecutor(WRITERS) as pool:
        results = list(pool.map(grab, lists))
    for outcomes in zip(*results, strict=True):
        assert sorted(map(str, outcomes)) == sorted([str(["beyond_donation"])] * (WRITERS - 1) + ["allocated"])
    ids = [donation.pk for donation in wanted]
    assert not Account.objects.filter(kind="donation", donation__in=ids).exclude(balance_vnd=0).exists()
    assert LedgerEntry.objects.filter(kind="allocated", donation__in=ids).count() == ROUNDS
    assert sum(GiftList.objects.values_list("funded_vnd", flat=True)) == ROUNDS


def test_eight_sendings_of_one_form_allocate_once():
    gift_list = f.an_approved_list()
    donation, desk = f.Donation.objects.get(), f.the_maker(f.headquarters())
    together = Barrier(8)

    def send(_number):
        try:
            together.wait(timeout=60)
            return allocations.allocate(donation, gift_list, 1_000, by=desk, token="mot-lan").pk
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        entries = set(pool.map(send, range(8)))
    assert len(entries) == 1
    assert LedgerEntry.objects.filter(kind="allocated").count() == 1
    assert Account.balance_of("funding", donation, gift_list) == 1_000
