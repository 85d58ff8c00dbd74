"""What the insurance of the sample is worth, by the rates in force when it begins."""

from programmes.rules.rates import Rates
from programmes.rules.valuation import Case, Worths


class Values:
    """Worth of a card or a book as the three amounts of a gift; each case is computed once."""

    def __init__(self):
        self.worths = Worths(Rates.load())

    def parts(self, kind, category, months, on, province):
        """The amounts; an invented gift whose worth the rates do not tell is a mistake of the sample."""
        return self.worths[Case(kind, category, months, on, None, province)].parts
