"""Hand-over events: planned with their lists as lines, declared done by a button."""

from datetime import date

from programmes.access import roles
from programmes.actions import handovers
from programmes.models import GiftList, HandoverEvent, HandoverLine
from tests import told
from tests.admin.pages import adding, changelist, offered, page, refused, rows, said, text_of, verb
from tests.factories import (
    DIEN_BIEN,
    a_gift_list,
    a_handover,
    a_planned_handover,
    a_programme,
    a_round,
    a_submitted_list,
    an_approved_list,
    an_office,
    an_officer,
    fund,
)


def typed(gift_list, *lines, stored=(), **over):
    data = {
        "round": gift_list.round_id,
        "province": gift_list.province_id,
        "title": "Trao thẻ BHYT",
        "place": "Nhà văn hóa xã",
        "held_on": "20/12/2025",
        "lines-TOTAL_FORMS": len(stored) + len(lines),
        "lines-INITIAL_FORMS": len(stored),
        **over,
    }
    for number, line in enumerate(stored):
        data |= {f"lines-{number}-id": line.pk, f"lines-{number}-event": line.event_id}
    for number, line in enumerate(lines, start=len(stored)):
        data[f"lines-{number}-gift_list"] = line.pk
    return data


def test_an_event_is_planned_with_its_lists(at):
    officer = an_officer()
    gift_list = an_approved_list(by=officer, gifts=1)
    at(officer).post(adding("handoverevent"), typed(gift_list, gift_list))
    event = HandoverEvent.objects.get()
    assert (event.held_on, event.office, event.entered_by) == (date(2025, 12, 20), officer.office, officer)
    assert event.lines.get().gift_list == gift_list


def test_why_an_event_is_not_yet_to_be_closed_stands_where_its_button_would_be(at):
    client, event = at(an_officer()), a_planned_handover([an_approved_list(gifts=2)])
    shown = text_of(client.get(page(event)))
    assert "Còn 2 suất quà chưa ghi kết quả" in shown
    assert "chưa thuộc buổi trao nào khác đang chờ" in shown
    handovers.note_the_rest(event, by=an_officer())
    assert "chưa ghi kết quả" not in text_of(client.get(page(event)))


def test_an_event_that_is_planned_from_a_list_begins_with_it(at):
    officer = an_officer()
    gift_list = an_approved_list(by=officer, gifts=1)
    client = at(officer)
    steps = client.get(page(gift_list)).context["steps"]
    address = next(step.url for step in steps if step.slug == "len-ke-hoach")
    shown = client.get(address)
    line = shown.context["inline_admin_formsets"][0].formset.forms[0]
    assert line.initial["gift_list"] == gift_list.pk
    assert "add_id_lines-0-gift_list" not in shown.content.decode()
    assert f"Danh sách: {gift_list}" in text_of(shown)
    assert "#" not in text_of(shown)
    answer = client.post(address, typed(gift_list, gift_list))
    event = HandoverEvent.objects.get()
    assert answer["Location"].partition("?")[0] == page(event)
    assert event.lines.get().gift_list == gift_list
    planned = text_of(client.get(page(event)))
    assert f"Danh sách: {gift_list}" in planned
    assert "Danh sách: thêm vào buổi trao" in planned


def test_no_list_of_another_office_gets_into_a_plan_by_its_address(at):
    other = an_approved_list(office=an_office(DIEN_BIEN))
    shown = at(an_officer()).get(adding("handoverevent"), {"gift_list": other.pk})
    assert not shown.context["inline_admin_formsets"][0].formset.forms[0].initial


def test_who_plans_an_event_without_a_list_is_told_what_it_lacks(at):
    answer = at(an_officer()).post(adding("handoverevent"), typed(an_approved_list()))
    assert "Buổi trao chưa có danh sách nào" in said(answer)[-1]


def test_an_event_offers_approved_lists_of_the_office_that_wait_for_no_other_event(at):
    officer = an_officer()
    an_approved_list(office=an_office(DIEN_BIEN))
    a_gift_list(by=officer)
    a_submitted_list(by=officer)
    a_handover(by=officer)
    a_planned_handover(by=officer)
    ready, with_absent = an_approved_list(by=officer), fund(an_approved_list(by=officer))
    event = a_planned_handover([with_absent], by=officer)
    handovers.note_outcomes(event, [with_absent.gifts.first().pk], "absent", by=officer)
    handovers.note_the_rest(event, by=officer)
    handovers.hand_over(event, by=officer)
    assert {text.rpartition(" · ")[0] for text in offered(at(officer), "handoverline", "gift_list")} == {
        str(ready),
        str(with_absent),
    }


def test_an_event_offers_lists_of_its_round_and_province_alone(at):
    officer = an_officer()
    fitting, other = an_approved_list(by=officer), an_approved_list(by=officer)
    same = {"round": fitting.round_id, "province": fitting.province_id}
    client = at(officer)
    assert offered(client, "handoverline", "gift_list", **same) == [f"{fitting} · đã duyệt"]
    assert offered(client, "handoverline", "gift_list", round=other.round_id, province="11") == []
    answer = client.post(adding("handoverevent"), typed(fitting, other))
    assert f"Danh sách {other} thuộc đợt khác với buổi trao." in text_of(answer)


def test_a_round_is_offered_with_the_name_of_its_programme(at):
    a_round(name="Đợt 1", programme=a_programme(name="Sổ BHXH"))
    assert offered(at(an_officer()), "handoverevent", "round") == ["Đợt 1 · Sổ BHXH"]


def test_a_citizen_number_in_the_title_of_an_event_is_told_at_the_title(at):
    officer = an_officer()
    gift_list = an_approved_list(by=officer, gifts=1)
    answer = at(officer).post(adding("handoverevent"), typed(gift_list, title="Trao thẻ cho 040190000001"))
    assert refused(answer) == {"title": ["citizen_number_in_public"]}
    assert HandoverEvent.objects.count() == 0


def test_a_list_of_another_round_is_refused_and_the_event_is_not_stored(at):
    officer = an_officer()
    gift_list, other = an_approved_list(by=officer, gifts=1), a_gift_list(by=officer)
    answer = at(officer).post(adding("handoverevent"), typed(gift_list, other))
    assert "thuộc đợt khác" in text_of(answer)
    assert HandoverEvent.objects.count() == 0


def test_a_list_is_handed_over_once(at):
    officer = an_officer()
    event = a_planned_handover(by=officer)
    gift_list = event.lines.get().gift_list
    answer = at(officer).post(adding("handoverevent"), typed(gift_list, gift_list))
    assert "đã thuộc một buổi trao khác" in text_of(answer)
    assert HandoverEvent.objects.get() == event


def test_a_line_is_dropped_from_a_planned_event(at):
    officer = an_officer()
    event = a_planned_handover(by=officer)
    line = event.lines.get()
    at(officer).post(page(event), typed(line.gift_list, stored=[line], **{"lines-0-DELETE": "on"}))
    assert HandoverLine.objects.count() == 0


def test_the_button_declares_the_event_done_and_the_public_total_moves(at):
    officer = an_officer()
    event = a_planned_handover(by=officer, lists=[fund(an_approved_list(by=officer, gifts=2))])
    handovers.note_the_rest(event, by=officer)
    answer = at(officer).post(verb(event, "da-trao"))
    assert "Đã ghi nhận buổi trao" in said(answer)[0]
    assert told.count() == 2
    assert GiftList.objects.get().state == "handed_over"


def test_a_coming_event_has_no_button_and_says_why_when_asked(at):
    officer = an_officer()
    event = a_planned_handover(by=officer, held_on=date(2999, 1, 1))
    assert verb(event, "da-trao") not in at(officer).get(page(event)).content.decode()
    assert "Ngày trao ở tương lai" in text_of(at(officer).post(verb(event, "da-trao")))


def test_an_event_that_is_done_is_read_only_with_its_lines(at):
    officer = an_officer()
    event = a_handover(by=officer)
    client, line = at(officer), event.lines.get()
    body = client.get(page(event)).content.decode()
    assert "lines-0-DELETE" not in body
    assert str(line.gift_list) in body
    dropping = typed(line.gift_list, stored=[line], **{"lines-0-DELETE": "on"})
    assert client.post(page(event), dropping).status_code == 403
    assert HandoverLine.objects.get() == line


def test_events_whose_day_has_come_are_one_click_away(at):
    officer = an_officer()
    due = a_planned_handover(by=officer)
    a_planned_handover(by=officer, held_on=date(2999, 1, 1))
    shown = at(officer).get(changelist("handoverevent"), {"viec": "den-ngay"})
    assert rows(shown) == [due]


def test_who_may_only_look_gets_no_lines_to_add(at):
    event = a_planned_handover()
    body = at(an_officer(roles.AUDITOR)).get(page(event)).content.decode()
    assert 'name="lines-1-gift_list"' not in body
    assert str(event.lines.get().gift_list) in body
