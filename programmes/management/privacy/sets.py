"""Random histories, skewed as small provinces are: the same for each seed, invented throughout."""

import random

from programmes.management.privacy.histories import Act, Row

YEAR = 2025
PEOPLE = (1, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 10, 11, 12, 15, 40)


def some_history(seed):
    """Acts of one year: hand-overs of few people, gifts that come back, the closing of the year, what comes late."""
    chance = random.Random(seed)  # noqa: S311 - invented sets, the same each time
    places = _places(chance)
    rows, acts = [], []
    for at in range(chance.randint(4, 36)):
        row = _next(chance, places, rows, at)
        if row is not None:
            rows.append(row)
            acts.append(Act(at, YEAR, row))
    if chance.random() < 0.8:
        acts.insert(len(acts) - chance.randint(0, min(3, len(acts))), Act(1000, YEAR))
    return acts


def _places(chance):
    """(programme, round, province, tariff): few of each, many with one event only."""
    programmes = range(1, chance.randint(1, 3) + 1)
    rounds = [
        (programme, programme * 10 + number) for programme in programmes for number in range(chance.randint(1, 2))
    ]
    provinces = [("40", "2025-07-01"), ("14", "2025-07-01"), ("46", "2025-07-01/46"), ("15", "2024-07-01")]
    provinces = provinces[: chance.randint(1, 4)]
    return [(*round_, *province) for round_ in rounds for province in provinces]


def _next(chance, places, rows, event):
    """A gift that comes back, else an event."""
    given = [row for row in rows if row.quantity > 0 and _there(rows, row) > 0]
    if given and chance.random() < 0.35:
        row = chance.choice(given)
        return row._replace(quantity=-1) if chance.random() < 0.95 else row._replace(quantity=-_there(rows, row))
    programme, round_, province, tariff = chance.choice(places)
    people = chance.choice(PEOPLE)
    return Row(event, "hi_card", YEAR, round_, programme, province, tariff, people)


def _there(rows, row):
    """People of an event who have not given their gift back."""
    return sum(each.quantity for each in rows if each.event_id == row.event_id)


def some_shares(seed):
    """{event: shares of its people by donation}: donations that overlap, most of them small."""
    chance = random.Random(-seed)  # noqa: S311 - as above
    events = {}
    for event in range(chance.randint(1, 6)):
        donations = chance.sample(range(12), chance.randint(1, 5))
        events[event] = {donation: chance.choice((1, 2, 3, 5, 8, 10, 11, 14, 60, 180)) for donation in donations}
        if chance.random() < 0.2:
            events[event][None] = chance.randint(1, 9)  # paid for by nobody
    return events
