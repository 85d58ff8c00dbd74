"""The draft of a decision adds up to its list; the list with its persons is taken out under the guard of all such."""

import pytest
from django.urls import reverse

from programmes.access import roles
from programmes.models import AuditEvent, Gift
from programmes.papers.decisions import decision
from tests import factories as f
from tests.admin.pages import text_of

pytestmark = pytest.mark.django_db
HEAD = {"office_above": "", "office": "", "number": "……/……", "place": "", "day": None, "note": ""}


@pytest.fixture
def a_list():
    draft = f.a_gift_list(decision_number="", decision_on=None)
    for commune, name in (("Xã Đôn", "Lê Văn An"), ("Xã Don", "Trần Thị Ánh"), ("Xã Don", "Bùi Văn Dũng")):
        f.a_gift(draft, recipient=f.a_recipient(full_name=name, commune=commune))
    f.a_gift(draft, group_name="Học sinh nội trú", quantity=40, kind="tet_package", donor_cost_vnd=12_000_000)
    return draft


def of(gift_list, name):
    return reverse(f"admin:programmes_giftlist_{name}", args=[gift_list.pk])


def test_a_decision_tells_each_kind_and_its_sums_are_those_of_the_gifts(a_list):
    told = decision(a_list, head=HEAD)
    assert [(each.kind, each.quantity) for each in told.kinds] == [("thẻ BHYT", 3), ("suất quà Tết", 40)]
    gifts = Gift.objects.filter(gift_list=a_list)
    assert told.cost_sum_vnd == sum(each.cost_vnd for each in told.kinds) == sum(gift.donor_cost_vnd for gift in gifts)
    assert told.state_sum_vnd == sum(gift.state_support_vnd for gift in gifts)


def test_the_number_of_a_decision_is_what_an_officer_has_typed_and_else_left_open(a_list, at):
    client = at(f.the_maker())
    assert "Số: ……/……" in text_of(client.get(of(a_list, "decision")))
    a_list.decision_number = "245/QĐ-BHXH"
    f.gift_lists.correct(a_list, by=f.the_maker())
    assert "Số: 245/QĐ-BHXH" in text_of(client.get(of(a_list, "decision")))


def test_the_list_of_a_decision_goes_by_commune_and_leaves_a_mark_of_its_people(a_list, at):
    told = text_of(at(f.the_maker()).get(of(a_list, "named")))
    places = [told.find(name) for name in ("Bùi Văn Dũng", "Trần Thị Ánh", "Lê Văn An")]
    assert places == sorted(places)
    assert min(places) > 0
    mark = AuditEvent.objects.get(verb="print_list")
    people = [gift.recipient_id for gift in Gift.objects.exclude(recipient=None)]
    assert mark.after == {"gifts": 4, "people": [[min(people), max(people)]]}


def test_who_may_see_no_recipients_gets_neither_paper(a_list, at):
    client = at(f.an_officer(roles.ADMINISTRATOR))
    assert {client.get(of(a_list, name)).status_code for name in ("decision", "named")} <= {403, 404}
    assert not AuditEvent.objects.filter(verb="print_list").exists()
