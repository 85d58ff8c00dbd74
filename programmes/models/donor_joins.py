"""Two records of one donor become one donor, or two again: proposed by one officer, decided on by another."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from programmes.models.base import CheckedAtOnce, pair
from programmes.models.donors import Donor


class DonorJoin(CheckedAtOnce):
    """That two records are of one donor, or with `is_apart` that they are not after all.

    Nothing is deleted and no donation is moved: where it is approved, the later record points to the first
    (`Donor.same_as`), and whatever counts by donor counts both as the first. What stands of a pair is its latest
    approved one.
    """

    class State(models.TextChoices):
        PROPOSED = "proposed", _("chờ duyệt")
        APPROVED = "approved", _("đã duyệt")
        REFUSED = "refused", _("không đồng ý")

    first = models.ForeignKey(Donor, models.PROTECT, verbose_name=_("bản ghi giữ lại"), related_name="+")
    second = models.ForeignKey(Donor, models.PROTECT, verbose_name=_("bản ghi trùng"), related_name="joins")
    is_apart = models.BooleanField(_("tách làm hai"), default=False)
    reason = models.CharField(_("lý do"), max_length=250)
    state = models.CharField(
        _("trạng thái"), max_length=8, choices=State.choices, default=State.PROPOSED, editable=False
    )
    proposed_at = models.DateTimeField(_("đề nghị lúc"), auto_now_add=True)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("người đề nghị"), related_name="+", editable=False
    )
    decided_at = models.DateTimeField(_("quyết định lúc"), null=True, blank=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("người quyết định"),
        null=True,
        blank=True,
        related_name="+",
        editable=False,
    )

    class Privacy:
        public = set()
        personal = {"first", "second", "reason"}

    class Meta:
        verbose_name = _("đề nghị gộp nhà hảo tâm")
        verbose_name_plural = _("đề nghị gộp nhà hảo tâm")
        ordering = ["-pk"]
        permissions = [("approve_donorjoin", _("Duyệt gộp, tách nhà hảo tâm"))]
        constraints = [
            models.UniqueConstraint(
                fields=["second"],
                condition=Q(state="proposed"),
                name="donor_join_one_waits",
                violation_error_message=_("Đã có đề nghị về nhà hảo tâm này chờ duyệt."),
            ),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="donor_join_order_cell"),
            pair("proposed_at", "proposed_by", "donor_join_proposed_pair"),
            pair("decided_at", "decided_by", "donor_join_decided_pair"),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("proposed_by")),
                name="donor_join_decider_is_not_proposer",
                violation_error_message=_("Người duyệt không được là người đề nghị."),
            ),
            models.CheckConstraint(
                condition=Q(state="proposed", decided_at__isnull=True)
                | (~Q(state="proposed") & Q(decided_at__isnull=False)),
                name="donor_join_decided_has_time",
            ),
        ]

    def __str__(self):
        return f"{self.second.code} → {self.first.code}"
