"""The equations of the books in plain Python: what the acts must have left behind, computed without the portal.

Amounts are whole đồng. Keys are ids of donations (d), lists (l) and gifts (g).
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field


@dataclass
class PlainGift:
    """What a gift costs and where it counts; `given` is the day it was handed over, `back` that nobody waits for it."""

    gift_list: int
    cell: tuple
    quantity: int
    cost: int
    outcome: str = ""
    given: object = None
    back: bool = False


@dataclass
class PlainBooks:
    """Everything that moved, told by the acts themselves."""

    moved: Counter = field(default_factory=Counter)  # (kind, donation, list): đồng
    raised: Counter = field(default_factory=Counter)  # (year, programme): đồng
    gifts: dict = field(default_factory=dict)
    paid: Counter = field(default_factory=Counter)  # (gift, donation): đồng
    funding_order: dict = field(default_factory=lambda: defaultdict(list))

    def move(self, kind, donation, gift_list, amount):
        self.moved[kind, donation, gift_list] += amount

    def left(self, donation):
        """received - reversed - allocated + released + returned."""
        signs = {"received": 1, "reversed": -1, "allocated": -1, "released": 1, "returned": 1}
        return sum(signs.get(kind, 0) * amount for (kind, d, _l), amount in self.moved.items() if d == donation)

    def set_aside(self, donation, gift_list):
        """allocated - released - spent."""
        signs = {"allocated": 1, "released": -1, "spent": -1}
        return sum(sign * self.moved[kind, donation, gift_list] for kind, sign in signs.items())

    def spent(self, donation, gift_list):
        return self.moved["spent", donation, gift_list] - self.moved["returned", donation, gift_list]

    def allocate(self, donation, gift_list, amount):
        if donation not in self.funding_order[gift_list]:
            self.funding_order[gift_list].append(donation)
        self.move("allocated", donation, gift_list, amount)

    def of_list(self, gift_list):
        return {pk: gift for pk, gift in self.gifts.items() if gift.gift_list == gift_list}

    def close(self, gift_list, day):
        """Pay for what was received in the order of gifts and allocations, release what nobody waits for."""
        for pk, gift in sorted(self.of_list(gift_list).items()):
            if gift.given is None and gift.outcome in {"handed_over", "by_proxy"}:
                self._pay(pk, gift)
                gift.given = day
            gift.back = gift.given is None and gift.outcome == "returned"
        self.release_surplus(gift_list)

    def release_surplus(self, gift_list):
        waiting = sum(gift.cost for gift in self.of_list(gift_list).values() if gift.given is None and not gift.back)
        order = self.funding_order[gift_list]
        excess = sum(self.set_aside(donation, gift_list) for donation in order) - waiting
        for donation in reversed(order):
            amount = min(self.set_aside(donation, gift_list), max(excess, 0))
            self.move("released", donation, gift_list, amount)
            excess -= amount

    def _pay(self, pk, gift):
        cost = gift.cost
        for donation in self.funding_order[gift.gift_list]:
            amount = min(cost, self.set_aside(donation, gift.gift_list))
            if amount:
                self.move("spent", donation, gift.gift_list, amount)
                self.paid[pk, donation] += amount
                cost -= amount
        assert cost == 0, "the portal handed over what nobody had paid for"

    def take_back(self, pk):
        gift = self.gifts[pk]
        for (g, donation), amount in list(self.paid.items()):
            if g == pk and amount:
                self.move("returned", donation, gift.gift_list, amount)
                self.paid[g, donation] = 0
        gift.given, gift.outcome, gift.back = None, "returned", True

    def change(self, pk, outcome, day, is_planned, usable):
        """Another outcome in the place of the one that counts at the event of `day`; `usable` may pay for its list."""
        gift = self.gifts[pk]
        is_received = outcome in {"handed_over", "by_proxy"}
        if gift.back:
            self._find_again(gift, usable)
        elif gift.given and not is_received:
            paid = {donation: amount for (g, donation), amount in self.paid.items() if g == pk and amount}
            self.take_back(pk)
            for donation, amount in paid.items() if outcome == "absent" else ():
                self.allocate(donation, gift.gift_list, amount)
        if is_received and not gift.given:
            self._pay(pk, gift)
            gift.given = day
        gift.back = outcome == "returned"
        gift.outcome = "" if outcome == "absent" and is_planned else outcome
        if outcome != "absent":
            self.release_surplus(gift.gift_list)

    def _find_again(self, gift, usable):
        """Of the donations of the list first, then of the others by number."""
        cost, own = gift.cost, set(self.funding_order[gift.gift_list])
        for donation in sorted(usable, key=lambda d: (d not in own, d)):
            amount = min(cost, self.left(donation))
            if amount > 0:
                self.allocate(donation, gift.gift_list, amount)
                cost -= amount
        assert cost == 0, "the portal took money that is not there"

    def given(self):
        """(year, round, province, kind): (quantity, đồng) of what was handed over."""
        cells = defaultdict(lambda: [0, 0])
        for gift in self.gifts.values():
            if gift.given:
                cell = cells[gift.given.year, *gift.cell]
                cell[0] += gift.quantity
                cell[1] += gift.cost
        return {cell: tuple(sums) for cell, sums in cells.items()}
