"""The rates in memory: which one is in force for whom on a day; and what a new one must say."""

from collections import defaultdict
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext_lazy as _

from programmes.models import Rate
from programmes.rules.problems import Problem

BASE_SALARY, POVERTY_LINE = "base_salary", "rural_poverty_line"
CARD_RATE, BOOK_RATE = "bhyt_contribution_rate", "bhxh_voluntary_rate"
CARD_SUPPORT, BOOK_SUPPORT = "bhyt_state_support_min", "bhxh_voluntary_state_support"
CARD_TOPUP, BOOK_TOPUP = "bhyt_local_topup", "bhxh_voluntary_local_topup"
HOUSEHOLD_FACTOR = "bhyt_household_factor"
CARD_PERIOD, BOOK_PERIOD = "bhyt_payment_period", "bhxh_voluntary_payment_period"
BOOK_CEILING = "bhxh_voluntary_ceiling"

IN_DONG = (BASE_SALARY, POVERTY_LINE)
SHARES = (CARD_RATE, BOOK_RATE, CARD_SUPPORT, BOOK_SUPPORT, CARD_TOPUP, BOOK_TOPUP, HOUSEHOLD_FACTOR)
LOCAL = (CARD_TOPUP, BOOK_TOPUP)
LARGEST_SALARY_VND = 100_000_000


class Rates:
    """All rates, loaded once; asked by family, category and day without a query.

    A newer rate ends the one before it, also where that one names no last day: of several in force the one that
    began last holds. A rate of a province holds there only, a local top-up without a province nowhere.
    """

    def __init__(self, rates):
        self._by_key = defaultdict(list)
        for rate in sorted(rates, key=lambda rate: (rate.effective_from, rate.code), reverse=True):
            self._by_key[rate.family, rate.category_code, rate.province_id].append(rate)

    @classmethod
    def load(cls):
        return cls(Rate.objects.all())

    def in_force(self, family, category_code, on, province=None):
        """The rate of this day, None where there is none; `province` is a code, None for the whole country."""
        for rate in self._by_key.get((family, category_code, province), ()):
            if rate.effective_from <= on and (rate.effective_to is None or on <= rate.effective_to):
                return rate
        return None

    def highest(self, family, category_codes, on, province=None):
        """Who belongs to several groups takes the highest rate of them; None where none is in force."""
        found = [self.in_force(family, code, on, province) for code in category_codes]
        return max(filter(None, found), key=lambda rate: rate.amount, default=None)


def exact(family, text):
    """The value of a rate as it is kept, from what an officer writes: "2.650.000" -> "2650000", "4,5%" -> "0.045".

    Text that is no such value comes back as it is, and `check_new` refuses it.
    """
    plain = text.strip().replace(" ", "")
    if family in IN_DONG:
        return plain.removesuffix("đ").replace(".", "")
    number = plain.removesuffix("%").replace(",", ".")
    if not plain.endswith("%"):
        return number
    try:
        return f"{(Decimal(number) / 100).normalize():f}"
    except InvalidOperation:
        return text


def check_new(rate):
    """Problems of publishing a rate: a value of its family, a source, a place for what a locality pays.

    A rate that is published is never changed; one that begins later takes its place from that day on.
    """
    if rate.family not in IN_DONG + SHARES:
        yield Problem("family", "rate_family_unknown", _("Chọn nhóm định mức mà cách tính giá có dùng."))
    elif not _is_value_of(rate.family, rate.value):
        yield Problem(
            "value",
            "rate_value_form",
            _("Ghi mức tiền là số đồng nguyên (ví dụ 2.530.000), tỷ lệ từ 0 đến 100% (ví dụ 4,5% hoặc 0,045)."),
        )
    if rate.family in LOCAL and not rate.province_id:
        yield Problem("province", "rate_province_missing", _("Mức hỗ trợ của địa phương phải ghi rõ tỉnh, thành phố."))
    if not rate.legal_source:
        yield Problem("legal_source", "rate_source_missing", _("Thiếu căn cứ; ghi số, ký hiệu văn bản."))
    same = Rate.objects.filter(
        family=rate.family,
        category_code=rate.category_code,
        province=rate.province_id,
        effective_from=rate.effective_from,
    )
    if rate.effective_from and same.exists():
        yield Problem(
            "effective_from",
            "rate_already_there",
            _("Đã có định mức này với cùng ngày bắt đầu; định mức đã công bố không sửa, hãy chọn ngày khác."),
        )


def _is_value_of(family, text):
    try:
        value = Decimal(text)
    except InvalidOperation:
        return False
    if family in IN_DONG:
        return text.isdecimal() and 0 < value <= LARGEST_SALARY_VND
    return 0 <= value <= 1
