"""The filing of a gift list for its cards and books: with what it is filed, and what came back for each gift."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from programmes.models.base import ERASED, Entered
from programmes.models.fields import EncryptedTextField, Unreadable
from programmes.models.gift_lists import GiftList
from programmes.models.gifts import Gift
from programmes.models.imports import ImportBatch
from programmes.models.offices import Office
from programmes.standards.insurance import mask_insured


def shown_insured(number):
    """What is shown of the number of a card or book; of one that cannot be read or was erased, that."""
    return number if isinstance(number, Unreadable) or number == ERASED else mask_insured(number)


class FilingUnit(Entered):
    """With what an office files, of every list: the unit in whose name it does, and who collects."""

    office = models.OneToOneField(
        Office, models.PROTECT, verbose_name=_("cơ quan lập"), related_name="filing_unit", editable=False
    )
    name = models.CharField(_("tên đơn vị lập hồ sơ"), max_length=150)
    code = models.CharField(_("mã đơn vị"), max_length=20)
    tax_code = models.CharField(_("mã số thuế"), max_length=14, blank=True)
    address = models.CharField(_("địa chỉ"), max_length=200, blank=True)
    phone = models.CharField(_("điện thoại"), max_length=20, blank=True)
    email = models.EmailField(_("thư điện tử"), blank=True)
    payer = models.CharField(_("nguồn đóng"), max_length=150)
    collector = models.CharField(_("mã số nhân viên thu"), max_length=30, blank=True)

    class Privacy:
        public = set()

    class Meta:
        verbose_name = _("đơn vị lập hồ sơ")
        verbose_name_plural = _("đơn vị lập hồ sơ")

    def __str__(self):
        return self.name


class Filing(Entered):
    """With what one approved list is filed, beside what the books hold of its people and gifts."""

    class CardPlan(models.TextChoices):
        NEW = "TM", _("TM: tăng mới")
        GOES_ON = "ON", _("ON: tham gia tiếp (đáo hạn)")

    class BookPlan(models.TextChoices):
        NEW = "TM", _("TM: tăng mới")
        GOES_ON = "DT", _("DT: đóng tiếp")

    gift_list = models.OneToOneField(
        GiftList, models.PROTECT, verbose_name=_("danh sách tặng"), related_name="filing", editable=False
    )
    card_plan = models.CharField(_("phương án thẻ BHYT"), max_length=2, choices=CardPlan.choices, blank=True)
    book_plan = models.CharField(_("phương án sổ BHXH"), max_length=2, choices=BookPlan.choices, blank=True)
    facility_code = models.CharField(
        _("mã nơi đăng ký KCB ban đầu"),
        max_length=5,
        blank=True,
        validators=[RegexValidator(r"^[0-9]{5}\Z", _("Mã cơ sở KCB có đúng 5 chữ số."), "facility_code_form")],
        help_text=_("5 chữ số: 2 số của tỉnh, 3 số của cơ sở."),
    )
    facility_name = models.CharField(_("tên nơi đăng ký KCB ban đầu"), max_length=150, blank=True)
    receipt_number = models.CharField(_("số biên lai"), max_length=30, blank=True)
    receipt_on = models.DateField(_("ngày biên lai"), null=True, blank=True)

    class Privacy:
        public = set()

    class Meta:
        verbose_name = _("hồ sơ cấp thẻ, sổ")
        verbose_name_plural = _("hồ sơ cấp thẻ, sổ")

    def __str__(self):
        return str(self.gift_list)


class Issuance(Entered):
    """What social insurance answered for one gift: the card or book with its number, or why there is none."""

    gift = models.OneToOneField(Gift, models.PROTECT, verbose_name=_("suất quà"), related_name="issuance")
    number = EncryptedTextField(_("số thẻ, số sổ"), blank=True, default="")
    valid_from = models.DateField(_("giá trị từ ngày"), null=True, blank=True)
    valid_to = models.DateField(_("giá trị đến ngày"), null=True, blank=True)
    refusal = models.CharField(_("lý do không cấp"), max_length=250, blank=True)
    batch = models.ForeignKey(ImportBatch, models.PROTECT, verbose_name=_("lần nhập tệp"), editable=False)

    class Privacy:
        public = set()
        personal = {"gift", "number", "valid_from", "valid_to", "refusal"}

    class Meta:
        verbose_name = _("kết quả cấp thẻ, sổ")
        verbose_name_plural = _("kết quả cấp thẻ, sổ")
        ordering = ["-pk"]
        permissions = [
            ("import_issuance", _("Nhập tệp kết quả cấp thẻ, sổ")),
            ("export_issuance", _("Xuất tệp kết quả cấp thẻ, sổ")),
        ]
        indexes = [models.Index(fields=["gift"], condition=~Q(refusal=""), name="issuance_refused")]
        constraints = [
            models.CheckConstraint(
                condition=(Q(number=b"") & ~Q(refusal="")) | (~Q(number=b"") & Q(refusal="")),
                name="issuance_number_or_refusal_cell",
            ),
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True)
                | Q(valid_to__isnull=True)
                | Q(valid_to__gte=models.F("valid_from")),
                name="issuance_days_in_order_cell",
            ),
        ]

    def __str__(self):
        return str(self.gift) if self.gift.recipient.restricted_on else self.refusal or self.masked_number

    @property
    def masked_number(self):
        return shown_insured(self.number)
