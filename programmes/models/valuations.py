"""Valuations: what insurance of a category, length and start is worth by the rates in force, with the rates used.

A row is never changed: a gift keeps the one it was given when its list was submitted, whatever rates come later.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from programmes.models.base import AppendOnly, AppendOnlyQuerySet
from programmes.models.kinds import GiftKind
from programmes.models.places import Province


class Valuation(AppendOnly):
    """The worth of one card or book in whole đồng, shared by all gifts of the same case under the same rates."""

    kind = models.CharField(_("loại quà"), max_length=40, choices=GiftKind.choices)
    category_code = models.CharField(_("nhóm tính giá"), max_length=60)
    months = models.PositiveSmallIntegerField(_("số tháng"))
    starts_on = models.DateField(_("từ tháng"))
    province = models.ForeignKey(
        Province, models.PROTECT, verbose_name=_("tỉnh, thành phố"), related_name="+", db_index=False
    )
    total_vnd = models.BigIntegerField(_("tổng giá trị (đồng)"))
    state_support_vnd = models.BigIntegerField(_("ngân sách nhà nước hỗ trợ (đồng)"))
    local_topup_vnd = models.BigIntegerField(_("ngân sách địa phương hỗ trợ (đồng)"))
    donor_cost_vnd = models.BigIntegerField(_("chương trình chi (đồng)"))
    rates = models.JSONField(_("định mức đã dùng"))
    digest = models.CharField(_("dấu của cách tính"), max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(_("tính lúc"), auto_now_add=True)

    objects = AppendOnlyQuerySet.as_manager()

    class Privacy:
        public = {
            "kind",
            "category_code",
            "months",
            "starts_on",
            "total_vnd",
            "state_support_vnd",
            "local_topup_vnd",
            "donor_cost_vnd",
            "rates",
        }

    class Meta:
        verbose_name = _("cách tính giá")
        verbose_name_plural = _("cách tính giá")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    total_vnd__gte=0,
                    donor_cost_vnd__gte=0,
                    total_vnd=models.F("state_support_vnd") + models.F("local_topup_vnd") + models.F("donor_cost_vnd"),
                ),
                name="valuation_adds_up_cell",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.category_code} {self.months}"
