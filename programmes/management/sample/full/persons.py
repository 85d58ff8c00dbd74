"""Invented persons without end: the same number of a province is always the same person.

Unmistakable: each name holds "Minh Họa", each citizen number ends in 000001 to 000099 behind a true prefix, sex and
year of birth. So a prefix has 11,880 adults and 1,584 pupils; whom a province gives more must be born elsewhere.
"""

from datetime import date
from typing import NamedTuple

from programmes.management.sample.people import COUNTER_ENDS, FAMILY, GIVEN, MIDDLE, WITHOUT_PAPERS
from programmes.models import FormerProvince

ADULTS, PUPILS = range(1946, 2006), range(2006, 2014)  # years of birth
SEXES = ("male", "female")
NAMES = tuple((MIDDLE[sex], GIVEN[sex]) for sex in SEXES)
COMMUNES = 60
BASES = (len(FAMILY), *map(len, NAMES[0]), 28, 12, COMMUNES)  # there are as many names for either sex
BETWEEN_PROVINCES = 100_000
WITH_PAPERS = 250  # all of so many adults but one
SPREAD = 680_564_733_841  # an odd number that spreads neighbours far apart
STRIDE = 37  # without a common divisor with the number of years, so that each year comes once


class Person(NamedTuple):
    full_name: str
    birth: date
    sex: str
    citizen_number: str
    commune: str
    without_papers: str


class Persons:
    """Persons of the provinces by number."""

    def __init__(self):
        self.prefixes = {}
        for prefix, successor in FormerProvince.objects.order_by("code").values_list("citizen_prefix", "successor"):
            self.prefixes.setdefault(successor, []).append(prefix)

    def person(self, province, years, number):
        """The `number`th person, from 0 on, of those of a province born in `years` (ADULTS or PUPILS)."""
        prefixes = self.prefixes[province]
        rest, place = divmod(number, len(prefixes))
        rest, sex = divmod(rest, 2)
        counter, turn = divmod(rest, len(years))
        if counter >= COUNTER_ENDS:
            raise ValueError(f"The sample needs more persons of province {province} than invented numbers allow.")
        year = years[turn * STRIDE % len(years)]
        code = f"{prefixes[place]}{(year // 100 - 19) * 2 + sex}{year % 100:02}{counter + 1:06}"
        family, middle, given, day, month, commune = _digits(number + int(province) * BETWEEN_PROVINCES, BASES)
        middles, givens = NAMES[sex]
        has_papers = number % WITH_PAPERS or years is PUPILS
        return Person(
            f"{FAMILY[family]} {middles[middle]} Minh Họa {givens[given]}",
            date(year, month + 1, day + 1),
            SEXES[sex],
            code if has_papers else "",
            f"Xã Minh Họa {commune + 1}",
            "" if has_papers else WITHOUT_PAPERS,
        )


def _digits(number, bases):
    """One digit of each base, which look as if they were drawn."""
    mixed = (number + 1) * SPREAD % 2**40 >> 8
    digits = []
    for base in bases:
        mixed, digit = divmod(mixed, base)
        digits.append(digit)
    return digits
