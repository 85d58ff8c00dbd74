"""Gift lists: one round, one province, one decision; the unit of approval and of hand-over."""

import re

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from programmes.models.base import Entered, not_maker, pair
from programmes.models.imports import ImportBatch
from programmes.models.offices import Office
from programmes.models.places import Province
from programmes.models.programmes import Round

_NUMBER_OF_CODE = re.compile(r"-(\d+)$", re.ASCII)
_SAYS_DECISION = re.compile(r"(?:QĐ|quyết định)\b", re.IGNORECASE)

NAME_FROM = ("round__name", "province__name", "decision_number", "code")  # what list_name takes


def list_name(round_name, province_name, decision_number, code):
    """What a person calls a list: "Sổ, thẻ 2026 · Nghệ An · QĐ 245/QĐ-BHXH"; before its decision by its number."""
    if decision_number:
        last = decision_number if _SAYS_DECISION.match(decision_number) else _("QĐ %s") % decision_number
    else:
        found = _NUMBER_OF_CODE.search(code)
        last = _("danh sách số %s") % (found[1] if found else 1)
    return f"{round_name} · {province_name} · {last}"


class GiftListQuerySet(models.QuerySet):
    def named(self):
        """With all that their names are made of."""
        return self.select_related("round", "province")

    def ready_to_hand_over(self):
        """Approved lists that no planned event holds; after an event whoever was absent waits for another one."""
        return self.filter(state=GiftList.State.APPROVED).exclude(handover_lines__event__state="planned")


class GiftList(Entered):
    """A list of gifts: draft -> submitted -> approved -> handed over; returned to draft with a reason, or recalled by
    its makers until an approver has opened it (`opened_at`).
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("đang lập")
        SUBMITTED = "submitted", _("chờ duyệt")
        APPROVED = "approved", _("đã duyệt")
        HANDED_OVER = "handed_over", _("đã trao")

    code = models.CharField(_("mã danh sách"), max_length=80, unique=True, blank=True)
    round = models.ForeignKey(Round, models.PROTECT, verbose_name=_("đợt"), related_name="gift_lists")
    office = models.ForeignKey(Office, models.PROTECT, verbose_name=_("cơ quan lập"), related_name="gift_lists")
    province = models.ForeignKey(Province, models.PROTECT, verbose_name=_("tỉnh, thành phố"), related_name="gift_lists")
    decision_number = models.CharField(_("số quyết định"), max_length=60, blank=True)
    decision_on = models.DateField(_("ngày quyết định"), null=True, blank=True)
    state = models.CharField(_("trạng thái"), max_length=12, choices=State.choices, default=State.DRAFT, editable=False)
    submitted_at = models.DateTimeField(_("trình lúc"), null=True, blank=True, editable=False)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("người trình"),
        null=True,
        blank=True,
        related_name="+",
        editable=False,
    )
    first_approved_at = models.DateTimeField(_("duyệt lần một lúc"), null=True, blank=True, editable=False)
    first_approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("người duyệt lần một"),
        null=True,
        blank=True,
        related_name="+",
        editable=False,
    )
    approved_at = models.DateTimeField(_("duyệt lúc"), null=True, blank=True, editable=False)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("người duyệt"),
        null=True,
        blank=True,
        related_name="+",
        editable=False,
    )
    opened_at = models.DateTimeField(_("mở xem để duyệt lúc"), null=True, blank=True, editable=False)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("người đang xem để duyệt"),
        null=True,
        blank=True,
        related_name="+",
        editable=False,
    )
    value_vnd = models.BigIntegerField(_("chương trình chi khi duyệt (đồng)"), default=0, db_default=0, editable=False)
    funded_vnd = models.BigIntegerField(_("đã phân bổ (đồng)"), default=0, db_default=0, editable=False)
    difference_reason = models.CharField(
        _("lý do chi khác mức tính theo định mức"),
        max_length=250,
        blank=True,
        default="",
        db_default="",
        editable=False,
    )
    return_reason = models.CharField(_("lý do trả lại"), max_length=250, blank=True, editable=False)
    note = models.TextField(_("ghi chú"), blank=True)
    batch = models.ForeignKey(
        ImportBatch, models.PROTECT, verbose_name=_("lần nhập tệp"), null=True, blank=True, editable=False
    )

    objects = GiftListQuerySet.as_manager()

    class Privacy:
        public = {"round", "province", "decision_number", "decision_on", "state"}

    class Meta:
        verbose_name = _("danh sách tặng")
        verbose_name_plural = _("danh sách tặng")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["state", "province"], name="gift_list_state_province")]
        permissions = [
            ("import_giftlist", _("Nhập tệp danh sách tặng")),
            ("export_giftlist", _("Xuất tệp danh sách tặng")),
            ("submit_giftlist", _("Trình danh sách tặng")),
            ("approve_giftlist", _("Duyệt danh sách tặng")),
        ]
        constraints = [
            pair("submitted_at", "submitted_by", "gift_list_submitted_pair"),
            pair("approved_at", "approved_by", "gift_list_approved_pair"),
            pair("first_approved_at", "first_approved_by", "gift_list_first_approved_pair"),
            pair("opened_at", "opened_by", "gift_list_opened_pair"),
            not_maker("first_approved_by", "entered_by", "gift_list_first_approver_is_not_maker"),
            not_maker("first_approved_by", "submitted_by", "gift_list_first_approver_is_not_submitter"),
            not_maker("approved_by", "first_approved_by", "gift_list_approvers_are_two"),
            models.CheckConstraint(
                condition=Q(funded_vnd__gte=0, funded_vnd__lte=F("value_vnd")),
                name="gift_list_funded_within_value",
                violation_error_message=_("Không phân bổ quá giá trị danh sách; tải lại trang để xem số mới nhất."),
            ),
            not_maker("approved_by", "entered_by", "gift_list_approver_is_not_maker"),
            not_maker("approved_by", "submitted_by", "gift_list_approver_is_not_submitter"),
            models.CheckConstraint(
                condition=Q(state__in=["approved", "handed_over"], approved_at__isnull=False)
                | Q(state__in=["draft", "submitted"], approved_at__isnull=True),
                name="gift_list_approved_has_time",
            ),
        ]

    def __str__(self):
        return list_name(self.round.name, self.province.name, self.decision_number, self.code)
