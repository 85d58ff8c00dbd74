"""Nothing is allocated beyond what a donation has left or a list costs; the wording names the place and the cure."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from programmes.actions import allocations, donations, gift_lists
from programmes.models import Account, Donation, GiftList, LedgerEntry
from programmes.rules.problems import RuleViolation
from tests import factories as f
from tests.actions.refusals import refused

pytestmark = pytest.mark.django_db

CARD_VND = 379_080


@pytest.fixture
def desk():
    """The officer of headquarters who allocates."""
    return f.the_maker(f.headquarters())


def a_donation_for(gift_list, amount_vnd, **over):
    return f.an_approved_donation(office=f.headquarters(), round=gift_list.round, amount_vnd=amount_vnd, **over)


def test_a_list_is_paid_for_by_several_donations_to_the_dong(desk):
    gift_list = f.an_approved_list(gifts=2)
    first, second = Donation.objects.get(), a_donation_for(gift_list, 1_000_000)
    allocations.allocate(first, gift_list, CARD_VND, by=desk)
    allocations.allocate(second, gift_list, CARD_VND, by=desk)
    gift_list = GiftList.objects.get(pk=gift_list.pk)
    assert (gift_list.value_vnd, gift_list.funded_vnd) == (2 * CARD_VND, 2 * CARD_VND)
    assert [account.balance_vnd for account in Account.objects.filter(kind="donation").order_by("pk")] == [
        CARD_VND,
        1_000_000 - CARD_VND,
    ]


@pytest.mark.parametrize(
    ("amount", "code"),
    [(0, "allocation_not_positive"), (2 * CARD_VND + 1, "beyond_list"), (600_001, "beyond_donation")],
)
def test_too_much_or_nothing_is_not_allocated(amount, code, desk):
    gift_list = f.an_approved_list(gifts=2)
    donation = a_donation_for(gift_list, 600_000 if code == "beyond_donation" else 5_000_000)
    with refused(code):
        allocations.allocate(donation, gift_list, amount, by=desk)
    assert not LedgerEntry.objects.filter(kind="allocated").exists()


@pytest.mark.parametrize("purpose", ["programme", "round", "earmark"])
def test_money_given_for_one_purpose_pays_for_no_other(purpose, desk):
    gift_list = f.an_approved_list()
    other = {
        "programme": {"programme": f.a_programme(), "round": None},
        "round": {"programme": gift_list.round.programme, "round": f.a_round(programme=gift_list.round.programme)},
        "earmark": {"round": gift_list.round, "earmark": f.a_province("66")},
    }[purpose]
    donation = f.an_approved_donation(office=f.headquarters(), **other)
    with refused("donation_for_other_purpose"):
        allocations.allocate(donation, gift_list, 1, by=desk)


def test_money_that_nobody_approved_pays_for_nothing(desk):
    gift_list = f.an_approved_list()
    with refused("donation_not_approved"):
        allocations.allocate(f.a_donation(round=gift_list.round), gift_list, 1, by=desk)


def test_a_list_that_nobody_approved_gets_no_money(desk):
    gift_list = f.a_submitted_list()
    with refused("list_not_open_for_money"):
        allocations.allocate(a_donation_for(gift_list, 5_000_000), gift_list, 1, by=desk)


def test_an_officer_of_a_province_allocates_only_the_own_office_s_money():
    gift_list = f.an_approved_list()
    with refused("right_of_other_office"):
        allocations.allocate(Donation.objects.get(), gift_list, 1, by=f.the_maker(gift_list.office))


def test_a_form_sent_twice_allocates_once_and_with_another_amount_it_is_refused(desk):
    gift_list = f.an_approved_list()
    donation = Donation.objects.get()
    first = allocations.allocate(donation, gift_list, 1_000, by=desk, token="mot-lan")
    assert allocations.allocate(donation, gift_list, 1_000, by=desk, token="mot-lan") == first
    with refused("token_reused"):
        allocations.allocate(donation, gift_list, 1_001, by=desk, token="mot-lan")
    assert LedgerEntry.objects.filter(kind="allocated").count() == 1


def test_what_is_released_may_pay_for_something_else(desk):
    gift_list = f.fund(f.an_approved_list())
    donation = Donation.objects.get()
    with refused("beyond_funding"):
        allocations.release(donation, gift_list, 2 * CARD_VND + 1, reason="Chuyển nguồn", by=desk)
    allocations.release(donation, gift_list, 2 * CARD_VND, reason="Chuyển nguồn", by=desk)
    assert Account.balance_of("donation", donation) == 2 * CARD_VND
    assert GiftList.objects.get().funded_vnd == 0


def test_a_donation_that_pays_for_a_list_is_not_reversed_before_it_is_released(desk):
    gift_list = f.fund(f.an_approved_list())
    donation = Donation.objects.get()
    with pytest.raises(RuleViolation, match="đang dành 758.160"):
        donations.approve(
            donations.reverse(donation, reason="Ghi trùng", by=f.the_maker(donation.office)), by=f.the_checker()
        )
    assert Account.balance_of("funding", donation, gift_list) == 2 * CARD_VND


def test_a_list_is_not_approved_beyond_the_money_there_is_for_it():
    gift_list = f.a_submitted_list()
    a_donation_for(gift_list, 2 * CARD_VND - 1)
    with refused("beyond_means"):
        gift_lists.approve(gift_list, by=f.the_checker())
    a_donation_for(gift_list, 1)
    assert gift_lists.approve(gift_list, by=f.the_checker()).state == GiftList.State.APPROVED


@pytest.mark.parametrize("province", ["40", "11"])
def test_two_lists_are_not_approved_on_the_same_money(province):
    round_ = f.a_round()
    first = f.a_submitted_list(round=round_)
    second = f.a_submitted_list(round=round_, office=f.an_office(province))
    a_donation_for(first, 2 * CARD_VND)
    gift_lists.approve(first, by=f.the_checker())
    with refused("beyond_means"):
        gift_lists.approve(second, by=f.the_checker())


def test_what_another_province_waits_for_takes_no_money_that_is_meant_for_this_one():
    first = f.a_submitted_list()
    second = f.a_submitted_list(round=first.round, office=f.an_office(f.DIEN_BIEN))
    for gift_list in (first, second):
        a_donation_for(gift_list, 2 * CARD_VND, earmark=gift_list.province)
    for gift_list in (first, second):
        assert gift_lists.approve(gift_list, by=f.the_checker()).state == GiftList.State.APPROVED


def test_from_one_billion_on_two_persons_approve():
    gift_list = f.a_gift_list()
    f.a_gift(gift_list, group_name="Người cao tuổi", quantity=1_000, donor_cost_vnd=1_000_000_000)
    gift_lists.submit(gift_list, by=f.the_maker())
    f.means_for(gift_list)
    first, second = f.the_checker(), f.an_officer(f.roles.APPROVER)
    assert gift_lists.approve(gift_list, by=first).state == GiftList.State.SUBMITTED
    with refused("second_approver_is_first"):
        gift_lists.approve(gift_list, by=first)
    approved = gift_lists.approve(gift_list, by=second)
    assert (approved.state, approved.first_approved_by, approved.approved_by) == ("approved", first, second)


def test_cash_and_goods_have_their_own_accounts():
    f.an_approved_donation(amount_vnd=5)
    f.an_approved_donation(amount_vnd=7, form="in_kind", goods="Gạo", route="in_kind")
    outside = dict(Account.objects.filter(kind="outside").values_list("form", "balance_vnd"))
    assert outside == {"cash": -5, "in_kind": -7}


@pytest.mark.parametrize("kind", ["another form", "overdrawn", "beyond the list"])
def test_the_database_itself_refuses_an_impossible_entry(kind, desk):
    gift_list = f.an_approved_list()
    donation, goods = Donation.objects.get(), a_donation_for(gift_list, 9, form="in_kind", goods="Gạo", route="in_kind")
    allocations.allocate(donation, gift_list, 5, by=desk)
    account = Account.objects.get(kind="donation", donation=donation)
    target, amount = {
        "another form": (Account.objects.get(kind="donation", donation=goods), 1),
        "overdrawn": (Account.objects.get(kind="outside", form="cash"), account.balance_vnd + 1),
        "beyond the list": (Account.objects.get(kind="funding", donation=donation), account.balance_vnd),
    }[kind]
    before = list(Account.objects.order_by("pk").values())
    entry = LedgerEntry(
        kind="allocated" if kind == "beyond the list" else "reversed",
        from_account=account,
        to_account=target,
        amount_vnd=amount if kind != "beyond the list" else amount + 5,
        happened_on=date(2025, 1, 1),
        donation=donation,
        gift_list=gift_list if kind == "beyond the list" else None,
        entered_by=desk,
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        entry.save()
    assert list(Account.objects.order_by("pk").values()) == before
