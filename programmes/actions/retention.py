"""Let go of what has been kept for its days (rules/retention.py): the worker each day, or whoever runs the server."""

from contextlib import suppress
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from programmes.actions import audit, erasures, imports, notes, paper_batches
from programmes.models import (
    Attachment,
    Feedback,
    Gift,
    ImportBatch,
    OfficerSession,
    PaperBatch,
    Recipient,
)
from programmes.rules import batches
from programmes.rules.problems import RuleViolation
from programmes.rules.retention import KINDS, Deed

TOGETHER = 1000  # people for whom texts and files are read once


class Due(NamedTuple):
    """The records of a kind whose days are over, and the column that says since when."""

    records: object
    day: str

    @property
    def oldest(self):
        return self.records.order_by(self.day).values_list(self.day, flat=True).first()


def due(key):
    """What of this kind has served; None of what is kept outside of the portal."""
    return DUE[key](KINDS[key].until) if key in DUE else None


def _long_gone(until):
    """First records of people of whom no record and no gift is newer, and who wait for nothing."""
    own = Q(recipient=OuterRef("pk")) | Q(recipient__same_as=OuterRef("pk"))
    newer = (
        Q(created_at__gte=until) | Q(event__held_on__gte=timezone.localdate(until)) | Q(pk__in=Gift.objects.expected())
    )
    later = Recipient.objects.filter(same_as=OuterRef("pk"), created_at__gte=until)
    people = Recipient.objects.filter(created_at__lt=until, same_as=None, erased_on=None)
    return people.filter(~Exists(Gift.objects.filter(own).filter(newer)), ~Exists(later))


def _kept_batches(until):
    return PaperBatch.objects.filter(state=PaperBatch.State.DONE, finished_at__lt=until)


DUE = {
    "uploads": lambda until: Due(ImportBatch.objects.filter(batches.forgettable()), "created_at"),
    "sessions": lambda until: Due(OfficerSession.objects.filter(expire_date__lt=until), "expire_date"),
    "turns": lambda until: Due(DBTaskResult.objects.finished().filter(finished_at__lt=until), "finished_at"),
    "feedback": lambda until: Due(Feedback.objects.filter(closed_at__lt=until).exclude(text=""), "closed_at"),
    "people": lambda until: Due(_long_gone(until), "created_at"),
    "papers": lambda until: Due(Attachment.objects.filter(created_at__lt=until), "created_at"),
    "batches": lambda until: Due(_kept_batches(until), "finished_at"),
    "strays": lambda until: Due(Attachment.objects.loose(), "created_at"),
}


def retire(key, *, by=None):
    """Do with what is due of a kind what is to be done; returns of how many. People are erased in an officer's name."""
    found = due(key).records
    match KINDS[key].deed:
        case Deed.FILE if found.model is PaperBatch:
            done = paper_batches.forget(found)
        case Deed.FILE:
            done = len([imports.forget(batch) for batch in list(found)])
        case Deed.BLANK:
            done = found.update(text="", contact="", answer="")
        case Deed.EMPTY:
            people = list(found.select_related("office"))
            done = sum(_erased(people[at : at + TOGETHER], by) for at in range(0, len(people), TOGETHER))
        case Deed.DELETE if found.model is Attachment:
            done = notes.drop(list(found))
        case Deed.DELETE:
            done, _each = found.delete()
    if done:
        table = ImportBatch if key == "turns" else found.model  # the turns that had something to do had a file
        audit.note("retire", table, by=by, after={"kind": key, "records": done})
    return done


def _erased(people, by):
    """Of how many it could be done; who is refused here is told of at the next list again."""
    read, done = erasures.Read(people), 0
    for person in people:
        with suppress(RuleViolation):
            erasures.erase(person, reason="Hết thời hạn lưu", by=by, read=read)
            done += 1
    return done
