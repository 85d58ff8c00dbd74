"""The pages of who may receive: what they show of another office is kind and months, and no more."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from programmes.access import roles
from programmes.actions import gift_lists, recipients, same_person
from programmes.models import AuditEvent, Conflict, FormerProvince, Gift, GiftList, Recipient, SamePersonVerdict
from programmes.models.recipients import RESTRICTED_NAME
from programmes.rules import look_ups
from tests.admin.pages import adding, changelist, page, refused, rows, said, text_of, verb
from tests.factories import (
    DIEN_BIEN,
    HEALTH_CARD_12_MONTHS,
    NGHE_AN,
    a_citizen_number,
    a_conflict,
    a_gift,
    a_gift_list,
    a_province,
    a_recipient,
    an_office,
    an_officer,
    the_maker,
)

FRONT = "/quan-tri/"
LOOK_UP = "admin:programmes_recipient_look_up"
ALIKE = "admin:programmes_recipient_same_person"


@pytest.fixture
def elsewhere(db):
    """An officer of Điện Biên."""
    return an_officer(office=an_office(DIEN_BIEN))


def taken_by(officer, person, **over):
    gift_list = a_gift_list(by=officer, decision_number="QĐ 77 Điện Biên")
    gift = a_gift(gift_list, by=officer, recipient=person, **over)
    gift_lists.submit(gift_list, by=officer)
    return gift


# Overlapping months


def test_a_conflict_shows_kind_and_months_and_no_trace_of_the_other_office(elsewhere, at):
    officer = an_officer()
    person = a_recipient(by=elsewhere, full_name="Lò Văn Khánh")
    theirs = taken_by(elsewhere, person, starts_on=date(2026, 1, 1), months=6)
    mine = a_gift_list(by=officer)
    a_gift(mine, by=officer, recipient=person, starts_on=date(2026, 3, 1), months=3)
    gift_lists.submit(mine, by=officer)
    conflict, client = Conflict.objects.get(), at(officer)
    for address in (changelist("conflict"), page(conflict), page(mine), verb(conflict, "de-nghi")):
        body = client.get(address).content.decode()
        for secret in (theirs.gift_list.code, "QĐ 77", "Điện Biên", elsewhere.full_name):
            assert secret not in body
    shown = text_of(client.get(page(conflict)))
    for word in ("thẻ BHYT", "03/2026–05/2026", "01/2026–06/2026", "tỉnh khác"):
        assert word in shown


def test_a_conflict_is_proposed_and_decided_on_its_page(at):
    officer = an_officer()
    conflict = a_conflict(by=officer)
    client, approver = at(officer), at(an_officer(roles.APPROVER))
    assert "tỉnh này" in text_of(client.get(page(conflict)))
    assert "chưa có đề nghị" in text_of(client.get(FRONT))
    client.post(verb(conflict, "de-nghi"), {"reason": "Thẻ cũ hỏng"})
    assert Conflict.objects.get().state == "proposed"
    assert "chờ bạn quyết định" in text_of(approver.get(FRONT))
    assert "chưa quyết định" in text_of(approver.get(page(conflict.gift.gift_list)))
    asked = text_of(approver.get(verb(conflict, "dong-y")))
    for told in (conflict.gift.recipient.full_name, str(conflict.gift.gift_list), "tỉnh này", "Thẻ cũ hỏng", officer):
        assert str(told) in asked
    approver.post(verb(conflict, "dong-y"))
    assert Conflict.objects.get().state == "allowed"
    assert "chờ bạn quyết định" not in text_of(approver.get(FRONT))


def test_each_number_of_the_front_page_leads_to_as_many_conflicts(at):
    officer = an_officer()
    a_conflict(by=officer)
    a_conflict(by=officer)
    client = at(officer)
    (task,) = [task for task in client.get(FRONT).context["waiting"] if "Trùng thời gian" in task.label]
    assert task.count == len(rows(client.get(task.url))) == 2


def test_a_conflict_of_another_office_is_not_there(elsewhere, at):
    conflict, client = a_conflict(by=elsewhere), at(an_officer())
    assert rows(client.get(changelist("conflict"))) == []
    assert client.get(verb(conflict, "de-nghi")).status_code == 404


def test_the_form_of_a_gift_warns_at_once(elsewhere, at):
    officer = an_officer()
    person = a_recipient(by=officer, birth_date=date(2021, 1, 1), birth_precision="day")
    taken_by(elsewhere, person, starts_on=date(2026, 1, 1))
    gift_list = a_gift_list(by=officer)
    card = {**HEALTH_CARD_12_MONTHS, "starts_on": "06/2026", "kind": "hi_card", "quantity": "1", "delivery": "paper"}
    answer = at(officer).post(adding("gift"), {**card, "gift_list": gift_list.pk, "recipient": person.pk})
    assert Gift.objects.filter(gift_list=gift_list).count() == 1
    sentences = " ".join(said(answer))
    assert "01/2026–12/2026 (tỉnh khác)" in sentences
    assert "dưới 6 tuổi" in sentences
    assert "Điện Biên" not in sentences


def test_the_page_of_a_list_counts_what_should_be_looked_at(at):
    officer = an_officer()
    gift_list = a_gift_list(by=officer)
    a_gift(gift_list, by=officer, category="person_with_merit")
    assert "1: Đối tượng này được ngân sách đóng toàn bộ BHYT" in text_of(at(officer).get(page(gift_list)))


def test_a_card_needs_a_number_or_a_reason_in_the_form_too(at):
    officer = an_officer()
    bare = {"citizen_number": "", "birth_date": date(1956, 1, 1), "birth_precision": "year"}
    person, gift_list = a_recipient(by=officer, **bare), a_gift_list(by=officer)
    card = {**HEALTH_CARD_12_MONTHS, "starts_on": "06/2026", "kind": "hi_card", "quantity": "1", "delivery": "paper"}
    typed = {**card, "gift_list": gift_list.pk, "recipient": person.pk}
    assert refused(at(officer).post(adding("gift"), typed)) == {"recipient": ["number_missing"]}
    Recipient.objects.filter(pk=person.pk).update(without_papers="Chưa làm căn cước")
    at(officer).post(adding("gift"), typed)
    assert Gift.objects.get().recipient == person


# Đã nhận chưa?


def test_the_look_up_answers_without_the_other_offices_record(elsewhere, at):
    officer = an_officer()
    person = a_recipient(by=elsewhere, full_name="Lò Văn Khánh", commune="Xã Nậm Pồ")
    theirs = taken_by(elsewhere, person, starts_on=date(2026, 1, 1), months=6)
    asked = f"{person.citizen_number}\n{a_citizen_number()}\n12345"
    answer = at(officer).post(reverse(LOOK_UP), {"numbers": asked})
    shown, body = text_of(answer), answer.content.decode()
    assert "thẻ BHYT, 01/2026–06/2026 (tỉnh khác)" in shown
    assert "chưa có" in shown
    assert "12 chữ số" in shown
    assert "•••••" in shown
    for secret in (person.citizen_number, "Khánh", "Nậm Pồ", "Điện Biên", theirs.gift_list.code):
        assert secret not in body
    assert AuditEvent.objects.get(verb="look_up").after == {"numbers": 2, "people": [[person.pk] * 2]}


def test_a_look_up_in_the_own_province_says_so(at):
    officer = an_officer()
    person = a_recipient(by=officer)
    taken_by(officer, person)
    assert "(tỉnh này)" in text_of(at(officer).post(reverse(LOOK_UP), {"numbers": person.citizen_number}))


def test_the_number_is_read_from_the_body_only(at):
    officer = an_officer()
    person = a_recipient(by=officer)
    taken_by(officer, person)
    answer = at(officer).get(reverse(LOOK_UP), {"numbers": person.citizen_number})
    assert "thẻ BHYT," not in text_of(answer)
    assert AuditEvent.objects.filter(verb="look_up").count() == 0


def test_the_days_limit_is_told_clearly(at, monkeypatch):
    monkeypatch.setattr(look_ups, "NUMBERS_A_DAY", 1)
    officer = an_officer()
    two = "040056000001\n040056000002"
    answer = at(officer).post(reverse(LOOK_UP), {"numbers": two})
    assert "tối đa 1 số một ngày; hôm nay còn 1" in text_of(answer)
    assert "look_up" not in AuditEvent.objects.values_list("verb", flat=True)


@pytest.mark.parametrize("role", [roles.AUDITOR, roles.APPROVER, roles.ADMINISTRATOR])
def test_the_pages_are_for_those_who_enter(role, at):
    client = at(an_officer(role))
    assert client.get(reverse(LOOK_UP)).status_code == 403
    assert client.get(reverse(ALIKE)).status_code == 403


# The form of a person


def typed(officer, **over):
    return {"full_name": "Vừ Thị Mỷ", "province": officer.office.province_id, "commune": "Xã Mường Xén", **over}


def test_probing_numbers_by_the_form_is_noted_and_limited(elsewhere, at, monkeypatch):
    monkeypatch.setattr(look_ups, "NUMBERS_A_DAY", 1)
    officer, person = an_officer(), a_recipient(by=elsewhere)
    client, form = at(officer), typed(officer, new_number=person.citizen_number)
    assert refused(client.post(adding("recipient"), form)) == {"new_number": ["citizen_known"]}
    assert AuditEvent.objects.get(verb="look_up").after == {"numbers": 1, "people": [[person.pk] * 2]}
    assert refused(client.post(adding("recipient"), form)) == {"new_number": ["look_up_day_spent"]}


def test_a_number_that_contradicts_the_person_is_named_until_the_papers_are_checked(at):
    officer, client = an_officer(), None
    client = at(officer)
    FormerProvince.objects.create(
        code="40", name="Nghệ An", valid_to=date(2025, 6, 30), successor=a_province(NGHE_AN), citizen_prefix="040"
    )
    number = a_citizen_number("998", sex="male", birth_year=1970)
    form = typed(officer, new_number=number, birth="1956", sex="female")
    codes = ["citizen_birth_year", "citizen_sex", "citizen_prefix"]
    assert refused(client.post(adding("recipient"), form)) == {"new_number": codes}
    client.post(adding("recipient"), {**form, "papers_checked": "on"})
    assert Recipient.objects.get().citizen_number == number


def test_a_changed_birth_is_held_against_the_stored_number(at):
    officer = an_officer()
    person = a_recipient(by=officer, citizen_number=a_citizen_number(birth_year=1956))
    answer = at(officer).post(page(person), typed(officer, birth="1957"))
    assert refused(answer) == {"new_number": ["citizen_birth_year"]}


def test_a_person_without_papers_is_declared_with_a_reason(at):
    officer = an_officer()
    client, form = at(officer), typed(officer, birth="1956", without_papers="Chưa làm căn cước")
    both = {**form, "new_number": a_citizen_number(birth_year=1956)}
    assert refused(client.post(adding("recipient"), both)) == {"without_papers": ["number_and_no_papers"]}
    client.post(adding("recipient"), form)
    assert Recipient.objects.get().without_papers == "Chưa làm căn cước"


# Records that look alike


def a_pair(here, there):
    """A person without a number here, one who looks alike there."""
    alike = {"full_name": "Lò Thị Dung", "birth_date": date(1956, 1, 1), "birth_precision": "year"}
    first = a_recipient(by=here, citizen_number="", without_papers="Chưa làm căn cước", **alike)
    return first, a_recipient(by=there, address="Bản Huổi Lụ", province=first.province, **alike)


def test_the_queue_shows_the_own_person_and_nothing_of_the_other_offices(elsewhere, at):
    officer = an_officer()
    first, second = a_pair(officer, elsewhere)
    client = at(officer)
    answer = client.get(reverse(ALIKE))
    assert f'href="{page(first)}"' in answer.content.decode()
    assert page(second) not in answer.content.decode()
    assert "Lò Thị Dung" in text_of(answer)
    assert "người nhận của tỉnh khác có số định danh" in text_of(answer)
    assert "Huổi Lụ" not in answer.content.decode()
    assert second.citizen_number[-4:] not in text_of(answer)
    (task,) = [task for task in client.get(FRONT).context["waiting"] if "giống nhau" in task.label]
    assert (task.count, task.url) == (1, reverse(ALIKE))


def test_a_verdict_is_given_in_the_queue_and_not_asked_again(at):
    officer = an_officer()
    first, second = a_pair(officer, officer)
    client, pair = at(officer), {"first": first.pk, "second": second.pk, "is_same": "1"}
    assert said(client.post(reverse(ALIKE), pair)) == ["Hãy ghi căn cứ của kết luận."]
    client.post(reverse(ALIKE), {**pair, "reason": "Đã đối chiếu"})
    assert Recipient.objects.get(pk=second.pk).same_as == first
    assert SamePersonVerdict.objects.get().decided_by == officer
    shown = text_of(client.get(reverse(ALIKE)))
    assert "Không có cặp nào" in shown
    assert "Còn 0 cặp" not in shown


def test_a_conclusion_by_mistake_is_taken_back_on_the_same_page(at):
    officer = an_officer()
    first, second = a_pair(officer, officer)
    client, pair = at(officer), {"first": first.pk, "second": second.pk}
    client.post(reverse(ALIKE), {**pair, "is_same": "1", "reason": "Đã đối chiếu"})
    shown = client.get(reverse(ALIKE)).content.decode()
    assert "là một người</strong>" in shown
    assert f"{reverse(ALIKE)}?nguoi={second.pk}#da-ket-luan" in client.get(page(second)).content.decode()
    client.post(reverse(ALIKE), {**pair, "take_back": "1", "reason": "Ghi nhầm"})
    assert Recipient.objects.get(pk=second.pk).same_as is None
    assert 'name="is_same"' in client.get(reverse(ALIKE)).content.decode()


def test_a_conclusion_of_long_ago_is_found_from_the_page_of_its_person(at, monkeypatch):
    monkeypatch.setattr("programmes.admin.same_person.SHOWN", 1)
    officer = an_officer()
    old, new = a_pair(officer, officer), a_pair(officer, officer)
    client = at(officer)
    for pair in (old, new):
        same_person.conclude([one.pk for one in pair], is_same=True, reason="Đã đối chiếu", by=officer)

    def shown(**asked):
        return [verdict.first_id for verdict, *_told in client.get(reverse(ALIKE), asked).context["verdicts"]]

    assert shown() == [new[0].pk]
    assert shown(nguoi=old[1].pk) == [old[0].pk]
    assert shown(nguoi="x") == [new[0].pk]


def test_of_a_conclusion_by_another_office_the_grounds_stay_there(elsewhere, at):
    officer = an_officer()
    pair = a_pair(officer, elsewhere)
    same_person.conclude([one.pk for one in pair], is_same=True, reason="Cùng ở bản Huổi Lụ", by=elsewhere)
    for state in ("proposed", "stands"):
        assert "Huổi Lụ" in text_of(at(elsewhere).get(reverse(ALIKE)))
        shown = text_of(at(officer).get(reverse(ALIKE)))
        assert "Huổi Lụ" not in shown
        assert f"căn cứ do {elsewhere.office} ghi" in shown
        assert SamePersonVerdict.objects.get().state == state
        if state == "proposed":
            same_person.confirm([one.pk for one in pair], is_same=True, by=officer)


def test_what_another_office_proposed_waits_on_the_front_page_and_is_decided_on_there(elsewhere, at):
    officer, label = an_officer(), "Kết luận về người giống nhau do cơ quan khác đề nghị, chờ bạn quyết định"
    first, second = a_pair(officer, elsewhere)
    pair = {"first": first.pk, "second": second.pk, "is_same": "1"}
    told = said(at(elsewhere).post(reverse(ALIKE), {**pair, "reason": "Cùng một người"}))
    assert told == ["Đã ghi đề nghị; hai hồ sơ của hai cơ quan nên chờ cơ quan kia hoặc BHXH Việt Nam quyết định."]
    assert label not in {str(task.label) for task in at(elsewhere).get(FRONT).context["waiting"]}
    shown = at(elsewhere).get(reverse(ALIKE)).content.decode()
    assert ('name="take_back"' in shown, 'name="confirm"' in shown) == (True, False)
    client = at(officer)
    (task,) = [task for task in client.get(FRONT).context["waiting"] if str(task.label) == label]
    assert (task.count, task.url) == (1, f"{reverse(ALIKE)}#cho-quyet-dinh")
    assert "Đồng ý: là một người" in text_of(client.get(reverse(ALIKE)))
    client.post(reverse(ALIKE), {**pair, "refuse": "1"})
    assert SamePersonVerdict.objects.get().state == "proposed", "without a reason"
    client.post(reverse(ALIKE), {**pair, "confirm": "1"})
    assert Recipient.objects.get(pk=second.pk).same_as == first
    assert f"đồng ý: {officer}" in text_of(client.get(reverse(ALIKE)))


def test_of_whom_the_data_are_restricted_a_conclusion_shows_no_particulars(at):
    officer = an_officer()
    first, second = a_pair(officer, officer)
    same_person.conclude([first.pk, second.pk], is_same=True, reason="Đã đối chiếu", by=officer)
    recipients.restrict(second, by=officer)
    shown = text_of(at(officer).get(reverse(ALIKE)))
    assert "Lò Thị Dung" not in shown
    assert "Huổi Lụ" not in shown
    assert shown.count(str(RESTRICTED_NAME)) == 2


@pytest.mark.parametrize("over", [{"second": "0"}, {"second": "x"}, {"is_same": "2"}, {"second": "9" * 30}])
def test_a_verdict_about_nothing_is_turned_away(over, at):
    officer = an_officer()
    first, second = a_pair(officer, officer)
    pair = {"first": first.pk, "second": second.pk, "is_same": "1", "reason": "Đã đối chiếu", **over}
    answer = at(officer).post(reverse(ALIKE), pair, follow=True)
    assert answer.status_code == 200
    assert SamePersonVerdict.objects.count() == 0


def test_the_queue_costs_as_many_queries_for_many_pairs(at):
    officer = an_officer()
    client, costs = at(officer), []
    a_pair(officer, officer)
    client.get(reverse(ALIKE))
    for _turn in range(2):
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse(ALIKE))
        costs.append(len(queries))
        for _each in range(5):
            a_pair(officer, officer)
    assert costs[0] == costs[1]


def test_a_list_that_waits_in_draft_has_no_conflict_to_decide(at):
    conflict = a_conflict()
    gift_lists.send_back(conflict.gift.gift_list, reason="Trùng", by=an_officer(roles.APPROVER))
    assert GiftList.objects.get(pk=conflict.gift.gift_list_id).state == "draft"
    assert "Trùng thời gian bảo hiểm, chưa" not in text_of(at(the_maker()).get(FRONT))
