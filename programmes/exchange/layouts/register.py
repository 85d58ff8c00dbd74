"""The judging shared by small registers: find the record by its key, set what the file says, compare."""

import copy
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db.models import ForeignKey
from django.utils.translation import gettext_lazy as _


class Change(NamedTuple):
    """A record with new contents, and what the changed fields held before."""

    record: object
    before: dict


class RegisterPlan(NamedTuple):
    """What to store: unsaved records and changed ones."""

    new: list
    changed: list


def judge_register(rows, columns, tally, *, key, find, blank, complete, check):
    """Sort rows into new, changed, unchanged and refused.

    `key(values)` is what may occur once in a file; `find(values)` the stored record or None; `blank()` a new
    one; `complete(record)` fills what follows from the rest; `check(record, values)` yields Problems. A column
    that is absent or a cell that is empty leaves the stored value as it is.
    """
    plan, seen = RegisterPlan([], []), {}
    headings = {column.name: column.heading for column in columns}
    for line, cells in rows:
        values = {column.name: cell for column, cell in zip(columns, cells, strict=True) if cell is not None}
        if (first := seen.setdefault(key(values), line)) != line:
            tally.refuse(line, headings[columns[0].name], "duplicate_in_file", _repeated(first))
            continue
        try:
            stored = find(values)
        except ValidationError as error:
            tally.refuse(line, headings[columns[0].name], error.code, error.messages[0])
            continue
        record = copy.copy(stored) if stored else blank()
        for name, value in values.items():
            setattr(record, name, value)
        if stored is None:
            complete(record)
        before = _differences(stored, record, values) if stored else None
        if before == {}:
            tally.count("unchanged", line, str(record))
            continue
        faults = [*_faults(record), *check(record, stored)]
        for name, code, message in faults:
            tally.refuse(line, headings.get(name, ""), code, message)
        if not faults:
            tally.count("changed" if stored else "new", line, str(record))
            if stored:
                plan.changed.append(Change(record, before))
            else:
                plan.new.append(record)
    return plan


def _repeated(first):
    return _("Trùng với dòng %d của tệp; giữ lại một dòng.") % first


def _differences(stored, record, values):
    """Field -> stored value, of the fields that the row would change."""
    changed = {}
    for name in values:
        attribute = record._meta.get_field(name).attname
        if getattr(stored, attribute) != getattr(record, attribute):
            changed[name] = getattr(stored, attribute)
    return changed


def _faults(record):
    """Faults of the fields themselves; foreign keys were looked up already and cost no query here."""
    keys = [field.name for field in record._meta.local_fields if isinstance(field, ForeignKey)]
    try:
        record.clean_fields(exclude=[*keys, "code"])
    except ValidationError as error:
        for name, errors in error.error_dict.items():
            for fault in errors:
                yield name, fault.code, fault.messages[0]
