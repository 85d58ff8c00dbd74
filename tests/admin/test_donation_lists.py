"""Ticked donations: approved with open eyes, thanked together, their letters in one run."""

from datetime import date

import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db import connection
from django.test.utils import CaptureQueriesContext

from programmes.access import roles
from programmes.actions import donations, donor_joins, donors, erasures, periods, rights_requests
from programmes.admin import donation_lists
from programmes.models import AuditEvent, ClosedPeriod, Donation, ImportBatch
from tests import factories as f
from tests.admin.pages import changelist, said, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
THANK = "cam-on-nhieu"


def chosen(action, *records, **sent):
    return {"action": action, ACTION_CHECKBOX_NAME: [each.pk for each in records], "select_across": "0", **sent}


def costs(client, data):
    with CaptureQueriesContext(connection) as queries:
        client.post(changelist("donation"), data)
    return len(queries)


def test_the_approver_of_many_reads_each_by_name_amount_day_purpose_and_maker(at):
    checker, maker = f.a_maker_and_checker(), f.an_officer()
    batch = ImportBatch.objects.create(
        layout="donations",
        owner=maker,
        office=maker.office,
        filename="ung-ho.xlsx",
        size_bytes=1,
        state="stored",
        report={
            "repairs": [
                {"code": "money_in_words", "column": "Số tiền", "before": "5 triệu", "after": "5.000.000", "line": 2}
            ],
            "repair_counts": {"money_in_words": 1},
        },
    )
    donor = f.a_donor(by=maker, name="Công ty Minh Họa Một")
    good = f.a_donation(by=maker, donor=donor, amount_vnd=7_000_000, earmark=f.a_province("11"))
    Donation.objects.filter(pk=good.pk).update(batch=batch)
    goods = f.a_donation(by=maker, amount_vnd=4_000_000, form="in_kind", goods="20 xe đạp", route="in_kind")
    own, late = f.a_donation(by=checker), f.a_donation(by=maker, received_on=date(2024, 3, 4))
    periods.close(ClosedPeriod(year=2024), by=f.the_maker(f.headquarters()))
    asked = at(checker).post(changelist("donation"), chosen("duyet", good, goods, own, late))
    shown = text_of(asked)
    purpose = f"{good.programme}; dành cho tỉnh Điện Biên"
    assert f"Công ty Minh Họa Một 7.000.000 04/03/2025 {purpose} {maker}, từ tệp {good.code}" in shown
    assert "hiện vật: 20 xe đạp" in shown
    assert "ung-ho.xlsx" in shown
    assert "“5 triệu” hiểu là “5.000.000”" in shown
    assert "Sẽ duyệt 2 khoản: 7.000.000 đồng; hiện vật trị giá 4.000.000 đồng" in shown
    assert [(each, why[:12]) for each, why in asked.context["chosen"]["left_out"]] == [
        (own, "Người nhập k"),
        (late, "Ngày 04/03/2"),
    ]
    assert 'value="Duyệt 2 khoản' in asked.content.decode()
    at(checker).post(
        changelist("donation"), chosen("duyet", good, goods, own, late, confirmed="1", seen=asked.context["seen"])
    )
    assert set(Donation.objects.approved()) == {good, goods}


def test_a_page_of_many_costs_as_many_queries_as_one_of_few(at):
    client = at(f.an_officer(roles.APPROVER))
    many = [f.a_donation() for _each in range(20)]
    few = [*many[:2]]
    costs(client, chosen("duyet", *few))
    assert costs(client, chosen("duyet", *many)) == costs(client, chosen("duyet", *few))
    for donation in many:
        donations.approve(donation, by=f.the_checker())
    client = at(f.an_officer())
    costs(client, chosen(THANK, *few))
    assert costs(client, chosen(THANK, *many)) == costs(client, chosen(THANK, *few))
    letters = {"letters": "trang"}
    assert costs(client, chosen(THANK, *many, **letters)) == costs(client, chosen(THANK, *few, **letters))
    noted = {"confirmed": "1", "thanked_on": "1/4/2025", "thanked_how": "letter"}
    assert costs(client, chosen(THANK, *many[2:], **noted)) == costs(client, chosen(THANK, *few, **noted))
    assert Donation.objects.filter(thanked_on=date(2025, 4, 1), thanked_how="letter").count() == 20
    assert AuditEvent.objects.filter(verb="thank").count() == 20


def test_what_was_approved_since_the_page_of_thanks_was_opened_is_not_thanked_for_unread(at):
    read, client = f.an_approved_donation(), at(f.an_officer())
    every = {"select_across": "1"}
    asked = client.post(changelist("donation"), chosen(THANK, read, **every))
    late = f.an_approved_donation()
    sent = {"confirmed": "1", "thanked_on": "1/4/2025", "thanked_how": "letter", "shown": str(read.pk)}
    answer = client.post(changelist("donation"), chosen(THANK, read, **every, **sent))
    assert "Đã ghi việc cảm ơn cho 1 khoản." in said(answer)
    assert [*Donation.objects.filter(thanked_on=None)] == [late]
    assert f'name="shown" value="{read.pk}"' in asked.content.decode()


def test_more_than_a_page_holds_are_neither_approved_nor_thanked_for_at_once(at, monkeypatch):
    monkeypatch.setattr(donation_lists, "MOST", 1)
    two, told = [f.a_donation(), f.a_donation()], "Mỗi lần tối đa 1 khoản, bạn đã chọn 2"
    asked = at(f.the_checker()).post(changelist("donation"), chosen("duyet", *two))
    assert told in text_of(asked)
    assert "Duyệt 2 khoản" not in asked.content.decode()
    assert told in said(at(f.the_maker()).post(changelist("donation"), chosen(THANK, *two)))[0]


def test_who_was_erased_asked_for_restriction_is_unknown_or_was_thanked_is_left_out_and_named(at):
    officer = f.an_officer()
    erased, restricted = f.a_person(by=officer), f.a_person(by=officer)
    nobody = f.a_donor(by=officer, kind="anonymous", name="Ẩn danh")
    known = f.an_approved_donation(by=officer)
    given = [f.an_approved_donation(by=officer, donor=donor) for donor in (erased, restricted)]
    given += [f.an_approved_donation(by=officer, donor=nobody, is_anonymous=True), f.an_approved_donation(by=officer)]
    donations.thank(given[3], thanked_on=date(2025, 4, 1), thanked_how="board", by=officer)
    f.a_rights_request("restrict", recipient=None, donor=restricted)
    erasures.anonymise(erased, reason="Theo phiếu 5", by=f.the_checker())
    client = at(officer)
    asked = client.post(changelist("donation"), chosen(THANK, known, *given))
    left_out = dict(asked.context["left_out"])
    assert left_out.keys() == set(given)
    told = text_of(asked)
    for why in ("đã xóa theo yêu cầu", "hạn chế xử lý", "không biết gửi cho ai", "Đã cảm ơn ngày 01/04/2025"):
        assert why in told
    noted = {"confirmed": "1", "thanked_on": "2/4/2025", "thanked_how": "letter"}
    answer = client.post(changelist("donation"), chosen(THANK, known, *given, **noted))
    assert "Đã ghi việc cảm ơn cho 1 khoản." in said(answer)
    assert list(Donation.objects.filter(thanked_on=date(2025, 4, 2))) == [known]


def test_what_a_joined_record_gave_and_who_is_restricted_no_more_is_thanked_for(at):
    officer, person = f.an_officer(), f.a_person()
    first, second = f.a_donor(), f.a_donor()
    given = [f.an_approved_donation(donor=donor) for donor in (second, person)]
    join = donor_joins.propose(second, other=first, reason="Cùng mã số thuế", by=officer)
    donor_joins.approve(join, by=f.the_checker())
    request = f.a_rights_request("restrict", recipient=None, donor=person)
    rights_requests.answer(request, what="Đã hạn chế", by=f.the_maker())
    client, noted = at(officer), {"confirmed": "1", "thanked_on": "2/4/2025", "thanked_how": "letter"}
    both = client.post(
        changelist("donation"), chosen(THANK, given[0], f.an_approved_donation(donor=first), letters="1")
    )
    assert text_of(both).count(f"Kính gửi: {first.name}") == both.content.decode().count("<article") == 1
    assert set(dict(client.post(changelist("donation"), chosen(THANK, *given)).context["left_out"])) == {given[1]}
    person.refresh_from_db()
    donors.lift(person, reason="Đã đồng ý lại", by=f.the_maker())
    told = said(client.post(changelist("donation"), chosen(THANK, *given, **noted)))
    assert told == ["Đã ghi việc cảm ơn cho 2 khoản."]
    donations.thank(given[0], thanked_on=date(2025, 4, 3), thanked_how="board", by=officer)


def test_nobody_is_thanked_before_the_money_came_and_nothing_is_noted_then(at):
    officer = f.an_officer()
    first, second = (f.an_approved_donation(by=officer, received_on=date(2025, 3, day)) for day in (1, 20))
    noted = {"confirmed": "1", "thanked_on": "10/3/2025", "thanked_how": "letter"}
    answer = at(officer).post(changelist("donation"), chosen(THANK, first, second, **noted))
    assert text_of(answer).count("Ngày cảm ơn phải từ ngày nhận tiền đến hôm nay.") == 1
    assert not Donation.objects.exclude(thanked_on=None).exists()


def test_letters_are_one_for_each_donor_with_amount_in_words_and_code(at):
    officer = f.an_officer()
    donor = f.a_donor(by=officer, name="Công ty Minh Họa Một", address="12 phố Ví Dụ")
    of_one = [f.an_approved_donation(by=officer, donor=donor, amount_vnd=amount) for amount in (5_000_000, 7_000_000)]
    other = f.an_approved_donation(by=officer)
    answer = at(officer).post(changelist("donation"), chosen(THANK, *of_one, other, letters="1"))
    assert answer.content.decode().count("<article") == 2
    shown = text_of(answer)
    assert "Kính gửi: Công ty Minh Họa Một 12 phố Ví Dụ" in shown
    assert "bảy triệu đồng" in shown
    assert shown.count("Mã theo dõi:") == 3
    assert "no-store" in answer["Cache-Control"]
    assert f'<a href="{changelist("donation")}">' in answer.content.decode()
    assert not Donation.objects.exclude(thanked_on=None).exists()
