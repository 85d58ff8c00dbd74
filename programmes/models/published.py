"""Published figures: numbers that someone made public, in their own words. They are never added to counted ones."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from programmes.models.base import Entered
from programmes.models.programmes import Programme


class PublishedFigure(Entered):
    """A number with its qualifier, unit, period, source and as-of date.

    "hàng chục nghìn người" has no number: `value` is empty and only `wording` is shown.
    `value_low` and `value_high` are our reading of the wording, for plausibility only, never shown as figures.
    """

    class Indicator(models.TextChoices):
        AMOUNT_RAISED = "amount_raised", _("số tiền huy động")
        BOOKS_AND_CARDS_GIVEN = "books_and_cards_given", _("sổ BHXH và thẻ BHYT đã trao")
        VALUE_BOOKS_AND_CARDS_GIVEN = "value_books_and_cards_given", _("giá trị sổ BHXH và thẻ BHYT đã trao")
        TET_GIFTS_GIVEN = "tet_gifts_given", _("suất quà Tết đã trao")
        BENEFICIARIES = "beneficiaries", _("người thụ hưởng")
        BOOKS_GIVEN = "books_given", _("sổ BHXH đã trao")
        CARDS_GIVEN = "cards_given", _("thẻ BHYT đã trao")
        DELEGATION_TRIPS = "delegation_trips", _("đoàn công tác")
        OTHER = "other", _("khác")

    class Unit(models.TextChoices):
        VND = "VND", _("đồng")
        PERSON = "person", _("người")
        BOOK = "book", _("sổ")
        CARD = "card", _("thẻ")
        ITEM = "item", _("sổ và thẻ")
        GIFT = "gift", _("suất")
        TRIP = "trip", _("đoàn")

    class Qualifier(models.TextChoices):
        EXACT = "exact", _("đúng")
        OVER = "over", _("hơn")
        NEARLY = "nearly", _("gần")
        ABOUT = "about", _("khoảng")
        AT_LEAST = "at_least", _("ít nhất")
        ORDER_OF_MAGNITUDE = "order_of_magnitude", _("chỉ nêu độ lớn")
        NOT_COUNTED = "not_counted", _("không nêu số")

    WITHOUT_NUMBER = (Qualifier.ORDER_OF_MAGNITUDE, Qualifier.NOT_COUNTED)

    code = models.CharField(_("mã số liệu"), max_length=20, unique=True)
    indicator = models.CharField(_("chỉ tiêu"), max_length=40, choices=Indicator.choices)
    programme = models.ForeignKey(
        Programme,
        models.PROTECT,
        verbose_name=_("chương trình"),
        null=True,
        blank=True,
        related_name="published_figures",
    )
    period_start = models.DateField(_("kỳ từ ngày"))
    period_end = models.DateField(_("kỳ đến ngày"))
    value = models.BigIntegerField(_("giá trị"), null=True, blank=True)
    unit = models.CharField(_("đơn vị"), max_length=10, choices=Unit.choices)
    qualifier = models.CharField(_("mức độ"), max_length=20, choices=Qualifier.choices)
    value_low = models.BigIntegerField(_("cận dưới"), null=True, blank=True)
    value_high = models.BigIntegerField(_("cận trên"), null=True, blank=True)
    wording = models.CharField(_("cách nêu"), max_length=200)
    source_title = models.CharField(_("nguồn"), max_length=250)
    source_publisher = models.CharField(_("nơi công bố"), max_length=100)
    source_url = models.URLField(_("địa chỉ nguồn"), blank=True)
    as_of = models.DateField(_("số liệu đến ngày"))
    note = models.TextField(_("ghi chú"), blank=True)

    class Privacy:
        public = {
            "code",
            "indicator",
            "programme",
            "period_start",
            "period_end",
            "value",
            "unit",
            "qualifier",
            "wording",
            "source_title",
            "source_publisher",
            "source_url",
            "as_of",
            "note",
        }

    class Meta:
        verbose_name = _("số liệu công bố")
        verbose_name_plural = _("số liệu công bố")
        ordering = ["-period_start", "code"]
        permissions = [
            ("import_publishedfigure", _("Nhập tệp số liệu công bố")),
            ("export_publishedfigure", _("Xuất tệp số liệu công bố")),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(period_end__gte=F("period_start")),
                name="published_period_in_order",
                violation_error_message=_("Kỳ báo cáo phải kết thúc sau khi bắt đầu."),
            ),
            models.CheckConstraint(
                condition=Q(qualifier__in=["order_of_magnitude", "not_counted"], value__isnull=True)
                | (~Q(qualifier__in=["order_of_magnitude", "not_counted"]) & Q(value__isnull=False, value__gte=0)),
                name="published_value_unless_wording_only",
                violation_error_message=_(
                    "Số liệu chỉ nêu độ lớn hoặc không nêu số thì để trống giá trị; còn lại phải có."
                ),
            ),
        ]

    def __str__(self):
        return f"{self.code}: {self.wording}"
