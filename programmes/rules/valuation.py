"""What a thẻ BHYT and a sổ BHXH are worth by the rates in force when they begin, and who pays which part.

Card: base salary x contribution rate x months, for a household member without state support x the step of their
order in the household (NĐ 146/2018 Điều 7; NĐ 188/2025). Book: the lowest income that may be chosen, which is the
rural poverty line, x 22% x months (Luật 41/2024/QH15 Điều 31, 36). The state and the locality pay shares of that;
the programme pays the rest. Months paid ahead are not charged again when a rate changes, so the first month decides.

Rounding, here and nowhere else: the total and each payer's part are rounded once, at their end, to the nearest
đồng, a half upwards; the programme's part is what remains, so that the parts always add up.
"""

import hashlib
import json
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from programmes.models import INSURANCE_KINDS, PARTS, Category, GiftKind, Insurance, Rate, names_of
from programmes.models.base import of_each
from programmes.rules import rates
from programmes.rules.problems import Problem

HOUSEHOLD = "household"  # takes part by household, no share of the state

# People of a minority and of the islands are supported by where they live, people with merit and children mostly have a
# card that the budget pays in full: no dated rate says how much, and nothing is guessed.
WITHOUT_CARD_RATE = (Category.ETHNIC_MINORITY, Category.ISLAND, Category.MERIT, Category.CHILD)
# Rate categories of a card, of which the highest share in force holds.
CARD_CATEGORIES = {
    Category.POOR: ("poor_household",),  # the budget pays all: the programme's part is 0
    Category.NEAR_POOR: ("near_poor",),  # 100% in a poor commune; the list does not tell, so the least share is taken
    Category.FARMING: ("average_living_standard_farming",),
    Category.STUDENT: ("pupil_student",),
    Category.TRAFFICKING_VICTIM: ("trafficking_victim",),  # for one year only; the officer knows which
    # Who left poverty pays as a household does; only some provinces add a share of their own.
    Category.ESCAPED_POVERTY: (HOUSEHOLD, "escaped_poverty_or_near_poverty"),
    # These have no share of their own. The officer says by the order in the household that the person joins by
    # household; the oldest, the severely disabled and families of merit may be paid in full and then need no gift.
    Category.ELDERLY: (HOUSEHOLD,),
    Category.DISABLED: (HOUSEHOLD,),
    Category.PATIENT: (HOUSEHOLD,),
    Category.POLICY_FAMILY: (HOUSEHOLD,),
    Category.DISASTER_VICTIM: (HOUSEHOLD,),
    Category.INFORMAL_WORKER: (HOUSEHOLD,),
    Category.WORKER: (HOUSEHOLD,),
    Category.SINGLE_MOTHER: (HOUSEHOLD,),
    Category.OTHER: (HOUSEHOLD,),
}
of_each(Category, (*CARD_CATEGORIES, *WITHOUT_CARD_RATE))

# Rate categories of a book: whoever is in no group of their own is "other" (NĐ 159/2025 Điều 5).
OTHER = "other"
BOOK_CATEGORIES = dict.fromkeys(Category, (OTHER,)) | {
    Category.POOR: ("poor_household",),
    Category.NEAR_POOR: ("near_poor",),
    Category.ETHNIC_MINORITY: ("ethnic_minority", OTHER),
    Category.ISLAND: ("island_commune_special_zone", OTHER),  # a group of its own since 1/7/2025
}
WRITE_COST = _("ghi số đồng chương trình chi.")
LAST_STEP = 5  # from the fifth member on the step is the same


class Case(NamedTuple):
    """What the worth of a card or book depends on; `province` is a code, `household_order` None where unknown."""

    kind: str
    category: str
    months: int | None
    starts_on: date | None
    household_order: int | None
    province: str


class Worth(NamedTuple):
    """Whole đồng by payer, with the rates used in the order of the arithmetic; `category_code` is that of the rates."""

    category_code: str
    total_vnd: int
    state_support_vnd: int
    local_topup_vnd: int
    donor_cost_vnd: int
    rates: tuple

    @property
    def parts(self):
        """The three payers, as a gift keeps them."""
        return {name: getattr(self, name) for name in PARTS}

    def used(self):
        """The rates as they are kept with a valuation: JSON-ready, complete in themselves."""
        return [
            {
                "code": rate.code,
                "family": rate.family,
                "category": rate.category_name,
                "value": rate.value,
                "effective_from": str(rate.effective_from),
                "legal_source": rate.legal_source,
                "status": rate.status,
                "date_status": rate.date_status,
            }
            for rate in self.rates
        ]


class Unknown(NamedTuple):
    """Why there is no worth; nothing is guessed."""

    reason: str

    def __str__(self):
        return str(_("không tính được: %s") % self.reason)


class Worths(dict):
    """Case -> Worth or Unknown, each computed once by the rates given."""

    def __init__(self, book):
        super().__init__()
        self.book = book

    def __missing__(self, case):
        self[case] = found = value(case, self.book)
        return found


def case_of(gift, province):
    """The case of a gift on a list of this province."""
    return Case(gift.kind, gift.category, gift.months, gift.starts_on, gift.household_order, province)


def value(case, book):
    """Worth of a card or book by the Rates `book`, or Unknown with the reason."""
    if case.kind not in INSURANCE_KINDS:
        return Unknown(_("chỉ %s có định mức") % names_of(reversed(INSURANCE_KINDS), _(" và ")))
    if not case.months or not case.starts_on:
        return Unknown(_("thiếu số tháng hoặc tháng bắt đầu"))
    if not case.category:
        return Unknown(_("chưa ghi đối tượng"))
    return WORTH_OF[GiftKind(case.kind).insurance](case, book)


def _card(case, book):
    codes, on = CARD_CATEGORIES.get(case.category, ()), case.starts_on
    base, share = book.in_force(rates.BASE_SALARY, "all", on), book.in_force(rates.CARD_RATE, "all", on)
    if not base or not share:
        return _no_base(case)
    support = book.highest(rates.CARD_SUPPORT, codes, on)
    if support is None:
        return _no_rate(case)
    used, full = [share, base], base.amount * share.amount * case.months
    if support.amount == 0:  # the steps of a household are for those whom the state does not support, never both
        step = household_step(case, book)
        if not isinstance(step, Rate):
            return step
        used, full = [*used, step], full * step.amount
    topup = book.highest(rates.CARD_TOPUP, codes, on, case.province) if case.province else None
    return _shared(full, support, topup, used)


def household_step(case, book):
    """The Rate of the household member, a share of the full contribution; Unknown where the order is not said."""
    if not case.household_order:
        return Unknown(_("thiếu thứ tự trong hộ (người thứ mấy của hộ gia đình)"))
    order = case.household_order
    code = f"household_member_{order}" if order < LAST_STEP else f"household_member_{LAST_STEP}_plus"
    return book.in_force(rates.HOUSEHOLD_FACTOR, code, case.starts_on) or _no_rate(case)


def _book(case, book):
    codes, on = BOOK_CATEGORIES.get(case.category, ()), case.starts_on
    line, share = book.in_force(rates.POVERTY_LINE, "all", on), book.in_force(rates.BOOK_RATE, "all", on)
    if not line or not share:
        return _no_base(case)
    support = book.highest(rates.BOOK_SUPPORT, codes, on)
    if support is None:
        return _no_rate(case)
    topup = book.highest(rates.BOOK_TOPUP, codes, on, case.province) if case.province else None
    return _shared(line.amount * share.amount * case.months, support, topup, [share, line])


WORTH_OF = of_each(Insurance, {Insurance.HEALTH: _card, Insurance.SOCIAL: _book})


def _no_base(case):
    return Unknown(_("không có mức đóng nào có hiệu lực từ %s") % f"{case.starts_on:%m/%Y}")


def _no_rate(case):
    label = dict(Category.choices).get(case.category, case.category)
    return Unknown(
        _("chưa có định mức cho đối tượng “%(category)s” từ %(month)s")
        % {"category": label, "month": f"{case.starts_on:%m/%Y}"}
    )


def _dong(amount):
    """Whole đồng, a half upwards."""
    return int(amount.quantize(Decimal(1), ROUND_HALF_UP))


def _shared(full, support, topup, used):
    """The total among its payers; the locality pays at most what the state has left, the programme the rest."""
    total = _dong(full)
    state = _dong(full * support.amount)
    local = min(_dong(full * topup.amount), total - state) if topup else 0
    category_code = used[2].category_code if len(used) > 2 else support.category_code
    shares = [rate for rate in (support, topup) if rate]
    return Worth(category_code, total, state, local, total - state - local, (*used, *shares))


def digest(case, worth):
    """Name of a valuation: equal for the same case under the same rates with the same result."""
    told = [case.kind, case.months, str(case.starts_on), case.province, *worth[:5], worth.used()]
    return hashlib.sha256(json.dumps(told, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def why_missing(worth):
    """Why the value of a gift cannot be taken from its Worth or Unknown."""
    return worth if isinstance(worth, Unknown) else _("phần hỗ trợ đã ghi khác phần tính được")


def missing_value(worth, cure=WRITE_COST):
    """The problem of a gift whose value was left empty and cannot be taken from its Worth or Unknown."""
    return Problem(
        "donor_cost_vnd",
        "value_missing",
        _("Thiếu số tiền (%(why)s); %(cure)s") % {"why": why_missing(worth), "cure": cure},
    )


def fill(said, worth):
    """The three parts of a gift whose cost was left empty: `said` holds those that are there, None where not.

    What was said is never overwritten: where it contradicts the computed parts there is nothing to take.
    """
    if isinstance(worth, Worth) and all(part in (None, worth.parts[name]) for name, part in said.items()):
        return worth.parts
    return None
