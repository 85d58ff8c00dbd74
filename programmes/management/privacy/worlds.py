"""Other worlds for a hidden number of people: histories in which it is another one, and something else makes up for it.

Whether such a world looks the same is not asked here. Nothing is chosen by what the publishing step calls safe. The
search is by chance with a fixed start, so that it finds the same each time; what it does not find is not proved away.
"""

import random
from itertools import combinations, product

FEW = range(1, 11)
TRIES = 40  # of each kind of change by chance, for each value


def given_at(tale, number):
    """People given by an act."""
    return next(act.row.quantity for act in tale if act.at == number)


def returned_at(tale, batch, event):
    """People who gave back at an event, in the acts of a batch and those put behind them."""
    return -sum(act.row.quantity for act in tale if int(act.at) in batch and act.row.event_id == event)


def of_given(tale, blocks, number):
    """Histories in which an act gave another number of people; `blocks` says in which block each act was told."""
    chance = random.Random(number)  # noqa: S311 - no secret: the attack is the same each time
    few = {act.at: act.row.quantity for act in tale if act.row and act.row.quantity in FEW}
    block, values = blocks.get(number), [value for value in FEW if value != few[number]]
    mates = [at for at in few if at != number and blocks.get(at) == block]
    for value in values:
        yield _with(tale, {number: value})
        for mate in mates:
            if (moved := few[mate] + few[number] - value) in FEW:
                yield _with(tale, {number: value, mate: moved})
    members = {number: few[number], **{at: few[at] for at in mates}}
    if block is None:
        yield from _of_waiting(tale, members, number, chance)
        return
    for _try, (more, world) in product(range(TRIES // 4), _with_other_returns(tale, blocks, block)):
        for value in values:
            rest = _dealt(chance, mates, sum(members.values()) + more - value)
            if rest is not None:
                yield _with(world, {number: value, **rest})


def _of_waiting(tale, members, number, chance):
    """What is told nowhere may be anything, in its own pool or in all."""
    own = {act.at for act in tale if act.row and _pool(act.row) == _pool(_row(tale, number))}
    for pool in ([at for at in members if at in own], list(members)):
        for try_ in range(TRIES * len(FEW)):
            most = FEW[try_ % len(FEW)]
            yield _with(tale, {at: chance.randint(1, most) for at in pool})


def of_returns(tale, blocks, batch, event):
    """Histories in which another number of people gave back at an event; `batch` are acts told or waiting together."""
    chance = random.Random(min(batch))  # noqa: S311 - as above
    block = blocks.get(min(batch))
    own = [act for act in tale if act.at in batch and act.row.event_id == event]
    others = [act for act in tale if act.at in batch and act.row.event_id != event]
    few = {act.at: act.row.quantity for act in tale if act.row and act.row.quantity in FEW}
    few = {at: people for at, people in few.items() if blocks.get(at) == block}
    elsewhere = [
        act.row for act in tale if act.row and act.row.event_id != event and _pool(act.row) == _pool(own[0].row)
    ]
    for step in FEW:
        changed = [_moved(tale, own[:step], row) for row in elsewhere] if step <= len(own) else []
        changed += [_moved(tale, others[:step], own[0].row)] if step <= len(others) else []
        changed += [[act for act in tale if act not in own[:step]], _more(tale, own[-1], step)]
        yield from changed
        for world in changed[-2:]:
            more = _people(world) - _people(tale)
            yield from (_with(world, changes) for changes in _made_up(few, -more))
    for _try in range(TRIES):
        total = -sum(given_at(tale, at) for at in batch) if block else chance.randint(len(batch), 10 + len(batch))
        dealt = _dealt(chance, sorted(batch, key=lambda _at: chance.random()), total, range(1, total + 1))
        if dealt is not None:
            yield _with(tale, {at: -people for at, people in dealt.items()})


def _with_other_returns(tale, blocks, block):
    """(how many more came back, history) for the gifts taken back that are told in a block; first as it was."""
    yield 0, tale
    back = [act for act in tale if act.row and act.row.quantity == -1 and blocks.get(act.at) == block]
    for step in FEW[:-1] if back else ():
        yield step, _more(tale, back[-1], step)
        if step < len(back):
            yield -step, [act for act in tale if act not in back[-step:]]


def _made_up(rows, more):
    """Changes of rows (act -> people) by so many people in all, of one row or of several."""
    for at, people in rows.items():
        if people + more in FEW:
            yield {at: people + more}
    for one, two in combinations(list(rows)[:8], 2):
        half = more // 2
        if rows[one] + half in FEW and rows[two] + more - half in FEW:
            yield {one: rows[one] + half, two: rows[two] + more - half}
    total = sum(rows.values()) + more
    dealt = _dealt(random.Random(total), list(rows), total)  # noqa: S311 - as above
    if dealt is not None:
        yield dealt


def _dealt(chance, acts, total, each=FEW):
    """{act: people} with this total, each number in `each`, by chance; None where there is none."""
    low, high, dealt = each[0], each[-1] if each else 0, {}
    if not len(acts) * low <= total <= len(acts) * high:
        return None
    for left, at in enumerate(acts, 1):
        rest = len(acts) - left
        dealt[at] = chance.randint(max(low, total - rest * high), min(high, total - rest * low))
        total -= dealt[at]
    return dealt


def _row(tale, number):
    return next(act.row for act in tale if act.at == number)


def _people(tale):
    return sum(act.row.quantity for act in tale if act.row)


def _pool(row):
    return row.round_id, row.province_id, row.tariff


def _with(tale, changes):
    """The same history with other numbers of people, {act: people}."""
    return [act._replace(row=act.row._replace(quantity=changes[act.at])) if act.at in changes else act for act in tale]


def _moved(tale, acts, row):
    """These gifts came back at the event of a row instead."""
    names = {act.at for act in acts}
    return [act._replace(row=act.row._replace(event_id=row.event_id)) if act.at in names else act for act in tale]


def _more(tale, like, count):
    """So many more gifts came back, right after one like them."""
    place = tale.index(like) + 1
    extra = [like._replace(at=like.at + (step + 1) / 100, row=like.row._replace(quantity=-1)) for step in range(count)]
    return [*tale[:place], *extra, *tale[place:]]
