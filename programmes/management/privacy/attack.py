"""The attacker: she runs the publishing step herself, on other worlds, and sees whether all that is public is the same.

A hidden number is found out when worlds that look the same leave it fewer than LEAST values. And no number that is
public may itself be one of a few people, after any act.
"""

from typing import NamedTuple

from programmes.management.privacy import worlds
from programmes.management.privacy.histories import numbers, publish
from programmes.management.privacy.worlds import FEW
from programmes.models import Disclosure

LEAST = 5


class Report(NamedTuple):
    """Hidden numbers looked at, the fewest values found for one (LEAST is said for LEAST and more), and sentences."""

    looked_at: int
    fewest: int
    findings: tuple

    def __add__(self, other):
        fewest = min(self.fewest, other.fewest)
        return Report(self.looked_at + other.looked_at, fewest, (*self.findings, *other.findings))


NOTHING = Report(0, LEAST, ())


def attack(acts):
    """The Report on a history of hand-overs, gifts taken back and closed years."""
    report = NOTHING
    for whole in _tales(acts):
        everything = publish(whole)
        report += _of_public_numbers(everything)
        for place in dict.fromkeys((act.row.province_id, act.row.tariff) for act in whole if act.row):
            report += _of_place(place, whole, everything)
    return report


def _of_place(place, whole, everything):
    """The Report on the hidden numbers of one province and tariff."""
    report, tale = NOTHING, list(_around(place, whole, everything.blocks))
    seen = publish(tale)
    for act in tale:
        if act.row and act.row.quantity in FEW and (act.row.province_id, act.row.tariff) == place:
            report += _of_given(tale, seen, act)
    for batch, event in _returns(tale, seen, place):
        report += _of_returns(tale, seen, batch, event)
    return report


def _around(place, whole, blocks):
    """What may have to do with hidden numbers of a province and tariff: its own acts, and all that was left at the end.

    What was told elsewhere below the country went out whole; but where gifts came back it matters how many are shown.
    """
    with_returns = {act.row.province_id for act in whole if act.row and act.row.quantity < 0}
    for act in whole:
        row, height = act.row, blocks[act.at][1] if act.at in blocks else None
        if row is None or row.province_id in with_returns:
            yield act
        elif row.quantity > FEW[-1] or row.tariff != place[1]:
            continue
        elif row.province_id == place[0] or height in (None, Disclosure.Height.COUNTRY):
            yield act


def _tales(acts):
    """Histories that have nothing to do with one another: of each year and kind, with the closing of the year."""
    for year, kind in dict.fromkeys((act.year, act.row.kind) for act in acts if act.row):
        yield [act for act in acts if act.year == year and (act.row is None or act.row.kind == kind)]


def _of_public_numbers(seen):
    wrong = [(of, people) for of, people in numbers(seen.told) if abs(people) in FEW]
    sentences = (f"Số công khai {people} người ({of}) là số nhỏ." for of, people in wrong)
    return Report(0, 1 if wrong else LEAST, tuple(sentences))


def _of_given(tale, seen, act):
    def value_in(world):
        return worlds.given_at(world, act.at)

    found = _values(tale, seen, value_in, worlds.of_given, act.at)
    return judged(found, f"số đã trao ở buổi {act.row.event_id} ({act.row.kind}, năm {act.year})")


def _of_returns(tale, seen, batch, event):
    own, events = worlds.returned_at(tale, batch, event), worlds.events_of(tale, batch)

    def value_in(world):
        return worlds.returned_at(world, batch, event) if worlds.events_of(world, batch) == events else own

    found = _values(tale, seen, value_in, worlds.of_returns, batch, event)
    return judged(found, f"số trả về ở buổi {event}")


def _returns(tale, seen, place):
    """(acts told or waiting together, event) of each event at which a few gifts of these were taken back."""
    batches = {}
    for act in tale:
        if act.row and act.row.quantity < 0 and (act.row.province_id, act.row.tariff) == place:
            row = act.row
            key = (row.round_id, row.province_id, row.tariff, seen.blocks.get(act.at))
            batches.setdefault(key, {})[act.at] = row.event_id
    for batch in batches.values():
        for event in dict.fromkeys(batch.values()):
            if worlds.returned_at(tale, set(batch), event) in FEW:
                yield set(batch), event


def _values(tale, seen, value_in, others, *which):
    """Values of a hidden number in worlds that look the same, LEAST of them at most."""
    found = {value_in(tale)}
    for tries in (worlds.TRIES, worlds.TRIES * worlds.PATIENCE):
        for world in others(tale, seen.blocks, *which, tries):
            if (value := value_in(world)) not in found and publish(world).told == seen.told:
                found.add(value)
                if len(found) == LEAST:
                    return found
    return found


def judged(values, name):
    """The Report on one hidden number."""
    if len(values) >= LEAST:
        return Report(1, LEAST, ())
    told = ", ".join(map(str, sorted(values)))
    return Report(1, len(values), (f"Đoán được {name}: chỉ còn {len(values)} giá trị ({told}).",))
