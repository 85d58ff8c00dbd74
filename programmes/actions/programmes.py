"""Open, change and withdraw programmes and rounds."""

from django.db import transaction

from programmes.actions import audit, rights
from programmes.models import ImportBatch, Round
from programmes.rules import programmes, public_texts
from programmes.rules.problems import first_of, insist
from programmes.rules.versions import as_seen
from programmes.totals import apply


@transaction.atomic
def keep(record, *, by=None):
    """Store a new or changed programme or round. `by` is None where the reference data are loaded."""
    is_new = record._state.adding
    if by:
        insist(rights.check(by, f"{'add' if is_new else 'change'}_{record._meta.model_name}"))
    if isinstance(record, Round) and not is_new:
        insist(programmes.check_round(Round.objects.select_for_update(of=("self",)).get(pk=record.pk), record))
    insist(public_texts.settle(record))
    record.full_clean()
    record.save()
    audit.note("open" if is_new else "correct", record, by=by, after={"slug": record.slug})
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
