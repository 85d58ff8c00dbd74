"""The judging shared by small registers: find the record by its key, set what the file says, compare."""

import copy
import re
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db.models import ForeignKey
from django.utils.translation import gettext_lazy as _

from programmes.exchange.decision import Decision, Sum
from programmes.exchange.sample_words import changed_words, value_words
from programmes.rules.problems import Problem, RuleViolation
from programmes.standards.lists import first_few
from programmes.standards.names import tidy

BARE_NUMBER = re.compile(r"[1-9]\d*", re.ASCII)
SHOWN_NUMBERS = 5


class Change(NamedTuple):
    """A record with new contents, and what the changed fields held before."""

    record: object
    before: dict


class Told(NamedTuple):
    """A record as a row tells it, what the changed fields held before (None for a new one), and the settled values."""

    record: object
    before: dict | None
    values: dict
    is_successor: bool


class RegisterPlan(NamedTuple):
    """What to store: unsaved records, changed ones, and new versions of what stays as it is."""

    new: list
    changed: list
    successors: list


class RegisterJudge:
    """Sorts rows into new, changed, unchanged and refused.

    `key(values)` is what may occur once in a file; `find(values)` the stored record or None; `blank()` a new
    one; `settle(values, stored)` adds what follows from the rest; `check(record, stored)` yields Problems, which
    `find` and `settle` may raise. A column that is absent or a cell that is empty leaves the stored value as it is.
    `money` is the column that is added up over the rows, for a totals row of the file to be held against.
    `successor(record, stored)` makes of a changed copy the next version, where the stored one stays; else None.
    `mend(values)` are the columns that a row is to say otherwise, (name, code of the repair, value).
    `refused(rows, faults_of)` is {line: Problems} of rows, (line, values), that are refused for the sake of others.
    `doubts(record)` yields Problems that are told of a row and refuse nothing.
    `numbers` is (column, queryset) where records have numbers given by others: the field of that name, and the records
    of the books among which one may be whose number lost the zeros before it in a spreadsheet.
    """

    def __init__(
        self,
        columns,
        findings,
        *,
        key,
        find,
        blank,
        settle,
        check,
        money="",
        successor=None,
        refused=None,
        mend=None,
        doubts=None,
        numbers=None,
    ):
        self.findings, self.key, self.find, self.refused, self.mend = findings, key, find, refused, mend
        self.blank, self.settle, self.check, self.successor = blank, settle, check, successor
        self.doubts = doubts
        self.columns, self.money, self.amounts, self.numbers = columns, money, {}, numbers
        self.headings = {column.name: column.heading for column in columns}
        self.plan, self.rows, self.firsts, self.claims = RegisterPlan([], [], []), [], {}, {}
        self.decision = Decision(self.plan)

    def begin(self, body):
        """A register is nothing but its rows."""

    def ask(self):
        """Whether numbers are new, which are those of records in the books without the zeros before them."""
        name, kept = self.numbers or ("", None)
        written = {values[name]: line for line, values in self.rows if BARE_NUMBER.fullmatch(values.get(name) or "")}
        if not written:
            return
        found = kept.filter(**{f"{name}__startswith": "0"}).values_list(name, flat=True)
        lost = {text: number for number in found if (text := number.lstrip("0")) in written}
        for text in kept.filter(**{f"{name}__in": [*lost]}).values_list(name, flat=True) if lost else ():
            del lost[text]
        if lost:
            told = _(
                "“%(heading)s” %(numbers)s; có lẽ Excel đã bỏ số 0 ở đầu. Nếu là khoản đã có, ghi lại đủ số 0 trong "
                "tệp (định dạng ô là Văn bản) rồi tải lên lại."
            )
            pairs = [
                _("%(text)s ở dòng %(line)s chưa có trong sổ, nhưng sổ có %(number)s")
                % {"text": text, "line": self.findings.places.of(written[text]), "number": number}
                for text, number in sorted(lost.items(), key=lambda pair: written[pair[0]])
            ]
            told %= {"heading": self.headings[name], "numbers": first_few(pairs, SHOWN_NUMBERS, "; ")}
            yield "lost_zeros", told, [("1", _("Không phải, đây là số khác"))]

    def judge(self, rows):
        """Keep the rows; a key that stood in the file before is refused."""
        for line, cells in rows:
            values = {column.name: cell for column, cell in zip(self.columns, cells, strict=True) if cell is not None}
            self.amounts[line] = values.get(self.money)
            for name, code, value in self.mend(values) if self.mend else ():
                self.findings.repair(line, self.headings[name], code, values[name], value)
                values[name] = value
            if (first := self.firsts.setdefault(self.key(values), line)) == line:
                self.rows.append((line, values))
            else:
                self._refuse(line, [self._repeated(first)])

    def judge_unread(self, rows):
        """Tell what else is amiss in refused rows, (line, values, columns that cannot be read)."""
        for line, cells, _unread in rows:
            record = self.blank()
            plain = {field.name for field in record._meta.local_concrete_fields if not field.is_relation}
            values = {
                column.name: cell
                for column, cell in zip(self.columns, cells, strict=True)
                if cell is not None and column.name in plain
            }
            self.amounts[line] = values.get(self.money)
            for name, value in values.items():
                setattr(record, name, value)
            self._refuse(line, [problem for problem in _faults(record) if problem[0] in values])

    def decide(self):
        """The Decision: what the rows judged good would change in the books."""
        refused = self.refused(self.rows, self.faults_of) if self.refused else {}
        for line, values in self.rows:
            if line in refused:
                self._refuse(line, refused[line])
                continue
            try:
                self._decide(line, values, self.find(values))
            except RuleViolation as refusal:
                self._refuse(line, refusal.problems)
        if self.money:
            self._sum_up()
        return self.decision

    def faults_of(self, values):
        """The Problems for which a row would be refused; nothing comes of asking."""
        stored = self.find(values)
        try:
            told = self._as_told(values, stored)
            return [] if told.before == {} else [*_faults(told.record), *self.check(told.record, stored)]
        except RuleViolation as refusal:
            return refusal.problems

    def _sum_up(self):
        """Add up the money of the lines, the refused ones apart; those that do not tell theirs are counted."""
        told = {line: amount for line, amount in self.amounts.items() if amount is not None}
        refused = told.keys() & self.findings.refused_lines
        of_refused = sum(told[line] for line in refused)
        unread = self.findings.rejected - len(refused)
        self.decision.donor_cost_vnd = Sum(sum(told.values()) - of_refused, of_refused, unread)

    def _repeated(self, first):
        return Problem(
            self.columns[0].name,
            "duplicate_in_file",
            _("Trùng với dòng %s của tệp; giữ lại một dòng.") % self.findings.places.of(first),
        )

    def _refuse(self, line, problems):
        for name, code, message in problems:
            self.findings.refuse(line, self.headings.get(name, ""), code, message)

    def _as_told(self, values, stored):
        """The record as the row tells it. Raises RuleViolation."""
        values = self.settle(values, stored)
        record = copy.copy(stored) if stored else self.blank()
        for name, value in values.items():
            setattr(record, name, value)
        before = differences(stored, record, values) if stored else None
        next_version = self.successor(record, stored) if stored and before and self.successor else None
        return Told(next_version or record, before, values, bool(next_version))

    def _decide(self, line, values, stored):
        if stored and (first := self.claims.setdefault(stored.pk, line)) != line:
            self._refuse(line, [self._repeated(first)])
            return
        record, before, values, is_successor = self._as_told(values, stored)
        if before == {}:
            self.decision.count("unchanged", line, str(record))
            return
        faults = [*_faults(record), *self.check(record, stored)]
        self._refuse(line, faults)
        for name, code, message in self.doubts(record) if self.doubts and not faults else ():
            self.findings.warn(line, self.headings.get(name, ""), code, message)
        if not faults:
            shown = self.decision.count("changed" if stored else "new", line, str(record) or str(_("(số mới)")))
            if shown:
                shown.append(_change_words(record, before) if stored else _new_words(record, values))
            if is_successor:
                self.plan.successors.append(record)
            elif stored:
                self.plan.changed.append(Change(record, before))
            else:
                self.plan.new.append(record)


def _new_words(record, values):
    """What the row says of a new record, each field with its name."""
    fields = {field.name: field for field in record._meta.local_concrete_fields}
    told = [fields[name] for name in values if name in fields]
    return "; ".join(f"{field.verbose_name}: {value_words(field, getattr(record, field.name))}" for field in told)


def _change_words(record, before):
    """Each changed field with what it held and what it will hold."""
    told = []
    for name, old in before.items():
        field = record._meta.get_field(name)
        if field.is_relation:
            told.append(f"{field.verbose_name}: {getattr(record, name)}")
        else:
            told.append(changed_words(field, old, getattr(record, name)))
    return "; ".join(told)


def differences(stored, record, values):
    """Field -> stored value, of the fields that the row would change."""
    changed = {}
    for name in values:
        attribute = record._meta.get_field(name).attname
        old, new = getattr(stored, attribute), getattr(record, attribute)
        # A cell of a file holds one line: a note typed in paragraphs is still the same note.
        if old != new and not (isinstance(old, str) and tidy(old) == new):
            changed[name] = old
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
