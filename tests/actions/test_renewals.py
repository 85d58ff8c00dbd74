"""Who holds a card that ends soon is proposed again in one act; who is not is left out with the reason."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from programmes.access import roles
from programmes.actions import gift_lists, recipients, renewals, same_person
from programmes.admin import timeline
from programmes.models import Category, GiftList, Round
from programmes.rules.renewals import HAS_NEXT, IN_ROUND, TWICE, month_after, months_ending
from programmes.standards.dates import today_in_vietnam
from tests import factories as f
from tests.admin.pages import changelist, text_of

pytestmark = pytest.mark.django_db
MONTH = months_ending(today_in_vietnam())[-1]  # the first may be over before its tests
CARD = {"months": 12, "starts_on": month_after(MONTH, -11), "category": Category.NEAR_POOR}


def cards_that_end(people):
    """A list that was handed over, with a card for each person that ends with MONTH."""
    f.the_rates()
    draft = f.a_gift_list()
    for person in people:
        f.a_gift(draft, recipient=person, donor_cost_vnd=379_080, **CARD)
    f.a_handover([f.approved(gift_lists.submit(draft, by=f.the_maker()))])


def a_coming_round(**over):
    """Of the programme of the first list, unless told."""
    of_list = GiftList.objects.order_by("pk").first()
    over = {"programme": of_list and of_list.round.programme, **over}
    return f.a_round(starts_on=today_in_vietnam(), ends_on=today_in_vietnam() + timedelta(days=90), **over)


def test_a_new_draft_goes_on_with_months_category_and_the_value_in_force():
    person = f.a_recipient()
    cards_that_end([person])
    round_ = a_coming_round()
    gift_list = renewals.draw_up_next(round_, f.a_province(), MONTH, by=f.the_maker())
    gift = gift_list.gifts.get()
    assert (gift.recipient, gift.starts_on, gift.months) == (person, month_after(MONTH, 1), 12)
    assert (gift_list.state, gift.category) == (GiftList.State.DRAFT, Category.NEAR_POOR)
    assert gift.donor_cost_vnd == gift.valuation.donor_cost_vnd > 0
    assert "tiếp theo" in " ".join(str(moment.words) for moment in timeline.of_list(gift_list, f.the_maker()))
    with pytest.raises(ValidationError, match="Không còn ai"):
        renewals.draw_up_next(round_, f.a_province(), MONTH, by=f.the_maker())


@pytest.mark.one_database
def test_who_has_a_next_card_or_is_restricted_or_in_the_round_is_left_out_with_the_reason():
    again, restricted, there, good = (f.a_recipient() for _n in range(4))
    cards_that_end([again, restricted, there, good])
    round_ = a_coming_round()
    f.a_gift(recipient=again, months=12, starts_on=month_after(MONTH, 1))
    recipients.restrict(restricted, by=f.the_maker())
    f.a_gift(f.a_gift_list(round=round_), recipient=there, months=1, starts_on=month_after(MONTH, -20))
    new, left_out = renewals.outlook(round_, f.a_province(), MONTH, by=f.the_maker())
    assert [gift.recipient for gift in new] == [good]
    assert (left_out[str(HAS_NEXT)], left_out[str(IN_ROUND)], sum(left_out.values())) == (1, 1, 3)


@pytest.mark.one_database
def test_an_officer_proposes_only_people_of_lists_of_the_own_office(at):
    cards_that_end([f.a_recipient()])
    stranger = f.the_maker(f.an_office(f.DIEN_BIEN))
    assert renewals.outlook(a_coming_round(), f.a_province(), MONTH, by=stranger) == ([], {})
    address = reverse("admin:programmes_giftlist_next")
    round_ = a_coming_round()
    sent = {"month": f"{MONTH:%Y-%m}", "province": f.NGHE_AN, "round": round_.pk}
    assert "Lập danh sách 1 suất" in at(f.the_maker()).get(address, sent).content.decode()
    assert at(f.the_maker()).post(address, sent).status_code == 302
    assert at(stranger).post(address, sent).context["form"].errors["province"]


@pytest.mark.one_database
def test_the_next_card_of_a_person_of_two_offices_is_for_the_record_that_the_office_has_itself():
    """What another office recorded of the same person, the number first, is not brought out by a conclusion of one."""
    alike = {"full_name": "Lò Thị Dung", "birth_date": date(1956, 1, 1)}
    there = f.a_recipient(by=f.the_maker(f.an_office(f.DIEN_BIEN)), province=f.a_province(), **alike)
    here, again = (f.a_recipient(citizen_number="", without_papers="Chưa làm căn cước", **alike) for _each in "12")
    cards_that_end([here, again])
    for own in (here, again):
        same_person.conclude([there.pk, own.pk], is_same=True, reason="Cùng một người", by=f.the_maker())
        same_person.confirm([there.pk, own.pk], is_same=True, by=f.the_maker(f.an_office(f.DIEN_BIEN)))
    new, left_out = renewals.outlook(a_coming_round(), f.a_province(), MONTH, by=f.the_maker())
    assert ([gift.recipient for gift in new], left_out) == ([here], {str(TWICE): 1})


@pytest.mark.one_database
def test_headquarters_see_where_cards_end_and_what_the_list_would_hold(at):
    cards_that_end([f.a_recipient(), f.a_recipient()])
    client, address = at(f.an_officer(roles.HEADQUARTERS_OFFICER)), reverse("admin:programmes_giftlist_next")
    assert "Nghệ An: 2 thẻ chưa có thẻ tiếp" in text_of(client.get(address))
    sent = {"month": f"{MONTH:%Y-%m}", "province": f.NGHE_AN, "round": a_coming_round().pk}
    part, total = client.get(address, sent).context["parts"]
    assert (part.label, part.figures) == ("Hộ cận nghèo, 12 tháng", total.figures)
    client.post(address, sent)
    assert "thẻ chưa có thẻ tiếp" not in text_of(client.get(address))
    nobody = f"Không còn ai ở Nghệ An có thẻ hết hạn cuối tháng {MONTH.month}/{MONTH.year}"
    assert nobody in text_of(client.get(address, sent))


@pytest.mark.one_database
def test_rounds_of_a_programme_without_cards_are_not_offered_and_a_new_one_is_opened_from_here(at):
    cards_that_end([f.a_recipient()])
    fitting, checks = a_coming_round(), a_coming_round(programme=f.a_programme(name="Khám bệnh miễn phí"))
    f.a_gift(f.a_gift_list(round=checks), kind="tet_package", months=None, starts_on=None, donor_cost_vnd=500_000)
    address = reverse("admin:programmes_giftlist_next")
    client = at(f.an_officer(roles.HEADQUARTERS_OFFICER))
    page = client.get(address)
    assert [*page.context["form"].fields["round"].queryset] == [fitting]
    ((_programme, opening),) = page.context["new_rounds"]
    assert client.get(opening).context["adminform"].form["programme"].value() == str(fitting.programme.pk)
    days = {"starts_on": "1/1/2090", "ends_on": "31/12/2090"}
    sent = client.post(opening, {"programme": fitting.programme.pk, "name": "Thẻ năm 2090", **days})
    opened = client.get(sent.url)
    assert opened.context["title"] == "Lập danh sách tiếp theo"
    assert opened.context["form"]["round"].value() == str(Round.objects.get(name="Thẻ năm 2090").pk)
    assert not opened.context["form"].is_bound
    officer = text_of(at(f.the_maker()).get(address))
    assert "Đợt do BHXH Việt Nam mở; hãy đề nghị mở đợt mới." in officer
    assert "Mở đợt mới của chương trình" not in officer


@pytest.mark.one_database
def test_the_way_to_the_next_list_stands_where_its_officer_may_go(at):
    address = reverse("admin:programmes_giftlist_next")
    for officer, may in ((f.the_maker(), True), (f.an_officer(roles.APPROVER), False)):
        client = at(officer)
        assert (address in client.get(changelist("giftlist")).content.decode()) == may
        assert (client.get(address).status_code == 200) == may


@pytest.mark.one_database
def test_twenty_people_cost_no_more_statements_than_two():
    counts = []
    cards_that_end([f.a_recipient()])
    for many in (3, 2, 20):
        cards_that_end_too(many - (not counts))
        round_ = a_coming_round()
        with CaptureQueriesContext(connection) as queries:
            gift_list = renewals.draw_up_next(round_, f.a_province(), MONTH, by=f.the_maker())
        assert gift_list.gifts.count() == many
        counts.append(len(queries))
    assert counts[1] == counts[2]


def cards_that_end_too(many):
    draft = f.a_gift_list()
    for _n in range(many):
        f.a_gift(draft, donor_cost_vnd=379_080, **CARD)
    f.a_handover([f.approved(gift_lists.submit(draft, by=f.the_maker()))])
