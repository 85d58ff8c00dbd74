"""What became of each gift at a hand-over: kept as it was when the event was closed, and as it was corrected since."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from programmes.models.gifts import Gift, Kin
from programmes.models.handovers import HandoverEvent


class HandoverOutcome(models.Model):
    """One gift at one closed event. Rows are added and never changed, but for a name that an erasure takes out.

    `at_closing` are those that the event was closed with; a later one of the same gift is a correction of it.
    """

    event = models.ForeignKey(
        HandoverEvent, models.PROTECT, verbose_name=_("buổi trao"), related_name="outcomes", db_index=False
    )
    gift = models.ForeignKey(Gift, models.PROTECT, verbose_name=_("suất quà"), related_name="handover_outcomes")
    outcome = models.CharField(_("kết quả trao"), max_length=11, choices=Gift.Outcome.choices)
    proxy_name = models.CharField(_("người nhận thay"), max_length=100, blank=True)
    proxy_kin = models.CharField(_("quan hệ"), max_length=12, choices=Kin.choices, blank=True)
    at_closing = models.BooleanField(_("khi đóng buổi trao"), default=True)
    noted_at = models.DateTimeField(_("ghi lúc"), auto_now_add=True)

    class Privacy:
        public = set()
        personal = {"gift", "outcome", "proxy_name", "proxy_kin"}

    class Meta:
        verbose_name = _("kết quả trao")
        verbose_name_plural = _("kết quả trao")
        ordering = ["pk"]
        indexes = [models.Index(fields=["event", "gift"], name="handover_outcome_event_gift")]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "gift"], condition=Q(at_closing=True), name="handover_outcome_once_at_closing"
            ),
            models.CheckConstraint(condition=Q(outcome__in=Gift.Outcome.values), name="handover_outcome_known"),
        ]

    def __str__(self):
        return self.get_outcome_display()
