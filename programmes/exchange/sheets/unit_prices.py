"""A column of unit prices ("Đơn giá", "Mức tặng"): the cost of a line is its price times its quantity."""

from django.utils.translation import gettext_lazy as _

from programmes.standards.money import format_number
from programmes.standards.names import tidy


class UnitPrices:
    """Reckons the costs of the rows of a sheet. What it made of them is told once a row proves to be a line."""

    def __init__(self, index, memos, findings):
        self.index, self.memos, self.findings = index, memos, findings
        self.reckoned = {}

    def reckon(self, lines, texts, prices):
        """Put the costs in place of the column of the cost; texts by column, as in Body."""
        place, quantities = self.index["donor_cost_vnd"], texts[self.index["quantity"]]
        blank = ("",) * len(lines)
        rows = zip(lines, prices, quantities or blank, texts[place] or blank, strict=True)
        texts[place] = [self._cost(*row) for row in rows]

    def _cost(self, line, price, quantity, cost):
        money, count = self.memos[self.index["donor_cost_vnd"]], self.memos[self.index["quantity"]]
        one, said = money.parsed(price), money.parsed(cost)
        if one is None or (cost.strip() and said is None):
            return cost if cost.strip() else price
        product = one * (count.parsed(quantity) or 1)
        if said not in (None, product):
            self.reckoned[line] = (True, tidy(price), tidy(quantity), tidy(cost))
        elif said is None and product != one:
            self.reckoned[line] = (False, tidy(price), tidy(quantity), format_number(product))
        if cost.strip():
            return cost
        return price if product == one else str(product)

    def tell(self, lines):
        """List the costs that were reckoned; refuse those that price and quantity contradict."""
        heading = self.memos[self.index["donor_cost_vnd"]].column.heading if self.reckoned else ""
        for line in self.reckoned and lines:
            if line in self.reckoned:
                is_contradiction, price, quantity, cost = self.reckoned[line]
                if is_contradiction:
                    message = _("Đơn giá %(price)s nhân số lượng %(quantity)s không bằng %(cost)s; sửa một trong ba ô.")
                    told = {"price": price, "quantity": quantity or "1", "cost": cost}
                    self.findings.refuse(line, heading, "unit_price_differs", message % told)
                else:
                    self.findings.repair(line, heading, "unit_price_times", f"{price} × {quantity}", cost)
        self.reckoned.clear()
