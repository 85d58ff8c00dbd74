"""Other worlds for a hidden number of people: histories in which it is another one, and something else makes up for it.

Whether such a world looks the same is not asked here. Nothing is chosen by what the publishing step calls safe. The
search is by chance with a fixed start, so that it finds the same each time; what it does not find is not proved away.
"""

import random
from itertools import combinations, product

FEW = range(1, 11)
TRIES = 40  # of each kind of change by chance, for each value
PATIENCE = 25  # times as many where a first search leaves too few


def given_at(tale, number):
    """People given by an act."""
    return next(act.row.quantity for act in tale if act.at == number)


def returned_at(tale, batch, event):
    """People who gave back at an event, in the acts of a batch and those put behind them."""
    return -sum(act.row.quantity for act in tale if int(act.at) in batch and act.row.event_id == event)


def events_of(tale, batch):
    """How many events gave back in the acts of a batch and those put behind them: she is taken to know."""
    return len({act.row.event_id for act in tale if int(act.at) in batch})


def of_given(tale, blocks, number, tries):
    """Histories in which an act gave another number of people; `blocks` says in which block each act was told."""
    chance = random.Random(number + tries)  # noqa: S311 - no secret: the attack is the same each time
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
        yield from _of_waiting(tale, members, number, chance, tries)
        return
    near = [at for at in mates if _row(tale, at).province_id == _row(tale, number).province_id]
    for try_ in range(tries):
        world = _others_resized(tale, blocks, _act(tale, number), chance) if try_ % 2 else tale
        left = _people(tale) - _people(world)
        yield from (_with(world, changes) for changes in _near_and_far(chance, members, number, near, left))
    for _try, (more, world) in product(range(tries // 4), _with_other_returns(tale, blocks, block)):
        for value in values:
            rest = _dealt(chance, mates, sum(members.values()) + more - value)
            if rest is not None:
                yield _with(world, {number: value, **rest})


def _near_and_far(chance, members, number, near, more):
    """Changes of a number and of some of its province, made up for, and `more` besides, by few others of its block."""
    far = [at for at in members if at not in near and at != number] or near
    for value in FEW if far else ():
        changes = {number: value, **{at: chance.choice(FEW) for at in near if chance.random() < 0.5}}
        left = more + sum(members[at] for at in changes) - sum(changes.values())
        for at in chance.sample(far, min(4, len(far))):
            before = changes.get(at, members[at])
            changes[at] = max(FEW[0], min(FEW[-1], before + left))
            left -= changes[at] - before
        if left == 0:
            yield changes


def _of_waiting(tale, members, number, chance, tries):
    """What is told nowhere may be anything, in its own pool or in all."""
    own = {act.at for act in tale if act.row and _pool(act.row) == _pool(_row(tale, number))}
    for pool in ([at for at in members if at in own], list(members)):
        for try_ in range(tries * len(FEW)):
            most = FEW[try_ % len(FEW)]
            yield _with(tale, {at: chance.randint(1, most) for at in pool})


def of_returns(tale, blocks, batch, event, tries):
    """Histories in which another number of people gave back at an event; `batch` are acts told or waiting together."""
    chance = random.Random(min(batch) + tries)  # noqa: S311 - as above
    block = blocks.get(min(batch))
    own = [act for act in tale if act.at in batch and act.row.event_id == event]
    others = [act for act in tale if act.at in batch and act.row.event_id != event]
    few = {act.at: act.row.quantity for act in tale if act.row and act.row.quantity in FEW}
    few = {at: people for at, people in few.items() if blocks.get(at) == block}
    elsewhere = [
        act.row for act in tale if act.row and act.row.event_id != event and _pool(act.row) == _pool(own[0].row)
    ]
    for step in FEW:
        yield from [_moved(tale, own[:step], row) for row in elsewhere] if step <= len(own) else []
        yield from [_moved(tale, others[:step], own[0].row)] if step <= len(others) else []
    for value in FEW:
        alone = _resized(tale, own, value)
        yield alone
        if block is None:
            near = [at for at in few if _row(tale, at).province_id == own[0].row.province_id]
            for pool, _try in product((near, list(few)), range(tries // 10)):
                most = chance.choice(FEW)
                yield _with(alone, {at: chance.randint(1, most) for at in pool})
            firsts = {act.row.event_id: act.at for act in reversed(others)}
            yield [act for act in alone if act not in others or firsts[act.row.event_id] == act.at]
        for try_ in range(1 + tries // 10):
            resized = _others_resized if try_ % 2 else _others_made_fewer
            world = resized(alone, blocks, own[0], chance) if try_ else alone
            more = _people(world) - _people(tale)
            yield from (_with(world, changes) for changes in _made_up(few, -more, chance))
    yield from _of_other_events(tale, batch, event, chance)
    for _try in range(tries):
        total = -sum(given_at(tale, at) for at in batch) if block else chance.randint(len(batch), 10 + len(batch))
        dealt = _dealt(chance, sorted(batch, key=lambda _at: chance.random()), total, range(1, total + 1))
        if dealt is not None:
            yield _with(tale, {at: -people for at, people in dealt.items()})


def _of_other_events(tale, batch, event, chance):
    """The same gifts came back, but more at this event and fewer at others: first one at each, then the rest."""
    acts = {act.at: act.row.event_id for act in tale if act.at in batch}
    others = [each for each in dict.fromkeys(acts.values()) if each != event]
    for value in range(1, len(acts) - len(others) + 1):
        names = [event, *others, *[event] * (value - 1)]
        names += [chance.choice(others or [event]) for _rest in range(len(acts) - len(names))]
        events = dict(zip(sorted(acts), names, strict=True))
        yield [act._replace(row=act.row._replace(event_id=events[act.at])) if act.at in events else act for act in tale]


def _with_other_returns(tale, blocks, block):
    """(how many more came back, history) for the gifts taken back that are told in a block; first as it was."""
    yield 0, tale
    back = [act for act in tale if act.row and act.row.quantity == -1 and blocks.get(act.at) == block]
    for step in FEW[:-1] if back else ():
        yield step, _more(tale, back[-1], step)
        if step < len(back):
            yield -step, [act for act in tale if act not in back[-step:]]


def _made_up(rows, more, chance):
    """Changes of rows (act -> people) by so many people in all, of one row or of several."""
    for at, people in rows.items():
        if people + more in FEW:
            yield {at: people + more}
    for one, two in combinations(list(rows)[:8], 2):
        half = more // 2
        if rows[one] + half in FEW and rows[two] + more - half in FEW:
            yield {one: rows[one] + half, two: rows[two] + more - half}
    total = sum(rows.values()) + more
    dealt = _dealt(chance, list(rows), total)
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


def _act(tale, number):
    return next(act for act in tale if act.at == number)


def _row(tale, number):
    return _act(tale, number).row


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


def _resized(tale, acts, people):
    """These acts of one event took back so many people in all."""
    if people <= len(acts) or min(act.row.quantity for act in acts) < -1:
        left = {act.at: people // len(acts) + (number < people % len(acts)) for number, act in enumerate(acts)}
        fewer = [act for act in tale if left.get(act.at) != 0]
        return _with(fewer, {at: -count for at, count in left.items() if count})
    return _more(tale, acts[-1], people - len(acts))


def _others_resized(tale, blocks, act, chance):
    """Other numbers came back at one of the events that are told with this act; not at its own if it is a return."""
    events = _other_returns(tale, blocks, act)
    return _resized(tale, chance.choice(events), chance.choice(FEW)) if events else tale


def _others_made_fewer(tale, blocks, act, chance):
    """As many or fewer came back in all at those events, somehow divided among them."""
    events = _other_returns(tale, blocks, act)
    if not events:
        return tale
    there = -sum(each.row.quantity for acts in events for each in acts)
    dealt = _dealt(chance, range(len(events)), chance.randint(len(events), there), range(1, there + 1))
    for number, people in dealt.items():
        tale = _resized(tale, events[number], people)
    return tale


def _other_returns(tale, blocks, act):
    """The acts by which gifts came back that are told with this one, a list for each event; not of its own for one."""
    events = {}
    for each in tale:
        if each.row and each.row.quantity < 0 and each.at in blocks and blocks[each.at] == blocks.get(act.at):
            events.setdefault(each.row.event_id, []).append(each)
    if act.row.quantity < 0:
        events.pop(act.row.event_id, None)
    return list(events.values())


def _more(tale, like, count):
    """So many more gifts came back, right after one like them."""
    place = tale.index(like) + 1
    extra = [like._replace(at=like.at + (step + 1) / 100, row=like.row._replace(quantity=-1)) for step in range(count)]
    return [*tale[:place], *extra, *tale[place:]]
