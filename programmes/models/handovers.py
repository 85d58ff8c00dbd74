"""Hand-over events: a place, a day, a delegation, and the lists handed over there."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from programmes.models.base import Entered
from programmes.models.gift_lists import GiftList
from programmes.models.offices import Office
from programmes.models.places import Province
from programmes.models.programmes import Round


class HandoverEventQuerySet(models.QuerySet):
    def done(self):
        return self.filter(state=HandoverEvent.State.DONE)


class HandoverEvent(Entered):
    """A hand-over (buổi trao). What it hands over counts in public once it is done, in the year of `held_on`."""

    class State(models.TextChoices):
        PLANNED = "planned", _("dự kiến")
        DONE = "done", _("đã trao")

    office = models.ForeignKey(Office, models.PROTECT, verbose_name=_("cơ quan tổ chức"), related_name="handovers")
    round = models.ForeignKey(Round, models.PROTECT, verbose_name=_("đợt"), related_name="handovers")
    province = models.ForeignKey(Province, models.PROTECT, verbose_name=_("tỉnh, thành phố"), related_name="handovers")
    title = models.CharField(_("tên buổi trao"), max_length=200)
    place = models.CharField(_("địa điểm"), max_length=200)
    held_on = models.DateField(_("ngày trao"))
    delegation = models.CharField(_("đoàn công tác"), max_length=250, blank=True)
    state = models.CharField(
        _("trạng thái"), max_length=8, choices=State.choices, default=State.PLANNED, editable=False
    )
    note = models.TextField(_("ghi chú"), blank=True)
    photo = models.FileField(_("ảnh buổi trao"), upload_to="handovers/", blank=True)
    photo_caption = models.CharField(_("chú thích ảnh"), max_length=200, blank=True)
    photo_consented_on = models.DateField(
        _("đồng ý đăng ảnh ngày"),
        null=True,
        blank=True,
        help_text=_("Ngày những người trong ảnh đồng ý bằng văn bản; để trống thì ảnh không công khai."),
    )

    objects = HandoverEventQuerySet.as_manager()

    class Privacy:
        public = {"round", "province", "title", "place", "held_on", "delegation", "state", "photo_caption"}

    class Meta:
        verbose_name = _("buổi trao tặng")
        verbose_name_plural = _("buổi trao tặng")
        ordering = ["-held_on", "-pk"]
        indexes = [models.Index(fields=["state", "held_on"], name="handover_state_day")]
        permissions = [
            ("hand_over_handoverevent", _("Ghi nhận đã trao")),
            ("import_handoverevent", _("Nhập tệp kết quả trao")),
            ("export_handoverevent", _("Xuất tệp kết quả trao")),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(title="") & ~Q(place=""), name="handover_has_title_and_place"),
        ]

    def __str__(self):
        return self.title

    @property
    def has_photo(self):
        """Whether there is a photo to show; after a restore without DATA_DIR its file is missing."""
        return bool(self.photo) and self.photo.storage.exists(self.photo.name)

    def read_photo(self):
        """The bytes of the photo; None where there is none, be it that it went a moment ago."""
        try:
            with self.photo.open("rb") as file:
                return file.read()
        except (ValueError, FileNotFoundError):  # ValueError: none was ever stored
            return None


class HandoverLine(models.Model):
    """One gift list of an event. Whoever was absent is handed their gift at a later event of the same list."""

    event = models.ForeignKey(HandoverEvent, models.CASCADE, verbose_name=_("buổi trao"), related_name="lines")
    gift_list = models.ForeignKey(GiftList, models.PROTECT, verbose_name=_("danh sách"), related_name="handover_lines")

    class Privacy:
        public = {"event", "gift_list"}

    class Meta:
        verbose_name = _("danh sách của buổi trao")
        verbose_name_plural = _("danh sách của buổi trao")
        constraints = [
            models.UniqueConstraint(
                fields=["event", "gift_list"],
                name="handover_line_once",
                violation_error_message=_("Danh sách này đã có trong buổi trao."),
            ),
        ]

    def __str__(self):
        return str(self.gift_list)
