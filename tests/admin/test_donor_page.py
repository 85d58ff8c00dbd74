"""The face of a donor's record: what was given by state and year, what it became, papers, other records."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from programmes.access import roles
from programmes.actions import donations, donor_joins
from tests import factories as f
from tests.admin.pages import changelist, page, rows, text_of, verb

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_the_page_of_a_donor_tells_what_was_given_by_state_and_what_it_became(at):
    gift_list = f.fund(f.an_approved_list())
    donation = gift_list.round.donations.get()
    donor, officer = donation.donor, f.the_maker(donation.office)
    f.a_pledge(donor=donor, amount_vnd=7_000_000)
    f.a_donation(donor=donor, amount_vnd=2_000_000, received_on=date(2025, 5, 6))
    donations.thank(donation, thanked_on=date(2025, 6, 1), thanked_how="letter", by=officer)
    shown = at(officer).get(page(donor))
    assert shown.content.decode().count(f'href="{page(donor, "history")}"') == 1
    text = text_of(shown)
    for told in (
        "7.000.000",
        "2.000.000",
        "chờ trao 758.160",
        "In biên nhận",
        "In phiếu thu tạm",
        "thư cảm ơn ngày 1/6/2025",
    ):
        assert told in text
    assert text.index("Tổng quan") < text.index("Theo năm") < text.index("Mã số thuế")


def test_it_takes_as_many_statements_for_twenty_donations_as_for_two(at):
    officer = f.an_officer()
    donor, client = f.a_donor(by=officer), at(officer)

    def statements(more):
        for _number in range(more):
            f.an_approved_donation(donor=donor)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(page(donor)).status_code == 200
        return len(queries)

    statements(1)
    assert statements(2) == statements(18)


def test_joining_is_proposed_on_the_page_of_the_donor_and_approved_by_another(at):
    officer, checker = f.an_officer(), f.the_checker()
    first, second = (f.a_donor(by=officer, name=name) for name in ("Công ty TNHH Sông Lam", "Công ty CP Sông Lam"))
    client = at(officer)
    assert "Có nhà hảo tâm giống" in text_of(client.get(page(second)))
    asked = client.get(verb(second, "gop")).context["form"]
    assert asked["other"].value() == first.pk  # the only one that is like it
    sent = {"other": first.pk, "reason": "Cùng mã số thuế"}
    itself = client.post(verb(second, "gop"), {**sent, "other": second.pk})
    assert "Đây là cùng một bản ghi; hãy chọn bản ghi kia." in text_of(itself)
    assert client.post(verb(second, "gop"), sent).status_code == 302
    join = second.joins.get()
    waits = client.get(page(second))
    assert "Đề nghị đang chờ" in text_of(waits)
    assert "Đã có đề nghị chờ người khác quyết định" in text_of(waits)
    assert "bấm “Đề nghị gộp" not in text_of(waits)
    assert f'<a href="{page(join)}">{join}</a> · chờ duyệt' in waits.content.decode()
    asked = text_of(at(checker).get(verb(join, "duyet")))
    assert f"Duyệt “{join}”?" in asked
    assert f"Mã {second.code}" in asked
    assert "Cùng mã số thuế" in asked
    assert at(checker).post(verb(join, "duyet"), {}).status_code == 302
    text = text_of(at(officer).get(page(second)))
    assert "đã gộp vào bản ghi khác" in text
    kept = text_of(at(officer).get(page(first)))
    assert "Nhà hảo tâm còn 1 nhà hảo tâm khác gắn vào, 1 đề nghị gộp nhà hảo tâm nên không xóa được" in kept
    assert "đề nghị đã có người quyết định được giữ mãi." in kept
    assert "mở bản ghi đã gộp ở trên rồi bấm “Đề nghị tách lại”" in kept
    assert "Đề nghị tách lại" in text
    apart = donor_joins.propose(second, other=first, is_apart=True, reason="Nhầm", by=officer)
    assert str(apart) == f"Đề nghị tách nhà hảo tâm số {apart.pk}"
    assert "Đề nghị tách làm hai nhà hảo tâm" in text_of(at(checker).get(page(apart)))
    listed = text_of(at(checker).get(changelist("donorjoin")))
    assert f"{apart} {first} ({first.code}) {second} ({second.code})" in listed
    assert str(join) in listed


def test_a_proposal_of_two_offices_tells_neither_the_code_of_the_other_one(at):
    """In its title on the front page, in its list, on its page and where it is decided on."""
    here = f.a_donor(name="Công ty Sông Lam")
    elsewhere = f.a_donor(name="Công ty Sông Mã", bank_account="0011000042", by=f.the_maker(f.an_office(f.DIEN_BIEN)))
    join = donor_joins.propose(here, other=elsewhere, reason="Một công ty", by=f.the_maker(f.headquarters()))
    client = at(f.the_maker(here.office))
    for address in ("/quan-tri/", changelist("donorjoin"), page(join), page(here)):
        shown = client.get(address).content.decode()
        assert str(join) in shown
        assert elsewhere.code not in shown
    assert "Số tài khoản •••••••042" in text_of(client.get(page(join)))
    assert f"{here} ({here.code})" in client.get(changelist("donorjoin")).content.decode()
    assert f"{elsewhere} ({elsewhere.office})" in client.get(changelist("donorjoin")).content.decode()


def test_a_person_of_another_office_among_the_records_has_no_name_here(at):
    elsewhere = f.a_person(office=f.an_office(f.DIEN_BIEN), name="Vừ Thị Mỷ")
    here = f.a_person(name="Vừ Thị Mỷ")
    desk = f.the_maker(f.headquarters())
    donor_joins.approve(donor_joins.propose(here, other=elsewhere, reason="Một người", by=desk), by=f.the_checker())
    body = at(f.the_maker(here.office)).get(page(here)).content.decode()
    assert "một cá nhân" in body
    assert elsewhere.code not in body


def test_a_list_of_joins_is_searched_by_the_names_that_the_officer_may_know(at):
    """Of a single person whom another office keeps the page tells no name, so the box above the list guesses none."""
    desk = f.an_officer(roles.HEADQUARTERS_OFFICER)
    here = f.a_person(name="Trần Thị Mẫu")
    elsewhere = f.a_person(name="Trần Thị Kín Đáo", by=f.the_maker(f.an_office(f.DIEN_BIEN)))
    join = donor_joins.propose(here, other=elsewhere, reason="Một người", by=desk)

    def found(officer, text):
        return rows(at(officer).get(changelist("donorjoin"), {"q": text}))

    assert found(f.the_maker(), "mau") == found(desk, "kin dao") == found(desk, elsewhere.code) == [join]
    assert found(f.the_maker(), "kin dao") == []
