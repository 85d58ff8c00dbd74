"""Two records of one donor become one, or two again: one officer proposes, another one decides."""

from django.db import transaction
from django.db.models import Min

from programmes.actions import audit, proposals, rights
from programmes.models import Donor, DonorJoin, bulk
from programmes.rules import approvals, same_donor
from programmes.rules.problems import insist
from programmes.rules.versions import as_seen
from programmes.totals import apply

LOCK = "donors"
AUDITED = ("first", "second", "is_apart", "state")
OF_ALL_RECORDS = ("kind", "consented_on", "restricted_on")


@transaction.atomic
def propose(donor, *, other, reason, by, is_apart=False):
    """Say that two records are of one donor, or not of one after all. Nothing changes until another officer agrees."""
    bulk.hold(LOCK)
    held = Donor.objects.select_for_update(of=("self",)).select_related("office", "same_as").order_by("pk")
    found = list(held.filter(pk__in=(donor.pk, other.pk)))
    first, second = found[0], found[-1]
    insist(rights.check(by, "add_donorjoin", first.office, second.office))
    as_seen(first if first == donor else second, donor)
    join = DonorJoin(first=first, second=second, is_apart=is_apart, reason=reason, proposed_by=by)
    insist(same_donor.check_proposal(join))
    return proposals.enter(join, AUDITED)


def _locked(join, permission, by):
    """The proposal, held, of an officer who has the right at both offices; no other record is joined meanwhile."""
    bulk.hold(LOCK)
    found = proposals.held(join)
    insist(rights.check(by, permission, found.first.office, found.second.office))
    return found


@transaction.atomic
def approve(join, *, by):
    """Count both records as the first, or each for itself again; totals by donor follow in the same transaction."""
    transition = approvals.DONOR_JOIN["approve"]
    join = _locked(join, transition.permission, by)
    insist(approvals.check(join, transition, by), same_donor.check_join(join))
    apply.touch()  # held before the records move: what is approved meanwhile counts for the donor of afterwards
    records = list(same_donor.records_of([join.first_id, join.second_id]).values_list("pk", flat=True))
    proposals.decide(join, transition, by)
    for record, first in same_donor.firsts(records, same_donor.standing_pairs(records)).items():
        Donor.objects.filter(pk=record).update(same_as=None if first == record else first)
    verb = "part_donor" if join.is_apart else "join_donor"
    for donor, other in ((join.first, join.second), (join.second, join.first)):
        audit.note(verb, donor, by=by, after={"donor": other.pk})
    if not join.is_apart:
        share_restriction(join.first, by=by)
        tell_all(*same_donor.records_of([join.first_id]))
    apply.donors_joined(records)
    return join


@transaction.atomic
def refuse(join, *, reason, by):
    """Leave the records as they are."""
    transition = approvals.DONOR_JOIN["refuse"]
    join = _locked(join, transition.permission, by)
    insist(approvals.check(join, transition, by))
    return proposals.decide(join, transition, by, reason)


@transaction.atomic
def withdraw(join, *, reason, by):
    """Whoever proposed takes it back while nobody has decided; the trail keeps what it was."""
    join = _locked(join, "add_donorjoin", by)
    insist(approvals.check_withdrawal(join, by))
    proposals.take_back(join, "withdraw_join", AUDITED, reason=reason, by=by)


def share_restriction(donor, *, by):
    """Who has asked at one record that the data be used no further has asked it at all of them."""
    records = same_donor.records_of([donor.pk])
    if since := records.aggregate(day=Min("restricted_on"))["day"]:
        free = list(records.filter(restricted_on=None))
        records.filter(pk__in=[record.pk for record in free]).update(restricted_on=since)
        for record in free:
            audit.note("restrict", record, by=by)


def tell_all(*ones):
    """What is said of a donor at the first record holds for the others: they are never named otherwise."""
    for one in Donor.objects.filter(pk__in=[donor.pk for donor in ones], others__isnull=False).distinct():
        one.others.update(**{name: getattr(one, name) for name in OF_ALL_RECORDS})
