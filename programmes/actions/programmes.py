"""Open, change and withdraw programmes and rounds; keep what headquarters wants of them in a year."""

from django.db import transaction

from programmes.actions import audit, rights
from programmes.models import ImportBatch, ProgrammeTarget, Round
from programmes.rules import programmes, public_texts
from programmes.rules.problems import first_of, insist
from programmes.rules.versions import as_seen
from programmes.totals import apply

TARGETS = ("target_vnd", "target_gifts", "due_on")  # of a round
OF_A_YEAR = ("programme", "province", "year", "target_vnd", "target_gifts", "source")


@transaction.atomic
def keep(record, *, by=None):
    """Store a new or changed programme or round. `by` is None where the reference data are loaded."""
    is_new = record._state.adding
    if by:
        insist(rights.check(by, f"{'add' if is_new else 'change'}_{record._meta.model_name}"))
    before, told = {}, ("slug", *TARGETS) if isinstance(record, Round) else ("slug",)
    if isinstance(record, Round) and not is_new:
        stored = Round.objects.select_for_update(of=("self",)).get(pk=record.pk)
        insist(programmes.check_round(stored, record))
        before = audit.values(stored, told)
    insist(public_texts.settle(record))
    record.full_clean()
    record.save()
    audit.note("open" if is_new else "correct", record, by=by, before=before, after=audit.values(record, told))
    apply.touch()
    return record


def check_withdrawal(record, by):
    """Problems of `by` withdrawing a programme or round."""
    right = rights.check(by, f"change_{record._meta.model_name}")
    return first_of(right, programmes.check_withdrawal(record))


@transaction.atomic
def withdraw(record, *, reason, by):
    """Remove a programme or round that was opened by mistake, while nothing hangs on it; the audit trail keeps it."""
    record = as_seen(type(record).objects.select_for_update(of=("self",)).get(pk=record.pk), record)
    insist(check_withdrawal(record, by))
    audit.note("withdraw_record", record, by=by, before=audit.values(record, ("slug", "name")), reason=reason)
    if isinstance(record, Round):
        ImportBatch.objects.filter(round=record).update(round=None)
    record.delete()
    apply.touch()


@transaction.atomic
def set_target(target, *, by):
    """Store what is wanted of a programme in a year, or what it is corrected to; the trail keeps what stood there."""
    is_new = target._state.adding
    insist(rights.check(by, f"{'add' if is_new else 'change'}_programmetarget"))
    before = {}
    if is_new:
        target.entered_by = by
    else:
        stored = as_seen(ProgrammeTarget.objects.select_for_update(of=("self",)).get(pk=target.pk), target)
        before = audit.values(stored, OF_A_YEAR)
    target.full_clean(exclude=["entered_by"])
    target.save()
    audit.note("set_target", target, by=by, before=before, after=audit.values(target, OF_A_YEAR))
    return target
