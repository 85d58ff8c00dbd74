"""Rates: dated norms with their legal source. A value is looked up by date and never lives in code."""

from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from programmes.models.places import Province


class Rate(models.Model):
    """A norm: base salary, contribution rate, share of support. `value` is exact text: "0.045", "3|6|12"."""

    class Status(models.TextChoices):
        VERIFIED = "verified", _("đã đối chiếu")
        SINGLE_SOURCE = "verified_single_source", _("mới có một nguồn")
        UNVERIFIED = "unverified", _("chưa đối chiếu")

    code = models.CharField(_("mã"), max_length=10, unique=True)
    family = models.CharField(_("nhóm định mức"), max_length=40)
    category_code = models.CharField(_("mã đối tượng"), max_length=60)
    category_name = models.CharField(_("đối tượng"), max_length=200)
    province = models.ForeignKey(
        Province,
        models.PROTECT,
        verbose_name=_("chỉ ở tỉnh, thành phố"),
        null=True,
        blank=True,
        related_name="rates",
        help_text=_("Để trống: áp dụng cả nước. Mức hỗ trợ của địa phương phải ghi rõ tỉnh thì mới được tính."),
    )
    value = models.CharField(_("giá trị"), max_length=20)
    unit = models.CharField(_("đơn vị"), max_length=80)
    effective_from = models.DateField(_("hiệu lực từ"))
    effective_to = models.DateField(_("hiệu lực đến"), null=True, blank=True)
    legal_source = models.CharField(_("căn cứ"), max_length=250)
    status = models.CharField(_("tình trạng đối chiếu giá trị"), max_length=30, choices=Status.choices)
    date_status = models.CharField(_("tình trạng đối chiếu ngày"), max_length=30, choices=Status.choices)
    note = models.TextField(_("ghi chú"), blank=True)

    class Privacy:
        public = {
            "code",
            "family",
            "category_name",
            "province",
            "value",
            "unit",
            "effective_from",
            "effective_to",
            "legal_source",
            "status",
            "date_status",
        }

    class Meta:
        verbose_name = _("định mức")
        verbose_name_plural = _("định mức")
        ordering = ["family", "category_code", "effective_from"]
        constraints = [
            models.CheckConstraint(
                condition=Q(effective_to__isnull=True) | Q(effective_to__gte=F("effective_from")),
                name="rate_ends_after_start",
                violation_error_message=_("Ngày hết hiệu lực phải sau ngày bắt đầu."),
            ),
        ]

    def __str__(self):
        return f"{self.code} {self.category_name}"

    @property
    def amount(self):
        """The value as an exact decimal; not for families that list several values."""
        return Decimal(self.value)
