"""Lines of bank statements: what the bank says came in, until each is explained by a donation."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from programmes.models.base import Entered
from programmes.models.donations import MAX_AMOUNT_VND, Donation
from programmes.models.imports import ImportBatch
from programmes.models.offices import Office


class BankLine(Entered):
    """One receipt on a bank account; the bank's reference is there once. Who paid is nobody's business in public."""

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
    donation = models.OneToOneField(
        Donation,
        models.PROTECT,
        verbose_name=_("khoản ủng hộ"),
        null=True,
        blank=True,
        related_name="bank_line",
        editable=False,
    )
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
                condition=Q(state="linked", donation__isnull=False) | (~Q(state="linked") & Q(donation__isnull=True)),
                name="bank_line_linked_cell",
            ),
        ]

    def __str__(self):
        return self.reference
