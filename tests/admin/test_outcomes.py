"""What became of each gift of an event: noted by row, searched by check code, added up, printed, taken back."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from programmes.access import roles
from programmes.actions import gift_lists, handovers, periods
from programmes.models import AuditEvent, ClosedPeriod, Gift, GiftList, HandoverEvent, LedgerEntry
from programmes.rules.trails import check_code
from programmes.standards.money import format_number
from programmes.totals.rebuild import differences
from tests import told
from tests.admin.pages import changelist, rows, said, text_of, verb
from tests.factories import (
    DIEN_BIEN,
    a_gift,
    a_gift_list,
    a_handover,
    a_planned_handover,
    a_recipient,
    an_approved_list,
    an_issuance,
    an_office,
    an_officer,
    fund,
    headquarters,
    means_for,
    the_checker,
    the_maker,
)


def address(event, name="outcomes"):
    return reverse(f"admin:programmes_handoverevent_{name}", args=[event.pk])


def chosen(gifts, outcome, delivery="paper"):
    return {
        f"suat-{gift.pk}-{name}": value
        for gift in gifts
        for name, value in (("outcome", outcome), ("delivery", delivery))
    }


def as_shown(response):
    """What a browser sends of the sheet when nothing on it is touched."""
    forms = [line.form for line in response.context["lines"]]
    sent = {field.html_name: field.value() or "" for form in forms for field in form}
    hidden = re.findall(
        r'<input type="hidden" name="(initial-suat-[^"]+)"(?: value="([^"]*)")?', response.content.decode()
    )
    return sent | dict(hidden)


@pytest.fixture(scope="module")
def planned(shared_books):
    return a_planned_handover([fund(an_approved_list(gifts=3))])


@pytest.fixture
def event(planned, db):
    """Planned, of a funded list of three cards."""
    return HandoverEvent.objects.get(pk=planned.pk)


def test_each_row_gets_its_outcome_and_delivery_and_the_sums_add_up(event, at):
    here, proxy, absent = Gift.objects.order_by("pk")
    client = at(an_officer())
    sent = chosen([here], "handed_over") | chosen([proxy], "by_proxy", "electronic") | chosen([absent], "absent")
    assert said(client.post(address(event), sent)) == ["Đã ghi kết quả của 3 suất quà."]
    assert list(Gift.objects.order_by("pk").values_list("outcome", "delivery")) == [
        ("handed_over", "paper"),
        ("by_proxy", "electronic"),
        ("absent", "paper"),
    ]
    assert f"thẻ BHYT 3 1 1 1 0 0 {format_number(2 * 379_080)}" in text_of(client.get(address(event)))


def test_what_an_event_was_closed_with_stays_on_its_page_whatever_comes_later(event, at):
    client, (_here, proxy, absent) = at(an_officer()), Gift.objects.order_by("pk")
    sent = chosen([proxy], "by_proxy") | chosen([absent], "absent")
    sent |= {f"suat-{proxy.pk}-proxy_name": " Lò  Văn Ví Dụ ", f"suat-{proxy.pk}-proxy_kin": "village_head"}
    client.post(address(event), sent)
    client.post(address(event), {"rest": "1"})
    handovers.hand_over(event, by=the_maker())
    client.get(address(event))  # tells what was noted
    before = text_of(client.get(address(event)))
    assert "Nhận thay: Lò Văn Ví Dụ (trưởng thôn)" in before
    assert "Vắng mặt · bản giấy" in before
    later = a_planned_handover([GiftList.objects.get()])
    assert "Vắng mặt · bản giấy" in text_of(client.get(address(event)))
    handovers.note_the_rest(later, by=the_maker())
    handovers.hand_over(later, by=the_maker())
    assert text_of(client.get(address(event))) == before
    assert client.get(address(event), {"tinh-trang": "absent"}).context["lines"][0].gift == absent


def test_what_was_chosen_is_kept_when_the_next_page_is_asked_for_and_when_it_is_refused(event, at, monkeypatch):
    monkeypatch.setattr("programmes.admin.outcomes.ON_A_PAGE", 2)
    client, gifts = at(an_officer()), list(Gift.objects.order_by("pk"))
    sent = chosen(gifts[:1], "absent") | chosen(gifts[1:2], "")
    answer = client.post(address(event), sent | {"den-trang": "sau"})
    assert answer["Location"].endswith("?trang=2")
    assert Gift.objects.get(pk=gifts[0].pk).outcome == "absent"
    an_issuance(gifts[1], number="", valid_from=None, refusal="Đã có thẻ")
    answer = client.post(address(event), chosen(gifts[:1], "returned") | chosen(gifts[1:2], "handed_over"))
    assert [line.form["outcome"].value() for line in answer.context["lines"]] == ["returned", "handed_over"]
    assert Gift.objects.get(pk=gifts[0].pk).outcome == "absent"


def test_nobody_is_skipped_when_those_who_are_noted_leave_the_part_that_is_looked_at(event, at, monkeypatch):
    monkeypatch.setattr("programmes.admin.outcomes.ON_A_PAGE", 2)
    client, (first, second, third) = at(an_officer()), Gift.objects.order_by("pk")
    unnoted = f"{address(event)}?tinh-trang=chua-ghi"
    sent = chosen([first], "handed_over") | chosen([second], "") | {"den-trang": "sau"}
    answer = client.post(unnoted, sent, follow=True)
    assert [line.gift for line in answer.context["lines"]] == [second, third]
    nothing = chosen([second, third], "")
    answer = client.post(unnoted, nothing | {"den-trang": "truoc"}, follow=True)
    assert [line.gift for line in answer.context["lines"]] == [second, third]
    answer = client.post(address(event), chosen([third], "handed_over") | {"den-trang": "truoc"}, follow=True)
    assert [line.gift for line in answer.context["lines"]] == [first, second]


def test_who_closes_an_event_reads_what_becomes_final(event, at):
    client, (proxy, absent, back) = at(an_officer()), Gift.objects.order_by("pk")
    sent = chosen([proxy], "by_proxy") | chosen([absent], "absent")
    client.post(address(event), sent)
    assert "Ghi kết quả các suất còn lại trước." in text_of(client.get(verb(event, "da-trao")))
    client.post(address(event), chosen([back], "returned"))
    answer = client.get(verb(event, "da-trao"))
    shown = text_of(answer)
    assert 'value="Ghi nhận đã trao 1 nhận thay, 1 vắng mặt chờ trao lại, 1 trả lại"' in answer.content.decode()
    assert "Sau đó kết quả chỉ sửa khi có hai người" in shown
    for figure in ("Chương trình chi", "Về lại khoản ủng hộ", "Giữ cho người chưa nhận"):
        assert f"{figure} 379.080" in shown
    assert "1 người vắng mặt chờ buổi trao sau của danh sách" in shown
    assert "1 suất nhận thay chưa ghi ai nhận thay" in shown


def test_a_page_that_was_opened_before_a_colleague_noted_does_not_undo_what_the_colleague_noted(event, at):
    first, second, third = Gift.objects.order_by("pk")
    one, colleague = at(an_officer()), at(an_officer())
    one.post(address(event), chosen([first, second], "handed_over"))
    opened = as_shown(one.get(address(event)))
    colleague.post(address(event), chosen([first], "returned", "electronic"))
    assert said(one.post(address(event), opened | {f"suat-{third.pk}-outcome": "absent"})) == [
        "Đã ghi kết quả của 1 suất quà."
    ]
    noted = Gift.objects.order_by("pk").values_list("outcome", "delivery")
    assert list(noted) == [("returned", "electronic"), ("handed_over", "paper"), ("absent", "paper")]


def test_the_rest_is_received_with_one_button_and_what_was_noted_stays(event, at):
    client = at(an_officer())
    client.post(address(event), chosen(Gift.objects.order_by("pk")[:1], "absent"))
    client.post(address(event), {"rest": "1"})
    assert sorted(Gift.objects.values_list("outcome", flat=True)) == ["absent", "handed_over", "handed_over"]


def test_what_was_marked_on_the_page_is_kept_when_the_rest_is_received_with_one_button(event, at):
    absent, back, _rest = Gift.objects.order_by("pk")
    sent = chosen([absent], "absent") | chosen([back], "returned") | {"rest": "1"}
    assert said(at(an_officer()).post(address(event), sent)) == ["Đã ghi kết quả của 3 suất quà."]
    assert [*Gift.objects.order_by("pk").values_list("outcome", flat=True)] == ["absent", "returned", "handed_over"]


def test_the_button_for_the_rest_is_never_the_one_that_the_enter_key_presses(event, at):
    form = at(an_officer()).get(address(event)).content.decode().partition('class="people"')[2].partition("</form>")[0]
    assert 0 < form.index('type="submit"') < form.index('name="rest"')


def test_where_everything_is_noted_the_page_leads_on_to_closing_the_event(event, at):
    client = at(an_officer())
    assert "Ghi nhận đã trao</a>" not in client.get(address(event)).content.decode()
    client.post(address(event), {"rest": "1"})
    assert f'href="{verb(event, "da-trao")}' in client.get(address(event)).content.decode()
    assert "Hủy buổi trao" not in text_of(client.get(address(event)))


def test_whoever_notes_in_a_closed_month_is_asked_once_before_anything_is_stored(event, at):
    periods.close(ClosedPeriod(year=event.held_on.year), by=the_maker(headquarters()))
    gift, client = Gift.objects.order_by("pk").first(), at(an_officer())
    shown = client.post(address(event), as_shown(client.get(address(event))) | chosen([gift], "absent"))
    assert "nếu đúng như đã ghi, bấm lưu lần nữa" in text_of(shown)
    assert "đã khóa sổ" in text_of(shown)
    assert not Gift.objects.exclude(outcome="").exists()
    (line,) = [line for line in shown.context["lines"] if line.gift.pk == gift.pk]
    assert line.form["outcome"].value() == "absent"
    (again,) = re.findall(r'action="(\?trang=[^"]+)"', shown.content.decode())
    stored = client.post(address(event) + again.replace("&amp;", "&"), as_shown(shown))
    assert said(stored) == ["Đã ghi kết quả của 1 suất quà."]
    assert f"da-hoi={event.held_on}" in stored.url
    others = Gift.objects.exclude(pk=gift.pk)
    assert said(client.post(stored.url, chosen(others, "handed_over")))[-1] == "Đã ghi kết quả của 2 suất quà."


def test_a_mistaken_return_can_be_noted_anew_before_the_event_is_closed(event, at):
    gift, client = Gift.objects.first(), at(an_officer())
    client.post(address(event), chosen([gift], "returned"))
    client.post(address(event), chosen([gift], "handed_over"))
    assert Gift.objects.get(pk=gift.pk).outcome == "handed_over"


def test_who_brings_a_marked_file_is_told_where_it_comes_from_and_offered_no_empty_form(at):
    shown = at(an_officer()).get(reverse("admin:programmes_handoverevent_import"))
    assert "bấm “Lấy tệp Excel để đánh dấu”" in text_of(shown)
    assert "mau.xlsx" not in shown.content.decode()


def test_an_outcome_that_nobody_knows_is_refused(event, at):
    answer = at(an_officer()).post(address(event), chosen(Gift.objects.all()[:1], "stolen"))
    assert "không hợp lệ" in said(answer)[0]
    assert set(Gift.objects.values_list("outcome", flat=True)) == {""}


def test_an_event_with_open_gifts_is_not_closed_and_says_how_many(event, at):
    client = at(an_officer())
    client.post(address(event), chosen(Gift.objects.all()[:1], "handed_over"))
    assert "Còn 2 suất quà chưa ghi kết quả" in text_of(client.post(verb(event, "da-trao")))
    assert GiftList.objects.get().state == "approved"


def test_an_event_without_money_is_not_closed_and_says_how_much_is_missing(at):
    event = a_planned_handover([an_approved_list(gifts=1)])
    handovers.note_the_rest(event, by=the_maker())
    assert "phân bổ thêm 379.080" in text_of(at(an_officer()).post(verb(event, "da-trao")))
    assert told.count() == 0


def test_who_was_absent_waits_with_the_money_for_a_later_event_of_the_same_list(event, at):
    client, absent = at(an_officer()), Gift.objects.order_by("pk")[2]
    client.post(address(event), chosen([absent], "absent"))
    client.post(address(event), {"rest": "1"})
    client.post(verb(event, "da-trao"))
    gift_list = GiftList.objects.get()
    assert gift_list.state == "approved"
    later = a_planned_handover([gift_list])
    assert f"{gift_list} thẻ BHYT 1 0 0 0 0 1 0" in text_of(client.get(address(later)))
    client.post(address(later), {"rest": "1"})
    client.post(verb(later, "da-trao"))
    assert GiftList.objects.get().state == "handed_over"
    assert told.count() == 3
    assert sum(LedgerEntry.objects.filter(kind="spent").values_list("amount_vnd", flat=True)) == 3 * 379_080
    assert differences() == []


def test_a_gift_is_found_by_its_check_code_or_a_name_without_accents(event, at):
    client = at(an_officer())
    gift = Gift.objects.order_by("pk")[1]
    assert [line.gift for line in client.get(address(event), {"q": check_code(gift).lower()}).context["lines"]] == [
        gift
    ]
    found = client.get(address(event), {"q": "vu thi"}).context["lines"]
    assert len(found) == 3
    assert client.get(address(event), {"q": "khong co"}).context["lines"] == []


def test_the_gifts_are_shown_by_the_page_at_the_same_cost(at, monkeypatch):
    monkeypatch.setattr("programmes.admin.outcomes.ON_A_PAGE", 4)
    client = at(an_officer())

    def cost(gifts):
        event = a_planned_handover([an_approved_list(gifts=gifts)])
        client.get(address(event))
        with CaptureQueriesContext(connection) as queries:
            shown = client.get(address(event))
        return len(queries), len(shown.context["lines"])

    (few, two), (many, four) = cost(2), cost(9)
    assert (two, four) == (2, 4)
    assert many == few <= 16


def test_who_may_only_look_sends_nothing(event, at):
    client = at(an_officer(roles.AUDITOR))
    shown = client.get(address(event)).content.decode()
    assert "-outcome" not in shown
    assert client.post(address(event), {"rest": "1"}).status_code == 403
    assert set(Gift.objects.values_list("outcome", flat=True)) == {""}


@pytest.mark.parametrize("name", ["outcomes", "sheet"])
def test_the_people_of_another_office_are_not_there(event, at, name):
    client = at(an_officer(office=an_office(DIEN_BIEN)))
    assert client.post(address(event, name)).status_code == 404


def test_who_may_not_see_recipients_gets_no_sheet(event, at):
    assert at(an_officer(roles.ADMINISTRATOR)).post(address(event, "sheet")).status_code in {403, 404}
    assert not AuditEvent.objects.filter(verb="print_sheet").exists()


def test_the_sheet_names_each_person_with_code_and_masked_number_and_leaves_a_mark(event, at):
    answer = at(an_officer()).post(address(event, "sheet"))
    body, gifts = answer.content.decode(), Gift.objects.select_related("recipient")
    assert "no-store" in answer["Cache-Control"]
    assert "Ký nhận" in body
    assert "Căn cứ: Luật 91/2025/QH15" in body
    assert "pháp chế" not in body, "what our lawyers have still to look at is nothing for those who sign"
    for gift in gifts:
        assert check_code(gift) in body
        assert gift.recipient.full_name in body
        assert gift.recipient.citizen_number not in body
    mark = AuditEvent.objects.get(verb="print_sheet")
    people = [gift.recipient_id for gift in gifts]
    assert mark.after == {"gifts": 3, "people": [[min(people), max(people)]]}


def test_the_sheet_loads_again_with_values_hamlet_place_and_date(event, at):
    client = at(an_officer())
    body = text_of(client.get(address(event, "sheet")))
    total = sum(gift.total_vnd for gift in Gift.objects.all())
    assert total == 3 * 1_263_600
    assert "Cộng 3 suất 3.790.800" in body
    assert "Bằng chữ: Ba triệu bảy trăm chín mươi nghìn tám trăm đồng." in body
    assert "Nghệ An, ngày 20 tháng 12 năm 2025" in body
    assert "Thôn, tổ" in body
    handovers.note_the_rest(event, by=an_officer())
    handovers.hand_over(event, by=an_officer())
    assert text_of(client.get(address(event, "sheet"))) == body


def test_the_sheet_names_a_decision_once_however_many_lists_it_made(at):
    said = {"decision_number": "245/QĐ-BHXH", "decision_on": date(2025, 12, 1)}
    first = an_approved_list(gifts=1, **said)
    event = a_planned_handover([first, an_approved_list(gifts=1, round=first.round, **said)])
    body = text_of(at(an_officer()).get(address(event, "sheet")))
    assert body.count("Kèm theo Quyết định số 245/QĐ-BHXH ngày 01/12/2025") == 1


def test_a_long_sheet_costs_no_more_queries(at):
    client = at(an_officer())

    def cost(gifts):
        event = a_planned_handover([an_approved_list(gifts=gifts)])
        with CaptureQueriesContext(connection) as queries:
            client.post(address(event, "sheet"))
        return len(queries)

    cost(1)
    assert cost(2) == cost(8)


def test_events_with_open_gifts_wait_on_the_front_page(event, at):
    client = at(an_officer())
    assert rows(client.get(changelist("handoverevent"), {"viec": "thieu-ket-qua"})) == [event]
    client.post(address(event), {"rest": "1"})
    assert rows(client.get(changelist("handoverevent"), {"viec": "thieu-ket-qua"})) == []


def test_a_gift_that_came_back_is_taken_back_by_another_than_who_closed_the_event(at):
    closer, other = an_officer(), an_officer()
    a_handover(by=closer)
    gift = Gift.objects.first()
    assert f"Ghi nhận “{gift}” được trả về" in text_of(at(other).get(verb(gift, "nhan-lai")))
    refused = at(closer).post(verb(gift, "nhan-lai"), {"reason": "Trùng thẻ"})
    assert "hãy nhờ cán bộ khác của cơ quan, hoặc BHXH Việt Nam, ghi nhận" in text_of(refused)
    assert at(an_officer(roles.AUDITOR)).post(verb(gift, "nhan-lai"), {"reason": "x"}).status_code == 403
    answer = at(other).post(verb(gift, "nhan-lai"), {"reason": "Trùng thẻ"})
    assert "Số liệu công khai được trừ khi số suất trả về đủ lớn" in said(answer)[0]
    assert gift.recipient.full_name not in said(answer)[0]
    assert (told.count(), Gift.objects.get(pk=gift.pk).outcome) == (1, "returned")
    assert LedgerEntry.objects.get(kind="returned").amount_vnd == 379_080
    assert differences() == []


def test_a_group_is_found_by_its_name(at):
    gift_list = a_gift_list()
    a_gift(gift_list, group_name="Khám bệnh tại xã Nậm Pồ", quantity=120)
    a_gift(gift_list, recipient=a_recipient())
    gift_lists.submit(gift_list, by=the_maker())
    means_for(gift_list)
    event = a_planned_handover([gift_lists.approve(gift_list, by=the_checker())])
    found = at(an_officer()).get(address(event), {"q": "Nậm Pồ"}).context["lines"]
    assert [line.name for line in found] == ["Khám bệnh tại xã Nậm Pồ"]


@pytest.fixture
def answered(db):
    """An event with two cards: one was issued, the other refused."""
    event = a_planned_handover()
    issued, refused = event.lines.get().gift_list.gifts.order_by("pk")
    an_issuance(issued, valid_to=date(2026, 11, 30))
    an_issuance(refused, number="", valid_from=None, refusal="Đã có thẻ")
    return event, issued, refused


def test_the_sheet_and_the_page_tell_which_cards_there_are_and_who_was_refused(answered, at):
    event, _issued, refused = answered
    client = at(the_maker())
    page = text_of(client.get(address(event)))
    assert "•••••••••••5671, từ 01/12/2025 đến 30/11/2026" in page
    assert "không cấp: Đã có thẻ" in page
    found = client.get(address(event), {"tinh-trang": "khong-cap"})
    assert [line.gift for line in found.context["lines"]] == [refused]
    sheet = text_of(client.post(address(event, "sheet")))
    assert "•••••••••••5671, từ 01/12/2025 đến 30/11/2026" in sheet
    assert "không cấp" in sheet
    assert "4012345671" not in sheet


def test_a_card_that_was_refused_is_not_noted_as_handed_over(answered, at):
    event, issued, refused = answered
    client = at(the_maker())
    client.post(address(event), {"rest": "1"})
    answer = client.post(address(event), chosen([refused], "handed_over"))
    assert said(answer)[-1:] == [
        "1 suất không được cấp thẻ, sổ nên chưa trao được; hãy ghi “trả lại”, hoặc nhập kết quả cấp mới."
    ]
    noted = Gift.objects.filter(gift_list=issued.gift_list).values_list("pk", "outcome")
    assert dict(noted) == {issued.pk: "handed_over", refused.pk: ""}
    client.post(address(event), chosen([refused], "returned"))
    assert Gift.objects.get(pk=refused.pk).outcome == "returned"


def test_those_who_were_refused_are_told_and_returned_together(answered, at):
    event, issued, refused = answered
    client = at(the_maker())
    assert "1 suất không được cấp thẻ, sổ, chưa ghi kết quả" in text_of(client.get(address(event)))
    client.post(address(event), {"refused": "1"})
    noted = Gift.objects.filter(gift_list=issued.gift_list).values_list("pk", "outcome")
    assert dict(noted) == {issued.pk: "", refused.pk: "returned"}
    assert "không được cấp thẻ, sổ, chưa ghi" not in text_of(client.get(address(event)))
