"""The proof of the audit trail: every event as it was written, every seal in its place, every head still there.

Read only; `actions/seals.py` seals. What is found is told as faults, each with its place.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from django.utils import timezone
from django.utils.translation import gettext as _

from programmes.models import AuditEvent, AuditSeal
from programmes.models.audit import MARKED, digest_of_events, mark_bytes, mark_of, sealed_part
from programmes.standards.runs import are_runs, runs_of, size_of

AT_ONCE = 2000
SEALED = [field.attname for field in AuditSeal._meta.concrete_fields]


class Head(NamedTuple):
    """The last seal as it is kept elsewhere: whatever is cut off or written anew in the trail no longer meets it."""

    number: int
    total: int
    mark: str
    at: datetime


class Fault(NamedTuple):
    """`events` are the events meant, as a run (first, last); None where a seal or a head is meant."""

    kind: str
    events: tuple | None
    message: str


@dataclass
class Report:
    """What a walk through the trail found; `unsealed` are runs of sound events that no seal holds yet."""

    events: int = 0
    seals: int = 0
    head: Head | None = None
    faults: list = field(default_factory=list)
    unsealed: list = field(default_factory=list)


class _Link:
    """A seal during the walk: the digest of its events so far, and whether a fault of them is told already."""

    __slots__ = ("digest", "is_faulty", "runs", "values")

    def __init__(self, values):
        self.values, self.digest, self.is_faulty = values, None, False
        self.runs = values[SEALED.index("runs")]
        if not are_runs(self.runs):
            self.runs = []

    @property
    def seal(self):
        return AuditSeal(*self.values)

    def take(self, part):
        self.digest = self.digest or digest_of_events()
        self.digest.update(part)


class _Open:
    """A run of a seal that the walk is in; `due` is the id that comes next."""

    __slots__ = ("due", "last", "link")

    def __init__(self, link, first, last):
        self.link, self.due, self.last = link, first, last


def head():
    """The head of the trail as it stands, or None before the first seal."""
    return head_of(AuditSeal.objects.last())


def head_at(moment):
    """The head of the trail as it was then."""
    return head_of(AuditSeal.objects.filter(at__lte=moment).last())


def head_of(seal):
    return seal and Head(seal.pk, seal.total, mark_bytes(seal.mark).hex(), seal.at)


def verify(heads=()):
    """Walk through the whole trail once; `heads` are Heads kept elsewhere. Returns a Report."""
    walk = _Walk(AuditSeal.objects.order_by("pk").values_list(*SEALED))
    # Seals were read first: what they hold was committed before them.
    for values in AuditEvent.objects.order_by("pk").values_list(*MARKED, "mark").iterator(AT_ONCE):
        walk.meet(values[:-1], mark_bytes(values[-1]))
    return walk.report(heads)


class _Walk:
    def __init__(self, seals):
        self.links = [_Link(values) for values in seals]
        self.found, self.loose, self.open = Report(seals=len(self.links)), [], []
        spans = ((*run, number) for number, link in enumerate(self.links) for run in link.runs)
        self.spans = sorted(spans, reverse=True)

    def meet(self, values, own_mark):
        """The next event, by ascending id."""
        pk = values[0]
        self.found.events += 1
        self._move_to(pk)
        is_sealed = bool(self.open)
        # Before the first upgrade with marks there were none: such events are sealed as they stood on that day.
        is_old = not own_mark and (is_sealed or not self.links)
        is_sound = is_old or own_mark == mark_of(values)
        for run in self.open:
            run.link.take(sealed_part(values, own_mark))
            run.link.is_faulty |= not is_sound
            run.due = pk + 1
        if not is_sound:
            self._tell_unsound(values, is_sealed)
        elif not is_sealed:
            self.loose.append(pk)

    def _move_to(self, pk):
        """Close the runs that end before `pk`, open those that have begun, and miss what they hold in between."""
        while self.spans and self.spans[-1][0] <= pk:
            first, last, number = self.spans.pop()
            self.open.append(_Open(self.links[number], first, last))
        for run in self.open:
            self._miss(run, min(pk - 1, run.last))
        self.open = [run for run in self.open if run.last >= pk]

    def _miss(self, run, until):
        if run.due > until:
            return
        run.link.is_faulty = True
        place = _("dòng %s") % run.due if run.due == until else _("các dòng %s đến %s") % (run.due, until)
        told = _("Mất %(place)s, đã niêm phong lúc %(at)s.") % {"place": place, "at": _moment(run.link.seal.at)}
        self.found.faults.append(Fault("missing", (run.due, until), told))
        run.due = until + 1

    def _tell_unsound(self, values, is_sealed):
        event = dict(zip(MARKED, values, strict=True))
        place = {"id": event["id"], "at": _moment(event["at"]), "actor": event["actor"], "verb": event["verb"]}
        if is_sealed:
            kind, told = "changed", _("Dòng %(id)s đã bị sửa sau khi ghi; nay đọc là: %(at)s, %(actor)s, %(verb)s.")
        else:
            kind, told = "foreign", _("Dòng %(id)s bị sửa hoặc chèn vào; nay đọc là: %(at)s, %(actor)s, %(verb)s.")
        self.found.faults.append(Fault(kind, (event["id"],) * 2, told % place))

    def report(self, heads):
        for first, last, number in reversed(self.spans):
            self.open.append(_Open(self.links[number], first, last))
        for run in self.open:
            self._miss(run, run.last)
        self._judge_seals()
        self.found.unsealed = runs_of(self.loose)
        if self.links:
            self.found.head = head_of(self.links[-1].seal)
        self._judge_heads(heads)
        return self.found

    def _judge_seals(self):
        previous, before, total = (b"",), 0, 0  # the marks of which the next seal may hold one
        for link in self.links:
            seal = link.seal
            if seal.pk != before + 1:
                gap = (before + 1, seal.pk - 1)
                told = _("Mất niêm phong số %s.") % gap[0] if gap[0] == gap[1] else _("Mất niêm phong %s đến %s.") % gap
                self.found.faults.append(Fault("seal_missing", None, told))
                previous, total = (), seal.total - size_of(link.runs)
            events = (link.digest or digest_of_events()).digest()
            marks = [seal.due_mark(mark, events) for mark in previous]
            total += size_of(link.runs)
            is_whole = link.runs and seal.total == total and (not previous or mark_bytes(seal.mark) in marks)
            if not (is_whole or link.is_faulty):
                told = _("Niêm phong số %(number)s, lúc %(at)s, không khớp: nó hoặc một dòng trong nó đã bị sửa.")
                told %= {"number": seal.pk, "at": _moment(seal.at)}
                self.found.faults.append(Fault("seal_changed", None, told))
            # Where the mark itself was changed, the next one holds the one that was.
            previous = (mark_bytes(seal.mark), *(mark for mark in marks[:1] if mark != mark_bytes(seal.mark)))
            before, total = seal.pk, seal.total

    def _judge_heads(self, heads):
        kept = {link.values[0]: link for link in self.links} if heads else {}
        for one in heads:
            now = head_of(kept[one.number].seal) if one.number in kept else None
            if now is None or (now.total, now.mark) != (one.total, one.mark):
                told = _("Mốc lúc %(at)s (niêm phong số %(number)s, %(total)s dòng) không còn trong nhật ký: ")
                told += _("nhật ký đã bị cắt bớt, ghi lại, hoặc khôi phục từ bản sao lưu trước đó.")
                told %= {"at": _moment(one.at), "number": one.number, "total": one.total}
                self.found.faults.append(Fault("head_lost", None, told))


def _moment(at):
    return f"{timezone.localtime(at):%H:%M:%S %d/%m/%Y}" if at else _("lúc không rõ")
