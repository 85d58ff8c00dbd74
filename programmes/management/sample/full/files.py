"""The gift files of the full sample, one for each round, as an office would send them; values are left to the rates."""

from collections import defaultdict
from itertools import count
from typing import NamedTuple

from programmes.management.sample.full.persons import ADULTS, PUPILS, Persons
from programmes.management.sample.full.plans import CARDS, CHECKS, FULL_YEAR, RELIEF, TET
from programmes.management.sample.lists import PAID_WHOLE_FOR_NEAR_POOR
from programmes.models import Category, GiftKind, Province, Recipient

HEADINGS = (
    *("Họ và tên", "Ngày sinh", "Giới tính", "Số định danh/CCCD", "Tỉnh/Thành phố", "Xã/Phường"),
    *("Không có giấy tờ (lý do)", "Đối tượng", "Loại quà", "Nhóm người nhận", "Số lượng", "Số tháng", "Từ tháng"),
    *("Thứ tự trong hộ", "Số tiền (đồng)", "Số quyết định"),
)


class Insured(NamedTuple):
    """A book or a card as it is dealt out; `order` is that of the member of a household."""

    kind: GiftKind
    category: Category
    months: int
    order: int | None = None


BOOK, CARD = GiftKind.SI_BOOK, GiftKind.HI_CARD
# Of 1,000 books and cards. With the rates of 2025 so many cost a little over 284 million đồng, as the article's did.
MIX = {
    Insured(BOOK, Category.POOR, 3): 14,
    Insured(BOOK, Category.POOR, 6): 8,
    Insured(BOOK, Category.NEAR_POOR, 3): 12,
    Insured(BOOK, Category.NEAR_POOR, 6): 4,
    Insured(BOOK, Category.INFORMAL_WORKER, 3): 5,
    Insured(CARD, Category.NEAR_POOR, 12): 286,
    Insured(CARD, Category.NEAR_POOR, 6): 300,
    Insured(CARD, Category.NEAR_POOR, 3): 216,
    Insured(CARD, Category.STUDENT, 6): 56,
    Insured(CARD, Category.STUDENT, 12): 10,
    Insured(CARD, Category.FARMING, 6): 42,
    Insured(CARD, Category.FARMING, 3): 24,
    Insured(CARD, Category.INFORMAL_WORKER, 12, 1): 6,
    Insured(CARD, Category.SINGLE_MOTHER, 12, 2): 5,
    Insured(CARD, Category.WORKER, 6, 3): 4,
    Insured(CARD, Category.ELDERLY, 3, 4): 8,
}
LABELS = {each: str(each.label) for choices in (Category, GiftKind, Recipient.Sex) for each in choices}
WHERE_BOOKS_ARE_FEW = {"12": 4, "46": 7}  # so many in a year
SHORTER = (12, 6, 3)

COSTS_VND = {TET: 590_000, RELIEF: 500_000, CHECKS: 60_000}
KINDS = {TET: (GiftKind.TET_PACKAGE, Category.PATIENT), RELIEF: (GiftKind.RELIEF, Category.DISASTER_VICTIM)}


class GiftFiles:
    """Deals gifts and persons out to the plans. `rng` is seeded, so that the world is the same each time."""

    def __init__(self, rng):
        self.rng = rng
        self.persons = Persons()
        self.names = dict(Province.objects.values_list("code", "name"))
        self.insured_until = defaultdict(int)  # (province, years): persons who have had insurance
        self.books = defaultdict(int)  # (round, province)

    def rows(self, plans):
        """The rows of the plans of one round under their headings."""
        yield HEADINGS
        yield from self._cards(plans) if plans[0].kind == CARDS else self._others(plans)

    # Books and cards

    def _cards(self, plans):
        deck = self._deck(sum(plan.gifts for plan in plans))
        numbers = self._numbers(plans)
        for plan in plans:
            hand = [self._fitting(plan, deck.pop()) for _each in range(plan.gifts)]
            hand.sort(key=lambda insured: insured.kind != BOOK)
            with_book = []
            for number, insured in enumerate(hand):
                years = PUPILS if insured.category == Category.STUDENT else ADULTS
                key = plan.province, years
                if insured.kind == CARD and years is ADULTS and with_book and insured.order is None:
                    person = with_book.pop()
                else:
                    person = self.persons.person(*key, next(numbers[key]))
                if insured.kind == BOOK and number % 4 == 0:  # one in four is given a card as well
                    with_book.append(person)
                yield self._row(plan, person, insured.kind, insured.category, insured=insured)

    def _deck(self, gifts):
        """`gifts` books and cards in the proportions of MIX, shuffled; what is rounded away becomes the commonest."""
        whole = sum(MIX.values())
        deck = [insured for insured, share in MIX.items() for _each in range(gifts * share // whole)]
        deck += [max(MIX, key=MIX.get)] * (gifts - len(deck))
        self.rng.shuffle(deck)
        return deck

    def _numbers(self, plans):
        """Numbers of persons for each province: new ones, and before the full year one in ten known from earlier.

        Until then insurance ends within its year, so that whoever comes back is insured for no month twice.
        """
        is_later = plans[0].day.year > FULL_YEAR
        numbers = {}
        for province in {plan.province for plan in plans}:
            gifts = sum(plan.gifts for plan in plans if plan.province == province)
            for years in (ADULTS, PUPILS):
                end = self.insured_until[province, years]
                first = end if is_later else max(end - gifts // 10, 0)
                numbers[province, years] = self._counted(province, years, first)
        return numbers

    def _counted(self, province, years, first):
        for number in count(first):
            self.insured_until[province, years] = max(self.insured_until[province, years], number + 1)
            yield number

    def _fitting(self, plan, insured):
        """What is dealt, or what stands in for it here."""
        if insured.kind == BOOK and plan.province in WHERE_BOOKS_ARE_FEW:
            self.books[plan.round, plan.province] += 1
            if self.books[plan.round, plan.province] > WHERE_BOOKS_ARE_FEW[plan.province]:
                insured = Insured(CARD, Category.NEAR_POOR, 6)
        if (
            insured.kind == CARD
            and insured.category == Category.NEAR_POOR
            and plan.province in PAID_WHOLE_FOR_NEAR_POOR
        ):
            insured = Insured(CARD, Category.FARMING, 3)
        if plan.starts_on.year < FULL_YEAR:
            left = 13 - plan.starts_on.month
            insured = insured._replace(months=next(n for n in SHORTER if n <= min(left, insured.months)))
        return insured

    # What is no insurance

    def _others(self, plans):
        numbers = defaultdict(lambda: count(self.rng.randrange(400)))
        for plan in plans:
            if plan.kind == CHECKS:
                yield from self._group(plan, GiftKind.HEALTH_CHECK, "Người cao tuổi, gia đình chính sách", plan.gifts)
                continue
            households = plan.gifts // 2 if plan.kind == RELIEF and plan.gifts > 20 else 0
            if households:
                yield from self._group(plan, GiftKind.RELIEF, "Hộ dân", households)
            for _each in range(plan.gifts - households):
                person = self.persons.person(plan.province, ADULTS, next(numbers[plan.province]))
                yield self._row(plan, person, *KINDS[plan.kind], cost_vnd=COSTS_VND[plan.kind])

    def _group(self, plan, kind, name, quantity):
        name = f"{name} xã Minh Họa {plan.number}"
        cells = ("", "", "", "", self.names[plan.province], "", "", "", LABELS[kind], name, quantity, "", "", "")
        yield (*map(str, cells), str(quantity * COSTS_VND[plan.kind]), plan.decision_number)

    def _row(self, plan, person, kind, category, *, insured=None, cost_vnd=""):
        months, start, order = (
            (str(insured.months), f"{plan.starts_on:%m/%Y}", str(insured.order or "")) if insured else ("", "", "")
        )
        return (
            person.full_name,
            f"{person.birth:%d/%m/%Y}",
            LABELS[person.sex],
            person.citizen_number,
            self.names[plan.province],
            person.commune,
            person.without_papers,
            LABELS[category],
            LABELS[kind],
            *("", ""),
            *(months, start, order),
            str(cost_vnd),
            plan.decision_number,
        )
