"""A line of a gift file: the values of its cells, and what they become when it is stored."""

from collections import namedtuple
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from django.core.exceptions import ImproperlyConfigured

from programmes.exchange.gifts.details import Details
from programmes.models import INSURANCE_KINDS, Gift, Recipient, encrypt
from programmes.rules.gifts import ListKey
from programmes.rules.identity import likeness
from programmes.rules.valuation import Case
from programmes.standards.names import fold, fold_tidy

MONEY = {"donor_cost_vnd", "total_vnd", "state_support_vnd", "local_topup_vnd"}
# Who receives what, on which list, for how much in all: no details of a person or a gift, each a matter of its own.
OF_PERSON = ("id", "office_id", "province_id", "phone_hash", "si_hash", "restricted_on")
NO_DETAILS = {"citizen_number", "province", "kind", "group_name", "total_vnd", "round", "decision_number"}


def line_class(columns):
    """The class of a line of a file of these columns: their values by name, None where the cell is empty.

    `person` and `gift` of the class are the Details that a line tells of either.
    """
    names = [column.name for column in columns]
    told = {column.name for column in columns if column.detail_of in {Recipient, Gift}}
    if lost := set(names) - told - NO_DETAILS:
        raise ImproperlyConfigured(f"{', '.join(lost)}: read from a gift file and kept nowhere; give it a detail_of.")
    details = {
        "person": Details(Recipient, columns, beside=OF_PERSON),
        "gift": Details(Gift, columns, beside=("id", "gift_list_id", "entered_by_id")),
    }
    return type("Line", (namedtuple("Line", names),), {"__slots__": (), **details})


def case_of(row, province):
    """What the worth of the card or book of this line depends on, on a list of this province (its code)."""
    return _case(row.kind, row.category or "", row.months, row.starts_on, row.household_order, province)


@lru_cache(maxsize=10_000)
def _case(kind, category, months, starts_on, household_order, province):
    start = date.fromisoformat(starts_on) if starts_on else None
    return Case(kind, category, months, start, household_order, province)


def told_by(row, unread=frozenset()):
    """(people, đồng) that a refused line stands for in the total of its file; None where its cells do not tell."""
    is_group = row.group_name and not row.full_name
    people = None if "quantity" in unread or (is_group and not row.quantity) else row.quantity or 1
    if row.donor_cost_vnd is not None:
        return people, row.donor_cost_vnd
    if row.total_vnd is None or not unread.isdisjoint(MONEY):
        return people, None
    return people, row.total_vnd - (row.state_support_vnd or 0) - (row.local_topup_vnd or 0)


def group_key(round_id, province_id, kind, name):
    """What tells a gift to a group from others, in the file and in the books; case and signs of the name do not."""
    return round_id, province_id, kind, fold(name)


class Entry(NamedTuple):
    """A line that is sound in itself, with its keys.

    `row` is a line of line_class. `key` is the citizen hash; of a person without papers the likeness and the spelling
    of the name; None for a group. `home` tells its list from others.
    """

    number: int
    row: Any
    key: bytes | tuple | None
    home: ListKey

    @property
    def round_id(self):
        return self.home.round_id

    @property
    def province_id(self):
        return self.home.province_id

    @property
    def office_id(self):
        return self.home.office_id

    @property
    def case(self):
        """As case_of; None where there is nothing to compute."""
        return case_of(self.row, self.province_id) if self.row.kind in INSURANCE_KINDS else None

    @property
    def group_key(self):
        return group_key(self.round_id, self.province_id, self.row.kind, self.row.group_name)

    @property
    def person_values(self):
        return self.row.person.by_name(self.row)

    @property
    def gift_values(self):
        return self.row.gift.by_name(self.row)

    def new_person(self):
        """The recipient to register: gift_files.PERSON_KEYS, then the details as they are kept."""
        row, home = self.row, self.home
        number, birth_date, search_key = row.citizen_number, row.birth and row.birth[0], fold_tidy(row.full_name)
        return (
            self.key if number else None,
            likeness(search_key, birth_date, home.province_id, row.commune or "") if number else self.key[0],
            encrypt(number) if number else b"",
            home.office_id,
            home.province_id,
            search_key,
            *row.person.sealing.row(row.person.new(row)),
        )

    def new_gift(self):
        """The gift to issue: gift_files.GIFT_KEYS, then the details."""
        row = self.row
        return (row.kind, row.group_name or "", *row.gift.new(row))


def as_stored(entries):
    """The columns of in_books.comparable where the books hold what these lines, one at least, would enter."""
    lines = entries[0].row._make(zip(*[entry.row for entry in entries], strict=True))
    rounds, provinces, _offices, _decisions = zip(*[entry.home for entry in entries], strict=True)
    return [*lines.person.new_columns(lines), rounds, provinces, lines.kind, *lines.gift.new_columns(lines)]
