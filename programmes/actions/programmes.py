"""Open and change programmes and rounds."""

from django.db import transaction

from programmes.actions import audit
from programmes.totals import apply


@transaction.atomic
def keep(record, *, by):
    """Store a new or changed programme or round."""
    verb = "open" if record._state.adding else "correct"
    record.full_clean()
    record.save()
    audit.note(verb, record, by=by, after={"slug": record.slug})
    apply.touch()
    return record
