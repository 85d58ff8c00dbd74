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


def restricted():
    return set(Recipient.objects.filter(restricted_on__isnull=False))


def test_who_was_restricted_for_a_conclusion_alone_is_free_when_that_is_taken_back():
    first, second, third = without_papers(), without_papers(), without_papers()
    recipients.restrict(first, by=f.the_maker())
    said(second, third, is_same=True)
    said(first, second, is_same=True)
    assert restricted() == {first, second, third}
    back(second, third)
    assert restricted() == {first, second}
    lifted = AuditEvent.objects.get(verb="lift_restriction")
    assert (lifted.target_id, lifted.after) == (str(third.pk), {"people": [[third.pk, third.pk]]})
    back(first, second)
    assert restricted() == {first}


def test_who_has_asked_for_the_restriction_anew_stays_restricted_when_the_conclusion_is_taken_back():
    first, second = without_papers(), without_papers()
    recipients.restrict(first, by=f.the_maker())
    said(first, second, is_same=True)
    second.refresh_from_db()
    recipients.lift(second, reason="Đã đồng ý", by=f.the_maker())
    recipients.restrict(second, by=f.the_maker())
    back(first, second)
    assert restricted() == {first, second}


def test_no_answer_tells_what_another_office_keeps_from_what_nobody_keeps():
    first, second, third = without_papers(), without_papers(), without_papers()
    said(first, second, is_same=True)
    stranger = f.an_officer(office=f.an_office(f.DAK_LAK))
    there, nowhere = [first.pk, second.pk], [third.pk + 1, third.pk + 2]
    for ids in (there, nowhere):
        with refused("verdict_unknown"):
            same_person.take_back(ids, reason="Nhầm", by=stranger)
    for ids in (there, [second.pk, third.pk], nowhere):
        with refused("not_alike"):
            same_person.conclude(ids, is_same=True, reason="Nhầm", by=stranger)
        with refused("verdict_waits_no_more"):
            same_person.confirm(ids, is_same=True, by=stranger)


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
    with refused("no_right"):
        said(first, second, is_same=True, by=f.the_checker())
    assert said(first, second, is_same=True, by=there).state == "proposed"


def of_two_offices(is_same=True):
    """A pair, and the officer of the other office, who has proposed."""
    first, there = without_papers(), f.an_officer(office=f.an_office(f.DIEN_BIEN))
    second = without_papers(by=there, province=f.a_province())
    said(first, second, is_same=is_same, by=there)
    return first, second, there


def confirm(first, second, by, is_same=True):
    return same_person.confirm([first.pk, second.pk], is_same=is_same, by=by)


def test_of_records_of_two_offices_one_proposes_and_the_other_decides():
    first, second, there = of_two_offices()
    assert Recipient.objects.get(pk=second.pk).same_as is None
    assert undecided_pairs() == []
    for by in (there, f.an_officer(office=there.office)):
        with refused("verdict_of_own_office"):
            confirm(first, second, by)
    here = f.an_officer()
    with refused("verdict_changed"):
        confirm(first, second, here, is_same=False)
    verdict = confirm(first, second, here)
    assert (verdict.decided_by, verdict.confirmed_by, verdict.state) == (there, here, "stands")
    assert Recipient.objects.get(pk=second.pk).same_as == first
    assert [event.verb for event in AuditEvent.objects.filter(target_id=str(second.pk)).order_by("pk")][-2:] == [
        "propose_verdict",
        "same_person",
    ]
    with refused("verdict_waits_no_more"):
        confirm(first, second, here)


def test_headquarters_decide_too_but_nobody_on_the_own_proposal():
    first, second, there = of_two_offices(is_same=False)
    central = f.the_maker(f.headquarters())
    assert confirm(first, second, central, is_same=False).confirmed_by == central
    back(first, second, by=there)
    said(first, second, is_same=True, by=central)
    with refused("verdict_of_own_office"):
        confirm(first, second, central)
    assert confirm(first, second, f.an_officer(f.roles.HEADQUARTERS_OFFICER)).state == "stands"


def test_a_proposal_that_is_refused_or_taken_back_leaves_the_pair_to_be_asked_about():
    first, second, there = of_two_offices()
    with refused("verdict_of_own_office"):
        same_person.refuse([first.pk, second.pk], reason="Khác người", by=there)
    same_person.refuse([first.pk, second.pk], reason="Khác người", by=f.an_officer())
    said(first, second, is_same=True, by=there)
    back(first, second, by=there)
    assert undecided_pairs() == [(first.pk, second.pk)]
    assert Recipient.objects.filter(same_as__isnull=False).count() == 0
    assert AuditEvent.objects.get(verb="refuse_verdict").reason == "Khác người"
