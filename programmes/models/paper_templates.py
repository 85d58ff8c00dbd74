"""Word templates of offices for their papers: each upload is a version, kept for ever, and the newest is in use."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from programmes.models.base import Entered
from programmes.models.offices import HEADQUARTERS_CODE, Office


class PaperTemplateQuerySet(models.QuerySet):
    def in_use(self, office, kind):
        """The template by which an office writes this paper: its own, else that of headquarters; None: the portal's."""
        kept = self.filter(kind=kind, withdrawn_on__isnull=True).order_by("-version")
        return kept.filter(office=office).first() or kept.filter(office__code=HEADQUARTERS_CODE).first()


class PaperTemplate(Entered):
    """One version of an office's template of a paper (`kind` is a key of papers/catalogue.py)."""

    office = models.ForeignKey(Office, models.PROTECT, verbose_name=_("cơ quan"), related_name="+")
    kind = models.CharField(_("loại giấy tờ"), max_length=30)
    version = models.PositiveIntegerField(_("lần"))
    filename = models.CharField(_("tên tệp"), max_length=200)
    content = models.BinaryField(_("nội dung"))
    sha256 = models.CharField(_("dấu vân tay SHA-256"), max_length=64)
    withdrawn_on = models.DateField(_("thôi dùng ngày"), null=True, blank=True)

    objects = PaperTemplateQuerySet.as_manager()

    class Privacy:
        public = set()

    class Meta:
        verbose_name = _("mẫu giấy tờ")
        verbose_name_plural = _("mẫu giấy tờ")
        ordering = ["kind", "-version"]
        default_permissions = ("view", "add")
        constraints = [
            models.UniqueConstraint(
                fields=["office", "kind", "version"],
                name="paper_template_version_once",
                violation_error_message=_("Mẫu vừa được người khác tải lên; hãy tải lại trang rồi thử lại."),
            ),
        ]

    def __str__(self):
        return f"{self.filename} ({_('lần')} {self.version})"
