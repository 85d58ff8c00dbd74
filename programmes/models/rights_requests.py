"""Requests of persons about their own data: who asked for what, until when it is answered, what was done."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from programmes.models.base import Entered, pair
from programmes.models.donors import Donor
from programmes.models.offices import Office
from programmes.models.recipients import Recipient


class RightsRequest(Entered):
    """A request of one person (Luật 91/2025/QH15 Điều 4): a recipient, or a donor who is a person.

    `code` is "YC-000012"; `due_on` is reckoned by rules/rights_requests.py from `received_on`.
    """

    class Kind(models.TextChoices):
        SEE = "see", _("xem, nhận bản sao dữ liệu")
        CORRECT = "correct", _("sửa dữ liệu sai")
        RESTRICT = "restrict", _("hạn chế xử lý")
        ERASE = "erase", _("xóa dữ liệu")
        WITHDRAW = "withdraw", _("rút lại sự đồng ý")

    class Channel(models.TextChoices):
        PAPER = "paper", _("đơn giấy")
        PHONE = "phone", _("điện thoại")
        IN_PERSON = "in_person", _("trực tiếp")

    class State(models.TextChoices):
        RECEIVED = "received", _("đã nhận, chưa trả lời")
        ANSWERED = "answered", _("đã trả lời")
        REFUSED = "refused", _("từ chối")

    office = models.ForeignKey(
        Office, models.PROTECT, verbose_name=_("cơ quan tiếp nhận"), related_name="rights_requests", editable=False
    )
    code = models.CharField(_("số yêu cầu"), max_length=20, unique=True, blank=True, editable=False)
    kind = models.CharField(_("nội dung yêu cầu"), max_length=8, choices=Kind.choices)
    recipient = models.ForeignKey(
        Recipient, models.PROTECT, verbose_name=_("người nhận"), null=True, blank=True, related_name="rights_requests"
    )
    donor = models.ForeignKey(
        Donor,
        models.PROTECT,
        verbose_name=_("nhà hảo tâm (cá nhân)"),
        null=True,
        blank=True,
        related_name="rights_requests",
    )
    received_on = models.DateField(_("ngày nhận"))
    channel = models.CharField(_("cách nhận"), max_length=9, choices=Channel.choices)
    asker = models.CharField(
        _("người yêu cầu"),
        max_length=100,
        blank=True,
        help_text=_("Họ tên người đến hoặc ký đơn; người thay mặt thì ghi thêm quan hệ."),
    )
    proof = models.CharField(
        _("giấy tờ đã đối chiếu"),
        max_length=100,
        blank=True,
        help_text=_("Ví dụ “căn cước, giấy ủy quyền”; không ghi số giấy tờ."),
    )
    due_on = models.DateField(_("hạn trả lời"), editable=False)
    extended_at = models.DateTimeField(_("gia hạn lúc"), null=True, blank=True, editable=False)
    extended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("người gia hạn"),
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        db_index=False,
    )
    extension_reason = models.CharField(_("lý do gia hạn"), max_length=250, blank=True, editable=False)
    state = models.CharField(
        _("trạng thái"), max_length=8, choices=State.choices, default=State.RECEIVED, editable=False
    )
    answer = models.CharField(_("việc đã làm"), max_length=500, blank=True, editable=False)
    refusal = models.CharField(_("lý do từ chối"), max_length=250, blank=True, editable=False)
    answered_at = models.DateTimeField(_("trả lời lúc"), null=True, blank=True, editable=False)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("người trả lời"),
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        db_index=False,
    )

    class Privacy:
        public = set()
        personal = {"recipient", "donor", "asker", "proof", "answer"}

    class Meta:
        verbose_name = _("yêu cầu của chủ thể dữ liệu")
        verbose_name_plural = _("yêu cầu của chủ thể dữ liệu")
        ordering = ["due_on", "pk"]
        indexes = [models.Index(fields=["state", "due_on"], name="rights_request_due")]
        constraints = [
            pair("answered_at", "answered_by", "rights_request_answered_pair"),
            pair("extended_at", "extended_by", "rights_request_extended_pair"),
            models.CheckConstraint(
                condition=Q(recipient__isnull=False, donor__isnull=True)
                | Q(recipient__isnull=True, donor__isnull=False),
                name="rights_request_one_person",
                violation_error_message=_("Chọn một người nhận hoặc một nhà hảo tâm, không cả hai."),
            ),
            models.CheckConstraint(
                condition=Q(state="received", answered_at__isnull=True)
                | Q(~Q(state="received"), answered_at__isnull=False),
                name="rights_request_state_has_time",
            ),
        ]

    def __str__(self):
        return f"{self.code} · {self.get_kind_display()}"

    @property
    def person(self):
        """The recipient or donor whose data it is about."""
        return self.recipient or self.donor
