"""Open and change programmes and rounds."""

from django.db import transaction

from programmes.actions import audit, rights
from programmes.rules.problems import insist
from programmes.totals import apply


@transaction.atomic
def keep(record, *, by):
    """Store a new or changed programme or round; `by` is None where the command line brings the reference data."""
    verb, right = ("open", "add") if record._state.adding else ("correct", "change")
    insist(rights.check(by, f"{right}_{record._meta.model_name}") if by else ())
    record.full_clean()
    record.save()
    audit.note(verb, record, by=by, after={"slug": record.slug})
    apply.touch()
    return record
