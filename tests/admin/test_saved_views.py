"""Views of a list: kept under a name for oneself or the office; columns of one's own; never a number of a person."""

import pytest

from programmes.access import roles
from programmes.actions import erasures, saved_views
from programmes.models import AuditEvent, SavedView
from tests.admin.pages import changelist, said, text_of
from tests.factories import DIEN_BIEN, a_gift_list, a_recipient, an_office, an_officer

LIST = changelist("giftlist")
KEEP = f"{LIST}goc-nhin/"


@pytest.fixture
def officer(db):
    officer = an_officer()
    a_gift_list(by=officer)
    return officer


def columns(response):
    """Those beside the name of the record."""
    return [name for name in response.context["cl"].list_display if name != "action_checkbox"][1:]


def test_filters_order_and_columns_are_kept_under_a_name_and_come_back(officer, at):
    client = at(officer)
    sent = {"query": "state__exact=draft&o=-1&p=3", "name": "Đang lập", "columns": ["state_badge", "decision_day"]}
    answer = client.post(KEEP, sent)
    view = SavedView.objects.get()
    assert view.query == "state__exact=draft&o=-1&cot=state_badge,decision_day"
    assert answer.url.startswith(f"{LIST}?state__exact=draft")
    assert columns(client.get(f"{LIST}?{view.query}")) == ["state_badge", "decision_day"]
    assert "Bộ lọc và cột: 1 đã lưu" in text_of(client.get(LIST))


@pytest.mark.parametrize(
    "query", ["q=nguyen", "id__in=1,2", "entered_by__username=x", "state__exact=001085012345", "la=1"]
)
def test_what_the_list_does_not_know_words_ids_and_long_numbers_are_not_kept(query, officer, at):
    at(officer).post(KEEP, {"query": query, "name": "Thử"})
    assert SavedView.objects.get().query == ""


def test_the_view_of_an_office_is_its_colleagues_to_use_and_its_makers_to_change(officer, at):
    at(officer).post(KEEP, {"query": "state__exact=draft", "name": "Của phòng", "office": "1"})
    view = SavedView.objects.get()
    colleague, stranger = an_officer(), an_officer(office=an_office(DIEN_BIEN))
    assert "Của phòng" in text_of(at(colleague).get(LIST))
    assert "Của phòng" not in text_of(at(stranger).get(LIST))
    assert at(colleague).post(f"{KEEP}{view.pk}/", {"remove": "1"}).status_code == 404
    at(officer).post(f"{KEEP}{view.pk}/", {"name": "Phòng tôi"})
    view.refresh_from_db()
    assert view.name == "Phòng tôi"
    at(officer).post(f"{KEEP}{view.pk}/", {"remove": "1"})
    assert not SavedView.objects.exists()


def test_a_view_without_a_name_or_with_one_that_is_taken_is_refused(officer, at):
    client = at(officer)
    assert said(client.post(KEEP, {"query": "", "name": " "})) == ["Ghi tên bộ lọc để lần sau tìm lại."]
    for _time in range(2):
        answer = client.post(KEEP, {"query": "", "name": "Hai lần"})
    assert "đã có bộ lọc tên này" in said(answer)[-1]


def test_an_officer_chooses_the_columns_of_a_list_for_herself(officer, at):
    client = at(officer)
    client.post(KEEP, {"just_columns": "1", "columns": ["state_badge"]})
    assert columns(client.get(LIST)) == ["state_badge"]
    assert len(columns(at(an_officer()).get(LIST))) > 3
    client.post(KEEP, {"just_columns": "1"})
    assert not SavedView.objects.exists()


def test_a_list_keeps_its_order_when_a_column_before_it_is_hidden(officer, at):
    client = at(officer)
    answer = client.post(KEEP, {"just_columns": "1", "query": "o=-6", "columns": ["state_badge", "decision_day"]})
    shown = client.get(answer.url).context["cl"]
    assert [shown.list_display[number] for number in shown.get_ordering_field_columns()] == ["decision_day"]
    answer = client.post(KEEP, {"just_columns": "1", "query": "o=-3.1", "columns": ["cost_figure"]})
    assert answer.url == f"{LIST}?o=1"  # by the name alone: its day is no longer shown


def test_so_many_views_are_kept_and_the_own_columns_are_none_of_them(officer, at, monkeypatch):
    monkeypatch.setattr(saved_views, "MOST", 1)
    client = at(officer)
    client.post(KEEP, {"just_columns": "1", "columns": ["state_badge"]})
    client.post(KEEP, {"name": "Một"})
    assert "xóa bớt rồi lưu" in said(client.post(KEEP, {"name": "Hai"}))[-1]
    renamed = client.post(f"{KEEP}{SavedView.objects.get(name='Một').pk}/", {"name": "Hai"})
    assert said(renamed)[-1] == "Đã đổi tên bộ lọc."


def test_a_name_holds_no_number_of_a_person_and_none_is_kept_in_the_trail(officer, at):
    client = at(officer)
    assert "dãy số" in said(client.post(KEEP, {"name": "Bà 040 156 000077"}))[-1]
    client.post(KEEP, {"name": "Bà Lò\0 Thị  Dung"})
    view = SavedView.objects.get()
    assert view.name == "Bà Lò Thị Dung"
    assert "dãy số" in said(client.post(f"{KEEP}{view.pk}/", {"name": "040156000077"}))[-1]
    client.post(f"{KEEP}{view.pk}/", {"name": "Bà Dung"})
    client.post(f"{KEEP}{view.pk}/", {"remove": "1"})
    told = [*AuditEvent.objects.filter(target_type="savedview").values_list("verb", "before", "after")]
    assert {verb for verb, *_values in told} == {"keep_view", "rename_view", "remove_view"}
    assert "Dung" not in str(told)


def test_an_erasure_takes_away_the_views_that_name_the_person(officer, at):
    person = a_recipient(full_name="Lò Thị Minh Họa")
    for name in ("Hồ sơ bà lò thị minh họa", "Đang lập"):
        at(officer).post(KEEP, {"name": name})
    erasures.erase(person, reason="Theo yêu cầu", by=an_officer(roles.APPROVER))
    assert SavedView.objects.get().name == "Đang lập"


def test_columns_that_are_named_many_times_are_chosen_once(officer, at):
    at(officer).post(KEEP, {"just_columns": "1", "columns": ["state_badge"] * 200})
    assert SavedView.objects.get().query == "cot=state_badge"
