"""The full sample at one part in 250, by the code that fills the whole; its numbers at full size need no database."""

import random
from datetime import date
from functools import partial

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db.models import F, Sum

from programmes.management import sample
from programmes.management.reference import load_reference
from programmes.management.sample import full
from programmes.management.sample.full import files, plans
from programmes.management.sample.full.money import RAISED_VND
from programmes.management.sample.full.persons import ADULTS, PUPILS, Persons
from programmes.models import (
    INSURANCE_KINDS,
    AuditEvent,
    ClosedPeriod,
    Correction,
    Disclosure,
    Donation,
    DonationTotal,
    Gift,
    GiftKind,
    GiftList,
    HandoverEvent,
    ImportBatch,
    Officer,
    Recipient,
)
from programmes.rules.rates import Rates
from programmes.rules.valuation import Case, Worths
from programmes.standards.identity import contradictions
from programmes.totals import checks, rebuild

# What the sample holds is decided by its seed; its acts meet both databases in test_sample_world.py.
pytestmark = pytest.mark.one_database
PART = 250
FIXTURES = settings.BASE_DIR / "fixtures"


def given_in(year, *kinds):
    return Disclosure.objects.filter(year=year, kind__in=kinds).aggregate(sum=Sum("quantity"))["sum"]


@pytest.fixture(scope="module")
def full_world(shared_books, tmp_path_factory):
    """The sample is loaded; what its steps said."""
    said = []
    sample.load(FIXTURES, partial(full.fill, one_in=PART, tell=said.append))
    return said


# At full size


def test_the_plans_give_what_was_published_for_2025_in_all_provinces():
    found = [each for each in plans.planned(random.Random(1)) if isinstance(each.stage, date)]
    of_2025 = [each for each in found if each.day.year == 2025]
    cards = [each for each in of_2025 if each.kind == plans.CARDS]
    one_comes_back = 1
    assert sum(each.given + each.later for each in cards) - one_comes_back == 185_055
    assert len({each.province for each in cards}) == 34
    assert 2_000 < sum(each.given for each in of_2025 if each.kind == plans.TET) < 2_100
    assert {each.kind for each in of_2025} == {plans.CARDS, plans.TET, plans.RELIEF, plans.CHECKS}
    assert len(of_2025) > 200
    assert any(each.gifts <= 10 for each in of_2025)
    assert all(each.later_on.year == each.day.year for each in found if each.later)
    others = [each for each in found if each.day.year != 2025]
    assert {each.day.year for each in others} == {2020, 2021, 2022, 2023, 2024, 2026}
    assert sum(each.gifts for each in others) < 40_000


@pytest.mark.django_db
def test_a_province_of_one_prefix_has_thousands_of_persons_all_different_and_all_invented():
    load_reference(FIXTURES)
    persons = Persons()
    for years, enough in ((ADULTS, 11_880), (PUPILS, 1_584)):
        found = [persons.person("40", years, number) for number in range(enough)]
        numbers = [each.citizen_number for each in found if each.citizen_number]
        assert len(set(numbers)) == len(numbers) > enough * 0.99
        assert len(set(found)) == enough
        assert all(1 <= int(number[-6:]) <= 99 for number in numbers)
        assert all("Minh Họa" in each.full_name for each in found)
        assert not any(
            contradictions(each.citizen_number, birth_year=each.birth.year, sex=each.sex)
            for each in found
            if each.citizen_number
        )
        with pytest.raises(ValueError, match="more persons"):
            persons.person("40", years, enough)


@pytest.mark.django_db
def test_books_and_cards_of_2025_cost_by_the_rates_a_little_over_52_and_a_half_billion():
    load_reference(FIXTURES)
    rng, worths, costs = random.Random(full.SEED), Worths(Rates.load()), []
    of_label = {label: member for member, label in files.LABELS.items()}
    drawn = plans.planned(rng)
    dealt = files.GiftFiles(rng)
    for slug in dict.fromkeys(plan.round for plan in drawn):
        of_decision = {plan.decision_number: plan for plan in drawn if plan.round == slug}
        for row in list(dealt.rows(list(of_decision.values())))[1:]:
            if slug == "so-the-2025":
                plan, order = of_decision[row[-1]], int(row[13]) if row[13] else None
                kind, category = of_label[row[8]], of_label[row[7]]
                case = Case(kind, category, int(row[11]), plan.starts_on, order, plan.province)
                costs.append(worths[case].donor_cost_vnd)
    assert 52_500_000_000 < sum(costs) / len(costs) * 185_055 < 52_800_000_000


# A part of it, in the books


@pytest.mark.django_db
def test_it_raises_and_gives_its_part_to_the_dong_and_to_the_card(full_world):
    raised = DonationTotal.objects.filter(year=2025).aggregate(sum=Sum("amount_vnd"))["sum"]
    assert raised == RAISED_VND // PART
    assert given_in(2025, *INSURANCE_KINDS) == 185_055 // PART
    assert given_in(2025, GiftKind.TET_PACKAGE) == 1_418 // PART + 634 // PART
    assert set(Disclosure.objects.values_list("year", flat=True)) == set(range(2020, 2027))
    assert Disclosure.objects.filter(year=2025).values("province").distinct().count() == 34
    assert len(full_world) == 4


@pytest.mark.usefixtures("full_world")
@pytest.mark.django_db
def test_its_books_check_out():
    assert [result.check.code for result in checks.run_all() if result.found.failures] == []
    assert rebuild.differences() == []


@pytest.mark.usefixtures("full_world")
@pytest.mark.django_db
def test_its_values_are_those_of_the_rates_and_its_people_are_invented():
    insured = Gift.objects.filter(kind__in=INSURANCE_KINDS)
    assert not insured.filter(valuation=None).exists()
    assert not insured.exclude(donor_cost_vnd=F("valuation__donor_cost_vnd")).exists()
    assert not insured.filter(donor_cost_vnd=0).exists()
    numbers = list(Recipient.objects.exclude(citizen_hash=None).values_list("citizen_number", flat=True))
    assert numbers
    assert all(1 <= int(number[-6:]) <= 99 for number in numbers)


@pytest.mark.usefixtures("full_world")
@pytest.mark.django_db
def test_money_is_there_before_it_is_handed_over():
    late = Donation.objects.filter(entries__event__held_on__lt=F("received_on"))
    assert not late.exists()


@pytest.mark.usefixtures("full_world")
@pytest.mark.django_db
def test_past_years_are_closed_and_two_corrections_are_public():
    closed = ClosedPeriod.objects.filter(month=None).values_list("year", flat=True)
    assert set(closed) == {2020, 2021, 2022, 2023, 2024, 2025}
    assert ClosedPeriod.objects.filter(year=2025, month__isnull=False).count() == 9
    assert Correction.objects.filter(state=Correction.State.APPROVED).count() == 2
    assert Gift.objects.filter(outcome=Gift.Outcome.RETURNED).exists()
    waiting = {GiftList.State.DRAFT, GiftList.State.SUBMITTED, GiftList.State.APPROVED}
    assert waiting < set(GiftList.objects.values_list("state", flat=True))


@pytest.mark.usefixtures("full_world")
@pytest.mark.django_db
def test_a_second_start_doubles_nothing():
    counted = (AuditEvent, Donation, Gift, HandoverEvent, ImportBatch, Officer, Recipient)
    before = [model.objects.count() for model in counted]
    call_command("demo", full=True, no_serve=True)
    assert [model.objects.count() for model in counted] == before
