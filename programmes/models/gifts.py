"""Gifts, of a kind of models/kinds.py; to a person or, as a quantity, to a group."""

from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.db.models.lookups import Exact, GreaterThan
from django.utils.translation import gettext_lazy as _

from programmes.models.base import Entered
from programmes.models.gift_lists import GiftList
from programmes.models.handovers import HandoverEvent
from programmes.models.imports import ImportBatch
from programmes.models.kinds import INSURANCE_KINDS, Category, GiftKind
from programmes.models.programmes import Round
from programmes.models.recipients import RESTRICTED_NAME, Recipient
from programmes.models.sums import sum_of
from programmes.models.valuations import Valuation

MAX_GIFT_VND = 10**12
# Who pays a gift; its total is the sum of the three.
PARTS = ("donor_cost_vnd", "state_support_vnd", "local_topup_vnd")
# Of what the state and the locality pay a file or form may say nothing: 0 is no statement, and differs from none.
STATED_WHERE_PAID = ("state_support_vnd", "local_topup_vnd")


def shown_need(text):
    """What is shown of why somebody receives, which tells of illness or poverty: that it is kept."""
    return "•••••" if text else ""


class Kin(models.TextChoices):
    """Who came for somebody else's gift."""

    SPOUSE = "spouse", _("vợ, chồng")
    CHILD = "child", _("con")
    PARENT = "parent", _("bố, mẹ")
    SIBLING = "sibling", _("anh, chị, em")
    VILLAGE_HEAD = "village_head", _("trưởng thôn")
    OTHER = "other", _("khác")


def _states_another_value():
    """Condition: the file or form states another value than the one computed beside it, in any part of it.

    The computed one is looked up for each gift by its key: an UPDATE by it needs no join of gifts with themselves,
    which PostgreSQL walks through once for each row while its statistics are of before the rows came.
    """
    stated = {name: OuterRef(name) for name in PARTS}
    differs = ~Q(donor_cost_vnd=stated["donor_cost_vnd"])
    for name in STATED_WHERE_PAID:
        differs |= Q(GreaterThan(stated[name], 0)) & ~Q(**{name: stated[name]})
    return Exists(Valuation.objects.filter(differs, pk=OuterRef("valuation")))


class GiftQuerySet(models.QuerySet):
    def expected(self):
        """Gifts that are still to be handed over: not received anywhere, not given back."""
        return self.filter(event__isnull=True).exclude(outcome="returned")

    def not_received(self):
        """Gifts that nobody has received; one noted as returned may be noted anew until its event is closed."""
        told = self.model._meta.get_field("handover_outcomes").related_model.objects.filter(gift=OuterRef("pk"))
        last = Coalesce(Subquery(told.order_by("-pk").values("outcome")[:1]), Value(""))
        return self.filter(~Q(outcome="returned") | ~Q(Exact(last, "returned")), event__isnull=True)

    def given_back(self):
        """Gifts that nobody will be handed any more: they need no money."""
        return self.filter(outcome="returned")

    def refused(self):
        """Gifts for which social insurance has given out no card or book, and said why."""
        return self.filter(issuance__isnull=False).exclude(issuance__refusal="")

    def differing(self):
        """Gifts of which the file or form states another value than the one computed beside it, as it is noted."""
        return self.filter(differs=True)

    def wrongly_noted(self):
        """Gifts that differ and are not noted so, or the other way round."""
        found = _states_another_value()
        return self.filter(Q(found, differs=False) | Q(~found, differs=True))

    def with_unstated_shares(self):
        """Gifts that cost what was computed, and of which it is not stated what the state or the locality pays."""
        same = {name: models.F(f"valuation__{name}") for name in PARTS}
        return self.filter(~Q(**same), valuation__isnull=False).exclude(pk__in=self.differing().values("pk"))

    def unvalued(self):
        """Insurance without a computed value."""
        return self.filter(kind__in=INSURANCE_KINDS, valuation__isnull=True)


def lacking_vnd():
    """Expression over gift lists: đồng that an approved list still lacks; what came back needs no money again."""
    given_back = sum_of(Gift.objects.given_back(), "donor_cost_vnd", gift_list=models.OuterRef("pk"))
    return models.F("value_vnd") - given_back - models.F("funded_vnd")


class Gift(Entered):
    """One line of a gift list.

    Value in whole đồng: what the state, the locality and the programme (donor_cost_vnd) pay; the total is their
    sum. `round` repeats the list's round so that the database itself can refuse a second gift of a kind to a
    person in a round; actions set it from the list, and a draft that changes its round takes its gifts along.
    """

    class Delivery(models.TextChoices):
        PAPER = "paper", _("bản giấy, hiện vật")
        ELECTRONIC = "electronic", _("điện tử")

    class Outcome(models.TextChoices):
        HANDED_OVER = "handed_over", _("đã nhận")
        BY_PROXY = "by_proxy", _("nhận thay")
        ABSENT = "absent", _("vắng mặt")
        RETURNED = "returned", _("trả lại")

    RECEIVED = (Outcome.HANDED_OVER, Outcome.BY_PROXY)

    gift_list = models.ForeignKey(GiftList, models.PROTECT, verbose_name=_("danh sách"), related_name="gifts")
    round = models.ForeignKey(
        Round, models.PROTECT, verbose_name=_("đợt"), related_name="+", db_index=False, editable=False
    )
    kind = models.CharField(_("loại quà"), max_length=40, choices=GiftKind.choices)
    recipient = models.ForeignKey(
        Recipient,
        models.PROTECT,
        verbose_name=_("người nhận"),
        null=True,
        blank=True,
        related_name="gifts",
        db_index=False,
    )
    group_name = models.CharField(
        _("nhóm người nhận"),
        max_length=150,
        blank=True,
        help_text=_("Khi tặng cả nhóm, ví dụ: khám bệnh tại xã Nậm Pồ; ghi số người ở ô số lượng."),
    )
    quantity = models.PositiveIntegerField(_("số lượng"), default=1)
    category = models.CharField(_("đối tượng"), max_length=40, choices=Category.choices, blank=True)
    months = models.PositiveSmallIntegerField(_("số tháng"), null=True, blank=True)
    starts_on = models.DateField(_("từ tháng"), null=True, blank=True)
    donor_cost_vnd = models.BigIntegerField(_("chương trình chi (đồng)"))
    state_support_vnd = models.BigIntegerField(_("ngân sách nhà nước hỗ trợ (đồng)"), default=0)
    local_topup_vnd = models.BigIntegerField(_("ngân sách địa phương hỗ trợ (đồng)"), default=0)
    household_order = models.PositiveSmallIntegerField(
        _("thứ tự trong hộ"), null=True, blank=True, help_text=_("Chỉ cho thẻ BHYT theo hộ gia đình: 1 đến 5.")
    )
    valuation = models.ForeignKey(
        Valuation,
        models.PROTECT,
        verbose_name=_("cách tính giá"),
        null=True,
        blank=True,
        related_name="gifts",
        editable=False,
        db_index=False,
    )
    differs = models.BooleanField(_("khác mức tính theo định mức"), default=False, db_default=False, editable=False)
    delivery = models.CharField(
        _("hình thức giao"), max_length=10, choices=Delivery.choices, default=Delivery.PAPER, db_default=Delivery.PAPER
    )
    outcome = models.CharField(
        _("kết quả trao"), max_length=11, choices=Outcome.choices, blank=True, default="", db_default="", editable=False
    )
    proxy_name = models.CharField(
        _("người nhận thay"), max_length=100, blank=True, default="", db_default="", editable=False
    )
    proxy_kin = models.CharField(
        _("quan hệ"), max_length=12, choices=Kin.choices, blank=True, default="", db_default="", editable=False
    )
    event = models.ForeignKey(
        HandoverEvent,
        models.PROTECT,
        verbose_name=_("trao tại buổi"),
        null=True,
        blank=True,
        related_name="gifts",
        editable=False,
        db_index=False,
    )
    note = models.CharField(_("ghi chú"), max_length=250, blank=True)
    batch = models.ForeignKey(
        ImportBatch, models.PROTECT, verbose_name=_("lần nhập tệp"), null=True, blank=True, editable=False
    )

    objects = GiftQuerySet.as_manager()

    class Privacy:
        public = {"kind", "round", "quantity"}
        personal = {
            "recipient",
            "group_name",
            "category",
            "note",
            "household_order",
            "outcome",
            "proxy_name",
            "proxy_kin",
        }

    class Meta:
        verbose_name = _("suất quà")
        verbose_name_plural = _("suất quà")
        ordering = ["gift_list", "pk"]
        indexes = [
            models.Index(fields=["event"], condition=Q(event__isnull=False), name="gift_event"),
            models.Index(fields=["gift_list", "id"], condition=Q(differs=True), name="gift_differs"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["recipient", "round", "kind"],
                name="gift_once_per_person_round_kind",
                violation_error_message=_("Người này đã có loại quà này trong đợt."),
            ),
            models.UniqueConstraint(
                fields=["gift_list", "kind", "group_name"],
                condition=Q(recipient__isnull=True),
                name="gift_once_per_group_list_kind",
                violation_error_message=_("Nhóm này đã có loại quà này trong danh sách."),
            ),
            models.CheckConstraint(
                condition=Q(recipient__isnull=False, group_name="", quantity=1)
                | (Q(recipient__isnull=True, quantity__gte=1, quantity__lte=1_000_000) & ~Q(group_name="")),
                name="gift_person_or_group",
                violation_error_message=_("Suất quà là của một người (số lượng 1) hoặc của một nhóm có tên."),
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=INSURANCE_KINDS)
                | Q(
                    recipient__isnull=False,
                    months__isnull=False,  # a comparison with NULL is not false, so the database would let it pass
                    months__gte=1,
                    months__lte=120,
                    starts_on__isnull=False,
                ),
                name="gift_insurance_has_months",
                violation_error_message=_("Quà bảo hiểm phải có người nhận, số tháng và tháng bắt đầu."),
            ),
            models.CheckConstraint(
                condition=Q(
                    donor_cost_vnd__gte=0,
                    donor_cost_vnd__lte=MAX_GIFT_VND,
                    state_support_vnd__gte=0,
                    state_support_vnd__lte=MAX_GIFT_VND,
                    local_topup_vnd__gte=0,
                    local_topup_vnd__lte=MAX_GIFT_VND,
                ),
                name="gift_value_in_range",
                violation_error_message=_("Giá trị phải là số đồng nguyên, không âm."),
            ),
            models.CheckConstraint(
                condition=Q(household_order__isnull=True) | Q(household_order__gte=1, household_order__lte=20),
                name="gift_household_order_in_range",
                violation_error_message=_("Thứ tự trong hộ là số từ 1 đến 20."),
            ),
            models.CheckConstraint(
                condition=Q(event__isnull=False, outcome__in=["handed_over", "by_proxy"])
                | Q(event__isnull=True, outcome__in=["", "absent", "returned", "handed_over", "by_proxy"]),
                name="gift_event_cell",
            ),
        ]

    def __str__(self):
        is_masked = self.recipient and self.recipient.restricted_on
        return f"{self.get_kind_display()} · {RESTRICTED_NAME if is_masked else self.recipient or self.group_name}"

    @property
    def masked_category(self):
        return shown_need(self.category)

    @property
    def masked_note(self):
        return shown_need(self.note)

    @property
    def total_vnd(self):
        """Face value in đồng: state support + local top-up + donor cost."""
        return sum(getattr(self, name) for name in PARTS)

    @property
    def is_insurance(self):
        return self.kind in INSURANCE_KINDS

    @property
    def differing_parts(self):
        """The parts of the value that are stated and are not what was computed; in the order of PARTS."""
        if self.valuation is None:
            return []
        stated = [name for name in PARTS if getattr(self, name) or name not in STATED_WHERE_PAID]
        return [name for name in stated if getattr(self, name) != getattr(self.valuation, name)]
