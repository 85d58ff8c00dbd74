"""Donors and donations of the full sample: as much as the lists cost, in the full year to the đồng what was raised."""

from collections import deque
from datetime import date, timedelta
from typing import NamedTuple

from programmes.management.sample.full.plans import CARDS, CHECKS, FULL_YEAR, RELIEF, SEASONS, TAKEN_BACK_IN, TET, Plan
from programmes.management.sample.giving import AMOUNTS, ENTERPRISES
from programmes.management.sample.people import FAMILY, GIVEN, MIDDLE
from programmes.models import HEADQUARTERS_CODE, Donor
from programmes.models.base import of_each

RAISED_VND = 54_380_000_000  # of the full year, received and not reversed
LARGE = f"so-the-{FULL_YEAR}"
MONEY_FROM = {season.round: season.money_from for season in SEASONS}
MILLION = 1_000_000
LARGER = 2  # than the donations of the small sample
Kind = Donor.Kind
# kind: how often one is drawn, and how many of them there are
DONORS = of_each(
    Kind,
    {
        Kind.BANK: (16, 24),
        Kind.ENTERPRISE: (30, 110),
        Kind.STAFF: (20, 34),
        Kind.ORGANISATION: (9, 34),
        Kind.RELIGIOUS_BODY: (4, 16),
        Kind.AGENCY: (4, 16),
        Kind.COLLECTION_ORGANISATION: (4, 12),
        Kind.INDIVIDUAL: (10, 160),
        Kind.ANONYMOUS: (3, 30),
    },
)
OF_PROVINCE = {Kind.STAFF, Kind.ORGANISATION, Kind.RELIGIOUS_BODY, Kind.AGENCY, Kind.COLLECTION_ORGANISATION}
NAMES = {  # of the donors of a province
    Kind.STAFF: "Tập thể công chức, viên chức, người lao động BHXH {} (minh họa)",
    Kind.ORGANISATION: "Hội từ thiện Minh Họa {}",
    Kind.RELIGIOUS_BODY: "Chùa Minh Họa {}",
    Kind.AGENCY: "Cơ quan Minh Họa {}",
    Kind.COLLECTION_ORGANISATION: "Tổ chức dịch vụ thu Minh Họa {}",
}
AREAS = ("Bắc", "Trung", "Nam", "Đông", "Tây", "Sông Hồng", "Cửu Long", "Trường Sơn", "Duyên Hải", "Tây Nguyên")
# Money comes so many days before its hand-over: that of Tết is collected in the autumn.
LEADS = {CARDS: (5, 40), TET: (25, 85), RELIEF: (5, 30), CHECKS: (5, 40)}
NEAR = 0.25  # of the donations that pay for one list alone are meant for its province


class Need(NamedTuple):
    """What the list of a Plan costs in đồng."""

    plan: Plan
    cost_vnd: int


class DonorRow(NamedTuple):
    kind: str
    name: str
    office: str
    consented_on: date | None = None
    head_office: "DonorRow | None" = None


class Receipt(NamedTuple):
    """A donation to come; `shares` are what it pays, (number of the plan, đồng)."""

    round: str
    donor: DonorRow
    amount_vnd: int
    received_on: date
    earmark: str | None
    shares: tuple


def donor_row(kind, number, provinces):
    """The `number`th donor of a kind; `provinces` is code -> name."""
    codes = sorted(provinces)
    place = codes[number * 7 % len(codes)]
    consented_on = head_office = None
    if kind in OF_PROVINCE:
        name, office = NAMES[kind].format(provinces[place]), place
    elif kind == Kind.BANK:
        letter, is_branch = chr(ord("A") + number % 12), number >= 12
        name, office = f"Ngân hàng Minh Họa {letter}", place if is_branch else HEADQUARTERS_CODE
        if is_branch:
            head_office = DonorRow(kind, name, HEADQUARTERS_CODE)
            name = f"{name} - Chi nhánh {provinces[place]}"
    elif kind == Kind.ENTERPRISE:
        area, word = divmod(number, len(ENTERPRISES))
        name, office = f"Công ty Minh Họa {ENTERPRISES[word]} {AREAS[area]}", (HEADQUARTERS_CODE, place)[number % 2]
    elif kind == Kind.INDIVIDUAL:
        sex = ("male", "female")[number % 2]
        middle, given = MIDDLE[sex][number // 2 % 5], GIVEN[sex][number // 3 % len(GIVEN[sex])]
        name, office = f"{FAMILY[number % len(FAMILY)]} {middle} Ví Dụ {given} {AREAS[number // 16]}", place
        consented_on = date(2020, 1, 15) if number % 3 == 0 else None
    else:
        name, office = f"Người gửi không nêu tên {number + 1:02}", HEADQUARTERS_CODE
    return DonorRow(kind, name, office, consented_on, head_office)


class Money:
    """Deals out receipts. `rng` is seeded; `provinces` is code -> name; nothing is received after `today`."""

    def __init__(self, rng, provinces, today):
        self.rng, self.provinces, self.today = rng, provinces, today

    def receipts(self, needs, raised_vnd):
        """Every Receipt: of each round what its lists cost, and of LARGE what then lacks to `raised_vnd` in its year.

        `needs` is round -> its Needs in the order of their days. ValueError where LARGE costs more than is left for it.
        """
        found = []
        for round_, of_round in needs.items():
            if round_ != LARGE:
                found += self._of_round(round_, of_round, -(-_cost(of_round) // MILLION) * MILLION)
        rest = raised_vnd - sum(each.amount_vnd for each in found if each.received_on.year == FULL_YEAR)
        if rest < _cost(needs[LARGE]):
            raise ValueError(f"The lists of {LARGE} cost {_cost(needs[LARGE])} đồng, and {rest} are raised for them.")
        return [*found, *self._of_round(LARGE, needs[LARGE], rest)]

    def _of_round(self, round_, needs, total_vnd):
        """Together exactly `total_vnd`; each in time for the list that it begins to pay for."""
        waiting, lacking = deque(needs), needs[0].cost_vnd
        day = needs[0].plan.day
        while total_vnd:
            donor = self._donor()
            amount = self._amount(donor)
            amount = left = amount if total_vnd - amount >= MILLION else total_vnd
            total_vnd -= amount
            shares, plan = [], waiting[0].plan if waiting else None
            day = plan.day if plan else day
            while left and waiting:
                share = min(left, lacking)
                shares.append((waiting[0].plan.number, share))
                left, lacking = left - share, lacking - share
                if not lacking:
                    waiting.popleft()
                    lacking = waiting[0].cost_vnd if waiting else 0
            is_near = plan and shares == [(plan.number, amount)] and self.rng.random() < NEAR
            lead = timedelta(days=self.rng.randint(*LEADS[needs[0].plan.kind]))
            received_on = max(day - lead, MONEY_FROM[round_])
            yield Receipt(
                round_, donor, amount, min(received_on, self.today), plan.province if is_near else None, tuple(shares)
            )

    def promises(self, round_, day, count):
        """So many Receipts that pay for nothing yet; the first of the staff in TAKEN_BACK_IN."""
        own = donor_row(Kind.STAFF, 0, {TAKEN_BACK_IN: self.provinces[TAKEN_BACK_IN]})
        donors = [own, *(self._donor() for _each in range(count - 1))]
        return [Receipt(round_, each, self._amount(each), min(day, self.today), None, ()) for each in donors]

    def _donor(self):
        kind = self.rng.choices(list(DONORS), [often for often, _many in DONORS.values()])[0]
        return donor_row(kind, self.rng.randrange(DONORS[kind][1]), self.provinces)

    def _amount(self, donor):
        return self.rng.randint(*AMOUNTS[donor.kind]) * LARGER * MILLION


def _cost(needs):
    return sum(need.cost_vnd for need in needs)
