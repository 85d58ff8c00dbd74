"""Values in the admin: a gift explains its sum, a list tells its differences, headquarters publish a rate."""

from datetime import date

import pytest

from programmes.access import roles
from programmes.models import Category, Gift, GiftList, Rate
from tests import factories as f
from tests.admin.pages import adding, changelist, page, refused, rows, said, text_of, verb

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture(autouse=True)
def _rates():
    f.the_rates()


def a_card(gift_list=None, **over):
    return f.a_gift(gift_list, **{"category": Category.NEAR_POOR, **over})


def the_form(gift_list, person, **over):
    """A card of 12 months for a near-poor person, its value left empty."""
    told = {"gift_list": gift_list.pk, "kind": "hi_card", "recipient": person.pk, "quantity": "1", "delivery": "paper"}
    told |= {"category": "near_poor_household", "months": "12", "starts_on": "12/2025", "donor_cost_vnd": ""}
    return {**told, "state_support_vnd": "0", "local_topup_vnd": "0", **over}


def test_the_page_of_a_gift_explains_the_sum_in_one_line_with_its_sources_and_marks(at):
    shown = text_of(at(f.the_maker()).get(page(a_card())))
    assert "4,5% × 2.340.000 đ × 12 tháng = 1.263.600 đ; NSNN 70% = 884.520 đ; còn lại 379.080 đ" in shown
    assert "R003 mức lương cơ sở: 2.340.000 đ · Nghị định 73/2024/NĐ-CP" in shown
    assert "NĐ 188/2025 Điều 6 khoản 1 chưa đối chiếu" in shown


def test_the_page_of_a_gift_says_why_there_is_no_computed_value(at):
    gift = a_card(category=Category.OTHER)
    assert "không tính được: thiếu thứ tự trong hộ" in text_of(at(f.the_maker()).get(page(gift)))


def test_the_page_of_a_gift_sets_the_written_value_beside_the_computed_one(at):
    shown = text_of(at(f.the_maker()).get(page(a_card(donor_cost_vnd=400_000))))
    assert "Đã ghi chương trình chi 400.000 đ, mức tính 379.080 đ." in shown


def test_a_value_left_empty_is_computed_and_the_officer_is_told(at):
    gift_list, person = f.a_gift_list(), f.a_recipient()
    answer = at(f.the_maker()).post(adding("gift"), the_form(gift_list, person))
    gift = Gift.objects.get()
    assert (gift.donor_cost_vnd, gift.state_support_vnd) == (379_080, 884_520)
    assert any("đã áp dụng mức tính theo định mức: 4,5% × 2.340.000 đ × 12 tháng" in text for text in said(answer))


@pytest.mark.parametrize(
    ("over", "why"),
    [
        ({"category": ""}, "chưa ghi đối tượng"),
        ({"state_support_vnd": "5"}, "phần hỗ trợ đã ghi khác phần tính được"),
        ({"kind": "tet_package", "months": "", "starts_on": ""}, "chỉ thẻ BHYT và sổ BHXH"),
    ],
    ids=("no category", "other support", "no insurance"),
)
def test_a_value_left_empty_that_cannot_be_computed_is_asked_for(at, over, why):
    answer = at(f.the_maker()).post(adding("gift"), the_form(f.a_gift_list(), f.a_recipient(), **over))
    assert refused(answer) == {"donor_cost_vnd": ["value_missing"]}
    assert why in text_of(answer)
    assert not Gift.objects.exists()


def test_a_value_that_was_written_is_stored_as_written(at):
    at(f.the_maker()).post(adding("gift"), the_form(f.a_gift_list(), f.a_recipient(), donor_cost_vnd="400.000"))
    assert Gift.objects.get().donor_cost_vnd == 400_000


def test_the_list_tells_what_differs_and_what_cannot_be_computed(at):
    gift_list = a_card(donor_cost_vnd=400_000).gift_list
    f.a_gift(gift_list)
    client = at(f.the_maker())
    shown = text_of(client.get(page(gift_list)))
    assert "1 suất chi khác mức tính theo định mức" in shown
    assert "1 chưa ghi đối tượng" in shown
    assert "Suất chi khác mức tính 1 Suất không tính được mức 1" in text_of(client.get(changelist("giftlist")))


def test_the_question_of_a_button_is_the_head_of_its_page_and_what_it_adds_stands_below(at):
    asked = at(f.the_maker()).get(verb(a_card().gift_list, "tinh-gia"))
    assert asked.context["title"].endswith("theo định mức hiện nay?")
    assert "Giá đã ghi giữ nguyên." in text_of(asked)


def test_gifts_are_filtered_by_their_difference(at):
    differing = a_card(donor_cost_vnd=400_000)
    a_card(differing.gift_list)
    plain = f.a_gift(differing.gift_list)
    client = at(f.the_maker())
    assert rows(client.get(changelist("gift"), {"gia": "khac"})) == [differing]
    assert rows(client.get(changelist("gift"), {"gia": "khong-tinh"})) == [plain]


@pytest.mark.parametrize(("deed", "cost"), [("lay-gia-tinh", 379_080), ("chap-nhan-chenh-lech", 400_000)])
def test_a_difference_is_settled_by_a_button_and_the_list_goes_on(at, deed, cost):
    gift_list = a_card(donor_cost_vnd=400_000).gift_list
    client = at(f.the_maker())
    client.post(verb(gift_list, "trinh"))
    assert GiftList.objects.get().state == "draft"
    client.post(verb(gift_list, deed), {"reason": "Giá theo biên lai cũ"})
    client.post(verb(gift_list, "trinh"))
    assert GiftList.objects.get().state == "submitted"
    assert Gift.objects.get().donor_cost_vnd == cost


def test_the_approver_reads_why_a_difference_was_accepted(at):
    gift_list = a_card(donor_cost_vnd=400_000).gift_list
    client = at(f.the_maker())
    client.post(verb(gift_list, "chap-nhan-chenh-lech"), {"reason": "Giá theo biên lai cũ"})
    client.post(verb(gift_list, "trinh"))
    assert "Giá theo biên lai cũ" in text_of(at(f.the_checker()).get(page(gift_list)))


def a_new_salary(**over):
    like = Rate.objects.get(code="R004")
    told = {"like": like.pk, "value": "3.000.000", "effective_from": "01/01/2027", "legal_source": "Nghị định minh họa"}
    return {**told, "status": "verified", "date_status": "unverified", **over}


def test_headquarters_publish_a_new_dated_rate_and_nobody_changes_one(at):
    officer = f.an_officer(roles.HEADQUARTERS_OFFICER, f.headquarters())
    at(officer).post(adding("rate"), a_new_salary())
    rate = Rate.objects.get(code="TW001")
    assert (rate.value, rate.family, rate.effective_from) == ("3000000", "base_salary", date(2027, 1, 1))
    assert at(officer).post(page(rate), a_new_salary(value="1")).status_code == 403
    assert Rate.objects.get(code="R004").value == "2530000"
    assert "3.000.000" in text_of(at(f.the_maker()).get(page(rate)))


def test_a_share_is_written_in_percent(at):
    like = Rate.objects.get(code="R005")
    at(f.a_superuser()).post(adding("rate"), a_new_salary(like=like.pk, value="4,75%"))
    assert Rate.objects.get(code="TW001").value == "0.0475"


def test_a_rate_that_says_no_value_is_refused_on_its_field(at):
    answer = at(f.a_superuser()).post(adding("rate"), a_new_salary(value="ba triệu"))
    assert refused(answer) == {"value": ["rate_value_form"]}
