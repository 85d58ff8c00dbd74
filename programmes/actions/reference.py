"""Bring reference data (places, offices, rates) in step with what the law and the organisation say today."""

from django.db import transaction

from programmes.actions import audit
from programmes.models.base import Searchable
from programmes.standards.names import fold
from programmes.totals import apply


def _differs(record, stored, names):
    return stored is None or any(getattr(record, name) != getattr(stored, name) for name in names)


@transaction.atomic
def bring_in_step(records):
    """Add or overwrite `records`, unsaved and all of one table, found again by their code; returns how many.

    Rows that are no longer wanted stay: facts may point at them.
    """
    model = type(records[0])
    for record in records:
        record.clean_fields(exclude={"id", *(f.name for f in model._meta.fields if f.is_relation)})
        if isinstance(record, Searchable):
            record.search_key = fold(getattr(record, record.SEARCH_FROM))
    names = [field.attname for field in model._meta.fields if field.name not in {"id", "code"}]
    known = {record.code: record for record in model.objects.all()}
    changed = [record for record in records if _differs(record, known.get(record.code), names)]
    if changed:
        fields = [field.name for field in model._meta.fields if field.attname in names]
        model.objects.bulk_create(changed, update_conflicts=True, unique_fields=["code"], update_fields=fields)
        audit.note("bring_in_step", changed[0], by=None, after={"codes": [record.code for record in changed]})
        apply.touch()
    return len(changed)
