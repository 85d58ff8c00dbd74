"""Totals: what the public pages read. Written with the facts, in the same transaction (totals/apply.py)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from programmes.models.donations import Donation
from programmes.models.donors import Donor
from programmes.models.gift_lists import GiftList
from programmes.models.kinds import GiftKind
from programmes.models.programmes import Programme


class DonationTotal(models.Model):
    """Approved receipts of a year (of `received_on`), programme and form; reversals are subtracted."""

    year = models.PositiveSmallIntegerField(_("năm"))
    programme = models.ForeignKey(Programme, models.PROTECT, verbose_name=_("chương trình"))
    form = models.CharField(_("hình thức"), max_length=10, choices=Donation.Form.choices)
    donations = models.IntegerField(_("số khoản"))
    amount_vnd = models.BigIntegerField(_("số tiền (đồng)"))

    class Privacy:
        public = {"year", "programme", "form", "donations", "amount_vnd"}

    class Meta:
        verbose_name = _("số tổng hợp ủng hộ")
        verbose_name_plural = _("số tổng hợp ủng hộ")
        constraints = [models.UniqueConstraint(fields=["year", "programme", "form"], name="donation_total_cell")]

    def __str__(self):
        return f"{self.year} {self.programme_id} {self.form}"


class DonorTotal(models.Model):
    """Approved receipts of one donor; those given without a name are kept apart by `is_anonymous`."""

    year = models.PositiveSmallIntegerField(_("năm"))
    donor = models.ForeignKey(Donor, models.PROTECT, verbose_name=_("nhà hảo tâm"), related_name="totals")
    is_anonymous = models.BooleanField(_("không nêu tên"))
    donations = models.IntegerField(_("số khoản"))
    amount_vnd = models.BigIntegerField(_("số tiền (đồng)"))

    class Privacy:
        public = {"year", "donations", "amount_vnd"}
        personal = {"donor"}

    class Meta:
        verbose_name = _("số tổng hợp theo nhà hảo tâm")
        verbose_name_plural = _("số tổng hợp theo nhà hảo tâm")
        constraints = [models.UniqueConstraint(fields=["year", "donor", "is_anonymous"], name="donor_total_cell")]

    def __str__(self):
        return f"{self.year} {self.donor_id}"


class GiftListTotal(models.Model):
    """What a gift list holds now, by kind: the numbers an officer sees before and after approval."""

    gift_list = models.ForeignKey(GiftList, models.CASCADE, verbose_name=_("danh sách"), related_name="totals")
    kind = models.CharField(_("loại quà"), max_length=40, choices=GiftKind.choices)
    quantity = models.BigIntegerField(_("số lượng"))
    donor_cost_vnd = models.BigIntegerField(_("chương trình chi (đồng)"))
    state_support_vnd = models.BigIntegerField(_("ngân sách nhà nước hỗ trợ (đồng)"))
    local_topup_vnd = models.BigIntegerField(_("ngân sách địa phương hỗ trợ (đồng)"))

    class Privacy:
        public = set()

    class Meta:
        verbose_name = _("số tổng hợp của danh sách")
        verbose_name_plural = _("số tổng hợp của danh sách")
        constraints = [models.UniqueConstraint(fields=["gift_list", "kind"], name="gift_list_total_cell")]

    def __str__(self):
        return f"{self.gift_list_id} {self.kind}"


class TotalsState(models.Model):
    """One row: the version of everything public, when it last changed, and whether these are sample records.

    `set_aside_vnd` is what lists hold and have not spent, in whole hundreds of million đồng: exact, it would tell of
    each gift that came back.
    """

    version = models.BigIntegerField(_("phiên bản"), default=0)
    as_of = models.DateTimeField(_("số liệu đến"), null=True)
    is_sample = models.BooleanField(_("dữ liệu minh họa"), default=False)
    set_aside_vnd = models.BigIntegerField(_("đã dành cho danh sách (đồng, làm tròn)"), default=0)

    @classmethod
    def of_sample(cls):
        """The row, where these are sample records; else none."""
        return cls.objects.filter(is_sample=True)

    class Privacy:
        public = {"version", "as_of", "is_sample", "set_aside_vnd"}

    class Meta:
        verbose_name = _("tình trạng số tổng hợp")
        verbose_name_plural = _("tình trạng số tổng hợp")
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="totals_state_single")]

    def __str__(self):
        return f"{self.version}"
