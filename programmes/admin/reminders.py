"""“Nhắc duyệt”: the button of whoever waits, and who has reminded of what since yesterday."""

from datetime import datetime
from typing import NamedTuple

from django.db.models import BigIntegerField, CharField, OuterRef, Subquery
from django.db.models.functions import Cast, Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from programmes.actions import reminders
from programmes.admin.news import since_yesterday
from programmes.admin.verbs import Verb
from programmes.models import AuditEvent, Officer

SLUG = "nhac"
MOST = 200  # the newest


class Reminder(NamedTuple):
    by: str
    at: datetime

    @property
    def is_of_today(self):
        return timezone.localdate(self.at) == timezone.localdate()

    @property
    def words(self):
        return (_("%s nhắc hôm nay") if self.is_of_today else _("%s nhắc hôm qua")) % self.by


def reminding(model):
    """The verb of a table whose records wait for somebody's decision."""
    return Verb(
        slug=SLUG,
        label=_("Nhắc duyệt"),
        question=_("Nhắc người duyệt: %(record)s? Lời nhắc hiện ở trang việc hôm nay và trong thư hằng ngày."),
        done=_("Đã nhắc người duyệt: %(record)s."),
        permission=reminders.RIGHTS[model],
        problems=reminders.check,
        act=reminders.remind,
    )


def reminder_page(record):
    return reverse(f"admin:programmes_{record._meta.model_name}_verb", args=[record.pk, SLUG])


def of_table(model):
    """What was reminded of among the records of a table since yesterday, the newest first, each with `who` did it."""
    names = Officer.objects.filter(username=OuterRef("actor")).values("full_name")[:1]
    told = AuditEvent.objects.filter(verb="remind", target_type=model._meta.model_name, at__gte=since_yesterday())
    return told.annotate(who=Coalesce(Subquery(names), "actor")).order_by("-pk")


def ids_of(told):
    return told.annotate(key=Cast("target_id", BigIntegerField())).values("key")[:MOST]


def notes_of(told):
    """What a record says of its newest one: annotations of its table."""
    own = told.filter(target_id=Cast(OuterRef("pk"), CharField()))
    return {"reminded_at": Subquery(own.values("at")[:1]), "reminded_by": Subquery(own.values("who")[:1])}


def reminder_of(record, since):
    """The Reminder of what the record waits for since then; None where it was of what is over."""
    is_told = record.reminded_at is not None and since < record.reminded_at
    return Reminder(record.reminded_by, record.reminded_at) if is_told else None
