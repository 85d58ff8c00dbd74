"""The desk for requests of persons about their own data, as officers see it."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from programmes.access import roles
from programmes.actions import erasures, recipients, rights_requests, same_person
from programmes.exchange.columns.donors import KnownDonors
from programmes.models import Programme, RightsRequest, SamePersonVerdict
from programmes.models.base import ERASED
from programmes.standards.dates import today_in_vietnam
from tests import factories as f
from tests.admin.pages import adding, changelist, offered, page, rows, text_of, verb

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def paper(record, which):
    return reverse(f"admin:programmes_rightsrequest_{which}", args=[record.pk])


def due_in(days, **over):
    request = f.a_rights_request("correct", **over)
    RightsRequest.objects.filter(pk=request.pk).update(due_on=today_in_vietnam() + timedelta(days=days))
    return request


def test_a_request_is_written_down_and_answered_on_its_pages(at):
    person, client = f.a_recipient(), at(f.the_maker())
    day = f"{today_in_vietnam():%d/%m/%Y}"
    said = {"kind": "restrict", "recipient": person.pk, "received_on": day, "channel": "phone"}
    client.post(adding("rightsrequest"), {**said, "asker": "Lò Thị Minh Họa", "proof": "căn cước"})
    request = RightsRequest.objects.get()
    shown = text_of(client.get(page(request)))
    assert "cần pháp chế xác nhận" in shown
    assert ("Phiếu tiếp nhận" in shown, "Phiếu trả lời" in shown) == (True, False)
    slip = client.get(paper(request, "slip"))
    assert "Phiếu tiếp nhận" in text_of(slip)
    assert f'<a href="{page(request)}">' in slip.content.decode()
    client.post(verb(request, "tra-loi"), {"what": "Đã hạn chế từ hôm nay."})
    told = text_of(client.get(paper(request, "slip")))
    assert "Phiếu trả lời" in told
    assert "Đã hạn chế từ hôm nay." in told
    assert "Bỏ hạn chế xử lý" in text_of(client.get(page(person)))


def test_the_late_ones_stand_first_and_on_the_front_page_of_who_heads_the_office(at):
    later, late, done = due_in(3), due_in(-2), due_in(-9)
    rights_requests.refuse(done, reason="Không đúng người", by=f.the_maker())
    for role in (roles.APPROVER, roles.ADMINISTRATOR, roles.PROVINCIAL_OFFICER):
        client = at(f.an_officer(role))
        first, *_more = client.get(reverse("admin:index")).context["mine"].rows
        assert (first.url, first.due_words) == (page(late), "quá hạn 2 ngày")
        assert rows(client.get(changelist("rightsrequest"))) == [late, later, done]
        assert "quá hạn 2 ngày" in text_of(client.get(changelist("rightsrequest")))


def test_an_administrator_sees_that_a_request_waits_and_not_of_whom(at):
    request = f.a_rights_request()
    client = at(f.an_officer(roles.ADMINISTRATOR))
    told = text_of(client.get(page(request))) + text_of(client.get(changelist("rightsrequest")))
    assert request.code in told
    for word in (request.recipient.full_name, request.asker, request.proof):
        assert word not in told
    assert client.get(paper(request, "slip")).status_code == 403


def test_a_request_of_another_office_is_not_there(at):
    request = f.a_rights_request(recipient=f.a_recipient(office=f.an_office(f.DIEN_BIEN)))
    client = at(f.the_maker())
    answers = [client.get(url) for url in (page(request), paper(request, "slip"), paper(request, "data"))]
    assert [answer.status_code for answer in answers] == [404, 404, 404]


def test_all_that_is_held_of_a_person_is_shown_after_the_password_again(at):
    born = {"birth_date": date(1956, 12, 1), "birth_precision": "month"}
    request = f.a_rights_request(recipient=f.a_recipient(phone="0912345678", sex="female", **born))
    officer = at(f.the_maker())
    told = text_of(officer.get(paper(request, "data")))
    for held in (
        request.recipient.full_name,
        request.recipient.citizen_number,
        "0912345678",
        "12/1956",
        "Giới tính nữ",
    ):
        assert held in told
    assert "khóa" not in told.casefold(), "the keys that records are looked for by say nothing to the person"
    session = officer.session
    session["proved"] = 0
    session.save()
    assert officer.get(paper(request, "data")).url.startswith(reverse("admin:prove"))


def test_list_sheet_and_paper_of_the_person_tell_for_what_and_on_which_basis(at):
    event, client = f.a_planned_handover(), at(f.the_maker())
    gift_list = event.lines.get().gift_list
    Programme.objects.update(basis="consent")
    request = f.a_rights_request(recipient=gift_list.gifts.first().recipient)
    sheet = reverse("admin:programmes_handoverevent_sheet", args=[event.pk])
    for answer in (client.get(page(gift_list)), client.post(sheet), client.get(paper(request, "data"))):
        assert "Luật 91/2025/QH15 Điều 9 (sự đồng ý, rút lại được)" in text_of(answer)


def test_no_box_offers_whoever_was_erased(at):
    person, donor, by = f.a_recipient(), f.a_person(), f.an_officer(roles.APPROVER)
    erasures.erase(person, reason="Theo phiếu", by=by)
    erasures.anonymise(donor, reason="Theo phiếu", by=by)
    desk = at(f.the_maker())
    for model, field in (("gift", "recipient"), ("donation", "donor"), ("rightsrequest", "donor")):
        assert offered(desk, model, field, "xoa theo") == []
    known = KnownDonors(f.the_maker())
    assert ERASED not in str([known.offers(), known.offers_for(ERASED)])


def test_the_lists_of_officers_show_a_restricted_person_as_a_masked_row(at):
    draft = f.a_gift_list()
    gift = f.a_gift(draft, note="chạy thận", category="patient_in_hardship")
    answer = f.an_issuance(f.an_approved_list(gifts=1).gifts.get())
    event = f.a_planned_handover([answer.gift.gift_list])
    desk = at(f.the_maker())
    addresses = {
        gift: (changelist("gift"), page(gift)),
        answer.gift: (changelist("issuance"), reverse("admin:programmes_handoverevent_outcomes", args=[event.pk])),
    }
    for one, asked in addresses.items():
        recipients.restrict(one.recipient, by=f.the_maker())
        for address in asked:
            shown = desk.get(address).content.decode()
            assert {secret for secret in ("chạy thận", answer.masked_number) if secret in shown} == set()
            assert address == page(gift) or one.recipient.full_name not in shown


def test_what_another_office_keeps_of_a_person_is_printed_when_that_office_has_agreed_that_it_is_the_same(at):
    """Else one officer enters somebody alike, concludes, asks in their name, and reads what was told to others."""
    alike = {"full_name": "Lò Thị Dung", "birth_date": date(1956, 1, 1), "province": f.a_province()}
    there = f.a_recipient(by=f.the_maker(f.an_office(f.DIEN_BIEN)), address="Nhà Kín Đáo", **alike)
    here = f.a_recipient(citizen_number="", without_papers="Chưa làm căn cước", **alike)
    request, one, colleague = f.a_rights_request("see", recipient=here), f.the_maker(), f.an_officer()
    same_person.conclude([here.pk, there.pk], is_same=True, reason="Cùng một người", by=one)
    data = reverse("admin:programmes_rightsrequest_data", args=[request.pk])
    assert "Nhà Kín Đáo" not in text_of(at(colleague).get(data))
    same_person.confirm([here.pk, there.pk], is_same=True, by=there.entered_by)
    assert "Nhà Kín Đáo" in text_of(at(one).get(data))
    SamePersonVerdict.objects.update(confirmed_at=None, confirmed_by=None)  # as one alone concluded in earlier times
    assert "để đồng nghiệp" in text_of(at(one).get(page(request)))
    assert at(one).get(data).status_code == 403
    assert "Nhà Kín Đáo" in text_of(at(colleague).get(data))
    assert "để đồng nghiệp" not in text_of(at(colleague).get(page(request)))
