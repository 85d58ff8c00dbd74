"""The statement of a donor tells each donation of a period as its trail does, to the đồng."""

import random
from dataclasses import asdict
from datetime import date
from io import BytesIO

import pypdf
import pytest
from django.urls import reverse

from programmes.actions import donations
from programmes.papers.letters import letters_of
from programmes.papers.receipts import signed_receipt
from programmes.papers.statements import in_period, statement
from programmes.rules.trail_lines import lines_of
from programmes.standards.words import dong_in_words
from programmes.totals import trail
from tests import factories as f
from tests.admin.pages import text_of
from tests.guards import break_by_hand

pytestmark = pytest.mark.django_db
HEAD = {"office_above": "", "office": "", "number": "", "place": "", "day": date(2026, 3, 4), "note": ""}
YEAR = {"tu": "01/01/2025", "den": "31/12/2025"}


def of(donor, since=date(2025, 1, 1), until=date(2025, 12, 31)):
    return statement(donor, list(in_period(donor.donations.all(), since, until)), since, until, head=HEAD)


def address(donor):
    return reverse("admin:programmes_donor_statement", args=[donor.pk])


def hand_over(gift_list):
    event = f.a_planned_handover([gift_list])
    f.handovers.note_the_rest(event, by=f.the_maker())
    f.handovers.hand_over(event, by=f.the_maker())


def a_donor_who_gives(chance, round_, amount):
    """So many đồng for this round; beside it perhaps goods, and perhaps what is cancelled later."""
    donor = f.a_donor(office=f.headquarters())
    of_office = {"donor": donor, "office": donor.office}
    f.an_approved_donation(
        **of_office, round=round_, amount_vnd=chance.choice([10**5, 10**6, 10**7]) + chance.randint(1, 9)
    )
    if chance.random() < 0.25:
        f.an_approved_donation(**of_office, form="in_kind", goods="xe đạp", amount_vnd=chance.randint(1, 10**8))
    if chance.random() < 0.15:
        wrong = f.an_approved_donation(**of_office, amount_vnd=chance.randint(1, 10**8))
        back = donations.reverse(wrong, reason="ghi nhầm", by=f.the_maker(donor.office))
        donations.approve(back, by=f.the_checker())
    return donor


@pytest.mark.one_database("sqlite")  # each of its sums is asked on both, of one donation
def test_statement_receipts_letter_and_trails_of_200_donors_are_equal_to_the_dong():
    chance, donors = random.Random(2026), []
    for first in (40_000_000, 6_000_001, 1_000_000, 7):  # of four lists one donor pays for the whole, or many together
        gift_list = f.a_submitted_list(gifts=chance.randint(12, 30))
        amounts = [first, *(chance.choice([10**5, 10**6, 10**7]) + chance.randint(0, 9) for _number in range(49))]
        donors += [a_donor_who_gives(chance, gift_list.round, amount) for amount in amounts]
        f.fund(f.gift_lists.approve(gift_list, by=f.the_checker()))
        hand_over(gift_list)
    statements = [of(donor) for donor in donors]
    for donor, told in zip(donors, statements, strict=True):
        lines = {each.code: each for each in told.donations}
        given = list(in_period(donor.donations.all(), date(2025, 1, 1), date(2025, 12, 31)))
        assert lines.keys() == {each.code for each in given}
        for each in given:
            books, line = trail.read(each), lines[each.code]
            assert (line.money_vnd + line.goods_vnd, line.cancelled_vnd) == (books.received_vnd, books.reversed_vnd)
            assert (line.gifts_vnd, line.other_vnd) == lines_of(books)[2:]
            receipt = signed_receipt(each, "", "", head=HEAD)
            assert (receipt.money_vnd or 0, receipt.goods_vnd or 0) == (line.money_vnd, line.goods_vnd)
            assert bool(line.goods_vnd) == bool(each.goods)
        [letter] = letters_of(given, day=HEAD["day"], is_sample=False)
        assert (letter.money_vnd, letter.goods_vnd) == (told.money_sum_vnd, told.goods_sum_vnd)
        assert sum(each.amount_vnd for each in told.became) == told.gifts_sum_vnd
        received = told.money_sum_vnd + told.goods_sum_vnd
        assert received == told.cancelled_sum_vnd + told.gifts_sum_vnd + told.other_sum_vnd
        assert told.money_words.lower() == dong_in_words(told.money_sum_vnd)
    sums = [sum(getattr(told, f"{name}_sum_vnd") for told in statements) for name in ("goods", "cancelled", "gifts")]
    assert min(sums) > 0, "each of what may become of a donation is among them"


def test_a_donation_of_the_first_or_last_day_is_within_and_what_nobody_approved_is_not():
    donor = f.a_donor()
    days = [date(2024, 12, 31), date(2025, 1, 1), date(2025, 12, 31), date(2026, 1, 1)]
    for day in days:
        f.an_approved_donation(donor=donor, received_on=day)
    f.a_donation(donor=donor)
    assert [each.received_on for each in of(donor).donations] == days[1:3]


def test_what_became_few_gifts_stands_in_one_sum_with_all_that_is_left():
    gift_list = f.fund(f.an_approved_list())
    donor = gift_list.round.donations.get().donor
    before = asdict(of(donor))
    hand_over(gift_list)
    told = of(donor)
    assert asdict(told) == before
    assert (told.gifts_sum_vnd, told.other_sum_vnd, told.became) == (0, told.money_sum_vnd, ())


def test_an_officer_asks_for_a_year_and_takes_the_statement_as_a_page_and_as_pdf(at):
    officer = f.an_officer()
    donor = f.a_donor(by=officer)
    f.an_approved_donation(donor=donor)
    client = at(officer)
    assert "Năm nay" in text_of(client.get(address(donor)))
    page = client.get(address(donor), YEAR)
    assert "Bằng tiền: 5.000.000 đồng (Năm triệu đồng)." in text_of(page).replace("\xa0", " ")
    files = [link for _label, link in page.context_data["files"] if "dang=pdf" in link]
    pdf = pypdf.PdfReader(BytesIO(client.get(address(donor) + files[0]).content))
    assert "UH-" in pdf.pages[0].extract_text()


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"tu": "01/01/2020", "den": "31/12/2020"}, "Không có khoản ủng hộ đã duyệt nào"),
        ({"tu": "31/12/2025", "den": "01/01/2025"}, "Ghi ngày không trước ngày đầu."),
        ({"tu": "32/1/2025", "den": "31/12/2025"}, "Từ ngày"),
    ],
)
def test_a_period_without_donations_or_that_is_none_gives_no_paper(at, asked, told):
    donation = f.an_approved_donation()
    page = at(f.the_maker(donation.office)).get(address(donation.donor), asked)
    assert told in text_of(page)
    assert "Lập bảng kê" in page.content.decode()


def test_an_office_tells_only_the_donations_that_it_sees(at):
    donation = f.an_approved_donation()
    other = f.an_approved_donation(donor=donation.donor, office=f.headquarters())
    told = text_of(at(f.the_maker(donation.office)).get(address(donation.donor), YEAR))
    assert donation.code in told
    assert other.code not in told


def test_while_a_donation_does_not_add_up_there_is_no_statement(at):
    gift_list = f.fund(f.an_approved_list())
    donation = gift_list.round.donations.get()
    hand_over(gift_list)
    break_by_hand("UPDATE programmes_giftpayment SET amount_vnd = amount_vnd - 1")
    told = text_of(at(f.the_maker(donation.office)).get(address(donation.donor), YEAR))
    assert "đang được đối chiếu lại" in told
