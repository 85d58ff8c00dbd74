"""Donors: persons, enterprises, banks, the staff of the sector, and those who wish no name."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from programmes.models.base import Entered, Searchable, of_each
from programmes.models.fields import EncryptedTextField, KeyedHashField
from programmes.models.imports import ImportBatch
from programmes.models.offices import Office
from programmes.models.recipients import shown_number
from programmes.standards.accounts import bare_account, mask_account
from programmes.standards.phones import dialled, mask_phone


class Donor(Entered, Searchable):
    """Whoever gives. Organisations are named in public; a person only with consent on paper, with its date."""

    class Kind(models.TextChoices):
        BANK = "bank", _("ngân hàng")
        ENTERPRISE = "enterprise", _("doanh nghiệp")
        ORGANISATION = "organisation", _("tổ chức")
        RELIGIOUS_BODY = "religious_body", _("tổ chức tôn giáo")
        AGENCY = "agency", _("cơ quan")
        COLLECTION_ORGANISATION = "collection_organisation", _("tổ chức dịch vụ thu")
        STAFF = "staff", _("công chức, viên chức, người lao động ngành BHXH")
        INDIVIDUAL = "individual", _("cá nhân")
        ANONYMOUS = "anonymous", _("ẩn danh")

    PERSONS = (Kind.INDIVIDUAL, Kind.ANONYMOUS)
    ORGANISATIONS = (
        *(Kind.BANK, Kind.ENTERPRISE, Kind.ORGANISATION, Kind.RELIGIOUS_BODY, Kind.AGENCY),
        *(Kind.COLLECTION_ORGANISATION, Kind.STAFF),
    )
    of_each(Kind, (*PERSONS, *ORGANISATIONS))  # whom the public pages name, they name on purpose

    office = models.ForeignKey(Office, models.PROTECT, verbose_name=_("cơ quan quản lý"), related_name="donors")
    code = models.CharField(
        _("mã nhà hảo tâm"), max_length=40, help_text=_("Không trùng trong một cơ quan; để trống thì hệ thống đặt.")
    )
    kind = models.CharField(_("loại"), max_length=30, choices=Kind.choices)
    name = models.CharField(_("tên nhà hảo tâm"), max_length=200)
    parent = models.ForeignKey(
        "self", models.PROTECT, verbose_name=_("đơn vị cấp trên"), null=True, blank=True, related_name="branches"
    )
    tax_code = models.CharField(_("mã số thuế"), max_length=14, blank=True)
    bank_account = EncryptedTextField(_("số tài khoản ngân hàng"), max_length=40, blank=True, default="")
    bank_account_hash = KeyedHashField(_("khóa số tài khoản ngân hàng"), of="bank_account", spelled=bare_account)
    contact_person = models.CharField(_("người liên hệ"), max_length=100, blank=True)
    phone = EncryptedTextField(_("điện thoại"), max_length=20, blank=True, default="")
    phone_hash = KeyedHashField(_("khóa điện thoại"), of="phone", spelled=dialled)
    email = models.EmailField(_("thư điện tử"), blank=True)
    address = models.CharField(_("địa chỉ"), max_length=250, blank=True)
    consented_on = models.DateField(
        _("đồng ý nêu tên ngày"),
        null=True,
        blank=True,
        help_text=_("Ngày cá nhân đồng ý bằng văn bản cho nêu tên công khai; để trống là ẩn danh."),
    )
    note = models.TextField(_("ghi chú"), blank=True)
    restricted_on = models.DateField(
        _("hạn chế xử lý từ ngày"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("Theo yêu cầu của người này: không ghi khoản mới, không cảm ơn, không nêu tên."),
    )
    same_as = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name=_("cùng một nhà hảo tâm với"),
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
        public = {"kind"}
        personal = {
            "name",
            "search_key",
            "tax_code",
            "bank_account",
            "bank_account_hash",
            "contact_person",
            "phone",
            "phone_hash",
            "email",
            "address",
            "note",
            "restricted_on",
            "same_as",
        }

    class Meta:
        verbose_name = _("nhà hảo tâm")
        verbose_name_plural = _("nhà hảo tâm")
        ordering = ["search_key", "pk"]
        indexes = [
            models.Index(fields=["search_key", "id"], name="donor_search"),
            models.Index(fields=["tax_code"], name="donor_tax_code"),
            models.Index(fields=["same_as"], condition=models.Q(same_as__isnull=False), name="donor_same_as"),
        ]
        permissions = [
            ("import_donor", _("Nhập tệp nhà hảo tâm")),
            ("export_donor", _("Xuất tệp nhà hảo tâm")),
            ("erase_donor", _("Xóa danh tính nhà hảo tâm")),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["office", "code"],
                name="donor_code_once_per_office",
                violation_error_message=_("Mã nhà hảo tâm này đã có ở cơ quan; dùng mã khác hoặc mở bản ghi cũ."),
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def one(self):
        """The record that stands for the donor: the first of those that are of one donor."""
        return self.same_as or self

    @property
    def of_office(self):
        """The record by which the own office goes on: the first one where that is its own, too."""
        return self.same_as if self.same_as_id and self.same_as.office_id == self.office_id else self

    @property
    def masked_phone(self):
        """What a screen shows of the telephone number."""
        return shown_number(self.phone, mask_phone)

    @property
    def masked_account(self):
        """What a screen shows of the number of the bank account."""
        return shown_number(self.bank_account, mask_account)
