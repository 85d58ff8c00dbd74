"""Recipients: the persons who receive. Their identity never leaves the officers' side."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from programmes.models.base import Entered, Searchable
from programmes.models.fields import HASH_BYTES, EncryptedTextField, KeyedHashField, Unreadable
from programmes.models.imports import ImportBatch
from programmes.models.offices import Office
from programmes.models.places import Province
from programmes.standards.identity import mask
from programmes.standards.insurance import mask_insured
from programmes.standards.phones import dialled, mask_phone


def shown_number(number, hide=mask):
    """What is shown of a number that `hide` masks; of one that cannot be read, that it cannot."""
    return number if isinstance(number, Unreadable) else hide(number)


RESTRICTED_NAME = _("(đang hạn chế xử lý)")  # whoever asked that the data be used no further has a row and no name
NUMBERS = ("citizen_number", "si_number", "phone")  # of a person: encrypted, and masked on screen


class Recipient(Entered, Searchable):
    """A person, once in the whole country.

    Found by the keyed hash of the citizen number; a person without papers by `likeness`, the keyed hash of
    folded name, birth, province and commune, which need not be unique.
    """

    class Sex(models.TextChoices):
        MALE = "male", _("nam")
        FEMALE = "female", _("nữ")
        UNKNOWN = "", _("không ghi")

    class BirthPrecision(models.TextChoices):
        DAY = "day", _("đủ ngày tháng năm")
        MONTH = "month", _("chỉ tháng và năm")
        YEAR = "year", _("chỉ năm")
        UNKNOWN = "", _("không ghi")

    SEARCH_FROM = "full_name"

    office = models.ForeignKey(Office, models.PROTECT, verbose_name=_("cơ quan quản lý"), related_name="recipients")
    full_name = models.CharField(_("họ và tên"), max_length=100)
    citizen_number = EncryptedTextField(_("số định danh cá nhân"), blank=True, default="")
    citizen_hash = models.BinaryField(
        _("khóa số định danh"), max_length=HASH_BYTES, null=True, unique=True, editable=False
    )
    likeness = models.BinaryField(_("khóa người giống nhau"), max_length=HASH_BYTES, db_index=True, editable=False)
    birth_date = models.DateField(_("ngày sinh"), null=True, blank=True)
    birth_precision = models.CharField(
        _("độ chính xác ngày sinh"), max_length=5, choices=BirthPrecision.choices, blank=True
    )
    sex = models.CharField(_("giới tính"), max_length=6, choices=Sex.choices, blank=True)
    province = models.ForeignKey(
        Province, models.PROTECT, verbose_name=_("tỉnh, thành phố"), related_name="recipients", db_index=False
    )
    commune = models.CharField(_("xã, phường, đặc khu"), max_length=80, blank=True)
    address = models.CharField(_("thôn, tổ, số nhà"), max_length=150, blank=True)
    phone = EncryptedTextField(_("điện thoại"), max_length=20, blank=True, default="")
    phone_hash = KeyedHashField(_("khóa điện thoại"), of="phone", spelled=dialled)
    si_number = EncryptedTextField(_("mã số BHXH"), max_length=10, blank=True, default="")
    si_hash = KeyedHashField(_("khóa mã số BHXH"), of="si_number")

    without_papers = models.CharField(
        _("không có giấy tờ: lý do"),
        max_length=150,
        blank=True,
        default="",
        db_default="",
        help_text=_("Chỉ ghi khi người này chưa có số định danh: vì sao, ai xác nhận."),
    )
    restricted_on = models.DateField(
        _("hạn chế xử lý từ ngày"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("Theo yêu cầu của người này: không thêm suất quà, không nêu trong tệp và giấy tờ đưa ra ngoài."),
    )
    restricted_by_conclusion = models.BooleanField(  # it was asked of another record, found to be of the same person
        _("hạn chế theo hồ sơ cùng một người"), default=False, db_default=False, editable=False
    )
    same_as = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name=_("cùng một người với"),
        null=True,
        blank=True,
        related_name="others",
        editable=False,
        db_index=False,
    )
    erased_on = models.DateField(_("xóa danh tính ngày"), null=True, editable=False)
    batch = models.ForeignKey(
        ImportBatch, models.PROTECT, verbose_name=_("lần nhập tệp"), null=True, blank=True, editable=False
    )

    class Privacy:
        public = set()
        personal = {
            "full_name",
            "search_key",
            "citizen_number",
            "citizen_hash",
            "likeness",
            "birth_date",
            "birth_precision",
            "sex",
            "province",
            "commune",
            "address",
            "phone",
            "phone_hash",
            "si_number",
            "si_hash",
            "without_papers",
            "restricted_on",
            "same_as",
        }

    class Meta:
        verbose_name = _("người nhận")
        verbose_name_plural = _("người nhận")
        ordering = ["search_key", "pk"]
        indexes = [
            models.Index(fields=["search_key", "id"], name="recipient_search"),
            models.Index(fields=["province", "sex"], name="recipient_province_sex"),
            models.Index(fields=["same_as"], condition=Q(same_as__isnull=False), name="recipient_same_as"),
            models.Index(fields=["id"], condition=Q(restricted_on__isnull=False), name="recipient_restricted"),
        ]
        permissions = [
            ("view_citizen_number", _("Xem đủ số định danh cá nhân")),
            ("erase_recipient", _("Xóa danh tính người nhận")),
        ]

    def __str__(self):
        return self.full_name

    @property
    def masked_number(self):
        """What a screen shows of the citizen number."""
        return shown_number(self.citizen_number)

    @property
    def masked_si_number(self):
        return shown_number(self.si_number, mask_insured)

    @property
    def masked_phone(self):
        return shown_number(self.phone, mask_phone)
