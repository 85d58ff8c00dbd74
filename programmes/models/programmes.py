"""Programmes, and their rounds (đợt): the unit of a call, of a deadline and of "one gift each"."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from programmes.models.base import Entered, Searchable
from programmes.models.places import Province


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
    target_vnd = models.BigIntegerField(
        _("chỉ tiêu vận động (đồng)"),
        null=True,
        blank=True,
        help_text=_("Số tiền cần vận động cho đợt; không công khai."),
    )
    target_gifts = models.PositiveIntegerField(
        _("chỉ tiêu số suất"), null=True, blank=True, help_text=_("Số suất quà cần trao trong đợt; không công khai.")
    )
    due_on = models.DateField(_("trao xong trước ngày"), null=True, blank=True)

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
            models.CheckConstraint(
                condition=(Q(target_vnd__isnull=True) | Q(target_vnd__gt=0))
                & (Q(target_gifts__isnull=True) | Q(target_gifts__gt=0)),
                name="round_targets_are_positive",
                violation_error_message=_("Chỉ tiêu phải lớn hơn 0; chưa có chỉ tiêu thì để trống."),
            ),
            models.CheckConstraint(
                condition=Q(due_on__isnull=True) | Q(due_on__gte=F("starts_on")),
                name="round_due_after_start",
                violation_error_message=_("Ngày phải trao xong không được trước ngày bắt đầu đợt."),
            ),
        ]

    def __str__(self):
        return self.name


class ProgrammeTarget(Entered):
    """What headquarters wants of a programme in one year, of the country or of a province, and the paper that says so.

    Never public. Those of the provinces need not add up to that of the country.
    """

    programme = models.ForeignKey(Programme, models.PROTECT, verbose_name=_("chương trình"), related_name="targets")
    province = models.ForeignKey(
        Province,
        models.PROTECT,
        verbose_name=_("tỉnh, thành phố"),
        related_name="+",
        null=True,
        blank=True,
        help_text=_("Để trống: chỉ tiêu của cả nước."),
    )
    year = models.PositiveSmallIntegerField(_("năm"))
    target_vnd = models.BigIntegerField(_("chỉ tiêu vận động (đồng)"), null=True, blank=True)
    target_gifts = models.PositiveIntegerField(_("chỉ tiêu số suất"), null=True, blank=True)
    source = models.CharField(
        _("căn cứ"), max_length=250, help_text=_("Số, ngày và cơ quan ban hành của văn bản giao chỉ tiêu.")
    )

    class Privacy:
        public = set()

    class Meta:
        verbose_name = _("chỉ tiêu năm")
        verbose_name_plural = _("chỉ tiêu năm")
        ordering = ["-year", "programme__position", "programme__slug", "province__search_key"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "year"],
                condition=Q(province__isnull=True),
                name="programme_target_once_a_year",
                violation_error_message=_("Chương trình này đã có chỉ tiêu của năm đó; mở chỉ tiêu đã có để sửa."),
            ),
            models.UniqueConstraint(
                fields=["programme", "year", "province"],
                name="programme_target_once_a_year_of_province",
                violation_error_message=_("Tỉnh này đã có chỉ tiêu của chương trình năm đó; mở chỉ tiêu đã có để sửa."),
            ),
            models.CheckConstraint(
                condition=Q(target_vnd__gt=0, target_gifts__isnull=True)
                | Q(target_vnd__isnull=True, target_gifts__gt=0)
                | Q(target_vnd__gt=0, target_gifts__gt=0),
                name="programme_target_says_something",
                violation_error_message=_("Ghi chỉ tiêu số tiền hoặc số suất, lớn hơn 0."),
            ),
            models.CheckConstraint(
                condition=Q(year__gte=2000, year__lte=2100),
                name="programme_target_year",
                violation_error_message=_("Năm phải từ 2000 đến 2100."),
            ),
        ]

    def __str__(self):
        return " · ".join(map(str, filter(None, (self.programme, self.province, self.year))))
