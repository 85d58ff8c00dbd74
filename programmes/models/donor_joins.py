"""Two records of one donor become one donor, or two again: proposed by one officer, decided on by another."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from programmes.models.base import Proposal, by_two_persons
from programmes.models.donors import Donor


class DonorJoin(Proposal):
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
            *by_two_persons("donor_join"),
        ]

    def __str__(self):
        return join_name(self.is_apart, self.pk)


def join_name(is_apart, number):
    """By its number: whoever sees it from one side may not know the donor of the other office."""
    told = _("Đề nghị tách nhà hảo tâm số %s") if is_apart else _("Đề nghị gộp nhà hảo tâm số %s")
    return told % number
