"""The money of one gift list, in parts that add up: by what became of its gifts, and by where their đồng are."""

from typing import NamedTuple

from django.db.models import Max, Min, Q, Sum

from programmes.models import GiftList, LedgerEntry
from programmes.totals import balances

GIVEN = Q(event__isnull=False)
RETURNED = Q(event__isnull=True, outcome="returned")
WAITING = Q(event__isnull=True) & ~Q(outcome="returned")
ABSENT = Q(event__isnull=True, outcome="absent")


class Part(NamedTuple):
    """Gifts of one kind and category ("" where it is not asked for): how many, and đồng of the programme.

    For each of quantity and cost: all = given + waiting + returned; `absent` are among the waiting. `least_vnd` and
    `most_vnd` are what one gift costs.
    """

    kind: str
    category: str
    quantity: int
    given: int
    waiting: int
    absent: int
    returned: int
    cost_vnd: int
    given_vnd: int
    waiting_vnd: int
    returned_vnd: int
    least_vnd: int
    most_vnd: int


class Sources(NamedTuple):
    """Where the đồng of an approved list are: value = set aside + lacking + needed no more.

    allocated - came_back = set_aside = spent + held. Of what is held, `to_come_back` waits for its event to be closed.
    """

    value_vnd: int
    allocated_vnd: int
    came_back_vnd: int
    set_aside_vnd: int
    goods_vnd: int
    spent_vnd: int
    held_vnd: int
    to_come_back_vnd: int
    lacking_vnd: int
    needed_no_more_vnd: int


def parts_of(gift_list, *, by_category):
    """Its Parts by kind, and by category where asked for; one query, the largest first."""
    names = ("kind", "category") if by_category else ("kind",)
    measures = {"quantity": Sum("quantity"), "cost_vnd": Sum("donor_cost_vnd")}
    for name, condition in (("given", GIVEN), ("waiting", WAITING), ("returned", RETURNED), ("absent", ABSENT)):
        measures[name] = Sum("quantity", filter=condition, default=0)
        measures[f"{name}_vnd"] = Sum("donor_cost_vnd", filter=condition, default=0)
    measures |= {"least_vnd": Min("donor_cost_vnd"), "most_vnd": Max("donor_cost_vnd")}
    # An expression would take a measure of the name of a field for that field.
    rows = gift_list.gifts.order_by().values(*names).annotate(**{f"of_{name}": one for name, one in measures.items()})
    parts = [_part(row) for row in rows]
    return sorted(parts, key=lambda part: (-part.cost_vnd, part.kind, part.category))


def _part(row):
    said = {name.removeprefix("of_"): value for name, value in row.items()}
    return Part(**{name: said.get(name, "") for name in Part._fields})


def sum_of_parts(parts):
    """All Parts as one, without kind and category."""
    sums = {name: sum(getattr(part, name) for part in parts) for name in Part._fields[2:-2]}
    least = min((part.least_vnd for part in parts), default=0)
    return Part("", "", **sums, least_vnd=least, most_vnd=max((part.most_vnd for part in parts), default=0))


def sources_of(gift_list):
    """The Sources of an approved list, None of another; two queries."""
    found = balances.lists_with_money(GiftList.objects.filter(pk=gift_list.pk)).first()
    if found is None:
        return None
    kinds = LedgerEntry.Kind
    moved = dict(found.entries.order_by().values_list("kind").annotate(sum=Sum("amount_vnd")))
    to_come_back = max(-found.lacking_vnd, 0)
    return Sources(
        value_vnd=found.value_vnd,
        allocated_vnd=moved.get(kinds.ALLOCATED, 0),
        came_back_vnd=moved.get(kinds.RELEASED, 0) + moved.get(kinds.RETURNED, 0),
        set_aside_vnd=found.funded_vnd,
        goods_vnd=found.goods_vnd,
        spent_vnd=found.spent_vnd,
        held_vnd=found.funded_vnd - found.spent_vnd,
        to_come_back_vnd=to_come_back,
        lacking_vnd=max(found.lacking_vnd, 0),
        needed_no_more_vnd=found.value_vnd - found.funded_vnd - max(found.lacking_vnd, 0),
    )
