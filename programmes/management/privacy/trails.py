"""The attacker with receipt codes: what the trails of all donations of an event tell of the shares that they do not.

And what the sum that a single trail does not split tells of few people.
"""

import random
from types import SimpleNamespace

from programmes.management.privacy.attack import LEAST, NOTHING, Report, judged
from programmes.management.privacy.worlds import FEW
from programmes.models import Disclosure, GiftPayment
from programmes.rules.trail_lines import lines_of

TRIES = 300


def attack_shares(events):
    """The Report on {event: {donation: people}}; she has the code of every donation, more than the ten of the rule."""
    report = NOTHING
    for event, shares in events.items():
        seen = _seen(shares)
        small = [people for told in seen.values() if (people := told[0]) in FEW]
        wrong = tuple(f"Trang theo dõi nêu {people} người ở buổi {event}." for people in small)
        report += Report(0, 1 if wrong else LEAST, wrong)
        for donation, people in shares.items():
            if donation is not None and people in FEW:
                report += judged(_values(shares, seen, donation), f"phần của khoản {donation} ở buổi {event}")
    return report


def attack_rest(trail):
    """The Report on the sum that a trail does not split: how many people it may be, for who knows what a gift costs."""
    lines = lines_of(trail)
    if not (lines.told or lines.helped) or lines.other_vnd < trail.cheapest_vnd:
        return NOTHING
    values = [people for people in FEW if people * trail.dearest_vnd <= lines.other_vnd]
    return judged(values, f"phần không nêu của khoản ủng hộ {trail.donation}")


def _seen(shares):
    """{donation: (people told or None, whether its part in the event is told)}."""
    paying = {donation: people for donation, people in shares.items() if donation is not None}
    seen = {}
    for donation, people in paying.items():
        spending = SimpleNamespace(
            people=people, shares=tuple(shares.values()), donations=len(paying), amount_vnd=people, event=0
        )
        trail = SimpleNamespace(received_vnd=10**9, reversed_vnd=0, cheapest_vnd=1, dearest_vnd=1, spent=(spending,))
        lines = lines_of(trail)
        seen[donation] = (people if lines.told else None, bool(lines.helped))
    return seen


def _values(shares, seen, donation):
    """Values of a share in worlds that look the same: people moved to or from the others, one or many."""
    chance = random.Random(len(shares))  # noqa: S311 - no secret: the attack is the same each time
    found, others = {shares[donation]}, [other for other in shares if other != donation]
    for try_ in range(TRIES):
        value = FEW[try_ % len(FEW)]
        world, left = {**shares, donation: value}, shares[donation] - value
        few_stay_few = chance.random() < 0.5
        for other in chance.sample(others, len(others)):
            step = left if chance.random() < 0.5 else chance.randint(min(left, 0), max(left, 0))
            step = max(step, 1 - world[other])
            if few_stay_few and world[other] in FEW:  # the next takes the rest
                step = min(step, FEW[-1] - world[other])
            world[other], left = world[other] + step, left - step
        if left == 0 and value not in found and _seen(world) == seen:
            found.add(value)
    return found


def of_database():
    """{(event, kind): {donation: people}} of the numbers told at their event; a gift counts for who paid most of it."""
    told = Disclosure.objects.filter(height=Disclosure.Height.EVENT)
    people = {(row.event_id, row.kind): row.quantity for row in told}
    paid = GiftPayment.objects.filter(amount_vnd__gt=0).order_by("event", "gift", "-amount_vnd", "pk")
    rows = paid.values_list("event", "gift", "gift__kind", "donation", "gift__quantity")
    found, last = {key: {} for key in people}, None
    for event, gift, kind, donation, quantity in rows.iterator():
        shares = found.get((event, kind))
        if shares is not None:
            shares[donation] = shares.get(donation, 0) + (quantity if (event, gift) != last else 0)
        last = event, gift
    for key, shares in found.items():
        if unpaid := people[key] - sum(shares.values()):
            shares[None] = unpaid
    return found
