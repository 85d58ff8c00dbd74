"""The sample records of the demonstration, loaded once for the tests below."""

from io import StringIO
from itertools import pairwise

import pytest
from django.core.management import call_command
from django.db.models import Sum

from programmes.models import (
    AuditEvent,
    BankLine,
    ClosedPeriod,
    Conflict,
    Correction,
    Disclosure,
    Donation,
    DonationMove,
    Donor,
    DonorJoin,
    Gift,
    GiftKind,
    GiftList,
    HandoverEvent,
    Officer,
    PublishedFigure,
    Recipient,
    TotalsState,
)
from programmes.rules import same_person
from programmes.standards.identity import contradictions
from programmes.totals import rebuild

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
COUNTED = (
    AuditEvent,
    BankLine,
    Conflict,
    Correction,
    Donation,
    Donor,
    Gift,
    GiftList,
    HandoverEvent,
    Officer,
    PublishedFigure,
    Recipient,
)


def demo(**options):
    call_command("demo", no_serve=True, **options)


def counts():
    return {model: model.objects.count() for model in COUNTED}


def months_of(gift):
    first = gift.starts_on.year * 12 + gift.starts_on.month
    return first, first + gift.months


def insist_no_month_twice():
    """No person has a kind of insurance twice for a month."""
    insured = Gift.objects.filter(months__isnull=False, conflicts__isnull=True).order_by(
        "recipient", "kind", "starts_on"
    )
    for earlier, later in pairwise(insured):
        if (earlier.recipient_id, earlier.kind) == (later.recipient_id, later.kind):
            assert months_of(earlier)[1] <= months_of(later)[0]


def insist_numbers_are_invented():
    """Citizen numbers agree with the person and end in 000001 to 000099."""
    for person in Recipient.objects.exclude(citizen_hash=None)[:300]:
        assert 1 <= int(person.citizen_number[-6:]) <= 99
        assert contradictions(person.citizen_number, birth_year=person.birth_date.year, sex=person.sex) == []


@pytest.fixture(scope="module")
def sample_world(shared_books):
    """What `demo` says when it has loaded its records."""
    said = StringIO()
    demo(stdout=said)
    return said.getvalue()


def test_the_sample_world_adds_up_and_has_something_of_everything(sample_world):
    assert "minhhoa-2026-trunguong" in sample_world
    assert TotalsState.objects.get().is_sample
    assert rebuild.differences() == []
    assert set(Donor.objects.values_list("kind", flat=True)) == set(Donor.Kind.values)
    assert set(Donation.objects.values_list("state", flat=True)) == set(Donation.State.values)
    assert Donation.objects.filter(reverses__isnull=False, state="approved").count() == 1
    assert set(GiftList.objects.values_list("state", flat=True)) == set(GiftList.State.values)
    assert set(Gift.objects.values_list("kind", flat=True)) == set(GiftKind.values)
    assert 1_500 <= Gift.objects.count() <= 3_000
    by_province = Disclosure.objects.values("year", "province").annotate(gifts=Sum("quantity"))
    assert any(row["gifts"] <= 10 for row in by_province)
    insist_no_month_twice()
    insist_numbers_are_invented()


@pytest.mark.usefixtures("sample_world")
def test_something_waits_on_the_desk():
    assert set(BankLine.objects.values_list("state", flat=True)) == set(BankLine.State.values)
    assert Conflict.objects.get().state == Conflict.State.OPEN
    assert same_person.count_pairs() == 1
    assert [move.state for move in DonationMove.objects.all()] == ["proposed"]
    assert [join.state for join in DonorJoin.objects.all()] == ["proposed"]
    assert Donation.objects.get(route="counter").state == Donation.State.RECEIVED
    assert ClosedPeriod.objects.get().month is None
    correction = Correction.objects.get(state=Correction.State.APPROVED)
    assert [change["new"] - change["old"] for change in correction.figures] == [6_000_000, 6_000_000]


@pytest.mark.usefixtures("sample_world")
def test_running_it_again_doubles_nothing(capsys):
    before = counts()
    officer = Officer.objects.get(username="nghean")
    officer.set_password("mot-mat-khau-khac")
    officer.save()
    demo()
    assert counts() == before
    assert "(đã đổi mật khẩu)" in capsys.readouterr().out
