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


class RegisterJudge:
    """Sorts rows into new, changed, unchanged and refused.

    `key(values)` is what may occur once in a file; `find(values)` the stored record or None; `blank()` a new
    one; `complete(record)` fills what follows from the rest; `check(record, stored)` yields Problems. A column
    that is absent or a cell that is empty leaves the stored value as it is.
    """

    def __init__(self, columns, tally, *, key, find, blank, complete, check):
        self.tally, self.key, self.find = tally, key, find
        self.blank, self.complete, self.check = blank, complete, check
        self.columns = columns
        self.headings = {column.name: column.heading for column in columns}
        self.plan, self.rows, self.firsts = RegisterPlan([], []), [], {}

    def take(self, rows):
        """Keep the rows; a key that stood in the file before is refused."""
        for line, cells in rows:
            values = {column.name: cell for column, cell in zip(self.columns, cells, strict=True) if cell is not None}
            if (first := self.firsts.setdefault(self.key(values), line)) == line:
                self.rows.append((line, values))
            else:
                self._refuse_key(line, "duplicate_in_file", _repeated(first))

    def decide(self):
        """The plan: what the rows taken would change in the books."""
        for line, values in self.rows:
            try:
                self._decide(line, values, self.find(values))
            except ValidationError as error:
                self._refuse_key(line, error.code, error.messages[0])
        return self.plan

    def _refuse_key(self, line, code, message):
        self.tally.refuse(line, self.columns[0].heading, code, message)

    def _decide(self, line, values, stored):
        record = copy.copy(stored) if stored else self.blank()
        for name, value in values.items():
            setattr(record, name, value)
        if stored is None:
            self.complete(record)
        before = _differences(stored, record, values) if stored else None
        if before == {}:
            self.tally.count("unchanged", line, str(record))
            return
        faults = [*_faults(record), *self.check(record, stored)]
        for name, code, message in faults:
            self.tally.refuse(line, self.headings.get(name, ""), code, message)
        if not faults:
            self.tally.count("changed" if stored else "new", line, str(record))
            if stored:
                self.plan.changed.append(Change(record, before))
            else:
                self.plan.new.append(record)


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
