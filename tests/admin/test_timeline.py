"""A list tells what became of it, from the file to the hand-over, in words with links; so does a donation."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from programmes.actions import donations, gift_lists, handovers
from programmes.admin import timeline
from programmes.models import Donation, Gift, GiftList
from tests import factories as f
from tests import sheets
from tests.admin.pages import page, text_of
from tests.exchange.doors import take_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _rates(db):
    f.the_rates()
    f.a_province()


def a_list_from_a_file(folder, people=2, first=1):
    """Brought by a file, returned once, approved, paid for and handed over to all but one."""
    maker = f.the_maker()
    take_in(sheets.a_csv(folder, [sheets.a_line(first + n) for n in range(people)]), "gifts", maker, round_=f.a_round())
    gift_list = GiftList.objects.latest("pk")
    gift_lists.submit(gift_list, by=maker)
    gift_lists.send_back(gift_list, reason="Thiếu số quyết định", by=f.the_checker())
    gift_lists.submit(gift_list, by=maker)
    f.means_for(gift_list)
    gift_lists.approve(gift_list, by=f.the_checker())
    f.fund(gift_list)
    event = f.a_planned_handover([gift_list], title="Trao tại Mường Xén")
    absent = gift_list.gifts.order_by("pk").last()
    handovers.note_outcomes(event, [absent.pk], Gift.Outcome.ABSENT, by=maker)
    handovers.note_the_rest(event, by=maker)
    handovers.hand_over(event, by=maker)
    return gift_list


def test_a_list_tells_its_way_from_the_file_to_the_hand_over(tmp_path, at):
    gift_list = a_list_from_a_file(tmp_path)
    f.a_planned_handover([gift_list], title="Trao lại ở xã")
    officer = f.an_officer()
    moments = timeline.of_list(gift_list, officer)
    words = [str(moment.words) for moment in moments]
    wanted = (
        *("Tải tệp lên", "Ghi tệp vào sổ: 2 dòng, 2 suất mới", "Trình", "Trả lại", "Trình", "Duyệt", "Phân bổ"),
        *("Lên kế hoạch buổi trao", "Ghi kết quả từng suất (2 lần)"),
        *("Ghi nhận đã trao 1 suất của danh sách này, 1 vắng mặt", "Dự kiến trao ngày"),
    )
    found = iter(words)
    assert [start for start in wanted if not any(told.startswith(start) for told in found)] == []
    told = text_of(at(officer).get(page(gift_list)))
    for part in ("“Thiếu số quyết định”", "Trao tại Mường Xén", Donation.objects.latest("pk").code, str(f.the_maker())):
        assert part in told


def test_a_timeline_costs_as_many_statements_for_twenty_gifts_as_for_two(tmp_path):
    officer, counts = f.an_officer(), []
    officer.get_all_permissions()  # which a request has asked for once
    for people in (2, 20):
        gift_list = a_list_from_a_file(tmp_path, people, first=people)
        with CaptureQueriesContext(connection) as queries:
            timeline.of_list(gift_list, officer)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 9


@pytest.mark.one_database
def test_a_person_tells_the_gifts_and_what_became_of_them(at):
    event = f.a_handover()
    gift = Gift.objects.filter(event=event).first()
    told = text_of(at(f.an_officer()).get(page(gift.recipient)))
    for part in (
        "Diễn biến",
        "Ghi mới",
        f"Thêm {gift.get_kind_display()} vào danh sách",
        "Kết quả trao: đã nhận",
        event.title,
    ):
        assert part in told


@pytest.mark.one_database
def test_a_reversal_and_its_donation_tell_who_drew_it_up_and_who_approved_it(at):
    donation = f.an_approved_donation()
    drawn_up, approved = f.the_maker(f.headquarters()), f.the_checker()
    reversal = donations.reverse(donation, reason="Ghi nhầm", by=drawn_up)
    donations.approve(reversal, by=approved)
    donation = Donation.objects.get(pk=donation.pk)
    of_reversal = [(line.words, line.who, line.reason) for line in timeline.of_donation(reversal, drawn_up)]
    assert of_reversal == [("Lập bút toán đảo", str(drawn_up), "Ghi nhầm"), ("Duyệt", str(approved), "")]
    of_donation = [(line.words, line.who) for line in timeline.of_donation(donation, drawn_up)][-2:]
    assert of_donation == [("Hủy khoản đã duyệt", str(drawn_up)), ("Duyệt bút toán đảo", str(approved))]


@pytest.mark.one_database
def test_a_donation_tells_what_was_done_with_it_and_where_its_money_went(at):
    gift_list = f.an_approved_list(gifts=1)
    f.fund(gift_list)
    donation, officer = Donation.objects.latest("pk"), f.an_officer(f.roles.HEADQUARTERS_OFFICER, f.headquarters())
    told = text_of(at(officer).get(page(donation)))
    for part in ("Diễn biến", "Ghi mới", "Duyệt", "đồng cho danh sách", str(gift_list)):
        assert part in told
