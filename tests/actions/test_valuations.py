"""Values computed at entry and at submission, differences settled, and nothing priced again after approval."""

import hashlib
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from programmes.actions import differences, gift_lists, gifts, rates, valuations
from programmes.models import AuditEvent, Category, Gift, GiftKind, GiftList, GiftListTotal, Rate, Recipient, Valuation
from programmes.models.base import AppendOnlyError
from programmes.totals.rebuild import differences as differences_of_totals
from tests import factories as f
from tests.actions.refusals import refused, refused_by_the_database

pytestmark = pytest.mark.django_db

NEAR_POOR = {"category": Category.NEAR_POOR}


@pytest.fixture(autouse=True)
def _rates():
    f.the_rates()


def a_card(gift_list=None, **over):
    """A card of a near-poor person for 12 months, written at what it is worth unless told."""
    return f.a_gift(gift_list, **{**NEAR_POOR, **over})


def a_list_with(*costs, **over):
    """A draft with one card for each cost; 379.080 is the computed one."""
    gift_list = f.a_gift_list(**over)
    for cost in costs:
        a_card(gift_list, donor_cost_vnd=cost)
    return GiftList.objects.get(pk=gift_list.pk)


def a_new_rate(since, value="3000000", family="base_salary", **over):
    like = Rate.objects.filter(family=family).first()
    names = ("family", "category_code", "category_name", "unit", "status", "date_status")
    kept = {name: getattr(like, name) for name in names}
    return Rate(**{**kept, "value": value, "effective_from": since, "legal_source": "bịa để kiểm thử", **over})


def everything_of(*querysets):
    """A hash of all columns of these rows."""
    rows = [repr(sorted(queryset.values_list(), key=repr)) for queryset in querysets]
    return hashlib.sha256("".join(rows).encode()).hexdigest()


# At entry


def test_a_gift_has_its_valuation_as_soon_as_it_is_entered():
    gift = a_card()
    assert (gift.valuation.donor_cost_vnd, gift.differs) == (379_080, False)
    assert [rate["code"] for rate in gift.valuation.rates] == ["R005", "R003", "R015"]


def test_gifts_of_the_same_case_share_one_valuation():
    first, second = a_card(), a_card()
    assert first.valuation_id == second.valuation_id
    assert Valuation.objects.count() == 1


def test_a_corrected_gift_is_valued_again():
    gift = a_card()
    gift.months = 6
    gifts.correct(gift, by=f.the_maker())
    gift.refresh_from_db()
    assert (gift.valuation.donor_cost_vnd, gift.donor_cost_vnd, gift.differs) == (189_540, 379_080, True)


def test_what_came_with_the_form_stays_beside_what_was_computed():
    gift = a_card(donor_cost_vnd=400_000)
    gift.refresh_from_db()
    assert (gift.donor_cost_vnd, gift.valuation.donor_cost_vnd) == (400_000, 379_080)
    assert Gift.objects.differing().get() == gift


@pytest.mark.parametrize("part", ["donor_cost_vnd", "state_support_vnd", "local_topup_vnd"])
def test_a_difference_in_any_part_is_one(part):
    a_card(**{part: 1})
    assert Gift.objects.differing().count() == 1


def test_a_share_that_nobody_stated_is_no_difference_and_is_as_computed_once_the_list_is_submitted():
    """60 cards whose file had no column for the state: the 48 that cost what was computed differ in nothing."""
    gift_list = f.a_gift_list()
    unstated, dearer = (a_card(gift_list, state_support_vnd=0, donor_cost_vnd=cost) for cost in (379_080, 400_000))
    assert [*Gift.objects.differing()] == [dearer]
    assert (unstated.differs, dearer.differing_parts) == (False, ["donor_cost_vnd"])
    differences.accept(gift_list, reason="Giá theo biên lai cũ", by=f.the_maker())
    gift_lists.submit(gift_list, by=f.the_maker())
    assert dict(gift_list.gifts.values_list("donor_cost_vnd", "state_support_vnd")) == {379_080: 884_520, 400_000: 0}
    assert AuditEvent.objects.get(verb="fill_shares").after == {"gifts": 1}
    assert differences_of_totals() == []


def test_a_gift_that_cannot_be_computed_says_why_and_does_not_differ():
    gift = f.a_gift()
    assert gift.valuation is None
    assert (gift.differs, Gift.objects.differing().count()) == (False, 0)
    assert valuations.untold(Gift.objects.all()) == {"chưa ghi đối tượng": 1}


def test_a_valuation_is_never_changed_or_deleted():
    found = a_card().valuation
    with pytest.raises(AppendOnlyError):
        found.save()
    with refused_by_the_database("never changed"):
        Valuation._base_manager.filter(pk=found.pk).update(donor_cost_vnd=0)


# At submission


def test_a_list_is_valued_when_it_is_submitted_and_again_after_it_was_returned():
    gift_list = a_list_with(379_080)
    Gift.objects.update(valuation=None)
    gift_lists.submit(gift_list, by=f.the_maker())
    first = Gift.objects.get().valuation
    gift_lists.send_back(gift_list, reason="Thiếu quyết định", by=f.the_checker())
    rates.publish(a_new_rate(date(2025, 11, 1)), by=f.the_maker(f.headquarters()))
    with refused("difference_not_accepted"):
        gift_lists.submit(gift_list, by=f.the_maker())
    differences.value(gift_list, by=f.the_maker())
    assert first.donor_cost_vnd == 379_080
    assert Gift.objects.get().valuation.donor_cost_vnd == 486_000


def test_each_gift_is_valued_by_its_own_case_whatever_else_is_on_the_list():
    """What one case leaves empty does not take in the gifts of another."""
    gift_list, other = f.a_gift_list(), {"category": Category.OTHER}
    cases = [{**each, "months": n} for each in (other, {**other, "household_order": 2}, NEAR_POOR) for n in (6, 12)]
    cards = [f.a_gift(gift_list, **case) for case in cases]
    computed = gift_list.gifts.order_by("pk").values_list("valuation__months", flat=True)
    assert list(computed.all()) == [None, None, 6, 12, 6, 12]
    gift_list.gifts.filter(category=Category.OTHER, household_order=None).update(valuation=cards[-1].valuation)
    assert valuations.revalue(gift_list.gifts.all()) == 2
    assert list(computed.all()) == [None, None, 6, 12, 6, 12]


def test_gifts_that_cannot_be_computed_do_not_hold_up_their_list():
    assert f.a_submitted_list().state == "submitted"


def test_a_list_with_differences_is_not_submitted_until_they_are_accepted_with_a_reason():
    gift_list = a_list_with(379_080, 400_000)
    with refused("difference_not_accepted"):
        gift_lists.submit(gift_list, by=f.the_maker())
    differences.accept(gift_list, reason="Giá theo biên lai cũ", by=f.the_maker())
    submitted = gift_lists.submit(gift_list, by=f.the_maker())
    assert (submitted.state, submitted.difference_reason) == ("submitted", "Giá theo biên lai cũ")
    assert sorted(Gift.objects.values_list("donor_cost_vnd", flat=True)) == [379_080, 400_000]
    event = AuditEvent.objects.get(verb="accept_difference")
    assert (event.reason, event.after["gifts"], event.after["donor_cost_vnd"]) == ("Giá theo biên lai cũ", 1, 400_000)


def test_what_was_accepted_no_longer_holds_when_gifts_of_the_list_change():
    gift_list = a_list_with(400_000)
    for change in ("issue", "correct", "withdraw"):
        differences.accept(gift_list, reason="Giá theo biên lai cũ", by=f.the_maker())
        match change:
            case "issue":
                gift = a_card(gift_list)
            case "correct":
                gifts.correct(gift, by=f.the_maker())
            case "withdraw":
                gifts.withdraw(gift, by=f.the_maker())
        assert GiftList.objects.get(pk=gift_list.pk).difference_reason == "", change


def test_what_was_accepted_no_longer_holds_when_a_new_rate_changes_the_computed_value():
    gift_list = a_list_with(400_000)
    differences.accept(gift_list, reason="Giá theo biên lai cũ", by=f.the_maker())
    rates.publish(a_new_rate(date(2025, 11, 1)), by=f.the_maker(f.headquarters()))
    with refused("difference_not_accepted"):
        gift_lists.submit(gift_list, by=f.the_maker())


def test_the_computed_values_are_taken_by_an_officer_who_becomes_their_maker():
    maker, other = f.the_maker(), f.an_officer()
    gift_list = a_list_with(400_000, 379_080, 1)
    differences.take(gift_list, by=other)
    assert set(Gift.objects.values_list("donor_cost_vnd", flat=True)) == {379_080}
    assert sorted(Gift.objects.values_list("entered_by", flat=True)) == sorted([maker.pk, other.pk, other.pk])
    event = AuditEvent.objects.get(verb="take_values")
    assert (event.before["gifts"], event.before["donor_cost_vnd"]) == (2, 400_001)
    assert (event.after["gifts"], event.after["donor_cost_vnd"]) == (2, 758_160)
    assert GiftListTotal.objects.get().donor_cost_vnd == 3 * 379_080
    assert differences_of_totals() == []
    assert gift_lists.submit(gift_list, by=other).state == "submitted"


@pytest.mark.parametrize("deed", ["take", "accept"])
def test_who_settled_the_differences_does_not_approve_the_list(deed):
    settler = f.a_superuser()
    gift_list = a_list_with(400_000)
    if deed == "take":
        differences.take(gift_list, by=settler)
        gifts.correct(Gift.objects.get(), by=f.the_maker())
    else:
        differences.accept(gift_list, reason="Giá theo biên lai cũ", by=settler)
        differences.accept(gift_list, reason="Như trên", by=f.the_maker())
    gift_list = gift_lists.submit(gift_list, by=f.the_maker())
    f.means_for(gift_list)
    with refused("maker_is_checker"):
        gift_lists.approve(gift_list, by=settler)
    assert gift_lists.approve(gift_list, by=f.the_checker()).state == "approved"


def test_who_entered_a_gift_whose_value_was_then_computed_does_not_approve_its_list():
    giver = f.a_superuser()
    gift_list = f.a_gift_list()
    a_card(gift_list, donor_cost_vnd=400_000, by=giver)
    differences.take(gift_list, by=f.the_maker())
    gift_list = gift_lists.submit(gift_list, by=f.the_maker())
    f.means_for(gift_list)
    with refused("maker_is_checker"):
        gift_lists.approve(gift_list, by=giver)


def test_there_is_nothing_to_settle_where_nothing_differs():
    gift_list = a_list_with(379_080)
    with refused("no_difference"):
        differences.accept(gift_list, reason="Không có gì", by=f.the_maker())
    with refused("no_difference"):
        differences.take(gift_list, by=f.the_maker())


@pytest.mark.parametrize("verb", ["value", "accept", "take"])
def test_values_are_worked_on_while_the_list_is_a_draft(verb):
    gift_list = a_list_with(400_000)
    reason = {"reason": "Giá theo biên lai cũ"} if verb == "accept" else {}
    differences.accept(gift_list, reason="Giá theo biên lai cũ", by=f.the_maker())
    gift_lists.submit(gift_list, by=f.the_maker())
    with refused("list_is_closed"):
        getattr(differences, verb)(gift_list, by=f.the_maker(), **reason)


# After approval


def test_no_rate_published_later_prices_an_approved_gift_again():
    gift_list = gift_lists.submit(a_list_with(379_080, 379_080), by=f.the_maker())
    f.means_for(gift_list)
    gift_lists.approve(gift_list, by=f.the_checker())
    approved, used = gift_list.gifts.all(), Valuation.objects.filter(gifts__gift_list=gift_list)
    before = everything_of(approved, used)
    by = f.the_maker(f.headquarters())
    rates.publish(a_new_rate(date(2027, 1, 1)), by=by)
    rates.publish(a_new_rate(date(2025, 11, 1)), by=by)
    assert a_card().valuation.donor_cost_vnd == 486_000  # the back-dated rate holds for who comes now
    assert everything_of(approved, used) == before
    with refused_by_the_database("approved list is not changed"):
        approved.update(valuation=Valuation.objects.get(donor_cost_vnd=486_000))


# Many


def statements_to_value(count):
    """How many statements it takes to value a list of so many books, and one card."""
    gift_list = f.a_gift_list()
    by, book = gift_list.entered_by, {**f.HEALTH_CARD_12_MONTHS, **NEAR_POOR, "kind": GiftKind.SI_BOOK}
    person = {"office": gift_list.office, "province": gift_list.province, "likeness": b"x", "entered_by": by}
    person |= {"without_papers": "UBND xã xác nhận", "birth_date": date(1956, 1, 1), "commune": "Xã Mường Xén"}
    people = Recipient.objects.bulk_create(Recipient(full_name=f"Lò Văn {n}", **person) for n in range(count))
    gifts.issue_many(gift_list, [Gift(recipient=one, **book) for one in people], by=by)
    a_card(gift_list)
    gift_list.gifts.update(valuation=None)
    with CaptureQueriesContext(connection) as queries:
        assert valuations.revalue(gift_list.gifts.all()) == count + 1
    return len(queries)


def test_a_thousand_gifts_are_valued_with_as_many_statements_as_ten():
    few = statements_to_value(10)
    assert few == statements_to_value(1000)
    assert few <= 6


# Rates


def test_a_rate_is_published_with_the_next_code_and_noted():
    rate = rates.publish(a_new_rate(date(2027, 1, 1)), by=f.the_maker(f.headquarters()))
    assert rate.code == "TW001"
    assert AuditEvent.objects.get(verb="publish", target_type="rate").after["value"] == "3000000"


@pytest.mark.parametrize(
    ("over", "code"),
    [
        ({"value": "ba triệu"}, "rate_value_form"),
        ({"value": "1.5", "family": "bhyt_state_support_min"}, "rate_value_form"),
        ({"family": "bhyt_payment_period"}, "rate_family_unknown"),
        ({"family": "bhyt_local_topup", "value": "0.2"}, "rate_province_missing"),
        ({"legal_source": ""}, "rate_source_missing"),
        ({"effective_from": date(2024, 7, 1)}, "rate_already_there"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_rate_that_is_wrong_or_there_already_is_refused(over, code):
    since = over.pop("effective_from", date(2027, 1, 1))
    with refused(code):
        rates.publish(a_new_rate(since, **over), by=f.the_maker(f.headquarters()))
