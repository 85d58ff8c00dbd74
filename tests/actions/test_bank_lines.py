"""Lines of bank statements: entered once, explained by donations to the đồng, or put aside."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from programmes.actions import bank_lines, donations
from programmes.models import AuditEvent, BankLine, BankMatch, Donation, bulk
from programmes.rules import bank_matching
from tests import factories as f
from tests.actions.refusals import refused, refused_by_the_database

pytestmark = pytest.mark.django_db


def state_of(line):
    """Its state and what of it is told to be which donation."""
    line = BankLine.objects.get(pk=line.pk)
    return line.state, {match.donation: match.amount_vnd for match in line.matches.all()}


def sums():
    """Đồng left of each line, and open of each donation, in the order in which they were entered."""
    lines, given = BankLine.objects.order_by("pk"), Donation.objects.order_by("pk")
    return [line.left_vnd for line in lines], [donation.open_vnd for donation in given]


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
    assert state_of(line) == ("linked", {pledge: 5_000_000})


def test_a_linked_receipt_stays_as_it_is():
    line, donation = f.a_bank_line(), f.an_approved_donation()
    bank_lines.link(line, donation, by=f.the_maker())
    assert state_of(line) == ("linked", {donation: 5_000_000})
    assert Donation.objects.get().received_on == date(2025, 3, 4)


def test_another_amount_is_not_linked_and_the_pledge_stays_a_pledge():
    pledge = f.a_pledge(amount_vnd=4_000_000)
    with refused("bank_amount_differs"):
        bank_lines.link(f.a_bank_line(), pledge, by=f.the_maker())
    assert Donation.objects.get().state == "pledged"


def test_a_line_that_is_wholly_explained_explains_no_more_and_so_does_a_donation():
    line, other, donation, spare = f.a_bank_line(), f.a_bank_line(), f.a_donation(), f.a_donation()
    bank_lines.link(line, donation, by=f.the_maker())
    with refused("line_is_settled"):
        bank_lines.link(line, spare, by=f.the_maker())
    with refused("donation_has_line"):
        bank_lines.link(other, donation, by=f.the_maker())
    for match, constraint in (((line, spare), "bank_line_matched"), ((other, donation), "donation_confirmed")):
        with refused_by_the_database(constraint):
            BankMatch.objects.create(line=match[0], donation=match[1], amount_vnd=1)
    with refused_by_the_database("bank_match_amount"):
        BankMatch.objects.create(line=other, donation=spare, amount_vnd=0)
    assert sums() == ([0, 5_000_000], [0, 5_000_000])


def test_one_transfer_for_several_donations_is_settled_by_their_amounts_together():
    line = f.a_bank_line(amount_vnd=10_000_000)
    first, second = f.a_donation(amount_vnd=4_000_000), f.a_pledge(amount_vnd=5_000_000)
    bank_lines.link_many(line, [(second, 5_000_000), (first, 4_000_000)], by=f.the_maker())
    assert state_of(line) == ("unexplained", {first: 4_000_000, second: 5_000_000})
    assert sums() == ([1_000_000], [0, 0])
    rest = f.a_donation(amount_vnd=1_000_000)
    bank_lines.link(BankLine.objects.get(), rest, by=f.the_maker())
    assert state_of(line)[0] == "linked"


def test_a_pledge_paid_by_several_transfers_is_received_on_the_day_of_the_last():
    later, earlier = f.a_bank_line(booked_on=date(2025, 3, 9)), f.a_bank_line(booked_on=date(2025, 3, 5))
    pledge = f.a_pledge(amount_vnd=10_000_000)
    bank_lines.link(later, pledge, by=f.the_maker())
    pledge.refresh_from_db()
    assert (pledge.state, pledge.open_vnd) == ("pledged", 5_000_000)
    bank_lines.link(earlier, pledge, by=f.the_maker())
    pledge.refresh_from_db()
    assert (pledge.state, pledge.received_on, pledge.open_vnd) == ("received", date(2025, 3, 9), 0)


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ([3_000_000, 3_000_000], "line_has_less"),
        ([4_000_001], "bank_amount_differs"),
        ([1_000_000, 0], "match_amount_missing"),
    ],
)
def test_of_amounts_that_do_not_fit_nothing_is_linked(asked, code):
    line, given = f.a_bank_line(), [f.a_donation(amount_vnd=4_000_000) for _each in asked]
    with refused(code):
        bank_lines.link_many(line, list(zip(given, asked, strict=True)), by=f.the_maker())
    assert not BankMatch.objects.exists()


@pytest.mark.one_database
def test_donations_are_held_by_number_and_before_their_line_so_that_two_acts_never_wait_for_each_other(monkeypatch):
    held = []
    for module, name in ((donations, "locked"), (bank_lines, "_locked")):
        hold = getattr(module, name)
        monkeypatch.setattr(module, name, lambda record, hold=hold: held.append(record) or hold(record))
    line, first, second = f.a_bank_line(), f.a_donation(), f.a_donation()
    bank_lines.link_many(line, [(second, 1), (first, 1)], by=f.the_maker())
    assert held == [first, second, line]


def test_one_donation_is_linked_to_a_line_once():
    line, donation = f.a_bank_line(), f.a_donation()
    with refused("matched_already"):
        bank_lines.link_many(line, [(donation, 1), (donation, 2)], by=f.the_maker())
    bank_lines.link(line, donation, 1, by=f.the_maker())
    with refused("matched_already"):
        bank_lines.link(line, donation, 2, by=f.the_maker())


def test_goods_and_what_was_taken_back_explain_no_line():
    goods = f.a_donation(form="in_kind", route="in_kind", goods="200 suất quà")
    reversed_ = f.an_approved_donation()
    donations.reverse(reversed_, reason="Nhầm", by=f.the_maker())
    for donation in (goods, reversed_):
        with refused("not_through_bank"):
            bank_lines.link(f.a_bank_line(), donation, by=f.the_maker())


def test_one_line_explains_what_several_paid_at_the_counter():
    line = f.a_bank_line(amount_vnd=3_000_000)
    paid = [f.a_donation(route="counter", amount_vnd=amount) for amount in (1_000_000, 2_000_000)]
    bank_lines.link_many(line, [(donation, donation.amount_vnd) for donation in paid], by=f.the_maker())
    assert [donation.confirmed_vnd for donation in Donation.objects.order_by("pk")] == [1_000_000, 2_000_000]


def test_a_line_put_aside_needs_a_reason_and_can_be_taken_up_again():
    line = bank_lines.set_aside(f.a_bank_line(), reason="Lãi tiền gửi", by=f.the_maker())
    assert (state_of(line)[0], line.reason) == ("aside", "Lãi tiền gửi")
    with refused("line_is_settled"):
        bank_lines.link(line, f.a_donation(), by=f.the_maker())
    bank_lines.unlink(line, by=f.the_maker())
    assert state_of(line) == ("unexplained", {})


def test_the_rest_of_a_line_is_put_aside_and_taken_up_again_beside_its_match():
    line, donation = f.a_bank_line(), f.a_donation(amount_vnd=4_000_000)
    bank_lines.link(line, donation, 4_000_000, by=f.the_maker())
    bank_lines.set_aside(line, reason="Chuyển nhầm", by=f.the_maker())
    assert state_of(line) == ("aside", {donation: 4_000_000})
    bank_lines.unlink(line, by=f.the_maker())
    assert state_of(line) == ("unexplained", {donation: 4_000_000})
    bank_lines.set_aside(line, reason="Chuyển nhầm", by=f.the_maker())
    donations.annul(donation, reason="Nhầm nhà hảo tâm", by=f.the_maker())
    line.refresh_from_db()
    assert (line.state, line.reason, line.left_vnd) == ("unexplained", "", 5_000_000)  # more is left than was aside


def test_a_link_is_taken_back_until_the_donation_is_approved():
    line, donation = f.a_bank_line(), f.a_donation()
    bank_lines.link(line, donation, by=f.the_maker())
    bank_lines.unlink(line, by=f.the_maker())
    bank_lines.link(line, donation, by=f.the_maker())
    donations.approve(donation, by=f.the_checker())
    with refused("linked_is_approved"):
        bank_lines.unlink(line, by=f.the_maker())
    assert state_of(line) == ("linked", {donation: 5_000_000})


def test_a_wrong_link_with_a_donation_that_had_been_approved_before_is_taken_back():
    """Nobody has approved it on the strength of the line, and the donation itself was right."""
    line, donation = f.a_bank_line(), f.a_donation()
    bank_lines.link(line, donation, by=f.the_maker())
    bank_lines.unlink(line, by=f.the_maker())
    donations.approve(donation, by=f.the_checker())
    bank_lines.link(line, donation, by=f.the_maker())
    bank_lines.unlink(line, by=f.the_maker())
    assert state_of(line) == ("unexplained", {})
    assert sums() == ([5_000_000], [5_000_000])


def test_of_several_links_those_are_taken_back_that_nobody_approved_or_that_are_chosen():
    line, given = f.a_bank_line(), [f.a_donation(amount_vnd=1_000_000) for _each in "123"]
    bank_lines.link_many(line, [(each, 1_000_000) for each in given], by=f.the_maker())
    approved, chosen, other = given
    donations.approve(approved, by=f.the_checker())
    with refused("linked_is_approved"):
        bank_lines.unlink(line, chosen=[approved, chosen], by=f.the_maker())
    bank_lines.unlink(line, chosen=[chosen], by=f.the_maker())
    assert sums() == ([3_000_000], [0, 1_000_000, 0])
    bank_lines.unlink(line, by=f.the_maker())
    assert state_of(line) == ("unexplained", {approved: 1_000_000})


def test_the_line_of_a_donation_that_was_reversed_waits_again():
    line, donation = f.a_bank_line(), f.an_approved_donation()
    bank_lines.link(line, donation, by=f.the_maker())
    reversal = donations.reverse(donation, reason="Nhầm nhà hảo tâm", by=f.the_maker())
    assert state_of(line) == ("linked", {donation: 5_000_000})  # until another officer has approved the reversal
    donations.approve(reversal, by=f.the_checker())
    assert state_of(line) == ("unexplained", {})
    right = f.a_donation()
    bank_lines.link(line, right, by=f.the_maker())
    assert sums() == ([0], [5_000_000, -5_000_000, 0])


def test_a_line_that_an_earlier_version_left_with_a_reversed_donation_is_freed_by_hand():
    line, donation = f.a_bank_line(), f.an_approved_donation()
    reversal = donations.reverse(donation, reason="Nhầm nhà hảo tâm", by=f.the_maker())
    donations.approve(reversal, by=f.the_checker())
    BankMatch.objects.create(line=line, donation=donation, amount_vnd=5_000_000)
    bank_lines.unlink(line, by=f.the_maker())
    assert state_of(line) == ("unexplained", {})


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


def test_of_a_donation_that_lines_confirm_in_part_the_rest_may_be_another():
    """A bank kept its fee, or the donor gave less than was pledged."""
    pledge = f.a_pledge()
    before = Donation.objects.get()
    bank_lines.link(f.a_bank_line(amount_vnd=4_989_000), pledge, by=f.the_maker())
    before.amount_vnd = 4_988_999
    with refused("linked_to_bank_line"):
        donations.correct(before, by=f.the_maker())
    before.amount_vnd, before.state, before.received_on = 4_989_000, "received", date(2025, 3, 5)
    donations.correct(before, by=f.the_maker())
    assert sums() == ([0], [0])


def test_the_line_of_an_annulled_donation_waits_again():
    line, donation = f.a_bank_line(), f.a_donation()
    bank_lines.link(line, donation, by=f.the_maker())
    donations.annul(donation, reason="Nhầm nhà hảo tâm", by=f.the_maker())
    assert state_of(line) == ("unexplained", {})


def test_a_new_donation_recorded_from_a_line_explains_it():
    line = f.a_bank_line()
    new = Donation(donor=f.a_donor(), programme=f.a_programme(), amount_vnd=5_000_000, received_on=line.booked_on)
    donation = bank_lines.explain(line, new, by=f.the_maker())
    assert state_of(line) == ("linked", {donation: 5_000_000})
    like = {"donor": donation.donor, "programme": donation.programme, "received_on": line.booked_on}
    with refused("line_has_less"):
        bank_lines.explain(f.a_bank_line(), Donation(**like, amount_vnd=5_000_001), by=f.the_maker())
    part = f.a_bank_line()
    bank_lines.explain(part, Donation(**like, amount_vnd=1_000_000), by=f.the_maker())
    part.refresh_from_db()
    assert (part.state, part.left_vnd, Donation.objects.count()) == ("unexplained", 4_000_000, 2)


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


def test_what_is_open_of_a_donation_and_the_name_of_its_donor_make_it_likely_too():
    donor = f.a_donor(name="Hội Khuyến Học Ví Dụ")
    of_donor, open_ = f.a_pledge(donor=donor, amount_vnd=9_000_000), f.a_pledge(amount_vnd=7_000_000)
    bank_lines.link(f.a_bank_line(amount_vnd=2_000_000), open_, by=f.the_maker())
    f.a_donation(amount_vnd=9_000_000)
    line = f.a_bank_line(payer="HOI KHUYEN HOC VI DU")
    assert bank_matching.suggestions(line) == [open_, of_donor]


def test_matches_that_come_and_go_together_move_each_sum_once():
    lines = [f.a_bank_line(), f.a_bank_line(amount_vnd=3_000_000)]
    given = [f.a_donation(amount_vnd=7_000_000), f.a_donation(amount_vnd=2_000_000)]
    shares = ((0, 0, 4_000_000), (0, 1, 1_000_000), (1, 0, 3_000_000))
    bulk.insert([BankMatch(line=lines[i], donation=given[j], amount_vnd=vnd) for i, j, vnd in shares])
    assert (sums(), {line.state for line in BankLine.objects.all()}) == (([0, 0], [0, 1_000_000]), {"linked"})
    BankMatch.objects.all()._raw_delete("default")
    assert sums() == ([5_000_000, 3_000_000], [7_000_000, 2_000_000])
