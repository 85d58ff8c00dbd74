"""Programmes, and their rounds (đợt): the unit of a call, of a deadline and of "one gift each"."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from programmes.models.base import Searchable


class Programme(Searchable):
    """A standing charity programme, such as giving books and cards."""

    class Basis(models.TextChoices):
        TASK = "task", _("nhiệm vụ theo pháp luật")
        CONSENT = "consent", _("sự đồng ý của người nhận")
        EMERGENCY = "emergency", _("tình trạng khẩn cấp")

    slug = models.SlugField(_("tên trong địa chỉ"), max_length=60, unique=True)
    name = models.CharField(_("tên chương trình"), max_length=150)
    summary = models.TextField(_("giới thiệu"), blank=True)
    basis = models.CharField(
        _("căn cứ xử lý dữ liệu cá nhân"),
        max_length=9,
        choices=Basis.choices,
        default=Basis.TASK,
        db_default=Basis.TASK,
        help_text=_("Nêu ở danh sách tặng, giấy tờ in ra và phiếu dữ liệu của người nhận."),
    )
    position = models.PositiveSmallIntegerField(_("thứ tự"), default=0)

    class Privacy:
        public = {"slug", "name", "summary"}

    class Meta:
        verbose_name = _("chương trình")
        verbose_name_plural = _("chương trình")
        ordering = ["position", "slug"]

    def __str__(self):
        return self.name


class Round(Searchable):
    """One wave of a programme: "Tết Bính Ngọ 2026". Its days need not lie in one calendar year."""

    programme = models.ForeignKey(Programme, models.PROTECT, verbose_name=_("chương trình"), related_name="rounds")
    slug = models.SlugField(_("tên trong địa chỉ"), max_length=60, unique=True)
    name = models.CharField(_("tên đợt"), max_length=150)
    starts_on = models.DateField(_("từ ngày"))
    ends_on = models.DateField(_("đến ngày"))

    class Privacy:
        public = {"programme", "slug", "name", "starts_on", "ends_on"}

    class Meta:
        verbose_name = _("đợt")
        verbose_name_plural = _("đợt")
        ordering = ["-starts_on", "slug"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="round_ends_after_start",
                violation_error_message=_("Ngày kết thúc đợt phải sau ngày bắt đầu."),
            ),
        ]

    def __str__(self):
        return self.name
