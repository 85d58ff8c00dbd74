"""Write the audit trail: called by every action, inside its transaction."""

from django.db import transaction
from django.utils import timezone

from programmes.actions import seals
from programmes.models import AuditEvent, bulk
from programmes.rules import reasons
from programmes.rules.named import names_in, without
from programmes.rules.problems import insist

COMMAND_LINE = "dòng lệnh"
TOLD_OF_PEOPLE = {"outcome", "household_order"}  # without them no hand-over and no value is understood


def is_private(model, name):
    """Whether the trail tells that this field was changed and never what it holds: a person's particulars, a hardship.

    An id leads to nobody who may not open the record.
    """
    if name not in getattr(model.Privacy, "personal", ()) or name in TOLD_OF_PEOPLE:
        return False
    return not model._meta.get_field(name).is_relation


def _told(model, before, after):
    """`before` and `after` without what is private; of that the names stand under `fields`."""
    private = sorted({name for name in (*before, *after) if is_private(model, name)})
    if not private:
        return before, after
    before, after = ({name: said[name] for name in said if name not in private} for said in (before, after))
    return before, {**after, "fields": sorted({*after.get("fields", ()), *private})}


@transaction.atomic
def note(verb, target, *, by, before=None, after=None, reason=""):
    """One event of a record, or of a table as a whole when `target` is a model.

    `before` and `after` hold ids and figures, never a recipient's identity. Raises RuleViolation where the reason
    tells of a person what the trail may not keep (rules/reasons.py). Where it names people out of a list or a file, the
    trail keeps it without their names.
    """
    names = names_in(reason, target)
    insist(reasons.check(reason), reasons.check_names(names, target))
    reason = without(names, reason) if names else reason
    pk = "" if isinstance(target, type) else target.pk
    event = _event(_author(by), verb, target, pk, before or {}, after or {}, reason)
    _mark([event])
    event.save(force_insert=True)
    return event


def _author(by):
    """When and by whom, as columns of an event."""
    office = getattr(by, "office", None)
    actor = by.username if by else COMMAND_LINE
    return {"at": timezone.now(), "actor": actor, "office_code": office.code if office else ""}


def _event(author, verb, model, pk, before, after, reason=""):
    before, after = _told(model, before, after)
    kind = model._meta.model_name
    return AuditEvent(
        **author, verb=verb, target_type=kind, target_id=str(pk), before=before, after=after, reason=reason
    )


def plain(value):
    """A value as JSON holds it: days and the like as text."""
    return value if value is None or isinstance(value, bool | int | str) else str(value)


def values(record, fields):
    """The named fields of a record as JSON-ready values, for `before` and `after`; of a foreign key its id."""
    return {name: plain(getattr(record, record._meta.get_field(name).attname)) for name in fields}


@transaction.atomic
def note_many(verb, model, changes, *, by):
    """One event of the same verb for each of `changes`, which are (id, before, after); one statement for all."""
    author = _author(by)
    events = [_event(author, verb, model, *change) for change in changes]
    _mark(events)
    bulk.insert(events)


def _mark(events):
    """Give new events their ids and marks; they are sealed once they are committed."""
    bulk.give_ids(events)
    for event in events:
        event.mark = event.due_mark()
    seals.at_commit([event.pk for event in events])
