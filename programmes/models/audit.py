"""The audit trail: who did what, when, before and after. Values, not foreign keys: it outlives what it tells of."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from programmes.models.base import AppendOnly, AppendOnlyQuerySet


class AuditEvent(AppendOnly):
    """One act. Holds no name, number or address of a recipient: only ids and what is not personal."""

    at = models.DateTimeField(_("lúc"), auto_now_add=True)
    actor = models.CharField(_("người thực hiện"), max_length=150)
    verb = models.CharField(_("việc"), max_length=60)
    target_type = models.CharField(_("loại bản ghi"), max_length=40)
    target_id = models.CharField(_("mã bản ghi"), max_length=40)
    office_code = models.CharField(_("cơ quan"), max_length=4, blank=True)
    before = models.JSONField(_("trước"), default=dict, blank=True)
    after = models.JSONField(_("sau"), default=dict, blank=True)
    reason = models.CharField(_("lý do"), max_length=250, blank=True)

    objects = AppendOnlyQuerySet.as_manager()

    class Privacy:
        public = set()

    class Meta:
        verbose_name = _("nhật ký")
        verbose_name_plural = _("nhật ký")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["target_type", "target_id"], name="audit_target")]

    def __str__(self):
        return f"{self.verb} {self.target_type} {self.target_id}"
