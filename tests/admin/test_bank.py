"""Bank statements on the screen: what is unexplained, and the three ways to settle a line."""

from datetime import date

import pytest

from programmes.access import roles
from programmes.actions import bank_lines, donations
from programmes.models import BankLine, Donation, ImportBatch
from tests.admin.pages import adding, changelist, page, refused, rows, said, text_of, verb
from tests.factories import (
    DIEN_BIEN,
    a_bank_line,
    a_donation,
    a_pledge,
    an_approved_donation,
    an_office,
    an_officer,
    the_checker,
    the_maker,
)
from tests.sheets import a_csv

FRONT = "/quan-tri/"


def chosen(donation, amount):
    """What a browser sends of a donation that was ticked."""
    return {f"khoan-{donation.pk}": "on", f"khoan-{donation.pk}_vnd": amount}


def test_the_front_page_counts_what_is_unexplained_in_the_own_office(at):
    a_bank_line(), a_bank_line(), a_bank_line(office=an_office(DIEN_BIEN))
    client = at(an_officer())
    task = next(task for task in client.get(FRONT).context["waiting"] if task.label == "Dòng sao kê chưa đối chiếu")
    assert task.count == 2
    assert len(rows(client.get(task.url))) == 2
    assert "Chưa đối chiếu 2" in text_of(client.get(changelist("bankline")))


def test_the_likely_donations_are_offered_and_one_is_chosen(at):
    line, pledge = a_bank_line(), a_pledge(code="PL-01-2025")
    other_amount = a_pledge(amount_vnd=1_000_000)
    client = at(an_officer())
    asked = client.get(verb(line, "khop"))
    assert "Ngày ghi có 05/03/2025 Số tiền (đồng) 5.000.000 Nội dung Ung ho" in text_of(asked)
    assert "PL-01-2025" in text_of(asked)
    assert other_amount.code not in text_of(asked)
    assert "checked" not in asked.content.decode().split("<form")[-1]
    client.post(verb(line, "khop"), chosen(pledge, "5.000.000"))
    assert (line.matches.get().donation, Donation.objects.get(pk=pledge.pk).state) == (pledge, "received")
    assert pledge.code in text_of(client.get(page(line)))


def test_a_line_that_fits_nothing_says_what_to_do(at):
    shown = text_of(at(an_officer()).get(verb(a_bank_line(), "khop")))
    assert "Không có khoản nào cùng số tiền" in shown
    assert "khớp khoản thứ nhất" in shown
    assert "đánh dấu từng khoản" not in shown


def test_a_donation_that_was_not_offered_cannot_be_chosen(at):
    line, elsewhere = a_bank_line(), a_donation(amount_vnd=4_000_000)
    answer = at(an_officer()).post(verb(line, "khop"), chosen(elsewhere, "4.000.000"))
    assert [error.code for error in answer.context["form"].non_field_errors().as_data()] == ["choice_gone"]
    assert BankLine.objects.get().state == "unexplained"


def test_several_donations_are_chosen_with_an_amount_each_and_one_by_its_number(at):
    line, client = a_bank_line(description="Ung ho PL-01, PL-02"), at(an_officer())
    first, second = a_pledge(code="PL-01", amount_vnd=2_000_000), a_pledge(code="PL-02", amount_vnd=4_000_000)
    a_pledge(code="PL-03", amount_vnd=900_000)
    assert 'value="2.000.000"' in client.get(verb(line, "khop")).content.decode()
    sent = {**chosen(first, "2.000.000"), **chosen(second, "1.500.000"), "code": "pl-03", "code_vnd": "900.000"}
    assert "còn lại 600.000 đồng" in said(client.post(verb(line, "khop"), sent))[0].replace("\xa0", " ")
    shown = text_of(client.get(page(line)))
    assert "PL-01 · 2.000.000 đồng PL-02 · 1.500.000 đồng PL-03 · 900.000 đồng Còn lại 600.000 đồng" in shown
    assert "1.500.000 đồng Chưa có sao kê 2.500.000 đồng" in text_of(client.get(page(second)))
    assert [rows(client.get(changelist("bankline"), {"q": code})) for code in ("PL-02", "PL-04")] == [[line], []]
    form = client.get(f"{adding('donation')}?bank_line={line.pk}").context["adminform"].form
    assert form["amount_vnd"].value() == "600.000"
    client.post(verb(line, "bo-khop"), {"chosen": [first.pk]})
    assert set(line.matches.values_list("donation__code", flat=True)) == {"PL-02", "PL-03"}


@pytest.mark.parametrize(
    ("sent", "at_fault"),
    [
        ({}, {"__all__": ["nothing_chosen"]}),
        ({"khoan": "on"}, {"khoan": ["share_without_amount"]}),
        ({"khoan_vnd": "4.000.000"}, {"khoan": ["share_not_chosen"]}),
        ({"code": "PL-09", "code_vnd": "1"}, {"code": ["code_unknown"]}),
        ({"code": "PL-01"}, {"code_vnd": ["share_without_amount"]}),
    ],
)
@pytest.mark.one_database
def test_an_amount_or_a_choice_alone_is_not_guessed(at, sent, at_fault):
    line, pledge = a_bank_line(), a_pledge(code="PL-01")
    field = f"khoan-{pledge.pk}"
    answer = at(an_officer()).post(
        verb(line, "khop"), {name.replace("khoan", field): text for name, text in sent.items()}
    )
    found = {name: [error.code for error in errors] for name, errors in answer.context["form"].errors.as_data().items()}
    assert found == {name.replace("khoan", field): codes for name, codes in at_fault.items()}


def test_money_that_came_before_its_pledge_is_offered_with_that_doubt(at):
    line, pledge = a_bank_line(booked_on=date(2025, 2, 28)), a_pledge()
    shown = text_of(at(an_officer()).get(verb(line, "khop")))
    assert f"{pledge.code} · " in shown
    assert "tiền về trước ngày đăng ký" in shown


def test_a_line_is_put_aside_with_a_reason_and_found_by_its_state(at):
    line, client = a_bank_line(), at(an_officer())
    client.post(verb(line, "de-rieng"), {"reason": "Lãi tiền gửi"})
    assert "Lãi tiền gửi" in text_of(client.get(page(line)))
    assert rows(client.get(changelist("bankline"), {"state__exact": "aside"})) == [line]
    assert rows(client.get(changelist("bankline"), {"viec": "chua-doi-chieu"})) == []


def test_a_settled_line_leads_to_the_next_and_the_question_says_that_a_line_may_be_split(at):
    line, other, donation, client = a_bank_line(), a_bank_line(), a_donation(), at(an_officer())
    assert "Một dòng chia được cho nhiều khoản" in text_of(client.get(verb(line, "khop")))
    assert client.get(page(line)).context["record_links"][0][0] == "Ghi nhận khoản mới"
    bank_lines.link(line, donation, by=the_maker())
    assert client.get(page(line)).context["record_links"] == [("Đối chiếu dòng tiếp theo", page(other))]
    client.post(verb(other, "de-rieng"), {"reason": "Lãi tiền gửi"})
    assert client.get(page(line)).context["record_links"] == []


def test_a_line_says_why_its_match_stays_and_lets_go_of_one_made_after_the_approval(at):
    line, donation, client = a_bank_line(), a_donation(), at(an_officer())
    bank_lines.link(line, donation, by=the_maker())
    approved_on_it = f"{verb(line, 'bo-khop')}?seen="
    assert approved_on_it in client.get(page(line)).content.decode()
    asked = text_of(client.get(verb(line, "bo-khop")))
    assert f"Bỏ khớp dòng sao kê {line} để đối chiếu lại?" in asked
    assert f"Đang khớp với khoản {donation.code} · {donation.donor} · 5.000.000 đồng" in asked.replace("\xa0", " ")
    donations.approve(donation, by=the_checker())
    shown = client.get(page(line))
    assert approved_on_it not in shown.content.decode()
    assert "nếu khớp sai thì hủy khoản đã duyệt" in text_of(shown)
    later = a_bank_line(reference="FT02")
    bank_lines.link(later, an_approved_donation(), by=the_maker())
    assert f"{verb(later, 'bo-khop')}?seen=" in client.get(page(later)).content.decode()


def test_a_new_donation_is_recorded_from_a_line(at):
    officer = an_officer()
    line = a_bank_line(by=officer, amount_vnd=1_263_600, description="Ung ho so BHXH")
    client, pledge = at(officer), a_donation(by=officer)
    address = f"{adding('donation')}?bank_line={line.pk}"
    assert address.replace("&", "&amp;") in client.get(page(line)).content.decode()
    form = client.get(address).context["adminform"].form
    assert (form["amount_vnd"].value(), form["received_on"].value()) == ("1.263.600", date(2025, 3, 5))
    sent = {"donor": pledge.donor_id, "programme": pledge.programme_id, "form": "cash", "route": "via_bhxh"}
    sent |= {"state": "received", "received_on": "5/3/2025", "bank_line": line.pk, "token": form["token"].value()}
    answer = client.post(adding("donation"), {**sent, "amount_vnd": "1.263.601"})
    assert refused(answer) == {"amount_vnd": ["line_has_less"]}
    assert Donation.objects.count() == 1
    client.post(adding("donation"), {**sent, "amount_vnd": "1.263.600"})
    again = client.post(adding("donation"), {**sent, "amount_vnd": "1.263.600"})
    assert again.status_code == 302
    assert line.matches.get().donation == Donation.objects.exclude(pk=pledge.pk).get()


def test_what_the_bank_said_is_typed_once_and_not_edited(at):
    client = at(an_officer())
    sent = {"account": "NHMH 00123456", "reference": "FT01", "booked_on": "5/3/2025", "amount_vnd": "5.000.000"}
    client.post(adding("bankline"), sent)
    assert client.post(adding("bankline"), sent).status_code == 302
    answer = client.post(adding("bankline"), {**sent, "amount_vnd": "5.000.001"})
    assert refused(answer) == {"reference": ["bank_reference_reused"]}
    line = BankLine.objects.get()
    assert 'name="amount_vnd"' not in client.get(page(line)).content.decode()
    assert client.post(page(line), sent).status_code == 403


def test_a_statement_without_an_account_column_is_told_its_account_at_the_upload(at, tmp_path):
    path = a_csv(tmp_path, [["Số bút toán", "Ngày giao dịch", "Ghi có"], ["FT01", "5/3/2025", "5.000.000"]])
    client = at(the_maker())
    with path.open("rb") as file:
        client.post("/quan-tri/programmes/bankline/import/", {"file": file, "account": "NHMH 00123456"})
    batch = ImportBatch.objects.get()
    assert (batch.state, batch.options["common"], batch.report["new"]) == ("previewed", {"account": "NHMH 00123456"}, 1)


def test_a_statement_is_told_its_account_once_on_its_preview(at, tmp_path):
    path = a_csv(tmp_path, [["Số bút toán", "Ngày giao dịch", "Ghi có"], ["FT01", "5/3/2025", "5.000.000"]])
    client = at(the_maker())
    with path.open("rb") as file:
        client.post("/quan-tri/programmes/bankline/import/", {"file": file})
    batch = ImportBatch.objects.get()
    assert [error["code"] for error in batch.report["errors"]] == ["account_missing"]
    asked = f"/quan-tri/programmes/importbatch/{batch.pk}/chon/doc-lai/"
    client.post(asked, {"common-account": "NHMH 00123456"})
    batch.refresh_from_db()
    assert (batch.report["new"], batch.report["rejected"]) == (1, 0)


def test_what_went_out_is_not_called_unchanged(at, tmp_path):
    heading = ["Số tài khoản", "Số bút toán", "Ngày giao dịch", "Ghi nợ", "Ghi có"]
    rows = [["NHMH 1", "FT01", "5/3/2025", "", "5.000.000"], ["NHMH 1", "FT02", "6/3/2025", "70.000", ""]]
    client = at(the_maker())
    with a_csv(tmp_path, [heading, *rows]).open("rb") as file:
        page = client.post("/quan-tri/programmes/bankline/import/", {"file": file}, follow=True)
    counts = page.content.decode().split("exchange-counts")[1]
    assert '<td data-label="Không đổi">0</td>' in counts
    assert '<td data-label="Tiền ra, hoàn lại: không nhập">1</td>' in counts


def test_a_file_of_donors_is_not_asked_for_an_account(at):
    assert 'name="account"' not in at(the_maker()).get("/quan-tri/programmes/donor/import/").content.decode()


@pytest.mark.parametrize("role", [roles.APPROVER, roles.AUDITOR])
def test_who_only_reads_finds_no_button(role, at):
    line, client = a_bank_line(), at(an_officer(role, office=an_office()))
    assert verb(line, "khop") not in client.get(page(line)).content.decode()
    assert client.post(verb(line, "khop"), {}).status_code == 403


def test_the_lines_of_another_office_are_not_there(at):
    line = a_bank_line()
    client = at(an_officer(office=an_office(DIEN_BIEN)))
    assert rows(client.get(changelist("bankline"))) == []
    assert client.get(verb(line, "khop")).status_code == 404


def test_the_list_costs_the_same_for_two_lines_and_for_twenty(at, django_assert_max_num_queries):
    client = at(an_officer())
    for count in (2, 18):
        for _each in range(count):
            bank_lines.link(a_bank_line(), a_donation(), 1_000, by=the_maker())
        with django_assert_max_num_queries(12):
            assert rows(client.get(changelist("bankline")))


def test_links_are_taken_back_together_from_the_list(at):
    client, lines = at(an_officer()), [a_bank_line(), a_bank_line()]
    client.post(verb(lines[0], "de-rieng"), {"reason": "Lãi"})
    keys = {
        "action": "bo-khop",
        "_selected_action": [line.pk for line in lines],
        "confirmed": "1",
        "select_across": "0",
    }
    answer = client.post(changelist("bankline"), keys)
    assert "Đã bỏ khớp 1 dòng sao kê." in said(answer)
    assert any("chưa được xử lý" in message for message in said(answer))
