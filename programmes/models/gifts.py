"""Gifts: sổ BHXH, thẻ BHYT, Tết packages, relief, health checks; to a person or, as a quantity, to a group."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from programmes.models.base import Entered
from programmes.models.gift_lists import GiftList
from programmes.models.imports import ImportBatch
from programmes.models.programmes import Round
from programmes.models.recipients import Recipient

MAX_GIFT_VND = 10**12


class GiftKind(models.TextChoices):
    SI_BOOK = "si_book", _("sổ BHXH")
    HI_CARD = "hi_card", _("thẻ BHYT")
    TET_PACKAGE = "tet_package", _("suất quà Tết")
    RELIEF = "relief", _("hỗ trợ bão lũ")
    HEALTH_CHECK = "health_check", _("khám bệnh miễn phí")


INSURANCE_KINDS = (GiftKind.SI_BOOK, GiftKind.HI_CARD)


class Category(models.TextChoices):
    """Why a person is given something. Every one of them is sensitive (domain law: Luật 91/2025/QH15)."""

    POOR = "poor_household", _("hộ nghèo")
    NEAR_POOR = "near_poor_household", _("hộ cận nghèo")
    ESCAPED_POVERTY = "escaped_poverty", _("hộ mới thoát nghèo, thoát cận nghèo")
    ETHNIC_MINORITY = "ethnic_minority", _("người dân tộc thiểu số")
    FARMING = "average_living_standard_farming", _("hộ nông, lâm, ngư, diêm nghiệp mức sống trung bình")
    STUDENT = "student_in_hardship", _("học sinh, sinh viên khó khăn")
    CHILD = "child_special_circumstances", _("trẻ em có hoàn cảnh đặc biệt")
    ELDERLY = "elderly", _("người cao tuổi")
    DISABLED = "disabled", _("người khuyết tật")
    PATIENT = "patient_in_hardship", _("bệnh nhân khó khăn")
    MERIT = "person_with_merit", _("người có công")
    POLICY_FAMILY = "policy_family", _("gia đình chính sách")
    DISASTER_VICTIM = "disaster_victim", _("người bị thiên tai")
    INFORMAL_WORKER = "informal_worker", _("lao động tự do")
    WORKER = "worker_in_hardship", _("đoàn viên, công nhân khó khăn")
    SINGLE_MOTHER = "single_mother", _("phụ nữ đơn thân")
    TRAFFICKING_VICTIM = "trafficking_victim", _("nạn nhân mua bán người")
    ISLAND = "island_resident", _("người ở xã đảo, đặc khu")
    OTHER = "other_hardship", _("hoàn cảnh khó khăn khác")


class Gift(Entered):
    """One line of a gift list.

    Value in whole đồng: what the state, the locality and the programme (donor_cost_vnd) pay; the total is their
    sum. `round` repeats the list's round so that the database itself can refuse a second gift of a kind to a
    person in a round; actions set it from the list, and a list never changes its round.
    """

    gift_list = models.ForeignKey(GiftList, models.PROTECT, verbose_name=_("danh sách"), related_name="gifts")
    round = models.ForeignKey(
        Round, models.PROTECT, verbose_name=_("đợt"), related_name="+", db_index=False, editable=False
    )
    kind = models.CharField(_("loại quà"), max_length=12, choices=GiftKind.choices)
    recipient = models.ForeignKey(
        Recipient,
        models.PROTECT,
        verbose_name=_("người nhận"),
        null=True,
        blank=True,
        related_name="gifts",
        db_index=False,
    )
    group_name = models.CharField(
        _("nhóm người nhận"),
        max_length=150,
        blank=True,
        help_text=_("Khi tặng cả nhóm, ví dụ: khám bệnh tại xã Nậm Pồ; ghi số người ở ô số lượng."),
    )
    quantity = models.PositiveIntegerField(_("số lượng"), default=1)
    category = models.CharField(_("đối tượng"), max_length=40, choices=Category.choices, blank=True)
    months = models.PositiveSmallIntegerField(_("số tháng"), null=True, blank=True)
    starts_on = models.DateField(_("từ tháng"), null=True, blank=True)
    donor_cost_vnd = models.BigIntegerField(_("chương trình chi (đồng)"))
    state_support_vnd = models.BigIntegerField(_("ngân sách nhà nước hỗ trợ (đồng)"), default=0)
    local_topup_vnd = models.BigIntegerField(_("ngân sách địa phương hỗ trợ (đồng)"), default=0)
    note = models.CharField(_("ghi chú"), max_length=250, blank=True)
    batch = models.ForeignKey(
        ImportBatch, models.PROTECT, verbose_name=_("lần nhập tệp"), null=True, blank=True, editable=False
    )

    class Privacy:
        public = {"kind", "round", "quantity"}
        personal = {"recipient", "group_name", "category", "note"}

    class Meta:
        verbose_name = _("suất quà")
        verbose_name_plural = _("suất quà")
        ordering = ["gift_list", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["recipient", "round", "kind"],
                name="gift_once_per_person_round_kind",
                violation_error_message=_("Người này đã có loại quà này trong đợt."),
            ),
            models.UniqueConstraint(
                fields=["gift_list", "kind", "group_name"],
                condition=Q(recipient__isnull=True),
                name="gift_once_per_group_list_kind",
                violation_error_message=_("Nhóm này đã có loại quà này trong danh sách."),
            ),
            models.CheckConstraint(
                condition=Q(recipient__isnull=False, group_name="", quantity=1)
                | (Q(recipient__isnull=True, quantity__gte=1, quantity__lte=1_000_000) & ~Q(group_name="")),
                name="gift_person_or_group",
                violation_error_message=_("Suất quà là của một người (số lượng 1) hoặc của một nhóm có tên."),
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=INSURANCE_KINDS)
                | Q(
                    recipient__isnull=False,
                    months__isnull=False,  # a comparison with NULL is not false, so the database would let it pass
                    months__gte=1,
                    months__lte=120,
                    starts_on__isnull=False,
                ),
                name="gift_insurance_has_months",
                violation_error_message=_("Sổ BHXH và thẻ BHYT phải có người nhận, số tháng và tháng bắt đầu."),
            ),
            models.CheckConstraint(
                condition=Q(
                    donor_cost_vnd__gte=0,
                    donor_cost_vnd__lte=MAX_GIFT_VND,
                    state_support_vnd__gte=0,
                    state_support_vnd__lte=MAX_GIFT_VND,
                    local_topup_vnd__gte=0,
                    local_topup_vnd__lte=MAX_GIFT_VND,
                ),
                name="gift_value_in_range",
                violation_error_message=_("Giá trị phải là số đồng nguyên, không âm."),
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} · {self.recipient or self.group_name}"

    @property
    def total_vnd(self):
        """Face value in đồng: state support + local top-up + donor cost."""
        return self.donor_cost_vnd + self.state_support_vnd + self.local_topup_vnd
