"""Conclude about two records that look alike, or forget it: of one person the later record points to the first.

Of two records that two offices keep, one officer proposes it and the other office, or headquarters, decides.
"""

from django.db import transaction
from django.db.models import Min, Q
from django.utils import timezone

from programmes.access.scope import may_work_for
from programmes.actions import audit, eligibility, rights
from programmes.models import GiftList, Recipient, SamePersonVerdict, bulk
from programmes.rules import reasons, same_person
from programmes.rules.eligibility import records_of_person
from programmes.rules.problems import insist
from programmes.standards.runs import runs_of

RIGHT = "add_samepersonverdict"


@transaction.atomic
def conclude(ids, *, is_same, reason, by):
    """Remember what an officer found about two records, at least one of them of the own office."""
    people = _held_pair(ids, by)
    insist(reasons.check(reason), same_person.check_pair([person.pk for person in people]))
    first, second = people
    verdict = SamePersonVerdict(first=first, second=second, is_same=is_same, reason=reason)
    verdict.decided_at, verdict.decided_by = timezone.now(), by
    if first.office_id != second.office_id:
        verdict.state = SamePersonVerdict.State.PROPOSED
    verdict.full_clean()
    verdict.save(force_insert=True)
    insist(same_person.check_same(first, second) if is_same else ())
    if verdict.state == SamePersonVerdict.State.PROPOSED:
        audit.note("propose_verdict", second, by=by, after=_told(verdict))
    else:
        _carry_out(verdict, people, by)
    return verdict


@transaction.atomic
def confirm(ids, *, is_same, by):
    """What one office proposed about two records stands: `is_same` is what whoever decides has read."""
    people, verdict = _held_proposal(ids, by)
    first, second = people
    insist(same_person.check_as_read(verdict, is_same), same_person.check_same(first, second) if is_same else ())
    verdict.state = SamePersonVerdict.State.STANDS
    verdict.confirmed_at, verdict.confirmed_by = timezone.now(), by
    verdict.full_clean()
    verdict.save()
    _carry_out(verdict, people, by)
    return verdict


@transaction.atomic
def refuse(ids, *, reason, by):
    """The other office finds otherwise: the proposal goes, the trail keeps it, and the pair is asked about again."""
    (_first, second), verdict = _held_proposal(ids, by)
    insist(reasons.check(reason))
    verdict.delete()
    audit.note("refuse_verdict", second, by=by, before=_told(verdict), reason=reason)


@transaction.atomic
def take_back(ids, *, reason, by):
    """Forget what was found about two records: they are two persons until somebody concludes about them again."""
    people = _held_pair(ids, by)
    verdict = same_person.verdict_on([person.pk for person in people])
    insist(reasons.check(reason), same_person.check_known(verdict))
    first, second = people
    verdict.delete()
    audit.note("forget_verdict", second, by=by, before=_told(verdict), reason=reason)
    if verdict.is_same and verdict.state == SamePersonVerdict.State.STANDS:
        _part(first, by)


def check_confirmation(verdict, people, by):
    """Problems of `by` deciding on what is proposed about these records."""
    others = [person.office for person in people if verdict and person.office_id != verdict.decided_by.office_id]
    is_of_other_office = any(may_work_for(by, office) for office in others)
    return same_person.check_confirmation(verdict, by, is_of_other_office=is_of_other_office)


def _held_pair(ids, by):
    """The records, the earliest first, for an officer who works for one of their offices.

    Of records of others there are none: no answer tells what another office keeps from what nobody keeps.
    """
    insist(rights.check(by, RIGHT))
    bulk.hold(eligibility.LOCK)
    held = Recipient.objects.select_for_update(of=("self",)).select_related("office").order_by("pk")
    people = list(held.filter(pk__in=ids))
    return people if any(may_work_for(by, person.office) for person in people) else []


def _held_proposal(ids, by):
    people = _held_pair(ids, by)
    verdict = same_person.verdict_on([person.pk for person in people])
    insist(check_confirmation(verdict, people, by))
    return people, verdict


def _told(verdict):
    return {"record": verdict.first_id, "is_same": verdict.is_same}


def _carry_out(verdict, people, by):
    first, second = people
    audit.note("same_person" if verdict.is_same else "other_person", second, by=by, after={"record": first.pk})
    if verdict.is_same:
        _join(first, second, by)


def _join(first, second, by):
    """All records of both persons point to the earliest; lists that wait for approval are looked at again.

    Who has asked of one record that the data be used no further has asked it of the person.
    """
    roots = sorted({first.same_as_id or first.pk, second.same_as_id or second.pk})
    later = Q(pk__in=roots[1:]) | Q(same_as__in=roots[1:])
    Recipient.objects.filter(later).update(same_as=roots[0])
    records = records_of_person(roots[:1])
    if since := records.aggregate(day=Min("restricted_on"))["day"]:
        free = records.filter(restricted_on=None)
        audit.note("restrict", first, by=by, after={"people": runs_of(sorted(free.values_list("pk", flat=True)))})
        free.update(restricted_on=since, restricted_by_conclusion=True)
    _look_again(records.values("pk"))


def _part(person, by):
    """The records of one person point as the conclusions that are left tell."""
    records = [*records_of_person([person.pk]).order_by("pk").values_list("pk", flat=True)]
    root = {pk: pk for pk in records}
    left = SamePersonVerdict.objects.filter(is_same=True, state=SamePersonVerdict.State.STANDS)
    for one, two in left.filter(first__in=records, second__in=records).values_list("first", "second"):
        first, later = sorted((root[one], root[two]))
        root = {pk: first if found == later else found for pk, found in root.items()}
    for first in set(root.values()):
        later = [pk for pk, found in root.items() if found == first != pk]
        Recipient.objects.filter(pk=first).update(same_as=None)
        Recipient.objects.filter(pk__in=later).update(same_as=first)
        _lift([first, *later], by)
    _look_again(records)


def _lift(records, by):
    """Who was restricted for another's sake alone is free again: neither record of theirs has asked for it."""
    restricted = Recipient.objects.filter(pk__in=records, restricted_on__isnull=False).order_by("pk")
    found = list(restricted)
    if found and all(person.restricted_by_conclusion for person in found):
        restricted.update(restricted_on=None, restricted_by_conclusion=False, updated_at=timezone.now())
        audit.note("lift_restriction", found[0], by=by, after={"people": runs_of([person.pk for person in found])})


def _look_again(records):
    """Lists that wait for approval share months with what is now known of these people."""
    waiting = GiftList.objects.filter(state=GiftList.State.SUBMITTED, gifts__recipient__in=records)
    for gift_list in waiting.distinct().order_by("pk"):
        eligibility.open_conflicts(gift_list)
