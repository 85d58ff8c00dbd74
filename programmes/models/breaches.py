"""What went wrong with personal data, and the file that weighs the risks of processing them; both are headquarters'."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from programmes.models.base import Entered, pair


class Breach(Entered):
    """One breach of the protection of personal data; told to the authority within hours of `found_at`.

    `account` with `seen_from` and `seen_to` says whose data it was: the drill lists them from the trail.
    """

    code = models.CharField(_("số vụ việc"), max_length=20, unique=True, blank=True, editable=False)
    found_at = models.DateTimeField(_("phát hiện lúc"))
    what = models.TextField(_("việc đã xảy ra"), max_length=2000)
    whose = models.TextField(
        _("dữ liệu của ai, loại nào"),
        max_length=1000,
        help_text=_("Nhóm người và số lượng; không ghi tên, số định danh."),
    )
    account = models.CharField(
        _("tài khoản liên quan"),
        max_length=150,
        blank=True,
        help_text=_("Tên đăng nhập đã bị lộ hoặc bị dùng sai; để rà soát tài khoản đã xem những ai."),
    )
    seen_from = models.DateField(_("từ ngày"), null=True, blank=True)
    seen_to = models.DateField(_("đến ngày"), null=True, blank=True)
    measures = models.TextField(_("biện pháp đã làm"), max_length=2000, blank=True)
    reported_to = models.CharField(_("đã báo cho"), max_length=250, blank=True)
    reported_at = models.DateTimeField(_("báo lúc"), null=True, blank=True)
    closed_at = models.DateTimeField(_("kết thúc lúc"), null=True, blank=True, editable=False)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("người kết thúc"),
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        db_index=False,
    )

    class Privacy:
        public = set()
        personal = {"what", "whose", "measures"}

    class Meta:
        verbose_name = _("vụ việc lộ dữ liệu")
        verbose_name_plural = _("sổ vụ việc lộ dữ liệu")
        ordering = [F("closed_at").asc(nulls_first=True), "found_at", "pk"]
        constraints = [
            pair("closed_at", "closed_by", "breach_closed_pair"),
            models.CheckConstraint(
                condition=Q(reported_at__isnull=True, reported_to="")
                | (Q(reported_at__isnull=False) & ~Q(reported_to="")),
                name="breach_reported_to_and_at",
                violation_error_message=_("Ghi cả nơi đã báo và lúc báo, hoặc để trống cả hai."),
            ),
            models.CheckConstraint(
                condition=Q(reported_at__isnull=True) | Q(reported_at__gte=F("found_at")),
                name="breach_reported_after_found",
                violation_error_message=_("Lúc báo phải sau lúc phát hiện; ghi lại một trong hai."),
            ),
        ]

    def __str__(self):
        return self.code


class ImpactAssessment(Entered):
    """What the office itself writes in the file on the impact of processing; the rest the register composes."""

    made_on = models.DateField(_("ngày lập"))
    contact = models.CharField(
        _("người phụ trách bảo vệ dữ liệu"), max_length=250, help_text=_("Họ tên, chức vụ, liên hệ.")
    )
    processors = models.TextField(_("bên xử lý, bên thứ ba"), max_length=1000, blank=True)
    risks = models.TextField(_("rủi ro và thiệt hại có thể xảy ra"), max_length=4000)
    measures = models.TextField(_("biện pháp giảm rủi ro"), max_length=4000)
    sent_to = models.CharField(_("gửi đến"), max_length=250, blank=True)
    sent_on = models.DateField(_("ngày gửi"), null=True, blank=True)

    class Privacy:
        public = set()

    class Meta:
        verbose_name = _("hồ sơ đánh giá tác động")
        verbose_name_plural = _("hồ sơ đánh giá tác động")
        ordering = ["-made_on", "-pk"]

    def __str__(self):
        return str(_("hồ sơ đánh giá tác động ngày %s") % f"{self.made_on:%d/%m/%Y}")
