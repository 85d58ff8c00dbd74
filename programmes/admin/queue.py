"""The rows of the front page: what waits for this officer, what for others, and what has a day."""

from datetime import date
from typing import NamedTuple

from django.db.models import BooleanField, Case, Count, F, Q, Subquery, Sum, Value, When
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from programmes.access.scope import visible_to
from programmes.admin import reminders
from programmes.admin.looks import day_of
from programmes.admin.tasks import TASKS
from programmes.admin.turns import OF_OTHERS, task_url, tasks_of
from programmes.admin.waiting import Waiting
from programmes.standards.money import format_number, with_unit

OF_A_TASK = 3  # records of one task that stand by name; the rest is one line below
ROWS = 12  # of a list
WAITS_LONG = 3  # days, after which the age is told in a warning colour


class Row(NamedTuple):
    """What stands in a list of the front page. `age` in days, None where nobody knows; `due` is its day, if any."""

    name: str
    url: str
    verb: str
    reason: str = ""
    quote: str = ""
    age: int | None = None
    due: date | None = None
    records: int = 0  # of how many the row tells, where it stands for several
    path: str = ""  # where the verb leads, if not to the page of the name
    reminded: str = ""  # who has asked for it

    @property
    def late(self):
        """Days beyond its day, 0 where that has not passed."""
        return max((timezone.localdate() - self.due).days, 0) if self.due else 0

    @property
    def left(self):
        """Days until its day."""
        return (self.due - timezone.localdate()).days if self.due else None

    @property
    def place(self):
        """What somebody reminds of comes first, then what is late, has its day soonest, has waited longest."""
        return (not self.reminded, -self.late, self.age is None, -(self.age or 0), self.left if self.due else 0)

    @property
    def age_words(self):
        if self.age is None:
            return ""
        if self.age <= 0:
            return _("hôm nay")
        return _("hôm qua") if self.age == 1 else _("%s ngày") % format_number(self.age)

    @property
    def due_words(self):
        if self.due is None:
            return ""
        if self.late:
            return _("quá hạn %s ngày") % format_number(self.late)
        return _("đến hạn hôm nay") if self.left == 0 else _("còn %s ngày") % format_number(self.left)

    @property
    def urgency(self):
        """A word for the style sheet: late, soon, or none."""
        if self.late:
            return "late"
        return "soon" if (self.age or 0) > WAITS_LONG or self.left == 0 else ""


class Queue(NamedTuple):
    """A list of the front page: its rows, how many things there are in all, and where those without a row are found."""

    rows: list
    count: int
    more: list


class Found(NamedTuple):
    """What was found of a task: how many records, đồng of them all where they are summed up, the oldest by name."""

    task: object
    count: int
    amount: int
    records: list  # (record, since)
    reminded: dict  # id of a record -> its Reminder, all of them


def found_of(officer):
    """{task: Found} of every task, of others' turns and of coming days; one statement for each table."""
    by_model, found = {}, {}
    for task in tasks_of(officer):
        by_model.setdefault(task.model, []).append(task)
    for model, tasks in by_model.items():
        found |= _of_table(officer, model, tasks)
    return found


def _of_table(officer, model, tasks):
    """A row may be of several tasks: each says of which, since when, and how many each has in all."""
    base, picked, notes, related = visible_to(officer, model.objects.order_by()), Q(), {}, set()
    if any(task.may_remind for task in tasks):
        told = reminders.of_table(model)
        picked, notes = Q(pk__in=reminders.ids_of(told)), reminders.notes_of(told)
    for number, task in enumerate(tasks):
        condition = task.condition(officer)
        since = task.since() if callable(task.since) else F(task.since)
        rows = base.filter(condition)
        oldest = rows.annotate(waits_since=since).order_by("waits_since", "pk").values("pk")
        picked |= Q(pk__in=oldest[: 1 if task.together else OF_A_TASK])
        related.update(task.related)
        notes |= {
            f"since_{number}": since,
            f"is_{number}": Case(When(condition, then=True), default=False, output_field=BooleanField()),
            f"count_{number}": _one(rows, Count("pk")),
            f"amount_{number}": _one(rows, Sum(task.amount)) if task.amount else Value(0),
        }
    shown = base.filter(picked).annotate(**notes)
    shown = list(shown.select_related(*related) if related else shown)
    return {task: _found(task, number, shown) for number, task in enumerate(tasks) if _count(number, shown)}


def _one(rows, measure):
    """A measure over all rows, as an expression."""
    return Subquery(rows.annotate(every=Value(1)).values("every").annotate(of_all=measure).values("of_all"))


def _count(number, shown):
    return getattr(shown[0], f"count_{number}") or 0 if shown else 0


def _found(task, number, shown):
    records = [(each, getattr(each, f"since_{number}")) for each in shown if getattr(each, f"is_{number}")]
    may_remind = records if task.may_remind else ()
    told = {each.pk: told for each, since in may_remind if (told := reminders.reminder_of(each, since))}
    records.sort(key=lambda found: (found[0].pk not in told, found[1] is None, str(found[1] or ""), found[0].pk))
    amount = getattr(shown[0], f"amount_{number}") or 0
    return Found(task, _count(number, shown), amount, records[:OF_A_TASK], told)


def waiting_of(found, extra):
    """How much waits of each task of the officer, with the way to it."""
    return [*(Waiting(task.label, found[task].count, task_url(task)) for task in TASKS if task in found), *extra]


def queue_of(tasks, found, extra=()):
    """The rows of these tasks, what is late first, then what has waited longest; `extra` are Waiting without an age."""
    rows, counts, named = [], {}, set()
    for task in sorted(tasks, key=lambda task: not task.part_of):  # who is named as late is named once
        if task not in found:
            continue
        if task.together:
            rows.append((None, _together(found[task])))
            continue
        if not task.part_of:
            counts[task] = found[task].count
        whole = (task.model, task.part_of or task.key)
        for record, since in found[task].records:
            if (*whole, record.pk) not in named:
                named.add((*whole, record.pk))
                rows.append((whole, _by_name(task, record, since, found[task].reminded.get(record.pk))))
    rows += [(None, Row(told.label, told.url, _("Xem"), records=told.count)) for told in extra]
    rows.sort(key=lambda each: each[1].place)
    alone = sum(whole is None for whole, _row in rows)
    return Queue([row for _whole, row in rows[:ROWS]], sum(counts.values()) + alone, _more(counts, rows))


def _more(counts, rows):
    """Waiting of what has no row of its own."""
    shown = [whole for whole, _row in rows[:ROWS]]
    more = [Waiting(row.name, 1, row.url) for whole, row in rows[ROWS:] if whole is None]
    for task, count in counts.items():
        left = count - shown.count((task.model, task.key))
        if left:
            more.append(Waiting(task.label, left, task_url(task)))
    return more


def _age(since):
    return (timezone.localdate() - day_of(since)).days if since is not None else None


def _by_name(task, record, since, reminder):
    """Whoever waits for others may remind them, unless somebody has done so today."""
    url = reverse(f"admin:programmes_{record._meta.model_name}_change", args=[record.pk])
    reminds = task.may_remind and task in OF_OTHERS and not (reminder and reminder.is_of_today)
    return Row(
        task.name(record),
        url,
        _("Nhắc duyệt") if reminds else task.verb,
        task.reason(record) or task.label,
        task.quote(record),
        _age(since),
        task.due(record),
        path=reminders.reminder_page(record) if reminds else task.path(record),
        reminded=reminder.words if reminder else "",
    )


def _together(found):
    """One row for all records of a task: how many, đồng, since when the oldest waits."""
    task, (record, since) = found.task, found.records[0]
    told = [with_unit(found.amount)] if found.amount else []
    if reason := task.reason(record):
        told.append(reason)
    return Row(task.label, task_url(task), task.verb, " · ".join(map(str, told)), age=_age(since), records=found.count)
