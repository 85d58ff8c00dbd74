"""The gifts of a list as a filing file tells them: what the books hold, and what follows from it and the rates."""

from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from typing import NamedTuple

from django.db.models import Q

from programmes.access.people import seen_paths, sees_whole
from programmes.models import INSURANCE_KINDS, Category, Commune, Gift, GiftKind, Insurance, Rate
from programmes.models.base import of_each
from programmes.rules import rates
from programmes.rules.valuation import CARD_CATEGORIES, HOUSEHOLD, Case, household_step
from programmes.standards.places import commune_key

COEFFICIENT_VND = 50_000  # the income of a book is chosen in steps of so many đồng above the poverty line
METHODS = {months: str(months) for months in (1, 3, 6, 12)} | dict.fromkeys((24, 36, 48, 60), "VS")
STATE_PAYS_ALL = 1  # what stands for the contribution base where the state pays all of it


class Object(NamedTuple):
    """For whom a card is asked: the code of the old card number, "" where the category leaves it open, and the name."""

    code: str
    name: str


BY_HOUSEHOLD = Object("GD", "Hộ gia đình")
OBJECTS = of_each(
    Category,
    {category: BY_HOUSEHOLD for category, codes in CARD_CATEGORIES.items() if HOUSEHOLD in codes}
    | {
        Category.POOR: Object("HN", "Hộ nghèo"),
        Category.NEAR_POOR: Object("CN", "Hộ cận nghèo"),
        Category.ETHNIC_MINORITY: Object("DT", "Người dân tộc thiểu số"),
        Category.FARMING: Object("GB", "Hộ nông, lâm, ngư, diêm nghiệp mức sống trung bình"),
        Category.STUDENT: Object("HS", "Học sinh, sinh viên"),
        Category.CHILD: Object("", "Trẻ em có hoàn cảnh đặc biệt"),
        Category.MERIT: Object("", "Người có công"),
        Category.TRAFFICKING_VICTIM: Object("", "Nạn nhân mua bán người"),
        Category.ISLAND: Object("XD", "Người ở xã đảo, đặc khu"),
    },
)
UNTOLD = Object("", "")


class Worked(NamedTuple):
    """What follows from the case of a gift and its frozen value; None where it cannot be told.

    `state_rate`, `local_rate`, `other_rate` are per cents of the total; of books the first two are of what the lowest
    income would cost, of which the state and the locality pay their shares. `base_salary_vnd`, and of it the
    `contribution_base_vnd`, are of cards; `income_vnd` chosen, its `coefficient`, the `rate` and the `method` of books.
    """

    object: Object
    total_vnd: int
    state_rate: int | str
    local_rate: int | str
    other_rate: int | str
    base_salary_vnd: int | None = None
    contribution_base_vnd: int | None = None
    rate: int | str | None = None
    income_vnd: int | None = None
    coefficient: int | None = None
    method: str | None = None


PATHS = {
    "gift": "pk",
    "kind": "kind",
    "keeper": "recipient__office",
    "full_name": "recipient__full_name",
    "si_number": "recipient__si_number",
    "citizen_number": "recipient__citizen_number",
    "birth_date": "recipient__birth_date",
    "birth_precision": "recipient__birth_precision",
    "sex": "recipient__sex",
    "province_code": "recipient__province",
    "province": "recipient__province__name",
    "commune": "recipient__commune",
    "address": "recipient__address",
    "phone": "recipient__phone",
    "category": "category",
    "months": "months",
    "starts_on": "starts_on",
    "household_order": "household_order",
    "state_support_vnd": "state_support_vnd",
    "local_topup_vnd": "local_topup_vnd",
    "donor_cost_vnd": "donor_cost_vnd",
    "note": "note",
}
TEXTS = {name for name, path in PATHS.items() if path.startswith("recipient__")} - {"keeper", "birth_date"}
WORKED_OUT = (("commune_code", str), ("worked", Worked), ("is_withheld", bool))
Line = NamedTuple("Line", [*((name, object) for name in PATHS), *WORKED_OUT])
Line.__doc__ = """A gift of a card or book with its person.

`commune_code` is "" where the table of communes has no such name. Where a line `is_withheld`, another
office keeps the person, and of them it holds the name and the citizen number alone.
"""


def insurance_of(line):
    """In what a line, or its case, insures."""
    return GiftKind(line.kind).insurance


def lines_of(gift_list, officer=None):
    """The Lines of an approved list in its order, without what is given out already; three statements for any number.

    Of whom another office keeps, a line holds what `officer` may see.

    Who was refused is asked for again once the reason is mended, unless the gift was returned. Whoever asked that their
    data be restricted is left out: their number goes to nobody.
    """
    gifts = gift_list.gifts.filter(kind__in=INSURANCE_KINDS).order_by("pk")
    gifts = gifts.filter(Q(issuance__isnull=True) | ~Q(issuance__refusal="")).exclude(outcome=Gift.Outcome.RETURNED)
    gifts = gifts.filter(recipient__restricted_on__isnull=True)
    paths = seen_paths(officer, Gift, PATHS.values())
    rows = (dict(zip(PATHS, row, strict=True)) for row in gifts.values_list(*paths))
    lines = [Line(*_told(row), "", None, not sees_whole(officer, row["keeper"])) for row in rows]
    codes, working = _commune_codes({line.province_code for line in lines}), Working(gift_list.province_id)
    return [
        line._replace(
            commune_code=codes.get((line.province_code, commune_key(line.commune)), ""), worked=working.of(line)
        )
        for line in lines
    ]


def _told(row):
    """The values of a row in their order; a text that is withheld is empty."""
    return ("" if value is None and name in TEXTS else value for name, value in row.items())


def _commune_codes(provinces):
    """(code of the province, key of a name) -> code of the commune."""
    communes = Commune.objects.filter(province__in=provinces)
    return {(commune.province_id, key): commune.pk for commune in communes for key in commune.keys}


def percent(part, total):
    """How many per cent of the total a part is, to two decimals: 70, "33,33"."""
    exact = (Decimal(part) * 100 / total).quantize(Decimal("0.01"), ROUND_HALF_UP) if total else Decimal(0)
    return int(exact) if exact == int(exact) else str(exact).replace(".", ",")


class Working:
    """Works out each distinct case once, by the rates in force at its first month."""

    def __init__(self, province):
        self.province, self.book = province, rates.Rates.load()
        self._worked = cache(self._work_out)

    def of(self, line):
        """The Worked of a Line."""
        case = Case(line.kind, line.category, line.months, line.starts_on, line.household_order, self.province)
        return self._worked(case, line.state_support_vnd, line.local_topup_vnd, line.donor_cost_vnd)

    def _work_out(self, case, state, local, other):
        total = state + local + other
        found = Worked(
            OBJECTS.get(case.category, UNTOLD),
            total,
            percent(state, total),
            percent(local, total),
            percent(other, total),
        )
        if insurance_of(case) is Insurance.HEALTH:
            return found._replace(**self._card(case, found, state))
        return found._replace(**self._book(case, found, state, local))

    def _card(self, case, found, state):
        base = self.book.in_force(rates.BASE_SALARY, "all", case.starts_on)
        salary = int(base.amount) if base else None
        return {"base_salary_vnd": salary, "contribution_base_vnd": self._base(case, found, state, salary)}

    def _base(self, case, found, state, salary):
        """The contribution base by the rule of the form: no money that anybody pays."""
        if state and state == found.total_vnd:
            return STATE_PAYS_ALL
        if found.object is not BY_HOUSEHOLD or state or salary is None:
            return salary
        step = household_step(case, self.book)
        return int(salary * step.amount) if isinstance(step, Rate) else None

    def _book(self, case, found, state, local):
        share = self.book.in_force(rates.BOOK_RATE, "all", case.starts_on)
        line = self.book.in_force(rates.POVERTY_LINE, "all", case.starts_on)
        told = {"method": METHODS.get(case.months)}
        if not (share and line and case.months):
            return told
        lowest = (line.amount * share.amount * case.months).quantize(Decimal(1), ROUND_HALF_UP)
        told |= {"rate": percent(share.amount, 1), "state_rate": percent(state, lowest)}
        told["local_rate"] = percent(local, lowest)
        income = (found.total_vnd / (share.amount * case.months)).quantize(Decimal(1), ROUND_HALF_UP)
        steps = (income - line.amount) / COEFFICIENT_VND
        is_paid = (income * share.amount * case.months).quantize(Decimal(1), ROUND_HALF_UP) == found.total_vnd
        if is_paid and steps >= 0 and steps == int(steps):
            told |= {"income_vnd": int(income), "coefficient": int(steps)}
        return told
