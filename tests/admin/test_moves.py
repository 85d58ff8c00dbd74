"""A wrongly entered donation is moved in the browser: proposed on its page, decided on by another officer."""

import pytest

from programmes.access import roles
from programmes.actions import moves, periods
from programmes.models import ClosedPeriod, Correction, Donation, DonationMove
from tests import factories as f
from tests.admin.pages import changelist, page, rows, said, text_of, verb

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def sent(donation, **over):
    what = {"donor": donation.donor_id, "programme": donation.programme_id, "reason": "Sao kê ghi chương trình khác"}
    return {**what, **over}


def test_a_move_goes_from_the_page_of_the_donation_to_its_approver_and_back(at):
    officer = f.an_officer()
    donation, programme = f.an_approved_donation(by=officer), f.a_programme(name="Quà Tết")
    maker, checker = at(officer), at(f.the_checker())
    form = text_of(maker.get(verb(donation, "chuyen-khoan")))
    assert f"Đề nghị điều chỉnh khoản {donation}: nhà hảo tâm" in form
    assert donation.donor.name in form
    answer = maker.post(verb(donation, "chuyen-khoan"), sent(donation, programme=programme.pk))
    assert "Đã đề nghị điều chỉnh khoản" in said(answer)[0]
    waits = DonationMove.objects.get()
    assert page(waits) in maker.get(page(donation)).content.decode()
    assert page(waits) in checker.get("/quan-tri/").content.decode()
    assert checker.get(page(waits)).context["title"] == "Đề nghị điều chỉnh khoản ủng hộ"
    assert rows(checker.get(changelist("donationmove"), {"viec": "cho-duyet"})) == [waits]
    asked = text_of(checker.get(verb(waits, "duyet")))
    assert f"{donation.programme} → Quà Tết" in asked
    assert "Sao kê ghi chương trình khác" in asked
    assert verb(waits, "duyet") not in maker.get(page(waits)).content.decode()
    checker.post(verb(waits, "duyet"))
    assert Donation.objects.get().programme == programme
    shown = text_of(maker.get(page(donation)))
    assert f"Chương trình: {donation.programme} → Quà Tết (đề nghị: {officer}" in shown
    assert "Điều chỉnh khoản ủng hộ" in text_of(maker.get(page(donation, "history")))


def test_what_a_move_may_not_do_is_told_on_its_form_with_what_was_typed(at):
    officer = f.an_officer(roles.HEADQUARTERS_OFFICER)
    gift_list = f.fund(f.an_approved_list())
    donation = Donation.objects.get(round=gift_list.round)
    answer = at(officer).post(verb(donation, "chuyen-khoan"), sent(donation, programme=f.a_programme().pk))
    assert "rút phần chờ trao" in text_of(answer)
    assert answer.context["form"]["reason"].value() == "Sao kê ghi chương trình khác"


def test_a_province_offers_the_donors_that_it_sees_and_takes_no_other(at):
    officer = f.an_officer()
    donation = f.an_approved_donation(by=officer)
    stranger = f.a_donor(office=f.an_office(f.DIEN_BIEN))
    answer = at(officer).post(verb(donation, "chuyen-khoan"), sent(donation, donor=stranger.pk))
    assert "donor" in answer.context["form"].errors
    assert stranger.name not in text_of(answer)


def test_who_proposed_withdraws_and_what_was_refused_stays_as_it_was(at):
    officer = f.an_officer()
    donation, programme = f.an_approved_donation(by=officer), f.a_programme()
    waits = moves.propose(donation, programme=programme, reason="Nhầm", by=officer)
    client = at(officer)
    client.post(verb(waits, "rut-de-nghi"), {"reason": "Đúng rồi"})
    assert not DonationMove.objects.exists()
    waits = moves.propose(donation, programme=programme, reason="Nhầm", by=officer)
    at(f.the_checker()).post(verb(waits, "tu-choi"), {"reason": "Chưa có giấy tờ"})
    assert DonationMove.objects.get().state == "refused"
    assert Donation.objects.get().programme == donation.programme


def test_the_correction_of_a_moved_donation_tells_what_was_moved_and_nothing_else(at):
    donation, province = f.an_approved_donation(), f.a_province("11")
    periods.close(ClosedPeriod(year=2025), by=f.the_maker(f.headquarters()))
    moves.approve(
        moves.propose(donation, earmark=province, reason="Nhầm", by=f.the_maker()),
        by=f.the_checker(),
    )
    told = text_of(at(f.the_checker()).get(page(Correction.objects.get())))
    assert f"– → {province}" in told
    assert f"{donation.programme} →" not in told


def test_who_would_reverse_money_that_was_handed_over_reads_what_can_be_done_and_where(at):
    event = f.a_handover([f.an_approved_list(gifts=2)])
    gift_list = event.lines.get().gift_list
    donation = Donation.objects.get(round=gift_list.round)
    client = at(f.an_officer(roles.HEADQUARTERS_OFFICER))
    shown = client.get(page(donation))
    told = text_of(shown)
    assert "Chưa hủy được: tiền này đã trao 2 suất (758.160 đồng). Có thể nhận lại suất đã trao (hai người)" in told
    body = shown.content.decode()
    assert f"{changelist('gift')}?gift_list={gift_list.pk}" in body
    assert verb(donation, "chuyen-khoan") in body
    assert verb(donation, "dao-but-toan") not in body
    waits = f.fund(f.an_approved_list())
    other = client.get(page(Donation.objects.get(round=waits.round)))
    assert "Chưa hủy được: tiền này đang dành 758.160 đồng cho 1 danh sách. Có thể rút phần đang dành; hoặc" in text_of(
        other
    )
    assert page(waits, "allocate") in other.content.decode()
