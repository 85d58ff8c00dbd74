"""Records that look like one person are asked about once; nothing is merged."""

from datetime import date

import pytest

from programmes.actions import recipients, same_person
from programmes.models import AuditEvent, Recipient, SamePersonVerdict
from programmes.rules.same_person import count_pairs, undecided_pairs
from tests import factories as f
from tests.actions.refusals import refused

pytestmark = pytest.mark.django_db

ALIKE = {"full_name": "Lò Thị Dung", "birth_date": date(1956, 1, 1), "birth_precision": "year"}


def without_papers(**over):
    return f.a_recipient(**{**ALIKE, "citizen_number": "", "without_papers": "Chưa làm căn cước", **over})


def said(first, second, is_same, by=None):
    return same_person.conclude([second.pk, first.pk], is_same=is_same, reason="Đã đối chiếu", by=by or f.an_officer())


def test_those_who_look_alike_and_lack_a_number_are_asked_about():
    first, second = without_papers(), f.a_recipient(**{**ALIKE, "full_name": "LÒ THỊ DUNG"})
    third = f.a_recipient(**ALIKE)  # second and third have numbers: two persons
    f.a_recipient(**{**ALIKE, "commune": "Xã Khác"})
    without_papers(birth_date=date(1957, 1, 1))
    assert undecided_pairs() == [(first.pk, second.pk), (first.pk, third.pk)]
    assert count_pairs() == 2


def test_two_without_a_number_are_asked_about_once():
    first, second = without_papers(), without_papers()
    assert undecided_pairs() == [(first.pk, second.pk)]


def test_a_verdict_is_remembered():
    first, second = without_papers(), without_papers()
    said(first, second, is_same=False)
    assert undecided_pairs() == []
    assert Recipient.objects.filter(same_as__isnull=False).count() == 0
    with refused("verdict_known"):
        said(first, second, is_same=True)
    event = AuditEvent.objects.get(verb="other_person")
    assert (event.target_id, event.reason, event.after) == (str(second.pk), "", {"record": first.pk})


def test_the_later_record_points_to_the_first_and_never_in_a_chain():
    first, second, third = without_papers(), without_papers(), without_papers()
    said(second, third, is_same=True)
    assert Recipient.objects.get(pk=third.pk).same_as == second
    said(first, second, is_same=True)
    assert set(Recipient.objects.filter(same_as=first)) == {second, third}
    assert undecided_pairs() == []
    assert SamePersonVerdict.objects.count() == 2


def test_one_person_has_one_number():
    first, second, third = without_papers(), f.a_recipient(**ALIKE), f.a_recipient(**ALIKE)
    said(first, second, is_same=True)
    assert Recipient.objects.get(pk=second.pk).same_as == first
    with refused("two_numbers"):
        said(first, third, is_same=True)
    said(first, third, is_same=False)


def back(first, second, by=None):
    return same_person.take_back([first.pk, second.pk], reason="Ghi nhầm", by=by or f.an_officer())


def test_a_conclusion_by_mistake_is_taken_back_and_the_pair_is_asked_about_again():
    first, second = without_papers(), without_papers()
    with refused("verdict_unknown"):
        back(first, second)
    said(first, second, is_same=True)
    back(first, second)
    assert Recipient.objects.filter(same_as__isnull=False).count() == 0
    assert undecided_pairs() == [(first.pk, second.pk)]
    event = AuditEvent.objects.get(verb="forget_verdict")
    assert (event.target_id, event.reason, event.before) == (
        str(second.pk),
        "Ghi nhầm",
        {"record": first.pk, "is_same": True},
    )
    said(first, second, is_same=False)
    assert undecided_pairs() == []


def test_of_three_records_those_stay_one_person_of_whom_it_is_still_said():
    first, second, third = without_papers(), without_papers(), without_papers()
    said(second, third, is_same=True)
    said(first, second, is_same=True)
    back(first, second)
    assert Recipient.objects.get(pk=first.pk).same_as is None
    assert Recipient.objects.get(pk=second.pk).same_as is None
    assert Recipient.objects.get(pk=third.pk).same_as == second


def test_a_restriction_that_was_asked_of_one_person_stays_with_both_records():
    first, second = without_papers(), without_papers()
    recipients.restrict(first, by=f.the_maker())
    said(first, second, is_same=True)
    back(first, second)
    assert Recipient.objects.filter(restricted_on__isnull=False).count() == 2


def test_only_an_office_of_one_of_the_records_takes_a_conclusion_back():
    first, second = without_papers(), without_papers()
    said(first, second, is_same=True)
    with refused("right_of_other_office"):
        back(first, second, by=f.an_officer(office=f.an_office(f.DAK_LAK)))


def test_only_records_that_look_alike_are_concluded_about():
    with refused("not_alike"):
        said(without_papers(), f.a_recipient(), is_same=True)


def test_an_office_concludes_where_a_record_is_its_own():
    here, there = f.an_officer(), f.an_officer(office=f.an_office(f.DIEN_BIEN))
    first = without_papers(by=here)
    second = without_papers(by=there, province=f.a_province())
    stranger = f.an_officer(office=f.an_office(f.DAK_LAK))
    assert undecided_pairs(here.office_id) == undecided_pairs(there.office_id) == [(first.pk, second.pk)]
    assert undecided_pairs(stranger.office_id) == []
    with refused("right_of_other_office"):
        said(first, second, is_same=True, by=stranger)
    with refused("no_right"):
        said(first, second, is_same=True, by=f.the_checker())
    said(first, second, is_same=True, by=there)
    assert Recipient.objects.get(pk=second.pk).same_as == first
