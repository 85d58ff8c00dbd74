"""The processes that take up jobs, and whether they are still there."""

from datetime import timedelta

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

# A process signs every ten seconds; whoever has not signed for thirty is gone.
SIGNS_EVERY, GONE_AFTER = timedelta(seconds=10), timedelta(seconds=30)


def is_recent(field):
    """A condition over rows: the sign in this field is no older than GONE_AFTER.

    One of the future is of before somebody set the clock back.
    """
    return models.Q(**{f"{field}__range": (Now() - GONE_AFTER, Now() + GONE_AFTER)})


class WorkerQuerySet(models.QuerySet):
    def alive(self):
        """Those who have signed lately."""
        return self.filter(is_recent("seen_at"))


class Worker(models.Model):
    """A process that works on uploads; all times are of the clock of the database, whatever machine it runs on."""

    token = models.CharField(_("mã tiến trình"), max_length=32, unique=True, editable=False)
    place = models.CharField(_("máy và số tiến trình"), max_length=100)
    started_at = models.DateTimeField(_("chạy từ"), db_default=Now())
    seen_at = models.DateTimeField(_("tín hiệu gần nhất"), db_default=Now())

    objects = WorkerQuerySet.as_manager()

    class Privacy:
        public = set()

    class Meta:
        verbose_name = _("tiến trình nền")
        verbose_name_plural = _("các tiến trình nền")

    def __str__(self):
        return self.place
