"""The page of a list says what comes next, why not, and where its đồng are; the way back is a button."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from programmes.access import roles
from programmes.actions import gift_lists, handovers
from programmes.models import Category, Gift, GiftList, Round
from programmes.standards.money import with_unit
from programmes.totals.list_money import parts_of, sources_of, sum_of_parts
from tests import factories as f
from tests.admin.pages import adding, changelist, page, rows, said, text_of, verb

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
WHY = {"reason": "Chọn nhầm đợt"}


def steps(client, record):
    """label -> Step, as the page shows them."""
    return {str(step.label): step for step in client.get(page(record)).context["steps"]}


# Steps


def test_a_step_that_is_closed_stands_with_its_reason_and_the_way_to_the_rows(at):
    f.the_rates()
    gift_list = f.a_gift(category=Category.NEAR_POOR, donor_cost_vnd=400_000).gift_list
    client = at(f.the_maker())
    step = steps(client, gift_list)["Trình duyệt"]
    assert (step.url, step.reasons[0][0][:6]) == ("", "1 suất")
    ((_label, where),) = step.reasons[0][1]
    assert [gift.gift_list_id for gift in rows(client.get(where))] == [gift_list.pk]
    empty = steps(client, f.a_gift_list())["Trình duyệt"]
    assert "chưa có suất quà nào" in empty.reasons[0][0]
    assert [client.get(url).status_code for _label, url in empty.reasons[0][1]] == [200, 200]


def test_a_list_that_was_drawn_up_is_filled_next(at):
    officer = f.an_officer()
    client, round_ = at(officer), f.a_round()
    form = client.get(adding("giftlist")).context["adminform"].form
    assert form["province"].value() == officer.office.province_id
    answer = client.post(adding("giftlist"), {"round": round_.pk, "province": officer.office.province_id})
    gift_list = GiftList.objects.get()
    assert answer.url == page(gift_list)
    assert list(steps(client, gift_list))[:2] == ["Nhập tệp", "Thêm suất quà"]
    assert "Tính giá" not in steps(client, gift_list)
    beside = [str(label) for label, _url in client.get(page(gift_list)).context["record_links"]]
    assert not {"Nhập tệp", "Thêm suất quà", "Xem suất quà"} & set(beside)
    f.a_gift(gift_list=gift_list)
    assert next(iter(steps(client, gift_list))) == "Trình duyệt"
    assert "Nhập tệp" not in steps(client, gift_list)


@pytest.mark.parametrize(
    ("make", "role", "label", "reason"),
    [
        (f.a_gift_list, roles.APPROVER, "Trình duyệt", "Danh sách đang lập; cán bộ của BHXH tỉnh Nghệ An trình."),
        (f.a_submitted_list, roles.PROVINCIAL_OFFICER, "Duyệt", "Đang chờ người phê duyệt."),
        (f.a_submitted_list, roles.PROVINCIAL_OFFICER, "Hủy danh sách", "Danh sách đang chờ duyệt"),
        (f.an_approved_list, roles.PROVINCIAL_OFFICER, "Hủy danh sách", "Danh sách đã duyệt ngày"),
        (f.a_submitted_list, roles.APPROVER, "Duyệt", "nguồn cho đợt và tỉnh này chỉ còn"),
    ],
)
def test_whose_turn_it_is_and_why_not_is_told_to_everybody(at, make, role, label, reason):
    record, officer = make(), f.an_officer(role)
    if label == "Duyệt" and role == roles.APPROVER:
        gift_lists.open_decision(record, by=officer)
    step = steps(at(officer), record)[label]
    assert step.url == ""
    assert reason in step.reasons[0][0]


def test_opening_a_list_to_decide_is_one_press_that_leads_to_the_decision_and_stops_the_recall(at):
    gift_list, checker = f.a_submitted_list(), f.an_officer(roles.APPROVER)
    f.means_for(gift_list)
    maker, approver = at(f.the_maker()), at(checker)
    assert steps(maker, gift_list)["Rút lại để sửa"].url
    found = steps(approver, gift_list)
    assert (found["Xem để duyệt"].is_post, "Duyệt" in found) == (True, False)
    approver.get(page(gift_list)), approver.get(verb(gift_list, "duyet"))
    assert GiftList.objects.get().opened_by is None
    answer = approver.post(found["Xem để duyệt"].url, {"seen": found["Xem để duyệt"].seen})
    assert answer.url == verb(gift_list, "duyet")
    (sentence, _links), *_more = steps(maker, gift_list)["Rút lại để sửa"].reasons
    assert sentence.startswith(f"{checker} mở xem để duyệt từ ")
    assert "Người lập có thể rút" in text_of(approver.get(answer.url))
    approver.post(verb(gift_list, "de-sau"))
    maker.post(verb(gift_list, "rut-lai"), {"reason": "Sai thôn"})
    assert GiftList.objects.get().state == "draft"


def test_a_list_is_moved_by_its_button_and_its_message_tells_the_new_name(at):
    gift_list, right = f.a_gift_list(), f.a_round(slug="tet-2027", name="Tết 2027")
    answer = at(f.the_maker()).post(verb(gift_list, "chuyen-dot"), {"round": right.pk, **WHY})
    assert said(answer) == ["Đã chuyển sang đợt khác; danh sách nay là “Tết 2027 · Nghệ An · danh sách số 1”."]


def test_what_goes_is_shown_by_numbers_before_a_list_is_cancelled(at):
    gift_list, client = f.a_gift().gift_list, at(f.the_maker())
    shown = text_of(client.get(verb(gift_list, "huy")))
    assert "Suất quà bị bỏ 1 Người nhận bị bỏ khỏi sổ vì chỉ có trong danh sách này 0" in shown
    assert client.post(verb(gift_list, "huy"), WHY).url == changelist("giftlist")
    assert not GiftList.objects.exists()


def test_a_round_opened_by_mistake_goes_and_one_in_use_leads_to_what_hangs_on_it(at):
    client = at(f.an_officer(roles.HEADQUARTERS_OFFICER, f.headquarters()))
    used, mistake = f.a_gift_list().round, f.a_round()
    shown = client.get(page(used))
    assert "Đợt còn 1 danh sách tặng nên không xóa được" in text_of(shown)
    ((_told, where),) = shown.context["record_links"]
    assert len(rows(client.get(where))) == 1
    client.post(verb(mistake, "rut"), WHY)
    assert [*Round.objects.all()] == [used]


# Money


def a_list_half_given():
    """Of four cards two were given, one came back and one person was absent."""
    gift_list = f.an_approved_list(gifts=4)
    event = f.a_planned_handover([gift_list])
    f.fund(gift_list)
    ids = [*gift_list.gifts.order_by("pk").values_list("pk", flat=True)]
    handovers.note_outcomes(event, ids[2:3], Gift.Outcome.RETURNED, by=f.the_maker())
    handovers.note_outcomes(event, ids[3:], Gift.Outcome.ABSENT, by=f.the_maker())
    return gift_list, event


def adds_up(gift_list):
    total, sources = sum_of_parts(parts_of(gift_list, by_category=True)), sources_of(gift_list)
    assert total.cost_vnd == total.given_vnd + total.waiting_vnd + total.returned_vnd == sources.value_vnd
    assert sources.value_vnd == sources.set_aside_vnd + sources.lacking_vnd + sources.needed_no_more_vnd
    assert sources.set_aside_vnd == sources.spent_vnd + sources.held_vnd
    assert sources.allocated_vnd - sources.came_back_vnd == sources.set_aside_vnd
    assert sources.spent_vnd == total.given_vnd
    assert sources.held_vnd - sources.to_come_back_vnd + sources.lacking_vnd == total.waiting_vnd
    return sources


def test_the_money_of_a_list_adds_up_at_every_step_and_what_came_back_has_its_own_line(at):
    gift_list, event = a_list_half_given()
    one = 379_080
    assert adds_up(gift_list).to_come_back_vnd == one
    handovers.note_the_rest(event, by=f.the_maker())
    handovers.hand_over(event, by=f.the_maker())
    assert (adds_up(gift_list).came_back_vnd, adds_up(gift_list).held_vnd) == (one, one)
    handovers.take_back(gift_list.gifts.filter(event=event).first(), reason="Trả về", by=f.an_officer())
    assert (adds_up(gift_list).came_back_vnd, adds_up(gift_list).spent_vnd) == (2 * one, one)
    shown = text_of(at(f.the_maker()).get(page(gift_list)))
    assert "Đã trao 1 379.080 Chờ trao 1 vắng mặt, chờ trao lại 1 379.080 Trả lại không cần tiền nữa 2 758.160" in shown
    assert "đã phân bổ 1.516.320, trong đó 758.160 đã về khoản ủng hộ" in shown


def test_categories_are_told_to_who_works_on_the_list_and_to_who_approves(at):
    gift_list = f.a_gift(category=Category.NEAR_POOR).gift_list
    for role, told in ((roles.PROVINCIAL_OFFICER, True), (roles.APPROVER, True), (roles.AUDITOR, False)):
        money = at(f.an_officer(role)).get(page(gift_list)).context["money"]
        assert (money["by_category"], "cận nghèo" in money["parts"][0].label) == (told, told), role


def test_what_all_gifts_of_a_list_are_is_said_above_its_categories(at):
    gift_list = f.a_gift(category=Category.NEAR_POOR).gift_list
    client = at(f.the_maker())
    assert "Thẻ BHYT, theo đối tượng chương trình chi, đồng Đối tượng" in text_of(client.get(page(gift_list)))
    f.a_gift(gift_list, kind="tet_package", category="", months=None, starts_on=None)
    assert "Theo loại quà và đối tượng" in text_of(client.get(page(gift_list)))


def test_the_page_of_a_list_costs_as_many_queries_for_twenty_gifts_as_for_two(at):
    client = at(f.the_maker())

    def cost(people):
        gift_list = f.an_approved_list(gifts=people)
        client.get(page(gift_list))
        with CaptureQueriesContext(connection) as queries:
            client.get(page(gift_list))
        return len(queries)

    assert cost(2) == cost(20)


# What waits


def test_an_approved_list_asks_for_its_money_until_it_is_there(at):
    gift_list, client = f.an_approved_list(), at(f.the_maker())
    told = f"Danh sách còn thiếu {with_unit(gift_list.value_vnd)}".replace("\xa0", " ")
    assert told in text_of(client.get(page(gift_list)))
    f.fund(gift_list)
    assert "Danh sách còn thiếu" not in text_of(client.get(page(gift_list)))


def test_a_list_given_in_part_waits_for_its_absent_and_is_not_without_an_event(at):
    gift_list, event = a_list_half_given()
    never = f.an_approved_list(gifts=1)
    client = at(f.the_maker())

    def waiting():
        found = client.get("/quan-tri/").context["waiting"]
        return {str(task.label): task.count for task in found if "trao" in str(task.label) and "anh sách" in task.label}

    def filtered(key):
        return rows(client.get(changelist("giftlist"), {"cho": key}))

    assert (filtered("cho-den-ngay"), filtered("chua-co-buoi-trao")) == ([gift_list], [never])
    handovers.note_the_rest(event, by=f.the_maker())
    handovers.hand_over(event, by=f.the_maker())
    assert waiting() == {
        "Danh sách đã duyệt, chưa có buổi trao": 1,
        "Danh sách đã trao, còn người vắng mặt chờ trao lại": 1,
    }
    assert (filtered("cho-trao-lai"), filtered("chua-co-buoi-trao")) == ([gift_list], [never])
    shown = text_of(client.get(changelist("giftlist")))
    assert "2 / 4" in shown
    assert "Chưa có buổi trao 1 Còn người chờ trao lại 1" in shown
