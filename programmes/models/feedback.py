"""What visitors ask and tell through the public form, until when it is answered, and the answer."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from programmes.models.base import CheckedAtOnce, pair
from programmes.models.fields import HASH_BYTES, EncryptedTextField
from programmes.models.offices import Office
from programmes.standards.dates import today_in_vietnam

LONGEST = 2000  # characters, of what is sent and of the answer


def waiting():
    """The condition of what waits for an answer."""
    return Q(state__in=Feedback.OPEN)


def late():
    """The condition of what waits beyond its day."""
    return waiting() & Q(due_on__lt=today_in_vietnam())


class Feedback(CheckedAtOnce):
    """One question, complaint or proposal of a visitor, who has no account; `code` is "PA-000012".

    The visitor finds it by a receipt code, of which only a keyed hash is kept. `about` is the path of the public page
    it came from ("trao-tang/12"), `about_name` what that page was called. Who sent it from where is not kept.
    """

    class Kind(models.TextChoices):
        QUESTION = "question", _("câu hỏi")
        COMPLAINT = "complaint", _("phản ánh")
        PROPOSAL = "proposal", _("góp ý")

    class State(models.TextChoices):
        RECEIVED = "received", _("mới nhận")
        HANDLED = "handled", _("đang xử lý")
        ANSWERED = "answered", _("đã trả lời")
        ASIDE = "aside", _("không xử lý")

    OPEN = (State.RECEIVED, State.HANDLED)

    class Aside(models.TextChoices):
        SPAM = "spam", _("thư rác, quảng cáo")
        ABUSE = "abuse", _("xúc phạm, đe dọa")
        TWICE = "twice", _("trùng với nội dung đã gửi")

    code = models.CharField(_("số phản ánh"), max_length=20, unique=True, editable=False)
    code_hash = models.BinaryField(_("dấu của mã tra cứu"), max_length=HASH_BYTES, unique=True, editable=False)
    kind = models.CharField(_("loại"), max_length=9, choices=Kind.choices)
    about = models.CharField(_("về trang"), max_length=200, blank=True, editable=False)
    about_name = models.CharField(_("tên trang"), max_length=250, blank=True, editable=False)
    text = EncryptedTextField(_("nội dung"), max_length=LONGEST, blank=True, default="")
    contact = EncryptedTextField(_("thư điện tử hoặc điện thoại"), max_length=254, blank=True, default="")
    received_at = models.DateTimeField(_("nhận lúc"), editable=False)
    due_on = models.DateField(_("hạn trả lời"), editable=False)
    office = models.ForeignKey(
        Office, models.PROTECT, verbose_name=_("cơ quan trả lời"), related_name="feedback", editable=False
    )
    state = models.CharField(
        _("trạng thái"), max_length=8, choices=State.choices, default=State.RECEIVED, editable=False
    )
    aside_as = models.CharField(_("không xử lý vì"), max_length=5, choices=Aside.choices, blank=True, editable=False)
    answer = EncryptedTextField(_("câu trả lời"), max_length=LONGEST, blank=True, default="")
    closed_at = models.DateTimeField(_("xong lúc"), null=True, blank=True, editable=False)
    closed_by = models.ForeignKey(
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
        personal = {"text", "contact", "answer"}

    class Meta:
        verbose_name = _("phản ánh, câu hỏi")
        verbose_name_plural = _("phản ánh, câu hỏi")
        ordering = ["due_on", "pk"]
        indexes = [
            models.Index(fields=["state", "due_on"], name="feedback_due"),
            models.Index(fields=["received_at"], name="feedback_received"),
        ]
        constraints = [
            pair("closed_at", "closed_by", "feedback_closed_pair"),
            models.CheckConstraint(
                condition=Q(state__in=("received", "handled"), closed_at__isnull=True)
                | Q(state__in=("answered", "aside"), closed_at__isnull=False),
                name="feedback_state_has_time",
            ),
            models.CheckConstraint(
                condition=Q(state="aside") & ~Q(aside_as="") | ~Q(state="aside") & Q(aside_as=""),
                name="feedback_aside_has_ground",
                violation_error_message=_("Chọn căn cứ không xử lý."),
            ),
        ]

    def __str__(self):
        return f"{self.code} · {self.get_kind_display()}"

    @property
    def is_open(self):
        return self.state in self.OPEN
