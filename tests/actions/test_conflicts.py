"""Nobody is insured twice for a month: conflicts open when a list is submitted, and two persons decide."""

import random
from datetime import date

import pytest

from programmes.actions import eligibility, gift_lists, gifts, same_person
from programmes.models import AuditEvent, Conflict, Gift, GiftKind, GiftList
from programmes.rules.eligibility import overlaps_of_gift, overlaps_of_list, period
from tests import factories as f
from tests.actions.refusals import refused, refused_by_the_database
from tests.colleagues import meet, needs_postgresql

pytestmark = pytest.mark.django_db


def submitted(*wanted, by=None, state=None):
    """A submitted list with cards (person, first month, how many months[, kind]) and its gifts."""
    gift_list = f.a_gift_list(by=by)
    made = []
    for person, starts_on, months, *kind in wanted:
        over = {"recipient": person, "starts_on": starts_on, "months": months, "kind": (*kind, GiftKind.HI_CARD)[0]}
        made.append(f.a_gift(gift_list, by=by, **over))
    gift_list = gift_lists.submit(gift_list, by=by or f.the_maker(gift_list.office))
    if state:
        GiftList.objects.filter(pk=gift_list.pk).update(state=state)
    return gift_list, made


def pairs():
    return set(Conflict.objects.values_list("gift", "other"))


JANUARY, JUNE = date(2026, 1, 1), date(2026, 6, 1)


@pytest.mark.parametrize(
    ("starts_on", "months", "overlaps"),
    [
        (date(2026, 1, 1), 12, True),
        (date(2025, 12, 1), 1, False),
        (date(2025, 12, 1), 2, True),
        (date(2026, 6, 1), 1, True),
        (date(2026, 7, 1), 6, False),
        (date(2025, 7, 1), 6, False),
        (date(2025, 7, 1), 24, True),
    ],
)
def test_a_month_is_given_once(starts_on, months, overlaps):
    person = f.a_recipient()
    _list, (taken,) = submitted((person, JANUARY, 6))
    _list, (gift,) = submitted((person, starts_on, months))
    assert pairs() == ({(gift.pk, taken.pk)} if overlaps else set())


def test_the_person_is_the_same_in_every_province():
    person = f.a_recipient()
    _list, (taken,) = submitted((person, JANUARY, 6), by=f.an_officer(office=f.an_office(f.DIEN_BIEN)))
    _list, (gift,) = submitted((person, JANUARY, 6))
    assert pairs() == {(gift.pk, taken.pk)}


def test_a_card_is_held_against_cards_and_a_book_against_books():
    person = f.a_recipient()
    submitted((person, JANUARY, 6))
    submitted((person, JANUARY, 6, GiftKind.SI_BOOK))
    assert pairs() == set()
    _list, (book,) = submitted((person, JANUARY, 3, GiftKind.SI_BOOK))
    assert len(pairs()) == 1
    assert Conflict.objects.get().gift == book


def test_a_draft_of_another_list_and_a_gift_that_came_back_take_no_month():
    person = f.a_recipient()
    f.a_gift(recipient=person, starts_on=JANUARY)
    _list, (returned,) = submitted((person, JUNE, 6))
    Gift.objects.filter(pk=returned.pk).update(outcome="returned")
    submitted((person, JANUARY, 12))
    assert pairs() == set()


@pytest.mark.parametrize("state", ["submitted", "approved", "handed_over"])
def test_a_list_takes_months_from_its_submission_on(state):
    person = f.a_recipient()
    gift_list, _gifts = submitted((person, JANUARY, 6))
    if state != "submitted":
        gift_list = f.approved(gift_list)
    if state == "handed_over":
        f.a_handover([gift_list])
    submitted((person, JANUARY, 6))
    assert len(pairs()) == 1


def test_two_records_of_one_person_on_one_list_make_one_conflict():
    first, second = f.a_recipient(), f.a_recipient()
    type(second).objects.filter(pk=second.pk).update(same_as=first)
    _list, (one, two) = submitted((first, JANUARY, 6), (second, JUNE, 6))
    assert pairs() == {(two.pk, one.pk)}


def test_the_sql_agrees_with_a_plain_recount():
    """Random lists of a few persons, some of them one person under two records."""
    rng = random.Random(185_055)
    people = [f.a_recipient() for _each in range(8)]
    type(people[0]).objects.filter(pk=people[7].pk).update(same_as=people[0])
    root = {person.pk: person.pk for person in people} | {people[7].pk: people[0].pk}
    lists = []
    for _each in range(6):
        wanted = [
            (person, date(2026, rng.randint(1, 12), 1), rng.choice((1, 3, 6, 12)), rng.choice(("hi_card", "si_book")))
            for person in rng.sample(people, 6)
        ]
        lists.append(submitted(*wanted)[0])

    def months(gift):
        first = gift.starts_on.year * 12 + gift.starts_on.month
        return set(range(first, first + gift.months))

    gifts_ = list(Gift.objects.all())
    for gift_list in lists:
        expected = {
            (one.pk, two.pk)
            for one in gifts_
            for two in gifts_
            if one.gift_list_id == gift_list.pk
            and one.pk != two.pk
            and (two.gift_list_id != gift_list.pk or two.pk < one.pk)
            and one.kind == two.kind
            and root[one.recipient_id] == root[two.recipient_id]
            and months(one) & months(two)
        }
        assert set(overlaps_of_list(gift_list)) == expected
    assert len(pairs()) > 10


def test_a_list_with_an_undecided_conflict_is_not_approved_until_a_second_person_agrees():
    conflict = f.a_conflict()
    gift_list = conflict.gift.gift_list
    f.means_for(gift_list)
    with refused("conflicts_open"):
        gift_lists.approve(gift_list, by=f.the_checker())
    eligibility.propose(conflict, reason="Thẻ cũ đã hỏng, UBND xã xác nhận", by=f.an_officer())
    with refused("conflicts_open"):
        gift_lists.approve(gift_list, by=f.the_checker())
    eligibility.decide(conflict, by=f.the_checker())
    assert gift_lists.approve(gift_list, by=f.the_checker()).state == "approved"
    assert list(AuditEvent.objects.filter(target_type="conflict").values_list("verb", flat=True)) == [
        "decide",
        "propose",
    ]


def test_who_proposed_or_made_the_gift_never_decides():
    maker, superuser = f.an_officer(), f.a_superuser()
    conflict = f.a_conflict(by=maker)
    eligibility.propose(conflict, reason="Lý do", by=superuser)
    with refused("maker_is_checker"):
        eligibility.decide(conflict, by=superuser)
    maker.groups.add(*f.the_checker().groups.all())
    with refused("maker_is_checker"):
        eligibility.decide(conflict, by=type(maker).objects.get(pk=maker.pk))
    with refused_by_the_database("conflict_decider_is_not_proposer"):
        Conflict.objects.update(state="allowed", decided_by=superuser, decided_at="2026-01-01T00:00Z")
    assert eligibility.decide(conflict, by=f.the_checker()).state == "allowed"


def test_a_list_that_is_returned_is_mended_by_withdrawing_the_gift():
    conflict = f.a_conflict()
    gift_list = gift_lists.send_back(conflict.gift.gift_list, reason="Trùng", by=f.the_checker())
    with refused("conflict_of_no_submitted_list"):
        eligibility.propose(conflict, reason="Lý do", by=f.an_officer())
    gifts.withdraw(conflict.gift, by=f.the_maker())
    assert pairs() == set()
    f.a_gift(gift_list)
    gift_lists.submit(gift_list, by=f.the_maker())
    assert pairs() == set()


def an_allowed_conflict():
    conflict = f.a_conflict()
    eligibility.propose(conflict, reason="Lý do", by=f.an_officer())
    return eligibility.decide(conflict, by=f.the_checker())


def comes_again(gift_list, changed=None):
    """The list is returned and submitted anew, after a gift of it was changed where one is named."""
    gift_lists.send_back(gift_list, reason="Thiếu xã", by=f.the_checker())
    if changed:
        gift = Gift.objects.get(pk=changed.pk)
        gift.months = 6
        gifts.correct(gift, by=f.the_maker())
    gift_lists.submit(gift_list, by=f.the_maker())


@pytest.mark.parametrize("whose", ["gift", "other"])
def test_a_decision_stands_when_the_lists_come_again_unchanged_and_falls_when_a_gift_changed(whose):
    conflict = an_allowed_conflict()
    gift, other = conflict.gift, conflict.other
    for gift_list in (gift.gift_list, other.gift_list):
        comes_again(gift_list)
        assert list(Conflict.objects.values_list("pk", "state")) == [(conflict.pk, "allowed")]
    changed = getattr(conflict, whose)
    comes_again(changed.gift_list, changed=changed)
    comes_again(gift.gift_list)
    states = {(each.gift, each.other): each.state for each in Conflict.objects.all()}
    assert states[gift, other] == "open"
    assert "allowed" not in states.values()


def test_what_was_allowed_from_one_side_is_asked_from_the_other_once_that_gift_changed():
    conflict = an_allowed_conflict()
    comes_again(conflict.other.gift_list, changed=conflict.other)
    assert Conflict.objects.get(gift=conflict.other, other=conflict.gift).state == "open"


def test_the_earlier_list_that_goes_back_to_draft_frees_its_months():
    conflict = f.a_conflict()
    earlier = conflict.other.gift_list
    gift_lists.send_back(earlier, reason="Thiếu xã", by=f.the_checker())
    assert pairs() == set()
    gift_lists.submit(earlier, by=f.the_maker())
    assert pairs() == {(conflict.other_id, conflict.gift_id)}


def test_who_waits_for_no_list_that_goes_back_to_draft_still_waits():
    conflict, other = f.a_conflict(), f.a_conflict()
    gift_lists.send_back(other.other.gift_list, reason="Thiếu xã", by=f.the_checker())
    assert list(Conflict.objects.all()) == [conflict]


def test_a_conflict_ends_where_the_other_gift_came_back():
    conflict = f.a_conflict()
    Gift.objects.filter(pk=conflict.other_id).update(outcome="returned")
    comes_again(conflict.gift.gift_list)
    assert pairs() == set()


def test_one_gift_knows_what_it_overlaps_before_it_is_submitted():
    person = f.a_recipient()
    _list, (taken,) = submitted((person, JANUARY, 6))
    gift = f.a_gift(recipient=person, starts_on=JUNE)
    assert overlaps_of_gift(gift) == [taken]
    assert period(taken.starts_on, taken.months) == "01/2026–06/2026"


def test_records_found_to_be_one_person_open_conflicts_of_lists_that_wait_and_found_to_be_two_close_them():
    alike = {"full_name": "Lò Thị Dung", "birth_date": date(1956, 1, 1), "birth_precision": "year"}
    first = f.a_recipient(**alike, citizen_number="", without_papers="Chưa làm căn cước")
    second = f.a_recipient(**alike)
    _list, (one,) = submitted((first, JANUARY, 6))
    _list, (two,) = submitted((second, JANUARY, 6))
    assert pairs() == set()
    same_person.conclude([first.pk, second.pk], is_same=True, reason="Đã đối chiếu", by=f.an_officer())
    assert len(pairs()) >= 1
    assert pairs() <= {(one.pk, two.pk), (two.pk, one.pk)}
    same_person.take_back([first.pk, second.pk], reason="Ghi nhầm", by=f.an_officer())
    assert pairs() == set()


def test_submitting_costs_no_more_queries_for_a_longer_list(django_assert_max_num_queries):
    few, many = f.a_gift_list(), f.a_gift_list()
    people = [f.a_recipient() for _each in range(20)]
    submitted(*((person, JANUARY, 6) for person in people))
    for gift_list, count in ((few, 2), (many, 20)):
        for person in people[:count]:
            f.a_gift(gift_list, recipient=person, starts_on=JANUARY)
        with django_assert_max_num_queries(29):
            gift_lists.submit(gift_list, by=f.the_maker())
    assert Conflict.objects.filter(gift__gift_list=many).count() == 22


@needs_postgresql
@pytest.mark.django_db(transaction=True)
def test_two_lists_submitted_at_once_do_not_miss_each_other():
    person, maker = f.a_recipient(), f.the_maker()
    lists = [f.a_gift(recipient=person, starts_on=JANUARY).gift_list for _each in "12"]
    submissions = (lambda one=one: gift_lists.submit(one, by=maker) for one in lists)
    submitted = meet(*submissions, at=(eligibility.eligibility, "overlaps_of_list"))
    assert [each.state for each in submitted] == ["submitted", "submitted"]
    assert len(pairs()) == 1
