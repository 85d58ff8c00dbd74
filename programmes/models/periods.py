"""Closed periods, and the public corrections of what they had said."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from programmes.models.base import CheckedAtOnce, Proposal, by_two_persons, pair
from programmes.models.donations import Donation
from programmes.models.gifts import Gift, Kin
from programmes.models.handovers import HandoverEvent
from programmes.models.moves import DonationMove


class ClosedPeriod(CheckedAtOnce):
    """A month, or a year (month empty), whose figures are final: a later change is a public correction."""

    year = models.PositiveSmallIntegerField(_("năm"))
    month = models.PositiveSmallIntegerField(_("tháng"), null=True, blank=True)
    closed_at = models.DateTimeField(_("khóa lúc"), auto_now_add=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("người khóa"), related_name="+", editable=False
    )

    class Privacy:
        public = {"year", "month", "closed_at"}

    class Meta:
        verbose_name = _("kỳ đã khóa sổ")
        verbose_name_plural = _("kỳ đã khóa sổ")
        ordering = ["-year", "-month"]
        constraints = [
            models.UniqueConstraint(
                fields=["year", "month"],
                name="closed_month_once",
                violation_error_message=_("Tháng này đã khóa."),
            ),
            models.UniqueConstraint(
                fields=["year"],
                condition=Q(month__isnull=True),
                name="closed_year_once",
                violation_error_message=_("Năm này đã khóa."),
            ),
            models.CheckConstraint(
                condition=Q(year__gte=2010, year__lte=2100) & (Q(month__isnull=True) | Q(month__gte=1, month__lte=12)),
                name="closed_period_is_a_month_or_year",
                violation_error_message=_("Năm từ 2010; tháng từ 1 đến 12, hoặc để trống để khóa cả năm."),
            ),
            pair("closed_at", "closed_by", "closed_period_closed_pair"),
        ]

    def __str__(self):
        return f"{self.month}/{self.year}" if self.month else str(self.year)


def _one_waits(of, **more):
    """Constraint: of one donation, event or gift one correction waits at a time, whoever propose at one instant."""
    return models.UniqueConstraint(
        fields=[of],
        condition=Q(state="proposed", **more),
        name=f"correction_of_{of}_one_waits",
        violation_error_message=_("Đã có đề nghị đính chính chờ duyệt cho việc này."),
    )


class Correction(Proposal):
    """A change of what is final: proposed by one officer with a reason, done by the approval of another.

    What is done: the donation is approved, the event is closed, or the gift that was at it gets the `outcome`. One of a
    closed period `is_public`, with `figures`: what changed in the year, and whether the public may see how much,
    [{"figure": ..., "of": ..., "unit": ..., "old": ..., "new": ..., "is_hidden": ...}, ...] (totals/years.py). An
    outcome of an open period is corrected the same way, and not told. One with a `move` tells what the approval of that
    move changed (actions/moves.py).
    """

    class State(models.TextChoices):
        PROPOSED = "proposed", _("chờ duyệt")
        APPROVED = "approved", _("đã đính chính")
        REFUSED = "refused", _("không đồng ý")

    donation = models.ForeignKey(
        Donation, models.PROTECT, verbose_name=_("khoản ủng hộ"), null=True, blank=True, related_name="corrections"
    )
    event = models.ForeignKey(
        HandoverEvent, models.PROTECT, verbose_name=_("buổi trao"), null=True, blank=True, related_name="corrections"
    )
    gift = models.ForeignKey(
        Gift, models.PROTECT, verbose_name=_("suất quà"), null=True, blank=True, related_name="corrections"
    )
    move = models.OneToOneField(
        DonationMove, models.PROTECT, verbose_name=_("điều chỉnh khoản ủng hộ"), null=True, blank=True, editable=False
    )
    outcome = models.CharField(_("kết quả đúng"), max_length=11, choices=Gift.Outcome.choices, blank=True)
    proxy_name = models.CharField(_("người nhận thay"), max_length=100, blank=True)
    proxy_kin = models.CharField(_("quan hệ"), max_length=12, choices=Kin.choices, blank=True)
    is_public = models.BooleanField(_("của kỳ đã khóa sổ"), default=True, editable=False)
    year = models.PositiveSmallIntegerField(_("năm"), editable=False)
    month = models.PositiveSmallIntegerField(_("tháng"), editable=False)
    reason = models.CharField(_("lý do chỉnh sửa"), max_length=250)
    state = models.CharField(
        _("trạng thái"), max_length=8, choices=State.choices, default=State.PROPOSED, editable=False
    )
    figures = models.JSONField(_("số liệu thay đổi"), default=list, editable=False)

    class Privacy:
        public = {"year", "month", "reason", "state", "figures", "decided_at"}
        personal = {"gift", "outcome", "proxy_name", "proxy_kin"}

    class Meta:
        verbose_name = _("đính chính kỳ đã khóa")
        verbose_name_plural = _("đính chính kỳ đã khóa")
        ordering = ["-pk"]
        permissions = [("approve_correction", _("Duyệt đính chính kỳ đã khóa"))]
        constraints = [
            *by_two_persons("correction"),
            _one_waits("donation"),
            _one_waits("event", gift__isnull=True),
            _one_waits("gift"),
            models.CheckConstraint(
                condition=Q(donation__isnull=True, event__isnull=False)
                | Q(donation__isnull=False, event__isnull=True, gift__isnull=True),
                name="correction_of_one_cell",
            ),
        ]

    def __str__(self):
        return f"{self.month}/{self.year}"


class BookCheck(models.Model):
    """The last run of one invariant of the books: when, over how many rows, and how many broke it.

    `whole_at` is when it last looked at everything, sealed periods too.
    """

    code = models.CharField(_("mã phép kiểm tra"), max_length=40, unique=True)
    checked_at = models.DateTimeField(_("kiểm tra lúc"))
    whole_at = models.DateTimeField(_("kiểm tra toàn bộ lúc"), null=True)
    rows = models.BigIntegerField(_("số dòng đã kiểm tra"))
    failures = models.BigIntegerField(_("số dòng sai"))

    class Privacy:
        public = {"code", "checked_at", "whole_at", "rows", "failures"}

    class Meta:
        verbose_name = _("kết quả kiểm tra sổ")
        verbose_name_plural = _("kết quả kiểm tra sổ")
        ordering = ["code"]

    @property
    def is_whole(self):
        """Whether the last run looked at everything."""
        return self.whole_at == self.checked_at

    def __str__(self):
        return self.code
