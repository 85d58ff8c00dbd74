"""One upload of a file: who sent it, what it holds, how far it has come."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from programmes.models.base import of_each
from programmes.models.offices import Office
from programmes.models.programmes import Round
from programmes.models.workers import Worker

FAULTS_ENDING = ".loi"  # behind the name of the upload


class ImportBatch(models.Model):
    """A file on its way into the books.

    uploaded -> previewed -> confirmed -> stored, and perhaps undone; cancelled by its owner, or failed, with the
    reason in `message`. A file with refused rows stays previewed.
    `report` is what exchange/desk/reports.py tells, as JSON: counts, the first rows of each kind, errors.
    """

    class Layout(models.TextChoices):
        DONORS = "donors", _("nhà hảo tâm")
        DONATIONS = "donations", _("khoản ủng hộ")
        GIFTS = "gifts", _("danh sách tặng")
        PUBLISHED_FIGURES = "published_figures", _("số liệu công bố")
        BANK_LINES = "bank_lines", _("sao kê ngân hàng")
        ISSUED = "issued", _("kết quả cấp thẻ, sổ")
        OUTCOMES = "outcomes", _("kết quả trao")

    # The table that holds the rights to import and to export such a file; its list is where the file is sent.
    TABLES = of_each(
        Layout,
        {
            Layout.DONORS: "donor",
            Layout.DONATIONS: "donation",
            Layout.GIFTS: "giftlist",
            Layout.PUBLISHED_FIGURES: "publishedfigure",
            Layout.BANK_LINES: "bankline",
            Layout.ISSUED: "issuance",
            Layout.OUTCOMES: "handoverevent",
        },
    )

    class State(models.TextChoices):
        UPLOADED = "uploaded", _("chờ đọc tệp")
        PREVIEWED = "previewed", _("chờ xác nhận")
        CONFIRMED = "confirmed", _("đang ghi")
        STORED = "stored", _("đã ghi")
        UNDONE = "undone", _("đã rút lại")
        FAILED = "failed", _("không đọc được")
        CANCELLED = "cancelled", _("đã bỏ")

    layout = models.CharField(_("loại tệp"), max_length=20, choices=Layout.choices)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("người nhập"))
    office = models.ForeignKey(Office, models.PROTECT, verbose_name=_("cơ quan"))
    round = models.ForeignKey(Round, models.PROTECT, verbose_name=_("đợt"), null=True, blank=True)
    filename = models.CharField(_("tên tệp"), max_length=200)
    file = models.FileField(_("tệp"), upload_to="imports/%Y/%m", max_length=250)
    sha256 = models.CharField(_("dấu vân tay SHA-256"), max_length=64)
    size_bytes = models.PositiveBigIntegerField(_("dung lượng"))
    token = models.CharField(_("mã phiên"), max_length=32, unique=True, editable=False)
    state = models.CharField(_("trạng thái"), max_length=10, choices=State.choices, default=State.UPLOADED)
    options = models.JSONField(_("lựa chọn"), default=dict, blank=True)
    rows_done = models.PositiveIntegerField(_("số dòng đã đọc"), default=0)
    attempts = models.PositiveSmallIntegerField(_("số lần thử"), default=0)
    heartbeat_at = models.DateTimeField(_("tín hiệu gần nhất"), null=True, blank=True)
    worker = models.ForeignKey(
        Worker, models.PROTECT, verbose_name=_("tiến trình đang làm"), null=True, blank=True, editable=False
    )
    report = models.JSONField(_("kết quả"), default=dict, blank=True)
    message = models.TextField(_("thông báo"), blank=True)
    created_at = models.DateTimeField(_("tải lên lúc"), auto_now_add=True)
    finished_at = models.DateTimeField(_("xong lúc"), null=True, blank=True)

    class Privacy:
        public = set()
        personal = {"file", "report"}

    class Meta:
        verbose_name = _("lần nhập tệp")
        verbose_name_plural = _("các lần nhập tệp")
        ordering = ["-pk"]

    @property
    def faults_name(self):
        """Under which name what is wrong with its rows is kept, beside the upload and as long."""
        return f"{self.file.name}{FAULTS_ENDING}"

    @property
    def told_state(self):
        """What is shown of its state: a file that lacks but answers is not called unreadable."""
        waits = self.state == self.State.FAILED and self.report.get("lacks_answers")
        return _("chờ trả lời") if waits else self.get_state_display()

    def __str__(self):
        return self.filename

    @classmethod
    def remembered_by(cls):
        """The tables whose records know the file that added them."""
        return {relation.related_model for relation in cls._meta.related_objects}


class HeadingMemory(models.Model):
    """How an office's own heading was understood, so that the officer maps it once."""

    office = models.ForeignKey(Office, models.PROTECT, verbose_name=_("cơ quan"))
    layout = models.CharField(_("loại tệp"), max_length=20, choices=ImportBatch.Layout.choices)
    heading = models.CharField(_("tiêu đề trong tệp"), max_length=200)
    column = models.CharField(_("cột trong sổ"), max_length=40, blank=True)

    class Privacy:
        public = set()

    class Meta:
        verbose_name = _("tiêu đề đã nhớ")
        verbose_name_plural = _("tiêu đề đã nhớ")
        constraints = [
            models.UniqueConstraint(
                fields=["office", "layout", "heading"],
                name="heading_memory_once",
                violation_error_message=_("Tiêu đề này đã được nhớ cho cơ quan; sửa cách hiểu đã có."),
            )
        ]

    def __str__(self):
        return f"{self.heading} → {self.column}"


class ValueMemory(models.Model):
    """What an office's own word in a column of choices means, so that the officer says it once.

    `text` is what the column knows it again by (Column.key), `meaning` a text that the column reads.
    """

    office = models.ForeignKey(Office, models.PROTECT, verbose_name=_("cơ quan"))
    layout = models.CharField(_("loại tệp"), max_length=20, choices=ImportBatch.Layout.choices)
    column = models.CharField(_("cột trong sổ"), max_length=40)
    text = models.CharField(_("cách ghi trong tệp"), max_length=200)
    meaning = models.CharField(_("nghĩa là"), max_length=200)
    told_on = models.DateField(_("trả lời ngày"))

    class Privacy:
        public = set()

    class Meta:
        verbose_name = _("cách ghi đã nhớ")
        verbose_name_plural = _("cách ghi đã nhớ")
        constraints = [
            models.UniqueConstraint(
                fields=["office", "layout", "column", "text"],
                name="value_memory_once",
                violation_error_message=_("Cách ghi này đã được nhớ cho cơ quan; sửa nghĩa đã có."),
            )
        ]

    def __str__(self):
        return f"{self.text} → {self.meaning}"
