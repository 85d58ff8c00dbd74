"""Conclude about two records that look alike, or forget it: of one person the later record points to the first."""

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


@transaction.atomic
def conclude(ids, *, is_same, reason, by):
    """Remember what an officer found about two records, at least one of them of the own office."""
    people = _held_pair(ids, by)
    insist(reasons.check(reason), same_person.check_pair(ids))
    first, second = people
    verdict = SamePersonVerdict(first=first, second=second, is_same=is_same, reason=reason)
    verdict.decided_at, verdict.decided_by = timezone.now(), by
    verdict.full_clean()
    verdict.save(force_insert=True)
    audit.note("same_person" if is_same else "other_person", second, by=by, after={"record": first.pk})
    if is_same:
        insist(same_person.check_same(first, second))
        _join(first, second, by)
    return verdict


@transaction.atomic
def take_back(ids, *, reason, by):
    """Forget what was found about two records: they are two persons until somebody concludes about them again."""
    people = _held_pair(ids, by)
    verdict = SamePersonVerdict.objects.filter(first__in=ids, second__in=ids).first()
    insist(reasons.check(reason), same_person.check_known(verdict))
    first, second = people
    verdict.delete()
    before = {"record": first.pk, "is_same": verdict.is_same}
    audit.note("forget_verdict", second, by=by, before=before, reason=reason)
    if verdict.is_same:
        _part(first)


def _held_pair(ids, by):
    """The records, the earliest first, for an officer who works for one of their offices."""
    bulk.hold(eligibility.LOCK)
    held = Recipient.objects.select_for_update(of=("self",)).select_related("office").order_by("pk")
    people = held.filter(pk__in=ids)
    own = [person.office for person in people if may_work_for(by, person.office)]
    insist(rights.check(by, "add_samepersonverdict", *own or (person.office for person in people)))
    return people


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
        free.update(restricted_on=since)
    _look_again(records.values("pk"))


def _part(person):
    """The records of one person point as the conclusions that are left tell; a restriction stays with each of them."""
    records = [*records_of_person([person.pk]).order_by("pk").values_list("pk", flat=True)]
    root = {pk: pk for pk in records}
    left = SamePersonVerdict.objects.filter(is_same=True, first__in=records, second__in=records)
    for one, two in left.values_list("first", "second"):
        first, later = sorted((root[one], root[two]))
        root = {pk: first if found == later else found for pk, found in root.items()}
    for first in set(root.values()):
        later = [pk for pk, found in root.items() if found == first != pk]
        Recipient.objects.filter(pk=first).update(same_as=None)
        Recipient.objects.filter(pk__in=later).update(same_as=first)
    _look_again(records)


def _look_again(records):
    """Lists that wait for approval share months with what is now known of these people."""
    waiting = GiftList.objects.filter(state=GiftList.State.SUBMITTED, gifts__recipient__in=records)
    for gift_list in waiting.distinct().order_by("pk"):
        eligibility.open_conflicts(gift_list)
