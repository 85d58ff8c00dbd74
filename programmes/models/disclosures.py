"""What of the gifts handed over is public: rows of an event and kind, and in which block each was disclosed."""

from functools import reduce
from operator import add

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from programmes.models.base import CheckedAtOnce
from programmes.models.gifts import PARTS
from programmes.models.handovers import HandoverEvent
from programmes.models.kinds import GiftKind
from programmes.models.places import Province
from programmes.models.programmes import Round


def total_vnd(path=""):
    """For queries: what the gifts of a Disclosure were worth, in đồng; `path` leads to it, "disclosure__"."""
    return reduce(add, (F(path + part) for part in PARTS))


class Disclosure(CheckedAtOnce):
    """Gifts of a kind handed over at an event, or (below zero) taken back; together they are the facts.

    Rows with the same `block` were disclosed together: only their sum is public, in every number above `height`.
    `tariff` names the rates by which such gifts are paid for; only rows of one tariff share a block.
    """

    class Height(models.TextChoices):
        """The finest number that shows a row; or why none does."""

        NEW = "new", _("chưa xét")
        WAITING = "waiting", _("chờ thêm")
        KEPT = "kept", _("không nêu khi khóa năm")
        EVENT = "event", _("từng buổi trao")
        ROUND = "round", _("đợt ở tỉnh")
        PROGRAMME = "programme", _("chương trình ở tỉnh")
        PROVINCE = "province", _("tỉnh")
        COUNTRY = "country", _("cả nước")

    HIDDEN = (Height.NEW, Height.WAITING, Height.KEPT)
    SHOWN_BY = {  # height: by what else than year and kind a row is shown
        Height.EVENT: ("programme", "round", "province"),
        Height.ROUND: ("programme", "round", "province"),
        Height.PROGRAMME: ("programme", "province"),
        Height.PROVINCE: ("province",),
        Height.COUNTRY: (),
    }

    event = models.ForeignKey(
        HandoverEvent, models.PROTECT, verbose_name=_("buổi trao"), related_name="disclosures", editable=False
    )
    kind = models.CharField(_("loại quà"), max_length=40, choices=GiftKind.choices)
    year = models.PositiveSmallIntegerField(_("năm"))
    round = models.ForeignKey(Round, models.PROTECT, verbose_name=_("đợt"), related_name="+")
    province = models.ForeignKey(Province, models.PROTECT, verbose_name=_("tỉnh, thành phố"))
    tariff = models.CharField(_("biểu định mức"), max_length=20, blank=True)
    quantity = models.BigIntegerField(_("số lượng"))
    donor_cost_vnd = models.BigIntegerField(_("chương trình chi (đồng)"))
    state_support_vnd = models.BigIntegerField(_("ngân sách nhà nước hỗ trợ (đồng)"))
    local_topup_vnd = models.BigIntegerField(_("ngân sách địa phương hỗ trợ (đồng)"))
    created_at = models.DateTimeField(_("ghi lúc"), default=timezone.now, editable=False)
    height = models.CharField(_("mức công khai"), max_length=9, choices=Height.choices, default=Height.NEW)
    block = models.BigIntegerField(_("khối công khai"), null=True)
    disclosed_at = models.DateTimeField(_("công khai lúc"), null=True)

    class Privacy:
        public = set()  # a row is public only within the sum of its block

    class Meta:
        verbose_name = _("phần công khai của buổi trao")
        verbose_name_plural = _("phần công khai của buổi trao")
        ordering = ["pk"]
        indexes = [models.Index(fields=["round", "province", "height"], name="disclosure_pool")]
        constraints = [
            models.CheckConstraint(condition=~Q(quantity=0), name="disclosure_of_somebody_cell"),
            models.CheckConstraint(
                condition=Q(height__in=["new", "waiting", "kept"], block__isnull=True, disclosed_at__isnull=True)
                | (~Q(height__in=["new", "waiting", "kept"]) & Q(block__isnull=False, disclosed_at__isnull=False)),
                name="disclosure_block_has_time",
            ),
        ]

    def __str__(self):
        return f"{self.event_id} {self.kind} {self.height}"

    @property
    def programme_id(self):
        return self.round.programme_id
