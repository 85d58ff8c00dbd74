"""Doubts about a gift of insurance that forbid nothing: the state pays already, or the law knows no such period."""

from collections import Counter
from datetime import date

from django.db.models import Case, Count, DateField, F, Min, Q, When
from django.utils.translation import gettext_lazy as _

from programmes.models import INSURANCE_KINDS, Category, Gift, GiftKind, Insurance, Rate
from programmes.models.base import of_each
from programmes.rules.problems import Problem
from programmes.rules.rates import BOOK_PERIOD, CARD_PERIOD, CARD_SUPPORT

PERIODS = of_each(Insurance, {Insurance.HEALTH: CARD_PERIOD, Insurance.SOCIAL: BOOK_PERIOD})
# Voluntary BHXH is also paid at once for two to five years (Luật 41/2024/QH15 Điều 36 khoản 2).
YEARS_AT_ONCE = {Insurance.SOCIAL: {24, 36, 48, 60}}
# Paid by the state without a rate of ours: object codes CC and CK (merit), XD (islands); wording not verified.
FREE_BY_OBJECT_CODE = {Category.MERIT, Category.ISLAND}
FREE_CHILD_MONTHS = 6 * 12  # under six: object code TE, verified


class Doubts:
    """Asked for many gifts by the rates in force; one query for all of them. Days may be dates or ISO text."""

    def __init__(self):
        families = (CARD_SUPPORT, *PERIODS.values())
        self.rates = list(Rate.objects.filter(family__in=families, province__isnull=True))
        self.told = {}

    def of(self, kind, category, months, starts_on, birth=None):
        """Problems to be shown as warnings, at most one of each code."""
        if kind not in INSURANCE_KINDS or not starts_on:
            return ()
        key = kind, category, months, starts_on
        if key not in self.told:
            insurance = GiftKind(kind).insurance
            last = _month_six_years_before(str(starts_on)) if insurance is Insurance.HEALTH else "9999-12"
            self.told[key] = tuple(self._of_norms(insurance, category, months, str(starts_on))), last
        problems, last = self.told[key]
        return (*problems, _CHILD) if birth and str(birth)[:7] > last else problems

    def _of_norms(self, insurance, category, months, day):
        if insurance is Insurance.HEALTH and (category in FREE_BY_OBJECT_CODE or self._is_free(category, day)):
            yield Problem(
                "category",
                "state_pays_all",
                _("Đối tượng này được ngân sách đóng toàn bộ BHYT; xem lại có cần tặng thẻ không."),
            )
        periods = [rate for rate in self._in_force(PERIODS[insurance], day) if months]
        if periods and not any(months in _periods(rate) | YEARS_AT_ONCE.get(insurance, set()) for rate in periods):
            yield Problem(
                "months",
                "period_unknown_to_law",
                _("Số tháng không thuộc phương thức đóng %(periods)s tháng (%(source)s); xem lại.")
                % {"periods": periods[0].value.replace("|", ", "), "source": periods[0].legal_source},
            )

    def _is_free(self, category, day):
        shares = (rate for rate in self._in_force(CARD_SUPPORT, day) if rate.category_code == category)
        return any(rate.amount >= 1 for rate in shares)

    def _in_force(self, family, day):
        for rate in self.rates:
            ends = rate.effective_to
            is_over = ends and ends.isoformat() < day
            if rate.family == family and rate.effective_from.isoformat() <= day and not is_over:
                yield rate


_CHILD = Problem(
    "birth_date",
    "child_is_free",
    _("Trẻ em dưới 6 tuổi được cấp thẻ BHYT miễn phí (TE); xem lại có cần tặng thẻ không."),
)


def _month_six_years_before(day):
    """Who is born after this month, as ISO text, is under six in the month of the day."""
    years, month = divmod(int(day[:4]) * 12 + int(day[5:7]) - 1 - FREE_CHILD_MONTHS, 12)
    return f"{max(years, 1900):04}-{month + 1:02}"


def _periods(rate):
    return {int(months) for months in rate.value.split("|")}


def doubts_of_gift(gift):
    """Problems of one gift; of a person whom another office keeps the birth is nobody's to tell here."""
    is_known = gift.recipient_id and gift.recipient.office_id == gift.gift_list.office_id
    birth = gift.recipient.birth_date if is_known else None
    return Doubts().of(gift.kind, gift.category, gift.months, gift.starts_on, birth)


def doubts_of_list(gift_list):
    """How many gifts of a list each doubt is about: [(sentence, count), ...], the commonest first."""
    gifts = Gift.objects.filter(gift_list=gift_list, kind__in=INSURANCE_KINDS).order_by()
    first = gifts.aggregate(first=Min("starts_on"))["first"]
    if first is None:
        return []
    is_young = Q(recipient__birth_date__gte=date(first.year - 6, first.month, 1))
    young = When(is_young, recipient__office=gift_list.office_id, then=F("recipient__birth_date"))
    birth = Case(young, default=None, output_field=DateField())
    alike = gifts.values_list("kind", "category", "months", "starts_on", birth)
    doubts, counted = Doubts(), Counter()
    for *what, count in alike.annotate(count=Count("pk")):
        for problem in doubts.of(*what):
            counted[str(problem.message)] += count
    return counted.most_common()
