"""Conclude about two records that look alike. Nothing is merged; of one person the later record points to the first."""

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
    bulk.hold(eligibility.LOCK)
    held = Recipient.objects.select_for_update(of=("self",)).select_related("office").order_by("pk")
    people = held.filter(pk__in=ids)
    own = [person.office for person in people if may_work_for(by, person.office)]
    insist(rights.check(by, "add_samepersonverdict", *own or (person.office for person in people)))
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
    waiting = GiftList.objects.filter(state=GiftList.State.SUBMITTED, gifts__recipient__in=records.values("pk"))
    for gift_list in waiting.distinct().order_by("pk"):
        eligibility.open_conflicts(gift_list)
