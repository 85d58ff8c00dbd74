"""Lines of bank statements: what the bank says came in, until each is explained by donations."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from programmes.models.base import Entered
from programmes.models.donations import MAX_AMOUNT_VND, Donation
from programmes.models.imports import ImportBatch
from programmes.models.offices import Office


class BankLine(Entered):
    """One receipt on a bank account; the bank's reference is there once. Who paid is nobody's business in public.

    `matched_vnd` is the sum of its matches; only the database moves it, and links the line where nothing is left.
    """

    class State(models.TextChoices):
        UNEXPLAINED = "unexplained", _("chưa đối chiếu")
        LINKED = "linked", _("đã khớp với khoản ủng hộ")
        ASIDE = "aside", _("để riêng")

    office = models.ForeignKey(Office, models.PROTECT, verbose_name=_("cơ quan"), related_name="bank_lines")
    account = models.CharField(_("tài khoản ngân hàng"), max_length=60, help_text=_("Tên ngân hàng và số tài khoản."))
    reference = models.CharField(_("số tham chiếu"), max_length=60)
    booked_on = models.DateField(_("ngày ghi có"))
    amount_vnd = models.BigIntegerField(_("số tiền (đồng)"))
    payer = models.CharField(_("người chuyển"), max_length=200, blank=True)
    description = models.CharField(_("nội dung chuyển khoản"), max_length=500, blank=True)
    state = models.CharField(
        _("trạng thái"), max_length=11, choices=State.choices, default=State.UNEXPLAINED, editable=False
    )
    matched_vnd = models.BigIntegerField(_("đã khớp (đồng)"), default=0, db_default=0, editable=False)
    reason = models.CharField(_("lý do để riêng"), max_length=250, blank=True, editable=False)
    batch = models.ForeignKey(
        ImportBatch, models.PROTECT, verbose_name=_("lần nhập tệp"), null=True, blank=True, editable=False
    )

    class Privacy:
        public = set()
        personal = {"account", "reference", "payer", "description"}

    class Meta:
        verbose_name = _("dòng sao kê")
        verbose_name_plural = _("sao kê ngân hàng")
        ordering = ["-booked_on", "-pk"]
        indexes = [models.Index(fields=["state", "office"], name="bank_line_state_office")]
        permissions = [
            ("import_bankline", _("Nhập tệp sao kê ngân hàng")),
            ("export_bankline", _("Xuất tệp sao kê ngân hàng")),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["account", "reference"],
                name="bank_reference_once_per_account",
                violation_error_message=_("Số tham chiếu này đã có ở tài khoản; dòng sao kê đã được nhập."),
            ),
            models.CheckConstraint(
                condition=Q(amount_vnd__gte=1, amount_vnd__lte=MAX_AMOUNT_VND),
                name="bank_amount_in_range",
                violation_error_message=_("Số tiền phải là số đồng nguyên, lớn hơn 0."),
            ),
            models.CheckConstraint(
                condition=Q(state="linked", matched_vnd=F("amount_vnd"))
                | (~Q(state="linked") & Q(matched_vnd__gte=0, matched_vnd__lt=F("amount_vnd"))),
                name="bank_line_matched_cell",
            ),
        ]

    def __str__(self):
        return self.reference

    @property
    def left_vnd(self):
        """Đồng that no donation explains."""
        return self.amount_vnd - self.matched_vnd


class BankMatch(models.Model):
    """So many đồng of a line are money of this donation. Made and taken back whole, never changed.

    The database keeps the sums of both sides with each match, and refuses more than a line or a donation holds.
    """

    line = models.ForeignKey(
        BankLine, models.PROTECT, verbose_name=_("dòng sao kê"), related_name="matches", db_index=False
    )
    donation = models.ForeignKey(Donation, models.PROTECT, verbose_name=_("khoản ủng hộ"), related_name="bank_matches")
    amount_vnd = models.BigIntegerField(_("số tiền khớp (đồng)"))

    class Privacy:
        public = set()

    class Meta:
        verbose_name = _("phần khớp sao kê")
        verbose_name_plural = _("phần khớp sao kê")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["line", "donation"],
                name="bank_match_once",
                violation_error_message=_("Dòng sao kê này đã khớp với khoản này; bỏ khớp trước rồi khớp lại."),
            ),
            models.CheckConstraint(
                condition=Q(amount_vnd__gte=1),
                name="bank_match_amount_in_range",
                violation_error_message=_("Số tiền khớp phải là số đồng nguyên, lớn hơn 0."),
            ),
        ]

    def __str__(self):
        return f"{self.line_id} {self.donation_id}"
