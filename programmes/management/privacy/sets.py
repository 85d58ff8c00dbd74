"""Random histories, skewed as small provinces are: the same for each seed, invented throughout."""

import random
from datetime import date, timedelta
from types import SimpleNamespace

from programmes.management.privacy.histories import Act, Row, price
from programmes.models import GiftKind, Rate
from programmes.rules.disclosure import tariff
from programmes.rules.rates import BASE_SALARY, CARD_TOPUP

YEAR = 2025
PEOPLE = (1, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 10, 11, 12, 15, 40)
PROVINCES = ("40", "14", "46", "15")
START, CHANGE = date(YEAR, 1, 1), date(YEAR, 5, 1)


def _salary(value, start):
    return Rate(family=BASE_SALARY, category_code="all", value=value, effective_from=start)


def _own(value, start, end=None):
    """A rate of one province with several."""
    topup = {"family": CARD_TOPUP, "category_code": "near_poor", "province_id": "46"}
    return Rate(**topup, value=value, effective_from=start, effective_to=end)


RATES = (
    _salary("2340000", date(2024, 7, 1)),
    _salary("2530000", CHANGE),
    _own("0.1", date(2024, 9, 1), date(YEAR, 2, 28)),
    _own("0.2", date(YEAR, 6, 1), date(YEAR, 12, 31)),
    _own("0.3", date(YEAR, 9, 1), date(YEAR, 11, 15)),
)


def some_history(seed):
    """Acts of one year: hand-overs of few people, gifts that come back, the closing of the year, what comes late."""
    chance = random.Random(seed)  # noqa: S311 - invented sets, the same each time
    if seed % 10 == 9:
        return _many_come_back(chance)
    places, rows = _places(chance), []
    count = chance.randint(4, 36)
    for event in range(count):
        given = [row for row in rows if row.quantity > 0 and _there(rows, row) > 0]
        if given and chance.random() < 0.35:
            rows.append(_back(chance, rows, chance.choice(given)))
        else:
            day = _day(event, count)
            rows.append(_given(chance, chance.choice(places), event, day, chance.choice(PEOPLE)))
    acts = [Act(at, YEAR, row) for at, row in enumerate(rows)]
    if chance.random() < 0.8:
        acts.insert(len(acts) - chance.randint(0, min(3, len(acts))), Act(1000, YEAR))
    return acts


def _many_come_back(chance):
    """One place, many large events, and from each of them one gift or two that come back."""
    place = _places(chance)[0]
    given = [_given(chance, place, event, CHANGE, 40) for event in range(chance.randint(8, 14))]
    back = [row._replace(quantity=-1) for row in given for _each in range(chance.choice((1, 1, 1, 2)))]
    chance.shuffle(back)
    return [Act(at, YEAR, row) for at, row in enumerate([*given, *back])]


def _places(chance):
    """(programme, round, province): few of each, many with one event only."""
    programmes = range(1, chance.randint(1, 3) + 1)
    rounds = [(each, each * 10 + number) for each in programmes for number in range(chance.randint(1, 2))]
    return [(*round_, province) for round_ in rounds for province in PROVINCES[: chance.randint(1, 4)]]


def _day(event, count):
    """The events are spread over the year: one in three before the rates of the country change."""
    return START + timedelta(days=365 * event // count)


def _given(chance, place, event, day, people):
    programme, round_, province = place
    by = (GiftKind.HI_CARD, province, day, RATES)
    return Row(event, "hi_card", YEAR, round_, programme, province, tariff(*by), price(*by), people)


def _back(chance, rows, row):
    """One person gives back, seldom all who are left of a group."""
    return row._replace(quantity=-1 if chance.random() < 0.95 else -_there(rows, row))


def _there(rows, row):
    """People of an event who have not given their gift back."""
    return sum(each.quantity for each in rows if each.event_id == row.event_id)


def some_shares(seed):
    """{event: {donation: people}}: donations that overlap, most shares small; None is who was paid for by nobody."""
    chance = random.Random(-seed)  # noqa: S311 - as above
    events = {}
    for event in range(chance.randint(1, 6)):
        donations = chance.sample(range(12), chance.randint(1, 5))
        events[event] = {donation: chance.choice((1, 2, 3, 5, 8, 10, 11, 14, 60, 180)) for donation in donations}
        if chance.random() < 0.2:
            events[event][None] = chance.randint(1, 9)
    return {event: shares for event, shares in events.items() if sum(shares.values()) > 10}


def some_trail(seed):
    """A totals.trail.Trail as far as it is told from: events at one price or several, and what is left beside."""
    chance = random.Random(-seed)  # noqa: S311 - as above
    prices = chance.sample((263_340, 379_080, 600_000, 1_500_000), chance.randint(1, 3))
    spent = [_spending(chance, event, chance.choice(prices)) for event in range(chance.randint(1, 5))]
    few_vnd = chance.choice((0, 0, 100_000, *(chance.randint(1, 12) * price for price in prices)))
    return SimpleNamespace(
        donation=seed,
        received_vnd=sum(each.amount_vnd for each in spent) + few_vnd,
        reversed_vnd=0,
        cheapest_vnd=min(prices),
        dearest_vnd=max(prices),
        spent=tuple(spent),
    )


def _spending(chance, event, price):
    people = chance.choice((3, 8, 11, 14, 60, 180))
    return SimpleNamespace(event=event, people=people, shares=(people, 30), donations=2, amount_vnd=people * price)
