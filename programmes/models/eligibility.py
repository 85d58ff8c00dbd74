"""What two people have to decide about who may receive: overlapping months, and persons who look like the same one."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from programmes.models.base import CheckedAtOnce, not_maker, pair
from programmes.models.gifts import Gift
from programmes.models.recipients import Recipient


class ConflictQuerySet(models.QuerySet):
    def undecided(self):
        """Those that still stand in the way; a gift that came back overlaps nothing."""
        return self.exclude(state="allowed").exclude(other__outcome="returned")


class Conflict(models.Model):
    """A gift whose insured months overlap those of another gift to the same person.

    One officer proposes to give it all the same, with a reason; a second one decides. To give it up, the list is
    returned and the gift withdrawn, and the conflict goes with it (the audit trail keeps both).
    """

    class State(models.TextChoices):
        OPEN = "open", _("chờ quyết định")
        PROPOSED = "proposed", _("chờ người thứ hai")
        ALLOWED = "allowed", _("đồng ý tặng")

    gift = models.ForeignKey(Gift, models.CASCADE, verbose_name=_("suất quà"), related_name="conflicts")
    other = models.ForeignKey(Gift, models.PROTECT, verbose_name=_("suất quà đã có"), related_name="+")
    state = models.CharField(_("trạng thái"), max_length=8, choices=State.choices, default=State.OPEN, editable=False)
    reason = models.CharField(_("lý do"), max_length=250, blank=True)
    proposed_at = models.DateTimeField(_("đề nghị lúc"), null=True, blank=True, editable=False)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("người đề nghị"),
        null=True,
        blank=True,
        related_name="+",
        editable=False,
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
    created_at = models.DateTimeField(_("phát hiện lúc"), auto_now_add=True)

    objects = ConflictQuerySet.as_manager()

    class Privacy:
        public = set()
        personal = {"gift", "other", "reason"}

    class Meta:
        verbose_name = _("trường hợp trùng thời gian")
        verbose_name_plural = _("trùng thời gian bảo hiểm")
        ordering = ["pk"]
        permissions = [
            ("propose_conflict", _("Đề nghị tặng dù trùng thời gian")),
            ("decide_conflict", _("Quyết định tặng dù trùng thời gian")),
        ]
        constraints = [
            models.UniqueConstraint(fields=["gift", "other"], name="conflict_pair_cell"),
            pair("proposed_at", "proposed_by", "conflict_proposed_pair"),
            pair("decided_at", "decided_by", "conflict_decided_pair"),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("proposed_by")),
                name="conflict_decider_is_not_proposer",
                violation_error_message=_("Người quyết định không được là người đề nghị."),
            ),
            models.CheckConstraint(
                condition=Q(state="open", proposed_at__isnull=True, decided_at__isnull=True)
                | Q(state="proposed", proposed_at__isnull=False, decided_at__isnull=True)
                | Q(state="allowed", proposed_at__isnull=False, decided_at__isnull=False),
                name="conflict_state_has_time",
            ),
        ]

    def __str__(self):
        return f"{self.gift}"


class SamePersonVerdict(CheckedAtOnce):
    """What an officer found about two recipients who look alike: the same person, or two persons.

    Where two offices keep them it stands when somebody else, of the other office or headquarters, has confirmed it.
    """

    class State(models.TextChoices):
        PROPOSED = "proposed", _("chờ cơ quan kia")
        STANDS = "stands", _("đã kết luận")

    first = models.ForeignKey(Recipient, models.PROTECT, verbose_name=_("người thứ nhất"), related_name="+")
    second = models.ForeignKey(Recipient, models.PROTECT, verbose_name=_("người thứ hai"), related_name="+")
    is_same = models.BooleanField(_("là cùng một người"))
    reason = models.CharField(_("căn cứ"), max_length=250)
    decided_at = models.DateTimeField(_("kết luận lúc"), auto_now_add=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("người kết luận"), related_name="+", editable=False
    )
    state = models.CharField(_("trạng thái"), max_length=8, choices=State.choices, default=State.STANDS, editable=False)
    confirmed_at = models.DateTimeField(_("xác nhận lúc"), null=True, blank=True, editable=False)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("người xác nhận"),
        null=True,
        blank=True,
        related_name="+",
        editable=False,
    )

    class Privacy:
        public = set()
        personal = {"first", "second", "reason"}

    class Meta:
        verbose_name = _("kết luận về người giống nhau")
        verbose_name_plural = _("kết luận về người giống nhau")
        ordering = ["-pk"]
        permissions = [("look_up_recipient", _("Tra cứu “đã nhận chưa?”"))]
        constraints = [
            models.UniqueConstraint(
                fields=["first", "second"],
                name="same_person_verdict_once",
                violation_error_message=_("Hai người này đã có kết luận."),
            ),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="same_person_order_cell"),
            pair("decided_at", "decided_by", "same_person_decided_pair"),
            pair("confirmed_at", "confirmed_by", "same_person_confirmed_pair"),
            not_maker("confirmed_by", "decided_by", "same_person_confirmed_by_another"),
            models.CheckConstraint(
                condition=Q(state="stands") | Q(confirmed_at__isnull=True), name="same_person_confirmed_cell"
            ),
        ]

    def __str__(self):
        return f"{self.first_id} {self.second_id}"
