"""What officers write and attach beside a record: notes that stay, and papers as scans.

Both name their record by table and id, as the audit trail does: they outlive a record that is withdrawn, and hold
nobody back from withdrawing it. `office` is that of the record; a round has none.
"""

import hashlib

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from programmes.models.base import CheckedAtOnce
from programmes.models.donations import Donation
from programmes.models.donors import Donor
from programmes.models.gift_lists import GiftList
from programmes.models.handovers import HandoverEvent
from programmes.models.offices import Office
from programmes.models.programmes import Round
from programmes.models.recipients import Recipient

WITH_NOTES = (Donor, Donation, Recipient, GiftList, Round, HandoverEvent)
TABLES = {model._meta.model_name: model for model in WITH_NOTES}
TABLE_CHOICES = [(name, model._meta.verbose_name) for name, model in TABLES.items()]
OF_ITS_OFFICE = Q(target_type="round", office__isnull=True) | (~Q(target_type="round") & Q(office__isnull=False))


class BesideQuerySet(models.QuerySet):
    def of(self, *records):
        """Those of records of one table."""
        found = Q(target_type=records[0]._meta.model_name, target_id__in=[record.pk for record in records])
        return self.filter(found)

    def loose(self):
        """Those whose record is gone."""
        gone = [
            Q(target_type=name) & ~Exists(model._base_manager.filter(pk=OuterRef("target_id")))
            for name, model in TABLES.items()
        ]
        return self.filter(Q.create(gone, connector=Q.OR))


class Beside(CheckedAtOnce):
    """A row about a record of another table, with its author and when it came."""

    target_type = models.CharField(_("loại bản ghi"), max_length=40, choices=TABLE_CHOICES, editable=False)
    target_id = models.BigIntegerField(_("mã bản ghi"), editable=False)
    office = models.ForeignKey(
        Office, models.PROTECT, verbose_name=_("cơ quan"), null=True, blank=True, related_name="+", editable=False
    )
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("người ghi"),
        related_name="+",
        editable=False,
        db_index=False,
    )
    created_at = models.DateTimeField(_("ghi lúc"), auto_now_add=True)

    objects = BesideQuerySet.as_manager()

    class Meta:
        abstract = True


class Note(Beside):
    """What an officer wrote of a record. It stays; an erasure alone takes a name out (guard note_frozen)."""

    text = models.TextField(_("ghi chú"))

    class Privacy:
        public = set()
        personal = {"text"}

    class Meta:
        verbose_name = _("ghi chú")
        verbose_name_plural = _("ghi chú")
        ordering = ["-pk"]
        permissions = [("write_note", _("Viết ghi chú"))]
        indexes = [models.Index(fields=["target_type", "target_id"], name="note_target")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text=""),
                name="note_says_something",
                violation_error_message=_("Ghi chú còn trống; hãy viết điều cần nhớ."),
            ),
            models.CheckConstraint(condition=OF_ITS_OFFICE, name="note_has_office_of_record"),
        ]

    def __str__(self):
        return str(_("ghi chú số %s") % self.pk)


class Attachment(Beside):
    """A paper of a record: a PDF, or a picture written anew; its file bears a random name and is never public."""

    class Kind(models.TextChoices):
        DECISION = "decision", _("quyết định")
        SLIP = "slip", _("chứng từ ngân hàng")
        SIGNED = "signed", _("danh sách ký nhận")
        OTHER = "other", _("giấy tờ khác")

    class Media(models.TextChoices):
        PDF = "application/pdf", "PDF"
        JPEG = "image/jpeg", "JPEG"

        @property
        def ending(self):
            return "pdf" if self is type(self).PDF else "jpg"

    kind = models.CharField(_("loại giấy tờ"), max_length=8, choices=Kind.choices)
    media = models.CharField(_("dạng tệp"), max_length=20, choices=Media.choices, editable=False)
    filename = models.CharField(_("tên tệp"), max_length=200, editable=False)
    file = models.FileField(_("tệp"), upload_to="papers/%Y/%m", max_length=250, editable=False)
    sha256 = models.CharField(_("dấu vân tay SHA-256"), max_length=64, editable=False)
    size_bytes = models.PositiveBigIntegerField(_("dung lượng"), editable=False)

    class Privacy:
        public = set()
        personal = {"file", "filename"}

    class Meta:
        verbose_name = _("giấy tờ đính kèm")
        verbose_name_plural = _("giấy tờ đính kèm")
        ordering = ["-pk"]
        permissions = [("detach_attachment", _("Bỏ giấy tờ đính kèm"))]
        constraints = [
            models.UniqueConstraint(
                fields=["target_type", "target_id", "sha256"],
                name="attachment_once_a_record",
                violation_error_message=_("Tệp này đã được đính kèm vào bản ghi."),
            ),
            models.CheckConstraint(condition=OF_ITS_OFFICE, name="attachment_has_office_of_record"),
        ]

    def __str__(self):
        return self.filename

    def read(self):
        """The bytes of its file; None where it is gone, or is not what was attached."""
        try:
            with self.file.open("rb") as file:
                content = file.read()
        except FileNotFoundError:
            return None
        return content if hashlib.sha256(content).hexdigest() == self.sha256 else None
