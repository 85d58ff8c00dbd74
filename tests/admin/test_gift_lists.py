"""Gift lists: drawn up, submitted, returned with a reason, approved by another; their gifts are closed with them."""

import html
import re
from datetime import date

from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME

from programmes.access import roles
from programmes.actions import gift_lists, gifts
from programmes.models import AuditEvent, Gift, GiftKind, GiftList
from tests.admin.pages import adding, changelist, page, refused, rows, said, text_of, verb
from tests.factories import (
    a_gift,
    a_gift_list,
    a_recipient,
    a_round,
    a_submitted_list,
    a_superuser,
    an_approved_list,
    an_office,
    an_officer,
    means_for,
    the_checker,
)


def test_a_list_is_drawn_up_and_gets_its_code(at):
    officer, round_ = an_officer(), a_round(slug="tet-2026")
    at(officer).post(adding("giftlist"), {"round": round_.pk, "province": officer.office.province_id})
    gift_list = GiftList.objects.get()
    assert (gift_list.code, gift_list.entered_by) == ("tet-2026-nghe-an", officer)


def test_a_province_draws_up_no_list_of_another(at):
    an_office("11")
    answer = at(an_officer()).post(adding("giftlist"), {"round": a_round().pk, "province": "11"})
    assert refused(answer) == {"province": ["list_of_other_office"]}
    assert not GiftList.objects.exists()


def test_the_totals_stand_in_the_list_and_above_it(at):
    officer = an_officer()
    for _each in range(2):
        a_gift(a_gift_list(by=officer), by=officer)
    shown = at(officer).get(changelist("giftlist"))
    assert shown.content.decode().count('<td class="field-cost_figure">379.080</td>') == 2
    assert "Số lượng 2 Chương trình chi (đồng) 758.160" in text_of(shown)


def test_a_list_goes_the_whole_way(at):
    maker, checker = an_officer(), an_officer(roles.APPROVER)
    gift_list = a_gift_list(by=maker)
    a_gift(gift_list, by=maker)
    at(maker).post(verb(gift_list, "trinh"))
    assert GiftList.objects.get().state == "submitted"
    at(checker).post(verb(gift_list, "tra-lai"), {"reason": "Thiếu số quyết định"})
    assert GiftList.objects.get().return_reason == "Thiếu số quyết định"
    assert "Thiếu số quyết định" in text_of(at(maker).get("/quan-tri/"))
    at(maker).post(verb(gift_list, "trinh"))
    means_for(gift_list)
    answer = at(checker).post(verb(gift_list, "duyet"))
    assert "Đã duyệt danh sách" in said(answer)[0]
    assert GiftList.objects.get().approved_by == checker


def test_an_approved_list_leads_to_the_plan_of_its_event(at):
    gift_list = an_approved_list()
    shown = at(an_officer()).get(page(gift_list)).content.decode()
    assert f"/handoverevent/add/?round={gift_list.round_id}&amp;province={gift_list.province_id}" in shown
    assert '<div class="readonly">–</div>' not in shown


def test_who_entered_an_earlier_version_of_a_gift_is_told_so_before_asking(at):
    boss, officer = a_superuser(), an_officer()
    gift_list = a_gift_list(by=officer)
    gifts.correct(a_gift(gift_list, by=boss), by=officer)
    gift_lists.submit(gift_list, by=officer)
    shown = at(boss).get(page(gift_list))
    assert verb(gift_list, "duyet") not in shown.content.decode()
    assert "Người nhập không được tự duyệt" in text_of(shown)


def test_an_empty_list_has_no_submit_button_and_says_why_when_asked(at):
    maker = an_officer()
    gift_list = a_gift_list(by=maker)
    assert verb(gift_list, "trinh") not in at(maker).get(page(gift_list)).content.decode()
    assert "chưa có suất quà nào" in text_of(at(maker).post(verb(gift_list, "trinh")))
    assert GiftList.objects.get().state == "draft"


def test_a_submitted_list_and_its_gifts_are_read_only(at):
    maker = an_officer()
    gift_list = a_submitted_list(by=maker, gifts=1)
    gift, client = gift_list.gifts.get(), at(maker)
    assert client.post(page(gift_list), {"note": "x"}).status_code == 403
    assert client.post(page(gift), {"note": "x"}).status_code == 403
    assert "379.080" in text_of(client.get(page(gift)))


def test_the_round_of_a_list_is_fixed(at):
    maker = an_officer()
    gift_list, other = a_gift_list(by=maker), a_round()
    data = {"round": other.pk, "province": gift_list.province_id, "decision_on": "25/12/2025"}
    at(maker).post(page(gift_list), data)
    stored = GiftList.objects.get()
    assert (stored.round, stored.decision_on) == (gift_list.round, date(2025, 12, 25))


def test_lists_are_approved_together_from_the_list(at):
    lists = [a_submitted_list(gifts=1), a_submitted_list(gifts=1)]
    for gift_list in lists:
        means_for(gift_list)
    keys = {ACTION_CHECKBOX_NAME: [one.pk for one in lists], "action": "duyet", "confirmed": "1"}
    answer = at(an_officer(roles.APPROVER)).post(changelist("giftlist"), {**keys, "select_across": "0"})
    assert GiftList.objects.filter(state="approved").count() == 2
    assert "Đã duyệt 2 danh sách tặng." in said(answer)


def gift_of(gift_list, **over):
    return {
        "gift_list": gift_list.pk,
        "kind": GiftKind.HI_CARD,
        "quantity": "1",
        "months": "12",
        "starts_on": "12/2025",
        "donor_cost_vnd": "379.080",
        "state_support_vnd": "884.520",
        "local_topup_vnd": "",
        **over,
    }


def test_a_gift_is_added_to_a_draft(at):
    maker = an_officer()
    gift_list, person = a_gift_list(by=maker), a_recipient(by=maker)
    at(maker).post(adding("gift"), gift_of(gift_list, recipient=person.pk))
    gift = Gift.objects.get()
    assert (gift.starts_on, gift.donor_cost_vnd, gift.local_topup_vnd) == (date(2025, 12, 1), 379_080, 0)
    assert gift.total_vnd == 1_263_600


def test_who_adds_gifts_to_a_list_stays_with_it(at):
    maker = an_officer()
    gift_list, client = a_gift_list(by=maker), at(maker)
    first, second = a_recipient(by=maker), a_recipient(by=maker)
    answer = client.post(adding("gift"), gift_of(gift_list, recipient=first.pk) | {"_addanother": "1"})
    assert answer["Location"] == f"{adding('gift')}?gift_list={gift_list.pk}"
    answer = client.post(adding("gift"), gift_of(gift_list, recipient=second.pk) | {"_save": "1"})
    assert answer["Location"] == page(gift_list)
    shown = client.get(changelist("gift"), {"gift_list": gift_list.pk}).content.decode()
    assert f'<a href="{page(gift_list)}">{gift_list}</a>' in shown
    add = html.unescape(re.search(rf'href="({adding("gift")}\?\S+)"', shown)[1])
    assert client.get(add).context["adminform"].form["gift_list"].value() == str(gift_list.pk)


def test_a_gift_without_a_person_is_told_at_the_field(at):
    maker = an_officer()
    answer = at(maker).post(adding("gift"), gift_of(a_gift_list(by=maker)))
    assert refused(answer)["recipient"] == ["person_or_group", "kind_needs_person"]
    assert Gift.objects.count() == 0


def test_a_second_gift_of_a_kind_in_a_round_is_refused_on_the_form(at):
    maker = an_officer()
    gift = a_gift(by=maker)
    second = a_gift_list(by=maker, round=gift.round)
    answer = at(maker).post(adding("gift"), gift_of(second, recipient=gift.recipient_id))
    assert "Người này đã có loại quà này trong đợt." in text_of(answer)
    assert Gift.objects.get() == gift


def test_a_gift_is_not_added_to_a_list_that_is_closed(at):
    maker = an_officer()
    closed, person = a_submitted_list(by=maker, gifts=1), a_recipient(by=maker)
    answer = at(maker).post(adding("gift"), gift_of(closed, recipient=person.pk))
    assert refused(answer)["gift_list"] == ["list_is_closed"]
    assert closed.gifts.count() == 1


def test_taking_a_gift_off_a_draft_is_withdrawing_it(at):
    maker = an_officer()
    gift = a_gift(by=maker)
    at(maker).post(page(gift, "delete"), {"post": "yes"})
    assert Gift.objects.count() == 0
    assert AuditEvent.objects.filter(target_type="gift", verb="withdraw", target_id=str(gift.pk)).count() == 1


def test_the_gifts_of_one_list_are_reached_from_its_page(at):
    maker = an_officer()
    gift, other = a_gift(by=maker), a_gift(by=maker)
    client = at(maker)
    address = f"{changelist('gift')}?gift_list={gift.gift_list_id}"
    assert address in client.get(page(gift.gift_list)).content.decode()
    shown = client.get(address)
    assert rows(shown) == [gift]
    assert other not in rows(shown)
    assert str(gift.gift_list) in text_of(shown)


def test_the_list_of_gifts_masks_the_citizen_number(at):
    maker = an_officer()
    gift = a_gift(by=maker)
    body = at(maker).get(changelist("gift")).content.decode()
    assert gift.recipient.citizen_number not in body
    assert f"{gift.recipient.citizen_number[:3]}•••••{gift.recipient.citizen_number[-4:]}" in body


def test_the_tasks_of_the_front_page_are_filters_of_the_list(at):
    maker = an_officer()
    approved = an_approved_list(by=maker, gifts=1)
    returned = a_submitted_list(by=maker, gifts=1)
    gift_lists.send_back(returned, reason="Sai tên", by=the_checker())
    client = at(maker)
    assert rows(client.get(changelist("giftlist"), {"viec": "chua-co-buoi-trao"})) == [approved]
    assert rows(client.get(changelist("giftlist"), {"viec": "bi-tra-lai"})) == [returned]
