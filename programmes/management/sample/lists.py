"""Invented gift lists in every state, some of them handed over."""

import random
from datetime import date
from typing import NamedTuple

from django.utils import timezone

from programmes.actions import gift_lists, gifts, handovers
from programmes.management.sample.means import Means
from programmes.management.sample.people import People
from programmes.management.sample.values import Values
from programmes.models import Category, Gift, GiftKind, GiftList, HandoverEvent, Insurance, Office, Round

# Months of insurance to choose from; nobody gets the same month twice, so those of 2024 end before 2025's begin.
MONTHS = {2024: (3, 6), 2025: (3, 6, 12), 2026: (3, 6, 12)}
FIRST_YEAR_OF_STUDENTS = 2004
LARGE_LIST = 100
PAID_WHOLE_FOR_NEAR_POOR = {"46"}  # Huế adds what the state leaves, so that nothing is left to give
DRAFT, SUBMITTED, APPROVED = GiftList.State.DRAFT, GiftList.State.SUBMITTED, GiftList.State.APPROVED

# kind of list: what hand-overs of it are called
TITLES = {
    "cards": "Trao sổ BHXH, thẻ BHYT cho người có hoàn cảnh khó khăn",
    "tet": "Tết ấm cho bệnh nhân",
    "relief": "Hỗ trợ người dân bị thiệt hại do bão",
    "checks": "Khám bệnh, cấp thuốc miễn phí",
}
PLACES = {
    "cards": "Nhà văn hóa xã Minh Họa A",
    "tet": "Bệnh viện đa khoa Minh Họa",
    "relief": "Trụ sở UBND xã Minh Họa B",
    "checks": "Trạm y tế xã Minh Họa C",
}

# Every kind of gift is shown: all insurance on the lists of cards, what has no list of its own at Tết.
CARDS = [kind for kind in GiftKind if kind.insurance is Insurance.HEALTH]
BOOKS = [kind for kind in GiftKind if kind.insurance is Insurance.SOCIAL]
WITH_LISTS = {*CARDS, *BOOKS, GiftKind.TET_PACKAGE, GiftKind.RELIEF, GiftKind.HEALTH_CHECK}
OTHERS = [kind for kind in GiftKind if kind not in WITH_LISTS]


class Plan(NamedTuple):
    """One list: round, province, kind, how many persons, first month of insurance, and how far it has come.

    `stage` is the day of its hand-over, or the state in which it waits.
    """

    round: str
    province: str
    kind: str
    persons: int
    starts_on: date
    stage: date | str


PLANS = (
    Plan("so-the-2024", "40", "cards", 210, date(2024, 9, 1), date(2024, 8, 28)),
    Plan("so-the-2024", "11", "cards", 160, date(2024, 10, 1), date(2024, 9, 25)),
    Plan("so-the-2024", "66", "cards", 130, date(2024, 11, 1), date(2024, 10, 30)),
    Plan("so-the-2024", "96", "cards", 90, date(2024, 12, 1), date(2024, 11, 26)),
    Plan("bao-so-3-2024", "15", "relief", 85, date(2024, 9, 1), date(2024, 10, 4)),
    Plan("tet-at-ty-2025", "01", "tet", 70, date(2025, 1, 1), date(2025, 1, 15)),
    Plan("tet-at-ty-2025", "46", "tet", 40, date(2025, 1, 1), date(2025, 1, 17)),
    Plan("so-the-2025", "40", "cards", 260, date(2025, 6, 1), date(2025, 5, 28)),
    Plan("so-the-2025", "40", "cards", 140, date(2025, 12, 1), date(2025, 11, 27)),
    Plan("so-the-2025", "11", "cards", 230, date(2025, 9, 1), date(2025, 8, 29)),
    Plan("so-the-2025", "66", "cards", 170, date(2025, 10, 1), date(2025, 9, 30)),
    Plan("so-the-2025", "96", "cards", 140, date(2025, 11, 1), date(2025, 10, 29)),
    Plan("so-the-2025", "01", "cards", 120, date(2025, 12, 1), date(2025, 12, 3)),
    Plan("so-the-2025", "79", "cards", 130, date(2025, 12, 1), date(2025, 12, 10)),
    Plan("so-the-2025", "14", "cards", 7, date(2025, 12, 1), date(2025, 12, 12)),
    Plan("so-the-2025", "86", "cards", 4, date(2025, 12, 1), date(2025, 12, 16)),
    Plan("bao-so-10-2025", "40", "relief", 95, date(2025, 10, 1), date(2025, 12, 5)),
    Plan("bao-so-10-2025", "44", "relief", 60, date(2025, 10, 1), date(2025, 12, 8)),
    Plan("kham-benh-2025", "11", "checks", 0, date(2025, 7, 1), date(2025, 7, 26)),
    Plan("kham-benh-2025", "46", "checks", 0, date(2025, 7, 1), date(2025, 7, 27)),
    Plan("tet-binh-ngo-2026", "40", "tet", 90, date(2026, 1, 1), date(2025, 12, 30)),
    Plan("tet-binh-ngo-2026", "11", "tet", 80, date(2026, 1, 1), date(2026, 1, 20)),
    Plan("tet-binh-ngo-2026", "01", "tet", 60, date(2026, 1, 1), date(2026, 2, 3)),
    Plan("tet-binh-ngo-2026", "15", "tet", 3, date(2026, 1, 1), date(2026, 2, 6)),
    Plan("so-the-2026", "46", "cards", 75, date(2026, 6, 1), date(2026, 5, 29)),
    Plan("so-the-2026", "66", "cards", 65, date(2026, 10, 1), date(2026, 9, 29)),
    Plan("so-the-2026", "79", "cards", 80, date(2026, 12, 1), APPROVED),
    Plan("so-the-2026", "11", "cards", 70, date(2026, 12, 1), SUBMITTED),
    Plan("so-the-2026", "96", "cards", 50, date(2026, 12, 1), SUBMITTED),
    Plan("so-the-2026", "40", "cards", 60, date(2026, 12, 1), DRAFT),
)


class Lists:
    """`officers` by username; Nghệ An and Điện Biên draw up their own lists, headquarters those of the others."""

    def __init__(self, officers):
        self.rng = random.Random(2027)  # noqa: S311 - an invented world, the same each time
        self.makers = {"40": officers["nghean"], "11": officers["dienbien"]}
        self.headquarters, self.checker = officers["trunguong"], officers["pheduyet"]
        self.offices = {office.code: office for office in Office.objects.select_related("province")}
        self.rounds = {record.slug: record for record in Round.objects.all()}
        self.people = People(self.rng)
        self.means = Means(officers)
        self.values = Values()
        self.today = timezone.localdate()

    def load(self):
        """Each list through its states, as far as the plan says and the calendar allows."""
        for number, plan in enumerate(PLANS, start=1):
            by = self.makers.get(plan.province, self.headquarters)
            gift_list = self._draw_up(plan, number, by)
            gifts.issue_many(gift_list, getattr(self, f"_{plan.kind}")(plan), by=by)
            self._move(gift_list, plan, by)

    def _draw_up(self, plan, number, by):
        office = self.offices[plan.province]
        gift_list = GiftList(
            round=self.rounds[plan.round],
            office=office,
            province=office.province,
            decision_number=f"{100 + number}/QĐ-MINHHOA" if plan.stage != DRAFT else "",
            decision_on=plan.starts_on if plan.stage != DRAFT else None,
            note="Danh sách minh họa, không có thật.",
        )
        return gift_lists.draw_up(gift_list, by=by)

    def _move(self, gift_list, plan, by):
        if plan.stage == DRAFT:
            return
        gift_lists.submit(gift_list, by=by)
        if plan.stage == SUBMITTED:
            return
        self.means.provide(gift_list)
        gift_list = gift_lists.approve(gift_list, by=self.checker)
        if plan.stage != APPROVED:
            self._hand_over(gift_list, plan, by)

    def _hand_over(self, gift_list, plan, by):
        leader = "Đoàn công tác BHXH Việt Nam" if plan.stage.month == 12 else gift_list.office.name
        event = HandoverEvent(
            office=gift_list.office,
            round=gift_list.round,
            province=gift_list.province,
            title=f"{TITLES[plan.kind]} tại {gift_list.province.name}",
            place=PLACES[plan.kind],
            held_on=plan.stage,
            delegation=f"{leader} (minh họa)",
        )
        handovers.plan(event, [gift_list], by=by)
        self.means.allocate(gift_list)
        if plan.stage <= self.today:
            self._note_outcomes(event, by)
            handovers.hand_over(event, by=by)

    def _note_outcomes(self, event, by):
        """One person in a large list sends somebody, one is away and waits for another event."""
        persons = list(Gift.objects.filter(gift_list__handover_lines__event=event).order_by("pk")[:LARGE_LIST])
        if len(persons) == LARGE_LIST:
            handovers.note_outcomes(event, [persons[3].pk], Gift.Outcome.BY_PROXY, by=by)
            handovers.note_outcomes(event, [persons[8].pk], Gift.Outcome.ABSENT, by=by)
        handovers.note_the_rest(event, by=by)

    def _cards(self, plan):
        """Mostly cards; one person in eight gets a book, and one of those in four a card as well."""
        made = []
        for number, person in enumerate(self.people.some(self.offices[plan.province], plan.round, plan.persons)):
            if number % 8 == 0:
                made.append(self._book(plan, person, BOOKS[number // 8 % len(BOOKS)]))
            if number % 8 or number % 32 == 0:
                made.append(self._card(plan, person, CARDS[number % len(CARDS)]))
        return made

    def _card(self, plan, person, kind):
        category = self.rng.choices((Category.NEAR_POOR, Category.FARMING), (3, 1))[0]
        if person.birth_date.year >= FIRST_YEAR_OF_STUDENTS:
            category = Category.STUDENT
        if category == Category.NEAR_POOR and plan.province in PAID_WHOLE_FOR_NEAR_POOR:
            category = Category.FARMING
        months = self.rng.choice(MONTHS[plan.starts_on.year])
        return self._insurance(plan, person, kind, category, months)

    def _book(self, plan, person, kind):
        category = self.rng.choice((Category.POOR, Category.NEAR_POOR, Category.INFORMAL_WORKER))
        months = self.rng.choice(MONTHS[plan.starts_on.year])
        return self._insurance(plan, person, kind, category, months)

    def _insurance(self, plan, person, kind, category, months):
        return Gift(
            kind=kind,
            recipient=person,
            category=category,
            months=months,
            starts_on=plan.starts_on,
            **self.values.parts(kind, category, months, plan.starts_on, plan.province),
        )

    def _persons(self, plan, kind, category, donor_cost_vnd):
        people = self.people.some(self.offices[plan.province], plan.round, plan.persons)
        return [
            Gift(kind=kind, recipient=person, category=category, donor_cost_vnd=donor_cost_vnd) for person in people
        ]

    def _tet(self, plan):
        made = self._persons(plan, GiftKind.TET_PACKAGE, Category.PATIENT, 600_000)
        beside = [
            Gift(kind=kind, recipient=gift.recipient, category=gift.category, donor_cost_vnd=gift.donor_cost_vnd)
            for gift in made[::4]
            for kind in OTHERS
        ]
        return [*made, *beside]

    def _relief(self, plan):
        persons = self._persons(plan, GiftKind.RELIEF, Category.DISASTER_VICTIM, 1_000_000)
        group = Gift(kind=GiftKind.RELIEF, group_name="Hộ dân xã Minh Họa B", quantity=40, donor_cost_vnd=40 * 500_000)
        return [*persons, group]

    def _checks(self, plan):
        quantities = {"Người cao tuổi xã Minh Họa C": 120, "Gia đình chính sách xã Minh Họa C": 45}
        return [
            Gift(kind=GiftKind.HEALTH_CHECK, group_name=name, quantity=count, donor_cost_vnd=count * 150_000)
            for name, count in quantities.items()
        ]
