"""What the full sample gives, as data: seasons shared out among the provinces, and the gift lists they become."""

from datetime import date, timedelta
from typing import NamedTuple

from programmes.models import GiftList

DRAFT, SUBMITTED, APPROVED = GiftList.State.DRAFT, GiftList.State.SUBMITTED, GiftList.State.APPROVED
CARDS, TET, RELIEF, CHECKS = "cards", "tet", "relief", "checks"
FULL_YEAR = 2025  # the one on the article's own scale; the others are smaller


class Season(NamedTuple):
    """So many gifts of a round, received at hand-overs from one day to another; its money comes from a day on."""

    round: str
    kind: str
    gifts: int
    money_from: date
    first: date
    last: date


SEASONS = (
    Season("so-the-2020", CARDS, 600, date(2020, 2, 3), date(2020, 4, 6), date(2020, 9, 25)),
    Season("so-the-2021", CARDS, 800, date(2021, 2, 1), date(2021, 4, 5), date(2021, 9, 24)),
    Season("so-the-2022", CARDS, 2_100, date(2022, 1, 10), date(2022, 3, 14), date(2022, 9, 23)),
    Season("so-the-2023", CARDS, 3_400, date(2023, 1, 30), date(2023, 3, 13), date(2023, 9, 22)),
    Season("tet-giap-thin-2024", TET, 410, date(2023, 10, 9), date(2024, 1, 8), date(2024, 2, 5)),
    Season("so-the-2024", CARDS, 3_900, date(2024, 1, 8), date(2024, 3, 11), date(2024, 9, 25)),
    Season("bao-so-3-2024", RELIEF, 650, date(2024, 9, 9), date(2024, 9, 20), date(2024, 12, 6)),
    Season("kham-benh-2024", CHECKS, 1_150, date(2024, 5, 6), date(2024, 7, 22), date(2024, 10, 4)),
    Season("tet-at-ty-2025", TET, 1_418, date(2024, 10, 7), date(2025, 1, 6), date(2025, 1, 24)),
    Season("so-the-2025", CARDS, 185_055, date(2025, 1, 2), date(2025, 2, 10), date(2025, 12, 26)),
    Season("kham-benh-2025", CHECKS, 1_960, date(2025, 3, 3), date(2025, 4, 14), date(2025, 10, 10)),
    Season("bao-so-10-2025", RELIEF, 760, date(2025, 9, 29), date(2025, 10, 8), date(2025, 12, 19)),
    Season("tet-binh-ngo-2026", TET, 634, date(2025, 10, 6), date(2025, 12, 15), date(2025, 12, 30)),
    Season("tet-binh-ngo-2026", TET, 720, date(2025, 10, 6), date(2026, 1, 12), date(2026, 2, 11)),
    Season("so-the-2026", CARDS, 4_300, date(2026, 1, 5), date(2026, 2, 24), date(2026, 6, 26)),
    Season("kham-benh-2026", CHECKS, 520, date(2026, 2, 2), date(2026, 4, 13), date(2026, 6, 19)),
)

# Very different sizes, as in life; a sketch, no statistic. Code of the province: share.
WEIGHTS = {
    "79": 76,
    "38": 47,
    "40": 45,
    "01": 50,
    "25": 44,
    "68": 42,
    "66": 40,
    "91": 38,
    "92": 36,
    "86": 34,
    "75": 32,
    "24": 28,
    "33": 27,
    "48": 26,
    "37": 26,
    "31": 25,
    "82": 25,
    "80": 24,
    "15": 22,
    "52": 22,
    "51": 20,
    "19": 20,
    "96": 19,
    "08": 18,
    "44": 17,
    "42": 14,
    "14": 13,
    "56": 12,
    "11": 10,
    "22": 8,
    "20": 6,
    "04": 4,
    "46": 3,
    "12": 2,
}
# Where few patients are, and few houses were hit: fixed numbers from 1 to 10, whatever the scale.
FEW = {
    TET: {"12": 3, "04": 7, "20": 9},
    RELIEF: {"12": 4, "14": 8},
}
HIT_BY_STORMS = {"15", "08", "19", "25", "24", "22", "31", "33", "38", "40", "42", "44", "12", "14"}
WITH_CHECKS = {"11", "12", "14", "40", "42", "46", "66", "68", "96", "79"}

EVERYWHERE = 10_000  # gifts; a smaller season reaches the large provinces only
LARGE_PROVINCE, MANY = 38, 600
WITH_HOSPITALS = {"01", "79", "48", "46", "40", "38", "66", "92", "31", "25", "91", "75"}
# Persons of one hand-over: chance, least, most. The few hundred of a commune, a ceremony of thousands, a handful.
SIZES = {
    CARDS: ((16, 150, 600), (28, 800, 1_600), (50, 1_800, 2_500), (6, 2, 9)),
    TET: ((92, 90, 220), (8, 3, 10)),
    RELIEF: ((100, 60, 160),),
    CHECKS: ((100, 200, 400),),
}


class Plan(NamedTuple):
    """One list and its hand-over.

    Of its gifts `given` are received on the day, `later` two weeks on; `absent` still wait and `returned` are nobody's
    any more. `number` is that of its decision. `stage` is the day, or the state in which the list waits.
    """

    number: int
    round: str
    province: str
    kind: str
    given: int
    later: int
    absent: int
    returned: int
    stage: date | str

    @property
    def gifts(self):
        return self.given + self.later + self.absent + self.returned

    @property
    def decision_number(self):
        return f"{self.number:04}/QĐ-MINHHOA"

    @property
    def day(self):
        """When it is handed over; of a list that waits, when it is drawn up."""
        return self.stage if isinstance(self.stage, date) else WAITING_SINCE

    @property
    def later_on(self):
        return self.day + timedelta(days=14)

    @property
    def starts_on(self):
        """The first of the month after the hand-over, from which insurance runs."""
        return (self.day.replace(day=1) + timedelta(days=32)).replace(day=1)


TAKEN_BACK_IN = "40"  # its first list of the full year gives one card more, which comes back
WAITING = (("79", APPROVED, 240), ("11", SUBMITTED, 180), ("66", SUBMITTED, 150), ("40", DRAFT, 130))
WAITING_ROUND, WAITING_SINCE = "so-the-2026", date(2026, 6, 29)


def planned(rng, one_in=1):
    """Every Plan in the order of their days; of each season one in `one_in` gifts, the few stay as they are."""
    found = [each for season in SEASONS for each in _of_season(rng, season, max(season.gifts // one_in, 1))]
    found.sort(key=lambda plan: plan.stage)
    waiting = [
        Plan(0, WAITING_ROUND, province, CARDS, max(count // one_in, 12), 0, 0, 0, state)
        for province, state, count in WAITING
    ]
    _give_one_more(found)
    return [plan._replace(number=number) for number, plan in enumerate([*found, *waiting], start=1)]


def _give_one_more(found):
    wanted = (TAKEN_BACK_IN, CARDS, FULL_YEAR)
    place = next(i for i, plan in enumerate(found) if (plan.province, plan.kind, plan.day.year) == wanted)
    found[place] = found[place]._replace(given=found[place].given + 1)


def _of_season(rng, season, gifts):
    for province, count in _shares(season, gifts).items():
        sizes = _sizes(rng, season.kind, count, many=1 if province == TAKEN_BACK_IN else MANY)
        for number, size in enumerate(sizes):
            part = (number + rng.random()) / len(sizes)
            day = season.first + (season.last - season.first) * part**0.8  # more towards the end
            day -= timedelta(days=max(day.weekday() - 4, 0))
            yield _with_outcomes(rng, season, province, size, max(day, season.first))


def _places(season):
    if season.kind != CARDS:
        return {TET: WITH_HOSPITALS, RELIEF: HIT_BY_STORMS, CHECKS: WITH_CHECKS}[season.kind]
    least = 0 if season.gifts >= EVERYWHERE else LARGE_PROVINCE
    return {place for place, weight in WEIGHTS.items() if weight >= least}


def _shares(season, gifts):
    """Gifts of each province, together exactly `gifts`: by weight, the largest remainders rounded up."""
    few = FEW.get(season.kind, {})
    few = few if gifts > 10 * sum(few.values()) else {}
    places = _places(season) - few.keys()
    rest, weight = gifts - sum(few.values()), sum(WEIGHTS[place] for place in places)
    exact = {place: rest * WEIGHTS[place] / weight for place in sorted(places)}
    shares = {place: int(share) for place, share in exact.items()}
    left = rest - sum(shares.values())
    for place in sorted(exact, key=lambda place: (shares[place] - exact[place], place))[:left]:
        shares[place] += 1
    return {place: count for place, count in {**shares, **few}.items() if count}


def _sizes(rng, kind, count, many):
    """`count` cut into hand-overs, two at least where there are more than `many`."""
    sizes = []
    while count:
        chances = SIZES[kind]
        _chance, least, most = rng.choices(chances, [chance for chance, *_range in chances])[0]
        size = min(rng.randint(least, most), count)
        sizes.append(size // 2 if not sizes and size == count > many else size)
        count -= sizes[-1]
    return sizes


def _with_outcomes(rng, season, province, size, day):
    """`size` gifts are received; some of a large list two weeks later, and beside them some not at all."""
    later = absent = returned = 0
    if season.kind != CHECKS and size >= 100:
        absent, returned = rng.choice((*(0,) * 7, 2)), rng.choice((0, 0, 0, 1))
        if day + timedelta(days=14) <= season.last:
            later = rng.choice((*(0,) * 6, 3, 12))
    return Plan(0, season.round, province, season.kind, size - later, later, absent, returned, day)
