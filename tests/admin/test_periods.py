"""Closing a period, proposing and approving a correction, and printing a receipt, in the browser."""

from datetime import date

import pytest
from django.contrib.auth.models import Permission

from programmes.access import roles
from programmes.actions import corrections, donations, periods
from programmes.models import ClosedPeriod, Correction, Donation, Donor
from programmes.rules import trails
from programmes.totals import closing
from tests import factories as f
from tests.admin.pages import adding, changelist, page, refused, rows, said, text_of, verb


def close(year=2025, month=None):
    return periods.close(ClosedPeriod(year=year, month=month), by=f.the_maker(f.headquarters()))


def test_headquarters_closes_a_year_and_a_month(at):
    client = at(f.an_officer(roles.HEADQUARTERS_OFFICER))
    client.post(adding("closedperiod"), {"year": "2024", "month": "12", "confirmed": "1"})
    client.post(adding("closedperiod"), {"year": "2024", "confirmed": "1"})
    assert [str(period) for period in ClosedPeriod.objects.order_by("pk")] == ["12/2024", "2024"]


def asked(client, **period):
    return text_of(client.post(adding("closedperiod"), period))


def test_before_a_year_is_closed_its_figures_are_shown_and_nothing_is_closed_yet(at):
    f.a_handover(held_on=date(2025, 12, 20))
    taken_back = f.an_approved_donation(amount_vnd=7_000_000)
    donations.approve(donations.reverse(taken_back, reason="Ghi trùng", by=f.the_maker()), by=f.the_checker())
    f.an_approved_donation(received_on=date(2024, 5, 6))
    text = asked(at(f.an_officer(roles.HEADQUARTERS_OFFICER)), year="2025")
    assert "Khoản ủng hộ đã duyệt 1 Huy động (đồng) 758.160" in text
    assert "Suất quà đã trao 2 Đã trao: từ tiền ủng hộ (đồng) 758.160" in text
    assert "Không còn việc nào dở trong kỳ 2025." in text
    assert "Khóa sổ kỳ 2025?" in text
    assert not ClosedPeriod.objects.exists()


def test_before_a_month_is_closed_what_waits_in_it_is_shown(at):
    f.a_donation(amount_vnd=5_000_000, received_on=date(2025, 12, 31))
    f.a_donation(amount_vnd=1_200_000, received_on=date(2025, 12, 1))
    f.a_donation(received_on=date(2025, 11, 30))
    f.a_bank_line(amount_vnd=345_000, booked_on=date(2025, 12, 5))
    f.a_planned_handover([f.an_approved_list(gifts=2)], held_on=date(2025, 12, 20))
    client = at(f.an_officer(roles.HEADQUARTERS_OFFICER))
    response = client.post(adding("closedperiod"), {"year": "2025", "month": "12"})
    text = text_of(response)
    assert "2 khoản ủng hộ đã nhận, chưa duyệt: 6.200.000 đồng" in text
    assert "1 buổi trao chưa ghi nhận đã trao, với 2 suất quà" in text
    assert "1 dòng sao kê chưa đối chiếu: 345.000 đồng" in text
    assert [len(rows(client.get(url))) for _label, url in response.context["waiting"]] == [2, 1, 1]


@pytest.mark.django_db
def test_the_figures_of_a_period_cost_five_queries_whatever_it_holds(django_assert_num_queries):
    for _each in range(3):
        f.a_donation()
        f.a_planned_handover()
    with django_assert_num_queries(5):
        closing.of(ClosedPeriod(year=2025))


def test_a_province_is_refused_before_it_sees_the_figures_of_the_country(at):
    officer = f.an_officer()
    officer.user_permissions.add(Permission.objects.get(codename="add_closedperiod"))
    answer = at(officer).post(adding("closedperiod"), {"year": "2025"})
    assert answer.status_code == 403
    assert "Huy động" not in text_of(answer)


def test_a_period_that_is_not_over_is_refused_on_the_form(at):
    client = at(f.an_officer(roles.HEADQUARTERS_OFFICER))
    assert refused(client.post(adding("closedperiod"), {"year": "2099"})) == {"year": ["period_not_over"]}


def test_a_closed_period_is_never_changed_or_deleted(at):
    period, client = close(), at(f.a_superuser())
    assert client.post(page(period), {"year": "2023"}).status_code == 403
    assert client.post(page(period, "delete"), {"post": "yes"}).status_code == 403
    assert ClosedPeriod.objects.get().year == 2025


def test_the_page_of_a_donation_says_why_it_cannot_be_approved(at):
    donation = f.a_donation()
    close()
    text = text_of(at(f.an_officer(roles.APPROVER)).get(page(donation)))
    assert "thuộc kỳ 2025 đã khóa sổ nên cần đính chính: người nhập đề nghị" in text


def test_a_correction_goes_from_the_proposal_to_the_public_page(at, client):
    donation = f.a_donation(amount_vnd=5_000_000)
    close()
    maker = at(f.an_officer())
    assert "Đề nghị đính chính" in text_of(maker.get(page(donation)))
    maker.post(verb(donation, "de-nghi-dinh-chinh"), {"reason": "Sao kê về muộn"})
    correction = Correction.objects.get()
    checker = at(f.the_checker())
    assert "Đính chính chờ bạn duyệt" in text_of(checker.get("/quan-tri/"))
    assert rows(checker.get(changelist("correction"), {"viec": "cho-duyet"})) == [correction]
    checker.post(verb(correction, "duyet"))
    assert Donation.objects.get().state == Donation.State.APPROVED
    assert "Huy động: 0 → 5.000.000 đồng" in text_of(checker.get(page(correction)))
    text = text_of(client.get("/dinh-chinh/"))
    assert "Huy động năm 2025 đồng 0 5.000.000 Sao kê về muộn" in text


def test_who_proposed_sees_no_button_to_approve(at):
    donation, officer = f.a_donation(), f.a_superuser()
    close()
    correction = corrections.propose(donation=donation, reason="x", by=officer)
    assert verb(correction, "duyet") not in at(officer).get(page(correction)).content.decode()
    at(officer).post(verb(correction, "duyet"))
    assert Correction.objects.get().state == Correction.State.PROPOSED


def test_a_proposal_is_declined_with_a_reason(at):
    donation = f.a_donation()
    close()
    correction = corrections.propose(donation=donation, reason="x", by=f.the_maker())
    at(f.the_checker()).post(verb(correction, "tu-choi"), {"reason": "Không đủ chứng từ"})
    assert Correction.objects.get().state == Correction.State.REFUSED
    assert Donation.objects.get().state == Donation.State.RECEIVED


def test_a_province_sees_the_corrections_of_its_own_records_only(at):
    donation, event = f.a_donation(), f.a_planned_handover([])
    close()
    by = f.the_maker()
    found = {
        corrections.propose(donation=donation, reason="x", by=by),
        corrections.propose(event=event, reason="x", by=by),
    }
    assert set(rows(at(f.an_officer()).get(changelist("correction")))) == found
    other = f.an_officer(office=f.an_office(f.DIEN_BIEN))
    assert rows(at(other).get(changelist("correction"))) == []


def test_an_event_offers_the_proposal_only_in_a_closed_period(at):
    event = f.a_planned_handover([])
    client, label = at(f.an_officer()), "Đề nghị đính chính"
    assert label not in text_of(client.get(page(event)))
    close()
    assert label in text_of(client.get(page(event)))


def test_a_wrong_outcome_is_proposed_on_the_page_of_the_gift_and_decided_on_by_another(at):
    gift, never_given = f.a_handover().gifts.first(), f.a_gift()
    maker, checker = at(f.an_officer()), at(f.the_checker())
    assert "Đề nghị sửa kết quả trao" not in text_of(maker.get(page(never_given)))
    assert "Đề nghị sửa kết quả trao" in text_of(maker.get(page(gift)))
    assert "Đang ghi: đã nhận." in text_of(maker.get(verb(gift, "de-nghi-dinh-chinh")))
    sent = {"outcome": "by_proxy", "proxy_name": "Lò Văn Ví Dụ", "proxy_kin": "child", "reason": "Ghi nhầm"}
    maker.post(verb(gift, "de-nghi-dinh-chinh"), sent)
    proposed = Correction.objects.get()
    assert f'href="{page(proposed)}">Đề nghị sửa kết quả trao đang chờ' in maker.get(page(gift)).content.decode()
    asked = text_of(checker.get(verb(proposed, "duyet")))
    for words in ("Kết quả đang ghi đã nhận", "Kết quả đề nghị nhận thay", "Lò Văn Ví Dụ · con", "Ghi nhầm"):
        assert words in asked
    assert "lý do công khai" not in asked
    assert "không công bố đính chính" in said(checker.post(verb(proposed, "duyet")))[0]
    decided = text_of(checker.get(page(proposed)))
    assert "Kết quả trước đó đã nhận Kết quả đề nghị nhận thay" in decided
    assert "Sửa kết quả trao 12/2025" in decided
    gift.refresh_from_db()
    assert (gift.outcome, gift.proxy_name) == ("by_proxy", "Lò Văn Ví Dụ")


def test_the_office_prints_a_receipt_with_the_name(at):
    donor = f.a_person(name="Trần Thị Ví Dụ")
    donation = f.an_approved_donation(donor=donor, amount_vnd=50_000_000, received_on=date(2025, 3, 4))
    client = at(f.an_officer())
    assert "In biên nhận" in text_of(client.get(page(donation)))
    response = client.get(page(donation, "receipt"))
    text = text_of(response)
    assert "Trần Thị Ví Dụ" in text
    assert "Năm mươi triệu đồng." in text
    assert trails.written(trails.code_of(donation)) in text
    assert "no-store" in response["Cache-Control"]


def test_a_receipt_without_a_name_stays_without_one(at):
    donor = f.a_donor(kind=Donor.Kind.ANONYMOUS, name="Người gửi bí mật")
    donation = f.an_approved_donation(donor=donor, is_anonymous=True)
    text = text_of(at(f.an_officer()).get(page(donation, "receipt")))
    assert "bí mật" not in text
    assert "Nhà hảo tâm không nêu tên" in text


def test_there_is_no_receipt_for_what_is_not_approved_nor_for_another_office(at):
    donation = f.a_donation()
    assert at(f.an_officer()).get(page(donation, "receipt")).status_code == 404
    donations.approve(donation, by=f.the_checker())
    other = f.an_officer(office=f.an_office(f.DIEN_BIEN))
    assert at(other).get(page(donation, "receipt")).status_code == 404
    assert at(f.an_officer(role=None)).get(page(donation, "receipt")).status_code == 404


def test_who_decides_on_the_correction_of_a_donation_reads_whose_it_is_how_much_and_why(at):
    donor = f.a_donor(name="Công ty Ví Dụ")
    donation = f.a_donation(donor=donor, amount_vnd=5_000_000, received_on=date(2025, 3, 4))
    close()
    maker = f.an_officer(full_name="Nguyễn Thị Đề Nghị")
    correction = corrections.propose(donation=donation, reason="Sao kê về muộn", by=maker)
    text = text_of(at(f.the_checker()).get(verb(correction, "duyet")))
    assert f"Khoản ủng hộ {donation.code} Nhà hảo tâm Công ty Ví Dụ" in text
    assert "Ngày nhận 04/03/2025" in text
    assert "Số tiền trước đính chính (đồng) 0 Số tiền sau đính chính (đồng) 5.000.000" in text
    assert "Lý do Sao kê về muộn Người đề nghị Nguyễn Thị Đề Nghị" in text
    assert "Nhà hảo tâm Công ty Ví Dụ" in text_of(at(f.the_checker()).get(page(correction)))


def test_who_reverses_a_donation_is_told_who_does_what_next_in_an_open_and_in_a_closed_period(at):
    first, second = f.an_approved_donation(), f.an_approved_donation()
    client = at(f.the_maker())
    told = said(client.post(verb(first, "dao-but-toan"), {"reason": "Ghi trùng"}))[0]
    assert told.endswith("Khoản này chờ người khác duyệt.")
    close()
    told = said(client.post(verb(second, "dao-but-toan"), {"reason": "Ghi trùng"}))[-1]
    assert "bấm “Đề nghị đính chính”" in told


def test_the_correction_by_a_reversal_tells_the_donation_that_goes(at):
    donation = f.an_approved_donation(amount_vnd=5_000_000)
    close()
    opposite = donations.reverse(donation, reason="Ghi trùng", by=f.the_maker())
    correction = corrections.propose(donation=opposite, reason="Ghi trùng", by=f.the_maker())
    asked = at(f.the_checker()).get(verb(correction, "duyet"))
    text = text_of(asked)
    assert f"Khoản ủng hộ {donation.code} " in text
    assert all(f'href="{page(one)}"' in asked.content.decode() for one in (donation, opposite, donation.donor))
    assert "Số tiền trước đính chính (đồng) 5.000.000 Số tiền sau đính chính (đồng) 0" in text


def test_who_decides_on_the_correction_of_a_hand_over_reads_how_much_was_received(at):
    event = f.a_ready_handover([f.an_approved_list(gifts=2)])
    close()
    correction = corrections.propose(event=event, reason="Biên bản về muộn", by=f.the_maker())
    asked = at(f.the_checker()).get(verb(correction, "duyet"))
    text = text_of(asked)
    assert f'href="{page(event)}"' in asked.content.decode()
    assert "Ngày trao 20/12/2025" in text
    assert "Suất quà đã nhận 2 Chương trình chi (đồng) 758.160" in text


def test_who_decides_on_taking_a_gift_back_reads_what_it_was(at):
    gift = f.a_handover().gifts.first()
    close()
    correction = corrections.propose(gift=gift, reason="Người nhận đã có thẻ", by=f.an_officer())
    asked = at(f.the_checker()).get(verb(correction, "tu-choi"))
    text = text_of(asked)
    assert all(f'href="{page(one)}"' in asked.content.decode() for one in (gift, gift.gift_list, gift.event))
    assert "Suất quà thẻ BHYT" in text
    assert "Ngày trao 20/12/2025 Chương trình chi (đồng) 379.080" in text


# Into a closed month: told before it is saved


def late_donation(officer, **over):
    donor, programme = f.a_donor(by=officer).pk, f.a_programme().pk
    sent = {"donor": donor, "programme": programme, "form": "cash", "route": "via_bhxh", "state": "received"}
    return {**sent, "amount_vnd": "1.263.600", "received_on": "4/3/2025", **over}


def test_who_saves_into_a_closed_month_is_told_first_and_proposes_at_once(at):
    close(month=3)
    officer = f.an_officer()
    client, sent = at(officer), late_donation(officer)
    answer = client.post(adding("donation"), sent)
    assert refused(answer) == {"received_on": ["day_in_closed_period"], "__all__": ["asked_once"]}
    assert "Lưu và đề nghị đính chính" in answer.content.decode()
    asked = '<a href="#id_received_on">Ngày nhận</a>: Ngày 04/03/2025 thuộc kỳ'
    assert asked in answer.content.decode()
    assert "Vui lòng sửa" not in text_of(answer)  # nothing is wrong
    wrong = client.post(adding("donation"), {**sent, "amount_vnd": "x"})
    assert "Vui lòng sửa" in text_of(wrong)
    assert not Donation.objects.exists()
    again = sent | {"asked": answer.context["adminform"].form["asked"].value()}
    other_day = client.post(adding("donation"), again | {"received_on": "5/3/2025"})
    assert "day_in_closed_period" in refused(other_day)["received_on"]
    client.post(adding("donation"), again | {"correction_reason": "Sao kê về muộn"})
    correction = Correction.objects.get()
    assert (correction.donation, correction.proposed_by) == (Donation.objects.get(), officer)
    link = page(correction)
    checker = at(f.the_checker())
    shown = checker.get(page(correction.donation)).content.decode()
    assert link in shown
    assert "de-nghi-dinh-chinh" not in shown
    assert rows(checker.get(changelist("donation"), {"viec": "cho-duyet"})) == []


def test_what_was_saved_without_a_proposal_waits_on_the_front_page_of_its_maker(at):
    close(month=3)
    officer = f.an_officer()
    client, sent = at(officer), late_donation(officer)
    asked = client.post(adding("donation"), sent).context["adminform"].form["asked"].value()
    client.post(adding("donation"), sent | {"asked": asked})
    donation = Donation.objects.get()
    assert page(donation) in client.get("/quan-tri/").content.decode()
    todo = f"{changelist('donation')}?viec=can-dinh-chinh"
    assert rows(client.get(todo)) == [donation]
    client.post(verb(donation, "de-nghi-dinh-chinh"), {"reason": "Sao kê về muộn"})
    assert rows(client.get(todo)) == []


def test_the_receipt_of_a_pledge_and_the_day_of_an_event_are_asked_about_too(at):
    close(month=3)
    officer = f.an_officer()
    client, pledge = at(officer), f.a_pledge(by=officer)
    address = verb(pledge, "da-nhan")
    answer = client.post(address, {"received_on": "9/3/2025"})
    assert "day_in_closed_period" in [error.code for error in answer.context["form"].errors.as_data()["received_on"]]
    client.post(address, {"received_on": "9/3/2025", "asked": answer.context["form"]["asked"].value()})
    assert Donation.objects.get().state == "received"
    round_, province = f.a_round(), f.a_province()
    lines = {"lines-TOTAL_FORMS": "0", "lines-INITIAL_FORMS": "0"}
    sent = {"round": round_.pk, "province": province.pk, "title": "Trao thẻ", "place": "Con Cuông", **lines}
    answer = client.post(adding("handoverevent"), {**sent, "held_on": "20/3/2025"})
    assert refused(answer)["held_on"] == ["day_in_closed_period"]
    outcomes = page(f.a_planned_handover(held_on=date(2025, 3, 20)), "outcomes")
    assert "Ngày 20/03/2025 thuộc kỳ 3/2025 đã khóa sổ" in text_of(at(f.an_officer()).get(outcomes))


@pytest.mark.parametrize("route", ["via_bhxh", "counter"])
def test_goods_that_came_as_money_are_asked_about_and_saved_when_confirmed(route, at):
    officer = f.an_officer()
    client, sent = at(officer), late_donation(officer, form="in_kind", goods="20 xe đạp", route=route)
    answer = client.post(adding("donation"), sent)
    assert refused(answer) == {"route": ["goods_by_account"], "__all__": ["asked_once"]}
    assert "correction_reason" not in answer.content.decode()
    again = sent | {"asked": answer.context["adminform"].form["asked"].value()}
    client.post(adding("donation"), again)
    client.post(adding("donation"), again | {"route": "in_kind"})
    assert [donation.route for donation in Donation.objects.order_by("pk")] == [route, "in_kind"]
