"""Donations: entered in the words of an office, approved by another officer, never edited once approved."""

from datetime import date

import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db import IntegrityError

from programmes.access import roles
from programmes.actions import donations
from programmes.admin import donation_sums
from programmes.admin.donations import DonationAdmin
from programmes.models import AuditEvent, Donation
from tests.admin.pages import adding, changelist, offered, page, refused, rows, said, text_of, verb
from tests.factories import (
    a_donation,
    a_donor,
    a_pledge,
    a_programme,
    a_round,
    a_superuser,
    an_approved_donation,
    an_office,
    an_officer,
    the_checker,
    the_maker,
)


def typed(officer, **over):
    data = {
        "donor": a_donor(by=officer).pk,
        "programme": a_programme().pk,
        "form": "cash",
        "amount_vnd": "1.263.600",
        "route": "via_bhxh",
        "state": "received",
        "received_on": "4/3/2025",
    }
    return {**data, **over}


def test_a_donation_is_entered_with_dots_and_day_first(at):
    officer = an_officer()
    at(officer).post(adding("donation"), typed(officer))
    donation = Donation.objects.get()
    assert (donation.amount_vnd, donation.received_on) == (1_263_600, date(2025, 3, 4))
    assert (donation.entered_by, donation.office, donation.state) == (officer, officer.office, "received")
    assert AuditEvent.objects.get(target_type="donation").verb == "record"


def test_the_form_writes_money_and_days_as_it_reads_them(at):
    officer = an_officer()
    body = at(officer).get(page(a_donation(by=officer, amount_vnd=1_263_600))).content.decode()
    assert 'value="1.263.600"' in body
    assert 'value="04/03/2025"' in body


def test_the_rounds_of_a_donation_are_those_of_the_programme_that_was_chosen(at):
    books, tet = a_programme(name="Sổ BHXH"), a_programme(name="Quà Tết")
    for programme, name, year in ((books, "Đợt cũ", 2024), (tet, "Tết 2026", 2025), (books, "Đợt mới", 2025)):
        a_round(programme=programme, name=name, starts_on=date(year, 1, 1))
    client = at(an_officer())
    every = ["Tết 2026 · Quà Tết", "Đợt mới · Sổ BHXH", "Đợt cũ · Sổ BHXH"]
    assert sorted(offered(client, "donation", "round")) == sorted(every)
    assert offered(client, "donation", "round", programme=books.pk) == every[1:]
    assert offered(client, "donation", "round", programme="x' OR 1=1") == offered(client, "donation", "round")


@pytest.mark.parametrize(
    ("over", "field", "code"),
    [
        ({"amount_vnd": "54,38"}, "amount_vnd", "money_fraction"),
        ({"received_on": "12/25/2025"}, "received_on", "invalid"),
        ({"received_on": "31/12/2999"}, "received_on", "received_in_future"),
        ({"form": "in_kind"}, "goods", "goods_and_form"),
        ({"state": "approved"}, "state", "invalid_choice"),
    ],
)
def test_a_mistake_is_told_at_its_field_and_nothing_is_stored(over, field, code, at):
    officer = an_officer()
    answer = at(officer).post(adding("donation"), typed(officer, **over))
    assert code in refused(answer)[field]
    assert Donation.objects.count() == 0


def test_what_the_action_refuses_comes_back_on_the_form_with_what_was_typed(at, monkeypatch):
    officer = an_officer()
    data = typed(officer, amount_vnd="7.000.000")
    monkeypatch.setattr("programmes.admin.donations.DonationForm.rules", ())
    answer = at(officer).post(adding("donation"), {**data, "form": "in_kind", "route": "in_kind"})
    assert refused(answer) == {"goods": ["goods_and_form"]}
    assert 'value="7.000.000"' in answer.content.decode()
    assert AuditEvent.objects.filter(target_type="donation", actor=officer.username).count() == 0


def test_a_code_used_twice_in_an_office_is_told_and_not_an_error_page(at):
    officer = an_officer()
    a_donation(by=officer, code="PT-01")
    answer = at(officer).post(adding("donation"), typed(officer, code="PT-01"))
    assert "Số chứng từ này đã có" in text_of(answer)
    assert Donation.objects.count() == 1


def test_a_lost_race_is_told_and_not_an_error_page(at, monkeypatch):
    def lose(*args, **kwargs):
        raise IntegrityError

    officer = an_officer()
    monkeypatch.setattr(DonationAdmin, "enter", staticmethod(lose))
    answer = at(officer).post(adding("donation"), typed(officer))
    assert refused(answer) == {"__all__": ["lost_race"]}


def test_a_correction_makes_its_author_the_maker(at):
    officer = an_officer(roles.HEADQUARTERS_OFFICER)
    donation = a_donation()
    data = typed(officer, code=donation.code, office=donation.office_id, amount_vnd="6.000.000")
    data |= {"donor": donation.donor_id, "programme": donation.programme_id}
    at(officer).post(page(donation), data)
    donation.refresh_from_db()
    assert (donation.amount_vnd, donation.entered_by) == (6_000_000, officer)


def test_another_officer_approves_after_a_question(at):
    donation, client = a_donation(), at(an_officer(roles.APPROVER))
    assert verb(donation, "duyet") in client.get(page(donation)).content.decode()
    asked = client.get(verb(donation, "duyet"))
    assert "5.000.000" in text_of(asked)
    assert Donation.objects.get().state == "received"
    answer = client.post(verb(donation, "duyet"))
    assert "Đã duyệt khoản" in said(answer)[0]
    assert Donation.objects.get().state == "approved"


def test_the_maker_sees_why_there_is_no_button_and_cannot_approve(at):
    boss = a_superuser()
    donation, client = a_donation(by=boss), at(boss)
    shown = client.get(page(donation))
    assert verb(donation, "duyet") not in shown.content.decode()
    assert "Người nhập không được tự duyệt" in text_of(shown)
    answer = client.post(verb(donation, "duyet"))
    assert "Người nhập không được tự duyệt" in text_of(answer)
    assert Donation.objects.get().state == "received"


def test_who_entered_an_earlier_version_is_told_so_before_asking(at):
    boss = a_superuser()
    donation = a_donation(by=boss)
    donations.correct(donation, by=an_officer(roles.HEADQUARTERS_OFFICER))
    shown = at(boss).get(page(donation))
    assert verb(donation, "duyet") not in shown.content.decode()
    assert "Người nhập không được tự duyệt" in text_of(shown)


def test_the_list_action_approves_what_it_may_and_names_the_rest(at):
    boss = a_superuser()
    own, other = a_donation(by=boss), a_donation()
    chosen = {"action": "duyet", ACTION_CHECKBOX_NAME: [own.pk, other.pk], "select_across": "0"}
    asked = at(boss).post(changelist("donation"), {**chosen, "index": "0"})
    assert "10.000.000" in text_of(asked)
    assert Donation.objects.filter(state="approved").count() == 0
    answer = at(boss).post(changelist("donation"), {**chosen, "confirmed": "1"})
    assert Donation.objects.get(state="approved") == other
    assert any(own.code in message and "tự duyệt" in message for message in said(answer))


def test_the_list_action_is_offered_to_approvers_only(at):
    a_donation()
    assert "duyet" in at(an_officer(roles.APPROVER)).get(changelist("donation")).content.decode()
    assert 'value="duyet"' not in at(an_officer()).get(changelist("donation")).content.decode()


def test_an_approved_donation_is_read_only(at):
    officer = an_officer()
    donation = an_approved_donation(by=officer)
    shown = at(officer).get(page(donation))
    assert "5.000.000" in text_of(shown)
    assert "04/03/2025" in text_of(shown)
    assert 'name="amount_vnd"' not in shown.content.decode()
    assert at(officer).post(page(donation), typed(officer)).status_code == 403


def test_a_reversal_wants_a_reason_and_waits_for_another_officer(at):
    officer = an_officer()
    donation = an_approved_donation(by=officer)
    client = at(officer)
    empty = client.post(verb(donation, "dao-but-toan"), {"reason": ""})
    assert "reason" in empty.context["form"].errors
    client.post(verb(donation, "dao-but-toan"), {"reason": "Ghi nhầm số tiền"})
    opposite = Donation.objects.get(reverses=donation)
    assert (opposite.amount_vnd, opposite.reason, opposite.state) == (-5_000_000, "Ghi nhầm số tiền", "received")
    assert donation.code in text_of(client.get(page(opposite)))
    assert 'name="amount_vnd"' not in client.get(page(opposite)).content.decode()


def test_the_sums_above_the_list_part_what_is_pledged_received_approved_and_goods(at, django_assert_num_queries):
    officer = an_officer()
    a_pledge(by=officer, amount_vnd=7_000_000)
    a_donation(by=officer, amount_vnd=1_000_000)
    an_approved_donation(by=officer, amount_vnd=2_000_000, received_on=date(2024, 5, 6))
    an_approved_donation(by=officer, amount_vnd=4_000_000, form="in_kind", goods="20 xe đạp", route="in_kind")
    mistake = an_approved_donation(by=officer, amount_vnd=300_000)
    donations.approve(donations.reverse(mistake, reason="Nhầm", by=officer), by=the_checker())
    donations.reverse(an_approved_donation(by=officer, amount_vnd=50_000), reason="Nhầm", by=officer)
    client = at(officer)
    assert (
        "Số khoản 8 Tiền đã duyệt (đồng) 2.050.000 sau khi trừ khoản tiền đã hủy (đồng) -300.000 "
        "Tiền đã nhận, chờ duyệt (đồng) 1.000.000 Khoản tiền chờ duyệt hủy (đồng) -50.000 "
        "Tiền đã đăng ký, chưa nhận (đồng) 7.000.000 Hiện vật đã duyệt, trị giá (đồng) 4.000.000"
    ) in text_of(client.get(changelist("donation")))
    some = client.get(changelist("donation"), {"nam": "2024"})
    assert "Số khoản 1 Tiền đã duyệt (đồng) 2.000.000" in text_of(some)
    assert "chờ duyệt (đồng)" not in text_of(some)
    some = client.get(changelist("donation"), {"nam": "2025", "state__exact": "received"})
    assert [donation.amount_vnd for donation in rows(some)] == [-50_000, 1_000_000]
    with django_assert_num_queries(1):
        donation_sums.sums(Donation.objects.all())


def test_the_list_shows_money_and_days_as_in_a_spreadsheet(at):
    officer = an_officer()
    a_donation(by=officer, amount_vnd=1_263_600)
    body = at(officer).get(changelist("donation")).content.decode()
    assert '<td class="field-amount_figure">1.263.600</td>' in body
    assert '<td class="field-received_day">04/03/2025</td>' in body


def test_a_donation_reversed_meanwhile_is_told_on_the_question_page(at):
    officer = an_officer()
    donation = an_approved_donation(by=officer)
    donations.reverse(donation, reason="Ghi nhầm", by=the_maker())
    answer = at(officer).post(verb(donation, "dao-but-toan"), {"reason": "Lần nữa"})
    assert "đã có bút toán đảo" in text_of(answer)
    assert Donation.objects.filter(reverses=donation).count() == 1


# The same form twice, and what the buttons do


def test_a_form_that_is_sent_twice_leads_to_the_one_record(at):
    officer = an_officer()
    client, typed_once = at(officer), typed(officer, code="PT-01")
    token = client.get(adding("donation")).context["adminform"].form["token"].value()
    answers = [client.post(adding("donation"), {**typed_once, "token": token, "_continue": "1"}) for _each in range(2)]
    assert [answer.url for answer in answers] == [page(Donation.objects.get())] * 2
    assert f'name="token" value="{token}"' in client.post(adding("donation"), {"token": token}).content.decode()
    other = client.post(adding("donation"), {**typed_once, "token": token, "amount_vnd": "1.263.601"})
    assert refused(other) == {"__all__": ["token_reused"]}
    assert Donation.objects.get().amount_vnd == 1_263_600


def test_who_approves_a_reversal_is_told_that_the_original_no_longer_counts(at):
    reversal = donations.reverse(an_approved_donation(), reason="Nhầm", by=the_maker())
    answer = at(an_officer(roles.APPROVER)).post(verb(reversal, "duyet"), follow=True)
    assert "khoản gốc không còn được tính" in text_of(answer)


def test_a_donation_that_is_undone_says_so_wherever_it_stands(at):
    officer = an_officer()
    client, donation = at(officer), an_approved_donation(by=officer)
    reversal = donations.reverse(donation, reason="Nhầm", by=officer)
    shown = text_of(client.get(page(donation)))
    assert f"Bút toán đảo {reversal.code} đang chờ duyệt; đến lúc đó khoản này vẫn được tính." in shown
    of_reversal = text_of(client.get(page(reversal)))
    assert f"Bút toán đảo của khoản {donation.code} : khi được duyệt" in of_reversal
    assert "Hủy bút toán đảo chưa duyệt" in of_reversal
    assert "Hủy khoản chưa duyệt" not in of_reversal
    assert "Khoản gốc giữ nguyên" in text_of(client.get(verb(reversal, "huy")))
    donations.approve(reversal, by=the_checker())
    of_reversal = text_of(client.get(page(reversal)))
    assert f"Bút toán đảo của khoản {donation.code} : khoản đó không còn được tính." in of_reversal
    shown = text_of(client.get(page(donation)))
    assert f"Khoản này không còn được tính: đã hủy bằng bút toán đảo {reversal.code} ." in shown
    assert "Trạng thái: đã hủy ghi nhận" in shown
    assert "đã hủy ghi nhận" in text_of(client.get(page(donation.donor)))
    assert "đã hủy ghi nhận" in text_of(client.post("/quan-tri/tim/", {"q": donation.donor.name}))
    assert "Không nêu tên: không" in shown
    listed = text_of(client.get(changelist("donation")))
    assert "Tiền đã duyệt (đồng) 0 sau khi trừ khoản tiền đã hủy (đồng) -5.000.000" in listed
    assert [listed.count(state) for state in ("5.000.000 đã hủy ghi nhận", "-5.000.000 đã duyệt")] == [1, 1]


def test_the_question_of_one_donation_shows_whose_money_it_is_and_how_much(at):
    donation = a_donation(donor=a_donor(name="Công ty Minh Họa"), amount_vnd=1_263_600)
    asked = text_of(at(an_officer(roles.APPROVER)).get(verb(donation, "duyet")))
    assert "Nhà hảo tâm Công ty Minh Họa Số tiền (đồng) 1.263.600 Ngày nhận 04/03/2025 Chương trình, đợt" in asked
    stays = an_approved_donation()
    asked = text_of(at(an_officer()).get(verb(stays, "dao-but-toan")))
    assert "số liệu chỉ đổi khi người khác duyệt bút toán đảo" in asked


def test_a_donation_that_was_entered_is_shown_with_its_slip(at):
    officer = an_officer()
    client, other = at(officer), a_donation(by=officer)
    sent = {"donor": other.donor_id, "programme": other.programme_id, "form": "cash", "route": "via_bhxh"}
    sent |= {"state": "received", "received_on": "5/3/2025", "amount_vnd": "5.000.000"}
    answer = client.post(adding("donation"), sent, follow=True)
    donation = Donation.objects.exclude(pk=other.pk).get()
    assert answer.redirect_chain == [(page(donation), 302)]
    assert page(donation, "slip") in answer.content.decode()


def test_two_empty_forms_have_two_tokens(at):
    client = at(an_officer())
    shown = [client.get(adding("donation")).context["adminform"].form["token"].value() for _each in range(2)]
    assert len({*shown}) == 2
    assert min(map(len, shown)) == 32


def test_the_receipt_of_a_pledge_asks_for_the_day(at):
    pledge, client = a_pledge(), at(an_officer())
    assert verb(pledge, "da-nhan") in client.get(page(pledge)).content.decode()
    assert "received_on" in client.post(verb(pledge, "da-nhan"), {"received_on": ""}).context["form"].errors
    future = client.post(verb(pledge, "da-nhan"), {"received_on": "31/12/2999"})
    assert "Ngày nhận ở tương lai" in text_of(future)
    client.post(verb(pledge, "da-nhan"), {"received_on": "9/3/2025"})
    assert Donation.objects.values_list("state", "received_on").get() == ("received", date(2025, 3, 9))
    assert "Ghi nhận tiền" in text_of(client.get(page(pledge, "history")))


def test_an_annulled_entry_leads_back_to_the_list_and_a_reversal_to_its_original(at):
    officer = an_officer()
    client, donation, stays = at(officer), a_donation(by=officer), an_approved_donation(by=officer)
    assert "reason" in client.post(verb(donation, "huy"), {"reason": ""}).context["form"].errors
    assert client.post(verb(donation, "huy"), {"reason": "Nhập hai lần"}).url == changelist("donation")
    reversal = donations.reverse(stays, reason="Nhầm", by=officer)
    assert client.post(verb(reversal, "huy"), {"reason": "Khoản gốc đúng"}).url == page(stays)
    told = text_of(client.get(page(stays, "history")))
    assert "Hủy khoản chưa duyệt" in told
    assert "Khoản gốc đúng" in told
    assert list(Donation.objects.all()) == [stays]


def test_the_approver_refuses_with_a_reason_and_may_not_annul(at):
    donation, client = a_donation(), at(an_officer(roles.APPROVER))
    shown = client.get(page(donation)).content.decode()
    assert verb(donation, "khong-duyet") in shown
    assert verb(donation, "huy") not in shown
    client.post(verb(donation, "khong-duyet"), {"reason": "Không có giấy báo có"})
    assert AuditEvent.objects.get(verb="refuse").reason == "Không có giấy báo có"
    assert not Donation.objects.exists()


def test_thanks_are_noted_counted_and_filtered(at):
    officer = an_officer()
    donation, client = an_approved_donation(by=officer), at(officer)
    todo = f"{changelist('donation')}?viec=chua-cam-on"
    assert rows(client.get(todo)) == [donation]
    client.post(verb(donation, "cam-on"), {"thanked_on": "1/4/2025", "thanked_how": "certificate"})
    assert rows(client.get(todo)) == []
    assert rows(client.get(changelist("donation"), {"thanked_on__isempty": "0"})) == [donation]
    assert "01/04/2025" in text_of(client.get(page(donation)))
    assert "giấy khen" in text_of(client.get(page(donation)))


def test_a_provisional_slip_is_handed_over_with_the_cash_and_the_receipt_follows(at):
    officer = an_officer()
    donation = a_donation(by=officer, donor=a_donor(by=officer, name="Công ty Minh Họa"), amount_vnd=1_263_600)
    client, address = at(officer), page(donation, "slip")
    assert address in client.get(page(donation)).content.decode()
    answer = client.get(address)
    shown = text_of(answer)
    for told in ("Phiếu thu tạm", "Chờ duyệt", donation.code, "Công ty Minh Họa", "1.263.600", officer.full_name):
        assert told in shown
    assert "Một triệu hai trăm sáu mươi ba nghìn sáu trăm đồng" in shown
    assert "no-store" in answer["Cache-Control"]
    assert f'href="{page(donation)}"' in answer.content.decode()
    as_file = client.get(address, {"dang": "pdf"})
    assert (as_file["Content-Type"], as_file.content[:5]) == ("application/pdf", b"%PDF-")
    assert "phieu-thu-tam.pdf" in as_file["Content-Disposition"]
    assert client.get(address, {"dang": "word"}).content[:2] == b"PK"
    donations.approve(donation, by=the_checker())
    assert client.get(address).url == page(donation, "receipt")
    assert f'href="{page(donation)}"' in client.get(page(donation, "receipt")).content.decode()
    assert client.get(page(a_pledge(by=officer), "slip")).status_code == 404
    assert client.get(page(a_donation(office=an_office("11")), "slip")).status_code == 404


def test_the_head_of_a_donation_says_whose_it_is_how_much_and_how_far(at):
    donation = a_donation(amount_vnd=5_000_000)
    told = f"{donation.donor} · 5.000.000 đồng · {donation.get_state_display()} · {donation.programme}"
    assert told in text_of(at(an_officer()).get(page(donation))).replace("\xa0", " ")
