"""Published figures: numbers that someone made public, in their own words. They are never added to counted ones.

A row is a version of a figure: its code and the number of the version. What is published stays as it is; a change is a
new version with its reason.
"""

from typing import NamedTuple

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from programmes.models.base import Entered, not_maker, of_each, pair
from programmes.models.donors import Donor
from programmes.models.imports import ImportBatch
from programmes.models.measures import Measure, Stage, indicator_words
from programmes.models.offices import Office
from programmes.models.places import FormerProvince, Province
from programmes.models.programmes import Programme, Round
from programmes.standards import periods


class PeriodKind(models.TextChoices):
    YEAR = periods.YEAR, _("năm")
    HALF = periods.HALF, _("nửa năm")
    QUARTER = periods.QUARTER, _("quý")
    MONTH = periods.MONTH, _("tháng")
    SEASON = periods.SEASON, _("mùa Tết")
    SPAN = periods.SPAN, _("khoảng thời gian")
    DAY = periods.DAY, _("một ngày")
    AS_OF = periods.AS_OF, _("lũy kế đến ngày")


class DatePrecision(models.TextChoices):
    """How much of a day its source tells."""

    DAY = "day", _("ngày")
    MONTH = "month", _("tháng")
    YEAR = "year", _("năm")


class Relation(models.TextChoices):
    """How a figure stands to another. Said by one of the two, read from both sides."""

    PART_OF = "part_of", _("là một phần của")
    CONTAINS = "contains", _("bao gồm")
    CONFLICTS_WITH = "conflicts_with", _("mâu thuẫn với")
    CORRECTED_BY = "corrected_by", _("được đính chính bởi")
    CORRECTS = "corrects", _("đính chính cho")

    @property
    def mirror(self):
        """The same seen from the other figure."""
        return _MIRRORS[self]


_MIRRORS = of_each(
    Relation,
    {
        Relation.PART_OF: Relation.CONTAINS,
        Relation.CONTAINS: Relation.PART_OF,
        Relation.CONFLICTS_WITH: Relation.CONFLICTS_WITH,
        Relation.CORRECTED_BY: Relation.CORRECTS,
        Relation.CORRECTS: Relation.CORRECTED_BY,
    },
)


class Statement(NamedTuple):
    """One relation: `kind` is PART_OF, CONFLICTS_WITH or CORRECTED_BY; `one` is the part, or what is corrected."""

    kind: str
    one: str
    other: str


def statements(code, relations):
    """What the relations of a figure say, each as its one form, whoever of the two says it."""
    for kind, codes in relations.items():
        for other in codes:
            if kind in (Relation.CONTAINS, Relation.CORRECTS):
                yield Statement(Relation(kind).mirror.value, other, code)
            elif kind == Relation.CONFLICTS_WITH:
                yield Statement(kind, *sorted((code, other)))
            else:
                yield Statement(kind, code, other)


class PublishedFigureQuerySet(models.QuerySet):
    def published(self):
        return self.filter(state=PublishedFigure.State.PUBLISHED)

    def current(self):
        """Of each code the latest version that is published."""
        later = PublishedFigure.objects.published().filter(code=OuterRef("code"), version__gt=OuterRef("version"))
        return self.published().filter(~Exists(later))

    def newest(self):
        """Of each code the last version, be it a draft."""
        later = PublishedFigure.objects.filter(code=OuterRef("code"), version__gt=OuterRef("version"))
        return self.filter(~Exists(later))


class PublishedFigure(Entered):
    """A version of a number with its qualifier, unit, stage, place, period and source.

    "hàng chục nghìn người" has no number: `value` is empty and only `wording` is shown. `value_to` is the upper end
    of a range that the source gives ("100-120 suất"); `value_low` and `value_high` are our reading of the wording, for
    plausibility only, never shown as figures. Numbers of a measure with hundredths are hundredths: 3598 is 35,98 %.
    Money in another currency is whole units of it in `foreign_amount`, with đồng in `value` where the source has them.

    `relations` are those that this version states, {relation: [codes]}; they are part of what it says, and published
    with it. One without `published_by` came with the release, or was public before a second person was asked for.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("bản nháp")
        PUBLISHED = "published", _("đã công bố")

    class Qualifier(models.TextChoices):
        EXACT = "exact", _("đúng")
        OVER = "over", _("hơn")
        NEARLY = "nearly", _("gần")
        ABOUT = "about", _("khoảng")
        AT_LEAST = "at_least", _("ít nhất")
        AT_MOST = "at_most", _("nhiều nhất")
        UNDER = "under", _("dưới")
        ORDER_OF_MAGNITUDE = "order_of_magnitude", _("chỉ nêu độ lớn")
        NOT_COUNTED = "not_counted", _("không nêu số")

    WITHOUT_NUMBER = (Qualifier.ORDER_OF_MAGNITUDE, Qualifier.NOT_COUNTED)

    code = models.CharField(_("mã số liệu"), max_length=20)
    version = models.PositiveSmallIntegerField(_("phiên bản"), default=1, editable=False)
    reason = models.CharField(_("lý do thay đổi"), max_length=250, blank=True)
    state = models.CharField(_("trạng thái"), max_length=10, choices=State.choices, default=State.DRAFT, editable=False)
    measure = models.CharField(_("chỉ tiêu"), max_length=20, choices=Measure.choices)
    stage = models.CharField(_("giai đoạn"), max_length=12, choices=Stage.choices)
    subject = models.CharField(
        _("của"), max_length=20, choices=Measure.choices, blank=True, help_text=_("Giá trị, tỷ lệ là của gì.")
    )
    programme = models.ForeignKey(
        Programme,
        models.PROTECT,
        verbose_name=_("chương trình"),
        null=True,
        blank=True,
        related_name="published_figures",
    )
    round = models.ForeignKey(Round, models.PROTECT, verbose_name=_("đợt"), null=True, blank=True)
    province = models.ForeignKey(Province, models.PROTECT, verbose_name=_("tỉnh, thành phố"), null=True, blank=True)
    former_province = models.ForeignKey(
        FormerProvince,
        models.PROTECT,
        verbose_name=_("tỉnh, thành phố cũ"),
        null=True,
        blank=True,
        help_text=_("Cho số liệu của đơn vị trước ngày 1/7/2025."),
    )
    place_office = models.ForeignKey(
        Office, models.PROTECT, verbose_name=_("cơ quan BHXH được nêu"), null=True, blank=True, related_name="+"
    )
    place_detail = models.CharField(
        _("địa điểm cụ thể"), max_length=120, blank=True, help_text=_("Ví dụ: phường Mỹ Lâm; 8 tỉnh.")
    )
    is_partial = models.BooleanField(
        _("chỉ một phần"), default=False, help_text=_("Nguồn chỉ nói tới một số tỉnh hoặc một số nhà hảo tâm.")
    )
    donors = models.CharField(
        _("nhà hảo tâm theo nguồn"), max_length=200, blank=True, help_text=_("Ghi như nguồn nêu, ngăn bằng dấu ;")
    )
    donor = models.ForeignKey(
        Donor, models.PROTECT, verbose_name=_("nhà hảo tâm trong sổ"), null=True, blank=True, related_name="+"
    )
    period_kind = models.CharField(_("loại kỳ"), max_length=10, choices=PeriodKind.choices)
    period_start = models.DateField(_("kỳ từ ngày"))
    period_end = models.DateField(_("kỳ đến ngày"))
    value = models.BigIntegerField(_("giá trị"), null=True, blank=True)
    value_to = models.BigIntegerField(_("giá trị đến"), null=True, blank=True)
    currency = models.CharField(_("ngoại tệ"), max_length=3, blank=True, help_text=_("Mã ISO 4217, ví dụ USD."))
    foreign_amount = models.BigIntegerField(_("số ngoại tệ"), null=True, blank=True)
    qualifier = models.CharField(_("mức độ"), max_length=20, choices=Qualifier.choices)
    value_low = models.BigIntegerField(_("cận dưới"), null=True, blank=True)
    value_high = models.BigIntegerField(_("cận trên"), null=True, blank=True)
    wording = models.CharField(_("cách nêu"), max_length=200)
    source_title = models.CharField(_("nguồn"), max_length=250)
    source_publisher = models.CharField(_("nơi công bố"), max_length=100)
    source_url = models.URLField(_("địa chỉ nguồn"), blank=True, max_length=500)
    source_date = models.DateField(_("ngày nguồn công bố"), null=True, blank=True)
    source_precision = models.CharField(
        _("độ chính xác của ngày công bố"), max_length=5, choices=DatePrecision.choices, blank=True
    )
    as_of = models.DateField(_("số liệu đến ngày"), null=True, blank=True)
    as_of_precision = models.CharField(
        _("độ chính xác của ngày số liệu"), max_length=5, choices=DatePrecision.choices, blank=True
    )
    relations = models.JSONField(_("quan hệ"), default=dict, blank=True)
    note = models.TextField(_("ghi chú"), blank=True)
    published_at = models.DateTimeField(_("công bố lúc"), null=True, blank=True, editable=False)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("người công bố"),
        null=True,
        blank=True,
        related_name="+",
        editable=False,
    )
    batch = models.ForeignKey(
        ImportBatch, models.PROTECT, verbose_name=_("lần nhập tệp"), null=True, blank=True, editable=False
    )

    objects = PublishedFigureQuerySet.as_manager()

    class Privacy:
        public = {
            *("code", "version", "reason", "measure", "stage", "subject", "programme", "round"),
            *("province", "former_province", "place_office", "place_detail", "is_partial", "donors"),
            *("period_kind", "period_start", "period_end"),
            *("value", "value_to", "currency", "foreign_amount", "qualifier", "wording"),
            *("source_title", "source_publisher", "source_url", "source_date", "source_precision"),
            *("as_of", "as_of_precision", "relations", "note", "published_at"),
        }

    class Meta:
        verbose_name = _("số liệu công bố")
        verbose_name_plural = _("số liệu công bố")
        ordering = ["-period_start", "code", "-version"]
        permissions = [
            ("import_publishedfigure", _("Nhập tệp số liệu công bố")),
            ("export_publishedfigure", _("Xuất tệp số liệu công bố")),
            ("publish_publishedfigure", _("Công bố số liệu do người khác nhập")),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["code", "version"],
                name="published_code_version",
                violation_error_message=_("Đã có phiên bản này của mã số liệu; tải lại trang."),
            ),
            models.UniqueConstraint(
                fields=["code"],
                condition=Q(state="draft"),
                name="published_one_draft",
                violation_error_message=_("Mã số liệu này đang có một bản nháp; sửa hoặc bỏ bản nháp đó trước."),
            ),
            models.CheckConstraint(
                condition=Q(version=1) | (Q(version__gt=1) & ~Q(reason="")),
                name="published_version_has_reason",
                violation_error_message=_("Phiên bản sau phải ghi lý do thay đổi."),
            ),
            models.CheckConstraint(
                condition=Q(period_end__gte=F("period_start")),
                name="published_period_in_order",
                violation_error_message=_("Kỳ báo cáo phải kết thúc sau khi bắt đầu."),
            ),
            models.CheckConstraint(
                condition=Q(
                    qualifier__in=["order_of_magnitude", "not_counted"],
                    value__isnull=True,
                    value_to__isnull=True,
                    foreign_amount__isnull=True,
                )
                | (
                    ~Q(qualifier__in=["order_of_magnitude", "not_counted"])
                    & (Q(value__isnull=False, value__gte=0) | Q(value__isnull=True, foreign_amount__gte=0))
                ),
                name="published_value_unless_wording_only",
                violation_error_message=_(
                    "Số liệu chỉ nêu độ lớn hoặc không nêu số thì để trống giá trị; còn lại phải có."
                ),
            ),
            models.CheckConstraint(
                condition=Q(value_to__isnull=True) | Q(value__isnull=False, value_to__gt=F("value")),
                name="published_range_in_order",
                violation_error_message=_("Khoảng từ – đến: giá trị đến phải lớn hơn giá trị từ."),
            ),
            models.CheckConstraint(
                condition=Q(currency="", foreign_amount__isnull=True)
                | (~Q(currency="") & Q(foreign_amount__isnull=False, measure="money")),
                name="published_currency_and_amount",
                violation_error_message=_("Ngoại tệ cần cả mã tiền tệ và số tiền, và chỉ cho chỉ tiêu là số tiền."),
            ),
            models.CheckConstraint(
                condition=Q(province__isnull=True, former_province__isnull=True)
                | Q(province__isnull=True, place_office__isnull=True)
                | Q(former_province__isnull=True, place_office__isnull=True),
                name="published_one_place",
                violation_error_message=_("Chọn một nơi: tỉnh, tỉnh cũ hoặc cơ quan; để trống cả ba là cả nước."),
            ),
            models.CheckConstraint(
                condition=Q(source_date__isnull=True, source_precision="")
                | (Q(source_date__isnull=False) & ~Q(source_precision="")),
                name="published_source_date_and_precision",
                violation_error_message=_("Ngày công bố và độ chính xác của nó phải có cùng nhau."),
            ),
            models.CheckConstraint(
                condition=Q(as_of__isnull=True, as_of_precision="") | (Q(as_of__isnull=False) & ~Q(as_of_precision="")),
                name="published_as_of_and_precision",
                violation_error_message=_("Ngày số liệu và độ chính xác của nó phải có cùng nhau."),
            ),
            models.CheckConstraint(
                condition=Q(state="published") | Q(published_by__isnull=True),
                name="published_draft_has_no_publisher",
                violation_error_message=_("Bản nháp thì chưa có người công bố."),
            ),
            pair("published_at", "published_by", "published_at_and_by"),
            not_maker("published_by", "entered_by", "published_not_by_its_maker"),
        ]

    def __str__(self):
        return f"{self.code}: {self.wording}"

    @property
    def is_published(self):
        return self.state == self.State.PUBLISHED

    @property
    def public_since(self):
        """When this version came before the public; what came with the release has the time of its entry."""
        return self.published_at or self.created_at

    @property
    def period(self):
        return periods.Period(self.period_kind, self.period_start, self.period_end)

    @period.setter
    def period(self, period):
        self.period_kind, self.period_start, self.period_end = period

    @property
    def whole_year(self):
        """The calendar year that the period is, else None."""
        return self.period_end.year if self.period_kind == PeriodKind.YEAR else None

    @property
    def indicator(self):
        return indicator_words(self.measure, self.stage, self.subject)

    @property
    def unit(self):
        return Measure(self.measure).unit

    @property
    def present_province(self):
        """The province of today in which its place lies; None where it is told for the country."""
        if self.former_province_id:
            return self.former_province.successor
        return self.place_office.province if self.place_office_id else self.province

    @property
    def is_of_the_country(self):
        return not (self.province_id or self.former_province_id or self.place_office_id or self.is_partial)

    def statements(self):
        return statements(self.code, self.relations)
