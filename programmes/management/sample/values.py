"""What the insurance of the sample is worth, from the rates in force when it begins."""

from functools import cache

from programmes.models import Category, Rate

CARD_SUPPORT = {
    Category.NEAR_POOR: "near_poor",
    Category.FARMING: "average_living_standard_farming",
    Category.STUDENT: "pupil_student",
}
BOOK_SUPPORT = {
    Category.POOR: "poor_household",
    Category.NEAR_POOR: "near_poor",
    Category.INFORMAL_WORKER: "other",
}


class Values:
    """Worth of a card or a book as the three amounts of a gift; each rate is looked up once."""

    def __init__(self):
        self.rate = cache(self._rate)

    @staticmethod
    def _rate(family, category_code, on):
        return Rate.objects.in_force(family, on).get(category_code=category_code).amount

    def card(self, category, months, on):
        base, share = self.rate("base_salary", "all", on), self.rate("bhyt_contribution_rate", "all", on)
        return self._split(base * share * months, self.rate("bhyt_state_support_min", CARD_SUPPORT[category], on))

    def book(self, category, months, on):
        """At the lowest income that may be chosen."""
        line, share = self.rate("rural_poverty_line", "all", on), self.rate("bhxh_voluntary_rate", "all", on)
        return self._split(line * share * months, self.rate("bhxh_voluntary_state_support", BOOK_SUPPORT[category], on))

    @staticmethod
    def _split(total, support):
        state = int(total * support)
        return {"donor_cost_vnd": int(total) - state, "state_support_vnd": state, "local_topup_vnd": 0}
