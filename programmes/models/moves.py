"""Moves of approved donations: to another donor, programme, round or province; the money itself stays where it is."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from programmes.models.base import Proposal, by_two_persons
from programmes.models.donations import Donation
from programmes.models.donors import Donor
from programmes.models.places import Province
from programmes.models.programmes import Programme, Round

PURPOSE = ("programme", "round", "earmark")
RELATED = ("donor", *PURPOSE)
MOVED = (*RELATED, "is_anonymous")
BEFORE = "_before"


class DonationMove(Proposal):
    """An approved donation was given by somebody else, or for something else, than was entered.

    Proposed by one officer with a reason, done by the approval of another one. Each of MOVED stands here as it is to
    be and, with the ending BEFORE, as it was. What was approved is kept by the database; a donation follows none but
    its latest move (guard `donation_frozen`).
    """

    class State(models.TextChoices):
        PROPOSED = "proposed", _("chờ duyệt")
        APPROVED = "approved", _("đã điều chỉnh")
        REFUSED = "refused", _("không đồng ý")

    donation = models.ForeignKey(Donation, models.PROTECT, verbose_name=_("khoản ủng hộ"), related_name="moves")
    donor_before = models.ForeignKey(Donor, models.PROTECT, verbose_name=_("nhà hảo tâm cũ"), related_name="+")
    donor = models.ForeignKey(Donor, models.PROTECT, verbose_name=_("nhà hảo tâm"), related_name="+")
    programme_before = models.ForeignKey(Programme, models.PROTECT, verbose_name=_("chương trình cũ"), related_name="+")
    programme = models.ForeignKey(Programme, models.PROTECT, verbose_name=_("chương trình"), related_name="+")
    round_before = models.ForeignKey(
        Round, models.PROTECT, verbose_name=_("đợt cũ"), null=True, blank=True, related_name="+"
    )
    round = models.ForeignKey(Round, models.PROTECT, verbose_name=_("đợt"), null=True, blank=True, related_name="+")
    earmark_before = models.ForeignKey(
        Province, models.PROTECT, verbose_name=_("tỉnh thụ hưởng cũ"), null=True, blank=True, related_name="+"
    )
    earmark = models.ForeignKey(
        Province, models.PROTECT, verbose_name=_("tỉnh thụ hưởng"), null=True, blank=True, related_name="+"
    )
    is_anonymous_before = models.BooleanField(_("không nêu tên, trước đó"))
    is_anonymous = models.BooleanField(_("không nêu tên"))
    reason = models.CharField(_("lý do"), max_length=250)
    state = models.CharField(
        _("trạng thái"), max_length=8, choices=State.choices, default=State.PROPOSED, editable=False
    )

    class Privacy:
        public = {"reason"}  # with a correction of a closed period
        personal = {"donor", "donor_before"}

    class Meta:
        verbose_name = _("đề nghị điều chỉnh khoản ủng hộ")
        verbose_name_plural = _("đề nghị điều chỉnh khoản ủng hộ")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["donation"],
                condition=Q(state="proposed"),
                name="donation_move_one_waits",
                violation_error_message=_("Đã có đề nghị điều chỉnh khoản này chờ duyệt."),
            ),
            *by_two_persons("donation_move"),
        ]

    def __str__(self):
        return self.donation.code

    @property
    def before(self):
        """{name: value} of MOVED, as it was."""
        return {name: getattr(self, f"{name}{BEFORE}") for name in MOVED}

    @property
    def after(self):
        """{name: value} of MOVED, as it is to be."""
        return {name: getattr(self, name) for name in MOVED}
