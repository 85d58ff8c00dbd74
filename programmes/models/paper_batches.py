"""Papers by the thousand: what was asked for, how far the worker has come, and the file for a week."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from programmes.models.base import Entered
from programmes.models.offices import Office
from programmes.models.workers import Worker


class PaperBatch(Entered):
    """`kind` is a key of papers/batches.py, `form` one of its forms, `records` the ids that the papers are about."""

    class State(models.TextChoices):
        WAITING = "waiting", _("đang lập")
        DONE = "done", _("đã lập xong")
        FAILED = "failed", _("không lập được")
        GONE = "gone", _("đã hủy tệp")

    office = models.ForeignKey(Office, models.PROTECT, verbose_name=_("cơ quan"), related_name="+", db_index=False)
    kind = models.CharField(_("loại giấy tờ"), max_length=30)
    form = models.CharField(_("dạng tệp"), max_length=20)
    records = models.JSONField(_("mã các bản ghi"))
    state = models.CharField(_("trạng thái"), max_length=10, choices=State.choices, default=State.WAITING)
    papers = models.PositiveIntegerField(_("số tờ"))
    papers_done = models.PositiveIntegerField(_("số tờ đã lập"), default=0)
    attempts = models.PositiveSmallIntegerField(_("số lần thử"), default=0)
    worker = models.ForeignKey(
        Worker, models.PROTECT, verbose_name=_("tiến trình đang lập"), null=True, blank=True, related_name="+"
    )
    file = models.FileField(_("tệp"), upload_to="paper-batches/%Y/%m", max_length=250, blank=True)
    finished_at = models.DateTimeField(_("xong lúc"), null=True, blank=True)

    class Privacy:
        public = set()
        personal = {"file", "records"}

    class Meta:
        verbose_name = _("đợt lập giấy tờ")
        verbose_name_plural = _("các đợt lập giấy tờ")
        ordering = ["-pk"]
        default_permissions = ()
        indexes = [models.Index(fields=["entered_by", "-id"], name="paper_batch_of_owner")]
        constraints = [
            models.CheckConstraint(
                condition=(Q(state="done") & ~Q(file="")) | (~Q(state="done") & Q(file="")),
                name="paper_batch_file_known",
            ),
        ]

    def __str__(self):
        return str(_("đợt lập giấy tờ số %s") % self.pk)
