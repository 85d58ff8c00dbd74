"""Offices of Bảo hiểm xã hội Việt Nam and the officers who work in them."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from programmes.models.base import Searchable
from programmes.models.places import Province

HEADQUARTERS_CODE = "TW"


class Office(Searchable):
    """Headquarters, or the office of one province. The code is "TW" or the code of the province."""

    code = models.CharField(_("mã cơ quan"), max_length=4, unique=True)
    name = models.CharField(_("tên cơ quan"), max_length=120)
    province = models.OneToOneField(
        Province, models.PROTECT, verbose_name=_("tỉnh, thành phố"), null=True, blank=True, related_name="office"
    )

    class Privacy:
        public = {"code", "name", "province"}

    class Meta:
        verbose_name = _("cơ quan BHXH")
        verbose_name_plural = _("cơ quan BHXH")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(code=HEADQUARTERS_CODE, province__isnull=True)
                | (~Q(code=HEADQUARTERS_CODE) & Q(province__isnull=False)),
                name="office_has_province_unless_headquarters",
                violation_error_message=_("Cơ quan cấp tỉnh phải gắn với một tỉnh; cơ quan trung ương thì không."),
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def is_headquarters(self):
        return self.province_id is None


class Officer(AbstractUser):
    """A member of staff. What an officer may do comes from roles (access/roles.py), where from the office."""

    first_name = None
    last_name = None
    full_name = models.CharField(_("họ và tên"), max_length=100)
    office = models.ForeignKey(Office, models.PROTECT, verbose_name=_("cơ quan"), null=True, related_name="officers")

    wants_mail = models.BooleanField(_("nhận thư việc hằng ngày"), default=False, db_default=False, editable=False)
    mailed_on = models.DateField(_("gửi thư gần nhất ngày"), null=True, blank=True, editable=False)

    REQUIRED_FIELDS = ["email", "full_name"]

    class Privacy:
        public = set()

    class Meta(AbstractUser.Meta):
        verbose_name = _("cán bộ")
        verbose_name_plural = _("cán bộ")

    def __str__(self):
        return self.full_name or self.username

    def get_full_name(self):
        return self.full_name

    def get_short_name(self):
        return self.full_name or self.username
