"""Seal the audit trail: after each commit its new events become a link of the chain that `totals/seals.py` proves."""

from itertools import islice

from django.db import connection, transaction

from programmes.models import AuditEvent, AuditSeal, bulk
from programmes.models.audit import MARKED, digest_of_events, mark_bytes, sealed_part
from programmes.standards.runs import runs_of

AT_MOST = 1000  # events in a seal: where an event without a mark was changed, this many are in question


class _AtCommit:
    """What the transaction has noted so far, sealed when it is committed."""

    def __init__(self):
        self.ids = []

    def seal(self):
        seal(runs_of(sorted(self.ids)))


def at_commit(ids):
    """Let these new events be sealed once they are committed, all of one transaction together.

    In a transaction of its own, so that nobody who notes something waits for somebody else's import. What a dead
    process has left unsealed, `catch_up` seals.
    """
    coming = (getattr(task, "__self__", None) for _savepoints, task, _robust in connection.run_on_commit)
    pending = next((one for one in coming if isinstance(one, _AtCommit)), None)
    if pending is None:
        pending = _AtCommit()
        transaction.on_commit(pending.seal, robust=True)
    pending.ids += ids


@transaction.atomic
def seal(runs):
    """Add the events of these ids to the chain, as far as they are there; the first time every event that there is."""
    bulk.hold("audit seals")
    last = AuditSeal.objects.last() or AuditSeal(pk=0, total=0, mark=b"")
    events, made = _events(runs if last.pk else [(0, None)]), []
    while block := list(islice(events, AT_MOST)):
        last = _after(last, block)
        made.append(last)
    AuditSeal.objects.bulk_create(made)


def _events(runs):
    """(id, its part of a seal) of the events in these runs, in the order of their ids."""
    stored = AuditEvent.objects.order_by("pk").values_list(*MARKED, "mark")
    for first, until in runs:
        found = stored.filter(pk__gte=first, **({"pk__lte": until} if until else {}))
        for values in found.iterator(AT_MOST):
            yield values[0], sealed_part(values[:-1], mark_bytes(values[-1]))


def _after(last, block):
    digest = digest_of_events()
    for _pk, part in block:
        digest.update(part)
    made = AuditSeal(pk=last.pk + 1, runs=runs_of(pk for pk, _part in block), total=last.total + len(block))
    made.mark = made.due_mark(last.mark, digest.digest())
    return made


def begin():
    """Seal what was noted before there were seals."""
    if not AuditSeal.objects.exists():
        seal([])


def catch_up(report):
    """Seal what a walk through the trail (`totals/seals.py::verify`) has found sound and unsealed."""
    if report.unsealed:
        seal(report.unsealed)
