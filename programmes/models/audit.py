"""The audit trail: who did what, when, before and after. Values, not foreign keys: it outlives what it tells of.

Each event bears a mark over all its columns, and seals hold the marks together in a chain: docs/decisions/0042.
"""

import hashlib
import json
from datetime import UTC

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from programmes.models.base import AppendOnly, AppendOnlyQuerySet
from programmes.models.fields import MARK_BYTES, mark

BACK_UP = "back_up"  # the verb of a copy of everything, which is told of the table of people


class AuditEvent(AppendOnly):
    """One act. Holds no name, number or address of a recipient: only ids and what is not personal."""

    at = models.DateTimeField(_("lúc"), default=timezone.now, editable=False)
    actor = models.CharField(_("người thực hiện"), max_length=150)
    verb = models.CharField(_("việc"), max_length=60)
    target_type = models.CharField(_("loại bản ghi"), max_length=40)
    target_id = models.CharField(_("mã bản ghi"), max_length=40)
    office_code = models.CharField(_("cơ quan"), max_length=4, blank=True)
    before = models.JSONField(_("trước"), default=dict, blank=True)
    after = models.JSONField(_("sau"), default=dict, blank=True)
    reason = models.CharField(_("lý do"), max_length=250, blank=True)
    mark = models.BinaryField(_("dấu"), max_length=MARK_BYTES, default=b"", editable=False)

    objects = AppendOnlyQuerySet.as_manager()

    class Privacy:
        public = set()

    class Meta:
        verbose_name = _("nhật ký")
        verbose_name_plural = _("nhật ký")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["target_type", "target_id"], name="audit_target"),
            models.Index(fields=["at"], name="audit_at"),
        ]

    def __str__(self):
        return str(_("dòng nhật ký số %s") % self.pk)

    def due_mark(self):
        """The mark of this event as it stands; it needs its id."""
        return mark_of([getattr(self, name) for name in MARKED])


MARKED = [field.attname for field in AuditEvent._meta.concrete_fields if field.name != "mark"]


def mark_of(values):
    """The mark of an event with these values of MARKED."""
    # What is empty is left out: a column that comes later leaves the marks of earlier events as they are.
    told = {name: value for name, value in zip(MARKED, values, strict=True) if value not in ("", None, {})}
    return mark(_canonical({**told, "at": _written(values[MARKED.index("at")])}), b"audit event")


def _written(at):
    """A time for a mark; none where what somebody has put there by hand is no time."""
    return at.astimezone(UTC).isoformat(timespec="microseconds") if at else ""


def mark_bytes(stored):
    """A mark as the database gives it: SQLite also keeps a text there that somebody has put by hand."""
    return stored.encode() if isinstance(stored, str) else bytes(stored)


def _canonical(value):
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


class AuditSeal(AppendOnly):
    """A link of the chain: `runs` of ids of events, each first to last, under a mark that holds the link before.

    Its id is its place in the chain, from 1 without a gap; `total` is how many events are sealed with it.
    """

    at = models.DateTimeField(_("lúc"), default=timezone.now, editable=False)
    runs = models.JSONField(_("các dòng"))
    total = models.BigIntegerField(_("số dòng đã niêm phong"))
    mark = models.BinaryField(_("dấu"))

    objects = AppendOnlyQuerySet.as_manager()

    class Privacy:
        public = {"at", "mark"}

    class Meta:
        verbose_name = _("niêm phong nhật ký")
        verbose_name_plural = _("niêm phong nhật ký")
        ordering = ["pk"]

    def __str__(self):
        return str(_("niêm phong số %s") % self.pk)

    def due_mark(self, previous, events):
        """The mark of this seal after one with the mark `previous`; `events` is the digest of its `sealed_part`s."""
        told = {"id": self.pk, "at": _written(self.at), "runs": self.runs, "total": self.total}
        return mark(mark_bytes(previous) + events + _canonical(told), b"audit seal")


def digest_of_events():
    """What takes the `sealed_part`s of a seal, in the order of their ids."""
    return hashlib.blake2b(digest_size=MARK_BYTES)


def sealed_part(values, own_mark):
    """What a seal holds of one event: its id and its mark; of one from before there were marks the one it is due."""
    return values[0].to_bytes(8, signed=True) + (b"+" + own_mark if own_mark else b"-" + mark_of(values))
