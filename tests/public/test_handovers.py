"""The page of a hand-over: what, where, when and how many; never who, and no number that gives somebody away."""

import re
from datetime import date

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse

from programmes.access import roles
from programmes.actions import gift_lists, handovers
from programmes.models import Gift, HandoverEvent
from programmes.rules.privacy import Hidden
from tests.admin.pages import text_of
from tests.factories import (
    DIEN_BIEN,
    a_gift,
    a_gift_list,
    a_handover,
    a_planned_handover,
    a_round,
    an_approved_list,
    an_office,
    an_officer,
    means_for,
    the_checker,
    the_maker,
)
from tests.pictures import a_picture

pytestmark = pytest.mark.django_db


def address(event):
    return f"/trao-tang/{event.pk}/"


def test_the_page_tells_place_day_and_delegation_and_no_recipient(client):
    event = a_handover([an_approved_list(gifts=12)], delegation="Đoàn công tác số 1")
    shown = text_of(client.get(address(event)))
    for told in ("Nhà văn hóa xã Mường Xén", "20/12/2025", "Đoàn công tác số 1", "Tỉnh Nghệ An", "Thẻ BHYT 12 thẻ"):
        assert told in shown
    for suffix in ("/", ".json", ".csv"):
        body = client.get(f"/trao-tang/{event.pk}{suffix}").content.decode()
        for gift in Gift.objects.select_related("recipient"):
            assert gift.recipient.full_name not in body
            assert gift.recipient.citizen_number not in body


def test_a_plan_has_no_page_and_no_photo(client):
    event = a_planned_handover()
    assert client.get(address(event)).status_code == 404
    assert client.get(f"{address(event)}anh.jpg").status_code == 404
    assert client.get("/trao-tang/99999999999999999999/").status_code == 404


def quantities(client, event):
    rows = client.get(f"/trao-tang/{event.pk}.json").json()["tables"][1]["rows"]
    return [row["quantity"] for row in rows]


def test_ten_people_are_not_counted_in_public(client):
    assert quantities(client, a_handover([an_approved_list(gifts=3)])) == [Hidden.FEW]


def test_a_large_event_is_counted_whatever_waits_beside_it(client):
    round_ = a_round()
    large, small = (a_handover([an_approved_list(gifts=gifts, round=round_)]) for gifts in (12, 3))
    assert quantities(client, large) == [12]
    assert quantities(client, small) == [Hidden.FEW]


def test_small_events_whose_sum_is_told_stay_small_on_their_own_pages(client):
    round_ = a_round()
    events = [a_handover([an_approved_list(gifts=6, round=round_)]) for _each in "12"]
    assert [quantities(client, event) for event in events] == [[Hidden.FEW]] * 2
    assert client.get("/tinh/nghe-an.json").json()["tables"][0]["rows"][0]["hi_card"] == 12


def test_a_gift_that_came_back_does_not_show_on_the_page_of_its_event(client):
    event = a_handover([an_approved_list(gifts=12)])
    handovers.take_back(event.gifts.first(), reason="Trả lại", by=an_officer())
    assert quantities(client, event) == [12]


def test_the_event_is_linked_from_home_year_and_province_and_named_in_the_sitemap(client):
    event = a_handover()
    for page in ("/", "/nam/2025/", "/tinh/nghe-an/", "/sitemap.xml"):
        assert address(event) in client.get(page).content.decode()


def test_the_page_costs_the_same_with_many_events(client, django_assert_num_queries):
    round_ = a_round()
    for _each in range(3):
        event = a_handover([an_approved_list(gifts=1, round=round_)])
    with django_assert_num_queries(3):
        client.get(address(event))


def test_a_group_is_counted_by_its_people(client):
    gift_list = a_gift_list()
    a_gift(gift_list, group_name="Khám bệnh tại xã Nậm Pồ", quantity=120)
    event = a_handover([submitted_and_approved(gift_list)])
    shown = text_of(client.get(address(event)))
    assert "Khám bệnh 120 người" in shown
    assert "Nậm Pồ" not in shown


def submitted_and_approved(gift_list):
    gift_lists.submit(gift_list, by=the_maker())
    means_for(gift_list)
    return gift_lists.approve(gift_list, by=the_checker())


# The photo


def sent(at_officer, event, **over):
    where = reverse("admin:programmes_handoverevent_photo", args=[event.pk])
    data = {"new_photo": a_picture(), "photo_caption": "Trao thẻ", "photo_consented_on": "20/12/2025", **over}
    return at_officer.post(where, data)


@pytest.fixture
def officer(client):
    found = an_officer()
    client.force_login(found)
    return client


def test_a_photo_with_consent_is_public_once_the_event_is_done(officer):
    event = a_planned_handover([an_approved_list(gifts=1)])
    sent(officer, event)
    picture = f"{address(event)}anh.jpg"
    assert officer.get(picture).status_code == 404
    done = a_handover()
    sent(officer, done)
    answer = officer.get(f"{address(done)}anh.jpg")
    content = answer.content
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg")
    assert b"BI-MAT" not in content
    assert f"{address(done)}anh.jpg" in officer.get(address(done)).content.decode()
    again = officer.get(f"{address(done)}anh.jpg", headers={"if-none-match": answer["ETag"]})
    assert again.status_code == 304


def test_taking_consent_away_takes_the_photo_down_at_once(officer):
    event = a_handover()
    sent(officer, event)
    tag = officer.get(f"{address(event)}anh.jpg")["ETag"]
    sent(officer, event, new_photo="", photo_consented_on="")
    assert officer.get(f"{address(event)}anh.jpg", headers={"if-none-match": tag}).status_code == 404
    assert "anh.jpg" not in officer.get(address(event)).content.decode()
    assert HandoverEvent.objects.get().photo


def test_a_removed_photo_leaves_no_file(officer, django_capture_on_commit_callbacks):
    event = a_handover()
    sent(officer, event)
    name = HandoverEvent.objects.get().photo.name
    assert default_storage.exists(name)
    with django_capture_on_commit_callbacks(execute=True):
        sent(officer, event, remove="1")
    assert not HandoverEvent.objects.get().photo
    assert not default_storage.exists(name)


def test_a_photo_comes_without_consent_only_to_the_officers(officer):
    event = a_handover()
    sent(officer, event, photo_consented_on="")
    assert officer.get(f"{address(event)}anh.jpg").status_code == 404
    inside = reverse("admin:programmes_handoverevent_picture", args=[event.pk])
    assert officer.get(inside)["Content-Type"] == "image/jpeg"


def test_consent_of_tomorrow_or_to_no_photo_is_refused(officer):
    event = a_handover()
    assert "Ngày đồng ý ở tương lai" in text_of(sent(officer, event, photo_consented_on="1/1/2999"))
    assert "Chưa có ảnh nào" in text_of(sent(officer, event, new_photo=""))
    assert HandoverEvent.objects.get().photo_consented_on is None


def test_another_office_neither_sees_nor_sets_the_photo(client):
    event = a_handover()
    handovers.show_photo(event, b"x", caption="", consented_on=date(2025, 12, 20), by=the_maker())
    client.force_login(an_officer(office=an_office(DIEN_BIEN)))
    assert sent(client, event).status_code == 404
    assert client.get(reverse("admin:programmes_handoverevent_picture", args=[event.pk])).status_code == 404
    client.force_login(an_officer(roles.AUDITOR))
    assert sent(client, event).status_code == 403


def test_a_hand_over_leads_to_its_province_programme_and_round(client):
    event = a_handover()
    body = client.get(f"/trao-tang/{event.pk}/").content.decode()
    facts = re.search(r'<dl class="facts".*?</dl>', body, re.DOTALL)[0]
    round_ = event.round
    assert re.findall(r'href="([^"]+)"', facts) == [
        f"/tinh/{event.province.slug}/",
        f"/chuong-trinh/{round_.programme.slug}/",
        f"/dot/{round_.slug}/",
    ]


def test_a_province_that_the_title_names_is_not_said_again(client):
    event = a_handover(title="Trao thẻ BHYT tại Nghệ An")
    listed = re.search(r'<ol class="events".*?</ol>', client.get("/trao-tang/").content.decode(), re.DOTALL)[0]
    assert listed.count("Nghệ An") == 1
    type(event).objects.update(title="Trao thẻ BHYT")
    a_handover(title="Trao thẻ BHYT cuối năm")
    assert "· Nghệ An" in client.get("/trao-tang/").content.decode()
