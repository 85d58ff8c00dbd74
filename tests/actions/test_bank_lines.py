"""Lines of bank statements: entered once, explained by one donation each, or put aside."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from programmes.actions import bank_lines, donations
from programmes.models import AuditEvent, BankLine, Donation
from programmes.rules import bank_matching
from tests import factories as f
from tests.actions.refusals import refused, refused_by_the_database

pytestmark = pytest.mark.django_db


def state_of(line):
    line = BankLine.objects.get(pk=line.pk)
    return line.state, line.donation


# Entered once


def test_the_same_line_again_changes_nothing():
    line = f.a_bank_line(reference="FT01")
    again = f.a_bank_line(reference="FT01", description="Ung ho (in lai)")
    assert (again.pk, again.description, BankLine.objects.count()) == (line.pk, "Ung ho", 1)


@pytest.mark.parametrize("other", [{"amount_vnd": 5_000_001}, {"booked_on": date(2025, 3, 6)}])
def test_the_same_reference_with_another_amount_or_day_is_refused(other):
    f.a_bank_line(reference="FT01")
    with refused("bank_reference_reused"):
        f.a_bank_line(reference="FT01", **other)


def test_one_account_in_two_spellings_is_one_account():
    line = f.a_bank_line(reference="FT01", account="Ngân hàng Minh Họa 0012 3456")
    assert f.a_bank_line(reference="FT01", account="NHMH 00123456") == line
    assert f.a_bank_line(reference="FT01", account="NHMH 00123457") != line


def test_an_account_of_another_office_is_told():
    f.a_bank_line(reference="FT01")
    with refused("account_of_other_office"):
        f.a_bank_line(reference="FT01", office=f.an_office(f.DIEN_BIEN), by=f.the_maker(f.an_office(f.DIEN_BIEN)))


def test_nothing_is_booked_tomorrow():
    with refused("booked_in_future"):
        f.a_bank_line(booked_on=timezone.localdate() + timedelta(days=1))


# Explained


def test_a_linked_pledge_is_received_on_the_day_of_the_line():
    line, pledge = f.a_bank_line(booked_on=date(2025, 3, 5)), f.a_pledge()
    bank_lines.link(line, pledge, by=f.the_maker())
    pledge.refresh_from_db()
    assert (pledge.state, pledge.received_on) == ("received", date(2025, 3, 5))
    assert state_of(line) == ("linked", pledge)


def test_a_linked_receipt_stays_as_it_is():
    line, donation = f.a_bank_line(), f.an_approved_donation()
    bank_lines.link(line, donation, by=f.the_maker())
    assert state_of(line) == ("linked", donation)
    assert Donation.objects.get().received_on == date(2025, 3, 4)


def test_another_amount_is_not_linked_and_the_pledge_stays_a_pledge():
    pledge = f.a_pledge(amount_vnd=4_000_000)
    with refused("bank_amount_differs"):
        bank_lines.link(f.a_bank_line(), pledge, by=f.the_maker())
    assert Donation.objects.get().state == "pledged"


def test_a_line_explains_one_donation_and_a_donation_one_line():
    line, other, donation, spare = f.a_bank_line(), f.a_bank_line(), f.a_donation(), f.a_donation()
    bank_lines.link(line, donation, by=f.the_maker())
    with refused("line_is_settled"):
        bank_lines.link(line, spare, by=f.the_maker())
    with refused("donation_has_line"):
        bank_lines.link(other, donation, by=f.the_maker())
    with refused_by_the_database("donation_id"):
        BankLine.objects.filter(pk=other.pk).update(state="linked", donation=donation)


def test_goods_and_what_was_taken_back_explain_no_line():
    goods = f.a_donation(form="in_kind", route="in_kind", goods="200 suất quà")
    reversed_ = f.an_approved_donation()
    donations.reverse(reversed_, reason="Nhầm", by=f.the_maker())
    for donation in (goods, reversed_):
        with refused("not_through_bank"):
            bank_lines.link(f.a_bank_line(), donation, by=f.the_maker())


def test_a_line_put_aside_needs_a_reason_and_can_be_taken_up_again():
    line = bank_lines.set_aside(f.a_bank_line(), reason="Lãi tiền gửi", by=f.the_maker())
    assert (state_of(line)[0], line.reason) == ("aside", "Lãi tiền gửi")
    with refused("line_is_settled"):
        bank_lines.link(line, f.a_donation(), by=f.the_maker())
    bank_lines.unlink(line, by=f.the_maker())
    assert state_of(line) == ("unexplained", None)


def test_a_link_is_taken_back_until_the_donation_is_approved():
    line, donation = f.a_bank_line(), f.a_donation()
    bank_lines.link(line, donation, by=f.the_maker())
    bank_lines.unlink(line, by=f.the_maker())
    bank_lines.link(line, donation, by=f.the_maker())
    donations.approve(donation, by=f.the_checker())
    with refused("linked_is_approved"):
        bank_lines.unlink(line, by=f.the_maker())
    assert state_of(line) == ("linked", donation)


def test_a_linked_donation_keeps_the_amount_that_the_bank_tells():
    line, donation = f.a_bank_line(), f.a_donation()
    bank_lines.link(line, donation, by=f.the_maker())
    donation.amount_vnd = 6_000_000
    with refused("linked_to_bank_line"):
        donations.correct(donation, by=f.the_maker())
    donation.amount_vnd, donation.state = 5_000_000, Donation.State.PLEDGED
    with refused("linked_to_bank_line"):
        donations.correct(donation, by=f.the_maker())
    donation.state, donation.note = Donation.State.RECEIVED, "Biên lai số 7"
    assert donations.correct(donation, by=f.the_maker()).note == "Biên lai số 7"
    other = f.a_donation()
    other.amount_vnd = 6_000_000  # no line explains this one
    assert donations.correct(other, by=f.the_maker()).amount_vnd == 6_000_000


def test_the_line_of_an_annulled_donation_waits_again():
    line, donation = f.a_bank_line(), f.a_donation()
    bank_lines.link(line, donation, by=f.the_maker())
    donations.annul(donation, reason="Nhầm nhà hảo tâm", by=f.the_maker())
    assert state_of(line) == ("unexplained", None)


def test_a_new_donation_recorded_from_a_line_explains_it():
    line = f.a_bank_line()
    new = Donation(donor=f.a_donor(), programme=f.a_programme(), amount_vnd=5_000_000, received_on=line.booked_on)
    donation = bank_lines.explain(line, new, by=f.the_maker())
    assert state_of(line) == ("linked", donation)
    other = Donation(donor=donation.donor, programme=donation.programme, amount_vnd=1, received_on=line.booked_on)
    with refused("bank_amount_differs"):
        bank_lines.explain(f.a_bank_line(), other, by=f.the_maker())
    assert Donation.objects.count() == 1


def test_the_trail_of_a_line_names_no_payer():
    line = f.a_bank_line(payer="NGUYEN THI MINH HOA", description="Ung ho cua Minh Hoa")
    bank_lines.link(line, f.a_donation(), by=f.the_maker())
    told = str(list(AuditEvent.objects.filter(target_type="bankline").values("before", "after")))
    assert "Hoa" not in told
    assert "HOA" not in told


# Proposed


@pytest.mark.parametrize(
    ("text", "code", "named"),
    [
        ("CK UH0000012 ung ho", "UH-0000012", True),
        ("uh-0000012.CT tu 0012", "UH-0000012", True),
        ("Ủng hộ PT 01/2025", "PT-01/2025", True),
        ("CK UH00000123", "UH-0000012", False),
        ("XUH0000012", "UH-0000012", False),
        ("so 2025 ung ho", "2025", False),
        ("a1", "A1", False),
        ("CHUYENTIENUH0000012NGUYENVANA", "UH-0000012", True),
        ("MBVCB.1027.UH0000012LE THI THU.CT tu 0351", "UH-0000012", True),
        ("CKUH0000012 ung ho", "UH-0000012", True),
        ("020097042209UH0000012", "UH-0000012", True),
        ("CHUYENTIENUH00000123", "UH-0000012", False),
        ("UH0000012A", "UH-0000012", False),
        ("CHUYENTIENPT01", "PT-01", False),
    ],
)
def test_a_number_is_found_as_banks_write_it(text, code, named):
    assert bank_matching.names_code(text, code) is named


def test_the_likeliest_donation_comes_first():
    donor = f.a_donor(name="Công ty Minh Họa Sao Mai")
    far = f.a_donation(received_on=date(2025, 1, 4))
    near = f.a_donation(received_on=date(2025, 3, 6))
    same_donor = f.a_pledge(donor=donor)
    named = f.a_pledge(code="PL-2025-07")
    f.a_donation(amount_vnd=4_999_999)
    less = f.a_pledge(code="PL-2025-08", amount_vnd=5_011_000)
    line = f.a_bank_line(description="CTY Minh Hoa SAO MAI ung ho PL2025/07, PL2025/08")
    assert bank_matching.suggestions(line) == [named, less, same_donor, near, far]
