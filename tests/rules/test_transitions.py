"""The states and transitions as data."""

import pytest
from django.contrib.auth.models import Permission

from programmes.models import Donation, GiftList, HandoverEvent, Province, Round
from programmes.rules import approvals
from programmes.rules.problems import Problem, RuleViolation, insist

ALL = [
    (model, transition)
    for model, transitions in (
        (Donation, approvals.DONATION),
        (GiftList, approvals.GIFT_LIST),
        (HandoverEvent, approvals.HANDOVER),
    )
    for transition in transitions.values()
]


PARTS = {GiftList: {"round": Round(name="Tết"), "province": Province(name="Nghệ An")}}  # of its name


def named(value):
    return getattr(value, "verb", None) or value.__name__


class AnyOfficer:
    """An officer who may do everything and has made nothing."""

    pk = 7

    def has_perm(self, name):
        return True


@pytest.mark.parametrize(("model", "transition"), ALL, ids=named)
def test_a_transition_goes_from_its_sources_and_from_nowhere_else(model, transition):
    for state in model.State:
        record = model(state=state, **PARTS.get(model, {}))
        problems = [problem.code for problem in approvals.check(record, transition, AnyOfficer())]
        assert problems == ([] if state in transition.sources else ["wrong_state"])


@pytest.mark.django_db
@pytest.mark.parametrize(("model", "transition"), ALL, ids=named)
def test_the_permission_of_a_transition_exists(model, transition):
    assert Permission.objects.filter(codename=transition.permission, content_type__app_label="programmes").exists()


def test_every_state_can_be_reached():
    for model, first in ((Donation, {"pledged"}), (GiftList, {"draft"}), (HandoverEvent, {"planned"})):
        reached = first | {transition.target.value for owner, transition in ALL if owner is model}
        assert reached == set(model.State.values)


def test_nothing_leaves_the_last_state():
    assert [t.verb for _model, t in ALL if {"handed_over", "done"} & {s.value for s in t.sources}] == []
    approved = [t for t in approvals.DONATION.values() if Donation.State.APPROVED in t.sources]
    assert {t.target for t in approved} == {Donation.State.APPROVED}


@pytest.mark.parametrize("maker", [{"entered_by_id": 7}, {"submitted_by_id": 7}])
def test_each_maker_of_a_list_is_refused_as_its_approver(maker):
    gift_list = GiftList(state="submitted", **maker)
    problems = approvals.check(gift_list, approvals.GIFT_LIST["approve"], AnyOfficer())
    assert [problem.code for problem in problems] == ["maker_is_checker"]


def test_who_entered_a_gift_of_the_list_is_refused_too():
    gift_list = GiftList(state="submitted", entered_by_id=1, submitted_by_id=1)
    problems = approvals.check(gift_list, approvals.GIFT_LIST["approve"], AnyOfficer(), [3, 7])
    assert [problem.code for problem in problems] == ["maker_is_checker"]


def test_a_refusal_says_all_that_is_wrong_not_only_the_first():
    with pytest.raises(RuleViolation) as refusal:
        insist([Problem("a", "one", "Sai một."), Problem("b", "two", "Sai hai.")])
    assert refusal.value.messages == ["Sai một.", "Sai hai."]


def test_nothing_wrong_is_no_refusal():
    assert insist([]) is None
