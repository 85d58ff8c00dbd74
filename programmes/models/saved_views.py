"""Views of a list that officers keep: filters, order and columns under a name, for oneself or for the office."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from programmes.models.offices import Office


class SavedView(models.Model):
    """`query` is what stands behind the ? of the list; without a name it holds the officer's own columns."""

    table = models.CharField(_("danh sách"), max_length=40)
    name = models.CharField(_("tên bộ lọc"), max_length=60, blank=True)
    query = models.CharField(_("lọc, thứ tự và cột"), max_length=1000, blank=True)
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("của cán bộ"), related_name="+", db_index=False
    )
    office = models.ForeignKey(
        Office, models.PROTECT, verbose_name=_("dùng chung ở cơ quan"), null=True, blank=True, related_name="+"
    )

    class Privacy:
        public = set()

    class Meta:
        verbose_name = _("bộ lọc đã lưu")
        verbose_name_plural = _("bộ lọc đã lưu")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["officer", "table", "name"],
                name="saved_view_name_once",
                violation_error_message=_("Bạn đã có bộ lọc tên này ở danh sách; chọn tên khác."),
            ),
            models.CheckConstraint(
                condition=~Q(name="") | Q(office__isnull=True),
                name="saved_view_of_office_has_name",
                violation_error_message=_("Bộ lọc dùng chung ở cơ quan phải có tên."),
            ),
        ]

    def __str__(self):
        return self.name
