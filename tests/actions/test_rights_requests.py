"""Requests of persons about their own data: the clock, what is done, and what stops while data are restricted."""

from datetime import date, timedelta

import pytest

from programmes.access import roles
from programmes.access.people import RESTRICTED_NAME
from programmes.actions import (
    allocations,
    donations,
    donors,
    erasures,
    gift_lists,
    gifts,
    handovers,
    look_ups,
    recipients,
    rights_requests,
    same_person,
)
from programmes.exchange.filing.lines import lines_of
from programmes.exchange.layouts import LAYOUTS
from programmes.exchange.layouts.lists import RECIPIENTS
from programmes.exchange.writing.export import columns_of, export_file, rows_of
from programmes.models import (
    HEADQUARTERS_CODE,
    AuditEvent,
    Donation,
    Donor,
    Gift,
    GiftKind,
    HandoverEvent,
    Issuance,
    Recipient,
    RightsRequest,
    TotalsState,
)
from programmes.models.base import ERASED
from programmes.rules.privacy import MAY_BE_NAMED, may_be_named
from programmes.rules.problems import RuleViolation
from programmes.rules.rights_requests import TERMS
from tests import factories as f
from tests import sheets
from tests.admin.pages import page
from tests.exchange.doors import codes, take_in

pytestmark = pytest.mark.django_db


def refusal(act, *arguments, **over):
    with pytest.raises(RuleViolation) as refused:
        act(*arguments, **over)
    return [problem.code for problem in refused.value.problems]


def test_the_clock_runs_from_the_day_of_the_request_and_is_put_off_once():
    request, by = f.a_rights_request("see"), f.the_maker()
    term = TERMS["see"]
    assert request.due_on == request.received_on + timedelta(days=term.days)
    request = rights_requests.extend(request, reason="Hồ sơ giấy ở kho", by=by)
    assert request.due_on == request.received_on + timedelta(days=term.days + term.more_days)
    assert refusal(rights_requests.extend, request, reason="Nữa", by=by) == ["request_extended_already"]


def test_who_asks_to_be_erased_is_erased_with_the_answer_by_an_approver_who_did_not_enter_them():
    request, by = f.a_rights_request("erase"), f.an_officer(roles.APPROVER)
    person = request.recipient
    assert refusal(rights_requests.answer, request, what="Đã xóa.", by=person.entered_by) == ["request_is_to_erase"]
    assert refusal(rights_requests.erase, request, what="Đã xóa.", by=person.entered_by) == ["no_right"]
    rights_requests.erase(request, what=f"Đã xóa {person.full_name}.", by=by)
    request, person = RightsRequest.objects.get(), Recipient.objects.get(pk=person.pk)
    assert (person.full_name, person.citizen_number) == (ERASED, "")
    assert (request.state, request.asker, request.proof, request.answer) == ("answered", "", "", f"Đã xóa {ERASED}.")
    assert AuditEvent.objects.get(verb="erase").reason == f"Theo yêu cầu {request.code} của chủ thể dữ liệu."


def test_what_was_answered_is_not_answered_again():
    by = f.the_maker()
    request = rights_requests.answer(f.a_rights_request("correct"), what="Đã sửa tên thôn.", by=by)
    assert (request.state, request.answer, request.answered_by) == ("answered", "Đã sửa tên thôn.", by)
    for act, said in ((rights_requests.answer, {"what": "x"}), (rights_requests.refuse, {"reason": "x"})):
        assert refusal(act, request, by=by, **said) == ["request_is_closed"]


def test_a_request_is_about_one_person_whose_papers_were_seen():
    said = {"received_on": date(2026, 11, 1), "channel": "paper", "kind": "see"}
    by, who = f.the_maker(), {"asker": "Lò Thị Minh Họa", "proof": "căn cước"}
    assert refusal(rights_requests.receive, RightsRequest(**said, **who), by=by) == ["request_of_one_person"]
    organisation = RightsRequest(donor=f.a_donor(), **said, **who)
    assert refusal(rights_requests.receive, organisation, by=by) == ["donor_is_no_person"]
    unproved = RightsRequest(recipient=f.a_recipient(), **said)
    assert refusal(rights_requests.receive, unproved, by=by) == ["asker_missing", "proof_missing"]


def test_the_trail_tells_of_a_request_without_who_asked():
    rights_requests.answer(f.a_rights_request("see"), what="Đã giao cho Lò Thị Minh Họa", by=f.the_maker())
    told = str(list(AuditEvent.objects.filter(target_type="rightsrequest").values("before", "after", "reason")))
    assert "YC-0" in told
    assert "Minh Họa" not in told


def test_restricting_stops_new_gifts_by_form_and_by_file_until_it_is_lifted(tmp_path):
    by = f.the_maker()
    line = sheets.a_line(1)
    f.a_round(slug="dot-1")
    assert codes(stored(tmp_path, by, line)) == []
    person = Recipient.objects.get()
    rights_requests.answer(f.a_rights_request("restrict", recipient=person), what="Đã hạn chế.", by=by)
    person.refresh_from_db()
    assert codes(stored(tmp_path, by, {**line, "Loại quà": "quà Tết", "Số tháng": "", "Từ tháng": ""})) == [
        "person_is_restricted"
    ]
    gift = Gift(gift_list=f.a_gift_list(), recipient=person, kind=GiftKind.RELIEF, donor_cost_vnd=500_000)
    assert refusal(gifts.issue, gift, by=by) == ["person_is_restricted"]
    recipients.lift(person, reason="Người này đồng ý lại", by=by)
    gift.recipient = person
    gifts.issue(gift, by=by)


def stored(folder, by, line):
    return take_in(sheets.a_csv(folder, [line]), "gifts", by, round_=f.a_round())


def test_a_list_with_a_restricted_person_goes_no_further():
    by, person = f.the_maker(), f.a_recipient()
    draft = f.a_gift(recipient=person).gift_list
    approved = f.an_approved_list()
    recipients.restrict(person, by=by)
    assert refusal(gift_lists.submit, draft, by=by) == ["list_has_restricted"]
    recipients.restrict(approved.gifts.first().recipient, by=by)
    money, desk = Donation.objects.get(round=approved.round), f.the_maker(f.headquarters())
    assert refusal(allocations.allocate, money, approved, 1_000, by=desk) == ["list_has_restricted"]


def test_whoever_is_restricted_leaves_the_portal_as_a_masked_row_alone():
    gift_list = f.an_approved_list()
    person, other = (gift.recipient for gift in gift_list.gifts.order_by("pk"))
    recipients.restrict(person, by=f.the_maker())
    for officer in (None, f.the_maker(), f.the_maker(f.headquarters())):
        people = list(rows_of(columns_of(RECIPIENTS, Recipient.objects.all(), officer=officer)))
        told = str([people, list(rows_of(columns_of(LAYOUTS["gifts"], Gift.objects.all(), officer=officer)))])
        assert len(people) == 2
        assert person.citizen_number not in told
        assert person.full_name not in told
        assert str(RESTRICTED_NAME) in told
        assert other.citizen_number in told
    assert [line.full_name for line in lines_of(gift_list)] == [other.full_name]


def test_a_masked_row_tells_neither_why_nor_which_card():
    draft = f.a_gift_list()
    gift, other = (f.a_gift(draft, note="chạy thận") for _each in "12")
    f.approved(gift_lists.submit(draft, by=f.the_maker()))
    for each, number in ((gift, "CN3404012345671"), (other, "CN3404012345672")):
        f.an_issuance(each, number=number)
    recipients.restrict(gift.recipient, by=f.the_maker())
    for layout, model in (("gifts", Gift), ("issued", Issuance)):
        rows = list(rows_of(columns_of(LAYOUTS[layout], model.objects.all(), officer=f.the_maker())))
        (masked,) = (row for row in rows if str(RESTRICTED_NAME) in row)
        (whole,) = (row for row in rows if str(RESTRICTED_NAME) not in row)
        assert {"chạy thận", gift.issuance.number}.isdisjoint(masked)
        assert {"chạy thận", other.issuance.number} & {*whole}


def test_a_restricted_giver_gives_nothing_new_by_form_or_by_file_until_it_is_lifted(tmp_path):
    by, donor = f.the_maker(), f.a_person(code="NHT-1")
    before = f.an_approved_donation(donor=donor)
    rights_requests.answer(f.a_rights_request("restrict", donor=donor), what="Đã hạn chế.", by=by)
    donor.refresh_from_db()
    new = {"donor": donor, "office": by.office, "programme": before.programme, "amount_vnd": 1_000_000}
    new |= {"received_on": date(2025, 3, 4), "form": "cash"}
    assert refusal(donations.record, Donation(**new), by=by) == ["donor_is_restricted"]
    other = f.a_donation()
    other.donor = donor
    assert refusal(donations.correct, other, by=by) == ["donor_is_restricted"]
    line = {"Nhà hảo tâm": "NHT-1", "Số tiền (đồng)": "1000000", "Ngày nhận": "4/3/2025", "Số chứng từ": "M-1"}
    line["Chương trình"] = before.programme.slug
    path = sheets.a_csv(tmp_path, [line], name="uh.csv")
    assert codes(take_in(path, "donations", by)) == ["donor_is_restricted"]
    assert refusal(donations.thank, before, thanked_on=date(2025, 4, 1), thanked_how="letter", by=by) == [
        "donor_is_restricted"
    ]
    donor = donors.lift(donor, reason="Người này đồng ý lại", by=by)
    donations.record(Donation(**{**new, "donor": donor}), by=by)


def test_what_a_restricted_giver_gave_before_stays_and_goes_on_in_the_books():
    donor = f.a_person(consented_on=date(2025, 1, 1))
    f.an_approved_donation(donor=donor)
    waiting, version = f.a_donation(donor=donor), TotalsState.objects.get().version
    assert may_be_named(donor)
    donor = donors.restrict(donor, by=f.the_maker())
    assert TotalsState.objects.get().version > version
    donations.approve(waiting, by=f.the_checker())
    assert not may_be_named(donor)
    assert not Donation.objects.filter(MAY_BE_NAMED).exists()


def test_a_file_says_a_restricted_giver_as_a_masked_row_and_does_not_bring_that_back(tmp_path):
    donor = f.a_person(code="NHT-1", name="Lò Thị Minh Họa", phone="0912 000 001")
    donors.restrict(donor, by=f.the_maker())
    path = tmp_path / "donors.csv"
    export_file(path, LAYOUTS["donors"], Donor.objects.all(), officer=f.the_maker())
    text = path.read_text(encoding="utf-8-sig")
    assert str(RESTRICTED_NAME) in text
    assert "Minh Họa" not in text
    assert "0912" not in text
    assert codes(take_in(path, "donors", f.the_maker())) == ["donor_is_restricted"]
    assert Donor.objects.get().name == "Lò Thị Minh Họa"


def test_an_erased_giver_gives_nothing_new_by_form_or_by_file(tmp_path):
    by, donor = f.the_maker(), f.a_person(code="NHT-1")
    before = f.a_donation(donor=donor)
    donor = erasures.anonymise(donor, reason="Theo phiếu", by=f.an_officer(roles.APPROVER))
    new = Donation(donor=donor, office=by.office, programme=before.programme, amount_vnd=1, form="cash")
    new.received_on = date(2025, 3, 4)
    assert refusal(donations.record, new, by=by) == ["person_erased"]
    line = {"Nhà hảo tâm": "NHT-1", "Số tiền (đồng)": "1000000", "Ngày nhận": "4/3/2025", "Số chứng từ": "M-1"}
    line["Chương trình"] = before.programme.slug
    assert codes(take_in(sheets.a_csv(tmp_path, [line], name="uh.csv"), "donations", by)) == ["person_erased"]


def test_two_records_that_become_one_person_are_restricted_if_one_of_them_was():
    alike = {"full_name": "Lò Thị Dung", "birth_date": date(1956, 1, 1), "citizen_number": ""}
    first, second = (f.a_recipient(**alike, without_papers="Chưa có") for _each in "12")
    second = recipients.restrict(second, by=f.the_maker())
    same_person.conclude([first.pk, second.pk], is_same=True, reason="Cùng hộ", by=f.the_maker())
    first.refresh_from_db()
    assert first.restricted_on == second.restricted_on
    assert AuditEvent.objects.filter(verb="restrict", target_id=str(first.pk)).exists()


def test_restricting_reaches_every_record_of_the_person():
    first, second = f.a_recipient(), f.a_recipient(office=f.an_office(f.DIEN_BIEN))
    Recipient.objects.filter(pk=second.pk).update(same_as=first)
    recipients.restrict(first, by=f.the_maker())
    assert Recipient.objects.filter(restricted_on__isnull=False).count() == 2


def test_a_donor_who_withdraws_is_named_no_more():
    donor = f.a_person(consented_on=date(2025, 1, 2))
    request = f.a_rights_request("withdraw", donor=donor)
    rights_requests.answer(request, what="Đã gỡ tên.", by=f.the_maker())
    donor.refresh_from_db()
    assert donor.consented_on is None


def test_a_recipient_who_withdraws_takes_the_photo_down():
    event = f.a_handover()
    handovers.show_photo(event, b"\xff\xd8", caption="Buổi trao", consented_on=date(2025, 12, 20), by=f.the_maker())
    request = f.a_rights_request("withdraw", recipient=event.gifts.first().recipient)
    rights_requests.answer(request, what="Đã gỡ ảnh.", by=f.the_maker())
    assert HandoverEvent.objects.get().photo_consented_on is None


def test_the_sheet_tells_what_is_held_and_which_offices_saw_it(at):
    gift = f.a_gift()
    request = f.a_rights_request("see", recipient=gift.recipient)
    before = dict(rights_requests.show(request, by=f.the_maker()).seen_by).get(HEADQUARTERS_CODE, 0)
    at(f.an_officer(roles.AUDITOR, f.headquarters())).get(page(gift))
    data = rights_requests.show(request, by=f.the_maker())
    assert (data.people, data.gifts) == ([gift.recipient], [gift])
    assert dict(data.seen_by)[HEADQUARTERS_CODE] == before + 1
    look_ups.is_known(gift.recipient.citizen_number, by=f.the_maker(f.an_office(f.DIEN_BIEN)))
    assert dict(rights_requests.show(request, by=f.the_maker()).seen_by)[f.DIEN_BIEN] == 1, "asking by number too"
    assert AuditEvent.objects.filter(verb="show_person", target_id=str(request.pk)).exists()


def test_the_sheet_is_printed_for_who_asked_to_see_and_before_the_answer():
    by, other = f.the_maker(), f.a_rights_request("correct")
    assert refusal(rights_requests.show, other, by=by) == ["request_is_other"]
    seen = rights_requests.answer(f.a_rights_request("see"), what="Đã giao.", by=by)
    assert refusal(rights_requests.show, seen, by=by) == ["request_is_closed"]
    auditor = f.an_officer(roles.AUDITOR)
    assert refusal(rights_requests.show, f.a_rights_request("see"), by=auditor) == ["no_right"]
