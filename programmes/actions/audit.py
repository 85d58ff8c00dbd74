"""Write the audit trail: called by every action, inside its transaction."""

from django.db import transaction
from django.utils import timezone

from programmes.actions import seals
from programmes.models import AuditEvent, bulk

COMMAND_LINE = "dòng lệnh"


@transaction.atomic
def note(verb, target, *, by, before=None, after=None, reason=""):
    """One event of a record, or of a table as a whole when `target` is a model.

    `before` and `after` hold ids and figures, never a recipient's identity.
    """
    office = getattr(by, "office", None)
    event = AuditEvent(
        actor=by.username if by else COMMAND_LINE,
        office_code=office.code if office else "",
        verb=verb,
        target_type=target._meta.model_name,
        target_id="" if isinstance(target, type) else str(target.pk),
        before=before or {},
        after=after or {},
        reason=reason,
    )
    _mark([event])
    event.save(force_insert=True)
    return event


def plain(value):
    """A value as JSON holds it: days and the like as text."""
    return value if value is None or isinstance(value, bool | int | str) else str(value)


def values(record, fields):
    """The named fields of a record as JSON-ready values, for `before` and `after`; of a foreign key its id."""
    return {name: plain(getattr(record, record._meta.get_field(name).attname)) for name in fields}


@transaction.atomic
def note_many(verb, model, changes, *, by):
    """One event of the same verb for each of `changes`, which are (id, before, after); one statement for all."""
    now, office = timezone.now(), by.office.code if by.office_id else ""
    events = [
        AuditEvent(
            at=now,
            actor=by.username,
            office_code=office,
            verb=verb,
            target_type=model._meta.model_name,
            target_id=str(pk),
            before=before,
            after=after,
        )
        for pk, before, after in changes
    ]
    _mark(events)
    bulk.insert(events)


def _mark(events):
    """Give new events their ids and marks; they are sealed once they are committed."""
    bulk.give_ids(events)
    for event in events:
        event.mark = event.due_mark()
    seals.at_commit([event.pk for event in events])
